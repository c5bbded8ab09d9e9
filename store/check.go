package store

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt"

	A "vocero/accounts"
)

// Check looks the whole store over in one reading transaction: bbolt's pages, every index and counter against the records, the
// search text against the mentions, the journal's chain. No problems is a sound store.
func (s *Store) Check() (out []A.Problem, err error) {
	report := func(p A.Problem) { out = append(out, p) }
	circle := false
	err = s.view(func(t *txn) error {
		return guarded(func() error {
			if err := walkPages(t.tx); errors.Is(err, A.ErrDamaged) {
				circle = true // What leads back cannot be read any further.
				report(A.Problem{Where: "bbolt", Detail: err.Error()})
				return nil
			} else if err != nil {
				return err
			}
			for err := range t.tx.Check() {
				report(A.Problem{Where: "bbolt", Detail: err.Error()})
			}
			for _, brand := range append(t.brandIDs(), desk) {
				t.counts = map[A.ID]*counts{}
				for _, tb := range tables() {
					if err := tb.verify(t, brand, report); err != nil {
						return err
					}
				}
				if err := t.checkBrandSums(brand, report); err != nil {
					return err
				}
			}
			return nil
		})
	})
	if err == nil && !circle {
		if jerr := s.VerifyJournal(); errors.Is(jerr, A.ErrDamaged) {
			report(A.Problem{Where: "journal", Detail: jerr.Error()})
		} else {
			err = jerr
		}
	}
	return out, err
}

// verify holds the indexes of a collection against its records, both ways, and gathers its counts in t.counts.
func (c *collection[T]) verify(t *txn, brand A.ID, report func(A.Problem)) error {
	b, err := c.open(t, brand)
	if err != nil {
		return err
	}
	want := make([]int, len(c.indexes))
	if b != nil {
		cur := b.Cursor()
		for k, raw := cur.First(); k != nil; k, raw = cur.Next() {
			v, err := c.read(raw)
			if err != nil {
				report(A.Problem{Where: c.name, Key: hex.EncodeToString(k), Detail: err.Error()})
				continue
			}
			if err := c.verifyOne(t, brand, k, raw, v, want, report); err != nil {
				return err
			}
		}
	}
	for i := range c.indexes {
		x, err := t.bucket(brand, c.indexes[i].name)
		if err != nil {
			return err
		}
		if x == nil {
			continue
		}
		if n := keyCount(x); n != want[i] {
			report(A.Problem{Where: "index " + c.indexes[i].name, Detail: fmt.Sprintf("%d keys, %d records call for one", n, want[i])})
		}
	}
	return nil
}

func (c *collection[T]) verifyOne(t *txn, brand A.ID, k, raw []byte, v *T, want []int, report func(A.Problem)) error {
	if !bytes.Equal(k, c.key(v)) || c.place(v) != brand {
		report(A.Problem{Where: c.name, Key: hex.EncodeToString(k), Detail: "the record lies under another key than its own"})
	}
	if c.head != nil && raw[0] != c.head(v) {
		report(A.Problem{Where: c.name, Key: hex.EncodeToString(k), Detail: "its head is not of its content"})
	}
	if c.count != nil {
		c.count(v, t.countsOf(brand), 1)
	}
	for i := range c.indexes {
		x := &c.indexes[i]
		ib, err := t.bucket(brand, x.name)
		if err != nil {
			return err
		}
		for _, key := range x.all(v, k) {
			want[i]++
			if !hasKey(ib, key, x.value(k)) {
				report(A.Problem{Where: "index " + x.name, Key: hex.EncodeToString(k), Detail: "the record is not in it"})
			}
		}
	}
	return nil
}

// hasKey tells whether a bucket holds a key with a value.
func hasKey(b *bolt.Bucket, key, val []byte) bool {
	if b == nil {
		return false
	}
	k, v := b.Cursor().Seek(key)
	return bytes.Equal(k, key) && bytes.Equal(v, val)
}

// checkBrandSums holds counters, references to files and search text of a brand against its records.
func (t *txn) checkBrandSums(brand A.ID, report func(A.Problem)) error {
	if brand == desk {
		return nil
	}
	docs, err := t.checkText(brand, report)
	if err != nil {
		return err
	}
	sum := t.countsOf(brand)
	sum[countDocs] = int64(docs)
	have, err := t.readCounts(brand)
	if err != nil {
		return err
	}
	for i := range have {
		if have[i] != sum[i] {
			report(A.Problem{Where: "counter", Key: fmt.Sprintf("%s/%d", brand, i), Detail: fmt.Sprintf("%d is kept, %d counted", have[i], sum[i])})
		}
	}
	if err := t.checkCosts(brand, report); err != nil {
		return err
	}
	return t.checkMedia(brand, report)
}

// checkText holds the numbers of the search text and the reach of the runs against each other and the mentions.
func (t *txn) checkText(brand A.ID, report func(A.Problem)) (n int, err error) {
	folded, err := t.bucket(brand, foldedName)
	if folded == nil || err != nil {
		return 0, err
	}
	records, err := mentions.open(t, brand)
	if err != nil {
		return 0, err
	}
	var last []byte
	c := folded.Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		switch {
		case binary.BigEndian.Uint32(k) != uint32(n):
			report(A.Problem{Where: "search text", Key: hex.EncodeToString(k), Detail: "a number is missing"})
		case len(v) < idLen || records == nil || records.Get(v[:idLen]) == nil:
			report(A.Problem{Where: "search text", Key: hex.EncodeToString(k), Detail: "its mention is not there"})
		case bytes.Compare(v[:idLen], last) <= 0:
			report(A.Problem{Where: "search text", Key: hex.EncodeToString(k), Detail: "its order is not that of the mentions"})
		}
		last = v[:min(idLen, len(v))]
		n++
	}
	return n, t.checkRuns(brand, n, report)
}

func (t *txn) checkRuns(brand A.ID, docs int, report func(A.Problem)) error {
	words, err := t.bucket(brand, wordsName)
	if words == nil || err != nil {
		return err
	}
	reach := uint32(0)
	c := words.Cursor()
	for k, _ := c.First(); k != nil; k, _ = c.Next() {
		if binary.BigEndian.Uint32(k) != reach {
			report(A.Problem{Where: "word index", Key: hex.EncodeToString(k), Detail: "a run does not follow the one before it"})
		}
		reach = binary.BigEndian.Uint32(k) + sizeOf(words.Bucket(k))
	}
	if int(reach) != docs {
		report(A.Problem{Where: "word index", Detail: fmt.Sprintf("it reaches %d of %d mentions", reach, docs)})
	}
	return nil
}

// checkMedia counts the posts that hold each file.
func (t *txn) checkMedia(brand A.ID, report func(A.Problem)) error {
	held := map[string]int64{}
	err := posts.each(t, brand, func(p *A.Post) (bool, error) {
		for _, sha := range mediaOf(p) {
			held[sha]++
		}
		return true, nil
	})
	if err != nil {
		return err
	}
	return mediaC.each(t, brand, func(m *mediaRecord) (bool, error) {
		if m.Refs != held[m.SHA256] {
			report(A.Problem{Where: "media", Key: m.SHA256, Detail: fmt.Sprintf("%d posts are kept, %d hold it", m.Refs, held[m.SHA256])})
		}
		return true, nil
	})
}
