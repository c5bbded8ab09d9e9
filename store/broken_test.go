package store

import (
	"errors"
	"testing"
)

func TestABrokenStoreSaysSo(t *testing.T) {
	d := newDesk(t)
	if err := d.Broken(); err != nil {
		t.Fatalf("a sound store: %v", err)
	}
	d.db.MaxSize = 1 // The next page that is needed does not fit.
	if err := d.PutState("big", make([]byte, 8<<20)); !errors.Is(err, ErrBroken) {
		t.Fatalf("a commit that fails: %v", err)
	}
	if err := d.Broken(); !errors.Is(err, ErrBroken) {
		t.Errorf("after it: %v", err)
	}
	home := d.Home()
	d.ok(d.Close())
	if err := openTest(t, home, d.clock).Broken(); err != nil {
		t.Errorf("opened again: %v", err)
	}
}
