package compose

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/ui/draft"
	"vocero/ui/theme"
)

type checkMsg struct{ no uint64 }

// checked is what the guards said of the text with a number.
type checked struct {
	seq    uint64
	found  []accounts.Finding
	counts []draft.Count
}

// check asks the guards, off the screen's goroutine.
func (p *Pane) check() tea.Cmd {
	post, f, seq, as := p.snapshot(), p.s.Facts, p.seq, p.s.Targets()
	if p.s.Mend != nil {
		f = draft.Mending(f)
	}
	f.Now = p.o.Now()
	return p.my(func() tea.Msg { return checked{seq, guard.Check(post, f), draft.CountAll(post, as)} })
}

// checked keeps what the guards said, if it is about what is on the screen.
func (p *Pane) checked(x checked) {
	if x.seq != p.seq {
		return
	}
	if p.s.Counts = x.counts; p.held {
		return // What stopped a departure stays in view until something is changed.
	}
	p.setFound(slices.DeleteFunc(x.found, func(f accounts.Finding) bool { return f.Rule == "empty" })) // Said when it is to leave, not on an empty sheet.
}

// setFound keeps findings; the next drawing marks those that have a place in the text.
func (p *Pane) setFound(fs []accounts.Finding) {
	p.s.Found = fs
	p.marks++
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
