package owner

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"sync"
)

// Build names this very program file: two processes with one Build are the same code. It is the linker's build id, which
// stands in the first pages of every Go program; a program built without one is named by its size and its time.
var Build = sync.OnceValue(func() string {
	path, err := os.Executable()
	if err != nil {
		return "unknown"
	}
	f, err := os.Open(path)
	if err != nil {
		return "unknown"
	}
	defer func() { _ = f.Close() }()
	head := make([]byte, 64<<10)
	n, _ := io.ReadFull(f, head)
	if id := linkID(head[:n]); id != "" {
		return id
	}
	fi, err := f.Stat()
	if err != nil {
		return "unknown"
	}
	return fmt.Sprintf("%d-%d", fi.Size(), fi.ModTime().UnixNano())
})

// linkID finds the build id between its marks (cmd/internal/buildid), "" when there is none.
func linkID(head []byte) string {
	_, rest, ok := bytes.Cut(head, []byte("\xff Go build ID: \""))
	if !ok {
		return ""
	}
	id, _, ok := bytes.Cut(rest, []byte("\"\n \xff"))
	if !ok || len(id) > 200 {
		return ""
	}
	return string(id)
}
