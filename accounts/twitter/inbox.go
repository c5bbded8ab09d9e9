package twitter

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"vocero/accounts"
)

const (
	readingInbox = "reading mentions"
	inboxPage    = 100
	inboxPages   = 10 // the network gives 800
	firstDays    = 7 * 24 * time.Hour
	// postFields and mediaFields are what is asked of other people's posts; authors are looked up apart.
	postFields  = "author_id,created_at,lang,entities,referenced_tweets,attachments,note_tweet"
	mediaFields = "type,url,preview_image_url,alt_text"
)

// postQuery is a query for posts with their files.
func postQuery(fields string) url.Values {
	return url.Values{"tweet.fields": {fields}, "expansions": {"attachments.media_keys"}, "media.fields": {mediaFields}}
}

// inbox reads the mentions since a cursor, oldest first (https://docs.x.com/x-api/users/get-mentions). The network lists the newest
// first, so everything since the cursor is one reading; when that took more than one page, it asks to be called again. Without a
// cursor it reads back to since (zero: seven days). What was read before an error is not paid for again on the same day.
func (m *modern) inbox(ctx context.Context, cursor string, since time.Time) (accounts.Inbox, error) {
	q := postQuery(postFields)
	q.Set("max_results", fmt.Sprint(inboxPage))
	switch {
	case cursor != "":
		if checkID(readingInbox, cursor) != nil {
			return accounts.Inbox{}, no(readingInbox, accounts.CodeRefused, "the place in the inbox is not one of this network; read it anew")
		}
		q.Set("since_id", cursor)
	case since.IsZero():
		since = m.now().Add(-firstDays)
		fallthrough
	default:
		q.Set("start_time", stamp(m.past(since)))
	}
	got, by, pages, err := m.mentioned(ctx, cursor, q)
	if err != nil {
		return accounts.Inbox{}, err
	}
	authors, err := m.people(ctx, readingInbox, got)
	if err != nil {
		return accounts.Inbox{}, err
	}
	in := accounts.Inbox{Cursor: cursor, More: cursor != "" && pages > 1}
	slices.SortFunc(got, func(a, b post) int { return compareIDs(string(a.ID), string(b.ID)) })
	for _, p := range got {
		if compareIDs(string(p.ID), in.Cursor) > 0 {
			in.Cursor = string(p.ID)
		}
		if string(p.AuthorID) != m.acc.RemoteID {
			in.Mentions = append(in.Mentions, m.mention(p, by, authors[string(p.AuthorID)]))
		}
	}
	return in, nil
}

// mentioned are the mentions of a query, each once, with their files.
func (m *modern) mentioned(ctx context.Context, cursor string, q url.Values) (got []post, by map[string]file, pages int, err error) {
	if err := checkID(readingInbox, m.acc.RemoteID); err != nil {
		return nil, nil, 0, err
	}
	had := map[string]bool{}
	by = map[string]file{}
	for pages = 1; ; pages++ {
		var p page
		if err := m.get(ctx, readingInbox, "/2/users/"+m.acc.RemoteID+"/mentions", q, &p); err != nil {
			return nil, nil, pages, err
		}
		m.posts(p.Data.Get(), true)
		if !p.answered() {
			if err := partial(readingInbox, p.Errors); err != nil {
				return nil, nil, pages, err
			}
			return nil, nil, pages, notServer(readingInbox, "the answer holds no mentions")
		}
		for _, x := range p.Data.Get() {
			id := string(x.ID)
			if checkID("", id) == nil && !had[id] && (cursor == "" || compareIDs(id, cursor) > 0) && !x.CreatedAt.IsZero() {
				had[id] = true
				got = append(got, x)
			}
		}
		for key, f := range p.Includes.Get().media() {
			by[key] = f
		}
		next := string(p.Meta.Get().Next)
		if next == "" || pages >= inboxPages {
			return got, by, pages, nil
		}
		q.Set("pagination_token", next)
	}
}

// mention is a post in our words.
func (m *modern) mention(p post, by map[string]file, from somebody) accounts.Mention {
	id := string(p.ID)
	out := accounts.Mention{Account: m.acc.ID, RemoteID: id, StatusID: id, Kind: accounts.Talk, Author: from.handle, AuthorName: from.name, AuthorID: string(p.AuthorID),
		Visibility: accounts.Public, Language: language(p), URL: m.permalink(from.user, id), InReplyTo: p.ref("replied_to"), At: p.CreatedAt.Time, Received: m.now().UTC()}
	var f accounts.Flags
	out.Text, out.Links, f = shown(p)
	out.Flags = from.flags | f
	out.Media = media(p, by)
	if again := p.ref("retweeted"); again != "" {
		out.Kind, out.StatusID = accounts.Boost, again
		return out
	}
	_, e := p.whole()
	for _, n := range e.Mentions {
		out.Named = out.Named || strings.EqualFold(string(n.Username), m.acc.User)
		out.Addressed = m.address(out.Addressed, string(n.Username), from.user)
	}
	return out
}

// address adds somebody to those who are named besides the account and the author.
func (p peer) address(list []accounts.Text, name, author string) []accounts.Text {
	if name == "" || strings.EqualFold(name, p.acc.User) || strings.EqualFold(name, author) {
		return list
	}
	if h, _ := p.handle(name); !slices.Contains(list, h) {
		list = append(list, h)
	}
	return list
}
