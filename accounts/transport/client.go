package transport

import (
	"context"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"time"

	"vocero/accounts"
)

// The time a request may take, from dialling to the last byte of the answer.
const (
	ReadTimeout = 30 * time.Second
	SendTimeout = 60 * time.Second
)

// Options says for whom a Client speaks.
type Options struct {
	Server    string           // base URL; the token goes to its host alone
	Account   string           // key under which limits are remembered, as accounts.Account.VaultKey; "" is the server
	Token     accounts.Secret  // zero: no Authorization is sent
	UserAgent string           // "" is UserAgent("")
	Now       func() time.Time // nil is time.Now

	// Sign makes the headers of a log-in that is more than a token (a signature, a key with a user); they go to the server's host
	// alone. It gets the request as it will leave.
	Sign func(*http.Request) (http.Header, error)
	// Refused reads what the network says of an answer that is no success: it may change the class, the code and the detail.
	Refused func(e *accounts.Err, a Answer)
}

// Answer is an answer that is no success: at most 64 KiB of its body.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// Client is the chain for one account on one server. It may be used from any goroutine and need not be closed.
type Client struct {
	http  *http.Client
	chain *chain
}

// New makes the chain. The token joins the live secrets.
func New(o Options) *Client {
	Keep(o.Token)
	if o.UserAgent == "" {
		o.UserAgent = UserAgent("")
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Account == "" {
		o.Account = o.Server
	}
	host := ""
	if u, err := url.Parse(o.Server); err == nil {
		host = u.Host
	}
	c := &chain{opt: o, host: host, share: shareOf(o.Account, hostname(host))}
	return &Client{http: &http.Client{Transport: c, CheckRedirect: hop}, chain: c}
}

// UserAgent is how the program names itself; an empty version is the one it was built as.
func UserAgent(version string) string {
	if version == "" {
		version = "devel"
		if b, ok := debug.ReadBuildInfo(); ok && strings.HasPrefix(b.Main.Version, "v") {
			version = b.Main.Version
		}
	}
	return "vocero/" + version + " (+https://vocero.example)"
}

// HTTP is the client for libraries that want one. Its errors hold an *accounts.Err wherever the chain had a say.
func (c *Client) HTTP() *http.Client { return c.http }

// Standing is what the server said last of the account's limits.
func (c *Client) Standing() Standing { return c.chain.share.standing() }

// Do carries out one request and returns an answer of the 200s, with a body that is bounded and must be closed, or an
// *accounts.Err. What names the act: "posting".
func (c *Client) Do(r *http.Request, what string) (*http.Response, error) {
	resp, err := c.http.Do(r.WithContext(Doing(r.Context(), what)))
	if err != nil {
		return nil, Error(what, err)
	}
	return resp, nil
}

type ctxKey int

const (
	keyIdempotency ctxKey = iota
	keyDoing
	keyTimeout
)

// WithKey makes a POST with this context the one that publishes: it carries the Idempotency-Key, and an answer that does not
// prove a refusal counts as unknown.
func WithKey(ctx context.Context, key string) context.Context {
	return context.WithValue(ctx, keyIdempotency, key)
}

// Doing names the act for errors: "reading notifications".
func Doing(ctx context.Context, what string) context.Context {
	return context.WithValue(ctx, keyDoing, what)
}

// WithTimeout gives one request another time than ReadTimeout or SendTimeout, for uploads.
func WithTimeout(ctx context.Context, d time.Duration) context.Context {
	return context.WithValue(ctx, keyTimeout, d)
}

func doing(ctx context.Context) string {
	if s, ok := ctx.Value(keyDoing).(string); ok {
		return s
	}
	return "talking to the server"
}

func timeout(r *http.Request) time.Duration {
	if d, ok := r.Context().Value(keyTimeout).(time.Duration); ok {
		return d
	}
	if reads(r) {
		return ReadTimeout
	}
	return SendTimeout
}

// reads tells whether a request changes nothing.
func reads(r *http.Request) bool { return r.Method == http.MethodGet || r.Method == http.MethodHead }
