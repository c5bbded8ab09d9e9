package accounts

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// ana is known on three networks, the guild only on Mastodon.
var (
	ana    = Person{ID: "ana", Name: LineText("Ana Prieto"), Aliases: []Alias{{Mastodon, "ana@masto.example", ""}, {Bluesky, "ana.bsky.social", "did:plc:a"}, {X, "ana_x", "12"}}}
	gremio = Person{ID: "gremio", Name: LineText("Gremio de panaderos"), Aliases: []Alias{{Mastodon, "gremio@masto.example", ""}}}
)

func who(x Alias) (Person, bool) {
	for _, p := range []Person{ana, gremio} {
		if p.Has(x) {
			return p, true
		}
	}
	return Person{}, false
}

func desk3() []Account {
	return []Account{{ID: "m", Network: Mastodon, User: "luz", Host: "masto.example"}, {ID: "b", Network: Bluesky, User: "luz.bsky.social", Host: "bsky.social"},
		{ID: "x", Network: X, User: "luz", Host: "x.com"}, {ID: "i", Network: Manual, User: "luz", Host: "instagram.com", Instance: Instance{Software: "instagram"}}}
}

func spoken(text string, versions ...Version) Post {
	p := Post{Text: text, Targets: []ID{"m", "b", "x", "i"}, Versions: versions}
	p.Namings = NamingsOf(p, desk3(), who)
	return p
}

func TestAPersonIsNamedAsEachNetworkKnowsThem(t *testing.T) {
	for _, c := range []struct{ text, m, b, x, i string }{
		{"Gracias, @ana@masto.example!", "Gracias, @ana@masto.example!", "Gracias, @ana.bsky.social!", "Gracias, @ana_x!", "Gracias, Ana Prieto!"},
		{"¡@ana.bsky.social!", "¡@ana@masto.example!", "¡@ana.bsky.social!", "¡@ana_x!", "¡Ana Prieto!"},
		{"con @ana_x y @ana_x.", "con @ana@masto.example y @ana@masto.example.", "con @ana.bsky.social y @ana.bsky.social.", "con @ana_x y @ana_x.", "con Ana Prieto y Ana Prieto."},
		{"@ana_x@x.com", "@ana@masto.example", "@ana.bsky.social", "@ana_x", "Ana Prieto"},
		{"Corto: @ana", "Corto: @ana", "Corto: @ana.bsky.social", "Corto: @ana_x", "Corto: Ana Prieto"},
		{"@GREMIO@masto.example, sí", "@GREMIO@masto.example, sí", "Gremio de panaderos, sí", "Gremio de panaderos, sí", "Gremio de panaderos, sí"},
		{"@nadie@masto.example y a@masto.example", "=", "=", "=", "="},
		{"https://masto.example/@ana@masto.example", "=", "=", "=", "="},
		{"https://tienda.example/?a=1,@ana@masto.example", "=", "=", "=", "="},
		{"escribe a ana@masto.example o a x.@ana@masto.example", "=", "=", "=", "="},
		{"@ana@masto.example/perfil @ana@masto.exampleñ @ana@masto.example@x", "=", "=", "=", "="},
	} {
		p := spoken(c.text)
		for id, want := range map[ID]string{"m": c.m, "b": c.b, "x": c.x, "i": c.i} {
			if want == "=" {
				want = c.text
			}
			if got := p.TextFor(id); got != want {
				t.Errorf("%q on %s says %q, want %q", c.text, id, got, want)
			}
			if p.Written(id) != c.text {
				t.Errorf("what was written is %q", p.Written(id))
			}
		}
	}
}

func TestATextOfItsOwnSpeaksOfItsOwnNetwork(t *testing.T) {
	p := spoken("Hola @ana@masto.example", Version{"x", "Hola @ana y @gremio@masto.example"})
	if got := p.TextFor("x"); got != "Hola @ana y Gremio de panaderos" {
		t.Errorf("on X it says %q", got)
	}
	if !p.Renamed("b") || p.Renamed("m") {
		t.Error("it is told wrongly where handles become others")
	}
	s := p.Said()
	if len(s.Namings) > 0 || s.TextFor("b") != p.TextFor("b") || s.Written("b") != p.TextFor("b") || s.Text != p.Text || len(p.Versions) != 1 {
		t.Errorf("what is said is %+v", s)
	}
}

func TestTwoPersonsWithOneNameAreLeftAlone(t *testing.T) {
	other := Person{ID: "otra", Name: LineText("Otra Ana"), Aliases: []Alias{{"instagram", "ana", ""}}}
	p := Post{Text: "Hola @ana", Targets: []ID{"m", "b", "i"}}
	both := func(x Alias) (Person, bool) {
		if other.Has(x) {
			return other, true
		}
		return who(x)
	}
	if p.Namings = NamingsOf(p, desk3(), both); p.TextFor("b") != p.Text {
		t.Errorf("on Bluesky it says %q", p.TextFor("b"))
	}
}

func TestPlacesLeadBackToWhatWasWritten(t *testing.T) {
	p := spoken("Sí, @ana@masto.example: mañaana y @ana@masto.example fin")
	said := p.TextFor("x")
	for _, word := range []string{"Sí", "mañaana", "fin"} {
		at := strings.Index(said, word)
		w := p.WrittenAt("x", Span{at, at + len(word)})
		if got := p.Text[w.Start:w.End]; got != word {
			t.Errorf("%q was written as %q", word, got)
		}
	}
	at := strings.Index(said, "ana_x")
	if w := p.WrittenAt("x", Span{at, at + 3}); p.Text[w.Start:w.End] != "@ana@masto.example" {
		t.Errorf("a piece of a handle was written as %q", p.Text[w.Start:w.End])
	}
	if w := spoken("@ana@masto.example hola").WrittenAt("x", Span{}); w != (Span{}) {
		t.Errorf("what has no place gets %v", w)
	}
}

// TestMappingKeepsEverythingElse draws texts of handles, addresses, links and words: mapped twice is mapped once, what is no handle of
// a known person keeps its bytes, and nothing in a link or an address changes.
func TestMappingKeepsEverythingElse(t *testing.T) {
	known := []string{"@ana@masto.example", "@ana.bsky.social", "@ana_x", "@gremio@masto.example", "@ana_x@x.com"}
	kept := []string{"https://a.example/@ana@masto.example", "correo.ana@masto.example", "ana@masto.example", "https://x.com/ana_x?u=@ana_x", "tienda.es/p,@ana_x", "pan", "¿qué?", "👩‍👧", "@otra@b.example",
		"#@ana_x", "e\u0301", "\xff", "a.@ana_x", "---"}
	rapid.Check(t, func(t *rapid.T) {
		var text, want strings.Builder
		id := rapid.SampledFrom([]ID{"m", "b", "x", "i"}).Draw(t, "account")
		for range rapid.IntRange(0, 12).Draw(t, "pieces") {
			sep := rapid.SampledFrom([]string{" ", "\n", " (", " «"}).Draw(t, "sep")
			s := rapid.SampledFrom(append(known[:len(known):len(known)], kept...)).Draw(t, "piece")
			alone := spoken(s).TextFor(id)
			if alone != s && slices.Contains(kept, s) {
				t.Fatalf("%q becomes %q", s, alone)
			}
			fmt.Fprint(&text, sep, s)
			fmt.Fprint(&want, sep, alone)
		}
		p := spoken(text.String())
		got := p.TextFor(id)
		if got != want.String() {
			t.Fatalf("%q says %q, want %q", text.String(), got, want.String())
		}
		if q := spoken(got, Version{id, got}); q.TextFor(id) != got {
			t.Fatalf("mapped twice: %q, then %q", got, q.TextFor(id))
		}
	})
}

func FuzzHandlesIn(f *testing.F) {
	for _, s := range []string{"@a", "@a@b.c", "x@a@b.c", "@@a", "@a@b", "https://a.b/@c@d.e", "@a.@b-c@d.e.", "\xff@a@b.c\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, h := range HandlesIn(s) {
			if h.Start < last || h.User <= h.Start+1 || h.End < h.User || h.End > len(s) || s[h.Start] != '@' {
				t.Fatalf("%q holds %+v", s, h)
			}
			last = h.End
		}
	})
}
