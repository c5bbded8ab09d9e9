package store

import (
	"slices"
	"time"

	A "vocero/accounts"
)

// newestLeaving is the newest outgoing act whose time to take it back is running; nil when there is none. It is looked for after every
// change, so that what waits for its hour is not looked through: what was sent leaves within A.MaxHold. What was sent once more may
// have to wait for the hour of its network, but there is little of it.
func (t *txn) newestLeaving() (found *A.Delivery, err error) {
	newest, err := t.newestSent()
	if err != nil {
		return nil, err
	}
	last := newest.Add(A.MaxHold)
	keep := func(d *A.Delivery) {
		if leaving(t, d) && (found == nil || d.ID > found.ID) {
			found = d
		}
	}
	err = t.eachDue(func(d *A.Delivery) (bool, error) {
		keep(d)
		return !leaves(d).After(last), nil
	})
	if err != nil {
		return nil, err
	}
	b, err := t.deliveryBraid(A.DeliveryQuery{States: []A.DeliveryState{A.NeedsYou}})
	if err != nil {
		return nil, err
	}
	b.seek(nil, false)
	err = t.walk(b, func(d *A.Delivery) (bool, error) {
		keep(d)
		return true, nil
	})
	return found, err
}

// newestSent is now, or when the newest delivery was made where that is later: the clock was set back, and what was sent before that
// can be taken back all the same.
func (t *txn) newestSent() (time.Time, error) {
	at := t.now
	for _, brand := range t.brandIDs() {
		b, err := deliveries.open(t, brand)
		if err != nil {
			return at, err
		}
		if b == nil {
			continue
		}
		if k, _ := b.Cursor().Last(); k != nil {
			if made := keyID(k).Time(); made.After(at) {
				at = made
			}
		}
	}
	return at, nil
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
