package practice

import "slices"

// mediaObject is a Media object (docs.x.com/x-api/fundamentals/data-dictionary).
func (x *xSheet) mediaObject(m *media) object {
	kind := "photo"
	switch {
	case m.MIME == "image/gif":
		kind = "animated_gif"
	case mediaTypes[m.MIME] != "image":
		kind = "video"
	}
	v := object{"media_key": mediaKey(m), "type": kind}
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
	minutes := 0
	if of := x.st.Posts[p.Post]; of != nil {
		minutes = x.extra(of).PollMinutes
	}
	for name, value := range map[string]any{"duration_minutes": minutes, "end_datetime": stamp(p.Expires), "voting_status": state} {
		if slices.Contains(x.f.poll, name) {
			v[name] = value
		}
	}
	return v
}
