package uitest

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// nobody are the sentences that stand in the top line where no account would speak.
var nobody = []string{"NOBODY SPEAKS", "NADIE HABLA"}

// The smallest terminal with a desk; a smaller one shows a sentence.
const (
	MinWidth  = 60
	MinHeight = 20
)

// CheckFrame says what is wrong with a frame that should be w×h cells, nil if nothing is.
func CheckFrame(content string, w, h int) error {
	lines := strings.Split(content, "\n")
	if len(lines) != h {
		return fmt.Errorf("the frame has %d lines, the terminal %d", len(lines), h)
	}
	for i, l := range lines {
		if n := ansi.StringWidth(l); n != w {
			return fmt.Errorf("line %d has %d cells, the terminal %d: %q", i, n, w, ansi.Strip(l))
		}
		if strings.ContainsAny(ansi.Strip(l), "\t\r\a\b\x1b") {
			return fmt.Errorf("line %d holds a control character: %q", i, l)
		}
	}
	return nil
}

// CheckSpeaker says what is wrong with the top line of a frame: it must name a handle with its host, or say that nobody speaks.
func CheckSpeaker(content string, also ...string) error {
	top, _, _ := strings.Cut(ansi.Strip(content), "\n")
	for _, f := range strings.Fields(top) {
		if h, ok := strings.CutPrefix(f, "@"); ok && strings.Contains(strings.Trim(h, "@"), "@") {
			return nil
		}
	}
	for _, s := range append(also, nobody...) {
		if strings.Contains(top, s) {
			return nil
		}
	}
	return fmt.Errorf("the top line does not say who speaks: %q", top)
}

// frame draws and checks, as the program draws after every message.
func (d *Driver) frame() {
	d.t.Helper()
	d.frames++
	v := d.m.View()
	if d.o.Free {
		return
	}
	if err := d.check(v.Content); err != nil {
		d.t.Fatalf("%v\n%s", err, ansi.Strip(v.Content))
	}
	if d.frames%16 == 0 && d.m.View().Content != v.Content {
		d.t.Fatalf("two frames of the same state differ\n%s\n%s", ansi.Strip(v.Content), ansi.Strip(d.m.View().Content))
	}
	if c := v.Cursor; c != nil && (c.X < 0 || c.Y < 0 || c.X >= d.o.Width || c.Y >= d.o.Height) {
		d.t.Fatalf("the cursor is at %d,%d of %d×%d", c.X, c.Y, d.o.Width, d.o.Height)
	}
}

func (d *Driver) check(content string) error {
	if d.o.Width < 1 || d.o.Height < 1 {
		return nil
	}
	if err := CheckFrame(content, d.o.Width, d.o.Height); err != nil {
		return err
	}
	if d.o.Width < MinWidth || d.o.Height < MinHeight {
		return nil
	}
	return CheckSpeaker(content, d.o.Nobody...)
}

// Frame checks the frame of this moment, also when the driver does not check all of them.
func (d *Driver) Frame() *Driver {
	d.t.Helper()
	if err := d.check(d.m.View().Content); err != nil {
		d.t.Fatal(err)
	}
	return d
}

// Screen is what is on the screen, without colours.
func (d *Driver) Screen() string { return ansi.Strip(d.m.View().Content) }

// Styled is what is on the screen, with its escape sequences.
func (d *Driver) Styled() string { return d.m.View().Content }

// Cursor is where the terminal's cursor is, nil when it is hidden.
func (d *Driver) Cursor() *tea.Cursor { return d.m.View().Cursor }

// Line is line n of the screen from the top, negative from the bottom, without spaces at its end.
func (d *Driver) Line(n int) string {
	d.t.Helper()
	lines := strings.Split(d.Screen(), "\n")
	if n < 0 {
		n += len(lines)
	}
	if n < 0 || n >= len(lines) {
		d.t.Fatalf("there is no line %d on a screen of %d", n, len(lines))
	}
	return strings.TrimRight(lines[n], " ")
}

// flat is a screen as a person reads it: frames are not text, and a sentence goes on in the next line.
func flat(screen string) string {
	s := strings.Map(func(r rune) rune {
		if r >= 0x2500 && r <= 0x257f {
			return ' '
		}
		return r
	}, screen)
	return strings.Join(strings.Fields(s), " ")
}

func (d *Driver) shows(text string) bool {
	s := d.Screen()
	return strings.Contains(s, text) || strings.Contains(flat(s), flat(text))
}

// Says fails unless all texts are on the screen; frames and line breaks inside a text do not count.
func (d *Driver) Says(texts ...string) *Driver {
	d.t.Helper()
	for _, text := range texts {
		if !d.shows(text) {
			d.t.Fatalf("the screen does not say %q:\n%s", text, d.Screen())
		}
	}
	return d
}

// SaysNot fails if one of the texts is on the screen.
func (d *Driver) SaysNot(texts ...string) *Driver {
	d.t.Helper()
	for _, text := range texts {
		if d.shows(text) {
			d.t.Fatalf("the screen says %q:\n%s", text, d.Screen())
		}
	}
	return d
}

// WaitFor lets workers finish until the screen says a text; it fails after ten seconds. The clock stands still meanwhile.
func (d *Driver) WaitFor(text string) *Driver {
	d.t.Helper()
	return d.Wait(fmt.Sprintf("%q on the screen", text), func() bool { return d.shows(text) })
}

// Wait lets workers finish until something is true; it fails after ten seconds.
func (d *Driver) Wait(what string, done func() bool) *Driver {
	d.t.Helper()
	for end := time.Now().Add(10 * time.Second); ; {
		d.settle()
		if done() {
			return d
		}
		if time.Now().After(end) {
			d.t.Fatalf("waited ten seconds for %s:\n%s", what, d.Screen())
		}
		time.Sleep(2 * time.Millisecond) // Workers are goroutines; there is nothing to be told by.
	}
}
