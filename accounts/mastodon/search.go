package mastodon

import (
	"context"
	"net/url"
	"strconv"

	"vocero/accounts"
)

// Search says what to look for on the server.
type Search struct {
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

// Search looks on the server (https://docs.joinmastodon.org/methods/search/#v2), with the filters that the library lacks. Which
// posts a server searches is its own affair: without a search engine only one's own and those one took part in.
func (c *Client) Search(ctx context.Context, s Search) (Results, error) {
	const what = "searching"
	if c.known() && !c.acc.Instance.Can.Search {
		return Results{}, c.unsupported(what, "search")
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
	var got struct {
		Accounts list[person] `json:"accounts"`
		Statuses list[status] `json:"statuses"`
		Hashtags list[struct {
			Name str `json:"name"`
		}] `json:"hashtags"`
	}
	if err := c.get(ctx, what, "/api/v2/search", q, &got); err != nil {
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
