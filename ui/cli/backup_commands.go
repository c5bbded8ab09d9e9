package cli

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"vocero/accounts"
	"vocero/store"
	"vocero/ui/cli/owner"
)

func (a *app) backupTree() *cobra.Command {
	return a.group("backup", a.T("copies of the desk, without tokens"), a.backupCreate(), a.backupVerify(), a.backupRestore(), a.backupList())
}

// backupDoc tells about one backup.
type backupDoc struct {
	File   string   `json:"file"`
	Made   *string  `json:"made_at"`
	Files  int      `json:"files"`
	Bytes  int64    `json:"bytes"`
	Log    []string `json:"log_in_again"` // accounts whose tokens are not in it
	Backup bool     `json:"verified"`
}

// docOf describes a manifest.
func (c *call) backupDoc(file string, m manifest) backupDoc {
	d := backupDoc{File: file, Made: stamp(m.Made, "UTC"), Files: len(m.Files), Log: []string{}, Backup: true}
	for _, f := range m.Files {
		d.Bytes += f.Bytes
	}
	return d
}

func (a *app) backupCreate() *cobra.Command {
	return a.leaf("create ["+a.T("FILE")+"]", a.T("write a backup of everything but the tokens"), a.args(0, 1), a.atDesk(func(c *call) error {
		name := "vocero-" + c.Now().UTC().Format("20060102-150405") + ".backup"
		if len(c.args) == 1 {
			name = c.args[0]
		}
		snap, err := c.d.Store.Snapshot(c.Now())
		if err != nil {
			return err
		}
		path := c.path(name)
		w, done, err := c.output(name)
		if err != nil {
			return err
		}
		m, err := writeBackup(w, c.d, snap.Path)
		if err = errors.Join(err, done()); err != nil {
			return errors.Join(err, os.Remove(path))
		}
		c.say(c.T("the backup is in %s; it holds no tokens", path))
		return c.show(c.backupDoc(path, m), func(*page) {})
	}))
}

func (a *app) backupVerify() *cobra.Command {
	return a.leaf("verify "+a.T("FILE"), a.T("unpack a backup aside and check everything in it"), a.args(1, 1), a.here(func(c *call) error {
		dir, err := os.MkdirTemp("", "vocero-verify-*")
		if err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(dir) }()
		path := c.path(c.args[0])
		m, err := c.sound(path, dir)
		if err != nil {
			return err
		}
		c.say(c.T("%s is whole: %d files, made %s", path, len(m.Files), c.at(m.Made, c.zone())))
		return c.show(c.backupDoc(path, m), func(*page) {})
	}))
}

// sound unpacks a backup into a folder and checks it.
func (c *call) sound(path, dir string) (manifest, error) {
	m, err := unpack(path, dir)
	if err != nil {
		return m, err
	}
	ps, err := checkUnpacked(dir, c.Now)
	if err == nil && len(ps) > 0 {
		err = damaged(path, ps[0].Where+": "+ps[0].Detail)
	}
	return m, err
}

func (a *app) backupList() *cobra.Command {
	return a.leaf("list", a.T("list the snapshots that the desk makes by itself"), a.args(0, 0), a.here(func(c *call) error {
		ss, err := store.Snapshots(c.home)
		if err != nil {
			return err
		}
		type snapshot struct {
			File  string  `json:"file"`
			Made  *string `json:"made_at"`
			Bytes int64   `json:"bytes"`
		}
		out := []snapshot{}
		var rows [][]string
		for _, s := range ss {
			out = append(out, snapshot{s.Path, stamp(s.At, c.zone()), s.Bytes})
			rows = append(rows, []string{c.at(s.At, c.zone()), c.p.Bytes(s.Bytes), s.Path})
		}
		return c.show(map[string]any{"snapshots": out}, func(w *page) { w.table(rows) })
	}))
}

func (a *app) backupRestore() *cobra.Command {
	return a.leaf("restore "+a.T("FILE"), a.T("put a backup or a snapshot in the desk's place; what was there is kept beside it"), a.args(1, 1), a.here(func(c *call) error {
		if c.d != nil {
			return usage(c.T("restore works in a process of its own"), "")
		}
		if err := c.nobodyHolds(); err != nil {
			return err
		}
		path := c.path(c.args[0])
		kept, err := c.restore(path)
		if err != nil {
			return err
		}
		d, err := c.openDesk(c.ctx, c.opening())
		if err != nil {
			return err
		}
		as, err := d.Store.Accounts("")
		if err = errors.Join(err, d.Close()); err != nil {
			return err
		}
		doc := backupDoc{File: path, Log: []string{}, Backup: true}
		for _, v := range as {
			doc.Log = append(doc.Log, v.Handle())
		}
		line := c.T("the desk in %s is restored", c.home)
		if kept != "" {
			line += "; " + c.T("what was there is kept in %s", kept)
		}
		if len(as) > 0 {
			line += "; " + c.T("log in again where the tokens are not on this machine: %s", strings.Join(doc.Log, ", "))
		}
		c.say(line)
		return c.show(doc, func(*page) {})
	}))
}

// nobodyHolds asks a runner to step aside and makes sure that no process has the database. A database that cannot be opened at all
// is what a restore is for.
func (c *call) nobodyHolds() error {
	if err := c.stepAside(); err != nil {
		return err
	}
	s, err := store.Open(c.home, store.Options{ReadOnly: true, MustExist: true, Now: c.Now})
	if errors.Is(err, accounts.ErrBusy) {
		if info, none := owner.Read(c.home); none == nil {
			return c.heldBy(info)
		}
		return err
	}
	if err != nil {
		return nil
	}
	owner.Clean(c.home)
	return s.Close()
}

// restore puts a backup or a snapshot in the place of the home's database, and returns where the old one is kept.
func (c *call) restore(path string) (kept string, err error) {
	if strings.HasSuffix(path, ".db") {
		return store.Restore(c.home, path, c.Now())
	}
	if err := os.MkdirAll(c.home, 0o700); err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp(c.home, "restore-*")
	if err != nil {
		return "", err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	m, err := c.sound(path, dir)
	if err != nil {
		return "", err
	}
	if uuid := c.uuid(); uuid != "" && uuid != m.UUID {
		return "", refused("foreign", c.T("that backup is of another desk than the one in %s", c.home), c.T("restore it into an empty --home"))
	}
	for _, f := range m.Files {
		if f.Name == dbName {
			continue
		}
		to := filepath.Join(c.home, filepath.FromSlash(f.Name))
		if _, err := os.Stat(to); err == nil {
			continue // Settings and media of today stay; media are named by their content.
		}
		if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
			return "", err
		}
		if err := os.Rename(filepath.Join(dir, filepath.FromSlash(f.Name)), to); err != nil {
			return "", err
		}
	}
	return store.Restore(c.home, filepath.Join(dir, dbName), c.Now())
}

// uuid is the home's name in its identity file, "" for an empty home.
func (c *call) uuid() string {
	b, err := os.ReadFile(filepath.Join(c.home, identityName))
	if err != nil {
		return ""
	}
	var id store.Identity
	if decode(string(b), &id) != nil {
		return ""
	}
	return id.UUID
}
