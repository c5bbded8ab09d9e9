//go:build unix

package screen

import (
	"os"
	"os/signal"
	"syscall"
)

// notifySize has a signal come when the terminal gets another size.
func notifySize(c chan os.Signal) { signal.Notify(c, syscall.SIGWINCH) }
