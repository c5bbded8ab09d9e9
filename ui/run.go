package ui

import (
	"context"
	"errors"
	"io"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/screen"
)

// Stream is where the bridge hears of changes: the store.
type Stream interface {
	Changes() (ch <-chan accounts.Changed, cancel func())
}

// Terminal is what the program runs on; zero values mean the process's own.
type Terminal struct {
	In      io.Reader
	Out     io.Writer
	Environ []string
	Yield   <-chan struct{} // another program asks for the desk
	Clocked bool            // Bubble Tea's own renderer draws, sixty times a second
	Shown   func()          // called in a goroutine of its own once the first frame stands; may be nil
	Still   func()          // the same, whenever nothing was drawn for screen.Rest after a frame; may be nil
}

// lastWords is how long a desk that was told to end has to store what is typed. Then it ends anyhow.
const lastWords = 500 * time.Millisecond

// Run shows the root until it is left, or the context ends, and says why. Changes of the store reach the root from a goroutine of
// its own; nothing else sends into the program. When the context ends, the root is left as by hand: what is typed is stored first.
func Run(ctx context.Context, m *Model, s Stream, t Terminal) (Outcome, error) {
	hard, kill := context.WithCancel(context.WithoutCancel(ctx))
	defer kill()
	changes, cancel := s.Changes()
	defer cancel()
	done := make(chan struct{})
	defer close(done)
	stop := func() bool { return true }
	begin := func(send func(tea.Msg)) {
		go bridge(send, changes, t.Yield, done)
		stop = context.AfterFunc(ctx, func() {
			send(leaveMsg(Quit))
			select {
			case <-done:
			case <-time.After(lastWords):
				kill()
			}
		})
	}
	_, err := screen.Run(hard, m, screen.Options{In: t.In, Out: t.Out, Environ: t.Environ, Clocked: t.Clocked, Filter: coalesce, Begin: begin, Shown: t.Shown, Still: t.Still})
	stop()
	if errors.Is(err, tea.ErrProgramKilled) && ctx.Err() != nil {
		err = nil
	}
	return m.Outcome(), err
}

// bridge turns changes of the store into messages, one for all that came since the last.
func bridge(send func(tea.Msg), changes <-chan accounts.Changed, yield, done <-chan struct{}) {
	for {
		select {
		case c, ok := <-changes:
			if !ok {
				return
			}
			for drained := false; !drained; {
				select {
				case _, ok := <-changes:
					drained = !ok
				default:
					drained = true
				}
			}
			send(c)
		case <-yield:
			send(leaveMsg(Yielded))
			return
		case <-done:
			return
		}
	}
}

// coalesce drops mouse motion that nobody uses, so that a mouse that moves costs nothing.
func coalesce(_ tea.Model, msg tea.Msg) tea.Msg {
	if _, ok := msg.(tea.MouseMotionMsg); ok {
		return nil
	}
	return msg
}
