package feed

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"vocero/accounts"
	"vocero/accounts/wire"
)

const (
	readingPosts = "reading posts"
	dcBudget     = 10 // requests for pages in one reading: keys have few a minute (https://meta.discourse.org/t/78612)
	dcPage       = 50 // posts a page
	dcStep       = 50 // what a page spans at most in old versions, which count ids and not posts
	dcEmpty      = 3  // pages without anything new, one after another, after which there is no more
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// dcCursor is how far the posts were read: the newest one; and where a reading of many has to go on, down to where.
type dcCursor struct{ newest, before, floor string }

func (c dcCursor) String() string {
	if c.before != "" {
		return c.newest + "|" + c.before + "|" + c.floor
	}
	return c.newest
}

func parseDCCursor(s string) (dcCursor, error) {
	part := strings.Split(s, "|")
	for _, id := range part {
		if !number().MatchString(id) || len(part) != 1 && len(part) != 3 {
			return dcCursor{}, refused(readingPosts, accounts.CodeRefused, "the place among the posts is not one of this network; read them anew")
		}
	}
	c := dcCursor{newest: part[0], floor: part[0]}
	if len(part) == 3 {
		c.before, c.floor = part[1], part[2]
	}
	return c, nil
}

// latest reads a page of the newest posts of the forum, the newest first (https://docs.discourse.org, "List latest posts across
// topics"). What is no whole post is left out.
func (d *discourse) latest(ctx context.Context, what, before string) ([]dcPost, error) {
	q := url.Values{}
	if before != "" {
		q.Set("before", before)
	}
	var v struct {
		Posts wire.Maybe[wire.List[dcPost]] `json:"latest_posts"`
	}
	if err := d.get(ctx, what, "/posts.json", q, &v); err != nil {
		return nil, err
	}
	if !v.Posts.There() {
		return nil, notServer(what, "the answer holds no posts")
	}
	return slices.DeleteFunc(slices.Clone([]dcPost(v.Posts.Get())), func(p dcPost) bool { return !p.whole() }), nil
}

// walk reads posts from the newest back until stop says so, each once. It returns where it would go on; "" at the end.
func (d *discourse) walk(ctx context.Context, what, before string, visit func(dcPost) (stop bool)) (next string, err error) {
	had, empty := map[wire.ID]bool{}, 0
	for range dcBudget {
		list, err := d.latest(ctx, what, before)
		if err != nil {
			return "", err
		}
		low := before
		for _, p := range list {
			if had[p.ID] {
				continue
			}
			had[p.ID] = true
			if visit(p) {
				return "", nil
			}
			if id := string(p.ID); low == "" || newer(low, id) {
				low = id
			}
		}
		if low == "" {
			return "", nil // Nobody has said anything.
		}
		if empty++; low != before {
			empty = 0
		} else if low = itoa(max(0, numeral(low)-dcStep)); low == "0" || empty == dcEmpty {
			return "", nil
		}
		before = low // It may come once more: the documentation and the forum differ on whether it is meant too.
	}
	return before, nil
}

// inbox reads what others have said, oldest first. A reading that would take too many requests goes on with the next call, from
// where it stopped back to where the one before had come.
func (d *discourse) inbox(ctx context.Context, at string, since time.Time) (accounts.Inbox, error) {
	from := dcCursor{}
	if at != "" {
		var err error
		if from, err = parseDCCursor(at); err != nil {
			return accounts.Inbox{}, err
		}
	}
	var got, seen []dcPost
	newest := from.newest
	next, err := d.walk(ctx, readingPosts, from.before, func(p dcPost) bool {
		id := string(p.ID)
		if newest == "" || newer(id, newest) {
			newest = id
		}
		if from.floor != "" && !newer(id, from.floor) || from.floor == "" && p.Created.Before(since) {
			return true
		}
		if seen = append(seen, p); d.concerns(p) {
			got = append(got, p)
		}
		return false
	})
	if err != nil {
		return accounts.Inbox{}, err
	}
	to := dcCursor{newest: newest}
	if next != "" {
		to.before, to.floor = next, cmp.Or(from.floor, "0")
	}
	in := accounts.Inbox{Cursor: to.String(), More: next != "" || at != "" && len(seen) > dcPage} // Much was said: more may have been meanwhile.
	if next != "" && from.floor == "" {
		in.More, in.Cursor = false, newest // A first reading of a busy forum: what is older than these pages is history.
	}
	slices.Reverse(got)
	now := d.opt.now().UTC()
	for _, p := range got {
		m := d.mention(p, now)
		if m.InReplyTo, err = d.parent(ctx, p, seen); err != nil {
			return accounts.Inbox{}, err
		}
		in.Mentions = append(in.Mentions, m)
	}
	return in, nil
}

// concerns tells whether a post is heard: said by somebody else, where the account listens.
func (d *discourse) concerns(p dcPost) bool {
	switch {
	case d.own(p), p.Kind.Or(1) != 1, p.Taken, p.Deleted != "":
		return false
	case d.category != "":
		return string(p.Category) == d.category
	}
	return d.all || d.addressed(p)
}

// addressed tells whether a post names the account, or answers it.
func (d *discourse) addressed(p dcPost) bool {
	return strings.EqualFold(string(p.To.Get().User), d.acc.User) || names(string(p.Raw), d.acc.User)
}

// names tells whether a text names somebody with an at sign.
func names(text, user string) bool {
	text, user = strings.ToLower(text), "@"+strings.ToLower(user)
	for {
		at := strings.Index(text, user)
		if at < 0 {
			return false
		}
		text = text[at+len(user):]
		if text == "" || !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789_-", rune(text[0])) {
			return true
		}
	}
}

// parent is the id of what a post answers: it may be among those that were read with it. Only an answer to the account is worth a
// request of its own.
func (d *discourse) parent(ctx context.Context, p dcPost, seen []dcPost) (string, error) {
	n := p.answered()
	if n == 0 {
		return "", nil
	}
	for _, x := range seen {
		if x.Topic == p.Topic && x.Number.Or(0) == n {
			return string(x.ID), nil
		}
	}
	if !strings.EqualFold(string(p.To.Get().User), d.acc.User) {
		return "", nil
	}
	up, err := d.numbered(ctx, readingPosts, string(p.Topic), n)
	if err != nil && accounts.AsErr(err).Class == accounts.OutcomeRefused {
		return "", nil
	}
	return string(up.ID), err
}

// mention is a post in our words, the first of a topic with its title.
func (d *discourse) mention(p dcPost, now time.Time) accounts.Mention {
	m := accounts.Mention{Account: d.acc.ID, RemoteID: string(p.ID), StatusID: string(p.ID), Kind: accounts.Talk, Visibility: accounts.Public, URL: d.page(p),
		At: p.Created.UTC(), Received: now, AuthorID: cmp.Or(string(p.UserID), string(p.User)), Named: d.addressed(p)}
	var f accounts.Flags
	m.Author, m.AuthorName, m.Flags = d.author(p)
	m.Text, m.Links, f = d.text(p)
	m.Flags |= f
	return m
}

func (d *discourse) text(p dcPost) (accounts.Text, []accounts.Link, accounts.Flags) {
	i := item{text: absolute(string(p.Cooked), d.root), bare: true}
	if p.Number.Or(1) == 1 {
		i.title = string(p.Title)
	}
	return words(i)
}

func (d *discourse) author(p dcPost) (handle, name accounts.Text, f accounts.Flags) {
	handle, f = accounts.SafeHandle("@" + string(p.User) + "@" + d.acc.Host)
	name, g := accounts.SafeName(string(p.Name))
	return handle, name, f | g
}

// absolute makes the links of a text that name no host those of a site.
func absolute(html, root string) string {
	html = strings.ReplaceAll(html, `href="//`, `href="https://`)
	return strings.ReplaceAll(html, `href="/`, `href="`+root+`/`)
}
