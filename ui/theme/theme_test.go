package theme

import (
	"image/color"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"vocero/accounts"
)

var profiles = []colorprofile.Profile{colorprofile.Unknown, colorprofile.NoTTY, colorprofile.ASCII, colorprofile.ANSI, colorprofile.ANSI256, colorprofile.TrueColor}

// named are the styles by name, so that a failure says which.
func named(s *Styles) map[string]lipgloss.Style {
	return map[string]lipgloss.Style{
		"Text": s.Text, "Dim": s.Dim, "Strong": s.Strong, "Marked": s.Marked, "Title": s.Title, "Accent": s.Accent, "Good": s.Good,
		"Warn": s.Warn, "Bad": s.Bad, "Key": s.Key, "Input": s.Input, "InputOff": s.InputOff, "Quote": s.Quote, "Tag": s.Tag,
		"Badge": s.Badge, "Tab": s.Tab, "Nobody": s.Nobody, "Error": s.Error, "Note": s.Note, "Caution": s.Caution,
		"Selected": s.Selected, "SelectedDim": s.SelectedDim, "TabActive": s.TabActive, "Personal": s.Personal,
		"Practice": s.Practice, "Paused": s.Paused, "Found": s.Found, "Stop": s.Stop,
	}
}

func TestContrastOfEveryStyle(t *testing.T) {
	backs := map[bool][]color.Color{
		true:  {color.Black, color.RGBA{0x1e, 0x1e, 0x2e, 255}, color.RGBA{0x00, 0x2b, 0x36, 255}, worstDark},
		false: {color.White, color.RGBA{0xef, 0xf1, 0xf5, 255}, color.RGBA{0xfd, 0xf6, 0xe3, 255}, worstLight},
	}
	for dark, bs := range backs {
		for _, p := range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI256} {
			for name, st := range named(New(Options{Dark: dark, Profile: p})) {
				front, back := st.GetForeground(), st.GetBackground()
				if _, none := front.(lipgloss.NoColor); none {
					continue // The terminal's own colours are the person's choice.
				}
				for _, b := range bs {
					if _, none := back.(lipgloss.NoColor); !none {
						b = back
					}
					if got := contrast(front, b); got < contrastMin {
						t.Errorf("dark=%v %s: %s has a contrast of %.2f on %v, want %.1f", dark, p, name, got, b, contrastMin)
					}
				}
			}
		}
	}
}

func TestContrastOfBrands(t *testing.T) {
	colours := []string{"", "#000000", "#ffffff", "#808080", "#ff0000", "#00ff00", "#0000ff", "#777777", "#123456", "no colour"}
	for _, dark := range []bool{true, false} {
		for _, p := range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI256, colorprofile.ANSI} {
			s := New(Options{Dark: dark, Profile: p})
			for _, c := range colours {
				for n := range uint8(len(accents)) {
					b := s.Brand(accounts.Brand{Accent: c, Pattern: n})
					if got := contrast(b.Bar.GetForeground(), b.Bar.GetBackground()); got < contrastMin {
						t.Errorf("%s: the bar of accent %q has a contrast of %.2f", p, c, got)
					}
					back := worstLight
					if dark {
						back = worstDark
					}
					if got := contrast(b.Letter.GetForeground(), back); got < contrastMin {
						t.Errorf("%s dark=%v: the letter of accent %q has a contrast of %.2f", p, dark, c, got)
					}
				}
			}
		}
	}
}

func TestPatternsDiffer(t *testing.T) {
	seen := map[string]int{PersonalPattern: -1}
	for n := range 64 {
		p := PatternOf(uint8(n))
		if m, ok := seen[p]; ok {
			t.Errorf("patterns %d and %d are both %q", m, n, p)
		}
		seen[p] = n
		if ansi.StringWidth(p) != 2 || ansi.StringWidthWc(p) != 2 {
			t.Errorf("pattern %q is not two cells wide", p)
		}
	}
	for _, w := range []int{-1, 0, 1, 2, 7, 80} {
		if got := (BrandStyle{Pattern: "▚░"}).Hatch(w); ansi.StringWidth(got) != max(0, w) {
			t.Errorf("hatch of %d cells is %q", w, got)
		}
	}
}

func TestWithoutColour(t *testing.T) {
	for _, p := range profiles[:3] {
		for _, dark := range []bool{true, false} {
			s := New(Options{Dark: dark, Profile: p})
			for name, st := range named(s) {
				if out := st.Render("x"); strings.Contains(out, "38;") || strings.Contains(out, "48;") || strings.Contains(out, "[3") {
					t.Errorf("%s: %s is coloured: %q", p, name, out)
				}
			}
			client, own := s.Brand(accounts.Brand{Accent: "#ff0000"}), s.Brand(accounts.Brand{Kind: accounts.Personal})
			if !own.Bar.GetReverse() || client.Bar.GetReverse() {
				t.Errorf("%s: client and personal look alike: %q %q", p, client.Bar.Render("x"), own.Bar.Render("x"))
			}
			if !s.Selected.GetReverse() {
				t.Errorf("%s: the selected row cannot be told without colour", p)
			}
		}
	}
}

func TestPersonalIsInverseEverywhere(t *testing.T) {
	for _, p := range profiles {
		st := New(Options{Dark: true, Profile: p}).Brand(accounts.Brand{Kind: accounts.Personal, Accent: "#ff00ff", Pattern: 3})
		if !st.Bar.GetReverse() || st.Pattern != PersonalPattern {
			t.Errorf("%s: the personal brand is not inverse and hatched: %+v", p, st)
		}
	}
}

func TestBrandIsMadeOnce(t *testing.T) {
	s := New(Options{Dark: true, Profile: colorprofile.TrueColor})
	b := accounts.Brand{Pattern: 2}
	s.Brand(b)
	if n := testing.AllocsPerRun(100, func() { s.Brand(b) }); n > 0 {
		t.Errorf("asking again for a brand's style allocates %v times", n)
	}
	for n := range 1000 {
		s.Brand(accounts.Brand{Accent: "#0000" + string("0123456789abcdef"[n%16]) + string("0123456789abcdef"[n/16%16]), Pattern: uint8(n)})
	}
	if len(s.brands) > 257 {
		t.Errorf("the cache holds %d brands", len(s.brands))
	}
}

func TestSixteenColours(t *testing.T) {
	for _, dark := range []bool{true, false} {
		for name, st := range named(New(Options{Dark: dark, Profile: colorprofile.ANSI})) {
			if out := st.Render("x"); strings.Contains(out, "38;") || strings.Contains(out, "48;") {
				t.Errorf("%s needs more than 16 colours: %q", name, out)
			}
		}
	}
}

func TestAccents(t *testing.T) {
	for s, want := range map[string]bool{"#a1B2c3": true, "#fff": false, "red": false, "": false, "#gggggg": false} {
		if ValidAccent(s) != want {
			t.Errorf("ValidAccent(%q) is %v", s, !want)
		}
	}
	if got, _ := hex("#a1B2c3"); got != (color.RGBA{0xa1, 0xb2, 0xc3, 255}) {
		t.Errorf("read %v", got)
	}
	if Accent(0) == Accent(1) || Accent(0) != Accent(uint8(len(accents))) {
		t.Error("the palette does not go round")
	}
}

func TestSeverity(t *testing.T) {
	s := New(Options{Profile: colorprofile.TrueColor})
	seen := map[*lipgloss.Style]bool{}
	for _, v := range []accounts.Severity{accounts.NoteFinding, accounts.Warn, accounts.Block} {
		seen[s.Severity(v)] = true
	}
	if len(seen) != 3 {
		t.Errorf("three severities have %d styles", len(seen))
	}
}
