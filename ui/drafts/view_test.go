package drafts_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/drafts"
	"vocero/ui/pane"
	"vocero/ui/plan"
)

// busy fills the tab with posts of every filter.
func busy(r *rig) {
	r.draft(r.luz, "Pan de maíz recién hecho, hoy con receta de la abuela", func(p *accounts.Post) {
		p.Targets = append(p.Targets, r.own[r.luz.ID][1].ID)
		p.CW = "gluten"
		p.Poll = &accounts.Poll{Options: []string{"sí", "no"}, Open: time.Hour}
		p.Versions = []accounts.Version{{Account: r.own[r.luz.ID][1].ID, Text: "Versión corta"}}
		p.Note = "con foto"
	})
	r.draft(r.kine, "Estira \x1b[2J\u202e la espalda 👨‍👩‍👧 cada hora\n---\nSegunda parte", nil)
	r.draft(r.ana, "Una idea mía", func(p *accounts.Post) { p.State = accounts.Idea })
	p := r.draft(r.kine, "Falló este", nil)
	r.sent(p, accounts.Failed, accounts.Resolution{Outcome: accounts.OutcomeRefused, Fault: &accounts.Fault{Code: accounts.CodeRefused}})
	r.sent(r.draft(r.luz, "Publicada primero", nil), accounts.Published, accounts.Resolution{Outcome: accounts.OutcomeDone})
	r.sent(r.draft(r.luz, "Publicada después", nil), accounts.Published, accounts.Resolution{Outcome: accounts.OutcomeDone})
}

func TestEveryFilterInEverySizeAndLanguage(t *testing.T) {
	for _, tag := range []string{"en", "es"} {
		r := newRig(t)
		r.tag = tag
		busy(r)
		r.show(nil)
		want := map[string][]string{"en": {"Una idea mía", "c writes|+ puts", "Publicada", "✗ failed", "≡2"}, "es": {"· idea", "hueco libre", "○ publicada", "✗ fallida", "~ borrador"}}[tag]
		for i := range 5 {
			for _, b := range [][2]int{{60, 17}, {80, 21}, {120, 37}, {109, 30}, {110, 30}, {20, 5}, {3, 2}} {
				s := r.screen(b[0], b[1])
				if strings.ContainsAny(s, "\x1b\u202e") {
					t.Errorf("%v: a control character in\n%s", b, s)
				}
				ok := b[0] < 60
				for _, w := range strings.Split(want[i], "|") {
					ok = ok || strings.Contains(s, w)
				}
				if !ok {
					t.Errorf("filter %d %v %s: %q is missing in\n%s", i, b, tag, want[i], s)
				}
			}
			r.press("<")
		}
	}
}

func TestTheCardSaysEverything(t *testing.T) {
	r := newRig(t)
	busy(r)
	r.show(nil)
	r.press("j", "j")
	s := r.screen(120, 37)
	for _, want := range []string{"▸Open", "☐ CW", "@panaderialuz +1", "CW: gluten", "☐ sí", "on @luzdiario@masto.example:", "Versión corta", "public · es", "; con foto", "p Panadería Luz"} {
		if !strings.Contains(s, want) {
			t.Errorf("%q is missing in\n%s", want, s)
		}
	}
	if b, a := r.p.Speaks(); b != r.luz.ID || a != r.own[r.luz.ID][0].ID || r.p.Others() != 1 {
		t.Errorf("it is spoken by %s %s +%d", b, a, r.p.Others())
	}
	r.press("<", "<", "<")
	s = r.screen(120, 37)
	for _, want := range []string{"▸Trouble", "✗ failed · @kinesur@masto.example", "the network refuses it", "Mon 23 Nov 04:00"} {
		if !strings.Contains(s, want) {
			t.Errorf("%q is missing in\n%s", want, s)
		}
	}
	r.press("h")
	s = r.screen(120, 37)
	if a, b := strings.Index(s, "Publicada después"), strings.Index(s, "Publicada primero"); a < 0 || b < a {
		t.Errorf("the newest is not first:\n%s", s)
	}
	if !strings.Contains(s, "https://masto.example/") || !strings.Contains(s, "○ published · @panaderialuz@masto.example") {
		t.Errorf("no address:\n%s", s)
	}
}

// TestTheCardFollowsWhenTheKeysRest moves on before the card of a post was read: a late tick reads nothing.
func TestTheCardFollowsWhenTheKeysRest(t *testing.T) {
	r := newRig(t)
	var ticks []tea.Msg
	after := func(d time.Duration, m tea.Msg) tea.Cmd {
		if d != 150*time.Millisecond {
			t.Errorf("the card follows after %s", d)
		}
		ticks = append(ticks, m)
		return nil
	}
	c := &counting{rig: r}
	r.p = drafts.New(drafts.Options{Desk: c, Outbox: r.s, Planner: plan.New(r.s, r.s, func() time.Time { return r.now }), After: after})
	for i := range 5 {
		r.draft(r.luz, fmt.Sprint("Borrador ", i), nil)
	}
	r.show(nil)
	was := c.cards
	for range 3 {
		r.one("j")
	}
	if len(ticks) != 3 || c.cards != was {
		t.Fatalf("%d ticks, %d readings before they came", len(ticks), c.cards-was)
	}
	for _, m := range ticks {
		r.run(r.p.Update(m))
	}
	if c.cards != was+1 {
		t.Errorf("%d cards were read for three moves", c.cards-was)
	}
}

// counting counts the cards that are read.
type counting struct {
	*rig
	cards int
}

func (c *counting) Post(id accounts.ID) (accounts.Post, error) { return c.s.Post(id) }
func (c *counting) Posts(q accounts.PostQuery, at accounts.Cursor, n int) ([]accounts.Post, accounts.Cursor, error) {
	return c.s.Posts(q, at, n)
}
func (c *counting) Accounts(b accounts.ID) ([]accounts.Account, error) { return c.s.Accounts(b) }
func (c *counting) Revisions(id accounts.ID) ([]accounts.Post, error)  { return c.s.Revisions(id) }
func (c *counting) Deliveries(q accounts.DeliveryQuery, at accounts.Cursor, n int) ([]accounts.Delivery, accounts.Cursor, error) {
	if q.Post != "" {
		c.cards++
	}
	return c.s.Deliveries(q, at, n)
}

func TestSearchFindsInEverythingAndEscGoesBack(t *testing.T) {
	r := newRig(t)
	busy(r)
	r.show(nil)
	if why := r.press("n"); why != "Nothing is searched for: / finds words." {
		t.Errorf("n: %v", why)
	}
	a, ok := r.press("/").(pane.Ask)
	if !ok {
		t.Fatalf("/ asks %#v", a)
	}
	r.run(a.Then(" publicada "))
	s := r.screen(80, 21)
	if !strings.Contains(s, "found: publicada") || !strings.Contains(s, "Publicada primero") || strings.Contains(s, "Estira") {
		t.Errorf("the search shows\n%s", s)
	}
	first, _ := r.p.Speaks()
	r.press("n")
	r.press("N")
	if b, _ := r.p.Speaks(); b != first {
		t.Error("N does not go back")
	}
	r.run(a.Then("nada de nada"))
	if s := r.screen(60, 17); !strings.Contains(s, "Esc clears the") {
		t.Errorf("nothing found shows\n%s", s)
	}
	r.press("esc")
	if s := r.screen(80, 21); !strings.Contains(s, "▸Open") || !strings.Contains(s, "Estira") {
		t.Errorf("Esc shows\n%s", s)
	}
	r.run(a.Then("maiz"))
	if s := r.screen(80, 21); !strings.Contains(s, "Pan de maíz") {
		t.Errorf("accents matter:\n%s", s)
	}
	r.run(a.Then(""))
	if s := r.screen(80, 21); !strings.Contains(s, "▸Open") {
		t.Errorf("no words show\n%s", s)
	}
}

func TestSelectionSurvivesReadingsAndTheMouseSends(t *testing.T) {
	r := newRig(t)
	for i := range 120 {
		r.draft(r.luz, fmt.Sprint("Borrador ", i), nil)
	}
	r.show(nil)
	r.screen(80, 21)
	r.press("pgdown", "pgdown", "j")
	s := r.screen(80, 21)
	r.draft(r.luz, "Uno nuevo arriba", nil)
	r.show(nil)
	line := func(s string) string { ls := strings.Split(s, "\n"); return ls[len(ls)-2] + ls[len(ls)-1] }
	if now := r.screen(80, 21); line(now) != line(s) {
		t.Errorf("the selection moved from\n%s\nto\n%s", s, now)
	}
	r.asked = nil
	for _, k := range []string{"G", "gg", "k", "pgup"} {
		r.press(k)
	}
	for y := -1; y < 24; y++ {
		r.run(r.p.Click(5, y))
	}
	r.run(r.p.Wheel(5))
	r.run(r.p.Wheel(-5))
	r.screen(80, 21)
	for _, m := range r.asked {
		t.Errorf("the mouse asked %#v", m)
	}
	r.scope = r.kine.ID
	r.show(nil)
	if s := r.screen(80, 21); !strings.Contains(s, "No draft waits: c writes one.") {
		t.Errorf("another client's drafts:\n%s", s)
	}
	for _, k := range []string{"+", "p", "W", "b", "C", "i", "v", "o", "E", "x", "D", "enter", "space"} {
		if why := r.press(k); why != "There is no post under the cursor." {
			t.Errorf("%s on nothing: %v", k, why)
		}
	}
}

func TestLookShowsARecordAmongAll(t *testing.T) {
	r := newRig(t)
	busy(r)
	p := r.draft(r.kine, "Este busco", nil)
	r.show(pane.Look{Record: p.ID})
	if s := r.screen(80, 21); !strings.Contains(s, "▸All") {
		t.Errorf("it shows\n%s", s)
	}
	if b, _ := r.p.Speaks(); b != r.kine.ID {
		t.Error("another record is selected")
	}
}
