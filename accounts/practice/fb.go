package practice

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Facebook is the Graph API for pages. Every account that can log in is a page, and its ready-made token is its page token. It is no
// member of Models: its API is another.
const Facebook Model = "facebook"

// GraphVersion is the version of the API that the server speaks (https://developers.facebook.com/docs/graph-api/changelog).
const GraphVersion = "v25.0"

// Bounds of https://developers.facebook.com/docs/graph-api/reference/page/feed and .../page/photos.
const (
	fbChars     = 63206
	fbPhoto     = 4 << 20 // bytes
	fbFiles     = 10
	fbShort     = time.Hour           // life of a token that a log-in dialog gives
	fbLong      = 60 * 24 * time.Hour // and of the one it is exchanged for
	fbInsight   = 90 * 24 * time.Hour // the longest span of one question
	fbUserWords = "user"              // in a token's scope: a person's, not a page's
)

var fbTraits = traits{version: GraphVersion, nodeVersion: GraphVersion, ids: idNumeric, maxChars: fbChars, maxMedia: fbFiles, limitHeaders: true}

func fbDialect() *dialect {
	over := func() reply { return gfail(http.StatusBadRequest, 32, 0, "(#32) Page request limit reached") }
	return &dialect{routes: fbRoutes(), admit: (*call).admitGraph, limit: (*call).fbUsage, over: over}
}

// fbRoutes are the calls that a client of one page makes.
func fbRoutes() []route {
	at := func(method, path string) string { return method + " /" + GraphVersion + path }
	return []route{
		{at("GET", "/me"), "token", (*call).fbMe},
		{at("GET", "/me/accounts"), "user", (*call).fbPages},
		{at("GET", "/debug_token"), "app", (*call).fbDebug},
		{at("POST", "/oauth/access_token"), "", (*call).fbExchange},
		{at("GET", "/{id}"), "page", (*call).fbNode},
		{at("POST", "/{id}"), "page", (*call).fbChange},
		{at("DELETE", "/{id}"), "page", (*call).fbDelete},
		{at("GET", "/{id}/feed"), "page", func(c *call) reply { return c.fbFeed(true, true) }},
		{at("GET", "/{id}/published_posts"), "page", func(c *call) reply { return c.fbFeed(true, false) }},
		{at("GET", "/{id}/tagged"), "page", func(c *call) reply { return c.fbFeed(false, true) }},
		{at("POST", "/{id}/feed"), "page", (*call).fbPost},
		{at("POST", "/{id}/photos"), "page", (*call).fbUpload},
		{at("GET", "/{id}/comments"), "page", (*call).fbComments},
		{at("POST", "/{id}/comments"), "page", (*call).fbComment},
		{at("POST", "/{id}/likes"), "page", func(c *call) reply { return c.fbLike(true) }},
		{at("DELETE", "/{id}/likes"), "page", func(c *call) reply { return c.fbLike(false) }},
		{at("GET", "/{id}/insights"), "page", (*call).fbInsights},
	}
}

// gfail is an error as the Graph API writes it (https://developers.facebook.com/docs/graph-api/guides/error-handling).
func gfail(status, code, subcode int, message string) reply {
	e := object{"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "APracticeTrace"}
	if subcode != 0 {
		e["error_subcode"] = subcode
	}
	return give(status, object{"error": e})
}

// fbMissing is what is said of an object that is not there, or not to be seen: the network does not tell which.
func (c *call) fbMissing() reply {
	return gfail(http.StatusBadRequest, 100, 33, "Unsupported "+strings.ToLower(c.r.Method)+" request. Object with ID '"+c.id()+
		"' does not exist, cannot be loaded due to missing permissions, or does not support this operation")
}

// fbSecret is the secret of the one app of the server.
func (s *Server) fbSecret() string { return s.fbApp().Secret }

func (s *Server) fbApp() *app {
	const id = "1310000000000001"
	if s.st.Apps[id] == nil {
		s.changes++
		s.st.Apps[id] = &app{ID: id, Name: "Practice", Secret: canary()}
	}
	return s.st.Apps[id]
}

// GraphKeys are what a client needs to log a page in.
type GraphKeys struct {
	AppID, AppSecret string
	PageID           string
	PageToken        string
	UserToken        string // of a person who looks after all pages of the server; it lives an hour
}

// GraphKeys are the keys of a page of a Facebook server. Each call makes a new token of the person.
func (s *Server) GraphKeys(a *Account) GraphKeys {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.changes++
	k := GraphKeys{AppID: s.fbApp().ID, AppSecret: s.fbSecret(), PageID: a.ID, PageToken: a.Token, UserToken: canary()}
	s.st.Tokens[k.UserToken] = &token{App: k.AppID, Scope: fbUserWords + " " + strings.Join(fbScopes, " "), Created: s.now()}
	return k
}

// GraphPermit leaves a token with these permissions only, "pages_manage_posts".
func (s *Server) GraphPermit(token string, scopes ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t := s.st.Tokens[token]; t != nil {
		s.changes++
		if slices.Contains(strings.Fields(t.Scope), fbUserWords) {
			scopes = append([]string{fbUserWords}, scopes...)
		}
		t.Scope = strings.Join(scopes, " ")
	}
}

// GraphID is the id of a post as the Graph API has it: of its author and itself; of a comment the post that it stands below, a slash,
// and the comment's own. "" when there is none.
func (s *Server) GraphID(post string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.st.Posts[post]
	if p == nil {
		return ""
	}
	if root := s.fbRoot(p); root != p {
		return fbID(root, root) + "/" + fbID(p, root)
	}
	return fbID(p, p)
}

// fbScopes are the permissions of https://developers.facebook.com/docs/permissions that a page wants.
var fbScopes = []string{"pages_show_list", "pages_manage_posts", "pages_read_engagement", "pages_manage_engagement", "pages_read_user_content", "read_insights"}

// fbGranted are the permissions of a token; that of a new account has all.
func fbGranted(t *token) []string {
	if t.Scope == allScopes {
		return fbScopes
	}
	return slices.DeleteFunc(strings.Fields(t.Scope), func(s string) bool { return s == fbUserWords })
}

// fbEnds is when a token ends; zero: never.
func fbEnds(t *token) time.Time {
	switch {
	case !slices.Contains(strings.Fields(t.Scope), fbUserWords):
		return time.Time{}
	case t.Refresh == "long":
		return t.Created.Add(fbLong)
	}
	return t.Created.Add(fbShort)
}

// admitGraph finds out who asks. The token may stand in the header only, and every call has to prove that it knows the app's secret
// (https://developers.facebook.com/docs/graph-api/guides/secure-requests).
func (c *call) admitGraph(scope string) *reply {
	refuse := func(code, subcode int, message string) *reply {
		p := gfail(http.StatusBadRequest, code, subcode, message)
		return &p
	}
	if c.has("access_token") {
		return refuse(190, 0, "The access token stands where logs keep it; send it in the header")
	}
	if scope == "" {
		return nil
	}
	raw := bearer(c.r)
	if scope == "app" {
		if raw != c.fbApp().ID+"|"+c.fbSecret() {
			return refuse(190, 0, "Invalid OAuth access token signature.")
		}
		return c.fbProof(raw)
	}
	c.tok = c.st.Tokens[raw]
	switch {
	case raw == "":
		return refuse(2500, 0, "An active access token must be used to query information about the current user.")
	case c.tok == nil:
		return refuse(190, 0, "Invalid OAuth access token - Cannot parse access token")
	case c.tok.Revoked:
		return refuse(190, 460, "Error validating access token: The session has been invalidated because the user changed their password")
	case !fbEnds(c.tok).IsZero() && !c.now.Before(fbEnds(c.tok)):
		return refuse(190, 463, "Error validating access token: Session has expired")
	}
	if no := c.fbProof(raw); no != nil {
		return no
	}
	c.who = c.st.People[c.tok.Person]
	switch {
	case c.who != nil && c.who.Suspended:
		return refuse(368, 0, "The action attempted has been deemed abusive or is otherwise disallowed")
	case scope == "page" && c.who == nil:
		return refuse(210, 0, "(#210) A page access token is required to request this resource.")
	case scope == "user" && c.who != nil:
		return refuse(102, 0, "A user access token is required to request this resource.")
	}
	return nil
}

// fbProof checks appsecret_proof.
func (c *call) fbProof(token string) *reply {
	mac := hmac.New(sha256.New, []byte(c.fbSecret()))
	mac.Write([]byte(token))
	if hmac.Equal([]byte(hex.EncodeToString(mac.Sum(nil))), []byte(c.val("appsecret_proof"))) {
		return nil
	}
	p := gfail(http.StatusBadRequest, 100, 0, "Invalid appsecret_proof provided in the API argument")
	return &p
}

// fbLacks is the refusal of a call that the token has no permission for; nil when it has.
func (c *call) fbLacks(scope string) *reply {
	if slices.Contains(fbGranted(c.tok), scope) {
		return nil
	}
	p := gfail(http.StatusForbidden, 200, 0, "(#200) Requires "+scope+" permission to manage the object")
	return &p
}

// fbUsage counts as the Mastodon API does and tells it as https://developers.facebook.com/docs/graph-api/overview/rate-limiting has it: percents of
// what a page may do, and the minutes until it may again.
func (c *call) fbUsage() (http.Header, bool) {
	h, refused := c.Server.limit.take(c)
	most, _ := strconv.Atoi(h.Get("X-Ratelimit-Limit"))
	left, _ := strconv.Atoi(h.Get("X-Ratelimit-Remaining"))
	used, minutes := 100*(most-left)/max(1, most), 0
	if end, err := time.Parse("2006-01-02T15:04:05.000000Z", h.Get("X-Ratelimit-Reset")); err == nil && refused {
		minutes = max(1, int(end.Sub(c.now).Minutes()+0.99))
	}
	page := "0"
	if c.who != nil {
		page = c.who.ID
	}
	one := object{"type": "pages", "call_count": used, "total_cputime": 0, "total_time": 0, "estimated_time_to_regain_access": minutes}
	return http.Header{
		"X-App-Usage":               {string(encode(object{"call_count": 0, "total_cputime": 0, "total_time": 0}))},
		"X-Business-Use-Case-Usage": {string(encode(object{page: []object{one}}))},
		"Facebook-Api-Version":      {GraphVersion},
	}, refused
}

// fbRoot is the post that a comment stands below, or the post itself.
func (s *Server) fbRoot(p *post) *post {
	for up := s.st.Posts[p.Parent]; up != nil; up = s.st.Posts[up.Parent] {
		p = up
	}
	return p
}

// fbID is the id of a post, or of a comment below root.
func fbID(p, root *post) string {
	if p != root {
		return root.ID + "_" + p.ID
	}
	return p.Author + "_" + p.ID
}

// fbFind is the post or the comment of an id, nil when it is not there.
func (s *Server) fbFind(id string) *post {
	head, tail, _ := strings.Cut(id, "_")
	p := s.st.Posts[tail]
	if p == nil || p.gone() || p.Boost != "" {
		return nil
	}
	root := s.fbRoot(p)
	want := root.ID
	if p == root {
		want = p.Author
	}
	if root.gone() || head != want {
		return nil
	}
	return p
}
