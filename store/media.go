package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	A "vocero/accounts"
)

// Bounds of a file, in bytes. A picture is read whole to take its metadata out.
const (
	maxMedia   = 200 << 20
	maxPicture = 64 << 20
)

// keepFree is how long a file that nothing holds stays, so that undo and an unsaved draft still find it.
const keepFree = 24 * time.Hour

// AddMedia copies a file into the brand's media: pictures without EXIF, GPS, XMP, IPTC and comments (Clean tells that something was
// removed; the orientation stays). The type is read from the content. The error wraps A.ErrRefused when the file is empty, too
// large, of a kind no network takes, or a picture that cannot be read.
func (s *Store) AddMedia(brand A.ID, name string, r io.Reader) (A.Media, error) {
	if _, err := s.Brand(brand); err != nil {
		return A.Media{}, err
	}
	name = baseName(name)
	m, err := s.addMedia(brand, name, r)
	if err != nil {
		return A.Media{}, fmt.Errorf("attaching %q: %w", name, err)
	}
	return m, nil
}

func (s *Store) addMedia(brand A.ID, name string, r io.Reader) (A.Media, error) {
	dir := s.mediaDir(brand)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return A.Media{}, err
	}
	f, err := os.CreateTemp(dir, ".new-*")
	if err != nil {
		return A.Media{}, err
	}
	defer os.Remove(f.Name())
	defer f.Close()
	m := A.Media{Name: name}
	if m.Bytes, err = io.Copy(f, io.LimitReader(r, maxMedia+1)); err != nil {
		return m, err
	}
	switch {
	case m.Bytes == 0:
		return m, fmt.Errorf("it is empty: %w", A.ErrRefused)
	case m.Bytes > maxMedia:
		return m, fmt.Errorf("it is larger than %d MiB: %w; make it smaller", maxMedia>>20, A.ErrRefused)
	}
	if err := inspect(f, &m); err != nil {
		return m, err
	}
	if err := f.Sync(); err != nil {
		return m, err
	}
	return m, s.keepFile(brand, f.Name(), &m)
}

// inspect finds type and size in pixels, takes metadata out of the file, and sums it.
func inspect(f *os.File, m *A.Media) error {
	head := make([]byte, 64)
	n, _ := f.ReadAt(head, 0)
	if m.Type = sniff(head[:n]); m.Type == "" {
		return fmt.Errorf("it is no picture, video or sound that a network takes: %w", A.ErrRefused)
	}
	if strip := strippers[m.Type]; strip != nil {
		if m.Bytes > maxPicture {
			return fmt.Errorf("the picture is larger than %d MiB: %w; make it smaller", maxPicture>>20, A.ErrRefused)
		}
		if err := cleanPicture(f, m, strip); err != nil {
			return err
		}
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return err
	}
	m.SHA256 = hex.EncodeToString(h.Sum(nil))
	return nil
}

func cleanPicture(f *os.File, m *A.Media, strip stripper) error {
	raw := make([]byte, m.Bytes)
	if _, err := f.ReadAt(raw, 0); err != nil {
		return err
	}
	clean, removed, err := strip(raw)
	if err != nil {
		return fmt.Errorf("the picture cannot be read (%w): %w; save it again with another program", err, A.ErrRefused)
	}
	m.Width, m.Height = pixels(m.Type, clean)
	if m.Clean = removed; !removed {
		return nil
	}
	if _, err := f.WriteAt(clean, 0); err != nil {
		return err
	}
	m.Bytes = int64(len(clean))
	return f.Truncate(m.Bytes)
}

// keepFile puts a finished file under its sum and counts it.
func (s *Store) keepFile(brand A.ID, temp string, m *A.Media) error {
	s.files.Lock()
	defer s.files.Unlock()
	to := filepath.Join(s.mediaDir(brand), m.SHA256)
	if fileSize(to) != m.Bytes {
		if err := os.Rename(temp, to); err != nil {
			return err
		}
		if err := syncDir(s.mediaDir(brand)); err != nil {
			return err
		}
	}
	return s.update(func(t *txn) error {
		if _, err := t.brand(brand); err != nil {
			return err
		}
		r, err := mediaC.get(t, brand, mediaKey(m.SHA256))
		if err != nil {
			return err
		}
		if r == nil {
			r = &mediaRecord{Brand: brand, SHA256: m.SHA256}
		}
		r.Free = t.now
		return mediaC.put(t, r)
	})
}

func (s *Store) mediaDir(brand A.ID) string { return filepath.Join(s.home, mediaName, string(brand)) }

// maxName is the longest name of a file that is kept, in bytes.
const maxName = 200

// baseName is the last part of a path of any system.
func baseName(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	return strings.ToValidUTF8(name[:min(len(name), maxName)], "")
}

// OpenMedia opens a stored file of a brand. The error wraps A.ErrNotFound when it is not there.
func (s *Store) OpenMedia(brand A.ID, sha string) (io.ReadSeekCloser, error) {
	if mediaKey(sha) == nil || idKey(brand) == nil {
		return nil, fmt.Errorf("opening the file %q: %w", sha, A.ErrNotFound)
	}
	f, err := os.Open(filepath.Join(s.mediaDir(brand), sha))
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("opening the file %s: %w; attach it again", sha, A.ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("opening the file: %w", err)
	}
	return f, nil
}

// SweepMedia frees the files that no post has held for a day and that no undo would bring back, and says how many.
func (s *Store) SweepMedia(now time.Time) (freed int, err error) {
	s.files.Lock()
	defer s.files.Unlock()
	for _, brand := range s.allBrands() {
		gone, err := s.forgetMedia(brand, now)
		if err != nil {
			return freed, err
		}
		for _, sha := range gone {
			if err := os.Remove(filepath.Join(s.mediaDir(brand), sha)); err != nil && !errors.Is(err, os.ErrNotExist) {
				return freed, fmt.Errorf("freeing a file: %w", err)
			}
			freed++
		}
		n, err := s.sweepStrays(brand, now)
		if freed += n; err != nil {
			return freed, err
		}
	}
	n, err := s.sweepHand(now)
	return freed + n, err
}

// forgetMedia drops the records of files that nothing holds, and names them.
func (s *Store) forgetMedia(brand A.ID, now time.Time) (gone []string, err error) {
	var free []string
	err = s.view(func(t *txn) error {
		held, err := t.heldByUndo()
		if err != nil {
			return err
		}
		return mediaC.each(t, brand, func(r *mediaRecord) (bool, error) {
			if r.Refs <= 0 && now.Sub(r.Free) >= keepFree && !slices.Contains(held, r.SHA256) {
				free = append(free, r.SHA256)
			}
			return true, nil
		})
	})
	if len(free) == 0 || err != nil {
		return nil, err
	}
	err = s.update(func(t *txn) error {
		for _, sha := range free {
			r, err := mediaC.get(t, brand, mediaKey(sha))
			if err != nil {
				return err
			}
			if r == nil || r.Refs > 0 {
				continue
			}
			if err := mediaC.drop(t, brand, mediaKey(sha)); err != nil {
				return err
			}
			gone = append(gone, sha)
		}
		return nil
	})
	return gone, err
}

// heldByUndo are the files of posts that an undo would bring back.
func (t *txn) heldByUndo() (shas []string, err error) {
	b, err := t.bucket(desk, undoName)
	if b == nil || err != nil {
		return nil, err
	}
	c := b.Cursor()
	for k, raw := c.First(); k != nil; k, raw = c.Next() {
		var u undone
		if err := decode(raw, &u); err != nil {
			return nil, err
		}
		for _, im := range u.Images {
			if im.Table != posts.name || len(im.Old) == 0 {
				continue
			}
			p, err := posts.read(bytes.Clone(im.Old))
			if err != nil {
				return nil, err
			}
			shas = append(shas, mediaOf(p)...)
		}
	}
	return shas, nil
}

// sweepStrays removes files that no record names: what a crash left between writing a file and counting it.
func (s *Store) sweepStrays(brand A.ID, now time.Time) (n int, err error) {
	list, err := os.ReadDir(s.mediaDir(brand))
	if errors.Is(err, os.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("freeing files: %w", err)
	}
	err = s.view(func(t *txn) error {
		for _, e := range list {
			info, err := e.Info()
			if err != nil || now.Sub(info.ModTime()) < keepFree {
				continue
			}
			r, err := mediaC.get(t, brand, mediaKey(e.Name()))
			if err != nil {
				return err
			}
			if r == nil && os.Remove(filepath.Join(s.mediaDir(brand), e.Name())) == nil {
				n++
			}
		}
		return nil
	})
	return n, err
}
