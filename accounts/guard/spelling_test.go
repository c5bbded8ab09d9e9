package guard

import (
	"slices"
	"strings"
	"testing"

	"vocero/accounts"
)

// pedant is a speller that flags the words of its list, in any language that it is told, and remembers what it was told.
type pedant struct {
	slips    []Slip
	language string
	words    []string
}

func (s *pedant) Slips(text, language string, words []string) []Slip {
	s.language, s.words = language, words
	var out []Slip
	for _, v := range s.slips {
		if i := strings.Index(text, "haver"); i >= 0 {
			v.Start, v.End = i, i+len("haver")
			out = append(out, v)
		}
	}
	return out
}

// spelt is a change to a good post: a text with a slip, and a speller that finds it.
func spelt(kind string, better ...string) func(*accounts.Post, *Facts) {
	return func(p *accounts.Post, f *Facts) {
		p.Text, f.Spell = "Vamos a haver", &pedant{slips: []Slip{{Kind: kind, Better: better}}}
	}
}

func TestSpelling(t *testing.T) {
	runRows(t, "spelling", post, []row{
		{"nobody to ask", func(p *accounts.Post, f *Facts) { p.Text = "Vamos a haver" }, nil},
		{"nothing wrong", func(_ *accounts.Post, f *Facts) { f.Spell = &pedant{} }, nil},
		{"a word", spelt("word", "haber", "a ver"), []string{`warn "haver" is not in the dictionary`}},
		{"a word without a remedy", spelt("word"), []string{`warn "haver" is in no dictionary`}},
		{"twice", spelt("twice", "haver"), []string{`warn "haver" says the same word twice`}},
		{"a space", spelt("space", " "), []string{`warn the spaces are wrong at "haver"`}},
		{"an opening mark", spelt("opening", "¿haver"), []string{`warn the sentence that begins with "haver" has no opening mark`}},
		{"a quotation mark", spelt("quote"), []string{`warn the quotation mark haver has no partner`}},
		{"at the moment of sending", func(p *accounts.Post, f *Facts) {
			spelt("word")(p, f)
			f.Sending = true
		}, nil},
		{"switched off", func(p *accounts.Post, f *Facts) {
			spelt("word")(p, f)
			f.Brand.Off = []string{"spelling"}
		}, nil},
		{"in a version", func(p *accounts.Post, f *Facts) {
			spelt("word", "haber")(p, f)
			p.Text, p.Versions = "Bien", []accounts.Version{{Account: "a1", Text: "a haver"}}
		}, []string{`warn a1 "haver" is not`}},
		{"in a description", func(p *accounts.Post, f *Facts) {
			spelt("word", "haber")(p, f)
			p.Text, p.Media = "Bien", []accounts.Media{{Name: "x.png", Alt: "Un haver en la mesa"}}
		}, []string{`warn "haver" is not`}},
	})
}

func TestSpellingFix(t *testing.T) {
	p, f := post(t), facts()
	spelt("word", "haber", "a ver")(&p, &f)
	for _, v := range Check(p, f) {
		if v.Rule != "spelling" {
			continue
		}
		better, ok := v.Args[len(v.Args)-1].([]string)
		if !ok || !slices.Equal(better, []string{"haber", "a ver"}) {
			t.Fatalf("the last of %v is no list of suggestions", v.Args)
		}
		if got := p.Text[:v.Start] + better[0] + p.Text[v.End:]; got != "Vamos a haber" {
			t.Errorf("mended: %q", got)
		}
		return
	}
	t.Error("nothing was found")
}

func TestSpellingLanguage(t *testing.T) {
	for _, r := range []struct{ post, brand, region, want string }{
		{"es", "", "", "es"}, {"es", "en", "ES-MD", "es-ES"}, {"", "es", "MX", "es-MX"}, {"es", "", "AR", "es-AR"}, {"es", "", "CO", "es"},
		{"es-MX", "", "ES", "es-MX"}, {"en", "", "GB", "en-GB"}, {"en", "", "ES", "en"}, {"ca", "", "ES", "ca"}, {"", "", "ES", ""},
	} {
		p, f, s := post(t), facts(), &pedant{}
		p.Language, f.Brand.Region, f.Spell = r.post, r.region, s
		if r.brand != "" {
			f.Brand.Languages = []string{r.brand}
		}
		Check(p, f)
		if s.language != r.want {
			t.Errorf("%+v is checked as %q", r, s.language)
		}
	}
}

func TestSpellingKnowsTheClient(t *testing.T) {
	p, f, s := reply(t), facts(), &pedant{}
	f.Brand.Words, f.Spell = []string{"Kafelito"}, s
	f.Brand.Style = &accounts.Style{Words: []accounts.WordStyle{{Avoid: "café", Use: "kafelito rico"}}, Signature: "— Luzía"}
	f.Mention = &accounts.Mention{AuthorName: text("Eva Zubiaurre")}
	Check(p, f)
	for _, w := range []string{"Kafelito", "Panadería", "Luz", "panaderialuz", "rico", "Luzía", "Zubiaurre"} {
		if !slices.Contains(s.words, w) {
			t.Errorf("%s is not known: %q", w, s.words)
		}
	}
}
