package store

import (
	"fmt"
	"slices"
	"time"

	A "vocero/accounts"
)

// keepMeasured is how many posts of a brand have their figures kept; the ones read longest ago go.
const keepMeasured = 5000

var measured = &collection[A.Measured]{
	name: "figures", topic: A.TopicPosts,
	brand: func(m *A.Measured) A.ID { return m.Brand },
	key:   func(m *A.Measured) []byte { return remoteKey(m.Account, m.RemoteID) },
	indexes: []index[A.Measured]{
		{name: "figures.read", keys: func(m *A.Measured, emit func([]byte)) { emit(milliKey(m.At)) }},
	},
}

// PutFigures keeps figures as they were read through an account, in the place of older ones. Paid is what the network charged.
func (s *Store) PutFigures(account A.ID, fs []A.Figures, paid ...A.Charge) error {
	return s.update(func(t *txn) error {
		a, err := accountsC.find(t, account)
		if err != nil {
			return err
		}
		n, err := t.charge(a, paid)
		if err != nil {
			return err
		}
		for _, f := range fs {
			if err := measured.put(t, &A.Measured{Brand: a.Brand, Account: a.ID, RemoteID: f.RemoteID, At: f.At.UTC(), Values: f.Values}); err != nil {
				return err
			}
		}
		if len(fs) == 0 && n == 0 {
			return errNothing
		}
		return t.trimFigures(a.Brand)
	})
}

// trimFigures drops what was read longest ago.
func (t *txn) trimFigures(brand A.ID) error {
	b, err := t.bucket(brand, "figures.read")
	if err != nil {
		return err
	}
	for n := keyCount(b); n > keepMeasured; n-- {
		k, _ := b.Cursor().First()
		if err := measured.drop(t, brand, slices.Clone(k[8:])); err != nil {
			return err
		}
	}
	return nil
}

// Figures are what was last read of an own post through an account; of the account with "". A.ErrNotFound when nothing ever was.
func (s *Store) Figures(account A.ID, remoteID string) (out A.Measured, err error) {
	err = s.view(func(t *txn) error {
		a, err := accountsC.find(t, account)
		if err != nil {
			return err
		}
		m, err := measured.get(t, a.Brand, remoteKey(account, remoteID))
		if err != nil {
			return err
		}
		if m == nil {
			return fmt.Errorf("finding figures: %w", A.ErrNotFound)
		}
		out = *m
		return nil
	})
	return out, err
}

// ToMeasure are the remote ids of an account's posts whose figures are read by themselves: the newest A.MostMeasured of the last
// A.MeasuredDays days.
func (s *Store) ToMeasure(account A.ID) (ids []string, err error) {
	at := A.Cursor("")
	for page := 0; page < 20 && len(ids) < A.MostMeasured; page++ {
		list, next, err := s.Deliveries(A.DeliveryQuery{Account: account, States: []A.DeliveryState{A.Published}}, at, A.MostMeasured)
		if err != nil {
			return nil, err
		}
		for _, d := range list {
			young := d.Receipt != nil && s.now().Sub(d.Receipt.At) < A.MeasuredDays*24*time.Hour
			if young && d.Op == A.OpPost && d.Receipt.RemoteID != "" && !d.Receipt.ByHand && len(ids) < A.MostMeasured {
				ids = append(ids, d.Receipt.RemoteID)
			}
		}
		if at = next; next == "" {
			break
		}
	}
	return ids, nil
}
