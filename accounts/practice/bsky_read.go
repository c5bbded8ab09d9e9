package practice

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// bskyGet is com.atproto.repo.getRecord.
func (c *call) bskyGet() reply {
	who, p := c.bskyActor(c.val("repo")), c.st.Posts[c.val("rkey")]
	if who == nil || p == nil || p.gone() || p.Author != who.ID || c.val("collection") != bskyPost {
		return xfail(http.StatusBadRequest, "RecordNotFound", "Could not locate record")
	}
	return ok(object{"uri": bskyURI(p.Author, bskyPost, p.ID), "cid": bskyCID(p.ID), "value": c.bskyValue(p)})
}

// bskyList is com.atproto.repo.listRecords of posts, the newest key first.
func (c *call) bskyList() reply {
	who := c.bskyActor(c.val("repo"))
	if who == nil {
		return xfail(http.StatusBadRequest, "InvalidRequest", "Could not find repo")
	}
	var list []*post
	for _, p := range c.ix.byAuthor[who.ID] {
		if !p.gone() && p.Boost == "" {
			list = append(list, p)
		}
	}
	slices.SortFunc(list, func(a, b *post) int { return cmp.Compare(b.ID, a.ID) })
	out := []object{}
	for _, p := range list[:min(len(list), c.limit(50, 100))] {
		out = append(out, object{"uri": bskyURI(p.Author, bskyPost, p.ID), "cid": bskyCID(p.ID), "value": c.bskyValue(p)})
	}
	return ok(object{"records": out})
}

// bskyValue is the record of a post: as it was sent, or made of a fixture.
func (c *call) bskyValue(p *post) any {
	if len(p.Record) > 0 {
		return json.RawMessage(p.Record)
	}
	text := wireText(p.Text)
	if p.HTML != "" {
		text = p.HTML
	}
	v := object{"$type": bskyPost, "text": text, "createdAt": stamp(p.Created), "facets": bskyFacets(string(text))}
	if p.Language != "" {
		v["langs"] = []string{p.Language}
	}
	if parent := c.st.Posts[p.Parent]; parent != nil {
		root := parent
		for up := c.st.Posts[root.Parent]; up != nil; up = c.st.Posts[root.Parent] {
			root = up
		}
		v["reply"] = object{"root": bskyRef(root), "parent": bskyRef(parent)}
	}
	var images []object
	for _, id := range p.Media {
		if m := c.st.Media[id]; m != nil {
			images = append(images, object{"alt": wireText(m.Description), "image": object{
				"$type": "blob", "ref": object{"$link": bskyCID(m.ID)}, "mimeType": m.MIME, "size": m.Size}})
		}
	}
	if len(images) > 0 {
		v["embed"] = object{"$type": "app.bsky.embed.images", "images": images}
	}
	return v
}

func bskyRef(p *post) object {
	return object{"uri": bskyURI(p.Author, bskyPost, p.ID), "cid": bskyCID(p.ID)}
}

// bskyFacets marks the links of a text, by bytes (https://docs.bsky.app/docs/advanced-guides/post-richtext).
func bskyFacets(text string) []object {
	out, at := []object{}, 0
	for _, p := range pieces(text) {
		if p.kind == 'l' {
			out = append(out, object{"index": object{"byteStart": at, "byteEnd": at + len(p.text)},
				"features": []object{{"$type": "app.bsky.richtext.facet#link", "uri": p.text}}})
		}
		at += len(p.text)
	}
	return out
}

func (c *call) bskyPerson(p *person) object {
	v := object{"did": bskyDID(p.ID), "handle": p.Username, "displayName": p.Name, "labels": []any{}, "createdAt": stamp(p.Created)}
	viewer := object{"muted": c.hasTie(c.who.ID, p.ID).Muting, "blockedBy": false}
	if c.hasTie(c.who.ID, p.ID).Following {
		viewer["following"] = bskyURI(c.who.ID, bskyFollow, p.ID)
	}
	if t := c.hasTie(c.who.ID, p.ID); t.Blocking {
		viewer["blocking"] = bskyURI(c.who.ID, bskyBlock, cmp.Or(t.BlockKey, p.ID))
	}
	v["viewer"] = viewer
	return v
}

// bskyProfile is app.bsky.actor.getProfile.
func (c *call) bskyProfile() reply {
	p := c.bskyActor(c.val("actor"))
	if p == nil {
		return xfail(http.StatusBadRequest, "InvalidRequest", "Profile not found")
	}
	v := c.bskyPerson(p)
	v["followersCount"], v["followsCount"], v["postsCount"] = p.Followers, p.Following, p.Posts
	return ok(v)
}

// bskyView is app.bsky.feed.defs#postView.
func (c *call) bskyView(p *post) object {
	viewer := object{}
	if slices.Contains(p.Likes, c.who.ID) {
		viewer["like"] = bskyURI(c.who.ID, bskyLike, p.ID)
	}
	if c.boostOf(c.who.ID, p) != nil {
		viewer["repost"] = bskyURI(c.who.ID, bskyRepost, p.ID)
	}
	return object{
		"uri": bskyURI(p.Author, bskyPost, p.ID), "cid": bskyCID(p.ID), "author": c.bskyPerson(c.st.People[p.Author]), "record": c.bskyValue(p),
		"replyCount": c.countReplies(p), "repostCount": len(p.Boosts), "likeCount": len(p.Likes), "quoteCount": p.Quotes, "bookmarkCount": len(p.Bookmarks),
		"indexedAt": stamp(p.Created), "viewer": viewer, "labels": []any{},
	}
}

// bskyPosts is app.bsky.feed.getPosts: what is not there is left out.
func (c *call) bskyPosts() reply {
	out := []object{}
	for _, uri := range c.form["uris"] {
		if _, _, key, fine := bskyParts(uri); fine {
			if p := c.st.Posts[key]; p != nil && !p.gone() {
				out = append(out, c.bskyView(p))
			}
		}
	}
	return ok(object{"posts": out})
}

// bskyThread is app.bsky.feed.getPostThread.
func (c *call) bskyThread() reply {
	_, _, key, _ := bskyParts(c.val("uri"))
	p := c.st.Posts[key]
	if p == nil || p.gone() {
		return xfail(http.StatusBadRequest, "NotFound", "Post not found: "+c.val("uri"))
	}
	v := c.bskyDown(p, 6)
	below := v
	for up := c.st.Posts[p.Parent]; up != nil && !up.gone(); up = c.st.Posts[up.Parent] {
		above := object{"$type": "app.bsky.feed.defs#threadViewPost", "post": c.bskyView(up)}
		below["parent"] = above
		below = above
	}
	return ok(object{"thread": v})
}

// bskyDown is a post with its answers, so many levels deep.
func (c *call) bskyDown(p *post, depth int) object {
	replies := []object{}
	for _, r := range c.ix.replies[p.ID] {
		if !r.gone() && depth > 0 {
			replies = append(replies, c.bskyDown(r, depth-1))
		}
	}
	return object{"$type": "app.bsky.feed.defs#threadViewPost", "post": c.bskyView(p), "replies": replies}
}

// bskySearch is app.bsky.feed.searchPosts, the newest first: every word of the query has to be in the text. The cursor is how many
// were shown before.
func (c *call) bskySearch() reply {
	words := strings.Fields(strings.ToLower(c.val("q")))
	if len(words) == 0 {
		return xfail(http.StatusBadRequest, "InvalidRequest", "Error: Params must have the property \"q\"")
	}
	since, _ := time.Parse(time.RFC3339, c.val("since"))
	var hits []*post
	for _, p := range slices.Backward(c.ix.order) {
		text := strings.ToLower(p.Text)
		if p.gone() || p.Boost != "" || p.Created.Before(since) || c.val("lang") != "" && p.Language != c.val("lang") ||
			slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
			continue
		}
		hits = append(hits, p)
	}
	from, _ := strconv.Atoi(c.val("cursor"))
	from = min(max(from, 0), len(hits))
	to := min(from+c.limit(25, 100), len(hits))
	out := []object{}
	for _, p := range hits[from:to] {
		out = append(out, c.bskyView(p))
	}
	v := object{"posts": out, "hitsTotal": len(hits)}
	if to < len(hits) {
		v["cursor"] = strconv.Itoa(to)
	}
	return ok(v)
}

// bskyReasons are the reasons of a notification, by the kinds of this server.
var bskyReasons = map[string]string{"mention": "mention", "favourite": "like", "reblog": "repost", "follow": "follow"}

// bskyNotices is app.bsky.notification.listNotifications, the newest first; the cursor is the place in the list from its old end.
func (c *call) bskyNotices() reply {
	list := slices.Clone(c.st.Alerts[c.who.ID])
	slices.SortStableFunc(list, func(a, b *alert) int { return a.At.Compare(b.At) })
	end := len(list)
	if n, err := strconv.Atoi(c.val("cursor")); err == nil && n >= 0 {
		end = min(n, end)
	}
	from := max(0, end-c.limit(50, 100))
	out := []object{}
	for _, a := range slices.Backward(list[from:end]) {
		if v := c.bskyNotice(a); v != nil {
			out = append(out, v)
		}
	}
	v := object{"notifications": out, "seenAt": stamp(time.Unix(0, 0))}
	if from > 0 {
		v["cursor"] = strconv.Itoa(from)
	}
	return ok(v)
}

func (c *call) bskyNotice(a *alert) object {
	from, p := c.st.People[a.From], c.st.Posts[a.Post]
	reason := bskyReasons[a.Kind]
	if from == nil || reason == "" || a.Post != "" && (p == nil || p.gone()) {
		return nil
	}
	v := object{"author": c.bskyPerson(from), "reason": reason, "isRead": false, "indexedAt": stamp(a.At), "labels": []any{}}
	switch reason {
	case "follow":
		v["uri"], v["record"] = bskyURI(from.ID, bskyFollow, c.who.ID), object{"$type": bskyFollow, "subject": bskyDID(c.who.ID), "createdAt": stamp(a.At)}
	case "like", "repost":
		kind := map[string]string{"like": bskyLike, "repost": bskyRepost}[reason]
		v["uri"], v["reasonSubject"] = bskyURI(from.ID, kind, p.ID), bskyURI(p.Author, bskyPost, p.ID)
		v["record"] = object{"$type": kind, "subject": bskyRef(p), "createdAt": stamp(a.At)}
	default:
		v["uri"], v["record"] = bskyURI(from.ID, bskyPost, p.ID), c.bskyValue(p)
		if parent := c.st.Posts[p.Parent]; parent != nil && parent.Author == c.who.ID {
			v["reason"], v["reasonSubject"] = "reply", bskyURI(parent.Author, bskyPost, parent.ID)
		}
	}
	v["cid"] = bskyCID(v["uri"].(string))
	return v
}
