package compose

import (
	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/draft"
	"vocero/ui/orders"
	"vocero/ui/pane"
)

// toReview shows the post as it will be, or for a reply and an edit asks for the letter at once.
func (p *Pane) toReview() tea.Cmd {
	if why, args := p.closed(); why != "" {
		return pane.Send(pane.Toast{Text: why, Args: args})
	}
	if p.s.Post.Reply() || p.s.Mend != nil {
		return p.gate.Depart(draft.Way{Now: true})
	}
	p.mode, p.top = reviewing, 0
	p.scribe.Close()
	return tea.Batch(p.Leave(), p.check())
}

// toOrders goes from the text, or the review, to the orders.
func (p *Pane) toOrders() tea.Cmd {
	p.mode = ordering
	p.scribe.Close()
	p.resize()
	return p.Leave()
}

// toText goes back to the text.
func (p *Pane) toText() tea.Cmd {
	if p.s.Locked() {
		return p.toOrders()
	}
	p.mode = writing
	p.resize()
	return nil
}

// close leaves when everything is on disk.
func (p *Pane) close() tea.Cmd {
	if p.keep == nil {
		return pane.Send(pane.Close{})
	}
	return p.flush(func() tea.Cmd { return pane.Send(pane.Close{}) })
}

// turn shows the text of the next account; it begins as the one for all.
func (p *Pane) turn(by int) tea.Cmd {
	n := len(p.s.Post.Targets) + 1
	keep := p.Leave()
	p.view(p.snapshot(), (p.s.Version+by+n)%n)
	return keep
}

// endPoll goes from the answers to the question how long they may be given.
func (p *Pane) endPoll() tea.Cmd { return tea.Batch(p.toOrders(), p.hand.PollSpan()) }

// beginPoll opens the answers.
func (p *Pane) beginPoll() tea.Cmd {
	p.mode = polling
	p.answers.SetText(p.s.Answers())
	p.resize()
	return nil
}

// edited takes over what came back from the person's own editor, as one step that can be undone.
func (p *Pane) edited(x orders.Edited) tea.Cmd {
	if x.Err != nil {
		return pane.Send(pane.Failed{Doing: "editing outside", Err: x.Err})
	}
	before := p.ed.Version()
	if x.Text != p.ed.Text() && !p.ed.Replace(0, p.ed.Len(), x.Text) {
		return pane.Send(pane.Toast{Text: "That is too long; the text is as it was."})
	}
	return p.typed(before)
}

// outside opens the text in the person's own editor when it is on disk.
func (p *Pane) outside() tea.Cmd { return tea.Sequence(p.Leave(), p.hand.Outside(p.ed.Text())) }

// heed takes what the guards said.
func (p *Pane) heed(fs []accounts.Finding) {
	p.mender.Heed(fs)
	p.s.At = 0
}

// stopped goes to the first thing that stands in the way; it stays in view until something is changed.
func (p *Pane) stopped() {
	p.held = true
	for i, f := range p.s.Found {
		if f.Severity == accounts.Block {
			p.s.At, p.s.Gone = i, true
			p.show()
			return
		}
	}
}

// askRemove removes the draft after a question; u brings it back.
func (p *Pane) askRemove() tea.Cmd {
	return p.hand.AskRemove(func() { p.keep = nil })
}
