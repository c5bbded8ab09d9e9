package practice

import (
	"net/http"
	"strconv"
	"time"
)

// What a search covers (docs.x.com/x-api/posts/search/introduction).
const (
	xSearchTime  = 7 * 24 * time.Hour
	xQueryLength = 512 // characters
)

// xSought reads the query and the time of a search; the oldest moment that may be asked for is a week ago.
func (c *call) xSought(x *xSheet) (xMatch, xSpan, *reply) {
	refuse := func(name, value, message string) (xMatch, xSpan, *reply) {
		p := xInvalid(name, value, message)
		return nil, xSpan{}, &p
	}
	text := c.val("query")
	if text == "" {
		return refuse("query", "", "The `query` query parameter can not be empty")
	}
	if n := len([]rune(text)); n > xQueryLength {
		return refuse("query", text, "The `query` query parameter value is longer than "+strconv.Itoa(xQueryLength)+" characters, it has "+strconv.Itoa(n))
	}
	m, wrong := c.readQuery(text)
	if wrong != "" {
		return refuse("query", text, "There were errors processing your request: "+wrong)
	}
	s, no := c.xSpan(10, 10)
	if no != nil {
		return nil, s, no
	}
	oldest := c.now.Add(-xSearchTime)
	if !s.from.IsZero() && s.from.Before(oldest) {
		return refuse("start_time", c.val("start_time"), "Invalid 'start_time':'"+c.val("start_time")+"'. 'start_time' must be on or after "+stamp(oldest)+".")
	}
	if c.val("since_id") != "" && s.since < stampOf(oldest) {
		least := c.traits.ids.format(stampOf(oldest))
		return refuse("since_id", c.val("since_id"), "'since_id' must be a tweet id created after "+stamp(oldest)+". Please use a 'since_id' that is larger than "+least)
	}
	if s.from.IsZero() {
		s.from = oldest
	}
	return m, s, nil
}

// xSearch is GET /2/tweets/search/recent; reposts have not been in it since 2026-05 (docs.x.com/changelog).
func (c *call) xSearch() reply {
	x, no := c.sheet(append([]string{"query", "next_token", "sort_order"}, xSpanParams...)...)
	if no != nil {
		return *no
	}
	m, s, no := c.xSought(x)
	if no != nil {
		return *no
	}
	return x.list(c.ix.order, s, maxPosts, func(p *post) bool { return p.Boost == "" && m(p) })
}

// xSteps are the parts that a count is cut into.
var xSteps = map[string]time.Duration{"": time.Hour, "hour": time.Hour, "minute": time.Minute, "day": 24 * time.Hour}

// xCounts is GET /2/tweets/counts/recent: how many posts there are in each part of a week, without reading one.
func (c *call) xCounts() reply {
	x, no := c.sheet("query", "start_time", "end_time", "since_id", "until_id", "granularity", "next_token", "pagination_token", "search_count.fields")
	if no != nil {
		return *no
	}
	step := xSteps[c.val("granularity")]
	if step == 0 {
		return xInvalid("granularity", c.val("granularity"), "The `granularity` query parameter value ["+c.val("granularity")+"] is not one of [minute,hour,day]")
	}
	m, s, no := c.xSought(x)
	if no != nil {
		return *no
	}
	if no := c.xCharge(xPrices.count); no != nil {
		return *no
	}
	end := c.now
	if !s.to.IsZero() && s.to.Before(end) {
		end = s.to
	}
	counts, total := map[time.Time]int{}, 0
	for _, p := range c.ix.order {
		if c.sees(nil, p) && p.Boost == "" && s.holds(p) && m(p) {
			counts[p.Created.UTC().Truncate(step)]++
			total++
		}
	}
	data := []object{}
	for at := s.from.UTC(); at.Before(end); {
		next := at.Truncate(step).Add(step)
		if next.After(end) {
			next = end
		}
		data = append(data, object{"start": stamp(at), "end": stamp(next), "tweet_count": counts[at.Truncate(step)]})
		at = next
	}
	return give(http.StatusOK, object{"data": data, "meta": object{"total_tweet_count": total}})
}

// xUsage is GET /2/usage/tweets: how many posts the owner of the app has read this month.
func (c *call) xUsage() reply {
	f := map[string]any{"project_cap": "3000000", "project_id": c.payer(), "cap_reset_day": 1}
	b := c.bill(c.payer())
	f["project_usage"] = strconv.Itoa(b.Reads)
	if b.Cap > 0 {
		f["project_cap"] = strconv.Itoa(b.Cap)
	}
	return ok(object{"data": f})
}
