package store

import (
	"encoding/binary"
	"fmt"
	"io"
	"os"

	bolt "go.etcd.io/bbolt"

	A "vocero/accounts"
)

// The layout of bbolt's pages, as far as the walk reads it: go.etcd.io/bbolt/internal/common/page.go.
const (
	pageHead   = 16 // id, flags, count, overflow
	elementLen = 16 // of a branch: pos, ksize, page; of a leaf: flags, pos, ksize, vsize
	branchPage = 0x01
	leafPage   = 0x02
	bucketLeaf = 0x01
)

// walkPages follows every page of the file from its root once. bbolt's own check follows them too, but one that leads back to an
// earlier page ends the whole program there: the stack overflows, and nobody can recover from that. The error wraps A.ErrDamaged.
func walkPages(tx *bolt.Tx) error {
	f, err := os.Open(tx.DB().Path())
	if err != nil {
		return fmt.Errorf("walking the pages: %w", err)
	}
	defer f.Close()
	size := int64(tx.DB().Info().PageSize)
	w := &walk{file: f, size: size, most: uint64(tx.Size() / size), seen: map[uint64]bool{}, next: []uint64{uint64(tx.Cursor().Bucket().Root())}}
	for len(w.next) > 0 {
		id := w.next[len(w.next)-1]
		w.next = w.next[:len(w.next)-1]
		if err := w.page(id); err != nil {
			return fmt.Errorf("page %d: %w", id, err)
		}
	}
	return nil
}

// walk is what was met and what is still to be met.
type walk struct {
	file io.ReaderAt
	size int64
	most uint64 // pages of the file
	seen map[uint64]bool
	next []uint64
}

// page reads a page and notes where it leads.
func (w *walk) page(id uint64) error {
	if id >= w.most || w.seen[id] {
		return fmt.Errorf("it is reached twice, or lies behind the end: %w", A.ErrDamaged)
	}
	w.seen[id] = true
	head := make([]byte, pageHead)
	if _, err := w.file.ReadAt(head, int64(id)*w.size); err != nil {
		return fmt.Errorf("%w: %w", err, A.ErrDamaged)
	}
	flags, count, more := binary.LittleEndian.Uint16(head[8:]), int64(binary.LittleEndian.Uint16(head[10:])), uint64(binary.LittleEndian.Uint32(head[12:]))
	if id+more >= w.most {
		return fmt.Errorf("it is larger than the file: %w", A.ErrDamaged)
	}
	if flags&(branchPage|leafPage) == 0 {
		return nil // bbolt's check says what it is instead.
	}
	raw := make([]byte, w.size*int64(1+more))
	if _, err := w.file.ReadAt(raw, int64(id)*w.size); err != nil {
		return fmt.Errorf("%w: %w", err, A.ErrDamaged)
	}
	for i := range count {
		at := pageHead + i*elementLen
		if at+elementLen > int64(len(raw)) {
			return fmt.Errorf("it has too many entries: %w", A.ErrDamaged)
		}
		w.entry(flags, raw, at)
	}
	return nil
}

// entry notes the page that an entry leads to, if it does: a child of a branch, or the root of a bucket.
func (w *walk) entry(flags uint16, raw []byte, at int64) {
	e := raw[at:]
	if flags&branchPage != 0 {
		w.next = append(w.next, binary.LittleEndian.Uint64(e[8:]))
		return
	}
	value := at + int64(binary.LittleEndian.Uint32(e[4:])) + int64(binary.LittleEndian.Uint32(e[8:]))
	if binary.LittleEndian.Uint32(e)&bucketLeaf == 0 || value+8 > int64(len(raw)) {
		return
	}
	if root := binary.LittleEndian.Uint64(raw[value:]); root != 0 { // 0: the bucket lies in the entry itself.
		w.next = append(w.next, root)
	}
}
