package facebook

import (
	"context"
	"fmt"
	"hash/fnv"
	"net/url"
	"slices"
	"strings"
	"time"

	"vocero/accounts"
)

const (
	readingInbox = "reading comments"
	feedPage     = 25
	feedPages    = 4  // of the newest posts, whose comments are read whatever their age
	smallPage    = 5  // where the network finds a page too heavy
	nestedNotes  = 10 // of the newest comments that come with a post
	inboxPage    = 100
	maxPages     = 200
	firstDays    = 7 * 24 * time.Hour
	overlap      = time.Minute // what is read again, for comments that the network shows late
)

// cursor is how far the inbox was read: the moment of the newest that was said, and what was there of the minute before. The network
// tells moments by the second, and has no list of what is new.
type cursor struct {
	at   time.Time
	seen []string // sorted, short
}

func (c cursor) String() string {
	if c.at.IsZero() {
		return ""
	}
	return c.at.UTC().Format(time.RFC3339) + "|" + strings.Join(c.seen, ",")
}

func parseCursor(s string) (cursor, error) {
	at, seen, _ := strings.Cut(s, "|")
	t, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return cursor{}, refused(readingInbox, accounts.CodeRefused, "the place in the inbox is not one of this network; read it anew")
	}
	return cursor{t, strings.FieldsFunc(seen, func(r rune) bool { return r == ',' })}, nil
}

// after is the cursor when these have been read; it never goes back.
func (c cursor) after(list []heard) cursor {
	next := cursor{at: c.at}
	for _, h := range list {
		if h.at.After(next.at) {
			next.at = h.at
		}
	}
	for _, h := range list {
		if !h.at.Before(next.at.Add(-overlap)) {
			next.seen = append(next.seen, h.short())
		}
	}
	slices.Sort(next.seen)
	return next
}

// heard is one thing that somebody said to the page.
type heard struct {
	place place
	up    string // what it answers, as a remote id
	at    time.Time
	post  *postNode // or
	note  *noteNode
}

func (h heard) short() string {
	f := fnv.New32a()
	_, _ = f.Write([]byte(h.place.node())) // It never fails.
	return fmt.Sprintf("%x", f.Sum32())
}

// reading is one reading of the inbox.
type reading struct {
	c     *Client
	floor time.Time // nothing older is wanted
	had   map[string]bool
	all   []heard // newest first within each list
}

// Inbox reads what was said to the page since a cursor, oldest first: the comments below its newest hundred posts, and the posts that
// name it. Without a cursor it reads back to since (zero: seven days). Everything since then is one reading; after a long one it
// asks to be called again.
func (c *Client) Inbox(ctx context.Context, at string, since time.Time) (accounts.Inbox, error) {
	from := cursor{}
	r := &reading{c: c, floor: since, had: map[string]bool{}}
	switch {
	case at != "":
		var err error
		if from, err = parseCursor(at); err != nil {
			return accounts.Inbox{}, err
		}
		r.floor = from.at.Add(-overlap)
	case since.IsZero():
		r.floor = c.now().Add(-firstDays)
	}
	if err := r.feed(ctx); err != nil {
		return accounts.Inbox{}, err
	}
	if err := r.tagged(ctx); err != nil {
		return accounts.Inbox{}, err
	}
	slices.Reverse(r.all)
	slices.SortStableFunc(r.all, func(a, b heard) int { return a.at.Compare(b.at) })
	in := accounts.Inbox{Cursor: from.after(r.all).String()}
	for _, h := range r.all {
		if h.at.Before(r.floor) || slices.Contains(from.seen, h.short()) {
			continue
		}
		in.Mentions = append(in.Mentions, c.mention(h))
	}
	in.More = at != "" && len(in.Mentions) >= inboxPage
	return in, nil
}

// feed reads the newest posts of the page's feed with their newest comments
// (https://developers.facebook.com/docs/graph-api/reference/page/feed). Posts of others stand in it too.
func (r *reading) feed(ctx context.Context) error {
	q := url.Values{"limit": {fmt.Sprint(feedPage)}, "fields": {fmt.Sprintf("%s,comments.filter(stream).order(reverse_chronological).limit(%d){%s}", postFields, nestedNotes, noteFields)}}
	err := r.walkFeed(ctx, q)
	if err != nil && strings.Contains(accounts.AsErr(err).Detail.String(), "reduce the amount of data") { // It asks for smaller pages so.
		q.Set("limit", fmt.Sprint(smallPage))
		q.Del("after")
		err = r.walkFeed(ctx, q)
	}
	return err
}

func (r *reading) walkFeed(ctx context.Context, q url.Values) error {
	seen := 0
	var fault error
	err := walk(ctx, r.c, readingInbox, r.c.own("/feed"), q, maxPages, func(p postNode) bool {
		if seen++; seen > feedPage*feedPages && p.Created.Before(r.floor) {
			return false
		}
		r.hear(p)
		fault = r.notes(ctx, p)
		return fault == nil
	})
	if fault != nil {
		return fault
	}
	return err
}

// tagged reads the posts of others that name the page (https://developers.facebook.com/docs/graph-api/reference/page/tagged). They stand in the feed
// too, so a page that may not ask for the list alone hears them there.
func (r *reading) tagged(ctx context.Context) error {
	q := url.Values{"limit": {fmt.Sprint(inboxPage)}, "fields": {postFields}}
	err := walk(ctx, r.c, readingInbox, r.c.own("/tagged"), q, maxPages, func(p postNode) bool {
		if p.Created.Before(r.floor) {
			return false
		}
		r.hear(p)
		return true
	})
	if err != nil && accounts.AsErr(err).Code == accounts.CodeRights {
		return nil
	}
	return err
}

// notes takes in the comments that came with a post, and reads on where there may be more that are new.
func (r *reading) notes(ctx context.Context, p postNode) error {
	first := p.Comments.Get()
	for _, n := range first.Data.Get() {
		if !r.note(p, n) {
			return nil
		}
	}
	if first.after() == "" {
		return nil
	}
	q := url.Values{"limit": {fmt.Sprint(inboxPage)}, "fields": {noteFields}, "filter": {"stream"}, "order": {"reverse_chronological"}, "after": {first.after()}}
	err := walk(ctx, r.c, readingInbox, "/"+string(p.ID)+"/comments", q, maxPages, func(n noteNode) bool { return r.note(p, n) })
	if gone(err) {
		return nil // It was deleted meanwhile.
	}
	return err
}

// hear takes in a post of somebody else.
func (r *reading) hear(p postNode) {
	at := place{post: string(p.ID)}
	if r.had[at.post] || r.c.mine(p.From.Get()) || p.Created.IsZero() || !postRef().MatchString(at.post) {
		return
	}
	r.had[at.post] = true
	r.all = append(r.all, heard{place: at, at: p.Created.Time, post: &p})
}

// note takes in a comment of somebody else: below a post of another only when it answers the page. It is false for one that is too old.
func (r *reading) note(p postNode, n noteNode) bool {
	at := place{string(p.ID), string(n.ID)}
	switch {
	case n.Created.Before(r.floor):
		return n.Created.IsZero()
	case r.had[at.String()], r.c.mine(n.From.Get()), !placeRef().MatchString(at.String()):
		return true
	case !r.c.mine(p.From.Get()) && !r.c.mine(n.Parent.Get().From.Get()):
		return true
	}
	r.had[at.String()] = true
	r.all = append(r.all, heard{place: at, up: answers(at, n), at: n.Created.Time, note: &n})
	return true
}

// answers is what a comment answers: another, or the post.
func answers(at place, n noteNode) string {
	if up := string(n.Parent.Get().ID); noteRef().MatchString(up) {
		return place{at.post, up}.String()
	}
	return at.post
}

// mention is what somebody said, in our words.
func (c *Client) mention(h heard) accounts.Mention {
	m := accounts.Mention{Account: c.acc.ID, RemoteID: h.place.String(), StatusID: h.place.String(), Kind: accounts.Talk, Visibility: accounts.Public,
		InReplyTo: h.up, At: h.at, Received: c.now().UTC()}
	from, text, address, files := someone{}, "", "", []hanging(nil)
	if h.post != nil {
		from, text, address, files = h.post.From.Get(), string(h.post.Message), string(h.post.URL), h.post.Attachments.Get().Data.Get()
	} else {
		from, text, address = h.note.From.Get(), string(h.note.Message), string(h.note.URL)
		if h.note.Attachment.There() {
			files = []hanging{h.note.Attachment.Get()}
		}
	}
	var f accounts.Flags
	m.Text, f = accounts.SafeBlock(text)
	m.AuthorID = string(from.ID)
	m.Author, m.AuthorName, m.Flags = names(from)
	m.Flags |= f
	m.Media, m.Links = hung(files), links(text, files)
	if m.URL = openable(address); m.URL == "" {
		m.URL = h.place.page()
	}
	return m
}
