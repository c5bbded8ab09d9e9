package guard

import (
	"slices"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
)

// three is a desk of one brand on three networks, each with its own measure.
func three() Facts {
	can := accounts.Abilities{Language: true}
	lim := func(l accounts.Limits) accounts.Instance {
		l.Media, l.TextOnly, l.MediaTypes, l.AltChars = 4, true, []string{"image/png"}, 1000
		return accounts.Instance{Limits: l, Can: can}
	}
	return Facts{Now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), Immediate: true, Brand: accounts.Brand{ID: "luz", Name: "Panadería Luz", Zone: "Europe/Madrid", Languages: []string{"es"}},
		Accounts: []accounts.Account{
			{ID: "m", Brand: "luz", Network: accounts.Mastodon, User: "luz", Host: "masto.example", Instance: lim(accounts.Limits{Chars: 500, Count: accounts.CountRule{URLWeight: 23, MentionsShort: true, CWCounts: true}})},
			{ID: "b", Brand: "luz", Network: accounts.Bluesky, User: "luz.example", Host: "bsky.app", Instance: lim(accounts.BlueskyLimits())},
			{ID: "x", Brand: "luz", Network: accounts.X, User: "luz", Host: "x.com", Instance: lim(accounts.XLimits())},
		}}
}

func everywhere(text string, named ...accounts.Naming) accounts.Post {
	return accounts.Post{ID: "p", Brand: "luz", State: accounts.Draft, Text: text, Visibility: accounts.Public, Language: "es", Targets: []accounts.ID{"m", "b", "x"}, Namings: named}
}

// about are the accounts of the findings of a rule.
func about(p accounts.Post, f Facts, rule string) (out []string) {
	for _, v := range Check(p, f) {
		if v.Rule == rule {
			out = append(out, v.Severity.String()+" "+string(v.Account))
		}
	}
	slices.Sort(out)
	return out
}

func TestOnePostIsMeasuredByEachNetwork(t *testing.T) {
	f := three()
	for _, c := range []struct {
		text string
		want []string
	}{
		{strings.Repeat("a", 280), nil},
		{strings.Repeat("a", 281), []string{"block x"}},
		{strings.Repeat("日", 141), []string{"block x"}},
		{strings.Repeat("a", 301), []string{"block b", "block x"}},
		{strings.Repeat("a", 501), []string{"block b", "block m", "block x"}},
		{strings.Repeat("a", 250) + " https://x.com/" + strings.Repeat("b", 60), []string{"block b"}},
	} {
		if got := about(everywhere(c.text), f, "length"); !slices.Equal(got, c.want) {
			t.Errorf("%d bytes: %q, want %q", len(c.text), got, c.want)
		}
	}
	bare := everywhere("Mira")
	bare.Media = []accounts.Media{{Name: "pan.png", Type: "image/png", SHA256: "a"}}
	if got := about(bare, f, "alt"); len(got) == 0 {
		t.Error("a picture without a description goes to three networks")
	}
	bare.Media[0].Alt = "Una hogaza de centeno con nueces"
	if got := about(bare, f, "alt"); len(got) != 0 {
		t.Errorf("described, and still %q", got)
	}
}

func TestLengthsAreThoseOfWhatLeaves(t *testing.T) {
	f := three()
	text := strings.Repeat("a ", 133) + "@ana@masto.example"
	as := accounts.Naming{Account: "x", Handle: "@ana@masto.example", As: "@ana_x", Person: "ana"}
	if got := about(everywhere(text), f, "length"); !slices.Equal(got, []string{"block x"}) {
		t.Errorf("as written: %q", got)
	}
	p := everywhere(text, as)
	if got := about(p, f, "length"); got != nil {
		t.Errorf("as it leaves: %q", got)
	}
	p.Text += strings.Repeat(" b", 7)
	for _, v := range Check(p, f) {
		if v.Rule == "length" && (v.Account != "x" || v.End != len(p.Text) || p.Text[v.Start:v.End] != " b b b") {
			t.Errorf("too much is %q of %s", p.Text[v.Start:v.End], v.Account)
		}
	}
	q := everywhere("Con @ana@masto.example", as)
	if DigestOf(q, "x") == DigestOf(everywhere(q.Text), "x") || DigestOf(q, "m") != DigestOf(everywhere(q.Text), "m") {
		t.Error("the digest is not that of what leaves")
	}
	if c, stand := Clear(q, f, "x", nil); len(stand) > 0 || c.Digest() != DigestOf(q, "x") {
		t.Errorf("not cleared: %+v", stand)
	}
}

func TestWhoHasNoHandleThereIsTold(t *testing.T) {
	f := three()
	p := everywhere("Con @ana@masto.example y pan sen", accounts.Naming{Account: "x", Handle: "@ana@masto.example", As: "Ana", Person: "ana", Plain: true},
		accounts.Naming{Account: "b", Handle: "@ana@masto.example", As: "@ana.example", Person: "ana"})
	var plain []accounts.Finding
	for _, v := range Check(p, f) {
		if v.Reason == sayNoHandle.reason {
			plain = append(plain, v)
		}
		if v.Reason == sayNobodyThere.reason {
			t.Errorf("a handle that leaves as another means nobody: %+v", v)
		}
	}
	if len(plain) != 1 || plain[0].Account != "x" || plain[0].Severity != accounts.Warn || plain[0].Args[0] != "Ana" || plain[0].Args[1] != "X" {
		t.Errorf("told: %+v", plain)
	}
	f.Accounts[2].Network = accounts.Facebook
	if got := about(p, f, "identity"); !slices.Contains(got, "note x") {
		t.Errorf("where nobody has handles: %q", got)
	}
}

func TestTheSameQuestionIsToldOnce(t *testing.T) {
	f := three()
	p := everywhere("Sí")
	p.Targets, p.Answering = []accounts.ID{"m"}, &accounts.Answering{Account: "m", RemoteID: "1", Author: accounts.LineText("@ana@masto.example")}
	f.Asked = []Asked{{Who: "Ana", Network: accounts.Bluesky}, {Who: "Ana", Network: accounts.X, Answered: f.Now.Add(-2 * time.Hour)}}
	if got := about(p, f, "answered"); !slices.Equal(got, []string{"note m", "note m"}) {
		t.Errorf("told: %q", got)
	}
}
