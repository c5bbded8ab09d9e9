package facebook

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"vocero/accounts"
)

// The metrics that are left since views took the place of impressions, with their figures
// (https://developers.facebook.com/docs/graph-api/reference/insights).
var (
	postMetrics = map[string]accounts.Figure{"post_media_view": accounts.Impressions, "post_total_media_view_unique": accounts.Reach, "post_clicks": accounts.Clicks}
	pageMetrics = map[string]accounts.Figure{"page_media_view": accounts.Impressions, "page_post_engagements": accounts.Engagements, "page_daily_follows": accounts.Arrivals,
		"page_views_total": accounts.Visits}
)

const (
	askPost   = "insights.metric(post_media_view,post_total_media_view_unique,post_clicks)"
	askPage   = "page_media_view,page_post_engagements,page_daily_follows,page_views_total"
	countPost = "id,shares,reactions.limit(0).summary(total_count),comments.filter(stream).limit(0).summary(total_count)"
	longest   = 90 * 24 * time.Hour // of one question for figures by day
	measuring = "reading figures"
	mostPosts = 100
)

// Measure reads the figures of own posts and comments. Without the permission for insights, or where the network dropped a metric, the
// counts that everybody sees are left.
func (c *Client) Measure(ctx context.Context, remoteIDs []string) ([]accounts.Figures, error) {
	var out []accounts.Figures
	for _, id := range remoteIDs[:min(len(remoteIDs), mostPosts)] {
		at, err := parsePlace(measuring, id)
		if err != nil {
			continue
		}
		f := accounts.Figures{RemoteID: id, At: c.now().UTC(), Values: map[accounts.Figure]int64{}}
		if at.comment != "" {
			err = c.measureNote(ctx, at, f)
		} else {
			err = c.measurePost(ctx, at, f)
		}
		switch {
		case gone(err):
			continue
		case err != nil:
			return out, err
		}
		out = append(out, f)
	}
	return out, nil
}

func (c *Client) measurePost(ctx context.Context, at place, f accounts.Figures) error {
	var p postNode
	err := c.get(ctx, measuring, "/"+at.node(), url.Values{"fields": {countPost + "," + askPost}}, &p)
	if err != nil {
		if code := accounts.AsErr(err).Code; code != accounts.CodeRights && code != accounts.CodeRefused {
			return err
		}
		p = postNode{}
		if err := c.get(ctx, measuring, "/"+at.node(), url.Values{"fields": {countPost}}, &p); err != nil {
			return err
		}
	}
	if string(p.ID) != at.post {
		return notServer(measuring, "the answer is another post")
	}
	f.Values[accounts.Likes], f.Values[accounts.Replies] = p.Reactions.Get().total(), p.Comments.Get().total()
	f.Values[accounts.Boosts] = p.Shares.Get().Count.Or(0)
	sum(f.Values, p.Insights.Get().Data.Get(), postMetrics)
	f.Values[accounts.Engagements] = f.Values[accounts.Likes] + f.Values[accounts.Replies] + f.Values[accounts.Boosts] + f.Values[accounts.Clicks]
	return nil
}

func (c *Client) measureNote(ctx context.Context, at place, f accounts.Figures) error {
	var n noteNode
	if err := c.get(ctx, measuring, "/"+at.node(), url.Values{"fields": {"id,like_count,comment_count"}}, &n); err != nil {
		return err
	}
	if string(n.ID) != at.comment {
		return notServer(measuring, "the answer is another comment")
	}
	f.Values[accounts.Likes], f.Values[accounts.Replies] = n.Likes.Or(0), n.Notes.Or(0)
	return nil
}

// sum adds what the network told by metric and day.
func sum(into map[accounts.Figure]int64, list []figure, names map[string]accounts.Figure) {
	for _, one := range list {
		name, known := names[string(one.Name)]
		for _, v := range one.Values {
			if known && v.Value.Known() {
				into[name] += v.Value.Or(0)
			}
		}
	}
}

// Survey reads the figures of the page for a span, whole days, and how many follow it now. How many people were reached is told by day
// only, and such figures cannot be added.
func (c *Client) Survey(ctx context.Context, from, to time.Time) (accounts.Figures, error) {
	f := accounts.Figures{At: c.now().UTC(), Values: map[accounts.Figure]int64{}}
	var p pageNode
	if err := c.get(ctx, measuring, c.own(""), url.Values{"fields": {"id,followers_count"}}, &p); err != nil {
		return f, err
	}
	if p.Followers.Known() {
		f.Values[accounts.FollowersN] = p.Followers.Or(0)
	}
	for from.Before(to) {
		end := to
		if end.Sub(from) > longest {
			end = from.Add(longest)
		}
		q := url.Values{"metric": {askPage}, "period": {"day"}, "since": {fmt.Sprint(from.Unix())}, "until": {fmt.Sprint(end.Unix())}}
		err := walk(ctx, c, measuring, c.own("/insights"), q, 1, func(one figure) bool {
			sum(f.Values, []figure{one}, pageMetrics)
			return true
		})
		if err != nil {
			return f, err
		}
		from = end
	}
	return f, nil
}
