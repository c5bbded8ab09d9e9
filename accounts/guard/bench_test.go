package guard

import (
	"fmt"
	"strings"
	"testing"
	"time"

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

// BenchmarkCheckLong is a draft of 5,000 graphemes with every guard but spelling at work: a style guide, links, handles, tags,
// emoji, numbers, a paid relation, twelve other clients, and 5,000 texts of the last 90 days.
func BenchmarkCheckLong(b *testing.B) {
	p, f := post(b), facts()
	two := 2
	f.Brand.Style = &accounts.Style{Address: accounts.Usted, Emoji: &two, TagsMost: &two, Signature: "— Luz", Hashtags: []string{"#PanDeLuz"},
		Words: []accounts.WordStyle{{Avoid: "barato"}, {Avoid: "oferta", Use: "precio"}}}
	f.Brand.Region, f.Brand.Apart = "ES-MD", time.Hour
	f.Links = map[string]accounts.LinkReport{}
	p.Relation = accounts.Paid
	var text strings.Builder
	for i := 0; accounts.Graphemes(text.String()) < 5000; i++ {
		fmt.Fprintf(&text, "Mañana número %d hay pan de centeno 🍞 con @eva%d, https://luz.example/pan/%d, #pandecentenohoy y 600 111 222. ", i, i%7, i%5)
	}
	p.Text = text.String()
	for len(f.Others) < 12 {
		f.Others = append(f.Others, f.Others[0])
	}
	f.Heard = map[string]Heard{}
	for _, h := range HandlesOf(p, f.Accounts) {
		f.Heard[h.Handle] = Heard{}
	}
	for i := range 5000 {
		s := fmt.Sprintf("El día %d hay otro pan, el de la casa número %d, con su historia y su horno de leña de siempre. %s", i, i*7, strings.Repeat("pan ", i%40))
		f.Said = append(f.Said, Said{Post: accounts.ID(fmt.Sprint(i)), Brand: "luz", Account: "a1", Print: PrintOf(s)})
	}
	for b.Loop() {
		if len(Check(p, f)) == 0 {
			b.Fatal("nothing stands against the post")
		}
	}
}
