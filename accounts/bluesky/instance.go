package bluesky

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"vocero/accounts"
	"vocero/accounts/transport"
	"vocero/accounts/wire"
)

// Limits of the files of a post (https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/feed/post.json and .../embed).
const (
	maxImages    = 4
	imageBytes   = 2_000_000
	videoBytes   = 100_000_000
	altGraphemes = 2000 // what the network's own app takes
)

var mediaTypes = []string{"image/png", "image/jpeg", "image/webp", "image/gif", "video/mp4"}

// Instance reads what the server is; what a post may hold is the network's, not the server's.
func (c *Client) Instance(ctx context.Context) (accounts.Instance, error) {
	return instance(ctx, c.s.client(accounts.Secret{}), c.acc.Server)
}

func instance(ctx context.Context, t *transport.Client, server string) (accounts.Instance, error) {
	const what = "reading the server"
	var d struct {
		DID     wire.Str                        `json:"did"`
		Domains wire.Maybe[wire.List[wire.Str]] `json:"availableUserDomains"`
	}
	if _, err := get(ctx, t, what, server+"/xrpc/com.atproto.server.describeServer", nil, &d); err != nil {
		if e := accounts.AsErr(err); e.Class == accounts.OutcomeRefused || e.Status >= http.StatusOK && e.Status < http.StatusMultipleChoices {
			return accounts.Instance{}, foreign(what)
		}
		return accounts.Instance{}, err
	}
	if d.DID == "" || !d.Domains.There() {
		return accounts.Instance{}, foreign(what)
	}
	var h struct {
		Version wire.Str `json:"version"`
	}
	if _, err := get(ctx, t, what, server+"/xrpc/_health", nil, &h); err != nil || h.Version == "" {
		h.Version = "atproto" // Not every server tells, and nothing depends on it.
	}
	l := accounts.BlueskyLimits()
	l.Media, l.MediaTypes, l.ImageBytes, l.VideoBytes, l.AltChars = maxImages, mediaTypes, imageBytes, videoBytes, altGraphemes
	l.VisibilityMax = []accounts.Visibility{accounts.Public}
	return accounts.Instance{
		Software: "bluesky", Version: accounts.LineText(string(h.Version)).String(), Title: accounts.LineText(string(d.DID)), Limits: l,
		Can: accounts.Abilities{Key: true, Boost: true, Follow: true, Search: true, Language: true},
	}, nil
}

func foreign(what string) error {
	return &accounts.Err{Doing: what, Class: accounts.OutcomeRefused, Code: accounts.CodeNotServer,
		Cause: errors.New("it does not speak the AT Protocol; check the address, usually https://bsky.social")}
}

// usualServer keeps most accounts; others name their own.
const usualServer = "https://bsky.social"

// Prompts are what a log-in wants to know: the handle, an app password (Settings, Privacy and security, App passwords), and the server
// that keeps the account.
func Prompts() []accounts.Prompt {
	return []accounts.Prompt{
		{Name: "handle", Check: func(v string) error {
			if v = strings.Trim(v, "@ "); !strings.Contains(v, ".") {
				return fmt.Errorf("%q is no handle of Bluesky; give it whole, as in luz.bsky.social", v)
			}
			return nil
		}},
		{Name: "password", Secret: true},
		{Name: "server", Value: usualServer, Check: func(v string) error {
			_, err := accounts.CheckServer(v)
			return err
		}},
	}
}

// LogIn opens a session with a handle and an app password and tells whose it is and what its server can do. The secret is what the
// vault keeps.
func LogIn(ctx context.Context, a accounts.Account, in accounts.Answers, o Options) (accounts.Account, accounts.Secret, error) {
	none, at := accounts.Secret{}, in.Get("server")
	if at == "" {
		at = usualServer
	}
	server, err := accounts.CheckServer(at)
	if err != nil {
		return a, none, err
	}
	l, err := ParseSecret(accounts.NewSecret(strings.TrimSpace(in.Get("password"))))
	if err != nil {
		return a, none, &accounts.Err{Doing: "logging in", Class: accounts.OutcomeAuth, Code: accounts.CodeAuth, Cause: err}
	}
	t := transport.New(transport.Options{Server: server, UserAgent: o.UserAgent, Now: o.Now})
	if a.Instance, err = instance(ctx, t, server); err != nil {
		return a, none, err
	}
	pair, err := createSession(ctx, t, server, strings.Trim(in.Get("handle"), "@ "), l.Password)
	if err != nil {
		return a, none, err
	}
	l = Login{l.Password, accounts.NewSecret(string(pair.Access)), accounts.NewSecret(string(pair.Refresh))}
	transport.Keep(l.Access, l.Refresh)
	who := profile(person{DID: pair.DID, Handle: pair.Handle})
	a.Network, a.Server, a.Host, a.RemoteID, a.User, a.Name, a.URL = accounts.Bluesky, server, who.Host, who.RemoteID, who.User, who.Name, who.URL
	return a, l.Secret(), nil
}
