package practice_test

import (
	"crypto/sha256"
	"encoding/base64"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"vocero/accounts/practice"
)

const (
	oob      = "urn:ietf:wg:oauth:2.0:oob"
	loopback = "http://127.0.0.1:4321/callback"
	verifier = "un-verificador-bastante-largo-para-que-cuente-1234"
)

func challenge() string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// appOf registers an app and returns its id and secret.
func (b *bed) appOf(redirects string) (id, secret string) {
	b.Helper()
	got := b.call("POST", "/api/v1/apps", "client_name", "vocero", "redirect_uris", redirects, "scopes", "read write follow", ":Authorization", "").want(200)
	return got.str("client_id"), got.str("client_secret")
}

// wish is the query of the authorization page.
func wish(id, redirect string, more ...string) []string {
	return append([]string{
		"client_id", id, "redirect_uri", redirect, "response_type", "code", "scope", "read write", "state", "estado",
		"code_challenge", challenge(), "code_challenge_method", "S256", ":Authorization", "",
	}, more...)
}

// redeem asks for a token.
func (b *bed) redeem(id, secret, code, redirect, verifier string) answer {
	b.Helper()
	return b.call("POST", "/oauth/token", "grant_type", "authorization_code", "client_id", id, "client_secret", secret, "code", code,
		"redirect_uri", redirect, "code_verifier", verifier, ":Authorization", "")
}

// codeOf is the code in the address that a login redirects to.
func codeOf(t *testing.T, a answer) string {
	t.Helper()
	u, err := url.Parse(a.want(302).header.Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	if u.Query().Get("state") != "estado" {
		t.Fatalf("the state is lost: %s", u)
	}
	return u.Query().Get("code")
}

func TestLoginWithPastedCode(t *testing.T) {
	b := of(t, practice.Mastodon)
	id, secret := b.appOf(oob)
	page := b.get("/oauth/authorize", wish(id, oob)...).want(200).says("Authorize as @panaderialuz").says("vocero")
	fields := regexp.MustCompile(`name="([a-z_]+)" value="([^"]*)"`).FindAllStringSubmatch(page.body, -1)
	var form []string
	for _, f := range fields {
		if f[1] != "decision" {
			form = append(form, f[1], strings.ReplaceAll(f[2], "&amp;", "&"))
		}
	}
	shown := b.call("POST", "/oauth/authorize", form...).want(200)
	code := regexp.MustCompile(`oauth-code" readonly value="([^"]+)"`).FindStringSubmatch(shown.body)[1]
	token := b.redeem(id, secret, code, oob, verifier).want(200)
	if !strings.HasPrefix(token.str("access_token"), "CANARY_") || token.str("token_type") != "Bearer" || token.str("scope") != "read write" {
		t.Error(token.body)
	}
	as := []string{":Authorization", "Bearer " + token.str("access_token")}
	if b.get("/api/v1/accounts/verify_credentials", as...).want(200).str("username") != "panaderialuz" {
		t.Error("logged in as somebody else")
	}
	b.redeem(id, secret, code, oob, verifier).want(400).says("invalid_grant")
	posted := b.call("POST", "/api/v1/statuses", append(as, "status", "desde la app")...).want(200)
	if posted.str("application.name") != "vocero" {
		t.Error(posted.body)
	}
}

func TestLoginByLoopback(t *testing.T) {
	b := of(t, practice.Mastodon)
	id, secret := b.appOf("http://127.0.0.1/callback")
	code := codeOf(t, b.get("/oauth/authorize", wish(id, loopback, "auto", "panaderialuz")...))
	b.redeem(id, secret, code, loopback, "otro-verificador").want(400).says("invalid_grant")
	code = codeOf(t, b.get("/oauth/authorize", wish(id, loopback, "auto", "panaderialuz")...))
	b.redeem(id, "falso", code, loopback, verifier).want(401).says("invalid_client")
	b.redeem(id, secret, code, "http://127.0.0.1:9/callback", verifier).want(400)
	code = codeOf(t, b.get("/oauth/authorize", wish(id, loopback, "auto", "panaderialuz")...))
	b.clock.move(11 * time.Minute)
	b.redeem(id, secret, code, loopback, verifier).want(400).says("expired")
	code = codeOf(t, b.get("/oauth/authorize", wish(id, loopback, "auto", "panaderialuz")...))
	token := b.redeem(id, secret, code, loopback, verifier).want(200).str("access_token")
	b.call("POST", "/oauth/revoke", "client_id", id, "client_secret", "falso", "token", token, ":Authorization", "").want(403)
	b.call("POST", "/oauth/revoke", "client_id", id, "client_secret", secret, "token", token, ":Authorization", "").want(200)
	b.get("/api/v1/accounts/verify_credentials", ":Authorization", "Bearer "+token).want(401).says("revoked")
}

func TestLoginWithoutPKCEAndDenied(t *testing.T) {
	b := of(t, practice.Mastodon)
	id, secret := b.appOf(loopback + "\n" + oob)
	plain := []string{"client_id", id, "redirect_uri", loopback, "response_type", "code", "state", "estado", ":Authorization", ""}
	code := codeOf(t, b.get("/oauth/authorize", append(plain, "auto", "panaderialuz")...))
	if b.redeem(id, secret, code, loopback, "").want(200).str("scope") != "read" {
		t.Error("more than the default scope")
	}
	no := b.call("POST", "/oauth/authorize", append(plain, "decision", "deny")...).want(302)
	if !strings.Contains(no.header.Get("Location"), "error=access_denied") {
		t.Error(no.header)
	}
	b.call("POST", "/oauth/authorize", wish(id, oob, "decision", "deny")...).want(200).says("denied")
	b.get("/oauth/authorize", append(plain, "auto", "nadie")...).want(400)
	b.get("/oauth/authorize", wish(id, oob, "account", "nadie")...).want(200).says("Deny")
}

func TestLoginRefusals(t *testing.T) {
	b := of(t, practice.Mastodon)
	id, _ := b.appOf(oob)
	b.get("/oauth/authorize", wish("nadie", oob)...).want(400)
	b.get("/oauth/authorize", wish(id, "https://ladron.example/")...).want(400).says("redirect uri")
	b.get("/oauth/authorize", "client_id", id, "redirect_uri", oob, "response_type", "code", "code_challenge", "x", "code_challenge_method", "plain").want(400)
	b.get("/oauth/authorize", "client_id", id, "redirect_uri", oob, "response_type", "token").want(400)
	b.get("/oauth/authorize", "client_id", id, "redirect_uri", oob, "response_type", "code", "scope", "admin:write").want(400).says("scope")
	b.call("POST", "/api/v1/apps", "redirect_uris", oob).want(422).says("Name")
	b.call("POST", "/api/v1/apps", "client_name", "x").want(422)
	b.call("POST", "/api/v1/apps", "client_name", "x", "redirect_uris", "sin-esquema://").want(422)
	b.call("POST", "/api/v1/apps", "client_name", "x", "redirect_uris", oob, "scopes", "todo").want(422)
	b.call("POST", "/oauth/token", "grant_type", "password").want(401)
}

func TestScopesAreHeld(t *testing.T) {
	b := of(t, practice.Mastodon)
	id, secret := b.appOf(oob)
	code := regexp.MustCompile(`value="(CODE_[^"]+)"`).FindStringSubmatch(b.get("/oauth/authorize",
		"client_id", id, "redirect_uri", oob, "response_type", "code", "scope", "read write:media", "auto", "panaderialuz").want(200).body)[1]
	as := []string{":Authorization", "Bearer " + b.redeem(id, secret, code, oob, "").want(200).str("access_token")}
	b.get("/api/v1/notifications", as...).want(200)
	b.call("POST", "/api/v1/statuses", append(as, "status", "x")...).want(403).says("outside the authorized scopes")
	machine := b.call("POST", "/oauth/token", "grant_type", "client_credentials", "client_id", id, "client_secret", secret, ":Authorization", "").want(200)
	as = []string{":Authorization", "Bearer " + machine.str("access_token")}
	b.get("/api/v1/accounts/verify_credentials", as...).want(422).says("authenticated user")
	if b.get("/api/v1/apps/verify_credentials", as...).want(200).str("name") != "vocero" {
		t.Error("the app does not know itself")
	}
}

func TestPleromaRenewsTokens(t *testing.T) {
	b := of(t, practice.Pleroma)
	id, secret := b.appOf(oob)
	code := regexp.MustCompile(`value="(CODE_[^"]+)"`).FindStringSubmatch(b.get("/oauth/authorize", wish(id, oob, "auto", "panaderialuz")...).body)[1]
	old := b.redeem(id, secret, code, oob, verifier).want(200)
	renew := []string{"grant_type", "refresh_token", "client_id", id, "client_secret", secret, "refresh_token", old.str("refresh_token"), ":Authorization", ""}
	fresh := b.call("POST", "/oauth/token", renew...).want(200)
	b.get("/api/v1/accounts/verify_credentials", ":Authorization", "Bearer "+fresh.str("access_token")).want(200)
	b.get("/api/v1/accounts/verify_credentials", ":Authorization", "Bearer "+old.str("access_token")).want(401)
	b.call("POST", "/oauth/token", renew...).want(400)
	if old.num("expires_in") <= 0 || !strings.HasSuffix(old.str("me"), "/@panaderialuz") {
		t.Error(old.body)
	}
}

func TestRevokedAndSuspended(t *testing.T) {
	b := of(t, practice.Mastodon)
	b.get("/api/v1/accounts/verify_credentials", ":Authorization", "").want(401)
	got := b.get("/api/v1/accounts/verify_credentials", ":Authorization", "Bearer falso").want(401)
	if !strings.Contains(got.header.Get("WWW-Authenticate"), "invalid_token") {
		t.Error(got.header)
	}
	b.s.Suspend(b.luz, true)
	b.call("POST", "/api/v1/statuses", "status", "x").want(403).says("disabled")
	b.s.Suspend(b.luz, false)
	b.post("x")
	b.s.Revoke(b.luz.Token)
	b.call("POST", "/api/v1/statuses", "status", "x").want(401).says("revoked")
	b.get("/api/v1/instance").want(401)
	b.get("/api/v1/instance", ":Authorization", "").want(200)
}
