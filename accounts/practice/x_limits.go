package practice

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// xWindow is that of the limits (docs.x.com/x-api/fundamentals/rate-limits).
const xWindow = 15 * time.Minute

// xLimits are how often a user may ask in a window, by the pattern of the route.
var xLimits = map[string]int{
	"GET /2/users/me": 75, "GET /2/users": 900, "GET /2/users/by": 900, "GET /2/users/by/username/{name}": 900, "GET /2/users/{id}": 900,
	"GET /2/users/{id}/tweets": 900, "GET /2/users/{id}/mentions": 300, "POST /2/tweets": 100, "GET /2/tweets": 5000, "GET /2/tweets/{id}": 900,
	"DELETE /2/tweets/{id}": 50, "PUT /2/tweets/{id}/hidden": 50, "GET /2/tweets/search/recent": 300, "GET /2/tweets/counts/recent": 300,
	"GET /2/users/{id}/muting": 15, "POST /2/users/{id}/muting": 50, "DELETE /2/users/{id}/muting/{target}": 50, "POST /2/users/{id}/retweets": 50,
	"DELETE /2/users/{id}/retweets/{target}": 50, "POST /2/media/upload": 500, "GET /2/media/upload": 1000, "POST /2/media/upload/initialize": 1875,
	"POST /2/media/upload/{id}/append": 1875, "POST /2/media/upload/{id}/finalize": 1875, "POST /2/media/metadata": 500, "GET /2/usage/tweets": 50,
}

// xAppDaily is how many posts an app may make in 24 hours.
const xAppDaily = 10_000

// CountLimits makes a server of X hold every endpoint to the limits of its documentation, or to none again. SetLimit does the same with
// one number for all.
func (s *Server) CountLimits(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.x.counted = on
	s.limit.used, s.limit.ends = map[string]int{}, map[string]time.Time{}
}

// SetDailyPosts lets every account of a server of X post n times in 24 hours; 0 takes the bound away.
func (s *Server) SetDailyPosts(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.x.daily = n
	makeMap(&s.limit.used)
	makeMap(&s.limit.ends)
}

// xMost is the limit of the route that was asked, and its window.
func (c *call) xMost() (int, time.Duration) {
	if l := c.Server.limit; l.most > 0 {
		return l.most, l.window
	}
	if n := xLimits[c.r.Pattern]; n > 0 {
		return n, xWindow
	}
	return 75, xWindow
}

func (c *call) xLimitKey() string { return c.r.Pattern + " " + c.payer() }

// xTake counts a request, and refuses it where limits hold and this one is above.
func (c *call) xTake() *reply {
	l := &c.Server.limit
	if l.most > 0 || c.x.counted {
		most, window := c.xMost()
		if _, over := l.count(c.xLimitKey(), most, window, c.now); over {
			return c.xTooMany()
		}
	}
	if c.x.daily > 0 && c.r.Pattern == "POST /2/tweets" {
		if _, over := l.count("daily "+c.payer(), c.x.daily, 24*time.Hour, c.now); over {
			return c.xTooMany()
		}
	}
	return nil
}

func (c *call) xTooMany() *reply {
	p := *c.xRefuse(http.StatusTooManyRequests, 88, "Too Many Requests", "Too Many Requests")
	if c.v1() {
		p = xOld(http.StatusTooManyRequests, 88, "Rate limit exceeded")
	}
	p = p.withAll(c.xLimitHeader())
	return &p
}

// xLimitHeader says what is left, in Unix seconds; it goes with every answer.
func (c *call) xLimitHeader() http.Header {
	if c.payer() == "" {
		return nil
	}
	most, window := c.xMost()
	h := http.Header{}
	c.xHeaders(h, "X-Rate-Limit-", c.xLimitKey(), most, window)
	if c.r.Pattern == "POST /2/tweets" {
		c.xHeaders(h, "X-App-Limit-24hour-", "app "+c.payer(), xAppDaily, 24*time.Hour)
		if c.x.daily > 0 {
			c.xHeaders(h, "X-User-Limit-24hour-", "daily "+c.payer(), c.x.daily, 24*time.Hour)
		}
	}
	return h
}

func (c *call) xHeaders(h http.Header, name, key string, most int, window time.Duration) {
	l := &c.Server.limit
	left, end := most-1, c.now.Truncate(window).Add(window)
	if used, counted := l.used[key]; counted {
		left, end = max(0, most-used), l.ends[key]
	}
	h.Set(name+"Limit", strconv.Itoa(most))
	h.Set(name+"Remaining", strconv.Itoa(left))
	h.Set(name+"Reset", strconv.FormatInt(end.Unix(), 10))
}

// wireNumber writes the digits of an id as a number.
type wireNumber string

// MarshalJSON writes the digits.
func (n wireNumber) MarshalJSON() ([]byte, error) {
	if strings.Trim(string(n), "0123456789") != "" || n == "" {
		return []byte("0"), nil
	}
	return []byte(n), nil
}
