package setup

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
	"vocero/ui/widget"
)

// How long a server may take to answer, and a person to allow the log-in in her browser.
const (
	serverTime = 30 * time.Second
	personTime = 5 * time.Minute
)

// Update takes keys, pastes and what the servers said.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch x := msg.(type) {
	case tea.KeyPressMsg:
		return p.key(x)
	case tea.PasteMsg:
		if p.form != nil && p.busy == "" && p.form.Paste(x.Content) {
			return p.touch()
		}
	case opened:
		return p.open(x)
	case saveNow:
		if p.dirty {
			return p.save()
		}
		p.saving = false
	case branded:
		return p.branded(x)
	case begun:
		return p.begun(x)
	case allowed:
		return p.allowed(x)
	case added:
		return p.added(x)
	}
	return nil
}

// key fills the form in; Enter on its last field goes on.
func (p *Pane) key(k tea.KeyPressMsg) tea.Cmd {
	if p.form == nil || p.busy != "" {
		return nil
	}
	v, at := p.form.Version(), p.form.Current()
	if at == "letter" && p.offered != "" && p.form.Value("letter") == p.offered && len(k.Text) == 1 && k.Mod == 0 {
		p.form.Set("letter", "") // Typing takes the place of what was offered.
		p.offered = ""
	}
	done := p.form.Press(k) == widget.FormDone
	if p.form.Current() != at {
		p.suggest()
	}
	if done {
		return p.enter()
	}
	if p.form.Version() != v && p.step != vaultStep {
		return p.touch()
	}
	return nil
}

// enter takes a step's fields, once all are right.
func (p *Pane) enter() tea.Cmd {
	if p.form == nil || p.busy != "" || !p.form.Validate() {
		return nil
	}
	switch p.step {
	case brandStep:
		return p.takeBrand()
	case accountStep:
		return p.takeAccount()
	case codeStep:
		return p.takeCode(p.form.Value("code"))
	case vaultStep:
		return p.takePassphrase(p.form.Secret("pass"))
	}
	return nil
}

// takeBrand stores the brand.
func (p *Pane) takeBrand() tea.Cmd {
	b := accounts.Brand{Name: p.form.Value("name"), Letter: accounts.Letter(p.form.Value("letter")), Kind: p.kind(), Zone: p.form.Value("zone"), Languages: []string{p.form.Value("language")}, Pattern: uint8(len(p.taken))}
	desk := p.o.Desk
	p.busy = "storing the brand"
	return p.scope.For(pane.Setup, func() tea.Msg {
		b, err := desk.PutBrand(b)
		return branded{b, err}
	})
}

func (p *Pane) branded(x branded) tea.Cmd {
	p.busy = ""
	if x.err != nil {
		p.bad = x.err
		return nil
	}
	p.brand = x.brand
	p.taken[x.brand.Letter] = x.brand.Name
	p.to(accountStep)
	return p.save()
}

// takeAccount begins the log-in: on a page of the network where there is one, else with what was typed.
func (p *Pane) takeAccount() tea.Cmd {
	p.network, p.typed = p.chosen(), p.form.Values()
	p.in = p.answers()
	login, kind, in := p.o.Login, p.network, p.in
	ctx, cancel := context.WithTimeout(context.Background(), serverTime)
	p.stop()
	p.cancel, p.busy, p.bad = cancel, "asking the server", nil
	return tea.Batch(p.save(), p.scope.For(pane.Setup, func() tea.Msg {
		defer cancel()
		ss, err := login.Begin(ctx, kind, in)
		return begun{ss, err}
	}))
}

// begun opens the browser and waits for it, or asks for the code; without a page the log-in is complete.
func (p *Pane) begun(x begun) tea.Cmd {
	if p.step != accountStep || p.busy == "" { // Left meanwhile.
		if x.session != nil {
			_ = x.session.Close()
		}
		return nil
	}
	p.busy = ""
	switch {
	case x.err != nil:
		return p.back(x.err)
	case x.session == nil:
		return p.keep()
	}
	back, returns := x.session.(accounts.Returning)
	if !returns || !back.Returns() {
		p.to(codeStep)
		p.session = x.session
		return p.browse(x.session.URL())
	}
	p.to(browserStep)
	p.session, p.busy = x.session, "waiting for the browser"
	ctx, cancel := context.WithTimeout(context.Background(), personTime)
	p.cancel = cancel
	return tea.Batch(p.browse(x.session.URL()), p.scope.For(pane.Setup, func() tea.Msg {
		defer cancel()
		in, err := back.Wait(ctx)
		return allowed{in, err}
	}))
}

// browse opens the page, unless the person has no browser here or wants to use another.
func (p *Pane) browse(url string) tea.Cmd {
	open := p.o.Browse
	if open == nil || p.in.Get("way") == byCode {
		return nil
	}
	return func() tea.Msg {
		_ = open(url) // The address stands on the screen, too.
		return nil
	}
}

// back shows an error at the account's fields.
func (p *Pane) back(err error) tea.Cmd {
	if p.step != accountStep {
		p.to(accountStep)
		p.restore(p.typed)
	}
	p.bad = err
	return nil
}

// takeCode trades the pasted code for the rest of the log-in.
func (p *Pane) takeCode(code string) tea.Cmd {
	if p.session == nil {
		return nil
	}
	ss := p.session
	p.busy = "asking the server"
	return p.scope.For(pane.Setup, func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), serverTime)
		defer cancel()
		in, err := ss.Finish(ctx, code)
		return allowed{in, err}
	})
}

func (p *Pane) allowed(x allowed) tea.Cmd {
	p.busy = ""
	if x.err != nil {
		if p.step == codeStep {
			p.form.Fail(p.form.Current(), p.why(x.err))
			return nil
		}
		if p.step != browserStep {
			return nil
		}
		return p.back(x.err)
	}
	if p.step != codeStep && p.step != browserStep {
		return nil
	}
	p.in = x.in
	return p.keep()
}

// keep finds out whose log-in it is, and stores it. A vault that is locked asks for its passphrase first.
func (p *Pane) keep() tea.Cmd {
	p.busy = "reading back who it is"
	return p.scope.For(pane.Setup, p.keeping())
}

func (p *Pane) keeping() func() tea.Msg {
	login, to, kind, in := p.o.Login, To{p.brand.ID, p.again.ID}, p.network, p.in
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), 2*serverTime)
		defer cancel()
		a, err := login.Keep(ctx, to, kind, in)
		return added{a, err}
	}
}

func (p *Pane) added(x added) tea.Cmd {
	p.busy = ""
	if errors.Is(x.err, accounts.ErrLocked) {
		p.to(vaultStep)
		return nil
	}
	p.in = nil
	if x.err != nil {
		return p.back(x.err)
	}
	p.account, p.typed = x.account, nil
	p.to(doneStep)
	return p.save()
}

// takePassphrase opens or makes the vault, then keeps the log-in that waited.
func (p *Pane) takePassphrase(pass accounts.Secret) tea.Cmd {
	login, keep := p.o.Login, p.keeping()
	p.busy = "opening the vault"
	return p.scope.For(pane.Setup, func() tea.Msg {
		if err := login.Unlock(pass); err != nil {
			return added{err: err}
		}
		return keep()
	})
}
