package replies

import (
	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
	"vocero/ui/talk"
)

// Actions are the tab's keys. While one reply stands over the whole pane the keys of movement scroll it.
func (p *Pane) Actions() []pane.Action {
	move := func(n int) func() tea.Cmd { return func() tea.Cmd { return p.Wheel(n) } }
	page := max(1, p.h-2)
	return []pane.Action{
		{Name: "replies.edit", Keys: pane.Press("e"), Label: "edit", Help: "Goes on writing; an answer that is out is mended on the network.", Run: p.edit, Blocked: p.noEdit, Footer: 1},
		{Name: "replies.open", Keys: pane.Press("enter"), Label: "go on", Help: "Opens a draft in the composer, or shows the whole conversation around an answer.", Run: p.enter, Blocked: p.none, Footer: 2},
		{Name: "replies.send", Keys: pane.Press("W"), Label: "send again", Help: "Sends an answer that failed, was missed or is held once more, and a heated one that cools at once.", Run: p.again, Blocked: p.noAgain, Letter: true, Footer: 3},
		{Name: "replies.done", Keys: pane.Press("x"), Label: "done", Help: "Puts the mention it answers away as done; the text stays.", Run: p.done, Blocked: p.noDone, Footer: 4},
		{Name: "replies.thread", Keys: pane.Press("t"), Label: "thread//noun", Help: "Shows the conversation it belongs to, and has it read anew.", Run: p.thread, Blocked: p.noThread, Footer: 5},
		{Name: "replies.browse", Keys: pane.Press("o"), Label: "open", Help: "Opens our answer or what it answers in the browser.", Run: p.browse, Blocked: p.noAddress, Footer: 6},
		{Name: "replies.cw", Keys: pane.Press("z"), Label: "show text", Help: "Shows what stands behind a content warning, or hides it again.", Run: p.reveal, Blocked: p.none},
		{Name: "replies.back", Keys: pane.Press("esc"), Label: "back", Help: "Goes back to the list.", Run: p.back, Blocked: p.inList},
		{Name: "replies.down", Keys: pane.Press("j", "down"), Label: "down", Help: "Moves down.", Run: move(1)},
		{Name: "replies.up", Keys: pane.Press("k", "up"), Label: "up", Help: "Moves up.", Run: move(-1)},
		{Name: "replies.top", Keys: [][]string{{"g", "g"}, {"home"}}, Label: "top", Help: "Goes to the first row.", Run: move(-1 << 20)},
		{Name: "replies.end", Keys: pane.Press("G", "end"), Label: "end", Help: "Goes to the last row.", Run: move(1 << 20)},
		{Name: "replies.pagedown", Keys: pane.Press("ctrl+d", "pgdown"), Label: "page down", Help: "Moves down by a page.", Run: move(page)},
		{Name: "replies.pageup", Keys: pane.Press("ctrl+u", "pgup"), Label: "page up", Help: "Moves up by a page.", Run: move(-page)},
	}
}

func (p *Pane) none() (string, []any) {
	if _, ok := p.selected(); !ok {
		return "There is no answer here.", nil
	}
	return "", nil
}

func (p *Pane) inList() (string, []any) {
	if !p.whole {
		return "This is the list already.", nil
	}
	return "", nil
}

func (p *Pane) noEdit() (string, []any) {
	it, ok := p.selected()
	switch {
	case !ok:
		return "There is no answer here.", nil
	case it.part == leaving:
		return "It is on its way: u takes it back while it has not left.", nil
	case it.unsure():
		return "It may be out: say in Status (0) what became of it first.", nil
	case it.part == theirs && !it.account.Able(accounts.ToEdit).Can:
		return pane.Unable(it.account, accounts.ToEdit)
	}
	return "", nil
}

func (p *Pane) noAgain() (string, []any) {
	it, ok := p.selected()
	switch {
	case !ok:
		return "There is no answer here.", nil
	case len(it.again()) > 0 || it.cools(p.o.Now()) != "":
		return "", nil
	case it.unsure():
		return "It may be out: say in Status (0) what became of it first.", nil
	}
	return "Nothing of it has to be sent again.", nil
}

func (p *Pane) noDone() (string, []any) {
	it, ok := p.selected()
	switch {
	case !ok:
		return "There is no answer here.", nil
	case it.mention.ID == "":
		return "What it answers is not on this desk.", nil
	case it.mention.State == accounts.Done:
		return "The mention is done already.", nil
	}
	return "", nil
}

func (p *Pane) noThread() (string, []any) {
	it, ok := p.selected()
	switch {
	case !ok:
		return "There is no answer here.", nil
	case it.post.Answering.RemoteID == "":
		return "There is no conversation behind this row.", nil
	}
	return "", nil
}

func (p *Pane) noAddress() (string, []any) {
	it, ok := p.selected()
	switch {
	case !ok:
		return "There is no answer here.", nil
	case it.address() == "" && len(talk.Links(it.mention)) == 0:
		return "It has no address.", nil
	}
	return "", nil
}

// address is where our answer can be seen, "" while it is not out.
func (it item) address() string {
	for _, d := range it.ds {
		if d.Receipt == nil {
			continue
		}
		if l := accounts.NewLink("", d.Receipt.URL); d.Receipt.URL != "" && l.Openable() {
			return l.URL
		}
	}
	return ""
}

// enter goes on with a draft, or shows the reply in full.
func (p *Pane) enter() tea.Cmd {
	if it, _ := p.selected(); it.part == writing {
		return p.edit()
	}
	p.whole, p.at = true, 0
	return p.load()
}

// edit opens the composer: on the text, or on the post that is out.
func (p *Pane) edit() tea.Cmd {
	it, _ := p.selected()
	if it.part == theirs {
		return pane.Send(pane.Open{To: pane.Compose, Arg: pane.Write{Mend: it.ds[0].ID}})
	}
	return pane.Send(pane.Open{To: pane.Compose, Arg: pane.Write{Post: it.post.ID}})
}

// again asks the letter and sends once more what failed.
func (p *Pane) again() tea.Cmd {
	it, _ := p.selected()
	x, a := it.post, it.post.Answering
	reach, ids := p.talk, it.again()
	r := pane.Review{Brand: x.Brand, Accounts: []accounts.Account{it.account}, Op: accounts.OpPost, Reply: true, Visibility: x.Visibility, Text: x.TextFor(a.Account),
		Target: a.Author, Parts: len(x.Parts(a.Account)), Media: len(x.Media)}
	r.Price, r.Linked = accounts.PriceOn(x, r.Accounts)
	return pane.Send(pane.Confirm{Review: r, Then: func(accounts.Letter) tea.Cmd {
		if id := it.cools(p.o.Now()); id != "" {
			return talk.SendSooner(reach.SendSooner, id)
		}
		return func() tea.Msg {
			for _, id := range ids {
				if err := reach.Retry(id); err != nil {
					return pane.Failed{Doing: "sending again", Err: err}
				}
			}
			return nil
		}
	}})
}

// done puts the mention away.
func (p *Pane) done() tea.Cmd {
	it, _ := p.selected()
	reach, state := p.talk, accounts.Done
	return func() tea.Msg {
		if err := reach.SetMention([]accounts.ID{it.mention.ID}, accounts.MentionUpdate{State: &state}); err != nil {
			return pane.Failed{Doing: "putting the mention away", Err: err}
		}
		return pane.Toast{Text: "The mention is done; u takes it back."}
	}
}

// thread shows the reply with its conversation over the whole pane, and has the conversation read anew.
func (p *Pane) thread() tea.Cmd {
	it, _ := p.selected()
	p.whole = true
	load := p.load()
	p.side.asked = p.o.Now()
	a, reach := it.post.Answering, p.talk
	r := accounts.Request{Brand: it.post.Brand, Account: a.Account, What: accounts.RequestThread, Arg: a.RemoteID, At: p.side.asked}
	return tea.Batch(load, func() tea.Msg {
		if _, err := reach.Ask(r); err != nil {
			return pane.Failed{Doing: "asking for the conversation", Err: err}
		}
		return nil
	})
}

// browse opens our answer, or what it answers.
func (p *Pane) browse() tea.Cmd {
	it, _ := p.selected()
	url := it.address()
	if url == "" {
		return talk.Open(it.mention, p.o.Browse)
	}
	if len(talk.Links(it.mention)) == 0 {
		return talk.Visit(url, p.o.Browse)
	}
	return pane.Send(pane.Choose{Title: "Open what?", Choices: []pane.Choice{{Key: "1", Label: "our answer"}, {Key: "2", Label: "what it answers"}}, Then: func(i int) tea.Cmd {
		if i == 0 {
			return talk.Visit(url, p.o.Browse)
		}
		return talk.Open(it.mention, p.o.Browse)
	}})
}

func (p *Pane) reveal() tea.Cmd {
	it, _ := p.selected()
	p.open[it.post.ID] = !p.open[it.post.ID]
	return nil
}

func (p *Pane) back() tea.Cmd {
	p.whole, p.at = false, 0
	return nil
}
