package mastodon

import (
	"context"
	"errors"
	"strings"

	"vocero/accounts"
)

// The ways in which a log-in is allowed.
const (
	ByBrowser = "browser" // it comes back to a port of this machine
	ByCode    = "code"    // the server shows a code, which is pasted
	ByToken   = "token"   // a token from the server's settings for developers
)

// Prompts are what a log-in wants to know.
func Prompts() []accounts.Prompt {
	return []accounts.Prompt{
		{Name: "server", Check: func(v string) error {
			_, err := accounts.CheckServer(v)
			return err
		}},
		{Name: "way", Value: ByBrowser, Choices: []string{ByBrowser, ByCode, ByToken}},
		{Name: "token", Secret: true, When: func(before accounts.Answers) bool { return before.Get("way") == ByToken }},
	}
}

// consent is a log-in on the server's page.
type consent struct {
	in    accounts.Answers
	app   App
	proof Proof
	back  *Loopback // nil with a pasted code
}

// Begin makes this program known to the server, for a log-in that the browser brings back or a code that is pasted; nil where a token
// was given. The page is what the browser shows at the end.
func Begin(ctx context.Context, in accounts.Answers, p Page) (accounts.Consent, error) {
	if in.Get("token") != "" || in.Get("way") == ByToken {
		return nil, nil
	}
	c := &consent{in: in, proof: NewProof()}
	redirect := OutOfBand
	if in.Get("way") != ByCode {
		back, err := Listen(c.proof.State, p)
		if err != nil {
			return nil, err
		}
		c.back, redirect = back, back.Redirect()
	}
	var err error
	if c.app, err = Register(ctx, in.Get("server"), redirect); err != nil {
		_ = c.Close() // The error that matters is the server's.
		return nil, err
	}
	return c, nil
}

// URL is where the person allows the log-in.
func (c *consent) URL() string { return c.app.AuthURL(c.proof.State, c.proof.Challenge) }

// Returns tells whether the browser brings the code back by itself.
func (c *consent) Returns() bool { return c.back != nil }

// Wait waits for the browser to come back.
func (c *consent) Wait(ctx context.Context) (accounts.Answers, error) {
	if c.back == nil {
		return nil, errors.New("waiting for the browser: the code is pasted here")
	}
	code, err := c.back.Wait(ctx)
	if err != nil {
		return nil, err
	}
	return c.Finish(ctx, code.Reveal())
}

// Finish trades a code for a token.
func (c *consent) Finish(ctx context.Context, code string) (accounts.Answers, error) {
	s, err := c.app.Exchange(ctx, code, c.proof.Verifier)
	if err != nil {
		return nil, err
	}
	return c.in.With("token", s.Reveal()), nil
}

// Close ends the listening.
func (c *consent) Close() error {
	if c.back == nil {
		return nil
	}
	return c.back.Close()
}

// LogIn tells whose token it is and what its server can do: the account with everything that the network knows of it, and the secret
// as the vault keeps it. A token that is none is an error of OutcomeAuth.
func LogIn(ctx context.Context, a accounts.Account, in accounts.Answers, _ Options) (accounts.Account, accounts.Secret, error) {
	base, err := accounts.CheckServer(in.Get("server"))
	if err != nil {
		return a, accounts.Secret{}, err
	}
	s := accounts.NewSecret(strings.TrimSpace(in.Get("token")))
	if _, err := ParseSecret(s); err != nil {
		return a, s, &accounts.Err{Doing: "reading the account", Class: accounts.OutcomeAuth, Code: accounts.CodeAuth, Cause: err}
	}
	a.Network, a.Server = accounts.Mastodon, base
	if a.Instance, a.Host, err = Discover(ctx, base); err != nil {
		return a, s, err
	}
	who, err := Whoami(ctx, base, s)
	if err != nil {
		return a, s, err
	}
	if who.Host != "" {
		a.Host = who.Host
	}
	a.RemoteID, a.User, a.Name, a.URL = who.RemoteID, who.User, who.Name, who.URL
	return a, s, nil
}
