package store

import (
	"slices"
	"time"

	A "vocero/accounts"
)

// openStates are the states to which something can still happen.
func openStates() (out []A.DeliveryState) {
	for st := A.Scheduled; st <= A.Handed; st++ {
		if !st.Final() {
			out = append(out, st)
		}
	}
	return out
}

// putDelivery stores a delivery and brings its post, and the mention it answers, in line.
func (t *txn) putDelivery(d *A.Delivery) error {
	if err := deliveries.put(t, d); err != nil {
		return err
	}
	if d.Post == "" || d.Op != A.OpPost {
		return nil
	}
	p, err := posts.get(t, d.Brand, idKey(d.Post))
	if p == nil || err != nil {
		return err
	}
	return t.settlePost(p)
}

// walk reads the deliveries whose keys a braid gives, until fn returns false.
func (t *txn) walk(b *braid, fn func(*A.Delivery) (bool, error)) error {
	for brand, k, _ := b.next(); k != nil; brand, k, _ = b.next() {
		d, err := deliveries.get(t, brand, k[len(k)-idLen:])
		if d == nil || err != nil {
			return orMissing(err, "deliveries")
		}
		if more, err := fn(d); !more || err != nil {
			return err
		}
	}
	return nil
}

// gather collects what a braid gives, in its order.
func (t *txn) gather(b *braid) (out []A.Delivery, err error) {
	b.seek(nil, false)
	err = t.walk(b, func(d *A.Delivery) (bool, error) {
		out = append(out, *d)
		return true, nil
	})
	return out, err
}

// deliveriesOf are all deliveries of a post, oldest first.
func (t *txn) deliveriesOf(brand, post A.ID) ([]A.Delivery, error) {
	var b braid
	if k := idKey(post); k != nil {
		if err := b.add(t, brand, "deliveries.post", k); err != nil {
			return nil, err
		}
	}
	return t.gather(&b)
}

// openDeliveries are the deliveries of a brand, or of one of its accounts, to which something can still happen, oldest first.
func (t *txn) openDeliveries(brand, account A.ID) ([]A.Delivery, error) {
	var b braid
	if account != "" {
		if err := b.add(t, brand, "deliveries.account", idKey(account)); err != nil {
			return nil, err
		}
		return t.gather(&b)
	}
	for _, st := range openStates() {
		if err := b.add(t, brand, "deliveries.state", []byte{byte(st)}); err != nil {
			return nil, err
		}
	}
	return t.gather(&b)
}

// Delivery reads one delivery; A.ErrNotFound when there is none.
func (s *Store) Delivery(id A.ID) (out A.Delivery, err error) {
	err = s.view(func(t *txn) error {
		d, err := deliveries.find(t, id)
		if err == nil {
			out = *d
		}
		return err
	})
	return out, err
}

// DeliveriesOf are all deliveries of a post, oldest first.
func (s *Store) DeliveriesOf(post A.ID) (out []A.Delivery, err error) {
	err = s.view(func(t *txn) error {
		for _, brand := range t.brandIDs() {
			list, err := t.deliveriesOf(brand, post)
			if err != nil {
				return err
			}
			out = append(out, list...)
		}
		return nil
	})
	return out, err
}

// Deliveries reads n deliveries, newest first.
func (s *Store) Deliveries(q A.DeliveryQuery, at A.Cursor, n int) (out []A.Delivery, next A.Cursor, err error) {
	from, err := readCursor(at, 'o', idLen)
	if err != nil {
		return nil, "", err
	}
	err = s.view(func(t *txn) error {
		b, err := t.deliveryBraid(q)
		if err != nil {
			return err
		}
		b.seek(from, true)
		return t.walk(b, func(d *A.Delivery) (bool, error) {
			if q.Post != "" && d.Post != q.Post || q.Account != "" && d.Account != q.Account || q.Open && d.State.Final() {
				return true, nil
			}
			if len(q.States) > 0 && !slices.Contains(q.States, d.State) {
				return true, nil
			}
			if len(out) == n {
				next = newCursor('o', idKey(out[n-1].ID))
				return false, nil
			}
			out = append(out, *d)
			return true, nil
		})
	})
	return out, next, err
}

// deliveryBraid takes the narrowest index that holds everything asked for; all of them end in the id.
func (t *txn) deliveryBraid(q A.DeliveryQuery) (*braid, error) {
	b := new(braid)
	states := q.States
	if q.Open && len(states) == 0 {
		states = openStates()
	}
	for _, brand := range t.scope(q.Brand) {
		var err error
		switch {
		case q.Post != "":
			err = b.add(t, brand, "deliveries.post", idKey(q.Post))
		case q.Account != "" && q.Open:
			err = b.add(t, brand, "deliveries.account", idKey(q.Account))
		case len(states) == 0:
			err = b.add(t, brand, deliveries.name, nil)
		}
		for _, st := range states {
			if q.Post == "" && (q.Account == "" || !q.Open) && err == nil {
				err = b.add(t, brand, "deliveries.state", []byte{byte(st)})
			}
		}
		if err != nil {
			return nil, err
		}
	}
	return b, nil
}

// DueDeliveries are at most limit deliveries whose time to leave has come, and those that may be sent once more, by that time and
// then by their ids, which is the order of their arrival. A longer list begins with the shorter one, and no more records than
// are given are decoded. Whether the part of a thread before one is out is the worker's to ask, and the claim's.
func (s *Store) DueDeliveries(now time.Time, limit int) (out []A.Delivery, err error) {
	err = s.view(func(t *txn) error {
		return t.eachDue(func(d *A.Delivery) (bool, error) {
			if leaves(d).After(now) {
				return false, nil
			}
			out = append(out, *d)
			return len(out) < limit, nil
		})
	})
	return out[:min(len(out), max(limit, 0))], err
}

// eachDue walks what leaves by itself, by its time.
func (t *txn) eachDue(fn func(*A.Delivery) (bool, error)) error {
	var b braid
	for _, brand := range t.brandIDs() {
		if err := b.add(t, brand, "deliveries.due", nil); err != nil {
			return err
		}
	}
	b.seek(nil, false)
	return t.walk(&b, fn)
}

// Lookups are at most limit deliveries to look up on their network: unconfirmed ones whose next look has come, and those that an
// owner before this one left sending.
func (s *Store) Lookups(now time.Time, limit int) (out []A.Delivery, err error) {
	err = s.view(func(t *txn) error {
		left, err := t.looks(lookSending, limit, func(d *A.Delivery) bool { return d.Epoch < s.epoch })
		if err != nil {
			return err
		}
		due, err := t.looks(lookUnconfirmed, limit, func(d *A.Delivery) bool { return !d.NextLook.After(now) })
		out = append(left, due...)
		out = out[:min(len(out), max(limit, 0))]
		return err
	})
	return out, err
}

// Unverified are at most limit deliveries that are out and were not read back yet, those whose next look has come.
func (s *Store) Unverified(now time.Time, limit int) (out []A.Delivery, err error) {
	err = s.view(func(t *txn) error {
		out, err = t.looks(lookUnread, limit, func(d *A.Delivery) bool { return !d.NextLook.After(now) })
		return err
	})
	return out, err
}

// looks reads one part of deliveries.look in its order, as long as want says so.
func (t *txn) looks(kind byte, limit int, want func(*A.Delivery) bool) (out []A.Delivery, err error) {
	var b braid
	for _, brand := range t.brandIDs() {
		if err := b.add(t, brand, "deliveries.look", []byte{kind}); err != nil {
			return nil, err
		}
	}
	b.seek(nil, false)
	err = t.walk(&b, func(d *A.Delivery) (bool, error) {
		if len(out) >= limit || !want(d) {
			return false, nil
		}
		out = append(out, *d)
		return true, nil
	})
	return out, err
}

// NextDue is the next instant at which there is something to send, to look up or to read back; zero when there is nothing.
func (s *Store) NextDue(time.Time) (next time.Time, err error) {
	sooner := func(at time.Time) {
		if next.IsZero() || at.Before(next) {
			next = at
		}
	}
	err = s.view(func(t *txn) error {
		err := t.eachDue(func(d *A.Delivery) (bool, error) {
			sooner(leaves(d))
			return false, nil
		})
		if at, ok := t.nextHand(); ok {
			sooner(at)
		}
		for _, kind := range []byte{lookUnconfirmed, lookUnread} {
			if err != nil {
				return err
			}
			var list []A.Delivery
			if list, err = t.looks(kind, 1, func(*A.Delivery) bool { return true }); len(list) > 0 {
				sooner(list[0].NextLook)
			}
		}
		return err
	})
	return next, err
}
