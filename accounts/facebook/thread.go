package facebook

import (
	"context"
	"net/url"
	"time"

	"vocero/accounts"
)

// Bounds of a conversation.
const (
	mostSaid   = 1000
	mostLevels = 5 // of answers to answers; the network has two
)

func remote(at place, text, address string, when time.Time, files []hanging) accounts.Remote {
	r := accounts.Remote{Receipt: accounts.Receipt{RemoteID: at.String(), URL: openable(address), At: when}, Visibility: accounts.Public, Media: hung(files)}
	r.Text, _ = accounts.SafeBlock(text)
	if r.Receipt.URL == "" {
		r.Receipt.URL = at.page()
	}
	return r
}

// Thread reads the conversation around a post or a comment, oldest first: of a comment its post and the answers around it. What is gone is
// no error: the thread says so.
func (c *Client) Thread(ctx context.Context, remoteID string) (accounts.Thread, error) {
	const what = "reading a conversation"
	t := accounts.Thread{Account: c.acc.ID, Root: remoteID, Read: c.now().UTC()}
	at, err := parsePlace(what, remoteID)
	if err != nil {
		return t, err
	}
	var p postNode
	err = c.get(ctx, what, "/"+at.post, url.Values{"fields": {postFields}}, &p)
	switch {
	case gone(err):
		t.Gone = true
		return t, nil
	case err != nil:
		return t, err
	case string(p.ID) != at.post:
		return t, notServer(what, "the answer is another post")
	}
	t.Said = append(t.Said, c.said(heard{place: place{post: at.post}, at: p.Created.Time, post: &p}))
	below := at.post
	if at.comment != "" {
		top, err := c.top(ctx, what, at)
		if gone(err) {
			t.Gone = true
			return t, nil
		}
		if err != nil {
			return t, err
		}
		below = string(top.ID)
		t.Said = append(t.Said, c.saidNote(at.post, top))
	}
	q := url.Values{"limit": {"100"}, "fields": {noteFields}, "filter": {"stream"}, "order": {"chronological"}}
	err = walk(ctx, c, what, "/"+below+"/comments", q, maxPages, func(n noteNode) bool {
		if noteRef().MatchString(string(n.ID)) {
			t.Said = append(t.Said, c.saidNote(at.post, n))
		}
		return len(t.Said) < mostSaid
	})
	return t, err
}

// top is the comment that stands right below the post, from a comment or an answer to one.
func (c *Client) top(ctx context.Context, what string, at place) (noteNode, error) {
	var n noteNode
	id := at.comment
	for range mostLevels {
		n = noteNode{}
		if err := c.get(ctx, what, "/"+id, url.Values{"fields": {noteFields}}, &n); err != nil {
			return n, err
		}
		if string(n.ID) != id {
			return n, notServer(what, "the answer is another comment")
		}
		up := string(n.Parent.Get().ID)
		if !noteRef().MatchString(up) || up == id {
			return n, nil
		}
		id = up
	}
	return n, nil
}

func (c *Client) saidNote(post string, n noteNode) accounts.Said {
	at := place{post, string(n.ID)}
	return c.said(heard{place: at, up: answers(at, n), at: n.Created.Time, note: &n})
}

// said is one part of a conversation.
func (c *Client) said(h heard) accounts.Said {
	m := c.mention(h)
	own := m.AuthorID == c.acc.RemoteID
	if own {
		m.Author = accounts.LineText(c.acc.Handle())
	}
	return accounts.Said{RemoteID: m.RemoteID, Author: m.Author, AuthorName: m.AuthorName, Own: own, Text: m.Text, Visibility: m.Visibility, At: m.At,
		URL: m.URL, InReplyTo: m.InReplyTo, Links: m.Links, Media: m.Media}
}
