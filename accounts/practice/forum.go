package practice

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Forum is a Discourse with its API and its feeds. What answers nothing is the first post of a topic. The ready-made token of an
// account is its API key, the first account is an administrator. It is no member of Models: its API is another.
const Forum Model = "forum"

// forumTraits follow https://docs.discourse.org.
var forumTraits = traits{version: "3.6.0.beta2", nodeVersion: "3.6.0.beta2", ids: idNumeric, maxChars: 32000}

func forumDialect() *dialect {
	return &dialect{routes: forumRoutes, admit: (*call).admitForum, raw: true, limit: silentLimit, over: func() reply {
		return give(http.StatusTooManyRequests, object{"errors": []string{"You’ve performed this action too many times, please try again later."},
			"error_type": "rate_limit", "extras": object{"wait_seconds": 37, "time_left": "37 seconds"}})
	}}
}

// silentLimit counts the requests of an account, and tells nobody how many are left.
func silentLimit(c *call) (http.Header, bool) {
	l := &c.Server.limit
	if l.most == 0 || c.who == nil {
		return nil, false
	}
	_, refused := l.count("api "+c.who.ID, l.most, l.window, c.now)
	return nil, refused
}

// forumUser is the scope of the routes that want a log-in.
const forumUser = "user"

var forumRoutes = []route{
	{"GET /{$}", "", (*call).forumHome},
	{"GET /c/{slug}/{id}", "", (*call).forumHome},
	{"GET /latest.rss", "", func(c *call) reply { return c.forumFeed(func(p *post) bool { return p.Parent == "" }) }},
	{"GET /posts.rss", "", func(c *call) reply { return c.forumFeed(func(*post) bool { return true }) }},
	{"GET /about.json", "", func(c *call) reply {
		return ok(object{"about": object{"title": c.opt.Title, "description": "", "version": c.traits.version, "locale": "es"}})
	}},
	{"GET /session/current.json", "", func(c *call) reply {
		if c.who == nil {
			return forumFail(http.StatusNotFound, "not_found", "The requested URL or resource could not be found.")
		}
		return ok(object{"current_user": object{"id": json.Number(c.who.ID), "username": c.who.Username, "name": c.who.Name, "admin": c.forumStaff(c.who), "moderator": false}})
	}},
	{"GET /posts.json", "", (*call).forumLatest},
	{"POST /posts.json", forumUser, (*call).forumWrite},
	{"GET /posts/{file}", "", func(c *call) reply { return c.forumPost(c.st.Posts[c.forumFile()]) }},
	{"PUT /posts/{file}", forumUser, (*call).forumEdit},
	{"DELETE /posts/{file}", forumUser, (*call).forumDelete},
	{"GET /posts/by_number/{topic}/{file}", "", func(c *call) reply {
		n, _ := strconv.Atoi(c.forumFile())
		return c.forumPost(c.forumNumber(c.r.PathValue("topic"), n))
	}},
	{"POST /post_actions.json", forumUser, (*call).forumLike},
	{"DELETE /post_actions/{file}", forumUser, (*call).forumUnlike},
	{"GET /t/{topic}/{file}", "", (*call).forumTopic},
	{"GET /user_actions.json", "", (*call).forumActions},
	{"GET /search.json", "", (*call).forumSearch},
}

// forumFile is the last part of the path without ".json".
func (c *call) forumFile() string { return strings.TrimSuffix(c.r.PathValue("file"), ".json") }

// forumFail is an error as Discourse writes it.
func forumFail(status int, kind, message string) reply {
	return give(status, object{"errors": []string{message}, "error_type": kind})
}

func forumAbsent() reply {
	return forumFail(http.StatusNotFound, "not_found", "The requested URL or resource could not be found.")
}

// admitForum finds out who asks. A wrong key is refused everywhere.
func (c *call) admitForum(scope string) *reply {
	key, user := c.r.Header.Get("Api-Key"), c.r.Header.Get("Api-Username")
	var no reply
	if key == "" {
		if scope == "" {
			return nil
		}
		no = forumFail(http.StatusForbidden, "not_logged_in", "You need to be logged in to do that.")
		return &no
	}
	c.tok, c.who = c.st.Tokens[key], c.find(user)
	if c.tok == nil || c.tok.Revoked || c.who == nil || c.tok.Person != c.who.ID {
		no = forumFail(http.StatusForbidden, "invalid_access", "You are not permitted to view the requested resource. The API username or key is invalid.")
		return &no
	}
	return nil
}

// forumStaff tells whether somebody may everything: the first with an account.
func (s *Server) forumStaff(p *person) bool {
	list := s.residents()
	return len(list) > 0 && list[0] == p && !p.Suspended
}

func (c *call) forumHome() reply {
	return c.newsPage("<p>Foro", `<meta name="generator" content="Discourse `+c.traits.version+`">`+
		`<link rel="alternate" type="application/rss+xml" title="Latest posts" href="/posts.rss">`+
		`<link rel="alternate" type="application/rss+xml" title="Latest topics" href="/latest.rss">`).with("X-Discourse-Route", "list/latest")
}

// forumRoot is the first post of the topic of a post.
func (s *Server) forumRoot(p *post) *post {
	for up := s.st.Posts[p.Parent]; up != nil; up = s.st.Posts[p.Parent] {
		p = up
	}
	return p
}

// forumStream are the posts of a topic in order, those that were deleted too: numbers are given once.
func (s *Server) forumStream(root *post) []*post {
	out := []*post{root}
	for n := 0; n < len(out); n++ {
		for _, r := range s.ix.replies[out[n].ID] {
			if r.Boost == "" {
				out = append(out, r)
			}
		}
	}
	slices.SortStableFunc(out[1:], byNumber)
	return out
}

func (s *Server) forumNumberOf(p *post) int {
	return slices.Index(s.forumStream(s.forumRoot(p)), p) + 1
}

// forumNumber is the post of a number in a topic, nil when there is none.
func (s *Server) forumNumber(topic string, n int) *post {
	root := s.st.Posts[topic]
	if root == nil || root.Parent != "" {
		return nil
	}
	if list := s.forumStream(root); n > 0 && n <= len(list) {
		return list[n-1]
	}
	return nil
}

// forumEntity is a post as every list has it; a topic has the number of its first post.
func (c *call) forumEntity(p *post) object {
	root, by := c.forumRoot(p), c.st.People[p.Author]
	cooked := c.content(p)
	v := object{"id": json.Number(p.ID), "username": by.Username, "name": by.Name, "user_id": json.Number(by.ID), "created_at": stamp(p.Created),
		"cooked": cooked, "raw": wireText(p.Text), "post_number": c.forumNumberOf(p), "post_type": 1, "topic_id": json.Number(root.ID),
		"topic_slug": "tema", "topic_title": headline(root.Text), "category_id": c.forumCategory(root), "reply_count": c.countReplies(p),
		"reply_to_post_number": nil, "deleted_at": nil, "user_deleted": p.gone(), "yours": c.who == by}
	if up := c.st.Posts[p.Parent]; up != nil {
		to := c.st.People[up.Author]
		v["reply_to_post_number"], v["reply_to_user"] = c.forumNumberOf(up), object{"username": to.Username, "name": to.Name}
	}
	if len(p.Likes) > 0 {
		v["actions_summary"] = []object{{"id": 2, "count": len(p.Likes), "acted": c.who != nil && slices.Contains(p.Likes, c.who.ID)}}
	}
	return v
}

// forumCategory is the category of a topic: the one it was opened in, which stands in its Spoiler, else the first.
func (s *Server) forumCategory(root *post) int {
	if n, err := strconv.Atoi(string(root.Spoiler)); err == nil {
		return n
	}
	return 1
}

func (c *call) forumPost(p *post) reply {
	if p == nil || p.Boost != "" || p.gone() && p.Author != "" && c.who == nil {
		return forumAbsent()
	}
	return ok(c.forumEntity(p))
}

// forumLatest lists the newest posts; "before" is the newest that is listed.
func (c *call) forumLatest() reply {
	before := ^uint64(0)
	if v := c.val("before"); v != "" && v != "0" {
		before = c.traits.ids.parse(v)
	}
	out := []object{}
	for _, p := range slices.Backward(c.ix.order) {
		if p.N <= before && !p.gone() && p.Boost == "" {
			out = append(out, c.forumEntity(p))
		}
		if len(out) == 50 {
			break
		}
	}
	return ok(object{"latest_posts": out})
}

// forumWrite makes a post or a topic.
func (c *call) forumWrite() reply {
	var in struct {
		Raw, Title        string
		Category          int
		Topic             json.Number `json:"topic_id"`
		ReplyToPostNumber int         `json:"reply_to_post_number"`
	}
	if json.Unmarshal(c.raw, &in) != nil {
		return forumFail(http.StatusBadRequest, "invalid_parameters", "You supplied invalid parameters to the request: raw")
	}
	refuse := func(format string, args ...any) reply {
		return give(http.StatusUnprocessableEntity, object{"action": "create_post", "errors": []string{fmt.Sprintf(format, args...)}})
	}
	d := draft{text: in.Raw, visibility: "public", arrived: true, key: c.r.Header.Get("Idempotency-Key")}
	switch n := utf8.RuneCountInString(in.Raw); {
	case strings.TrimSpace(in.Raw) == "":
		return refuse("Body can't be blank")
	case n > c.traits.maxChars:
		return refuse("Body is limited to %d characters; you entered %d: it is too long.", c.traits.maxChars, n)
	}
	if in.Topic != "" {
		root := c.st.Posts[in.Topic.String()]
		if root == nil || root.gone() || root.Parent != "" {
			return forumAbsent()
		}
		to := c.forumNumber(root.ID, max(in.ReplyToPostNumber, 1))
		if to == nil {
			return refuse("The post you are replying to is gone")
		}
		d.parent, d.to = to.ID, []string{to.Author}
	} else if strings.TrimSpace(in.Title) == "" {
		return refuse("Title can't be blank")
	} else if in.Category > 0 {
		d.spoiler = wireText(strconv.Itoa(in.Category))
	}
	for _, p := range c.ix.byAuthor[c.who.ID] {
		if p.Arrived && !p.gone() && p.Text == in.Raw && p.Parent == d.parent {
			return refuse("Body is too similar to what you recently posted")
		}
	}
	return ok(c.forumEntity(c.commit(c.who, d)))
}

// forumOwn is the post of the route where the account may change it.
func (c *call) forumOwn() (*post, *reply) {
	p := c.st.Posts[c.forumFile()]
	var no reply
	switch {
	case p == nil:
		no = forumAbsent()
	case p.gone(), p.Author != c.who.ID && !c.forumStaff(c.who):
		no = forumFail(http.StatusForbidden, "invalid_access", "You are not permitted to view the requested resource.")
	default:
		return p, nil
	}
	return nil, &no
}

func (c *call) forumEdit() reply {
	p, no := c.forumOwn()
	if no != nil {
		return *no
	}
	var in struct{ Post struct{ Raw string } }
	if json.Unmarshal(c.raw, &in) != nil || in.Post.Raw == "" {
		return forumFail(http.StatusBadRequest, "invalid_parameters", "You supplied invalid parameters to the request: post")
	}
	if in.Post.Raw != p.Text {
		p.Versions = append(p.Versions, version{Text: p.Text, At: c.now})
		p.Text, p.Edited = in.Post.Raw, c.now
	}
	return ok(object{"post": c.forumEntity(p)})
}

func (c *call) forumDelete() reply {
	p, no := c.forumOwn()
	if no != nil {
		return *no
	}
	c.remove(p, c.now)
	return reply{status: http.StatusOK, header: http.Header{}}
}

// forumLike likes a post; a second time is refused.
func (c *call) forumLike() reply {
	var in struct {
		ID   json.Number
		Type int `json:"post_action_type_id"`
	}
	p := (*post)(nil)
	if json.Unmarshal(c.raw, &in) == nil {
		p = c.st.Posts[in.ID.String()]
	}
	switch {
	case p == nil || p.gone():
		return forumAbsent()
	case in.Type != 2 || p.Author == c.who.ID || slices.Contains(p.Likes, c.who.ID):
		return forumFail(http.StatusForbidden, "invalid_access", "You are not permitted to view the requested resource.")
	}
	c.favourite(c.who.ID, p.ID, c.now)
	return ok(c.forumEntity(p))
}

func (c *call) forumUnlike() reply {
	p := c.st.Posts[c.forumFile()]
	if p == nil || !slices.Contains(p.Likes, c.who.ID) {
		return forumAbsent()
	}
	p.Likes = without(p.Likes, c.who.ID)
	return ok(c.forumEntity(p))
}
