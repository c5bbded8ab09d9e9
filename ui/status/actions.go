package status

import (
	"errors"
	"net/url"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
	"vocero/ui/widget"
)

// Actions are the tab's keys.
func (p *Pane) Actions() []pane.Action {
	as := []pane.Action{
		{Name: "status.next", Keys: pane.Press("l", "right"), Label: "next list", Help: "Goes from the outbox to the accounts to the journal.", Run: func() tea.Cmd { return p.turn(1) }, Footer: 6},
		{Name: "status.back", Keys: pane.Press("h", "left"), Label: "list before", Help: "Goes to the list before.", Run: func() tea.Cmd { return p.turn(-1) }},
		{Name: "status.down", Keys: pane.Press("j", "down"), Label: "down", Help: "Moves down.", Run: p.move((*widget.Window[row]).Down, (*widget.Window[accounts.Account]).Down, (*widget.Window[accounts.Entry]).Down)},
		{Name: "status.up", Keys: pane.Press("k", "up"), Label: "up", Help: "Moves up.", Run: p.move((*widget.Window[row]).Up, (*widget.Window[accounts.Account]).Up, (*widget.Window[accounts.Entry]).Up)},
		{Name: "status.pagedown", Keys: pane.Press("ctrl+d", "pgdown"), Label: "page down", Help: "Moves down by a page.", Run: p.move((*widget.Window[row]).PageDown, (*widget.Window[accounts.Account]).PageDown, (*widget.Window[accounts.Entry]).PageDown)},
		{Name: "status.pageup", Keys: pane.Press("ctrl+u", "pgup"), Label: "page up", Help: "Moves up by a page.", Run: p.move((*widget.Window[row]).PageUp, (*widget.Window[accounts.Account]).PageUp, (*widget.Window[accounts.Entry]).PageUp)},
		{Name: "status.top", Keys: [][]string{{"g", "g"}, {"home"}}, Label: "top", Help: "Goes to the first row.", Run: p.move((*widget.Window[row]).Top, (*widget.Window[accounts.Account]).Top, (*widget.Window[accounts.Entry]).Top)},
		{Name: "status.end", Keys: pane.Press("G", "end"), Label: "end", Help: "Goes to the last row.", Run: p.move((*widget.Window[row]).Bottom, (*widget.Window[accounts.Account]).Bottom, (*widget.Window[accounts.Entry]).Bottom)},
		{Name: "status.sync", Keys: pane.Press("R"), Label: "fetch", Help: "Asks the networks now what was said.", Run: func() tea.Cmd { return p.ask(accounts.RequestSync) }, Footer: 7},
		{Name: "status.unlock", Keys: pane.Press("v"), Label: "unlock", Help: "Opens the vault with its passphrase.", Run: p.unlock, Blocked: p.noLock},
	}
	if p.part == logins {
		return append(as, p.loginActions()...)
	}
	return append(append(as, p.hands().Actions()...), p.outboxActions()...)
}

// outboxActions are the choices about a delivery.
func (p *Pane) outboxActions() []pane.Action {
	return []pane.Action{
		{Name: "outbox.send", Keys: pane.Press("W"), Label: "send again", Help: "Sends what failed, was missed or is held once more, and a heated answer that cools at once.", Run: p.again, Blocked: p.not(p.canSend, "This row has nothing to send again."), Letter: true, Footer: 1},
		{Name: "outbox.there", Keys: pane.Press("p"), Label: "it is there", Help: "It is out: you looked, or published it by hand. Paste its address.", Run: p.there, Blocked: p.not(p.canDecide, "Only what is unsure, or published by hand, is closed like that."), Footer: 2},
		{Name: "outbox.drop", Keys: pane.Press("D"), Label: "drop", Help: "Takes the delivery out of the outbox; the text stays.", Run: p.drop, Blocked: p.not(p.canDrop, "This row cannot be dropped any more."), Footer: 3},
		{Name: "outbox.hour", Keys: pane.Press("H"), Label: "new hour", Help: "Gives a post that was missed, or is held or planned, another hour.", Run: p.hour, Blocked: p.not(p.canMove, "This row keeps its hour."), Letter: true, Footer: 2},
		{Name: "outbox.edit", Keys: pane.Press("e"), Label: "edit", Help: "Opens the post; one that is out is mended on the network.", Run: p.edit, Blocked: p.not(func(r row) bool { return r.Delivery.Post != "" }, "This row is no post."), Footer: 4},
		{Name: "outbox.open", Keys: pane.Press("o"), Label: "open", Help: "Opens the post in the browser.", Run: p.browse, Blocked: p.not(func(r row) bool { return r.address() != "" }, "It has no address yet."), Footer: 5},
		{Name: "outbox.trouble", Keys: pane.Press("<"), Label: "only trouble", Help: "Shows only what wants a decision, or all.", Run: func() tea.Cmd {
			p.trouble = !p.trouble
			return p.load(true)
		}},
	}
}

// loginActions are what can be done with an account.
func (p *Pane) loginActions() []pane.Action {
	none := func() (string, []any) {
		if _, ok := p.as.Selected(); !ok {
			return "There is no account yet: ga adds one.", nil
		}
		return "", nil
	}
	return []pane.Action{
		{Name: "account.test", Keys: pane.Press("t"), Label: "test", Help: "Reads back who the account is and what its server can do.", Run: func() tea.Cmd { return p.ask(accounts.RequestTest) }, Blocked: none, Footer: 1},
		{Name: "account.login", Keys: pane.Press("L"), Label: "log in", Help: "Logs the account in again.", Run: func() tea.Cmd {
			a, _ := p.as.Selected()
			return pane.Send(pane.Open{To: pane.Setup, Arg: pane.Login{Account: a.ID}})
		}, Blocked: none, Footer: 2},
		{Name: "account.schedule", Keys: pane.Press("S"), Label: "network's scheduler", Help: "Lets the network's own scheduler publish what has an hour, or no longer.", Run: p.byNetwork, Blocked: p.noScheduler, Footer: 4},
		{Name: "account.cap", Keys: pane.Press("$"), Label: "monthly cap", Help: "Sets what the client may spend in a month on a network that charges: then reading stops, never a reply.", Run: p.limit, Blocked: p.noPurse},
		{Name: "account.figures", Keys: pane.Press("F"), Label: "figures", Help: "Reads anew what the network tells of the account and of its posts.", Run: func() tea.Cmd { return p.ask(accounts.RequestFigures) }, Blocked: p.noFigures},
		{Name: "account.remove", Keys: pane.Press("D"), Label: "remove", Help: "Removes the account from this desk; what was said stays.", Run: p.remove, Blocked: none, Footer: 3},
	}
}

// not blocks an action on rows that do not fit.
func (p *Pane) not(fits func(row) bool, why string) func() (string, []any) {
	return func() (string, []any) {
		r, ok := p.ds.Selected()
		if p.part != outbox || !ok || !fits(r) {
			return why, nil
		}
		return "", nil
	}
}

func (p *Pane) canSend(r row) bool {
	switch r.State {
	case accounts.Failed, accounts.Missed, accounts.Held, accounts.Blocked, accounts.NeedsYou:
		return !r.ByHand()
	}
	return r.Cools(p.now())
}
func (p *Pane) canDecide(r row) bool { return r.State == accounts.NeedsYou || r.hand.Open() }
func (p *Pane) canMove(r row) bool {
	return p.machine.Hour != nil && r.Op == accounts.OpPost && (r.State == accounts.Missed || r.State == accounts.Held || r.State == accounts.Scheduled && !r.Now || r.State == accounts.Handed || r.ByHand())
}
func (p *Pane) canDrop(r row) bool {
	return r.May(accounts.Cancelled) && !r.Leaving()
}

// address is where a delivery can be looked at.
func (r row) address() string {
	if r.Receipt != nil {
		return r.Receipt.URL
	}
	return r.account.URL
}

// turn goes to another list.
func (p *Pane) turn(n int) tea.Cmd {
	p.part = (p.part + part(n) + parts) % parts
	return p.load(true)
}

// move makes an action of a movement in whichever list is in view.
func (p *Pane) move(d func(*widget.Window[row]) widget.Need, a func(*widget.Window[accounts.Account]) widget.Need, e func(*widget.Window[accounts.Entry]) widget.Need) func() tea.Cmd {
	return func() tea.Cmd {
		switch p.part {
		case outbox:
			return p.fetch(d(p.ds))
		case logins:
			return p.fetch(a(p.as))
		}
		return p.fetch(e(p.es))
	}
}

// again asks the letter and sends once more.
func (p *Pane) again() tea.Cmd {
	r, _ := p.ds.Selected()
	out := p.out
	do := out.Retry
	if r.Cools(p.now()) {
		do = out.SendSooner
	}
	if r.State == accounts.NeedsYou {
		do = out.Resend
	}
	return pane.Send(pane.Confirm{Review: r.review(), Then: func(accounts.Letter) tea.Cmd {
		return func() tea.Msg {
			if err := do(r.ID); err != nil {
				return pane.Failed{Doing: "sending again", Err: err}
			}
			return nil
		}
	}})
}

// review is what the letter dialog shows of a delivery.
func (r row) review() pane.Review {
	return pane.Review{Brand: r.Brand, Accounts: []accounts.Account{r.account}, Op: r.Op, Reply: r.Mention != "" && r.Op == accounts.OpPost, Visibility: r.vis, Text: r.text, Parts: r.Parts}
}

// there closes an unsure delivery with the address a person found.
func (p *Pane) there() tea.Cmd {
	r, _ := p.ds.Selected()
	if r.hand.Open() {
		return p.hands().Published(r.hand)
	}
	out := p.out
	return pane.Send(pane.Ask{Title: "It is there", Label: "Address", Help: "Paste the address of the post as the browser shows it.", Check: checkURL, Then: func(s string) tea.Cmd {
		return func() tea.Msg {
			if err := out.MarkPublished(r.ID, s); err != nil {
				return pane.Failed{Doing: "marking it as published", Err: err}
			}
			return nil
		}
	}})
}

var errURL = errors.New("want an address that begins with https://")

// checkURL accepts web addresses only.
func checkURL(s string) error {
	if u, err := url.Parse(s); err != nil || u.Host == "" || u.Scheme != "https" && !(u.Scheme == "http" && accounts.Loopback(u.Hostname())) {
		return errURL
	}
	return nil
}

// drop asks, then takes the delivery out of the outbox.
func (p *Pane) drop() tea.Cmd {
	r, _ := p.ds.Selected()
	out := p.out
	return pane.Send(pane.Choose{Title: "Drop it?", Choices: []pane.Choice{{Key: "k", Label: "keep it"}, {Key: "d", Label: "drop it; the text stays in the drafts"}}, Then: func(i int) tea.Cmd {
		if i == 0 {
			return nil
		}
		return func() tea.Msg {
			if err := out.CancelDelivery(r.ID); err != nil {
				return pane.Failed{Doing: "dropping it", Err: err}
			}
			return nil
		}
	}})
}

// hour asks for another hour of the post.
func (p *Pane) hour() tea.Cmd {
	r, _ := p.ds.Selected()
	desk, ask := p.desk, p.machine.Hour
	return func() tea.Msg {
		post, err := desk.Post(r.Delivery.Post)
		if err != nil {
			return pane.Failed{Doing: "reading the post", Err: err}
		}
		return ask(post)()
	}
}

func (p *Pane) edit() tea.Cmd {
	r, _ := p.ds.Selected()
	if r.State == accounts.Published {
		return pane.Send(pane.Open{To: pane.Compose, Arg: pane.Write{Mend: r.ID}})
	}
	return pane.Send(pane.Open{To: pane.Compose, Arg: pane.Write{Post: r.Delivery.Post}})
}

func (p *Pane) browse() tea.Cmd {
	r, _ := p.ds.Selected()
	if p.machine.Browse == nil {
		return pane.Send(pane.Toast{Text: r.address()})
	}
	return p.machine.Browse(r.address())
}

// ask leaves a request for the worker: for the selected account, or for all of those in view.
func (p *Pane) ask(what string) tea.Cmd {
	desk, scope, now := p.desk, p.scope.Brand, p.now()
	only := accounts.ID("")
	if a, ok := p.as.Selected(); ok && p.part == logins {
		only = a.ID
	}
	return func() tea.Msg {
		as, err := desk.Accounts(scope)
		if err != nil {
			return pane.Failed{Doing: "asking the networks", Err: err}
		}
		for _, a := range as {
			if only != "" && a.ID != only {
				continue
			}
			if _, err := desk.Ask(accounts.Request{Brand: a.Brand, Account: a.ID, What: what, At: now}); err != nil {
				return pane.Failed{Doing: "asking the networks", Err: err}
			}
		}
		return pane.Toast{Text: "Asked; what comes is shown by itself."}
	}
}

// remove asks, then removes the account.
func (p *Pane) remove() tea.Cmd {
	a, _ := p.as.Selected()
	out := p.out
	return pane.Send(pane.Choose{Title: "Remove it?", Choices: []pane.Choice{{Key: "k", Label: "keep it"}, {Key: "d", Label: "remove it", Detail: a.Handle()}}, Then: func(i int) tea.Cmd {
		if i == 0 {
			return nil
		}
		return func() tea.Msg {
			if err := out.RemoveAccount(a.ID); err != nil {
				return pane.Failed{Doing: "removing the account", Err: err}
			}
			return nil
		}
	}})
}

func (p *Pane) noLock() (string, []any) {
	if p.machine.Locked == nil || !p.machine.Locked() {
		return "The vault is open.", nil
	}
	return "", nil
}

// unlock asks for the passphrase.
func (p *Pane) unlock() tea.Cmd { return pane.Send(pane.AskPassphrase{}) }
