package accounts

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// vectors are the published conformance data of twitter-text, see testdata/twitter-text.json for source and licence.
func vectors(t testing.TB) (weights []struct {
	text string
	want int
}, urls []struct {
	text string
	want []string
}) {
	t.Helper()
	b, err := os.ReadFile("testdata/twitter-text.json")
	if err != nil {
		t.Fatal(err)
	}
	var doc struct{ Weights, URLs [][2]json.RawMessage }
	if err := json.Unmarshal(b, &doc); err != nil {
		t.Fatal(err)
	}
	read := func(raw json.RawMessage, to any) {
		if err := json.Unmarshal(raw, to); err != nil {
			t.Fatal(err)
		}
	}
	for _, v := range doc.Weights {
		var x struct {
			text string
			want int
		}
		read(v[0], &x.text)
		read(v[1], &x.want)
		weights = append(weights, x)
	}
	for _, v := range doc.URLs {
		var x struct {
			text string
			want []string
		}
		read(v[0], &x.text)
		read(v[1], &x.want)
		urls = append(urls, x)
	}
	return weights, urls
}

func TestCountLikeX(t *testing.T) {
	weights, _ := vectors(t)
	if len(weights) < 20 {
		t.Fatalf("only %d vectors", len(weights))
	}
	rule := XLimits().Count
	for _, v := range weights {
		if got := rule.Count(v.text, ""); got != v.want {
			t.Errorf("%.80q weighs %d, want %d", v.text, got, v.want)
		}
	}
}

func TestURLsLikeX(t *testing.T) {
	_, urls := vectors(t)
	if len(urls) < 90 {
		t.Fatalf("only %d vectors", len(urls))
	}
	for _, v := range urls {
		var got []string
		XLimits().Count.pieces(v.text, func(start, end, weight int) bool {
			if weight >= 0 {
				got = append(got, v.text[start:end])
			}
			return true
		})
		if !slices.Equal(got, v.want) && len(got)+len(v.want) > 0 {
			t.Errorf("%.120q:\n got %q\nwant %q", v.text, got, v.want)
		}
	}
}

func TestWeightsOfX(t *testing.T) {
	rule := XLimits().Count
	for text, want := range map[string]int{
		"ñáéí¡½º": 7, "€": 2, "…": 2, "•": 2, "™": 2, "—–“”": 4, "日本": 4, "e\u0301": 1,
		"👨\u200d👩\u200d👧\u200d👦": 2, "🇪🇸": 2, "👍🏽": 2, "❤️": 2, "1️⃣": 2, "⌚": 2,
		"example.com": 23, "tienda.es": 23, "v1.2.co": 23, "hola.mundo": 10, "file.go": 7, "10.0.0.1": 8, "a@b.com": 7,
		"http://localhost:8080/x": 23, "https://niño.es": 23, "https://example.com.": 24, "(https://example.com)": 25,
		"Mañana.Abrimos": 14, "hoy abrimos.El pan": 18, "www.luz.example": 15, "": 0,
	} {
		if got := rule.Count(text, "aviso"); got != want {
			t.Errorf("%q weighs %d, want %d", text, got, want)
		}
	}
}

func TestEmojiClusters(t *testing.T) {
	for _, s := range []string{"🍞", "👨\u200d👩\u200d👧", "🇪🇸", "❤️", "☀️", "1️⃣", "#⃣", "⭐", "✅", "©️", "👍🏽", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"} {
		if !Emoji(s) {
			t.Errorf("%q is none", s)
		}
	}
	for _, s := range []string{"", "a", "1", "#", "ñ", "€", "→", "©", "…", "日", "✓", "☺", "e\u0301"} {
		if Emoji(s) {
			t.Errorf("%q is one", s)
		}
	}
}

func TestOtherNetworksCount(t *testing.T) {
	for _, v := range []struct {
		name string
		l    Limits
		text string
		want int
	}{
		{"bluesky", BlueskyLimits(), "👨\u200d👩\u200d👧 https://luz.example/pan/de/centeno", 36},
		{"facebook", FacebookLimits(), "🍞 pan", 6},
		{"instagram", InstagramLimits(), "🍞", 2},
		{"linkedin", LinkedInLimits(), "ñandú", 5},
		{"tiktok", TikTokLimits(), "🍞🍞", 4},
		{"threads", ThreadsLimits(), "🍞 ñ", 6},
	} {
		if got := v.l.Count.Count(v.text, ""); got != v.want || v.l.Chars == 0 {
			t.Errorf("%s: %q counts %d of %d, want %d", v.name, v.text, got, v.l.Chars, v.want)
		}
	}
	if l := BlueskyLimits(); l.Bytes != 3000 || l.Chars != 300 {
		t.Errorf("Bluesky: %+v", l)
	}
}

// TestCutOfX cuts at a cluster, and what is kept fits.
func TestCutOfX(t *testing.T) {
	rule := XLimits().Count
	rapid.Check(t, func(rt *rapid.T) {
		parts := rapid.SliceOfN(rapid.SampledFrom([]string{"pan ", "tienda.es ", "https://luz.example/x ", "👨\u200d👩\u200d👧", "€", "ñ", "日", "e\u0301", "a.", "@luz ", "\n"}), 0, 12).Draw(rt, "parts")
		text, limit := strings.Join(parts, ""), rapid.IntRange(0, 60).Draw(rt, "limit")
		at := rule.Cut(text, limit)
		if at < 0 || at > len(text) || at < len(text) && !utf8.RuneStart(text[at]) {
			rt.Fatalf("%q is cut at %d", text, at)
		}
		if all := rule.Count(text, ""); all <= limit && at != len(text) || all > limit && at == len(text) {
			rt.Fatalf("%q weighs %d of %d and is cut at %d of %d", text, all, limit, at, len(text))
		}
	})
}

func FuzzXURL(f *testing.F) {
	_, urls := vectors(f)
	for _, v := range urls {
		f.Add(v.text)
	}
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		XLimits().Count.pieces(s, func(start, end, _ int) bool {
			if start != last || end <= start || end > len(s) {
				t.Errorf("a piece from %d to %d after %d of %q", start, end, last, s)
			}
			last = end
			return true
		})
		if last != len(s) {
			t.Errorf("%q is counted to %d of %d", s, last, len(s))
		}
	})
}

func BenchmarkCountX(b *testing.B) {
	text := strings.Repeat("Mañana hay pan de centeno en tienda.es y más 🍞. ", 100)
	rule := XLimits().Count
	for b.Loop() {
		if rule.Count(text, "") == 0 {
			b.Fatal("nothing counts")
		}
	}
}
