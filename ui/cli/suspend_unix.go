//go:build unix

package cli

import (
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

// suspend stops this process until the shell lets it go on.
func suspend() error {
	on := make(chan os.Signal, 1)
	signal.Notify(on, syscall.SIGCONT)
	defer signal.Stop(on)
	if err := syscall.Kill(0, syscall.SIGTSTP); err != nil {
		return fmt.Errorf("stopping for the shell: %w", err)
	}
	<-on
	return nil
}

// Private makes every file of this process its user's alone, and lets it leave no core dump: secrets are in its memory.
func Private() {
	syscall.Umask(0o077)
	_ = syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{}) // Where it is refused, the system writes none by itself.
}
