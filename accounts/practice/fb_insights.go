package practice

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The metrics of https://developers.facebook.com/docs/graph-api/reference/insights that are left since impressions became views.
var (
	fbPageMetrics = []string{"page_media_view", "page_total_media_view_unique", "page_post_engagements", "page_daily_follows", "page_views_total"}
	fbPostMetrics = []string{"post_media_view", "post_total_media_view_unique", "post_clicks"}
)

// fbPostInsights makes figures out of what is known of a post.
func (c *call) fbPostInsights(p *post) []object {
	seen := 10*len(p.Likes) + 25*len(p.Boosts) + 5*len(c.fbBelow(p, true)) + 40
	out := []object{}
	for i, v := range []int{seen, seen * 3 / 4, len(p.Likes) + 2*len(p.Boosts)} {
		out = append(out, object{"name": fbPostMetrics[i], "period": "lifetime", "values": []object{{"value": v}}, "id": fbID(p, p) + "/insights/" + fbPostMetrics[i] + "/lifetime"})
	}
	return out
}

// fbInsights are the figures of the page by day, or of one post.
func (c *call) fbInsights() reply {
	if no := c.fbLacks("read_insights"); no != nil {
		return *no
	}
	names, known := strings.Split(c.val("metric"), ","), fbPageMetrics
	p := c.fbFind(c.id())
	switch {
	case p != nil:
		known = fbPostMetrics
	case c.id() != c.who.ID:
		return c.fbMissing()
	}
	if slices.ContainsFunc(names, func(n string) bool { return !slices.Contains(known, n) }) {
		return gfail(http.StatusBadRequest, 100, 0, "(#100) The value must be a valid insights metric")
	}
	if p != nil {
		return ok(object{"data": c.fbPostInsights(p)})
	}
	from, _ := strconv.ParseInt(c.val("since"), 10, 64)
	to, _ := strconv.ParseInt(c.val("until"), 10, 64)
	start, end := time.Unix(from, 0).UTC(), time.Unix(to, 0).UTC()
	switch {
	case c.val("period") != "day":
		return gfail(http.StatusBadRequest, 100, 0, "(#100) period: only day is practised")
	case end.Before(start), end.Sub(start) > fbInsight:
		return gfail(http.StatusBadRequest, 100, 0, "(#100) There cannot be more than 90 days between since and until")
	}
	out := []object{}
	for i, n := range names {
		values := []object{}
		for day := start; day.Before(end); day = day.AddDate(0, 0, 1) {
			values = append(values, object{"value": c.fbDay(i, day), "end_time": fbStamp(day.AddDate(0, 0, 1))})
		}
		out = append(out, object{"name": n, "period": "day", "values": values, "id": c.who.ID + "/insights/" + n + "/day"})
	}
	return ok(object{"data": out})
}

// fbDay is a figure of a day: the same whenever it is asked.
func (c *call) fbDay(metric int, day time.Time) int {
	return int(mix(uint64(day.Unix()/86400)*16+uint64(metric)) % 500)
}
