package house_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/ui/house"
	"vocero/ui/lang"
	"vocero/ui/pane"
)

// desk keeps one brand and what was switched.
type desk struct {
	b        accounts.Brand
	switched []string
	bad      error
}

func (d *desk) Brand(accounts.ID) (accounts.Brand, error) { return d.b, d.bad }

func (d *desk) PutBrand(b accounts.Brand) (accounts.Brand, error) {
	d.b = b
	return b, d.bad
}

func (d *desk) SwitchRule(_ accounts.ID, rule string, off bool, reason, who string) (accounts.Brand, error) {
	d.b.Off = slices.DeleteFunc(d.b.Off, func(r string) bool { return r == rule })
	if off {
		d.b.Off = append(d.b.Off, rule)
	}
	d.switched = append(d.switched, strings.Join([]string{rule, reason, who}, "|"))
	return d.b, d.bad
}

// rig is a set of rules over a desk, with an editor that writes what it is told to.
func rig(write func(text string) string) (*desk, house.Rules) {
	d := &desk{b: accounts.Brand{ID: "luz", Name: "Panadería Luz"}}
	r := house.Rules{Desk: d, Lang: lang.New("en"), Who: "clara"}
	if write != nil {
		r.Edit = func(header, text string, done func(string, error) tea.Msg) tea.Cmd {
			if !strings.HasPrefix(header, "# The style guide of Panadería Luz.") {
				panic("the editor is not told whose guide it is: " + header)
			}
			return func() tea.Msg { return done(write(text), nil) }
		}
	}
	return d, r
}

// choose takes a choice of a dialog by its key, and says what comes of it.
func choose(t *testing.T, m tea.Msg, key string) tea.Msg {
	t.Helper()
	c, ok := m.(pane.Choose)
	if !ok {
		t.Fatalf("no choice: %#v", m)
	}
	i := slices.IndexFunc(c.Choices, func(x pane.Choice) bool { return x.Key == key })
	if i < 0 {
		t.Fatalf("%q has no choice %s", c.Title, key)
	}
	cmd := c.Then(i)
	if cmd == nil {
		return nil
	}
	return cmd()
}

func TestChecksAreSwitched(t *testing.T) {
	d, r := rig(nil)
	list := choose(t, r.Open("luz")(), "c")
	if n := len(list.(pane.Choose).Choices); n != len(guard.Switches()) {
		t.Fatalf("%d checks are listed, not %d", n, len(guard.Switches()))
	}
	for _, c := range list.(pane.Choose).Choices {
		if c.Label == "" || c.Detail != "on" || strings.ContainsAny(c.Key, "jkq") {
			t.Errorf("%+v", c)
		}
	}
	ask := choose(t, list, "a").(pane.Ask)
	list = ask.Then("only photos of texts")()
	if len(d.switched) != 1 || d.switched[0] != "alt|only photos of texts|clara" || list.(pane.Choose).Choices[0].Detail != "OFF" {
		t.Errorf("%q, %+v", d.switched, list.(pane.Choose).Choices[0])
	}
	list = choose(t, list, "a")
	if len(d.switched) != 2 || d.switched[1] != "alt||clara" || list.(pane.Choose).Choices[0].Detail != "on" {
		t.Errorf("%q", d.switched)
	}
	d.bad = errors.New("the disk is full")
	if f, ok := choose(t, list, "a").(pane.Ask).Then("x")().(pane.Failed); !ok || f.Err == nil {
		t.Error("a switch that failed is not told")
	}
	if f, ok := r.Open("luz")().(pane.Failed); !ok || f.Err == nil {
		t.Error("a desk that cannot be read is not told")
	}
}

func TestTheGuideIsWritten(t *testing.T) {
	d, r := rig(func(text string) string { return strings.Replace(text, "address = ''", "address = 'usted'", 1) })
	if m, ok := choose(t, r.Open("luz")(), "e").(pane.Toast); !ok || !strings.Contains(m.Text, "was changed") {
		t.Errorf("%#v", m)
	}
	if d.b.Style == nil || d.b.Style.Address != accounts.Usted {
		t.Errorf("stored: %+v", d.b.Style)
	}
	page := choose(t, r.Open("luz")(), "s").(pane.Page)
	if lines := strings.Join(page.Body(40, pane.Frame{}), "\n"); !strings.Contains(lines, "address = 'usted'") {
		t.Errorf("shown:\n%s", lines)
	}
}

func TestAGuideThatCannotBeReadIsNotLost(t *testing.T) {
	turns := 0
	d, r := rig(func(text string) string {
		if turns++; turns == 1 {
			return text + "\ncolour = 'red'"
		}
		return strings.Replace(text, "colour = 'red'", "", 1)
	})
	m := choose(t, r.Open("luz")(), "e")
	c, ok := m.(pane.Choose)
	if !ok || !strings.Contains(c.Title, "colour is none of its lines") || d.b.Style != nil {
		t.Fatalf("%#v, %+v", m, d.b.Style)
	}
	if choose(t, m, "k") != nil {
		t.Error("leaving it does something")
	}
	if m, ok := choose(t, m, "e").(pane.Toast); !ok || turns != 2 {
		t.Errorf("%#v after %d turns", m, turns)
	}
}

func TestNothingWritten(t *testing.T) {
	d, r := rig(func(text string) string { return text + "\n" })
	if m := choose(t, r.Open("luz")(), "e").(pane.Toast); m.Text != "Nothing was changed." || d.b.Style != nil {
		t.Errorf("%+v, %+v", m, d.b.Style)
	}
	_, r = rig(nil)
	if m := choose(t, r.Open("luz")(), "e").(pane.Toast); m.Text != "No other editor can be opened here." {
		t.Errorf("%+v", m)
	}
}
