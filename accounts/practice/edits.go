package practice

import (
	"net/http"
	"slices"
	"strconv"
	"time"
)

// putStatus edits a post; how it read before goes to its history.
func (c *call) putStatus() reply {
	p := c.own()
	if p == nil || p.Boost != "" {
		return notFound()
	}
	d := draft{text: c.val("status"), spoiler: wireText(c.val("spoiler_text")), media: c.vals("media_ids"), parent: p.Parent}
	if !c.has("media_ids") {
		d.media = p.Media
	}
	if no := c.checkMedia(d.media, p.ID, c.hasPoll()); no != nil {
		return *no
	}
	if no := c.checkText(d); no != nil {
		return *no
	}
	poll, no := c.readPoll()
	if no != nil {
		return *no
	}
	c.describe()
	p.Versions = append(p.Versions, version{p.Text, p.Spoiler, p.Sensitive, c.changed(p)})
	p.Text, p.Spoiler, p.HTML, p.Media = d.text, d.spoiler, "", slices.Clone(d.media)
	p.Edited = c.now
	if c.has("sensitive") {
		p.Sensitive = c.flag("sensitive")
	}
	p.Sensitive = p.Sensitive || p.Spoiler != ""
	if c.has("language") {
		p.Language = c.val("language")
	}
	if poll != nil {
		p.Poll = c.openPoll(poll, p)
	}
	for _, id := range p.Media {
		c.st.Media[id].Post = p.ID
	}
	for _, id := range p.Boosts {
		c.notify(c.st.People[id], "update", c.who, p, c.now)
	}
	return ok(c.postEntity(p, c.who))
}

// changed is when a post got the words it has.
func (c *call) changed(p *post) time.Time {
	if p.Edited.IsZero() {
		return p.Created
	}
	return p.Edited
}

// describe applies media_attributes, which carries new descriptions for media
// that are attached already (https://docs.joinmastodon.org/methods/statuses/#edit).
func (c *call) describe() {
	set := func(id, description, focus string, has bool) {
		m := c.st.Media[id]
		if m == nil || m.Owner != c.who.ID {
			return
		}
		if has {
			m.Description = description
		}
		if focus != "" {
			m.Focus = focus
		}
	}
	for i := range 64 {
		at := "media_attributes[" + strconv.Itoa(i) + "]"
		set(c.val(at+"[id]"), c.val(at+"[description]"), c.val(at+"[focus]"), c.has(at+"[description]"))
	}
	ids, texts := c.form["media_attributes[][id]"], c.form["media_attributes[][description]"]
	for i, id := range ids {
		if i < len(texts) {
			set(id, texts[i], "", true)
		}
	}
}

// getHistory lists how a post has read, oldest first, as it reads now at the end.
func (c *call) getHistory() reply {
	p := c.visible()
	if p == nil {
		return notFound()
	}
	out := []object{}
	for _, v := range append(slices.Clone(p.Versions), version{p.Text, p.Spoiler, p.Sensitive, c.changed(p)}) {
		out = append(out, object{
			"content": c.render(v.Text), "spoiler_text": v.Spoiler, "sensitive": v.Sensitive, "created_at": stamp(v.At),
			"account": c.personEntity(c.st.People[p.Author]), "media_attachments": c.mediaEntities(p.Media), "emojis": []any{},
		})
	}
	return ok(out)
}

// like and unlike may be repeated without effect, like all that follows.
func (c *call) like(on bool) reply {
	p := c.visible()
	if p == nil {
		return notFound()
	}
	if on {
		c.favourite(c.who.ID, p.ID, c.now)
	} else {
		p.Likes = without(p.Likes, c.who.ID)
	}
	return ok(c.postEntity(p, c.who))
}

func (c *call) boost() reply {
	p := c.visible()
	if p == nil {
		return notFound()
	}
	if p.Visibility == "direct" || p.Visibility == "private" && p.Author != c.who.ID {
		return fail(http.StatusForbidden, "This action is not allowed")
	}
	id := c.reblog(c.who.ID, p.ID, time.Time{})
	b := c.st.Posts[id]
	b.Arrived = true
	return ok(c.postEntity(b, c.who))
}

func (c *call) unboost() reply {
	p := c.visible()
	if p == nil {
		return notFound()
	}
	if b := c.boostOf(c.who.ID, p); b != nil {
		c.remove(b, c.now)
	}
	return ok(c.postEntity(p, c.who))
}

func (c *call) bookmark(on bool) reply {
	p := c.visible()
	if p == nil {
		return notFound()
	}
	p.Bookmarks = without(p.Bookmarks, c.who.ID)
	if on {
		p.Bookmarks = append(p.Bookmarks, c.who.ID)
	}
	return ok(c.postEntity(p, c.who))
}

func without(list []string, one string) []string {
	return slices.DeleteFunc(list, func(s string) bool { return s == one })
}
