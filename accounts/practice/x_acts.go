package practice

import (
	"net/http"
	"time"
)

// xHide is PUT /2/tweets/:id/hidden: the author of the first post of a conversation hides an answer in it, or shows it again
// (docs.x.com/x-api/posts/hide-replies).
func (c *call) xHide() reply {
	var in struct {
		Hidden *bool `json:"hidden"`
	}
	if no := c.xBody(&in); no != nil {
		return *no
	}
	if in.Hidden == nil {
		return xInvalid("hidden", "", "hidden is required")
	}
	p := c.st.Posts[c.id()]
	if p == nil || !c.sees(nil, p) {
		return give(http.StatusNotFound, xMissing("tweet", "id", c.id()))
	}
	if root := c.st.Posts[c.xRoot(p)]; root == nil || root == p || root.Author != c.who.ID {
		return xDenied(xForbidden)
	}
	if no := c.xCharge(xPrices.manage); no != nil {
		return *no
	}
	e := c.extra(p)
	e.Hidden = *in.Hidden
	c.xs().Extra[p.ID] = &e
	return ok(object{"data": object{"hidden": e.Hidden}})
}

// IsHidden tells whether an answer has been hidden, the oracle of the tests.
func (s *Server) IsHidden(statusID string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.st.Posts[statusID]
	return p != nil && s.extra(p).Hidden
}

// xTarget is the person that a body or the route names.
func (c *call) xTarget(id string) (*person, *reply) {
	if no := c.xSelf(); no != nil {
		return nil, no
	}
	p := c.st.People[id]
	if p == nil || p == c.who {
		no := xInvalid("target_user_id", id, "The `target_user_id` ["+id+"] is not that of another user")
		return nil, &no
	}
	return p, nil
}

// xMute is POST /2/users/:id/muting.
func (c *call) xMute() reply {
	var in struct {
		Target string `json:"target_user_id"`
	}
	if no := c.xBody(&in); no != nil {
		return *no
	}
	who, no := c.xTarget(in.Target)
	if no != nil {
		return *no
	}
	if no := c.xCharge(xPrices.private); no != nil {
		return *no
	}
	t := c.tie(c.who.ID, who.ID)
	t.Muting, t.MutingAlerts = true, true
	return ok(object{"data": object{"muting": true}})
}

// xUnmute is DELETE /2/users/:id/muting/:target.
func (c *call) xUnmute() reply {
	who, no := c.xTarget(c.r.PathValue("target"))
	if no != nil {
		return *no
	}
	if no := c.xCharge(xPrices.unmute); no != nil {
		return *no
	}
	t := c.tie(c.who.ID, who.ID)
	t.Muting, t.MutingAlerts = false, false
	return ok(object{"data": object{"muting": false}})
}

// xMuted is GET /2/users/:id/muting.
func (c *call) xMuted() reply {
	x, no := c.sheet("max_results", "pagination_token")
	if no != nil {
		return *no
	}
	if no := c.xSelf(); no != nil {
		return *no
	}
	var data []object
	for _, p := range c.ix.byName {
		if c.hasTie(c.who.ID, p.ID).Muting {
			data = append(data, x.mutedUser(p))
		}
	}
	if data == nil {
		return x.reply(nil, object{"result_count": 0})
	}
	return x.reply(data, object{"result_count": len(data)})
}

// mutedUser is a user that costs what a mute does.
func (x *xSheet) mutedUser(p *person) object {
	price := xPrices.mute
	x.xPay("mute", p.ID, price)
	return x.userView(p)
}

// xRepost is POST /2/users/:id/retweets.
func (c *call) xRepost() reply {
	var in struct {
		ID string `json:"tweet_id"`
	}
	if no := c.xBody(&in); no != nil {
		return *no
	}
	if no := c.xSelf(); no != nil {
		return *no
	}
	p := c.st.Posts[in.ID]
	if p == nil || !c.sees(nil, p) {
		return give(http.StatusNotFound, xMissing("tweet", "tweet_id", in.ID))
	}
	if c.boostOf(c.who.ID, p) != nil {
		return xDenied("You cannot retweet a Tweet that you have already retweeted.")
	}
	if no := c.xCharge(xPrices.interact); no != nil {
		return *no
	}
	id := c.reblog(c.who.ID, p.ID, time.Time{})
	c.st.Posts[id].Arrived = true
	return ok(object{"data": object{"retweeted": true, "rest_id": id}})
}

// xUnrepost is DELETE /2/users/:id/retweets/:source.
func (c *call) xUnrepost() reply {
	if no := c.xSelf(); no != nil {
		return *no
	}
	if no := c.xCharge(xPrices.undo); no != nil {
		return *no
	}
	if p := c.st.Posts[c.r.PathValue("target")]; p != nil {
		if b := c.boostOf(c.who.ID, p); b != nil {
			c.remove(b, c.now)
		}
	}
	return ok(object{"data": object{"retweeted": false}})
}

// xNotSold is the answer to what small customers can no longer do: follow, like, block (docs.x.com/changelog, 2026-04-20).
func (c *call) xNotSold() reply {
	return give(http.StatusForbidden, object{
		"client_id": c.payer(), "reason": "client-not-enrolled", "required_enrollment": "Appropriate Level of API Access", "title": "Client Forbidden",
		"detail": "This endpoint is not part of the level of access of this client.", "type": xProblems + "client-forbidden",
	})
}
