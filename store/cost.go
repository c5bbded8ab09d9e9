package store

import (
	"bytes"
	"fmt"
	"slices"

	bolt "go.etcd.io/bbolt"

	A "vocero/accounts"
)

// The ledger of a brand. An entry is put and never changed; the sums follow the entries.
var (
	costs = &collection[A.Cost]{
		name: "costs", topic: A.TopicCosts,
		brand: func(c *A.Cost) A.ID { return c.Brand },
		key:   func(c *A.Cost) []byte { return idKey(c.ID) },
		indexes: []index[A.Cost]{
			{name: "costs.month", keys: func(c *A.Cost, emit func([]byte)) { emit([]byte(c.Month)) }},
		},
		moved: followCost,
	}
	spent = &collection[A.Spent]{
		name:  "spent",
		brand: func(s *A.Spent) A.ID { return s.Brand },
		key:   func(s *A.Spent) []byte { return spentKey(s.Month, s.Account, s.Item) },
	}
)

// chargedName is the bucket of what was read today: account, day and kind of resource, remote id. It is no collection: it only keeps
// the same from being charged twice in a day.
const chargedName = "charged"

// spentKey is the key of a sum, by month first; nil where the account has no proper id.
func spentKey(month string, account A.ID, i A.Item) []byte {
	a := idKey(account)
	if a == nil {
		return nil
	}
	return join([]byte(month), a, []byte{byte(i)})
}

// followCost keeps the sums with the entries, whichever way those change.
func followCost(t *txn, brand A.ID, was, is *A.Cost) error {
	undo := t.undo
	t.undo = nil // They follow the entries, also when those are restored.
	defer func() { t.undo = undo }()
	for _, x := range []struct {
		c    *A.Cost
		sign int
	}{{was, -1}, {is, 1}} {
		if x.c == nil {
			continue
		}
		key := spentKey(x.c.Month, x.c.Account, x.c.Item)
		s, err := spent.get(t, brand, key)
		if err != nil {
			return err
		}
		if s == nil {
			s = &A.Spent{Brand: brand, Account: x.c.Account, Month: x.c.Month, Item: x.c.Item}
		}
		s.Handle, s.N, s.Sum = x.c.Handle, s.N+x.sign*x.c.N, s.Sum+A.Micros(x.sign)*x.c.Sum
		if s.N == 0 && s.Sum == 0 {
			err = spent.drop(t, brand, key)
		} else {
			err = spent.put(t, s)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// payDelivery puts what a delivery cost into the ledger when it is published, whoever says so. It is put once: its entry has the id of
// the delivery.
func payDelivery(t *txn, brand A.ID, was, is *A.Delivery) error {
	if is == nil || is.State != A.Published || was != nil && was.State == A.Published {
		return nil
	}
	a, err := accountsC.get(t, brand, idKey(is.Account))
	if a == nil || err != nil || !a.Metered() {
		return err
	}
	var p A.Post
	if is.Op == A.OpPost && is.Outgoing == nil {
		if x, err := posts.get(t, brand, idKey(is.Post)); err != nil {
			return err
		} else if x != nil {
			p = *x
		}
	}
	item, ok := a.Cost(*is, p)
	if !ok {
		return nil
	}
	undo := t.undo
	t.undo = nil // Money that is spent stays spent.
	defer func() { t.undo = undo }()
	return t.enter(a, A.Cost{ID: is.ID, Item: item, N: 1, Sum: item.Price(), Delivery: is.ID})
}

// enter puts one entry into the ledger of an account's brand, in the month of now.
func (t *txn) enter(a *A.Account, c A.Cost) error {
	b, err := t.brand(a.Brand)
	if err != nil {
		return err
	}
	if c.ID == "" {
		c.ID = t.newID()
	}
	c.Brand, c.Account, c.Handle, c.At, c.Month = a.Brand, a.ID, a.Handle(), stamp(t.now), b.MonthOf(t.now)
	return costs.put(t, &c)
}

// charge puts what a network charged for reading into the ledger: an entry for each item, without what was charged today already. It
// tells how many entries those were.
func (t *txn) charge(a *A.Account, cs []A.Charge) (n int, err error) {
	if len(cs) == 0 {
		return 0, nil
	}
	var due []A.Charge
	for _, c := range cs {
		fresh, err := t.chargedFirst(a, c)
		if err != nil {
			return 0, err
		}
		if fresh {
			due = append(due, c)
		}
	}
	counted := A.Counted(due)
	for _, c := range counted {
		if err := t.enter(a, c); err != nil {
			return 0, err
		}
	}
	return len(counted), nil
}

// chargedFirst tells whether something was not charged yet in this day of UTC, and remembers it.
func (t *txn) chargedFirst(a *A.Account, c A.Charge) (bool, error) {
	if !c.Item.Reading() || c.ID == "" {
		return true, nil
	}
	b, err := t.bucket(a.Brand, chargedName)
	if err != nil {
		return false, err
	}
	today := join(idKey(a.ID), docKey(uint32(t.now.UTC().Unix()/(24*60*60))))
	if err := forgetDays(b, idKey(a.ID), today); err != nil {
		return false, err
	}
	key := join(today, []byte{resource(c.Item)}, remoteKey("", c.ID))
	if b.Get(key) != nil {
		return false, nil
	}
	return true, b.Put(key, []byte{1})
}

// resource is what is charged once a day: the same post is one, whichever way it was read.
func resource(i A.Item) byte {
	if i == A.ItemOwnRead {
		return byte(A.ItemRead)
	}
	return byte(i)
}

// forgetDays drops what an account was charged for before today.
func forgetDays(b *bolt.Bucket, account, today []byte) error {
	c := b.Cursor()
	var old [][]byte
	for k, _ := c.Seek(account); k != nil && bytes.HasPrefix(k, account) && bytes.Compare(k, today) < 0; k, _ = c.Next() {
		old = append(old, bytes.Clone(k))
	}
	for _, k := range old {
		if err := b.Delete(k); err != nil {
			return fmt.Errorf("forgetting what was charged before today: %w", err)
		}
	}
	return nil
}

// Spend puts what a network charged an account for into the ledger, where nothing else is stored of it.
func (s *Store) Spend(account A.ID, cs []A.Charge) error {
	if len(cs) == 0 {
		return nil
	}
	return s.update(func(t *txn) error {
		a, err := accountsC.find(t, account)
		if err != nil {
			return err
		}
		if n, err := t.charge(a, cs); err != nil || n > 0 {
			return err
		}
		return errNothing
	})
}

// Spent are the sums of a month, "2026-11", of one brand or of all ("") by brand, account and item. No month is that of now on each
// client's wall.
func (s *Store) Spent(brand A.ID, month string) (out []A.Spent, err error) {
	err = s.view(func(t *txn) error {
		for _, id := range t.scope(brand) {
			m := month
			if m == "" {
				b, err := t.brand(id)
				if err != nil {
					return err
				}
				m = b.MonthOf(t.now)
			}
			rows, err := t.spentIn(id, m)
			if err != nil {
				return err
			}
			out = append(out, rows...)
		}
		return nil
	})
	return out, err
}

// spentIn are the sums of a brand in a month.
func (t *txn) spentIn(brand A.ID, month string) (out []A.Spent, err error) {
	b, err := spent.open(t, brand)
	if b == nil || err != nil {
		return nil, err
	}
	c := b.Cursor()
	for k, raw := c.Seek([]byte(month)); k != nil && bytes.HasPrefix(k, []byte(month)); k, raw = c.Next() {
		s, err := spent.read(raw)
		if err != nil {
			return nil, err
		}
		out = append(out, *s)
	}
	slices.SortFunc(out, A.CompareSpent)
	return out, nil
}

// spentNow is what a brand spent this month; a brand that never spent anything is not read for it.
func (t *txn) spentNow(brand A.ID) (A.Micros, error) {
	b, err := spent.open(t, brand)
	if b == nil || err != nil {
		return 0, err
	}
	x, err := t.brand(brand)
	if err != nil {
		return 0, err
	}
	rows, err := t.spentIn(brand, x.MonthOf(t.now))
	return A.SumOf(rows), err
}

// Costs are the entries of a brand in a month, "2026-11", oldest first.
func (s *Store) Costs(brand A.ID, month string) (out []A.Cost, err error) {
	err = s.view(func(t *txn) error {
		b, err := t.bucket(brand, "costs.month")
		if b == nil || err != nil {
			return err
		}
		c := b.Cursor()
		for k, _ := c.Seek([]byte(month)); k != nil && bytes.HasPrefix(k, []byte(month)); k, _ = c.Next() {
			x, err := costs.get(t, brand, bytes.Clone(k[len(month):]))
			if err != nil {
				return err
			}
			if x != nil {
				out = append(out, *x)
			}
		}
		return nil
	})
	slices.SortStableFunc(out, func(a, b A.Cost) int { return a.At.Compare(b.At) })
	return out, err
}

// Budget is where a brand stands this month.
func (s *Store) Budget(brand A.ID) (out A.Budget, err error) {
	err = s.view(func(t *txn) error {
		b, err := t.brand(brand)
		if err != nil {
			return err
		}
		out = A.Budget{Month: b.MonthOf(t.now), Cap: b.Cap, Until: b.NextMonth(t.now)}
		out.Spent, err = t.spentNow(brand)
		return err
	})
	return out, err
}

// checkCosts counts the entries of the ledger again and compares the sums.
func (t *txn) checkCosts(brand A.ID, report func(A.Problem)) error {
	want := map[string]A.Spent{}
	err := costs.each(t, brand, func(c *A.Cost) (bool, error) {
		key := string(spentKey(c.Month, c.Account, c.Item))
		s := want[key]
		s.N, s.Sum = s.N+c.N, s.Sum+c.Sum
		want[key] = s
		return true, nil
	})
	if err != nil {
		return err
	}
	err = spent.each(t, brand, func(s *A.Spent) (bool, error) {
		key := string(spentKey(s.Month, s.Account, s.Item))
		if w := want[key]; w.N != s.N || w.Sum != s.Sum {
			report(A.Problem{Where: "costs", Key: s.Month + " " + s.Item.String(), Detail: fmt.Sprintf("%d for %s are kept, %d for %s counted", s.N, s.Sum, w.N, w.Sum)})
		}
		delete(want, key)
		return true, nil
	})
	for key := range want {
		report(A.Problem{Where: "costs", Key: key[:7], Detail: "entries have no sum"})
	}
	return err
}
