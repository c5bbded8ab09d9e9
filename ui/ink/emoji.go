package ink

import (
	_ "embed" // the table
	"strings"
	"sync"

	"vocero/accounts"
)

// glyph is an emoji with its names, folded.
type glyph struct {
	text  string
	names []string
}

// glyphs is the table of emoji, taken apart when it is first asked for.
var glyphs = sync.OnceValue(func() []glyph {
	var out []glyph
	for line := range strings.Lines(emojiSheet) {
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		g := glyph{text: f[0], names: f[1:]}
		for i, n := range g.names {
			g.names[i] = accounts.Fold(n)
		}
		out = append(out, g)
	}
	return out
})

// emojiFor are the emoji with a name that begins with a piece, exact names first.
func emojiFor(piece string) []Offer {
	piece = strings.TrimSuffix(piece, ":")
	var exact, out []Offer
	for _, g := range glyphs() {
		for _, n := range g.names {
			if !strings.HasPrefix(n, piece) {
				continue
			}
			o := Offer{Text: g.text, Note: ":" + n + ":"}
			if n == piece {
				exact = append(exact, o)
			} else if len(out) < mostOffers {
				out = append(out, o)
			}
			break
		}
	}
	out = append(exact, out...)
	return out[:min(len(out), mostOffers)]
}

// emojiSheet are the emoji with their names in English and Spanish, one a line: the usual ones of those who write for shops, bars and
// practices.
//
//go:embed emoji.txt
var emojiSheet string
