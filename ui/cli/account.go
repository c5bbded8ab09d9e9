package cli

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"vocero/accounts"
)

func (a *app) accountTree() *cobra.Command {
	var adds []*cobra.Command
	for _, k := range accounts.Kinds() {
		if adapterOf(k) != nil {
			adds = append(adds, a.accountAdd(k))
		}
	}
	add := a.group("add", a.T("add an account to a client"), adds...)
	return a.group("account", a.T("log-ins of clients on networks"), add, a.accountList(), a.accountTest(), a.accountEdit(), a.accountRemove(), a.accountLogin(), a.accountFigures())
}

// sameLogin is the account of this login that the desk has already; the zero account when there is none.
func (d *Desk) sameLogin(a accounts.Account) (accounts.Account, error) {
	as, err := d.Store.Accounts("")
	if err != nil {
		return accounts.Account{}, err
	}
	for _, o := range as {
		if o.SameLogin(a) {
			return o, nil
		}
	}
	return accounts.Account{}, nil
}

// showAccount prints one account.
func (c *call) showAccount(v accounts.Account) error {
	dir, err := c.directory()
	if err != nil {
		return err
	}
	return c.show(c.accountDoc(dir, v), func(w *page) { c.accountRows(w, dir, []accounts.Account{v}) })
}

// accountRows lists accounts, and under each what its server cannot do.
func (c *call) accountRows(w *page, dir directory, as []accounts.Account) {
	for _, v := range as {
		w.line("%s  %s  %s  %s", dir.letter(v.Brand), v.Handle(), c.speaks(v), c.accountState(v))
		if lacks := c.lacks(v); lacks != "" {
			w.line("   %s", c.T("it cannot: %s", lacks))
		}
		if v.ByNetwork {
			w.line("   %s", c.T("what has an hour is published by its network"))
		}
	}
}

// speaks is the network of an account with its software and version: "Mastodon gotosocial 0.20.1", "Bluesky 0.4.217", "X 2".
func (c *call) speaks(v accounts.Account) string {
	words := []string{c.p.Network(v)}
	if s := v.Instance.Software; s != "" && !strings.EqualFold(s, v.NetworkName()) {
		words = append(words, s)
	}
	return strings.TrimSpace(strings.Join(append(words, v.Instance.Version), " "))
}

// accountState is an account's state with its cause.
func (c *call) accountState(v accounts.Account) string {
	f := c.fault(v.Fault)
	switch {
	case v.State == accounts.AccountBlocked && f != nil:
		return c.T("BLOCKED: %s", f.Message)
	case v.State == accounts.AccountBlocked:
		return c.T("BLOCKED")
	case f != nil:
		return f.Message
	}
	return "ok"
}

// lacks names what an account cannot do on its network, with the reason where it is not the server's.
func (c *call) lacks(v accounts.Account) string {
	by := map[accounts.Why][]string{}
	var whys []accounts.Why
	for _, x := range accounts.AllAbilities() {
		able := v.Able(x)
		if able.Can {
			continue
		}
		if by[able.Why] == nil {
			whys = append(whys, able.Why)
		}
		by[able.Why] = append(by[able.Why], c.p.Ability(x))
	}
	var out []string
	for _, w := range whys {
		out = append(out, strings.Join(by[w], ", ")+" ("+c.p.Why(w)+")")
	}
	return strings.Join(out, "; ")
}

func (a *app) accountList() *cobra.Command {
	letter := ""
	cmd := a.leaf("list", a.T("list accounts"), a.args(0, 0), a.atDesk(func(c *call) error {
		b, err := c.brandOrAll(letter)
		if err != nil {
			return err
		}
		dir, err := c.directory()
		if err != nil {
			return err
		}
		as, err := c.d.Store.Accounts(b.ID)
		if err != nil {
			return err
		}
		doc := accountsDoc{[]accountDoc{}}
		for _, v := range as {
			doc.Accounts = append(doc.Accounts, c.accountDoc(dir, v))
		}
		if len(as) == 0 {
			c.say(c.T("there is no account yet; add one: vocero account add mastodon --brand LETTER --server URL"))
		}
		return c.show(doc, func(w *page) { c.accountRows(w, dir, as) })
	}))
	cmd.Flags().StringVar(&letter, "brand", "", a.T("`LETTER` of the client; all without it"))
	return cmd
}

func (a *app) accountTest() *cobra.Command {
	return a.leaf("test "+a.T("HANDLE"), a.T("ask the network who the account is and what its server can do"), a.args(1, 1), a.atDesk(func(c *call) error {
		v, err := c.account(c.args[0])
		if err != nil {
			return err
		}
		if v, err = c.d.TestAccount(c.ctx, v); err != nil {
			return err
		}
		c.say(c.T("%s answers", v.Handle()))
		return c.showAccount(v)
	}))
}

// TestAccount asks the network who an account is and stores what its server says of itself. An account that was blocked and
// answers again is free.
func (d *Desk) TestAccount(ctx context.Context, a accounts.Account) (accounts.Account, error) {
	ctx, cancel := context.WithTimeout(ctx, netTime)
	defer cancel()
	n, err := d.Networks.Open(a)
	if err != nil {
		return a, err
	}
	p, err := n.Who(ctx)
	if err == nil {
		a.Instance, err = n.Instance(ctx)
	}
	if err != nil {
		if e := accounts.AsErr(err); e.Class == accounts.OutcomeAuth {
			err = errors.Join(err, d.Store.BlockAccount(a.ID, e.Fault(d.Now())))
		}
		return a, err
	}
	if p.RemoteID != a.RemoteID {
		return a, refused("other_login", d.T("the token in the vault is %s, not %s", "@"+p.User+"@"+p.Host, a.Handle()), d.T("log in again: vocero account login %s", a.Handle()))
	}
	a.ReadAt, a.Fault, a.Name = d.Now(), nil, p.Name
	blocked := a.State == accounts.AccountBlocked
	a.State = accounts.AccountOK
	if a, err = d.Store.PutAccount(a); err == nil && blocked {
		err = d.Store.UnblockAccount(a.ID)
	}
	d.Kick()
	return a, err
}

func (a *app) accountRemove() *cobra.Command {
	return a.leaf("remove "+a.T("HANDLE"), a.T("remove an account and its token from this desk"), a.args(1, 1), a.atDesk(func(c *call) error {
		v, err := c.account(c.args[0])
		if err != nil {
			return err
		}
		if err := c.d.Store.RemoveAccount(v.ID); err != nil {
			return err
		}
		if err := c.d.Forget(v); err != nil {
			return err
		}
		c.say(c.T("%s was removed from this desk; to end the log-in on the server too, revoke vocero in its settings", v.Handle()))
		return c.show(map[string]any{"handle": v.Handle(), "removed": true}, func(*page) {})
	}))
}
