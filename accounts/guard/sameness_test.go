package guard

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"vocero/accounts"
)

const centeno = "Mañana a las nueve sale del horno el pan de centeno con nueces, hecho con masa madre de tres días."

func saidBy(brand, account accounts.ID, network accounts.Kind, s string) Said {
	return Said{Post: "post9", Brand: brand, Account: account, Network: network, At: noon.Add(-48 * time.Hour), Excerpt: excerpt(s), Print: PrintOf(s)}
}

func TestSameness(t *testing.T) {
	repeat := func(brand, account accounts.ID, s string) func(*accounts.Post, *Facts) {
		return func(p *accounts.Post, f *Facts) {
			p.Text, f.Said = centeno, []Said{saidBy(brand, account, accounts.Mastodon, s)}
		}
	}
	onX := func(do func(*accounts.Post, *Facts)) func(*accounts.Post, *Facts) {
		return func(p *accounts.Post, f *Facts) {
			do(p, f)
			for i := range f.Accounts {
				f.Accounts[i].Network = accounts.X
			}
			for i := range f.Said {
				f.Said[i].Network = accounts.X
			}
		}
	}
	runRows(t, "sameness", post, []row{
		{"nothing said yet", say(centeno), nil},
		{"the same", repeat("luz", "a1", centeno), []string{`warn a1 @panaderialuz@masto.example said nearly the same at 2026-11-29 13:00: "Mañana a las nueve`}},
		{"one word changed", repeat("luz", "a1", strings.Replace(centeno, "nueces", "pasas", 1)), []string{"warn a1"}},
		{"in capitals without accents", repeat("luz", "a1", strings.ToUpper(strings.ReplaceAll(centeno, "ñ", "n"))), []string{"warn a1"}},
		{"with another link", repeat("luz", "a1", centeno+" https://luz.example/?utm_source=x"), []string{"warn a1"}},
		{"another text", repeat("luz", "a1", "El domingo cerramos por vacaciones hasta el martes siguiente a las diez."), nil},
		{"its own other account", repeat("luz", "a2", centeno), nil},
		{"another client", repeat("sur", "b1", centeno), []string{`block a1 Kine Sur says nearly the same`}},
		{"another account on X", onX(repeat("luz", "a2", centeno)), []string{"block a1 @luz@otra.example says nearly the same on X"}},
		{"another client on X", onX(repeat("sur", "b1", centeno)), []string{"block a1 @kinesur@masto.example says nearly the same on X"}},
		{"two accounts on X at once", onX(func(p *accounts.Post, _ *Facts) { p.Targets = []accounts.ID{"a1", "a2"} }), []string{"block a2 @luz@otra.example and @panaderialuz@masto.example would say the same"}},
		{"a version for the other on X", onX(func(p *accounts.Post, _ *Facts) {
			p.Targets, p.Versions = []accounts.ID{"a1", "a2"}, []accounts.Version{{Account: "a2", Text: "El domingo cerramos por vacaciones de invierno"}}
		}), nil},
		{"itself", func(p *accounts.Post, f *Facts) {
			repeat("luz", "a1", centeno)(p, f)
			f.Said[0].Post = p.ID
		}, nil},
		{"a greeting", func(p *accounts.Post, f *Facts) {
			repeat("sur", "b1", "¡Buenos días!")(p, f)
			p.Text = "¡Buenos días!"
		}, nil},
		{"switched off", func(p *accounts.Post, f *Facts) {
			repeat("sur", "b1", centeno)(p, f)
			f.Brand.Off = []string{"sameness"}
		}, nil},
		{"switched off on X", onX(func(p *accounts.Post, f *Facts) {
			repeat("sur", "b1", centeno)(p, f)
			f.Brand.Off = []string{"sameness"}
		}), []string{"block a1 @kinesur"}},
	})
	runRows(t, "sameness", reply, []row{{"a reply may repeat itself", repeat("luz", "a1", centeno), nil}})
}

func TestPrintComesBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[a-zñ]{1,8}`), 0, 200).Draw(rt, "words")
		p := PrintOf(strings.Join(words, " "))
		q := ReadPrint(p.Bytes())
		if p.Zero() != (len(words) < sayable) || p.Zero() != q.Zero() || len(p.Bytes()) > 260 {
			rt.Fatalf("%d words: %+v, %d bytes", len(words), p, len(p.Bytes()))
		}
		if !p.Zero() && (p.Like(q) != 1 || q.Like(p) != 1) {
			rt.Fatalf("it is not like itself: %v", p.Like(q))
		}
	})
	if !ReadPrint([]byte{1, 2}).Zero() || !ReadPrint(nil).Zero() {
		t.Error("something is read from nothing")
	}
}

// TestLikenessOfLongTexts: the estimate for long texts is near the truth.
func TestLikenessOfLongTexts(t *testing.T) {
	var a, b []string
	for i := range 600 {
		w := strings.Repeat(string(rune('a'+i%26)), i%7+1) + string(rune('a'+i/26))
		a = append(a, w)
		if i%20 == 0 {
			w = "otra"
		}
		b = append(b, w)
	}
	if like := PrintOf(strings.Join(a, " ")).Like(PrintOf(strings.Join(b, " "))); like < 0.7 || like > 0.95 {
		t.Errorf("%.2f, the truth is about 0.82", like)
	}
}
