package twitter

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"sync"
	"time"

	"vocero/accounts"
	"vocero/accounts/transport"
)

// Host stands behind the handle of every account of X.
const Host = "x.com"

// Options are what a Client needs besides the account. The zero value keeps a changed log-in in memory only.
type Options struct {
	UserAgent string                      // "" is transport.UserAgent("")
	Now       func() time.Time            // nil is time.Now
	Keep      func(accounts.Secret) error // makes a changed log-in durable, before it is used
}

// clock is what the time is asked of.
func (o Options) clock() func() time.Time {
	if o.Now == nil {
		return time.Now
	}
	return o.Now
}

// Client is one account. It may be used from any goroutine and holds nothing that must be closed.
type Client struct {
	keep func(accounts.Secret) error

	mu    sync.Mutex
	login Login
	now2  *modern  // version 2
	old   *classic // version 1.1; nil where the account speaks version 2
}

var (
	_ accounts.Network  = (*Client)(nil)
	_ accounts.Uploader = (*Client)(nil)
	_ accounts.Actor    = (*Client)(nil)
	_ accounts.Talker   = (*Client)(nil)
	_ accounts.Marker   = (*Client)(nil)
	_ accounts.Clocked  = (*Client)(nil)
	_ accounts.Searcher = (*Client)(nil)
	_ accounts.Counter  = (*Client)(nil)
	_ accounts.Measurer = (*Client)(nil)
	_ accounts.Surveyor = (*Client)(nil)
	_ accounts.Metered  = (*Client)(nil)
)

// New makes the client of an account. The secret is what the vault keeps (see Login); it says which version of the API is spoken. It
// fails for a server whose address is none and for a secret without keys; it makes no request.
func New(a accounts.Account, secret accounts.Secret, o Options) (*Client, error) {
	server, err := accounts.CheckServer(a.Server)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", a.Handle(), err)
	}
	l, err := ParseSecret(secret)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", a.Handle(), err)
	}
	a.Server = server
	p := newPeer(a, l, o)
	c := &Client{keep: o.Keep, login: l, now2: &modern{p}}
	if l.API == accounts.APIv1 {
		c.old = &classic{p}
	}
	return c, nil
}

// peer is what both versions of the API need: the account, its keys, the chain.
type peer struct {
	acc   accounts.Account
	login Login
	http  *transport.Client
	opt   Options
	now   func() time.Time
	bill  *bill
}

func newPeer(a accounts.Account, l Login, o Options) peer {
	o.Now = o.clock()
	t := transport.New(transport.Options{Server: a.Server, Account: a.VaultKey(), UserAgent: o.UserAgent, Now: o.Now, Sign: l.signature, Refused: refused(o.Now)})
	return peer{a, l, t, o, o.Now, &bill{}}
}

// host is what stands behind the handles of a server: that of X for X and for a practice server of it.
func hostOf(server, api string) string {
	u, err := url.Parse(server)
	if err != nil || api != accounts.APIv1 || isX(server) {
		return Host
	}
	return u.Hostname()
}

// isX tells whether a server is X itself.
func isX(server string) bool {
	u, err := url.Parse(server)
	return err == nil && (u.Hostname() == "api.x.com" || u.Hostname() == "api.twitter.com")
}

// permalink is the page of a post.
func (p peer) permalink(user, id string) string {
	if user == "" {
		user = "i"
	}
	if host := p.host(); host != Host {
		return p.acc.Server + "/notice/" + id
	}
	s, _ := accounts.SafeURL("https://" + Host + "/" + user + "/status/" + id)
	return s
}

func (p peer) host() string {
	if p.acc.Host != "" {
		return p.acc.Host
	}
	return hostOf(p.acc.Server, p.login.API)
}

// handle is somebody's name in full, safe.
func (p peer) handle(user string) (accounts.Text, accounts.Flags) {
	if user == "" {
		return accounts.Text{}, 0
	}
	return accounts.SafeHandle("@" + strings.TrimPrefix(user, "@") + "@" + p.host())
}

// checkID refuses what is no id of X: 1 to 19 digits (docs.x.com/fundamentals/x-ids). Nothing else enters a path.
func checkID(what, id string) error {
	ok := id != "" && len(id) <= 19
	for i := 0; i < len(id) && ok; i++ {
		ok = id[i] >= '0' && id[i] <= '9'
	}
	if !ok {
		return no(what, accounts.CodeRefused, "it is no id of this network")
	}
	return nil
}

// compareIDs orders ids by age.
func compareIDs(a, b string) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}

// made is when a post was made, from its id (docs.x.com/fundamentals/x-ids); now where the id does not tell.
func made(id string, now time.Time) time.Time {
	var n int64
	if _, err := fmt.Sscanf(id, "%d", &n); err == nil {
		if at := time.UnixMilli(n>>22 + 1288834974657); now.Sub(at).Abs() < time.Hour {
			return at.UTC()
		}
	}
	return now.UTC()
}

func no(what string, code accounts.Code, format string, args ...any) error {
	return &accounts.Err{Doing: what, Class: accounts.OutcomeRefused, Code: code, Cause: fmt.Errorf(format, args...)}
}

// notServer is the error of an answer that is JSON but not the network's.
func notServer(what, why string) error {
	return &accounts.Err{Doing: what, Class: accounts.OutcomeUnknown, Code: accounts.CodeNotServer, Cause: errors.New(why)}
}

// serve carries out a call in the version that the account speaks. Where that version is closed to its app, the account is moved to
// version 2: the call itself is not repeated, and nothing of it was done.
func serve[T any](c *Client, oldWay func(*classic) (T, error), way func(*modern) (T, error)) (T, error) {
	c.mu.Lock()
	old, now := c.old, c.now2
	c.mu.Unlock()
	if old == nil {
		return way(now)
	}
	out, err := oldWay(old)
	if closed(err) {
		err = c.move(err)
	}
	return out, err
}

// closed tells whether an error is 453, "access to a subset of X API V2 endpoints".
func closed(err error) bool {
	return err != nil && accounts.AsErr(err).Class == oldAPI.class && accounts.AsErr(err).Code == oldAPI.code
}

// move makes version 2 the account's own from now on, durably before it is used.
func (c *Client) move(cause error) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := *accounts.AsErr(cause)
	if c.old == nil {
		return &e
	}
	l := c.login
	l.API = API2
	if c.keep != nil {
		if err := c.keep(l.Secret()); err != nil {
			return &accounts.Err{Doing: e.Doing, Class: accounts.OutcomeNotSent, Code: accounts.CodeLocked, Cause: fmt.Errorf("moving the account to version 2 of the API: %w", err)}
		}
	}
	c.login, c.old = l, nil
	e.Detail = accounts.LineText("the app may use version 2 of the API only; the account speaks it from now on")
	return &e
}

// oldHas refuses what version 1.1 has no call for.
func oldHas[T any](what string) func(*classic) (T, error) {
	return func(*classic) (T, error) {
		var none T
		return none, no(what, accounts.CodeUnsupported, "version 1.1 of the API has no such call; log in with version 2")
	}
}

// Who reads back whose keys these are.
func (c *Client) Who(ctx context.Context) (accounts.Profile, error) {
	return serve(c, func(o *classic) (accounts.Profile, error) { return o.who(ctx) }, func(m *modern) (accounts.Profile, error) { return m.who(ctx) })
}

// Instance tells what a post may hold, and makes sure that the server speaks the API.
func (c *Client) Instance(ctx context.Context) (accounts.Instance, error) {
	return serve(c, func(o *classic) (accounts.Instance, error) { return o.instance(ctx) }, func(m *modern) (accounts.Instance, error) { return m.instance(ctx) })
}

// Send makes one request that publishes.
func (c *Client) Send(ctx context.Context, o accounts.Outgoing) (accounts.Receipt, error) {
	return serve(c, func(k *classic) (accounts.Receipt, error) { return k.send(ctx, o) }, func(m *modern) (accounts.Receipt, error) { return m.send(ctx, o) })
}

// Find looks for what may have been posted.
func (c *Client) Find(ctx context.Context, o accounts.Outgoing, watermark string) ([]accounts.Receipt, error) {
	return serve(c, func(k *classic) ([]accounts.Receipt, error) { return k.find(ctx, o, watermark) },
		func(m *modern) ([]accounts.Receipt, error) { return m.find(ctx, o, watermark) })
}

// Inbox reads what was said since a cursor, oldest first; the cursor is the newest id.
func (c *Client) Inbox(ctx context.Context, cursor string, since time.Time) (accounts.Inbox, error) {
	return serve(c, func(k *classic) (accounts.Inbox, error) { return k.inbox(ctx, cursor, since) },
		func(m *modern) (accounts.Inbox, error) { return m.inbox(ctx, cursor, since) })
}

// Read reads one post back.
func (c *Client) Read(ctx context.Context, remoteID string) (accounts.Remote, error) {
	return serve(c, func(k *classic) (accounts.Remote, error) { return k.read(ctx, remoteID) },
		func(m *modern) (accounts.Remote, error) { return m.read(ctx, remoteID) })
}

// Upload brings a file to the network, with its alt text, and returns when it can be used.
func (c *Client) Upload(ctx context.Context, m accounts.Media, body io.Reader) (string, error) {
	return serve(c, oldHas[string](uploading), func(n *modern) (string, error) { return n.upload(ctx, m, body) })
}

// Act carries out one operation other than a post. It aims at a state: what is so already is a success.
func (c *Client) Act(ctx context.Context, o accounts.Outgoing) (accounts.Receipt, error) {
	return serve(c, func(k *classic) (accounts.Receipt, error) { return k.act(ctx, o) }, func(m *modern) (accounts.Receipt, error) { return m.act(ctx, o) })
}

// Thread reads the conversation around a post, oldest first. A post that is gone is no error: the thread says so.
func (c *Client) Thread(ctx context.Context, remoteID string) (accounts.Thread, error) {
	return serve(c, func(k *classic) (accounts.Thread, error) { return k.thread(ctx, remoteID) },
		func(m *modern) (accounts.Thread, error) { return m.thread(ctx, remoteID) })
}

// Newest is the id of the newest own post, "" when there is none.
func (c *Client) Newest(ctx context.Context) (string, error) {
	return serve(c, func(k *classic) (string, error) { return k.newest(ctx) }, func(m *modern) (string, error) { return m.newest(ctx) })
}

// Search finds what anybody said in the last seven days, the newest first.
func (c *Client) Search(ctx context.Context, s accounts.Search) (accounts.Found, error) {
	return serve(c, func(k *classic) (accounts.Found, error) { return k.search(ctx, s) }, func(m *modern) (accounts.Found, error) { return m.search(ctx, s) })
}

// Volume is how many posts of the last seven days hold the words.
func (c *Client) Volume(ctx context.Context, s accounts.Search) ([]accounts.Volume, error) {
	return serve(c, oldHas[[]accounts.Volume](counting), func(m *modern) ([]accounts.Volume, error) { return m.volume(ctx, s) })
}

// Measure reads the figures of own posts, also those that only their author sees.
func (c *Client) Measure(ctx context.Context, remoteIDs []string) ([]accounts.Figures, error) {
	return serve(c, oldHas[[]accounts.Figures](measuring), func(m *modern) ([]accounts.Figures, error) { return m.measure(ctx, remoteIDs) })
}

// Survey reads the figures of the account as they are now: X keeps no days.
func (c *Client) Survey(ctx context.Context, _, _ time.Time) (accounts.Figures, error) {
	return serve(c, func(k *classic) (accounts.Figures, error) { return k.survey(ctx) }, func(m *modern) (accounts.Figures, error) { return m.survey(ctx) })
}

// Skew is the server's clock minus this machine's, from the Date header of its newest answer to this account.
func (c *Client) Skew() (by time.Duration, at time.Time) {
	s := c.now2.http.Standing()
	return s.Skew, s.Dated
}
