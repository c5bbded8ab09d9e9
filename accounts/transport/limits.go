package transport

import (
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"vocero/accounts"
)

const (
	longestWait = 24 * time.Hour   // no server keeps us waiting longer, whatever it says
	pastWait    = 30 * time.Second // for a server whose hour has passed already
)

// Our own limit, far above what a desk needs and below what a server would call abuse: a loop gone wild ends here.
const (
	ownRate  = rate.Limit(10) // requests a second
	ownBurst = 300
	nearby   = 100 // times as much for a server on this machine: it is ours
)

// Standing is what the newest answers said of an account's share of requests.
type Standing struct {
	Limit     int           // requests a window; -1 when the server does not tell
	Remaining int           // of them left; -1 when the server does not tell
	Reset     time.Time     // when the window ends; zero when the server does not tell
	Skew      time.Duration // the server's clock minus ours, to the second
	At        time.Time     // when it was read; zero: never
	Dated     time.Time     // when Skew was read; zero: never
}

// share is what the process knows of one account, whatever client speaks for it.
type share struct {
	own *rate.Limiter
	mu  sync.Mutex
	std Standing
}

var shares sync.Map // account key to *share

func shareOf(account, host string) *share {
	times := 1
	if accounts.Loopback(host) {
		times = nearby
	}
	s, _ := shares.LoadOrStore(account, &share{own: rate.NewLimiter(ownRate*rate.Limit(times), ownBurst*times), std: Standing{Limit: -1, Remaining: -1}})
	return s.(*share)
}

// note remembers what the headers of an answer say. X writes them x-rate-limit-… (https://docs.x.com/x-api/fundamentals/rate-limits).
func (s *share) note(h http.Header, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.std.At = now
	if n, err := strconv.Atoi(first(h, "X-Ratelimit-Limit", "Ratelimit-Limit", "X-Rate-Limit-Limit")); err == nil {
		s.std.Limit = n
	}
	if n, err := strconv.Atoi(first(h, "X-Ratelimit-Remaining", "Ratelimit-Remaining", "X-Rate-Limit-Remaining")); err == nil {
		s.std.Remaining = n
	}
	if t, ok := resetAt(first(h, "X-Ratelimit-Reset", "Ratelimit-Reset", "X-Rate-Limit-Reset"), now); ok {
		s.std.Reset = t
	}
	if t, err := http.ParseTime(h.Get("Date")); err == nil {
		s.std.Skew, s.std.Dated = t.Sub(now.Round(0)).Round(time.Second), now
	}
}

// standing is a copy of what is known.
func (s *share) standing() Standing {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.std
}

// until is when a server that said "later" wants to be asked again: Retry-After in seconds or as a date, else the end of the
// window, at most a day ahead. An hour that has passed counts as half a minute. Zero when the server names none.
func until(h http.Header, now time.Time) time.Time {
	t, ok := retryAfter(h.Get("Retry-After"), now)
	if !ok {
		t, ok = resetAt(first(h, "X-Ratelimit-Reset", "Ratelimit-Reset", "X-Rate-Limit-Reset"), now)
	}
	switch {
	case !ok:
		return time.Time{}
	case !t.After(now):
		return now.Add(pastWait)
	case t.After(now.Add(longestWait)):
		return now.Add(longestWait)
	}
	return t
}

// retryAfter reads the header as https://www.rfc-editor.org/rfc/rfc9110#field.retry-after has it.
func retryAfter(v string, now time.Time) (time.Time, bool) {
	v = strings.TrimSpace(v)
	if n, err := strconv.ParseFloat(v, 64); err == nil && n >= 0 {
		return now.Add(seconds(n)), true
	}
	t, err := http.ParseTime(v)
	return t, err == nil
}

// resetAt reads the end of a window: ISO 8601 as Mastodon writes it (https://docs.joinmastodon.org/api/rate-limits/), Unix
// seconds as others do, or seconds from now, which a small number must be.
func resetAt(v string, now time.Time) (time.Time, bool) {
	v = strings.TrimSpace(v)
	if n, err := strconv.ParseFloat(v, 64); err == nil && n >= 0 {
		if n < 1e9 {
			return now.Add(seconds(n)), true
		}
		return time.Unix(int64(min(n, 1e11)), 0), true
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05Z0700", "2006-01-02 15:04:05 MST"} {
		if t, err := time.Parse(layout, v); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// seconds is a number of seconds as a duration, with a bound that cannot overflow.
func seconds(n float64) time.Duration {
	return time.Duration(min(n, 2*longestWait.Seconds()) * float64(time.Second))
}

func first(h http.Header, names ...string) string {
	for _, n := range names {
		if v := h.Get(n); v != "" {
			return v
		}
	}
	return ""
}
