package drafts_test

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
	"vocero/ui/drafts"
	"vocero/ui/lang"
	"vocero/ui/pane"
	"vocero/ui/plan"
	"vocero/ui/theme"
	"vocero/ui/uitest"
)

var styles = theme.New(theme.Options{Dark: true, Profile: colorprofile.TrueColor})

// rig is the tab over a real store with two clients and a personal brand.
type rig struct {
	t     *testing.T
	s     *store.Store
	p     *drafts.Pane
	now   time.Time
	luz   accounts.Brand
	kine  accounts.Brand
	ana   accounts.Brand
	own   map[accounts.ID][]accounts.Account
	scope accounts.ID
	gen   uint64
	tag   string
	asked []tea.Msg
	seen  []string // addresses that were opened
}

func newRig(t *testing.T) *rig {
	t.Helper()
	r := &rig{t: t, now: time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC), own: map[accounts.ID][]accounts.Account{}, tag: "en"}
	var err error
	if r.s, err = store.Open(t.TempDir(), store.Options{Now: func() time.Time { return r.now }, NoSync: true}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.s.Close() })
	week := []accounts.Slot{{Day: time.Monday, Minute: 9*60 + 30}, {Day: time.Wednesday, Minute: 18 * 60}}
	r.luz = r.brand(accounts.Brand{Name: "Panadería Luz", Letter: "p", Zone: "Europe/Madrid", Pattern: 1, Slots: week}, "panaderialuz", "luzdiario")
	r.kine = r.brand(accounts.Brand{Name: "Kine Sur", Letter: "k", Zone: "America/Santiago", Pattern: 2, Slots: week[1:]}, "kinesur")
	r.ana = r.brand(accounts.Brand{Name: "Ana", Letter: "_", Kind: accounts.Personal, Zone: "Europe/Madrid", Slots: week}, "ana")
	after := func(_ time.Duration, m tea.Msg) tea.Cmd { return pane.Send(pane.Result{To: pane.Drafts, Msg: m}) }
	browse := func(u string) tea.Cmd {
		r.seen = append(r.seen, u)
		return nil
	}
	r.p = drafts.New(drafts.Options{Desk: r.s, Outbox: r.s, Planner: plan.New(r.s, r.s, func() time.Time { return r.now }), After: after, Browse: browse})
	return r
}

func (r *rig) brand(b accounts.Brand, users ...string) accounts.Brand {
	r.t.Helper()
	b, err := r.s.PutBrand(b)
	if err != nil {
		r.t.Fatal(err)
	}
	for _, u := range users {
		a, err := r.s.PutAccount(accounts.Account{Brand: b.ID, Network: accounts.Mastodon, Server: "https://masto.example", Host: "masto.example", RemoteID: u, User: u,
			Instance: accounts.Instance{Software: "mastodon", Version: "4.6.0", Limits: accounts.Limits{Chars: 500, Media: 4, TextOnly: true}, Can: accounts.Abilities{Edit: true, Key: true, CW: true, Language: true, Poll: true}}})
		if err != nil {
			r.t.Fatal(err)
		}
		r.own[b.ID] = append(r.own[b.ID], a)
	}
	return b
}

// draft stores a post of a brand, to its first account unless change says otherwise.
func (r *rig) draft(b accounts.Brand, text string, change func(*accounts.Post)) accounts.Post {
	r.t.Helper()
	p := accounts.Post{Brand: b.ID, State: accounts.Draft, Text: text, Visibility: accounts.Public, Language: "es", Targets: []accounts.ID{r.own[b.ID][0].ID}}
	if change != nil {
		change(&p)
	}
	p, err := r.s.SavePost(p)
	if err != nil {
		r.t.Fatal(err)
	}
	r.now = r.now.Add(time.Second)
	return p
}

// sent sends a post and takes its deliveries to a state.
func (r *rig) sent(p accounts.Post, to accounts.DeliveryState, res accounts.Resolution) {
	r.t.Helper()
	f, err := r.s.Facts(p, r.now)
	if err != nil {
		r.t.Fatal(err)
	}
	f.Immediate = true
	var cs []guard.Clearance
	for _, a := range p.Targets {
		c, stand := guard.Clear(p, f, a, nil)
		if c.Zero() {
			r.t.Fatalf("not cleared: %+v", stand)
		}
		cs = append(cs, c)
	}
	_, ds, err := r.s.Schedule(p.ID, p.Revision, cs, accounts.ScheduleOptions{Now: true, Hold: -1})
	if err != nil {
		r.t.Fatal(err)
	}
	for _, d := range ds {
		if _, err := r.s.Claim(d.ID, accounts.ClaimInput{Key: string(d.ID), CreatedAt: r.now, Outgoing: accounts.Outgoing{Text: p.Text}, Digest: d.Digest, Rules: guard.Rules}); err != nil {
			r.t.Fatal(err)
		}
		x := res
		x.To = to
		if to == accounts.Published {
			x.Receipt = &accounts.Receipt{RemoteID: "r" + d.ID.Short(), URL: "https://masto.example/" + string(d.Account.Short()), At: r.now}
		}
		if _, err := r.s.Resolve(d.ID, x); err != nil {
			r.t.Fatal(err)
		}
	}
}

func (r *rig) show(arg any) {
	r.t.Helper()
	r.gen++
	r.run(r.p.Show(pane.Scope{Brand: r.scope, Gen: r.gen, Arg: arg}))
}

// run carries a command and all it leads to out; what it asks of the root is kept.
func (r *rig) run(c tea.Cmd) {
	r.t.Helper()
	if c == nil {
		return
	}
	switch m := c().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range m {
			r.run(c)
		}
	case pane.Result:
		r.run(r.p.Update(m.Msg))
	case pane.Toast, pane.Failed, pane.Page, pane.Confirm, pane.Choose, pane.Ask, pane.Open:
		r.asked = append(r.asked, m)
	default:
		r.run(r.p.Update(m))
	}
}

func (r *rig) screen(w, h int) string {
	r.t.Helper()
	r.p.SetSize(w, h)
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

// press runs the action of each key and reads again; it gives what the last one asked of the root, or why it is blocked.
func (r *rig) press(keys ...string) tea.Msg {
	r.t.Helper()
	var last tea.Msg
	for _, key := range keys {
		r.asked = nil
		last = r.one(key)
		if len(r.asked) > 0 {
			last = r.asked[0]
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

// letter confirms what was asked and gives what came of it.
func (r *rig) letter(m tea.Msg, want accounts.Brand) []tea.Msg {
	r.t.Helper()
	c, ok := m.(pane.Confirm)
	if !ok {
		r.t.Fatalf("no letter was asked: %#v", m)
	}
	if c.Review.Brand != want.ID {
		r.t.Fatalf("the letter of another client was asked: %+v", c.Review)
	}
	r.asked = nil
	r.run(c.Then(want.Letter))
	r.show(nil)
	return r.asked
}

func (r *rig) post(p accounts.Post) accounts.Post {
	r.t.Helper()
	p, err := r.s.Post(p.ID)
	if err != nil {
		r.t.Fatal(err)
	}
	return p
}
