package store

import (
	"bytes"
	"errors"
	"testing"

	A "vocero/accounts"
)

// What changes nothing costs no transaction: an idle desk does not write.
func TestNothingNewIsNotWritten(t *testing.T) {
	d := newDesk(t)
	d.hear(d.pan, 1, "hola")
	p := d.post("hola", d.pan)
	d.ok(d.PutState("tab", []byte("2")))
	r := A.Request{Account: d.pan.ID, What: A.RequestSync}
	id, err := d.Ask(r)
	d.ok(err)
	before := d.lastTx()
	for name, fn := range map[string]func() error{
		"an empty poll": func() error {
			n, err := d.PutInbox(d.pan.ID, nil, "2", false)
			if n != 0 {
				t.Errorf("%d new", n)
			}
			return err
		},
		"the same draft": func() error {
			q, err := d.SavePost(p)
			if q.Revision != p.Revision {
				t.Errorf("revision %d, want %d", q.Revision, p.Revision)
			}
			return err
		},
		"the same state":   func() error { return d.PutState("tab", []byte("2")) },
		"no state":         func() error { return d.PutState("none", nil) },
		"nobody to wake":   func() error { _, err := d.WakeSnoozed(d.clock.now(), 9); return err },
		"an answered one":  func() error { return d.Answered("01ARZ3NDEKTSV4RRFFQ69G5FAV") },
		"nothing to merge": func() error { _, err := d.MergeRuns(t.Context()); return err },
		"nothing to sweep": func() error { _, err := d.SweepMedia(d.clock.now()); return err },
		"a waiting request": func() error {
			again, err := d.Ask(r)
			if again != id {
				t.Errorf("asked again as %q, want %q", again, id)
			}
			return err
		},
	} {
		if err := fn(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if now := d.lastTx(); now != before {
			t.Errorf("%s was written", name)
			before = now
		}
	}
}

func TestWhatIsReadOfAnAccountDoesNotUnblockIt(t *testing.T) {
	d := newDesk(t)
	seen := d.pan
	d.ok(d.BlockAccount(d.pan.ID, &A.Fault{Code: A.CodeAuth}))
	seen.Name, seen.Fault = A.LineText("Panadería Luz"), nil
	got, err := d.PutAccount(seen)
	d.ok(err)
	if got.State != A.AccountBlocked || got.Fault == nil || got.Name != seen.Name {
		t.Errorf("it is %s, fault %v, called %s", got.State, got.Fault, got.Name)
	}
}

func TestTheStackIsBoundedInBytes(t *testing.T) {
	d := newDesk(t)
	big := bytes.Repeat([]byte{1}, 3<<20)
	for range 9 {
		d.ok(d.update(func(t *txn) error {
			u := t.undoable("mention.done", d.luz.ID, d.luz.ID)
			u.Each = true
			u.Images = []imprint{{Table: mentions.name, Brand: d.luz.ID, Key: idKey(d.luz.ID), Old: big, After: [16]byte{1}}}
			return nil
		}))
	}
	n := 0
	for {
		_, err := d.Undo()
		if errors.Is(err, A.ErrNotFound) {
			break
		}
		n++
	}
	if n != undoBytes/len(big) {
		t.Errorf("%d acts of 3 MiB are kept, want %d", n, undoBytes/len(big))
	}
}
