package cli

import (
	"context"
	"io"
	"time"

	"vocero/accounts"
	"vocero/ui/lang"
)

// Exit codes.
const (
	Done    = 0
	Failed  = 1
	Usage   = 2
	Refused = 3 // a guard, a letter or a pause stands in the way
	Busy    = 4 // another process holds the desk, or the vault is locked
)

// Env is the world of one run: the process fills it in main, a test by hand, and the owner from a request.
type Env struct {
	In     io.Reader
	Out    io.Writer
	Err    io.Writer
	Dir    string              // the working folder
	Getenv func(string) string // environment variables
	Now    func() time.Time
	TTY    bool   // Out is a terminal: what a terminal could obey is escaped
	Ask    bool   // In and Err are a terminal: questions can be asked
	Colour bool   // Out takes colour
	Width  int    // of the terminal in cells; 0: unknown
	Zone   string // IANA name of the person's own clock

	Mount func(dir string) string // the network file system a folder lies on, "" for a disk of this machine; nil asks the system

	// Tried in the caller's process only; nil inside an owner.
	OpenDesk func(ctx context.Context, o OpenOptions) (*Desk, error)
	RunUI    func(ctx context.Context, d *Desk, o UIOptions) error
	Browse   func(url string) error                             // opens the person's browser
	Secret   func(prompt string) (accounts.Secret, error)       // reads a line without showing it
	Edit     func(ctx context.Context, name, file string) error // runs an editor on a file, in the terminal
}

// UIOptions says how the screens start. RunUI returns ErrSuspend when the person pressed Ctrl-Z: the desk is given up, the process
// stops, and RunUI is called again with a desk opened anew when it goes on.
type UIOptions struct {
	Lang   *lang.Printer
	Config Config
	Shown  func() // to be called once the first frame stands, from any goroutine; may take its time
	Still  func() // the same, whenever the screen has rested for a moment; may be nil
}
