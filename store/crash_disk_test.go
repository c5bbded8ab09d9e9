//go:build fault

package store

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// page is the piece in which the model keeps the content of files; a power cut may tear it into sectors.
const (
	page   = 4096
	sector = 512
)

// content is a file's content, without the pages that are all zero.
type content struct {
	size  int64
	pages map[int64][]byte
}

func (c *content) clone() *content {
	out := &content{size: c.size, pages: make(map[int64][]byte, len(c.pages))}
	for k, v := range c.pages {
		out.pages[k] = v // Never changed in place.
	}
	return out
}

// write puts bytes at a place; -1 is the end.
func (c *content) write(at int64, b []byte) {
	if at < 0 {
		at = c.size
	}
	c.size = max(c.size, at+int64(len(b)))
	for len(b) > 0 {
		k, off := at/page, at%page
		p := make([]byte, page)
		copy(p, c.pages[k])
		n := copy(p[off:], b)
		c.pages[k] = p
		at, b = at+int64(n), b[n:]
	}
}

func (c *content) resize(size int64) {
	for k := range c.pages {
		if k*page >= size {
			delete(c.pages, k)
		}
	}
	if p := c.pages[size/page]; p != nil && size%page > 0 {
		p = bytes.Clone(p)
		clear(p[size%page:])
		c.pages[size/page] = p
	}
	c.size = size
}

func (c *content) apply(e event) {
	if e.kind == "size" {
		c.resize(e.at)
	} else {
		c.write(e.at, e.data)
	}
}

// inode is a file: what is on the platter for sure, and what was written since the last sync, in order.
type inode struct {
	sure    *content
	pending []event
	length  int64 // with all that is pending
}

// disk is the model of a home's file system before a power cut. What was synced is there. Of what was not, any part may be: writes
// may be missing, torn or overtaken by later ones. Names come and go in their order, as in a journal; a synced folder has all of
// its own, and a synced file its name, as ext4, XFS and btrfs see to.
type disk struct {
	names  map[string]*inode // as the process sees them
	sure   map[string]*inode // as they are for sure
	moving []event           // names that changed since
	acting []*inode          // what each of moving is about
}

func newDisk() *disk { return &disk{names: map[string]*inode{}, sure: map[string]*inode{}} }

// do carries out what the process did.
func (d *disk) do(e event) {
	switch e.kind {
	case "make":
		if d.names[e.path] == nil {
			d.move(e, &inode{sure: &content{pages: map[int64][]byte{}}})
		}
	case "folder":
		d.move(e, nil)
	case "link", "rename":
		d.move(e, d.names[e.path])
	case "remove":
		d.move(e, d.names[e.path])
	case "write", "size":
		f := d.names[e.path]
		if e.kind == "write" && e.at < 0 {
			e.at = f.length
		}
		if e.kind == "size" {
			f.length = e.at
		} else {
			f.length = max(f.length, e.at+int64(len(e.data)))
		}
		f.pending = append(f.pending, e)
	case "sync":
		d.sync(e.path)
	}
}

func (d *disk) move(e event, f *inode) {
	rename(d.names, e, f)
	d.moving, d.acting = append(d.moving, e), append(d.acting, f)
}

// rename changes the names of a file.
func rename(names map[string]*inode, e event, f *inode) {
	switch e.kind {
	case "make", "folder":
		names[e.path] = f
	case "link":
		names[e.to] = f
	case "rename":
		delete(names, e.path)
		names[e.to] = f
	case "remove":
		delete(names, e.path)
	}
}

// sync makes sure of a file, or of a folder's names.
func (d *disk) sync(path string) {
	f := d.names[path]
	if f != nil {
		for _, e := range f.pending {
			f.sure.apply(e)
		}
		f.pending = nil
	}
	last := -1
	for i, e := range d.moving {
		if d.acting[i] != nil && d.acting[i] == f || f == nil && (filepath.Dir(e.path) == path || filepath.Dir(e.to) == path) {
			last = i
		}
	}
	for i := range last + 1 {
		rename(d.sure, d.moving[i], d.acting[i])
	}
	d.moving, d.acting = slices.Clone(d.moving[last+1:]), slices.Clone(d.acting[last+1:])
}

// manner is what a power cut does to what was not synced.
type manner int

const (
	prefix    manner = iota // everything that was written is there
	dropped                 // any part of it is missing
	torn                    // the last write is there by sectors, any of them
	reordered               // later writes are there, earlier ones are not
)

var manners = []string{"prefix", "dropped", "torn", "reordered"}

// cut writes what a power cut leaves into a folder.
func (d *disk) cut(home string, how manner, dice *rand.Rand) error {
	if err := os.Mkdir(home, 0o700); err != nil {
		return err
	}
	names := map[string]*inode{}
	for k, v := range d.sure {
		names[k] = v
	}
	there := len(d.moving)
	if how != prefix {
		there = dice.IntN(len(d.moving) + 1)
	}
	for i := range there {
		rename(names, d.moving[i], d.acting[i])
	}
	left := map[*inode]*content{}
	for _, name := range sorted(names) {
		f := names[name]
		path := filepath.Join(home, name)
		if f == nil {
			if err := os.MkdirAll(path, 0o700); err != nil {
				return err
			}
			continue
		}
		if left[f] == nil {
			left[f] = f.after(how, dice)
		}
		if err := left[f].save(path); err != nil {
			return err
		}
	}
	return nil
}

// sorted are the names of a map, folders before what is in them; the dice fall the same way each time.
func sorted(names map[string]*inode) (out []string) {
	for n := range names {
		out = append(out, n)
	}
	slices.SortFunc(out, strings.Compare)
	return out
}

// after is what a cut leaves of a file.
func (f *inode) after(how manner, dice *rand.Rand) *content {
	c := f.sure.clone()
	n := len(f.pending)
	begin := 0
	if how == reordered && n > 0 {
		begin = dice.IntN(n)
	}
	for i, e := range f.pending[begin:] {
		switch {
		case how == dropped && dice.IntN(2) == 0, how == reordered && dice.IntN(8) == 0:
			continue
		case how == torn && i == n-1 && e.kind == "write":
			for at := 0; at < len(e.data); at += sector {
				if dice.IntN(2) == 0 {
					c.write(e.at+int64(at), e.data[at:min(at+sector, len(e.data))])
				}
			}
			continue
		}
		c.apply(e)
	}
	return c
}

// save writes a content, with holes where there are only zeros.
func (c *content) save(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	for k, p := range c.pages {
		if n := min(c.size-k*page, page); n > 0 {
			if _, err := f.WriteAt(p[:n], k*page); err != nil {
				return err
			}
		}
	}
	return f.Truncate(c.size)
}
