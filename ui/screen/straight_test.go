package screen

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// TestPagesAreWrittenStraight turns pages, moves a bar on them and scrolls them: the cells stay those of the terminal.
func TestPagesAreWrittenStraight(t *testing.T) {
	e := newEasel(t, 60, 20)
	list := func(from, sel int) []string {
		return rows(20, func(i int) string {
			s := fmt.Sprintf("row %d 👩‍👩‍👧 pan y café \x1b[1;38;2;9;8;7m日本\x1b[m", from+i)
			if from+i == sel {
				return "\x1b[7m" + ansi.Strip(s) + strings.Repeat(" ", 60-ansi.StringWidth(s)) + "\x1b[m"
			}
			return s
		})
	}
	e.show(list(0, 0)...)
	for page := 1; page < 6; page++ {
		e.show(list(100*page, 100*page)...)
		if !e.c.behind {
			t.Fatal("a page is not written straight")
		}
		e.show(list(100*page, 100*page+1)...)
		e.show(list(100*page+1, 100*page+1)...)
		if e.c.behind {
			t.Fatal("a row or two are written straight")
		}
	}
	e.show(list(0, 0)...)
	e.c.erase()
	e.show(rows(20, func(i int) string { return strings.Repeat("x", i%3) })...)
	e.show(list(7, 9)...)
	e.c.resize(40, 12)
	e.out.Reset()
	e.show(rows(12, func(int) string { return strings.Repeat("日", 20) })...)
}

// TestWhatStandsBesideAListIsLeftAlone turns a page beside a text that stays.
func TestWhatStandsBesideAListIsLeftAlone(t *testing.T) {
	e := newEasel(t, 60, 20)
	page := func(n int, side string) []string {
		return rows(20, func(i int) string {
			return fmt.Sprintf("\x1b[1m%-20s\x1b[m│ \x1b[2m%-38s\x1b[m", fmt.Sprintf("ñandú %d", n+i), side)
		})
	}
	e.show(page(0, "what she said, at length")...)
	if b := string(e.show(page(100, "what she said, at length")...)); !e.c.behind || strings.Contains(b, "length") {
		t.Errorf("what stays is written, too: %q", b)
	}
	if b := string(e.show(page(200, "日本 👍 and what follows")...)); !strings.Contains(b, "follows") {
		t.Errorf("what changed is not written: %q", b)
	}
	e.show(page(300, "日本 👍 and what follows")...)
}

// TestTheCursorIsWhereItBelongsAfterAPage writes straight with and without a cursor, and then a few cells from there.
func TestTheCursorIsWhereItBelongsAfterAPage(t *testing.T) {
	e := newEasel(t, 30, 12)
	for i, c := range []*tea.Cursor{tea.NewCursor(3, 4), nil, tea.NewCursor(29, 11), tea.NewCursor(99, 99), nil} {
		content := strings.Join(rows(12, func(y int) string { return fmt.Sprintf("page %d, row %d", i, y) }), "\n")
		e.out.Write(bytes.Clone(e.c.frame(tea.View{Content: content, Cursor: c})))
		if !e.c.behind {
			t.Fatal("a page is not written straight")
		}
		lines := rows(12, func(y int) string { return fmt.Sprintf("page %d, row %d", i, y) })
		lines[5] = "another 👍 row"
		e.show(lines...)
	}
}

// TestWhatTerminalsDrawInTheirOwnWayIsNotWrittenStraight asks the cells when colours have to be converted and widths are disputed.
func TestWhatTerminalsDrawInTheirOwnWayIsNotWrittenStraight(t *testing.T) {
	for _, x := range []struct {
		row     string
		profile colorprofile.Profile
		counts  bool // the terminal counts graphemes
		want    bool
	}{
		{"pan y café", colorprofile.TrueColor, false, true},
		{"\x1b[38;2;1;2;3mpan\x1b[m", colorprofile.TrueColor, false, true},
		{"\x1b[38;2;1;2;3mpan\x1b[m", colorprofile.ANSI256, false, false},
		{"\x1b[1;38;5;208mpan\x1b[m", colorprofile.ANSI256, false, true},
		{"\x1b[38;5;208mpan\x1b[m", colorprofile.ANSI, false, false},
		{"pan", colorprofile.ASCII, false, false},
		{"\x1b[4:3mpan\x1b[m", colorprofile.TrueColor, true, false},
		{"日本", colorprofile.TrueColor, false, true},
		{"👩‍👩‍👧", colorprofile.TrueColor, false, false},
		{"👩‍👩‍👧", colorprofile.TrueColor, true, true},
		{strings.Repeat("x", 41), colorprofile.TrueColor, true, false},
	} {
		c := newCanvas(xterm, x.profile)
		c.resize(40, 10)
		if x.counts {
			c.graphemes()
		}
		c.frame(tea.View{Content: strings.Repeat(x.row+"\n", 9) + x.row})
		if c.behind != x.want {
			t.Errorf("%q with %v: written straight: %v", x.row, x.profile, c.behind)
		}
	}
}

// TestALineThatIsSlowGetsFewBytes has a page written straight only where bytes cost nothing; the first one always is.
func TestALineThatIsSlowGetsFewBytes(t *testing.T) {
	page := func(n int) tea.View {
		return tea.View{Content: strings.Join(rows(20, func(i int) string { return fmt.Sprintf("row %d", n+i) }), "\n")}
	}
	for _, x := range []struct {
		environ []string
		slow    bool
		want    bool
	}{{xterm, false, true}, {xterm, true, false}, {append([]string{"SSH_TTY=/dev/pts/3"}, xterm...), false, false}} {
		c := newCanvas(x.environ, colorprofile.TrueColor)
		c.resize(60, 20)
		c.frame(page(0))
		if !c.behind {
			t.Error("the first frame is not written straight")
		}
		c.slow = x.slow
		c.frame(page(100))
		if c.behind != x.want {
			t.Errorf("%v, slow: %v: a page is written straight: %v", x.environ, x.slow, c.behind)
		}
	}
}

// TestRandomPagesAreWhatTheTerminalShows mixes pages with everything else that can happen between them.
func TestRandomPagesAreWhatTheTerminalShows(t *testing.T) {
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 12))
		e := newEasel(t, 12+r.IntN(40), 10+r.IntN(12))
		page := func() []string {
			return rows(e.c.h, func(int) string {
				return ansi.Truncate(strings.TrimSuffix(randomRow(r), "\x1b[m"), e.c.w, "") + "\x1b[m"
			})
		}
		lines := page()
		for range 12 {
			switch r.IntN(4) {
			case 0:
				lines = page()
			case 1:
				lines = append(lines[1+r.IntN(4):], page()...)[:e.c.h]
			case 2:
				lines[r.IntN(len(lines))] = randomRow(r)
			default:
				if r.IntN(2) == 0 {
					e.c.erase()
				}
				lines = page()
			}
			e.show(lines...)
		}
	}
}
