package accounts

import (
	"slices"
	"testing"
	"time"
)

func TestLinksInCutsAsTheNetworksDo(t *testing.T) {
	for text, want := range map[string][]string{
		"":                                   nil,
		"http and https alone are no links":  nil,
		"Mira https://luz.example/pan, ¡ya!": {"https://luz.example/pan"},
		"(https://luz.example/a_(b)) y http://kine.example?x=1.": {"https://luz.example/a_(b)", "http://kine.example?x=1"},
		"@https://luz.example glued":                             nil,
		"https://luz.example https://luz.example":                {"https://luz.example", "https://luz.example"},
		"HTTPS://Luz.example/Ñandú…":                             {"HTTPS://Luz.example/Ñandú…"},
	} {
		var got []string
		for _, at := range LinksIn(text) {
			got = append(got, text[at.Start:at.End])
		}
		if !slices.Equal(got, want) {
			t.Errorf("in %q: %q, want %q", text, got, want)
		}
	}
}

func TestLinksOfAllVersions(t *testing.T) {
	p := Post{Text: "https://luz.example/a https://LUZ.example/a", Targets: []ID{"1", "2"},
		Versions: []Version{{Account: "2", Text: "https://luz.example/b"}}}
	if got := LinksOf(p); !slices.Equal(got, []string{"https://luz.example/a", "https://luz.example/b"}) {
		t.Errorf("links %q", got)
	}
	p.Targets = []ID{"2"}
	if got := LinksOf(p); !slices.Equal(got, []string{"https://luz.example/b"}) {
		t.Errorf("the text for all is said by nobody, and its links are %q", got)
	}
	p.Targets = nil
	if got := LinksOf(p); len(got) != 1 {
		t.Errorf("without an account: %q", got)
	}
}

func TestReportLasts(t *testing.T) {
	at := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	for v, d := range map[Verdict]time.Duration{LinkGood: 24 * time.Hour, LinkBroken: 10 * time.Minute, LinkUnknown: time.Hour} {
		r := LinkReport{Verdict: v, At: at, Until: at.Add(v.Lasts())}
		if v.Lasts() != d || r.Stale(at) || r.Stale(at.Add(d-1)) || !r.Stale(at.Add(d)) || !r.Stale(at.Add(-1)) {
			t.Errorf("%s lasts %v", v, v.Lasts())
		}
	}
}

func TestURLsAreThoseThatTheRuleShortens(t *testing.T) {
	text := "@luz tienda.es y https://luz.example.com/pan, no file.go"
	for name, c := range map[string]struct {
		rule CountRule
		want []string
	}{
		"X":        {XLimits().Count, []string{"tienda.es", "https://luz.example.com/pan"}},
		"mastodon": {CountRule{URLWeight: 23, MentionsShort: true}, []string{"https://luz.example.com/pan"}},
		"in full":  {CountRule{}, nil},
	} {
		var got []string
		for _, at := range c.rule.URLs(text) {
			got = append(got, text[at.Start:at.End])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
