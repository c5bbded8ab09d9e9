package practice

import (
	"net/http"
	"slices"
)

// accountRoutes are https://docs.joinmastodon.org/methods/accounts/.
var accountRoutes = []route{
	{"GET /api/v1/accounts/verify_credentials", "read:accounts|profile", (*call).verify},
	{"GET /api/v1/accounts/lookup", "", (*call).lookup},
	{"GET /api/v1/accounts/relationships", "read:follows", (*call).relationships},
	{"GET /api/v1/accounts/search", "read:accounts", func(c *call) reply { return ok(c.searchPeople(c.val("q"), c.limit(40, 80))) }},
	{"GET /api/v1/accounts/{id}", "", (*call).getAccount},
	{"GET /api/v1/accounts/{id}/statuses", "", (*call).accountPosts},
	{"GET /api/v1/accounts/{id}/followers", "", func(c *call) reply { return c.tied(true) }},
	{"GET /api/v1/accounts/{id}/following", "", func(c *call) reply { return c.tied(false) }},
	{"POST /api/v1/accounts/{id}/follow", "write:follows", func(c *call) reply {
		return c.relate(func(*tie, *person) {}, true)
	}},
	{"POST /api/v1/accounts/{id}/unfollow", "write:follows", func(c *call) reply {
		return c.relate(func(_ *tie, p *person) { c.follow(c.who, p, false) }, false)
	}},
	{"POST /api/v1/accounts/{id}/mute", "write:mutes", func(c *call) reply {
		alerts := !c.has("notifications") || c.flag("notifications")
		return c.relate(func(t *tie, _ *person) { t.Muting, t.MutingAlerts = true, alerts }, false)
	}},
	{"POST /api/v1/accounts/{id}/unmute", "write:mutes", func(c *call) reply {
		return c.relate(func(t *tie, _ *person) { t.Muting, t.MutingAlerts = false, false }, false)
	}},
	{"POST /api/v1/accounts/{id}/block", "write:blocks", func(c *call) reply {
		return c.relate(func(t *tie, p *person) {
			t.Blocking = true
			c.follow(c.who, p, false)
			c.follow(p, c.who, false)
		}, false)
	}},
	{"POST /api/v1/accounts/{id}/unblock", "write:blocks", func(c *call) reply {
		return c.relate(func(t *tie, _ *person) { t.Blocking = false }, false)
	}},
}

// verify is the account of the token, with what only it may know
// (https://docs.joinmastodon.org/entities/Account/#CredentialAccount).
func (c *call) verify() reply {
	v := c.personEntity(c.who)
	v["source"] = object{
		"privacy": "public", "sensitive": false, "language": nil, "note": c.who.Note, "fields": []any{}, "follow_requests_count": 0,
	}
	v["role"] = object{"id": "-99", "name": "", "permissions": "65536", "color": "", "highlighted": false}
	return ok(v)
}

func (c *call) lookup() reply {
	p := c.find(c.val("acct"))
	if p == nil {
		return notFound()
	}
	return ok(c.personEntity(p))
}

func (c *call) getAccount() reply {
	p := c.st.People[c.id()]
	if p == nil {
		return notFound()
	}
	return ok(c.personEntity(p))
}

func (c *call) accountPosts() reply {
	p := c.st.People[c.id()]
	if p == nil {
		return notFound()
	}
	noBoosts, noReplies, onlyMedia := c.flag("exclude_reblogs"), c.flag("exclude_replies"), c.flag("only_media")
	if c.flag("pinned") {
		return ok([]any{})
	}
	return c.postPage(c.ix.byAuthor[p.ID], func(o *post) bool {
		return !(noBoosts && o.Boost != "") && !(noReplies && o.Parent != "" && o.ParentAuthor != p.ID) && !(onlyMedia && len(o.Media) == 0)
	})
}

// tied lists who follows the person of the route, or whom they follow.
func (c *call) tied(followers bool) reply {
	p := c.st.People[c.id()]
	if p == nil {
		return notFound()
	}
	var ids []string
	for id := range c.st.People {
		if followers && c.hasTie(id, p.ID).Following || !followers && c.hasTie(p.ID, id).Following {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return c.personPage(ids)
}

// relate changes what the asker thinks of the person of the route.
func (c *call) relate(change func(*tie, *person), following bool) reply {
	p := c.st.People[c.id()]
	switch {
	case p == nil:
		return notFound()
	case p == c.who:
		return fail(http.StatusForbidden, "This action is not allowed")
	}
	if following {
		c.befriend(c.who.ID, p.ID, c.now)
	}
	change(c.tie(c.who.ID, p.ID), p)
	return ok(c.relationship(p.ID))
}

func (c *call) relationships() reply {
	out := []object{}
	for _, id := range c.vals("id") {
		if c.st.People[id] != nil {
			out = append(out, c.relationship(id))
		}
	}
	return ok(out)
}

// relationship is https://docs.joinmastodon.org/entities/Relationship/.
func (c *call) relationship(id string) object {
	mine, theirs := c.hasTie(c.who.ID, id), c.hasTie(id, c.who.ID)
	return object{
		"id": id, "following": mine.Following, "showing_reblogs": mine.Following, "notifying": false, "languages": nil,
		"followed_by": theirs.Following, "blocking": mine.Blocking, "blocked_by": theirs.Blocking, "muting": mine.Muting,
		"muting_notifications": mine.MutingAlerts, "requested": false, "requested_by": false, "domain_blocking": false,
		"endorsed": false, "note": "",
	}
}
