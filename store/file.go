package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	A "vocero/accounts"
)

// openFile opens the bbolt file. A damaged file can make bbolt panic or touch pages that are not there: both become
// A.ErrDamaged, and the file is let go of.
func openFile(path string, o *bolt.Options) (db *bolt.DB, err error) {
	var held *os.File
	o.OpenFile = func(name string, flag int, mode os.FileMode) (*os.File, error) {
		f, err := os.OpenFile(name, flag&^os.O_CREATE, mode)
		if held = f; err == nil {
			readFreePages(f)
		}
		return f, err
	}
	err = guarded(func() (err error) {
		defer func() {
			if r := recover(); r != nil {
				err = fmt.Errorf("its pages do not fit together: %w", A.ErrDamaged)
			}
		}()
		db, err = bolt.Open(path, 0o600, o)
		return err
	})
	switch {
	case err == nil:
		return db, nil
	case errors.Is(err, berrors.ErrTimeout), errors.Is(err, os.ErrPermission), errors.Is(err, os.ErrNotExist):
		return nil, err
	}
	if held != nil {
		_ = held.Close() // After a panic bbolt has not closed it; a second close only fails.
	}
	if errors.Is(err, A.ErrDamaged) {
		return nil, err
	}
	return nil, classify(path, err)
}

// classify tells a damaged store from a file that never was one: without bbolt's mark on either meta page and without an
// identity beside it, it is somebody else's.
func classify(path string, err error) error {
	_, missing := os.Stat(filepath.Join(filepath.Dir(path), identityName))
	if missing != nil && !hasBoltMark(path) {
		return fmt.Errorf("%w: %w; name another home", err, A.ErrForeign)
	}
	return fmt.Errorf("%w: %w", err, A.ErrDamaged)
}

// boltMark is bbolt's magic number, 16 bytes into each of its two meta pages.
const boltMark = 0xED0CDAED

// hasBoltMark tells whether one of the two meta pages carries bbolt's magic number.
func hasBoltMark(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	mark := binary.LittleEndian.AppendUint32(nil, boltMark)
	for _, at := range []int64{16, int64(os.Getpagesize()) + 16, 4096 + 16} {
		var b [4]byte
		if _, err := f.ReadAt(b[:], at); err == nil && bytes.Equal(b[:], mark) {
			return true
		}
	}
	return false
}

// guarded runs fn so that a read of pages that the disk no longer gives, or that bbolt finds impossible, is an error that wraps
// A.ErrDamaged instead of the end of the program. Other panics go on.
func guarded(fn func() error) (err error) {
	old := debug.SetPanicOnFault(true)
	defer debug.SetPanicOnFault(old)
	defer func() {
		switch r := recover().(type) {
		case nil:
		case interface{ Addr() uintptr }:
			err = fmt.Errorf("a page cannot be read: %w", A.ErrDamaged)
		case string: // How bbolt reports a page that makes no sense.
			err = fmt.Errorf("%s: %w", r, A.ErrDamaged)
		default:
			panic(r)
		}
	}()
	return fn()
}

func fileSize(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// writeWhole writes a small file so that it is there as a whole or not at all.
func writeWhole(name string, b []byte) error {
	return writeStream(name, func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	})
}

// writeStream writes a file under a temporary name, syncs it, and renames it into place.
func writeStream(name string, fill func(w io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = f.Close()
			_ = os.Remove(f.Name())
		}
	}()
	if err = fill(f); err != nil {
		return err
	}
	if err = f.Sync(); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	if err = os.Rename(f.Name(), name); err != nil {
		return err
	}
	return syncDir(filepath.Dir(name))
}

// syncDir makes a rename in a folder last through a power cut.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
