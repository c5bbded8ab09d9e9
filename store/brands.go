package store

import (
	"fmt"
	"slices"
	"strings"
	"time"

	A "vocero/accounts"
)

// PutBrand makes a brand (no ID) or changes one. It checks name, letter and zone. A letter or a name that another brand has, and
// a second personal brand, wrap A.ErrTaken. Pause is PauseBrand's: it is kept as it was.
func (s *Store) PutBrand(b A.Brand) (A.Brand, error) {
	err := s.update(func(t *txn) error {
		var was *A.Brand
		if b.ID != "" {
			var err error
			if was, err = brands.get(t, b.ID, idKey(b.ID)); err != nil {
				return err
			} else if was == nil {
				return fmt.Errorf("storing the brand %q: %w", string(b.ID), A.ErrNotFound)
			}
		}
		if err := t.checkBrand(&b); err != nil {
			return err
		}
		act := "brand.changed"
		if was == nil {
			act, b.ID, b.Created, b.Pause = "brand.added", t.newID(), t.now, nil
		} else {
			b.Created, b.Pause = was.Created, was.Pause
			t.undoable(act, b.ID, b.ID)
		}
		t.note(act, b.ID, "", b.ID, "")
		t.noteSwitches(was, &b)
		return brands.put(t, &b)
	})
	return b, err
}

// checkBrand checks a brand against the rules of its fields and against the other brands.
func (t *txn) checkBrand(b *A.Brand) (err error) {
	if b.Name, err = A.CleanBrandName(b.Name); err != nil {
		return err
	}
	if b.Letter, err = A.ParseLetter(string(b.Letter), b.Kind); err != nil {
		return err
	}
	if _, err = A.WhenAt(t.now, b.Zone); err != nil {
		return fmt.Errorf("storing the brand %s: %w", b.Name, err)
	}
	all, err := brands.list(t, t.brandIDs()...)
	if err != nil {
		return err
	}
	for _, o := range all {
		switch {
		case o.ID == b.ID:
		case o.Letter == b.Letter:
			return fmt.Errorf("storing the brand %s: the letter %s is %s's: %w; choose another", b.Name, b.Letter, o.Name, A.ErrTaken)
		case A.Fold(o.Name) == A.Fold(b.Name):
			return fmt.Errorf("storing the brand %s: a brand of that name exists: %w; choose another", b.Name, A.ErrTaken)
		}
	}
	if b.Default != "" && b.ID != "" {
		return t.ofBrand(b.ID, b.Default)
	}
	return nil
}

// Brands are all brands, oldest first.
func (s *Store) Brands() (out []A.Brand, err error) {
	err = s.view(func(t *txn) error {
		out, err = brands.list(t, t.brandIDs()...)
		return err
	})
	return out, err
}

// Brand reads one brand; A.ErrNotFound when there is none.
func (s *Store) Brand(id A.ID) (out A.Brand, err error) {
	err = s.view(func(t *txn) error {
		b, err := t.brand(id)
		if err == nil {
			out = *b
		}
		return err
	})
	return out, err
}

func (t *txn) brand(id A.ID) (*A.Brand, error) {
	b, err := brands.get(t, id, idKey(id))
	if b == nil && err == nil {
		err = fmt.Errorf("finding the brand %q: %w", string(id), A.ErrNotFound)
	}
	return b, err
}

// PauseBrand holds everything a brand would send, or lets it go on (nil). What waits to leave is held with A.CodePaused and comes
// back; what comes back has its take-back time anew.
func (s *Store) PauseBrand(id A.ID, p *A.Pause) error {
	return s.update(func(t *txn) error {
		b, err := t.brand(id)
		if err != nil {
			return err
		}
		act, detail := "brand.resumed", ""
		if p != nil {
			keep := *p
			if keep.Since.IsZero() {
				keep.Since = t.now
			}
			act, detail, p = "brand.paused", keep.Reason, &keep
		}
		b.Pause = p
		if err := brands.put(t, b); err != nil {
			return err
		}
		t.note(act, id, "", id, detail)
		return t.eachDelivery(id, func(d *A.Delivery) error {
			switch {
			case d.State == A.Handed:
				if !t.pauseHanded(d, p != nil) {
					return nil
				}
			case p != nil && (d.State == A.Scheduled || d.State == A.Waiting || d.ByHand()):
				d.State, d.Fault = A.Held, &A.Fault{Code: A.CodePaused, At: t.now}
			case p == nil && d.State == A.Held && d.Fault != nil && d.Fault.Code == A.CodePaused:
				t.rearm(d)
			default:
				return nil
			}
			return t.putDelivery(d)
		})
	})
}

// rearm lets a delivery wait for its hour again, with time to take it back when that is past or was now. What it was told to wait
// for before is over.
func (t *txn) rearm(d *A.Delivery) {
	d.State, d.Fault, d.NotBefore = A.Scheduled, nil, time.Time{}
	thaw(d)
	if least := t.now.Add(t.s.hold()); d.Now && d.LeavesAt.Before(least) {
		d.LeavesAt = least
	}
	t.wantAgain(d)
}

// eachDelivery runs fn over the deliveries of a brand that are not final.
func (t *txn) eachDelivery(brand A.ID, fn func(*A.Delivery) error) error {
	list, err := t.openDeliveries(brand, "")
	if err != nil {
		return err
	}
	for i := range list {
		if err := fn(&list[i]); err != nil {
			return err
		}
	}
	return nil
}

// PutAccount adds an account (no ID) or changes one. Its brand, network, server and remote id never change, and whether it is blocked
// is not changed here. An account that a
// brand has already wraps A.ErrTaken and says whose it is; a practice desk takes only servers on this machine, and a real one
// only others (A.ErrPractice).
func (s *Store) PutAccount(a A.Account) (A.Account, error) {
	err := s.update(func(t *txn) error {
		if _, err := t.brand(a.Brand); err != nil {
			return err
		}
		a.Server = strings.TrimRight(a.Server, "/")
		if err := s.checkPractice(a); err != nil {
			return err
		}
		all, err := accountsC.list(t, t.brandIDs()...)
		if err != nil {
			return err
		}
		act := "account.added"
		for _, o := range all {
			switch {
			case o.ID == a.ID && (!o.SameLogin(a) || o.Brand != a.Brand):
				return fmt.Errorf("storing %s: an account never changes its brand or its login: %w", a.Handle(), A.ErrBrand)
			case o.ID == a.ID:
				act, a.Created = "", o.Created
				if a.State = o.State; o.State == A.AccountBlocked { // BlockAccount and UnblockAccount move it, with its queue.
					a.Fault = o.Fault
				}
			case o.SameLogin(a):
				return t.taken(a, o)
			}
		}
		if act == "" {
			return accountsC.put(t, &a)
		}
		if a.ID != "" {
			return fmt.Errorf("storing the account %q: %w", string(a.ID), A.ErrNotFound)
		}
		a.ID, a.Created, a.State = t.newID(), t.now, A.AccountOK
		t.note(act, a.Brand, a.ID, a.ID, a.Handle())
		return accountsC.put(t, &a)
	})
	return a, err
}

func (t *txn) taken(a, o A.Account) error {
	b, err := t.brand(o.Brand)
	if err != nil {
		return err
	}
	return fmt.Errorf("adding %s: it is %s's: %w; remove it there first", a.Handle(), b.Name, A.ErrTaken)
}

// Accounts are the accounts of a brand, or all of them, oldest first.
func (s *Store) Accounts(brand A.ID) (out []A.Account, err error) {
	err = s.view(func(t *txn) error {
		out, err = accountsC.list(t, t.scope(brand)...)
		slices.SortFunc(out, func(a, b A.Account) int { return strings.Compare(string(a.ID), string(b.ID)) })
		return err
	})
	return out, err
}

// Account reads one account; A.ErrNotFound when there is none.
func (s *Store) Account(id A.ID) (out A.Account, err error) {
	err = s.view(func(t *txn) error {
		a, err := accountsC.find(t, id)
		if err == nil {
			out = *a
		}
		return err
	})
	return out, err
}

// ofBrand refuses accounts that are not the brand's.
func (t *txn) ofBrand(brand A.ID, ids ...A.ID) error {
	for _, id := range ids {
		a, err := accountsC.get(t, brand, idKey(id))
		if err != nil {
			return err
		}
		if a == nil {
			return fmt.Errorf("the account %s: %w", id.Short(), A.ErrBrand)
		}
	}
	return nil
}

// BlockAccount stops an account's queue, with the reason.
func (s *Store) BlockAccount(id A.ID, f *A.Fault) error { return s.setAccount(id, A.AccountBlocked, f) }

// UnblockAccount lets an account's queue go on; its blocked deliveries are scheduled again.
func (s *Store) UnblockAccount(id A.ID) error { return s.setAccount(id, A.AccountOK, nil) }

func (s *Store) setAccount(id A.ID, state A.AccountState, f *A.Fault) error {
	return s.update(func(t *txn) error {
		a, err := accountsC.find(t, id)
		if err != nil {
			return err
		}
		if a.State != state {
			t.note("account."+state.String(), a.Brand, id, id, "")
		}
		a.State, a.Fault = state, f
		if err := accountsC.put(t, a); err != nil || state == A.AccountBlocked {
			return err
		}
		return t.eachDelivery(a.Brand, func(d *A.Delivery) error {
			switch {
			case d.Account != id:
				return nil
			case d.State == A.Blocked:
				t.rearm(d)
			case !d.Warned():
				return nil
			}
			d.Preflight = nil // It is tried anew, with the new token.
			return t.putDelivery(d)
		})
	})
}
