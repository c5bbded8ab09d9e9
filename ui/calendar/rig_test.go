package calendar_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/store"
	"vocero/ui/calendar"
	"vocero/ui/lang"
	"vocero/ui/pane"
	"vocero/ui/plan"
	"vocero/ui/theme"
	"vocero/ui/uitest"
)

// rig is the tab over a real store with three brands in two zones.
type rig struct {
	t     testing.TB
	s     *store.Store
	p     *calendar.Pane
	now   time.Time
	luz   accounts.Brand // Europe/Madrid
	kine  accounts.Brand // America/Santiago
	ana   accounts.Brand // personal
	own   map[accounts.ID]accounts.Account
	scope accounts.ID
	gen   uint64
	tag   string
	asked []tea.Msg
}

func slot(d time.Weekday, h, m int) accounts.Slot {
	return accounts.Slot{Day: d, Minute: uint16(h*60 + m)}
}

func newRig(t testing.TB, now time.Time) *rig {
	t.Helper()
	r := &rig{t: t, now: now, own: map[accounts.ID]accounts.Account{}, tag: "en"}
	var err error
	if r.s, err = store.Open(t.TempDir(), store.Options{Now: func() time.Time { return r.now }, NoSync: true}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.s.Close() })
	r.luz = r.brand(accounts.Brand{Name: "Panadería Luz", Letter: "p", Zone: "Europe/Madrid", Pattern: 1, Slots: []accounts.Slot{slot(time.Monday, 9, 30), slot(time.Wednesday, 18, 0), slot(time.Friday, 9, 30)}}, "panaderialuz")
	r.kine = r.brand(accounts.Brand{Name: "Kine Sur", Letter: "k", Zone: "America/Santiago", Pattern: 2, Slots: []accounts.Slot{slot(time.Tuesday, 8, 0)}}, "kinesur")
	r.ana = r.brand(accounts.Brand{Name: "Ana", Letter: "_", Kind: accounts.Personal, Zone: "Europe/Madrid", Pattern: 3}, "ana")
	r.p = calendar.New(r.s, plan.New(r.s, r.s, func() time.Time { return r.now }), func() time.Time { return r.now })
	return r
}

func (r *rig) brand(b accounts.Brand, user string) accounts.Brand {
	r.t.Helper()
	b, err := r.s.PutBrand(b)
	if err != nil {
		r.t.Fatal(err)
	}
	a, err := r.s.PutAccount(accounts.Account{Brand: b.ID, Network: accounts.Mastodon, Server: "https://masto.example", Host: "masto.example", RemoteID: user, User: user,
		Instance: accounts.Instance{Software: "mastodon", Version: "4.6.0", Limits: accounts.Limits{Chars: 500, Media: 4, TextOnly: true}, Can: accounts.Abilities{Edit: true, Key: true, CW: true, Language: true}}})
	if err != nil {
		r.t.Fatal(err)
	}
	r.own[b.ID] = a
	return b
}

// draft stores a post of a brand; civil "" leaves it without an hour.
func (r *rig) draft(b accounts.Brand, text, civil string) accounts.Post {
	r.t.Helper()
	p := accounts.Post{Brand: b.ID, State: accounts.Draft, Text: text, Visibility: accounts.Public, Language: "es", Targets: []accounts.ID{r.own[b.ID].ID}}
	if civil != "" {
		w, err := accounts.ParseWhen(civil, b.Zone)
		if err != nil {
			r.t.Fatal(err)
		}
		p.When = &w
	}
	p, err := r.s.SavePost(p)
	if err != nil {
		r.t.Fatal(err)
	}
	return p
}

// planned schedules a post.
func (r *rig) planned(b accounts.Brand, text, civil string) accounts.Post {
	r.t.Helper()
	p := r.draft(b, text, civil)
	f, err := r.s.Facts(p, r.now)
	if err != nil {
		r.t.Fatal(err)
	}
	c, stand := guard.Clear(p, f, r.own[b.ID].ID, nil)
	if c.Zero() {
		r.t.Fatalf("not cleared: %+v", stand)
	}
	if p, _, err = r.s.Schedule(p.ID, p.Revision, []guard.Clearance{c}, accounts.ScheduleOptions{}); err != nil {
		r.t.Fatal(err)
	}
	return p
}

// out takes a planned post to a state of its delivery.
func (r *rig) out(p accounts.Post, to accounts.DeliveryState, res accounts.Resolution) {
	r.t.Helper()
	ds, err := r.s.DeliveriesOf(p.ID)
	if err != nil {
		r.t.Fatal(err)
	}
	was := r.now
	r.now = p.When.UTC.Add(time.Second)
	defer func() { r.now = was }()
	if to != accounts.Held && to != accounts.Missed {
		if _, err := r.s.Claim(ds[0].ID, accounts.ClaimInput{Key: string(p.ID), CreatedAt: r.now, Outgoing: accounts.Outgoing{Text: p.Text}, Digest: ds[0].Digest, Rules: guard.Rules}); err != nil {
			r.t.Fatal(err)
		}
	}
	res.To = to
	if _, err := r.s.Resolve(ds[0].ID, res); err != nil {
		r.t.Fatal(err)
	}
}

// show reads again, as the root does when the store changed.
func (r *rig) show(arg any) {
	r.t.Helper()
	r.gen++
	r.run(r.p.Show(pane.Scope{Brand: r.scope, Gen: r.gen, Arg: arg}))
}

// run carries a command out; what it asks of the root is kept.
func (r *rig) run(c tea.Cmd) {
	r.t.Helper()
	if c == nil {
		return
	}
	switch m := c().(type) {
	case nil:
	case pane.Result:
		r.run(r.p.Update(m.Msg))
	default:
		r.asked = append(r.asked, m)
	}
}

// screen draws at a size and checks the cells.
func (r *rig) screen(w, h int) string {
	r.t.Helper()
	r.p.SetSize(w, h)
	return r.draw(w, h)
}

func (r *rig) draw(w, h int) string {
	r.t.Helper()
	f := r.frame()
	s, _ := r.p.View(f)
	if again, _ := r.p.View(f); again != s {
		r.t.Error("two drawings of the same state differ")
	}
	if err := uitest.CheckFrame(s, w, h); err != nil {
		r.t.Errorf("%v\n%s", err, ansi.Strip(s))
	}
	return ansi.Strip(s)
}

func (r *rig) frame() pane.Frame {
	r.t.Helper()
	bs, err := r.s.Brands()
	if err != nil {
		r.t.Fatal(err)
	}
	f := pane.Frame{Brands: map[accounts.ID]accounts.Brand{}, Scope: r.scope, Now: r.now, Focused: true, Styles: styles, Lang: lang.New(r.tag)}
	for _, b := range bs {
		f.Brands[b.ID] = b
	}
	return f
}

var styles = theme.New(theme.Options{Dark: true, Profile: colorprofile.TrueColor})

// press runs the action of each key and reads again, as the root does after a change; it gives what the last one asked for.
func (r *rig) press(keys ...string) tea.Msg {
	r.t.Helper()
	var last tea.Msg
	for _, key := range keys {
		r.asked = nil
		last = r.one(key)
		if len(r.asked) > 0 {
			last = r.asked[len(r.asked)-1]
		}
		r.show(nil)
	}
	return last
}

func (r *rig) one(key string) tea.Msg {
	r.t.Helper()
	for _, a := range r.p.Actions() {
		for _, ks := range a.Keys {
			if strings.Join(ks, "") != key {
				continue
			}
			if why, _ := a.Why(); why != "" {
				return why
			}
			r.run(a.Run())
			return nil
		}
	}
	r.t.Fatalf("no key %q", key)
	return nil
}

// post reads a post.
func (r *rig) post(p accounts.Post) accounts.Post {
	r.t.Helper()
	p, err := r.s.Post(p.ID)
	if err != nil {
		r.t.Fatal(err)
	}
	return p
}

// look selects a post.
func (r *rig) look(p accounts.Post) {
	r.t.Helper()
	r.show(pane.Look{Record: p.ID})
	if b, _ := r.p.Speaks(); b != p.Brand {
		r.t.Fatalf("the calendar does not show the post %s", p.Text)
	}
}

// letter confirms what was asked, and reads again.
func (r *rig) letter(m tea.Msg, want accounts.Brand) {
	r.t.Helper()
	c, ok := m.(pane.Confirm)
	if !ok || c.Review.Brand != want.ID || len(c.Review.Accounts) != 1 || c.Review.Accounts[0].ID != r.own[want.ID].ID {
		r.t.Fatalf("the letter of %s was not asked: %#v", want.Name, m)
	}
	r.run(c.Then(want.Letter))
	r.show(nil)
}

// at is the hour of a post as it is stored.
func (r *rig) at(p accounts.Post) string {
	r.t.Helper()
	w := r.post(p).When
	if w == nil {
		return ""
	}
	return w.Civil
}

// due is when a post leaves by its delivery, in UTC, and where that stands.
func (r *rig) due(p accounts.Post) string {
	r.t.Helper()
	ds, err := r.s.DeliveriesOf(p.ID)
	if err != nil || len(ds) == 0 {
		r.t.Fatalf("%d deliveries, %v", len(ds), err)
	}
	return ds[0].Due.UTC().Format("2006-01-02 15:04") + " " + ds[0].State.String()
}
