package twitter

//lint:file-ignore SA1019 The library for version 1.1 is kept as it is: that version changes no more.

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	legacy "github.com/dghubble/go-twitter/twitter"

	"vocero/accounts"
)

// climbs is how many posts above another are read for a conversation.
const climbs = 20

// search is search/tweets, the newest first; X closed it on 2023-09-28, other servers have it.
func (c *classic) search(ctx context.Context, s accounts.Search) (accounts.Found, error) {
	words, err := query(searching, accounts.Search{Words: s.Words})
	if err != nil {
		return accounts.Found{}, err
	}
	q := &legacy.SearchTweetParams{Query: words, ResultType: "recent", Count: min(max(s.Limit, searchLeast), searchMost), TweetMode: extended}
	q.Lang, _, _ = strings.Cut(s.Language, "-")
	if s.Cursor != "" {
		if q.MaxID, err = number(searching, s.Cursor); err != nil {
			return accounts.Found{}, err
		}
	}
	got, _, err := ask(ctx, c.peer, searching, func(l *legacy.Client) (*legacy.Search, *http.Response, error) { return l.Search.Tweets(q) })
	if err != nil {
		return accounts.Found{}, err
	}
	if got.Metadata == nil && got.Statuses == nil {
		return accounts.Found{}, notServer(searching, "the answer holds no posts")
	}
	var out accounts.Found
	m := modern{c.peer}
	old := false
	for _, t := range got.Statuses {
		p, from, by := c.converted(t)
		if old = old || !s.Since.IsZero() && p.CreatedAt.Before(s.Since); checkID("", string(p.ID)) == nil && !old && string(p.AuthorID) != c.acc.RemoteID {
			out.Mentions = append(out.Mentions, m.mention(p, by, from))
		}
	}
	if n := len(got.Statuses); n >= q.Count && !old && got.Statuses[n-1].ID > 1 {
		out.Cursor = strconv.FormatInt(got.Statuses[n-1].ID-1, 10)
	}
	return out, nil
}

// thread reads what a post answers, post by post, and what the account and those who mention it said after the first of them.
func (c *classic) thread(ctx context.Context, remoteID string) (accounts.Thread, error) {
	const what = "reading a conversation"
	t := accounts.Thread{Account: c.acc.ID, Root: remoteID, Read: c.now().UTC()}
	m, at, root := modern{c.peer}, remoteID, remoteID
	for range climbs {
		x, err := c.show(ctx, what, at)
		if has(err, accounts.CodeNotFound, accounts.CodeForbidden) {
			if at == remoteID {
				t.Gone = true
				return t, nil
			}
			break
		}
		if err != nil {
			return t, err
		}
		p, from, by := c.converted(x)
		t.Said, root = append(t.Said, m.said(p, by, from)), at
		if at = p.ref("replied_to"); at == "" {
			break
		}
	}
	all, err := c.after(ctx, what, root)
	if err != nil {
		return t, err
	}
	in := map[string]bool{}
	for _, s := range t.Said {
		in[s.RemoteID] = true
	}
	for _, s := range all { // Oldest first: what is answered stands before its answers.
		if in[s.InReplyTo] && !in[s.RemoteID] {
			in[s.RemoteID] = true
			t.Said = append(t.Said, s)
		}
	}
	slices.SortFunc(t.Said, func(a, b accounts.Said) int { return compareIDs(a.RemoteID, b.RemoteID) })
	return t, nil
}

// after are the own posts and the mentions after an id, oldest first.
func (c *classic) after(ctx context.Context, what, id string) ([]accounts.Said, error) {
	m := modern{c.peer}
	var out []accounts.Said
	add := func(x legacy.Tweet) bool {
		p, from, by := c.converted(x)
		out = append(out, m.said(p, by, from))
		return false
	}
	if _, err := c.mentions(ctx, id, add); err != nil {
		return nil, err
	}
	since, err := number(what, id)
	if err != nil {
		return nil, err
	}
	own, err := c.timeline(ctx, what, oldPage, since, 0)
	if err != nil {
		return nil, err
	}
	for _, x := range own {
		add(x)
	}
	slices.SortFunc(out, func(a, b accounts.Said) int { return compareIDs(a.RemoteID, b.RemoteID) })
	return out, nil
}
