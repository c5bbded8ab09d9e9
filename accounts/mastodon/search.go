package mastodon

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strconv"

	"vocero/accounts"
)

// Query says what to look for on the server.
type Query struct {
	Text    string
	Type    string // "accounts", "statuses" or "hashtags"; "" is all
	Limit   int    // at most 40; 0 is the server's own
	Offset  int    // only with a Type
	From    string // remote id of the author; "" is anybody
	Resolve bool   // ask other servers for an address that this one does not know
}

// Results is what was found.
type Results struct {
	People   []accounts.Profile
	Posts    []accounts.Said
	Hashtags []accounts.Text // without #
}

// hits is https://docs.joinmastodon.org/entities/Search/.
type hits struct {
	Accounts list[person] `json:"accounts"`
	Statuses list[status] `json:"statuses"`
	Hashtags list[struct {
		Name str `json:"name"`
	}] `json:"hashtags"`
}

// results asks for what is looked for.
func (c *Client) results(ctx context.Context, s Query) (got hits, err error) {
	const what = "searching"
	if c.known() && !c.acc.Instance.Can.Search {
		return got, c.unsupported(what, "search")
	}
	q := url.Values{"q": {s.Text}}
	set := func(name, value string, when bool) {
		if when {
			q.Set(name, value)
		}
	}
	set("type", s.Type, s.Type != "")
	set("limit", strconv.Itoa(s.Limit), s.Limit > 0) // An empty limit is a 400 on Pleroma.
	set("offset", strconv.Itoa(s.Offset), s.Offset > 0 && s.Type != "")
	set("account_id", s.From, s.From != "")
	set("resolve", "true", s.Resolve)
	return got, c.get(ctx, what, "/api/v2/search", q, &got)
}

// Search finds posts that hold the words, the newest first. The API has no order by date and no search since a moment, so a page is
// put in order here, and what is older is left out.
func (c *Client) Search(ctx context.Context, s accounts.Search) (accounts.Found, error) {
	from, err := strconv.Atoi(s.Cursor)
	if err != nil && s.Cursor != "" || from < 0 {
		return accounts.Found{}, &accounts.Err{Doing: "searching", Class: accounts.OutcomeRefused, Code: accounts.CodeRefused, Cause: errors.New("the place in the results is not one of this network; search anew")}
	}
	limit := min(max(s.Limit, 0), mostFound)
	if limit == 0 {
		limit = mostFound
	}
	got, err := c.results(ctx, Query{Text: s.Words, Type: "statuses", Limit: limit, Offset: from})
	if err != nil {
		return accounts.Found{}, err
	}
	var out accounts.Found
	for _, st := range got.Statuses {
		at := st.CreatedAt.Time
		if checkID("searching", string(st.ID)) != nil || c.own(st) || at.Before(s.Since) || s.Language != "" && language(st.Language) != s.Language {
			continue
		}
		out.Mentions = append(out.Mentions, c.foundPost(st))
	}
	slices.SortStableFunc(out.Mentions, func(a, b accounts.Mention) int { return b.At.Compare(a.At) })
	if len(got.Statuses) >= limit {
		out.Cursor = strconv.Itoa(from + len(got.Statuses))
	}
	return out, nil
}

// mostFound is the most that a server gives at once.
const mostFound = 40

// foundPost is a post that was found, as if it had been said to the account. Its own id is not that of a notification.
func (c *Client) foundPost(s status) accounts.Mention {
	m := c.mention(notification{Type: "mention", CreatedAt: s.CreatedAt, Account: s.Account})
	m.RemoteID = "post:" + string(s.ID)
	return c.says(m, s, s.Account.Get())
}

// Look looks on the server (https://docs.joinmastodon.org/methods/search/#v2), with the filters that the library lacks. Which
// posts a server searches is its own affair: without a search engine only one's own and those one took part in.
func (c *Client) Look(ctx context.Context, s Query) (Results, error) {
	got, err := c.results(ctx, s)
	if err != nil {
		return Results{}, err
	}
	var out Results
	for _, p := range got.Accounts {
		out.People = append(out.People, c.profile(p))
	}
	for _, st := range got.Statuses {
		out.Posts = append(out.Posts, c.said(st))
	}
	for _, h := range got.Hashtags {
		out.Hashtags = append(out.Hashtags, accounts.LineText(string(h.Name)))
	}
	return out, nil
}

// profile is somebody in our words.
func (c *Client) profile(p person) accounts.Profile {
	handle, _ := c.handle(p)
	user, host := split(handle.String())
	return accounts.Profile{RemoteID: string(p.ID), User: user, Host: host, Name: accounts.LineText(string(p.DisplayName)), URL: openable(string(p.URL))}
}
