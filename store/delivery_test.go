package store

import (
	"errors"
	"fmt"
	"testing"
	"time"

	A "vocero/accounts"
)

// inState brings one fresh delivery into a state by legal steps.
func (d *testDesk) inState(st A.DeliveryState) A.Delivery {
	d.t.Helper()
	_, ds := d.send(d.post(fmt.Sprintf("para %s a las %s", st, d.clock.now()), d.pan))
	id := ds[0].ID
	d.clock.add(A.DefaultHold)
	resolve := func(r A.Resolution) {
		d.t.Helper()
		_, err := d.Resolve(id, r)
		d.ok(err)
	}
	receipt := &A.Receipt{RemoteID: "r" + string(id)}
	switch st {
	case A.Scheduled:
	case A.Held, A.Missed, A.Blocked, A.Failed:
		resolve(A.Resolution{To: st, Fault: &A.Fault{Code: A.CodeGuard}})
	case A.Cancelled:
		d.ok(d.CancelDelivery(id))
	default:
		_, err := d.claim(id)
		d.ok(err)
		if st != A.Sending {
			resolve(A.Resolution{To: st, Outcome: A.OutcomeUnknown, Receipt: receipt, NextLook: d.clock.now()})
		}
	}
	x, err := d.Delivery(id)
	d.ok(err)
	if x.State != st {
		d.t.Fatalf("the delivery is %s, want %s", x.State, st)
	}
	return x
}

// Resolve takes exactly the steps of the table, and the notes that it names.
func TestResolveFollowsTheTable(t *testing.T) {
	d := newDesk(t)
	for from := A.Scheduled; from <= A.Cancelled; from++ {
		for to := A.Scheduled; to <= A.Cancelled; to++ {
			x := d.inState(from)
			r := A.Resolution{To: to, Receipt: &A.Receipt{RemoteID: "late" + string(x.ID)}}
			if from == A.Scheduled && to == A.NeedsYou { // Only what a person publishes comes to her before a claim.
				r.Fault = &A.Fault{Code: A.CodeHand}
			}
			got, err := d.Resolve(x.ID, r)
			legal := A.CanStep(from, to) && to != A.Sending || noted(from, to)
			switch {
			case legal && (err != nil || got.State != to):
				t.Errorf("%s to %s: %s, %v", from, to, got.State, err)
			case !legal && !errors.Is(err, A.ErrState):
				t.Errorf("%s to %s: %v, want a refusal", from, to, err)
			}
			if now, _ := d.Delivery(x.ID); !legal && now.State != from {
				t.Errorf("a refused step from %s to %s left %s", from, to, now.State)
			}
			if from == A.Sending && !legal || to == A.Sending {
				d.release(x.ID)
			}
			d.release(x.ID)
		}
	}
	d.sound()
}

// release ends a delivery that keeps its account's track busy.
func (d *testDesk) release(id A.ID) {
	d.t.Helper()
	if x, _ := d.Delivery(id); x.State == A.Sending {
		_, err := d.Resolve(id, A.Resolution{To: A.Failed, Outcome: A.OutcomeRefused})
		d.ok(err)
	}
}

func TestNothingIsPublishedWithoutAReceipt(t *testing.T) {
	d := newDesk(t)
	x := d.inState(A.Sending)
	for _, r := range []*A.Receipt{nil, {}} {
		if _, err := d.Resolve(x.ID, A.Resolution{To: A.Published, Receipt: r}); !errors.Is(err, A.ErrState) {
			t.Errorf("published with receipt %v: %v", r, err)
		}
	}
}

func TestClaimFreezesOnce(t *testing.T) {
	d := newDesk(t)
	x := d.inState(A.Waiting)
	if len(x.Attempts) != 1 || x.Attempts[0].Started.IsZero() || x.Epoch != d.Epoch() {
		t.Fatalf("attempts %+v, epoch %d", x.Attempts, x.Epoch)
	}
	again, err := d.Claim(x.ID, A.ClaimInput{Key: "other", CreatedAt: d.clock.now().Add(time.Hour), Watermark: "999", Digest: x.Digest, Outgoing: A.Outgoing{Text: "other"}})
	d.ok(err)
	if again.Key != x.Key || again.Outgoing.Text != "frozen" || again.Watermark != "100" || !again.CreatedAt.Equal(x.CreatedAt) || len(again.Attempts) != 2 {
		t.Fatalf("the second claim froze %q %q %q %s, %d attempts", again.Key, again.Outgoing.Text, again.Watermark, again.CreatedAt, len(again.Attempts))
	}
}

func TestClaimRefuses(t *testing.T) {
	d := newDesk(t)
	claim := func(x A.Delivery, digest A.Digest) (A.Delivery, error) {
		return d.Claim(x.ID, A.ClaimInput{Key: "k", Digest: digest})
	}
	x := d.inState(A.Scheduled)
	if got, err := claim(x, A.Digest{1}); err != nil || got.State != A.Held || got.Fault.Code != A.CodeChanged {
		t.Errorf("with another digest: %s %v", got.State, err)
	}
	x = d.inState(A.Scheduled)
	d.ok(d.PauseBrand(d.luz.ID, &A.Pause{Reason: "crisis"}))
	if got, _ := d.Delivery(x.ID); got.State != A.Held || got.Fault.Code != A.CodePaused {
		t.Errorf("paused, it is %s", got.State)
	}
	d.ok(d.PauseBrand(d.luz.ID, nil))
	if got, _ := d.Delivery(x.ID); got.State != A.Scheduled || !got.LeavesAt.Equal(d.clock.now().Add(A.DefaultHold)) {
		t.Errorf("resumed, it is %s and leaves at %s", got.State, got.LeavesAt)
	}
	if _, err := claim(x, x.Digest); !errors.Is(err, A.ErrState) {
		t.Errorf("before its time: %v", err)
	}
	d.clock.add(time.Minute)
	d.ok(d.BlockAccount(d.pan.ID, &A.Fault{Code: A.CodeAuth}))
	if got, err := claim(x, x.Digest); err != nil || got.State != A.Blocked {
		t.Errorf("of a blocked account: %s %v", got.State, err)
	}
	d.ok(d.UnblockAccount(d.pan.ID))
	if got, _ := d.Delivery(x.ID); got.State != A.Scheduled {
		t.Errorf("unblocked, it is %s", got.State)
	}
	d.clock.add(time.Minute)
	busy := d.inState(A.Sending)
	if _, err := claim(x, x.Digest); !errors.Is(err, A.ErrBusy) {
		t.Errorf("while %s is sending: %v", busy.ID, err)
	}
	d.sound()
}

func TestAThreadLeavesInOrder(t *testing.T) {
	d := newDesk(t)
	_, ds := d.send(d.post("uno\n---\ndos\n---\ntres", d.pan))
	if len(ds) != 3 || ds[2].Part != 2 || ds[2].Parts != 3 {
		t.Fatalf("%d parts: %+v", len(ds), ds)
	}
	d.clock.add(time.Minute)
	if _, err := d.claim(ds[1].ID); !errors.Is(err, A.ErrState) {
		t.Fatalf("claiming the second part first: %v", err)
	}
	due, err := d.DueDeliveries(d.clock.now(), 10)
	d.ok(err)
	for i, x := range due {
		if x.ID != ds[i].ID {
			t.Errorf("due in another order than written: %d is part %d", i, x.Part)
		}
	}
	for _, x := range ds {
		d.publish(x.ID)
	}
	d.sound()
}

func TestResendNeedsAPerson(t *testing.T) {
	d := newDesk(t)
	x := d.inState(A.NeedsYou)
	if _, err := d.claim(x.ID); !errors.Is(err, A.ErrState) {
		t.Fatalf("claiming without a word: %v", err)
	}
	d.ok(d.Resend(x.ID))
	if u, err := d.Undo(); err != nil || u.Act != "delivery.cancelled" {
		t.Fatalf("taking the word back: %+v %v", u, err)
	}
	if got, _ := d.Delivery(x.ID); got.State != A.NeedsYou || got.Resend {
		t.Fatalf("taken back, it is %s, resend %v", got.State, got.Resend)
	}
	d.ok(d.Resend(x.ID))
	d.clock.add(A.DefaultHold)
	if due, _ := d.DueDeliveries(d.clock.now(), 5); len(due) != 1 || due[0].ID != x.ID {
		t.Fatalf("due: %+v", due)
	}
	d.publish(x.ID)
	y := d.inState(A.NeedsYou)
	d.ok(d.MarkPublished(y.ID, "https://masto.example/@panaderialuz/114?x=1"))
	if got, _ := d.Delivery(y.ID); got.State != A.Published || got.Receipt.RemoteID != "114" || !got.Receipt.ByHand {
		t.Fatalf("marked: %s %+v", got.State, got.Receipt)
	}
}

func TestAPersonsChoicesKeepToTheirStates(t *testing.T) {
	d := newDesk(t)
	for st := A.Scheduled; st <= A.Cancelled; st++ {
		retry := st == A.Failed || st == A.Missed || st == A.Blocked || st == A.Held
		x := d.inState(st)
		if err := d.Retry(x.ID); (err == nil) != retry {
			t.Errorf("retrying %s: %v", st, err)
		}
		d.release(x.ID)
		x = d.inState(st)
		if err := d.MarkPublished(x.ID, "u"); (err == nil) != (st == A.NeedsYou) {
			t.Errorf("marking %s: %v", st, err)
		}
		d.release(x.ID)
		x = d.inState(st)
		if err := d.CancelDelivery(x.ID); (err == nil) != A.CanStep(st, A.Cancelled) {
			t.Errorf("cancelling %s: %v", st, err)
		}
		d.release(x.ID)
	}
	x := d.inState(A.Failed)
	d.ok(d.PauseBrand(d.luz.ID, &A.Pause{}))
	if err := d.Retry(x.ID); !errors.Is(err, A.ErrPaused) {
		t.Errorf("retrying for a paused brand: %v", err)
	}
}

func TestLookupsAndReadBacks(t *testing.T) {
	d := newDesk(t)
	old := d.inState(A.Sending)
	if l, _ := d.Lookups(d.clock.now(), 9); len(l) != 0 {
		t.Fatalf("its own sending is looked up: %+v", l)
	}
	home := d.Home()
	d.ok(d.Close())
	d.Store = openTest(t, home, d.clock)
	if l, _ := d.Lookups(d.clock.now(), 9); len(l) != 1 || l[0].ID != old.ID {
		t.Fatalf("what the last owner left: %+v", l)
	}
	later := d.clock.now().Add(time.Minute)
	_, err := d.Resolve(old.ID, A.Resolution{To: A.Unconfirmed, Outcome: A.OutcomeUnknown, NextLook: later})
	d.ok(err)
	if l, _ := d.Lookups(d.clock.now(), 9); len(l) != 0 {
		t.Fatalf("looked up too early: %+v", l)
	}
	if next, _ := d.NextDue(d.clock.now()); !next.Equal(later) {
		t.Errorf("next due at %s, want %s", next, later)
	}
	_, err = d.Resolve(old.ID, A.Resolution{To: A.Unconfirmed, Looked: true, NextLook: later})
	d.ok(err)
	x, err := d.Resolve(old.ID, A.Resolution{To: A.Published, Receipt: &A.Receipt{RemoteID: "9", Recovered: true}, NextLook: later})
	d.ok(err)
	if x.Looks != 1 || !x.Receipt.Recovered {
		t.Errorf("found after %d looks: %+v", x.Looks, x.Receipt)
	}
	if u, _ := d.Unverified(later, 9); len(u) != 1 {
		t.Fatalf("to read back: %+v", u)
	}
	_, err = d.Resolve(old.ID, A.Resolution{To: A.Published, Verified: later})
	d.ok(err)
	if u, _ := d.Unverified(later.Add(time.Hour), 9); len(u) != 0 {
		t.Errorf("verified, it is still to read back: %+v", u)
	}
	d.sound()
}

func TestDeliveriesByQuery(t *testing.T) {
	d := newDesk(t)
	var luz []A.ID
	for range 5 {
		x := d.inState(A.Published)
		luz = append([]A.ID{x.ID}, luz...)
	}
	_, ds := d.send(d.post("otra", d.kine))
	failed := d.inState(A.Failed)
	check := func(q A.DeliveryQuery, want ...A.ID) {
		t.Helper()
		var got []A.ID
		at := A.Cursor("")
		for {
			items, next, err := d.Deliveries(q, at, 2)
			d.ok(err)
			for _, x := range items {
				got = append(got, x.ID)
			}
			if next == "" {
				break
			}
			at = next
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%+v: %v, want %v", q, got, want)
		}
	}
	check(A.DeliveryQuery{Brand: d.sur.ID}, ds[0].ID)
	check(A.DeliveryQuery{States: []A.DeliveryState{A.Published}}, luz...)
	check(A.DeliveryQuery{Open: true}, failed.ID, ds[0].ID)
	check(A.DeliveryQuery{Account: d.pan.ID, Open: true}, failed.ID)
	check(A.DeliveryQuery{Account: d.kine.ID}, ds[0].ID)
	check(A.DeliveryQuery{Post: ds[0].Post}, ds[0].ID)
	check(A.DeliveryQuery{}, append([]A.ID{failed.ID, ds[0].ID}, luz...)...)
	if _, _, err := d.Deliveries(A.DeliveryQuery{}, "garbage", 2); !errors.Is(err, errCursor) {
		t.Errorf("a cursor that is none: %v", err)
	}
}
