package widget

import (
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

// samples are the texts that break layouts.
var samples = []string{
	"", "a", "hola", "Panadería Luz", "canción", "cancio\u0301n", "日本語のテキスト", "👨‍👩‍👧 familia", "🇪🇸🇫🇷", "1️⃣ uno", "a\u200db",
	"\x1b[1mbold\x1b[m plain", "\x1b]8;;https://masto.example\x07link\x1b]8;;\x07", "\x1b[38;2;1;2;3mcolour\x1b[m", "tab\there", "two\nlines",
	"bell\a", "raw \x9b31m", "broken \xff\xfe", "\x1b[31", "\x1b]0;title", "שלום עולם", "ก็", "e\u0301\u0302\u0303\u0304", "\u0301start", "▚▚══╳╳",
	"“quoted” – dash…", "ﷺ", "\u2028sep", "c\u0085d", "\x1bMreverse", "ñandú ÿ ſ ƀ ɏ", "½ × ÷ © ®", "☎️ call", "❤️", "👍🏽",
}

func TestFitLineIsExact(t *testing.T) {
	for _, s := range samples {
		for w := range 30 {
			got := FitLine(s, w)
			if n := ansi.StringWidth(got); n != w || strings.ContainsAny(got, "\n\t\u0085") {
				t.Errorf("FitLine(%q, %d) is %q of %d cells", s, w, got, n)
			}
		}
	}
}

func TestFitLineOfAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.Custom(func(t *rapid.T) string {
			return strings.Join(rapid.SliceOf(rapid.SampledFrom(samples)).Draw(t, "parts"), "")
		})).Draw(t, "s")
		w := rapid.IntRange(0, 100).Draw(t, "w")
		if got := FitLine(s, w); ansi.StringWidth(got) != w {
			t.Fatalf("FitLine(%q, %d) is %q of %d cells", s, w, got, ansi.StringWidth(got))
		}
	})
}

func TestFitLineCutsWithAnEllipsis(t *testing.T) {
	for _, c := range []struct {
		in   string
		w    int
		want string
	}{
		{"hola", 4, "hola"}, {"hola", 6, "hola  "}, {"hola", 3, "ho…"}, {"hola", 1, "…"}, {"日本語", 4, "日… "}, {"日本語", 5, "日本…"},
		{"\x1b[1mhola\x1b[m", 3, "\x1b[1mho…\x1b[m"}, {"a\tb", 3, "a b"}, {"x\x1b[31", 5, "x\uFFFD[31"}, {"canción larga", 8, "canción…"},
	} {
		if got := FitLine(c.in, c.w); got != c.want {
			t.Errorf("FitLine(%q, %d) is %q, want %q", c.in, c.w, got, c.want)
		}
	}
}

func TestWidthAgreesWithTheTables(t *testing.T) {
	for _, s := range samples {
		if _, clean := measure(s); clean && Width(s) != ansi.StringWidth(s) {
			t.Errorf("Width(%q) is %d, the tables say %d", s, Width(s), ansi.StringWidth(s))
		}
	}
	for r := rune(0x21); r < 0x2600; r++ {
		if !narrow(r) {
			continue
		}
		for _, s := range []string{string(r), "a" + string(r) + "b", string(r) + string(r), string(r) + "\u0301", string(r) + "\ufe0f"} {
			if Width(s) != ansi.StringWidth(s) {
				t.Errorf("Width(%q) is %d, the tables say %d", s, Width(s), ansi.StringWidth(s))
			}
		}
	}
}

func TestFitIsExact(t *testing.T) {
	for _, s := range append(samples, strings.Join(samples, "\n")) {
		for _, size := range [][2]int{{0, 0}, {1, 1}, {5, 3}, {80, 24}, {3, 50}} {
			check(t, Fit(s, size[0], size[1]), size[0], size[1])
			check(t, FitLines(strings.Split(s, "\n"), size[0], size[1]), size[0], size[1])
		}
	}
}

// check fails unless s is exactly w×h cells.
func check(t testing.TB, s string, w, h int) {
	t.Helper()
	if w <= 0 || h <= 0 {
		if s != "" {
			t.Errorf("no room, and yet %q", s)
		}
		return
	}
	lines := strings.Split(s, "\n")
	if len(lines) != h {
		t.Errorf("%d lines, want %d:\n%s", len(lines), h, s)
	}
	for i, l := range lines {
		if n := ansi.StringWidth(l); n != w {
			t.Errorf("line %d has %d cells, want %d: %q", i, n, w, l)
		}
	}
}

func TestBeside(t *testing.T) {
	got := Beside(3, Column{"a\nb", 2}, Column{"uno\ndos\ntres", 3}, Column{"", 1})
	if want := "a uno \nb dos \n  tr… "; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if Beside(0, Column{"a", 1}) != "" {
		t.Error("no line, and yet something")
	}
}

func TestRow(t *testing.T) {
	cells := []Cell{{Text: "p", W: 1}, {Text: "ana@masto.example", W: 8}, {Text: "¿abren el domingo?"}, {Text: "5m", W: 4, Right: true}}
	if got := Row(30, nil, cells...); got != "p ana@mas… ¿abren el dom…   5m" {
		t.Errorf("got %q", got)
	}
	bold := lipgloss.NewStyle().Bold(true)
	rev := lipgloss.NewStyle().Reverse(true)
	cells[0].Style = &bold
	for w := range 60 {
		for _, base := range []*lipgloss.Style{nil, &rev} {
			if n := ansi.StringWidth(Row(w, base, cells...)); n != w {
				t.Errorf("a row of %d cells has %d", w, n)
			}
		}
	}
	if got := Row(5, &rev, Cell{Text: "a", W: 1}); ansi.Strip(got) != "a    " || !strings.HasSuffix(got, "\x1b[m") {
		t.Errorf("padding is not part of the bar: %q", got)
	}
	if got := Row(6, nil, Cell{Text: "ab", W: -1}, Cell{Text: "c", W: -1}); got != "ab c  " {
		t.Errorf("natural widths: %q", got)
	}
}

func TestOverlay(t *testing.T) {
	back := Fit("aaaaaa\nbbbbbb\ncccccc", 6, 3)
	if got := ansi.Strip(Overlay(back, "XY\nZW", 2, 1)); got != "aaaaaa\nbbXYbb\nccZWcc" {
		t.Errorf("got %q", got)
	}
	for x := -2; x < 9; x++ {
		for y := -2; y < 5; y++ {
			check(t, Overlay(Fit("日本語テ\n👍👍👍", 8, 3), Fit("┌─┐\n│日│", 4, 2), x, y), 8, 3)
		}
	}
}

func BenchmarkFitASCII(b *testing.B) { benchFit(b, strings.Repeat("a mention ", 9)) }
func BenchmarkFitLatin(b *testing.B) { benchFit(b, strings.Repeat("una mención ", 8)) }
func BenchmarkFitStyled(b *testing.B) {
	benchFit(b, "\x1b[1m"+strings.Repeat("una mención ", 8)+"\x1b[m")
}
func BenchmarkFitWide(b *testing.B) { benchFit(b, strings.Repeat("日本語 ", 14)) }

func benchFit(b *testing.B, s string) {
	s = strings.Repeat(s+"\n", 40)
	b.ReportAllocs()
	for b.Loop() {
		Fit(s, 120, 40)
	}
}

func BenchmarkRowStyled(b *testing.B) {
	bold, dim := lipgloss.NewStyle().Bold(true), lipgloss.NewStyle().Foreground(lipgloss.Color("#888888"))
	b.ReportAllocs()
	for b.Loop() {
		Row(120, nil, Cell{Text: "p", W: 1, Style: &bold}, Cell{Text: "@ana@masto.example", W: 24, Style: &bold},
			Cell{Text: "¿Abren el domingo por la mañana, y hay pan de centeno?"}, Cell{Text: "5 min", W: 6, Right: true, Style: &dim})
	}
}
