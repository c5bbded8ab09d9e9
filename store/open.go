package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	A "vocero/accounts"
	"vocero/accounts/guard"
)

// Schema is the version of the layout this program writes. A store of a higher one is refused.
const Schema = 3

// Names inside the home folder.
const (
	fileName     = "vocero.db"
	identityName = "identity.json"
	mediaName    = "media"
	snapshotName = "snapshots"
)

const (
	lockWait = time.Second // how long to wait for the other owner of the file
	maxSize  = 32 << 30    // bytes of the file, against a runaway filling the disk
	mapSize  = 1 << 30     // bytes mapped from the start, so that a growing file need not wait for readers
)

// Options are how a store is opened.
type Options struct {
	Now       func() time.Time // the clock; nil is time.Now
	ReadOnly  bool             // shares the file with other readers; every write is refused
	Practice  bool             // of a new store; an existing one must agree, else A.ErrPractice
	NoSync    bool             // no fsync: for tests and for filling a fresh practice desk only
	Hold      time.Duration    // how long what is sent by hand can be taken back; 0: A.DefaultHold, less: not at all
	MustExist bool             // a missing store is A.ErrNotFound instead of being made
	Soon      bool             // reading begins before the disk has confirmed the new owner; writing waits for that
	Spell     guard.Speller    // put into the facts of posts; nil: spelling is not looked at
}

// Store is the one file that holds the truth. Its methods may be called from any goroutine; readers never wait for writers.
type Store struct {
	home   string
	o      Options
	db     *bolt.DB
	id     Identity
	epoch  uint64
	ids    A.IDs
	born   []string // the collections whose keys are such ids
	seen   bool     // ids knows those that the file has; only the one writer looks
	broken atomic.Bool
	subs   subscribers
	files  sync.Mutex   // held while files of media come and go
	merged atomic.Int64 // the transaction after which MergeRuns found nothing to do
	uttered
	snap struct {
		sync.Mutex
		tx  int // the transaction of the newest snapshot
		at  time.Time
		end atomic.Bool // the desk is being closed: no copy is worth waiting for
	}
}

// Open opens the desk in a home folder, or makes it there. The error wraps A.ErrBusy (another process has it), A.ErrDamaged,
// A.ErrForeign, A.ErrNewer, A.ErrPractice or A.ErrNotFound, and says what to do.
func Open(home string, o Options) (*Store, error) {
	home, err := filepath.Abs(home)
	if err != nil {
		return nil, fmt.Errorf("opening the desk: %w", err)
	}
	s := &Store{home: home, o: o, born: []string{brands.name, accountsC.name, posts.name, deliveries.name, mentions.name}}
	if err := s.prepare(); err != nil {
		return nil, err
	}
	if s.db, err = openFile(s.path(), boltOptions(o)); err != nil {
		return nil, s.explain(err)
	}
	if err := s.begin(); err != nil {
		_ = s.db.Close()
		return nil, s.explain(err)
	}
	return s, nil
}

func (s *Store) path() string { return filepath.Join(s.home, fileName) }

func boltOptions(o Options) *bolt.Options {
	b := &bolt.Options{Timeout: lockWait, FreelistType: bolt.FreelistMapType, ReadOnly: o.ReadOnly, NoSync: o.NoSync, MaxSize: maxSize}
	if runtime.GOOS != "windows" { // There the file itself would grow to it.
		b.InitialMmapSize = mapSize
	}
	return b
}

// prepare sees to it that there is a file which may be opened as ours, and makes a new one where nothing is.
func (s *Store) prepare() error {
	if err := s.loadIdentity(); err != nil {
		return err
	}
	info, err := os.Stat(s.path())
	if errors.Is(err, os.ErrNotExist) {
		return s.prepareNew()
	}
	if err != nil {
		return fmt.Errorf("opening the desk: %w", err)
	}
	if info.IsDir() {
		return fmt.Errorf("opening the desk: %s is a folder: %w; name another home", s.path(), A.ErrForeign)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return fmt.Errorf("opening the desk: others may read %s; close it with: chmod 600 %s", s.path(), s.path())
	}
	if info.Size() == 0 {
		return s.explain(fmt.Errorf("it has 0 bytes: %w", A.ErrDamaged))
	}
	return nil
}

func (s *Store) prepareNew() error {
	if s.id.UUID != "" {
		return s.explain(fmt.Errorf("%s is missing from a desk that exists: %w", fileName, A.ErrDamaged))
	}
	if list, _ := Snapshots(s.home); len(list) > 0 {
		return s.explain(fmt.Errorf("%s is missing beside its snapshots: %w", fileName, A.ErrDamaged))
	}
	if s.o.ReadOnly || s.o.MustExist {
		return fmt.Errorf("opening the desk in %s: %w; start vocero there once", s.home, A.ErrNotFound)
	}
	return s.create()
}

// explain turns what went wrong at opening into one sentence with the way out.
func (s *Store) explain(err error) error {
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return fmt.Errorf("opening the desk in %s: %w; close it there or wait", s.home, A.ErrBusy)
	case errors.Is(err, os.ErrPermission):
		return fmt.Errorf("opening the desk: %w; give %s back to yourself with chown and chmod 600", err, s.path())
	case errors.Is(err, A.ErrDamaged):
		if best := newestGood(s.home); best != "" {
			return fmt.Errorf("opening %s: %w; nothing was changed, the newest good snapshot is %s", s.path(), err, best)
		}
		return fmt.Errorf("opening %s: %w; nothing was changed, put a backup in its place", s.path(), err)
	}
	return fmt.Errorf("opening %s: %w", s.path(), err)
}

// begin reads what the file says of itself and takes the next epoch.
func (s *Store) begin() error {
	err := guarded(func() error { return s.db.View(s.examine) })
	if err != nil {
		return err
	}
	if s.o.ReadOnly {
		return nil
	}
	if err := s.migrate(migrations); err != nil {
		return err
	}
	if err := guarded(s.takeOver); err != nil {
		return err
	}
	return s.saveIdentity()
}

// takeOver bumps the epoch in the first transaction of a writer.
func (s *Store) takeOver() error {
	tx, err := s.db.Begin(true)
	if err != nil {
		return err
	}
	commit := func() error {
		defer func() { _ = tx.Rollback() }() // After a commit that went well it does nothing.
		return guarded(tx.Commit)
	}
	begun := false
	defer func() {
		if !begun {
			_ = tx.Rollback()
		}
	}()
	if err := s.seize(tx); err != nil {
		return err
	}
	if begun = true; !s.o.Soon {
		return commit()
	}
	go func() { // Every writer waits for the end of this transaction, and is refused by the fence when it failed.
		if commit() != nil {
			s.broken.Store(true)
		}
	}()
	return nil
}

// seize writes the next epoch.
func (s *Store) seize(tx *bolt.Tx) error {
	s.epoch = readEpoch(tx) + 1
	return tx.Bucket(metaKey).Put(metaEpoch, seqKey(s.epoch))
}

// Close gives the file up. Calls that come later fail.
func (s *Store) Close() error {
	s.snap.end.Store(true)
	s.subs.close()
	if err := s.db.Close(); err != nil {
		return fmt.Errorf("closing the desk: %w", err)
	}
	return nil
}

// Epoch counts the owners of the store; the number of this one.
func (s *Store) Epoch() uint64 { return s.epoch }

// Home is the folder of the desk.
func (s *Store) Home() string { return s.home }

// Identity says which desk this is.
func (s *Store) Identity() Identity { return s.id }

// now is the clock as it is stored: UTC, to the millisecond, without the monotonic part.
func (s *Store) now() time.Time {
	if s.o.Now != nil {
		return s.o.Now().UTC().Truncate(time.Millisecond)
	}
	return time.Now().UTC().Truncate(time.Millisecond)
}
