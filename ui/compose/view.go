package compose

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"vocero/accounts"
	"vocero/ui/draft"
	"vocero/ui/ink"
	"vocero/ui/pane"
	"vocero/ui/paper"
	"vocero/ui/widget"
)

// wide tells whether conversation, checks and accounts stand beside the text; else a few lines below it say the most of them.
func (p *Pane) wide() bool { return p.w >= 110 }

func (p *Pane) textWidth() int {
	if p.wide() {
		return p.w * 6 / 10
	}
	return p.w
}

// headLines is how many lines stand above the text: what it is, and on a narrow screen what it answers.
func (p *Pane) headLines() int {
	if p.s.Above() != "" && !p.wide() {
		return 2
	}
	return 1
}

// footLines is how many lines stand below it.
func (p *Pane) footLines() int {
	if p.wide() {
		return 4
	}
	return 5
}

// resize gives the editors what is left.
func (p *Pane) resize() {
	h := max(1, p.h-p.headLines()-p.footLines())
	p.ed.SetSize(p.textWidth(), h)
	p.answers.SetSize(p.textWidth(), h)
}

// View draws the text with what belongs to it, or the review.
func (p *Pane) View(f pane.Frame) (string, *tea.Cursor) {
	switch {
	case p.keep == nil && p.want != nil:
		return widget.Fit("\n   "+f.Lang.T("Opening…"), p.w, p.h), nil
	case p.keep == nil:
		return widget.Fit("\n   "+f.Lang.T("No text is open. Esc leaves; c writes a new post."), p.w, p.h), nil
	case p.mode == reviewing:
		p.review.Rows(f, &p.s, p.seq, p.marks, p.w, p.pics.Draw(f))
		return p.review.View(f, p.w, p.h, p.top), nil
	}
	p.mark(f.Styles)
	e, w := p.editor(), p.textWidth()
	_, eh := e.Size()
	lines := []string{paper.Head(f, &p.s, modeWords[p.mode], p.badge(f), w)}
	if p.headLines() > 1 {
		lines = append(lines, f.Styles.Quote.Render("│ "+accounts.Truncate(p.s.Above(), w-2)))
	}
	lines = append(lines, strings.Split(widget.Fit(e.View(f.Styles), w, eh), "\n")...)
	lines = append(lines, paper.Rule(f, &p.s, p.kept(), w), paper.From(&p.s, f), p.with(f))
	lines = append(lines, paper.Below(f, &p.s, paper.Status{Failed: p.failed, Said: p.said, Wide: p.wide()}, w, p.footLines()-3)...)
	body := widget.FitLines(lines, w, p.h)
	if p.wide() {
		sw := p.w - w - 3
		bar := strings.TrimSuffix(strings.Repeat(" "+f.Styles.Border.Render("│")+"\n", p.h), "\n")
		side := p.side.Lines(f, &p.s, p.marks, sw, p.h)
		body = widget.Beside(p.h, widget.Column{Text: body, W: w}, widget.Column{Text: bar, W: 3}, widget.Column{Text: widget.FitLines(side, sw, p.h), W: sw})
	}
	cur := e.Cursor()
	if cur == nil || !p.Typing() && p.mode != fixing {
		return body, nil
	}
	cur = tea.NewCursor(cur.X, cur.Y+p.headLines())
	return p.box(f, body, cur, w, eh), cur
}

// box lays what the pen offers over the text, below the caret.
func (p *Pane) box(f pane.Frame, body string, cur *tea.Cursor, w, h int) string {
	x, top := cur.X, p.headLines()
	var lines []string
	width := 0
	switch {
	case p.mode == fixing:
		lines, width = p.mender.Fix.Draw(f, w)
	case p.mode == writing && p.scribe.Open():
		lines, width = p.scribe.Draw(f, w)
		x -= widget.Width(accounts.Cells(p.ed.Text()[p.scribe.From():p.ed.Caret()], false)) + 2
	default:
		return body
	}
	return ink.Over(body, lines, width, x, cur.Y, top, top+h, w)
}

// modeWords are what the modes are called in the head.
var modeWords = [...]string{"ORDERS · e text · Esc leaves", "WRITING · Esc orders", "POLL · one answer a line · Esc done", "SNIPPET · Esc keeps it", "SPELLING · Esc done", ""}

// badge is how the mode is drawn: loud where plain keys are no text.
func (p *Pane) badge(f pane.Frame) lipgloss.Style {
	if p.mode == ordering || p.mode == fixing {
		return f.Styles.Warn
	}
	return f.Styles.Accent
}

// kept is how far the text is on disk.
func (p *Pane) kept() paper.Kept {
	switch {
	case p.failed != nil:
		return paper.KeptNot
	case p.seq != p.saved:
		return paper.KeptSoon
	case p.s.Post.ID == "" && p.s.Mend == nil:
		return paper.KeptNothing
	}
	return paper.KeptAll
}

// hintTexts say what can be ordered, in the modes where nothing goes along with the text yet.
var hintTexts = [...]string{"m file · w warning · v seen by · o poll · t accounts", "Esc, then: m file · w warning · v seen by · o poll · t accounts", "an empty sheet takes the poll away", "", "", ""}

// with says what goes along with the text, or what could.
func (p *Pane) with(f pane.Frame) string {
	if p.mode == snipping {
		return "   " + f.Styles.Dim.Render(","+accounts.Cells(p.snippet.Abbr, false)+" · {"+strings.Join(draft.Variables, "} {")+"}")
	}
	if s := paper.With(&p.s, f); s != "" || p.s.Mend != nil || p.s.Locked() {
		return "   " + s
	}
	return "   " + f.Styles.Dim.Render(f.Lang.T(hintTexts[p.mode]))
}
