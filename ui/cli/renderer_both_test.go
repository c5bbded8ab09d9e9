//go:build !race

// Not under the race detector: Bubble Tea draws on a clock, and a machine that is slowed down tenfold shows its frames half. What this
// compares are cells; the screens' own tests look for races.

package cli

import (
	"fmt"
	"slices"
	"testing"

	"vocero/ui/uitest"
)

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
