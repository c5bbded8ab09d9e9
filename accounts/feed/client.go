package feed

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"time"

	"vocero/accounts"
	"vocero/accounts/transport"
)

// Options are what a Client needs besides the account. The zero value is what the desk uses.
type Options struct {
	UserAgent string                      // "" is transport.UserAgent("")
	Now       func() time.Time            // nil is time.Now
	Keep      func(accounts.Secret) error // never called: nothing here is renewed
	Every     time.Duration               // least time between two fetches of a feed; 0 is a quarter of an hour, and none for a server of this machine
}

func (o Options) now() time.Time {
	if o.Now == nil {
		return time.Now()
	}
	return o.Now()
}

// usualEvery is how long a feed is left alone.
const usualEvery = 15 * time.Minute

// every is how long a feed of a host is left alone.
func (o Options) every(host string) time.Duration {
	switch {
	case o.Every > 0:
		return o.Every
	case accounts.Loopback(host):
		return 0
	}
	return usualEvery
}

// Client is one account. It may be used from any goroutine and holds nothing that must be closed.
type Client struct {
	acc  accounts.Account
	opt  Options
	http *transport.Client // with the log-in, where there is one
	read reads
	talk writes // nil: it is only read
}

// reads is what every kind of account can do.
type reads interface {
	who(ctx context.Context) (accounts.Profile, error)
	instance(ctx context.Context) (accounts.Instance, error)
	inbox(ctx context.Context, cursor string, since time.Time) (accounts.Inbox, error)
	one(ctx context.Context, remoteID string) (accounts.Remote, error)
}

// writes is what an account with a log-in can do besides.
type writes interface {
	send(ctx context.Context, o accounts.Outgoing) (accounts.Receipt, error)
	find(ctx context.Context, o accounts.Outgoing, watermark string) ([]accounts.Receipt, error)
	newest(ctx context.Context) (string, error)
	act(ctx context.Context, o accounts.Outgoing) (accounts.Receipt, error)
	thread(ctx context.Context, remoteID string) (accounts.Thread, error)
	search(ctx context.Context, s accounts.Search) (accounts.Found, error)
}

var (
	_ accounts.Network  = (*Client)(nil)
	_ accounts.Actor    = (*Client)(nil)
	_ accounts.Talker   = (*Client)(nil)
	_ accounts.Marker   = (*Client)(nil)
	_ accounts.Searcher = (*Client)(nil)
	_ accounts.Clocked  = (*Client)(nil)
)

// New makes the client of an account; by Instance.Software it is a feed, a WordPress or a Discourse. It fails for an address that is
// none and for a secret that cannot be read; it makes no request.
func New(a accounts.Account, secret accounts.Secret, o Options) (*Client, error) {
	l, err := parseLogin(secret)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", a.Handle(), err)
	}
	if l.User == "" {
		l.User = a.User
	}
	if _, err := address(a.Server); err != nil {
		return nil, fmt.Errorf("opening %s: %w", a.Handle(), err)
	}
	c := &Client{acc: a, opt: o}
	switch a.Instance.Software {
	case accounts.SoftwareWordPress:
		w := newWordPress(a, l, o)
		c.http, c.read, c.talk = w.http, w, w
	case accounts.SoftwareDiscourse:
		d := newDiscourse(a, l, o)
		c.http, c.read, c.talk = d.http, d, d
	default:
		s, err := newSite(a, o)
		if err != nil {
			return nil, fmt.Errorf("opening %s: %w", a.Handle(), err)
		}
		c.http, c.read = s.http, s
	}
	return c, nil
}

// login is what the vault keeps: a user with an application password or a key; nothing for a feed.
type login struct {
	User     string `json:"user,omitempty"`
	Password string `json:"password,omitempty"`
}

func (l login) secret() accounts.Secret {
	b, err := json.Marshal(l)
	if err != nil {
		return accounts.Secret{} // Two strings can always be written.
	}
	return accounts.NewSecret(string(b))
}

// parseLogin reads what the vault keeps; a bare password is one without the user, and nothing at all is a feed.
func parseLogin(s accounts.Secret) (login, error) {
	l, text := login{}, strings.TrimSpace(s.Reveal())
	switch {
	case text == "":
		return l, nil
	case !strings.HasPrefix(text, "{"):
		l.Password = text
	case json.Unmarshal([]byte(text), &l) != nil:
		return l, errors.New("reading the log-in: it is damaged; log in again")
	}
	transport.Keep(accounts.NewSecret(l.Password))
	return l, nil
}

// address reads the address of a page or feed: a host, or an https URL; plain http for this machine only.
func address(s string) (*url.URL, error) {
	s = strings.TrimSpace(s)
	s = strings.TrimPrefix(s, "feed:")
	s = strings.TrimPrefix(s, "//")
	if s == "" {
		return nil, errors.New("reading the address: it is empty; give that of a page or a feed, as in https://blog.example/feed")
	}
	if !strings.Contains(s, "://") {
		s = "https://" + s
	}
	u, err := url.Parse(s)
	switch {
	case err != nil || u.Hostname() == "" || strings.ContainsAny(s, " \t\r\n") || len(s) > 2000:
		return nil, fmt.Errorf("reading the address %s: it is no web address; give one as in https://blog.example/feed", accounts.LineText(transport.Redact(s)))
	case u.User != nil:
		return nil, fmt.Errorf("reading the address of %s: a name or password stands in it; give them apart", accounts.LineText(u.Hostname()))
	case u.Scheme != "https" && (u.Scheme != "http" || !accounts.Loopback(u.Hostname())):
		return nil, fmt.Errorf("reading the address of %s: it would not be reached over TLS; use an https address", accounts.LineText(u.Hostname()))
	}
	u.Fragment, u.RawFragment = "", ""
	u.Host = strings.ToLower(u.Host)
	return u, nil
}

// Who reads back whose log-in this is; of a feed, that it is there.
func (c *Client) Who(ctx context.Context) (accounts.Profile, error) { return c.read.who(ctx) }

// Instance reads what the server is.
func (c *Client) Instance(ctx context.Context) (accounts.Instance, error) {
	return c.read.instance(ctx)
}

// Inbox reads what was said since a cursor, oldest first.
func (c *Client) Inbox(ctx context.Context, at string, since time.Time) (accounts.Inbox, error) {
	if at == "" && since.IsZero() {
		since = c.opt.now().Add(-firstDays)
	}
	return c.read.inbox(ctx, at, since)
}

const firstDays = 7 * 24 * time.Hour

// Read reads one post back. The items of a feed cannot be asked for.
func (c *Client) Read(ctx context.Context, remoteID string) (accounts.Remote, error) {
	return c.read.one(ctx, remoteID)
}

// only is the error of what a feed cannot do.
func only(what string) error {
	return refused(what, accounts.CodeUnsupported, "a feed is only read; open it in the browser")
}

// Send makes one POST: a comment on WordPress, a post or topic on Discourse. A feed takes nothing.
func (c *Client) Send(ctx context.Context, o accounts.Outgoing) (accounts.Receipt, error) {
	if c.talk == nil {
		return accounts.Receipt{}, only(posting)
	}
	if err := fits(o); err != nil {
		return accounts.Receipt{}, err
	}
	return c.talk.send(ctx, o)
}

// Find looks for what may have been posted.
func (c *Client) Find(ctx context.Context, o accounts.Outgoing, watermark string) ([]accounts.Receipt, error) {
	if c.talk == nil {
		return nil, only(looking)
	}
	return c.talk.find(ctx, o, watermark)
}

// Newest is the id of the newest own post, "" when there is none.
func (c *Client) Newest(ctx context.Context) (string, error) {
	if c.talk == nil {
		return "", only(newestOwn)
	}
	return c.talk.newest(ctx)
}

// Act carries out one operation other than a post.
func (c *Client) Act(ctx context.Context, o accounts.Outgoing) (accounts.Receipt, error) {
	if c.talk == nil {
		return accounts.Receipt{}, only("acting")
	}
	return c.talk.act(ctx, o)
}

// Thread reads the conversation around a post, oldest first.
func (c *Client) Thread(ctx context.Context, remoteID string) (accounts.Thread, error) {
	if c.talk == nil {
		return accounts.Thread{}, only(conversing)
	}
	return c.talk.thread(ctx, remoteID)
}

// Search finds what anybody said, the newest first; a feed cannot be searched.
func (c *Client) Search(ctx context.Context, s accounts.Search) (accounts.Found, error) {
	if c.talk == nil {
		return accounts.Found{}, only(searching)
	}
	return c.talk.search(ctx, s)
}

// Skew is the server's clock minus this machine's, from the Date header of its newest answer to this account.
func (c *Client) Skew() (by time.Duration, at time.Time) {
	s := c.http.Standing()
	return s.Skew, s.Dated
}

// What is being done, as errors say it.
const (
	posting    = "posting"
	looking    = "looking for a post"
	newestOwn  = "reading the newest own post"
	conversing = "reading a conversation"
	searching  = "searching"
)

// held remembers the fetches that failed, so that a feed is left alone after an error too: the cursor cannot tell, as an error brings
// none. It is the process's, because clients live for one errand.
var held sync.Map // address of a feed to hold

type hold struct {
	until time.Time
	err   error
}
