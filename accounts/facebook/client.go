package facebook

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"vocero/accounts"
	"vocero/accounts/transport"
)

const (
	// Version of the Graph API that is spoken (https://developers.facebook.com/docs/graph-api/changelog); one lives about two years.
	Version = "v25.0"
	// Server answers for all pages.
	Server = "https://graph.facebook.com"
	// Host stands behind the handle of every account.
	Host = "facebook.com"
)

// Options are what a Client needs besides the account.
type Options struct {
	UserAgent string           // "" is transport.UserAgent("")
	Now       func() time.Time // nil is time.Now
}

func (o Options) now() time.Time {
	if o.Now == nil {
		return time.Now()
	}
	return o.Now()
}

// Client is one page. It may be used from any goroutine and holds nothing that must be closed.
type Client struct {
	acc accounts.Account
	g   *graph
	now func() time.Time
}

var (
	_ accounts.Network  = (*Client)(nil)
	_ accounts.Uploader = (*Client)(nil)
	_ accounts.Actor    = (*Client)(nil)
	_ accounts.Talker   = (*Client)(nil)
	_ accounts.Marker   = (*Client)(nil)
	_ accounts.Clocked  = (*Client)(nil)
	_ accounts.Measurer = (*Client)(nil)
	_ accounts.Surveyor = (*Client)(nil)
)

// New makes the client of an account. The secret is what the vault keeps (see Login). It fails for a server whose address is none, an
// account that is no page, and a secret without a log-in; it makes no request.
func New(a accounts.Account, secret accounts.Secret, o Options) (*Client, error) {
	server, err := accounts.CheckServer(a.Server)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", a.Handle(), err)
	}
	l, err := ParseSecret(secret)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", a.Handle(), err)
	}
	if !number().MatchString(a.RemoteID) {
		return nil, fmt.Errorf("opening %s: its id is no page's; log in again", a.Handle())
	}
	a.Server = server
	return &Client{acc: a, g: open(server, a.VaultKey(), l, o), now: o.now}, nil
}

// Skew is the server's clock minus this machine's, from the Date header of its newest answer to this account.
func (c *Client) Skew() (by time.Duration, at time.Time) {
	s := c.g.http.Standing()
	return s.Skew, s.Dated
}

// get reads a node or an edge of the graph: "/1/feed".
func (c *Client) get(ctx context.Context, what, path string, q url.Values, into any) error {
	_, err := c.g.call(ctx, what, http.MethodGet, path, q, into)
	return err
}

// own is an edge of the page: "/feed".
func (c *Client) own(edge string) string { return "/" + c.acc.RemoteID + edge }

// graph makes the calls of one log-in.
type graph struct {
	base  string // with the version
	proof string
	http  *transport.Client
	usage *usage
	now   func() time.Time
}

// open makes the calls of a log-in; without a token nothing is proved.
func open(server, account string, l Login, o Options) *graph {
	proof := ""
	if !l.Token.IsZero() {
		proof = l.proof()
	}
	return &graph{
		base: server + "/" + Version, proof: proof, usage: usageOf(account), now: o.now,
		http: transport.New(transport.Options{Server: server, Account: account, Token: l.Token, UserAgent: o.UserAgent, Now: o.Now,
			Refused: func(e *accounts.Err, a transport.Answer) { explain(e, a, o.now()) }}),
	}
}

// call makes one request with these parameters: in the query where it reads or deletes, in a form else. It returns the moment of the
// answer by the server's clock.
func (g *graph) call(ctx context.Context, what, method, path string, q url.Values, into any) (time.Time, error) {
	form := url.Values{}
	if g.proof != "" {
		form.Set("appsecret_proof", g.proof)
	}
	for k, v := range q {
		form[k] = v
	}
	address, body, kind := g.base+path, "", ""
	if method == http.MethodPost {
		body, kind = form.Encode(), "application/x-www-form-urlencoded"
	} else {
		address += "?" + form.Encode()
	}
	r, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(body))
	if err != nil {
		return time.Time{}, transport.Error(what, err)
	}
	if kind == "" {
		r.Body, r.ContentLength, r.GetBody = http.NoBody, 0, nil
	} else {
		r.Header.Set("Content-Type", kind)
	}
	return g.exchange(what, r, into)
}

// exchange carries out a request and reads its answer whole. A document that is complete counts, also when the connection was cut
// behind it.
func (g *graph) exchange(what string, r *http.Request, into any) (time.Time, error) {
	if until := g.usage.held(r.Method, g.now()); !until.IsZero() {
		if r.Body != nil {
			_ = r.Body.Close()
		}
		return time.Time{}, &accounts.Err{Doing: what, Class: accounts.OutcomeLimit, Code: accounts.CodeLimit, Until: until,
			Cause: errors.New("the page has nearly used up what the network allows; wait")}
	}
	resp, err := g.http.Do(r, what)
	if err != nil {
		return time.Time{}, err
	}
	defer func() { _ = resp.Body.Close() }()
	g.usage.note(resp.Header, g.now())
	at, err := http.ParseTime(resp.Header.Get("Date"))
	if err != nil {
		at = g.now()
	}
	b, cut := io.ReadAll(resp.Body)
	err = json.Unmarshal(transport.TrimBOM(b), into)
	if err == nil {
		return at.UTC(), nil
	}
	if cut != nil {
		err = cut
	}
	return at.UTC(), unread(transport.Error(what, err), resp.StatusCode)
}

// unread is the error of an answer that was a success and could not be read: what was asked for may have been done.
func unread(err error, code int) error {
	e := *accounts.AsErr(err)
	e.Class, e.Status = accounts.OutcomeUnknown, code
	return &e
}

// notServer is the error of an answer that is JSON but not the network's.
func notServer(what, why string) error {
	return &accounts.Err{Doing: what, Class: accounts.OutcomeUnknown, Code: accounts.CodeNotServer, Cause: errors.New(why)}
}

func refused(what string, code accounts.Code, format string, args ...any) error {
	return &accounts.Err{Doing: what, Class: accounts.OutcomeRefused, Code: code, Cause: fmt.Errorf(format, args...)}
}

// gone tells whether an error says that there is no such thing.
func gone(err error) bool { return err != nil && accounts.AsErr(err).Code == accounts.CodeNotFound }
