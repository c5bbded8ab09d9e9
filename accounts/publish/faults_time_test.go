package publish

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"vocero/accounts"
)

// TestFault19ClockJumps sets the clock right before an hour, at it, and while the outcome of a post is unknown. While no server agrees
// with it nothing leaves by the hour, nothing ever leaves twice, and nothing is forgotten once the clock is mended.
func TestFault19ClockJumps(t *testing.T) {
	year := 365 * 24 * time.Hour
	for _, by := range []time.Duration{time.Hour, -time.Hour, 10 * year, dawn.Sub(time.Unix(0, 0)) * -1, 121 * time.Second, -121 * time.Second, time.Second} {
		for _, at := range []string{"before", "at", "unknown"} {
			t.Run(fmt.Sprint(by, " ", at), func(t *testing.T) { jumps(t, by, at) })
		}
	}
}

func jumps(t *testing.T, by time.Duration, at string) {
	r := dated(1)
	r.once(t)
	id := r.post(r.ours[0], "Pan de las nueve y media", r.clock.now().Add(30*time.Minute), false)
	switch at {
	case "before":
		r.after(t, 29*time.Minute+59*time.Second)
	case "at":
		r.clock.pass(30 * time.Minute)
	case "unknown":
		r.server.faults = []mishap{cutAfter}
		r.after(t, 30*time.Minute)
		r.is(t, id, accounts.Unconfirmed)
	}
	sent := r.server.sends
	r.clock.set(by)
	for range 40 {
		r.once(t)
		r.clock.pass(tick)
	}
	if by.Abs() > 2*time.Minute && at != "unknown" && r.server.sends > sent {
		t.Errorf("%d left by a clock that no server agrees with", r.server.sends-sent)
	}
	r.clock.mend()
	for range 80 {
		r.after(t, 5*time.Minute)
	}
	d, err := r.owner.Delivery(id)
	if err != nil {
		t.Fatal(err)
	}
	if d.Key != "" && r.server.with(d.Key) > 1 || r.server.sends > 1 {
		t.Errorf("%d requests", r.server.sends)
	}
	if !slices.Contains(ends, d.State) || d.State == accounts.Held {
		t.Errorf("it is %s in the end: %+v", d.State, d.Fault)
	}
}

// TestFault21Suspend closes the lid for eight hours over twelve posts: what is a little late goes, marked, one after the other; the
// rest waits in one list; nothing bursts.
func TestFault21Suspend(t *testing.T) {
	r := newRig(honours, 1)
	r.once(t)
	var ids []accounts.ID
	for i := range 12 {
		id := r.post(r.ours[0], fmt.Sprint("Pan ", i), r.clock.now().Add(time.Duration(i+1)*40*time.Minute), false)
		r.change(id, func(d *accounts.Delivery) { d.Tolerant = i%2 == 0 })
		ids = append(ids, id)
	}
	r.clock.pass(8*time.Hour + 2*time.Minute)
	var left []time.Time
	for range 240 {
		n := r.server.sends
		r.once(t)
		switch sent := r.server.sends - n; {
		case sent > 1, sent == 1 && len(left) > 0 && r.clock.now().Sub(left[len(left)-1]) < lateSpacing:
			t.Fatalf("%d posts at %s after %v", sent, r.clock.now(), left)
		case sent == 1:
			left = append(left, r.clock.now())
		}
		r.clock.pass(tick)
	}
	for i, id := range ids {
		want := accounts.Missed
		if i >= 10 { // 42 minutes late, and it may be; two minutes late.
			want = accounts.Published
		}
		if d := r.is(t, id, want); want == accounts.Published && !d.Late {
			t.Errorf("post %d does not say that it is late", i)
		}
	}
	if len(left) != 2 {
		t.Errorf("%d left", len(left))
	}
}
