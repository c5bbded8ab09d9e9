package practice

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// forumTopic is a topic with the twenty posts around a number; the whole topic is named by its ids.
func (c *call) forumTopic() reply {
	n, _ := strconv.Atoi(c.forumFile())
	root := c.st.Posts[c.r.PathValue("topic")]
	if root == nil || root.Parent != "" || root.gone() {
		return forumAbsent()
	}
	var list []*post
	for _, p := range c.forumStream(root) {
		if !p.gone() {
			list = append(list, p)
		}
	}
	at := max(0, slices.IndexFunc(list, func(p *post) bool { return c.forumNumberOf(p) >= n }))
	from := max(0, at-10)
	posts, ids := []object{}, []json.Number{}
	for i, p := range list {
		ids = append(ids, json.Number(p.ID))
		if i >= from && len(posts) < 20 {
			posts = append(posts, c.forumEntity(p))
		}
	}
	return ok(object{"id": json.Number(root.ID), "title": headline(root.Text), "slug": "tema", "post_stream": object{"posts": posts, "stream": ids}})
}

// forumActions lists what somebody did: new topics and replies.
func (c *call) forumActions() reply {
	who := c.find(c.val("username"))
	if who == nil {
		return forumAbsent()
	}
	out := []object{}
	for _, p := range slices.Backward(c.ix.byAuthor[who.ID]) {
		if p.gone() || p.Boost != "" || len(out) == 30 {
			continue
		}
		kind := 4
		if p.Parent != "" {
			kind = 5
		}
		if slices.Contains(strings.Split(c.val("filter"), ","), strconv.Itoa(kind)) {
			out = append(out, object{"action_type": kind, "created_at": stamp(p.Created), "post_id": json.Number(p.ID), "topic_id": json.Number(c.forumRoot(p).ID), "excerpt": headline(p.Text)})
		}
	}
	return ok(object{"user_actions": out})
}

// forumSearch finds posts that hold every word; what has a colon is an order to the search, not a word.
func (c *call) forumSearch() reply {
	words := slices.DeleteFunc(strings.Fields(strings.ToLower(c.val("q"))), func(w string) bool { return strings.Contains(w, ":") })
	page, _ := strconv.Atoi(c.val("page"))
	var all []*post
	for _, p := range slices.Backward(c.ix.order) {
		text := strings.ToLower(p.Text)
		if !p.gone() && p.Boost == "" && !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
			all = append(all, p)
		}
	}
	from := min(len(all), 50*max(0, page-1))
	to := min(len(all), from+50)
	posts, topics := []object{}, []object{}
	for _, p := range all[from:to] {
		v := c.forumEntity(p)
		v["blurb"] = v["cooked"]
		for _, hidden := range []string{"cooked", "raw", "topic_title", "topic_slug"} {
			delete(v, hidden)
		}
		posts = append(posts, v)
		topics = append(topics, object{"id": json.Number(c.forumRoot(p).ID), "title": headline(c.forumRoot(p).Text), "slug": "tema"})
	}
	return ok(object{"posts": posts, "topics": topics, "grouped_search_result": object{"more_full_page_results": to < len(all)}})
}

// forumFeed is a feed of posts or topics.
func (c *call) forumFeed(keep func(*post) bool) reply {
	var items []feedItem
	for _, p := range slices.Backward(c.ix.order) {
		if p.gone() || p.Boost != "" || !keep(p) || len(items) == c.feedLength() {
			continue
		}
		link := c.URL() + "/t/tema/" + c.forumRoot(p).ID + "/" + strconv.Itoa(c.forumNumberOf(p))
		items = append(items, feedItem{link, link, headline(c.forumRoot(p).Text), "@" + c.st.People[p.Author].Username + " " + string(c.st.People[p.Author].Name), string(c.content(p)), p.Created})
	}
	return c.feedReply(feedHead{title: c.opt.Title, link: c.URL()}, items, writeRSS)
}
