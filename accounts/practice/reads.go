package practice

import (
	"html"
	"net/http"
	"slices"
	"strings"
	"time"
)

// readRoutes are notifications, timelines, search, markers and reports.
var readRoutes = []route{
	{"GET /api/v1/notifications", "read:notifications", (*call).getAlerts},
	{"GET /api/v1/notifications/{id}", "read:notifications", (*call).getAlert},
	{"POST /api/v1/notifications/{id}/dismiss", "write:notifications", (*call).dismissAlert},
	{"POST /api/v1/notifications/clear", "write:notifications", (*call).clearAlerts},
	{"GET /api/v2/search", "", (*call).search},
	{"GET /api/v1/timelines/home", "read:statuses", (*call).home},
	{"GET /api/v1/timelines/public", "", func(c *call) reply { return c.timeline(func(*post) bool { return true }) }},
	{"GET /api/v1/timelines/tag/{tag}", "", (*call).tagTimeline},
	{"GET /api/v1/bookmarks", "read:bookmarks", func(c *call) reply {
		return c.postPage(c.ix.order, func(p *post) bool { return slices.Contains(p.Bookmarks, c.who.ID) })
	}},
	{"GET /api/v1/favourites", "read:favourites", func(c *call) reply {
		return c.postPage(c.ix.order, func(p *post) bool { return slices.Contains(p.Likes, c.who.ID) })
	}},
	{"GET /api/v1/markers", "read:statuses", (*call).getMarks},
	{"POST /api/v1/markers", "write:statuses", (*call).postMarks},
	{"POST /api/v1/reports", "write:reports", (*call).report},
	{"GET /api/v1/preferences", "read:accounts", func(c *call) reply {
		return ok(object{"posting:default:visibility": "public", "posting:default:sensitive": false, "posting:default:language": nil})
	}},
}

// pageRoutes are what a browser is shown.
var pageRoutes = []route{
	{"GET /{$}", "", func(c *call) reply {
		return page(http.StatusOK, sheet(c.opt.Title, "<p>A practice server; nothing leaves it.</p>"))
	}},
	{"GET /{at}", "", (*call).profilePage},
	{"GET /{at}/{id}", "", (*call).postPageHTML},
	{"GET /tags/{id}", "", func(c *call) reply { return page(http.StatusOK, sheet("#"+c.id(), "")) }},
}

// home is what the asker and those they follow have said.
func (c *call) home() reply {
	return c.postPage(c.ix.order, func(p *post) bool {
		t := c.hasTie(c.who.ID, p.Author)
		return (p.Author == c.who.ID || t.Following) && !t.Muting && p.Visibility != "direct"
	})
}

func (c *call) timeline(keep func(*post) bool) reply {
	return c.postPage(c.ix.order, func(p *post) bool { return p.Visibility == "public" && p.Boost == "" && keep(p) })
}

func (c *call) tagTimeline() reply {
	tag := strings.ToLower(c.r.PathValue("tag"))
	return c.timeline(func(p *post) bool { return slices.Contains(tagsOf(p.Text), tag) })
}

// search is https://docs.joinmastodon.org/methods/search/: people and hashtags
// for everybody, posts only one's own and those one is named in.
func (c *call) search() reply {
	q, kind := strings.TrimSpace(c.val("q")), c.val("type")
	n := c.limit(20, 40)
	people, posts, tags := []object{}, []object{}, []object{}
	if q == "" {
		return invalid("q can't be blank")
	}
	if kind == "" || kind == "accounts" {
		people = c.searchPeople(q, n)
	}
	if kind == "" || kind == "statuses" {
		posts = c.searchPosts(q, n)
	}
	if kind == "" || kind == "hashtags" {
		tags = c.searchTags(strings.ToLower(strings.TrimPrefix(q, "#")), n)
	}
	return ok(object{"accounts": people, "statuses": posts, "hashtags": tags})
}

func (c *call) searchPeople(q string, n int) []object {
	out := []object{}
	if p := c.find(q); p != nil {
		return append(out, c.personEntity(p))
	}
	q = strings.ToLower(strings.TrimPrefix(q, "@"))
	var found []*person
	for _, p := range c.st.People {
		if strings.HasPrefix(p.acct(), q) || strings.Contains(strings.ToLower(string(p.Name)), q) || q == strings.ToLower(c.profile(p)) {
			found = append(found, p)
		}
	}
	slices.SortFunc(found, func(a, b *person) int { return strings.Compare(a.acct(), b.acct()) })
	for _, p := range found[:min(n, len(found))] {
		out = append(out, c.personEntity(p))
	}
	return out
}

func (c *call) searchPosts(q string, n int) []object {
	out := []object{}
	q = strings.ToLower(q)
	for i := len(c.ix.order) - 1; i >= 0 && len(out) < n; i-- {
		p := c.ix.order[i]
		if !c.sees(c.who, p) || p.Boost != "" {
			continue
		}
		mine := c.who != nil && (p.Author == c.who.ID || slices.Contains(p.Mentions, c.who.ID) || slices.Contains(p.Likes, c.who.ID))
		byLink := c.flag("resolve") && c.who != nil && strings.EqualFold(c.permalink(p), q)
		if byLink || mine && strings.Contains(strings.ToLower(p.Text), q) {
			out = append(out, c.postEntity(p, c.who))
		}
	}
	return out
}

func (c *call) searchTags(q string, n int) []object {
	out, seen := []object{}, map[string]bool{}
	for i := len(c.ix.order) - 1; i >= 0; i-- {
		for _, tag := range tagsOf(c.ix.order[i].Text) {
			if strings.HasPrefix(tag, q) && !seen[tag] && len(out) < n {
				seen[tag] = true
				out = append(out, object{"name": tag, "url": c.URL() + "/tags/" + tag, "history": []any{}})
			}
		}
	}
	return out
}

func (c *call) markEntity(m *mark) object {
	return object{"last_read_id": m.LastRead, "version": m.Version, "updated_at": stamp(m.At)}
}

func (c *call) getMarks() reply {
	out := object{}
	for _, line := range c.vals("timeline") {
		if m := c.st.Marks[c.who.ID+" "+line]; m != nil {
			out[line] = c.markEntity(m)
		}
	}
	return ok(out)
}

func (c *call) postMarks() reply {
	out := object{}
	for _, line := range []string{"home", "notifications"} {
		id := c.val(line + "[last_read_id]")
		if id == "" {
			continue
		}
		key := c.who.ID + " " + line
		m := c.st.Marks[key]
		if m == nil {
			m = &mark{}
			c.st.Marks[key] = m
		}
		m.LastRead, m.Version, m.At = id, m.Version+1, c.now
		out[line] = c.markEntity(m)
	}
	return ok(out)
}

// Report is what somebody reported, for the tests.
type Report struct {
	Account   string // username of the reporter
	Target    string // acct of the reported
	StatusIDs []string
	Comment   string
	Category  string
	Forward   bool
	At        time.Time
}

// Reports returns what has been reported, oldest first.
func (s *Server) Reports() []Report {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.st.Reports)
}

func (c *call) report() reply {
	p := c.st.People[c.val("account_id")]
	if p == nil {
		return notFound()
	}
	category := c.val("category")
	if category == "" {
		category = "other"
	}
	if len(c.st.Reports) < maxApps {
		c.st.Reports = append(c.st.Reports, Report{
			Account: c.who.Username, Target: p.acct(), StatusIDs: c.vals("status_ids"), Comment: c.val("comment"), Category: category,
			Forward: c.flag("forward"), At: c.now,
		})
	}
	return ok(object{
		"id": idNumeric.format(c.nextID(time.Time{})), "action_taken": false, "action_taken_at": nil, "category": category, "comment": c.val("comment"),
		"forwarded": c.flag("forward"), "created_at": stamp(c.now), "status_ids": c.vals("status_ids"), "rule_ids": nil, "target_account": c.personEntity(p),
	})
}

// profilePage shows somebody's public posts to a browser.
func (c *call) profilePage() reply {
	p := c.find(c.r.PathValue("at"))
	if p == nil || !strings.HasPrefix(c.r.PathValue("at"), "@") {
		return notFound()
	}
	var b strings.Builder
	list := c.ix.byAuthor[p.ID]
	for i := len(list) - 1; i >= 0 && i >= len(list)-20; i-- {
		if c.sees(nil, list[i]) {
			b.WriteString(c.article(list[i]))
		}
	}
	return page(http.StatusOK, sheet(string(p.Name)+" @"+p.acct(), b.String()))
}

func (c *call) postPageHTML() reply {
	p := c.st.Posts[c.id()]
	if p == nil || !c.sees(nil, p) {
		return page(http.StatusNotFound, sheet("The page you are looking for isn't here.", ""))
	}
	author := c.st.People[p.Author]
	return page(http.StatusOK, sheet(string(author.Name)+" @"+author.acct(), c.article(p)))
}

// article shows a post as text: what a fixture says in HTML may be hostile.
func (c *call) article(p *post) string {
	text := p.Text
	if text == "" {
		text = string(c.content(p))
	}
	return `<article style="border-top:1px solid"><p>` + html.EscapeString(string(p.Spoiler)) + `</p><p style="white-space:pre-wrap">` +
		html.EscapeString(text) + `</p><p><a href="` + html.EscapeString(c.permalink(p)) + `">` + stamp(p.Created) + `</a> · ` + p.Visibility + `</p></article>`
}
