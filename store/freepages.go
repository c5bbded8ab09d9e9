package store

import (
	"encoding/binary"
	"io"
	"os"
)

// mostFree is how much of a list of free pages is read ahead, in bytes: that of a file in which 8 GiB are free.
const mostFree = 16 << 20

// readFreePages has the list of free pages in memory before bbolt asks for it. bbolt maps its file for access at random, so that each
// page of the list would be waited for by itself, though they lie side by side: after a gigabyte of changes the start waited 10 ms
// for 73 of them. It is only a hint: what cannot be read here, or looks otherwise, is bbolt's to judge.
func readFreePages(f *os.File) {
	if at, n, ok := freePages(f); ok {
		_, _ = io.Copy(io.Discard, io.NewSectionReader(f, at, min(n, mostFree)))
	}
}

// freePages finds the list of free pages in a bbolt file: offset and length in bytes. The newer of the two meta pages says where it
// is (bbolt v1.5.0, internal/common/meta.go and page.go: 16 bytes of header, then mark, version, page size and flags with 4 bytes
// each, and from 48 on with 8 bytes each the first page of the list, the number of pages and the transaction).
func freePages(r io.ReaderAt) (at, n int64, ok bool) {
	var meta [72]byte
	le := binary.LittleEndian
	read := func(at int64) bool {
		_, err := r.ReadAt(meta[:], at)
		return err == nil && le.Uint32(meta[16:]) == boltMark
	}
	if !read(0) {
		return 0, 0, false
	}
	page, list, txn := int64(le.Uint32(meta[24:])), le.Uint64(meta[48:]), le.Uint64(meta[64:])
	if read(page) && le.Uint64(meta[64:]) > txn {
		list = le.Uint64(meta[48:])
	}
	if at = int64(list) * page; list > 1<<40 || at <= 0 {
		return 0, 0, false // None is kept, or it is nonsense.
	}
	var head [16]byte
	if _, err := r.ReadAt(head[:], at); err != nil {
		return 0, 0, false
	}
	return at, (1 + int64(le.Uint32(head[12:]))) * page, true
}
