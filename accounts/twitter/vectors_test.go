package twitter_test

import (
	"crypto/hmac"
	"crypto/sha1" // what the standard prescribes
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/twitter"
)

// The keys of every recorded call.
const (
	consumerKey    = "xvz1evFS4wEEPTGEFPHBog"
	consumerSecret = "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw"
	token          = "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb"
	tokenSecret    = "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE"
)

var login = accounts.NewSecret(`{"api":"2","consumer_key":"` + consumerKey + `","consumer_secret":"` + consumerSecret + `","token":"` + token + `","token_secret":"` + tokenSecret + `"}`)

// noon is when every recorded call is made, by the clock that the client is given.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// turn is one request and its answer. The request is method, path and query, sorted and decoded.
type turn struct {
	ask    string
	body   string // JSON byte for byte, or the fields of a form
	status int    // 0 is 200
	answer string
	header http.Header
}

// tape plays answers and records what was asked.
type tape struct {
	t     *testing.T
	mu    sync.Mutex
	turns []turn
	bad   []string
}

// play is a server with the answers of a call, one after the other, and an account on it.
func play(t *testing.T, turns ...turn) (accounts.Account, *tape) {
	t.Helper()
	p := &tape{t: t, turns: turns}
	s := httptest.NewServer(p)
	t.Cleanup(func() {
		s.Close()
		p.mu.Lock()
		defer p.mu.Unlock()
		for _, b := range p.bad {
			t.Error(b)
		}
		for _, left := range p.turns {
			t.Errorf("was not asked: %s", left.ask)
		}
	})
	return accounts.Account{ID: "A", Network: accounts.X, Server: s.URL, Host: "x.com", RemoteID: "2244994945", User: "panaderialuz"}, p
}

// ServeHTTP compares a request with the tape.
func (p *tape) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	p.mu.Lock()
	defer p.mu.Unlock()
	ask := r.Method + " " + r.URL.Path
	if q, _ := url.QueryUnescape(r.URL.RawQuery); q != "" {
		ask += "?" + q
	}
	if len(p.turns) == 0 {
		p.bad = append(p.bad, "asked too much: "+ask)
		http.Error(w, "no more", http.StatusTeapot)
		return
	}
	now := p.turns[0]
	p.turns = p.turns[1:]
	if got := readable(r, body); ask != now.ask || got != now.body {
		p.bad = append(p.bad, fmt.Sprintf("asked\n %s\n %s\nwant\n %s\n %s", ask, got, now.ask, now.body))
	}
	if why := unsigned(r, body); why != "" && !strings.HasPrefix(r.Header.Get("Authorization"), "Basic ") && !strings.HasPrefix(r.Header.Get("Authorization"), "Bearer ") {
		p.bad = append(p.bad, ask+": "+why)
	}
	if ua := r.Header.Get("User-Agent"); !strings.HasPrefix(ua, "vocero/") {
		p.bad = append(p.bad, "the user agent is "+ua)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	for k, v := range now.header {
		w.Header()[k] = v
	}
	w.WriteHeader(max(now.status, http.StatusOK))
	_, _ = w.Write([]byte(now.answer))
}

// readable is a body as the tape has it: the parts of a form by name, everything else as it is.
func readable(r *http.Request, body []byte) string {
	kind, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind != "multipart/form-data" {
		return string(body)
	}
	m := multipart.NewReader(strings.NewReader(string(body)), params["boundary"])
	var out []string
	for {
		part, err := m.NextPart()
		if err != nil {
			return strings.Join(out, " ")
		}
		b, _ := io.ReadAll(part)
		if part.FileName() != "" {
			out = append(out, fmt.Sprintf("%s=%s:%s:%d", part.FormName(), part.FileName(), part.Header.Get("Content-Type"), len(b)))
			continue
		}
		out = append(out, part.FormName()+"="+string(b))
	}
}

// unsigned says why a signature is not that of RFC 5849 with the keys of the tape; "" when it is.
func unsigned(r *http.Request, body []byte) string {
	header, is := strings.CutPrefix(r.Header.Get("Authorization"), "OAuth ")
	if !is {
		return "it is not signed: " + r.Header.Get("Authorization")
	}
	params := url.Values{}
	signature := ""
	for part := range strings.SplitSeq(header, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		v, err := url.PathUnescape(strings.Trim(value, `"`))
		if err != nil {
			return "the header cannot be read: " + header
		}
		if name == "oauth_signature" {
			signature = v
			continue
		}
		params.Set(name, v)
	}
	if params.Get("oauth_consumer_key") != consumerKey || params.Get("oauth_token") != token || params.Get("oauth_signature_method") != "HMAC-SHA1" || params.Get("oauth_nonce") == "" {
		return "the header is " + header
	}
	add(params, r.URL.Query())
	if r.Header.Get("Content-Type") == "application/x-www-form-urlencoded" {
		form, _ := url.ParseQuery(string(body))
		add(params, form)
	}
	var pairs []string
	for name, values := range params {
		for _, v := range values {
			pairs = append(pairs, percent(name)+"="+percent(v))
		}
	}
	slices.Sort(pairs)
	base := r.Method + "&" + percent("http://"+r.Host+r.URL.EscapedPath()) + "&" + percent(strings.Join(pairs, "&"))
	mac := hmac.New(sha1.New, []byte(percent(consumerSecret)+"&"+percent(tokenSecret)))
	_, _ = mac.Write([]byte(base)) // It never fails.
	if want := base64.StdEncoding.EncodeToString(mac.Sum(nil)); signature != want {
		return fmt.Sprintf("the signature is %s, want %s of %s", signature, want, base)
	}
	return ""
}

func add(to, from url.Values) {
	for name, values := range from {
		to[name] = append(to[name], values...)
	}
}

func percent(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }

// on is a client of an account of the tape.
func on(t *testing.T, a accounts.Account) *twitter.Client {
	t.Helper()
	return opened(t, a, login, twitter.Options{Now: func() time.Time { return noon }})
}

// same compares what came of a call, written out.
func same(t *testing.T, got any, err error, want string) {
	t.Helper()
	if err != nil {
		got = err
	}
	if s := fmt.Sprint(got); s != want {
		t.Errorf("got\n %s\nwant\n %s", s, want)
	}
}
