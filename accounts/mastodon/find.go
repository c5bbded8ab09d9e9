package mastodon

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"vocero/accounts"
)

const (
	lookBack   = 2 * time.Minute // how far two clocks may differ
	maxSources = 10              // sources read in one look-up
)

// Find looks for what may have been posted: own posts, no boosts, newer than the watermark, made no earlier than two minutes
// before the payload was frozen, with the same visibility, parent, number of files and text. The text is compared with the
// post's source where the server keeps one, else with what the server made of it.
func (c *Client) Find(ctx context.Context, o accounts.Outgoing, watermark string) ([]accounts.Receipt, error) {
	const what = "looking for a post"
	q := url.Values{"exclude_reblogs": {"true"}, "limit": {"40"}}
	if watermark != "" {
		if err := checkID(what, watermark); err != nil {
			return nil, err
		}
		q.Set("since_id", watermark)
	}
	posts, err := c.ownPosts(ctx, what, q)
	if err != nil {
		return nil, err
	}
	var found []accounts.Receipt
	sources := 0
	for _, s := range posts {
		if !c.candidate(s, o, watermark) {
			continue
		}
		same := sameText(o.Text, string(s.Content))
		if !same && sources < maxSources {
			sources++
			if same, err = c.sameSource(ctx, string(s.ID), o.Text); err != nil {
				return nil, err
			}
		}
		if same {
			found = append(found, c.receipt(s))
		}
	}
	slices.SortFunc(found, func(a, b accounts.Receipt) int { return compare(ident(a.RemoteID), ident(b.RemoteID)) })
	return found, nil
}

// Newest is the id of the newest own post, "" when there is none.
func (c *Client) Newest(ctx context.Context) (string, error) {
	posts, err := c.ownPosts(ctx, "reading the newest own post", url.Values{"limit": {"5"}})
	newest := ident("")
	for _, s := range posts {
		if compare(s.ID, newest) > 0 {
			newest = s.ID
		}
	}
	return string(newest), err
}

// ownPosts reads https://docs.joinmastodon.org/methods/accounts/#statuses. It is a call of our own: the library's structs fail on
// one odd field of any of forty posts.
func (c *Client) ownPosts(ctx context.Context, what string, q url.Values) ([]status, error) {
	if err := checkID(what, c.acc.RemoteID); err != nil {
		return nil, err
	}
	var posts page[status]
	if err := c.get(ctx, what, "/api/v1/accounts/"+c.acc.RemoteID+"/statuses", q, &posts); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(posts, func(s status) bool { return checkID(what, string(s.ID)) != nil }), nil
}

// candidate compares all but the text.
func (c *Client) candidate(s status, o accounts.Outgoing, watermark string) bool {
	switch {
	case watermark != "" && compare(s.ID, ident(watermark)) <= 0,
		s.CreatedAt.Before(o.CreatedAt.Add(-lookBack)),
		string(s.InReplyTo) != o.InReplyTo,
		visibility(s.Visibility) != o.Visibility,
		len(s.Media) != len(o.MediaIDs):
		return false
	}
	return o.Text == "" || accounts.LineText(string(s.SpoilerText)) == accounts.LineText(o.CW)
}

func (c *Client) sameSource(ctx context.Context, id, text string) (bool, error) {
	source, told, err := c.source(ctx, id)
	if err != nil && has(err, accounts.CodeNotFound, accounts.CodeForbidden, accounts.CodeNotServer) {
		return false, nil
	}
	return told && tidy(source) == tidy(text), err
}

func tidy(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) }

var (
	fullHandle = accounts.Pattern(`@([\pL\pN_.-]+)@[\pL\pN.-]*[\pL\pN]`)
	webAddress = accounts.Pattern(`(?i)^https?://(?:www\.)?([^/?#\s]+)`)
)

// sameText compares what was sent with the HTML that a server made of it: white space and hosts of handles do not count, and a
// URL may be shown shortened.
func sameText(sent, html string) bool {
	text, _, _ := accounts.HTMLText(html)
	want, got := words(sent), words(text.String())
	return slices.EqualFunc(want, got, func(w, g string) bool {
		if w == g {
			return true
		}
		host := webAddress().FindStringSubmatch(w)
		return host != nil && strings.Contains(strings.ToLower(g), strings.ToLower(host[1]))
	})
}

func words(s string) []string {
	safe, _ := accounts.SafeBlock(s)
	return strings.Fields(fullHandle().ReplaceAllString(safe.String(), "@$1"))
}
