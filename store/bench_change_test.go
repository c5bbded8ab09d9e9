package store

import (
	"bytes"
	"errors"
	"fmt"
	"testing"

	bolt "go.etcd.io/bbolt"

	A "vocero/accounts"
)

// BenchmarkChange judges one mention, and then makes the same changes to the same keys with bare transactions: the record, its place
// in the inbox, its tag, the counters, and as many bytes of undo and journal.
func BenchmarkChange(b *testing.B) {
	s, of := filled(b)
	page, err := s.MentionPage(A.MentionQuery{Brand: of[0].Brand}, "", 200)
	if err != nil || len(page.Items) == 0 {
		b.Fatal(err)
	}
	n := len(page.Items)
	b.Run("done", func(b *testing.B) {
		for i := range b.N {
			st := A.MentionState(i / n % 2 * int(A.Done))
			if err := s.SetMention([]A.ID{page.Items[i%n].ID}, A.MentionUpdate{State: &st, AddTags: []string{fmt.Sprint("t", i%2)}}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("bare", func(b *testing.B) {
		home := string(of[0].Brand)
		for i := range b.N {
			m := page.Items[i%n]
			if i/n%2 == 1 {
				m.State = A.Done
			}
			m.Tags = []string{fmt.Sprint("t", i%2)}
			raw, err := mentions.write(&m)
			if err != nil {
				b.Fatal(err)
			}
			if err := s.db.Update(func(tx *bolt.Tx) error { return bareChange(tx, home, &m, raw, uint64(i)) }); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// bareChange puts one mention from one shelf to the other.
func bareChange(tx *bolt.Tx, home string, m *A.Mention, raw []byte, i uint64) error {
	root := tx.Bucket(rootKey)
	brand := root.Bucket([]byte(home))
	bare, err := root.CreateBucketIfNotExists([]byte("bare"))
	if err != nil {
		return err
	}
	other := *m
	other.State = A.Done - m.State
	errs := []error{brand.Bucket([]byte(mentions.name)).Put(mentions.key(m), raw)}
	for k := range 2 {
		x := &mentions.indexes[k]
		bk := brand.Bucket([]byte(x.name))
		for _, key := range x.all(&other, mentions.key(m)) {
			errs = append(errs, bk.Delete(key))
		}
		for _, key := range x.all(m, mentions.key(m)) {
			errs = append(errs, bk.Put(key, nil))
		}
	}
	counts := brand.Bucket([]byte(countsName))
	errs = append(errs, counts.Put(countsKey, bytes.Clone(counts.Get(countsKey))))
	for name, size := range map[string]int{"undo": len(raw) + 120, "journal": 260, "journal.brand": 0} {
		bk, err := bare.CreateBucketIfNotExists([]byte(name))
		errs = append(errs, err, bk.Put(seqKey(i), make([]byte, size)))
		if name == "undo" && i >= undoDepth {
			errs = append(errs, bk.Delete(seqKey(i-undoDepth)))
		}
	}
	return errors.Join(errs...)
}
