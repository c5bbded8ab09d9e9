package practice

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// The limits that Mastodon publishes (https://docs.joinmastodon.org/api/rate-limits/).
const (
	usualLimit  = 300
	usualWindow = 5 * time.Minute
	spareLimit  = 30 // uploads, and deletions, per half hour
	spareWindow = 30 * time.Minute
)

// limiter counts the requests of every account. Until SetLimit it refuses
// nothing, and its headers say that all is well.
type limiter struct {
	most   int
	window time.Duration
	used   map[string]int // by "class account"
	ends   map[string]time.Time
}

// SetLimit makes the server refuse the requests of an account above n per
// window with 429; 0 switches that off again. With 300 in five minutes, as
// Mastodon has it, uploads and deletions are held to 30 in half an hour too.
func (s *Server) SetLimit(n int, window time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.limit = limiter{most: n, window: window, used: map[string]int{}, ends: map[string]time.Time{}}
}

// take counts a request; the headers go with the answer, refused says that the
// account has used its share up.
func (l *limiter) take(c *call) (h http.Header, refused bool) {
	if !c.traits.limitHeaders {
		return nil, false
	}
	if l.most == 0 {
		return limitHeader(usualLimit, usualLimit-1, c.now.Truncate(usualWindow).Add(usualWindow)), false
	}
	who := "everybody"
	if c.who != nil {
		who = c.who.ID
	}
	h, refused = l.count("api "+who, l.most, l.window, c.now)
	if class := spareClass(c.r); !refused && class != "" && l.most >= usualLimit {
		return l.count(class+who, spareLimit, spareWindow, c.now)
	}
	return h, refused
}

// spareClass names the dear requests.
func spareClass(r *http.Request) string {
	switch {
	case r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/media"):
		return "media "
	case r.Method == http.MethodDelete && strings.HasPrefix(r.URL.Path, "/api/v1/statuses/"), strings.HasSuffix(r.URL.Path, "/unreblog"):
		return "delete "
	}
	return ""
}

func (l *limiter) count(key string, most int, window time.Duration, now time.Time) (http.Header, bool) {
	if !now.Before(l.ends[key]) {
		l.used[key], l.ends[key] = 0, now.Add(window)
	}
	l.used[key]++
	return limitHeader(most, max(0, most-l.used[key]), l.ends[key]), l.used[key] > most
}

func limitHeader(most, left int, reset time.Time) http.Header {
	return http.Header{
		"X-Ratelimit-Limit":     {strconv.Itoa(most)},
		"X-Ratelimit-Remaining": {strconv.Itoa(left)},
		"X-Ratelimit-Reset":     {reset.UTC().Format("2006-01-02T15:04:05.000000Z")},
	}
}

// takePlain counts as take does, with the headers of Bluesky.
func (l *limiter) takePlain(c *call) (http.Header, bool) {
	h, refused := l.take(c)
	return plainLimit(h), refused
}

// plainLimit names the headers as https://docs.bsky.app/docs/advanced-guides/rate-limits has them, the end of the window in Unix seconds.
func plainLimit(h http.Header) http.Header {
	out := http.Header{}
	for k, v := range h {
		out[strings.TrimPrefix(k, "X-")] = v
	}
	if t, err := time.Parse("2006-01-02T15:04:05.000000Z", h.Get("X-Ratelimit-Reset")); err == nil {
		out.Set("Ratelimit-Reset", strconv.FormatInt(t.Unix(), 10))
	}
	return out
}
