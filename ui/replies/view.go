package replies

import (
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"vocero/accounts"
	"vocero/ui/pane"
	"vocero/ui/talk"
	"vocero/ui/widget"
)

// View draws the sections, with the text beside them where there is room, or one reply over everything.
func (p *Pane) View(f pane.Frame) (string, *tea.Cursor) {
	if p.w <= 0 || p.h <= 0 {
		return "", nil
	}
	if p.whole {
		lines := p.text(f, min(p.w-4, 100))
		p.last = max(0, len(lines)-max(1, p.h-1))
		return talk.DrawPage(f, f.Lang.T("Reply//noun"), lines, p.at, p.w, p.h), nil
	}
	listW, sideW := talk.Split(p.w)
	rows := widget.FitLines(p.rows(f, listW), listW, p.h)
	if sideW == 0 {
		return rows, nil
	}
	return talk.DrawBeside(f, p.w, p.h, rows, p.text(f, sideW-1)), nil
}

// rows are the lines of the list that are in view.
func (p *Pane) rows(f pane.Frame, w int) []string {
	if len(p.items) == 0 {
		if !p.read {
			return nil
		}
		out := []string{""}
		for _, l := range accounts.Wrap(f.Lang.T("No answer is being written or under way. 2 shows the mentions, r there answers one."), max(1, w-4)) {
			out = append(out, "  "+l)
		}
		return out
	}
	var out []string
	line := 0
	put := func(draw func() string) {
		if line >= p.top && line < p.top+p.h {
			out = append(out, draw())
		}
		line++
	}
	for i, it := range p.items {
		if i == 0 || it.part != p.items[i-1].part {
			if i > 0 {
				put(func() string { return "" })
			}
			put(func() string { return p.head(f, it.part) })
		}
		put(func() string { return p.row(f, it, i == p.sel, w) })
	}
	return out
}

// head is the first line of a section.
func (p *Pane) head(f pane.Frame, which part) string {
	n := 0
	for _, it := range p.items {
		if it.part == which {
			n++
		}
	}
	return " " + f.Styles.Title.Render(f.Lang.T(partNames[which])) + f.Styles.Dim.Render("·"+f.Lang.T("%d", n))
}

// row is one reply in one line: letter, state, to whom, time, text.
func (p *Pane) row(f pane.Frame, it item, selected bool, w int) string {
	st, l, b := f.Styles, f.Lang, f.Brands[it.post.Brand]
	glyph, style := sign(f, it)
	letter := st.Brand(b).Letter
	text := accounts.Cells(talk.OneLine(it.post.TextFor(it.post.Answering.Account), w), false)
	if text == "" {
		text = l.T("(empty)")
	}
	cells := []widget.Cell{
		{Text: " ", W: 1},
		{Text: string(b.Letter), W: 1, Style: &letter},
		{Text: glyph + " " + p.stateWord(f, it), W: 14, Style: style},
		{Text: p.time(f, it), W: 9, Style: &st.Dim},
		{Text: it.post.Answering.Author.String(), W: max(13, min(26, w/5)), Style: &st.Strong},
		{Text: text},
	}
	if !selected {
		return widget.Row(w, nil, cells...)
	}
	base := &st.SelectedDim
	if f.Focused {
		base = &st.Selected
	}
	for i := range cells {
		cells[i].Style = nil
	}
	return widget.Row(w, base, cells...)
}

// stateWord is the state of a reply in a word.
func (p *Pane) stateWord(f pane.Frame, it item) string {
	if it.cools(f.Now) != "" {
		return f.Lang.T("cools//a heated answer waits")
	}
	return f.Lang.Post(it.post.State)
}

// sign is the glyph of a section.
func sign(f pane.Frame, it item) (string, *lipgloss.Style) {
	switch it.part {
	case leaving:
		return "»", &f.Styles.Warn
	case theirs:
		return "✓", &f.Styles.Good
	case failed:
		return "✗", &f.Styles.Bad
	}
	return "…", &f.Styles.Dim
}

// time is what a row says of its hour: the seconds left while it can be taken back, the hour it leaves, or how long ago.
func (p *Pane) time(f pane.Frame, it item) string {
	at := it.moment()
	if it.part != leaving {
		return f.Lang.Ago(f.Now.Sub(at))
	}
	left := at.Sub(f.Now)
	switch {
	case left <= 0:
		return f.Lang.T("now")
	case left < time.Minute:
		return f.Lang.T("in %s s", seconds(left))
	}
	t := talk.Local(at, f.Brands[it.post.Brand].Zone)
	if left < 24*time.Hour {
		return f.Lang.Hour(t)
	}
	return f.Lang.ShortDay(t.Weekday()) + " " + f.Lang.Hour(t)
}

// text writes a reply in full: who speaks, what they said, what we say, what became of it, the conversation around.
func (p *Pane) text(f pane.Frame, w int) []string {
	it, ok := p.shown()
	if !ok {
		return nil
	}
	b, l, st := f.Brands[it.post.Brand], f.Lang, f.Styles
	s := talk.NewSheet(f, w, b)
	from := l.T("an account that is gone")
	if it.account.ID != "" {
		from = it.account.Handle()
	}
	s.Put(st.Brand(b).Letter, string(b.Letter)+" ", accounts.Cells(b.Name, false)+" · "+l.T("from %s", from))
	p.state(s, f, it)
	a, m := it.post.Answering, it.mention
	if m.ID == "" {
		m = accounts.Mention{StatusID: a.RemoteID, Author: a.Author, Text: a.Excerpt, CW: a.CW}
	}
	x := talk.Said{Mention: m, Brand: b, Thread: p.side.thread, Open: p.open[it.post.ID], Kin: p.side.kin}
	s.Gap()
	who := m.Author.String()
	if !m.At.IsZero() {
		who += " · " + s.Hour(m.At)
	}
	s.Put(st.Strong, "", l.T("%s said", who))
	s.Text(m.CW, m.Text, x.Open)
	s.Attached(m.Media)
	s.Links(m.Links)
	if it.part == writing {
		s.Elsewhere(x)
	}
	s.Kin(x)
	p.ours(s, f, it)
	if p.side.thread != nil && p.side.thread.Gone {
		s.Put(st.Warn, "✗ ", l.T("It was deleted on the network; this is what was read before."))
	}
	if p.side.thread != nil && p.side.thread.Fault != nil {
		s.Put(st.Bad, "✗ ", l.Fault(p.side.thread.Fault))
	}
	s.Excerpt(x)
	if t := p.side.thread; !p.side.asked.IsZero() && (t == nil || t.Read.Before(p.side.asked)) {
		s.Put(st.Dim, "", l.T("It is being read anew; what comes is shown by itself."))
	}
	return s.Lines()
}

// shown is the reply that the text view is about: the side pane follows the selection a little later.
func (p *Pane) shown() (item, bool) {
	for _, it := range p.items {
		if it.post.ID == p.side.post {
			return it, true
		}
	}
	return item{}, false
}

// ours is what we say, with its warning, its readers and its files.
func (p *Pane) ours(s *talk.Sheet, f pane.Frame, it item) {
	l, st, x := f.Lang, f.Styles, it.post
	s.Gap()
	s.Put(st.Strong, "", l.T("we say · %s", l.Visibility(x.Visibility)))
	if x.CW != "" {
		s.Put(st.Warn, l.T("CW")+" ", accounts.Cells(x.CW, false))
	}
	text := accounts.Cells(x.TextFor(x.Answering.Account), true)
	if text == "" {
		text = l.T("(empty)")
	}
	s.Quote(st.Text, text)
	for _, m := range x.Media {
		s.Put(st.Text, "▣ ", accounts.Cells(m.Name+": "+m.Alt, false))
	}
}

// state says what becomes of it: every delivery with its cause and what to do.
func (p *Pane) state(s *talk.Sheet, f pane.Frame, it item) {
	l := f.Lang
	glyph, style := sign(f, it)
	if len(it.ds) == 0 {
		s.Put(*style, glyph+" ", l.Post(it.post.State)+" · "+l.T("e goes on writing"))
		return
	}
	for _, d := range it.ds {
		line := l.Delivery(d.State)
		if d.Parts > 1 {
			line = l.T("part %d of %d", d.Part+1, d.Parts) + ": " + line
		}
		switch left := d.LeavesAt.Sub(f.Now); {
		case d.Cools(f.Now):
		case d.State == accounts.Scheduled && left > 0 && left < time.Minute:
			line += " · " + l.T("leaves in %s s; u takes it back", seconds(left))
		case d.State == accounts.Scheduled:
			line += " · " + s.Hour(d.LeavesAt)
		case d.State == accounts.Waiting:
			line += " · " + l.T("until %s", s.Hour(d.NotBefore))
		}
		if d.Receipt != nil {
			line += " · " + s.Hour(d.Receipt.At)
		}
		if !d.Verified.IsZero() {
			line += " · " + l.T("verified")
		}
		s.Put(*style, glyph+" ", line)
		if d.Cools(f.Now) {
			s.Cools(d.LeavesAt)
		}
		if d.Fault != nil {
			s.Put(f.Styles.Bad, "  ", l.Fault(d.Fault))
		}
		if d.Receipt != nil && d.Receipt.URL != "" {
			s.Put(f.Styles.Dim, "  ", accounts.NewLink("", d.Receipt.URL).URL)
		}
	}
	if len(it.again()) > 0 {
		s.Put(f.Styles.Accent, "  ", l.T("W sends it again · e changes it first"))
	} else if it.unsure() {
		s.Put(f.Styles.Accent, "  ", l.T("Status (0) shows the evidence and the choices"))
	}
}
