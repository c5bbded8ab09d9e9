package guard

import (
	"strings"
	"testing"

	"vocero/accounts"
)

func say(s string) func(*accounts.Post, *Facts) {
	return func(p *accounts.Post, _ *Facts) { p.Text = s }
}

func guided(g accounts.Style, s string) func(*accounts.Post, *Facts) {
	return func(p *accounts.Post, f *Facts) { p.Text, f.Brand.Style = s, &g }
}

func TestStyle(t *testing.T) {
	none, two := 0, 2
	words := accounts.Style{Words: []accounts.WordStyle{{Avoid: "barato"}, {Avoid: "comprar online", Use: "encargar por la web"}}}
	signed := accounts.Style{Signature: "— Panadería Luz"}
	tagged := accounts.Style{Hashtags: []string{"#PanDeLuz", "#MasaMadre"}, TagsMost: &two}
	runRows(t, "style", post, []row{
		{"no guide", say("barato 🍞"), nil},
		{"clean", guided(words, "Pan de centeno, bueno y a buen precio."), nil},
		{"banned", guided(words, "El más Barato del barrio"), []string{`block the client never says "Barato"`}},
		{"with a preferred one", guided(words, "Puedes comprar  online hoy"), []string{`warn the client does not say "comprar online"`}},
		{"in an alt text", func(p *accounts.Post, f *Facts) {
			guided(words, "Pan")(p, f)
			p.Media = []accounts.Media{{Alt: "pan barato en una mesa", Type: "image/png"}}
		}, []string{`block the client never says "barato"`}},
		{"in a link", guided(words, "mira https://luz.example/barato"), nil},
		{"a part of a word", guided(words, "abaratos"), nil},
		{"no emoji allowed", guided(accounts.Style{Emoji: &none}, "Pan 🍞 y ❤️"), []string{"warn 2 emoji; the client uses none"}},
		{"too many emoji", guided(accounts.Style{Emoji: &two}, "🍞🥐👨‍👩‍👧 pan"), []string{"warn 3 emoji; the client uses at most 2"}},
		{"as many as allowed", guided(accounts.Style{Emoji: &two}, "🍞🥐 pan €5 → 10 ½"), nil},
		{"signed", guided(signed, "Hoy hay pan.\n— PANADERÍA LUZ"), nil},
		{"signed before tags and links", guided(signed, "Hoy hay pan. — Panadería Luz #PanDeLuz https://luz.example"), nil},
		{"unsigned", guided(signed, "Hoy hay pan."), []string{"warn it does not end with the client's signature: — Panadería Luz"}},
		{"tagged", guided(tagged, "Hoy hay pan #masamadre"), nil},
		{"untagged", guided(tagged, "Hoy hay pan #centeno"), []string{"warn none of the client's hashtags is in it: #PanDeLuz #MasaMadre"}},
		{"too many tags", guided(tagged, "#PanDeLuz #a #b"), []string{"warn 3 hashtags; the client uses at most 2"}},
		{"switched off", func(p *accounts.Post, f *Facts) {
			guided(words, "barato")(p, f)
			f.Brand.Off = []string{"style"}
		}, nil},
	})
	runRows(t, "style", reply, []row{
		{"a reply needs no signature and no tag", func(p *accounts.Post, f *Facts) {
			p.Text, f.Brand.Style = "gracias", &accounts.Style{Signature: "— Luz", Hashtags: []string{"#PanDeLuz"}}
		}, nil},
	})
}

func TestAddress(t *testing.T) {
	for _, c := range []struct {
		want     accounts.Address
		text     string
		mistaken string // the words that are named, "" for none
	}{
		{accounts.Tu, "¿Ya sabes qué quieres? Te esperamos, ven con tu familia.", ""},
		{accounts.Tu, "Usted decide. Llámenos hoy.", "Usted Llámenos"},
		{accounts.Tu, "¿Querés pan? Vení y contanos.", "Querés Vení contanos"},
		{accounts.Tu, "Disfrute de un pan con tiempo.", ""},
		{accounts.Tu, "Disfrute del pan. Visite nuestra tienda.", "Visite"},
		{accounts.Tu, "Escríbenos y te contamos.", ""},
		{accounts.Usted, "Venga a vernos: usted elige. Escríbanos.", ""},
		{accounts.Usted, "Ven a vernos, tú eliges.", "Ven tú eliges"},
		{accounts.Usted, "Cuéntanos qué compraste.", "Cuéntanos compraste"},
		{accounts.Usted, "Reserva tu mesa.", "Reserva tu"},
		{accounts.Usted, "Reserva mínima: dos personas. La compra de hoy y la visita guiada.", ""},
		{accounts.Usted, "Los panes de siempre, las casas de ustedes.", ""},
		{accounts.Vos, "¿Podés venir? Te esperamos con tu pan.", ""},
		{accounts.Vos, "¿Puedes venir? Contigo es mejor.", "Puedes Contigo"},
		{accounts.Vos, "Mirá lo que probaste ayer.", ""},
		{accounts.AddressAny, "Usted, tú y vos.", ""},
		{accounts.Usted, "SOS: ayuda. El contraste y el desgaste.", ""},
		{accounts.Tu, "mira https://luz.example/usted con @usted y #usted", ""},
	} {
		p, f := post(t), facts()
		p.Text, f.Brand.Style = c.text, &accounts.Style{Address: c.want}
		var got []string
		for _, v := range Check(p, f) {
			if v.Rule == "style" {
				got = append(got, p.Text[v.Start:v.End])
			}
		}
		if strings.Join(got, " ") != c.mistaken {
			t.Errorf("%s: %q names %q, want %q", c.want, c.text, got, c.mistaken)
		}
	}
	p, f := post(t), facts()
	p.Text, p.Language, f.Brand.Style = "Tell us, tú!", "en", &accounts.Style{Address: accounts.Usted}
	if v := Check(p, f); len(v) > 0 {
		t.Errorf("English is judged: %+v", v)
	}
}
