package widget

import (
	"fmt"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"vocero/ui/theme"
)

func TestBox(t *testing.T) {
	st := theme.New(theme.Options{})
	for _, s := range samples {
		for _, size := range [][2]int{{0, 0}, {1, 1}, {4, 2}, {5, 3}, {6, 3}, {9, 4}, {40, 10}} {
			check(t, Box(s, s, size[0], size[1], st, nil), size[0], size[1])
		}
	}
	want := "╭─ Send ───╮\n│ hola     │\n╰──────────╯"
	if got := ansi.Strip(Box("Send", "hola", 12, 3, st, nil)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if x, y := Middle(80, 24, 40, 10); x != 20 || y != 7 {
		t.Errorf("the middle is %d,%d", x, y)
	}
}

func TestMeter(t *testing.T) {
	st := theme.New(theme.Options{})
	for _, c := range []struct {
		n, limit, w int
		want        string
	}{
		{0, 500, 20, "░░░░░░░░░░░░░░ 0/500"}, {250, 500, 20, "██████░░░░░░ 250/500"}, {500, 500, 9, "500/500  "}, {512, 500, 9, "███ ✗ -12"},
		{7, 0, 5, "7    "}, {3, 500, 2, "3…"}, {1, 2, 0, ""},
	} {
		got := ansi.Strip(Meter(c.n, c.limit, c.w, st))
		if got != c.want {
			t.Errorf("%d of %d over %d cells is %q, want %q", c.n, c.limit, c.w, got, c.want)
		}
	}
	if got := Meter(250, 500, 40, st); strings.Count(got, "█") != strings.Count(got, "░") {
		t.Errorf("half is drawn as %q", got)
	}
}

func TestHelpColumns(t *testing.T) {
	st := theme.New(theme.Options{})
	entries := []HelpEntry{{"", "Mentions"}, {"x", "done"}, {"s", "snooze"}, {"r", "reply"}, {"", "Everywhere"}, {"?", "help"}}
	for _, w := range []int{1, 10, 30, 60, 120} {
		lines := HelpColumns(entries, w, st)
		for _, l := range lines {
			if ansi.StringWidth(l) != w {
				t.Errorf("over %d cells a line is %q", w, l)
			}
		}
		for _, e := range entries {
			if w >= 30 && !strings.Contains(ansi.Strip(strings.Join(lines, "\n")), e.Text) {
				t.Errorf("over %d cells %q is missing", w, e.Text)
			}
		}
	}
	if narrow, wide := len(HelpColumns(entries, 20, st)), len(HelpColumns(entries, 120, st)); wide >= narrow {
		t.Errorf("%d lines where there is room, %d where there is none", wide, narrow)
	}
}

func TestTable(t *testing.T) {
	st := theme.New(theme.Options{})
	bad := st.Bad
	tb := &Table{Columns: []TableColumn{{Title: "Account", W: -1}, {Title: "State"}, {Title: "Limit", W: 6, Right: true}},
		Style: func(row, col int) *lipgloss.Style {
			if col == 1 && row == 1 {
				return &bad
			}
			return nil
		}}
	if tb.Selected() != -1 {
		t.Error("an empty table has something selected")
	}
	for i := range 30 {
		tb.Rows = append(tb.Rows, []string{fmt.Sprintf("@cuenta%d@masto.example", i), "ok", "500"})
	}
	tb.Rows = append(tb.Rows, []string{"short"})
	for _, size := range [][2]int{{0, 0}, {1, 1}, {10, 2}, {60, 20}, {120, 40}} {
		for _, to := range []int{0, 5, 29, 30, 99, -3} {
			tb.Select(to)
			text := tb.View(size[0], size[1], st, true)
			check(t, text, size[0], size[1])
			if size[0] >= 60 && !strings.Contains(ansi.Strip(text), tb.Rows[tb.Selected()][0]) {
				t.Errorf("row %d is not on the screen", tb.Selected())
			}
		}
	}
	tb.Select(0)
	tb.View(60, 10, st, false)
	if !tb.Click(3) || tb.Selected() != 2 || tb.Click(0) || tb.Click(60) {
		t.Errorf("a click selects %d", tb.Selected())
	}
	if tb.Move(1); tb.Selected() != 3 {
		t.Errorf("a step selects %d", tb.Selected())
	}
	facts := Columns([][2]string{{"Zone", "Europe/Madrid"}, {"Language", "es"}}, 30, st)
	if ansi.Strip(facts) != "Zone     Europe/Madrid        \nLanguage es                   " {
		t.Errorf("facts are\n%s", ansi.Strip(facts))
	}
}

func TestScroll(t *testing.T) {
	var s Scroll
	s.SetSize(10, 4)
	var lines []string
	for i := range 20 {
		lines = append(lines, fmt.Sprintf("line %d", i))
	}
	s.SetLines(lines)
	if up, down := s.More(); up || !down {
		t.Error("at the top there is only more below")
	}
	for _, c := range []struct {
		key string
		top int
	}{{"j", 1}, {"pgdown", 4}, {"ctrl+d", 6}, {"ctrl+u", 4}, {"k", 3}, {"G", 16}, {"j", 16}, {"pgup", 13}, {"home", 0}, {"up", 0}} {
		if !s.Press(press(c.key)) || s.Top() != c.top {
			t.Errorf("%s scrolls to %d, want %d", c.key, s.Top(), c.top)
		}
		check(t, s.View(), 10, 4)
	}
	if s.Press(press("x")) || s.Len() != 20 {
		t.Error("x is taken")
	}
	s.Show(10, 12)
	if s.Top() != 8 {
		t.Errorf("lines 10 and 11 are shown from %d", s.Top())
	}
	s.SetLines(lines[:2])
	if s.Top() != 0 || !strings.HasPrefix(s.View(), "line 0") {
		t.Errorf("fewer lines leave the place at %d", s.Top())
	}
	s.SetSize(0, 0)
	check(t, s.View(), 0, 0)
}
