package plan

import (
	"errors"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
)

// errReason wants a word.
var errReason = errors.New("write a word why")

func wanted(s string) error {
	if strings.TrimSpace(s) == "" {
		return errReason
	}
	return nil
}

// batch are the posts of one brand that get their slots together.
type batch struct {
	brand accounts.Brand
	posts []checked
}

// rest is what a batch leaves, and how many it scheduled so far.
type rest struct {
	stay []accounts.Finding
	own  int // posts of the personal brand
	done int
}

// Fill puts each post into the next free slot of its own brand, in the order given, with one letter for each brand. What a check
// holds back stays where it is and is shown at the end; the freelancer's own voice is never in a batch.
func (p *Planner) Fill(ids []accounts.ID) tea.Cmd {
	return func() tea.Msg {
		var all []batch
		var left rest
		given := map[accounts.ID][]time.Time{}
		for _, id := range ids {
			c, err := p.study(id, nil)
			if err != nil {
				return pane.Failed{Doing: "reading the post", Err: err}
			}
			c.Taken = append(c.Taken, given[c.Brand.ID]...)
			if c.Brand.Kind == accounts.Personal && len(ids) > 1 {
				left.own++
				continue
			}
			if !c.Post.State.Open() {
				continue
			}
			w, err := Next(c)
			if err != nil {
				return pane.Failed{Doing: "finding the hour", Err: err}
			}
			c.Post.When = &w
			k, err := p.check(c.Post, false, "")
			if err != nil {
				return pane.Failed{Doing: "checking the post", Err: err}
			}
			if len(k.stand) > 0 {
				left.stay = append(left.stay, k.stand...)
				continue
			}
			given[c.Brand.ID] = append(given[c.Brand.ID], w.UTC)
			i := slices.IndexFunc(all, func(b batch) bool { return b.brand.ID == c.Brand.ID })
			if i < 0 {
				i, all = len(all), append(all, batch{brand: c.Brand})
			}
			all[i].posts = append(all[i].posts, k)
		}
		return p.ask(all, left)
	}
}

// ask asks the letter of the first brand, and goes on to the next when its posts have their hours.
func (p *Planner) ask(all []batch, left rest) tea.Msg {
	switch {
	case len(all) == 0 && len(left.stay) > 0:
		return refusal(left.stay)
	case len(all) == 0 && left.own > 0:
		return pane.Toast{Text: "Your own posts are never in a batch: + on each of them."}
	case len(all) == 0:
		return pane.Toast{Text: "Scheduled: %d", Args: []any{left.done}}
	}
	b := all[0]
	r := b.posts[0].review(b.posts[0].post.When)
	var text []string
	for _, k := range b.posts {
		text = append(text, k.post.When.Local().Format("2006-01-02 15:04")+"  "+strings.Join(strings.Fields(k.post.Text), " "))
		for _, a := range k.review(nil).Accounts {
			if !slices.ContainsFunc(r.Accounts, func(o accounts.Account) bool { return o.ID == a.ID }) {
				r.Accounts = append(r.Accounts, a)
			}
		}
		r.Visibility = max(r.Visibility, k.post.Visibility)
		if k.post.ID != b.posts[0].post.ID {
			r.Findings = append(r.Findings, k.soft...)
			r.Media += len(k.post.Media)
			each := k.review(nil)
			r.Price, r.Linked = r.Price+each.Price, r.Linked || each.Linked
		}
	}
	if r.Posts = len(b.posts); r.Posts > 1 {
		r.Text, r.Parts = strings.Join(text, "\n"), 0
	}
	return pane.Confirm{Review: r, Then: func(accounts.Letter) tea.Cmd {
		return func() tea.Msg {
			for _, k := range b.posts {
				switch m := p.commit(k.post, "").(type) {
				case pane.Failed, pane.Page:
					return m
				}
			}
			left.done += len(b.posts)
			return p.ask(all[1:], left)
		}
	}}
}
