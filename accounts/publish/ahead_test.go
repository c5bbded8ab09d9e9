package publish

import (
	"testing"
	"testing/synctest"
	"time"

	"vocero/accounts"
)

// TestOnlyCarriesWhatStandsBefore: the older act of a process that died, and the twin whose outcome nobody knows, are settled on the
// way; a third post that has nothing to do with them stays where it is.
func TestOnlyCarriesWhatStandsBefore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(ignores, 1).live(time.Now())
		old := r.act(r.ours[0], accounts.OpEdit, "1")
		r.change(old, func(d *accounts.Delivery) { d.State, d.Epoch = accounts.Sending, r.owner.mine })
		r.start()
		r.live(time.Now())
		mine := r.act(r.ours[0], accounts.OpEdit, "1")
		elsewhere := r.act(r.ours[0], accounts.OpBoost, "2")
		if err := r.worker.Only(t.Context(), mine); err != nil {
			t.Fatal(err)
		}
		r.is(t, mine, accounts.Published)
		r.is(t, old, accounts.Published)
		r.is(t, elsewhere, accounts.Scheduled)
	})
	synctest.Test(t, func(t *testing.T) {
		r := newRig(ignores, 1).live(time.Now())
		r.server.faults = []mishap{cutAfter}
		first := r.post(r.ours[0], "Pan", r.clock.now(), true)
		r.once(t)
		r.is(t, first, accounts.Unconfirmed)
		second := r.post(r.ours[0], "Pan", r.clock.now(), true)
		if err := r.worker.Only(t.Context(), second); err != nil {
			t.Fatal(err)
		}
		a, b := r.is(t, first, accounts.Published), r.is(t, second, accounts.Published)
		if a.Receipt.RemoteID == b.Receipt.RemoteID || !a.Receipt.Recovered {
			t.Fatalf("receipts %+v and %+v", a.Receipt, b.Receipt)
		}
	})
}
