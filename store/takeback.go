package store

import (
	"slices"

	A "vocero/accounts"
)

// newestLeaving is the newest outgoing act whose time to take it back is running; nil when there is none.
func (t *txn) newestLeaving() (found *A.Delivery, err error) {
	err = t.eachDue(func(d *A.Delivery) (bool, error) {
		if leaving(t, d) && (found == nil || d.ID > found.ID) {
			found = d
		}
		return true, nil
	})
	return found, err
}

// leaving tells whether a person sent a delivery, or sent it once more, so short a time ago that it can still be taken back.
func leaving(t *txn, d *A.Delivery) bool {
	return (d.State == A.Scheduled && d.Now || d.State == A.NeedsYou && d.Resend) && d.LeavesAt.After(t.now)
}

// takeBack cancels an outgoing act: with a post, everything of it that was sent with it and has not left.
func (t *txn) takeBack(d *A.Delivery) (A.Undone, error) {
	list := []A.Delivery{*d}
	out := A.Undone{Act: "delivery.cancelled", Brand: d.Brand, Subject: d.ID, Cools: coolUntil(d, t.now)}
	if d.Post != "" && d.Op == A.OpPost {
		all, err := t.deliveriesOf(d.Brand, d.Post)
		if err != nil {
			return out, err
		}
		list = slices.DeleteFunc(all, func(o A.Delivery) bool { return o.Op != A.OpPost || !leaving(t, &o) })
		out.Subject = d.Post
	}
	for i := range list {
		if list[i].State == A.Scheduled {
			list[i].State = A.Cancelled
		}
		list[i].Resend = false
		if err := deliveries.put(t, &list[i]); err != nil {
			return out, err
		}
	}
	t.note(out.Act, d.Brand, d.Account, out.Subject, "taken back")
	return out, t.putDelivery(&list[0])
}
