package compose

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/draft"
	"vocero/ui/theme"
)

type checkMsg struct{}

// lookSoon has the text counted when it is drawn, and asks the guards when nothing was typed for a moment.
func (p *Pane) lookSoon() tea.Cmd {
	p.s.Changed()
	if wait, ok := p.look.Soon(p.o.Now()); ok {
		return p.o.After(wait, mine{p.keep, checkMsg{}})
	}
	return nil
}

// due asks the guards, unless she typed meanwhile.
func (p *Pane) due() tea.Cmd {
	if wait, ok := p.look.Due(p.o.Now()); !ok {
		return p.o.After(wait, mine{p.keep, checkMsg{}})
	}
	return p.check()
}

// check asks the guards, off the screen's goroutine.
func (p *Pane) check() tea.Cmd {
	if !p.look.Begin() {
		return nil
	}
	post, f, seq, as := p.snapshot(), p.s.Facts, p.seq, p.s.Targets()
	if p.s.Mend != nil {
		f = draft.Mending(f)
	}
	f.Now = p.o.Now()
	return p.my(func() tea.Msg { return draft.Check(post, f, as, seq) })
}

// checked keeps what the guards said, if it is about what is on the screen.
func (p *Pane) checked(x draft.Checked) tea.Cmd {
	var next tea.Cmd
	if p.look.End() {
		next = p.check()
	}
	if x.Seq != p.seq {
		return next
	}
	if len(x.Links) > 0 {
		next = tea.Batch(next, p.o.After(draft.LinksAfter, mine{p.keep, draft.LinksMsg{Seq: x.Seq, Links: x.Links}}))
	}
	if p.s.Take(x); !p.held { // What stopped a departure stays in view until something is changed.
		p.mender.Heed(slices.DeleteFunc(x.Found, func(f accounts.Finding) bool { return f.Rule == "empty" })) // Said when it is to leave, not on an empty sheet.
	}
	return next
}

// mark colours what the guards found, once for every finding and style.
func (p *Pane) mark(st *theme.Styles) {
	if p.marked.Stale(p.marks, p.s.Version, st) {
		p.ed.SetMarks(p.s.Marks(st, p.ed.Text()))
	}
}
