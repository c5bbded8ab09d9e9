package ui

import (
	"context"
	"errors"
	"io"
	"os"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
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
}

// lastWords is how long a desk that was told to end has to store what is typed. Then it ends anyhow.
const lastWords = 500 * time.Millisecond

// Run shows the root until it is left, or the context ends, and says why. Changes of the store reach the root from a goroutine of
// its own; nothing else sends into the program. When the context ends, the root is left as by hand: what is typed is stored first.
func Run(ctx context.Context, m *Model, s Stream, t Terminal) (Outcome, error) {
	hard, kill := context.WithCancel(context.WithoutCancel(ctx))
	defer kill()
	opts := []tea.ProgramOption{tea.WithContext(hard), tea.WithoutSignalHandler(), tea.WithFilter(coalesce())}
	if t.In != nil {
		opts = append(opts, tea.WithInput(t.In))
	}
	if t.Out != nil {
		opts = append(opts, tea.WithOutput(t.Out))
	}
	if t.Environ == nil {
		t.Environ = os.Environ()
	}
	p := tea.NewProgram(m, append(opts, tea.WithEnvironment(t.Environ))...)
	changes, cancel := s.Changes()
	defer cancel()
	done := make(chan struct{})
	defer close(done)
	go bridge(p, changes, t.Yield, done)
	defer context.AfterFunc(ctx, func() {
		p.Send(leaveMsg(Quit))
		select {
		case <-done:
		case <-time.After(lastWords):
			kill()
		}
	})()
	_, err := p.Run()
	if errors.Is(err, tea.ErrProgramKilled) && ctx.Err() != nil {
		err = nil
	}
	return m.Outcome(), err
}

// bridge turns changes of the store into messages, one for all that came since the last.
func bridge(p *tea.Program, changes <-chan accounts.Changed, yield, done <-chan struct{}) {
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
			p.Send(c)
		case <-yield:
			p.Send(leaveMsg(Yielded))
			return
		case <-done:
			return
		}
	}
}

// coalesce drops mouse motion that nobody uses, so that a mouse that moves costs nothing.
func coalesce() func(tea.Model, tea.Msg) tea.Msg {
	return func(_ tea.Model, msg tea.Msg) tea.Msg {
		if _, ok := msg.(tea.MouseMotionMsg); ok {
			return nil
		}
		return msg
	}
}
