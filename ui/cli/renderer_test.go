package cli

import (
	"context"
	"fmt"
	"os"
	"slices"
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

// TestBothRenderersShowTheSame plays the frames of the desk with Bubble Tea's own renderer and with ours, on terminals of many kinds,
// and compares every cell and the cursor.
func TestBothRenderersShowTheSame(t *testing.T) {
	frames := recorded(t)
	frames = slices.DeleteFunc(frames, func(f uitest.Frame) bool { return f.Width == 0 })
	for _, k := range uitest.Kinds {
		t.Run(k.Name, func(t *testing.T) {
			t.Parallel()
			why := ""
			for range 3 { // Bubble Tea draws on a clock: a busy machine may show its frame half, but not three times.
				if why = differ(t, k, frames, renderer); why == "" {
					return
				}
			}
			t.Fatal(why)
		})
	}
}

// differ plays the frames with both renderers and says where they look different first, "" nowhere.
func differ(t *testing.T, k uitest.Kind, frames []uitest.Frame, renderer func(clocked bool) uitest.Runner) string {
	t.Helper()
	want := uitest.Play(t, k, frames, renderer(true))
	got := uitest.Play(t, k, frames, renderer(false))
	for i := range frames {
		if d := uitest.Differ(want[i], got[i], frames[i].Width); d != "" {
			return fmt.Sprintf("frame %d of %d×%d: Bubble Tea's renderer and ours differ: %s", i, frames[i].Width, frames[i].Height, d)
		}
	}
	return ""
}
