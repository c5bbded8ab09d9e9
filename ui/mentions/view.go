package mentions

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"vocero/ui/pane"
	"vocero/ui/widget"
)

// View draws the list, with the text beside it where there is room, or one text over everything.
func (p *Pane) View(f pane.Frame) (string, *tea.Cursor) {
	if p.w <= 0 || p.h <= 0 {
		return "", nil
	}
	if p.mode != list {
		return p.page(f), nil
	}
	listW, sideW := p.split()
	rows := p.rows(f, listW)
	if sideW == 0 {
		return rows, nil
	}
	edge := f.Styles.Border.Render("│")
	rule := strings.TrimSuffix(strings.Repeat(edge+"\n", p.h), "\n")
	text := widget.FitLines(p.text(f, sideW-1), sideW-1, p.h)
	return widget.Beside(p.h, widget.Column{Text: rows, W: listW + 1}, widget.Column{Text: rule, W: 1}, widget.Column{Text: " ", W: 1}, widget.Column{Text: text, W: sideW - 1}), nil
}

// rows draws the header and the list, exactly w×h cells.
func (p *Pane) rows(f pane.Frame, w int) string {
	lines := []string{p.header(f, w)}
	if p.heads() > 1 {
		lines = append(lines, p.statusLine(f, w))
	}
	room := p.h - len(lines)
	if room <= 0 {
		return widget.FitLines(lines, w, p.h)
	}
	head := strings.Join(lines, "\n") + "\n"
	if _, ok := p.win.Selected(); !ok {
		return head + widget.FitLines(p.empty(f, w), w, room)
	}
	return head + p.win.View(p.stamp(f), f.Focused, p.row(f))
}

// emptyTexts say what to do where a filter has nothing.
var emptyTexts = [...]string{
	"✓ Nothing waits for your word. < shows the others, R asks the networks.",
	"No answer is on its way. r answers a mention.",
	"Nothing is put off. s and h, t, m or l puts a mention off.",
	"Nothing is done yet: x puts a mention away.",
	"No new likes, boosts or follows.",
	"",
}

// empty is what stands in an empty list.
func (p *Pane) empty(f pane.Frame, w int) []string {
	if !p.win.Loaded() {
		return nil
	}
	s := f.Lang.T(emptyTexts[p.filter])
	if p.search != "" {
		s = f.Lang.T("Nothing found here. < looks in the others, / changes the words, Esc shows all.")
	}
	out := []string{""}
	for _, l := range wrap(s, w-4) {
		out = append(out, "  "+l)
	}
	return out
}

// page draws one text over the whole pane: a line that says what it is, then as much of it as fits.
func (p *Pane) page(f pane.Frame) string {
	l := f.Lang
	title := l.T("Mention")
	if p.mode == talking {
		title = l.T("Conversation")
	}
	lines := p.text(f, min(p.w-4, 100))
	room := p.bodyRows()
	top := max(0, min(p.top, len(lines)-room))
	hint := l.T("Esc goes back")
	if len(lines) > room {
		hint = l.T("j k scroll · Esc goes back") + "  " + place(top, room, len(lines))
	}
	head := f.Styles.Title.Render(" "+title+" ") + " " + f.Styles.Dim.Render(hint)
	out := []string{head}
	for _, s := range lines[top:min(len(lines), top+room)] {
		out = append(out, "  "+s)
	}
	return widget.FitLines(out, p.w, p.h)
}
