package bluesky

import (
	"bytes"
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

// Host stands behind the handle of every account: handles are names of the whole network, whatever server keeps the account.
const Host = "bsky.app"

// Options are what a Client needs besides the account. The zero value keeps new tokens in memory only.
type Options struct {
	UserAgent string                      // "" is transport.UserAgent("")
	Now       func() time.Time            // nil is time.Now
	Keep      func(accounts.Secret) error // makes a renewed log-in durable, before it is used
}

// Client is one account. It may be used from any goroutine and holds nothing that must be closed.
type Client struct {
	acc accounts.Account
	s   *session
	now func() time.Time
}

var (
	_ accounts.Network  = (*Client)(nil)
	_ accounts.Uploader = (*Client)(nil)
	_ accounts.Actor    = (*Client)(nil)
	_ accounts.Talker   = (*Client)(nil)
	_ accounts.Marker   = (*Client)(nil)
	_ accounts.Clocked  = (*Client)(nil)
	_ accounts.Searcher = (*Client)(nil)
	_ accounts.Measurer = (*Client)(nil)
	_ accounts.Surveyor = (*Client)(nil)
)

// New makes the client of an account. The secret is what the vault keeps (see Login), or a bare app password. It fails for a server
// whose address is none and for a secret without a log-in; it makes no request.
func New(a accounts.Account, secret accounts.Secret, o Options) (*Client, error) {
	server, err := accounts.CheckServer(a.Server)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", a.Handle(), err)
	}
	l, err := ParseSecret(secret)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", a.Handle(), err)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	a.Server = server
	return &Client{acc: a, s: sessionOf(a, l, o), now: o.Now}, nil
}

// Skew is the server's clock minus this machine's, from the Date header of its newest answer to this account.
func (c *Client) Skew() (by time.Duration, at time.Time) {
	s := c.s.client(accounts.Secret{}).Standing()
	return s.Skew, s.Dated
}

// get makes a query and reads its answer.
func (c *Client) get(ctx context.Context, what, nsid string, q url.Values, into any) error {
	_, err := c.do(ctx, what, func(t *transport.Client) (int, error) {
		return get(ctx, t, what, c.acc.Server+"/xrpc/"+nsid, q, into)
	})
	return err
}

// post calls a procedure with a JSON body.
func (c *Client) post(ctx context.Context, what, nsid string, body, into any) (int, error) {
	b, err := json.Marshal(body)
	if err != nil {
		return 0, transport.Error(what, err)
	}
	return c.do(ctx, what, func(t *transport.Client) (int, error) {
		return post(ctx, t, what, c.acc.Server+"/xrpc/"+nsid, b, "application/json", into)
	})
}

// do makes a request with the present token, and once more with a new one when the server says that it has ended: it has done
// nothing then.
func (c *Client) do(ctx context.Context, what string, request func(*transport.Client) (int, error)) (int, error) {
	for again := false; ; again = true {
		t, access, err := c.s.open(ctx)
		if err != nil {
			return 0, unsent(what, err)
		}
		code, err := request(t)
		switch {
		case err == nil || !ended(err):
			return code, err
		case again:
			return code, authErr(what, err)
		}
		c.s.ended(access)
	}
}

// unsent is the error of what had to come before a request: whatever became of it, the request itself did not leave.
func unsent(what string, err error) error {
	e := *accounts.AsErr(err)
	e.Doing = what
	if e.Class == accounts.OutcomeUnknown {
		e.Class = accounts.OutcomeNotSent
		if e.Code == accounts.CodeUnknown {
			e.Code = accounts.CodeOffline
		}
	}
	return &e
}

func get(ctx context.Context, t *transport.Client, what, address string, q url.Values, into any) (int, error) {
	if len(q) > 0 {
		address += "?" + q.Encode()
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return 0, transport.Error(what, err)
	}
	return exchange(t, what, r, into)
}

func post(ctx context.Context, t *transport.Client, what, address string, body []byte, kind string, into any) (int, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return 0, transport.Error(what, err)
	}
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	return exchange(t, what, r, into)
}

// exchange carries out a request and reads its answer whole. A document that is complete counts, also when the connection was cut
// behind it.
func exchange(t *transport.Client, what string, r *http.Request, into any) (int, error) {
	resp, err := t.Do(r, what)
	if err != nil {
		return accounts.AsErr(err).Status, err
	}
	defer func() { _ = resp.Body.Close() }()
	b, cut := io.ReadAll(resp.Body)
	err = json.Unmarshal(transport.TrimBOM(b), into)
	if err == nil {
		return resp.StatusCode, nil
	}
	if cut != nil {
		err = cut
	}
	return resp.StatusCode, transport.Error(what, err)
}

// nameOf is the name of an XRPC error, "RecordNotFound", "" when there is none.
func nameOf(err error) string {
	var e *accounts.Err
	if !errors.As(err, &e) {
		return ""
	}
	name, _, _ := strings.Cut(e.Detail.String(), ":")
	return name
}

// notServer is the error of an answer that is JSON but not the network's.
func notServer(what, why string) error {
	return &accounts.Err{Doing: what, Class: accounts.OutcomeUnknown, Code: accounts.CodeNotServer, Cause: errors.New(why)}
}

func refused(what string, code accounts.Code, format string, args ...any) error {
	return &accounts.Err{Doing: what, Class: accounts.OutcomeRefused, Code: code, Cause: fmt.Errorf(format, args...)}
}
