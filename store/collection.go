package store

import (
	"bytes"
	"fmt"
	"slices"

	bolt "go.etcd.io/bbolt"

	A "vocero/accounts"
)

// index is a declared order or a declared uniqueness of a collection. It lies in a bucket of its own beside the records and is
// written in the same transaction.
type index[T any] struct {
	name string
	// unique: the key leads to one record and holds its key as value. Otherwise the record's key ends the index key.
	unique bool
	// keys emits the keys of a record, without the record's key; none leaves the record out.
	keys func(v *T, emit func(k []byte))
}

// collection is one kind of record: where it lies, how it is named, what is kept with it.
type collection[T any] struct {
	name    string
	topic   A.Topic           // told after a change; "" tells nobody
	fill    float64           // of the pages; 0 is bbolt's half, more suits keys that only grow
	brand   func(v *T) A.ID   // nil: the record belongs to the whole desk
	key     func(v *T) []byte // nil result: the record has no proper id
	head    func(v *T) byte   // nil: none; else one byte before the CBOR, which filters read without decoding
	indexes []index[T]
	count   func(v *T, c *counts, sign int64) // nil: not counted
	moved   func(t *txn, brand A.ID, was, is *T) error
	settle  func(v T) T     // takes out what changes with every save, for telling whether somebody else changed it; nil: nothing
	revive  func(v, now *T) // what an older version takes over from the present one when it is put back; nil: nothing
}

func (c *collection[T]) place(v *T) A.ID {
	if c.brand == nil {
		return desk
	}
	return c.brand(v)
}

// open is the bucket of the records; nil when it does not exist yet.
func (c *collection[T]) open(t *txn, brand A.ID) (*bolt.Bucket, error) {
	b, err := t.bucket(brand, c.name)
	if b != nil && c.fill > 0 {
		b.FillPercent = c.fill
	}
	return b, err
}

// read decodes a stored value.
func (c *collection[T]) read(raw []byte) (*T, error) {
	v := new(T)
	return v, c.readInto(raw, v)
}

func (c *collection[T]) readInto(raw []byte, v *T) error {
	if c.head != nil {
		if len(raw) == 0 {
			return fmt.Errorf("reading %s: empty value: %w", c.name, A.ErrDamaged)
		}
		raw = raw[1:]
	}
	if err := decode(raw, v); err != nil {
		return fmt.Errorf("reading %s: %w", c.name, err)
	}
	return nil
}

// load reads one record of a brand into a place; ok tells whether there is one.
func (c *collection[T]) load(t *txn, brand A.ID, key []byte, v *T) (ok bool, err error) {
	b, err := c.open(t, brand)
	if b == nil || err != nil {
		return false, err
	}
	raw := b.Get(key)
	if raw == nil {
		return false, nil
	}
	return true, c.readInto(raw, v)
}

func (c *collection[T]) write(v *T) ([]byte, error) {
	raw, err := encode(v)
	if err != nil || c.head == nil {
		return raw, err
	}
	return append([]byte{c.head(v)}, raw...), nil
}

// get reads one record of a brand; nil when there is none.
func (c *collection[T]) get(t *txn, brand A.ID, key []byte) (*T, error) {
	v := new(T)
	if key == nil {
		return nil, nil
	}
	ok, err := c.load(t, brand, key, v)
	if !ok || err != nil {
		return nil, err
	}
	return v, nil
}

// find reads a record by its id, in whatever brand it lies. The error wraps A.ErrNotFound.
func (c *collection[T]) find(t *txn, id A.ID) (*T, error) {
	key := idKey(id)
	for _, brand := range t.brandIDs() {
		v, err := c.get(t, brand, key)
		if v != nil || err != nil {
			return v, err
		}
	}
	return nil, fmt.Errorf("finding %q in %s: %w", string(id), c.name, A.ErrNotFound)
}

// put stores a record, its index keys and its counts.
func (c *collection[T]) put(t *txn, v *T) error {
	brand, key := c.place(v), c.key(v)
	if brand == "" || key == nil {
		return fmt.Errorf("storing in %s: the record has no brand or no id: %w", c.name, A.ErrNotFound)
	}
	b, err := c.open(t, brand)
	if err != nil {
		return err
	}
	raw, err := c.write(v)
	if err != nil {
		return err
	}
	var was *T
	old := b.Get(key)
	if old != nil {
		if bytes.Equal(old, raw) {
			return nil
		}
		if was, err = c.read(old); err != nil {
			return err
		}
	}
	if err := t.imprint(c, brand, key, old, v); err != nil {
		return err
	}
	if err := b.Put(key, raw); err != nil {
		return fmt.Errorf("storing in %s: %w", c.name, err)
	}
	return c.follow(t, brand, key, was, v)
}

// drop removes a record with its index keys and counts; a missing one is no error.
func (c *collection[T]) drop(t *txn, brand A.ID, key []byte) error {
	b, err := c.open(t, brand)
	if err != nil {
		return err
	}
	old := b.Get(key)
	if old == nil {
		return nil
	}
	was, err := c.read(old)
	if err != nil {
		return err
	}
	if err := t.imprint(c, brand, key, old, nil); err != nil {
		return err
	}
	if err := b.Delete(key); err != nil {
		return fmt.Errorf("removing from %s: %w", c.name, err)
	}
	return c.follow(t, brand, key, was, nil)
}

// follow brings indexes, counts and whatever hangs on a record from one value to the next; nil is no record.
func (c *collection[T]) follow(t *txn, brand A.ID, key []byte, was, is *T) error {
	for i := range c.indexes {
		if err := c.reindex(t, &c.indexes[i], brand, key, was, is); err != nil {
			return err
		}
	}
	if c.count != nil {
		n := t.countsOf(brand)
		if was != nil {
			c.count(was, n, -1)
		}
		if is != nil {
			c.count(is, n, 1)
		}
	}
	t.touch(c.topic, brand)
	if c.moved != nil {
		return c.moved(t, brand, was, is)
	}
	return nil
}

func (c *collection[T]) reindex(t *txn, x *index[T], brand A.ID, key []byte, was, is *T) error {
	b, err := t.bucket(brand, x.name)
	if err != nil {
		return err
	}
	b.FillPercent = 0.9
	old, now := x.all(was, key), x.all(is, key)
	for _, k := range old {
		if !slices.ContainsFunc(now, func(n []byte) bool { return bytes.Equal(k, n) }) {
			if err := b.Delete(k); err != nil {
				return fmt.Errorf("indexing %s: %w", x.name, err)
			}
		}
	}
	for _, k := range now {
		if slices.ContainsFunc(old, func(o []byte) bool { return bytes.Equal(k, o) }) {
			continue
		}
		if x.unique && b.Get(k) != nil {
			return fmt.Errorf("indexing %s: %w", x.name, A.ErrTaken)
		}
		if err := b.Put(k, x.value(key)); err != nil {
			return fmt.Errorf("indexing %s: %w", x.name, err)
		}
	}
	return nil
}

// all are the index keys of a record in full.
func (x *index[T]) all(v *T, key []byte) [][]byte {
	if v == nil {
		return nil
	}
	var out [][]byte
	x.keys(v, func(k []byte) {
		if !x.unique {
			k = append(k[:len(k):len(k)], key...)
		}
		out = append(out, k)
	})
	return out
}

func (x *index[T]) value(key []byte) []byte {
	if x.unique {
		return key
	}
	return nil
}

// each walks the records of a brand in the order of their keys until fn returns false.
func (c *collection[T]) each(t *txn, brand A.ID, fn func(v *T) (bool, error)) error {
	b, err := c.open(t, brand)
	if b == nil || err != nil {
		return err
	}
	cur := b.Cursor()
	for k, raw := cur.First(); k != nil; k, raw = cur.Next() {
		v, err := c.read(raw)
		if err != nil {
			return err
		}
		if more, err := fn(v); !more || err != nil {
			return err
		}
	}
	return nil
}

// list reads all records of the brands: for collections that stay small.
func (c *collection[T]) list(t *txn, brands ...A.ID) ([]T, error) {
	var out []T
	for _, brand := range brands {
		err := c.each(t, brand, func(v *T) (bool, error) {
			out = append(out, *v)
			return true, nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
