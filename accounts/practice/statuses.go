package practice

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// statusRoutes are https://docs.joinmastodon.org/methods/statuses/ and its
// scheduled sister.
var statusRoutes = []route{
	{"POST /api/v1/statuses", "write:statuses", (*call).postStatus},
	{"GET /api/v1/statuses", "", (*call).getStatuses},
	{"GET /api/v1/statuses/{id}", "", (*call).getStatus},
	{"PUT /api/v1/statuses/{id}", "write:statuses", (*call).putStatus},
	{"DELETE /api/v1/statuses/{id}", "write:statuses", (*call).deleteStatus},
	{"GET /api/v1/statuses/{id}/source", "read:statuses", (*call).getSource},
	{"GET /api/v1/statuses/{id}/context", "", (*call).getContext},
	{"GET /api/v1/statuses/{id}/history", "", (*call).getHistory},
	{"GET /api/v1/statuses/{id}/favourited_by", "", func(c *call) reply { return c.people(func(p *post) []string { return p.Likes }) }},
	{"GET /api/v1/statuses/{id}/reblogged_by", "", func(c *call) reply { return c.people(func(p *post) []string { return p.Boosts }) }},
	{"POST /api/v1/statuses/{id}/favourite", "write:favourites", func(c *call) reply { return c.like(true) }},
	{"POST /api/v1/statuses/{id}/unfavourite", "write:favourites", func(c *call) reply { return c.like(false) }},
	{"POST /api/v1/statuses/{id}/reblog", "write:statuses", (*call).boost},
	{"POST /api/v1/statuses/{id}/unreblog", "write:statuses", (*call).unboost},
	{"POST /api/v1/statuses/{id}/bookmark", "write:bookmarks", func(c *call) reply { return c.bookmark(true) }},
	{"POST /api/v1/statuses/{id}/unbookmark", "write:bookmarks", func(c *call) reply { return c.bookmark(false) }},
	{"GET /api/v1/scheduled_statuses", "read:statuses", (*call).getPlans},
	{"GET /api/v1/scheduled_statuses/{id}", "read:statuses", (*call).getPlan},
	{"PUT /api/v1/scheduled_statuses/{id}", "write:statuses", (*call).putPlan},
	{"DELETE /api/v1/scheduled_statuses/{id}", "write:statuses", (*call).deletePlan},
}

// postStatus makes a post, a plan for one, or gives the post back that the same
// Idempotency-Key made.
func (c *call) postStatus() reply {
	key := c.r.Header.Get("Idempotency-Key")
	if again, found := c.repeated(key); found {
		return again
	}
	d, no := c.readDraft()
	if no != nil {
		return *no
	}
	d.key = key
	if at := c.val("scheduled_at"); at != "" && c.traits.plans != planNone {
		when, err := time.Parse(time.RFC3339, at)
		switch {
		case err != nil:
			return invalid("%s is not a valid date", strconv.Quote(at))
		case when.After(c.now):
			// Keys are overlooked here, as on Mastodon (https://github.com/mastodon/mastodon/issues/30039).
			return c.schedule(d, when)
		case c.traits.backdates:
			d.at = when
		}
		// Mastodon publishes at once what should have gone out in the past.
	}
	d.arrived = true
	p := c.commit(c.who, d)
	if key != "" && c.traits.key != keyIgnored {
		c.st.Keys[c.who.ID+" "+key] = &keyUse{Post: p.ID, At: c.now}
	}
	return ok(c.postEntity(p, c.who))
}

// repeated answers a key that has been used within the hour. Mastodon looks the
// key up before it stores the post and writes it down after, so that a slow
// request does not protect against a second one.
func (c *call) repeated(key string) (reply, bool) {
	for k, use := range c.st.Keys {
		if c.now.Sub(use.At) >= keyLife {
			delete(c.st.Keys, k)
		}
	}
	use := c.st.Keys[c.who.ID+" "+key]
	if key == "" || use == nil || c.late {
		return reply{}, false
	}
	if c.traits.key == keyRefused {
		return fail(http.StatusBadRequest, "Duplicate idempotency key."), true
	}
	p := c.st.Posts[use.Post]
	if p == nil || p.gone() {
		return notFound(), true
	}
	return ok(c.postEntity(p, c.who)), true
}

// readDraft reads and checks the fields of a new post.
func (c *call) readDraft() (draft, *reply) {
	d := draft{
		text: c.val("status"), spoiler: wireText(c.val("spoiler_text")), visibility: c.val("visibility"),
		language: c.val("language"), sensitive: c.flag("sensitive"), parent: c.val("in_reply_to_id"), media: c.vals("media_ids"),
	}
	d.media = slices.DeleteFunc(slices.Clone(d.media), func(id string) bool { return id == "" })
	if d.visibility == "" {
		d.visibility = "public"
	}
	if d.text == "" && d.spoiler != "" && c.opt.Model == Mastodon {
		d.text, d.spoiler = string(d.spoiler), ""
	}
	d.sensitive = d.sensitive || d.spoiler != ""
	if app := c.st.Apps[c.tok.App]; app != nil {
		d.app = app.Name
	}
	if parent := c.st.Posts[d.parent]; d.parent != "" && (parent == nil || !c.sees(c.who, parent)) {
		no := fail(http.StatusNotFound, "The post you are trying to reply to does not appear to exist.")
		return d, &no
	}
	if no := c.checkVisibility(d.visibility); no != nil {
		return d, no
	}
	if no := c.checkMedia(d.media, "", c.hasPoll()); no != nil {
		return d, no
	}
	poll, no := c.readPoll()
	if no != nil {
		return d, no
	}
	d.poll = poll
	return d, c.checkText(d)
}

func (c *call) checkVisibility(v string) *reply {
	known := []string{"public", "unlisted", "private", "direct"}
	if c.traits.noDirect {
		known = known[:3]
	}
	if slices.Contains(known, v) {
		return nil
	}
	no := invalid("%s is not a valid visibility", strconv.Quote(v))
	if c.opt.Model == Pixelfed {
		no = give(http.StatusUnprocessableEntity, object{
			"message": "The selected visibility is invalid.", "errors": object{"visibility": []string{"The selected visibility is invalid."}},
		})
	}
	return &no
}

// checkText holds a post against the limit of the server.
func (c *call) checkText(d draft) *reply {
	var no reply
	n := c.traits.length(string(d.spoiler), d.text)
	switch {
	case c.traits.needsMedia && len(d.media) == 0 && d.parent == "":
		no = fail(http.StatusForbidden, "Empty statuses are not allowed")
	case strings.TrimSpace(d.text) == "" && len(d.media) == 0:
		no = invalid("Text can't be blank")
	case n > c.traits.maxChars && c.opt.Model == GoToSocial:
		no = fail(http.StatusUnprocessableEntity,
			"Unprocessable Entity: status too long, %d characters provided (including spoiler/content warning) but limit is %d", n, c.traits.maxChars)
	case n > c.traits.maxChars:
		no = invalid("Text character limit of %d exceeded", c.traits.maxChars)
	default:
		return nil
	}
	return &no
}

// visible is the post that the route names, nil when the asker may not see it.
func (c *call) visible() *post {
	p := c.st.Posts[c.id()]
	if p == nil || !c.sees(c.who, p) {
		return nil
	}
	return p
}

// own is the post that the route names, nil when it is not the asker's.
func (c *call) own() *post {
	p := c.visible()
	if p == nil || p.Author != c.who.ID {
		return nil
	}
	return p
}

func (c *call) getStatus() reply {
	p := c.visible()
	if p == nil {
		return notFound()
	}
	return ok(c.postEntity(p, c.who))
}

// getStatuses returns the posts of id[] that can be seen, at most twenty.
func (c *call) getStatuses() reply {
	out := []object{}
	for _, id := range c.vals("id") {
		if p := c.st.Posts[id]; p != nil && c.sees(c.who, p) && len(out) < 20 {
			out = append(out, c.postEntity(p, c.who))
		}
	}
	return ok(out)
}

func (c *call) deleteStatus() reply {
	p := c.own()
	if p == nil {
		return notFound()
	}
	v := c.postEntity(p, c.who)
	v["text"] = p.Text
	c.remove(p, c.now)
	return ok(v)
}

func (c *call) getSource() reply {
	p := c.own()
	if p == nil {
		return notFound()
	}
	return ok(object{"id": p.ID, "text": p.Text, "spoiler_text": p.Spoiler})
}

// getContext is the thread around a post: what it answers, and what answers it.
func (c *call) getContext() reply {
	p := c.visible()
	if p == nil {
		return notFound()
	}
	above, below := []object{}, []object{}
	for up := c.st.Posts[p.Parent]; up != nil && len(above) < 40 && c.sees(c.who, up); up = c.st.Posts[up.Parent] {
		above = append(above, c.postEntity(up, c.who))
	}
	slices.Reverse(above)
	var down func(id string)
	down = func(id string) {
		for _, r := range c.ix.replies[id] {
			if len(below) < 4096 && c.sees(c.who, r) {
				below = append(below, c.postEntity(r, c.who))
				down(r.ID)
			}
		}
	}
	down(p.ID)
	return ok(object{"ancestors": above, "descendants": below})
}

// people answers with those who did something to the post.
func (c *call) people(who func(*post) []string) reply {
	p := c.visible()
	if p == nil {
		return notFound()
	}
	return c.personPage(who(p))
}
