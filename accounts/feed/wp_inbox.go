package feed

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"vocero/accounts"
)

const (
	readingComments = "reading comments"
	wpPage          = 100 // the most that the API gives
	wpTime          = "2006-01-02T15:04:05Z"
)

// wpCursor is how far the comments were read: the second of the newest one, and which of that second were there. The API has no list
// after an id, and its dates have no fractions.
type wpCursor struct {
	at   time.Time
	seen []string
}

func (c wpCursor) String() string {
	if c.at.IsZero() {
		return ""
	}
	return c.at.UTC().Format(wpTime) + "|" + strings.Join(c.seen, ",")
}

func parseWPCursor(s string) (wpCursor, error) {
	at, seen, _ := strings.Cut(s, "|")
	t, err := time.Parse(wpTime, at)
	if err != nil {
		return wpCursor{}, refused(readingComments, accounts.CodeRefused, "the place among the comments is not one of this network; read them anew")
	}
	return wpCursor{t, strings.FieldsFunc(seen, func(r rune) bool { return r == ',' })}, nil
}

// has tells whether a comment was there at the last reading.
func (c wpCursor) has(x wpComment) bool {
	return x.Date.Before(c.at) || x.Date.Equal(c.at) && slices.Contains(c.seen, string(x.ID))
}

// after is the cursor when one more has been read.
func (c wpCursor) after(x wpComment) wpCursor {
	switch {
	case x.Date.After(c.at):
		return wpCursor{x.Date.Time, []string{string(x.ID)}}
	case x.Date.Equal(c.at) && !slices.Contains(c.seen, string(x.ID)):
		c.seen = append(slices.Clip(c.seen), string(x.ID))
	}
	return c
}

// inbox reads the comments of others, oldest first. "after" leaves out the second that it names, so the one before is named. The
// comments of a blog whose clock runs ahead come all the same: dates are compared with the blog's own.
func (w *wordPress) inbox(ctx context.Context, at string, since time.Time) (accounts.Inbox, error) {
	from := wpCursor{at: since.Truncate(time.Second)}
	if at != "" {
		var err error
		if from, err = parseWPCursor(at); err != nil {
			return accounts.Inbox{}, err
		}
	}
	in := accounts.Inbox{Cursor: at}
	q := url.Values{"order": {"asc"}, "orderby": {"date_gmt"}, "per_page": {strconv.Itoa(wpPage)}, "after": {from.at.Add(-time.Second).UTC().Format(wpTime)}}
	if checkNumber("", w.acc.RemoteID) == nil {
		q.Set("author_exclude", w.acc.RemoteID)
	}
	now := w.opt.now().UTC()
	for n := 1; n <= maxPages; n++ {
		q.Set("page", strconv.Itoa(n))
		list, more, err := w.comments(ctx, readingComments, q)
		if err != nil {
			return accounts.Inbox{}, err
		}
		for _, x := range list {
			if !from.has(x) && string(x.Author) != w.acc.RemoteID {
				in.Mentions = append(in.Mentions, w.mention(x, now))
			}
		}
		for _, x := range list {
			from = from.after(x)
		}
		in.Cursor, in.More = from.String(), more && n == maxPages || at != "" && len(in.Mentions) > wpPage // Much was said: more may have been meanwhile.
		if !more {
			break
		}
	}
	return in, nil
}

// mention is a comment in our words.
func (w *wordPress) mention(x wpComment, now time.Time) accounts.Mention {
	m := accounts.Mention{Account: w.acc.ID, RemoteID: string(x.ID), StatusID: string(x.ID), Kind: accounts.Talk, Visibility: accounts.Public,
		InReplyTo: x.answers(), URL: w.page(x), At: x.Date.UTC(), Received: now, Hidden: x.Status == wpHold}
	var f accounts.Flags
	m.Author, m.AuthorName, m.AuthorID, m.Flags = w.author(x)
	m.Text, m.Links, f = accounts.HTMLText(string(x.Content.Rendered))
	m.Flags |= f
	return m
}

// author is who wrote a comment. Guests have a name only: it is made a handle of the blog.
func (w *wordPress) author(x wpComment) (handle, name accounts.Text, id string, f accounts.Flags) {
	name, f = accounts.SafeName(string(x.AuthorName))
	who := slug(string(x.AuthorName))
	if who == "" {
		who = "guest"
	}
	handle, g := accounts.SafeHandle("@" + who + "@" + w.acc.Host)
	if id = string(x.Author); checkNumber("", id) != nil || id == "0" {
		id = "guest:" + who
	}
	return handle, name, id, f | g
}
