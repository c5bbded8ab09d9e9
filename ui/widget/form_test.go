package widget

import (
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"vocero/ui/theme"
)

func newTestForm() *Form {
	return NewForm(
		Field{Name: "name", Label: "Name", Help: "as the client trades", Check: func(v string) error {
			if v == "" {
				return errors.New("the name is empty; type one")
			}
			return nil
		}},
		Field{Name: "kind", Label: "Kind", Kind: ChoiceField, Options: []Option{{"client", "Client"}, {"personal", "Personal"}}},
		Field{Name: "letter", Label: "Letter", Skip: func(f *Form) bool { return f.Value("kind") == "personal" }, Check: func(v string) error {
			if len(v) != 1 {
				return errors.New("one letter")
			}
			return nil
		}},
		Field{Name: "zone", Label: "Zone", Value: "Europe/Madrid", Complete: []string{"Europe/Madrid", "America/Montevideo"}},
		Field{Name: "token", Label: "Token", Kind: SecretField},
	)
}

func keysIn(f *Form, keys ...string) FormEvent {
	var e FormEvent
	for _, k := range keys {
		e = f.Press(press(k))
	}
	return e
}

func TestFormIsFilledIn(t *testing.T) {
	f := newTestForm()
	keysIn(f, "enter")
	if f.Current() != "name" || f.Fault("name") == "" {
		t.Errorf("Enter on an empty name goes to %q with fault %q", f.Current(), f.Fault("name"))
	}
	keysIn(f, "L", "u", "z", "space", "enter")
	if f.Fault("name") != "" || f.Current() != "kind" || f.Value("name") != "Luz" {
		t.Errorf("after the name: %q at %q, fault %q", f.Value("name"), f.Current(), f.Fault("name"))
	}
	keysIn(f, "right", "enter")
	if f.Current() != "zone" || f.Value("kind") != "personal" {
		t.Errorf("a personal brand is asked for its %s, kind %q", f.Current(), f.Value("kind"))
	}
	keysIn(f, "up", "c", "down")
	if f.Current() != "letter" || f.Value("kind") != "client" {
		t.Errorf("a client is asked for its %s", f.Current())
	}
	keysIn(f, "enter")
	if f.Current() != "letter" {
		t.Error("Enter leaves a field that fails")
	}
	keysIn(f, "tab", "ctrl+u", "a", "tab")
	if f.Value("zone") != "America/Montevideo" || f.Current() != "zone" {
		t.Errorf("Tab completes to %q at %q", f.Value("zone"), f.Current())
	}
	keysIn(f, "down", "s", "3")
	if got := keysIn(f, "enter"); got != FormTaken || f.Current() != "letter" {
		t.Errorf("a form with a fault is done: %v at %q", got, f.Current())
	}
	keysIn(f, "p", "down", "down")
	if got := keysIn(f, "enter"); got != FormDone || f.Secret("token").Reveal() != "s3" {
		t.Errorf("the form is not done: %v, %q", got, f.Secret("token").Reveal())
	}
	if v := f.Values(); v["name"] != "Luz" || v["letter"] != "p" || len(v) != 4 {
		t.Errorf("values are %v", v)
	}
}

func TestFormLeavesOtherKeys(t *testing.T) {
	f := newTestForm()
	for _, k := range []string{"esc", "f9", "ctrl+s"} {
		if keysIn(f, k) != FormIgnored {
			t.Errorf("%s is taken", k)
		}
	}
	f.Focus("kind")
	if keysIn(f, "esc") != FormIgnored || f.Paste("x") {
		t.Error("a choice takes Esc or a paste")
	}
	if keysIn(f, "x") != FormTaken || f.Value("kind") != "client" {
		t.Error("a letter that is no option changes the choice")
	}
	empty := NewForm()
	if keysIn(empty, "enter") != FormIgnored || empty.Current() != "" || empty.Paste("x") {
		t.Error("a form without fields takes keys")
	}
	if f.Value("nothing") != "" || f.Fault("nothing") != "" {
		t.Error("a field that is not there has a value")
	}
}

func TestFormFaults(t *testing.T) {
	st := theme.New(theme.Options{})
	f := newTestForm()
	v := f.Version()
	f.Set("name", "Bar Norte")
	f.Set("kind", "personal")
	if f.Version() == v || f.Value("kind") != "personal" {
		t.Error("setting a field is no change")
	}
	f.Fail("token", "the server says that the token is revoked; make a new one in its settings and paste it here, all of it")
	text, _ := f.View(60, 20, st)
	check(t, text, 60, 20)
	if f.Current() != "token" || !strings.Contains(text, "✗ the server says") || !strings.Contains(text, "paste it here") {
		t.Errorf("the fault is not shown:\n%s", text)
	}
	if f.Paste("tok\n"); f.Fault("token") != "" || f.Value("token") != "tok" {
		t.Errorf("typing leaves the fault %q", f.Fault("token"))
	}
	f.SetComplete("name", []string{"Bar Norte y Sur"})
	f.Focus("name")
	if keysIn(f, "tab"); f.Value("name") != "Bar Norte y Sur" {
		t.Errorf("completed to %q", f.Value("name"))
	}
}

func TestFormView(t *testing.T) {
	st := theme.New(theme.Options{})
	for _, size := range [][2]int{{0, 0}, {1, 1}, {10, 2}, {30, 6}, {60, 20}, {120, 40}} {
		f := newTestForm()
		for range 6 {
			text, cursor := f.View(size[0], size[1], st)
			check(t, text, size[0], size[1])
			if cursor != nil && (cursor.X >= size[0] || cursor.Y >= size[1] || cursor.X < 0 || cursor.Y < 0) {
				t.Errorf("the cursor is at %d,%d of %v", cursor.X, cursor.Y, size)
			}
			if again, _ := f.View(size[0], size[1], st); again != text {
				t.Error("two frames of one state differ")
			}
			keysIn(f, "down")
		}
	}
	f := newTestForm()
	f.Focus("zone")
	text, cursor := f.View(60, 4, st)
	if !strings.Contains(ansi.Strip(text), "▸Zone") || cursor == nil || cursor.Y > 3 {
		t.Errorf("the field with the focus is not on the screen:\n%s", text)
	}
	f.Focus("kind")
	if text, cursor = f.View(60, 20, st); cursor != nil || !strings.Contains(ansi.Strip(text), "(•) Client  ( ) Personal") {
		t.Errorf("a choice is drawn as\n%s", text)
	}
	f.Press(tea.KeyPressMsg{Code: tea.KeyRight})
	if text, _ = f.View(24, 20, st); !strings.Contains(text, "‹ Personal ›") {
		t.Errorf("a choice without room is drawn as\n%s", text)
	}
}
