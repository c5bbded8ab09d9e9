//go:build unix

package vault

import (
	"io/fs"
	"os"
	"syscall"
)

// mine tells whether the file belongs to the user who runs this program.
func mine(info fs.FileInfo) bool {
	st, ok := info.Sys().(*syscall.Stat_t)
	return !ok || int(st.Uid) == os.Geteuid()
}
