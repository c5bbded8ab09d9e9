package theme

import (
	"image/color"
	"math"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"

	"vocero/accounts"
)

// BrandStyle repeats a brand without words: its colour, and a pattern that does not need one.
type BrandStyle struct {
	Bar     lipgloss.Style // the speaker's line; the personal brand's is inverse
	Letter  lipgloss.Style // the brand's letter in a list, and its frames
	Pattern string         // two cells, repeated as far as there is room
}

// PersonalPattern is the hatching of the freelancer's own brand; no client has it.
const PersonalPattern = "╳╳"

// glyphs are what patterns are made of: one cell each in every width table, easily told from one another.
var glyphs = [...]string{"▚", "░", "╱", "═", "▪", "┼", "╲", "≈"}

// accents are the colours of brands that name none, chosen to differ in hue; legible moves them as the background wants.
var accents = [...]string{"#3fa7f0", "#e0803a", "#56b95c", "#d467b0", "#c9a227", "#7f8cff", "#2fb5a8", "#e2606a"}

// PatternOf is the pattern of a client by its number: 64 different ones, more than there are letters.
func PatternOf(n uint8) string {
	a := int(n) % len(glyphs)
	b := (a + int(n)/len(glyphs)) % len(glyphs)
	return glyphs[a] + glyphs[b]
}

// Hatch is the pattern over w cells.
func (b BrandStyle) Hatch(w int) string {
	if w <= 0 || b.Pattern == "" {
		return ""
	}
	r := []rune(strings.Repeat(b.Pattern, w/2+1))
	return string(r[:w])
}

type brandKey struct {
	accent  string
	pattern uint8
	kind    accounts.BrandKind
}

// Brand is the style of a brand. It is made once; the map is the screen's, which is drawn by one goroutine.
func (s *Styles) Brand(b accounts.Brand) BrandStyle {
	k := brandKey{b.Accent, b.Pattern, b.Kind}
	if st, ok := s.brands[k]; ok {
		return st
	}
	st := s.brand(k)
	if len(s.brands) > 256 { // A set-up that tries colours must not grow this for ever.
		clear(s.brands)
	}
	s.brands[k] = st
	return st
}

func (s *Styles) brand(k brandKey) BrandStyle {
	bold := lipgloss.NewStyle().Bold(true)
	if k.kind == accounts.Personal {
		return BrandStyle{Bar: s.Personal, Letter: bold.Reverse(true), Pattern: PersonalPattern}
	}
	st := BrandStyle{Bar: bold, Letter: bold, Pattern: PatternOf(k.pattern)}
	if s.Options.Profile <= colorprofile.ASCII {
		return st
	}
	c := accentOf(k)
	bar := s.Options.Profile.Convert(c)
	st.Bar = bold.Background(bar).Foreground(s.Options.Profile.Convert(onto(bar)))
	st.Letter = bold.Foreground(legible(c, s.Options))
	return st
}

// accentOf is the colour a brand asks for, or the palette's.
func accentOf(k brandKey) color.RGBA {
	if c, ok := hex(k.accent); ok {
		return c
	}
	c, _ := hex(accents[int(k.pattern)%len(accents)])
	return c
}

// Accent is the palette's colour for a brand that names none, as "#rrggbb".
func Accent(pattern uint8) string { return accents[int(pattern)%len(accents)] }

// ValidAccent tells whether s is a colour as brands name it: "#rrggbb".
func ValidAccent(s string) bool {
	_, ok := hex(s)
	return ok
}

func hex(s string) (color.RGBA, bool) {
	if len(s) != 7 || s[0] != '#' {
		return color.RGBA{}, false
	}
	var v [6]uint8
	for i := range v {
		switch c := s[i+1]; {
		case c >= '0' && c <= '9':
			v[i] = c - '0'
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			v[i] = c | 0x20 - 'a' + 10
		default:
			return color.RGBA{}, false
		}
	}
	return color.RGBA{v[0]<<4 | v[1], v[2]<<4 | v[3], v[4]<<4 | v[5], 255}, true
}

// contrastMin is what WCAG 2.2 asks of text (success criterion 1.4.3, level AA).
const contrastMin = 4.5

// Backgrounds that count as the worst of their kind: a dark theme that is not black, a light one that is not white.
var (
	worstDark  = color.RGBA{0x28, 0x2c, 0x3c, 255}
	worstLight = color.RGBA{0xf4, 0xee, 0xdc, 255}
)

// onto is black or white, whichever reads better on c.
func onto(c color.Color) color.Color {
	if contrast(c, color.White) > contrast(c, color.Black) {
		return color.RGBA{255, 255, 255, 255}
	}
	return color.RGBA{0, 0, 0, 255}
}

// legible moves a colour towards white on dark and towards black on light until the terminal's nearest can be read there.
func legible(c color.RGBA, o Options) color.Color {
	back, to := worstLight, uint8(0)
	if o.Dark {
		back, to = worstDark, 255
	}
	for range 64 {
		if contrast(o.Profile.Convert(c), back) >= contrastMin {
			break
		}
		c = color.RGBA{nearer(c.R, to), nearer(c.G, to), nearer(c.B, to), 255}
	}
	return o.Profile.Convert(c)
}

// nearer moves a channel a sixteenth of the way, at least by one.
func nearer(v, to uint8) uint8 {
	if v == to {
		return v
	}
	d := (int(to) - int(v)) / 16
	if d == 0 {
		d = 1
		if to < v {
			d = -1
		}
	}
	return uint8(int(v) + d)
}

// contrast is the ratio of WCAG 2.2, 1 to 21.
func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func linear(v uint32) float64 {
	f := float64(v) / 0xffff
	if f <= 0.04045 {
		return f / 12.92
	}
	return math.Pow((f+0.055)/1.055, 2.4)
}
