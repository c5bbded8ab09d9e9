package twitter

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"vocero/accounts"
	"vocero/accounts/wire"
)

const (
	measuring   = "reading figures"
	measureMost = 100
	// privateFields are seen by the author alone, and of posts of the last thirty days
	// (https://docs.x.com/x-api/fundamentals/metrics).
	privateFields = "public_metrics,non_public_metrics,organic_metrics"
)

// measure reads the figures of own posts. Of posts that are too old for the private ones, the public ones are read apart.
func (m *modern) measure(ctx context.Context, ids []string) ([]accounts.Figures, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	if len(ids) > measureMost {
		return nil, no(measuring, accounts.CodeRefused, "%d posts are too many at once, %d are the most", len(ids), measureMost)
	}
	for _, id := range ids {
		if err := checkID(measuring, id); err != nil {
			return nil, err
		}
	}
	got, rest := map[string]post{}, ids
	if m.login.Own {
		var err error
		if rest, err = m.inTimeline(ctx, ids, got); err != nil {
			return nil, err
		}
	}
	old, err := m.figures(ctx, rest, privateFields, got)
	if err == nil {
		_, err = m.figures(ctx, old, "public_metrics", got)
	}
	if err != nil {
		return nil, err
	}
	var out []accounts.Figures
	for _, id := range ids {
		if p, ok := got[id]; ok {
			out = append(out, accounts.Figures{RemoteID: id, At: m.now().UTC(), Values: values(p)})
		}
	}
	return out, nil
}

// inTimeline reads posts into got out of the account's own timeline, which costs a fifth of reading them by their ids, and returns
// those that it did not come upon: when as many others as there are ids were read for nothing, it ends.
func (m *modern) inTimeline(ctx context.Context, ids []string, got map[string]post) (rest []string, err error) {
	rest = slices.Compact(slices.SortedFunc(slices.Values(ids), compareIDs))
	n := len(rest)
	q := url.Values{"tweet.fields": {privateFields}, "exclude": {"retweets"}, "max_results": {strconv.Itoa(min(max(n, 5), measureMost))},
		"since_id": {beside(rest[0], -1)}, "until_id": {beside(rest[n-1], 1)}}
	for read := 0; ; {
		p, err := m.own(ctx, measuring, q)
		if err != nil {
			return nil, err
		}
		for _, x := range p.Data.Get() {
			if i := slices.Index(rest, string(x.ID)); i >= 0 && x.Public.There() {
				got[string(x.ID)], rest = x, slices.Delete(rest, i, i+1)
			}
		}
		read += len(p.Data.Get())
		next := string(p.Meta.Get().Next)
		if len(rest) == 0 || next == "" || read-(n-len(rest)) >= n {
			return rest, nil
		}
		q.Set("pagination_token", next)
	}
}

// figures reads posts into got, and returns those that are there but not with all that was asked for.
func (m *modern) figures(ctx context.Context, ids []string, fields string, got map[string]post) ([]string, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	p, err := m.lookup(ctx, measuring, url.Values{"ids": {strings.Join(ids, ",")}, "tweet.fields": {fields}})
	if err != nil {
		return nil, err
	}
	for _, x := range p.Data.Get() {
		got[string(x.ID)] = x
	}
	var old []string
	for _, e := range p.Errors {
		id := string(e.ResourceID)
		if _, there := got[id]; !there && slices.Contains(ids, id) && judge(e, 0).code != accounts.CodeNotFound && !slices.Contains(old, id) {
			old = append(old, id)
		}
	}
	return old, nil
}

// values are the figures of a post. Impressions are the public ones, which count as the network's own pages do.
func values(p post) map[accounts.Figure]int64 {
	pub, own, organic := p.Public.Get(), p.NonPublic.Get(), p.Organic.Get()
	out := map[accounts.Figure]int64{}
	set := func(f accounts.Figure, from ...wire.Num) {
		for _, n := range from {
			if n.Known() {
				out[f] = n.Or(0)
				return
			}
		}
	}
	set(accounts.Likes, pub.Likes)
	set(accounts.Boosts, pub.Retweets, pub.Reposts)
	set(accounts.Replies, pub.Replies)
	set(accounts.Quotes, pub.Quotes)
	set(accounts.Bookmarks, pub.Bookmarks)
	set(accounts.Impressions, pub.Impressions, own.Impressions, organic.Impressions)
	set(accounts.Clicks, own.LinkClicks, organic.LinkClicks)
	set(accounts.Visits, own.Visits, organic.Visits)
	set(accounts.Engagements, own.Engagements)
	return out
}

// survey reads the figures of the account.
func (m *modern) survey(ctx context.Context) (accounts.Figures, error) {
	u, err := m.me(ctx, measuring, "public_metrics")
	if err != nil {
		return accounts.Figures{}, err
	}
	out := accounts.Figures{At: m.now().UTC(), Values: map[accounts.Figure]int64{}}
	c := u.Public.Get()
	for f, n := range map[accounts.Figure]int64{accounts.FollowersN: c.Followers.Or(-1), accounts.FollowingN: c.Following.Or(-1), accounts.PostsN: c.Tweets.Or(c.Posts.Or(-1))} {
		if n >= 0 {
			out.Values[f] = n
		}
	}
	return out, nil
}
