package facebook_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/facebook"
	"vocero/accounts/practice"
)

func logIn(t *testing.T, in accounts.Answers, o facebook.Options) (accounts.Account, facebook.Login, *accounts.Err) {
	t.Helper()
	a, secret, err := facebook.LogIn(t.Context(), accounts.Account{}, in, o)
	if err != nil {
		e := accounts.AsErr(err)
		for _, name := range []string{"app_secret", "token"} {
			if v := in.Get(name); len(v) > 8 && strings.Contains(err.Error()+e.Detail.String(), v) {
				t.Errorf("%s is in %v", name, err)
			}
		}
		if !secret.IsZero() {
			t.Errorf("a refused log-in left a secret")
		}
		return a, facebook.Login{}, e
	}
	l, err := facebook.ParseSecret(secret)
	if err != nil {
		t.Fatal(err)
	}
	return a, l, nil
}

func TestLogInWithThePagesToken(t *testing.T) {
	d := started(t)
	a := d.acc
	if a.Network != accounts.Facebook || a.RemoteID != d.own.ID || a.User != "panaderialuz" || a.Host != "facebook.com" || a.Name.String() != "Panadería Luz" ||
		a.Server != d.URL() || a.URL != "https://www.facebook.com/panaderialuz" || a.Instance.Software != "facebook" || a.Instance.Limits.Chars != 63206 || a.Instance.Limits.Media == 0 {
		t.Errorf("%+v", a)
	}
	var kept map[string]string
	if err := json.Unmarshal([]byte(d.kept.Reveal()), &kept); err != nil || len(kept) != 3 || kept["app_id"] != d.keys.AppID || kept["app_secret"] != d.keys.AppSecret || kept["token"] != d.own.Token {
		t.Errorf("the vault keeps %d parts, %v", len(kept), err)
	}
	in := answersOf(d.Server, d.keys, d.own.Token).With("page", "999")
	if _, _, e := logIn(t, in, facebook.Options{}); e == nil || !strings.Contains(e.Error(), "of another page") {
		t.Errorf("another page's token: %v", e)
	}
}

// TestLogInWithAPersonsToken exchanges it: what is kept is the page's own, and lasts.
func TestLogInWithAPersonsToken(t *testing.T) {
	d := started(t)
	in := answersOf(d.Server, d.keys, d.keys.UserToken)
	a, l, e := logIn(t, in, facebook.Options{})
	if e != nil || a.RemoteID != d.own.ID || l.Token.Reveal() == d.keys.UserToken || l.Token.IsZero() {
		t.Fatalf("%+v, %v", a, e)
	}
	if n := d.Count("POST", "/"+practice.GraphVersion+"/oauth/access_token"); n != 1 {
		t.Errorf("%d exchanges", n)
	}
	headersOnly(t, d)
	other := d.AddAccount("barnorte", "Bar Norte")
	if _, _, e := logIn(t, in, facebook.Options{}); e == nil || !strings.Contains(e.Error(), "say which page: Panadería Luz ("+d.own.ID+"), Bar Norte ("+other.ID+")") {
		t.Errorf("two pages: %v", e)
	}
	if a, _, err := facebook.LogIn(t.Context(), d.acc, in, facebook.Options{}); err != nil || a.RemoteID != d.own.ID || a.ID != d.acc.ID {
		t.Errorf("a page that logs in again: %+v, %v", a, err)
	}
	for _, page := range []string{other.ID, "barnorte", "@BarNorte", "bar norte"} {
		if a, _, e := logIn(t, in.With("page", page), facebook.Options{}); e != nil || a.RemoteID != other.ID {
			t.Errorf("%s: %s, %v", page, a.RemoteID, e)
		}
	}
}

func TestLogInNamesWhatIsMissing(t *testing.T) {
	d := started(t)
	for _, missing := range [][]string{{"pages_manage_posts"}, {"pages_manage_engagement", "read_insights"}, facebook.Needed} {
		left := slices.DeleteFunc(append([]string{"pages_show_list"}, facebook.Needed...), func(s string) bool { return slices.Contains(missing, s) })
		for _, token := range []string{d.own.Token, d.keys.UserToken} {
			d.GraphPermit(token, left...)
			_, _, e := logIn(t, answersOf(d.Server, d.keys, token), facebook.Options{})
			if e == nil || e.Class != accounts.OutcomeRefused || e.Code != accounts.CodeRights || !strings.HasSuffix(e.Error(), ": "+strings.Join(missing, ", ")+" (App Review, Advanced Access)") {
				t.Errorf("without %v: %v", missing, e)
			}
		}
	}
	d.GraphPermit(d.keys.UserToken, facebook.Needed...)
	if _, _, e := logIn(t, answersOf(d.Server, d.keys, d.keys.UserToken), facebook.Options{}); e == nil || e.Code != accounts.CodeRights || !strings.Contains(e.Error(), ": pages_show_list (App Review") {
		t.Errorf("without the list of pages: %v", e)
	}
}

func TestLogInRefusals(t *testing.T) {
	d := started(t)
	good := answersOf(d.Server, d.keys, d.own.Token)
	page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = fmt.Fprint(w, `{"data":[]}`) }))
	t.Cleanup(page.Close)
	for name, c := range map[string]struct {
		in    accounts.Answers
		code  accounts.Code
		words string
	}{
		"no token":         {good.With("token", ""), accounts.CodeAuth, "is missing"},
		"a wrong secret":   {good.With("app_secret", "CANARY_another_secret"), accounts.CodeAuth, "do not belong together"},
		"a wrong app":      {good.With("app_id", "99"), accounts.CodeAuth, "do not belong together"},
		"a wrong token":    {good.With("token", "CANARY_no_such_token"), accounts.CodeAuth, "make a new one"},
		"another server":   {good.With("server", page.URL), accounts.CodeNotServer, "does not speak the Graph API"},
		"no server at all": {good.With("server", "http://luz.example"), "", "https"},
	} {
		if _, _, e := logIn(t, c.in, facebook.Options{}); e == nil || c.code != "" && e.Code != c.code || !strings.Contains(e.Error(), c.words) {
			t.Errorf("%s: %v", name, e)
		}
	}
	d.RevokeAll(d.own)
	if _, _, e := logIn(t, good, facebook.Options{}); e == nil || e.Code != accounts.CodeAuth {
		t.Errorf("a revoked token: %v", e)
	}
}

// TestLogInOfATokenThatEnds hears of a page's token that lives an hour, as one does that was made from a person's short one.
func TestLogInOfATokenThatEnds(t *testing.T) {
	scopes, _ := json.Marshal(facebook.Needed)
	now := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	answer := ""
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = fmt.Fprint(w, answer) }))
	t.Cleanup(s.Close)
	in := accounts.Answers{}.With("app_id", "1310").With("app_secret", vectorSecret).With("token", vectorToken).With("server", s.URL)
	for _, c := range []struct{ app, ends, granular, words string }{
		{"1310", fmt.Sprint(now.Add(time.Hour).Unix()), `[]`, "the page's token ends at"},
		{"1311", "0", `[]`, "made for another app (1311)"},
		{"1310", "0", `[{"scope":"read_insights","target_ids":["5"]}]`, ": read_insights (App Review"},
	} {
		answer = fmt.Sprintf(`{"data":{"app_id":"%s","type":"PAGE","is_valid":true,"profile_id":"61550001","expires_at":%s,"scopes":%s,"granular_scopes":%s}}`, c.app, c.ends, scopes, c.granular)
		if _, _, e := logIn(t, in, facebook.Options{Now: func() time.Time { return now }}); e == nil || !strings.Contains(e.Error(), c.words) {
			t.Errorf("%s: %v", c.words, e)
		}
	}
}

func TestPrompts(t *testing.T) {
	var names []string
	for _, p := range facebook.Prompts() {
		names = append(names, p.Name)
		if p.Secret != (p.Name == "app_secret" || p.Name == "token") || p.Optional != (p.Name == "page") {
			t.Errorf("%+v", p)
		}
	}
	if !slices.Equal(names, []string{"app_id", "app_secret", "token", "page", "server"}) {
		t.Errorf("%q", names)
	}
	check := func(i int, v string) bool { return facebook.Prompts()[i].Check(v) == nil }
	if check(0, "luz") || !check(0, "1310") || check(1, " ") || check(2, "a b") || !check(2, "EAAx") || check(4, "ftp://x") || !check(4, facebook.Server) {
		t.Error("the checks of the answers")
	}
}

func TestSecretsOfOthersAreNone(t *testing.T) {
	for _, s := range []string{"", "EAAx", "{}", `{"app_id":"1","app_secret":"2"}`, `{"app_id":"1","app_secret":"2","token":"a b"}`, `[]`} {
		if _, err := facebook.ParseSecret(accounts.NewSecret(s)); err == nil || s != "" && strings.Contains(err.Error(), s) {
			t.Errorf("%q: %v", s, err)
		}
	}
	l := facebook.Login{AppID: "1", AppSecret: accounts.NewSecret("dos"), Token: accounts.NewSecret("tres")}
	for name, a := range map[string]accounts.Account{"no server": {RemoteID: "1"}, "no page": {Server: facebook.Server, RemoteID: "../1"}} {
		if _, err := facebook.New(a, l.Secret(), facebook.Options{}); err == nil {
			t.Errorf("%s was opened", name)
		}
	}
}
