package store

import (
	"fmt"
	"testing"
	"time"

	A "vocero/accounts"
)

// refusedOnce brings a delivery through one attempt with an outcome and into a state.
func (d *testDesk) refusedOnce(o A.Outcome, to A.DeliveryState) A.Delivery {
	d.t.Helper()
	_, ds := d.send(d.post(fmt.Sprintf("pan %s %s %s", o, to, d.clock.now()), d.pan))
	d.clock.add(A.DefaultHold)
	_, err := d.claim(ds[0].ID)
	d.ok(err)
	x, err := d.Resolve(ds[0].ID, A.Resolution{To: to, Outcome: o, NotBefore: d.clock.now().Add(time.Hour), Fault: &A.Fault{Code: A.CodeMedia}})
	d.ok(err)
	if x.Key == "" || x.Outgoing == nil {
		d.t.Fatalf("the claim froze nothing: %+v", x)
	}
	return x
}

// TestRetryFreezesAnew wants files uploaded again, whose ids the network may have forgotten, wherever it is proved that nothing
// arrived, and the same key for ever where it is not.
func TestRetryFreezesAnew(t *testing.T) {
	d := newDesk(t)
	for o := A.OutcomeNone; o <= A.OutcomeUnknown; o++ {
		proved := o == A.OutcomeNotSent || o == A.OutcomeRefused || o == A.OutcomeAuth || o == A.OutcomeLimit
		x := d.refusedOnce(o, A.Failed)
		d.ok(d.Retry(x.ID))
		got, err := d.Delivery(x.ID)
		d.ok(err)
		thawed := got.Key == "" && got.Outgoing == nil && got.CreatedAt.IsZero() && got.Watermark == ""
		if kept := got.Key == x.Key && got.Outgoing != nil; thawed != proved || kept == proved || len(got.Attempts) != 1 {
			t.Errorf("after %q: key %q, outgoing %v, attempts %d", o, got.Key, got.Outgoing, len(got.Attempts))
		}
	}
	d.sound()
}

func TestRetryKeepsWhatAnEditSays(t *testing.T) {
	d := newDesk(t)
	_, ds := d.send(d.post("pan", d.pan))
	d.clock.add(A.DefaultHold)
	out := d.publish(ds[0].ID)
	act, err := d.Act(A.Delivery{Brand: d.luz.ID, Account: d.pan.ID, Op: A.OpEdit, Post: ds[0].Post, Target: out.Receipt.RemoteID, Outgoing: &A.Outgoing{Text: "pan de hoy"}}, -1)
	d.ok(err)
	_, err = d.Claim(act.ID, A.ClaimInput{Key: "k", Outgoing: *act.Outgoing, Digest: act.Digest})
	d.ok(err)
	_, err = d.Resolve(act.ID, A.Resolution{To: A.Failed, Outcome: A.OutcomeRefused})
	d.ok(err)
	d.ok(d.Retry(act.ID))
	if got, _ := d.Delivery(act.ID); got.Outgoing == nil || got.Outgoing.Text != "pan de hoy" || got.Key != "k" {
		t.Fatalf("the edit lost its text: %+v", got)
	}
}

// TestResumeForgetsTheWait has a pause and a log-in end what a delivery was told to wait for.
func TestResumeForgetsTheWait(t *testing.T) {
	d := newDesk(t)
	x := d.refusedOnce(A.OutcomeLimit, A.Waiting)
	d.ok(d.PauseBrand(d.luz.ID, &A.Pause{Reason: "luto"}))
	d.ok(d.PauseBrand(d.luz.ID, nil))
	if got, _ := d.Delivery(x.ID); got.State != A.Scheduled || !got.NotBefore.IsZero() || got.Key != "" {
		t.Fatalf("resumed: %s, not before %s, key %q", got.State, got.NotBefore, got.Key)
	}
	x = d.refusedOnce(A.OutcomeAuth, A.Blocked)
	d.ok(d.BlockAccount(d.pan.ID, &A.Fault{Code: A.CodeAuth}))
	d.ok(d.UnblockAccount(d.pan.ID))
	if got, _ := d.Delivery(x.ID); got.State != A.Scheduled || !got.NotBefore.IsZero() || got.Outgoing != nil {
		t.Fatalf("logged in: %s, not before %s", got.State, got.NotBefore)
	}
	d.sound()
}

// TestDueListsNest wants the longer list to begin with the shorter one, in the order of time and arrival.
func TestDueListsNest(t *testing.T) {
	d := newDesk(t)
	start := d.clock.now().Truncate(time.Minute).Add(time.Hour)
	for i := range 40 {
		d.plan(d.at(d.post(fmt.Sprint("pan ", i), d.pan), start.Add(time.Duration(i*7%5)*time.Minute)))
	}
	d.clock.add(2 * time.Hour)
	all, err := d.DueDeliveries(d.clock.now(), 100)
	d.ok(err)
	if len(all) != 40 {
		t.Fatalf("%d due, want 40", len(all))
	}
	for i := 1; i < len(all); i++ {
		if a, b := all[i-1], all[i]; b.Due.Before(a.Due) || b.Due.Equal(a.Due) && b.ID < a.ID {
			t.Fatalf("%d: %s %s before %s %s", i, a.Due, a.ID, b.Due, b.ID)
		}
	}
	for _, n := range []int{0, 1, 7, 39} {
		some, err := d.DueDeliveries(d.clock.now(), n)
		d.ok(err)
		if len(some) != n {
			t.Fatalf("%d asked for, %d given", n, len(some))
		}
		for i := range some {
			if some[i].ID != all[i].ID {
				t.Fatalf("of %d, number %d is another one", n, i)
			}
		}
	}
}

// BenchmarkDueOfMany is what a plan pays for the head of a long queue.
func BenchmarkDueOfMany(b *testing.B) {
	d := newDesk(b)
	start := d.clock.now().Truncate(time.Minute).Add(time.Hour)
	for i := range 500 {
		d.plan(d.at(d.post(fmt.Sprint("pan ", i), d.pan), start.Add(time.Duration(i)*time.Minute)))
	}
	for b.Loop() {
		if ds, err := d.DueDeliveries(start.Add(24*time.Hour), 64); err != nil || len(ds) != 64 {
			b.Fatal(len(ds), err)
		}
	}
}
