package practice

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"vocero/accounts"
)

// xRoutesV1 are the calls of the old API, at the address of X and at that of Friendica (developer.x.com/en/docs/x-api/v1,
// github.com/friendica/friendica, src/Module/Api/Twitter).
func xRoutesV1() []route {
	var list []route
	for _, root := range []string{"/1.1/", "/api/"} {
		list = append(list, route{"GET " + root + "account/verify_credentials.json", xRead, (*call).xVerify}, route{root, xRead, (*call).x453})
		for _, r := range []route{
			{"POST statuses/update.json", xWrite, (*call).xOldCreate},
			{"POST statuses/destroy/{id}", xWrite, (*call).xOldDelete},
			{"GET statuses/show.json", xRead, (*call).xOldShow},
			{"GET statuses/show/{id}", xRead, (*call).xOldShow},
			{"GET statuses/lookup.json", xRead, (*call).xOldLookup},
			{"POST statuses/retweet/{id}", xWrite, (*call).xOldRepost},
			{"POST statuses/unretweet/{id}", xWrite, (*call).xOldUnrepost},
			{"GET statuses/user_timeline.json", xRead, (*call).xOldOwn},
			{"GET statuses/mentions_timeline.json", xRead, (*call).xOldMentions},
			{"GET search/tweets.json", xRead, (*call).xOldSearch},
			{"POST favorites/create.json", xWrite, (*call).xOldLike},
			{"POST favorites/destroy.json", xWrite, (*call).xOldUnlike},
			{"GET favorites/list.json", xRead, (*call).xOldLikes},
			{"GET users/show.json", xRead, (*call).xOldProfile},
			{"POST friendships/create.json", xWrite, (*call).xOldFollow},
			{"POST friendships/destroy.json", xWrite, (*call).xOldFollow},
			{"GET application/rate_limit_status.json", xRead, func(c *call) reply { return ok(object{"rate_limit_context": object{}, "resources": object{}}) }},
		} {
			method, path, _ := strings.Cut(r.pattern, " ")
			list = append(list, route{method + " " + root + path, r.scope, ifV1(r.do)})
		}
	}
	return list
}

// ifV1 serves a call where the old API is served in full.
func ifV1(do func(*call) reply) func(*call) reply {
	return func(c *call) reply {
		if !c.xs().V1 {
			return c.x453()
		}
		c.addForm()
		return do(c)
	}
}

// addForm adds the fields of a body to those of the query.
func (c *call) addForm() {
	if v, err := url.ParseQuery(string(c.raw)); err == nil {
		for name, list := range v {
			c.form[name] = append(c.form[name], list...)
		}
	}
}

// friendly tells whether the request is for Friendica, which has neither the rules of X nor its links.
func (c *call) friendly() bool { return strings.HasPrefix(c.r.URL.Path, "/api/") }

// x453 is the answer to what an account on a plan of today may not ask.
func (c *call) x453() reply {
	return xOld(http.StatusForbidden, 453, "You currently have access to a subset of X API V2 endpoints and limited v1.1 endpoints (e.g. media post, oauth) only. "+
		"If you need access to this endpoint, you may need a different access level. You can learn more here: https://developer.x.com/en/portal/product")
}

// xVerify is account/verify_credentials, which is always served.
func (c *call) xVerify() reply {
	level := "read"
	if a := c.st.Apps[c.tok.App]; a != nil && strings.Contains(a.Scope, "write") {
		level = "read-write"
	}
	return ok(c.xOldUser(c.who)).with("X-Access-Level", level)
}

// oldID is the id that the query or the address names, there with .json behind it.
func (c *call) oldID() string {
	if id := c.id(); id != "" {
		return strings.TrimSuffix(id, ".json")
	}
	return c.val("id")
}

// oldPost is the post that a request names.
func (c *call) oldPost() (*post, *reply) {
	if p := c.st.Posts[c.oldID()]; p != nil && c.sees(nil, p) {
		return p, nil
	}
	no := xOld(http.StatusNotFound, 144, "No status found with that ID.")
	return nil, &no
}

// xOldCreate is statuses/update; the rules of X hold at its address alone.
func (c *call) xOldCreate() reply {
	in := xNewPost{Text: c.val("status")}
	if id := c.val("in_reply_to_status_id"); id != "" && c.st.Posts[id] != nil {
		in.Reply = &xNewReply{To: id}
	}
	if ids := c.val("media_ids"); ids != "" {
		in.Media = &xNewMedia{IDs: strings.Split(ids, ",")}
	}
	if no := c.oldWrong(in); no != nil {
		return *no
	}
	d := draft{text: in.Text, visibility: "public", key: c.r.Header.Get("Idempotency-Key"), arrived: true}
	if in.Reply != nil {
		d.parent = in.Reply.To
		d.to = append(d.to, c.st.Posts[d.parent].Author)
	}
	if in.Media != nil {
		d.media = in.Media.IDs
	}
	for _, who := range c.xNamed(in.Text) {
		d.to = append(d.to, who.ID)
	}
	return ok(c.xOldPost(c.commit(c.who, d)))
}

// oldWrong is what is against a post, nil for nothing.
func (c *call) oldWrong(in xNewPost) *reply {
	var p reply
	var allowed bool
	if in.Reply != nil {
		allowed, _ = c.xMayAnswer(in.Reply.To)
	}
	switch {
	case strings.TrimSpace(in.Text) == "" && in.Media == nil:
		p = xOld(http.StatusForbidden, 170, "Missing required parameter: status.")
	case in.Media != nil && !c.xAttachable(in.Media.IDs):
		p = xOld(http.StatusBadRequest, 324, "The validation of media ids failed.")
	case c.friendly():
		return nil
	case accounts.XLimits().Count.Count(in.counted(), "") > c.xChars(c.who):
		p = xOld(http.StatusForbidden, 186, "Tweet needs to be a bit shorter.")
	case in.Reply != nil && !allowed:
		p = xOld(http.StatusForbidden, 433, "The original Tweet author restricted who can reply to this Tweet.")
	case c.xSaid(in):
		p = xOld(http.StatusForbidden, 187, "Status is a duplicate.")
	default:
		return nil
	}
	return &p
}

// xOldDelete is statuses/destroy.
func (c *call) xOldDelete() reply {
	p, no := c.oldPost()
	switch {
	case no != nil:
		return *no
	case p.Author != c.who.ID:
		return xOld(http.StatusForbidden, 183, "You may not delete another user's status.")
	}
	v := c.xOldPost(p)
	c.remove(p, c.now)
	return ok(v)
}

// xOldShow is statuses/show.
func (c *call) xOldShow() reply {
	p, no := c.oldPost()
	if no != nil {
		return *no
	}
	return ok(c.xOldPost(p))
}

// xOldLookup is statuses/lookup: what is not there is left out.
func (c *call) xOldLookup() reply {
	out := []object{}
	for id := range strings.SplitSeq(c.val("id"), ",") {
		if p := c.st.Posts[id]; p != nil && c.sees(nil, p) {
			out = append(out, c.xOldPost(p))
		}
	}
	return ok(out)
}

// xOldRepost is statuses/retweet.
func (c *call) xOldRepost() reply {
	p, no := c.oldPost()
	switch {
	case no != nil:
		return *no
	case c.boostOf(c.who.ID, p) != nil:
		return xOld(http.StatusForbidden, 327, "You have already retweeted this Tweet.")
	}
	b := c.st.Posts[c.reblog(c.who.ID, p.ID, time.Time{})]
	b.Arrived = true
	return ok(c.xOldPost(b))
}

// xOldUnrepost is statuses/unretweet.
func (c *call) xOldUnrepost() reply {
	p, no := c.oldPost()
	if no != nil {
		return *no
	}
	if b := c.boostOf(c.who.ID, p); b != nil {
		c.remove(b, c.now)
	}
	return ok(c.xOldPost(p))
}

// xOldLike is favorites/create.
func (c *call) xOldLike() reply {
	p, no := c.oldPost()
	switch {
	case no != nil:
		return *no
	case slices.Contains(p.Likes, c.who.ID):
		return xOld(http.StatusForbidden, 139, "You have already favorited this status.")
	}
	c.favourite(c.who.ID, p.ID, c.now)
	return ok(c.xOldPost(p))
}

// xOldUnlike is favorites/destroy.
func (c *call) xOldUnlike() reply {
	p, no := c.oldPost()
	if no != nil {
		return *no
	}
	p.Likes = without(p.Likes, c.who.ID)
	return ok(c.xOldPost(p))
}

// xOldProfile is users/show.
func (c *call) xOldProfile() reply {
	p := c.st.People[c.val("user_id")]
	if name := c.val("screen_name"); name != "" {
		p = c.find(name)
	}
	if p == nil {
		return xOld(http.StatusNotFound, 50, "User not found.")
	}
	return ok(c.xOldUser(p))
}

// oldList answers with the newest posts that fit, below max_id (included) and above since_id.
func (c *call) oldList(list []*post, most int, fits func(*post) bool) []object {
	n, err := strconv.Atoi(c.val("count"))
	if err != nil || n < 1 {
		n = 20
	}
	since, until := c.traits.ids.parse(c.val("since_id")), c.traits.ids.parse(c.val("max_id"))
	out := []object{}
	for _, p := range slices.Backward(list) {
		if p.gone() || !c.sees(nil, p) || !fits(p) {
			continue
		}
		if most--; most < 0 || p.N <= since || len(out) == min(n, 200) {
			break
		}
		if until == 0 || p.N <= until {
			out = append(out, c.xOldPost(p))
		}
	}
	return out
}

// xOldOwn is statuses/user_timeline.
func (c *call) xOldOwn() reply {
	who := c.who
	if id := c.val("user_id"); id != "" {
		who = c.st.People[id]
	} else if name := c.val("screen_name"); name != "" {
		who = c.find(name)
	}
	if who == nil {
		return xOld(http.StatusNotFound, 34, "Sorry, that page does not exist.")
	}
	return ok(c.oldList(c.ix.byAuthor[who.ID], 3200, func(p *post) bool {
		return !(p.Boost != "" && c.val("include_rts") == "false") && !(p.Parent != "" && c.flag("exclude_replies"))
	}))
}

// xOldMentions is statuses/mentions_timeline.
func (c *call) xOldMentions() reply {
	return ok(c.oldList(c.ix.order, 800, func(p *post) bool {
		return p.Author != c.who.ID && p.Boost == "" && slices.Contains(p.Mentions, c.who.ID)
	}))
}

// xOldLikes is favorites/list.
func (c *call) xOldLikes() reply {
	return ok(c.oldList(c.ix.order, 3200, func(p *post) bool { return slices.Contains(p.Likes, c.who.ID) }))
}

// xOldSearch is search/tweets.
func (c *call) xOldSearch() reply {
	m, wrong := c.readQuery(c.val("q"))
	if c.val("q") == "" || wrong != "" {
		return xOld(http.StatusForbidden, 195, "Missing or invalid url parameter.")
	}
	list := c.oldList(c.ix.order, maxPosts, func(p *post) bool { return p.Boost == "" && m(p) })
	return ok(object{"statuses": list, "search_metadata": object{"query": c.val("q"), "count": len(list), "since_id_str": c.val("since_id")}})
}
