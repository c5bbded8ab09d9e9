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

// guarded is a desk at 120×40 with a draft of 5,000 graphemes in the composer, with all guards on or with none.
func guarded(b *testing.B, all bool) *theatre {
	x := newTheatre(b, "en", 120, 40)
	if !all {
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
	if all && strings.Contains(x.Screen(), "nothing stands against it") {
		b.Fatalf("the guards found nothing:\n%s", x.Screen())
	}
	x.root.View()
	return x
}

// BenchmarkComposeGuards is what a key costs in a draft of 5,000 graphemes, Update and View of the whole desk, with all guards on and
// with none. Keys go to the one and to the other in turn, so that whatever else the machine does weighs on both; after every
// twentieth the fingers rest and the guards look. It reports the middle and the 99th of a hundred keys, in microseconds.
func BenchmarkComposeGuards(b *testing.B) {
	desks := [2]*theatre{guarded(b, false), guarded(b, true)}
	keys := [2]tea.KeyPressMsg{{Code: 'x', Text: "x"}, {Code: tea.KeyBackspace}}
	var took [2][]time.Duration
	b.ResetTimer()
	for i := range b.N {
		for k, x := range desks {
			if i%20 == 19 {
				x.Advance(time.Second)
				x.settle()
			}
			at := time.Now()
			x.root.Update(keys[i%2])
			x.root.View()
			took[k] = append(took[k], time.Since(at))
		}
	}
	for k, name := range []string{"none", "all"} {
		slices.Sort(took[k])
		n := len(took[k])
		b.ReportMetric(float64(took[k][n/2].Microseconds()), name+"-p50-µs")
		b.ReportMetric(float64(took[k][n*99/100].Microseconds()), name+"-p99-µs")
	}
}
