package setup

import (
	"context"
	"errors"
	"strings"
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
	case tokened:
		return p.tokened(x)
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
	if p.form.Version() != v && p.step != tokenStep && p.step != vaultStep {
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
		return p.takeServer()
	case codeStep:
		return p.takeCode(p.form.Value("code"))
	case tokenStep:
		return p.keep(accounts.NewSecret(strings.TrimSpace(p.form.Secret("token").Reveal())))
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

// takeServer begins the log-in in the way that was chosen.
func (p *Pane) takeServer() tea.Cmd {
	s, err := accounts.CheckServer(p.form.Value("server"))
	if err != nil {
		p.bad = err
		return nil
	}
	p.server = s
	if p.form.Value("way") == byToken {
		p.to(tokenStep)
		return p.save()
	}
	paste := p.form.Value("way") == byCode
	login := p.o.Login
	ctx, cancel := context.WithTimeout(context.Background(), serverTime)
	p.stop()
	p.cancel, p.busy = cancel, "asking the server"
	p.step = browserStep
	if paste {
		p.step = codeStep
	}
	p.form = p.formOf(p.step)
	return tea.Batch(p.save(), p.scope.For(pane.Setup, func() tea.Msg {
		defer cancel()
		ss, err := login.Begin(ctx, s, paste)
		return begun{ss, err}
	}))
}

// begun opens the browser and waits for it, or asks for the code.
func (p *Pane) begun(x begun) tea.Cmd {
	p.busy = ""
	if x.err != nil {
		return p.back(x.err)
	}
	if p.step != browserStep && p.step != codeStep { // Left meanwhile.
		_ = x.session.Close()
		return nil
	}
	p.session = x.session
	if p.step == codeStep {
		p.to(codeStep)
		return nil
	}
	p.busy = "waiting for the browser"
	ctx, cancel := context.WithTimeout(context.Background(), personTime)
	p.cancel = cancel
	browse := p.o.Browse
	return p.scope.For(pane.Setup, func() tea.Msg {
		defer cancel()
		if browse != nil {
			_ = browse(x.session.URL()) // The address stands on the screen, too.
		}
		t, err := x.session.Wait(ctx)
		return tokened{t, err}
	})
}

// back shows an error at the server's field.
func (p *Pane) back(err error) tea.Cmd {
	p.to(accountStep)
	p.bad = err
	return nil
}

// takeCode trades the pasted code for a token.
func (p *Pane) takeCode(code string) tea.Cmd {
	if p.session == nil {
		return nil
	}
	ss := p.session
	p.busy = "asking the server"
	return p.scope.For(pane.Setup, func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), serverTime)
		defer cancel()
		t, err := ss.Code(ctx, code)
		return tokened{t, err}
	})
}

func (p *Pane) tokened(x tokened) tea.Cmd {
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
	return p.keep(x.token)
}

// keep finds out whose token it is, and stores both. A vault that is locked asks for its passphrase first.
func (p *Pane) keep(t accounts.Secret) tea.Cmd {
	p.token, p.busy = t, "reading back who it is"
	login, brand, again, server := p.o.Login, p.brand.ID, p.again.ID, p.server
	return p.scope.For(pane.Setup, func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), 2*serverTime)
		defer cancel()
		a, err := login.Keep(ctx, brand, again, server, t)
		return added{a, err}
	})
}

func (p *Pane) added(x added) tea.Cmd {
	p.busy = ""
	if errors.Is(x.err, accounts.ErrLocked) {
		p.to(vaultStep)
		return nil
	}
	p.token = accounts.Secret{}
	if x.err != nil {
		if p.step == tokenStep {
			p.form.Fail(p.form.Current(), p.why(x.err))
			return nil
		}
		return p.back(x.err)
	}
	p.account = x.account
	p.to(doneStep)
	return p.save()
}

// takePassphrase opens or makes the vault, then keeps the token that waited.
func (p *Pane) takePassphrase(pass accounts.Secret) tea.Cmd {
	login, brand, again, server, token := p.o.Login, p.brand.ID, p.again.ID, p.server, p.token
	p.busy = "opening the vault"
	return p.scope.For(pane.Setup, func() tea.Msg {
		if err := login.Unlock(pass); err != nil {
			return added{err: err}
		}
		ctx, cancel := context.WithTimeout(context.Background(), 2*serverTime)
		defer cancel()
		a, err := login.Keep(ctx, brand, again, server, token)
		return added{a, err}
	})
}
