package cli

import (
	"context"
	"os"
	"testing"

	tea "charm.land/bubbletea/v2"

	"vocero/ui/screen"
	"vocero/ui/uitest"
)

// recorded are the frames of a morning at the desk: every tab, dialogs, a text that is being written, several sizes.
func recorded(t testing.TB) []uitest.Frame {
	t.Helper()
	rec := &uitest.Recorder{}
	x := newTheatreWith(t, func(m tea.Model) tea.Model {
		rec.Model = m
		return rec
	})
	x.do("2", "j", "j", "k", "pgdown", "pgdown", "G", "g", "g", "enter", "esc", "t", "esc")
	x.do("1", "3", "4", "5", "0", "2", "?").do("esc")
	x.do("'").do("p").do("c").write("¡Hola! 👩‍👩‍👧 日本 ❤️ mañana pan 🥖 1️⃣ ñandú")
	x.do("enter", "up", "left").write("más")
	x.do("esc")
	for _, s := range [][2]int{{80, 24}, {60, 20}, {59, 19}, {100, 30}, {1, 1}, {161, 47}} {
		x.Resize(s[0], s[1])
		x.do("2", "j")
	}
	if len(rec.Frames) < 40 {
		t.Fatalf("only %d frames were recorded", len(rec.Frames))
	}
	return rec.Frames
}

// newTheatreWith is newTheatre with something between the driver and the root.
func newTheatreWith(t testing.TB, between func(tea.Model) tea.Model) *theatre {
	t.Helper()
	x := newTheatre(t, "es", 120, 40)
	x.between = between
	x.open("es", 120, 40)
	return x
}

// renderer runs a model with one of the two renderers.
func renderer(clocked bool) uitest.Runner {
	return func(ctx context.Context, m tea.Model, tty *os.File, environ []string, begin func(func(tea.Msg))) error {
		_, err := screen.Run(ctx, m, screen.Options{In: tty, Out: tty, Environ: environ, Clocked: clocked, Begin: begin})
		return err
	}
}
