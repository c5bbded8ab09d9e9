package practice

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// xSpan is which posts of a list are wanted.
type xSpan struct {
	size         int
	since, until uint64 // ids, neither of them included
	from, to     time.Time
	below, above uint64 // from a pagination token: only older, or only newer ones
}

// xSpanParams are the parameters of every list of posts.
var xSpanParams = []string{"max_results", "pagination_token", "start_time", "end_time", "since_id", "until_id"}

// xSpan reads them; next_token is another name of pagination_token in searches.
func (c *call) xSpan(usual, least int) (xSpan, *reply) {
	var s xSpan
	var no [5]*reply
	s.size, no[0] = c.xNumber("max_results", usual, least, 100)
	s.since, no[1] = c.xID("since_id")
	s.until, no[2] = c.xID("until_id")
	s.from, no[3] = c.xTime("start_time")
	s.to, no[4] = c.xTime("end_time")
	for _, p := range no {
		if p != nil {
			return s, p
		}
	}
	for _, name := range []string{"pagination_token", "next_token"} {
		raw := c.val(name)
		if raw == "" {
			continue
		}
		n, err := strconv.ParseUint(raw[min(1, len(raw)):], 36, 64)
		switch {
		case err == nil && raw[0] == 'n':
			s.below = n
		case err == nil && raw[0] == 'p':
			s.above = n
		default:
			p := xInvalid(name, raw, "The `"+name+"` query parameter value ["+raw+"] is not valid")
			return s, &p
		}
	}
	return s, nil
}

func (s xSpan) holds(p *post) bool {
	switch {
	case s.since > 0 && p.N <= s.since, s.until > 0 && p.N >= s.until:
		return false
	case s.below > 0 && p.N >= s.below, s.above > 0 && p.N <= s.above:
		return false
	case !s.from.IsZero() && p.Created.Before(s.from), !s.to.IsZero() && !p.Created.Before(s.to):
		return false
	}
	return true
}

// xList answers with a page of posts, the newest first, out of the newest most that fit.
func (x *xSheet) list(list []*post, s xSpan, most int, fits func(*post) bool) reply {
	var found []*post
	for _, p := range slices.Backward(list) {
		if p.gone() || !x.sees(nil, p) || !fits(p) {
			continue
		}
		if most--; most < 0 {
			break
		}
		if s.holds(p) {
			found = append(found, p)
		}
	}
	more := len(found) > s.size
	if s.above > 0 {
		found = found[max(0, len(found)-s.size):]
	} else {
		found = found[:min(len(found), s.size)]
	}
	meta := object{"result_count": len(found)}
	if len(found) == 0 {
		return x.reply(nil, meta)
	}
	data := []object{}
	for _, p := range found {
		data = append(data, x.read(p))
	}
	first, last := found[0], found[len(found)-1]
	meta["newest_id"], meta["oldest_id"] = first.ID, last.ID
	if more && s.above == 0 || s.above > 0 {
		meta["next_token"] = "n" + strconv.FormatUint(last.N, 36)
	}
	if s.below > 0 || s.above > 0 && more {
		meta["previous_token"] = "p" + strconv.FormatUint(first.N, 36)
	}
	return x.reply(data, meta)
}

// xTimeline begins an answer with posts of or to the person that the route names.
func (c *call) xTimeline(allowed ...string) (*xSheet, xSpan, *reply) {
	x, no := c.sheet(append(allowed, xSpanParams...)...)
	if no != nil {
		return x, xSpan{}, no
	}
	s, no := c.xSpan(10, 5)
	if no != nil {
		return x, s, no
	}
	if c.st.People[c.id()] == nil {
		x.errors = append(x.errors, xMissing("user", "id", c.id()))
		p := x.reply(nil, nil)
		return x, s, &p
	}
	x.owned = c.who != nil && c.who.ID == c.id() && c.xs().Owners[c.tok.App] == c.who.ID
	return x, s, nil
}

// xOwnPosts is GET /2/users/:id/tweets: the newest 3,200.
func (c *call) xOwnPosts() reply {
	x, s, no := c.xTimeline("exclude")
	if no != nil {
		return *no
	}
	not := strings.Split(c.val("exclude"), ",")
	return x.list(c.ix.byAuthor[c.id()], s, 3200, func(p *post) bool {
		return !(p.Boost != "" && slices.Contains(not, "retweets") || p.Parent != "" && slices.Contains(not, "replies"))
	})
}

// xMentions is GET /2/users/:id/mentions: the newest 800.
func (c *call) xMentions() reply {
	x, s, no := c.xTimeline()
	if no != nil {
		return *no
	}
	id := c.id()
	return x.list(c.ix.order, s, 800, func(p *post) bool {
		t := c.hasTie(id, p.Author)
		return p.Author != id && p.Boost == "" && slices.Contains(p.Mentions, id) && !t.Muting && !t.Blocking
	})
}

// xPostByID is GET /2/tweets/:id; a post that is not there is a 200 without data.
func (c *call) xPostByID() reply {
	x, no := c.sheet()
	if no != nil {
		return *no
	}
	if !digits(c.id()) {
		return xInvalid("id", c.id(), "The `id` query parameter value ["+c.id()+"] is not valid")
	}
	p := c.st.Posts[c.id()]
	if p == nil || !c.sees(nil, p) {
		x.errors = append(x.errors, xMissing("tweet", "id", c.id()))
		return x.reply(nil, nil)
	}
	return x.reply(x.read(p), nil)
}

// xPostsByID is GET /2/tweets: what is not there stands in the list of errors.
func (c *call) xPostsByID() reply {
	x, no := c.sheet("ids")
	if no != nil {
		return *no
	}
	ids, no := c.xSeveral("ids")
	if no != nil {
		return *no
	}
	var data []object
	for _, id := range ids {
		if !digits(id) {
			return xInvalid("ids", id, "The `ids` query parameter value ["+id+"] is not valid")
		}
		if p := c.st.Posts[id]; p != nil && c.sees(nil, p) {
			data = append(data, x.read(p))
		} else {
			x.errors = append(x.errors, xMissing("tweet", "ids", id))
		}
	}
	if data == nil {
		return x.reply(nil, nil)
	}
	return x.reply(data, nil)
}
