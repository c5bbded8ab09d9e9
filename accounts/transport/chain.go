package transport

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync/atomic"

	"vocero/accounts"
)

// chain is the round tripper of a Client.
type chain struct {
	opt   Options
	host  string // of the server, with its port
	share *share
}

// RoundTrip sends one request once. A success comes back with a bounded body; all else is an *accounts.Err.
func (c *chain) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := c.admit(r); err != nil {
		if r.Body != nil {
			_ = r.Body.Close()
		}
		return nil, err
	}
	x := &exchange{chain: c, doing: doing(r.Context()), reads: reads(r), key: keyOf(r)}
	ctx, cancel := context.WithTimeout(r.Context(), timeout(r))
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		WroteHeaderField: func(string, []string) { x.wrote.Store(true) },
		WroteHeaders:     func() { x.wrote.Store(true) },
	})
	out := c.dress(r.Clone(ctx), x.key)
	if err := c.sign(out); err != nil {
		cancel()
		if r.Body != nil {
			_ = r.Body.Close()
		}
		return nil, &accounts.Err{Doing: x.doing, Class: accounts.OutcomeNotSent, Code: accounts.CodeAuth, Cause: err}
	}
	resp, err := x.base().RoundTrip(out)
	if err != nil {
		cancel()
		return nil, x.failed(err)
	}
	c.share.note(resp.Header, c.opt.Now())
	resp.Body = x.bounded(resp.Body, cancel)
	if resp.StatusCode >= 200 && resp.StatusCode < 300 || x.reads && (redirects(resp) || resp.StatusCode == http.StatusNotModified) {
		return resp, nil
	}
	defer func() { _ = resp.Body.Close() }()
	return nil, x.refused(resp)
}

// exchange is one request on its way, and what its errors need to know.
type exchange struct {
	*chain
	doing string
	reads bool
	key   string // the publishing POST has one
	wrote atomic.Bool
}

func (x *exchange) base() *http.Transport {
	if x.reads {
		return readBase()
	}
	return sendBase()
}

// admit refuses what must not leave: plain http to another machine, a token for another host, a flood.
func (c *chain) admit(r *http.Request) error {
	no := func(class accounts.Outcome, code accounts.Code, format string, args ...any) *accounts.Err {
		return &accounts.Err{Doing: doing(r.Context()), Class: class, Code: code, Cause: fmt.Errorf(format, args...)}
	}
	switch {
	case r.URL.Scheme != "https" && (r.URL.Scheme != "http" || !accounts.Loopback(r.URL.Hostname())):
		return no(accounts.OutcomeRefused, accounts.CodeNotServer, "%s would not be reached over TLS; use an https address", r.URL.Hostname())
	case r.Response != nil && !accounts.Loopback(hostname(c.host)) && accounts.Loopback(r.URL.Hostname()):
		return no(accounts.OutcomeRefused, accounts.CodeNotServer, "the server points to this machine; check its address")
	case (!c.opt.Token.IsZero() || c.opt.Sign != nil) && !strings.EqualFold(r.URL.Host, c.host):
		return no(accounts.OutcomeRefused, accounts.CodeNotServer, "the server points to %s, where the token must not go; log in there instead", r.URL.Hostname())
	case !c.share.own.AllowN(c.opt.Now(), 1):
		e := no(accounts.OutcomeLimit, accounts.CodeLimit, "too many requests at once; they are held here")
		e.Until = c.opt.Now().Add(pastWait)
		return e
	}
	return nil
}

// dress sets the headers that are ours to set.
func (c *chain) dress(r *http.Request, key string) *http.Request {
	r.Header.Set("User-Agent", c.opt.UserAgent)
	r.Header.Del("Authorization")
	if !c.opt.Token.IsZero() {
		r.Header.Set("Authorization", "Bearer "+c.opt.Token.Reveal())
	}
	r.Header.Del("Referer")
	if !reads(r) {
		r.GetBody = nil // Nothing may rewind it.
	}
	if key != "" {
		r.Header.Set("Idempotency-Key", key)
	}
	return r
}

// sign adds what a log-in other than a token wants.
func (c *chain) sign(r *http.Request) error {
	if c.opt.Sign == nil {
		return nil
	}
	h, err := c.opt.Sign(r)
	if err != nil {
		return fmt.Errorf("signing the request: %w", err)
	}
	for k, v := range h {
		r.Header[k] = v
	}
	return nil
}

// keyOf is the key of the publishing POST, "" for every other request.
func keyOf(r *http.Request) string {
	if r.Method != http.MethodPost {
		return ""
	}
	key, _ := r.Context().Value(keyIdempotency).(string)
	return key
}

// hop allows or refuses a redirect of a GET; those of other methods never come here.
func hop(_ *http.Request, via []*http.Request) error {
	if len(via) > maxHops {
		return errHops
	}
	return nil
}

var errHops = errors.New("the server redirects in circles")

// redirects tells whether an answer sends the reader elsewhere.
func redirects(resp *http.Response) bool {
	switch resp.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return resp.Header.Get("Location") != ""
	}
	return false
}

func hostname(hostport string) string {
	h, _, _ := strings.Cut(hostport, ":")
	if strings.HasPrefix(hostport, "[") {
		h, _, _ = strings.Cut(hostport[1:], "]")
	}
	return h
}
