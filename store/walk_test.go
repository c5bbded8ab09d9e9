package store

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	A "vocero/accounts"
)

// TestPagesThatLeadBack closes a circle of pages: the check says so, and does not take the program with it.
func TestPagesThatLeadBack(t *testing.T) {
	d := newDesk(t)
	for range 300 {
		d.post(strings.Repeat("pan ", 100), d.pan)
	}
	d.sound()
	home := d.Home()
	d.ok(d.Close())
	file := filepath.Join(home, fileName)
	raw, err := os.ReadFile(file)
	d.ok(err)
	bent := 0
	size := os.Getpagesize()
	for at := 2 * size; at+size <= len(raw); at += size { // Every branch leads to itself.
		p := raw[at : at+size]
		if binary.LittleEndian.Uint64(p) == uint64(at/size) && binary.LittleEndian.Uint16(p[8:]) == branchPage {
			binary.LittleEndian.PutUint64(p[pageHead+8:], uint64(at/size))
			bent++
		}
	}
	if bent == 0 {
		t.Fatal("the file has no branch: the test sees nothing")
	}
	d.ok(os.WriteFile(file, raw, 0o600))
	if err := verifyCopy(file); !errors.Is(err, A.ErrDamaged) {
		t.Errorf("a copy whose pages lead back: %v", err)
	}
	db, err := bolt.Open(file, 0o600, &bolt.Options{ReadOnly: true})
	d.ok(err)
	defer func() { d.ok(db.Close()) }()
	problems, err := (&Store{home: home, o: Options{ReadOnly: true, Now: d.clock.now}, db: db}).Check()
	d.ok(err)
	if len(problems) == 0 || problems[0].Where != "bbolt" {
		t.Errorf("the check finds %+v", problems)
	}
}
