package publish

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"vocero/accounts"
)

// all is every delivery as it is stored.
func (m *machine) all() []accounts.Delivery {
	return m.desk.list(func(accounts.Delivery) bool { return true })
}

// invariants hold after every event.
func (m *machine) invariants(rt *rapid.T) {
	if len(m.desk.illegal) > 0 {
		rt.Fatalf("illegal steps were asked for: %v", m.desk.illegal)
	}
	receipts := map[string]accounts.ID{}
	for _, d := range m.all() {
		if d.Op != accounts.OpPost {
			continue
		}
		n := 0
		if d.Key != "" {
			n = m.server.with(d.Key)
		}
		if most := 1 + m.desk.resent[d.ID]; n > most {
			rt.Fatalf("%s: %d posts at the server, at most %d allowed; %+v", d.ID.Short(), n, most, d)
		}
		if d.State == accounts.Published && n == 0 {
			rt.Fatalf("%s is published, and the server has no post of it: %+v", d.ID.Short(), d)
		}
		if n > 0 && !knows(d) {
			rt.Fatalf("%s is %s, and the server has a post of it: %+v", d.ID.Short(), d.State, d)
		}
		if d.Receipt != nil {
			if o, taken := receipts[string(d.Account)+d.Receipt.RemoteID]; taken {
				rt.Fatalf("%s and %s share a post", d.ID.Short(), o.Short())
			}
			receipts[string(d.Account)+d.Receipt.RemoteID] = d.ID
		}
		m.threadHolds(rt, d)
	}
}

// knows tells whether a state admits that there is, or may be, a post. A person who gives up a doubtful one knew.
func knows(d accounts.Delivery) bool {
	switch d.State {
	case accounts.Published, accounts.Sending, accounts.Unconfirmed, accounts.NeedsYou:
		return true
	case accounts.Cancelled:
		return slices.ContainsFunc(d.Attempts, func(a accounts.Attempt) bool { return a.Outcome == accounts.OutcomeUnknown })
	}
	return false
}

// threadHolds demands that a part that left follows one that is published, and answers it.
func (m *machine) threadHolds(rt *rapid.T, d accounts.Delivery) {
	if d.Part == 0 || d.Outgoing == nil {
		return
	}
	for _, b := range m.all() {
		if b.Post == d.Post && b.Part == d.Part-1 && (b.State != accounts.Published || b.Receipt.RemoteID != d.Outgoing.InReplyTo) {
			rt.Fatalf("part %d left although the one before is %s, or answers something else", d.Part, b.State)
		}
	}
}

// settle mends everything and lets time go by until nothing moves.
func (m *machine) settle(rt *rapid.T) {
	m.server.faults, m.server.offline = nil, false
	m.clock.mend()
	m.ioer.Store(0)
	m.pause(false)
	m.loginAll()
	if m.left.Store(-1); len(m.ids)%2 == 0 { // The other half must get there without a new process.
		m.reborn()
	}
	for range 40 {
		m.clock.pass(tick)
		m.round(rt)
	}
	for range 300 {
		if m.rests() {
			return
		}
		m.clock.pass(10 * time.Minute)
		m.round(rt)
	}
}

// rests tells whether nothing can happen any more.
func (m *machine) rests() bool {
	m.desk.mu.Lock()
	defer m.desk.mu.Unlock()
	for _, d := range m.desk.ds {
		if !slices.Contains(ends, d.State) || d.State == accounts.Published && !d.NextLook.IsZero() {
			return false
		}
	}
	return true
}

// ends are the states in which a delivery may be left alone: it is out, or a person can see it.
var ends = []accounts.DeliveryState{accounts.Published, accounts.NeedsYou, accounts.Failed, accounts.Missed, accounts.Cancelled, accounts.Held}

// nothingForgotten demands that every delivery came to its end or to a person.
func (m *machine) nothingForgotten(rt *rapid.T) {
	for _, d := range m.all() {
		if slices.Contains(ends, d.State) || d.State == accounts.Scheduled && (m.waitsForFailed(d) || m.waitsForAct(d)) || later(d.Due, d.LeavesAt).After(m.clock.now()) {
			continue
		}
		rt.Fatalf("%s is still %s: %+v", d.ID.Short(), d.State, d)
	}
	for _, d := range m.all() {
		if d.State == accounts.Published && d.Op == accounts.OpPost && d.Verified.IsZero() {
			rt.Fatalf("%s was not read back: %+v", d.ID.Short(), d)
		}
		if d.State == accounts.Held && (d.Fault == nil || d.Fault.Code != accounts.CodeBefore) {
			rt.Fatalf("%s is held for nothing: %+v", d.ID.Short(), d.Fault)
		}
	}
}

// waitsForFailed tells whether the delivery is a part of a thread whose earlier part wants a person, or has an hour that did not come.
func (m *machine) waitsForFailed(d accounts.Delivery) bool {
	for _, b := range m.all() {
		if b.Post == d.Post && b.Part == d.Part-1 && d.Part > 0 {
			return b.State == accounts.Failed || b.State == accounts.NeedsYou || b.State == accounts.Held ||
				b.State == accounts.Scheduled && (m.waitsForFailed(b) || leaves(b).After(m.clock.now()))
		}
	}
	return false
}

// waitsForAct tells whether an older act on the same thing has an hour that did not come yet.
func (m *machine) waitsForAct(d accounts.Delivery) bool {
	return slices.ContainsFunc(m.all(), func(o accounts.Delivery) bool {
		waits := o.State == accounts.Scheduled || o.State == accounts.Waiting // It was tried again while the clock was years ahead.
		return d.Op != accounts.OpPost && o.Op != accounts.OpPost && o.Account == d.Account && before(o, d) && waits && o.LeavesAt.After(m.clock.now())
	})
}

func TestOracleSeesADouble(t *testing.T) {
	r := newRig(ignores, 1)
	id := r.post(r.ours[0], "Pan", r.clock.now(), true)
	r.once(t)
	d := r.is(t, id, accounts.Published)
	if _, err := r.server.store(r.ours[0], *d.Outgoing, fine); err != nil {
		t.Fatal(err)
	}
	if n := r.server.with(d.Key); n != 2 {
		t.Fatalf("%d posts are counted, two are there", n)
	}
	d.State = accounts.Failed
	if knows(d) {
		t.Fatal("a failed delivery hides a post")
	}
}
