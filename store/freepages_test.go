package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	bolt "go.etcd.io/bbolt"
)

// listOf is where bbolt itself has its list of free pages: offset and length in bytes.
func listOf(t *testing.T, db *bolt.DB) (at, n int64) {
	t.Helper()
	size := int64(db.Info().PageSize)
	if err := db.View(func(tx *bolt.Tx) error {
		for id := 2; ; {
			p, err := tx.Page(id)
			if p == nil || err != nil {
				return err
			}
			if p.Type == "freelist" {
				at, n = int64(id)*size, int64(p.OverflowCount+1)*size
			}
			if id++; p.Type != "free" {
				id += p.OverflowCount
			}
		}
	}); err != nil {
		t.Fatal(err)
	}
	return at, n
}

// TestTheListOfFreePagesIsFound compares with what bbolt itself says, after one change and the next: its two meta pages take turns.
func TestTheListOfFreePagesIsFound(t *testing.T) {
	name := filepath.Join(t.TempDir(), "free.db")
	db, err := bolt.Open(name, 0o600, &bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	change := func(f func(b *bolt.Bucket) error) {
		t.Helper()
		if err := db.Update(func(tx *bolt.Tx) error {
			b, err := tx.CreateBucketIfNotExists([]byte("b"))
			if err != nil {
				return err
			}
			return f(b)
		}); err != nil {
			t.Fatal(err)
		}
		wantAt, wantLen := listOf(t, db)
		file, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		if at, n, ok := freePages(file); !ok || at != wantAt || n != wantLen {
			t.Errorf("the list is found at %d, %d bytes (%t), want %d and %d", at, n, ok, wantAt, wantLen)
		}
	}
	key := func(i int) []byte { return fmt.Appendf(nil, "%06d", i) }
	change(func(b *bolt.Bucket) error { return b.Put(key(0), nil) })
	for range 2 {
		change(func(b *bolt.Bucket) error {
			for i := range 5000 {
				if err := b.Put(key(i), make([]byte, 1500)); err != nil {
					return err
				}
			}
			return nil
		})
		change(func(b *bolt.Bucket) error {
			for i := range 4990 {
				if err := b.Delete(key(i)); err != nil {
					return err
				}
			}
			return nil
		})
		change(func(b *bolt.Bucket) error { return b.Put(key(1), nil) })
	}
}

// TestNoListOfFreePages hands over what bbolt would refuse, or keeps without a list.
func TestNoListOfFreePages(t *testing.T) {
	meta := func(page uint32, list, txn uint64) []byte {
		b := make([]byte, 4096)
		binary.LittleEndian.PutUint32(b[16:], boltMark)
		binary.LittleEndian.PutUint32(b[24:], page)
		binary.LittleEndian.PutUint64(b[48:], list)
		binary.LittleEndian.PutUint64(b[64:], txn)
		return b
	}
	for name, b := range map[string][]byte{
		"nothing": {}, "a text": bytes.Repeat([]byte("no desk "), 2000), "half a page": meta(4096, 2, 1)[:60],
		"no list": append(meta(4096, 1<<64-1, 1), meta(4096, 1<<64-1, 2)...), "behind the end": meta(4096, 9, 1),
		"far behind the end": meta(1<<31, 1<<39, 1), "pages of no bytes": meta(0, 2, 1), "page 0": meta(4096, 0, 1),
	} {
		if at, n, ok := freePages(bytes.NewReader(b)); ok {
			t.Errorf("%s has a list of free pages at %d, %d bytes", name, at, n)
		}
	}
}
