package uitest

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

var keyCodes = map[string]rune{
	"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "space": tea.KeySpace, "backspace": tea.KeyBackspace,
	"delete": tea.KeyDelete, "insert": tea.KeyInsert, "up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
	"home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "f1": tea.KeyF1, "f2": tea.KeyF2,
	"f3": tea.KeyF3, "f4": tea.KeyF4, "f5": tea.KeyF5, "f6": tea.KeyF6, "f7": tea.KeyF7, "f8": tea.KeyF8, "f9": tea.KeyF9,
	"f10": tea.KeyF10, "f11": tea.KeyF11, "f12": tea.KeyF12,
}

var keyMods = []struct {
	name string
	mod  tea.KeyMod
}{{"ctrl+", tea.ModCtrl}, {"alt+", tea.ModAlt}, {"shift+", tea.ModShift}}

// Key is a key press by the name that actions give it: "j", "G", "ñ", "ctrl+s", "shift+tab", "f9", "space".
func Key(name string) (tea.KeyPressMsg, error) {
	var k tea.KeyPressMsg
	rest := name
	for _, m := range keyMods {
		if r, ok := strings.CutPrefix(rest, m.name); ok && r != "" {
			k.Mod, rest = k.Mod|m.mod, r
		}
	}
	if c, ok := keyCodes[rest]; ok {
		k.Code = c
		if c == tea.KeySpace && k.Mod&^tea.ModShift == 0 {
			k.Text = " "
		}
		return k, nil
	}
	cluster, _ := ansi.FirstGraphemeCluster(rest, ansi.GraphemeWidth)
	if rest == "" || cluster != rest {
		return k, fmt.Errorf("reading key %q: it is neither a character nor the name of a key", name)
	}
	r := []rune(rest)
	k.Code = r[0]
	switch {
	case len(r) > 1:
		k.Code = tea.KeyExtended
	case unicode.IsUpper(r[0]): // As the decoder of the program tells them.
		k.Code, k.ShiftedCode, k.Mod = unicode.ToLower(r[0]), r[0], k.Mod|tea.ModShift
	}
	if k.Mod&(tea.ModCtrl|tea.ModAlt) == 0 {
		k.Text = rest
	}
	return k, nil
}

// Press presses keys as a person does: after each some time goes by (Options.Gap), so that a dialog is ready for its letter
// and the letter is known to stand alone.
func (d *Driver) Press(keys ...string) *Driver {
	d.t.Helper()
	for _, name := range keys {
		d.key(name)
		d.pass(d.o.Gap)
	}
	return d
}

// Burst presses keys without any time between them: as a program does that types, or a paste without brackets.
func (d *Driver) Burst(keys ...string) *Driver {
	d.t.Helper()
	for _, name := range keys {
		d.key(name)
	}
	return d
}

// Type types text, a character every 60 ms; a newline is Enter.
func (d *Driver) Type(text string) *Driver {
	d.t.Helper()
	for text != "" {
		c, _ := ansi.FirstGraphemeCluster(text, ansi.GraphemeWidth)
		text = text[len(c):]
		switch c {
		case "\n", "\r\n":
			c = "enter"
		case " ":
			c = "space"
		}
		d.key(c)
		d.pass(60 * time.Millisecond)
	}
	return d
}

func (d *Driver) key(name string) {
	d.t.Helper()
	k, err := Key(name)
	if err != nil {
		d.t.Fatal(err)
	}
	d.Msg(k)
}

// Paste pastes text as a terminal with bracketed paste does.
func (d *Driver) Paste(text string) *Driver {
	d.t.Helper()
	return d.Msg(tea.PasteStartMsg{}).Msg(tea.PasteMsg{Content: text}).Msg(tea.PasteEndMsg{})
}

// Resize changes the terminal's size.
func (d *Driver) Resize(w, h int) *Driver {
	d.t.Helper()
	return d.Msg(tea.WindowSizeMsg{Width: w, Height: h})
}

// Click presses and releases the left button at a cell.
func (d *Driver) Click(x, y int) *Driver {
	d.t.Helper()
	m := tea.Mouse{X: x, Y: y, Button: tea.MouseLeft}
	return d.mouse(tea.MouseClickMsg(m)).mouse(tea.MouseReleaseMsg(m))
}

// Wheel turns the wheel at a cell, positive down.
func (d *Driver) Wheel(x, y, steps int) *Driver {
	d.t.Helper()
	m := tea.Mouse{X: x, Y: y, Button: tea.MouseWheelDown}
	if steps < 0 {
		m.Button, steps = tea.MouseWheelUp, -steps
	}
	for range steps {
		d.mouse(tea.MouseWheelMsg(m))
	}
	return d
}

// mouse delivers a mouse message, to the view's own handler first, as the program does.
func (d *Driver) mouse(m tea.MouseMsg) *Driver {
	if f := d.m.View().OnMouse; f != nil {
		d.run(f(m))
	}
	return d.Msg(m)
}
