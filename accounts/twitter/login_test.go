package twitter_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/practice"
	"vocero/accounts/twitter"
)

var shownPIN = regexp.MustCompile(`<code>(\d{7})</code>`)

// TestAPINLogsIn goes the whole way: the keys of the app, the page, the PIN, the account.
func TestAPINLogsIn(t *testing.T) {
	s, own, _, _ := started(t, twitter.API2)
	in := answers(s, own, twitter.API2).With("access_token", "").With("access_secret", "")
	c, err := twitter.Begin(t.Context(), in, twitter.Options{})
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.Get(c.URL() + "&auto=panaderialuz")
	if err != nil {
		t.Fatal(err)
	}
	page, err := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	pin := shownPIN.FindSubmatch(page)
	if err != nil || pin == nil {
		t.Fatalf("%v: %s", err, page)
	}
	if _, err := c.Finish(t.Context(), "0000"); accounts.AsErr(err).Class != accounts.OutcomeAuth {
		t.Errorf("a wrong PIN: %v", err)
	}
	got, err := c.Finish(t.Context(), " "+string(pin[1])+"\n")
	if err != nil {
		t.Fatal(err)
	}
	a, secret, err := twitter.LogIn(t.Context(), accounts.Account{}, got.With("chars", "25000"), twitter.Options{})
	if err != nil || a.User != "panaderialuz" || a.Host != "x.com" || a.RemoteID != own.ID || a.Network != accounts.X || a.Instance.Limits.Chars != 25000 {
		t.Fatalf("%+v, %v", a, err)
	}
	net := opened(t, a, secret, twitter.Options{})
	if again, err := net.Instance(t.Context()); err != nil || again.Limits.Chars != 25000 {
		t.Errorf("its limits are not kept: %+v, %v", again.Limits, err)
	}
	if _, err := net.Who(t.Context()); err != nil || c.Close() != nil {
		t.Error(err)
	}
}

func TestBeginIsSpared(t *testing.T) {
	s, own, _, _ := started(t, twitter.API2)
	if c, err := twitter.Begin(t.Context(), answers(s, own, twitter.API2), twitter.Options{}); c != nil || err != nil {
		t.Errorf("with keys: %v, %v", c, err)
	}
	none := accounts.Answers{}.With("server", s.URL())
	if _, err := twitter.Begin(t.Context(), none, twitter.Options{}); accounts.AsErr(err).Class != accounts.OutcomeAuth {
		t.Errorf("without an app: %v", err)
	}
	wrong := none.With("consumer_key", "nobody").With("consumer_secret", "CANARY_wrong_secret")
	_, err := twitter.Begin(t.Context(), wrong, twitter.Options{})
	if accounts.AsErr(err).Class != accounts.OutcomeAuth || strings.Contains(err.Error(), "CANARY") {
		t.Errorf("with a wrong app: %v", err)
	}
}

func TestKeysThatAreNone(t *testing.T) {
	s, own, _, _ := started(t, twitter.API2)
	for name, in := range map[string]accounts.Answers{
		"none": {}, "no secret": answers(s, own, "2").With("access_secret", ""), "two words": answers(s, own, "2").With("access_secret", "two words"), "wrong": answers(s, own, "2").With("access_secret", "wrong"),
	} {
		if _, _, err := twitter.LogIn(t.Context(), accounts.Account{}, in, twitter.Options{}); accounts.AsErr(err).Class != accounts.OutcomeAuth {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, bad := range []string{"x", "-1", "9999999"} {
		if _, _, err := twitter.LogIn(t.Context(), accounts.Account{}, answers(s, own, "2").With("chars", bad), twitter.Options{}); err == nil {
			t.Errorf("%s characters", bad)
		}
	}
	for _, bad := range []string{"", "x", "{", `{"consumer_key":"a"}`} {
		if _, err := twitter.ParseSecret(accounts.NewSecret(bad)); err == nil || bad != "" && len(bad) > 1 && strings.Contains(err.Error(), bad) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if _, err := twitter.New(accounts.Account{Server: "ftp://x"}, login, twitter.Options{}); err == nil {
		t.Error("a server that is none")
	}
}

// TestBothVersionsMustNameTheSameAccount: what the old version answers otherwise says nothing.
func TestBothVersionsMustNameTheSameAccount(t *testing.T) {
	me := turn{ask: "GET /2/users/me?user.fields=name,username", answer: `{"data":{"id":"2244994945","name":"Luz","username":"panaderialuz"}}`}
	const old = "GET /1.1/account/verify_credentials.json?include_entities=false&skip_status=true"
	for name, c := range map[string]struct {
		old turn
		ok  bool
	}{
		"same":        {turn{ask: old, answer: `{"id":2244994945,"id_str":"2244994945","screen_name":"PanaderiaLuz","name":"Luz"}`}, true},
		"another":     {turn{ask: old, answer: `{"id":7,"id_str":"7","screen_name":"otra"}`}, false},
		"closed":      {turn{ask: old, status: 403, answer: `{"errors":[{"code":453,"message":"subset"}]}`}, true},
		"not there":   {turn{ask: old, status: 404, answer: `<html>`}, true},
		"not allowed": {turn{ask: old, status: 401, answer: `{"errors":[{"code":32,"message":"Could not authenticate you."}]}`}, false},
	} {
		a, _ := play(t, me, c.old)
		in := accounts.Answers{}.With("server", a.Server).With("consumer_key", consumerKey).With("consumer_secret", consumerSecret).With("access_token", token).With("access_secret", tokenSecret)
		got, _, err := twitter.LogIn(t.Context(), accounts.Account{}, in, twitter.Options{Now: func() time.Time { return noon }})
		if (err == nil) != c.ok || c.ok && (got.User != "panaderialuz" || got.Instance.Version != "2") || !c.ok && accounts.AsErr(err).Class != accounts.OutcomeAuth {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

// TestAnAppWithoutTheOldAPIIsMoved: at the log-in, and later, when it was closed to it meanwhile.
func TestAnAppWithoutTheOldAPIIsMoved(t *testing.T) {
	s, own, a, secret := started(t, accounts.APIv1)
	if a.Instance.Version != accounts.APIv1 || a.Able(accounts.ToAttach).Can {
		t.Fatalf("it speaks %+v", a.Instance)
	}
	s.SetV1(false)
	b, _, err := twitter.LogIn(t.Context(), accounts.Account{}, answers(s, own, accounts.APIv1), twitter.Options{})
	if err != nil || b.Instance.Version != twitter.API2 || !b.Able(accounts.ToAttach).Can {
		t.Fatalf("%+v, %v", b.Instance, err)
	}
	broken := errors.New("the disk is full")
	var kept accounts.Secret
	c := opened(t, a, secret, twitter.Options{Keep: func(s accounts.Secret) error { kept = s; return broken }})
	o := accounts.Outgoing{Key: "K", Text: "Hola", Visibility: accounts.Public, CreatedAt: time.Now()}
	if _, err := c.Send(t.Context(), o); accounts.AsErr(err).Class != accounts.OutcomeNotSent || accounts.AsErr(err).Code != accounts.CodeLocked {
		t.Errorf("what cannot be kept is not used: %v", err)
	}
	broken = nil
	if _, err := c.Send(t.Context(), o); accounts.AsErr(err).Class != accounts.OutcomeNotSent || !strings.Contains(err.Error(), "version 2") {
		t.Errorf("it says so: %v", err)
	}
	if l, err := twitter.ParseSecret(kept); err != nil || l.API != twitter.API2 {
		t.Errorf("kept is %+v, %v", l, err)
	}
	if len(s.Statuses(own)) != 0 {
		t.Error("something was posted")
	}
	for _, c := range []*twitter.Client{c, opened(t, a, kept, twitter.Options{})} {
		o.Text += "!"
		if _, err := c.Send(t.Context(), o); err != nil {
			t.Error(err)
		}
		if in, err := c.Instance(t.Context()); err != nil || in.Version != twitter.API2 {
			t.Errorf("%+v, %v", in, err)
		}
	}
}

// TestAServerLikeX serves version 1.1 below /api/ only, as Friendica does.
func TestAServerLikeX(t *testing.T) {
	s, err := practice.Start(practice.Options{Model: practice.X, Host: "x.example"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	s.SetV1(true)
	own := s.AddAccount("luz", "Panadería Luz")
	to, err := url.Parse(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	pass := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(to); r.Out.Host = r.In.Host }}
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/api/statusnet/config.json":
			_, _ = w.Write([]byte(`{"site":{"name":"Plaza","server":"plaza.example","textlimit":"5000"}}`))
		case strings.HasPrefix(r.URL.Path, "/api/"), strings.HasPrefix(r.URL.Path, "/oauth/"):
			pass.ServeHTTP(w, r)
		default:
			http.Error(w, "<html>Page not found.</html>", http.StatusNotFound)
		}
	}))
	defer front.Close()
	a, secret, err := twitter.LogIn(t.Context(), accounts.Account{}, answers(s, own, accounts.APIv1).With("server", front.URL), twitter.Options{})
	if err != nil || a.Host != "127.0.0.1" || a.Instance.Limits.Chars != 5000 || a.Instance.Title.String() != "Plaza" || a.Instance.Version != accounts.APIv1 {
		t.Fatalf("%+v, %v", a, err)
	}
	c := opened(t, a, secret, twitter.Options{})
	long := strings.Repeat("Pan y <más> pan & ", 60)
	o := accounts.Outgoing{Key: "K", Text: "@vecina@127.0.0.1 " + long, Visibility: accounts.Public, CreatedAt: time.Now()}
	r, err := c.Send(t.Context(), o)
	if err != nil || !strings.HasPrefix(r.URL, front.URL+"/notice/") || s.Statuses(own)[0].Text != "@vecina "+long {
		t.Errorf("%+v, %v, %+v", r, err, s.Statuses(own))
	}
	found, err := c.Find(t.Context(), o, "")
	same(t, len(found), err, "1")
	if _, err := c.Volume(t.Context(), accounts.Search{Words: "pan"}); accounts.AsErr(err).Code != accounts.CodeUnsupported {
		t.Errorf("%v", err)
	}
}

// TestARightThatIsMissing: tokens from before are to be made anew.
func TestARightThatIsMissing(t *testing.T) {
	s, own, a, secret := started(t, twitter.API2)
	s.SetReadOnly(own, true)
	o := accounts.Outgoing{Key: "K", Text: "Hola", Visibility: accounts.Public, CreatedAt: time.Now()}
	_, err := opened(t, a, secret, twitter.Options{}).Send(t.Context(), o)
	if e := accounts.AsErr(err); e.Class != accounts.OutcomeAuth || e.Code != accounts.CodeRights {
		t.Error(err)
	}
}
