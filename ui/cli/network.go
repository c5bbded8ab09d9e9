package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"vocero/accounts"
	"vocero/accounts/bluesky"
	"vocero/accounts/facebook"
	"vocero/accounts/feed"
	"vocero/accounts/manual"
	"vocero/accounts/mastodon"
	"vocero/accounts/twitter"
)

// netTime is how long one command talks to a server while somebody waits.
const netTime = 30 * time.Second

// adapter is how the desk knows a network: all that a new one has to bring.
type adapter struct {
	prompts func() []accounts.Prompt
	// begin opens a log-in that a person allows on a page; nil: there is none. It gives nil where the answers suffice.
	begin func(ctx context.Context, in accounts.Answers, page mastodon.Page) (accounts.Consent, error)
	logIn func(ctx context.Context, a accounts.Account, in accounts.Answers, now func() time.Time) (accounts.Account, accounts.Secret, error)
	open  func(a accounts.Account, s accounts.Secret, now func() time.Time, k keep) (accounts.Network, error)
}

// keep makes a renewed log-in durable, before it is used.
type keep = func(accounts.Secret) error

// adapterOf is the adapter of a network; nil for one that nobody speaks.
func adapterOf(k accounts.Kind) *adapter {
	switch k {
	case accounts.Mastodon:
		v := speak(mastodon.Prompts, mastodon.LogIn, mastodon.New, func(now func() time.Time, _ keep) mastodon.Options { return mastodon.Options{Now: now} })
		v.begin = mastodon.Begin
		return v
	case accounts.X:
		v := speak(twitter.Prompts, twitter.LogIn, twitter.New, func(now func() time.Time, k keep) twitter.Options { return twitter.Options{Now: now, Keep: k} })
		v.begin = func(ctx context.Context, in accounts.Answers, _ mastodon.Page) (accounts.Consent, error) {
			return twitter.Begin(ctx, in, twitter.Options{})
		}
		return v
	case accounts.Bluesky:
		return speak(bluesky.Prompts, bluesky.LogIn, bluesky.New, func(now func() time.Time, k keep) bluesky.Options { return bluesky.Options{Now: now, Keep: k} })
	case accounts.Facebook:
		return speak(facebook.Prompts, facebook.LogIn, facebook.New, func(now func() time.Time, _ keep) facebook.Options { return facebook.Options{Now: now} })
	case accounts.Manual:
		return speak(manual.Prompts, manual.LogIn, manual.New, func(now func() time.Time, _ keep) manual.Options { return manual.Options{Now: now} })
	case accounts.Feed:
		return speak(feed.Prompts, feed.LogIn, feed.New, func(now func() time.Time, _ keep) feed.Options { return feed.Options{Now: now} })
	}
	return nil
}

// speak makes the adapter of a package that has its own options.
func speak[O any, N accounts.Network](prompts func() []accounts.Prompt, logIn func(context.Context, accounts.Account, accounts.Answers, O) (accounts.Account, accounts.Secret, error),
	open func(accounts.Account, accounts.Secret, O) (N, error), with func(func() time.Time, keep) O) *adapter {
	return &adapter{prompts: prompts,
		logIn: func(ctx context.Context, a accounts.Account, in accounts.Answers, now func() time.Time) (accounts.Account, accounts.Secret, error) {
			return logIn(ctx, a, in, with(now, nil))
		},
		open: func(a accounts.Account, s accounts.Secret, now func() time.Time, k keep) (accounts.Network, error) {
			n, err := open(a, s, with(now, k))
			if err != nil {
				return nil, err // Never a nil adapter in an interface.
			}
			return n, nil
		}}
}

// networks logs accounts in with what the vault keeps.
type networks struct{ d *Desk }

// Open makes the adapter of an account. The error wraps accounts.ErrLocked or accounts.ErrNotFound when there is no token to be had.
func (n *networks) Open(a accounts.Account) (accounts.Network, error) {
	by := adapterOf(a.Network)
	if by == nil {
		return nil, fmt.Errorf("opening %s: this vocero does not speak %s; use a newer one", a.Handle(), a.Network)
	}
	var s accounts.Secret
	if wantsSecret(a.Network) {
		var err error
		if s, err = n.d.Vault.Get(a.VaultKey()); err != nil {
			return nil, fmt.Errorf("reading the token of %s: %w", a.Handle(), err)
		}
	}
	return by.open(a, s, n.d.now, func(s accounts.Secret) error { return n.d.Vault.Put(a.VaultKey(), s) })
}

// identify reads back whose log-in the answers are and what its server can do. The secret comes back as the vault keeps it.
func (d *Desk) identify(ctx context.Context, a accounts.Account, in accounts.Answers) (accounts.Account, accounts.Secret, error) {
	ctx, cancel := context.WithTimeout(ctx, netTime)
	defer cancel()
	by := adapterOf(a.Network)
	if by == nil {
		return a, accounts.Secret{}, fmt.Errorf("logging in: this vocero does not speak %s; use a newer one", a.Network)
	}
	a, s, err := by.logIn(ctx, a, in, d.now)
	a.ReadAt = d.Now()
	return a, s, err
}

// AddAccount adds the account whose log-in the answers are to a brand: it reads back who it is and what its server can do, then keeps
// the secret in the vault and the account in the store.
func (d *Desk) AddAccount(ctx context.Context, b accounts.Brand, k accounts.Kind, in accounts.Answers) (accounts.Account, error) {
	a, s, err := d.identify(ctx, accounts.Account{Network: k}, in)
	if err != nil {
		return accounts.Account{}, err
	}
	a.Brand = b.ID
	old, err := d.sameLogin(a)
	if err != nil {
		return a, err
	}
	if old.Brand == b.ID && old.ID != "" {
		return a, &Fail{Exit: Failed, Code: "taken", Message: d.T("%s is here already", old.Handle()), Remedy: d.T("log it in again: vocero account login %s", old.Handle())}
	}
	if old.ID == "" && !s.IsZero() { // Otherwise the store refuses, and says whose it is; its token stays.
		if err := d.Vault.Put(a.VaultKey(), s); err != nil {
			return a, err
		}
	}
	v, err := d.Store.PutAccount(a)
	if err != nil {
		if old.ID == "" && !s.IsZero() {
			err = errors.Join(err, d.Vault.Delete(a.VaultKey()))
		}
		return v, err
	}
	if err := d.Store.Spend(v.ID, v.LogInCharges()); err != nil {
		return v, err
	}
	d.Kick()
	return v, nil
}
