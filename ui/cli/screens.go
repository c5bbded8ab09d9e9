package cli

import (
	"context"

	"vocero/accounts"
	"vocero/accounts/mastodon"
	"vocero/ui"
	"vocero/ui/setup"
	"vocero/ui/theme"
)

// Screens shows the desk on the terminal until it is left. It returns ErrSuspend when the person pressed Ctrl-Z: the desk is given
// up then, as after every end.
func (e Env) Screens(ctx context.Context, d *Desk, o UIOptions) error {
	out, err := ui.Show(ctx, d.Store, ui.Machine{Lang: o.Lang, Practice: d.Practice(), Remap: o.Config.Keys, Zone: e.Zone, Browse: e.Browse, Editor: o.Config.EditorName(e.Getenv),
		Login: screenLogin{d: d, lang: o.Lang.Tag(), page: o.Lang.T("You are logged in. Close this page and go back to the terminal.")}, Where: d.Vault.Where, Home: d.Home, Who: e.person(), Theme: o.Config.Theme, Curly: theme.Curls(e.Getenv), Hold: o.Config.Held(), Journal: d.Typed, Watch: d.Watch}, ui.Terminal{Clocked: o.Config.Renderer == clocked, Shown: o.Shown})
	if err == nil && out == ui.Suspended {
		return ErrSuspend
	}
	return err
}

// screenLogin lets the set-up screen talk to servers and the vault.
type screenLogin struct {
	d    *Desk
	lang string
	page string // what the browser shows at the end
}

// screenSession is one log-in that the set-up screen began.
type screenSession struct {
	app   mastodon.App
	proof mastodon.Proof
	back  *mastodon.Loopback // nil with a pasted code
}

// Begin makes this program known to the server, and listens for the browser's return.
func (l screenLogin) Begin(ctx context.Context, server string, paste bool) (setup.Session, error) {
	s := &screenSession{proof: mastodon.NewProof()}
	redirect := mastodon.OutOfBand
	if !paste {
		back, err := mastodon.Listen(s.proof.State, mastodon.Page{Lang: l.lang, Text: l.page})
		if err != nil {
			return nil, err
		}
		s.back, redirect = back, back.Redirect()
	}
	var err error
	if s.app, err = mastodon.Register(ctx, server, redirect); err != nil {
		_ = s.Close() // The error that matters is the server's.
		return nil, err
	}
	return s, nil
}

// URL is where the person allows the log-in.
func (s *screenSession) URL() string { return s.app.AuthURL(s.proof.State, s.proof.Challenge) }

// Wait waits for the browser to come back.
func (s *screenSession) Wait(ctx context.Context) (accounts.Secret, error) {
	code, err := s.back.Wait(ctx)
	if err != nil {
		return accounts.Secret{}, err
	}
	return s.app.Exchange(ctx, code.Reveal(), s.proof.Verifier)
}

// Code trades a pasted code for a token.
func (s *screenSession) Code(ctx context.Context, code string) (accounts.Secret, error) {
	return s.app.Exchange(ctx, code, s.proof.Verifier)
}

// Close ends the listening.
func (s *screenSession) Close() error {
	if s.back == nil {
		return nil
	}
	return s.back.Close()
}

// Keep adds the account of a token to a brand, or logs an account in again.
func (l screenLogin) Keep(ctx context.Context, brand, again accounts.ID, server string, token accounts.Secret) (accounts.Account, error) {
	if again != "" {
		a, err := l.d.Store.Account(again)
		if err != nil {
			return a, err
		}
		return l.d.LogIn(ctx, a, token)
	}
	b, err := l.d.Store.Brand(brand)
	if err != nil {
		return accounts.Account{}, err
	}
	return l.d.AddAccount(ctx, b, accounts.Account{Network: accounts.Mastodon, Server: server}, token)
}

// Vault tells whether the vault is locked, and whether it was ever made.
func (l screenLogin) Vault() (locked, made bool) { return l.d.Vault.Locked(), l.d.Vault.Made() }

// Unlock opens the vault, or makes it, and lets what waited for it go on.
func (l screenLogin) Unlock(s accounts.Secret) error {
	if err := l.d.Vault.Unlock(s); err != nil {
		return err
	}
	l.d.Kick()
	return nil
}
