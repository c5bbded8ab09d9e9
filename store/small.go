package store

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	bolt "go.etcd.io/bbolt"

	A "vocero/accounts"
)

// storedThread is a conversation with the brand it belongs to.
type storedThread struct {
	Brand    A.ID `cbor:"20,keyasint"`
	A.Thread `cbor:"21,keyasint"`
}

// keepThreads is how many conversations of a brand are kept; the ones read longest ago go.
const keepThreads = 500

// PutThread keeps a conversation as it was read, in the place of an older reading of it. Paid is what the network charged for it.
func (s *Store) PutThread(th A.Thread, paid ...A.Charge) error {
	return s.update(func(t *txn) error {
		a, err := accountsC.find(t, th.Account)
		if err != nil {
			return err
		}
		if _, err := t.charge(a, paid); err != nil {
			return err
		}
		if err := threads.put(t, &storedThread{Brand: a.Brand, Thread: th}); err != nil {
			return err
		}
		b, err := t.bucket(a.Brand, "threads.read")
		if err != nil {
			return err
		}
		for n := keyCount(b); n > keepThreads; n-- {
			k, _ := b.Cursor().First()
			if err := threads.drop(t, a.Brand, bytes.Clone(k[8:])); err != nil {
				return err
			}
		}
		return nil
	})
}

// Thread reads a conversation as it was last read through an account; A.ErrNotFound when it never was.
func (s *Store) Thread(account A.ID, remoteID string) (out A.Thread, err error) {
	err = s.view(func(t *txn) error {
		for _, brand := range t.brandIDs() {
			th, err := threads.get(t, brand, remoteKey(account, remoteID))
			if err != nil {
				return err
			}
			if th != nil {
				out = th.Thread
				return nil
			}
		}
		return fmt.Errorf("finding the conversation: %w", A.ErrNotFound)
	})
	return out, err
}

// keyCount is how many keys a bucket has; for small ones.
func keyCount(b *bolt.Bucket) (n int) {
	c := b.Cursor()
	for k, _ := c.First(); k != nil; k, _ = c.Next() {
		n++
	}
	return n
}

// Ask stores a request that only a worker can answer. One that is waiting already is not stored twice.
func (s *Store) Ask(r A.Request) (id A.ID, err error) {
	err = s.update(func(t *txn) error {
		waiting, err := requests.list(t, desk)
		if err != nil {
			return err
		}
		for _, w := range waiting {
			if w.Account == r.Account && w.What == r.What && w.Arg == r.Arg {
				id = w.ID
				return errNothing
			}
		}
		if r.Brand == "" {
			a, err := accountsC.find(t, r.Account)
			if err != nil {
				return err
			}
			r.Brand = a.Brand
		}
		id = t.newID()
		r.ID, r.At = id, t.now
		return requests.put(t, &r)
	})
	return id, err
}

// Requests are the requests that wait for a worker, oldest first.
func (s *Store) Requests() (out []A.Request, err error) {
	err = s.view(func(t *txn) error {
		out, err = requests.list(t, desk)
		return err
	})
	return out, err
}

// Answered removes a request that a worker has dealt with; a missing one is no error.
func (s *Store) Answered(id A.ID) error {
	return s.update(func(t *txn) error {
		r, err := requests.get(t, desk, idKey(id))
		if err != nil {
			return err
		}
		if r == nil {
			return errNothing
		}
		return requests.drop(t, desk, idKey(id))
	})
}

// PutState keeps a small value of the screens: the last tab, the open composer. An empty value removes it.
func (s *Store) PutState(key string, value []byte) error {
	return s.update(func(t *txn) error {
		b, err := t.bucket(desk, stateName)
		if err != nil {
			return err
		}
		if bytes.Equal(b.Get([]byte(key)), value) {
			return errNothing
		}
		if len(value) == 0 {
			err = b.Delete([]byte(key))
		} else {
			err = b.Put([]byte(key), bytes.Clone(value))
		}
		if err != nil {
			return fmt.Errorf("keeping the state %q: %w", key, err)
		}
		return nil
	})
}

// State reads a small value of the screens; nil when there is none.
func (s *Store) State(key string) (out []byte, err error) {
	err = s.view(func(t *txn) error {
		b, err := t.bucket(desk, stateName)
		if b != nil && key != "" {
			out = bytes.Clone(b.Get([]byte(key)))
		}
		return err
	})
	return out, err
}

// FindPost finds a post by the beginning or the end of its id. The error wraps A.ErrNotFound, or A.ErrAmbiguous with the candidates.
func (s *Store) FindPost(part string) (A.ID, error) { return s.findID(posts.name, part) }

// FindMention finds a mention by the beginning or the end of its id, as FindPost does.
func (s *Store) FindMention(part string) (A.ID, error) { return s.findID(mentions.name, part) }

// FindDelivery finds a delivery by the beginning or the end of its id, as FindPost does.
func (s *Store) FindDelivery(part string) (A.ID, error) { return s.findID(deliveries.name, part) }

// candidates is how many records an ambiguous id names.
const candidates = 5

func (s *Store) findID(bucket, part string) (A.ID, error) {
	part = strings.ToUpper(strings.TrimSpace(part))
	var fit []A.ID
	err := s.view(func(t *txn) error {
		for _, brand := range t.brandIDs() {
			found, err := t.beginning(brand, bucket, part)
			if err != nil {
				return err
			}
			fit = append(fit, found...)
		}
		if len(fit) > 0 || len(part) < 4 {
			return nil
		}
		for _, brand := range t.brandIDs() {
			found, err := t.ending(brand, bucket, part)
			if err != nil {
				return err
			}
			fit = append(fit, found...)
		}
		return nil
	})
	switch {
	case err != nil:
		return "", err
	case len(fit) == 0:
		return "", fmt.Errorf("finding %q in %s: %w", part, bucket, A.ErrNotFound)
	case len(fit) == 1:
		return fit[0], nil
	}
	names := make([]string, min(len(fit), candidates))
	for i := range names {
		names[i] = string(fit[i])
	}
	return "", fmt.Errorf("finding %q in %s: %w: %s; write more of it", part, bucket, A.ErrAmbiguous, strings.Join(names, ", "))
}

// beginning finds the ids that begin with a text, a few at most.
func (t *txn) beginning(brand A.ID, bucket, part string) (out []A.ID, err error) {
	lo, hi, ok := idRange(part)
	b, err := t.bucket(brand, bucket)
	if b == nil || !ok || err != nil {
		return nil, err
	}
	c := b.Cursor()
	for k, _ := c.Seek(lo); k != nil && bytes.Compare(k, hi) <= 0 && len(out) <= candidates; k, _ = c.Next() {
		out = append(out, keyID(k))
	}
	return out, nil
}

// ending finds the ids that end with a text, newest first, a few at most. Mentions are looked through in their index, which is a
// tenth of the size of the records.
func (t *txn) ending(brand A.ID, bucket, part string) (out []A.ID, err error) {
	if bucket == mentions.name {
		bucket = "mentions.due"
	}
	b, err := t.bucket(brand, bucket)
	if b == nil || err != nil {
		return nil, err
	}
	c := b.Cursor()
	for k, _ := c.Last(); k != nil && len(out) <= candidates; k, _ = c.Prev() {
		if id := keyID(k[len(k)-idLen:]); strings.HasSuffix(string(id), part) {
			out = append(out, id)
		}
	}
	slices.Reverse(out)
	return out, nil
}
