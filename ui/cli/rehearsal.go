package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"

	"vocero/accounts/practice"
)

// rehearsalName is where a practice home keeps its servers: their addresses and everything on them.
const rehearsalName = "practice-servers.json"

// rehearsal is the practice network of a home.
type rehearsal struct {
	home string
	lang string
	week *practice.Week

	saved atomic.Uint64 // the sum of the servers' changes when they were kept last
}

// rehearsalFile is what is kept of it. The accounts of the home name the servers by address, so the ports stay the same.
type rehearsalFile struct {
	Addrs     []string          `json:"addrs"`
	Lang      string            `json:"lang"`
	Snapshots []json.RawMessage `json:"snapshots"`
}

// rehearse starts the servers of a practice home: those it has, or new ones.
func rehearse(d *Desk) (*rehearsal, error) {
	r := &rehearsal{home: d.Home, lang: d.p.Tag()}
	o := practice.DemoOptions{Lang: r.lang, Now: d.now, Wide: d.wide}
	b, err := os.ReadFile(filepath.Join(d.Home, rehearsalName))
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, fmt.Errorf("reading the practice servers: %w", err)
	default:
		var f rehearsalFile
		if err := json.Unmarshal(b, &f); err != nil {
			return nil, fmt.Errorf("reading %s: %w; start afresh: vocero demo --fresh", rehearsalName, err)
		}
		o.Addrs, o.Lang, r.lang = f.Addrs, f.Lang, f.Lang
		for _, s := range f.Snapshots {
			o.Snapshots = append(o.Snapshots, s)
		}
	}
	if r.week, err = practice.Demo(o); err != nil {
		return nil, fmt.Errorf("starting the practice servers: %w", err)
	}
	return r, r.saveChanged()
}

// saveChanged keeps the servers when something happened on them since they were kept last.
func (r *rehearsal) saveChanged() error {
	var n uint64
	for _, s := range r.week.Servers {
		n += s.Changes()
	}
	if n == r.saved.Load() {
		return nil
	}
	if err := r.save(); err != nil {
		return err
	}
	r.saved.Store(n)
	return nil
}

// save keeps the servers as they are now.
func (r *rehearsal) save() error {
	f := rehearsalFile{Lang: r.lang}
	snaps, err := r.week.Snapshots()
	if err != nil {
		return err
	}
	for i, s := range snaps {
		f.Addrs = append(f.Addrs, r.week.Servers[i].Addr())
		f.Snapshots = append(f.Snapshots, s)
	}
	b, err := json.Marshal(f)
	if err != nil {
		return fmt.Errorf("keeping the practice servers: %w", err)
	}
	path := filepath.Join(r.home, rehearsalName)
	if err := os.WriteFile(path+".new", b, 0o600); err != nil {
		return fmt.Errorf("keeping the practice servers: %w", err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		return fmt.Errorf("keeping the practice servers: %w", err)
	}
	return nil
}

// close keeps the servers and stops them.
func (r *rehearsal) close() error { return errors.Join(r.saveChanged(), r.week.Close()) }
