package store

import (
	"fmt"
	"sync"
	"testing"
	"time"

	A "vocero/accounts"
	"vocero/accounts/guard"
)

// clock is a clock that tests move.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func newClock() *clock { return &clock{t: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// desk is a store with two clients and the freelancer, each with accounts.
type testDesk struct {
	*Store
	t        testing.TB
	clock    *clock
	luz, sur A.Brand
	own      A.Brand
	pan      A.Account // Panadería Luz on masto.example
	panFoto  A.Account // Panadería Luz on foto.example
	kine     A.Account // Kine Sur on masto.example
	me       A.Account
}

func openTest(t testing.TB, home string, c *clock) *Store {
	t.Helper()
	s, err := Open(home, Options{Now: c.now, NoSync: true})
	if err != nil {
		t.Fatalf("opening: %v", err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func newDesk(t testing.TB) *testDesk {
	t.Helper()
	c := newClock()
	d := &testDesk{Store: openTest(t, t.TempDir(), c), t: t, clock: c}
	d.luz = d.brand("Panadería Luz", "p", A.Client)
	d.sur = d.brand("Kine Sur", "k", A.Client)
	d.own = d.brand("Marta", "_", A.Personal)
	d.pan = d.account(d.luz, "panaderialuz", "masto.example")
	d.panFoto = d.account(d.luz, "panaderialuz", "foto.example")
	d.kine = d.account(d.sur, "kinesur", "masto.example")
	d.me = d.account(d.own, "marta", "masto.example")
	return d
}

func (d *testDesk) ok(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *testDesk) brand(name string, l A.Letter, k A.BrandKind) A.Brand {
	d.t.Helper()
	b, err := d.PutBrand(A.Brand{Name: name, Letter: l, Kind: k, Zone: "Europe/Madrid", Languages: []string{"es"}})
	d.ok(err)
	return b
}

func (d *testDesk) account(b A.Brand, user, host string) A.Account {
	d.t.Helper()
	a, err := d.PutAccount(A.Account{
		Brand: b.ID, Network: A.Mastodon, Server: "https://" + host, Host: host, RemoteID: user + "-1", User: user,
		Instance: A.Instance{Limits: A.Limits{Chars: 500, Media: 4}, Can: A.Abilities{Key: true, Edit: true, Poll: true, CW: true, Language: true, MediaV2: true, Boost: true}},
	})
	d.ok(err)
	return a
}

// post saves a draft.
func (d *testDesk) post(text string, targets ...A.Account) A.Post {
	d.t.Helper()
	p := A.Post{Brand: targets[0].Brand, State: A.Draft, Text: text, Visibility: A.Public, Language: "es"}
	for _, a := range targets {
		p.Targets = append(p.Targets, a.ID)
	}
	p, err := d.SavePost(p)
	d.ok(err)
	return p
}

// at gives a draft an hour.
func (d *testDesk) at(p A.Post, when time.Time) A.Post {
	d.t.Helper()
	w, err := A.WhenAt(when, "Europe/Madrid")
	d.ok(err)
	p.When = &w
	p, err = d.SavePost(p)
	d.ok(err)
	return p
}

// clear has the guard clear a post for its targets.
func (d *testDesk) clear(p A.Post, now bool) (out []guard.Clearance) {
	d.t.Helper()
	b, err := d.Brand(p.Brand)
	d.ok(err)
	b.Pause = nil
	all, err := d.Accounts(p.Brand)
	d.ok(err)
	for _, id := range p.Targets {
		c, found := guard.Clear(p, guard.Facts{Now: d.clock.now(), Brand: b, Accounts: all, Immediate: now}, id, nil)
		if len(found) > 0 {
			d.t.Fatalf("the guard stands in the way: %+v", found)
		}
		out = append(out, c)
	}
	return out
}

// send schedules a post to leave now, with the usual time to take it back.
func (d *testDesk) send(p A.Post) (A.Post, []A.Delivery) {
	d.t.Helper()
	p, ds, err := d.Schedule(p.ID, p.Revision, d.clear(p, true), A.ScheduleOptions{Now: true})
	d.ok(err)
	return p, ds
}

// plan schedules a post at its hour.
func (d *testDesk) plan(p A.Post) (A.Post, []A.Delivery) {
	d.t.Helper()
	p, ds, err := d.Schedule(p.ID, p.Revision, d.clear(p, false), A.ScheduleOptions{})
	d.ok(err)
	return p, ds
}

func (d *testDesk) claim(id A.ID) (A.Delivery, error) {
	d.t.Helper()
	x, err := d.Delivery(id)
	d.ok(err)
	return d.Claim(id, A.ClaimInput{Key: "key-" + string(id), CreatedAt: d.clock.now(), Watermark: "100", Digest: x.Digest, Outgoing: A.Outgoing{Text: "frozen"}})
}

// publish carries a delivery all the way.
func (d *testDesk) publish(id A.ID) A.Delivery {
	d.t.Helper()
	x, err := d.claim(id)
	d.ok(err)
	if x.State != A.Sending {
		d.t.Fatalf("claimed to %s", x.State)
	}
	x, err = d.Resolve(id, A.Resolution{To: A.Published, Outcome: A.OutcomeDone, Receipt: &A.Receipt{RemoteID: "r-" + string(id), At: d.clock.now()}})
	d.ok(err)
	return x
}

// mention makes what an inbox brings.
func mention(n int, text string) A.Mention {
	return A.Mention{
		RemoteID: fmt.Sprintf("n%06d", n), StatusID: fmt.Sprintf("s%06d", n), Text: A.BlockText(text), Author: A.LineText(fmt.Sprintf("@vecina%d@masto.example", n)),
		AuthorID: fmt.Sprintf("u%d", n), Visibility: A.Public, Language: "es",
	}
}

// hear puts mentions into an account's inbox, a minute apart, the last one now, and returns them as stored.
func (d *testDesk) hear(a A.Account, from int, texts ...string) []A.Mention {
	d.t.Helper()
	var ms []A.Mention
	for i, text := range texts {
		m := mention(from+i, text)
		m.At = d.clock.now().Add(-time.Duration(len(texts)-i) * time.Minute)
		ms = append(ms, m)
	}
	n, err := d.PutInbox(a.ID, ms, fmt.Sprint(from+len(texts)), false)
	d.ok(err)
	if n != len(texts) {
		d.t.Fatalf("%d of %d were new", n, len(texts))
	}
	page, err := d.MentionPage(A.MentionQuery{Brand: a.Brand, Any: true}, "", -len(texts))
	d.ok(err)
	return page.Items
}

// sound fails when Check finds anything.
func (d *testDesk) sound() {
	d.t.Helper()
	problems, err := d.Check()
	d.ok(err)
	for _, p := range problems {
		d.t.Errorf("check: %s %s: %s", p.Where, p.Key, p.Detail)
	}
}
