package mentions

import (
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/deed"
	"vocero/ui/pane"
	"vocero/ui/talk"
)

// reply opens the composer for an answer.
func (p *Pane) reply() tea.Cmd {
	m, _ := p.win.Selected()
	return pane.Send(pane.Open{To: pane.Compose, Arg: pane.Write{Mention: m.ID}})
}

// on is where the deeds come from: the selected row.
func (p *Pane) on() deed.On {
	return deed.On{Out: p.talk, Mention: p.win.Selected, Account: func(id accounts.ID) (accounts.Account, bool) {
		a, ok := p.know.accounts[id]
		return a, ok
	}}
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
	kin    *accounts.Kin
}

// said is a conversation that was read from the store.
type said struct {
	id     accounts.ID
	thread accounts.Thread
	has    bool
	cool   talk.Cooling
	kin    *accounts.Kin
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
	out, people, now := p.talk, p.o.People, p.o.Now()
	if m.StatusID == "" {
		return nil
	}
	return p.scope.For(pane.Mentions, func() tea.Msg {
		cool, err := talk.ReadCooling(out, m, now)
		if err != nil {
			return pane.Failed{Doing: "reading the answer", Err: err}
		}
		t, err := out.Thread(m.Account, m.StatusID)
		if err != nil && !errors.Is(err, accounts.ErrNotFound) {
			return pane.Failed{Doing: "reading the conversation", Err: err}
		}
		x := said{id: m.ID, thread: t, has: err == nil, cool: cool}
		if people != nil {
			k, err := people.Kin(m)
			if err != nil {
				return pane.Failed{Doing: "reading who spoke", Err: err}
			}
			x.kin = &k
		}
		return x
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

// seeks is whose search it would be: of the client in view, else of the selected row.
func (p *Pane) seeks() (brand, account accounts.ID) {
	if brand, account = p.Speaks(); p.scope.Brand != "" {
		brand = p.scope.Brand
	}
	return brand, account
}
