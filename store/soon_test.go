package store

import (
	"errors"
	"fmt"
	"testing"

	bolt "go.etcd.io/bbolt"

	A "vocero/accounts"
)

// TestADeskThatOpensSoonIsOwnedAllTheSame reads and writes at once, and opens the desk again: every owner has an epoch of its own.
func TestADeskThatOpensSoonIsOwnedAllTheSame(t *testing.T) {
	home := t.TempDir()
	for epoch := uint64(1); epoch < 5; epoch++ {
		s, err := Open(home, Options{Soon: true})
		if err != nil {
			t.Fatal(err)
		}
		if bs, err := s.Brands(); err != nil || len(bs) != int(epoch)-1 {
			t.Fatalf("owner %d finds %d brands: %v", epoch, len(bs), err)
		}
		if s.Epoch() != epoch {
			t.Errorf("owner %d has epoch %d", epoch, s.Epoch())
		}
		if _, err := s.PutBrand(A.Brand{Name: fmt.Sprint("Panadería ", epoch), Letter: A.Letter("abcdef"[epoch : epoch+1]), Zone: "Europe/Madrid"}); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		db, err := bolt.Open(s.path(), 0o600, nil)
		if err != nil {
			t.Fatal(err)
		}
		_ = db.View(func(tx *bolt.Tx) error {
			if e := readEpoch(tx); e != epoch {
				t.Errorf("after owner %d the file says %d", epoch, e)
			}
			return nil
		})
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestADeskThatOpensSoonAndClosesIsWhole closes before anything was written.
func TestADeskThatOpensSoonAndClosesIsWhole(t *testing.T) {
	home := t.TempDir()
	for range 20 {
		s, err := Open(home, Options{Soon: true})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	s, err := Open(home, Options{})
	if err != nil || s.Epoch() != 21 {
		t.Fatalf("epoch %d: %v", s.Epoch(), err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestAnOwnerTheDiskDidNotConfirmWritesNothing has the commit of the new owner lost: the fence refuses what it would write.
func TestAnOwnerTheDiskDidNotConfirmWritesNothing(t *testing.T) {
	s, err := Open(t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	s.epoch++ // As after a commit that failed.
	if _, err := s.PutBrand(A.Brand{Name: "Bar Norte", Letter: "b", Zone: "Europe/Madrid"}); !errors.Is(err, A.ErrBusy) {
		t.Errorf("it writes: %v", err)
	}
}
