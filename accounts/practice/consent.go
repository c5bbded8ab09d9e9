package practice

import (
	"html"
	"net/http"
	"net/url"
	"strings"
)

// wish is what an app asks a person for.
type wish struct {
	app                               *app
	redirect, scope, state, challenge string
}

// wish reads the query of the authorization page; the refusal is a page, since
// an address that is not the app's must not be redirected to.
func (c *call) wish() (wish, *reply) {
	w := wish{app: c.st.Apps[c.val("client_id")], redirect: c.val("redirect_uri"), state: c.val("state"), challenge: c.val("code_challenge"), scope: c.val("scope")}
	refuse := func(text string) (wish, *reply) {
		p := page(http.StatusBadRequest, sheet("An error has occurred", "<p>"+html.EscapeString(text)+"</p>"))
		return w, &p
	}
	if w.app == nil {
		return refuse("Client authentication failed due to unknown client.")
	}
	known := false
	for _, r := range w.app.Redirects {
		known = known || sameRedirect(r, w.redirect)
	}
	if w.scope == "" {
		w.scope = "read"
	}
	switch {
	case !known:
		return refuse("The requested redirect uri is malformed or doesn't match client redirect URI.")
	case c.val("response_type") != "code":
		return refuse("The authorization server does not support this response type.")
	case w.challenge != "" && c.val("code_challenge_method") != "S256":
		return refuse("The code challenge method must be S256.")
	}
	for _, s := range strings.Fields(w.scope) {
		if !allows(w.app.Scope, s) {
			return refuse("The requested scope is invalid, unknown, or malformed.")
		}
	}
	return w, nil
}

// askConsent shows the page with a button for every account. The parameter
// auto=USERNAME answers yes at once, for tests; account=USERNAME only offers
// that account.
func (c *call) askConsent() reply {
	w, no := c.wish()
	if no != nil {
		return *no
	}
	if auto := c.val("auto"); auto != "" {
		return c.grant(w, auto)
	}
	var b strings.Builder
	b.WriteString("<p><b>" + html.EscapeString(w.app.Name) + "</b> asks for: " + html.EscapeString(w.scope) + "</p>")
	b.WriteString(`<form method="post" action="/oauth/authorize">`)
	for _, name := range []string{"client_id", "redirect_uri", "response_type", "scope", "state", "code_challenge", "code_challenge_method"} {
		b.WriteString(`<input type="hidden" name="` + name + `" value="` + html.EscapeString(c.val(name)) + `">`)
	}
	for _, p := range c.residents() {
		if only := c.val("account"); only != "" && only != p.Username {
			continue
		}
		b.WriteString(`<p><button name="username" value="` + html.EscapeString(p.Username) + `">Authorize as @` + html.EscapeString(p.Username) + `</button></p>`)
	}
	b.WriteString(`<p><button name="decision" value="deny">Deny</button></p></form>`)
	return page(http.StatusOK, sheet("Authorization required", b.String()))
}

// consent is the answer of the person to the page.
func (c *call) consent() reply {
	w, no := c.wish()
	if no != nil {
		return *no
	}
	if c.val("decision") == "deny" {
		if w.redirect == outOfBand {
			return page(http.StatusOK, sheet("Denied", "<p>The resource owner or authorization server denied the request.</p>"))
		}
		return redirectTo(w.redirect, url.Values{
			"error": {"access_denied"}, "error_description": {"The resource owner or authorization server denied the request."}, "state": {w.state},
		})
	}
	return c.grant(w, c.val("username"))
}

// grant makes a code and brings it to the app.
func (c *call) grant(w wish, username string) reply {
	p := c.find(username)
	if p == nil || !p.resident() {
		return page(http.StatusBadRequest, sheet("An error has occurred", "<p>There is no account of that name here.</p>"))
	}
	for k, old := range c.st.Codes {
		if c.now.Sub(old.At) > codeLife || len(c.st.Codes) >= maxCodes {
			delete(c.st.Codes, k)
		}
	}
	raw := "CODE_" + canary()[7:]
	c.st.Codes[raw] = &code{App: w.app.Key, Person: p.ID, Redirect: w.redirect, Scope: w.scope, Challenge: w.challenge, At: c.now}
	if w.redirect == outOfBand {
		return page(http.StatusOK, sheet("Authorization code", `<p>Copy this code and paste it into the app:</p><input class="oauth-code" readonly value="`+raw+`">`))
	}
	q := url.Values{"code": {raw}}
	if w.state != "" {
		q.Set("state", w.state)
	}
	return redirectTo(w.redirect, q)
}

func redirectTo(address string, q url.Values) reply {
	join := "?"
	if strings.Contains(address, "?") {
		join = "&"
	}
	return page(http.StatusFound, "").with("Location", address+join+q.Encode())
}

// sheet is a page of the server.
func sheet(title, body string) string {
	return "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>" + html.EscapeString(title) +
		"</title></head>\n<body style=\"font-family:sans-serif;max-width:40em;margin:2em auto\"><p><b>PRACTICE</b></p><h1>" + html.EscapeString(title) +
		"</h1>\n" + body + "\n</body></html>\n"
}
