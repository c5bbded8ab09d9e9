package publish

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"vocero/accounts"
)

// watched are networks that note whom they were asked for, and may have a locked vault before them.
type watched struct {
	Networks
	mu     sync.Mutex
	locked bool
	opened []accounts.ID
}

func (w *watched) Open(a accounts.Account) (accounts.Network, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.opened = append(w.opened, a.ID)
	if w.locked {
		return nil, fmt.Errorf("opening: %w", accounts.ErrLocked)
	}
	return w.Networks.Open(a)
}

// byHandRig is a desk whose first account is a channel of a person.
func byHandRig(accountsOf int) (*rig, *watched) {
	r := newRig(honours, accountsOf)
	a := r.desk.accounts[r.ours[0]]
	a.Network, a.Server, a.Host, a.Instance = accounts.Manual, "https://instagram.com", "instagram.com", accounts.Instance{Software: "instagram", Limits: accounts.Limits{Chars: 2200, TextOnly: true}}
	r.desk.accounts[a.ID] = a
	w := &watched{Networks: r.server}
	r.watch(w)
	return r, w
}

// watch starts the worker over watched networks.
func (r *rig) watch(w *watched) {
	r.start()
	r.worker = New(Config{Store: r.owner, Networks: w, Media: r.server, Now: r.clock.now, Uptime: r.clock.uptime, Jitter: func() float64 { return 0.5 }})
}

// reminded demands that a delivery waits for a person, untouched by any network.
func (r *rig) reminded(t *testing.T, id accounts.ID, w *watched) {
	t.Helper()
	d := r.is(t, id, accounts.NeedsYou)
	if !d.ByHand() || len(d.Attempts) > 0 || d.Key != "" || d.Outgoing != nil || d.Resend {
		t.Errorf("it is not untouched: %+v", d)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, a := range w.opened {
		if a == d.Account {
			t.Error("a network was asked for")
		}
	}
}

func TestAtTheHourOfAChannelAPersonIsReminded(t *testing.T) {
	r, w := byHandRig(1)
	id := r.post(r.ours[0], "Pan de hoy", r.clock.now().Add(26*time.Hour), false)
	r.after(t, 25*time.Hour) // Both preflights look at it meanwhile; nothing there can be asked.
	r.after(t, 45*time.Minute)
	if d := r.is(t, id, accounts.Scheduled); d.Warned() {
		t.Errorf("a preflight found something: %+v", d.Preflight)
	}
	if s := r.after(t, 15*time.Minute); s != (Summary{NeedsYou: 1}) {
		t.Errorf("summary %+v", s)
	}
	r.reminded(t, id, w)
	for range 3 { // It stays with her, however long she takes.
		if s := r.after(t, 30*time.Hour); s != (Summary{}) {
			t.Errorf("something became of it by itself: %+v", s)
		}
	}
	r.reminded(t, id, w)
	if a := r.desk.accounts[r.ours[0]]; a.State != accounts.AccountOK {
		t.Errorf("the account is %s", a.State)
	}
}

// TestAReminderIsNeverMissed opens the desk days after the hour, with a locked vault.
func TestAReminderIsNeverMissed(t *testing.T) {
	r, w := byHandRig(2)
	w.locked = true
	hand := r.post(r.ours[0], "Pan de hoy", r.clock.now().Add(time.Minute), false)
	sent := r.post(r.ours[1], "Pan de hoy", r.clock.now().Add(time.Minute), false)
	r.after(t, 72*time.Hour)
	r.once(t)
	r.reminded(t, hand, w)
	r.is(t, sent, accounts.Missed)
}

// TestAThreadByHandComesWhole has every part come at once, in order: one sitting.
func TestAThreadByHandComesWhole(t *testing.T) {
	r, w := byHandRig(1)
	for _, id := range r.thread(r.ours[0], "uno\n---\ndos\n---\ntres", r.clock.now(), true) {
		defer r.reminded(t, id, w)
	}
	r.once(t)
}

func TestAPauseAndAGuardKeepTheReminder(t *testing.T) {
	r, w := byHandRig(1)
	id, other := r.post(r.ours[0], "Pan de hoy", r.clock.now(), false), r.post(r.ours[0], "Pan de ayer", r.clock.now(), false)
	r.change(other, func(d *accounts.Delivery) { d.Digest[0]++ })
	b := r.desk.brands[r.brand]
	b.Pause = &accounts.Pause{Since: r.clock.now(), Reason: "flood"}
	r.desk.brands[b.ID] = b
	r.once(t)
	if d := r.is(t, id, accounts.Held); d.Fault.Code != accounts.CodePaused {
		t.Errorf("held by %s", d.Fault.Code)
	}
	b.Pause = nil
	r.desk.brands[b.ID] = b
	for _, x := range []accounts.ID{id, other} {
		r.change(x, func(d *accounts.Delivery) { d.State, d.Fault = accounts.Scheduled, nil })
	}
	r.after(t, time.Hour)
	r.reminded(t, id, w)
	if d := r.is(t, other, accounts.Held); d.Fault.Code != accounts.CodeChanged {
		t.Errorf("something else than what was cleared: held by %s", d.Fault.Code)
	}
}

func TestAnActByHandFails(t *testing.T) {
	r, w := byHandRig(1)
	id := r.act(r.ours[0], accounts.OpLike, "42")
	r.once(t)
	if d := r.is(t, id, accounts.Failed); d.Fault.Code != accounts.CodeUnsupported || len(w.opened) > 0 {
		t.Errorf("failed with %s, networks asked for: %v", d.Fault.Code, w.opened)
	}
}

// TestADeathAtTheHourLosesNothing kills the owner right before and right after the reminder is recorded.
func TestADeathAtTheHourLosesNothing(t *testing.T) {
	dead := errors.New("killed")
	for _, written := range []bool{false, true} {
		r, w := byHandRig(1)
		id := r.post(r.ours[0], "Pan de hoy", r.clock.now(), false)
		dying := func(what string) error {
			if what == "resolve" {
				return dead
			}
			return nil
		}
		if written {
			r.owner.after = dying
		} else {
			r.owner.fail = dying
		}
		if _, err := r.worker.Once(context.Background()); err != nil {
			t.Fatalf("once: %v", err)
		}
		r.is(t, id, map[bool]accounts.DeliveryState{false: accounts.Scheduled, true: accounts.NeedsYou}[written])
		r.watch(w)
		r.owner.fail, r.owner.after = func(string) error { return nil }, func(string) error { return nil }
		r.once(t)
		r.reminded(t, id, w)
	}
}

// TestAClockThatJumpsRemindsNobodyEarly sets the clock a year ahead. Where a server can tell the hour, nothing is due by the word of
// that clock; where a person publishes everywhere, nobody can be asked, and it is hers to see what day it is.
func TestAClockThatJumpsRemindsNobodyEarly(t *testing.T) {
	r, w := byHandRig(2)
	r.server.dated = true
	id := r.post(r.ours[0], "Feliz Navidad", r.clock.now().Add(24*24*time.Hour), false)
	r.once(t)
	r.clock.set(365 * 24 * time.Hour)
	r.once(t)
	r.once(t)
	r.is(t, id, accounts.Scheduled)
	r.clock.mend()
	r.after(t, time.Hour)
	r.is(t, id, accounts.Scheduled)
	r.after(t, 24*24*time.Hour)
	r.once(t)
	r.reminded(t, id, w)

	r, w = byHandRig(1)
	id = r.post(r.ours[0], "Feliz Navidad", r.clock.now().Add(24*24*time.Hour), false)
	r.once(t)
	r.clock.set(365 * 24 * time.Hour)
	r.once(t)
	r.once(t)
	r.reminded(t, id, w)
}

// TestAPostIsItsWorstDelivery publishes on a network what a person has yet to publish on a channel.
func TestAPostIsItsWorstDelivery(t *testing.T) {
	r, w := byHandRig(2)
	hand, sent := r.post(r.ours[0], "Pan de hoy", r.clock.now(), false), r.post(r.ours[1], "Pan de hoy", r.clock.now(), false)
	r.once(t)
	r.reminded(t, hand, w)
	state := func() accounts.PostState {
		return accounts.Worst([]accounts.Delivery{r.desk.ds[hand], r.desk.ds[sent]})
	}
	r.is(t, sent, accounts.Published)
	if got := state(); got != accounts.PostByHand {
		t.Errorf("out on one, by hand on the other: %s", got)
	}
	for other, want := range map[accounts.DeliveryState]accounts.PostState{accounts.Scheduled: accounts.PostByHand, accounts.Sending: accounts.PostByHand, accounts.Held: accounts.PostHeld,
		accounts.Missed: accounts.PostMissed, accounts.Failed: accounts.PostFailed, accounts.Unconfirmed: accounts.PostUnconfirmed, accounts.NeedsYou: accounts.PostUnconfirmed} {
		r.change(sent, func(d *accounts.Delivery) { d.State, d.Fault = other, nil })
		if got := state(); got != want {
			t.Errorf("%s on one, by hand on the other: %s, want %s", other, got, want)
		}
	}
}
