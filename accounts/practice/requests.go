package practice

import (
	"cmp"
	"maps"
	"net/http"
	"strings"
	"time"
)

// logSize is how many requests are remembered; counts go on for ever.
const logSize = 10_000

// Request is one line of the log: what arrived and what was answered.
type Request struct {
	Seq            uint64 // 1 for the first request of the server
	At             time.Time
	Method         string
	Path           string // as it came
	Query          string // raw
	Route          string // the pattern it matched, "/api/v1/statuses/{id}"; "" for none
	Account        string // username of the token's account, "" for none
	Token          string
	IdempotencyKey string
	UserAgent      string
	Reused         bool   // not the first request of its connection
	Bytes          int    // bytes of the body that were read
	Status         int    // 0 while it is being served and when the connection was cut
	Fault          Action // the fault that struck, "" for none
	Done           bool   // false while it is being served
}

// requestLog is a ring of the newest requests, and counters.
type requestLog struct {
	ring   []Request
	total  uint64
	counts map[string]int
}

func newRequestLog() requestLog { return requestLog{counts: map[string]int{}} }

// open takes a request in and returns its number.
func (l *requestLog) open(r Request) uint64 {
	l.total++
	r.Seq = l.total
	if len(l.ring) < logSize {
		l.ring = append(l.ring, r)
	} else {
		l.ring[(r.Seq-1)%logSize] = r
	}
	l.counts[r.Method+" "+r.Route]++
	return r.Seq
}

// at is the entry of a number, nil when it has been overwritten.
func (l *requestLog) at(seq uint64) *Request {
	e := &l.ring[(seq-1)%logSize]
	if e.Seq != seq {
		return nil
	}
	return e
}

// note changes the entry of a number, if it is still there.
func (s *Server) note(seq uint64, change func(*Request)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if e := s.log.at(seq); e != nil {
		change(e)
	}
}

// Requests returns the newest 10,000 requests, oldest first.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]Request, 0, len(s.log.ring))
	if s.log.total > logSize {
		cut := s.log.total % logSize
		out = append(out, s.log.ring[cut:]...)
		return append(out, s.log.ring[:cut]...)
	}
	return append(out, s.log.ring...)
}

// Count tells how many requests of a method matched a route since the start;
// the route is the pattern, "/api/v1/statuses" or "/api/v1/statuses/{id}".
func (s *Server) Count(method, route string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.counts[method+" "+route]
}

// Counts returns all counters, by "METHOD route"; requests that matched no
// route are counted under "METHOD ".
func (s *Server) Counts() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.log.counts)
}

// entry makes the line of the log for a request that has just arrived.
func (s *Server) entry(r *http.Request, route string) Request {
	e := Request{
		At: s.now(), Method: method(r.Method), Path: r.URL.Path, Query: r.URL.RawQuery, Route: route, Token: cmp.Or(bearer(r), readSigned(r.Header.Get("Authorization"))["oauth_token"]),
		IdempotencyKey: r.Header.Get("Idempotency-Key"), UserAgent: r.UserAgent(), Reused: reused(r),
	}
	if t := s.st.Tokens[e.Token]; t != nil {
		if p := s.st.People[t.Person]; p != nil {
			e.Account = p.Username
		}
	}
	return e
}

// method keeps the counters few: a stranger may send any word.
func method(m string) string {
	switch m {
	case http.MethodGet, http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodPatch, http.MethodHead, http.MethodOptions:
		return m
	}
	return "OTHER"
}

// bearer is the token of the Authorization header, or of the query of old
// clients.
func bearer(r *http.Request) string {
	if t, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		return strings.TrimSpace(t)
	}
	return r.URL.Query().Get("access_token")
}

// connKey finds the connUse of a request's connection.
type connKey struct{}

// connUse counts the requests of one connection; they come one after another.
type connUse struct{ seen int }

// countUse notes one more request on the connection.
func countUse(r *http.Request) {
	if u, ok := r.Context().Value(connKey{}).(*connUse); ok {
		u.seen++
	}
}

// reused tells whether the connection has carried a request before this one.
func reused(r *http.Request) bool {
	u, ok := r.Context().Value(connKey{}).(*connUse)
	return ok && u.seen > 1
}
