package publish

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"vocero/accounts"
)

// live puts the rig on the bubble's clock: timers and wall clock are one.
func (r *rig) live(start time.Time) *rig {
	r.clock.wall = start
	began := time.Now()
	r.worker.cfg.Now = func() time.Time { r.follow(began, start); return r.clock.now() }
	r.worker.cfg.Uptime = func() time.Duration { r.follow(began, start); return r.clock.uptime() }
	return r
}

// follow brings the rig's clock up to the bubble's; what a test set it by stays.
func (r *rig) follow(began, start time.Time) {
	r.clock.mu.Lock()
	defer r.clock.mu.Unlock()
	d := time.Since(began) - r.clock.up
	r.clock.wall, r.clock.up = r.clock.wall.Add(d), r.clock.up+d
}

// run starts the worker and gives what ends it.
func (r *rig) run(t *testing.T) (stop func()) {
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- r.worker.Run(ctx) }()
	return func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("run: %v", err)
		}
	}
}

func TestRunSendsAtItsHour(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(honours, 1).live(time.Now())
		id := r.post(r.ours[0], "Pan", r.clock.now().Add(3*time.Hour+7*time.Second), false)
		defer r.run(t)()
		time.Sleep(3*time.Hour + 6*time.Second)
		r.is(t, id, accounts.Scheduled)
		time.Sleep(1001 * time.Millisecond)
		synctest.Wait()
		d := r.is(t, id, accounts.Published)
		if by := d.Attempts[0].Started.Sub(d.Due); by < 0 || by > 10*time.Millisecond {
			t.Fatalf("left %s after its hour", by)
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if d = r.is(t, id, accounts.Published); d.Verified.IsZero() {
			t.Fatal("not read back after two seconds")
		}
	})
}

func TestKickWakes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(honours, 1).live(time.Now())
		defer r.run(t)()
		time.Sleep(time.Second)
		id := r.post(r.ours[0], "Pan", r.clock.now(), true)
		synctest.Wait()
		r.is(t, id, accounts.Scheduled)
		r.worker.Kick()
		synctest.Wait()
		r.is(t, id, accounts.Published)
	})
}

func TestALostKickCostsAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(honours, 1).live(time.Now())
		defer r.run(t)()
		time.Sleep(time.Second)
		id := r.post(r.ours[0], "Pan", r.clock.now(), true)
		time.Sleep(idleTick)
		synctest.Wait()
		r.is(t, id, accounts.Published)
	})
}

// TestTheWallClockDecides sets the clock forward while the worker waits for an hour: it leaves within a tick.
func TestTheWallClockDecides(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(honours, 1).live(time.Now())
		id := r.post(r.ours[0], "Pan", r.clock.now().Add(8*time.Hour), false)
		defer r.run(t)()
		time.Sleep(time.Second)
		r.clock.set(8 * time.Hour)
		time.Sleep(tick)
		synctest.Wait()
		r.is(t, id, accounts.Published)
	})
}

func TestLookUpsKeepTheirHours(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(ignores, 1).live(time.Now())
		r.server.faults = []mishap{cutBefore}
		id := r.post(r.ours[0], "Pan", r.clock.now(), true)
		began := time.Now()
		defer r.run(t)()
		for i, at := range []time.Duration{5 * time.Second, 20 * time.Second, time.Minute, 3 * time.Minute} {
			time.Sleep(at - time.Since(began) - time.Millisecond)
			synctest.Wait()
			if d := r.is(t, id, accounts.Unconfirmed); d.Looks != i {
				t.Fatalf("%d look-ups before %s", d.Looks, at)
			}
			time.Sleep(20 * time.Millisecond)
			synctest.Wait()
		}
		r.is(t, id, accounts.NeedsYou)
	})
}

func TestCommitThatFailsIsMadeUpFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(ignores, 1).live(time.Now())
		var full atomic.Bool
		full.Store(true)
		r.owner.fail = func(what string) error {
			if what == "resolve" && full.Load() {
				return errors.New("no space left on device")
			}
			return nil
		}
		id := r.post(r.ours[0], "Pan", r.clock.now(), true)
		defer r.run(t)()
		time.Sleep(time.Minute)
		r.is(t, id, accounts.Sending)
		full.Store(false)
		time.Sleep(10 * time.Second)
		synctest.Wait()
		if d := r.is(t, id, accounts.Published); r.server.with(d.Key) != 1 || d.Receipt.Recovered {
			t.Fatalf("receipt %+v", d.Receipt)
		}
	})
}

func TestDrainCutsWhatHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(honours, 1).live(time.Now())
		r.server.gate = make(chan struct{})
		id := r.post(r.ours[0], "Pan", r.clock.now(), true)
		stop := r.run(t)
		synctest.Wait()
		r.is(t, id, accounts.Sending)
		began := time.Now()
		stop()
		if took := time.Since(began); took != DrainTime {
			t.Fatalf("drained in %s", took)
		}
		r.is(t, id, accounts.Unconfirmed)
		if _, err := r.worker.Once(t.Context()); err != nil || r.server.sends != 1 {
			t.Fatalf("a drained worker went on: %v", err)
		}
	})
}

func TestDrainLetsAnAnswerCome(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(honours, 1).live(time.Now())
		r.server.gate = make(chan struct{})
		id := r.post(r.ours[0], "Pan", r.clock.now(), true)
		stop := r.run(t)
		synctest.Wait()
		time.AfterFunc(2*time.Second, func() { close(r.server.gate) })
		stop()
		r.is(t, id, accounts.Published)
	})
}

func TestOnlyCarriesItsOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(ignores, 1).live(time.Now())
		r.server.faults = []mishap{cutAfter}
		mine := r.post(r.ours[0], "Pan", r.clock.now().Add(20*time.Second), true)
		other := r.post(r.ours[0], "Leche", r.clock.now(), true)
		if err := r.worker.Only(t.Context(), mine); err != nil {
			t.Fatal(err)
		}
		if d := r.is(t, mine, accounts.Published); d.Verified.IsZero() || !d.Receipt.Recovered {
			t.Fatalf("not carried to its end: %+v", d)
		}
		r.is(t, other, accounts.Scheduled)
	})
}

func TestOnlyEndsWhereAPersonIsNeeded(t *testing.T) {
	for m, want := range map[mishap]accounts.DeliveryState{cutBefore: accounts.NeedsYou, refused: accounts.Failed, revoked: accounts.Blocked} {
		synctest.Test(t, func(t *testing.T) {
			r := newRig(ignores, 1).live(time.Now())
			r.server.faults = []mishap{m}
			id := r.post(r.ours[0], "Pan", r.clock.now(), true)
			if err := r.worker.Only(t.Context(), id); err != nil {
				t.Fatal(err)
			}
			r.is(t, id, want)
		})
	}
}

func TestOnlyEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(ignores, 1).live(time.Now())
		id := r.post(r.ours[0], "Pan", r.clock.now().Add(time.Hour), false)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if err := r.worker.Only(ctx, id); !errors.Is(err, context.DeadlineExceeded) {
			t.Fatal(err)
		}
		r.is(t, id, accounts.Scheduled)
		if err := r.worker.Only(t.Context(), "nobody"); !errors.Is(err, accounts.ErrNotFound) {
			t.Fatal(err)
		}
	})
}

// TestOnlyUnderARun has a command carry its delivery while the owner's worker runs; its end does not stop the owner.
func TestOnlyUnderARun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(honours, 2).live(time.Now())
		defer r.run(t)()
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		far := r.post(r.ours[0], "Pan", r.clock.now().Add(time.Hour), false)
		if err := r.worker.Only(ctx, far); !errors.Is(err, context.DeadlineExceeded) {
			t.Fatal(err)
		}
		id := r.post(r.ours[1], "Leche", r.clock.now(), true)
		if err := r.worker.Only(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		if d := r.is(t, id, accounts.Published); r.server.with(d.Key) != 1 || d.Verified.IsZero() {
			t.Fatalf("%+v", d)
		}
	})
}

// TestIdleWorkerSleeps counts how often an idle worker asks the store.
func TestIdleWorkerSleeps(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(honours, 1).live(time.Now())
		var asked atomic.Int64
		r.owner.fail = func(string) error { asked.Add(1); return nil }
		defer r.run(t)()
		time.Sleep(time.Hour)
		synctest.Wait()
		if n := asked.Load(); n > 60*6+30 {
			t.Fatalf("an idle worker asked the store %d times in an hour", n)
		}
	})
}

func TestTallyNamesEveryState(t *testing.T) {
	var s Summary
	for to := accounts.Scheduled; to <= accounts.Missed; to++ {
		if to != accounts.Sending {
			s.add(accounts.Sending, accounts.Resolution{To: to, Receipt: &accounts.Receipt{Recovered: true}})
		}
	}
	s.add(accounts.Published, accounts.Resolution{To: accounts.Published, Verified: time.Unix(1, 0)})
	want := Summary{Published: 1, Recovered: 1, Verified: 1, Again: 1, Waiting: 1, Failed: 1, Blocked: 1, Held: 1, Missed: 1, Unconfirmed: 1, NeedsYou: 1}
	if s != want || s.less(s) != (Summary{}) {
		t.Fatalf("%+v", s)
	}
}
