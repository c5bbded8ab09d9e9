package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"

	A "vocero/accounts"
)

// Bounds of what can be taken back.
const (
	undoDepth = 200
	undoBytes = 16 << 20 // of all images
	undoEach  = 4 << 20  // of one act; a larger one cannot be taken back
	undoMerge = time.Minute
)

// imprint is a record as it was before an act: enough to put it back, and to see whether somebody else changed it since.
type imprint struct {
	Table string   `cbor:"1,keyasint"`
	Brand A.ID     `cbor:"2,keyasint"`
	Key   []byte   `cbor:"3,keyasint"`
	Old   []byte   `cbor:"4,keyasint,omitempty"` // none: there was no record
	After [16]byte `cbor:"5,keyasint"`           // stamp of the record the act left; zero: it removed it
}

// undone is one act of a person that can be taken back.
type undone struct {
	Act     string    `cbor:"1,keyasint"`
	Brand   A.ID      `cbor:"2,keyasint"`
	Subject A.ID      `cbor:"3,keyasint"`
	At      time.Time `cbor:"4,keyasint"`
	Each    bool      `cbor:"5,keyasint,omitempty"` // its records stand alone: one that changed since is left out
	Images  []imprint `cbor:"6,keyasint"`
}

// undoing gathers the images of the act of this transaction.
type undoing struct {
	undone
	merge bool
	index map[string]int
	bytes int
}

// undoable makes what follows in the transaction an act that can be taken back.
func (t *txn) undoable(act string, brand, subject A.ID) *undoing {
	t.undo = &undoing{undone: undone{Act: act, Brand: brand, Subject: subject, At: t.now}, index: map[string]int{}}
	return t.undo
}

// imprint keeps what a record was before the act, and the stamp of what it becomes.
func (t *txn) imprint(tb table, brand A.ID, key, old []byte, is any) error {
	u := t.undo
	if u == nil {
		return nil
	}
	stamp, err := tb.stamp(is)
	if err != nil {
		return err
	}
	at := tb.title() + "/" + string(brand) + "/" + string(key)
	i, ok := u.index[at]
	if !ok {
		i = len(u.Images)
		u.index[at] = i
		u.Images = append(u.Images, imprint{Table: tb.title(), Brand: brand, Key: bytes.Clone(key), Old: bytes.Clone(old)})
		u.bytes += len(key) + len(old) + 64
	}
	u.Images[i].After = stamp
	return nil
}

// table is a collection, whatever its records are.
type table interface {
	title() string
	stamp(record any) ([16]byte, error)
	current(t *txn, im imprint) ([16]byte, error)
	restore(t *txn, im imprint) error
	verify(t *txn, brand A.ID, report func(A.Problem)) error
	export(t *txn, brand A.ID, line func(collection string, record any) error) error
}

// tables are all collections whose records can be restored, checked and exported.
func tables() []table {
	return []table{brands, accountsC, posts, revisions, deliveries, mentions, threads, cursors, formers, mediaC, requests, journal, snippets, links, said, costs, spent, people, inquiries, measured}
}

func tableOf(name string) table {
	for _, tb := range tables() {
		if tb.title() == name {
			return tb
		}
	}
	return nil
}

func (c *collection[T]) title() string { return c.name }

// stamp tells two versions of a record apart, leaving out what settle leaves out; zero is no record.
func (c *collection[T]) stamp(record any) (s [16]byte, err error) {
	v, ok := record.(*T)
	if !ok || v == nil {
		return s, nil
	}
	r := *v
	if c.settle != nil {
		r = c.settle(r)
	}
	raw, err := encode(r)
	if err != nil {
		return s, err
	}
	sum := sha256.Sum256(raw)
	return [16]byte(sum[:]), nil
}

func (c *collection[T]) current(t *txn, im imprint) ([16]byte, error) {
	v, err := c.get(t, im.Brand, im.Key)
	if err != nil {
		return [16]byte{}, err
	}
	return c.stamp(v)
}

// restore puts an image back through the same door as every change, so that indexes and counters follow.
func (c *collection[T]) restore(t *txn, im imprint) error {
	if len(im.Old) == 0 {
		return c.drop(t, im.Brand, im.Key)
	}
	v, err := c.read(im.Old)
	if err != nil {
		return err
	}
	if c.revive != nil {
		now, err := c.get(t, im.Brand, im.Key)
		if err != nil {
			return err
		}
		if now != nil {
			c.revive(v, now)
		}
	}
	return c.put(t, v)
}

// flushUndo pushes the act of a transaction on the stack.
func (t *txn) flushUndo() error {
	u := t.undo
	t.undo = nil
	if u == nil || len(u.Images) == 0 || u.bytes > undoEach {
		return nil
	}
	b, err := t.bucket(desk, undoName)
	if err != nil {
		return err
	}
	if u.merge {
		if merged, err := t.mergeUndo(u); merged || err != nil {
			return err
		}
	}
	seq, err := b.NextSequence()
	if err != nil {
		return err
	}
	raw, err := encode(u.undone)
	if err != nil {
		return err
	}
	if err := b.Put(seqKey(seq), raw); err != nil {
		return err
	}
	return trimUndo(b, seq, len(raw))
}

// mergeUndo makes an act one step with the newest one on the stack, where it goes on with it.
func (t *txn) mergeUndo(u *undoing) (bool, error) {
	key, last, err := t.lastUndo()
	if err != nil || last == nil || !u.joins(last, t.now) || !sameRecords(last.Images, u.Images) {
		return false, err
	}
	for i := range last.Images {
		last.Images[i].After = u.Images[i].After
	}
	raw, err := encode(last)
	if err != nil {
		return false, err
	}
	b, err := t.bucket(desk, undoName)
	if err != nil {
		return false, err
	}
	return true, b.Put(key, raw)
}

func sameRecords(a, b []imprint) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Table != b[i].Table || !bytes.Equal(a[i].Key, b[i].Key) {
			return false
		}
	}
	return true
}

// undoSmall is the size of an act, in bytes, up to which two hundred of them need not be added up.
const undoSmall = undoBytes / undoDepth

// trimUndo forgets the oldest acts beyond the bounds, after one of a size was pushed. The keys have no gaps.
func trimUndo(b *bolt.Bucket, seq uint64, size int) error {
	keep := uint64(1)
	if seq > undoDepth {
		keep = seq - undoDepth + 1
	}
	c := b.Cursor()
	if size > undoSmall {
		sum := 0
		for k, v := c.Last(); k != nil; k, v = c.Prev() {
			if sum += len(v); sum > undoBytes {
				keep = max(keep, binary.BigEndian.Uint64(k)+1)
				break
			}
		}
	}
	for k, _ := c.First(); k != nil && binary.BigEndian.Uint64(k) < keep; k, _ = c.First() {
		if err := b.Delete(bytes.Clone(k)); err != nil {
			return err
		}
	}
	return nil
}

// lastUndo is the newest act on the stack; nil when there is none.
func (t *txn) lastUndo() ([]byte, *undone, error) {
	b, err := t.bucket(desk, undoName)
	if b == nil || err != nil {
		return nil, nil, err
	}
	k, raw := b.Cursor().Last()
	if k == nil {
		return nil, nil, nil
	}
	u := new(undone)
	return bytes.Clone(k), u, decode(raw, u)
}

// Undo takes back the newest thing: what is about to leave first, then the newest change on this desk. The error wraps
// A.ErrNotFound when there is nothing, and A.ErrStale when the newest change cannot be taken back because a record has changed
// since; that change is then off the stack, so that the next call reaches the one before. It wraps A.ErrTaking where a network has
// to give something back first: the change is taken back when it has.
func (s *Store) Undo() (out A.Undone, err error) {
	stale, taking := false, false
	err = s.update(func(t *txn) error {
		if d, err := t.newestLeaving(); err != nil || d != nil {
			if err == nil {
				out, err = t.takeBack(d)
			}
			return err
		}
		key, u, err := t.lastUndo()
		if err != nil {
			return err
		}
		if u == nil {
			return fmt.Errorf("taking back: %w", A.ErrNotFound)
		}
		out = A.Undone{Act: u.Act, Brand: u.Brand, Subject: u.Subject}
		b, err := t.bucket(desk, undoName)
		if err != nil {
			return err
		}
		if err := b.Delete(key); err != nil {
			return err
		}
		if err := b.SetSequence(binary.BigEndian.Uint64(key) - 1); err != nil { // No gaps: the keys count the acts.
			return err
		}
		if taking, err = t.undoHanded(u); taking || err != nil {
			return err
		}
		if back, err := t.undoByHand(u); back || err != nil {
			return err
		}
		n, err := t.restoreAll(u)
		if stale = n == 0; err == nil && !stale {
			t.note("undo."+u.Act, u.Brand, "", u.Subject, "")
		}
		return err
	})
	if err == nil && taking {
		err = fmt.Errorf("taking back %s: %w", out.Act, A.ErrTaking)
	}
	if err == nil && stale {
		err = fmt.Errorf("taking back %s: %w; the one before it is next", out.Act, A.ErrStale)
	}
	return out, err
}

// restoreAll puts the images of an act back and tells how many; an act whose records hang together is restored whole or not.
func (t *txn) restoreAll(u *undone) (n int, err error) {
	fit := make([]bool, len(u.Images))
	for i, im := range u.Images {
		tb := tableOf(im.Table)
		if tb == nil {
			continue
		}
		now, err := tb.current(t, im)
		if err != nil {
			return 0, err
		}
		if fit[i] = now == im.After && t.harmless(im); !fit[i] && !u.Each {
			return 0, nil
		}
	}
	for i := len(u.Images) - 1; i >= 0; i-- {
		if !fit[i] {
			continue
		}
		if err := tableOf(u.Images[i].Table).restore(t, u.Images[i]); err != nil {
			return n, err
		}
		n++
	}
	if slices.ContainsFunc(u.Images, func(im imprint) bool { return im.Table == posts.name }) {
		return n, t.nameAgain(u.Brand) // What came back names people as they are called now.
	}
	return n, nil
}

// undoLead is how far away the hour of a delivery must be for an undo to bring it back: nothing may leave by surprise.
const undoLead = 10 * time.Minute

// harmless tells whether an image can be put back without sending anything within the next minutes.
func (t *txn) harmless(im imprint) bool {
	if im.Table != deliveries.name {
		return true
	}
	now, err := deliveries.get(t, im.Brand, im.Key)
	handed := now != nil && now.State == A.Handed
	if err != nil || len(im.Old) == 0 {
		return err == nil && !handed // What a network has is never forgotten.
	}
	d, err := deliveries.read(im.Old)
	if err != nil {
		return false
	}
	waits := claimable(d) || d.State == A.Handed
	if handed && !waits {
		return false
	}
	return !waits || leaves(d).After(t.now.Add(undoLead))
}

// NextUndo says what Undo would take back; Act is "" when there is nothing.
func (s *Store) NextUndo() (out A.Undoable, err error) {
	err = s.view(func(t *txn) error {
		d, err := t.newestLeaving()
		if d != nil {
			out = A.Undoable{Act: "delivery.cancelled", Brand: d.Brand, Subject: d.ID, Cools: coolUntil(d, t.now)}
		}
		if d != nil || err != nil {
			return err
		}
		_, u, err := t.lastUndo()
		if u != nil {
			out = A.Undoable{Act: u.Act, Brand: u.Brand, Subject: u.Subject}
		}
		return err
	})
	return out, err
}

// mergesUndo tells whether the act of this transaction will become one step with the newest one on the stack.
func (t *txn) mergesUndo() (bool, error) {
	_, last, err := t.lastUndo()
	return err == nil && last != nil && t.undo.joins(last, t.now), err
}

// joins tells whether an act goes on with an earlier one: the same thing done to the same record within a minute.
func (u *undoing) joins(last *undone, now time.Time) bool {
	age := now.Sub(last.At)
	return u.merge && last.Act == u.Act && last.Subject == u.Subject && age >= 0 && age < undoMerge
}
