package store

import (
	"fmt"
	"time"

	A "vocero/accounts"
	"vocero/accounts/guard"
)

// cool keeps a heated reply in the outbox for guard.Cooling, unless a person gave the letter once more, its client switched the
// rule off, or its hour is further away than that. Where it waits because of it, the delivery says so.
func (t *txn) cool(p *A.Post, b *A.Brand, d *A.Delivery, sooner bool) {
	least := t.now.Add(guard.Cooling)
	d.Cooling = !sooner && d.LeavesAt.Before(least) && guard.Cools(*p, *b)
	if d.Cooling {
		d.LeavesAt = least
		t.note("delivery.cooling", d.Brand, d.Account, d.ID, least.Format(time.RFC3339))
	}
}

// SendSooner lets a reply that cools leave now, or when the usual time to take it back is over: a person has read it again and given
// the client's letter once more. Every part of it goes. The error wraps A.ErrState when it does not cool.
func (s *Store) SendSooner(id A.ID) error {
	return s.update(func(t *txn) error {
		d, err := deliveries.find(t, id)
		if err != nil {
			return err
		}
		list, err := t.deliveriesOf(d.Brand, d.Post)
		if err != nil {
			return err
		}
		n := 0
		for i := range list {
			if o := &list[i]; o.Cools(t.now) {
				n++
				o.Cooling, o.LeavesAt = false, o.Created.Add(t.s.hold()) // The time to take it back counts from when she sent it.
				if o.LeavesAt.Before(t.now) {
					o.LeavesAt = t.now
				}
				t.note("delivery.sooner", o.Brand, o.Account, o.ID, "")
				if err := t.putDelivery(o); err != nil {
					return err
				}
			}
		}
		if n == 0 {
			return fmt.Errorf("sending the delivery %s sooner: it does not cool: %w", id.Short(), A.ErrState)
		}
		return nil
	})
}

// coolUntil is when a delivery that cools leaves; zero for every other.
func coolUntil(d *A.Delivery, now time.Time) time.Time {
	if d.Cools(now) {
		return d.LeavesAt
	}
	return time.Time{}
}
