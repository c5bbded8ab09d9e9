package practice

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// Bluesky is a server of the AT Protocol with the application view of Bluesky behind it. It is no member of Models: its API is another.
const Bluesky Model = "bluesky"

// bskyTraits follow the lexicons of https://github.com/bluesky-social/atproto/tree/main/lexicons.
var bskyTraits = traits{version: "0.4.217", nodeVersion: "0.4.217", ids: idTID, maxChars: bskyGraphemes, maxMedia: 4, altChars: 2000, limitHeaders: true}

// bskyDialect is XRPC.
func bskyDialect() *dialect {
	return &dialect{routes: bskyRoutes, admit: (*call).admitXRPC, limit: func(c *call) (http.Header, bool) { return c.Server.limit.takePlain(c) }, raw: true}
}

// Bounds of a record, from app.bsky.feed.post.
const (
	bskyGraphemes = 300
	bskyBytes     = 3000
	bskyAccess    = 2 * time.Hour // life of an access token
)

// bskyRoutes are the calls of https://docs.bsky.app/docs/category/http-reference that a client of one account makes.
var bskyRoutes = []route{
	{"GET /xrpc/_health", "", func(c *call) reply { return ok(object{"version": c.traits.version}) }},
	{"GET /xrpc/com.atproto.server.describeServer", "", func(c *call) reply {
		return ok(object{"did": "did:web:" + c.opt.Host, "availableUserDomains": []string{"." + c.opt.Host}, "inviteCodeRequired": false, "links": object{}, "contact": object{}})
	}},
	{"POST /xrpc/com.atproto.server.createSession", "", (*call).bskyLogIn},
	{"POST /xrpc/com.atproto.server.refreshSession", "refresh", (*call).bskyRefresh},
	{"GET /xrpc/com.atproto.server.getSession", "access", func(c *call) reply {
		return ok(object{"did": bskyDID(c.who.ID), "handle": c.who.Username, "active": true})
	}},
	{"GET /xrpc/com.atproto.identity.resolveHandle", "", (*call).bskyResolve},
	{"POST /xrpc/com.atproto.repo.createRecord", "access", (*call).bskyCreate},
	{"POST /xrpc/com.atproto.repo.putRecord", "access", (*call).bskyPut},
	{"POST /xrpc/com.atproto.repo.deleteRecord", "access", (*call).bskyDelete},
	{"GET /xrpc/com.atproto.repo.getRecord", "", (*call).bskyGet},
	{"GET /xrpc/com.atproto.repo.listRecords", "", (*call).bskyList},
	{"POST /xrpc/com.atproto.repo.uploadBlob", "access", (*call).bskyBlob},
	{"GET /xrpc/app.bsky.actor.getProfile", "access", (*call).bskyProfile},
	{"GET /xrpc/app.bsky.feed.getPosts", "access", (*call).bskyPosts},
	{"GET /xrpc/app.bsky.feed.getPostThread", "access", (*call).bskyThread},
	{"GET /xrpc/app.bsky.feed.searchPosts", "access", (*call).bskySearch},
	{"GET /xrpc/app.bsky.notification.listNotifications", "access", (*call).bskyNotices},
	{"POST /xrpc/app.bsky.graph.muteActor", "access", func(c *call) reply { return c.bskyMute(true) }},
	{"POST /xrpc/app.bsky.graph.unmuteActor", "access", func(c *call) reply { return c.bskyMute(false) }},
	{"POST /xrpc/com.atproto.moderation.createReport", "access", (*call).bskyReport},
}

// xfail is an error as XRPC writes it (https://atproto.com/specs/xrpc#error-responses).
func xfail(status int, name, message string) reply {
	return give(status, object{"error": name, "message": message})
}

// admitXRPC finds out who asks. A token that has ended is a 400, as the reference server has it.
func (c *call) admitXRPC(scope string) *reply {
	if scope == "" {
		return nil
	}
	refuse := func(status int, name, message string) *reply {
		p := xfail(status, name, message)
		return &p
	}
	c.tok = c.st.Tokens[bearer(c.r)]
	switch {
	case c.tok == nil:
		return refuse(http.StatusUnauthorized, "AuthMissing", "Authentication Required")
	case c.tok.Scope != scope:
		return refuse(http.StatusBadRequest, "InvalidToken", "Bad token scope")
	case c.tok.Revoked, scope == "access" && c.now.Sub(c.tok.Created) >= bskyAccess:
		return refuse(http.StatusBadRequest, "ExpiredToken", "Token has expired")
	}
	c.who = c.st.People[c.tok.Person]
	if c.who == nil || c.who.Suspended {
		return refuse(http.StatusUnauthorized, "AccountTakedown", "Account has been taken down")
	}
	return nil
}

// bskyLogIn is com.atproto.server.createSession; the ready-made token of an account is its app password.
func (c *call) bskyLogIn() reply {
	var in struct{ Identifier, Password string }
	if json.Unmarshal(c.raw, &in) != nil {
		return xfail(http.StatusBadRequest, "InvalidRequest", "Input must be an object")
	}
	p := c.bskyActor(in.Identifier)
	t := c.st.Tokens[in.Password]
	if p == nil || t == nil || t.Revoked || t.Person != p.ID || t.Scope != allScopes {
		return xfail(http.StatusUnauthorized, "AuthenticationRequired", "Invalid identifier or password")
	}
	return c.bskySession(p)
}

func (c *call) bskySession(p *person) reply {
	access, refresh := canary(), canary()
	c.st.Tokens[access] = &token{Person: p.ID, Scope: "access", Created: c.now, Refresh: refresh}
	c.st.Tokens[refresh] = &token{Person: p.ID, Scope: "refresh", Created: c.now}
	return ok(object{"did": bskyDID(p.ID), "handle": p.Username, "accessJwt": access, "refreshJwt": refresh, "active": true})
}

// bskyRefresh gives a new pair and ends the old one: whoever loses the new pair has to log in again.
func (c *call) bskyRefresh() reply {
	c.tok.Revoked = true
	return c.bskySession(c.who)
}

// RevokeAll ends every token of an account, its password too.
func (s *Server) RevokeAll(a *Account) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.changes++
	for _, t := range s.st.Tokens {
		if t.Person == a.ID {
			t.Revoked = true
		}
	}
}

// ExpireAccess ends the short-lived tokens of an account; what renews them goes on.
func (s *Server) ExpireAccess(a *Account) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.changes++
	for _, t := range s.st.Tokens {
		if t.Person == a.ID && t.Scope == "access" {
			t.Revoked = true
		}
	}
}

func (c *call) bskyResolve() reply {
	if p := c.bskyActor(c.val("handle")); p != nil {
		return ok(object{"did": bskyDID(p.ID)})
	}
	return xfail(http.StatusBadRequest, "InvalidRequest", "Unable to resolve handle")
}

// bskyActor finds somebody by handle or DID.
func (s *Server) bskyActor(name string) *person {
	if id, is := strings.CutPrefix(name, didHead); is {
		return s.st.People[id]
	}
	return s.find(name)
}

// DID is the permanent name of an account of a Bluesky server.
func (s *Server) DID(a *Account) string { return bskyDID(a.ID) }

// URI is the address of a post of a Bluesky server, by its key; "" when there is none.
func (s *Server) URI(key string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.st.Posts[key]; p != nil {
		return bskyURI(p.Author, bskyPost, key)
	}
	return ""
}

// The names of records, and how a DID of this server begins: 24 characters, of which the last 13 are the person's id.
const (
	didHead    = "did:plc:practicebsk"
	bskyPost   = "app.bsky.feed.post"
	bskyLike   = "app.bsky.feed.like"
	bskyRepost = "app.bsky.feed.repost"
	bskyFollow = "app.bsky.graph.follow"
	bskyBlock  = "app.bsky.graph.block"
)

func bskyDID(id string) string { return didHead + id }

func bskyURI(person, collection, key string) string {
	return "at://" + bskyDID(person) + "/" + collection + "/" + key
}

// bskyParts takes the address of a record apart.
func bskyParts(uri string) (person, collection, key string, fine bool) {
	rest, is := strings.CutPrefix(uri, "at://"+didHead)
	parts := strings.Split(rest, "/")
	if !is || len(parts) != 3 {
		return "", "", "", false
	}
	return parts[0], parts[1], parts[2], true
}
