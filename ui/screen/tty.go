package screen

import (
	"fmt"
	"os"
	"os/signal"
	"sync"

	"github.com/charmbracelet/x/term"
)

// tty is the terminal as the system sees it: its line discipline and its size.
type tty struct {
	in, out *os.File
	mu      sync.Mutex
	before  *term.State // nil while it is as it was found
}

// raw has keys come one by one, unechoed.
func (t *tty) raw() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.before != nil {
		return nil
	}
	before, err := term.MakeRaw(t.in.Fd())
	if err != nil {
		return fmt.Errorf("preparing the terminal for keys: %w", err)
	}
	t.before = before
	return nil
}

// restore puts the line discipline back as it was found.
func (t *tty) restore() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.before != nil {
		_ = term.Restore(t.in.Fd(), t.before) // It fails on a terminal that is gone.
		t.before = nil
	}
}

// size is how many cells the terminal has.
func (t *tty) size() (w, h int, err error) { return term.GetSize(t.out.Fd()) }

// watch calls measure after every change of the size, until stop is called. Changes that come faster than they are taken count once.
func (t *tty) watch(measure func()) (stop func()) {
	changed, done := make(chan os.Signal, 1), make(chan struct{})
	notifySize(changed)
	go func() {
		for {
			select {
			case <-changed:
				measure()
			case <-done:
				return
			}
		}
	}()
	return func() {
		signal.Stop(changed)
		close(done)
	}
}
