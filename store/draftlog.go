package store

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	A "vocero/accounts"
)

// The journal of drafts: its name in the home, the older half beside it, and how large it grows before it becomes that half.
const (
	draftLogName = "drafts.journal"
	draftLogOld  = "drafts.journal.1"
	draftLogMost = 4 << 20
)

// DraftLog is a journal of what was typed, outside bbolt: what she wrote is found again also when the store cannot be opened. It
// is a file of JSON lines that only grows, and turns over into an older half at four MiB. It is safe for concurrent use.
type DraftLog struct {
	mu   sync.Mutex
	home string
	f    *os.File
	size int64
	most int64
}

// Typed is one line of the journal: when it was kept, and the whole post as it was.
type Typed struct {
	At   time.Time
	Post A.Post
}

// OpenDraftLog opens the journal of a home, or begins it. Only its owner can read the file.
func OpenDraftLog(home string) (*DraftLog, error) {
	l := &DraftLog{home: home, most: draftLogMost}
	if err := l.open(); err != nil {
		return nil, fmt.Errorf("opening the journal of drafts: %w", err)
	}
	return l, nil
}

// open opens the file to append to. A line that a crash tore is ended, so that the next one stands alone.
func (l *DraftLog) open() error {
	f, err := os.OpenFile(filepath.Join(l.home, draftLogName), os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	if err := f.Chmod(0o600); err != nil {
		return errors.Join(err, f.Close())
	}
	st, err := f.Stat()
	if err != nil {
		return errors.Join(err, f.Close())
	}
	l.f, l.size = f, st.Size()
	last := make([]byte, 1)
	if l.size == 0 {
		return nil
	}
	if _, err := f.ReadAt(last, l.size-1); err != nil || last[0] == '\n' {
		return err
	}
	return l.write([]byte("\n"))
}

func (l *DraftLog) write(b []byte) error {
	n, err := l.f.Write(b)
	l.size += int64(n)
	return err
}

// Append writes a post as it is now; it is on disk when Append returns.
func (l *DraftLog) Append(p A.Post) error {
	b, err := json.Marshal(Typed{At: time.Now().UTC(), Post: p})
	if err != nil {
		return fmt.Errorf("writing the journal of drafts: %w", err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.f == nil {
		return fmt.Errorf("writing the journal of drafts: %w", fs.ErrClosed)
	}
	if l.size > 0 && l.size+int64(len(b)) > l.most {
		if err := l.turn(); err != nil {
			return fmt.Errorf("turning the journal of drafts over: %w", err)
		}
	}
	if err := errors.Join(l.write(append(b, '\n')), l.f.Sync()); err != nil {
		return fmt.Errorf("writing the journal of drafts: %w", err)
	}
	return nil
}

// turn makes the file the older half and begins a new one.
func (l *DraftLog) turn() error {
	err := l.f.Close()
	l.f = nil
	return errors.Join(err, os.Rename(filepath.Join(l.home, draftLogName), filepath.Join(l.home, draftLogOld)), l.open())
}

// Close closes the file.
func (l *DraftLog) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.f == nil {
		return nil
	}
	err := l.f.Close()
	l.f = nil
	return err
}

// RecoverDrafts reads what the journal of a home holds: every post as it was typed last, the newest first. Lines that cannot be
// read, as a torn last one, are passed over; a home without a journal has none. Posts that left meanwhile are among them.
func RecoverDrafts(home string) ([]Typed, error) {
	newest := map[string]Typed{}
	for _, name := range []string{draftLogOld, draftLogName} {
		f, err := os.Open(filepath.Join(home, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = errors.Join(readDrafts(f, newest), f.Close())
		}
		if err != nil {
			return nil, fmt.Errorf("reading the journal of drafts: %w", err)
		}
	}
	out := make([]Typed, 0, len(newest))
	for _, l := range newest {
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b Typed) int { return b.At.Compare(a.At) })
	return out, nil
}

// readDrafts keeps the newest line of each post. A post that the store had not named yet is known by its brand and the moment it
// was begun, and gives way to the same one with its name.
func readDrafts(r io.Reader, newest map[string]Typed) error {
	in := bufio.NewReader(r)
	for {
		b, err := in.ReadBytes('\n')
		var l Typed
		if b = bytes.TrimSpace(b); len(b) > 0 && json.Unmarshal(b, &l) == nil && l.Post.Brand != "" {
			unnamed := string(l.Post.Brand) + " " + l.Post.Created.UTC().Format(time.RFC3339Nano)
			if l.Post.ID == "" {
				newest[unnamed] = l
			} else {
				delete(newest, unnamed)
				newest[string(l.Post.ID)] = l
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
