// Package manual is the channel of a person: Instagram, LinkedIn, TikTok, Threads, a WhatsApp channel, a newsletter, a notice board. What
// is planned for it is checked by the same guards and confirmed by the same letter; at its hour the desk reminds, and she publishes.
//
// Nothing here makes a request. Such an account has no secret and no server: it is known by its channel and its name there. The outbox
// worker gives a delivery to her before it would ask for a network (accounts/publish), so that what a network of this package answers is
// only a second fence: whatever asks it to send is told that no byte left and that a person does it.
package manual

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"vocero/accounts"
)

// Options are what the other adapters take; a channel by hand needs only the clock.
type Options struct {
	Now func() time.Time // default time.Now
}

// Prompts are what must be known of a channel: which it is, the name there, and its page where that does not follow from the name.
func Prompts() []accounts.Prompt {
	var choices []string
	for _, c := range accounts.Channels() {
		choices = append(choices, c.Software)
	}
	return []accounts.Prompt{
		{Name: "channel", Choices: choices, Value: choices[0], Check: checkChannel},
		{Name: "handle", Check: checkHandle},
		{Name: "url", Optional: true, Check: checkURL},
	}
}

func checkChannel(v string) error {
	if _, ok := accounts.ChannelOf(v); !ok {
		return fmt.Errorf("%q is no channel; choose one of those listed", v)
	}
	return nil
}

// longest is the longest name that is taken, in runes.
const longest = 100

var errHandle = errors.New("the name is empty, too long, or has blanks or @ in it; write it as people write it there, as in panaderialuz")

// checkHandle takes a name with or without its @ and host.
func checkHandle(v string) error {
	user, host := split(v)
	if user == "" || len([]rune(user)) > longest || strings.ContainsAny(user+host, "@ \t\r\n/|") {
		return errHandle
	}
	if clean, _ := accounts.SafeLine(user); clean.String() != user {
		return errHandle
	}
	return nil
}

func checkURL(v string) error {
	if v == "" || accounts.WebAddress(v) {
		return nil
	}
	return fmt.Errorf("%q is no web address; write it as in https://www.instagram.com/panaderialuz/", v)
}

// split reads "@name@host", "@name" or "name".
func split(v string) (user, host string) {
	user, host, _ = strings.Cut(strings.TrimPrefix(strings.TrimSpace(v), "@"), "@")
	return user, host
}

// LogIn makes the account of a channel from what a person says of it. Nothing is asked of anybody: it fills Network, Server, Host,
// RemoteID, User, Name, URL and Instance, and its secret is empty. The error is of class OutcomeRefused with what to correct.
func LogIn(_ context.Context, a accounts.Account, in accounts.Answers, o Options) (accounts.Account, accounts.Secret, error) {
	channel, handle, page := in.Get("channel"), in.Get("handle"), strings.TrimSpace(in.Get("url"))
	if err := errors.Join(checkChannel(channel), checkHandle(handle), checkURL(page)); err != nil {
		return a, accounts.Secret{}, fmt.Errorf("adding a channel: %w", err)
	}
	c, _ := accounts.ChannelOf(channel)
	user, host := split(handle)
	switch {
	case c.Host == "" && host == "" && page != "":
		u, _ := url.Parse(page)
		host = strings.ToLower(strings.TrimPrefix(u.Hostname(), "www."))
	case c.Host == "" && host == "":
		host = channel
	case c.Host != "" && host != "" && !c.Shows("https://"+host):
		return a, accounts.Secret{}, fmt.Errorf("adding a channel: %s is not where %s lives; leave the host out", host, channel)
	case c.Host != "":
		host = c.Host
	}
	if page == "" && c.Page != "" {
		page = strings.Replace(c.Page, "%s", url.PathEscape(user), 1)
	}
	id := strings.ToLower(user)
	if a.RemoteID != "" && a.RemoteID != id {
		return a, accounts.Secret{}, fmt.Errorf("adding a channel: it is %s, not %s; add it as another account", user, a.User)
	}
	a.Network, a.Server, a.Host, a.RemoteID, a.User, a.URL = accounts.Manual, "https://"+host, host, id, user, page
	if a.Name.IsZero() {
		a.Name, _ = accounts.SafeLine(user)
	}
	a.Instance = instance(c)
	if now := o.Now; now != nil {
		a.ReadAt = now()
	} else {
		a.ReadAt = time.Now()
	}
	return a, accounts.Secret{}, nil
}

// instance is what a channel takes. Which language it is matters to nobody there: no guard needs to say that it is lost.
func instance(c accounts.Channel) accounts.Instance {
	return accounts.Instance{Software: c.Software, Limits: c.Limits, Can: accounts.Abilities{Language: true}}
}

// Network is the account of a channel. It answers from what is stored of the account alone.
type Network struct{ a accounts.Account }

var _ accounts.Network = (*Network)(nil)

// New opens the account of a channel; the secret is not looked at. The error names a channel that this program does not know.
func New(a accounts.Account, _ accounts.Secret, _ Options) (*Network, error) {
	if _, ok := accounts.ChannelOf(a.Instance.Software); !ok {
		return nil, fmt.Errorf("opening %s: this vocero knows no channel %q; use a newer one", a.Handle(), a.Instance.Software)
	}
	return &Network{a: a}, nil
}

// Who gives back what she said of the account.
func (n *Network) Who(context.Context) (accounts.Profile, error) {
	return accounts.Profile{RemoteID: n.a.RemoteID, User: n.a.User, Host: n.a.Host, Name: n.a.Name, URL: n.a.URL}, nil
}

// Instance gives the channel's limits as this program knows them today.
func (n *Network) Instance(context.Context) (accounts.Instance, error) {
	c, _ := accounts.ChannelOf(n.a.Instance.Software)
	return instance(c), nil
}

// Send sends nothing: the error says that no byte left and that a person does it.
func (n *Network) Send(context.Context, accounts.Outgoing) (accounts.Receipt, error) {
	return accounts.Receipt{}, &accounts.Err{Doing: "posting", Class: accounts.OutcomeRefused, Code: accounts.CodeHand}
}

// Find finds nothing: nobody can look.
func (n *Network) Find(context.Context, accounts.Outgoing, string) ([]accounts.Receipt, error) {
	return nil, &accounts.Err{Doing: "looking for a post", Class: accounts.OutcomeRefused, Code: accounts.CodeUnsupported}
}

// Inbox is empty: what is said there is typed or pasted in.
func (n *Network) Inbox(_ context.Context, cursor string, _ time.Time) (accounts.Inbox, error) {
	return accounts.Inbox{Cursor: cursor}, nil
}

// Read reads nothing back.
func (n *Network) Read(context.Context, string) (accounts.Remote, error) {
	return accounts.Remote{}, &accounts.Err{Doing: "reading a post", Class: accounts.OutcomeRefused, Code: accounts.CodeUnsupported}
}
