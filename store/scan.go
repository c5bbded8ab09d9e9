package store

import (
	"bytes"

	bolt "go.etcd.io/bbolt"

	A "vocero/accounts"
)

// strand is one run of keys in one bucket of one brand: those with a prefix. Its keys without the prefix are what is merged.
type strand struct {
	brand  A.ID
	prefix []byte
	cur    *bolt.Cursor
	key    []byte // without the prefix; nil at the end
	val    []byte
}

func (s *strand) take(k, v []byte) {
	if k == nil || !bytes.HasPrefix(k, s.prefix) {
		s.key = nil
		return
	}
	s.key, s.val = k[len(s.prefix):], v
}

// braid merges strands by key, upwards or downwards: the lists over all brands and over several states.
type braid struct {
	strands []*strand
	down    bool
	last    *strand
}

// add takes the keys with a prefix from a bucket of a brand; a bucket that does not exist is empty.
func (b *braid) add(t *txn, brand A.ID, bucket string, prefix []byte) error {
	bk, err := t.bucket(brand, bucket)
	if bk != nil {
		b.strands = append(b.strands, &strand{brand: brand, prefix: prefix, cur: bk.Cursor()})
	}
	return err
}

// seek goes to the first key behind a place, not the place itself; nil is before everything.
func (b *braid) seek(at []byte, down bool) {
	b.down, b.last = down, nil
	for _, s := range b.strands {
		if down {
			s.take(s.below(at))
		} else {
			s.take(s.above(at))
		}
	}
}

func (s *strand) above(at []byte) (k, v []byte) {
	full := join(s.prefix, at)
	if len(full) == 0 {
		return s.cur.First()
	}
	if k, v = s.cur.Seek(full); at != nil && bytes.Equal(k, full) {
		return s.cur.Next()
	}
	return k, v
}

func (s *strand) below(at []byte) (k, v []byte) {
	end := join(s.prefix, at)
	if at == nil {
		end = after(s.prefix)
	}
	if end == nil {
		return s.cur.Last()
	}
	if k, _ = s.cur.Seek(end); k == nil {
		return s.cur.Last()
	}
	return s.cur.Prev()
}

// next is the next key in the order of the walk, without its prefix; nil at the end. It is valid until the following call.
func (b *braid) next() (brand A.ID, key, val []byte) {
	if s := b.last; s != nil {
		if b.down {
			s.take(s.cur.Prev())
		} else {
			s.take(s.cur.Next())
		}
	}
	b.last = nil
	for _, s := range b.strands {
		if s.key == nil {
			continue
		}
		if b.last == nil || (bytes.Compare(s.key, b.last.key) < 0) != b.down {
			b.last = s
		}
	}
	if b.last == nil {
		return "", nil, nil
	}
	return b.last.brand, b.last.key, b.last.val
}

// any tells whether there is a key behind a place.
func (b *braid) any(at []byte, down bool) bool {
	b.seek(at, down)
	_, k, _ := b.next()
	return k != nil
}
