package plan_test

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/store"
	"vocero/ui/lang"
	"vocero/ui/pane"
	"vocero/ui/plan"
	"vocero/ui/theme"
)

// rig is a planner over a real store with one client.
type rig struct {
	t   *testing.T
	s   *store.Store
	p   *plan.Planner
	now time.Time
	luz accounts.Brand
	own accounts.Account
}

func newRig(t *testing.T) *rig {
	t.Helper()
	r := &rig{t: t, now: time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC)}
	var err error
	if r.s, err = store.Open(t.TempDir(), store.Options{Now: func() time.Time { return r.now }, NoSync: true}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.s.Close() })
	if r.luz, err = r.s.PutBrand(accounts.Brand{Name: "Panadería Luz", Letter: "p", Zone: "Europe/Madrid", Slots: []accounts.Slot{{Day: time.Monday, Minute: 9*60 + 30}}}); err != nil {
		t.Fatal(err)
	}
	r.own, err = r.s.PutAccount(accounts.Account{Brand: r.luz.ID, Network: accounts.Mastodon, Server: "https://masto.example", Host: "masto.example", RemoteID: "1", User: "panaderialuz",
		Instance: accounts.Instance{Limits: accounts.Limits{Chars: 500, Media: 4, TextOnly: true}, Can: accounts.Abilities{Key: true, CW: true, Language: true}}})
	if err != nil {
		t.Fatal(err)
	}
	r.p = plan.New(r.s, r.s, func() time.Time { return r.now })
	return r
}

func (r *rig) draft(change func(*accounts.Post)) accounts.Post {
	r.t.Helper()
	p := accounts.Post{Brand: r.luz.ID, State: accounts.Draft, Text: "Pan de maíz", Visibility: accounts.Public, Language: "es", Targets: []accounts.ID{r.own.ID}}
	if change != nil {
		change(&p)
	}
	p, err := r.s.SavePost(p)
	if err != nil {
		r.t.Fatal(err)
	}
	return p
}

func (r *rig) post(p accounts.Post) accounts.Post {
	r.t.Helper()
	p, err := r.s.Post(p.ID)
	if err != nil {
		r.t.Fatal(err)
	}
	return p
}

func (r *rig) picture() accounts.Media {
	r.t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 4, 4))); err != nil {
		r.t.Fatal(err)
	}
	m, err := r.s.AddMedia(r.luz.ID, "pan.png", &b)
	if err != nil {
		r.t.Fatal(err)
	}
	return m
}

func when(t *testing.T, civil string) accounts.When {
	t.Helper()
	w, err := accounts.ParseWhen(civil, "Europe/Madrid")
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// TestACheckIsSetAsideOnlyWithAReasonAndTheLetter schedules a picture without a description.
func TestACheckIsSetAsideOnlyWithAReasonAndTheLetter(t *testing.T) {
	r := newRig(t)
	p := r.draft(func(p *accounts.Post) { p.Media = []accounts.Media{r.picture()} })
	c, ok := r.p.Put(p.ID, plan.Next)().(pane.Choose)
	if !ok || len(c.Choices) != 3 {
		t.Fatalf("it asks %#v", c)
	}
	if c.Then(0) != nil {
		t.Error("leaving it does something")
	}
	page, ok := c.Then(1)().(pane.Page)
	f := pane.Frame{Lang: lang.New("en"), Styles: theme.New(theme.Options{})}
	if !ok || !strings.Contains(strings.Join(page.Body(60, f), " "), "pan.png") {
		t.Fatalf("it shows %#v", page)
	}
	a, ok := c.Then(2)().(pane.Ask)
	if !ok || a.Check(" ") == nil || a.Check("es un fondo liso") != nil {
		t.Fatalf("it asks %#v", a)
	}
	k, ok := a.Then("es un fondo liso")().(pane.Confirm)
	if !ok || k.Review.Media != 1 || k.Review.When == nil {
		t.Fatalf("with a reason it asks %#v", k)
	}
	if r.post(p).State != accounts.Draft {
		t.Fatal("it was scheduled without the letter")
	}
	if m, ok := k.Then("p")().(pane.Toast); !ok {
		t.Fatalf("with the letter: %#v", m)
	}
	if x := r.post(p); x.State != accounts.PostScheduled || x.When.Civil != "2026-11-23 09:30" {
		t.Errorf("it is %s at %v", x.State, x.When)
	}
	es, _, err := r.s.Journal(r.luz.ID, "", 9)
	if err != nil || !slices.ContainsFunc(es, func(e accounts.Entry) bool {
		return e.Act == "guard.aside" && e.Detail == "alt: es un fondo liso" && e.Subject == p.ID
	}) {
		t.Errorf("the journal says %+v, %v", es, err)
	}
	if _, ok := r.p.Shift(p.ID, plan.Days(1))().(pane.Choose); !ok {
		t.Error("a move does not ask again why the check is set aside")
	}
}

// TestTheLetterChecksOnceMore lets the hour pass, and the text change, while the dialog is open.
func TestTheLetterChecksOnceMore(t *testing.T) {
	r := newRig(t)
	p := r.draft(nil)
	k := r.p.Put(p.ID, plan.Next)().(pane.Confirm)
	r.now = r.now.Add(3 * time.Hour)
	if m, ok := k.Then("p")().(pane.Page); !ok {
		t.Errorf("the hour has passed: %#v", m)
	}
	if x := r.post(p); x.State != accounts.Draft {
		t.Errorf("it is %s", x.State)
	}
	k = r.p.Put(p.ID, plan.Next)().(pane.Confirm)
	x := r.post(p)
	x.Text = "Otra cosa"
	if _, err := r.s.SavePost(x); err != nil {
		t.Fatal(err)
	}
	if m, ok := k.Then("p")().(pane.Failed); !ok || !errors.Is(m.Err, accounts.ErrStale) {
		t.Errorf("the text has changed: %#v", m)
	}
	if x := r.post(p); x.State != accounts.Draft || x.Text != "Otra cosa" {
		t.Errorf("it is %s %q", x.State, x.Text)
	}
	n := r.p.Now(p.ID)().(pane.Confirm)
	if err := r.s.RemoveAccount(r.own.ID); err != nil {
		t.Fatal(err)
	}
	if m, ok := n.Then("p")().(pane.Page); !ok {
		t.Errorf("the account is gone: %#v", m)
	}
}

// broken is a store that fails at one step.
type broken struct {
	*store.Store
	err error
}

func (b broken) Facts(accounts.Post, time.Time) (guard.Facts, error) { return guard.Facts{}, b.err }

func TestFailuresSayWhatWasBeingDone(t *testing.T) {
	r := newRig(t)
	p := r.draft(nil)
	bad := errors.New("disk full")
	b := plan.New(broken{r.s, bad}, r.s, func() time.Time { return r.now })
	for name, cmd := range map[string]tea.Cmd{"put": b.Put(p.ID, plan.Next), "now": b.Now(p.ID), "fill": b.Fill([]accounts.ID{p.ID})} {
		if m, ok := cmd().(pane.Failed); !ok || m.Err != bad || m.Doing == "" {
			t.Errorf("%s: %#v", name, m)
		}
	}
	for name, cmd := range map[string]tea.Cmd{"put": r.p.Put("nobody", plan.Next), "now": r.p.Now("nobody"), "fill": r.p.Fill([]accounts.ID{"nobody"}), "back": r.p.Back("nobody"),
		"ask": r.p.AskHour(accounts.Post{Brand: "nobody"}), "later": r.p.Shift(p.ID, plan.Later), "earlier": r.p.Shift(p.ID, plan.Earlier), "days": r.p.Shift(p.ID, plan.Days(1))} {
		if m, ok := cmd().(pane.Failed); !ok || m.Doing == "" {
			t.Errorf("%s: %#v", name, m)
		}
	}
	if c, ok := r.p.Drop(accounts.Post{ID: "nobody", Text: "x"})().(pane.Choose); !ok {
		t.Errorf("drop asks %#v", c)
	} else if m, ok := c.Then(1)().(pane.Failed); !ok {
		t.Errorf("drop: %#v", m)
	}
}

func TestAPausedClientIsNeitherPlannedNorMoved(t *testing.T) {
	r := newRig(t)
	p, q := r.draft(nil), r.draft(nil)
	r.p.Put(p.ID, plan.At(when(t, "2026-11-24 09:00")))().(pane.Confirm).Then("p")()
	if err := r.s.PauseBrand(r.luz.ID, &accounts.Pause{Reason: "tragedia"}); err != nil {
		t.Fatal(err)
	}
	for name, cmd := range map[string]tea.Cmd{"plan": r.p.Put(q.ID, plan.Next), "move": r.p.Shift(p.ID, plan.Days(1)), "now": r.p.Now(q.ID)} {
		if m, ok := cmd().(pane.Page); !ok {
			t.Errorf("%s: %#v", name, m)
		}
	}
	if x := r.post(p); x.State != accounts.PostHeld || x.When.Civil != "2026-11-24 09:00" {
		t.Errorf("the planned one is %s at %s", x.State, x.When.Civil)
	}
	if m, ok := r.p.Back(p.ID)().(pane.Toast); !ok || r.post(p).State != accounts.Draft {
		t.Errorf("back to draft: %#v", m)
	}
}

func TestWhatMayStillBeMoved(t *testing.T) {
	for s := accounts.Idea; s <= accounts.PostByHand; s++ {
		move := s.Open() || s == accounts.PostScheduled || s == accounts.PostHeld || s == accounts.PostMissed || s == accounts.PostByHand
		if plan.Movable(s) != move || plan.Loose(s) != (move || s == accounts.PostFailed) {
			t.Errorf("%s: movable %v, loose %v", s, plan.Movable(s), plan.Loose(s))
		}
	}
}
