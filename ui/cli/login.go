package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"vocero/accounts"
)

func (a *app) accountLogin() *cobra.Command {
	f := &loginFlags{}
	cmd := a.leaf("login "+a.T("HANDLE"), a.T("log an account in again"), a.args(1, 1), nil)
	store := a.atDesk(func(c *call) error {
		v, err := c.account(c.args[0])
		if err != nil {
			return err
		}
		in, err := c.answers(v.Network, f, v.Known())
		if err != nil {
			return err
		}
		if v, err = c.d.LogIn(c.ctx, v, in); err != nil {
			return err
		}
		c.say(c.T("%s is logged in again; what waited for it goes on", v.Handle()))
		return c.showAccount(v)
	})
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if f.token || f.json || a.d != nil {
			return store(cmd, args)
		}
		return a.here(func(c *call) error {
			v, err := c.accountCalled(args[0])
			if err != nil {
				return err
			}
			user, _, _ := strings.Cut(strings.TrimPrefix(v.Handle, "@"), "@")
			known := accounts.Account{Network: accounts.Kind(v.Network), Server: v.Server, User: user, Instance: accounts.Instance{Software: deref(v.Software)}}.Known()
			return c.logIn(accounts.Kind(v.Network), f, known, "account", "login", args[0], "--credentials-stdin")
		})(cmd, args)
	}
	f.register(a, cmd, "")
	return cmd
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// LogIn gives an account a new token, which must be of the very same login, and lets what waited for it go on.
func (d *Desk) LogIn(ctx context.Context, a accounts.Account, in accounts.Answers) (accounts.Account, error) {
	now, s, err := d.identify(ctx, a, in)
	if err != nil {
		return a, err
	}
	if now.RemoteID != a.RemoteID {
		return a, refused("other_login", d.T("that log-in is %s, not %s", now.Handle(), a.Handle()), d.T("nothing was changed; log in as %s", a.Handle()))
	}
	if !s.IsZero() {
		if err := d.Vault.Put(a.VaultKey(), s); err != nil {
			return a, err
		}
	}
	if err := d.Store.Spend(a.ID, a.LogInCharges()); err != nil {
		return a, err
	}
	if err := d.Store.UnblockAccount(a.ID); err != nil {
		return a, err
	}
	d.Kick()
	return d.Store.Account(a.ID)
}

// accountCalled asks the desk for an account by its handle, whole or short.
func (c *call) accountCalled(handle string) (accountDoc, error) {
	var doc accountsDoc
	if err := c.ownDoc(&doc, "account", "list"); err != nil {
		return accountDoc{}, err
	}
	want := strings.ToLower(strings.TrimPrefix(handle, "@"))
	var hits []accountDoc
	for _, v := range doc.Accounts {
		full := strings.ToLower(strings.TrimPrefix(v.Handle, "@"))
		user, _, _ := strings.Cut(full, "@")
		if full == want {
			return v, nil
		}
		if user == want {
			hits = append(hits, v)
		}
	}
	if len(hits) == 1 {
		return hits[0], nil
	}
	return accountDoc{}, &Fail{Failed, "not_found", c.T("no account is called %q", handle), c.T("see: vocero account list")}
}

// handOver runs the command that keeps a log-in, which goes to its standard input.
func (c *call) handOver(s accounts.Secret, argv ...string) error {
	if c.asJSON {
		argv = append(argv, "--json")
	}
	out, errs, code := c.again(c.ctx, strings.NewReader(s.Reveal()), argv...)
	_, _ = c.Err.Write([]byte(errs))
	_, _ = c.Out.Write([]byte(out))
	if code != Done {
		return ended(code)
	}
	return nil
}
