package screen

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"vocero/ui/uitest"
)

var xterm = []string{"TERM=xterm-256color"}

// easel is a canvas and the terminal that it draws for.
type easel struct {
	t   *testing.T
	c   *canvas
	out bytes.Buffer
}

func newEasel(t *testing.T, w, h int) *easel {
	e := &easel{t: t, c: newCanvas(xterm, colorprofile.TrueColor)}
	e.c.resize(w, h)
	e.c.graphemes() // As the emulator counts.
	return e
}

// show draws lines and fails unless the terminal shows what they are, cell by cell. It returns the bytes it took.
func (e *easel) show(lines ...string) []byte {
	e.t.Helper()
	content := strings.Join(lines, "\n")
	b := bytes.Clone(e.c.frame(tea.View{Content: content}))
	e.out.Write(b)
	want := uv.NewScreenBuffer(e.c.w, e.c.h)
	want.Method = ansi.GraphemeWidth
	uv.NewStyledString(content).Draw(want, want.Bounds())
	got := uitest.Emulate(e.out.Bytes(), e.c.w, e.c.h).Cells()
	for i := range got {
		x, y := i%e.c.w, i/e.c.w
		if c := want.CellAt(x, y); !alike(*c, got[i]) {
			e.t.Fatalf("cell %d,%d is %+v, want %+v\n%q\nof\n%q", x, y, got[i], *c, b, content)
		}
	}
	return b
}

// alike tells whether two cells look the same.
func alike(a, b uv.Cell) bool {
	for _, c := range []*uv.Cell{&a, &b} {
		if c.Content == "" && c.Width == 1 {
			c.Content = " "
		}
		c.Link = uv.Link{} // The emulator takes its parts for each other.
		if c.Content == " " {
			c.Style.Fg, c.Style.Attrs = nil, c.Style.Attrs&^(uv.AttrBold|uv.AttrFaint|uv.AttrItalic)
		}
	}
	return a.Equal(&b)
}

func rows(n int, f func(i int) string) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = f(i)
	}
	return out
}

func TestAFrameThatChangedTwoRowsWritesTwoRows(t *testing.T) {
	e := newEasel(t, 60, 20)
	list := func(sel int) []string {
		return rows(20, func(i int) string {
			s := fmt.Sprintf("row %02d 👩‍👩‍👧 pan y café", i)
			if i == sel {
				return "\x1b[7m" + s + "\x1b[m"
			}
			return s
		})
	}
	e.show(list(3)...)
	b := string(e.show(list(4)...))
	for i := range 20 {
		if at := strings.Contains(b, fmt.Sprintf("%02d", i)); at != (i == 3 || i == 4) {
			t.Errorf("row %d is written: %v\n%q", i, at, b)
		}
	}
	if b := e.show(list(4)...); len(b) != 0 {
		t.Errorf("the same frame takes %q", b)
	}
}

func TestRowsThatMoveAreScrolled(t *testing.T) {
	e := newEasel(t, 60, 20)
	list := func(from int) []string {
		return append([]string{"head"}, append(rows(18, func(i int) string { return fmt.Sprintf("row %d of a long list", from+i) }), "foot")...)
	}
	all := len(e.show(list(0)...))
	for from := 1; from < 8; from++ {
		if n := len(e.show(list(from)...)); n > all/4 {
			t.Errorf("one row further takes %d bytes, all took %d", n, all)
		}
	}
	e.show(list(2)...)
	e.show(list(40)...)
}

func TestRowsBetweenThoseThatMoveStay(t *testing.T) {
	e := newEasel(t, 30, 16)
	for from := range 12 {
		e.show(rows(16, func(i int) string {
			if i%5 == 0 {
				return "stays 👍"
			}
			return fmt.Sprintf("moves %d", from+i)
		})...)
	}
}

func TestWhatIsNoPlainRowIsDrawnAsAWhole(t *testing.T) {
	e := newEasel(t, 30, 5)
	e.show("plain", "rows")
	e.show("\x1b[31mred until", "here\x1b[m", "and plain")
	e.show("\x1b[31mred until", "there\x1b[m", "and plain")
	e.show("plain", "rows", "\x1b]8;;https://vocero.example\x1b\\link\x1b]8;;\x1b\\")
	e.show("plain", "rows")
	e.show("more", "rows", "than", "there", "is", "room", "for")
	e.show()
}

func TestPlainRows(t *testing.T) {
	for s, want := range map[string]bool{
		"": true, "pan": true, "\x1b[1mpan\x1b[m": true, "\x1b[38;2;1;2;3mpan\x1b[0m y": true, "日本 👩‍👩‍👧 é": true,
		"\x1b[1mpan": false, "\x1b[1mpan\x1b[22m": false, "a\tb": false, "a\rb": false, "\x1b[2J": false, "\x1b]8;;x\x1b\\": false, "\x1b": false, "\x1b[1": false,
		"\u009b1m": false, "\u0301a": false, "\x1b[m\u200b": false, "a\x7f": false, "\x1b[4:3mx\x1b[m": true,
	} {
		if got := plain(s, ansi.GraphemeWidth); got != want {
			t.Errorf("%q is plain: %v", s, got)
		}
	}
}

// pieces are what random rows are made of.
var pieces = []string{"a", "pan", "ñ", "日", "👍", "👩‍👩‍👧", "é", "❤️", " ", "   ", "\x1b[1m", "\x1b[31m", "\x1b[48;5;7m", "\x1b[7m", "\x1b[4m", "\x1b[m", "x", "row", "·"}

func randomRow(r *rand.Rand) string {
	var b strings.Builder
	for range r.IntN(14) {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	if r.IntN(20) > 0 {
		b.WriteString("\x1b[m")
	}
	return b.String()
}

func TestRandomFramesAreWhatTheTerminalShows(t *testing.T) {
	for seed := range uint64(25) {
		r := rand.New(rand.NewPCG(seed, 6))
		e := newEasel(t, 8+r.IntN(40), 3+r.IntN(14))
		lines := rows(e.c.h, func(int) string { return randomRow(r) })
		for range 25 {
			switch r.IntN(6) {
			case 0:
				lines = append(lines[1:], randomRow(r))
			case 1:
				lines = append([]string{randomRow(r)}, lines[:len(lines)-1]...)
			case 2:
				a := r.IntN(len(lines))
				b := a + r.IntN(len(lines)-a)
				lines = slices.Insert(slices.Delete(lines, b, b+1), a, randomRow(r))
			case 3:
				lines = rows(e.c.h, func(int) string { return randomRow(r) })
			case 4:
				e.c.erase()
			default:
				lines[r.IntN(len(lines))] = randomRow(r)
			}
			e.show(lines...)
		}
	}
}

func TestResizedAndRecoloured(t *testing.T) {
	e := newEasel(t, 20, 4)
	e.show("\x1b[38;2;200;10;10mrojo\x1b[m", "dos")
	e.c.colours(colorprofile.ASCII)
	if b := string(e.show2("\x1b[38;2;200;10;10mrojo\x1b[m")); strings.Contains(b, "38") {
		t.Errorf("colour in spite of the profile: %q", b)
	}
	e.c.colours(colorprofile.TrueColor)
	e.out.Reset()
	e.c.resize(33, 9)
	e.show(rows(9, func(i int) string { return strings.Repeat("x", 33) })...)
	e.c.unicode = false
	e.c.graphemes()
	if b := string(e.show2("👩‍👩‍👧")); !strings.Contains(b, ansi.SetModeUnicodeCore) {
		t.Errorf("the terminal is not told to count graphemes: %q", b)
	}
}

// show2 draws without looking at the cells.
func (e *easel) show2(content string) []byte { return e.c.frame(tea.View{Content: content}) }
