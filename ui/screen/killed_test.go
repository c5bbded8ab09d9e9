//go:build !race

// Not under the race detector: when a program panics or is killed, Bubble Tea closes the reader of its keys without waiting for it
// to end (Program.shutdown with kill), which is a race of the framework's own at a moment when nothing is read any more.

package screen_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/ui/screen"
	"vocero/ui/uitest"
)

var errMark = errors.New("mark")

func TestAPanicLeavesTheTerminalAsItWas(t *testing.T) {
	boom := func() tea.Msg { panic(errMark) }
	for name, cmd := range map[string]tea.Cmd{"in a command": boom, "in a batch": tea.Batch(boom, tea.RequestBackgroundColor), "in a sequence": tea.Sequence(tea.RequestBackgroundColor, boom),
		"in Update": nil} {
		t.Run(name, func(t *testing.T) {
			s := open(t, best, &page{updates: func(msg tea.Msg) tea.Cmd {
				if k, ok := msg.(tea.KeyPressMsg); ok && k.String() == "x" {
					if cmd == nil {
						panic(errMark)
					}
					return cmd
				}
				return nil
			}})
			s.says("40×10").Send("x")
			if err := s.end(); !errors.Is(err, tea.ErrProgramPanic) && !errors.Is(err, tea.ErrProgramKilled) {
				t.Errorf("it ended with %v", err)
			}
			s.back()
		})
	}
	t.Run("in View", func(t *testing.T) {
		s := open(t, best, &page{frames: func(w, _ int) tea.View {
			if w == 41 {
				panic(errMark)
			}
			return tea.NewView("fine")
		}})
		s.says("fine")
		s.send(tea.WindowSizeMsg{Width: 41, Height: 9})
		if err := s.end(); !errors.Is(err, tea.ErrProgramPanic) {
			t.Errorf("it ended with %v", err)
		}
		s.back()
	})
}

// TestRunTellsOfTheFirstFrame has the program told once, when the terminal has the first frame; with Bubble Tea's renderer, too.
func TestRunTellsOfTheFirstFrame(t *testing.T) {
	for _, clocked := range []bool{false, true} {
		tty := uitest.NewTty(t, uitest.Kinds[0], 40, 10)
		ctx, stop := context.WithCancel(t.Context())
		told, ended := make(chan string, 10), make(chan error, 1)
		go func() {
			_, err := screen.Run(ctx, &page{}, screen.Options{In: tty.File(), Out: tty.File(), Environ: uitest.Kinds[0].Environ, Clocked: clocked, Shown: func() { told <- "" }})
			ended <- err
		}()
		select {
		case <-told:
		case <-time.After(30 * time.Second):
			t.Fatal("the program is not told")
		}
		tty.Until("the frame", func() bool { return strings.Contains(tty.Grid().Screen(), "40×10") })
		stop()
		if err := <-ended; !errors.Is(err, tea.ErrProgramKilled) {
			t.Fatal(err)
		}
		if len(told) > 0 {
			t.Error("the program is told more than once")
		}
	}
}

func TestTheEndOfAStuckTerminalGivesTheFrameUp(t *testing.T) {
	c := &counter{}
	s := open(t, uitest.Kinds[1], c)
	s.says("9·0 ")
	s.Resize(200, 60)
	s.send(tea.WindowSizeMsg{Width: 200, Height: 60})
	s.says("59·0 ")
	release := s.Hold()
	for range 5 {
		s.send(tea.KeyPressMsg{Code: 'j', Text: "j"})
	}
	s.Until("the frame", func() bool { return c.views.Load() > 1 })
	s.stop()
	time.AfterFunc(100*time.Millisecond, release) // A slow line takes the last words in the end.
	if err := s.end(); err == nil {
		t.Error("a context that ended is no error")
	}
	s.Until("the terminal to be as it was", func() bool { return !s.Modes()[1049] && s.Modes()[25] && !s.Modes()[1002] })
}
