package compose

import (
	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/draft"
	"vocero/ui/pane"
)

// review shows the post as it will be, or for a reply and an edit asks for the letter at once.
func (p *Pane) review() tea.Cmd {
	if why, args := p.closed(); why != "" {
		return pane.Send(pane.Toast{Text: why, Args: args})
	}
	if p.s.Post.Reply() || p.s.Mend != nil {
		return p.depart(draft.Way{Now: true})
	}
	p.mode, p.top = reviewing, 0
	p.checking++
	return tea.Batch(p.Leave(), p.check())
}

// toOrders goes from the text, or the review, to the orders.
func (p *Pane) toOrders() tea.Cmd {
	p.mode = ordering
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

// restore brings the content of an earlier version back; who speaks and what is answered stay.
func (p *Pane) restore(r accounts.Post) tea.Cmd {
	return p.own(taken{post: p.s.Restored(r), say: pane.Toast{Text: "An earlier version is back."}, dirty: true})
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

// outside opens the text in the person's own editor, under lines that name who speaks.
func (p *Pane) outside() tea.Cmd {
	k := p.keep
	run := p.o.Edit(p.s.Header(), p.ed.Text(), func(text string, err error) tea.Msg { return mine{k, edited{text, err}} })
	return tea.Sequence(p.Leave(), run)
}

// edited is what came back from the editor.
type edited struct {
	text string
	err  error
}

func (p *Pane) edited(x edited) tea.Cmd {
	if x.err != nil {
		return pane.Send(pane.Failed{Doing: "editing outside", Err: x.err})
	}
	before := p.ed.Version()
	if x.text != p.ed.Text() && !p.ed.Replace(0, p.ed.Len(), x.text) {
		return pane.Send(pane.Toast{Text: "That is too long; the text is as it was."})
	}
	return p.typed(before)
}

// taken is a post to show in the place of the one on the screen.
type taken struct {
	post  accounts.Post
	say   pane.Toast
	dirty bool
}

// unschedule takes the post back to where it can be written.
func (p *Pane) unschedule() tea.Cmd {
	desk, id, k := p.desk, p.s.Post.ID, p.keep
	return p.my(func() tea.Msg {
		post, err := desk.Unschedule(id)
		if err != nil {
			return pane.Failed{Doing: "taking it back", Err: err}
		}
		k.Adopt(post)
		return taken{post: post, say: pane.Toast{Text: "It is a draft again: e goes to the text."}}
	})
}

// askRemove removes the draft after a question; u brings it back.
func (p *Pane) askRemove() tea.Cmd {
	return pane.Send(pane.Choose{Title: "Remove the draft?", Choices: []pane.Choice{{Key: "k", Label: "keep it"}, {Key: "D", Label: "remove it"}}, Then: func(i int) tea.Cmd {
		if i == 0 {
			return nil
		}
		k := p.keep
		p.keep = nil
		return tea.Sequence(func() tea.Msg {
			if err := k.Remove(); err != nil {
				return pane.Failed{Doing: "removing the draft", Err: err}
			}
			return pane.Toast{Text: "Removed; u brings it back."}
		}, pane.Send(pane.Close{}))
	}})
}
