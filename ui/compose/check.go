package compose

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/ui/draft"
	"vocero/ui/theme"
	"vocero/ui/widget"
)

// atOnce is how much text is counted with every key, in bytes over all accounts. What is longer is counted with the checks, when
// the fingers rest.
const atOnce = 32 << 10

// count counts after a change.
func (p *Pane) count() {
	as := p.targets()
	if len(p.post.Text)*len(as) <= atOnce || len(p.counts) != len(as) {
		p.counts = draft.CountAll(p.post, as)
	}
}

// shown is the count of the version in view: of the base text, the account on which the least is left.
func (p *Pane) shown() (draft.Count, bool) {
	if len(p.counts) == 0 {
		return draft.Count{}, false
	}
	if p.version > 0 && p.version <= len(p.counts) {
		return p.counts[p.version-1], true
	}
	best := p.counts[0]
	for _, c := range p.counts[1:] {
		if c.Limit > 0 && (best.Limit == 0 || c.Limit-c.Worst() < best.Limit-best.Worst()) {
			best = c
		}
	}
	return best, true
}

// countFor is the count on the post's account i.
func (p *Pane) countFor(i int) draft.Count {
	if i < len(p.counts) {
		return p.counts[i]
	}
	return draft.Count{}
}

type checkMsg struct{ no uint64 }

// checked is what the guards said of the text with a number.
type checked struct {
	seq    uint64
	found  []accounts.Finding
	counts []draft.Count
}

// check asks the guards, off the screen's goroutine.
func (p *Pane) check() tea.Cmd {
	post, f, seq, as := p.snapshot(), p.facts, p.seq, p.targets()
	if p.mend != nil {
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
	p.counts = x.counts
	p.setFound(slices.DeleteFunc(x.found, func(f accounts.Finding) bool { return f.Rule == "empty" })) // Said when it is to leave, not on an empty sheet.
}

// setFound keeps findings; the next drawing marks those that have a place in the text.
func (p *Pane) setFound(fs []accounts.Finding) {
	p.found = fs
	p.marks++
}

// mark colours what the guards found, once for every finding and style.
func (p *Pane) mark(st *theme.Styles) {
	if p.marked == (markKey{p.marks, p.version, st}) {
		return
	}
	p.marked = markKey{p.marks, p.version, st}
	var ms []widget.Mark
	for _, f := range p.found {
		if f.End > f.Start && p.inView(f) {
			ms = append(ms, widget.Mark{Start: f.Start, End: f.End, Style: st.Severity(f.Severity)})
		}
	}
	p.ed.SetMarks(ms)
}

// markKey says for what the marks in the text were made.
type markKey struct {
	no      uint64
	version int
	styles  *theme.Styles
}

// inView tells whether a finding is about the text in view.
func (p *Pane) inView(f accounts.Finding) bool {
	t := p.post.Text
	if f.Account != "" {
		t = p.post.TextFor(f.Account)
	}
	return t == p.ed.Text()
}

// stopping counts the findings that stop, and those that warn.
func (p *Pane) stopping() (stops, warns int) {
	for _, f := range p.found {
		switch f.Severity {
		case accounts.Block:
			stops++
		case accounts.Warn:
			warns++
		}
	}
	return stops, warns
}
