package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"vocero/accounts"
	"vocero/accounts/bluesky"
	"vocero/accounts/mastodon"
)

// netTime is how long one command talks to a server while somebody waits.
const netTime = 30 * time.Second

// networks logs accounts in with what the vault keeps.
type networks struct{ d *Desk }

// Open makes the adapter of an account. The error wraps accounts.ErrLocked or accounts.ErrNotFound when there is no token to be had.
func (n *networks) Open(a accounts.Account) (accounts.Network, error) {
	s, err := n.d.Vault.Get(a.VaultKey())
	if err != nil {
		return nil, fmt.Errorf("reading the token of %s: %w", a.Handle(), err)
	}
	keep := func(s accounts.Secret) error { return n.d.Vault.Put(a.VaultKey(), s) }
	switch a.Network {
	case accounts.Bluesky:
		return bluesky.New(a, s, bluesky.Options{Now: n.d.now, Keep: keep})
	}
	return mastodon.New(a, s, mastodon.Options{Now: n.d.now})
}

// identify reads back whose log-in a secret is and what its server can do. The account needs its network and its server, and its
// user where the network asks for one. The secret comes back as the vault keeps it.
func (d *Desk) identify(ctx context.Context, a accounts.Account, s accounts.Secret) (accounts.Account, accounts.Secret, error) {
	ctx, cancel := context.WithTimeout(ctx, netTime)
	defer cancel()
	var who accounts.Profile
	var err error
	switch a.Network {
	case accounts.Bluesky:
		who, a.Instance, s, err = bluesky.LogIn(ctx, a.Server, a.User, s, bluesky.Options{Now: d.now})
	default:
		if a.Instance, a.Host, err = mastodon.Discover(ctx, a.Server); err == nil {
			who, err = mastodon.Whoami(ctx, a.Server, s)
		}
	}
	if err != nil {
		return a, s, err
	}
	if who.Host != "" {
		a.Host = who.Host
	}
	a.RemoteID, a.User, a.Name, a.URL, a.ReadAt = who.RemoteID, who.User, who.Name, who.URL, d.Now()
	return a, s, nil
}

// AddAccount adds the account whose secret this is to a brand: it reads back who it is and what its server can do, then keeps the
// secret in the vault and the account in the store. The account names its network and its server, and its user where the network
// asks for one.
func (d *Desk) AddAccount(ctx context.Context, b accounts.Brand, a accounts.Account, s accounts.Secret) (accounts.Account, error) {
	a, s, err := d.identify(ctx, a, s)
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
	if old.ID == "" { // Otherwise the store refuses, and says whose it is; its token stays.
		if err := d.Vault.Put(a.VaultKey(), s); err != nil {
			return a, err
		}
	}
	v, err := d.Store.PutAccount(a)
	if err != nil {
		if old.ID == "" {
			err = errors.Join(err, d.Vault.Delete(a.VaultKey()))
		}
		return v, err
	}
	d.Kick()
	return v, nil
}
