package widget

import (
	"fmt"
	"testing"

	"charm.land/lipgloss/v2"
)

// TestPaintIsRender holds Paint against lipgloss, for colours of all kinds and every attribute, again and again.
func TestPaintIsRender(t *testing.T) {
	plain := lipgloss.NewStyle()
	red := lipgloss.Color("#d5836a")
	styles := []lipgloss.Style{plain, plain.Foreground(red), plain.Background(red), plain.Foreground(lipgloss.Color("9")).Background(lipgloss.Color("208")), plain.Bold(true),
		plain.Faint(true), plain.Italic(true), plain.Reverse(true), plain.Blink(true), plain.Foreground(red).Bold(true).Reverse(true), plain.Foreground(lipgloss.NoColor{}), plain.Underline(true), plain.Strikethrough(true).Bold(true)}
	for range 2 {
		for i, st := range styles {
			for _, text := range []string{"x", "@cafe@masto.example", "xx ñ 👩‍👩‍👧  ", "\x1b[1mx\x1b[m"} {
				if got, want := Paint(&st, text), st.Render(text); got != want {
					t.Errorf("style %d: %q is painted %q, want %q", i, text, got, want)
				}
			}
		}
	}
	if got := Paint(&styles[1], ""); got != "" {
		t.Errorf("nothing is painted %q", got)
	}
	for i := range 3 * mostInks {
		st := plain.Foreground(lipgloss.Color(fmt.Sprintf("#%06x", i)))
		if got, want := Paint(&st, "x"), st.Render("x"); got != want {
			t.Fatalf("colour %d is painted %q, want %q", i, got, want)
		}
	}
	if n := len(inks.of); n > mostInks {
		t.Errorf("%d inks are kept", n)
	}
}
