// Package link fetches what a post links to, before the post leaves: three verdicts, never two. A link is broken only when that is
// certain (404, 410, no such host, refused, a wrong certificate, a circle, an empty page, the page that any wrong address shows); a
// server that keeps programs out, is slow or asks for a log-in has told nothing of the link.
//
// It reads the first 64 KiB with a GET (RFC 9110 section 14.2), follows at most ten redirects itself, and looks at every address
// before it connects: links come from drafts and feeds, and must not reach what listens only for this machine or its network. No
// cookies, no proxy, no log-in and no Referer go along. Everything has a budget, and all of it together another.
package link

import (
	"context"
	"crypto/x509"
	"errors"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"time"

	"vocero/accounts"
)

// Agent is how the fetcher names itself. It does not hold the word that firewalls of sites refuse (any agent with "link" in it), and
// does not claim to be a browser.
const Agent = "Mozilla/5.0 (compatible; vocero/1; +https://vocero.example)"

// Budget is how long the parts of a check may take. Zero fields take the defaults.
type Budget struct {
	Connect time.Duration // to an address, and the look-up of a name; default 5 s
	TLS     time.Duration // default 5 s
	Headers time.Duration // from the request to the first line of the answer; default 10 s
	Total   time.Duration // a link with all its redirects and repeats, without the wait for its turn; default 15 s
	Wait    time.Duration // before a repeat where the server names no time; default 1 s
	Longest time.Duration // a Retry-After above it is not waited for; default 10 s
}

// Options say where the fetcher may go. The zero value is the world without private networks.
type Options struct {
	Now    func() time.Time // default time.Now
	Budget Budget
	Lookup func(ctx context.Context, host string) ([]netip.Addr, error) // default the system's resolver
	Online func(ctx context.Context) bool                               // tells whether names can be looked up at all; nil asks for the servers of the root
	Allow  func(netip.AddrPort) bool                                    // what may be reached although it is private; nil: nothing
	// Route says where a host is reached, on a practice desk: nothing else is. The error wraps accounts.ErrPractice for a host that is
	// not part of the practice. nil: the host's own address.
	Route func(host, port string) (netip.AddrPort, error)
	Roots *x509.CertPool // of certificates; nil: the system's
}

// Checker fetches links: at most eight at a time, and two of a host. It is safe for concurrent use.
type Checker struct {
	o     Options
	b     Budget
	http  *http.Client
	turns *turns
}

const (
	parallel = 8  // links at a time
	perHost  = 2  // of one host
	maxHops  = 10 // redirects
)

// New makes a fetcher. Nothing runs until Check is called.
func New(o Options) *Checker {
	if o.Now == nil {
		o.Now = time.Now
	}
	c := &Checker{o: o, b: o.Budget.whole(), turns: newTurns(parallel, perHost)}
	c.http = &http.Client{Transport: c.transport(), CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return c
}

// whole fills in the defaults.
func (b Budget) whole() Budget {
	for _, f := range []struct {
		to   *time.Duration
		full time.Duration
	}{{&b.Connect, 5 * time.Second}, {&b.TLS, 5 * time.Second}, {&b.Headers, 10 * time.Second}, {&b.Total, 15 * time.Second},
		{&b.Wait, time.Second}, {&b.Longest, 10 * time.Second}} {
		if *f.to <= 0 {
			*f.to = f.full
		}
	}
	return b
}

// Check fetches a link and says what is behind it. A cancelled context gives an unknown verdict that nobody should keep.
func (c *Checker) Check(ctx context.Context, raw string) accounts.LinkReport {
	r := accounts.LinkReport{URL: accounts.NormalLink(raw)}
	u, err := webURL(r.URL)
	if err != nil {
		return c.done(r, unsure(accounts.LinkNotWeb))
	}
	leave, err := c.turns.take(ctx, u.Hostname())
	if err != nil {
		return c.done(r, unsure(accounts.LinkTimeout))
	}
	defer leave()
	ctx, cancel := context.WithTimeout(ctx, c.b.Total)
	defer cancel()
	x := &trip{c: c, ctx: ctx, from: u}
	v := x.run()
	x.report(&r)
	return c.done(r, v)
}

// done dates a report.
func (c *Checker) done(r accounts.LinkReport, v verdict) accounts.LinkReport {
	r.Verdict, r.Reason, r.At = v.is, v.why, c.o.Now().UTC()
	if r.Verdict != accounts.LinkGood {
		r.Signs = nil
	}
	r.Until = r.At.Add(v.is.Lasts())
	return r
}

var errNotWeb = errors.New("no web address")

// webURL reads an address of the web. User name and password are refused: they are no part of what a reader opens.
func webURL(s string) (*url.URL, error) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil || u.Opaque != "" {
		return nil, errNotWeb
	}
	u.Fragment, u.RawFragment = "", ""
	return u, nil
}

// trip is one check: the link, where it went, and what was found there.
type trip struct {
	c    *Checker
	ctx  context.Context
	from *url.URL

	end    *url.URL // where it is now
	hops   int
	status int
	page   page
	signs  []string
}

// run fetches the link, once more where a repeat may help, and judges what came.
func (x *trip) run() verdict {
	got, v := x.follow(x.from)
	if wait, ok := x.again(got, v); ok && pause(x.ctx, wait) {
		got, v = x.follow(x.from)
	}
	x.take(got)
	if v.is != accounts.LinkGood {
		return v
	}
	x.compare()
	return x.suspect()
}

// again tells whether the fetch is worth one repeat, and when: after a time-out, a failure of the server, or a limit that ends soon.
func (x *trip) again(got fetched, v verdict) (wait time.Duration, ok bool) {
	if !slices.Contains([]string{accounts.LinkTimeout, accounts.LinkServer, accounts.LinkLimit}, v.why) || x.ctx.Err() != nil {
		return 0, false
	}
	wait = x.c.b.Wait
	if got.wait > 0 {
		wait = got.wait
	}
	end, _ := x.ctx.Deadline()
	return wait, wait <= x.c.b.Longest && time.Until(end) > wait
}

// take keeps what the last fetch brought.
func (x *trip) take(got fetched) {
	x.end, x.hops, x.status, x.page = got.end, got.hops, got.status, got.page
}

// compare notes what is odd about where the link ended.
func (x *trip) compare() {
	if x.from.Scheme == "https" && x.end.Scheme == "http" {
		x.signs = append(x.signs, accounts.SignDowngrade)
	}
	if !sameSite(x.from.Hostname(), x.end.Hostname()) {
		x.signs = append(x.signs, accounts.SignOtherHost)
	}
	if x.from.Scheme == "http" && x.httpsWorks() {
		x.signs = append(x.signs, accounts.SignHTTPS)
	}
}

// httpsWorks tells whether a link that is written with http could be written with https: it was redirected there, or the page is
// there too.
func (x *trip) httpsWorks() bool {
	if x.end.Scheme == "https" {
		return sameSite(x.from.Hostname(), x.end.Hostname())
	}
	if p := x.from.Port(); p != "" && p != "80" {
		return false
	}
	u := *x.from
	u.Scheme, u.Host = "https", x.from.Hostname()
	got, v := x.follow(&u)
	return v.is == accounts.LinkGood && got.end.Scheme == "https"
}

// report writes down where the trip ended.
func (x *trip) report(r *accounts.LinkReport) {
	r.Status, r.Hops, r.Signs = x.status, x.hops, x.signs
	r.Title, r.About = x.page.title, x.page.about
	if x.end != nil && x.end.String() != x.from.String() {
		r.Final, _ = accounts.SafeURL(x.end.String())
	}
}

// pause waits; false when the time ended first.
func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
