package practice

import (
	"net/http"
	"slices"
	"strings"
)

// fbPerson is a page or a person as its own token sees it.
func (c *call) fbPerson(p *person) object {
	return object{"id": p.ID, "name": p.Name, "username": p.Username, "link": "https://www.facebook.com/" + p.Username, "followers_count": p.Followers, "fan_count": p.Followers}
}

// fbMe is whom a token is of.
func (c *call) fbMe() reply {
	if c.who == nil {
		return ok(object{"id": "10150000000000001", "name": "Ana Torres"})
	}
	if no := c.fbFields(fbPageFields, "Page"); no != nil {
		return *no
	}
	return ok(c.fbPerson(c.who))
}

// fbPages is https://developers.facebook.com/docs/graph-api/reference/user/accounts: the pages that a person looks after, with the token of each.
func (c *call) fbPages() reply {
	if !slices.Contains(fbGranted(c.tok), "pages_show_list") {
		return ok(object{"data": []any{}})
	}
	out := []object{}
	for _, p := range c.residents() {
		v := c.fbPerson(p)
		v["tasks"] = []string{"ADVERTISE", "ANALYZE", "CREATE_CONTENT", "MESSAGING", "MODERATE", "MANAGE"}
		v["access_token"] = c.fbPageToken(p)
		out = append(out, v)
	}
	from := min(len(out), c.fbAfter())
	page := out[from:min(len(out), from+c.limit(25, 100))]
	return ok(object{"data": page, "paging": c.fbCursors(from, len(page), len(out))})
}

// fbPageToken is a token of a page with the permissions of the person's: each person's token leads to its own.
func (c *call) fbPageToken(p *person) string {
	scopes := strings.Join(fbGranted(c.tok), " ")
	for raw, t := range c.st.Tokens {
		if t.Person == p.ID && t.Scope == scopes && !t.Revoked {
			return raw
		}
	}
	raw := canary()
	c.st.Tokens[raw] = &token{Person: p.ID, App: c.fbApp().ID, Scope: scopes, Created: c.now}
	return raw
}

// fbExchange gives a person's token that lives sixty days for one that lives an hour
// (https://developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived).
func (c *call) fbExchange() reply {
	if c.r.URL.RawQuery != "" {
		return gfail(http.StatusBadRequest, 190, 0, "Secrets stand where logs keep them; send them in the body")
	}
	old := c.st.Tokens[c.val("fb_exchange_token")]
	switch {
	case c.val("grant_type") != "fb_exchange_token":
		return gfail(http.StatusBadRequest, 100, 0, "Invalid grant_type parameter")
	case c.val("client_id") != c.fbApp().ID || c.val("client_secret") != c.fbSecret():
		return gfail(http.StatusBadRequest, 1, 0, "Error validating client secret.")
	case old == nil || old.Revoked || old.Person != "" || !c.now.Before(fbEnds(old)):
		return gfail(http.StatusBadRequest, 190, 0, "Error validating access token: Session has expired")
	}
	raw := canary()
	c.st.Tokens[raw] = &token{App: old.App, Scope: old.Scope, Created: c.now, Refresh: "long"}
	return ok(object{"access_token": raw, "token_type": "bearer", "expires_in": int(fbLong.Seconds())})
}

// fbDebug is https://developers.facebook.com/docs/graph-api/reference/debug_token.
func (c *call) fbDebug() reply {
	raw := c.val("input_token")
	t := c.st.Tokens[raw]
	if t == nil {
		return ok(object{"data": object{"is_valid": false, "scopes": []string{}, "error": object{"code": 190, "message": "Invalid OAuth access token."}}})
	}
	kind, ends := "PAGE", int64(0)
	if t.Person == "" {
		kind = "USER"
	}
	if e := fbEnds(t); !e.IsZero() {
		ends = e.Unix()
	}
	granular := []object{}
	for _, s := range fbGranted(t) {
		granular = append(granular, object{"scope": s})
	}
	v := object{"app_id": c.fbApp().ID, "type": kind, "application": "Practice", "is_valid": !t.Revoked && (ends == 0 || c.now.Unix() < ends), "expires_at": ends,
		"scopes": fbGranted(t), "granular_scopes": granular, "user_id": "10150000000000001"}
	if t.Person != "" {
		v["profile_id"] = t.Person
	}
	return ok(object{"data": v})
}
