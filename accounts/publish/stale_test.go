package publish

import (
	"context"
	"testing"
	"time"

	"vocero/accounts"
)

// meanwhile lets something happen once, between the reading of a list of what is due and its use.
func (r *rig) meanwhile(do func()) {
	r.owner.listed = func() {
		r.owner.listed = func() {}
		do()
	}
}

// unknown is a delivery whose outcome nobody knows, with its first look-up due.
func unknown(t *testing.T, k keys, m mishap) (*rig, accounts.Delivery) {
	r := newRig(k, 1)
	id := r.post(r.ours[0], "Hoy hay ensaimadas", r.clock.now(), true)
	r.server.faults = []mishap{m}
	r.once(t)
	r.clock.pass(lookGaps[0])
	return r, r.is(t, id, accounts.Unconfirmed)
}

func TestALookUpThatEndedMeanwhileIsNotMadeAgain(t *testing.T) {
	r, d := unknown(t, ignores, cutBefore)
	for look := 1; look <= len(lookGaps); look++ {
		r.meanwhile(func() { r.worker.look(d) })
		r.worker.planLooks(r.clock.now(), nil)
		r.worker.quiet(context.Background().Done())
		want := accounts.Unconfirmed
		if look == len(lookGaps) {
			want = accounts.NeedsYou
		}
		if d = r.is(t, d.ID, want); d.Looks != look {
			t.Fatalf("%d looks are recorded after %d", d.Looks, look)
		}
		r.clock.pass(d.NextLook.Sub(r.clock.now()))
	}
}

func TestALookUpDoesNotFollowWhatWasFoundMeanwhile(t *testing.T) {
	r, d := unknown(t, ignores, cutAfter)
	r.meanwhile(func() { r.worker.look(d) })
	r.worker.planLooks(r.clock.now(), nil)
	r.worker.quiet(context.Background().Done())
	d = r.is(t, d.ID, accounts.Published)
	r.clock.pass(readBackAfter[0])
	asks := r.server.asks
	r.meanwhile(func() { r.worker.readBack(d) })
	r.worker.planReads(r.clock.now(), nil)
	r.worker.quiet(context.Background().Done())
	if d = r.is(t, d.ID, accounts.Published); d.Verified.IsZero() || r.server.asks != asks+1 {
		t.Fatalf("read back %d times: %+v", r.server.asks-asks, d)
	}
}

func TestANetworkThatWasAskedMeanwhileIsNotAskedAgain(t *testing.T) {
	r := handRig(1)
	id := r.plan(r.ours[0], "Hoy hay ensaimadas", r.clock.now().Add(2*time.Hour))
	r.clock.pass(accounts.DefaultHold)
	r.server.faults = []mishap{cutBefore}
	r.once(t)
	for look := 1; look < len(lookGaps); look++ {
		d := r.is(t, id, accounts.Handed)
		r.clock.pass(d.Handover.Next.Sub(r.clock.now()))
		r.meanwhile(func() { r.worker.hand(d) })
		r.worker.planHands(r.clock.now(), nil)
		r.worker.quiet(context.Background().Done())
		if d = r.is(t, id, accounts.Handed); d.Handover.Looks != look {
			t.Fatalf("%d looks are recorded after %d", d.Handover.Looks, look)
		}
	}
}

func TestWhatWasTakenBackMeanwhileIsNotMissed(t *testing.T) {
	r := newRig(honours, 1)
	id := r.post(r.ours[0], "Hoy hay ensaimadas", r.clock.now(), false)
	r.worker.memory.clock.asked = true
	r.clock.pass(2 * lateFree)
	r.meanwhile(func() { r.change(id, func(d *accounts.Delivery) { d.State = accounts.Cancelled }) })
	r.worker.planSends(r.clock.now(), nil)
	r.is(t, id, accounts.Cancelled)
}
