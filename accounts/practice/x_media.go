package practice

import (
	"slices"
	"time"
)

// xFile is an upload in chunks.
type xFile struct {
	Owner, MIME, Category string
	Total                 int
	Parts                 map[int][]byte `json:"-"`
	At                    time.Time
}

// xAttachable tells whether files may hang on one post: up to four pictures, or one film or moving picture.
func (c *call) xAttachable(ids []string) bool {
	if len(ids) < 1 || len(ids) > c.traits.maxMedia {
		return false
	}
	moving := 0
	for i, id := range ids {
		m := c.st.Media[id]
		if m == nil || m.Owner != c.who.ID || m.Post != "" || !m.Ready || slices.Contains(ids[:i], id) {
			return false
		}
		if mediaTypes[m.MIME] != "image" || m.MIME == "image/gif" {
			moving++
		}
	}
	return moving == 0 || len(ids) == 1
}

// mediaObject is a Media object (docs.x.com/x-api/fundamentals/data-dictionary).
func (x *xSheet) mediaObject(m *media) object {
	kind := "photo"
	switch {
	case m.MIME == "image/gif":
		kind = "animated_gif"
	case mediaTypes[m.MIME] != "image":
		kind = "video"
	}
	v := object{"media_key": mediaKey(m.ID), "type": kind}
	for name, value := range map[string]any{"alt_text": wireText(m.Description), "width": m.Width, "height": m.Height, "url": x.URL() + "/media/" + m.ID} {
		if slices.Contains(x.f.media, name) && value != wireText("") {
			v[name] = value
		}
	}
	return v
}

// pollObject is a Poll object.
func (x *xSheet) pollObject(p *poll) object {
	options := []object{}
	for i, o := range p.Options {
		options = append(options, object{"position": i + 1, "label": o.Title, "votes": len(o.Voters)})
	}
	v := object{"id": p.ID, "options": options}
	state := "open"
	if !x.now.Before(p.Expires) {
		state = "closed"
	}
	for name, value := range map[string]any{
		"duration_minutes": x.extra(x.st.Posts[p.Post]).PollMinutes, "end_datetime": stamp(p.Expires), "voting_status": state,
	} {
		if slices.Contains(x.f.poll, name) {
			v[name] = value
		}
	}
	return v
}
