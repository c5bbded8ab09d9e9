package practice

import (
	"encoding/base64"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The fields of the nodes (https://developers.facebook.com/docs/graph-api/reference/pagepost, .../comment, .../page, .../photo).
var (
	fbPageFields    = []string{"id", "name", "username", "link", "followers_count", "fan_count", "access_token", "tasks"}
	fbPostFields    = []string{"id", "message", "created_time", "updated_time", "permalink_url", "from", "attachments", "reactions", "likes", "comments", "shares", "insights", "is_hidden"}
	fbCommentFields = []string{"id", "message", "created_time", "permalink_url", "from", "parent", "attachment", "like_count", "comment_count", "is_hidden", "user_likes", "can_hide"}
	fbPhotoFields   = []string{"id", "alt_text", "alt_text_custom", "created_time"}
)

// fbNames are the outermost names of a list of fields: "id,from{name}" is id and from.
func fbNames(fields string) []string {
	var out []string
	depth, start := 0, 0
	for i, r := range fields + "," {
		switch r {
		case '{', '(':
			depth++
		case '}', ')':
			depth--
		case ',':
			if depth == 0 {
				name := fields[start:i]
				if end := strings.IndexAny(name, ".{("); end >= 0 {
					name = name[:end]
				}
				out = append(out, name)
				start = i + 1
			}
		}
	}
	return out
}

// fbFields refuses what the node does not have.
func (c *call) fbFields(known []string, node string) *reply {
	if c.val("fields") == "" {
		return nil
	}
	for _, f := range fbNames(c.val("fields")) {
		if !slices.Contains(known, f) {
			p := gfail(http.StatusBadRequest, 100, 0, "(#100) Tried accessing nonexisting field ("+f+") on node type ("+node+")")
			return &p
		}
	}
	return nil
}

func (c *call) fbAsks(field string) bool { return slices.Contains(fbNames(c.val("fields")), field) }

// fbStamp writes a time as the Graph API does: to the second.
func fbStamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05+0000") }

// fbAfter is how many entries lie before a page of a list.
func (c *call) fbAfter() int {
	b, err := base64.URLEncoding.DecodeString(c.val("after"))
	n, bad := strconv.Atoi(string(b))
	if err != nil || bad != nil || n < 0 {
		return 0
	}
	return n
}

// fbCursors is the paging of https://developers.facebook.com/docs/graph-api/results; the address of the next page holds the token, as the real one does.
func (c *call) fbCursors(from, n, of int) object {
	at := func(i int) string { return base64.URLEncoding.EncodeToString([]byte(strconv.Itoa(i))) }
	v := object{"cursors": object{"before": at(from), "after": at(from + n)}}
	if from+n < of {
		v["next"] = c.URL() + c.r.URL.Path + "?after=" + at(from+n) + "&access_token=" + bearer(c.r)
	}
	return v
}

// fbNode reads a page, a post, a comment or a photo.
func (c *call) fbNode() reply {
	if c.id() == c.who.ID {
		if no := c.fbFields(fbPageFields, "Page"); no != nil {
			return *no
		}
		return ok(c.fbPerson(c.who))
	}
	if m := c.st.Media[c.id()]; m != nil && m.Owner == c.who.ID {
		if no := c.fbFields(fbPhotoFields, "Photo"); no != nil {
			return *no
		}
		return ok(object{"id": m.ID, "alt_text": "May be an image", "alt_text_custom": m.Description, "created_time": fbStamp(m.At)})
	}
	p := c.fbFind(c.id())
	if p == nil {
		return c.fbMissing()
	}
	if no := c.fbLacks("pages_read_engagement"); no != nil {
		return *no
	}
	if root := c.fbRoot(p); p != root {
		if no := c.fbFields(fbCommentFields, "Comment"); no != nil {
			return *no
		}
		return ok(c.fbCommentEntity(p, root))
	}
	if no := c.fbFields(fbPostFields, "Post"); no != nil {
		return *no
	}
	return ok(c.fbPostEntity(p))
}

func (c *call) fbFrom(id string) object {
	p := c.st.People[id]
	return object{"id": p.ID, "name": p.Name}
}

func fbMessage(p *post) wireText {
	if p.HTML != "" {
		return p.HTML
	}
	return wireText(p.Text)
}

// fbPostEntity is a post; its newest comments come with it where they are asked for.
func (c *call) fbPostEntity(p *post) object {
	changed := p.Created
	for _, r := range c.fbBelow(p, true) {
		if r.Created.After(changed) {
			changed = r.Created
		}
	}
	v := object{"id": fbID(p, p), "message": fbMessage(p), "created_time": fbStamp(p.Created), "updated_time": fbStamp(changed), "from": c.fbFrom(p.Author),
		"permalink_url": "https://www.facebook.com/" + p.Author + "/posts/" + p.ID,
		"reactions":     object{"data": []any{}, "summary": object{"total_count": len(p.Likes)}}}
	if p.Boosts != nil {
		v["shares"] = object{"count": len(p.Boosts)}
	}
	if files := c.fbFiles(p); files != nil {
		v["attachments"] = object{"data": files}
	}
	if c.fbAsks("comments") {
		v["comments"] = c.fbNested(p)
	}
	if c.fbAsks("insights") {
		v["insights"] = object{"data": c.fbPostInsights(p)}
	}
	return v
}

// fbFiles is what hangs on a post: one photo, an album of several, or a link.
func (c *call) fbFiles(p *post) []object {
	var list []object
	for _, id := range p.Media {
		if m := c.st.Media[id]; m != nil {
			list = append(list, object{"type": "photo", "media_type": "photo", "url": "https://www.facebook.com/photo/?fbid=" + m.ID, "target": object{"id": m.ID},
				"description": wireText(m.Description), "media": object{"image": object{"src": c.URL() + "/media/" + m.ID}}})
		}
	}
	switch {
	case len(list) > 1:
		return []object{{"type": "album", "media_type": "album", "target": object{"id": p.ID}, "subattachments": object{"data": list}}}
	case len(list) == 1:
		return list
	case p.Link != "":
		return []object{{"type": "share", "media_type": "link", "url": p.Link, "title": "Una página"}}
	}
	return nil
}

// fbCommentEntity is a comment below root.
func (c *call) fbCommentEntity(p, root *post) object {
	v := object{"id": fbID(p, root), "message": fbMessage(p), "created_time": fbStamp(p.Created), "from": c.fbFrom(p.Author), "like_count": len(p.Likes),
		"comment_count": len(c.fbBelow(p, false)), "is_hidden": p.Hidden, "user_likes": slices.Contains(p.Likes, c.who.ID),
		"permalink_url": "https://www.facebook.com/" + root.Author + "/posts/" + root.ID + "?comment_id=" + p.ID}
	if parent := c.st.Posts[p.Parent]; parent != root {
		v["parent"] = object{"id": fbID(parent, root), "from": c.fbFrom(parent.Author)}
	}
	if files := c.fbFiles(p); files != nil {
		v["attachment"] = files[0]
	}
	return v
}

// fbBelow are the comments on a post or a comment, oldest first; deep: on those too.
func (s *Server) fbBelow(p *post, deep bool) []*post {
	var out []*post
	for _, r := range s.ix.replies[p.ID] {
		if !r.gone() {
			if out = append(out, r); deep {
				out = append(out, s.fbBelow(r, true)...)
			}
		}
	}
	slices.SortStableFunc(out, byNumber)
	return out
}

var fbNestedLimit = regexp.MustCompile(`comments[^{,]*\.limit\((\d+)\)`)

// fbNested are the newest comments of a post, as a field of it.
func (c *call) fbNested(p *post) object {
	list := c.fbBelow(p, true)
	n := 25
	if m := fbNestedLimit.FindStringSubmatch(c.val("fields")); m != nil {
		n, _ = strconv.Atoi(m[1])
	}
	out := []object{}
	for _, r := range slices.Backward(list[max(0, len(list)-n):]) {
		out = append(out, c.fbCommentEntity(r, p))
	}
	return object{"data": out, "paging": c.fbCursors(0, len(out), len(list)), "summary": object{"total_count": len(list)}}
}

// fbFeed lists the page's own posts and those of others that name it, the newest first.
func (c *call) fbFeed(own, tagged bool) reply {
	if c.id() != c.who.ID {
		return c.fbMissing()
	}
	scope := "pages_read_engagement"
	if tagged {
		scope = "pages_read_user_content"
	}
	if no := c.fbLacks(scope); no != nil {
		return *no
	}
	if no := c.fbFields(fbPostFields, "Post"); no != nil {
		return *no
	}
	var list []*post
	for _, p := range slices.Backward(c.ix.order) {
		mine := p.Author == c.who.ID
		if !p.gone() && p.Parent == "" && p.Boost == "" && (own && mine || tagged && !mine && slices.Contains(p.Mentions, c.who.ID)) {
			list = append(list, p)
		}
	}
	from := min(len(list), c.fbAfter())
	page := list[from:min(len(list), from+c.limit(25, 100))]
	out := []object{}
	for _, p := range page {
		out = append(out, c.fbPostEntity(p))
	}
	return ok(object{"data": out, "paging": c.fbCursors(from, len(out), len(list))})
}

// fbComments is https://developers.facebook.com/docs/graph-api/reference/object/comments.
func (c *call) fbComments() reply {
	p := c.fbFind(c.id())
	if p == nil {
		return c.fbMissing()
	}
	if no := c.fbLacks("pages_read_user_content"); no != nil {
		return *no
	}
	if no := c.fbFields(fbCommentFields, "Comment"); no != nil {
		return *no
	}
	list := c.fbBelow(p, c.val("filter") == "stream")
	if c.val("order") == "reverse_chronological" {
		slices.Reverse(list)
	}
	root := c.fbRoot(p)
	from := min(len(list), c.fbAfter())
	page := list[from:min(len(list), from+c.limit(25, 100))]
	out := []object{}
	for _, r := range page {
		out = append(out, c.fbCommentEntity(r, root))
	}
	return ok(object{"data": out, "paging": c.fbCursors(from, len(out), len(list))})
}
