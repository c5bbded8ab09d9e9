package compose

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/draft"
	"vocero/ui/pane"
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
	if p.post.Answering != nil && !p.wide() {
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
		lines = append(lines, f.Styles.Quote.Render("│ "+accounts.Truncate(p.post.Answering.Excerpt.String(), w-2)))
	}
	lines = append(lines, strings.Split(widget.Fit(e.View(f.Styles), w, eh), "\n")...)
	lines = append(append(lines, p.rule(f, w), p.from(f), p.with(f)), p.below(f, w)...)
	body := widget.FitLines(lines, w, p.h)
	if p.wide() {
		sw := p.w - w - 3
		bar := strings.TrimSuffix(strings.Repeat(" "+f.Styles.Border.Render("│")+"\n", p.h), "\n")
		body = widget.Beside(p.h, widget.Column{Text: body, W: w}, widget.Column{Text: bar, W: 3}, widget.Column{Text: widget.FitLines(p.side(f, sw), sw, p.h), W: sw})
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
	name := accounts.Cells(p.facts.Brand.Name, false)
	title := l.T("New post · %s", name)
	switch a := p.post.Answering; {
	case p.mend != nil:
		title = l.T("Mend what is out · %s", name)
	case a != nil:
		title = l.T("Reply to %s", a.Author.String())
	case p.locked():
		title = l.T("Post · %s", l.Post(p.post.State))
	case p.post.ID != "":
		title = l.T("Draft · %s", name)
	}
	badge := l.T(modeWords[p.mode])
	if p.locked() {
		badge = l.T("ONLY SHOWN · Esc leaves")
	}
	style := f.Styles.Accent
	if p.mode == orders {
		style = f.Styles.Warn
	}
	room := max(1, w-widget.Width(badge)-3)
	return " " + f.Styles.Title.Render(widget.FitLine(title, room)) + " " + style.Render(badge) + " "
}

// rule parts text and status: whose version it is, how long it is, whether it is on disk.
func (p *Pane) rule(f pane.Frame, w int) string {
	l, st := f.Lang, f.Styles
	left := ""
	if n := len(p.post.Targets); n > 1 {
		left = l.T("text for all")
		if p.version > 0 {
			a := p.account(p.post.Targets[p.version-1])
			if left = l.T("as for all, on %s", a.Handle()); p.post.TextFor(a.ID) != p.post.Text {
				left = l.T("only on %s", a.Handle())
			}
		}
		left = " " + st.Accent.Render(left) + " " + st.Border.Render("─")
	}
	left += " " + p.countText(f)
	right := st.Good.Render(l.T("✓ kept"))
	switch {
	case p.failed != nil:
		right = st.Bad.Render(l.T("✗ not on disk"))
	case p.seq != p.saved:
		right = st.Dim.Render(l.T("keeping…"))
	case p.post.ID == "":
		right = st.Dim.Render(l.T("nothing to keep yet"))
	}
	fill := w - widget.Width(left) - widget.Width(right) - 5
	return st.Border.Render("─") + left + " " + st.Border.Render(strings.Repeat("─", max(0, fill))) + " " + right + " " + st.Border.Render("─")
}

// countText is the length, of a thread part by part.
func (p *Pane) countText(f pane.Frame) string {
	c, ok := p.shown()
	if !ok {
		return f.Styles.Bad.Render(f.Lang.T("no account"))
	}
	s := draft.PaintCount(f.Styles, c.Worst(), c.Limit)
	if len(c.Parts) == 1 {
		return s
	}
	parts := make([]string, len(c.Parts))
	for i, n := range c.Parts {
		if parts[i] = fmt.Sprint(n); c.Limit > 0 && n > c.Limit {
			parts[i] = f.Styles.Bad.Render(parts[i])
		}
	}
	if len(parts) > 6 {
		parts = append(parts[:5], "…")
	}
	return s + " " + f.Lang.T("thread of %d:", len(c.Parts)) + " " + strings.Join(parts, "·")
}

// from says who speaks, to whom, in which language.
func (p *Pane) from(f pane.Frame) string {
	l, b := f.Lang, p.facts.Brand
	parts := []string{l.T("no account")}
	if as := p.targets(); len(as) > 0 {
		parts[0] = as[max(0, p.version-1)].Handle()
		if n := p.Others(); n > 0 {
			parts[0] += " " + l.T("and %d more", n)
		}
	}
	parts = append(parts, l.Visibility(p.post.Visibility))
	if p.post.Language != "" {
		parts = append(parts, p.post.Language)
	}
	if p.post.When != nil {
		parts = append(parts, l.DayHour(p.post.When.Local()))
	}
	return " " + f.Styles.Brand(b).Letter.Render(string(b.Letter)) + " " + strings.Join(parts, " · ")
}

// with says what goes along with the text.
func (p *Pane) with(f pane.Frame) string {
	l := f.Lang
	var parts []string
	if p.post.CW != "" {
		parts = append(parts, f.Styles.Warn.Render(l.T("warning: %s", accounts.Truncate(accounts.Cells(p.post.CW, false), 24))))
	}
	if n := len(p.post.Media); n > 0 {
		s, bare := l.N(n, "%d file", "%d files"), 0
		for _, m := range p.post.Media {
			if strings.TrimSpace(m.Alt) == "" {
				bare++
			}
		}
		if bare > 0 {
			s += " " + f.Styles.Bad.Render(l.T("(%d not described)", bare))
		}
		parts = append(parts, s)
	}
	if q := p.post.Poll; q != nil {
		parts = append(parts, l.T("poll of %d", len(q.Options)))
	}
	if p.post.Tolerant {
		parts = append(parts, l.T("may be late"))
	}
	if p.post.Note != "" {
		parts = append(parts, l.T("note: %s", accounts.Truncate(accounts.Cells(p.post.Note, false), 24)))
	}
	if p.post.Reply() && p.facts.Thread == nil {
		parts = append(parts, f.Styles.Dim.Render(l.T("the conversation is being read")))
	}
	if len(parts) == 0 {
		return " " + f.Styles.Dim.Render(l.T("Esc, then: m file · w warning · v seen by · o poll · t accounts"))
	}
	return "   " + strings.Join(parts, " · ")
}

// below is the end of the screen: an error, a word of the desk, or on a narrow screen what the guards say.
func (p *Pane) below(f pane.Frame, w int) []string {
	n := p.footLines() - 3
	switch {
	case p.failed != nil:
		return draft.Lines(f.Styles.Bad, f.Lang.Error("not kept yet, trying again", p.failed), w, n)
	case p.said.Text != "":
		return draft.Lines(f.Styles.Warn, f.Lang.T(p.said.Text, p.said.Args...), w, n)
	case p.locked():
		return draft.Lines(f.Styles.Warn, f.Lang.T("It is %s. b takes it back to be changed, as long as nothing of it is out.", f.Lang.Post(p.post.State)), w, n)
	case p.wide():
		return nil
	case len(p.found) == 0:
		return []string{" " + f.Styles.Good.Render(f.Lang.T("✓ nothing stands against it"))}
	}
	stops, warns := p.stopping()
	lead := ""
	if len(p.found) > 1 {
		lead = fmt.Sprintf("✗%d !%d  ", stops, warns)
	}
	return draft.Lines(draft.SignOf(f.Styles, p.found[0].Severity).Style, lead+draft.Sentence(f, p.found[0]), w, n)
}
