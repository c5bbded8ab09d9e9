package practice

import (
	"net/url"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// window is one page of a list that is sorted by id.
type window struct {
	from, to uint64 // exclusive; to is 0 for no end
	upward   bool   // the page next to from, not the newest one
	limit    int
}

// window reads since_id, min_id, max_id and limit
// (https://docs.joinmastodon.org/api/guidelines/#pagination).
func (c *call) window(style idStyle, usual, most int) window {
	w := window{limit: c.limit(usual, most)}
	if v := c.val("max_id"); v != "" {
		w.to = style.parse(v)
	}
	if v := c.val("since_id"); v != "" {
		w.from = style.parse(v)
	}
	if v := c.val("min_id"); v != "" {
		w.from, w.upward = style.parse(v), true
	}
	return w
}

// cut takes the page out of a list that is sorted oldest first; the page is
// newest first. keep says which elements count.
func cut[T any](list []T, w window, number func(T) uint64, keep func(T) bool) []T {
	lo := sort.Search(len(list), func(i int) bool { return number(list[i]) > w.from })
	hi := len(list)
	if w.to != 0 {
		hi = sort.Search(len(list), func(i int) bool { return number(list[i]) >= w.to })
	}
	var out []T
	if w.upward {
		for i := lo; i < hi && len(out) < w.limit; i++ {
			if keep(list[i]) {
				out = append(out, list[i])
			}
		}
		slices.Reverse(out)
		return out
	}
	for i := hi - 1; i >= lo && len(out) < w.limit; i-- {
		if keep(list[i]) {
			out = append(out, list[i])
		}
	}
	return out
}

// links is the Link header of a page between two ids, newest and oldest.
func (c *call) links(newest, oldest string, full bool) string {
	if newest == "" {
		return ""
	}
	to := func(rel, key, id string) string {
		q := url.Values{}
		for k, v := range c.r.URL.Query() {
			if k != "max_id" && k != "since_id" && k != "min_id" && k != "access_token" {
				q[k] = v
			}
		}
		q.Set(key, id)
		return "<" + c.URL() + c.r.URL.Path + "?" + q.Encode() + `>; rel="` + rel + `"`
	}
	var out []string
	if full {
		out = append(out, to("next", "max_id", oldest))
	}
	return strings.Join(append(out, to("prev", "min_id", newest)), ", ")
}

// postPage answers with the page of a list of posts that the asker may see.
func (c *call) postPage(list []*post, keep func(*post) bool) reply {
	w := c.window(c.traits.ids, 20, 40)
	posts := cut(list, w, func(p *post) uint64 { return p.N }, func(p *post) bool { return c.sees(c.who, p) && keep(p) })
	out := []object{}
	newest, oldest := "", ""
	for i, p := range posts {
		if i == 0 {
			newest = p.ID
		}
		oldest = p.ID
		out = append(out, c.postEntity(p, c.who))
	}
	return ok(out).with("Link", c.links(newest, oldest, len(posts) == w.limit))
}

// personPage answers with the people of a list, a page of them by offset.
func (c *call) personPage(ids []string) reply {
	from, err := strconv.Atoi(c.val("offset"))
	if err != nil || from < 0 {
		from = 0
	}
	ids = ids[min(from, len(ids)):]
	ids = ids[:min(len(ids), c.limit(40, 80))]
	out := []object{}
	for _, id := range ids {
		if p := c.st.People[id]; p != nil {
			out = append(out, c.personEntity(p))
		}
	}
	return ok(out)
}
