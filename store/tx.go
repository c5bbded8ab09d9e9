package store

import (
	"errors"
	"fmt"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	A "vocero/accounts"
)

// desk is the "brand" under which the records of the whole desk lie. No ULID is "_".
const desk A.ID = "_"

// Names of the buckets outside the brands.
var (
	rootKey = []byte("v1")
	metaKey = []byte("meta")
)

type place struct {
	brand A.ID
	name  string
}

// txn is one transaction with what belongs to it: the buckets met so far, and for a writing one the changes of counters, the
// images for undo, the journal entries and the topics that changed, all written by finish before the commit.
type txn struct {
	s       *Store
	tx      *bolt.Tx
	now     time.Time
	root    *bolt.Bucket
	buckets map[place]*bolt.Bucket
	counts  map[A.ID]*counts
	changed map[A.Changed]struct{}
	entries []A.Entry
	undo    *undoing
}

func (s *Store) newTxn(tx *bolt.Tx) *txn {
	return &txn{s: s, tx: tx, now: s.now(), root: tx.Bucket(rootKey), buckets: map[place]*bolt.Bucket{}}
}

// newID is an id that sorts behind all that the file has. They are looked up before the first one is made and not at the start: on a
// large file that has not been read for a while it is some thirty pages, each from another place of the disk.
func (t *txn) newID() A.ID {
	if !t.s.seen {
		for _, brand := range t.brandIDs() {
			for _, name := range t.s.born {
				if b := t.root.Bucket([]byte(brand)).Bucket([]byte(name)); b != nil {
					k, _ := b.Cursor().Last()
					t.s.ids.Seen(keyID(k))
				}
			}
		}
		t.s.seen = true
	}
	return t.s.ids.New(t.now)
}

// view runs a read. What it reads must be decoded or copied before it returns.
func (s *Store) view(fn func(*txn) error) error {
	err := guarded(func() error {
		return s.db.View(func(tx *bolt.Tx) error { return fn(s.newTxn(tx)) })
	})
	if errors.Is(err, berrors.ErrDatabaseNotOpen) {
		return fmt.Errorf("reading the desk: it is closed: %w", A.ErrBusy)
	}
	return err
}

// ErrBroken is the cause of every write after a commit has failed: what is on disk must be looked at before anything is added.
var ErrBroken = errors.New("a write to the disk failed; free some space, then close and open the desk")

// errNothing ends a writing transaction that has nothing to write, so that it costs no sync of the disk.
var errNothing = errors.New("nothing to write")

// update runs one writing transaction: fence, act, counters, undo, journal, commit, then tell who listens. An error of fn leaves
// everything as it was. An error of the commit makes the store refuse writes until it is opened again.
func (s *Store) update(fn func(*txn) error) error {
	return guarded(func() error { return s.write(fn) })
}

func (s *Store) write(fn func(*txn) error) error {
	if s.o.ReadOnly {
		return fmt.Errorf("writing to the desk: it is open for reading only: %w", A.ErrBusy)
	}
	if s.broken.Load() {
		return fmt.Errorf("writing to the desk: %w", ErrBroken)
	}
	tx, err := s.db.Begin(true)
	if err != nil {
		return fmt.Errorf("writing to the desk: it is closed: %w", A.ErrBusy)
	}
	defer func() { _ = tx.Rollback() }() // After a commit that went well it does nothing.
	t := s.newTxn(tx)
	t.counts, t.changed = map[A.ID]*counts{}, map[A.Changed]struct{}{}
	if err := s.fence(tx); err != nil {
		return err
	}
	if err := fn(t); errors.Is(err, errNothing) {
		return nil
	} else if err != nil {
		return err
	}
	if err := t.finish(); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		s.broken.Store(true)
		return fmt.Errorf("writing to the desk: %w: %w", err, ErrBroken)
	}
	s.tell(t.changed)
	return nil
}

// fence refuses a writer whose place another one has taken: its epoch is old.
func (s *Store) fence(tx *bolt.Tx) error {
	if e := readEpoch(tx); e != s.epoch {
		return fmt.Errorf("writing to the desk: epoch %d has given way to %d: %w", s.epoch, e, A.ErrBusy)
	}
	return nil
}

// finish writes what a transaction gathered.
func (t *txn) finish() error {
	if err := t.flushUndo(); err != nil {
		return err
	}
	if err := t.flushCounts(); err != nil {
		return err
	}
	return t.flushJournal()
}

// bucket finds a bucket of a brand; nil when it does not exist. A writing transaction makes it.
func (t *txn) bucket(brand A.ID, name string) (*bolt.Bucket, error) {
	p := place{brand, name}
	if b, ok := t.buckets[p]; ok {
		return b, nil
	}
	home := t.root.Bucket([]byte(brand))
	var err error
	if t.tx.Writable() {
		if home == nil {
			if home, err = t.root.CreateBucket([]byte(brand)); err != nil {
				return nil, fmt.Errorf("making the bucket of %s: %w", brand, err)
			}
		}
		b, err := home.CreateBucketIfNotExists([]byte(name))
		if err != nil {
			return nil, fmt.Errorf("making the bucket %s: %w", name, err)
		}
		t.buckets[p] = b
		return b, nil
	}
	if home == nil {
		return nil, nil
	}
	b := home.Bucket([]byte(name))
	t.buckets[p] = b
	return b, nil
}

// forget drops the buckets of a brand that was erased.
func (t *txn) forget(brand A.ID) {
	for p := range t.buckets {
		if p.brand == brand {
			delete(t.buckets, p)
		}
	}
	delete(t.counts, brand)
}

// brandIDs are the brands of the store, oldest first.
func (t *txn) brandIDs() []A.ID {
	var ids []A.ID
	c := t.root.Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		if v == nil && string(k) != string(desk) {
			ids = append(ids, A.ID(k))
		}
	}
	return ids
}

// scope are the brands of a query: the one named, or all.
func (t *txn) scope(brand A.ID) []A.ID {
	if brand != "" {
		return []A.ID{brand}
	}
	return t.brandIDs()
}

func (t *txn) touch(topic A.Topic, brand A.ID) {
	if brand == desk {
		brand = ""
	}
	if topic != "" {
		t.changed[A.Changed{Topic: topic, Brand: brand}] = struct{}{}
	}
}
