package mastodon

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"strings"

	masto "github.com/mattn/go-mastodon"

	"vocero/accounts"
	"vocero/accounts/transport"
)

// OutOfBand is the redirect address of a log-in without a browser on this machine: the server shows a code, which is pasted.
const OutOfBand = "urn:ietf:wg:oauth:2.0:oob"

// The scopes that are asked for: what the desk does and no more. Servers that know only the broad ones get those.
const (
	fineScopes    = "read write:statuses write:media write:notifications write:mutes write:blocks write:reports write:favourites write:follows profile"
	broadScopes   = "read write"
	pleromaScopes = "read write follow push"
)

// App is this program as one server knows it: registered anew for every log-in, so that its redirect address is the true one.
type App struct {
	Server   string // base URL
	Redirect string // OutOfBand or a loopback address
	Scopes   string
	ID       string
	Secret   accounts.Secret
}

// Discover asks an address what it is, without a log-in. The host is the domain of the handles there, which may differ from the
// server's. Its error has CodeNotServer where the other side does not speak the Mastodon API; an address that is none is a plain
// error.
func Discover(ctx context.Context, server string) (in accounts.Instance, host string, err error) {
	base, err := accounts.CheckServer(server)
	if err != nil {
		return accounts.Instance{}, "", err
	}
	return discover(ctx, newClient(accounts.Account{Network: accounts.Mastodon, Server: base}, accounts.Secret{}, Options{}))
}

func discover(ctx context.Context, c *Client) (accounts.Instance, string, error) {
	d, err := c.document(ctx)
	if err != nil {
		return accounts.Instance{}, "", err
	}
	in, err := c.describe(ctx, d)
	return in, d.host(c.acc.Server), err
}

// Whoami reads back whose token this is, for a token that was pasted or has just been issued.
func Whoami(ctx context.Context, server string, token accounts.Secret) (accounts.Profile, error) {
	base, err := accounts.CheckServer(server)
	if err != nil {
		return accounts.Profile{}, err
	}
	login, err := ParseSecret(token)
	if err != nil {
		return accounts.Profile{}, &accounts.Err{Doing: "reading the account", Class: accounts.OutcomeAuth, Code: accounts.CodeAuth, Cause: err}
	}
	c := newClient(accounts.Account{Network: accounts.Mastodon, Server: base}, login.Token, Options{})
	d, err := c.document(ctx)
	if err != nil {
		return accounts.Profile{}, err
	}
	c.acc.Host = d.host(base)
	return c.Who(ctx)
}

// Register makes this program known to a server (https://docs.joinmastodon.org/methods/apps/#create). Redirect is OutOfBand or
// the address of a Loopback.
func Register(ctx context.Context, server, redirect string) (App, error) {
	const what = "registering with the server"
	in, _, err := Discover(ctx, server)
	if err != nil {
		return App{}, err
	}
	base, err := accounts.CheckServer(server)
	if err != nil {
		return App{}, err
	}
	wanted := []string{fineScopes, broadScopes}
	if in.Software == "pleroma" || in.Software == "akkoma" {
		wanted = []string{pleromaScopes}
	}
	t := transport.New(transport.Options{Server: base})
	for i, scopes := range wanted {
		app, err := masto.RegisterApp(transport.Doing(ctx, what), &masto.AppConfig{
			Client: *t.HTTP(), Server: base, ClientName: "vocero", RedirectURIs: redirect, Scopes: scopes, Website: "https://vocero.example",
		})
		if err != nil {
			err = transport.Error(what, err)
			if e := accounts.AsErr(err); i+1 < len(wanted) && e.Class == accounts.OutcomeRefused && e.Status != http.StatusNotFound {
				continue // Before 4.3 a Mastodon knows no "profile".
			}
			return App{}, err
		}
		if app.ClientID == "" || app.ClientSecret == "" {
			return App{}, notServer(what, "the answer names no client id")
		}
		out := App{Server: base, Redirect: redirect, Scopes: scopes, ID: app.ClientID, Secret: accounts.NewSecret(app.ClientSecret)}
		transport.Keep(out.Secret)
		return out, nil
	}
	return App{}, notServer(what, "no scopes to ask for")
}

// Proof is what binds one log-in together: a state that comes back with the code, and a verifier whose digest went ahead (PKCE,
// https://www.rfc-editor.org/rfc/rfc7636).
type Proof struct {
	State     string
	Verifier  accounts.Secret
	Challenge string // SHA-256 of the verifier, base64url
}

// NewProof makes one of random bytes.
func NewProof() Proof {
	v := random()
	sum := sha256.Sum256([]byte(v))
	p := Proof{State: random(), Verifier: accounts.NewSecret(v), Challenge: base64.RawURLEncoding.EncodeToString(sum[:])}
	transport.Keep(p.Verifier)
	return p
}

func random() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // It never fails: the runtime ends the program instead.
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// AuthURL is the page on which a person allows the log-in. Opening a browser is the caller's.
func (a App) AuthURL(state, challenge string) string {
	v := url.Values{
		"response_type": {"code"}, "client_id": {a.ID}, "redirect_uri": {a.Redirect}, "scope": {a.Scopes},
		"code_challenge": {challenge}, "code_challenge_method": {"S256"},
	}
	if state != "" {
		v.Set("state", state)
	}
	return a.Server + "/oauth/authorize?" + v.Encode()
}

// Exchange turns the code of a log-in into what the vault keeps (https://docs.joinmastodon.org/methods/oauth/#token). A code that
// was used, has expired or belongs to another verifier is an error of OutcomeAuth.
func (a App) Exchange(ctx context.Context, code string, verifier accounts.Secret) (accounts.Secret, error) {
	const what = "logging in"
	code = strings.TrimSpace(code)
	if code == "" {
		return accounts.Secret{}, &accounts.Err{Doing: what, Class: accounts.OutcomeRefused, Code: accounts.CodeAuth, Cause: errors.New("the code is empty; paste the one that the server shows")}
	}
	transport.Keep(accounts.NewSecret(code))
	var got struct {
		Token   str `json:"access_token"`
		Refresh str `json:"refresh_token"`
		Scope   str `json:"scope"`
	}
	t := transport.New(transport.Options{Server: a.Server})
	_, err := form(ctx, t, http.MethodPost, what, a.Server+"/oauth/token", url.Values{
		"grant_type": {"authorization_code"}, "code": {code}, "client_id": {a.ID}, "client_secret": {a.Secret.Reveal()},
		"redirect_uri": {a.Redirect}, "scope": {a.Scopes}, "code_verifier": {verifier.Reveal()},
	}, &got)
	if err != nil {
		return accounts.Secret{}, err
	}
	if got.Token == "" {
		return accounts.Secret{}, notServer(what, "the answer holds no token")
	}
	if got.Scope == "" {
		got.Scope = str(a.Scopes)
	}
	l := Login{accounts.NewSecret(string(got.Token)), a.ID, a.Secret, string(got.Scope), accounts.NewSecret(string(got.Refresh))}
	transport.Keep(l.Token, l.Refresh)
	return l.Secret(), nil
}
