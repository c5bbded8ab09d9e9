package cli

import (
	"archive/tar"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"vocero/accounts"
	"vocero/store"
)

// A backup is a gzipped tar of the parts of a home that cannot be had again, without tokens: a verified copy of the database, the
// identity, the settings and the media. The last entry is the manifest with the SHA-256 of the others, so that a file that was
// cut short has none.
const (
	manifestName = "manifest.json"
	dbName       = "vocero.db"
	identityName = "identity.json"
	mediaName    = "media"
)

// maxManifest bounds what is read of a manifest, in bytes.
const maxManifest = 16 << 20

// manifest says what is in a backup.
type manifest struct {
	Format  int            `json:"format"`
	UUID    string         `json:"uuid"` // of the home
	Made    time.Time      `json:"made"`
	Program string         `json:"program"`
	Files   []manifestFile `json:"files"`
}

type manifestFile struct {
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// writeBackup writes a backup of a home whose database was copied to snapshot.
func writeBackup(w io.Writer, d *Desk, snapshot string) (manifest, error) {
	m := manifest{Format: 1, UUID: d.Store.Identity().UUID, Made: d.Now().UTC().Truncate(time.Second), Program: Version().Version}
	z := gzip.NewWriter(w)
	t := tar.NewWriter(z)
	add := func(name, path string) error {
		f, err := addFile(t, name, path)
		if errors.Is(err, fs.ErrNotExist) && name != dbName {
			return nil // A home need not have settings.
		}
		if err == nil {
			m.Files = append(m.Files, f)
		}
		return err
	}
	err := errors.Join(add(dbName, snapshot), add(identityName, filepath.Join(d.Home, identityName)), add(configName, filepath.Join(d.Home, configName)))
	if err == nil {
		err = mediaOf(d.Home, add)
	}
	if err != nil {
		return m, fmt.Errorf("writing the backup: %w", err)
	}
	b, err := json.MarshalIndent(m, "", "  ")
	if err == nil {
		err = t.WriteHeader(&tar.Header{Name: manifestName, Mode: 0o600, Size: int64(len(b)), ModTime: m.Made, Typeflag: tar.TypeReg})
	}
	if err == nil {
		_, err = t.Write(b)
	}
	if err = errors.Join(err, t.Close(), z.Close()); err != nil {
		return m, fmt.Errorf("writing the backup: %w", err)
	}
	return m, nil
}

// addFile copies one file into the archive and hashes what was copied.
func addFile(t *tar.Writer, name, path string) (manifestFile, error) {
	f, err := os.Open(path)
	if err != nil {
		return manifestFile{}, err
	}
	defer func() { _ = f.Close() }()
	fi, err := f.Stat()
	if err != nil {
		return manifestFile{}, err
	}
	if err := t.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: fi.Size(), ModTime: fi.ModTime(), Typeflag: tar.TypeReg}); err != nil {
		return manifestFile{}, err
	}
	h := sha256.New()
	if _, err := io.CopyN(io.MultiWriter(t, h), f, fi.Size()); err != nil {
		return manifestFile{}, err
	}
	return manifestFile{name, fi.Size(), hex.EncodeToString(h.Sum(nil))}, nil
}

// mediaOf calls add for every file below the media folder.
func mediaOf(home string, add func(name, path string) error) error {
	root := filepath.Join(home, mediaName)
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		rel, err := filepath.Rel(home, path)
		if err != nil {
			return err
		}
		return add(filepath.ToSlash(rel), path)
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// unpack reads a backup into an empty folder and checks every file against the manifest, and the database against itself.
func unpack(path, into string) (manifest, error) {
	var m manifest
	f, err := os.Open(path)
	if err != nil {
		return m, fmt.Errorf("reading the backup: %w", err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		return m, fmt.Errorf("reading the backup %s: it is none: %w", path, accounts.ErrForeign)
	}
	sums := map[string]string{}
	t := tar.NewReader(z)
	for {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return m, damaged(path, "it is cut short")
		}
		if h.Name == manifestName {
			if json.NewDecoder(io.LimitReader(t, maxManifest)).Decode(&m) != nil {
				return m, damaged(path, "its manifest cannot be read")
			}
			continue
		}
		if sums[h.Name], err = unpackFile(t, h, into); err != nil {
			return m, err
		}
	}
	return m, m.check(path, sums)
}

// damaged is the error of a backup that is not what it was.
func damaged(path, why string) error {
	return fmt.Errorf("reading the backup %s: %s: %w; use another one", path, why, accounts.ErrDamaged)
}

// unpackFile writes one file of a backup; names that would leave the folder are refused.
func unpackFile(r io.Reader, h *tar.Header, into string) (string, error) {
	ok := h.Name == dbName || h.Name == identityName || h.Name == configName || strings.HasPrefix(h.Name, mediaName+"/")
	if !ok || !filepath.IsLocal(filepath.FromSlash(h.Name)) || h.Typeflag != tar.TypeReg {
		return "", fmt.Errorf("reading the backup: it holds %q: %w", h.Name, accounts.ErrForeign)
	}
	path := filepath.Join(into, filepath.FromSlash(h.Name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", fmt.Errorf("unpacking the backup: %w", err)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return "", fmt.Errorf("unpacking the backup: %w", err)
	}
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(f, sum), r)
	if n < h.Size {
		return "", errors.Join(damaged(h.Name, "it is cut short"), f.Close())
	}
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return "", fmt.Errorf("unpacking the backup: %w", err)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// check holds what was unpacked against the manifest.
func (m manifest) check(path string, sums map[string]string) error {
	if m.Format != 1 || len(m.Files) == 0 {
		return damaged(path, "it has no manifest")
	}
	for _, f := range m.Files {
		if sums[f.Name] != f.SHA256 {
			return damaged(path, f.Name+" is not what was backed up")
		}
		delete(sums, f.Name)
	}
	for name := range sums {
		return damaged(path, name+" is not in its manifest")
	}
	if !slices.ContainsFunc(m.Files, func(f manifestFile) bool { return f.Name == dbName }) {
		return damaged(path, "it holds no database")
	}
	return nil
}

// checkUnpacked opens the database of an unpacked backup and looks it over.
func checkUnpacked(dir string, now func() time.Time) ([]accounts.Problem, error) {
	s, err := store.Open(dir, store.Options{ReadOnly: true, Now: now})
	if err != nil {
		return nil, err
	}
	ps, err := s.Check()
	return ps, errors.Join(err, s.Close())
}
