package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	bolt "go.etcd.io/bbolt"

	A "vocero/accounts"
)

// Snapshots: how often, how many, and how many bytes they may take together beyond the newest three. Of what is older than the
// newest keepSnapshots, the last one of each day stays for keepDays. Every one is whole, also the hourly ones: what was said to a
// client cannot be fetched again once it is deleted there, and so there is one way to restore. A copy that nobody waits for gives way
// to what somebody does wait for.
const (
	snapshotEvery = time.Hour
	keepSnapshots = 24
	keepDays      = 14
	leastKept     = 3
	snapshotRoom  = 2 << 30
	snapshotTime  = "20060102T150405Z"
)

// Snapshot is a verified copy of the store at one moment.
type Snapshot struct {
	Path  string
	At    time.Time
	Bytes int64
}

// Snapshots are the copies that lie in a home folder, newest first. They can be read while another process has the store.
func Snapshots(home string) (out []Snapshot, err error) {
	dir := filepath.Join(home, snapshotName)
	list, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("listing the snapshots: %w", err)
	}
	for _, e := range list {
		at, err := time.Parse(snapshotTime, strings.TrimSuffix(e.Name(), ".db"))
		info, infoErr := e.Info()
		if err != nil || infoErr != nil {
			continue // A half one, or somebody else's file.
		}
		out = append(out, Snapshot{Path: filepath.Join(dir, e.Name()), At: at, Bytes: info.Size()})
	}
	slices.SortFunc(out, func(a, b Snapshot) int { return b.At.Compare(a.At) })
	return out, nil
}

// SnapshotDue makes a snapshot when the newest is an hour old and something was written since; made tells whether it did.
func (s *Store) SnapshotDue(now time.Time) (made bool, err error) {
	s.snap.Lock()
	defer s.snap.Unlock()
	if s.snap.at.IsZero() {
		list, err := Snapshots(s.home)
		if err != nil {
			return false, err
		}
		if len(list) > 0 {
			s.snap.at = list[0].At
		}
	}
	if age := now.Sub(s.snap.at); age >= 0 && age < snapshotEvery || s.lastTx() == s.snap.tx {
		return false, nil
	}
	_, err = s.snapshot(now, snapshotPause)
	return err == nil, err
}

// A copy that nobody waits for is written in pieces, so that the disk has time for what somebody does wait for: a copy of 1 GB takes
// about half a minute.
const (
	snapshotFree  = 16 << 20  // bytes without a pause
	snapshotPiece = 256 << 10 // bytes between two pauses
	snapshotFlush = 8 << 20   // bytes between two syncs
	snapshotPause = 4 * time.Millisecond
)

// errClosing ends a copy of a desk that is being closed.
var errClosing = errors.New("the desk is being closed")

// paced writes in pieces with pauses between them, and gives up when it is told to.
type paced struct {
	w     io.Writer
	pause time.Duration // 0: none
	end   *atomic.Bool
	done  int
}

// Write passes the bytes on, piece by piece.
func (p *paced) Write(b []byte) (n int, err error) {
	for len(b) > 0 && err == nil {
		if p.end.Load() {
			return n, errClosing
		}
		var k int
		k, err = p.w.Write(b[:min(len(b), snapshotPiece)])
		before := p.done / snapshotFlush
		n, b, p.done = n+k, b[k:], p.done+k
		if p.pause == 0 || p.done <= snapshotFree {
			continue
		}
		if f, ok := p.w.(interface{ Sync() error }); ok && err == nil && p.done/snapshotFlush != before {
			err = f.Sync()
		}
		time.Sleep(p.pause)
	}
	return n, err
}

// Snapshot makes a verified copy of the store now and returns where it lies.
func (s *Store) Snapshot(now time.Time) (Snapshot, error) {
	s.snap.Lock()
	defer s.snap.Unlock()
	return s.snapshot(now, 0)
}

// lastTx numbers the newest committed transaction.
func (s *Store) lastTx() (id int) {
	_ = s.db.View(func(tx *bolt.Tx) error {
		id = tx.ID()
		return nil
	})
	return id
}

func (s *Store) snapshot(now time.Time, pause time.Duration) (out Snapshot, err error) {
	dir := filepath.Join(s.home, snapshotName)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return out, fmt.Errorf("making a snapshot: %w", err)
	}
	if err := sweep(dir); err != nil {
		return out, fmt.Errorf("making a snapshot: removing a half one: %w", err)
	}
	out = Snapshot{Path: filepath.Join(dir, now.UTC().Format(snapshotTime)+".db"), At: now.UTC().Truncate(time.Second)}
	var tx int
	err = s.db.View(func(t *bolt.Tx) error {
		tx = t.ID()
		return writeStream(out.Path, func(w io.Writer) (err error) {
			out.Bytes, err = t.WriteTo(&paced{w: w, pause: pause, end: &s.snap.end})
			return err
		})
	})
	if err == nil {
		err = verifyCopy(out.Path)
	}
	if err != nil {
		_ = os.Remove(out.Path)
		return out, fmt.Errorf("making a snapshot: %w", err)
	}
	s.snap.tx, s.snap.at = tx, out.At
	return out, s.thin()
}

// sweep removes half copies: a process that was killed while it made one left it, as large as the store may be. Only who has the store
// makes copies, one at a time, so that no other one is under way.
func sweep(dir string) error {
	list, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range list {
		stamp, _, half := strings.Cut(strings.TrimPrefix(e.Name(), "."), ".db.")
		if _, err := time.Parse(snapshotTime, stamp); err != nil || !half || e.Name()[0] != '.' {
			continue // Somebody else's file.
		}
		if err := os.Remove(filepath.Join(dir, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// verifyCopy opens a copy and walks its pages and its journal.
func verifyCopy(path string) error {
	db, err := openFile(path, &bolt.Options{ReadOnly: true, Timeout: lockWait, FreelistType: bolt.FreelistMapType, PreLoadFreelist: true})
	if err != nil {
		return err
	}
	c := &Store{home: filepath.Dir(path), o: Options{ReadOnly: true, Now: time.Now}, db: db}
	err = guarded(func() error {
		if err := db.View(checkPages); err != nil {
			return err
		}
		return c.VerifyJournal()
	})
	return errors.Join(err, db.Close())
}

// checkPages is bbolt's own check of a file, and that the file is ours.
func checkPages(tx *bolt.Tx) error {
	if tx.Bucket(metaKey) == nil || tx.Bucket(rootKey) == nil {
		return A.ErrForeign
	}
	if err := walkPages(tx); err != nil {
		return err
	}
	var first error
	for err := range tx.Check() { // Drained to its end: it runs in a goroutine of its own.
		if first == nil {
			first = fmt.Errorf("%w: %w", err, A.ErrDamaged)
		}
	}
	return first
}

// newestGood is the newest snapshot of a home that opens and checks; "" when there is none.
func newestGood(home string) string {
	list, _ := Snapshots(home)
	for _, sn := range list {
		if verifyCopy(sn.Path) == nil {
			return sn.Path
		}
	}
	return ""
}

// thin removes the snapshots beyond number, days and room, never the newest three.
func (s *Store) thin() error {
	list, err := Snapshots(s.home)
	if err != nil {
		return err
	}
	var sum int64
	days := map[string]bool{}
	for i, sn := range list {
		day := sn.At.Format(time.DateOnly)
		sum += sn.Bytes
		old := i >= keepSnapshots && (days[day] || list[0].At.Sub(sn.At) > keepDays*24*time.Hour)
		if days[day] = true; !old && (i < leastKept || sum <= snapshotRoom) {
			continue
		}
		sum -= sn.Bytes
		if err := os.Remove(sn.Path); err != nil {
			return fmt.Errorf("removing an old snapshot: %w", err)
		}
	}
	return nil
}

// Restore puts a verified snapshot in the place of the store of a home that nobody has open. The file that was there is kept beside
// it as vocero.db.damaged-<time>, and its new name is returned.
func Restore(home, snapshot string, now time.Time) (kept string, err error) {
	if err := verifyCopy(snapshot); err != nil {
		return "", fmt.Errorf("restoring %s: %w; choose another", snapshot, err)
	}
	f, err := os.Open(snapshot)
	if err != nil {
		return "", fmt.Errorf("restoring: %w", err)
	}
	defer f.Close()
	path := filepath.Join(home, fileName)
	if _, err := os.Stat(path); err == nil {
		kept = path + ".damaged-" + now.UTC().Format(snapshotTime)
		if err := os.Link(path, kept); err != nil {
			return "", fmt.Errorf("restoring: keeping the damaged file: %w", err)
		}
	}
	err = writeStream(path, func(w io.Writer) error {
		_, err := io.Copy(w, f)
		return err
	})
	if err != nil {
		return kept, fmt.Errorf("restoring: %w", err)
	}
	return kept, nil
}
