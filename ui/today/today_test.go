package today_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"vocero/accounts"
	"vocero/ui/lang"
	"vocero/ui/pane"
	"vocero/ui/theme"
	"vocero/ui/today"
)

var now = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

// desk is a day in memory.
type desk struct {
	tallies    []accounts.Tally
	accounts   []accounts.Account
	posts      []accounts.Post
	mentions   []accounts.Mention
	deliveries []accounts.Delivery
	done       []accounts.ID
	err        error
}

func (d *desk) Tallies() ([]accounts.Tally, error)               { return d.tallies, d.err }
func (d *desk) Accounts(accounts.ID) ([]accounts.Account, error) { return d.accounts, nil }
func (d *desk) Posts(q accounts.PostQuery, _ accounts.Cursor, _ int) ([]accounts.Post, accounts.Cursor, error) {
	var out []accounts.Post
	for _, p := range d.posts {
		if p.When != nil && !p.When.UTC.Before(q.From) && p.When.UTC.Before(q.To) && (q.Brand == "" || q.Brand == p.Brand) {
			out = append(out, p)
		}
	}
	return out, "", nil
}
func (d *desk) MentionPage(q accounts.MentionQuery, _ accounts.Cursor, _ int) (accounts.MentionPage, error) {
	return accounts.MentionPage{Items: d.mentions}, nil
}
func (d *desk) Deliveries(accounts.DeliveryQuery, accounts.Cursor, int) ([]accounts.Delivery, accounts.Cursor, error) {
	return d.deliveries, "", nil
}
func (d *desk) DueDeliveries(at time.Time, _ int) (out []accounts.Delivery, err error) {
	for _, x := range d.deliveries {
		if (x.State == accounts.Scheduled || x.State == accounts.Waiting) && !x.Due.After(at) {
			out = append(out, x)
		}
	}
	return out, nil
}
func (d *desk) SetMention(ids []accounts.ID, _ accounts.MentionUpdate) error {
	d.done = append(d.done, ids...)
	return d.err
}

var brands = map[accounts.ID]accounts.Brand{
	"b1": {ID: "b1", Name: "Panadería Luz", Letter: "p", Zone: "Europe/Madrid"},
	"b2": {ID: "b2", Name: "Kine Sur", Letter: "k", Zone: "America/Santiago", Pause: &accounts.Pause{Since: now, Reason: "tragedia"}},
	"b3": {ID: "b3", Name: "Ana", Letter: "_", Kind: accounts.Personal, Zone: "Europe/Madrid"},
}

func busy(t *testing.T) *desk {
	w, err := accounts.ParseWhen("2026-11-23 18:30", "Europe/Madrid")
	if err != nil {
		t.Fatal(err)
	}
	far, err := accounts.ParseWhen("2026-11-26 09:30", "America/Santiago")
	if err != nil {
		t.Fatal(err)
	}
	return &desk{
		tallies:  []accounts.Tally{{Brand: "b1", New: 2, Trouble: 1}, {Brand: "b2"}, {Brand: "b3"}},
		accounts: []accounts.Account{{ID: "a1", Brand: "b1", User: "panaderialuz", Host: "masto.example"}, {ID: "a2", Brand: "b2", User: "kinesur", Host: "masto.example", State: accounts.AccountBlocked}},
		posts: []accounts.Post{{ID: "p1", Brand: "b1", State: accounts.PostScheduled, Text: "Pan de \x1b[2Jmaíz", When: &w, Targets: []accounts.ID{"a1"}},
			{ID: "p2", Brand: "b2", State: accounts.PostScheduled, Text: "Horario", When: &far, Targets: []accounts.ID{"a2"}}},
		mentions: []accounts.Mention{
			{ID: "m1", Brand: "b1", Account: "a1", Author: accounts.LineText("@eva@otro.example"), Text: accounts.BlockText("¿Abrís hoy?"), Deadline: now.Add(-2 * time.Hour)},
			{ID: "m2", Brand: "b1", Account: "a1", Author: accounts.LineText("@leo@otro.example"), Text: accounts.BlockText("Gracias"), Deadline: now.Add(3 * time.Hour)}},
		deliveries: []accounts.Delivery{{ID: "d1", Brand: "b1", Account: "a1", State: accounts.Failed, Fault: &accounts.Fault{Code: accounts.CodeRefused}, Due: now}},
	}
}

// show makes the pane read and gives its screen without styles.
func show(t *testing.T, p *today.Pane, tag string, w, h int) string {
	t.Helper()
	p.SetSize(w, h)
	feed(t, p, p.Show(pane.Scope{Gen: 1}))
	f := pane.Frame{Brands: brands, Now: now, Focused: true, Styles: theme.New(theme.Options{Dark: true, Profile: colorprofile.TrueColor}), Lang: lang.New(tag)}
	s, _ := p.View(f)
	again, _ := p.View(f)
	if s != again {
		t.Error("two drawings of the same state differ")
	}
	lines := strings.Split(s, "\n")
	if len(lines) != h {
		t.Fatalf("%d lines, want %d", len(lines), h)
	}
	for i, l := range lines {
		if ansi.StringWidth(l) != w {
			t.Errorf("line %d has %d cells, want %d: %q", i, ansi.StringWidth(l), w, l)
		}
	}
	return ansi.Strip(s)
}

func feed(t *testing.T, p *today.Pane, cmd tea.Cmd) tea.Msg {
	t.Helper()
	r, ok := cmd().(pane.Result)
	if !ok || r.To != pane.Today {
		t.Fatalf("the reading is not addressed to the tab: %#v", r)
	}
	if c := p.Update(r.Msg); c != nil {
		return c()
	}
	return nil
}

func press(t *testing.T, p *today.Pane, key string) tea.Msg {
	t.Helper()
	for _, a := range p.Actions() {
		for _, ks := range a.Keys {
			if strings.Join(ks, "") == key {
				if why, _ := a.Why(); why != "" {
					return why
				}
				if c := a.Run(); c != nil {
					return c()
				}
				return nil
			}
		}
	}
	t.Fatalf("no key %q", key)
	return nil
}

func TestTheDayShowsWhatBurnsFirst(t *testing.T) {
	for _, size := range [][2]int{{60, 17}, {80, 21}, {120, 37}} {
		s := show(t, today.New(busy(t), func() time.Time { return now }), "en", size[0], size[1])
		order := []string{"k Kine Sur", "p Panadería Luz", "_ Ana", "The day", "✗ failed", "late 2 h", "@leo@otro", "18:30"}
		at := 0
		for _, want := range order {
			i := strings.Index(s[at:], want)
			if i < 0 {
				t.Fatalf("%q is missing or out of order at %v in\n%s", want, size, s)
			}
			at += i
		}
	}
}

func TestTheDayInSpanish(t *testing.T) {
	s := show(t, today.New(busy(t), func() time.Time { return now }), "es", 120, 21)
	for _, want := range []string{"Clientes", "El día", "2 nuevas", "✗ 1 con fallo", "EN PAUSA: tragedia", "✗ vuelve a entrar: @kinesur@masto.example", "próxima 18:30", "próxima jue 09:30", "fallida", "tarde 2 h"} {
		if !strings.Contains(s, want) {
			t.Errorf("%q is missing in\n%s", want, s)
		}
	}
}

func TestNothingToDoSaysWhatToDoNext(t *testing.T) {
	s := show(t, today.New(&desk{}, func() time.Time { return now }), "en", 80, 21)
	if !strings.Contains(s, "c writes a post") {
		t.Errorf("an empty day is silent:\n%s", s)
	}
}

func TestKeysGoWhereTheRowCanBeDealtWith(t *testing.T) {
	d := busy(t)
	p := today.New(d, func() time.Time { return now })
	show(t, p, "en", 80, 21)
	if m, ok := press(t, p, "enter").(pane.Open); !ok || m.To != pane.Status || m.Arg != (pane.Look{Record: "d1"}) {
		t.Errorf("a failure opens %#v", m)
	}
	if why := press(t, p, "x"); why != "This row is no mention." {
		t.Errorf("x on a failure: %v", why)
	}
	press(t, p, "j")
	if b, a := p.Speaks(); b != "b1" || a != "a1" {
		t.Errorf("the row of a mention is spoken by %s %s", b, a)
	}
	if m, ok := press(t, p, "r").(pane.Open); !ok || m.Arg != (pane.Write{Mention: "m1"}) {
		t.Errorf("r opens %#v", m)
	}
	press(t, p, "x")
	if len(d.done) != 1 || d.done[0] != "m1" {
		t.Errorf("x put away %v", d.done)
	}
	press(t, p, "G")
	if m, ok := press(t, p, "enter").(pane.Open); !ok || m.To != pane.Calendar {
		t.Errorf("a post opens %#v", m)
	}
	press(t, p, "k")
	show(t, p, "en", 80, 21)
	if m, ok := press(t, p, "enter").(pane.Open); !ok || m.Arg != (pane.Look{Record: "m2"}) {
		t.Errorf("the selection did not survive a reading: %#v", m)
	}
}

func TestClickAndWheelSelect(t *testing.T) {
	p := today.New(busy(t), func() time.Time { return now })
	show(t, p, "en", 80, 21)
	p.Click(3, 3+3+1)
	if m, ok := press(t, p, "r").(pane.Open); !ok || m.Arg != (pane.Write{Mention: "m1"}) {
		t.Errorf("a click on the second row selects %#v", m)
	}
	p.Wheel(3)
	if m, ok := press(t, p, "enter").(pane.Open); !ok || m.To != pane.Calendar {
		t.Errorf("the wheel selects %#v", m)
	}
}

func TestAFailedReadingIsSaid(t *testing.T) {
	d := &desk{err: errors.New("disk gone")}
	p := today.New(d, func() time.Time { return now })
	p.SetSize(80, 21)
	if m, ok := feed(t, p, p.Show(pane.Scope{})).(pane.Failed); !ok || !strings.Contains(m.Err.Error(), "disk gone") {
		t.Errorf("got %#v", m)
	}
}
