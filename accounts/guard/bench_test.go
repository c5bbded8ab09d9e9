package guard

import (
	"strings"
	"testing"

	"vocero/accounts"
)

// BenchmarkCheck is what a pause of typing costs: 500 characters for two accounts, twelve other clients, an hour chosen.
func BenchmarkCheck(b *testing.B) {
	p, f := post(b), facts()
	p.Text, p.Targets = strings.Repeat("Mañana hay pan de centeno. ", 18), []accounts.ID{"a1", "a2"}
	for len(f.Others) < 12 {
		f.Others = append(f.Others, f.Others[0])
	}
	for b.Loop() {
		if len(Check(p, f)) > 0 {
			b.Fatal("something stands against the post")
		}
	}
}
