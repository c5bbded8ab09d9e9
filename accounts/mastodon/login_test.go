package mastodon_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"vocero/accounts"
	"vocero/accounts/mastodon"
	"vocero/accounts/practice"
)

// browse opens an address as a browser does that follows the redirect back to us.
func browse(t *testing.T, address string) (page string, h http.Header) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b), resp.Header
}

func TestLogInWithABrowser(t *testing.T) {
	for _, m := range practice.Models() {
		t.Run(string(m), func(t *testing.T) {
			s, own, _ := started(t, practice.Options{Model: m})
			proof := mastodon.NewProof()
			back, err := mastodon.Listen(proof.State, mastodon.Page{Lang: "es", Title: "Hecho", Text: "Ya puedes volver a la terminal <b>."})
			if err != nil {
				t.Fatal(err)
			}
			app, err := mastodon.Register(t.Context(), s.URL(), back.Redirect())
			if err != nil {
				t.Fatal(err)
			}
			page, h := browse(t, app.AuthURL(proof.State, proof.Challenge)+"&auto="+own.Username)
			if !strings.Contains(page, `lang="es"`) || !strings.Contains(page, "terminal &lt;b&gt;.") || h.Get("Referrer-Policy") != "no-referrer" {
				t.Errorf("the browser ends on %q with %v", page, h)
			}
			code, err := back.Wait(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			secret, err := app.Exchange(t.Context(), code.Reveal(), proof.Verifier)
			if err != nil {
				t.Fatal(err)
			}
			checkLogin(t, s, own, app, secret)
			if _, err := app.Exchange(t.Context(), code.Reveal(), proof.Verifier); err == nil || accounts.AsErr(err).Class != accounts.OutcomeAuth {
				t.Errorf("the code was taken twice: %v", err)
			}
			for _, r := range s.Requests() {
				if !strings.HasPrefix(r.UserAgent, "vocero/") && !strings.HasPrefix(r.Path, "/oauth/authorize") {
					t.Errorf("%s %s came from %q", r.Method, r.Path, r.UserAgent)
				}
			}
		})
	}
}

// checkLogin asserts that a secret is a log-in of the account.
func checkLogin(t *testing.T, s *practice.Server, own *practice.Account, app mastodon.App, secret accounts.Secret) {
	t.Helper()
	p, err := mastodon.Whoami(t.Context(), s.URL(), secret)
	if err != nil || p.RemoteID != own.ID || p.User != own.Username || p.Host != s.Host() {
		t.Errorf("the token is of %+v (%v)", p, err)
	}
	var blob map[string]string
	if err := json.Unmarshal([]byte(secret.Reveal()), &blob); err != nil || blob["token"] == "" || blob["client_id"] != app.ID ||
		blob["client_secret"] != app.Secret.Reveal() || !strings.Contains(blob["scopes"], "write") {
		t.Errorf("the secret lacks parts (%v)", err)
	}
	l, err := mastodon.ParseSecret(secret)
	if err != nil || l.Token.Reveal() != blob["token"] || l.Secret().Reveal() != secret.Reveal() {
		t.Errorf("the secret does not come back whole (%v)", err)
	}
}

var shownCode = regexp.MustCompile(`class="oauth-code" readonly value="([^"]+)"`)

func TestLogInWithAPastedCode(t *testing.T) {
	s, own, _ := started(t, practice.Options{})
	proof := mastodon.NewProof()
	app, err := mastodon.Register(t.Context(), s.URL(), mastodon.OutOfBand)
	if err != nil {
		t.Fatal(err)
	}
	paste := func() string {
		page, _ := browse(t, app.AuthURL("", proof.Challenge)+"&auto="+own.Username)
		m := shownCode.FindStringSubmatch(page)
		if m == nil {
			t.Fatalf("no code on %q", page)
		}
		return " " + m[1] + "\n"
	}
	if _, err := app.Exchange(t.Context(), paste(), mastodon.NewProof().Verifier); err == nil || accounts.AsErr(err).Class != accounts.OutcomeAuth {
		t.Errorf("with the verifier of another log-in: %v", err)
	}
	secret, err := app.Exchange(t.Context(), paste(), proof.Verifier)
	if err != nil {
		t.Fatal(err)
	}
	checkLogin(t, s, own, app, secret)
	if _, err := app.Exchange(t.Context(), " ", proof.Verifier); err == nil {
		t.Error("an empty code was taken")
	}
}

func TestAuthURLSaysOnlyWhatItMust(t *testing.T) {
	app := mastodon.App{Server: "https://masto.example", Redirect: "http://127.0.0.1:4/cb", Scopes: "read write", ID: "abc", Secret: accounts.NewSecret("CANARY_secret")}
	u, err := url.Parse(app.AuthURL("estado", "reto"))
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	if u.Host != "masto.example" || q.Get("state") != "estado" || q.Get("code_challenge") != "reto" || q.Get("code_challenge_method") != "S256" ||
		q.Get("redirect_uri") != app.Redirect || q.Get("response_type") != "code" || strings.Contains(u.String(), "CANARY") {
		t.Errorf("the address is %s", u)
	}
	a, b := mastodon.NewProof(), mastodon.NewProof()
	if a.State == b.State || a.Verifier.Reveal() == b.Verifier.Reveal() || len(a.State) < 40 || a.Challenge == a.Verifier.Reveal() {
		t.Error("proofs are not random")
	}
}

// TestScopes registers with a server that knows no fine scopes, and with a Pleroma.
func TestScopes(t *testing.T) {
	var asked []string
	version := "4.2.1"
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/api/v1/instance":
			_, _ = io.WriteString(w, `{"uri":"masto.example","version":"`+version+`"}`)
		case "/api/v1/apps":
			asked = append(asked, r.FormValue("scopes"))
			if strings.Contains(r.FormValue("scopes"), "profile") {
				w.WriteHeader(http.StatusUnprocessableEntity)
				_, _ = io.WriteString(w, `{"error":"Validation failed: Scopes doesn't match configured on the server."}`)
				return
			}
			_, _ = io.WriteString(w, `{"id":1,"client_id":"k","client_secret":"CANARY_k_secret"}`)
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	t.Cleanup(s.Close)
	app, err := mastodon.Register(t.Context(), s.URL, mastodon.OutOfBand)
	if err != nil || app.Scopes != "read write" || len(asked) != 2 {
		t.Errorf("an old Mastodon gave %q after %q (%v)", app.Scopes, asked, err)
	}
	for _, want := range []string{"write:favourites", "write:follows", "write:media", "write:statuses", "profile"} {
		if !slices.Contains(strings.Fields(asked[0]), want) {
			t.Errorf("%s was not asked for: %q", want, asked[0])
		}
	}
	version = "2.7.2 (compatible; Akkoma 3.15.1)"
	if app, err = mastodon.Register(t.Context(), s.URL, mastodon.OutOfBand); err != nil || app.Scopes != "read write follow push" {
		t.Errorf("an Akkoma gave %q (%v)", app.Scopes, err)
	}
}

func TestDiscover(t *testing.T) {
	s, _, _ := started(t, practice.Options{Model: practice.GoToSocial, Host: "luz.example"})
	in, host, err := mastodon.Discover(t.Context(), s.URL()+"/")
	if err != nil || host != "luz.example" || in.Software != "gotosocial" || in.Limits.Chars != 5000 {
		t.Errorf("discovered %+v of %q (%v)", in, host, err)
	}
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, "<html>Bar Norte</html>") }))
	t.Cleanup(web.Close)
	if _, _, err := mastodon.Discover(t.Context(), web.URL); err == nil || accounts.AsErr(err).Code != accounts.CodeNotServer {
		t.Errorf("a page that is no server: %v", err)
	}
	for _, bad := range []string{"http://masto.example", "", "ftp://masto.example", "https://u:p@masto.example"} {
		if _, _, err := mastodon.Discover(t.Context(), bad); err == nil {
			t.Errorf("%q was taken for an address", bad)
		}
	}
	if _, err := mastodon.Whoami(t.Context(), s.URL(), accounts.NewSecret("CANARY_wrong")); err == nil || accounts.AsErr(err).Class != accounts.OutcomeAuth {
		t.Errorf("a wrong token: %v", err)
	}
	if _, err := mastodon.Whoami(t.Context(), s.URL(), accounts.NewSecret(`{"client_id":"x"}`)); err == nil || accounts.AsErr(err).Class != accounts.OutcomeAuth {
		t.Errorf("a secret without a token: %v", err)
	}
}

func TestLoopbackTakesOnlyTheRightAnswer(t *testing.T) {
	back, err := mastodon.Listen("el-estado-bueno", mastodon.Page{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = back.Close() }()
	if !strings.HasPrefix(back.Redirect(), "http://127.0.0.1:") {
		t.Errorf("it listens on %s", back.Redirect())
	}
	for _, q := range []string{"?code=a", "?code=a&state=", "?code=a&state=otro", ""} {
		if page, _ := browse(t, back.Redirect()+q); page != "" {
			t.Errorf("%q was told %q", q, page)
		}
	}
	if page, _ := browse(t, strings.TrimSuffix(back.Redirect(), "/cb")+"/favicon.ico?state=el-estado-bueno"); page != "" {
		t.Errorf("another path was told %q", page)
	}
	if page, _ := browse(t, back.Redirect()+"?code=%3Cscript%3E&state=el-estado-bueno"); !strings.Contains(page, "terminal") || strings.Contains(page, "script") {
		t.Errorf("the page is %q", page)
	}
	browse(t, back.Redirect()+"?code=segundo&state=el-estado-bueno")
	code, err := back.Wait(t.Context())
	if err != nil || code.Reveal() != "<script>" {
		t.Errorf("the code is %q (%v)", code.Reveal(), err)
	}
	if _, err := http.Get(back.Redirect()); err == nil {
		t.Error("the port is still open")
	}
}

func TestLoopbackSaysNoAndGivesUp(t *testing.T) {
	back, err := mastodon.Listen("s1", mastodon.Page{})
	if err != nil {
		t.Fatal(err)
	}
	browse(t, back.Redirect()+"?error=access_denied&state=s1")
	if _, err := back.Wait(t.Context()); err == nil || accounts.AsErr(err).Code != accounts.CodeForbidden {
		t.Errorf("a refusal: %v", err)
	}
	if back, err = mastodon.Listen("s2", mastodon.Page{}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := back.Wait(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled log-in: %v", err)
	}
}

func TestParseSecret(t *testing.T) {
	for in, want := range map[string]string{
		"CANARY_bare": "CANARY_bare", " CANARY_bare\n": "CANARY_bare", `{"token":"CANARY_blob","client_id":"x"}`: "CANARY_blob",
		"": "", "{}": "", `{"token":`: "", "two words": "",
	} {
		l, err := mastodon.ParseSecret(accounts.NewSecret(in))
		if l.Token.Reveal() != want || (err == nil) != (want != "") {
			t.Errorf("%q: %v, %v", in, l.Token.Reveal() == want, err)
		}
		if err != nil && strings.Contains(err.Error(), "words") {
			t.Errorf("the error quotes the secret: %v", err)
		}
	}
}
