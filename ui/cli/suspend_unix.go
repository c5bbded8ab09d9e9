//go:build unix

package cli

import (
	"fmt"
	"syscall"
)

// suspend stops this process until the shell lets it go on.
func suspend() error {
	if err := syscall.Kill(0, syscall.SIGTSTP); err != nil {
		return fmt.Errorf("stopping for the shell: %w", err)
	}
	return nil
}

// Private makes every file of this process its user's alone, and lets it leave no core dump: secrets are in its memory.
func Private() {
	syscall.Umask(0o077)
	_ = syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{}) // Where it is refused, the system writes none by itself.
}
