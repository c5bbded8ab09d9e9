package compose

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/ui/draft"
	"vocero/ui/theme"
)

type checkMsg struct{}

// lookSoon counts, and asks the guards when nothing was typed for a moment.
func (p *Pane) lookSoon() tea.Cmd {
	p.s.Measure()
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

// checked is what the guards said of the text with a number.
type checked struct {
	seq    uint64
	found  []accounts.Finding
	counts []draft.Count
	heat   int
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
	return p.my(func() tea.Msg {
		found := guard.Check(post, f)
		return checked{seq, found, draft.CountAll(post, as), draft.Heat(post, f.Brand, found)}
	})
}

// checked keeps what the guards said, if it is about what is on the screen.
func (p *Pane) checked(x checked) tea.Cmd {
	var next tea.Cmd
	if p.look.End() {
		next = p.check()
	}
	if x.seq != p.seq {
		return next
	}
	if p.s.Counts, p.s.Heat = x.counts, x.heat; !p.held { // What stopped a departure stays in view until something is changed.
		p.mender.Heed(slices.DeleteFunc(x.found, func(f accounts.Finding) bool { return f.Rule == "empty" })) // Said when it is to leave, not on an empty sheet.
	}
	return next
}

// mark colours what the guards found, once for every finding and style.
func (p *Pane) mark(st *theme.Styles) {
	if k := (markKey{p.marks, p.s.Version, st}); k != p.marked {
		p.marked = k
		p.ed.SetMarks(p.s.Marks(st, p.ed.Text()))
	}
}

// markKey says for what the marks in the text were made.
type markKey struct {
	no      uint64
	version int
	styles  *theme.Styles
}
