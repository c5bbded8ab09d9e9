package accounts

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var (
	mastodonRule = CountRule{URLWeight: 23, MentionsShort: true, CWCounts: true}
	socialRule   = CountRule{Unit: CountRunes, CWCounts: true}
)

func TestCountUnits(t *testing.T) {
	tests := []struct {
		s                             string
		graphemes, runes, utf16, size int
	}{
		{"", 0, 0, 0, 0},
		{"hola", 4, 4, 4, 4},
		{"¡año!", 5, 5, 5, 7},
		{"e\u0301n\u0303", 2, 4, 4, 6},
		{"日本", 2, 2, 2, 6},
		{"👨\u200d👩\u200d👧\u200d👦", 1, 7, 11, 25},
		{"🇪🇸🇲🇽", 2, 4, 8, 16},
		{"👍🏽", 1, 2, 4, 8},
		{"❤\ufe0f", 1, 2, 2, 6},
		{"1\ufe0f\u20e3", 1, 3, 3, 7},
		{"🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", 1, 7, 14, 28},
		{"a\r\nb", 3, 4, 4, 4},
		{"\n\n", 2, 2, 2, 2},
		{"한국어", 3, 3, 3, 9},
	}
	for _, tt := range tests {
		got := [4]int{Graphemes(tt.s), CountRunes.Len(tt.s), CountUTF16.Len(tt.s), CountBytes.Len(tt.s)}
		if want := [4]int{tt.graphemes, tt.runes, tt.utf16, tt.size}; got != want {
			t.Errorf("%q: %v, want %v", tt.s, got, want)
		}
	}
}

func TestCountLikeMastodon(t *testing.T) {
	long := "https://luz.example/" + strings.Repeat("pan/", 50)
	tests := []struct {
		text, cw string
		want     int
	}{
		{"hola", "", 4},
		{"hola", "aviso", 9},
		{"hola", "http://a.example", 20}, // in a content warning nothing is shortened
		{long, "", 23},
		{"http://a.es", "", 23}, // shorter ones are stretched
		{"mira " + long + " y " + long, "", 5 + 23 + 3 + 23},
		{"tienda.es y www.luz.example", "", 27}, // bare domains in full
		{"https://luz.example.", "", 24},
		{"(https://luz.example)", "", 25},
		{"https://luz.example/a_(b)_c", "", 23},
		{"https://luz.example/a(b", "", 25},
		{"(https://luz.example/a(b))", "", 25},
		{"https://luz.example/?q=pan,", "", 24},
		{"https://luz.example/pan?", "", 24},
		{"https://luz.example?q=ñ#x", "", 23},
		{"https://luz.example:8080/x", "", 23},
		{"https://luz.example/x, https://kine.example/y!", "", 23 + 2 + 23 + 1},
		{"https://niño.es/camión", "", 23},
		{"http://localhost:8080/x", "", 23}, // in full, by chance as long
		{"http://localhost/x", "", 18},
		{"http://127.0.0.1/x", "", 18},
		{"xhttps://luz.example/pan/de/masa/madre", "", 38},
		{"ftp://luz.example/pan/de/masa/madre/x", "", 37},
		{"https://", "", 8},
		{"HTTPS://LUZ.EXAMPLE/PAN/DE/MASA/MADRE", "", 23},
		{"@luz@masto.example hola", "", 9},
		{"@luz hola", "", 9},
		{"@luz_pan.es@masto.example, hola", "", 17},
		{"hola@luz@masto.example", "", 22},
		{"luz@luz.example", "", 15},
		{"@luz@", "", 5},
		{"@ana@a.example @eva@b.example", "", 9},
		{"https://masto.example/@luz@kine.example/1", "", 23},
		{"👨\u200d👩\u200d👧 🇪🇸 日本", "", 6},
	}
	for _, tt := range tests {
		if got := mastodonRule.Count(tt.text, tt.cw); got != tt.want {
			t.Errorf("%q: %d, want %d", tt.text, got, tt.want)
		}
	}
}

func TestCountLikeGoToSocial(t *testing.T) {
	for text, want := range map[string]int{"https://luz.example": 19, "@luz@masto.example": 18, "e\u0301": 2, "👍🏽": 2} {
		if got := socialRule.Count(text, "¡ojo!"); got != want+5 {
			t.Errorf("%q: %d, want %d", text, got, want+5)
		}
	}
	if got := (CountRule{Unit: CountRunes}).Count("hola", "aviso"); got != 4 {
		t.Errorf("a content warning that does not count: %d", got)
	}
}

func TestCut(t *testing.T) {
	tests := []struct {
		rule  CountRule
		text  string
		limit int
		want  string // what fits
	}{
		{mastodonRule, "hola", 4, "hola"},
		{mastodonRule, "hola", 3, "hol"},
		{mastodonRule, "hola", 0, ""},
		{mastodonRule, "hola", -5, ""},
		{mastodonRule, "a👨\u200d👩\u200d👧b", 2, "a👨\u200d👩\u200d👧"},
		{mastodonRule, "ve https://luz.example/pan ya", 25, "ve "},
		{mastodonRule, "ve https://luz.example/pan ya", 26, "ve https://luz.example/pan"},
		{mastodonRule, "@luz@masto.example hola", 4, "@luz@masto.example"},
		{mastodonRule, "@luz@masto.example hola", 3, ""},
		{socialRule, "ñe\u0301x", 2, "ñ"},
		{CountRule{Unit: CountBytes}, "ñoño", 3, "ño"},
	}
	for _, tt := range tests {
		if got := tt.text[:tt.rule.Cut(tt.text, tt.limit)]; got != tt.want {
			t.Errorf("%q at %d: %q, want %q", tt.text, tt.limit, got, tt.want)
		}
	}
}

func TestCutAgreesWithCount(t *testing.T) {
	words := rapid.SliceOf(rapid.OneOf(rapid.SampledFrom([]string{" ", "\n", "https://luz.example/x", "@ana@b.example", "pan", "👨\u200d👩", "🇪", ".", ")"}), strangeText()))
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(words.Draw(t, "words"), "")
		rule := CountRule{Unit: CountUnit(rapid.IntRange(0, 3).Draw(t, "unit")), URLWeight: rapid.SampledFrom([]int{0, 23}).Draw(t, "url"), MentionsShort: rapid.Bool().Draw(t, "short")}
		n := rule.Count(text, "")
		if at := rule.Cut(text, n); at != len(text) {
			t.Fatalf("all %d fit, but cut at %d of %d", n, at, len(text))
		}
		if n > 0 && rule.Cut(text, n-1) == len(text) {
			t.Fatalf("%d do not fit in one less", n)
		}
	})
}

func TestSplitThread(t *testing.T) {
	for text, want := range map[string][]string{
		"":                           {""},
		"uno":                        {"uno"},
		"uno\n---\ndos":              {"uno", "dos"},
		"uno\r\n---\r\ndos\n---\n":   {"uno", "dos"},
		"---\nuno\n---\n\n---\ndos":  {"uno", "dos"},
		"---":                        {""},
		"uno\n ---\ndos":             {"uno\n ---\ndos"},
		"uno\n----\ndos":             {"uno\n----\ndos"},
		"uno --- dos\n\ntres\n---\n": {"uno --- dos\n\ntres"},
		"  uno\n---\n  dos":          {"  uno", "  dos"},
	} {
		if got := SplitThread(text); strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func BenchmarkCount(b *testing.B) {
	text := strings.Repeat("Mañana abrimos a las 9 @luz@masto.example https://luz.example/pan ", 7)
	b.ReportAllocs()
	for b.Loop() {
		mastodonRule.Count(text, "aviso")
	}
}
