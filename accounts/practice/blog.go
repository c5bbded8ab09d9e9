package practice

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Blog is a WordPress with its REST API and its feeds. What its own people post in fixtures are articles; everything else is a
// comment, on what it answers or on the newest article. The ready-made token of an account is its application password. It is no
// member of Models: its API is another.
const Blog Model = "blog"

// blogTraits follow https://developer.wordpress.org/rest-api/reference/.
var blogTraits = traits{version: "6.9", nodeVersion: "6.9", ids: idNumeric, maxChars: 65525}

func blogDialect() *dialect {
	return &dialect{routes: blogRoutes, admit: (*call).admitBlog, raw: true, limit: silentLimit,
		over: func() reply { return wpFail(http.StatusTooManyRequests, "too_many_requests", "Too Many Requests") }}
}

// blogUser is the scope of the routes that want a log-in.
const blogUser = "user"

var blogRoutes = []route{
	{"GET /{$}", "", func(c *call) reply {
		p := c.newsPage("<p>Blog", `<meta name="generator" content="WordPress `+c.traits.version+`"><link rel="https://api.w.org/" href="/wp-json/">`+
			`<link rel="alternate" type="application/rss+xml" title="Blog &raquo; Feed" href="/feed/">`+
			`<link rel="alternate" type="application/rss+xml" title="Blog &raquo; Comentarios" href="/comments/feed/">`)
		return p.with("Link", "<"+c.URL()+`/wp-json/>; rel="https://api.w.org/"`)
	}},
	{"GET /feed/{$}", "", func(c *call) reply { return c.blogFeed(func(p *post) bool { return c.blogHead(p) == p }) }},
	{"GET /comments/feed/{$}", "", func(c *call) reply {
		return c.blogFeed(func(p *post) bool { return c.blogHead(p) != p && p.Visibility != blogHold })
	}},
	{"GET /wp-json/{$}", "", func(c *call) reply {
		return ok(object{"name": c.opt.Title, "description": "", "url": c.URL(), "home": c.URL(), "namespaces": []string{"oembed/1.0", "wp/v2"},
			"authentication": object{"application-passwords": object{"endpoints": object{"authorization": c.URL() + "/wp-admin/authorize-application.php"}}}})
	}},
	{"GET /wp-json/wp/v2/users/me", blogUser, func(c *call) reply {
		return ok(object{"id": json.Number(c.who.ID), "name": c.who.Name, "slug": c.who.Username, "link": c.URL() + "/author/" + c.who.Username + "/",
			"capabilities": object{"moderate_comments": !c.who.Suspended}})
	}},
	{"GET /wp-json/wp/v2/comments", "", (*call).blogComments},
	{"POST /wp-json/wp/v2/comments", blogUser, (*call).blogWrite},
	{"GET /wp-json/wp/v2/comments/{id}", "", (*call).blogComment},
	{"POST /wp-json/wp/v2/comments/{id}", blogUser, (*call).blogChange},
	{"DELETE /wp-json/wp/v2/comments/{id}", blogUser, (*call).blogTrash},
	{"GET /wp-json/wp/v2/posts/{id}", "", (*call).blogArticle},
}

// blogHold is Say.Visibility of a comment that waits for approval.
const blogHold = "hold"

// wpFail is an error as the REST API writes it.
func wpFail(status int, code, message string) reply {
	return give(status, object{"code": code, "message": message, "data": object{"status": status}})
}

// admitBlog finds out who asks. A wrong password is refused everywhere, as WordPress does.
func (c *call) admitBlog(scope string) *reply {
	refuse := func(status int, code, message string) *reply {
		p := wpFail(status, code, message)
		return &p
	}
	user, password, given := c.r.BasicAuth()
	if !given {
		if scope == "" {
			return nil
		}
		return refuse(http.StatusUnauthorized, "rest_not_logged_in", "You are not currently logged in.")
	}
	c.tok = c.st.Tokens[strings.ReplaceAll(password, " ", "")]
	p := c.find(user)
	switch {
	case p == nil || !p.resident():
		return refuse(http.StatusUnauthorized, "invalid_username", "Unknown username. Check again or try your email address.")
	case c.tok == nil || c.tok.Revoked || c.tok.Person != p.ID:
		return refuse(http.StatusUnauthorized, "incorrect_password", "The provided password is an invalid application password.")
	}
	c.who = p
	return nil
}

// blogHead is what a post hangs on: itself where it is one, nil for the first article that every blog is born with.
func (s *Server) blogHead(p *post) *post {
	for up := s.st.Posts[p.Parent]; up != nil; up = s.st.Posts[p.Parent] {
		p = up
	}
	if s.st.People[p.Author].resident() && !p.Arrived {
		return p
	}
	for _, a := range slices.Backward(s.ix.order) {
		if a.N < p.N && a.Parent == "" && a.Boost == "" && !a.Arrived && !a.gone() && s.st.People[a.Author].resident() {
			return a
		}
	}
	return nil
}

// born is the number of the article that every blog is born with.
const born = "1"

func (s *Server) blogPost(p *post) string {
	if a := s.blogHead(p); a != nil {
		return a.ID
	}
	return born
}

// blogEntity is a comment (https://developer.wordpress.org/rest-api/reference/comments/#schema).
func (c *call) blogEntity(p *post) object {
	author, on := c.st.People[p.Author], c.blogPost(p)
	parent, by, status := "0", "0", "approved"
	if up := c.st.Posts[p.Parent]; up != nil && c.blogHead(up) != up {
		parent = up.ID
	}
	if author.resident() {
		by = author.ID
	}
	switch {
	case p.gone():
		status = "trash"
	case p.Visibility == blogHold:
		status = blogHold
	}
	content := object{"rendered": c.content(p)}
	if p.Arrived {
		content = object{"rendered": wireText("<p>" + strings.ReplaceAll(strings.ReplaceAll(p.Text, "\n\n", "</p><p>"), "\n", "<br />\n") + "</p>\n")}
	}
	if c.val("context") == "edit" {
		content["raw"] = wireText(p.Text)
	}
	return object{"id": json.Number(p.ID), "post": json.Number(on), "parent": json.Number(parent), "author": json.Number(by), "author_name": author.Name,
		"author_url": "", "date": wpStamp(p.Created), "date_gmt": wpStamp(p.Created), "content": content, "link": c.URL() + "/?p=" + on + "#comment-" + p.ID,
		"status": status, "type": "comment"}
}

func wpStamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05") }

// mayModerate refuses the parameters that only moderators may use.
func (c *call) mayModerate() *reply {
	if c.val("context") != "edit" && c.val("status") == "" && c.val("author_exclude") == "" && c.val("author") == "" {
		return nil
	}
	if c.who == nil || c.who.Suspended {
		status := http.StatusForbidden
		if c.who == nil {
			status = http.StatusUnauthorized
		}
		p := wpFail(status, "rest_forbidden_context", "Sorry, you are not allowed to edit comments.")
		return &p
	}
	return nil
}

// blogComments lists comments (https://developer.wordpress.org/rest-api/reference/comments/#list-comments).
func (c *call) blogComments() reply {
	if no := c.mayModerate(); no != nil {
		return *no
	}
	after, _ := time.Parse(time.RFC3339, c.val("after"))
	words := strings.ToLower(c.val("search"))
	list := []*post{}
	for _, p := range c.ix.order {
		author := "0"
		if c.st.People[p.Author].resident() {
			author = p.Author
		}
		switch {
		case p.gone(), p.Boost != "", c.blogHead(p) == p, p.Visibility == blogHold && c.val("status") != "all":
		case c.has("after") && !p.Created.Truncate(time.Second).After(after):
		case c.has("author") && author != c.val("author"), c.has("author_exclude") && author == c.val("author_exclude"):
		case c.has("post") && c.blogPost(p) != c.val("post"):
		case words != "" && !strings.Contains(strings.ToLower(p.Text), words):
		default:
			list = append(list, p)
		}
	}
	slices.SortStableFunc(list, func(a, b *post) int {
		if c.val("orderby") == "id" {
			return byNumber(a, b)
		}
		return a.Created.Truncate(time.Second).Compare(b.Created.Truncate(time.Second))
	})
	if c.val("order") != "asc" {
		slices.Reverse(list)
	}
	many, page := 10, 1
	if n, err := strconv.Atoi(c.val("per_page")); err == nil && n > 0 && n <= 100 {
		many = n
	} else if c.has("per_page") {
		return wpFail(http.StatusBadRequest, "rest_invalid_param", "Invalid parameter(s): per_page")
	}
	if n, err := strconv.Atoi(c.val("page")); err == nil && n > 1 {
		page = n
	}
	from := min(len(list), (page-1)*many)
	out := []object{}
	for _, p := range list[from:min(len(list), from+many)] {
		out = append(out, c.blogEntity(p))
	}
	return ok(out)
}

// blogOne is the comment of the route, nil when there is none.
func (c *call) blogOne() *post {
	p := c.st.Posts[c.id()]
	if p == nil || p.Boost != "" || c.blogHead(p) == p {
		return nil
	}
	return p
}

func wpNoComment() reply {
	return wpFail(http.StatusNotFound, "rest_comment_invalid_id", "Invalid comment ID.")
}

func (c *call) blogComment() reply {
	if no := c.mayModerate(); no != nil {
		return *no
	}
	p := c.blogOne()
	if p == nil {
		return wpNoComment()
	}
	return ok(c.blogEntity(p))
}

// blogWrite makes a comment (https://developer.wordpress.org/rest-api/reference/comments/#create-a-comment).
func (c *call) blogWrite() reply {
	var in struct {
		Post, Parent json.Number
		Content      string
	}
	if json.Unmarshal(c.raw, &in) != nil {
		return wpFail(http.StatusBadRequest, "rest_invalid_json", "Invalid JSON body passed.")
	}
	on, parent := c.st.Posts[in.Post.String()], c.st.Posts[in.Parent.String()]
	switch {
	case on == nil && in.Post.String() != born:
		return wpFail(http.StatusForbidden, "rest_comment_invalid_post_id", "Sorry, you are not allowed to create this comment without a post.")
	case in.Parent.String() != "" && in.Parent.String() != "0" && (parent == nil || parent.gone()):
		return wpFail(http.StatusNotFound, "rest_comment_invalid_parent", "Invalid comment parent ID.")
	case strings.TrimSpace(in.Content) == "":
		return wpFail(http.StatusBadRequest, "rest_comment_content_invalid", "Invalid comment content.")
	case len(in.Content) > c.traits.maxChars:
		return wpFail(http.StatusBadRequest, "comment_content_column_length", "Comment field exceeds maximum length allowed.")
	}
	d := draft{text: in.Content, visibility: "public", arrived: true, key: c.r.Header.Get("Idempotency-Key")}
	switch {
	case parent != nil:
		d.parent, d.to = parent.ID, []string{parent.Author}
	case on != nil:
		d.parent = on.ID
	}
	for _, p := range c.ix.byAuthor[c.who.ID] {
		if p.Arrived && !p.gone() && p.Text == in.Content && p.Parent == d.parent {
			return wpFail(http.StatusConflict, "comment_duplicate", "Duplicate comment detected; it looks as though you&#8217;ve already said that!")
		}
	}
	v := c.blogEntity(c.commit(c.who, d))
	v["content"].(object)["raw"] = wireText(in.Content) // A writer reads it as if in context edit.
	return give(http.StatusCreated, v)
}

// blogChange edits a comment, or lets it wait or be seen.
func (c *call) blogChange() reply {
	p := c.blogOne()
	if p == nil || p.gone() {
		return wpNoComment()
	}
	var in struct{ Content, Status string }
	if json.Unmarshal(c.raw, &in) != nil {
		return wpFail(http.StatusBadRequest, "rest_invalid_json", "Invalid JSON body passed.")
	}
	if c.who.Suspended {
		return wpFail(http.StatusForbidden, "rest_cannot_edit", "Sorry, you are not allowed to edit this comment.")
	}
	if in.Content != "" && in.Content != p.Text {
		p.Versions = append(p.Versions, version{Text: p.Text, At: c.now})
		p.Text, p.Edited = in.Content, c.now
	}
	switch in.Status {
	case "hold":
		p.Visibility = blogHold
	case "approve", "approved":
		p.Visibility = "public"
	}
	return ok(c.blogEntity(p))
}

func (c *call) blogTrash() reply {
	p := c.blogOne()
	switch {
	case p == nil:
		return wpNoComment()
	case p.gone():
		return wpFail(http.StatusGone, "rest_already_trashed", "The comment has already been trashed.")
	case c.who.Suspended:
		return wpFail(http.StatusForbidden, "rest_cannot_delete", "Sorry, you are not allowed to delete this comment.")
	}
	c.remove(p, c.now)
	return ok(c.blogEntity(p))
}

func (c *call) blogArticle() reply {
	title, text, at := "¡Hola, mundo!", wireText("<p>Te damos la bienvenida."), time.Unix(0, 0)
	if c.id() != born {
		p := c.st.Posts[c.id()]
		if p == nil || p.gone() || c.blogHead(p) != p {
			return wpFail(http.StatusNotFound, "rest_post_invalid_id", "Invalid post ID.")
		}
		title, text, at = headline(p.Text), c.content(p), p.Created
	}
	return ok(object{"id": json.Number(c.id()), "date_gmt": wpStamp(at), "link": c.URL() + "/?p=" + c.id(), "title": object{"rendered": title},
		"content": object{"rendered": text}, "excerpt": object{"rendered": text}})
}

// blogFeed is a feed of articles or of comments.
func (c *call) blogFeed(keep func(*post) bool) reply {
	var items []feedItem
	for _, p := range slices.Backward(c.ix.order) {
		if p.gone() || p.Boost != "" || !keep(p) || len(items) == c.feedLength() {
			continue
		}
		link := c.URL() + "/?p=" + c.blogPost(p)
		if c.blogHead(p) != p {
			link += "#comment-" + p.ID
		}
		items = append(items, feedItem{link, link, headline(p.Text), string(c.st.People[p.Author].Name), string(c.content(p)), p.Created})
	}
	return c.feedReply(feedHead{title: c.opt.Title, link: c.URL(), generator: "https://wordpress.org/?v=" + c.traits.version}, items, writeRSS)
}
