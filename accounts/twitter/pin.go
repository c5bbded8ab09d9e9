package twitter

import (
	"context"
	"net/http"
	"strings"

	"github.com/dghubble/oauth1"

	"vocero/accounts"
	"vocero/accounts/transport"
)

// outOfBand asks for a PIN in the place of a way back (https://docs.x.com/fundamentals/authentication/oauth-1-0a/pin-based-oauth).
const outOfBand = "oob"

// consent is a log-in with a PIN.
type consent struct {
	in            accounts.Answers
	cfg           *oauth1.Config
	chain         *transport.Client
	token, secret string
	url           string
}

// Begin asks the server for a page on which a person allows the app; nil where the keys of the account were given.
func Begin(ctx context.Context, in accounts.Answers, o Options) (accounts.Consent, error) {
	if in.Get("access_token") != "" && in.Get("access_secret") != "" {
		return nil, nil
	}
	server := in.Get("server")
	if strings.TrimSpace(server) == "" {
		server = usualServer
	}
	server, err := accounts.CheckServer(server)
	if err != nil {
		return nil, err
	}
	key, secret := strings.TrimSpace(in.Get("consumer_key")), strings.TrimSpace(in.Get("consumer_secret"))
	if key == "" || secret == "" {
		return nil, &accounts.Err{Doing: loggingIn, Class: accounts.OutcomeAuth, Code: accounts.CodeAuth, Cause: errNoLogin}
	}
	transport.Keep(accounts.NewSecret(key), accounts.NewSecret(secret))
	c := &consent{in: in, cfg: oauth1.NewConfig(key, secret)}
	c.cfg.CallbackURL = outOfBand
	c.chain = transport.New(transport.Options{Server: server, UserAgent: o.UserAgent, Now: o.Now, Refused: refused(o.clock()),
		Sign: func(r *http.Request) (http.Header, error) {
			return http.Header{"Authorization": {signed(r.Context())}}, nil
		}})
	for _, below := range []string{"/oauth/", "/api/oauth/"} { // The second is that of GNU social.
		c.cfg.Endpoint = oauth1.Endpoint{RequestTokenURL: server + below + "request_token", AuthorizeURL: server + below + "authorize", AccessTokenURL: server + below + "access_token"}
		if err = c.ask(ctx); err == nil || isX(server) || !has(err, accounts.CodeNotFound) {
			break
		}
	}
	if err != nil {
		return nil, err
	}
	return c, nil
}

// ask fetches the token of the request and makes the address of the page.
func (c *consent) ask(ctx context.Context) error {
	var err error
	if c.token, c.secret, err = c.through(ctx).RequestToken(); err != nil {
		return transport.Error(loggingIn, err)
	}
	transport.Keep(accounts.NewSecret(c.token), accounts.NewSecret(c.secret))
	u, err := c.cfg.AuthorizationURL(c.token)
	if err != nil {
		return transport.Error(loggingIn, err)
	}
	c.url = u.String()
	return nil
}

// URL is the page that shows the PIN.
func (c *consent) URL() string { return c.url }

// Finish trades the PIN for the keys of the account.
func (c *consent) Finish(ctx context.Context, code string) (accounts.Answers, error) {
	token, secret, err := c.through(ctx).AccessToken(c.token, c.secret, strings.TrimSpace(code))
	if err != nil {
		return nil, transport.Error(loggingIn, err)
	}
	transport.Keep(accounts.NewSecret(token), accounts.NewSecret(secret))
	return c.in.With("access_token", token).With("access_secret", secret), nil
}

// Close has nothing to give back.
func (c *consent) Close() error { return nil }

// through is the configuration with the chain as its way out: the library knows no context, and the chain takes no signature that it
// did not ask for.
func (c *consent) through(ctx context.Context) *oauth1.Config {
	cfg := *c.cfg
	h := *c.chain.HTTP()
	h.Transport = carry{transport.Doing(ctx, loggingIn), h.Transport}
	cfg.HTTPClient = &h
	return &cfg
}

type signedKey struct{}

func signed(ctx context.Context) string {
	s, _ := ctx.Value(signedKey{}).(string)
	return s
}

// carry gives a request its context, and its signature to the chain.
type carry struct {
	ctx  context.Context
	base http.RoundTripper
}

// RoundTrip sends a request.
func (c carry) RoundTrip(r *http.Request) (*http.Response, error) {
	return c.base.RoundTrip(r.Clone(context.WithValue(c.ctx, signedKey{}, r.Header.Get("Authorization"))))
}
