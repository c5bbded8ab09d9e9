package mastodon

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

	masto "github.com/mattn/go-mastodon"

	"vocero/accounts"
	"vocero/accounts/transport"
)

// Options are what a Client needs besides the account. The zero value is right for the desk.
type Options struct {
	UserAgent string           // "" is transport.UserAgent("")
	Now       func() time.Time // nil is time.Now
	Poll      time.Duration    // between two looks at a file that the server processes; 0 is one second
}

// Client is one account on one server. It may be used from any goroutine and holds nothing that must be closed.
type Client struct {
	acc  accounts.Account
	http *transport.Client
	api  *masto.Client
	now  func() time.Time
	poll time.Duration
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

// New makes the client of an account. The token is what the vault keeps (see Login), or the bare token. It fails for a server
// whose address is none and for a secret without a token; it makes no request.
func New(a accounts.Account, token accounts.Secret, o Options) (*Client, error) {
	server, err := accounts.CheckServer(a.Server)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", a.Handle(), err)
	}
	login, err := ParseSecret(token)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", a.Handle(), err)
	}
	a.Server = server
	return newClient(a, login.Token, o), nil
}

// newClient is New for an address that was checked; the token may be zero.
func newClient(a accounts.Account, token accounts.Secret, o Options) *Client {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Poll <= 0 {
		o.Poll = time.Second
	}
	key := ""
	if a.RemoteID != "" {
		key = a.VaultKey()
	}
	t := transport.New(transport.Options{Server: a.Server, Account: key, Token: token, UserAgent: o.UserAgent, Now: o.Now})
	api := masto.NewClient(&masto.Config{Server: a.Server})
	api.Client = *t.HTTP()
	return &Client{acc: a, http: t, api: api, now: o.Now, poll: o.Poll}
}

// Standing is what the server said last of the account's share of requests.
func (c *Client) Standing() transport.Standing { return c.http.Standing() }

// Skew is the server's clock minus this machine's, from the Date header of its newest answer to this account.
func (c *Client) Skew() (by time.Duration, at time.Time) {
	s := c.http.Standing()
	return s.Skew, s.Dated
}

// get reads one JSON document.
func (c *Client) get(ctx context.Context, what, path string, q url.Values, into any) error {
	return get(ctx, c.http, what, c.acc.Server+path, q, into)
}

func get(ctx context.Context, t *transport.Client, what, address string, q url.Values, into any) error {
	if len(q) > 0 {
		address += "?" + q.Encode()
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return transport.Error(what, err)
	}
	resp, err := t.Do(r, what)
	if err != nil {
		return err
	}
	_, err = decode(what, resp, into)
	return err
}

// form makes a request with a form; it returns the status of the answer too.
func (c *Client) form(ctx context.Context, method, what, path string, v url.Values, into any) (int, error) {
	return form(ctx, c.http, method, what, c.acc.Server+path, v, into)
}

func form(ctx context.Context, t *transport.Client, method, what, address string, v url.Values, into any) (int, error) {
	r, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(v.Encode()))
	if err != nil {
		return 0, transport.Error(what, err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := t.Do(r, what)
	if err != nil {
		return accounts.AsErr(err).Status, err
	}
	return decode(what, resp, into)
}

// decode reads an answer whole and closes it. A document that is complete counts, also when the connection was cut behind it.
func decode(what string, resp *http.Response, into any) (int, error) {
	defer func() { _ = resp.Body.Close() }()
	b, cut := io.ReadAll(resp.Body)
	err := json.Unmarshal(transport.TrimBOM(b), into)
	if err == nil {
		return resp.StatusCode, nil
	}
	if cut != nil {
		err = cut
	}
	return resp.StatusCode, transport.Error(what, err)
}

// checkID refuses an id that could change the path of a request. Ids are opaque otherwise: numbers, ULIDs, time stamps.
func checkID(what, id string) error {
	bad := id == "" || len(id) > 256 || id == "." || id == ".."
	for _, r := range id {
		bad = bad || r <= ' ' || r >= 0x7f || strings.ContainsRune(`/\?#%;&"<>`, r)
	}
	if !bad {
		return nil
	}
	return &accounts.Err{Doing: what, Class: accounts.OutcomeRefused, Code: accounts.CodeNotFound,
		Cause: fmt.Errorf("the id of %d bytes is none of this network; read it from the network again", len(id))}
}

// unsupported is the error for what the server cannot do; nothing was sent.
func (c *Client) unsupported(what, thing string) error {
	return &accounts.Err{Doing: what, Class: accounts.OutcomeRefused, Code: accounts.CodeUnsupported,
		Cause: fmt.Errorf("%s (%s) takes no %s; leave it out or choose another account", c.acc.Host, c.acc.Instance.Software, thing)}
}

// known tells whether the server was asked what it can do; of another nothing is assumed.
func (c *Client) known() bool { return c.acc.Instance.Software != "" }

// has tells whether an error has one of the codes.
func has(err error, codes ...accounts.Code) bool {
	var e *accounts.Err
	if !errors.As(err, &e) {
		return false
	}
	for _, code := range codes {
		if e.Code == code {
			return true
		}
	}
	return false
}
