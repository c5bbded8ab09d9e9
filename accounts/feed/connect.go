package feed

import (
	"context"
	"errors"
	"strings"

	"vocero/accounts"
	"vocero/accounts/transport"
)

const connecting = "logging in"

// Prompts are what a log-in wants to know: the address of a page or a feed; to answer on the client's own WordPress or Discourse, a
// user and an application password (Users, Profile) or an API key (Admin, API) as well.
func Prompts() []accounts.Prompt {
	return []accounts.Prompt{
		{Name: "url", Check: func(v string) error {
			_, err := address(v)
			return err
		}},
		{Name: "user", Optional: true},
		{Name: "password", Secret: true, Optional: true},
	}
}

// LogIn finds the feed behind an address, or the WordPress or Discourse that a log-in is for, tests it, and tells what it is: Server,
// Host, RemoteID, User, Name, URL and Instance of the account. The secret is what the vault keeps.
func LogIn(ctx context.Context, a accounts.Account, in accounts.Answers, o Options) (accounts.Account, accounts.Secret, error) {
	none := accounts.Secret{}
	at, err := address(in.Get("url"))
	if err != nil {
		return a, none, &accounts.Err{Doing: connecting, Class: accounts.OutcomeRefused, Code: accounts.CodeNotServer, Cause: err}
	}
	l := login{User: strings.Trim(in.Get("user"), "@ "), Password: strings.TrimSpace(in.Get("password"))}
	if (l.User == "") != (l.Password == "") {
		return a, none, &accounts.Err{Doing: connecting, Class: accounts.OutcomeAuth, Code: accounts.CodeAuth,
			Cause: errors.New("a user goes with a password or key; give both, or neither to read the feed only")}
	}
	transport.Keep(accounts.NewSecret(l.Password))
	a.Network, a.Server, a.Host = accounts.Feed, at.Scheme+"://"+at.Host, at.Hostname()
	t := transport.New(transport.Options{Server: a.Server, UserAgent: o.UserAgent, Now: o.Now})
	p, err := fetch(ctx, t, connecting, at.String(), cursor{})
	if err != nil {
		return a, none, gone(err)
	}
	if l.Password != "" {
		a, err = logInSite(ctx, a, p, l, o)
		return a, l.secret(), err
	}
	a, err = follow(ctx, t, a, p)
	return a, l.secret(), err
}

// follow makes an account of the feed that a page is or names.
func follow(ctx context.Context, t *transport.Client, a accounts.Account, p page) (accounts.Account, error) {
	d, err := parse(p.body, p.kind)
	if err == nil {
		return described(a, p, d)
	}
	if !errors.Is(err, errNoFeed) {
		return a, notFeed(connecting, p.because, err)
	}
	list := announced(p)
	if len(list) == 0 {
		return a, notFeed(connecting, p.because, errNoFeed)
	}
	for _, link := range list[:min(len(list), 3)] {
		if p, err = fetch(ctx, t, connecting, link, cursor{}); err != nil {
			continue
		}
		if d, err = parse(p.body, p.kind); err == nil {
			return described(a, p, d)
		}
		err = notFeed(connecting, p.because, err)
	}
	return a, err
}

// described fills the account of a feed. Its address is the one that a permanent redirect led to, else the one that was asked for.
func described(a accounts.Account, p page, d document) (accounts.Account, error) {
	u, err := address(p.home())
	if err != nil {
		return a, &accounts.Err{Doing: connecting, Class: accounts.OutcomeRefused, Code: accounts.CodeNotServer, Cause: err}
	}
	a.Server, a.Host, a.RemoteID = u.Scheme+"://"+u.Host, u.Hostname(), u.String()
	s := site{acc: a, url: a.RemoteID}
	if a.URL = openable(s.resolve(d.site)); a.URL == "" {
		a.URL = a.RemoteID
	}
	a.Name = d.name(a.Host)
	if a.User = slug(a.Name.String()); a.User == "" {
		a.User = slug(a.Host)
	}
	a.Instance = accounts.Instance{Software: accounts.SoftwareFeed, Version: accounts.LineText(d.format).String(), Title: a.Name}
	return a, nil
}
