package accounts

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func utmBrand() Brand {
	return Brand{Name: "Panadería Luz", UTM: "utm_source={network}&utm_medium=social&utm_campaign={brand}-{date}"}
}

func TestTagAddsAndNeverOverwrites(t *testing.T) {
	b, a := utmBrand(), Account{Network: Mastodon, User: "panaderialuz"}
	all := "utm_source=mastodon&utm_medium=social&utm_campaign=panaderia-luz-2026-12-01"
	for link, want := range map[string]string{
		"https://luz.example":                        "https://luz.example/?" + all,
		"https://luz.example/":                       "https://luz.example/?" + all,
		"https://luz.example/pan#hoy":                "https://luz.example/pan?" + all + "#hoy",
		"https://luz.example/pan?a=1":                "https://luz.example/pan?a=1&" + all,
		"https://luz.example/pan?":                   "https://luz.example/pan?" + all,
		"https://luz.example?a=1&":                   "https://luz.example?a=1&" + all,
		"https://luz.example/?utm_source=carta":      "https://luz.example/?utm_source=carta&utm_medium=social&utm_campaign=panaderia-luz-2026-12-01",
		"https://luz.example/?" + all:                "https://luz.example/?" + all,
		"https://luz.example/?x=%C3%B1&y=a+b;c#%20z": "https://luz.example/?x=%C3%B1&y=a+b;c&" + all + "#%20z",
		"luz.example/pan":                            "luz.example/pan",
	} {
		got, n := b.Tag(link, a, "2026-12-01")
		if got != want || (n > 0) != (got != link) {
			t.Errorf("%s: %d added, %s; want %s", link, n, got, want)
		}
		if again, m := b.Tag(got, a, "2026-12-01"); again != got || m != 0 {
			t.Errorf("%s: a second time adds %d: %s", link, m, again)
		}
	}
}

func TestTagOnlyWhatIsTheClients(t *testing.T) {
	b := utmBrand()
	b.Contacts = []string{"+34 600 000 000", "hola@panaderialuz.example", "www.panaderialuz.example"}
	if _, n := b.Tag("https://tienda.panaderialuz.example/pan", Account{}, ""); n == 0 {
		t.Error("her client's own shop gets nothing")
	}
	if s, n := b.Tag("https://elpais.example/pan", Account{}, ""); n != 0 {
		t.Errorf("somebody else's page gets %s", s)
	}
	if s, n := (Brand{}).Tag("https://luz.example/", Account{}, ""); n != 0 {
		t.Errorf("without a template: %s", s)
	}
}

func TestTagLinksOfEveryVersion(t *testing.T) {
	b := utmBrand()
	b.UTM = "utm_source={network}"
	p := Post{Text: "Mira https://luz.example/a", Targets: []ID{"1", "2", "3"}, Versions: []Version{{"3", "Ve https://luz.example/c"}}}
	out, n := TagLinks(p, b, []Account{{ID: "1", Network: Mastodon}, {ID: "2", Network: Bluesky}, {ID: "3", Network: Mastodon}})
	if n != 3 || out.TextFor("1") != "Mira https://luz.example/a?utm_source=mastodon" || out.TextFor("2") != "Mira https://luz.example/a?utm_source=bluesky" ||
		out.TextFor("3") != "Ve https://luz.example/c?utm_source=mastodon" || len(out.Versions) != 2 {
		t.Errorf("%d added: %+v", n, out)
	}
	if p.Versions[0].Text != "Ve https://luz.example/c" || p.Text != "Mira https://luz.example/a" {
		t.Errorf("the given post was changed: %+v", p)
	}
	out, n = TagLinks(Post{Text: "https://luz.example/a https://luz.example/b", Targets: []ID{"1", "3"}}, b, []Account{{ID: "1", Network: Mastodon}, {ID: "3", Network: Mastodon}})
	if n != 4 || len(out.Versions) != 0 || out.Text != "https://luz.example/a?utm_source=mastodon https://luz.example/b?utm_source=mastodon" {
		t.Errorf("where all agree: %d, %+v", n, out)
	}
}

func TestCheckUTM(t *testing.T) {
	for s, ok := range map[string]bool{"": true, "utm_source={network}&utm_medium=social": true, "utm_campaign=otono-2026_{date}": true, "utm_source": false, "=x": false,
		"utm_source=": false, "utm_source={town}": false, "utm source=x": false, "a=b c": false, "a=b#c": false, "a=b&": false, "a=" + strings.Repeat("x", 300): false} {
		if err := CheckUTM(s); (err == nil) != ok || err != nil && !errors.Is(err, ErrUTM) {
			t.Errorf("%q: %v", s, err)
		}
	}
}

func TestCleanLink(t *testing.T) {
	for link, want := range map[string]string{
		"https://luz.example/pan?fbclid=x":                  "https://luz.example/pan",
		"https://luz.example/pan?a=1&GCLID=x&b=2#c":         "https://luz.example/pan?a=1&b=2#c",
		"https://luz.example/pan?utm_source=x&si=1":         "https://luz.example/pan?utm_source=x&si=1",
		"https://www.youtube.com/watch?v=1&si=abc":          "https://www.youtube.com/watch?v=1",
		"https://luz.example/?q=%C3%B1+x&mc_eid=2&flag":     "https://luz.example/?q=%C3%B1+x&flag",
		"https://luz.example/pan":                           "https://luz.example/pan",
		"https://luz.example/?igsh=1&fbclid=2#fbclid=stays": "https://luz.example/#fbclid=stays",
	} {
		got, gone := CleanLink(link)
		if got != want || (len(gone) > 0) != (got != link) {
			t.Errorf("%s: %s without %v, want %s", link, got, gone, want)
		}
	}
	p, n := CleanLinks(Post{Text: "https://luz.example/?fbclid=1 y https://luz.example/?a=1", Caret: 60, Targets: []ID{"1"}})
	if n != 1 || p.Text != "https://luz.example/ y https://luz.example/?a=1" || p.Caret > len(p.Text) {
		t.Errorf("%d: %+v", n, p)
	}
}

func TestPageOfTwoSpellings(t *testing.T) {
	same := []string{"https://luz.example/pan", "http://luz.example/pan/", "https://www.LUZ.example/pan#x", "https://luz.example/pan?fbclid=1"}
	for _, s := range same {
		if PageOf(s) != "luz.example/pan" {
			t.Errorf("%s is %s", s, PageOf(s))
		}
	}
	other := []string{"https://luz.example/Pan", "https://luz.example/pan?a=1", "https://pan.luz.example/pan"}
	for _, s := range other {
		if slices.Contains(same, s) || PageOf(s) == "luz.example/pan" {
			t.Errorf("%s is the same page", s)
		}
	}
}

// FuzzLinksOfText holds that cleaning and tagging change links alone, and only once.
func FuzzLinksOfText(f *testing.F) {
	f.Add("Mira https://luz.example/?fbclid=1#a y ya")
	f.Add("http://x.example?&&=&fbclid&a=%zz")
	f.Fuzz(func(t *testing.T, text string) {
		b := Brand{Name: "Luz", UTM: "utm_source={network}&x=1"}
		p := Post{Text: text, Targets: []ID{"1"}}
		clean, _ := CleanLinks(p)
		if again, n := CleanLinks(clean); n != 0 || again.Text != clean.Text {
			t.Errorf("%q is cleaned again: %q", clean.Text, again.Text)
		}
		tagged, n := TagLinks(clean, b, []Account{{ID: "1", Network: Mastodon}})
		if len(tagged.Text) < len(clean.Text) || n == 0 && tagged.Text != clean.Text {
			t.Errorf("%q became %q", clean.Text, tagged.Text)
		}
	})
}
