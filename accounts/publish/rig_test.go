package publish

import (
	"context"
	"fmt"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/guard"
)

// rig is a desk, a server and a worker on a clock that the test turns.
type rig struct {
	clock  *clock
	desk   *deskModel
	server *serverModel
	owner  *owner
	worker *Publisher
	brand  accounts.ID
	ours   []accounts.ID // accounts of the brand
	n      int
}

// fataler is a test or a run of a model.
type fataler interface {
	Helper()
	Fatalf(string, ...any)
}

func newRig(k keys, accountsOf int) *rig {
	c := newClock()
	r := &rig{clock: c, desk: newDesk(), server: newServer(c, k)}
	r.brand = r.desk.ids.New(c.now())
	r.desk.brands[r.brand] = accounts.Brand{ID: r.brand, Name: "Panadería Luz", Letter: "l", Zone: "Europe/Madrid"}
	for i := range accountsOf {
		id := r.desk.ids.New(c.now())
		r.desk.accounts[id] = accounts.Account{ID: id, Brand: r.brand, Network: accounts.Mastodon, Server: "https://masto.example", Host: "masto.example",
			User: fmt.Sprintf("luz%d", i), RemoteID: fmt.Sprint(i),
			Instance: accounts.Instance{Can: accounts.Abilities{Key: k == honours, Edit: true, Boost: true, CW: true, Language: true, Poll: true}, Limits: accounts.Limits{Chars: 500, Media: 4}}}
		r.ours = append(r.ours, id)
	}
	r.start()
	return r
}

// start is a process that takes the desk over.
func (r *rig) start() {
	r.owner = r.desk.open(r.clock)
	r.worker = New(Config{Store: r.owner, Networks: r.server, Media: r.server, Now: r.clock.now, Uptime: r.clock.uptime, Jitter: func() float64 { return 0.5 }})
	r.server.die = func() {}
}

// post stores a post and schedules it on an account: at its hour, or by hand.
func (r *rig) post(account accounts.ID, text string, due time.Time, byHand bool) accounts.ID {
	return r.thread(account, text, due, byHand)[0]
}

// thread schedules every part of a post.
func (r *rig) thread(account accounts.ID, text string, due time.Time, byHand bool) (ids []accounts.ID) {
	s := r.desk
	s.mu.Lock()
	defer s.mu.Unlock()
	p := accounts.Post{ID: s.ids.New(r.clock.now()), Brand: r.brand, State: accounts.PostScheduled, Text: text, Visibility: accounts.Public, Language: "es",
		Targets: []accounts.ID{account}}
	s.posts[p.ID] = p
	parts := p.Parts(account)
	for i := range parts {
		d := accounts.Delivery{ID: s.ids.New(r.clock.now()), Brand: r.brand, Post: p.ID, Account: account, Part: i, Parts: len(parts), Due: due, LeavesAt: due,
			Now: byHand, Digest: guard.DigestOf(p, account), Rules: guard.Rules, Created: r.clock.now()}
		s.ds[d.ID] = d
		ids = append(ids, d.ID)
	}
	return ids
}

// act schedules another operation, by hand.
func (r *rig) act(account accounts.ID, op accounts.Op, target string) accounts.ID {
	s := r.desk
	s.mu.Lock()
	defer s.mu.Unlock()
	d := accounts.Delivery{ID: s.ids.New(r.clock.now()), Brand: r.brand, Account: account, Op: op, Target: target, Due: r.clock.now(), LeavesAt: r.clock.now(),
		Now: true, Created: r.clock.now()}
	if op == accounts.OpEdit {
		d.Outgoing = &accounts.Outgoing{Text: "Pan de hoy"}
	}
	s.ds[d.ID] = d
	return d.ID
}

// change alters a stored delivery, as a person does through the store.
func (r *rig) change(id accounts.ID, f func(*accounts.Delivery)) {
	r.desk.mu.Lock()
	defer r.desk.mu.Unlock()
	d := r.desk.ds[id]
	f(&d)
	r.desk.ds[id] = d
}

// once makes one round.
func (r *rig) once(t fataler) Summary {
	t.Helper()
	s, err := r.worker.Once(context.Background())
	if err != nil {
		t.Fatalf("once: %v", err)
	}
	return s
}

// after lets time go by and makes a round.
func (r *rig) after(t fataler, d time.Duration) Summary {
	t.Helper()
	r.clock.pass(d)
	return r.once(t)
}

// is demands the state of a delivery and gives it.
func (r *rig) is(t fataler, id accounts.ID, want accounts.DeliveryState) accounts.Delivery {
	t.Helper()
	r.desk.mu.Lock()
	defer r.desk.mu.Unlock()
	d := r.desk.ds[id]
	if d.State != want {
		t.Fatalf("delivery %s is %s, want %s (fault %+v, attempts %d, looks %d)", id.Short(), d.State, want, d.Fault, len(d.Attempts), d.Looks)
	}
	if len(r.desk.illegal) > 0 {
		t.Fatalf("illegal steps were asked for: %v", r.desk.illegal)
	}
	return d
}

// looks makes the four look-ups after an unknown outcome.
func (r *rig) looks(t fataler) {
	for _, gap := range lookGaps {
		r.after(t, gap)
	}
}

func TestPostIsPublishedAndVerified(t *testing.T) {
	r := newRig(honours, 1)
	id := r.post(r.ours[0], "Hoy hay ensaimadas", r.clock.now(), false)
	later := r.post(r.ours[0], "Y mañana también", r.clock.now().Add(time.Hour), false)
	if s := r.once(t); s != (Summary{Published: 1}) {
		t.Fatalf("summary %+v", s)
	}
	d := r.is(t, id, accounts.Published)
	if d.Receipt == nil || d.Receipt.RemoteID == "" || d.Key == "" || d.CreatedAt.IsZero() || d.Late || !d.Verified.IsZero() {
		t.Fatalf("not a delivery with a receipt: %+v", d)
	}
	if s := r.after(t, 2*time.Second); s != (Summary{Verified: 1}) {
		t.Fatalf("summary of the read-back %+v", s)
	}
	if d = r.is(t, id, accounts.Published); d.Verified.IsZero() || !d.NextLook.IsZero() {
		t.Fatalf("not verified: %+v", d)
	}
	r.is(t, later, accounts.Scheduled)
	if r.server.sends != 1 {
		t.Fatalf("%d requests", r.server.sends)
	}
}

func TestKeyIsARandomUUID(t *testing.T) {
	seen := map[string]bool{}
	for range 100 {
		k := newKey()
		if len(k) != 36 || k[14] != '4' || seen[k] {
			t.Fatalf("key %q", k)
		}
		seen[k] = true
	}
}
