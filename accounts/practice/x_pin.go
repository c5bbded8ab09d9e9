package practice

import (
	"crypto/rand"
	"fmt"
	"html"
	"math/big"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// The log-in with a PIN (docs.x.com/fundamentals/authentication/oauth-1-0a/pin-based-oauth).

// xAskedLife is how long a log-in may take.
const xAskedLife = 15 * time.Minute

func xForm(status int, v url.Values) reply {
	return reply{status, http.Header{"Content-Type": {"text/html;charset=utf-8"}}, []byte(v.Encode())}
}

func xText(status int, text string) reply {
	return reply{status, http.Header{"Content-Type": {"text/html;charset=utf-8"}}, []byte(text)}
}

// oauthValue is a parameter of OAuth, from the header, the query or the form.
func (c *call) oauthValue(h xSigned, name string) string {
	if v := h[name]; v != "" {
		return v
	}
	if v := c.val(name); v != "" {
		return v
	}
	form, _ := url.ParseQuery(string(c.raw))
	return form.Get(name)
}

// xRequestToken is POST oauth/request_token: an app wants somebody's consent.
func (c *call) xRequestToken() reply {
	h := readSigned(c.r.Header.Get("Authorization"))
	a, no := c.signer(h, func(token string) (string, bool) { return "", token == "" })
	if no != nil {
		return *no
	}
	callback := c.oauthValue(h, "oauth_callback")
	if callback != "oob" && !knownRedirect(a, callback) {
		return xOld(http.StatusForbidden, 415, "Callback URL not approved for this client application. Approved callback URLs can be adjusted in your application settings")
	}
	x := c.xs()
	for k, old := range x.Asked {
		if c.now.Sub(old.At) > xAskedLife || len(x.Asked) >= maxCodes {
			delete(x.Asked, k)
		}
	}
	token := "REQ" + canary()[7:]
	x.Asked[token] = &xAsked{App: a.Key, Secret: canary(), Callback: callback, At: c.now}
	return xForm(http.StatusOK, url.Values{"oauth_token": {token}, "oauth_token_secret": {x.Asked[token].Secret}, "oauth_callback_confirmed": {"true"}})
}

func knownRedirect(a *app, address string) bool {
	for _, r := range a.Redirects {
		if sameRedirect(r, address) {
			return true
		}
	}
	return false
}

// xAsk is the log-in that a page is about, nil for none.
func (c *call) xAsk(token string) *xAsked {
	q := c.xs().Asked[token]
	if q == nil || c.now.Sub(q.At) > xAskedLife || q.Person != "" {
		return nil
	}
	return q
}

// xAskConsent is GET oauth/authorize: a page with a button for every account. The parameter auto=USERNAME answers yes at once, for
// tests.
func (c *call) xAskConsent() reply {
	token := c.val("oauth_token")
	q := c.xAsk(token)
	if q == nil {
		return page(http.StatusForbidden, sheet("Whoa there!", "<p>The request token for this page is invalid. It may have already been used, or expired because it is too old.</p>"))
	}
	if auto := c.val("auto"); auto != "" {
		return c.xGrant(token, q, auto)
	}
	var b strings.Builder
	b.WriteString("<p><b>" + html.EscapeString(c.st.Apps[q.App].Name) + `</b> wants to use your account.</p><form method="post" action="/oauth/authorize">`)
	b.WriteString(`<input type="hidden" name="oauth_token" value="` + html.EscapeString(token) + `">`)
	for _, p := range c.residents() {
		name := html.EscapeString(p.Username)
		b.WriteString(`<p><button name="username" value="` + name + `">Authorize app as @` + name + `</button></p>`)
	}
	b.WriteString(`<p><button name="cancel" value="1">Cancel</button></p></form>`)
	return page(http.StatusOK, sheet("Authorize an application", b.String()))
}

// xConsent is the answer of the person to the page.
func (c *call) xConsent() reply {
	form, err := url.ParseQuery(string(c.raw))
	token := form.Get("oauth_token")
	q := c.xAsk(token)
	if err != nil || q == nil {
		return page(http.StatusForbidden, sheet("Whoa there!", "<p>The request token for this page is invalid.</p>"))
	}
	if form.Get("cancel") == "" {
		return c.xGrant(token, q, form.Get("username"))
	}
	delete(c.xs().Asked, token)
	if q.Callback != "oob" {
		return redirectTo(q.Callback, url.Values{"denied": {token}})
	}
	return page(http.StatusOK, sheet("You have denied the app", "<p>Nothing was shared.</p>"))
}

// xGrant gives the PIN of seven digits out, or brings it to the app.
func (c *call) xGrant(token string, q *xAsked, username string) reply {
	p := c.find(username)
	if p == nil || !p.resident() {
		return page(http.StatusBadRequest, sheet("An error has occurred", "<p>There is no account of that name here.</p>"))
	}
	n, _ := rand.Int(rand.Reader, big.NewInt(10_000_000)) // never fails: crypto/rand ends the program instead
	c.changes++
	q.Person, q.PIN = p.ID, fmt.Sprintf("%07d", n)
	if q.Callback != "oob" {
		return redirectTo(q.Callback, url.Values{"oauth_token": {token}, "oauth_verifier": {q.PIN}})
	}
	return page(http.StatusOK, sheet("You have granted access", `<p>Next, return to the app and enter this PIN to complete the authorization process:</p><kbd><code>`+q.PIN+`</code></kbd>`))
}

// xAccessToken is POST oauth/access_token: the PIN becomes a token, once.
func (c *call) xAccessToken() reply {
	h := readSigned(c.r.Header.Get("Authorization"))
	x := c.xs()
	q := x.Asked[h["oauth_token"]]
	a, no := c.signer(h, func(string) (string, bool) {
		if q == nil || c.now.Sub(q.At) > xAskedLife || q.App != h["oauth_consumer_key"] {
			return "", false
		}
		return q.Secret, true
	})
	if no != nil {
		return *no
	}
	if pin := c.oauthValue(h, "oauth_verifier"); q.PIN == "" || pin != q.PIN {
		return xText(http.StatusUnauthorized, "Error processing your OAuth request: Invalid oauth_verifier parameter")
	}
	delete(x.Asked, h["oauth_token"])
	who := c.st.People[q.Person]
	raw := who.ID + "-" + canary()
	c.st.Tokens[raw] = &token{Person: who.ID, App: a.Key, Scope: allScopes, Created: c.now}
	x.Secrets[raw] = canary()
	return xForm(http.StatusOK, url.Values{"oauth_token": {raw}, "oauth_token_secret": {x.Secrets[raw]}, "user_id": {who.ID}, "screen_name": {who.Username}})
}

// xBearer is POST oauth2/token: the token of an app, the same each time (docs.x.com/fundamentals/authentication/oauth-2-0/application-only).
func (c *call) xBearer() reply {
	key, secret, basic := c.r.BasicAuth()
	key, secret = unescaped(key), unescaped(secret)
	a := c.st.Apps[key]
	form, _ := url.ParseQuery(string(c.raw))
	switch {
	case !basic || a == nil || a.Secret != secret:
		return xOld(http.StatusForbidden, 99, "Unable to verify your credentials")
	case form.Get("grant_type") != "client_credentials":
		return xOld(http.StatusForbidden, 170, "Missing required parameter: grant_type")
	}
	for raw, t := range c.st.Tokens {
		if t.App == a.Key && t.Person == "" && !t.Revoked {
			return ok(object{"token_type": "bearer", "access_token": raw})
		}
	}
	raw := "AAAA" + canary()
	c.st.Tokens[raw] = &token{App: a.Key, Scope: xAppOnly, Created: c.now}
	return ok(object{"token_type": "bearer", "access_token": raw})
}

func unescaped(s string) string {
	if v, err := url.QueryUnescape(s); err == nil {
		return v
	}
	return s
}
