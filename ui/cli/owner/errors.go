package owner

import (
	"errors"
	"fmt"
)

// ErrNone says that nobody holds the desk, as far as its file and socket tell.
var ErrNone = errors.New("nobody holds the desk")

// ErrYielding says that the owner is handing the desk over: ask again in a moment.
var ErrYielding = errors.New("the owner is handing the desk over")

// SilentError says that an owner holds the desk but does not answer: it was stopped, or it hangs.
type SilentError struct{ Info Info }

// Error names the process.
func (e *SilentError) Error() string {
	return fmt.Sprintf("process %d holds the desk and does not answer; continue it (fg, kill -CONT) or end it", e.Info.PID)
}

// BuildError says that the owner is another build of the program.
type BuildError struct{ Info Info }

// Error names the process.
func (e *BuildError) Error() string {
	return fmt.Sprintf("process %d holds the desk and is another build of vocero; close it, or use the same program", e.Info.PID)
}

// PeerError says that the other side of a connection is another user.
type PeerError struct{ UID int }

// Error names the user.
func (e *PeerError) Error() string {
	return fmt.Sprintf("the other side of the socket is user %d, not you; nothing was sent", e.UID)
}

// CutError says that the owner went away in the middle of a command.
type CutError struct{ Info Info }

// Error names the process.
func (e *CutError) Error() string {
	return fmt.Sprintf("process %d went away while it ran the command; look at the state before you repeat it", e.Info.PID)
}
