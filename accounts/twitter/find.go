package twitter

import (
	"context"
	"net/url"
	"slices"
	"time"

	"vocero/accounts"
)

const (
	lookBack  = 2 * time.Minute // how far two clocks may differ
	findPages = 5
	// ownFields are what is asked of own posts, to compare them.
	ownFields = "created_at,entities,referenced_tweets,attachments,note_tweet"
)

// find looks for what may have been posted: own posts, no reposts, newer than the watermark, made no earlier than two minutes before
// the payload was frozen, with the same parent, number of files and text
// (https://docs.x.com/x-api/users/get-posts). What is not there costs nothing.
func (m *modern) find(ctx context.Context, o accounts.Outgoing, watermark string) ([]accounts.Receipt, error) {
	const what = "looking for a post"
	q := url.Values{"max_results": {"100"}, "exclude": {"retweets"}, "tweet.fields": {ownFields}}
	if watermark != "" {
		if err := checkID(what, watermark); err != nil {
			return nil, err
		}
		q.Set("since_id", watermark)
	} else {
		q.Set("start_time", stamp(m.past(o.CreatedAt.Add(-lookBack))))
	}
	var found []accounts.Receipt
	for range findPages {
		p, err := m.own(ctx, what, q)
		if err != nil {
			return nil, err
		}
		for _, x := range p.Data.Get() {
			if m.matches(x, o, watermark) {
				id := string(x.ID)
				found = append(found, accounts.Receipt{RemoteID: id, URL: m.permalink(m.acc.User, id), At: x.CreatedAt.Time})
			}
		}
		if q.Set("pagination_token", string(p.Meta.Get().Next)); p.Meta.Get().Next == "" {
			break
		}
	}
	slices.SortFunc(found, func(a, b accounts.Receipt) int { return compareIDs(a.RemoteID, b.RemoteID) })
	return found, nil
}

// own reads a page of own posts, the newest first.
func (m *modern) own(ctx context.Context, what string, q url.Values) (page, error) {
	var p page
	if err := checkID(what, m.acc.RemoteID); err != nil {
		return p, err
	}
	if err := m.get(ctx, what, "/2/users/"+m.acc.RemoteID+"/tweets", q, &p); err != nil {
		return p, err
	}
	m.posts(p.Data.Get(), true)
	for _, x := range p.Data.Get() {
		m.ours(string(x.ID))
	}
	if !p.answered() {
		if err := partial(what, p.Errors); err != nil {
			return p, err
		}
		return p, notServer(what, "the answer holds no posts")
	}
	return p, nil
}

func (m *modern) matches(p post, o accounts.Outgoing, watermark string) bool {
	hung := p.Attached.Get()
	switch {
	case checkID("", string(p.ID)) != nil,
		watermark != "" && compareIDs(string(p.ID), watermark) <= 0,
		p.CreatedAt.Before(o.CreatedAt.Add(-lookBack)),
		p.ref("replied_to") != o.InReplyTo,
		p.ref("retweeted") != "",
		o.Visibility != accounts.Public,
		len(hung.MediaKeys) != len(o.MediaIDs),
		(len(hung.PollIDs) > 0) != (o.Poll != nil):
		return false
	}
	raw, e := p.whole()
	links, files := e.links()
	return sameText(m.shortHandles(o.Text), expand(raw, links, files), links, o.InReplyTo != "")
}

// newest is the id of the newest own post. Of the posts read for it, each is paid for once a day.
func (m *modern) newest(ctx context.Context) (string, error) {
	p, err := m.own(ctx, "reading the newest own post", url.Values{"max_results": {"5"}})
	newest := ""
	for _, x := range p.Data.Get() {
		if id := string(x.ID); checkID("", id) == nil && compareIDs(id, newest) > 0 {
			newest = id
		}
	}
	return newest, err
}

// clockMost is how far this machine's clock may be ahead: with more, no signature is good any more.
const clockMost = 6 * time.Minute

// past is an instant, or a few minutes ago where that is too young: the network refuses a beginning in its future.
func (p peer) past(t time.Time) time.Time {
	if young := p.now().Add(-clockMost); t.After(young) {
		return young
	}
	return t
}

// stamp is an instant as the API reads it.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }
