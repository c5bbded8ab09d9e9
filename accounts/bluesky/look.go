package bluesky

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"time"

	"vocero/accounts"
	"vocero/accounts/wire"
)

const (
	mostFound    = 100 // posts a page of a search, as the API has it
	figuresPage  = 25  // posts a question of getPosts
	mostMeasured = 100 // posts a call
)

// Search finds posts that hold the words, the newest first (https://docs.bsky.app/docs/api/app-bsky-feed-search-posts). The account's
// own are left out.
func (c *Client) Search(ctx context.Context, s accounts.Search) (accounts.Found, error) {
	const what = "searching"
	q := url.Values{"q": {s.Words}, "sort": {"latest"}}
	if s.Limit > 0 {
		q.Set("limit", strconv.Itoa(min(s.Limit, mostFound)))
	}
	if s.Language != "" {
		q.Set("lang", s.Language)
	}
	if !s.Since.IsZero() {
		q.Set("since", stamp(s.Since))
	}
	if s.Cursor != "" {
		q.Set("cursor", s.Cursor)
	}
	var v struct {
		Cursor wire.Str                    `json:"cursor"`
		Posts  wire.Maybe[wire.List[view]] `json:"posts"`
	}
	if err := c.get(ctx, what, "app.bsky.feed.searchPosts", q, &v); err != nil {
		return accounts.Found{}, err
	}
	if !v.Posts.There() {
		return accounts.Found{}, notServer(what, "the answer holds no posts")
	}
	out := accounts.Found{Cursor: string(v.Cursor)}
	for _, p := range v.Posts.Get() {
		if _, err := parseURI(what, string(p.URI)); err == nil && string(p.Author.Get().DID) != c.acc.RemoteID {
			out.Mentions = append(out.Mentions, c.mention(notice{URI: p.URI, Author: p.Author, Reason: "mention", Record: p.Record, IndexedAt: p.IndexedAt}))
		}
	}
	return out, nil
}

// Measure reads the figures of posts (https://docs.bsky.app/docs/api/app-bsky-feed-get-posts). Views come a moment after a post: one
// that the network has not seen yet is left out, as is what is gone.
func (c *Client) Measure(ctx context.Context, remoteIDs []string) ([]accounts.Figures, error) {
	const what = "reading the figures of posts"
	var out []accounts.Figures
	for part := range slices.Chunk(remoteIDs[:min(len(remoteIDs), mostMeasured)], figuresPage) {
		for _, id := range part {
			if _, err := parseURI(what, id); err != nil {
				return nil, err
			}
		}
		var v struct {
			Posts wire.Maybe[wire.List[view]] `json:"posts"`
		}
		if err := c.get(ctx, what, "app.bsky.feed.getPosts", url.Values{"uris": part}, &v); err != nil {
			return nil, err
		}
		if !v.Posts.There() {
			return nil, notServer(what, "the answer holds no posts")
		}
		for _, id := range part {
			i := slices.IndexFunc(v.Posts.Get(), func(p view) bool { return string(p.URI) == id })
			if i < 0 {
				continue
			}
			p := v.Posts.Get()[i]
			out = append(out, accounts.Figures{RemoteID: id, At: c.now().UTC(), Values: told(map[accounts.Figure]wire.Num{
				accounts.Likes: p.Likes, accounts.Boosts: p.Reposts, accounts.Replies: p.Replies, accounts.Quotes: p.Quotes, accounts.Bookmarks: p.Bookmarks,
			})})
		}
	}
	return out, nil
}

// Survey reads the account's figures as they are now (https://docs.bsky.app/docs/api/app-bsky-actor-get-profile): the network keeps no
// days.
func (c *Client) Survey(ctx context.Context, _, _ time.Time) (accounts.Figures, error) {
	const what = "reading the figures of the account"
	var p person
	if err := c.get(ctx, what, "app.bsky.actor.getProfile", url.Values{"actor": {c.acc.RemoteID}}, &p); err != nil {
		return accounts.Figures{}, err
	}
	if string(p.DID) != c.acc.RemoteID {
		return accounts.Figures{}, notServer(what, "the answer is about somebody else")
	}
	return accounts.Figures{At: c.now().UTC(), Values: told(map[accounts.Figure]wire.Num{accounts.FollowersN: p.Followers, accounts.FollowingN: p.Follows, accounts.PostsN: p.Posts})}, nil
}

// told leaves out what the network did not tell.
func told(all map[accounts.Figure]wire.Num) map[accounts.Figure]int64 {
	out := map[accounts.Figure]int64{}
	for f, n := range all {
		if n.Known() {
			out[f] = n.Or(0)
		}
	}
	return out
}
