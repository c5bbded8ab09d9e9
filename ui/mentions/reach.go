package mentions

import (
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
	"vocero/ui/talk"
)

// reply opens the composer for an answer.
func (p *Pane) reply() tea.Cmd {
	m, _ := p.win.Selected()
	return pane.Send(pane.Open{To: pane.Compose, Arg: pane.Write{Mention: m.ID}})
}

// act puts something into the outbox, from the account addressed.
func (p *Pane) act(m accounts.Mention, op accounts.Op, doing string) tea.Cmd {
	out := p.talk
	d := accounts.Delivery{Brand: m.Brand, Account: m.Account, Op: op, Mention: m.ID, Target: m.StatusID}
	if op == accounts.OpFollow || op == accounts.OpMute {
		d.Target = m.AuthorID
	}
	return func() tea.Msg {
		if _, err := out.Act(d, 0); err != nil {
			return pane.Failed{Doing: doing, Err: err}
		}
		return pane.Toast{Text: "It is on its way; u takes it back."}
	}
}

// confirm asks the client's letter for an act.
func (p *Pane) confirm(m accounts.Mention, op accounts.Op, about accounts.Text, doing string) tea.Cmd {
	r := pane.Review{Brand: m.Brand, Accounts: []accounts.Account{p.know.accounts[m.Account]}, Op: op, Target: about}
	if op == accounts.OpBoost || op == accounts.OpUnboost {
		r.Visibility = m.Visibility
	}
	return pane.Send(pane.Confirm{Review: r, Then: func(accounts.Letter) tea.Cmd { return p.act(m, op, doing) }})
}

// boost asks the letter and boosts, or takes the boost back.
func (p *Pane) boost() tea.Cmd {
	m, _ := p.win.Selected()
	op := accounts.OpBoost
	if m.Boosted {
		op = accounts.OpUnboost
	}
	return p.confirm(m, op, accounts.LineText(m.Author.String()+": "+m.Text.String()), "boosting")
}

// follow asks the letter and follows the author.
func (p *Pane) follow() tea.Cmd {
	m, _ := p.win.Selected()
	return p.confirm(m, accounts.OpFollow, m.Author, "following")
}

// like likes, or takes the like back. It asks for no letter: it can leave only from the account addressed.
func (p *Pane) like() tea.Cmd {
	m, _ := p.win.Selected()
	if m.Liked {
		return p.act(m, accounts.OpUnlike, "taking the like back")
	}
	return p.act(m, accounts.OpLike, "liking")
}

// mute asks once, then mutes the author for the account addressed.
func (p *Pane) mute() tea.Cmd {
	m, _ := p.win.Selected()
	return pane.Send(pane.Choose{Title: "Mute the author?", Choices: []pane.Choice{{Key: "k", Label: "keep hearing them"}, {Key: "m", Label: "mute", Detail: m.Author.String()}},
		Then: func(i int) tea.Cmd {
			if i != 1 {
				return nil
			}
			return p.act(m, accounts.OpMute, "muting")
		}})
}

// browse opens the post, or asks which of its links.
func (p *Pane) browse() tea.Cmd {
	m, _ := p.win.Selected()
	return talk.Open(m, p.o.Browse)
}

// copy puts the post's address on the clipboard.
func (p *Pane) copy() tea.Cmd {
	m, _ := p.win.Selected()
	url := accounts.NewLink("", m.URL).URL
	return tea.Batch(tea.SetClipboard(url), pane.Send(pane.Toast{Text: "Copied: %s", Args: []any{url}}))
}

// refresh has every account in view polled now.
func (p *Pane) refresh() tea.Cmd {
	desk, out, brand, now := p.desk, p.talk, p.scope.Brand, p.o.Now()
	return func() tea.Msg {
		as, err := desk.Accounts(brand)
		for i := 0; i < len(as) && err == nil; i++ {
			_, err = out.Ask(accounts.Request{Brand: as[i].Brand, Account: as[i].ID, What: accounts.RequestSync, At: now})
		}
		if err != nil {
			return pane.Failed{Doing: "asking the networks", Err: err}
		}
		return pane.Toast{Text: "Asked; what comes is shown by itself."}
	}
}

// side is what the text view is about: a mention, and the conversation that is stored around it.
type side struct {
	m      accounts.Mention
	thread accounts.Thread
	has    bool
	cool   talk.Cooling // our answer, while it cools
}

// said is a conversation that was read from the store.
type said struct {
	id     accounts.ID
	thread accounts.Thread
	has    bool
	cool   talk.Cooling
}

// load makes the text view follow the selection.
func (p *Pane) load() tea.Cmd {
	m, ok := p.win.Selected()
	if !ok {
		p.side = side{}
		return nil
	}
	if m.ID != p.side.m.ID {
		p.side, p.asked = side{}, time.Time{}
	}
	p.side.m = m
	if m.StatusID == "" {
		return nil
	}
	out, now := p.talk, p.o.Now()
	return p.scope.For(pane.Mentions, func() tea.Msg {
		cool, err := talk.ReadCooling(out, m, now)
		if err != nil {
			return pane.Failed{Doing: "reading the answer", Err: err}
		}
		t, err := out.Thread(m.Account, m.StatusID)
		if err != nil && !errors.Is(err, accounts.ErrNotFound) {
			return pane.Failed{Doing: "reading the conversation", Err: err}
		}
		return said{id: m.ID, thread: t, has: err == nil, cool: cool}
	})
}

// read shows the whole mention.
func (p *Pane) read() tea.Cmd {
	if p.mode == list {
		p.mode, p.top = reading, 0
	}
	return p.load()
}

// converse shows the stored conversation at once, and has it read anew.
func (p *Pane) converse() tea.Cmd {
	m, _ := p.win.Selected()
	if p.mode != talking {
		p.from, p.mode, p.top = p.mode, talking, 0
	}
	load := p.load()
	p.asked = p.o.Now()
	out, r := p.talk, accounts.Request{Brand: m.Brand, Account: m.Account, What: accounts.RequestThread, Arg: m.StatusID, At: p.asked}
	return tea.Batch(load, func() tea.Msg {
		if _, err := out.Ask(r); err != nil {
			return pane.Failed{Doing: "asking for the conversation", Err: err}
		}
		return nil
	})
}

// reveal shows what stands behind a content warning, or hides it.
func (p *Pane) reveal() tea.Cmd {
	if m, ok := p.win.Selected(); ok {
		p.open[m.ID] = !p.open[m.ID]
		p.opens++
	}
	return nil
}
