package practice

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// outOfBand is the redirect address that shows the code in the page.
const outOfBand = "urn:ietf:wg:oauth:2.0:oob"

const codeLife = 10 * time.Minute

// oauthRoutes are https://docs.joinmastodon.org/methods/oauth/ and .../apps/.
var oauthRoutes = []route{
	{"POST /api/v1/apps", "", (*call).register},
	{"GET /api/v1/apps/verify_credentials", "app", func(c *call) reply { return ok(c.appEntity(c.st.Apps[c.tok.App])) }},
	{"GET /oauth/authorize", "", (*call).askConsent},
	{"POST /oauth/authorize", "", (*call).consent},
	{"POST /oauth/token", "", (*call).issue},
	{"POST /oauth/revoke", "", (*call).revoke},
	{"GET /.well-known/oauth-authorization-server", "", (*call).oauthServer},
}

type app struct {
	ID, Name, Website, Key, Secret, Scope string
	Redirects                             []string
}

type code struct {
	App, Person, Redirect, Scope string
	Challenge                    string // S256 of the verifier, "" without PKCE
	At                           time.Time
}

func (c *call) oauthServer() reply {
	if c.opt.Model != Mastodon {
		return notFound()
	}
	return ok(object{
		"issuer": c.URL() + "/", "authorization_endpoint": c.URL() + "/oauth/authorize", "token_endpoint": c.URL() + "/oauth/token",
		"revocation_endpoint": c.URL() + "/oauth/revoke", "app_registration_endpoint": c.URL() + "/api/v1/apps",
		"scopes_supported": strings.Fields(allScopes), "response_types_supported": []string{"code"}, "response_modes_supported": []string{"query", "fragment", "form_post"},
		"grant_types_supported": []string{"authorization_code", "client_credentials"}, "code_challenge_methods_supported": []string{"S256"},
		"token_endpoint_auth_methods_supported": []string{"client_secret_basic", "client_secret_post"},
	})
}

// register takes an app in.
func (c *call) register() reply {
	var redirects []string
	for _, v := range c.vals("redirect_uris") {
		redirects = append(redirects, strings.Fields(v)...)
	}
	switch {
	case strings.TrimSpace(c.val("client_name")) == "":
		return invalid("Application Name can't be blank")
	case len(redirects) == 0:
		return invalid("Redirect URI can't be blank")
	case len(c.st.Apps) >= maxApps:
		return fail(http.StatusTooManyRequests, "Too many requests")
	}
	for _, v := range redirects {
		if u, err := url.Parse(v); err != nil || v != outOfBand && (u.Scheme == "" || u.Host == "" && u.Path == "") {
			return invalid("Redirect URI must be an absolute URI.")
		}
	}
	scope := c.val("scopes")
	if scope == "" {
		scope = "read"
	}
	if bad := unknownScope(scope); bad != "" {
		return invalid("Scopes doesn't match configured on the server: %s", bad)
	}
	id := strconv.Itoa(len(c.st.Apps) + 1)
	a := &app{ID: id, Name: c.val("client_name"), Website: c.val("website"), Key: "app" + canary()[7:], Secret: canary(), Scope: scope, Redirects: redirects}
	c.st.Apps[a.Key] = a
	return ok(c.appEntity(a))
}

func (c *call) appEntity(a *app) object {
	if a == nil {
		return object{"name": "ready-made", "website": nil}
	}
	return object{
		"id": a.ID, "name": a.Name, "website": orNull(a.Website), "scopes": strings.Fields(a.Scope), "redirect_uris": a.Redirects,
		"redirect_uri": strings.Join(a.Redirects, "\n"), "client_id": a.Key, "client_secret": a.Secret, "client_secret_expires_at": 0, "vapid_key": "",
	}
}

// unknownScope is the first scope that the server has never heard of.
func unknownScope(scope string) string {
	tops := append(strings.Fields(allScopes), "admin")
	for _, s := range strings.Fields(scope) {
		if top, _, _ := strings.Cut(s, ":"); !slices.Contains(tops, top) {
			return s
		}
	}
	return ""
}

// sameRedirect compares redirect addresses; the port of a loopback address is
// free (https://www.rfc-editor.org/rfc/rfc8252#section-7.3).
func sameRedirect(registered, asked string) bool {
	if registered == asked {
		return true
	}
	a, errA := url.Parse(registered)
	b, errB := url.Parse(asked)
	if errA != nil || errB != nil || a.Hostname() != b.Hostname() || a.Hostname() != "127.0.0.1" && a.Hostname() != "::1" {
		return false
	}
	return a.Scheme == b.Scheme && a.Path == b.Path && a.RawQuery == b.RawQuery
}

// denied is an answer of the token endpoint (https://www.rfc-editor.org/rfc/rfc6749#section-5.2).
func denied(status int, name, text string) reply {
	return give(status, object{"error": name, "error_description": text})
}

// client is the app that identifies itself, by form or by Basic header.
func (c *call) client() *app {
	id, secret := c.val("client_id"), c.val("client_secret")
	if user, pass, basic := c.r.BasicAuth(); basic {
		id, secret = user, pass
	}
	a := c.st.Apps[id]
	if a == nil || a.Secret != secret {
		return nil
	}
	return a
}

// issue is the token endpoint.
func (c *call) issue() reply {
	a := c.client()
	if a == nil {
		return denied(http.StatusUnauthorized, "invalid_client",
			"Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.")
	}
	switch c.val("grant_type") {
	case "authorization_code":
		return c.redeem(a)
	case "client_credentials":
		scope := c.val("scope")
		if scope == "" {
			scope = "read"
		}
		return c.newToken(&token{App: a.Key, Scope: scope})
	case "refresh_token":
		return c.renew()
	}
	return denied(http.StatusBadRequest, "unsupported_grant_type", "The authorization grant type is not supported by the authorization server.")
}

// redeem turns a code into a token, once.
func (c *call) redeem(a *app) reply {
	grant := c.st.Codes[c.val("code")]
	delete(c.st.Codes, c.val("code"))
	sum := sha256.Sum256([]byte(c.val("code_verifier")))
	switch {
	case grant == nil, grant.App != a.Key, grant.Redirect != c.val("redirect_uri"), c.now.Sub(grant.At) > codeLife:
	case grant.Challenge != "" && grant.Challenge != base64.RawURLEncoding.EncodeToString(sum[:]):
	default:
		return c.newToken(&token{Person: grant.Person, App: a.Key, Scope: grant.Scope})
	}
	return denied(http.StatusBadRequest, "invalid_grant",
		"The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.")
}

// renew exchanges a refresh token; the old pair ends.
func (c *call) renew() reply {
	for _, t := range c.st.Tokens {
		if t.Refresh != "" && t.Refresh == c.val("refresh_token") && !t.Revoked {
			t.Revoked = true
			return c.newToken(&token{Person: t.Person, App: t.App, Scope: t.Scope})
		}
	}
	return denied(http.StatusBadRequest, "invalid_grant", "The provided authorization grant is invalid, expired, revoked.")
}

func (c *call) newToken(t *token) reply {
	t.Created = c.now
	raw := canary()
	c.st.Tokens[raw] = t
	v := object{"access_token": raw, "token_type": "Bearer", "scope": t.Scope, "created_at": c.now.Unix()}
	if c.traits.refresh {
		t.Refresh = canary()
		v["refresh_token"], v["expires_in"] = t.Refresh, 30*24*3600
		if p := c.st.People[t.Person]; p != nil {
			v["me"] = c.profile(p)
		}
	}
	return ok(v)
}

func (c *call) revoke() reply {
	a, t := c.client(), c.st.Tokens[c.val("token")]
	if a == nil || t != nil && t.App != a.Key {
		return denied(http.StatusForbidden, "unauthorized_client", "You are not authorized to revoke this token")
	}
	if t != nil {
		t.Revoked = true
	}
	return ok(object{})
}
