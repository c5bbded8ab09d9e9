package vault

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// private refuses a file that is not a plain one, that others can read, or that belongs to another user. An absent file is fine.
func private(path string) error {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("looking at %s: %w", path, err)
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("opening %s: it is not a plain file; move it away", path)
	}
	if m := info.Mode().Perm(); m&0o077 != 0 {
		return fmt.Errorf("opening %s: others can read it (mode %04o); run: chmod 600 %s", path, m, path)
	}
	if !mine(info) {
		return fmt.Errorf("opening %s: it belongs to another user; run: sudo chown %d %s", path, os.Geteuid(), path)
	}
	return nil
}

// replace writes a file whole or not at all, readable for its owner only.
func replace(path string, data []byte) (err error) {
	dir := filepath.Dir(path)
	f, err := os.CreateTemp(dir, ".vault-*") // Mode 0600.
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			_ = f.Close()
			_ = os.Remove(f.Name())
			err = fmt.Errorf("writing %s: %w; the file is as it was", path, err)
		}
	}()
	if _, err = f.Write(data); err != nil {
		return err
	}
	if err = f.Sync(); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	if err = os.Rename(f.Name(), path); err != nil {
		return err
	}
	return syncDir(dir)
}

// syncDir makes a rename last.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
