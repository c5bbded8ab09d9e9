package diff

import (
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"vocero/accounts"
	"vocero/ui/theme"
)

func TestWords(t *testing.T) {
	for _, tt := range [][3]string{
		{"", "", ""},
		{"hoy hay pan", "hoy hay pan", "hoy hay pan"},
		{"", "hoy", "{+hoy+}"},
		{"hoy", "", "[-hoy-]"},
		{"Mañana hay centeno.", "Mañana hay espelta.", "Mañana hay [-centeno-]{+espelta+}."},
		{"el pan rojo de ayer", "el bollo azul de ayer", "el [-pan rojo-]{+bollo azul+} de ayer"},
		{"uno\ndos", "uno\nmedio\ndos", "uno\n{+medio\n+}dos"},
		{"hola 👨‍👩‍👧!", "hola 👨‍👩‍👦!", "hola [-👨‍👩‍👧-]{+👨‍👩‍👦+}!"},
		{"cafe\u0301 solo", "café solo", "[-cafe\u0301-]{+café+} solo"},
		{"日本", "日本語", "[-日本-]{+日本語+}"},
		{"a b c d e", "a x c y e", "a [-b-]{+x+} c [-d-]{+y+} e"},
	} {
		if got := Marked(Words(tt[0], tt[1])); got != tt[2] {
			t.Errorf("%q to %q: %q, want %q", tt[0], tt[1], got, tt[2])
		}
	}
}

// sides are the two texts that pieces stand for.
func sides(ps []Piece) (old, now string) {
	for _, p := range ps {
		if p.Op != New {
			old += p.Text
		}
		if p.Op != Gone {
			now += p.Text
		}
	}
	return old, now
}

func TestPiecesMakeBothTexts(t *testing.T) {
	words := rapid.SampledFrom([]string{"pan", " ", "  ", "de", "centeno", "\n", "¡", "á", "e\u0301", "👩‍🍳", "\u200d", "日", "x"})
	rapid.Check(t, func(rt *rapid.T) {
		a := strings.Join(rapid.SliceOfN(words, 0, 60).Draw(rt, "old"), "")
		b := strings.Join(rapid.SliceOfN(words, 0, 60).Draw(rt, "now"), "")
		ps := Words(a, b)
		if x, y := sides(ps); x != a || y != b {
			rt.Fatalf("%q to %q gives %q and %q", a, b, x, y)
		}
		if Equal(ps) != (a == b) {
			rt.Fatalf("equal is %t", Equal(ps))
		}
	})
}

func TestLongTextsAreCompared(t *testing.T) {
	a := strings.Repeat("uno dos tres cuatro ", 2000)
	b := strings.Repeat("cinco seis siete ocho ", 2000)
	if x, y := sides(Words(a, b)); x != a || y != b {
		t.Error("two long texts that share nothing are not told apart")
	}
	if got := Marked(Words(a, strings.Replace(a, "tres", "4", 1))); !strings.Contains(got, "[-tres-]{+4+}") {
		t.Errorf("one word in a long text: %q", got[:80])
	}
}

func TestPosts(t *testing.T) {
	old := accounts.Post{Text: "a", CW: "pan", Targets: []accounts.ID{"x", "y"}, Versions: []accounts.Version{{Account: "y", Text: "otra"}}, Media: []accounts.Media{{SHA256: "1", Name: "pan.png", Alt: "pan"}}}
	now := accounts.Post{Text: "b", Targets: []accounts.ID{"x", "y"}, Versions: []accounts.Version{{Account: "y", Text: "otra más"}}, Media: []accounts.Media{{SHA256: "1", Name: "pan.png", Alt: "un pan"}, {SHA256: "2", Name: "b.png", Alt: "bollo"}}}
	var got []string
	for _, f := range Posts(old, now) {
		got = append(got, f.Name+"="+Marked(f.Pieces))
	}
	want := "text=[-a-]{+b+}|warning=[-pan-]|y=otra{+ más+}|pan.png={+un +}pan|b.png={+bollo+}"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}

func TestLines(t *testing.T) {
	ps := Words("Hoy hay pan de centeno y empanadas", "Hoy hay pan de espelta y empanadas\nrecién hechas")
	plain := theme.New(theme.Options{})
	for _, w := range []int{4, 8, 20, 80} {
		lines := Lines(ps, plain, w)
		for _, l := range lines {
			if n := ansi.StringWidth(strings.TrimRight(ansi.Strip(l), " ")); n > w {
				t.Errorf("%d cells in %d: %q", n, w, l)
			}
		}
		if s := strings.Join(strings.Fields(ansi.Strip(strings.Join(lines, ""))), ""); s != "Hoyhaypande[-centeno-]{+espelta+}yempanadas{+reciénhechas+}" {
			t.Errorf("%d cells: %q", w, s)
		}
	}
	colour := theme.New(theme.Options{Dark: true, Profile: colorprofile.TrueColor})
	if s := strings.Join(Lines(ps, colour, 80), "\n"); !strings.Contains(s, Paint(colour.Struck, "centeno")) || strings.Contains(s, "[-") {
		t.Errorf("with colours it is %q", s)
	}
	if s := strings.Join(Lines(Words("", "a\x1b[2J"), colour, 80), "\n"); strings.Contains(s, "\x1b[2J") {
		t.Error("an escape sequence reaches the terminal")
	}
}
