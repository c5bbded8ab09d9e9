package accounts

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"html"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// TestHostileThroughEveryExit sends every case through every door, whatever its kind: a brand name can be a CSV cell.
func TestHostileThroughEveryExit(t *testing.T) {
	for _, c := range hostileCases(t) {
		t.Run(c.ID, func(t *testing.T) {
			handle, _ := SafeHandle(c.In)
			checkSafe(t, handle.String(), true)
			name, _ := SafeName(c.In)
			checkSafe(t, name.String(), true)
			url, _ := SafeURL(c.In)
			checkSafe(t, url, true)
			checkHTML(t, c.In)
			checkHTML(t, html.EscapeString(c.In))
			checkHTML(t, `<a href="`+c.In+`">`+c.In+`</a>`)
			checkClusterlessPaste(t, c.In)
			checkCSV(t, c.In)
			checkJSON(t, c.In)
			checkLog(t, c.In)
			if f := FileName(c.In); !regexp.MustCompile(`^[a-z0-9_][a-z0-9_-]{0,79}$`).MatchString(f) {
				t.Errorf("file name %q", f)
			}
			checkFold(t, c.In)
		})
	}
}

// checkCSV asserts that the safe form of raw is one cell that no spreadsheet computes.
func checkCSV(t *testing.T, raw string) {
	t.Helper()
	cell := CSVField(BlockText(raw).String())
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.Write([]string{"a", cell, "b"}); err != nil {
		t.Fatal(err)
	}
	w.Flush()
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != 1 || len(rows[0]) != 3 || rows[0][1] != cell {
		t.Fatalf("%q: %v %q", cell, err, rows)
	}
	if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
		t.Fatalf("a formula: %q", cell)
	}
}

// checkJSON asserts that a document on a terminal holds nothing to obey and says the same.
func checkJSON(t *testing.T, raw string) {
	t.Helper()
	raw = strings.ToValidUTF8(raw, "?")
	b, err := json.Marshal(map[string]string{"text": raw})
	if err != nil {
		t.Fatal(err)
	}
	out := EscapeJSONTTY(b)
	for _, r := range string(out) {
		if r < ' ' || unsafeOnTTY(r) {
			t.Fatalf("U+%04X reaches the terminal", r)
		}
	}
	var back map[string]string
	if err := json.Unmarshal(out, &back); err != nil || back["text"] != raw {
		t.Fatalf("%v: %q", err, back["text"])
	}
}

// checkLog asserts that raw is one line of a log and reads back.
func checkLog(t *testing.T, raw string) {
	t.Helper()
	line := LogLine(raw)
	if back, err := strconv.Unquote(line); err != nil || back != raw || strings.ContainsAny(line, "\n\r\x1b") {
		t.Fatalf("%s: %v", line, err)
	}
}

// checkFold asserts that folding is stable and gives words that fit the index.
func checkFold(t *testing.T, raw string) {
	t.Helper()
	s := Fold(BlockText(raw).String())
	if Fold(s) != s {
		t.Fatalf("%q folds again", s)
	}
	for w := range Words(s) {
		if w == "" || len(w) > maxWord || !utf8.ValidString(w) {
			t.Fatalf("word %q", w)
		}
	}
}

// TestLinkSpoofs has the two kinds of deceit that the badge is for, and what looks like them.
func TestLinkSpoofs(t *testing.T) {
	tests := []struct {
		label, url string
		flags      Flags
	}{
		{"banco.example", "https://banco.example/", 0},
		{"banco.example", "https://www.banco.example/entrar", 0},
		{"www.banco.example", "https://banco.example/", 0},
		{"BANCO.example", "https://banco.example/", 0},
		{"https://banco.example/x", "https://banco.example/x?utm=1", 0},
		{"banco.example", "https://banco.example.evil.example/", FlagLink},
		{"banco.example", "https://bancoexample.es/", FlagLink},
		{"luz.github.io", "https://evil.github.io/", FlagLink}, // each page there is its own site
		{"niño.example", "https://xn--nio-8ma.example/", 0},
		{"pincha aquí", "https://luz.example/", 0},
		{"versión 1.2.3", "https://luz.example/", 0},
		{"correo: luz@luz.example", "https://luz.example/", 0},
		{"banco.example", "https://bаnco.example/", FlagLink | FlagMixedScript},
		{"x", "https://user@luz.example/", FlagLink},
		{"x", "mailto:luz@luz.example", FlagLink},
	}
	for _, tt := range tests {
		if l := NewLink(tt.label, tt.url); l.Flags != tt.flags {
			t.Errorf("%q → %q: %b, want %b", tt.label, tt.url, l.Flags, tt.flags)
		}
	}
}

// urlOracle says in one pattern what urlAt walks after the host: without parentheses, which no regular expression balances.
var urlOracle = regexp.MustCompile(`(?i)^https://luz\.example(?::[0-9]+)?` +
	`(?:/(?:[^\s<>()?]*(?:[^\s<>()?!*"'「」;:=,.$%\[\]~&|@]|/))?)?` +
	`(?:\?[a-zñ「0-9!?*';:&=+$/%#\[\]_.,~|@^-]*[a-zñ「0-9_&=#/-])?`)

func TestURLAgainstPattern(t *testing.T) {
	first := rapid.SampledFrom([]string{"/", "?", ":80", ":80/", "!", " ", "#", ":"})
	piece := rapid.SampledFrom([]string{"a", "pan", ".", "..", "es", "/", "-", "_", "ñ", ":", "80", "?", "q=1", "&", "#", "!", ",",
		" ", "@", "%20", "<", "'", "~", "「", "[0]"})
	rapid.Check(t, func(t *rapid.T) {
		s := "https://luz.example" + first.Draw(t, "first") + strings.Join(rapid.SliceOfN(piece, 0, 10).Draw(t, "rest"), "")
		if got, want := urlAt(s, 0), len(urlOracle.FindString(s)); got != want {
			t.Fatalf("%q: %q, want %q", s, s[:got], s[:want])
		}
	})
}

// TestNothingIsCopied holds the promise of the fast ways: plain text costs no memory.
func TestNothingIsCopied(t *testing.T) {
	const s, folded = "¿Tenéis pan sin gluten mañana? 日本 ok 😀", "pan de masa madre"
	free := map[string]func(){
		"SafeBlock": func() { SafeBlock(s) },
		"SafeLine":  func() { SafeLine(s) },
		"Cells":     func() { Cells(s, true) },
		"CleanPaste": func() {
			CleanPaste(s)
		},
		"Width":     func() { Width(s) },
		"Truncate":  func() { Truncate(s, 80) },
		"Graphemes": func() { Graphemes(s) },
		"Count":     func() { mastodonRule.Count(s, "aviso") },
		"Cut":       func() { mastodonRule.Cut(s, 10) },
		"Fold":      func() { Fold(folded) },
		"Words": func() {
			for range Words(folded) {
				continue
			}
		},
	}
	for name, f := range free {
		if n := testing.AllocsPerRun(20, f); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

// BenchmarkLinear shows that the cost grows with the input and no faster: ns/op at 4 times the size is about 4 times.
func BenchmarkLinear(b *testing.B) {
	for _, size := range []int{16 << 10, 64 << 10} {
		for name, unit := range map[string]string{"marks": "a\u0336\u0336\u0336\u0336\u0336", "zwj": "👨\u200d", "controls": "\x1b\u202e", "tags": "<li><a href=x>y"} {
			in := strings.Repeat(unit, size/len(unit))
			b.Run(name+"/"+strconv.Itoa(size>>10)+"KiB", func(b *testing.B) {
				for b.Loop() {
					if name == "tags" {
						HTMLText(in)
					} else {
						SafeBlock(in)
					}
				}
			})
		}
	}
}
