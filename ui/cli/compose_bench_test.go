package cli

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

// BenchmarkCompose is what a key costs before its frame goes to the terminal: Update and View of the whole desk, at 120×40.
func BenchmarkCompose(b *testing.B) {
	down, up := tea.KeyPressMsg{Code: 'j', Text: "j"}, tea.KeyPressMsg{Code: 'k', Text: "k"}
	for _, c := range []struct {
		name  string
		there func(x *theatre)
		keys  [2]tea.KeyPressMsg
	}{
		{"inbox", func(x *theatre) { x.do("2", "j", "j") }, [2]tea.KeyPressMsg{down, up}},
		{"calendar", func(x *theatre) { x.do("4", "j") }, [2]tea.KeyPressMsg{down, up}},
		{"composer", func(x *theatre) { x.do("'", "p", "c").write("Mañana hay pan de higos, ¿quién viene? ") }, [2]tea.KeyPressMsg{{Code: 'x', Text: "x"}, {Code: tea.KeyBackspace}}},
	} {
		b.Run(c.name, func(b *testing.B) {
			x := newTheatre(b, "en", 120, 40)
			c.there(x)
			x.root.View()
			b.ReportAllocs()
			b.ResetTimer()
			for i := range b.N {
				x.root.Update(c.keys[i%2])
				x.root.View()
			}
		})
		b.Run(c.name+", unchanged", func(b *testing.B) {
			x := newTheatre(b, "en", 120, 40)
			c.there(x)
			x.root.View()
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N {
				x.root.View()
			}
		})
	}
}
