package twitter

//lint:file-ignore SA1019 The library for version 1.1 is kept as it is: that version changes no more.

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	legacy "github.com/dghubble/go-twitter/twitter"

	"vocero/accounts"
)

const (
	usualServer = "https://api.x.com"
	loggingIn   = "logging in"
	charsMost   = 25_000 // of an account of X Premium (https://help.x.com/en/using-x/x-premium)
)

// Prompts are what a log-in wants to know: the keys of the client's own app, and those of the account or, without them, a PIN.
func Prompts() []accounts.Prompt {
	return []accounts.Prompt{
		{Name: "api", Value: API2, Choices: []string{API2, accounts.APIv1}},
		{Name: "server", Value: usualServer, Check: func(v string) error {
			_, err := accounts.CheckServer(v)
			return err
		}},
		{Name: "consumer_key"}, {Name: "consumer_secret", Secret: true},
		{Name: "access_token", Secret: true, Optional: true}, {Name: "access_secret", Secret: true, Optional: true},
		{Name: "chars", Optional: true, Check: func(v string) error {
			_, err := longest(v)
			return err
		}},
		{Name: "own", Value: "yes", Choices: []string{"yes", "no"}, When: func(before accounts.Answers) bool { return before.Get("api") != accounts.APIv1 }},
	}
}

// longest reads how long a post may be; 0 is the network's own.
func longest(v string) (int, error) {
	if v = strings.TrimSpace(v); v == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 || n > charsMost {
		return 0, fmt.Errorf("%q is no length of a post; give a number from 280 to %d, or leave it empty", v, charsMost)
	}
	return n, nil
}

// LogIn tests the keys and tells whose they are. With version 2 the old identity check and the new one must name the same account;
// with version 1.1 an app that may use version 2 only is logged in with that: Instance.Version of the account says which it is.
func LogIn(ctx context.Context, a accounts.Account, in accounts.Answers, o Options) (accounts.Account, accounts.Secret, error) {
	none := accounts.Secret{}
	server := in.Get("server")
	if strings.TrimSpace(server) == "" {
		server = usualServer
	}
	server, err := accounts.CheckServer(server)
	if err != nil {
		return a, none, err
	}
	chars, err := longest(in.Get("chars"))
	if err != nil {
		return a, none, err
	}
	l, err := newLogin(wireLogin{API: in.Get("api"), ConsumerKey: in.Get("consumer_key"), ConsumerSecret: in.Get("consumer_secret"),
		Token: in.Get("access_token"), TokenSecret: in.Get("access_secret"), Chars: chars, Own: in.Get("own") != "no"})
	if err != nil {
		return a, none, &accounts.Err{Doing: loggingIn, Class: accounts.OutcomeAuth, Code: accounts.CodeAuth, Cause: err}
	}
	a.Network, a.Server, a.Host, a.RemoteID, a.User = accounts.X, server, "", "", ""
	if l.API == accounts.APIv1 {
		who, in, l, err := logInOld(ctx, a, l, o)
		if err == nil {
			return told(a, who, in), l.Secret(), nil
		}
		if !closed(err) {
			return a, none, err
		}
	}
	l.API = API2
	who, err := confirm(ctx, a, l, o)
	if err != nil {
		return a, none, err
	}
	return told(a, who, newPeer(a, l, o).about(API2)), l.Secret(), nil
}

func told(a accounts.Account, who accounts.Profile, in accounts.Instance) accounts.Account {
	a.Host, a.RemoteID, a.User, a.Name, a.URL, a.Instance = who.Host, who.RemoteID, who.User, who.Name, who.URL, in
	return a
}

// confirm asks both versions of the API who it is. The old one may be closed to the app; it may not name somebody else.
func confirm(ctx context.Context, a accounts.Account, l Login, o Options) (accounts.Profile, error) {
	p := newPeer(a, l, o)
	m := &modern{p}
	who, err := m.who(ctx)
	if err != nil {
		return who, foreign(loggingIn, err)
	}
	u, err := p.verify(ctx, loggingIn)
	switch {
	case err == nil && (u.IDStr != who.RemoteID || !strings.EqualFold(u.ScreenName, who.User)):
		return who, &accounts.Err{Doing: loggingIn, Class: accounts.OutcomeAuth, Code: accounts.CodeAuth,
			Cause: errors.New("the two versions of the API name different accounts for these keys; make new ones for the right account")}
	case err != nil && accounts.AsErr(err).Class == accounts.OutcomeAuth:
		return who, err
	}
	return who, nil // What else the old version answers says nothing of who it is.
}

// logInOld logs in with version 1.1: it finds out where that lies, who it is, and whether more than the identity is served.
func logInOld(ctx context.Context, a accounts.Account, l Login, o Options) (accounts.Profile, accounts.Instance, Login, error) {
	var c *classic
	var who accounts.Profile
	var err error
	for _, path := range []string{oldPath, apiPath} {
		l.Path = path
		c = &classic{newPeer(a, l, o)}
		who, err = c.who(ctx)
		if err == nil || isX(a.Server) || !has(err, accounts.CodeNotFound, accounts.CodeNotServer) {
			break
		}
	}
	if err != nil {
		return who, accounts.Instance{}, l, foreign(loggingIn, err)
	}
	c.acc.RemoteID, c.acc.User, c.acc.Host = who.RemoteID, who.User, who.Host
	_, _, err = ask(ctx, c.peer, loggingIn, func(t *legacy.Client) ([]legacy.Tweet, *http.Response, error) {
		return t.Timelines.MentionTimeline(&legacy.MentionTimelineParams{Count: 1})
	})
	if err != nil {
		return who, accounts.Instance{}, l, err
	}
	in, err := c.instance(ctx)
	return who, in, l, err
}
