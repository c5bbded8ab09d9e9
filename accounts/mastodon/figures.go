package mastodon

import (
	"context"
	"net/url"
	"slices"
	"time"

	"vocero/accounts"
)

const (
	measuring    = "reading the figures of posts"
	figuresPage  = 20  // posts a question, as the API has it
	mostMeasured = 100 // posts a call
)

// Measure reads the figures of posts (https://docs.joinmastodon.org/methods/statuses/#index, since 4.3). A server that does not know
// the question is asked for each post.
func (c *Client) Measure(ctx context.Context, remoteIDs []string) ([]accounts.Figures, error) {
	ids := remoteIDs[:min(len(remoteIDs), mostMeasured)]
	for _, id := range ids {
		if err := checkID(measuring, id); err != nil {
			return nil, err
		}
	}
	var out []accounts.Figures
	for part := range slices.Chunk(ids, figuresPage) {
		got, err := c.statuses(ctx, part)
		if err != nil {
			return nil, err
		}
		for _, id := range part {
			i := slices.IndexFunc(got, func(s status) bool { return string(s.ID) == id })
			if i >= 0 {
				out = append(out, c.figures(got[i]))
			}
		}
	}
	return out, nil
}

// statuses are posts as the server shows them; what is gone is left out.
func (c *Client) statuses(ctx context.Context, ids []string) (list[status], error) {
	var got maybe[page[status]]
	err := c.get(ctx, measuring, "/api/v1/statuses", url.Values{"id[]": ids}, &got)
	if err == nil && got.There() {
		return list[status](got.Get()), nil
	}
	if err != nil && !has(err, accounts.CodeNotFound, accounts.CodeNotServer) {
		return nil, err
	}
	var out list[status]
	for _, id := range ids {
		var s status
		err := c.get(ctx, measuring, "/api/v1/statuses/"+id, nil, &s)
		switch {
		case err == nil:
			out = append(out, s)
		case !has(err, accounts.CodeNotFound):
			return nil, err
		}
	}
	return out, nil
}

// figures are what a status tells of itself.
func (c *Client) figures(s status) accounts.Figures {
	return accounts.Figures{RemoteID: string(s.ID), At: c.now().UTC(), Values: told(map[accounts.Figure]num{
		accounts.Likes: s.Favourites, accounts.Boosts: s.Reblogs, accounts.Replies: s.Replies, accounts.Quotes: s.Quotes,
	})}
}

// told leaves out what the server did not tell.
func told(all map[accounts.Figure]num) map[accounts.Figure]int64 {
	out := map[accounts.Figure]int64{}
	for f, n := range all {
		if n.Known() {
			out[f] = n.Or(0)
		}
	}
	return out
}

// Survey reads the account's figures as they are now (https://docs.joinmastodon.org/entities/Account/): the API keeps no days.
func (c *Client) Survey(ctx context.Context, _, _ time.Time) (accounts.Figures, error) {
	const what = "reading the figures of the account"
	var v struct {
		ID        ident `json:"id"`
		Followers num   `json:"followers_count"`
		Following num   `json:"following_count"`
		Posts     num   `json:"statuses_count"`
	}
	if err := c.get(ctx, what, "/api/v1/accounts/verify_credentials", nil, &v); err != nil {
		return accounts.Figures{}, err
	}
	if checkID(what, string(v.ID)) != nil {
		return accounts.Figures{}, notServer(what, "the answer names no account")
	}
	return accounts.Figures{At: c.now().UTC(), Values: told(map[accounts.Figure]num{accounts.FollowersN: v.Followers, accounts.FollowingN: v.Following, accounts.PostsN: v.Posts})}, nil
}
