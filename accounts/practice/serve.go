package practice

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"
)

// route is one address of the server.
type route struct {
	pattern string // as http.ServeMux reads it
	scope   string // what the token must allow; "" needs no token
	do      func(*call) reply
}

// dialect is an API of its own over the same people and posts.
type dialect struct {
	routes []route
	admit  func(c *call, scope string) *reply     // who asks; the refusal, or nil
	limit  func(c *call) (h http.Header, no bool) // nil: as the Mastodon API has it
	over   func() reply                           // what is said to who asks too often; nil: as the Mastodon API has it
	raw    bool                                   // call.raw keeps the body, and the form holds the query only
}

// mux registers every route; what matches none is a 404 in the model's words.
func (s *Server) mux() *http.ServeMux {
	m := http.NewServeMux()
	lists := [][]route{oauthRoutes, instanceRoutes, accountRoutes, statusRoutes, mediaRoutes, readRoutes, pageRoutes}
	if d := s.traits.dialect; d != nil {
		lists = [][]route{d.routes}
	}
	for _, list := range lists {
		for _, rt := range list {
			m.HandleFunc(rt.pattern, s.serve(rt))
		}
	}
	m.HandleFunc("/", s.serve(route{do: func(*call) reply { return fail(http.StatusNotFound, "Not Found") }}))
	return m
}

// serve takes a request through the log, the faults, the door and the handler.
func (s *Server) serve(rt route) http.HandlerFunc {
	_, path, _ := strings.Cut(rt.pattern, " ")
	return func(w http.ResponseWriter, r *http.Request) {
		if !s.begin() {
			panic(http.ErrAbortHandler)
		}
		defer s.busy.Done()
		countUse(r)
		w.Header().Set("Date", s.now().Add(time.Duration(s.off.Load())).Format(http.TimeFormat))
		x := &exchange{s: s, w: w, r: r, rt: rt}
		s.mu.Lock()
		e := s.entry(r, path)
		x.seq = s.log.open(e)
		x.fault = s.strike(e)
		s.mu.Unlock()
		defer s.note(x.seq, func(e *Request) { e.Done = true })
		if x.fault != nil {
			s.note(x.seq, func(e *Request) { e.Fault = x.fault.Do })
			x.faulty()
			return
		}
		if body, read := x.read(); read {
			x.write(x.handle(context.WithoutCancel(r.Context()), body, false))
		}
	}
}

// exchange is one request on its way through the server.
type exchange struct {
	s     *Server
	w     http.ResponseWriter
	r     *http.Request
	rt    route
	seq   uint64
	fault *Fault
}

// read takes the body in; it answers by itself when that cannot be done.
func (x *exchange) read() ([]byte, bool) {
	body, over, err := readBody(x.r)
	x.s.note(x.seq, func(e *Request) { e.Bytes = len(body) })
	switch {
	case err != nil:
		x.write(fail(http.StatusBadRequest, "Bad Request"))
		return nil, false
	case over:
		x.write(page(http.StatusRequestEntityTooLarge, tooLargePage).with("Connection", "close"))
		return nil, false
	}
	return body, true
}

const tooLargePage = "<html>\r\n<head><title>413 Request Entity Too Large</title></head>\r\n<body>\r\n" +
	"<center><h1>413 Request Entity Too Large</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"

// handle lets the route do its work under the lock and returns its answer.
func (x *exchange) handle(ctx context.Context, body []byte, late bool) reply {
	s := x.s
	s.mu.Lock()
	defer s.mu.Unlock()
	c := &call{Server: s, r: x.r.WithContext(ctx), now: s.now(), late: late}
	s.settle(c.now)
	if s.traits.needsAgent && c.r.UserAgent() == "" {
		return fail(http.StatusTeapot, "I'm a teapot: no user-agent sent with request")
	}
	if err := c.parse(body); err != nil {
		return fail(http.StatusBadRequest, "Bad Request: %v", err)
	}
	admit, limit, over := (*call).admit, s.limit.take, fail(http.StatusTooManyRequests, "Too many requests")
	if d := s.traits.dialect; d != nil {
		admit = d.admit
		if d.limit != nil {
			limit = d.limit
		}
		if d.over != nil {
			over = d.over()
		}
	}
	if no := admit(c, x.rt.scope); no != nil {
		return *no
	}
	limits, refused := limit(c)
	if refused {
		return over.withAll(limits)
	}
	if x.r.Method != http.MethodGet || x.rt.pattern == "GET /oauth/authorize" {
		s.changes++
	}
	return x.rt.do(c).withAll(limits)
}

func (p reply) withAll(h http.Header) reply {
	for k, v := range h {
		p.header[k] = v
	}
	return p
}

// write sends an answer whole.
func (x *exchange) write(p reply) {
	h := x.w.Header()
	for k, v := range p.header {
		h[k] = v
	}
	x.s.note(x.seq, func(e *Request) { e.Status = p.status })
	x.w.WriteHeader(p.status)
	_, _ = x.w.Write(p.body)
}

// admit finds out who asks; it returns the refusal, or nil.
func (c *call) admit(scope string) *reply {
	refuse := func(status int, text string) *reply {
		p := fail(status, "%s", text)
		if status == http.StatusUnauthorized {
			p = p.with("WWW-Authenticate", `Bearer realm="Doorkeeper", error="invalid_token"`)
		}
		return &p
	}
	raw := bearer(c.r)
	c.tok = c.st.Tokens[raw]
	switch {
	case raw == "" && scope == "":
		return nil
	case raw == "" && scope != "":
		return refuse(http.StatusUnauthorized, "The access token is invalid")
	case c.tok == nil:
		return refuse(http.StatusUnauthorized, "The access token is invalid")
	case c.tok.Revoked:
		return refuse(http.StatusUnauthorized, "The access token was revoked")
	}
	c.who = c.st.People[c.tok.Person]
	switch {
	case scope == "":
		return nil
	case c.who != nil && c.who.Suspended:
		return refuse(http.StatusForbidden, "Your login is currently disabled")
	case !allows(c.tok.Scope, scope):
		return refuse(http.StatusForbidden, "This action is outside the authorized scopes")
	case c.who == nil && scope != "app":
		return refuse(http.StatusUnprocessableEntity, "This method requires an authenticated user")
	}
	return nil
}

// allows tells whether the granted scopes, separated by spaces, hold the wanted
// one: "read" holds "read:accounts" (https://docs.joinmastodon.org/api/oauth-scopes/).
// Several wanted ones, separated by "|", are alternatives.
func allows(granted, wanted string) bool {
	if wanted == "app" {
		return true
	}
	have := strings.Fields(granted)
	for w := range strings.SplitSeq(wanted, "|") {
		top, _, _ := strings.Cut(w, ":")
		if slices.Contains(have, w) || slices.Contains(have, top) {
			return true
		}
		if top == "write" && slices.Contains(have, "follow") && followScope[w] {
			return true
		}
	}
	return false
}

// followScope lists what the old scope "follow" stands for.
var followScope = map[string]bool{"write:follows": true, "write:mutes": true, "write:blocks": true}
