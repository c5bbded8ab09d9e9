package cli

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/ui/pane"
)

// draftOf is a draft of about so many graphemes, as people write: with slips, links, handles, hashtags, emoji and a thread.
func draftOf(graphemes int) string {
	piece := "¡Hola, vecinas! Mañana abrimos a las nueve con pan de centeno 🥖 y cafe recien hecho para todas: https://pan.example/otoño?utm_source=x #masamadre gracias @eva@otro.example.\n"
	var b strings.Builder
	for n, i := 0, 0; n < graphemes; i++ {
		b.WriteString(piece)
		if i%3 == 2 {
			b.WriteString("---\n")
		}
		n += accounts.Graphemes(piece)
	}
	return b.String()
}

// BenchmarkComposeGuards is what a key costs in a draft of 5,000 graphemes, Update and View of the whole desk at 120×40, with all guards
// on, with none, and with the guards looking between the keys, as they do while the fingers rest. p99 is the time of the slowest
// key of a hundred, in nanoseconds.
func BenchmarkComposeGuards(b *testing.B) {
	for _, c := range []struct {
		name string
		all  bool // the guards
		rest bool // the fingers rest after every twentieth key
	}{{"none", false, false}, {"all", true, false}, {"none, resting", false, true}, {"all, resting", true, true}} {
		b.Run(c.name, func(b *testing.B) {
			x := newTheatre(b, "en", 120, 40)
			if !c.all {
				luz, err := x.d.Store.Brand(x.account("luz").Brand)
				if err != nil {
					b.Fatal(err)
				}
				luz.Off = guard.Switches()
				if _, err := x.d.Store.PutBrand(luz); err != nil {
					b.Fatal(err)
				}
			}
			x.settle()
			x.Msg(pane.Open{To: pane.Compose, Arg: pane.Write{Brand: x.account("luz").Brand, Text: draftOf(5000)}})
			x.settle()
			x.Advance(time.Second)
			x.settle()
			keys := [2]tea.KeyPressMsg{{Code: 'x', Text: "x"}, {Code: tea.KeyBackspace}}
			if looks := !strings.Contains(x.Screen(), "nothing stands against it"); looks != c.all && c.all {
				b.Fatalf("the guards found nothing:\n%s", x.Screen())
			}
			x.root.View()
			var took []time.Duration
			b.ReportAllocs()
			b.ResetTimer()
			for i := range b.N {
				if c.rest && i%20 == 19 {
					b.StopTimer()
					x.Advance(time.Second)
					x.settle()
					b.StartTimer()
				}
				at := time.Now()
				x.root.Update(keys[i%2])
				x.root.View()
				took = append(took, time.Since(at))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*99/100].Nanoseconds()), "p99-ns")
		})
	}
}
