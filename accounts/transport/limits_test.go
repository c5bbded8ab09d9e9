package transport

import (
	"net/http"
	"testing"
	"time"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func TestUntil(t *testing.T) {
	head := func(kv ...string) http.Header {
		h := http.Header{}
		for i := 0; i < len(kv); i += 2 {
			h.Set(kv[i], kv[i+1])
		}
		return h
	}
	for name, c := range map[string]struct {
		h    http.Header
		want time.Time
	}{
		"no header":            {head(), time.Time{}},
		"seconds":              {head("Retry-After", "90"), noon.Add(90 * time.Second)},
		"fraction":             {head("Retry-After", "1.5"), noon.Add(1500 * time.Millisecond)},
		"date":                 {head("Retry-After", "Sun, 01 Mar 2026 12:10:00 GMT"), noon.Add(10 * time.Minute)},
		"date passed":          {head("Retry-After", "Sun, 01 Mar 2026 11:00:00 GMT"), noon.Add(pastWait)},
		"zero":                 {head("Retry-After", "0"), noon.Add(pastWait)},
		"ten years":            {head("Retry-After", "315360000"), noon.Add(longestWait)},
		"overflow":             {head("Retry-After", "1e300"), noon.Add(longestWait)},
		"iso, as mastodon":     {head("X-RateLimit-Reset", "2026-03-01T12:05:00.123456Z"), noon.Add(5*time.Minute + 123456*time.Microsecond)},
		"unix":                 {head("X-RateLimit-Reset", "1772366700"), noon.Add(5 * time.Minute)},
		"seconds from now":     {head("RateLimit-Reset", "300"), noon.Add(5 * time.Minute)},
		"reset passed":         {head("X-RateLimit-Reset", "2020-01-01T00:00:00Z"), noon.Add(pastWait)},
		"retry-after wins":     {head("Retry-After", "60", "X-RateLimit-Reset", "2026-03-01T13:00:00Z"), noon.Add(time.Minute)},
		"unreadable, then iso": {head("Retry-After", "soon", "X-RateLimit-Reset", "2026-03-01T13:00:00Z"), noon.Add(time.Hour)},
		"unreadable":           {head("Retry-After", "mañana", "X-RateLimit-Reset", "-5"), time.Time{}},
		"unix far away":        {head("X-RateLimit-Reset", "99999999999999999999"), noon.Add(longestWait)},
	} {
		if got := until(c.h, noon); !got.Equal(c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestStandingIsRememberedByAccount(t *testing.T) {
	o := Options{Server: "http://127.0.0.1:1", Account: "standing|luz", Now: func() time.Time { return noon }}
	if s := New(o).Standing(); s.Limit != -1 || s.Remaining != -1 || !s.At.IsZero() {
		t.Errorf("before any answer: %+v", s)
	}
	New(o).chain.share.note(http.Header{
		"X-Ratelimit-Limit": {"300"}, "X-Ratelimit-Remaining": {"12"}, "X-Ratelimit-Reset": {"2026-03-01T12:05:00Z"},
		"Date": {"Sun, 01 Mar 2026 12:03:00 GMT"},
	}, noon)
	want := Standing{Limit: 300, Remaining: 12, Reset: noon.Add(5 * time.Minute), Skew: 3 * time.Minute, At: noon, Dated: noon}
	if got := New(o).Standing(); got != want {
		t.Errorf("another client of the account sees %+v, want %+v", got, want)
	}
}

func FuzzUntilStaysWithinADay(f *testing.F) {
	f.Add("120", "2026-03-01T12:05:00Z")
	f.Add("Sun, 01 Mar 2026 12:10:00 GMT", "1772366700")
	f.Fuzz(func(t *testing.T, retry, reset string) {
		got := until(http.Header{"Retry-After": {retry}, "X-Ratelimit-Reset": {reset}}, noon)
		if !got.IsZero() && (!got.After(noon) || got.After(noon.Add(longestWait))) {
			t.Errorf("%q, %q: %v", retry, reset, got)
		}
	})
}
