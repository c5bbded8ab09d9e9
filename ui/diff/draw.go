package diff

import (
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"vocero/accounts"
	"vocero/ui/theme"
)

// brush draws the pieces of an op. Without colours, signs say what underlines and strokes say elsewhere.
type brush struct{ sgr, open, close string }

func brushes(st *theme.Styles) [3]brush {
	out := [3]brush{{}, {sgr: st.Struck}, {sgr: st.Added}}
	if st.Options.Profile <= colorprofile.ASCII {
		out[Gone].open, out[Gone].close = "[-", "-]"
		out[New].open, out[New].close = "{+", "+}"
	}
	return out
}

// drawing puts pieces on lines.
type drawing struct {
	lines []string
	line  strings.Builder
	w, n  int
}

func (d *drawing) end() {
	d.lines = append(d.lines, d.line.String())
	d.line.Reset()
	d.n = 0
}

// Lines draws pieces in lines of at most w cells: what is gone struck through, what is new underlined.
func Lines(ps []Piece, st *theme.Styles, w int) []string {
	d := drawing{w: max(4, w)}
	bs := brushes(st)
	for _, p := range ps {
		b := bs[p.Op]
		if b.open != "" {
			p.Text = b.open + p.Text + b.close
		}
		d.put(p.Text, b.sgr)
	}
	d.end()
	return d.lines
}

// put writes a piece, broken at spaces where it can be.
func (d *drawing) put(text string, sgr string) {
	for i, para := range strings.Split(text, "\n") {
		if i > 0 {
			d.end()
		}
		for _, tok := range joined(tokens(para)) {
			tok = accounts.Cells(tok, false)
			n := accounts.Width(tok)
			if d.n > 0 && d.n+accounts.Width(strings.TrimRight(tok, " ")) > d.w {
				d.end()
			}
			for d.n+n > d.w { // A word that is wider than the line.
				piece := head(tok, d.w-d.n)
				if piece == "" {
					break
				}
				d.line.WriteString(Paint(sgr, piece))
				d.end()
				tok = tok[len(piece):]
				n = accounts.Width(tok)
			}
			if tok == "" {
				continue
			}
			d.line.WriteString(Paint(sgr, tok))
			d.n += n
		}
	}
}

// joined puts what stands together between two spaces together, with the spaces behind it.
func joined(toks []string) []string {
	var out []string
	for i, t := range toks {
		if i > 0 && (kindOf(rune(t[0])) == blank || kindOf(rune(toks[i-1][0])) != blank) {
			out[len(out)-1] += t
		} else {
			out = append(out, t)
		}
	}
	return out
}

// head is the beginning of s that fits into w cells; s itself where nothing does.
func head(s string, w int) string {
	if h := accounts.Wrap(s, max(1, w))[0]; h != "" && strings.HasPrefix(s, h) {
		return h
	}
	return s
}

// Paint puts an SGR sequence of a theme around a text.
func Paint(sgr, s string) string {
	if sgr == "" || s == "" {
		return s
	}
	return sgr + s + ansi.ResetStyle
}
