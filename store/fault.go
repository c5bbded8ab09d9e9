package store

import (
	"bytes"
	"errors"
	"fmt"

	A "vocero/accounts"
)

// deskFaultKey is where the fault of the whole desk lies, among the small values.
var deskFaultKey = []byte("fault")

// SetDeskFault keeps what stops the whole desk from publishing, as a clock that is wrong; nil: nothing does any more.
func (s *Store) SetDeskFault(f *A.Fault) error {
	return s.update(func(t *txn) error {
		b, err := t.bucket(desk, stateName)
		if err != nil {
			return err
		}
		old := b.Get(deskFaultKey)
		if f == nil {
			if old == nil {
				return errNothing
			}
			t.note("desk.sound", "", "", "", "")
			t.touch(A.TopicAccounts, desk)
			return b.Delete(deskFaultKey)
		}
		raw, err := encode(f)
		if err != nil {
			return err
		}
		if bytes.Equal(old, raw) {
			return errNothing
		}
		if old == nil {
			t.note("desk.fault", "", "", "", fmt.Sprintf("%s %s", f.Code, f.By))
		}
		t.touch(A.TopicAccounts, desk)
		return b.Put(deskFaultKey, raw)
	})
}

// DeskFault is what stops the whole desk from publishing; nil when nothing does.
func (s *Store) DeskFault() (f *A.Fault, err error) {
	err = s.view(func(t *txn) error {
		b, err := t.bucket(desk, stateName)
		if b == nil || err != nil {
			return err
		}
		raw := b.Get(deskFaultKey)
		if raw == nil {
			return nil
		}
		f = new(A.Fault)
		return decode(raw, f)
	})
	return f, err
}

// NotePreflights keeps what was found of deliveries before their hours: the Preflight of each. No state changes; one that is on its way,
// or has another hour meanwhile, is left as it is.
func (s *Store) NotePreflights(tried []A.Delivery) error {
	return s.update(func(t *txn) error {
		noted := false
		for _, x := range tried {
			d, err := deliveries.find(t, x.ID)
			if errors.Is(err, A.ErrNotFound) {
				continue
			}
			if err != nil {
				return err
			}
			if x.Preflight == nil || d.State != A.Scheduled && d.State != A.Waiting && d.State != A.Handed || !d.Due.Equal(x.Due) || d.Digest != x.Digest {
				continue
			}
			p := *x.Preflight
			p.At = stamp(p.At)
			d.Preflight, noted = &p, true
			if err := t.putDelivery(d); err != nil {
				return err
			}
		}
		if !noted {
			return errNothing
		}
		return nil
	})
}
