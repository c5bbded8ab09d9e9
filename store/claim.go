package store

import (
	"fmt"
	"slices"
	"time"

	A "vocero/accounts"
	"vocero/accounts/guard"
)

// Claim takes a delivery to Sending, the one transaction before any byte leaves: it adds the attempt and, the first time, freezes
// key, creation time, watermark and payload for every later attempt. What stands in the way is a step of its own, returned without
// error: Held (A.CodeChanged: something else was cleared; A.CodePaused) or Blocked; the caller sends only when the state is Sending.
// The error wraps A.ErrState (not one to claim, or the part of the thread before it is not out) or A.ErrBusy (the account is
// sending, or this owner was replaced).
func (s *Store) Claim(id A.ID, c A.ClaimInput) (out A.Delivery, err error) {
	err = s.update(func(t *txn) error {
		d, err := deliveries.find(t, id)
		if err != nil {
			return err
		}
		if !claimable(d) {
			return fmt.Errorf("claiming the delivery %s: it is %s: %w", id.Short(), d.State, A.ErrState)
		}
		if leaves(d).After(t.now) {
			return fmt.Errorf("claiming the delivery %s: its time has not come: %w", id.Short(), A.ErrState)
		}
		refused, err := t.refuse(d, c)
		if err == nil && !refused {
			err = t.freeTrack(d)
		}
		if err != nil {
			return err
		}
		if !refused {
			freeze(d, c)
			d.State, d.Epoch, d.Resend, d.Fault = A.Sending, s.epoch, false, nil
			d.NotBefore = time.Time{}
			d.Attempts = append(slices.Clone(d.Attempts), A.Attempt{Started: t.now})
		}
		t.note("delivery."+d.State.String(), d.Brand, d.Account, d.ID, codeOf(d.Fault))
		out = *d
		return t.putDelivery(d)
	})
	return out, err
}

// freeze keeps the first key and payload for ever.
func freeze(d *A.Delivery, c A.ClaimInput) {
	d.Late = d.Late || c.Late
	if d.Key != "" {
		return
	}
	o := c.Outgoing
	d.Key, d.CreatedAt, d.Watermark, d.Outgoing = c.Key, c.CreatedAt.UTC(), c.Watermark, &o
}

// refuse takes the step that a pause, a block or a changed post asks for instead of sending. A delivery that waits for its one
// allowed repeat cannot take it and stays where it is.
func (t *txn) refuse(d *A.Delivery, c A.ClaimInput) (bool, error) {
	to, f, err := t.obstacle(d, c)
	if f == nil || err != nil {
		return false, err
	}
	if !A.CanStep(d.State, to) {
		return false, fmt.Errorf("claiming the delivery %s: %s: %w", d.ID.Short(), f.Code, A.ErrState)
	}
	f.At = t.now
	d.State, d.Fault = to, f
	return true, nil
}

func (t *txn) obstacle(d *A.Delivery, c A.ClaimInput) (A.DeliveryState, *A.Fault, error) {
	b, err := t.brand(d.Brand)
	if err != nil {
		return 0, nil, err
	}
	a, err := accountsC.get(t, d.Brand, idKey(d.Account))
	if err != nil {
		return 0, nil, err
	}
	same, err := t.unchanged(d)
	switch {
	case err != nil:
		return 0, nil, err
	case a == nil || a.State == A.AccountBlocked:
		return A.Blocked, &A.Fault{Code: A.CodeAuth}, nil
	case b.Paused():
		return A.Held, &A.Fault{Code: A.CodePaused}, nil
	case c.Digest != d.Digest || !same:
		return A.Held, &A.Fault{Code: A.CodeChanged}, nil
	}
	return 0, nil, nil
}

// unchanged tells whether the stored post is still what was cleared.
func (t *txn) unchanged(d *A.Delivery) (bool, error) {
	if d.Op != A.OpPost {
		return true, nil
	}
	p, err := posts.get(t, d.Brand, idKey(d.Post))
	return p != nil && guard.DigestOf(*p, d.Account) == d.Digest, err
}

// freeTrack refuses a second delivery of an account while one is sending, and a part of a thread before its turn.
func (t *txn) freeTrack(d *A.Delivery) error {
	list, err := t.openDeliveries(d.Brand, d.Account)
	if err != nil {
		return err
	}
	for _, o := range list {
		if o.ID != d.ID && o.State == A.Sending {
			return fmt.Errorf("claiming the delivery %s: its account is sending another one: %w", d.ID.Short(), A.ErrBusy)
		}
	}
	ok, err := t.partBefore(d)
	if err == nil && !ok {
		err = fmt.Errorf("claiming the delivery %s: the part before it is not out: %w", d.ID.Short(), A.ErrState)
	}
	return err
}

// partBefore tells whether the part of the thread before a delivery is out; true for the first part.
func (t *txn) partBefore(d *A.Delivery) (bool, error) {
	if d.Part == 0 || d.Op != A.OpPost {
		return true, nil
	}
	list, err := t.deliveriesOf(d.Brand, d.Post)
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(list, func(o A.Delivery) bool {
		return o.Op == A.OpPost && o.Account == d.Account && o.Part == d.Part-1 && o.State == A.Published
	}), nil
}

func codeOf(f *A.Fault) string {
	if f == nil {
		return ""
	}
	return string(f.Code)
}
