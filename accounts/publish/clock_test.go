package publish

import (
	"errors"
	"testing"
	"time"

	"vocero/accounts"
)

func TestUptimeRuns(t *testing.T) {
	a := uptime()
	if b := uptime(); a < 0 || b < a {
		t.Fatalf("%s, then %s", a, b)
	}
}

// TestClockSetBack has instants of the worker's own lie in the year to come after the clock was mended.
func TestClockSetBack(t *testing.T) {
	r := newRig(ignores, 2)
	r.clock.set(365 * 24 * time.Hour)
	r.server.faults = []mishap{limited}
	r.worker.cfg.Parallel = 1
	wait := r.post(r.ours[0], "a", r.clock.now(), true)
	r.once(t)
	r.server.faults = []mishap{cutAfter}
	look := r.post(r.ours[1], "b", r.clock.now(), true)
	r.once(t)
	r.is(t, wait, accounts.Waiting)
	r.is(t, look, accounts.Unconfirmed)
	planned := r.post(r.ours[0], "c", r.clock.now().Add(time.Hour), false)
	r.clock.set(-365 * 24 * time.Hour)
	r.once(t)
	r.after(t, lookGaps[0])
	if d := r.is(t, look, accounts.Published); !d.Receipt.Recovered {
		t.Fatalf("receipt %+v", d.Receipt)
	}
	r.is(t, planned, accounts.Scheduled) // An hour that a person chose stays.
	if d := r.is(t, wait, accounts.Waiting); d.NotBefore.After(r.clock.now()) || !d.LeavesAt.After(r.clock.now()) {
		t.Fatalf("not before %s", d.NotBefore)
	}
}

// TestClockJumpNeverRepeats sets the clock about while posts go out: state decides, not time.
func TestClockJumpNeverRepeats(t *testing.T) {
	r := newRig(ignores, 1)
	var ids []accounts.ID
	for _, by := range []time.Duration{time.Hour, -time.Hour, 87600 * time.Hour, -87600 * time.Hour, -50 * 365 * 24 * time.Hour} {
		ids = append(ids, r.post(r.ours[0], "Pan "+by.String(), r.clock.now(), false))
		r.once(t)
		r.clock.set(by)
		r.once(t)
		r.after(t, time.Minute)
	}
	for _, id := range ids {
		if d := r.is(t, id, accounts.Published); r.server.with(d.Key) != 1 {
			t.Fatalf("%d posts", r.server.with(d.Key))
		}
	}
}

// TestSuspendIsNoJump has the wall clock and the machine's own agree over a night.
func TestSuspendIsNoJump(t *testing.T) {
	r := newRig(honours, 1)
	r.once(t)
	r.after(t, 8*time.Hour)
	if r.worker.memory.distrust != 0 {
		t.Fatal("a suspend was taken for a clock that was set")
	}
	r.clock.set(121 * time.Second)
	r.once(t)
	if r.worker.memory.distrust == 0 {
		t.Fatal("a clock that was set was not noticed")
	}
}

func TestPlanAnewIsTriedUntilItIsWritten(t *testing.T) {
	r := newRig(ignores, 1)
	id := r.post(r.ours[0], "a", r.clock.now(), true)
	r.change(id, func(d *accounts.Delivery) { d.NotBefore = r.clock.now().Add(time.Hour) })
	broken := true
	r.owner.fail = func(what string) error {
		if what != "" && broken {
			return errors.New("input/output error")
		}
		return nil
	}
	r.once(t)
	r.is(t, id, accounts.Scheduled)
	broken = false
	r.once(t)
	r.is(t, id, accounts.Published)
}

func TestEarlierAndLater(t *testing.T) {
	a, b, none := time.Unix(1, 0), time.Unix(2, 0), time.Time{}
	if earlier(a, b) != a || earlier(b, a) != a || earlier(none, b) != b || earlier(b, none) != b || !earlier(none, none).IsZero() {
		t.Error("earlier")
	}
	if later(a, b) != b || later(b, a) != b || later(none, a) != a {
		t.Error("later")
	}
}
