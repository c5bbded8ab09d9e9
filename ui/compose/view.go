package compose

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/draft"
	"vocero/ui/lang"
	"vocero/ui/pane"
	"vocero/ui/theme"
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
	if p.s.Post.Answering != nil && !p.wide() {
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
		return p.viewReview(f), nil
	}
	p.mark(f.Styles)
	e, w := p.editor(), p.textWidth()
	_, eh := e.Size()
	lines := []string{p.head(f, w)}
	if p.headLines() > 1 {
		lines = append(lines, f.Styles.Quote.Render("│ "+accounts.Truncate(p.s.Post.Answering.Excerpt.String(), w-2)))
	}
	lines = append(lines, strings.Split(widget.Fit(e.View(f.Styles), w, eh), "\n")...)
	lines = append(append(lines, p.rule(f, w), p.s.From(f), p.with(f)), p.below(f, w)...)
	body := widget.FitLines(lines, w, p.h)
	if p.wide() {
		sw := p.w - w - 3
		bar := strings.TrimSuffix(strings.Repeat(" "+f.Styles.Border.Render("│")+"\n", p.h), "\n")
		body = widget.Beside(p.h, widget.Column{Text: body, W: w}, widget.Column{Text: bar, W: 3}, widget.Column{Text: widget.FitLines(p.s.Side(f, sw, p.h), sw, p.h), W: sw})
	}
	cur := e.Cursor()
	if !p.Typing() || cur == nil {
		return body, nil
	}
	return body, tea.NewCursor(cur.X, cur.Y+p.headLines())
}

// modeWords are what the modes are called in the head.
var modeWords = [...]string{"ORDERS · e text · Esc leaves", "WRITING · Esc orders", "POLL · one answer a line · Esc done", ""}

// head says what is being written, and what the keys mean.
func (p *Pane) head(f pane.Frame, w int) string {
	l := f.Lang
	name := accounts.Cells(p.s.Facts.Brand.Name, false)
	title := l.T("New post · %s", name)
	switch a := p.s.Post.Answering; {
	case p.s.Mend != nil:
		title = l.T("Mend what is out · %s", name)
	case a != nil:
		title = l.T("Reply to %s", a.Author.String())
	case p.s.Locked():
		title = l.T("Post · %s", l.Post(p.s.Post.State))
	case p.s.Post.ID != "":
		title = l.T("Draft · %s", name)
	}
	badge := l.T(modeWords[p.mode])
	if p.s.Locked() {
		badge = l.T("ONLY SHOWN · Esc leaves")
	}
	style := f.Styles.Accent
	if p.mode == ordering {
		style = f.Styles.Warn
	}
	room := max(1, w-widget.Width(badge)-3)
	return " " + f.Styles.Title.Render(widget.FitLine(title, room)) + " " + style.Render(badge) + " "
}

// rule parts text and status: whose version it is, how long it is, whether it is on disk.
func (p *Pane) rule(f pane.Frame, w int) string {
	l, st := f.Lang, f.Styles
	left := ""
	if n := len(p.s.Post.Targets); n > 1 {
		left = l.T("for all")
		if p.s.Version > 0 {
			a := p.s.Account(p.s.Post.Targets[p.s.Version-1])
			if left = l.T("as for all, on %s", a.Handle()); p.s.Post.TextFor(a.ID) != p.s.Post.Text {
				left = l.T("only on %s", a.Handle())
			}
		}
		left = " " + st.Accent.Render(left) + " " + st.Border.Render("─")
	}
	left += " " + p.s.CountText(f)
	right := st.Good.Render(l.T("✓ kept"))
	switch {
	case p.failed != nil:
		right = st.Bad.Render(l.T("✗ not on disk"))
	case p.seq != p.saved:
		right = st.Dim.Render(l.T("keeping…"))
	case p.s.Post.ID == "":
		right = st.Dim.Render(l.T("nothing to keep yet"))
	}
	if widget.Width(left)+widget.Width(right)+6 > w {
		left = " " + p.s.CountText(f)
	}
	fill := w - widget.Width(left) - widget.Width(right) - 5
	return st.Border.Render("─") + left + " " + st.Border.Render(strings.Repeat("─", max(0, fill))) + " " + right + " " + st.Border.Render("─")
}

// hintTexts say what can be ordered, in the modes where nothing goes along with the text yet.
var hintTexts = [...]string{"m file · w warning · v seen by · o poll · t accounts", "Esc, then: m file · w warning · v seen by · o poll · t accounts", "an empty sheet takes the poll away", ""}

// with says what goes along with the text, or what could.
func (p *Pane) with(f pane.Frame) string {
	if s := p.s.With(f); s != "" || p.s.Mend != nil || p.s.Locked() {
		return "   " + s
	}
	return "   " + f.Styles.Dim.Render(f.Lang.T(hintTexts[p.mode]))
}

// below is the end of the screen: an error, a word of the desk, or on a narrow screen what the guards say.
func (p *Pane) below(f pane.Frame, w int) []string {
	n := p.footLines() - 3
	switch {
	case p.failed != nil:
		return draft.Lines(f.Styles.Bad, f.Lang.Error("not kept yet, trying again", p.failed), w, n)
	case p.said.Text != "":
		return draft.Lines(f.Styles.Warn, f.Lang.T(p.said.Text, p.said.Args...), w, n)
	case p.s.Locked():
		return draft.Lines(f.Styles.Warn, f.Lang.T("It is %s. b takes it back to be changed, as long as nothing of it is out.", f.Lang.Post(p.s.Post.State)), w, n)
	case p.wide():
		return nil
	case len(p.s.Found) == 0:
		return []string{" " + f.Styles.Good.Render(f.Lang.T("✓ nothing stands against it"))}
	}
	return draft.Lines(draft.SignOf(f.Styles, p.s.Found[0].Severity).Style, strings.TrimSpace(p.s.Tally()+draft.Sentence(f, p.s.Found[0])), w, n)
}

// reviewView is the newest drawing of the review and what it was made of.
type reviewView struct {
	key  reviewKey
	rows []string
}

type reviewKey struct {
	seq, marks uint64
	w, h       int
	styles     *theme.Styles
	lang       *lang.Printer
}

// viewReview draws the post as the networks will show it.
func (p *Pane) viewReview(f pane.Frame) string {
	k := reviewKey{p.seq, p.marks, p.w, p.h, f.Styles, f.Lang}
	if p.drawn.key != k || p.drawn.rows == nil {
		p.drawn = reviewView{k, p.s.Review(f, p.w)}
	}
	top := max(0, min(p.top, len(p.drawn.rows)-p.h))
	rows := append([]string{}, p.drawn.rows[top:]...)
	if len(rows) > p.h {
		rows[p.h-1] = f.Styles.Dim.Render(" " + f.Lang.T("j k scroll: %d more lines", len(rows)-p.h+1))
	}
	return widget.FitLines(rows, p.w, p.h)
}
