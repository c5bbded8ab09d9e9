package practice

import (
	"net/http"
	"slices"
	"strings"
)

// user is a User object, which is paid for (docs.x.com/x-api/fundamentals/data-dictionary).
func (x *xSheet) user(p *person) object {
	x.xPay("user", p.ID, xPrices.user)
	return x.userView(p)
}

// userView is a User object that is paid for already.
func (x *xSheet) userView(p *person) object {
	v := object{"id": p.ID, "name": p.Name, "username": p.Username}
	for name, value := range map[string]any{
		"created_at": stamp(p.Created), "description": p.Note, "protected": false, "verified": false, "verified_type": "none", "location": "",
		"profile_image_url": x.URL() + "/avatar/" + p.ID + ".png", "url": "",
		"public_metrics": object{
			"followers_count": p.Followers, "following_count": p.Following, "tweet_count": p.Posts, "listed_count": 0, "like_count": 0, "media_count": 0,
		},
	} {
		if slices.Contains(x.f.user, name) {
			v[name] = value
		}
	}
	return v
}

// sheet begins an answer; parameters that are not allowed are refused.
func (c *call) sheet(allowed ...string) (*xSheet, *reply) {
	f, no := c.xSelect(allowed...)
	return &xSheet{call: c, f: f}, no
}

// xMe is GET /2/users/me.
func (c *call) xMe() reply {
	x, no := c.sheet()
	if no != nil {
		return *no
	}
	return x.reply(x.user(c.who), nil)
}

// xUser is GET /2/users/:id.
func (c *call) xUser() reply {
	x, no := c.sheet()
	if no != nil {
		return *no
	}
	if !digits(c.id()) {
		return xInvalid("id", c.id(), "The `id` query parameter value ["+c.id()+"] is not valid")
	}
	return x.one(c.st.People[c.id()], "id", c.id())
}

// xUserByName is GET /2/users/by/username/:username.
func (c *call) xUserByName() reply {
	x, no := c.sheet()
	if no != nil {
		return *no
	}
	name := c.r.PathValue("name")
	return x.one(c.find(name), "username", name)
}

// one is an answer about one person; one who is not there is a 200 without data.
func (x *xSheet) one(p *person, parameter, value string) reply {
	if p == nil {
		x.errors = append(x.errors, xMissing("user", parameter, value))
		return x.reply(nil, nil)
	}
	return x.reply(x.user(p), nil)
}

// xUsersByID is GET /2/users.
func (c *call) xUsersByID() reply {
	return c.xPeople("ids", func(id string) *person { return c.st.People[id] })
}

// xUsersByName is GET /2/users/by.
func (c *call) xUsersByName() reply { return c.xPeople("usernames", c.find) }

// xPeople answers about several people.
func (c *call) xPeople(parameter string, find func(string) *person) reply {
	x, no := c.sheet(parameter)
	if no != nil {
		return *no
	}
	names, no := c.xSeveral(parameter)
	if no != nil {
		return *no
	}
	var data []object
	for _, name := range names {
		if p := find(name); p != nil {
			data = append(data, x.user(p))
		} else {
			x.errors = append(x.errors, xMissing("user", parameter, name))
		}
	}
	if data == nil {
		return x.reply(nil, nil)
	}
	return x.reply(data, nil)
}

// xSeveral is a list of at most a hundred, each once.
func (c *call) xSeveral(parameter string) ([]string, *reply) {
	var out []string
	for v := range strings.SplitSeq(c.val(parameter), ",") {
		if v = strings.TrimSpace(v); v != "" && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	if len(out) < 1 || len(out) > 100 {
		p := xInvalid(parameter, c.val(parameter), "The number of values in the `"+parameter+"` query parameter list is not between 1 and 100")
		return nil, &p
	}
	return out, nil
}

// xSelf tells whether the route is about the account that asks; the refusal where it has to be.
func (c *call) xSelf() *reply {
	if c.id() == c.who.ID {
		return nil
	}
	p := xInvalid("id", c.id(), "The `id` query parameter value ["+c.id()+"] must be the same as the authenticating user ["+c.who.ID+"]")
	p.status = http.StatusForbidden
	return &p
}
