//go:build unix

package owner

import (
	"io/fs"
	"os"
	"syscall"
)

// ownedByUs tells whether a file belongs to this user.
func ownedByUs(fi fs.FileInfo) bool {
	st, ok := fi.Sys().(*syscall.Stat_t)
	return ok && int(st.Uid) == os.Getuid()
}
