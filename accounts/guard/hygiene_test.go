package guard

import (
	"testing"

	"vocero/accounts"
)

func TestHygiene(t *testing.T) {
	runRows(t, "hygiene", post, []row{
		{"clean", say("Pan #centeno #PanDeCentenoHoy"), nil},
		{"a long tag in small letters", say("#pandecentenohoy"), []string{"note #pandecentenohoy is read aloud as one word"}},
		{"a long tag in capitals", say("#PANDECENTENOHOY"), []string{"note #PANDECENTENOHOY is read"}},
		{"the client's own", func(p *accounts.Post, f *Facts) {
			p.Text, f.Brand.Style = "#pandecentenohoy", &accounts.Style{Hashtags: []string{"#pandecentenohoy"}}
		}, nil},
		{"with underscores", say("#pan_de_centeno_hoy"), nil},
		{"a place in a link", say("https://luz.example/#pandecentenohoy"), nil},
		{"two scripts in a word", say("el p\u0430n de hoy"), []string{`warn "p` + "\u0430" + `n" mixes letters of two scripts`}},
		{"a word in another script", say("pan en русский y ελληνικά"), nil},
		{"a warning in the text", say("CW: comida. Hoy hay pan"), []string{`warn a1 "CW" stands in the text`}},
		{"a warning in words", say("Aviso de contenido: comida"), []string{`warn a1 "Aviso de contenido" stands in the text`}},
		{"a spoiler", say("SPOILER el pan sube"), []string{`warn a1 "SPOILER"`}},
		{"two letters that are none", say("AC Milan gana"), nil},
		{"with a warning before it", func(p *accounts.Post, _ *Facts) { p.Text, p.CW = "CW: comida", "comida" }, nil},
		{"where nothing can be folded", func(p *accounts.Post, f *Facts) {
			p.Text, f.Accounts[0].Instance.Can.CW = "CW: comida", false
		}, nil},
		{"switched off", func(p *accounts.Post, f *Facts) { p.Text, f.Brand.Off = "#pandecentenohoy", []string{"hygiene"} }, nil},
	})
}

func TestSwitches(t *testing.T) {
	p, f := post(t), facts()
	p.Text, p.Media = "Kine Sur", []accounts.Media{{Name: "a.png", Type: "image/png"}}
	all := len(Check(p, f))
	f.Brand.Off = []string{"alt", "identity", "length", "target"}
	if got := Check(p, f); all != 2 || len(got) != 0 {
		t.Errorf("%d findings, then %+v", all, got)
	}
	f.Accounts[0].Instance.Limits.AltChars, p.Media[0].Alt = 3, "un pan"
	if got := Check(p, f); len(got) != 1 || got[0].Rule != "alt" {
		t.Errorf("what the server refuses is switched off with the rest: %+v", got)
	}
	p.Targets, p.Text, p.Media = []accounts.ID{"b1"}, "", nil
	if got := Check(p, f); len(got) < 2 {
		t.Errorf("a rule that nobody may switch off is off: %+v", got)
	}
	for _, never := range []string{"target", "visibility", "pause", "empty", "length", "media", "poll", "unsupported", "time", "answered"} {
		for _, s := range Switches() {
			if s == never {
				t.Errorf("%s can be switched off", never)
			}
		}
	}
}
