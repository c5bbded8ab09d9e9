package bluesky

import (
	"context"
	"fmt"
	"hash/fnv"
	"net/url"
	"slices"
	"strings"
	"time"

	"vocero/accounts"
	"vocero/accounts/wire"
)

const (
	readingInbox = "reading notifications"
	inboxPage    = 100 // the most that the network gives
	maxPages     = 100
	firstDays    = 7 * 24 * time.Hour
)

// cursor is how far the inbox was read: the moment of the newest notification, and which of that moment were there. The network's
// own cursors lead back in time only.
type cursor struct {
	at   time.Time
	seen []string // sorted, short
}

func (c cursor) String() string {
	if c.at.IsZero() {
		return ""
	}
	return c.at.UTC().Format(time.RFC3339Nano) + "|" + strings.Join(c.seen, ",")
}

func parseCursor(s string) (cursor, error) {
	at, seen, _ := strings.Cut(s, "|")
	t, err := time.Parse(time.RFC3339Nano, at)
	if err != nil {
		return cursor{}, refused(readingInbox, accounts.CodeRefused, "the place in the inbox is not one of this network; read it anew")
	}
	return cursor{t, strings.FieldsFunc(seen, func(r rune) bool { return r == ',' })}, nil
}

// has tells whether a notification was there at the last reading.
func (c cursor) has(n notice) bool {
	return n.IndexedAt.Before(c.at) || n.IndexedAt.Equal(c.at) && slices.Contains(c.seen, short(n))
}

// after is the cursor when some more, newest first, have been read.
func (c cursor) after(list []notice) cursor {
	for _, n := range list {
		switch {
		case n.IndexedAt.After(c.at):
			c = cursor{n.IndexedAt.Time, []string{short(n)}}
		case n.IndexedAt.Equal(c.at) && !slices.Contains(c.seen, short(n)):
			c.seen = append(slices.Clone(c.seen), short(n))
		}
	}
	slices.Sort(c.seen)
	return c
}

func short(n notice) string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(n.URI)) // It never fails.
	return fmt.Sprintf("%x", h.Sum32())
}

// Inbox reads what was said since a cursor, oldest first (https://docs.bsky.app/docs/api/app-bsky-notification-list-notifications).
// The network lists the newest first and leads back, so everything since the cursor is one reading; when that took more than one
// page, it asks to be called again. Without a cursor it reads back to since (zero: seven days).
func (c *Client) Inbox(ctx context.Context, at string, since time.Time) (accounts.Inbox, error) {
	from := cursor{}
	if at != "" {
		var err error
		if from, err = parseCursor(at); err != nil {
			return accounts.Inbox{}, err
		}
	} else if since.IsZero() {
		since = c.now().Add(-firstDays)
	}
	got, pages, newest, err := c.notices(ctx, from, since)
	if err != nil {
		return accounts.Inbox{}, err
	}
	in := accounts.Inbox{Cursor: from.after(newest).String(), More: at != "" && pages > 1}
	slices.Reverse(got)
	for _, n := range got {
		in.Mentions = append(in.Mentions, c.mention(n))
	}
	return in, nil
}

// notices are the notifications after a cursor, or since a moment, newest first, each once; all also holds the newest one that is
// too old, which a first reading starts from.
func (c *Client) notices(ctx context.Context, from cursor, since time.Time) (got []notice, pages int, all []notice, err error) {
	next := ""
	had := map[string]bool{}
	for pages = 0; pages < maxPages; pages++ {
		list, more, err := c.page(ctx, next)
		if err != nil {
			return nil, 0, nil, err
		}
		end := more == "" || len(list) == 0
		for _, n := range list {
			old := from.has(n) || from.at.IsZero() && n.IndexedAt.Before(since)
			if n.IndexedAt.Before(from.at) || from.at.IsZero() && old {
				end = true
			}
			if id := remoteID(n); !old && !had[id] {
				had[id] = true
				got = append(got, n)
			}
			all = append(all, n)
		}
		if next = more; end {
			pages++
			break
		}
	}
	return got, pages, all, nil
}

// page reads one page of notifications.
func (c *Client) page(ctx context.Context, at string) ([]notice, string, error) {
	q := url.Values{"limit": {fmt.Sprint(inboxPage)}}
	if at != "" {
		q.Set("cursor", at)
	}
	var v struct {
		Cursor  wire.Str                      `json:"cursor"`
		Notices wire.Maybe[wire.List[notice]] `json:"notifications"`
	}
	if err := c.get(ctx, readingInbox, "app.bsky.notification.listNotifications", q, &v); err != nil {
		return nil, "", err
	}
	if !v.Notices.There() {
		return nil, "", notServer(readingInbox, "the answer holds no notifications")
	}
	list := slices.DeleteFunc(v.Notices.Get(), func(n notice) bool {
		_, err := parseURI(readingInbox, string(n.URI))
		return err != nil || n.IndexedAt.IsZero()
	})
	return list, string(v.Cursor), nil
}

// remoteID is what makes a notification one of a kind: a like of one post can be made, taken back and made again under one address.
func remoteID(n notice) string { return string(n.URI) }

// kinds are the reasons that mean something here; all others are OtherKind.
var kinds = map[wire.Str]accounts.MentionKind{
	"mention": accounts.Talk, "reply": accounts.Talk, "quote": accounts.Talk, "like": accounts.Like, "repost": accounts.Boost, "follow": accounts.Follow,
}

// mention is a notification in our words.
func (c *Client) mention(n notice) accounts.Mention {
	kind, known := kinds[n.Reason]
	if !known {
		kind = accounts.OtherKind
	}
	from := n.Author.Get()
	m := accounts.Mention{Account: c.acc.ID, RemoteID: remoteID(n), Kind: kind, AuthorID: string(from.DID), At: n.IndexedAt.Time, Received: c.now().UTC()}
	m.Author, m.AuthorName, m.Flags = names(from)
	m.URL = openable("https://" + Host + "/profile/" + string(from.DID))
	if kind == accounts.Like || kind == accounts.Boost {
		m.StatusID, m.Visibility = string(n.Subject), accounts.Public
	}
	if kind != accounts.Talk {
		return m
	}
	r := n.Record.Get()
	at, err := parseURI(readingInbox, string(n.URI))
	if err == nil {
		m.URL = at.page()
	}
	var f accounts.Flags
	m.StatusID, m.Visibility, m.Language = string(n.URI), accounts.Public, language(r)
	m.Text, f = accounts.SafeBlock(string(r.Text))
	m.Flags |= f
	m.InReplyTo, m.Media, m.Links = string(r.Reply.Get().Parent.URI), attached(r.Embed.Get()), links(r)
	return m
}
