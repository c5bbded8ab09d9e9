package accounts

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestCells(t *testing.T) {
	tests := []struct {
		s     string
		block bool
		want  string
	}{
		{"👨\u200d👩\u200d👧 familia", true, "👨\u200d👩\u200d👧 familia"},
		{"❤\ufe0f 1\ufe0f\u20e3 👍🏽 🇪🇸", true, "❤\ufe0f 1\ufe0f\u20e3 👍🏽 🇪🇸"},
		{"🏴\U000e0067\U000e0062\U000e007f", true, "🏴\U000e0067\U000e0062\U000e007f"},
		{"a\n\n\n\nb", true, "a\n\n\n\nb"},
		{"a\nb", false, "a b"},
		{"a\tb", true, "a b"},
		{"\x1b[2J", true, "␛[2J"},
		{"a\u200bb\u202ec", true, "abc"},
		{"e\u0301", true, "é"},
		{"👨\u200d", true, "👨"},
		{"\ue000\ue000", true, vanished + vanished}, // cell by cell: a cursor stands in it
		{"", true, ""},
		{"  ", true, "  "},
	}
	for _, tt := range tests {
		if got := Cells(tt.s, tt.block); got != tt.want {
			t.Errorf("%+q: %+q, want %+q", tt.s, got, tt.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := strangeText().Draw(t, "s")
		out := Cells(s, false)
		for _, r := range out {
			if r < ' ' || r >= 0x7f && r < 0xa0 || unicode.Is(unicode.Co, r) || invisible(r) && !joiner(r) {
				t.Fatalf("U+%04X drawn", r)
			}
		}
		if again := Cells(out, false); again != out {
			t.Fatalf("not stable: %+q, %+q", out, again)
		}
	})
}

func TestCleanPaste(t *testing.T) {
	tests := []struct {
		s, want string
		removed int
	}{
		{"hola\nmundo", "hola\nmundo", 0},
		{"a\r\nb\rc\td", "a\nb\nc d", 0},
		{"ho\u200bla \u202emundo\ufeff", "hola mundo", 3},
		{"\x1b[31mrojo\x07", "[31mrojo", 2},
		{"👨\u200d👩\u200d👧 ❤\ufe0f", "👨\u200d👩\u200d👧 ❤\ufe0f", 0},
		{"กำ क्षि", "กำ क्षि", 0},
		{"a\u00a0b", "a b", 0},
		{"a\n\n\n\nb", "a\n\n\n\nb", 0},
		{"\xff", vanished, 0},
		{"", "", 0},
	}
	for _, tt := range tests {
		if got, n := CleanPaste(tt.s); got != tt.want || n != tt.removed {
			t.Errorf("%+q: %+q %d, want %+q %d", tt.s, got, n, tt.want, tt.removed)
		}
	}
	rapid.Check(t, func(t *rapid.T) { checkClusterlessPaste(t, strangeText().Draw(t, "s")) })
}

func TestEscapeJSONTTY(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := strings.ToValidUTF8(strangeText().Draw(t, "s"), "")
		b, err := json.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		out := EscapeJSONTTY(b)
		var back string
		if err := json.Unmarshal(out, &back); err != nil || back != in {
			t.Fatalf("%s: %v, %+q is not %+q", out, err, back, in)
		}
		for _, r := range string(out) {
			if unsafeOnTTY(r) {
				t.Fatalf("U+%04X in %s", r, out)
			}
		}
	})
	b := []byte(`{"text":"mañana 😀"}`)
	if out := EscapeJSONTTY(b); &out[0] != &b[0] {
		t.Error("a clean document was copied")
	}
	if got := string(EscapeJSONTTY([]byte("\"\u009b\U000e0067\""))); got != `"\u009b\udb40\udc67"` {
		t.Error(got)
	}
}

func TestCSVField(t *testing.T) {
	for s, want := range map[string]string{
		"hola": "hola", "": "", "a=1": "a=1", "=1+1": "'=1+1", "+34 600": "'+34 600", "-5": "'-5", "@SUM(1)": "'@SUM(1)", "\tx": "'\tx",
		"\rx": "'\rx", "  =1": "'  =1", "＝1": "'＝1", "\xff": "\xff",
	} {
		if got := CSVField(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

func TestHTMLField(t *testing.T) {
	if got := HTMLField("<img src=x onerror=\"a\">\x1b&"); got != "&lt;img src=x onerror=&#34;a&#34;&gt;␛&amp;" {
		t.Error(got)
	}
}

func TestLogLine(t *testing.T) {
	for s, want := range map[string]string{
		"ok\n2026 ERROR": `"ok\n2026 ERROR"`, `"a\b"`: `"\"a\\b\""`, "mañana 😀": `"mañana 😀"`, "\x1b\xff\u202e": `"\x1b\xff\u202e"`,
		"e\u0301": `"e\u0301"`, "\ufe0f": `"\ufe0f"`, "": `""`,
	} {
		if got := LogLine(s); got != want {
			t.Errorf("%q: %s, want %s", s, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := strangeText().Draw(t, "s")
		line := LogLine(s)
		checkSafe(t, line, true)
		if back, err := strconv.Unquote(line); err != nil || back != s {
			t.Fatalf("%s does not read back: %v", line, err)
		}
	})
}

func TestFileName(t *testing.T) {
	for s, want := range map[string]string{
		"Panadería Luz": "panaderia-luz", "../../../.config/vocero": "config-vocero", "": "unnamed", "日本": "unnamed", "-x-": "x", "CON": "con_",
		"com1": "com1_", "a/b\\c:d": "a-b-c-d", "informe_2026-10": "informe_2026-10", "ñandú  y   café!!": "nandu-y-cafe",
		strings.Repeat("a", 500): strings.Repeat("a", maxFileName),
	} {
		if got := FileName(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

func TestFold(t *testing.T) {
	for s, want := range map[string]string{
		"": "", "hola": "hola", "HOLA": "hola", "Mañana CAFÉ": "manana cafe", "e\u0301": "e", "ÀÉÎÕÜÇŁß": "aeiouclß", "Ελλάδα": "ελλαδα",
		"ёлка й": "елка и", "がぎ": "がぎ", "한국": "한국", "कि": "कि", "مَرحبا": "مرحبا", "ắ": "a", "İ": "i", "ﬁ": "ﬁ",
	} {
		if s == "ÀÉÎÕÜÇŁß" {
			want = "aeioucłß" // a stroke is no accent
		}
		if got := Fold(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
	for r := rune(0xC0); r < 0x180; r++ {
		want := ""
		for _, p := range norm.NFD.String(string(unicode.ToLower(r))) {
			if !unicode.Is(unicode.Mn, p) {
				want += string(p)
			}
		}
		if got := Fold(string(r)); got != want {
			t.Errorf("%c: %q, want %q", r, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := Fold(strangeText().Draw(t, "s"))
		if again := Fold(s); again != s || !utf8.ValidString(s) {
			t.Fatalf("%+q folds to %+q", s, again)
		}
	})
	if n := testing.AllocsPerRun(10, func() { Fold("pan de masa madre 123") }); n != 0 {
		t.Errorf("%v allocations for folded text", n)
	}
}

func TestWords(t *testing.T) {
	long := strings.Repeat("ñ", 40)
	for s, want := range map[string][]string{
		"":                       nil,
		"pan, masa-madre 2026":   {"pan", "masa", "madre", "2026"},
		"#oferta":                {"#oferta", "oferta"},
		"@luz@masto.example":     {"@luz", "luz", "@masto", "masto", "example"},
		"#pan_luz pan_luz":       {"#pan_luz", "pan", "luz", "pan", "luz"},
		"# @ ##x":                {"#x", "x"},
		"日本 한국":                  {"日本", "한국"},
		"https://luz.example/x1": {"https", "luz", "example", "x1"},
		long:                     {strings.Repeat("ñ", 32)},
	} {
		if got := slices.Collect(Words(s)); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
	for w := range Words("uno dos tres") {
		if w != "uno" {
			t.Errorf("went on to %q after the break", w)
		}
		break
	}
	rapid.Check(t, func(t *rapid.T) {
		for w := range Words(Fold(strangeText().Draw(t, "s"))) {
			if w == "" || len(w) > maxWord || !utf8.ValidString(w) {
				t.Fatalf("word %q", w)
			}
		}
	})
}

func BenchmarkFold(b *testing.B) {
	for name, in := range map[string]string{"ascii": "pan de masa madre con semillas", "accents": "Mañana abrimos el Café, ¿vienes?"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for range Words(Fold(in)) {
				}
			}
		})
	}
}
