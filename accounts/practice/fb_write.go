package practice

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// fbPost is https://developers.facebook.com/docs/graph-api/reference/page/feed#publish.
func (c *call) fbPost() reply {
	if c.id() != c.who.ID {
		return c.fbMissing()
	}
	if no := c.fbLacks("pages_manage_posts"); no != nil {
		return *no
	}
	d := draft{text: c.val("message"), visibility: "public", key: c.r.Header.Get("Idempotency-Key"), arrived: true, link: c.val("link")}
	var no *reply
	if d.media, no = c.fbAttached(); no != nil {
		return *no
	}
	switch {
	case len(utf16.Encode([]rune(d.text))) > fbChars:
		return gfail(http.StatusBadRequest, 100, 0, "(#100) Param message is too long, at most "+strconv.Itoa(fbChars)+" characters")
	case strings.TrimSpace(d.text) == "" && d.link == "" && len(d.media) == 0:
		return gfail(http.StatusBadRequest, 100, 0, "(#100) Missing message or attachment")
	case d.link != "" && !strings.HasPrefix(d.link, "http"):
		return gfail(http.StatusBadRequest, 1500, 0, "(#1500) The url you supplied is invalid")
	case c.fbTwice(d):
		return gfail(http.StatusBadRequest, 506, 0, "Duplicate status message")
	}
	p := c.commit(c.who, d)
	return ok(object{"id": fbID(p, p)})
}

// fbTwice tells whether the page said the same with its last post.
func (c *call) fbTwice(d draft) bool {
	for _, p := range slices.Backward(c.ix.byAuthor[c.who.ID]) {
		if p.Parent == "" && p.Boost == "" && !p.gone() {
			return p.Arrived && p.Text == d.text && p.Link == d.link && slices.Equal(p.Media, d.media)
		}
	}
	return false
}

// fbAttached are the photos that a post takes along: attached_media[0]={"media_fbid":"1"}.
func (c *call) fbAttached() ([]string, *reply) {
	var out []string
	for i := 0; c.has(fmt.Sprintf("attached_media[%d]", i)); i++ {
		var v struct {
			ID string `json:"media_fbid"`
		}
		err := json.Unmarshal([]byte(c.val(fmt.Sprintf("attached_media[%d]", i))), &v)
		if m := c.st.Media[v.ID]; err != nil || m == nil || m.Owner != c.who.ID || m.Post != "" {
			no := gfail(http.StatusBadRequest, 100, 0, "(#100) Invalid parameter: attached_media")
			return nil, &no
		}
		out = append(out, v.ID)
	}
	return out, nil
}

// fbComment is https://developers.facebook.com/docs/graph-api/reference/object/comments#publish.
func (c *call) fbComment() reply {
	p := c.fbFind(c.id())
	if p == nil {
		return c.fbMissing()
	}
	if no := c.fbLacks("pages_manage_engagement"); no != nil {
		return *no
	}
	d := draft{text: c.val("message"), visibility: "public", parent: p.ID, to: []string{p.Author}, key: c.r.Header.Get("Idempotency-Key"), arrived: true}
	if id := c.val("attachment_id"); id != "" {
		if m := c.st.Media[id]; m == nil || m.Owner != c.who.ID || m.Post != "" {
			return gfail(http.StatusBadRequest, 100, 0, "(#100) Invalid parameter: attachment_id")
		}
		d.media = []string{id}
	}
	if strings.TrimSpace(d.text) == "" && len(d.media) == 0 {
		return gfail(http.StatusBadRequest, 100, 0, "(#100) Missing message or attachment")
	}
	r := c.commit(c.who, d)
	return ok(object{"id": fbID(r, c.fbRoot(r))})
}

// fbChange edits what the page said, or hides what somebody said below its posts.
func (c *call) fbChange() reply {
	p := c.fbFind(c.id())
	if p == nil {
		return c.fbMissing()
	}
	root, scope := c.fbRoot(p), "pages_manage_engagement"
	if root == p {
		scope = "pages_manage_posts"
	}
	if no := c.fbLacks(scope); no != nil {
		return *no
	}
	switch {
	case c.has("is_hidden") && (root == p || root.Author != c.who.ID || p.Author == c.who.ID):
		return gfail(http.StatusBadRequest, 100, 0, "(#100) This comment cannot be hidden")
	case c.has("is_hidden"):
		p.Hidden = c.flag("is_hidden")
	case c.has("message") && p.Author != c.who.ID:
		return gfail(http.StatusForbidden, 200, 0, "(#200) Permissions error")
	case c.has("message"):
		p.Versions = append(p.Versions, version{p.Text, p.Spoiler, p.Sensitive, c.changed(p)})
		p.Text, p.HTML, p.Edited = c.val("message"), "", c.now
	default:
		return gfail(http.StatusBadRequest, 100, 0, "(#100) Nothing to change")
	}
	return ok(object{"success": true})
}

// fbDelete takes away what the page said, or a comment below its posts.
func (c *call) fbDelete() reply {
	p := c.fbFind(c.id())
	if p == nil {
		return c.fbMissing()
	}
	root := c.fbRoot(p)
	if p.Author != c.who.ID && (p == root || root.Author != c.who.ID) {
		return gfail(http.StatusForbidden, 200, 0, "(#200) Permissions error")
	}
	c.remove(p, c.now)
	return ok(object{"success": true})
}

func (c *call) fbLike(on bool) reply {
	p := c.fbFind(c.id())
	if p == nil {
		return c.fbMissing()
	}
	if no := c.fbLacks("pages_manage_engagement"); no != nil {
		return *no
	}
	if on {
		c.favourite(c.who.ID, p.ID, c.now)
	} else {
		p.Likes = without(p.Likes, c.who.ID)
	}
	return ok(object{"success": true})
}

// fbUpload is https://developers.facebook.com/docs/graph-api/reference/page/photos#upload. Only photos that a post takes along later are taken.
func (c *call) fbUpload() reply {
	if c.id() != c.who.ID {
		return c.fbMissing()
	}
	if no := c.fbLacks("pages_manage_posts"); no != nil {
		return *no
	}
	if c.file == nil || len(c.file.data) == 0 {
		return gfail(http.StatusBadRequest, 324, 0, "(#324) Missing or invalid image file")
	}
	kind, _, _ := strings.Cut(http.DetectContentType(c.file.data), ";")
	switch {
	case mediaTypes[kind] != "image", len(c.file.data) > fbPhoto:
		return gfail(http.StatusBadRequest, 100, 1366046, "Your photos couldn't be uploaded. Photos should be less than 4 MB and saved as JPG, PNG, GIF, TIFF, HEIF or WebP files.")
	case c.val("published") != "false":
		return gfail(http.StatusBadRequest, 100, 0, "(#100) Photos are taken for a later post only")
	}
	m := c.keep(c.who, c.file.name, kind, c.file.data)
	m.Description = c.val("alt_text_custom")
	return ok(object{"id": m.ID})
}
