package widget

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"vocero/ui/theme"
)

// editorView is the newest drawing and what it was made of.
type editorView struct {
	key  editorKey
	text string
}

type editorKey struct {
	version, marked uint64
	w, h, top       int
	styles          *theme.Styles
	placeholder     string
}

// View draws the text, exactly as SetSize said. It is drawn again only when text, marks, size or place changed.
func (e *Editor) View(st *theme.Styles) string {
	if e.w == 0 || e.h == 0 {
		return ""
	}
	e.found()
	k := editorKey{e.version, e.marked, e.w, e.h, e.top, st, e.placeholder}
	if e.drawn.key != k || e.drawn.text == "" {
		e.drawn = editorView{k, e.draw(st)}
	}
	return e.drawn.text
}

// draw draws the rows on the screen.
func (e *Editor) draw(st *theme.Styles) string {
	if e.Empty() && e.placeholder != "" {
		lines := strings.Split(FitLines([]string{e.placeholder}, e.w, e.h), "\n")
		lines[0] = st.Dim.Render(lines[0])
		return strings.Join(lines, "\n")
	}
	lines := make([]string, 0, e.h)
	p, r := e.at(e.top)
	for base := e.start(p); p < len(e.paras) && len(lines) < e.h; p++ {
		rows := e.rows(p)
		for ; r < len(rows) && len(lines) < e.h; r++ {
			lines = append(lines, e.drawRow(p, base, rows[r]))
		}
		base += len(e.paras[p].text) + 1
		r = 0
	}
	return FitLines(lines, e.w, e.h)
}

// drawRow is one row with its marks; base is where its paragraph begins in the text.
func (e *Editor) drawRow(p, base int, r row) string {
	text := e.paras[p].text
	if r.cells > e.w { // Only spaces hang over the edge, or one cluster that is wider than the screen.
		r.to = r.from + len(strings.TrimRight(text[r.from:r.to], " "))
	}
	if len(e.marks) == 0 {
		return safeCells(text[r.from:r.to], r.plain)
	}
	var b strings.Builder
	for at := r.from; at < r.to; {
		m, end := e.markAt(base+at, base+r.to)
		end -= base
		end = min(snap(text, end), r.to)
		piece := safeCells(text[at:end], r.plain)
		switch {
		case m == nil:
		case m.SGR != "":
			piece = m.SGR + piece + ansi.ResetStyle
		default:
			piece = m.Style.Render(piece)
		}
		b.WriteString(piece)
		at = end
	}
	return b.String()
}

// markAt is the mark at an offset of the text, nil for none, and where it changes, at most at end.
func (e *Editor) markAt(at, end int) (here *Mark, until int) {
	until = end
	for i := range e.marks {
		switch m := &e.marks[i]; {
		case m.Start <= at && at < m.End:
			return m, min(until, m.End)
		case m.Start > at:
			until = min(until, m.Start)
		}
	}
	return nil, until
}

// safeCells is text as it can be drawn.
func safeCells(s string, plain bool) string {
	if plain {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		n, _ := clusterAt(s, i)
		if c := s[i : i+n]; simple(c) {
			b.WriteString(c)
		} else {
			c, _ = shown(c)
			b.WriteString(c)
		}
		i += n
	}
	return b.String()
}

// CursorAt is the cell of the caret, false when it was scrolled off the screen.
func (e *Editor) CursorAt() (x, y int, ok bool) {
	if e.w == 0 || e.h == 0 {
		return 0, 0, false
	}
	e.found()
	rows := e.rows(e.p)
	i := rowAt(rows, e.o)
	x = min(column(e.paras[e.p].text, rows[i], e.o), e.w-1)
	y = e.visual() - e.top
	return x, y, y >= 0 && y < e.h
}

// Cursor is the terminal's cursor at the caret, nil when it is off the screen.
func (e *Editor) Cursor() *tea.Cursor {
	x, y, ok := e.CursorAt()
	if !ok {
		return nil
	}
	return tea.NewCursor(x, y)
}
