package compose

import (
	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/ui/draft"
	"vocero/ui/pane"
)

// chosen are the brands among which to choose a speaker.
type chosen struct{ brands []accounts.Brand }

// load reads what is to be opened.
func (p *Pane) load() tea.Cmd {
	desk, o, w := p.desk, p.o, *p.want
	if w.Brand == "" {
		w.Brand = p.scope.Brand
	}
	return p.scope.For(pane.Compose, func() tea.Msg {
		if w.Brand == "" && w.Post == "" && w.Mention == "" && w.Mend == "" {
			bs, err := desk.Brands()
			if err != nil {
				return pane.Failed{Doing: "reading the clients", Err: err}
			}
			return chosen{bs}
		}
		x, err := draft.Open(desk, w, o.Now())
		if err != nil {
			return pane.Failed{Doing: "opening the text", Err: err}
		}
		return x
	})
}

// begin puts a text on the screen, with the caret where it was.
func (p *Pane) begin(x draft.Opened) tea.Cmd {
	p.want = nil
	p.keep = draft.NewKeeper(p.desk, p.o.Journal, x, p.o.Now())
	p.s, p.failed = x.Sheet, nil
	p.seq, p.saved, p.ticking, p.held, p.top = 0, 0, false, false, 0
	p.gate.Forget()
	p.said, p.look = pane.Toast{}, draft.Lookout{}
	p.mender.Forget()
	p.mode = ordering
	p.past.Open(p.Writing())
	p.view(x.Post, 0)
	if !p.s.Locked() {
		p.mode = writing
	}
	then := p.lookSoon
	if x.Dirty {
		then = p.changed
	}
	return tea.Batch(then(), p.scribe.Read(), p.hand.Pictures())
}

// view puts a post on the screen, the text for all or the one of an account.
func (p *Pane) view(post accounts.Post, version int) {
	p.past.Note(p.onView, p.ed)
	p.s.Post, p.s.Version, p.onView = post, version, ""
	if version == 0 {
		p.ed.SetText(post.Text)
		p.ed.SetCaret(post.Caret)
	} else {
		p.onView = post.Targets[version-1]
		p.ed.SetText(post.Written(p.onView))
	}
	p.past.Resume(p.onView, p.ed)
	p.scribe.Close()
	p.resize()
}

// refreshed is what changed around the open text.
type refreshed struct {
	keep          *draft.Keeper
	post          accounts.Post
	facts         guard.Facts
	foreign, gone bool
}

// refresh reads the facts again.
func (p *Pane) refresh() tea.Cmd {
	if p.keep == nil || p.gate.Leaving() {
		return nil
	}
	k, desk, post, now := p.keep, p.desk, p.s.Post, p.o.Now()
	return p.scope.For(pane.Compose, func() tea.Msg {
		x := refreshed{keep: k}
		var err error
		if x.post, x.foreign, x.gone, err = k.Look(); err == nil {
			x.facts, err = desk.Facts(post, now)
		}
		if err != nil {
			return mine{k, pane.Failed{Doing: "reading what has changed", Err: err}}
		}
		return x
	})
}

// refreshedWith takes the facts, and a post that somebody else has changed (the command line, a take-back, a worker): it is shown
// unless something here is newer, which the next save then stores on top.
func (p *Pane) refreshedWith(x refreshed) tea.Cmd {
	if x.keep != p.keep || p.keep == nil || p.gate.Leaving() {
		return nil
	}
	p.s.Facts = x.facts
	if p.s.Learn(x.post) {
		p.held = false
	}
	p.marks++
	switch {
	case x.gone && p.s.Post.ID != "":
		if p.keep.Adopt(accounts.Post{}) {
			p.s.Post.ID, p.s.Post.Revision = "", 0
			p.said = pane.Toast{Text: "The draft was removed; what you write now makes a new one."}
		}
	case x.foreign && p.seq == p.saved && x.post.Revision > p.s.Post.Revision && p.keep.Adopt(x.post):
		p.view(x.post, 0)
		p.said = pane.Toast{Text: "It was changed meanwhile; this is how it is now."}
		if p.s.Locked() { // It says itself what became of it.
			p.mode, p.said = ordering, pane.Toast{}
		}
	}
	return p.lookSoon()
}

// chooseBrand asks who is to speak.
func (p *Pane) chooseBrand(x chosen) tea.Cmd {
	if len(x.brands) == 0 {
		return pane.Send(pane.Open{To: pane.Setup})
	}
	c := pane.Choose{Title: "Who is to speak?"}
	for _, b := range x.brands {
		c.Choices = append(c.Choices, pane.Choice{Key: string(b.Letter), Label: b.Name})
	}
	w := *p.want
	p.want = nil // Esc answers nothing, and nothing is asked again.
	c.Then = func(i int) tea.Cmd {
		w.Brand = x.brands[i].ID
		p.want = &w
		return p.load()
	}
	return pane.Send(c)
}
