package practice_test

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

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
	c := oauth1.NewConfig(key, secret)
	c.CallbackURL = "oob"
	c.Endpoint = oauth1.Endpoint{RequestTokenURL: b.s.URL() + "/oauth/request_token", AuthorizeURL: b.s.URL() + "/oauth/authorize", AccessTokenURL: b.s.URL() + "/oauth/access_token"}
	token, tokenSecret, err := c.RequestToken()
	if err != nil {
		t.Fatal(err)
	}
	address, err := c.AuthorizationURL(token)
	if err != nil {
		t.Fatal(err)
	}
	plain(t, http.Get, address.String(), 200, "Authorize app as @barnorte")
	html := plain(t, func(u string) (*http.Response, error) {
		return http.PostForm(b.s.URL()+"/oauth/authorize", url.Values{"oauth_token": {token}, "username": {"barnorte"}})
	}, "", 200, "<code>")
	_, rest, _ := strings.Cut(html, "<code>")
	pin, _, _ := strings.Cut(rest, "</code>")
	if len(pin) != 7 {
		t.Fatalf("PIN %q", pin)
	}
	if _, _, err := c.AccessToken(token, tokenSecret, "x"+pin); err == nil {
		t.Error("a wrong PIN")
	}
	access, accessSecret, err := c.AccessToken(token, tokenSecret, pin)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := c.AccessToken(token, tokenSecret, pin); err == nil {
		t.Error("the PIN twice")
	}
	other := xbed{b.bed, c.Client(context.Background(), oauth1.NewToken(access, accessSecret))}
	if got := other.get("/2/users/me").want(200).str("data.id"); got != bar.ID {
		t.Errorf("logged in as %s", got)
	}
	c.ConsumerSecret = "x"
	if _, _, err := c.RequestToken(); err == nil {
		t.Error("a wrong consumer secret")
	}
}

func plain(t *testing.T, get func(string) (*http.Response, error), address string, status int, says string) string {
	t.Helper()
	resp, err := get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, _ := io.ReadAll(resp.Body)
	if resp.StatusCode != status || !strings.Contains(string(body), says) {
		t.Fatalf("%d %s", resp.StatusCode, body)
	}
	return string(body)
}
