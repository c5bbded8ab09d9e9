package mastodon

import (
	"context"
	"errors"
	"slices"

	masto "github.com/mattn/go-mastodon"

	"vocero/accounts"
	"vocero/accounts/transport"
)

// Who reads back whose token this is (https://docs.joinmastodon.org/methods/accounts/#verify_credentials).
func (c *Client) Who(ctx context.Context) (accounts.Profile, error) {
	const what = "reading the account"
	a, err := c.api.GetAccountCurrentUser(transport.Doing(ctx, what))
	if err != nil {
		return accounts.Profile{}, transport.Error(what, err)
	}
	if err := checkID(what, string(a.ID)); err != nil {
		return accounts.Profile{}, notServer(what, "the answer names no account")
	}
	p := accounts.Profile{RemoteID: string(a.ID), User: accounts.LineText(a.Username).String(), Host: c.acc.Host, Name: accounts.LineText(a.DisplayName), URL: openable(a.URL)}
	return p, nil
}

// Read reads one post back (https://docs.joinmastodon.org/methods/statuses/#get), with its source where the server keeps one.
func (c *Client) Read(ctx context.Context, remoteID string) (accounts.Remote, error) {
	const what = "reading a post"
	if err := checkID(what, remoteID); err != nil {
		return accounts.Remote{}, err
	}
	var s status
	if err := c.get(ctx, what, "/api/v1/statuses/"+remoteID, nil, &s); err != nil {
		return accounts.Remote{}, err
	}
	if s.ID == "" {
		return accounts.Remote{}, notServer(what, "the answer names no id")
	}
	text, _, _ := accounts.HTMLText(string(s.Content))
	r := accounts.Remote{
		Receipt: c.receipt(s), Text: text, CW: accounts.LineText(string(s.SpoilerText)), Visibility: visibility(s.Visibility),
		InReplyTo: string(s.InReplyTo), Media: attached(s.Media),
		Counts: accounts.Counts{Likes: int(s.Favourites.Or(-1)), Boosts: int(s.Reblogs.Or(-1)), Replies: int(s.Replies.Or(-1))},
	}
	if c.own(s) {
		source, _, err := c.source(ctx, remoteID)
		if err != nil && has(err, accounts.CodeLimit, accounts.CodeOffline, accounts.CodeAuth) {
			return accounts.Remote{}, err
		}
		r.Source = source
	}
	return r, nil
}

// own tells whether a post is the account's.
func (c *Client) own(s status) bool {
	return c.acc.RemoteID != "" && string(s.Account.Get().ID) == c.acc.RemoteID
}

// source is the text of an own post as it was written, and whether the server told
// (https://docs.joinmastodon.org/methods/statuses/#source, since 3.5).
func (c *Client) source(ctx context.Context, id string) (string, bool, error) {
	const what = "reading the source of a post"
	if c.known() && !c.acc.Instance.Can.Edit {
		return "", false, nil
	}
	s, err := c.api.GetStatusSource(transport.Doing(ctx, what), masto.ID(id))
	if err != nil {
		return "", false, transport.Error(what, err)
	}
	return s.Text, true, nil
}

// Thread reads the conversation around a post, oldest first (https://docs.joinmastodon.org/methods/statuses/#context). A post
// that is gone is no error: the thread says so.
func (c *Client) Thread(ctx context.Context, remoteID string) (accounts.Thread, error) {
	const what = "reading a conversation"
	t := accounts.Thread{Account: c.acc.ID, Root: remoteID, Read: c.now().UTC()}
	if err := checkID(what, remoteID); err != nil {
		return t, err
	}
	var s status
	if err := c.get(ctx, what, "/api/v1/statuses/"+remoteID, nil, &s); err != nil {
		if has(err, accounts.CodeNotFound) {
			t.Gone = true
			return t, nil
		}
		return t, err
	}
	var around struct {
		Ancestors   list[status] `json:"ancestors"`
		Descendants list[status] `json:"descendants"`
	}
	if err := c.get(ctx, what, "/api/v1/statuses/"+remoteID+"/context", nil, &around); err != nil && !has(err, accounts.CodeNotFound) {
		return t, err
	}
	for _, one := range slices.Concat(around.Ancestors, list[status]{s}, around.Descendants) {
		if one.ID != "" {
			t.Said = append(t.Said, c.said(one))
		}
	}
	slices.SortStableFunc(t.Said, func(a, b accounts.Said) int { return a.At.Compare(b.At) })
	return t, nil
}

// notServer is the error of an answer that is JSON but not the network's.
func notServer(what, why string) error {
	return &accounts.Err{Doing: what, Class: accounts.OutcomeUnknown, Code: accounts.CodeNotServer, Cause: errors.New(why)}
}
