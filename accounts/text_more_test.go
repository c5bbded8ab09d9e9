package accounts

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/clipperhouse/displaywidth"
	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/fxamacker/cbor/v2"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// TestPlainTable derives the properties of every plain rune and zero-width mark from the libraries.
func TestPlainTable(t *testing.T) {
	alone := func(s string) bool {
		n := 0
		for g := graphemes.FromString("a" + s + s + "a"); g.Next(); n++ {
		}
		return n == 4
	}
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if plain(r) != within(plainRanges[:], r) {
			t.Fatalf("U+%04X: the short way and the table disagree", r)
		}
		s := string(r)
		switch {
		case plain(r):
			w := displaywidth.String(s)
			if w != wcwidth.RuneWidth(r) || w < 1 || w > 2 || !alone(s) || invisible(r) || !norm.NFC.IsNormalString("a"+s+"a") {
				t.Errorf("U+%04X %q is not plain", r, r)
			}
		case within(markRanges[:], r):
			if wcwidth.RuneWidth(r) != 0 || displaywidth.String("a"+s) != 1 || alone(s) || invisible(r) || !unicode.IsMark(r) {
				t.Errorf("U+%04X %q is no mark without width", r, r)
			}
		}
	}
}

func TestSafeBlockKeepsTheReadable(t *testing.T) {
	tests := []struct {
		raw, want string
		flags     Flags
	}{
		{"👨\u200d👩\u200d👧 familia", "👨 familia", 0},
		{"❤\ufe0f 1\ufe0f\u20e3 👍🏽 ⚠\ufe0f", "❤ 1 👍 ⚠", 0},
		{"🇪🇸 🇪", "🇪🇸 E", 0},
		{"🏴\U000e0067\U000e0062\U000e007f ok", "🏴 ok", 0},
		{"x\U000e0067\U000e0062", "x", FlagHidden},
		{"x\ufe0f", "x", FlagHidden},
		{"🏽", vanished, 0},
		{"ho\u200bla", "hola", FlagHidden},
		{"a\u202eb", "ab", FlagHidden},
		{"a\r\nb\rc\u2028d\u0085e", "a\nb\nc\nd\ne", 0},
		{"a\tb\u00a0c\u3000d", "a b c d", 0},
		{"a\n \n \n \nb", "a\n \nb", 0},
		{"e\u0301\u0336\u0336\u0336\u0336\u0336", "é\u0336\u0336\u0336", 0},
		{"\u0301x", vanished + "x", 0},
		{"กำ", "กํา", 0},
		{"क्षि", "कष", 0},
		{"\xff\xff\xffa\ue000\ue001", vanished + "a" + vanished, 0},
		{"   ", vanished, 0},
		{"\u200b", vanished, FlagHidden},
		{"", "", 0},
		{strings.Repeat("\x1b", 1000), strings.Repeat("␛", maxGrowth/2) + "?", 0},
	}
	for _, tt := range tests {
		got, flags := SafeBlock(tt.raw)
		if got.String() != tt.want || flags != tt.flags {
			t.Errorf("%+q: %+q %b, want %+q %b", tt.raw, got.String(), flags, tt.want, tt.flags)
		}
	}
	if got, _ := SafeLine("a\nb\n\n"); got.String() != "a b  " {
		t.Errorf("line: %q", got)
	}
	for _, f := range []func(string) (Text, Flags){SafeBlock, SafeLine, SafeName} {
		if got, _ := f(strings.Repeat("ñ", 100_000)); !strings.HasSuffix(got.String(), "ñ…") || len(got.String()) > maxBlock {
			t.Errorf("cut: %d bytes", len(got.String()))
		}
	}
}

func TestTextIsStoredAsAString(t *testing.T) {
	type record struct {
		A Text `cbor:"1,keyasint"`
		B Text `cbor:"2,keyasint,omitzero"`
	}
	for _, s := range []string{"", "hola", strings.Repeat("ñ", 12), strings.Repeat("a", 300), strings.Repeat("日", 20_000), vanished, "🇪🇸 e\u0336"} {
		in := record{A: BlockText(s)}
		b, err := cbor.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		var asString map[int]string
		var out record
		if err := cbor.Unmarshal(b, &asString); err != nil || asString[1] != in.A.s || len(asString) != 1 {
			t.Fatalf("as a string: %v %v", err, asString)
		}
		if err := cbor.Unmarshal(b, &out); err != nil || out != in {
			t.Fatalf("back: %v %q", err, out)
		}
		if b, err = json.Marshal(in.A); err != nil {
			t.Fatal(err)
		}
		var back Text
		if err := json.Unmarshal(b, &back); err != nil || back != in.A {
			t.Fatalf("JSON %s: %v %q", b, err, back)
		}
	}
}

func TestForeignStoreIsMadeSafe(t *testing.T) {
	for _, s := range []string{"\x1b[2J", "a\u202eb", "a\n\n\n\nb", "  ", "e\u0301", strings.Repeat("x", maxBlock+1)} {
		b, err := cbor.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var got, fromJSON Text
		if err := cbor.Unmarshal(b, &got); err != nil || got != BlockText(s) {
			t.Errorf("%q: %v %q", s, err, got)
		}
		j, _ := json.Marshal(s)
		if err := json.Unmarshal(j, &fromJSON); err != nil || fromJSON != BlockText(s) {
			t.Errorf("%s: %v %q", j, err, fromJSON)
		}
	}
	for _, b := range [][]byte{nil, {0x01}, {0x63, 'a'}, {0x78}, {0x7f, 0x61, 'a', 0xff}, {0x41, 'a'}, {0x7b, 1}} {
		if err := new(Text).UnmarshalCBOR(b); err == nil {
			t.Errorf("% x was read", b)
		}
	}
	if got := BlockText("x"); got.UnmarshalCBOR([]byte{0xf6}) != nil || !got.IsZero() {
		t.Errorf("null: %q", got)
	}
}

func TestWidth(t *testing.T) {
	for s, want := range map[string]int{
		"": 0, "hola": 4, "ñandú": 5, "日本": 4, "👨\u200d👩\u200d👧": 2, "🇪🇸": 2, "e\u0301": 1, "❤\ufe0f": 2, "a\nb": 2, "ｱ": 1,
	} {
		if got := Width(s); got != want {
			t.Errorf("%q: %d, want %d", s, got, want)
		}
	}
}

func TestTruncate(t *testing.T) {
	tests := []struct {
		s     string
		cells int
		want  string
	}{
		{"hola", 4, "hola"}, {"hola", 3, "ho…"}, {"hola", 1, "…"}, {"hola", 0, ""}, {"hola", -1, ""}, {"", 0, ""},
		{"日本語", 6, "日本語"}, {"日本語", 5, "日本…"}, {"日本語", 4, "日…"}, {"日本語", 2, "…"},
		{"👨\u200d👩\u200d👧x", 3, "👨\u200d👩\u200d👧x"}, {"👨\u200d👩\u200d👧xy", 3, "👨\u200d👩\u200d👧…"}, {"ñññ", 2, "ñ…"},
	}
	for _, tt := range tests {
		if got := Truncate(tt.s, tt.cells); got != tt.want {
			t.Errorf("%q at %d: %q, want %q", tt.s, tt.cells, got, tt.want)
		}
	}
}

func TestWrap(t *testing.T) {
	tests := []struct {
		s     string
		cells int
		want  []string
	}{
		{"", 5, []string{""}},
		{"hola", 5, []string{"hola"}},
		{"pan de masa madre", 7, []string{"pan de", "masa", "madre"}},
		{"pan de masa madre", 6, []string{"pan de", "masa", "madre"}},
		{"uno\n\ndos", 5, []string{"uno", "", "dos"}},
		{"uno\n", 5, []string{"uno", ""}},
		{"abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		{"a bcdefghij", 4, []string{"a", "bcde", "fghi", "j"}},
		{"  sangría larga", 9, []string{"  sangría", "larga"}},
		{"日本語の本", 4, []string{"日本", "語の", "本"}},
		{"日本", 1, []string{"日", "本"}},
		{"a👨\u200d👩\u200d👧b", 2, []string{"a", "👨\u200d👩\u200d👧", "b"}},
		{"uno     dos", 4, []string{"uno", "dos"}},
		{"ab", 0, []string{"a", "b"}},
	}
	for _, tt := range tests {
		if got := Wrap(tt.s, tt.cells); !slices.Equal(got, tt.want) {
			t.Errorf("%q at %d: %q, want %q", tt.s, tt.cells, got, tt.want)
		}
	}
	if got := BlockText("uno dos").Lines(3); !slices.Equal(got, []string{"uno", "dos"}) {
		t.Errorf("%q", got)
	}
}

func TestLayoutFits(t *testing.T) {
	squeeze := func(s string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(s) }
	rapid.Check(t, func(t *rapid.T) {
		s := Cells(strangeText().Draw(t, "s"), true)
		cells := rapid.IntRange(2, 30).Draw(t, "cells")
		if w := Width(Truncate(strings.ReplaceAll(s, "\n", " "), cells)); w > cells {
			t.Fatalf("truncated to %d of %d cells", w, cells)
		}
		lines := Wrap(s, cells)
		for _, l := range lines {
			if Width(l) > cells {
				t.Fatalf("line %q is wider than %d", l, cells)
			}
		}
		if squeeze(strings.Join(lines, "")) != squeeze(s) {
			t.Fatalf("%q lost something: %q", s, lines)
		}
	})
}

func BenchmarkSafeBlock(b *testing.B) {
	plainText := "¿Tenéis pan sin gluten mañana? Somos cuatro y llegamos a las 9:30. ¡Gracias! @luz@masto.example #pan"
	for name, in := range map[string]string{
		"plain": plainText, "emoji": plainText + " ❤\ufe0f 👍🏽", "hostile64KiB": strings.Repeat("\x1b[2J e\u0301\u202e👨\u200d👩", 3000)[:maxBlock],
		"flood1MiB": strings.Repeat("\u0336\x1b", 400_000)[:1<<20],
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				SafeBlock(in)
			}
		})
	}
}

func BenchmarkTextFromStore(b *testing.B) {
	in, err := cbor.Marshal(BlockText(strings.Repeat("¿Tenéis pan sin gluten mañana? ", 6)[:173]))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		var t Text
		if err := t.UnmarshalCBOR(in); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWrap(b *testing.B) {
	for name, in := range map[string]string{"ascii": strings.Repeat("pan de masa madre ", 20), "accents": strings.Repeat("mañana café sí ", 20)} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Wrap(in, 60)
			}
		})
	}
}
