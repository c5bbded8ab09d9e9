package widget

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"vocero/accounts"
	"vocero/ui/theme"
)

// Line is an input of one line with the keys of Editor. A masked one shows a dot for every cluster, and neither undo nor kill
// keeps what was in it.
type Line struct {
	e          *Editor
	masked     bool
	candidates []string
	taken      int    // the candidate that Tab put in, -1 before the first
	stem       string // what was typed before Tab
	from       int    // how many cells are scrolled off to the left
}

// NewLine is an empty line.
func NewLine() *Line {
	e := NewEditor()
	e.single = true
	e.SetSize(1, 1)
	return &Line{e: e, taken: -1}
}

// NewSecretLine is an empty line that shows dots.
func NewSecretLine() *Line {
	l := NewLine()
	l.masked = true
	return l
}

// SetWidth gives the line its cells.
func (l *Line) SetWidth(w int) { l.e.SetSize(max(1, w), 1) }

// SetPlaceholder is shown while the line is empty.
func (l *Line) SetPlaceholder(s string) { l.e.SetPlaceholder(s) }

// SetText replaces what is in the line and puts the caret at its end.
func (l *Line) SetText(s string) {
	l.e.SetText(s)
	l.taken = -1
}

// Text is what was typed.
func (l *Line) Text() string { return l.e.Text() }

// Secret is what was typed, for a masked line.
func (l *Line) Secret() accounts.Secret { return accounts.NewSecret(l.e.Text()) }

// Clear empties the line.
func (l *Line) Clear() { l.SetText("") }

// Empty tells whether nothing is in the line.
func (l *Line) Empty() bool { return l.e.Empty() }

// Version grows with every change of the text.
func (l *Line) Version() uint64 { return l.e.Version() }

// SetCandidates is what Tab offers: those that begin with what was typed, whatever its case and accents.
func (l *Line) SetCandidates(c []string) {
	l.candidates = c
	l.taken = -1
}

// Press edits with a key and tells whether it was one of the line's: Tab only while there is something to complete.
func (l *Line) Press(k tea.KeyPressMsg) bool {
	switch k.Keystroke() {
	case "tab":
		return l.complete(1)
	case "shift+tab":
		return l.taken >= 0 && l.complete(-1)
	}
	if !l.e.Press(k) {
		return false
	}
	l.changed()
	return true
}

// Paste puts text in; line breaks become spaces. False: it would get too long.
func (l *Line) Paste(s string) bool {
	_, ok := l.e.Paste(strings.TrimRight(s, "\r\n"))
	l.changed()
	return ok
}

// Update edits with a key or a paste and tells whether it was one of the line's.
func (l *Line) Update(m tea.Msg) bool {
	switch m := m.(type) {
	case tea.KeyPressMsg:
		return l.Press(m)
	case tea.PasteMsg:
		l.Paste(m.Content)
		return true
	}
	return false
}

// changed ends a completion, and forgets what a masked line must not keep.
func (l *Line) changed() {
	l.taken = -1
	if l.masked {
		l.e.past, l.e.killed = history{}, ""
	}
}

// complete puts the next fitting candidate in, by turns.
func (l *Line) complete(by int) bool {
	stem := l.stem
	if l.taken < 0 {
		stem = l.e.Text()
	}
	fits := l.fitting(stem)
	if len(fits) == 0 || l.masked {
		return false
	}
	at := 0
	if l.taken >= 0 {
		at = (l.taken + by + len(fits)) % len(fits)
	} else if len(fits) == 1 && fits[0] == stem {
		return false
	}
	l.e.Replace(0, l.e.Len(), fits[at])
	l.stem, l.taken = stem, at
	return true
}

func (l *Line) fitting(stem string) []string {
	var out []string
	for _, c := range l.candidates {
		if strings.HasPrefix(accounts.Fold(c), accounts.Fold(stem)) {
			out = append(out, c)
		}
	}
	return out
}

// Click puts the caret at a cell.
func (l *Line) Click(x int) {
	if l.masked {
		return
	}
	l.e.top = l.from
	l.e.Click(x, 0)
	l.e.top = 0
}

// View draws the line over exactly its width, scrolled so that the caret is seen, and says in which cell the caret is.
func (l *Line) View(st *theme.Styles) (text string, x int) {
	w := l.e.w
	if l.Empty() {
		l.from = 0
		return st.Dim.Render(FitLine(l.e.placeholder, w)), 0
	}
	whole, caret := l.cells()
	total := Width(whole)
	l.from = max(0, min(l.from, total-w+1))
	l.from = max(l.from, caret-w+1)
	l.from = min(l.from, caret)
	part := whole
	if l.from > 0 {
		part = ansi.Cut(whole, l.from, total)
	}
	if Width(part) > w {
		part = ansi.Cut(part, 0, w)
	}
	return FitLine(part, w), caret - l.from
}

// cells is the text as it is drawn, and the cell of the caret in it.
func (l *Line) cells() (string, int) {
	t := l.e.paras[0].text
	if l.masked {
		return strings.Repeat("•", accounts.Graphemes(t)), accounts.Graphemes(t[:l.e.o])
	}
	r := l.e.rows(0)[0]
	return safeCells(t, r.plain), column(t, r, l.e.o)
}
