package accounts

import (
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/mattn/go-runewidth"
	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// hostileCase is one entry of testdata/hostile.json; the file states its own format.
type hostileCase struct {
	ID, Cat, Kind, In, Why, Contains, Badge, Tail string
	Repeat                                        int
}

// goLiteral reads the body of a Go string literal, in which quotes may stand unescaped.
func goLiteral(t *testing.T, body string) string {
	t.Helper()
	var b strings.Builder
	for i := 0; i < len(body); i++ {
		if body[i] == '\\' && i+1 < len(body) {
			b.WriteString(body[i : i+2])
			i++
			continue
		}
		if body[i] == '"' {
			b.WriteByte('\\')
		}
		b.WriteByte(body[i])
	}
	s, err := strconv.Unquote(`"` + b.String() + `"`)
	if err != nil {
		t.Fatalf("reading %q: %v", body, err)
	}
	return s
}

// hostileCases reads the corpus with In and Contains as they reach the program.
func hostileCases(t *testing.T) []hostileCase {
	t.Helper()
	b, err := os.ReadFile("testdata/hostile.json")
	if err != nil {
		t.Fatal(err)
	}
	var doc struct{ Cases []hostileCase }
	if err := json.Unmarshal(b, &doc); err != nil {
		t.Fatal(err)
	}
	for i := range doc.Cases {
		c := &doc.Cases[i]
		c.In = goLiteral(t, c.In) + strings.Repeat(goLiteral(t, c.Tail), c.Repeat)
		c.Contains = goLiteral(t, c.Contains)
	}
	return doc.Cases
}

var wcwidth = runewidth.Condition{StrictEmojiNeutral: true}

// fatalf is what the checks need of testing.T, testing.F's T and rapid.T.
type fatalf interface {
	Helper()
	Fatalf(format string, args ...any)
}

// checkSafe asserts invariants 1 to 5 of the corpus on an output.
func checkSafe(t fatalf, out string, line bool) {
	t.Helper()
	if !utf8.ValidString(out) {
		t.Fatalf("not UTF-8: %q", out)
	}
	if strings.Contains(out, "\n\n\n") || line && strings.Contains(out, "\n") {
		t.Fatalf("newlines: %q", out)
	}
	for _, r := range out {
		if r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || invisible(r) || unicode.In(r, unicode.Co, unicode.Cs) ||
			r&0xfffe == 0xfffe || r >= 0xfdd0 && r <= 0xfdef || r == 0x2028 || r == 0x2029 {
			t.Fatalf("U+%04X in %q", r, out)
		}
	}
	checkClusters(t, out)
}

// checkClusters asserts that both ways of measuring agree on every cluster, as both ways of cutting give them.
func checkClusters(t fatalf, out string) {
	t.Helper()
	one := func(c string) {
		if c == "\n" {
			return
		}
		wc := 0
		for _, r := range c {
			wc += wcwidth.RuneWidth(r)
		}
		if w := displaywidth.String(c); w != wc || w < 1 || w > 2 || utf8.RuneCountInString(c) > maxMarks+1 {
			t.Fatalf("cluster %+q: %d cells by grapheme, %d by wcwidth", c, w, wc)
		}
	}
	for g := graphemes.FromString(out); g.Next(); {
		one(g.Value())
	}
	for g := uniseg.NewGraphemes(out); g.Next(); {
		one(g.Str())
	}
}

// checkText asserts all invariants that hold for any input.
func checkText(t fatalf, raw string, line bool) {
	t.Helper()
	f, limit := SafeBlock, maxBlock
	if line {
		f, limit = SafeLine, maxLine
	}
	text, _ := f(raw)
	out := text.String()
	checkSafe(t, out, line)
	if again, _ := f(out); again != text {
		t.Fatalf("not idempotent:\n%+q\n%+q", out, again.String())
	}
	if len(out) > limit || len(out) > len(raw)+64*(1+strings.Count(out, "\n")) {
		t.Fatalf("%d bytes became %d", len(raw), len(out))
	}
	if raw != "" && strings.Trim(out, " \n") == "" {
		t.Fatalf("%q vanished", raw)
	}
}

func TestHostileCorpus(t *testing.T) {
	for _, c := range hostileCases(t) {
		t.Run(c.ID, func(t *testing.T) {
			checkText(t, c.In, false)
			checkText(t, c.In, true)
			out, flags := c.exit()
			if !strings.Contains(out, c.Contains) {
				t.Errorf("%s: %q lacks %q", c.Why, out, c.Contains)
			}
			if c.Badge == "mixed-script" && !flags.Has(FlagMixedScript) {
				t.Errorf("%s: no badge on %q", c.Why, out)
			}
			checkSafe(t, out, c.Kind != "text" && c.Kind != "html")
		})
	}
}

// exit sends a case through the function that its kind goes through in the program.
func (c hostileCase) exit() (string, Flags) {
	switch c.Kind {
	case "handle":
		t, f := SafeHandle(c.In)
		return t.String(), f
	case "link":
		return SafeURL(c.In)
	case "html":
		t, links, f := HTMLText(c.In)
		_ = links
		return t.String(), f
	case "log":
		return LogLine(c.In), 0
	case "csv":
		return CSVField(c.In), 0
	case "filename":
		return FileName(c.In), 0
	case "html-report":
		return HTMLField(c.In), 0
	}
	t, f := SafeBlock(c.In)
	return t.String(), f
}

// strangeText generates what the corpus is made of, in any order.
func strangeText() *rapid.Generator[string] {
	pool := []string{"a", "Z", " ", "\n", "\r", "\t", "\x1b", "\x07", "\x7f", "\u009b", "\xff", "\xe2", "\xf0\x9f", "ñ", "e\u0301",
		"\u0336", "\u093f", "\u094d", "\u0915", "\u0937", "\u0e01", "\u0e33", "\u200b", "\u200d", "\u202e", "\ufe0f", "👍", "🏽",
		"👨", "❤", "🇪", "🇸", "1", "\u20e3", "日", "한", "\u1100", "\u1161", "\u11a8", "\ufffd", "\ufffc", "\ue000", "\u0958", "\u0600",
		"\u0344", "\u212b", "\U0001d160", "\uff9e", "ｶ", "\u3000", "\u2028", "а", "\u0d4e", "\U000e0067", "\U0001f3f4", "\U000e007f"}
	return rapid.Custom(func(t *rapid.T) string {
		piece := rapid.OneOf(rapid.SampledFrom(pool), rapid.Map(rapid.Rune(), func(r rune) string { return string(r) }))
		return strings.Join(rapid.SliceOfN(piece, 0, 60).Draw(t, "pieces"), "")
	})
}

func TestAnyTextIsSafe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := strangeText().Draw(t, "raw")
		checkText(t, raw, false)
		checkText(t, raw, true)
		h, _ := SafeHandle(raw)
		checkSafe(t, h.String(), true)
	})
}

func TestPlainTextIsUnchanged(t *testing.T) {
	for _, s := range []string{
		"Mañana abrimos a las 9:00, ¿te vienes? ¡Sí! «pan» — 3 € ½ º ª €", "日本語のテキスト", "한국어", "Привет", "Καλημέρα", "שלום", "مرحبا",
		"ok 😀 👍 🎉🎉", "uno\n\ndos\n  tres", "#oferta @luz@masto.example", "{{.Token}} ${HOME} $(id) `id` %s%n%d", "🇪🇸 🇲🇽",
	} {
		got, flags := SafeBlock(s)
		if want := norm.NFC.String(s); got.String() != want || flags != 0 {
			t.Errorf("%q became %q, flags %b", s, got, flags)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.RuneFrom(nil, unicode.Latin, unicode.Han, unicode.Hiragana, unicode.Katakana)).Draw(t, "s")
		for _, r := range s {
			if !plain(r) { // decomposable compatibility ideographs and the like
				return
			}
		}
		if got, _ := SafeLine(s); s != "" && len(s) <= maxLine && got.String() != s {
			t.Fatalf("%q became %q", s, got)
		}
	})
}

func FuzzSafeBlock(f *testing.F) {
	for _, s := range []string{"hola", "\x1b]52;c;QQ==\x07", "e\u0301\u0336\u0336", "👨\u200d👩\u200d👧 x", "a\n\n\n\nb", "\xf0\x1b[2J", "क्षि"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		checkText(t, raw, false)
		checkText(t, raw, true)
		checkClusterlessPaste(t, raw)
	})
}

// checkClusterlessPaste asserts that a paste holds nothing invisible and is stable.
func checkClusterlessPaste(t fatalf, raw string) {
	t.Helper()
	clean, _ := CleanPaste(raw)
	if again, n := CleanPaste(clean); again != clean || n != 0 {
		t.Fatalf("paste not stable: %+q, %+q (%d)", clean, again, n)
	}
}
