package practice

import "slices"

// alertEntity is https://docs.joinmastodon.org/entities/Notification/; ok is
// false when what it was about has gone.
func (c *call) alertEntity(a *alert) (v object, fine bool) {
	from := c.st.People[a.From]
	if from == nil {
		return nil, false
	}
	v = object{"id": a.ID, "type": a.Kind, "created_at": stamp(a.At), "group_key": "ungrouped-" + a.ID, "account": c.personEntity(from)}
	if a.Post == "" {
		return v, true
	}
	p := c.st.Posts[a.Post]
	if p == nil || !c.sees(c.who, p) {
		return nil, false
	}
	v["status"] = c.postEntity(p, c.who)
	return v, true
}

// alertStyle is how the model writes the ids of notifications: Mastodon counts
// them, GoToSocial gives them ids like all else.
func (c *call) alertStyle() idStyle {
	if c.traits.ids == idULID {
		return idULID
	}
	return idNumeric
}

// getAlerts is https://docs.joinmastodon.org/methods/notifications/#get.
func (c *call) getAlerts() reply {
	types, not := c.vals("types"), c.vals("exclude_types")
	if c.traits.includeTypes {
		types = append(types, c.vals("include_types")...)
	}
	blocked := func(a *alert) bool { return c.hasTie(c.who.ID, a.From).Blocking }
	account := c.val("account_id")
	keep := func(a *alert) bool {
		return (len(types) == 0 || slices.Contains(types, a.Kind)) && !slices.Contains(not, a.Kind) && !blocked(a) &&
			(account == "" || account == a.From)
	}
	w := c.window(c.alertStyle(), 40, 80)
	list := cut(c.st.Alerts[c.who.ID], w, func(a *alert) uint64 { return a.N }, keep)
	out := []object{}
	for _, a := range list {
		if v, fine := c.alertEntity(a); fine {
			out = append(out, v)
		}
	}
	if len(list) == 0 {
		return ok(out)
	}
	return ok(out).with("Link", c.links(list[0].ID, list[len(list)-1].ID, len(list) == w.limit))
}

func (c *call) getAlert() reply {
	for _, a := range c.st.Alerts[c.who.ID] {
		if a.ID == c.id() {
			if v, fine := c.alertEntity(a); fine {
				return ok(v)
			}
		}
	}
	return notFound()
}

func (c *call) dismissAlert() reply {
	list := c.st.Alerts[c.who.ID]
	rest := slices.DeleteFunc(list, func(a *alert) bool { return a.ID == c.id() })
	c.st.Alerts[c.who.ID] = rest
	return ok(object{})
}

func (c *call) clearAlerts() reply {
	delete(c.st.Alerts, c.who.ID)
	return ok(object{})
}
