package twitter

//lint:file-ignore SA1019 The library for version 1.1 is kept as it is: that version changes no more.

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	legacy "github.com/dghubble/go-twitter/twitter"

	"vocero/accounts"
	"vocero/accounts/transport"
)

// extended asks for texts that are not cut.
const extended = "extended"

const (
	oldPage  = 200 // statuses a request
	oldPages = 10
)

// send makes one POST to statuses/update.
func (c *classic) send(ctx context.Context, o accounts.Outgoing) (accounts.Receipt, error) {
	if err := fits(o); err != nil {
		return accounts.Receipt{}, err
	}
	switch {
	case o.Poll != nil, len(o.MediaIDs) > 0:
		return accounts.Receipt{}, no(posting, accounts.CodeUnsupported, "version 1.1 of the API takes no files and no polls; leave them out or log in with version 2")
	}
	q := &legacy.StatusUpdateParams{TweetMode: extended}
	if o.InReplyTo != "" {
		n, err := number(posting, o.InReplyTo)
		if err != nil {
			return accounts.Receipt{}, err
		}
		if _, err := c.show(ctx, posting, o.InReplyTo); err != nil { // An answer to what is gone would become a post of its own.
			return accounts.Receipt{}, unsent(posting, err)
		}
		q.InReplyToStatusID, q.AutoPopulateReplyMetadata = n, legacy.Bool(true)
	}
	t, code, err := ask(transport.WithKey(ctx, o.Key), c.peer, posting, func(l *legacy.Client) (*legacy.Tweet, *http.Response, error) {
		return l.Statuses.Update(c.shortHandles(o.Text), q)
	})
	if err != nil {
		return accounts.Receipt{}, c.notPosted(unread(err, code), o)
	}
	p, _, _ := c.converted(*t)
	id := string(p.ID)
	if checkID(posting, id) != nil { // The library takes what it cannot read for a success.
		return accounts.Receipt{}, &accounts.Err{Doing: posting, Class: accounts.OutcomeUnknown, Code: accounts.CodeUnknown, Status: code,
			Cause: errors.New("the answer names no post; look at the account whether it is there")}
	}
	if p.CreatedAt.IsZero() {
		p.CreatedAt.Time = made(id, c.now())
	}
	return accounts.Receipt{RemoteID: id, URL: c.permalink(c.acc.User, id), At: p.CreatedAt.Time}, nil
}

// timeline is statuses/user_timeline, the newest first, without reposts.
func (c *classic) timeline(ctx context.Context, what string, count int, since, most int64) ([]legacy.Tweet, error) {
	me, err := number(what, c.acc.RemoteID)
	if err != nil {
		return nil, err
	}
	list, _, err := ask(ctx, c.peer, what, func(l *legacy.Client) ([]legacy.Tweet, *http.Response, error) {
		return l.Timelines.UserTimeline(&legacy.UserTimelineParams{UserID: me, Count: count, SinceID: since, MaxID: most, IncludeRetweets: legacy.Bool(false), TweetMode: extended})
	})
	return list, err
}

// find looks for what may have been posted, as version 2 does.
func (c *classic) find(ctx context.Context, o accounts.Outgoing, watermark string) ([]accounts.Receipt, error) {
	const what = "looking for a post"
	since := int64(0)
	if watermark != "" {
		var err error
		if since, err = number(what, watermark); err != nil {
			return nil, err
		}
	}
	m := modern{c.peer}
	var found []accounts.Receipt
	for most, pages := int64(0), 0; pages < findPages; pages++ {
		list, err := c.timeline(ctx, what, oldPage, since, most)
		if err != nil {
			return nil, err
		}
		oldest := time.Time{}
		for _, t := range list {
			p, _, _ := c.converted(t)
			oldest = p.CreatedAt.Time
			if m.matches(p, o, watermark) {
				id := string(p.ID)
				found = append(found, accounts.Receipt{RemoteID: id, URL: c.permalink(c.acc.User, id), At: p.CreatedAt.Time})
			}
		}
		if len(list) == 0 || oldest.Before(o.CreatedAt.Add(-lookBack)) {
			break
		}
		most = list[len(list)-1].ID - 1
	}
	slices.SortFunc(found, func(a, b accounts.Receipt) int { return compareIDs(a.RemoteID, b.RemoteID) })
	return found, nil
}

func (c *classic) newest(ctx context.Context) (string, error) {
	list, err := c.timeline(ctx, "reading the newest own post", 5, 0, 0)
	newest := ""
	for _, t := range list {
		if id := digits(t.ID, t.IDStr); checkID("", id) == nil && compareIDs(id, newest) > 0 {
			newest = id
		}
	}
	return newest, err
}

// inbox reads statuses/mentions_timeline since a cursor, oldest first, as version 2 does.
func (c *classic) inbox(ctx context.Context, cursor string, since time.Time) (accounts.Inbox, error) {
	if cursor != "" && checkID(readingInbox, cursor) != nil {
		return accounts.Inbox{}, no(readingInbox, accounts.CodeRefused, "the place in the inbox is not one of this network; read it anew")
	}
	if cursor == "" && since.IsZero() {
		since = c.now().Add(-firstDays)
	}
	in := accounts.Inbox{Cursor: cursor}
	m := modern{c.peer}
	pages, err := c.mentions(ctx, cursor, func(t legacy.Tweet) (older bool) {
		p, from, by := c.converted(t)
		id := string(p.ID)
		if checkID("", id) != nil || cursor != "" && compareIDs(id, cursor) <= 0 {
			return true
		}
		if compareIDs(id, in.Cursor) > 0 {
			in.Cursor = id
		}
		if cursor == "" && p.CreatedAt.Before(since) {
			return true
		}
		if string(p.AuthorID) != c.acc.RemoteID {
			in.Mentions = append(in.Mentions, m.mention(p, by, from))
		}
		return false
	})
	if err != nil {
		return accounts.Inbox{}, err
	}
	slices.SortFunc(in.Mentions, func(a, b accounts.Mention) int { return compareIDs(a.RemoteID, b.RemoteID) })
	in.Mentions = slices.CompactFunc(in.Mentions, func(a, b accounts.Mention) bool { return a.RemoteID == b.RemoteID })
	in.More = cursor != "" && pages > 1
	return in, nil
}

// mentions calls each for the mentions after an id, the newest first, until one is too old; and counts the pages that held any.
func (c *classic) mentions(ctx context.Context, after string, each func(legacy.Tweet) (older bool)) (pages int, err error) {
	since := int64(0)
	if after != "" {
		if since, err = number(readingInbox, after); err != nil {
			return 0, err
		}
	}
	for most := int64(0); pages < oldPages; pages++ {
		list, _, err := ask(ctx, c.peer, readingInbox, func(l *legacy.Client) ([]legacy.Tweet, *http.Response, error) {
			return l.Timelines.MentionTimeline(&legacy.MentionTimelineParams{Count: oldPage, SinceID: since, MaxID: most, TweetMode: extended})
		})
		if err != nil {
			return pages, err
		}
		if len(list) == 0 {
			return pages, nil
		}
		for _, t := range list {
			if each(t) {
				return pages + 1, nil
			}
		}
		most = list[len(list)-1].ID - 1
	}
	return pages, nil
}

// show is statuses/show.
func (c *classic) show(ctx context.Context, what, id string) (legacy.Tweet, error) {
	n, err := number(what, id)
	if err != nil {
		return legacy.Tweet{}, err
	}
	t, _, err := ask(ctx, c.peer, what, func(l *legacy.Client) (*legacy.Tweet, *http.Response, error) {
		return l.Statuses.Show(n, &legacy.StatusShowParams{TweetMode: extended})
	})
	if err != nil {
		return legacy.Tweet{}, err
	}
	if t.ID != n {
		return legacy.Tweet{}, notServer(what, "the answer holds no such post")
	}
	return *t, nil
}

// read reads one post back. How often it was answered is seldom told.
func (c *classic) read(ctx context.Context, remoteID string) (accounts.Remote, error) {
	t, err := c.show(ctx, "reading a post", remoteID)
	if err != nil {
		return accounts.Remote{}, err
	}
	p, from, by := c.converted(t)
	text, _, _ := shown(p)
	replies := -1
	if t.ReplyCount > 0 {
		replies = t.ReplyCount
	}
	return accounts.Remote{Receipt: accounts.Receipt{RemoteID: remoteID, URL: c.permalink(from.user, remoteID), At: p.CreatedAt.Time}, Text: text,
		Visibility: accounts.Public, InReplyTo: p.ref("replied_to"), Media: media(p, by), Counts: accounts.Counts{Likes: t.FavoriteCount, Boosts: t.RetweetCount, Replies: replies}}, nil
}

// act carries out one operation.
func (c *classic) act(ctx context.Context, o accounts.Outgoing) (accounts.Receipt, error) {
	what, r := acting(o.Op), accounts.Receipt{RemoteID: o.Target, At: c.now().UTC()}
	n, err := number(what, o.Target)
	if err != nil {
		return r, err
	}
	call := operation(o.Op, n)
	if call == nil {
		return r, no(what, accounts.CodeUnsupported, "version 1.1 of the API has no such act; do it in the browser")
	}
	if o.Op != accounts.OpFollow && o.Op != accounts.OpUnfollow {
		r.URL = c.permalink("", o.Target)
	}
	_, code, err := ask(ctx, c.peer, what, func(l *legacy.Client) (struct{}, *http.Response, error) {
		resp, err := call(l)
		return struct{}{}, resp, err
	})
	if err == nil || code >= http.StatusOK && code < http.StatusMultipleChoices {
		return r, nil // It was done, whatever the answer says of it.
	}
	return r, settled(o.Op, err)
}

// operation is the call of an operation; nil for what there is none.
func operation(op accounts.Op, n int64) func(*legacy.Client) (*http.Response, error) {
	switch op {
	case accounts.OpDelete:
		return func(l *legacy.Client) (*http.Response, error) { _, r, err := l.Statuses.Destroy(n, nil); return r, err }
	case accounts.OpBoost:
		return func(l *legacy.Client) (*http.Response, error) { _, r, err := l.Statuses.Retweet(n, nil); return r, err }
	case accounts.OpUnboost:
		return func(l *legacy.Client) (*http.Response, error) {
			_, r, err := l.Statuses.Unretweet(n, nil)
			return r, err
		}
	case accounts.OpLike:
		return func(l *legacy.Client) (*http.Response, error) {
			_, r, err := l.Favorites.Create(&legacy.FavoriteCreateParams{ID: n})
			return r, err
		}
	case accounts.OpUnlike:
		return func(l *legacy.Client) (*http.Response, error) {
			_, r, err := l.Favorites.Destroy(&legacy.FavoriteDestroyParams{ID: n})
			return r, err
		}
	case accounts.OpFollow:
		return func(l *legacy.Client) (*http.Response, error) {
			_, r, err := l.Friendships.Create(&legacy.FriendshipCreateParams{UserID: n})
			return r, err
		}
	case accounts.OpUnfollow:
		return func(l *legacy.Client) (*http.Response, error) {
			_, r, err := l.Friendships.Destroy(&legacy.FriendshipDestroyParams{UserID: n})
			return r, err
		}
	}
	return nil
}
