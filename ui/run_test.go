package ui_test

import (
	"context"
	"io"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui"
	"vocero/ui/lang"
	"vocero/ui/pane"
)

// quiet is a store in which nothing changes.
type quiet struct{}

func (quiet) Changes() (<-chan accounts.Changed, func()) {
	return make(chan accounts.Changed), func() {}
}

// writer is a room where something was typed.
type writer struct {
	room
	shown chan struct{}
	stuck bool
	kept  bool
}

func (w *writer) Show(s pane.Scope) tea.Cmd {
	close(w.shown)
	return w.room.Show(s)
}

// Leave stores what was typed, or never comes back.
func (w *writer) Leave() tea.Cmd {
	return func() tea.Msg {
		if w.stuck {
			select {}
		}
		w.kept = true
		return nil
	}
}

// told runs a desk without a terminal and tells it to end once it is shown.
func told(t *testing.T, stuck bool) *writer {
	t.Helper()
	w := &writer{room: room{id: pane.Today}, shown: make(chan struct{}), stuck: stuck}
	root := ui.New(ui.Options{Desk: newBooks(), Lang: lang.New("en"), Clock: ui.Wall(), Tabs: []pane.Pane{w}, Overlays: []pane.Pane{&room{id: pane.Compose}, &room{id: pane.Setup}}})
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	in, hand := io.Pipe()
	t.Cleanup(func() { _ = hand.Close() })
	ended := make(chan error, 1)
	go func() {
		out, err := ui.Run(ctx, root, quiet{}, ui.Terminal{In: in, Out: io.Discard, Environ: []string{"TERM=dumb"}})
		if out != ui.Quit {
			t.Errorf("it says that it was left as %v", out)
		}
		ended <- err
	}()
	<-w.shown
	cancel()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("it ended with: %v", err)
		}
	case <-time.After(15 * time.Second):
		t.Fatal("it does not end")
	}
	return w
}

func TestADeskThatIsToldToEndKeepsWhatIsTyped(t *testing.T) {
	if w := told(t, false); !w.kept {
		t.Error("what was typed is lost")
	}
}

func TestADeskThatIsToldToEndEnds(t *testing.T) {
	if w := told(t, true); w.kept {
		t.Error("the test holds nothing up")
	}
}
