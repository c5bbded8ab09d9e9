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
		Login: screenLogin{d: d, lang: o.Lang.Tag(), page: o.Lang.T("You are logged in. Close this page and go back to the terminal.")}, Where: d.Vault.Where, Home: d.Home, Who: e.person(), Theme: o.Config.Theme, Curly: theme.Curls(e.Getenv), Hold: o.Config.Held(), Journal: d.Typed, Watch: d.Watch}, ui.Terminal{Clocked: o.Config.Renderer == clocked, Shown: o.Shown, Still: o.Still})
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

// Kinds are the networks that can be logged in to.
func (l screenLogin) Kinds() []accounts.Kind {
	var out []accounts.Kind
	for _, k := range accounts.Kinds() {
		if adapterOf(k) != nil {
			out = append(out, k)
		}
	}
	return out
}

// Prompts are what a network's log-in wants to know.
func (l screenLogin) Prompts(k accounts.Kind) []accounts.Prompt { return adapterOf(k).prompts() }

// Begin opens a log-in that is allowed on a page; nil where the answers suffice.
func (l screenLogin) Begin(ctx context.Context, k accounts.Kind, in accounts.Answers) (accounts.Consent, error) {
	begin := adapterOf(k).begin
	if begin == nil {
		return nil, nil
	}
	return begin(ctx, in, mastodon.Page{Lang: l.lang, Text: l.page})
}

// Keep adds the account of a log-in to a brand, or logs an account in again.
func (l screenLogin) Keep(ctx context.Context, to setup.To, k accounts.Kind, in accounts.Answers) (accounts.Account, error) {
	if to.Again != "" {
		a, err := l.d.Store.Account(to.Again)
		if err != nil {
			return a, err
		}
		return l.d.LogIn(ctx, a, in)
	}
	b, err := l.d.Store.Brand(to.Brand)
	if err != nil {
		return accounts.Account{}, err
	}
	return l.d.AddAccount(ctx, b, k, in)
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
