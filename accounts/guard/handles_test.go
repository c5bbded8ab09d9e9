package guard

import (
	"testing"

	"vocero/accounts"
)

func TestHandles(t *testing.T) {
	heard := func(s string, known map[string]Heard) func(*accounts.Post, *Facts) {
		return func(p *accounts.Post, f *Facts) { p.Text, f.Heard = s, known }
	}
	runRows(t, "identity", post, []row{
		{"nobody asked", say("con @eva"), nil},
		{"known", heard("con @eva", map[string]Heard{"@eva@masto.example": {Known: true}}), nil},
		{"known in full", heard("con @Eva@lejos.example", map[string]Heard{"@eva@lejos.example": {Known: true}}), nil},
		{"who lives where another client does", heard("con @eva@casa.example", map[string]Heard{"@eva@casa.example": {Known: true}}), nil},
		{"known elsewhere", heard("con @eva", map[string]Heard{"@eva@masto.example": {Elsewhere: "@eva@lejos.example"}}),
			[]string{"warn a1 @eva@masto.example is somebody else here than @eva@lejos.example, who is known"}},
		{"unheard of", heard("con @eva", map[string]Heard{"@eva@masto.example": {}}), []string{"warn a1 nobody called @eva@masto.example has been heard of"}},
		{"twice is told once", heard("@eva y @eva", map[string]Heard{"@eva@masto.example": {}}), []string{"warn a1 nobody called"}},
		{"a handle of X on Mastodon", say("con @eva@x.com"), []string{"warn a1 @eva@x.com means nobody where @panaderialuz@masto.example posts"}},
		{"a handle of Mastodon on X", func(p *accounts.Post, f *Facts) {
			p.Text, f.Accounts[0].Network = "con @eva@lejos.example", accounts.X
		}, []string{"warn a1 @eva@lejos.example means nobody where"}},
		{"an e-mail address", heard("eva@lejos.example", map[string]Heard{"@lejos.example@masto.example": {}}), nil},
		{"in a link", heard("https://masto.example/@eva", map[string]Heard{"@eva@masto.example": {}}), nil},
		{"for each account", func(p *accounts.Post, f *Facts) {
			heard("con @eva", map[string]Heard{"@eva@masto.example": {Known: true}, "@eva@otra.example": {}})(p, f)
			p.Targets = []accounts.ID{"a1", "a2"}
		}, []string{"warn a2 nobody called @eva@otra.example"}},
	})
	runRows(t, "identity", reply, []row{{"who is answered", heard("@eva@casa.example hola", map[string]Heard{"@eva@casa.example": {}}), nil}})
}

func TestIdentityOfContactsAndTags(t *testing.T) {
	other := func(s string) func(*accounts.Post, *Facts) {
		return func(p *accounts.Post, f *Facts) {
			p.Text = s
			f.Others[0].Brand.Contacts = []string{"https://www.rehabsur.example/citas", "+34 600 111 222", "hola@rehabsur.example"}
			f.Others[0].Brand.Style = &accounts.Style{Hashtags: []string{"#MueveteSur", "#Salud"}}
			f.Brand.Style = &accounts.Style{Hashtags: []string{"#Salud"}}
		}
	}
	runRows(t, "identity", post, []row{
		{"its site", other("mira https://rehabsur.example/precios #Salud"), []string{`warn the text names another client, Kine Sur: "rehabsur.example"`}},
		{"its hashtag", other("#salud #mueveteSur"), []string{`warn the text names another client, Kine Sur: "mueveteSur"`}},
		{"a hashtag of both", other("#Salud para todos"), nil},
		{"its hashtag as a word", other("muevetesur #Salud"), nil},
		{"a network everybody is on", func(p *accounts.Post, f *Facts) {
			p.Text, f.Others[1].Accounts[0].Host = "mira https://x.com/alguien", "x.com"
		}, nil},
	})
}

func TestHandlesOf(t *testing.T) {
	p, f := post(t), facts()
	p.Text = "(@eva), @luis.r@lejos.example. @x"
	var got []string
	for _, h := range HandlesOf(p, f.Accounts) {
		got = append(got, h.Handle+"|"+p.Text[h.Start:h.End])
	}
	want := []string{"@eva@masto.example|@eva", "@luis.r@lejos.example|@luis.r@lejos.example", "@x@masto.example|@x"}
	if len(got) != len(want) || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
		t.Errorf("got %q, want %q", got, want)
	}
}
