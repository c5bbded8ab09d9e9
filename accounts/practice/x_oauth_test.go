package practice_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/dghubble/oauth1"
)

func TestXVerifiesSignatures(t *testing.T) {
	b := onX(t)
	me := b.get("/2/users/me").want(200)
	if me.str("data.username") != "panaderialuz" || me.str("data.id") != b.luz.ID || len(b.luz.ID) != 19 {
		t.Error(me.body)
	}
	b.get("/2/users/by", "usernames", "ana,panaderialuz", "user.fields", "created_at,public_metrics").want(200)
	key, secret, token, tokenSecret := b.s.Keys(b.luz)
	for name, keys := range map[string][4]string{
		"consumer key": {key + "x", secret, token, tokenSecret}, "consumer secret": {key, secret + "x", token, tokenSecret},
		"token": {key, secret, token + "x", tokenSecret}, "token secret": {key, secret, token, "x"},
	} {
		c := xbed{b.bed, signer(keys[0], keys[1], keys[2], keys[3])}
		if got := c.get("/2/users/me").want(401); got.str("title") != "Unauthorized" || got.num("status") != 401 {
			t.Errorf("%s: %s", name, got.body)
		}
	}
	if e := b.s.Requests(); e[0].Account != "panaderialuz" || e[0].Token != token {
		t.Errorf("%+v", e[0])
	}
}

func TestXRefusesASecondUse(t *testing.T) {
	b := onX(t)
	var header string
	b.http.Transport.(*oauth1.Transport).Base = roundTrip(func(r *http.Request) (*http.Response, error) {
		header = r.Header.Get("Authorization")
		return http.DefaultTransport.RoundTrip(r)
	})
	b.get("/2/users/me").want(200)
	r := b.ask("GET", "/2/users/me", "", nil)
	r.Header.Set("Authorization", header)
	if got := b.do(r).want(401); got.str("detail") != "Could not authenticate you." {
		t.Error(got.body)
	}
	r = b.ask("GET", "/1.1/account/verify_credentials.json", "", nil)
	r.Header.Set("Authorization", strings.Replace(header, `oauth_timestamp="1`, `oauth_timestamp="0`, 1))
	if got := b.do(r).want(401); got.num("errors.0.code") != 135 {
		t.Error(got.body)
	}
	r.Header.Set("Authorization", "Bearer "+b.luz.Token)
	b.do(r).want(401)
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestXPin(t *testing.T) {
	b := onX(t)
	bar := b.s.AddAccount("barnorte", "Bar Norte")
	key, secret, _, _ := b.s.Keys(b.luz)
	access, accessSecret := b.pin("barnorte")
	other := xbed{b.bed, signer(key, secret, access, accessSecret)}
	if got := other.get("/2/users/me").want(200).str("data.id"); got != bar.ID {
		t.Errorf("logged in as %s", got)
	}
	c := b.config()
	c.ConsumerSecret = "x"
	if _, _, err := c.RequestToken(); err == nil {
		t.Error("a wrong consumer secret")
	}
	c = b.config()
	c.CallbackURL = "https://elsewhere.example/"
	if _, _, err := c.RequestToken(); err == nil {
		t.Error("a callback that the app does not know")
	}
}

func TestXPinIsDeniedOrLate(t *testing.T) {
	b := onX(t)
	for name, act := range map[string]func(token string){
		"denied": func(token string) {
			b.page("POST", "/oauth/authorize", url.Values{"oauth_token": {token}, "cancel": {"1"}}, 200, "denied")
		},
		"late":  func(string) { b.clock.move(16 * time.Minute) },
		"early": func(string) {},
	} {
		token, tokenSecret, err := b.config().RequestToken()
		if err != nil {
			t.Fatal(err)
		}
		act(token)
		if _, _, err := b.config().AccessToken(token, tokenSecret, "1234567"); err == nil {
			t.Errorf("%s: a token all the same", name)
		}
	}
	b.page("GET", "/oauth/authorize?oauth_token=x", nil, 403, "Whoa there!")
}

func TestXCallback(t *testing.T) {
	b := onX(t)
	c := b.config()
	c.CallbackURL = "http://127.0.0.1:4711"
	token, tokenSecret, err := c.RequestToken()
	if err != nil {
		t.Fatal(err)
	}
	r := b.ask("GET", "/oauth/authorize?auto=panaderialuz&oauth_token="+token, "", nil)
	got := b.do(r).want(302)
	to, err := url.Parse(got.header.Get("Location"))
	if err != nil || to.Host != "127.0.0.1:4711" || to.Query().Get("oauth_token") != token {
		t.Fatalf("%v %v", to, err)
	}
	if _, _, err := c.AccessToken(token, tokenSecret, to.Query().Get("oauth_verifier")); err != nil {
		t.Error(err)
	}
}

// config is the log-in of an app with a PIN.
func (b *xbed) config() *oauth1.Config {
	key, secret, _, _ := b.s.Keys(b.luz)
	c := oauth1.NewConfig(key, secret)
	c.CallbackURL = "oob"
	c.Endpoint = oauth1.Endpoint{RequestTokenURL: b.s.URL() + "/oauth/request_token", AuthorizeURL: b.s.URL() + "/oauth/authorize", AccessTokenURL: b.s.URL() + "/oauth/access_token"}
	return c
}

// pin lets somebody log in to the app of the account.
func (b *xbed) pin(username string) (access, accessSecret string) {
	b.Helper()
	c := b.config()
	token, tokenSecret, err := c.RequestToken()
	if err != nil {
		b.Fatal(err)
	}
	b.page("GET", "/oauth/authorize?oauth_token="+token, nil, 200, "Authorize app as @"+username)
	html := b.page("POST", "/oauth/authorize", url.Values{"oauth_token": {token}, "username": {username}}, 200, "<code>")
	_, rest, _ := strings.Cut(html, "<code>")
	pin, _, _ := strings.Cut(rest, "</code>")
	if len(pin) != 7 {
		b.Fatalf("PIN %q", pin)
	}
	if _, _, err := c.AccessToken(token, tokenSecret, "x"+pin); err == nil {
		b.Error("a wrong PIN")
	}
	if access, accessSecret, err = c.AccessToken(token, tokenSecret, pin); err != nil {
		b.Fatal(err)
	}
	if _, _, err := c.AccessToken(token, tokenSecret, pin); err == nil {
		b.Error("the PIN twice")
	}
	return access, accessSecret
}

// page asks as a browser does.
func (b *xbed) page(method, path string, form url.Values, status int, says string) string {
	b.Helper()
	return b.do(b.ask(method, path, "application/x-www-form-urlencoded", []byte(form.Encode()))).want(status).says(says).body
}
