package cli

import (
	"bufio"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"vocero/accounts"
	"vocero/accounts/mastodon"
)

func (a *app) accountLogin() *cobra.Command {
	f := &loginFlags{}
	cmd := a.leaf("login "+a.T("HANDLE"), a.T("log an account in again"), a.args(1, 1), nil)
	store := a.atDesk(func(c *call) error {
		v, err := c.account(c.args[0])
		if err != nil {
			return err
		}
		s, err := c.token(v.Network)
		if err != nil {
			return err
		}
		if v, err = c.d.LogIn(c.ctx, v, s); err != nil {
			return err
		}
		c.say(c.T("%s is logged in again; what waited for it goes on", v.Handle()))
		return c.showAccount(v)
	})
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if f.stdin || a.d != nil {
			return store(cmd, args)
		}
		return a.here(func(c *call) error {
			v, err := c.accountCalled(args[0])
			if err != nil {
				return err
			}
			if v.Network == string(accounts.Bluesky) {
				return c.appPassword("account", "login", args[0], "--token-stdin")
			}
			return c.logIn(v.Server, f.paste, "account", "login", args[0], "--token-stdin")
		})(cmd, args)
	}
	f.register(a, cmd)
	return cmd
}

// LogIn gives an account a new token, which must be of the very same login, and lets what waited for it go on.
func (d *Desk) LogIn(ctx context.Context, a accounts.Account, s accounts.Secret) (accounts.Account, error) {
	now, s, err := d.identify(ctx, a, s)
	if err != nil {
		return a, err
	}
	if now.RemoteID != a.RemoteID {
		return a, refused("other_login", d.T("that log-in is %s, not %s", now.Handle(), a.Handle()), d.T("nothing was changed; log in as %s", a.Handle()))
	}
	if err := d.Vault.Put(a.VaultKey(), s); err != nil {
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
	out, errs, code := c.again(c.ctx, nil, "account", "list", "--json")
	if code != Done {
		_, _ = c.Err.Write([]byte(errs))
		return accountDoc{}, ended(code)
	}
	var doc accountsDoc
	if err := decode(out, &doc); err != nil {
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

// logIn walks a person through OAuth in her own process, and hands the log-in to the command that keeps it.
func (c *call) logIn(server string, paste bool, argv ...string) error {
	if !c.Ask {
		return usage(c.T("there is no terminal to log in with"), c.T("pipe a token in with --token-stdin"))
	}
	var s accounts.Secret
	var err error
	if paste || c.Browse == nil {
		s, err = c.pasted(server)
	} else {
		s, err = c.browsed(server)
	}
	if err != nil {
		return err
	}
	return c.handOver(s, argv...)
}

// appPassword asks for an app password in the person's own process, and hands it to the command that keeps it.
func (c *call) appPassword(argv ...string) error {
	if !c.Ask || c.Secret == nil {
		return usage(c.T("there is no terminal to log in with"), c.T("pipe the app password in with --token-stdin"))
	}
	c.say(c.T("make an app password in Bluesky: Settings, Privacy and security, App passwords; never the account's own"))
	s, err := c.Secret(c.T("App password: "))
	if err != nil {
		return err
	}
	if s.IsZero() {
		return usage(c.T("nothing was typed"), c.T("nothing was changed"))
	}
	return c.handOver(s, argv...)
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

// browsed logs in with the person's browser, which comes back to a port of this machine.
func (c *call) browsed(server string) (accounts.Secret, error) {
	proof := mastodon.NewProof()
	back, err := mastodon.Listen(proof.State, mastodon.Page{Lang: c.p.Tag(), Text: c.T("You are logged in. Close this page and go back to the terminal.")})
	if err != nil {
		return accounts.Secret{}, err
	}
	defer func() { _ = back.Close() }()
	app, err := c.registered(server, back.Redirect())
	if err != nil {
		return accounts.Secret{}, err
	}
	url := app.AuthURL(proof.State, proof.Challenge)
	if err := c.Browse(url); err != nil {
		c.say(c.T("no browser could be opened; open this address yourself: %s", url))
	} else {
		c.say(c.T("your browser asks you to allow the log-in; if it did not open: %s", url))
	}
	code, err := back.Wait(c.ctx)
	if err != nil {
		return accounts.Secret{}, err
	}
	return app.Exchange(c.ctx, code.Reveal(), proof.Verifier)
}

// registered makes this program known to the server.
func (c *call) registered(server, redirect string) (mastodon.App, error) {
	ctx, cancel := context.WithTimeout(c.ctx, netTime)
	defer cancel()
	return mastodon.Register(ctx, server, redirect)
}

// pasted logs in with a code that the server shows in some other browser.
func (c *call) pasted(server string) (accounts.Secret, error) {
	proof := mastodon.NewProof()
	app, err := c.registered(server, mastodon.OutOfBand)
	if err != nil {
		return accounts.Secret{}, err
	}
	c.say(c.T("open this address, allow the log-in and paste the code it shows: %s", app.AuthURL(proof.State, proof.Challenge)))
	_, _ = fmt.Fprint(c.Err, c.T("Code: "))
	line, err := bufio.NewReader(c.In).ReadString('\n')
	if err != nil && strings.TrimSpace(line) == "" {
		return accounts.Secret{}, usage(c.T("no code was pasted"), c.T("nothing was changed"))
	}
	return app.Exchange(c.ctx, line, proof.Verifier)
}
