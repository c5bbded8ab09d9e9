package publish

import (
	"fmt"
	"testing"
	"time"

	"vocero/accounts"
)

func TestLateness(t *testing.T) {
	cases := []struct {
		by       time.Duration
		tolerant bool
		byHand   bool
		part     int
		op       accounts.Op
		want     accounts.DeliveryState
		late     bool
	}{
		{0, false, false, 0, accounts.OpPost, accounts.Published, false},
		{time.Minute, false, false, 0, accounts.OpPost, accounts.Published, false},
		{2 * time.Minute, false, false, 0, accounts.OpPost, accounts.Published, true},
		{10 * time.Minute, false, false, 0, accounts.OpPost, accounts.Published, true},
		{10*time.Minute + time.Second, false, false, 0, accounts.OpPost, accounts.Missed, false},
		{10*time.Minute + time.Second, true, false, 0, accounts.OpPost, accounts.Published, true},
		{time.Hour, true, false, 0, accounts.OpPost, accounts.Published, true},
		{time.Hour + time.Second, true, false, 0, accounts.OpPost, accounts.Missed, false},
		{23 * time.Hour, false, true, 0, accounts.OpPost, accounts.Published, false},
		{25 * time.Hour, false, true, 0, accounts.OpPost, accounts.Missed, false},
		{23 * time.Hour, false, false, 0, accounts.OpBoost, accounts.Published, false},
		{25 * time.Hour, false, false, 0, accounts.OpDelete, accounts.Missed, false},
	}
	for _, c := range cases {
		t.Run(fmt.Sprintf("%s %s", c.op, c.by), func(t *testing.T) {
			r := newRig(honours, 1)
			id := r.post(r.ours[0], "Pan", r.clock.now(), c.byHand)
			r.change(id, func(d *accounts.Delivery) { d.Tolerant, d.Op, d.Target = c.tolerant, c.op, "1" })
			r.after(t, c.by)
			d := r.is(t, id, c.want)
			if d.Late != c.late {
				t.Fatalf("late %v", d.Late)
			}
			if c.want == accounts.Missed && (d.Fault == nil || d.Fault.Code != accounts.CodeMissed || len(d.Attempts) > 0) {
				t.Fatalf("missed without saying so: %+v", d)
			}
		})
	}
}

func TestRestOfAThreadIsNotMissed(t *testing.T) {
	d := accounts.Delivery{Part: 1, Due: time.Unix(0, 0)}
	if got := tardy(d.Due.Add(3*time.Hour), d); got != inTime {
		t.Fatalf("three hours: %v", got)
	}
	if got := tardy(d.Due.Add(25*time.Hour), d); got != tooLate {
		t.Fatalf("a day: %v", got)
	}
}

// TestNoBurstAfterASuspend has eight hours pass over twelve posts of one account.
func TestNoBurstAfterASuspend(t *testing.T) {
	r := newRig(honours, 1)
	var ids []accounts.ID
	for i := range 12 {
		ids = append(ids, r.post(r.ours[0], fmt.Sprint("Pan ", i), r.clock.now().Add(time.Duration(i+1)*time.Minute), false))
	}
	for _, id := range ids {
		r.change(id, func(d *accounts.Delivery) { d.Tolerant = true })
	}
	r.clock.pass(14 * time.Minute)
	var left []time.Time
	for range 300 {
		n := r.server.sends
		r.once(t)
		if r.server.sends > n+1 {
			t.Fatalf("%d posts in one round", r.server.sends-n)
		}
		if r.server.sends > n {
			left = append(left, r.clock.now())
		}
		r.clock.pass(15 * time.Second)
	}
	for i := 1; i < len(left); i++ {
		if gap := left[i].Sub(left[i-1]); gap < lateSpacing {
			t.Fatalf("late posts %s apart", gap)
		}
	}
	missed := r.desk.list(func(d accounts.Delivery) bool { return d.State == accounts.Missed })
	if len(left) < 8 || len(left)+len(missed) != 12 {
		t.Fatalf("%d left, %d missed, of 12", len(left), len(missed))
	}
	r.clock.pass(8 * time.Hour)
	id := r.post(r.ours[0], "tarde", r.clock.now().Add(-8*time.Hour), false)
	r.once(t)
	r.is(t, id, accounts.Missed)
}

func TestSpacingSurvivesARestart(t *testing.T) {
	r := newRig(honours, 1)
	a := r.post(r.ours[0], "a", r.clock.now(), false)
	b := r.post(r.ours[0], "b", r.clock.now(), false)
	r.after(t, 5*time.Minute)
	r.is(t, a, accounts.Published)
	r.is(t, b, accounts.Scheduled)
	r.start()
	r.after(t, 4*time.Minute)
	r.is(t, b, accounts.Scheduled)
	r.after(t, 61*time.Second)
	if d := r.is(t, b, accounts.Missed); d.Late {
		t.Fatal("a missed post is marked late")
	}
}

func TestSameMinuteOrder(t *testing.T) {
	r := newRig(honours, 1)
	due := r.clock.now()
	for _, text := range []string{"1", "2", "3", "4", "5"} {
		r.post(r.ours[0], text, due, false)
	}
	r.post(r.ours[0], "0", due.Add(-30*time.Second), false)
	r.once(t)
	got := ""
	for _, p := range r.server.posts[r.ours[0]] {
		got += p.text
	}
	if got != "012345" {
		t.Fatalf("order %s", got)
	}
}

func TestOneInFlightAnAccountFourInAll(t *testing.T) {
	r := newRig(honours, 6)
	for i := range 18 {
		r.post(r.ours[i%6], fmt.Sprint(i), r.clock.now(), false)
	}
	r.server.gate = make(chan struct{})
	done := make(chan Summary)
	go func() { s, _ := r.worker.Once(t.Context()); done <- s }()
	for r.inFlight() < 4 {
		r.worker.Kick()
	}
	for range 50 {
		r.worker.Kick()
		if n := r.inFlight(); n > 4 {
			t.Fatalf("%d sends at a time", n)
		}
	}
	close(r.server.gate)
	if s := <-done; s.Published != 18 || r.server.most != 4 {
		t.Fatalf("%+v, at most %d at a time", s, r.server.most)
	}
}

// inFlight is how many requests the server holds.
func (r *rig) inFlight() int {
	r.server.mu.Lock()
	defer r.server.mu.Unlock()
	return r.server.open
}

// TestManyThatMayNotStart has a hundred parts of broken threads at the head of the queue.
func TestManyThatMayNotStart(t *testing.T) {
	r := newRig(honours, 2)
	for i := range 100 {
		ids := r.thread(r.ours[0], fmt.Sprintf("uno %d\n---\ndos %d", i, i), r.clock.now().Add(-time.Second), false)
		r.change(ids[0], func(d *accounts.Delivery) { d.State = accounts.Failed })
	}
	id := r.post(r.ours[1], "Pan", r.clock.now(), false)
	r.once(t)
	r.is(t, id, accounts.Published)
	next := r.post(r.ours[1], "Más pan", r.clock.now().Add(4*time.Second), false)
	if at := r.worker.nextDue(r.clock.now()); !at.Equal(r.clock.now().Add(4 * time.Second)) {
		t.Fatalf("%s is hidden by what may not start: %s", next.Short(), at)
	}
}

func TestBackoff(t *testing.T) {
	want := []time.Duration{5, 10, 20, 40, 80, 160, 300, 300, 300}
	for i, w := range want {
		lo, mid, hi := backoff(i+1, 0), backoff(i+1, 0.5), backoff(i+1, 0.999)
		w *= time.Second
		if mid != w || lo != w*8/10 || hi <= w*119/100 || hi > w*12/10 {
			t.Errorf("try %d: %s, %s, %s; want %s give or take a fifth", i+1, lo, mid, hi, w)
		}
	}
	if backoff(1000, 0.5) != backoffMost || backoff(0, 0.5) != backoffLeast {
		t.Error("the ends are not held")
	}
}

func TestLimitStopsTheAccountOnly(t *testing.T) {
	r := newRig(honours, 2)
	r.server.faults = []mishap{limited}
	a := r.post(r.ours[0], "a", r.clock.now(), true)
	b := r.post(r.ours[0], "b", r.clock.now(), true)
	c := r.post(r.ours[1], "c", r.clock.now(), true)
	r.worker.cfg.Parallel = 1
	r.once(t)
	d := r.is(t, a, accounts.Waiting)
	r.is(t, b, accounts.Scheduled)
	r.is(t, c, accounts.Published)
	if d.NotBefore.Sub(r.clock.now()) != time.Minute {
		t.Fatalf("waits until %s", d.NotBefore)
	}
	r.after(t, time.Minute)
	r.is(t, a, accounts.Published)
	r.is(t, b, accounts.Published)
}

func TestUntil(t *testing.T) {
	now := time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		until time.Time
		tries int
		want  time.Duration
	}{
		{time.Time{}, 1, time.Minute}, {time.Time{}, 3, 4 * time.Minute}, {time.Time{}, 50, time.Hour}, {now.Add(90 * time.Second), 1, 90 * time.Second},
		{now.Add(-time.Hour), 1, limitLeast}, {now.AddDate(10, 0, 0), 1, limitMost},
	} {
		if got := until(&accounts.Err{Until: c.until}, now, c.tries).Sub(now); got != c.want {
			t.Errorf("until %s after %d tries: %s, want %s", c.until, c.tries, got, c.want)
		}
	}
}
