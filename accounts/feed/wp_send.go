package feed

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"vocero/accounts"
	"vocero/accounts/transport"
)

// wpNew is a comment as it is written (https://developer.wordpress.org/rest-api/reference/comments/#create-a-comment).
type wpNew struct {
	Post    int64  `json:"post"`
	Parent  int64  `json:"parent,omitempty"`
	Content string `json:"content"`
}

// wpText is a text as the blog keeps it: HTML, in which only three signs mean something.
var wpText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// send makes one POST to /wp/v2/comments. What is answered is read before; when that fails, nothing has left.
func (w *wordPress) send(ctx context.Context, o accounts.Outgoing) (accounts.Receipt, error) {
	none := accounts.Receipt{}
	body := wpNew{Content: wpText.Replace(o.Text)}
	switch article, is := strings.CutPrefix(o.InReplyTo, "p"); {
	case o.InReplyTo == "":
		return none, refused(posting, accounts.CodeUnsupported, "articles are written in WordPress; here comments are answered")
	case is:
		if err := checkNumber(posting, article); err != nil {
			return none, err
		}
		body.Post = numeral(article)
	default:
		parent, err := w.comment(ctx, "reading what is answered", o.InReplyTo)
		if err != nil {
			return none, unsent(posting, err)
		}
		body.Post, body.Parent = numeral(string(parent.Post)), numeral(o.InReplyTo)
	}
	var c wpComment
	code, err := w.ask(transport.WithKey(ctx, o.Key), posting, http.MethodPost, "/wp/v2/comments", nil, body, &c)
	if err != nil {
		return none, unread(err, code)
	}
	if checkNumber(posting, string(c.ID)) != nil {
		return none, &accounts.Err{Doing: posting, Class: accounts.OutcomeUnknown, Code: accounts.CodeUnknown, Status: code,
			Cause: errors.New("the answer names no comment; look at the blog whether it is there")}
	}
	return w.receipt(c), nil
}

func numeral(id string) int64 {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return 0 // It was checked.
	}
	return n
}

// earlier is how much older than its attempt a post may be by the server's clock.
const earlier = 2 * time.Minute

// find looks through the own comments, newest first, until they are older than the attempt.
func (w *wordPress) find(ctx context.Context, o accounts.Outgoing, watermark string) ([]accounts.Receipt, error) {
	if watermark != "" {
		if err := checkNumber(looking, watermark); err != nil {
			return nil, err
		}
	}
	var out []accounts.Receipt
	for n := 1; n <= maxPages; n++ {
		list, more, err := w.own(ctx, looking, wpPage, n)
		if err != nil {
			return nil, err
		}
		for _, c := range list {
			old := c.Date.Before(o.CreatedAt.Add(-earlier))
			if old || watermark != "" && !newer(string(c.ID), watermark) {
				return out, nil
			}
			if c.source() == o.Text && c.answers() == o.InReplyTo && o.Visibility == accounts.Public {
				out = append(out, w.receipt(c))
			}
		}
		if !more {
			return out, nil
		}
	}
	return nil, notServer(looking, "the list of comments does not end")
}

// own are the account's comments, the newest first.
func (w *wordPress) own(ctx context.Context, what string, many, page int) (list []wpComment, more bool, err error) {
	return w.comments(ctx, what, url.Values{"author": {w.acc.RemoteID}, "orderby": {"id"}, "order": {"desc"},
		"per_page": {strconv.Itoa(many)}, "page": {strconv.Itoa(page)}})
}

func (w *wordPress) newest(ctx context.Context) (string, error) {
	list, _, err := w.own(ctx, newestOwn, 1, 1)
	if err != nil || len(list) == 0 {
		return "", err
	}
	return string(list[0].ID), nil
}

// wpActs are the acts that a blog has.
var wpActs = map[accounts.Op]string{accounts.OpEdit: "editing a comment", accounts.OpDelete: "deleting a comment", accounts.OpHide: "hiding a comment",
	accounts.OpUnhide: "showing a comment again"}

// act edits and throws away own comments, and takes others' back into the queue of those that wait, and out of it.
func (w *wordPress) act(ctx context.Context, o accounts.Outgoing) (accounts.Receipt, error) {
	what := wpActs[o.Op]
	if what == "" {
		return accounts.Receipt{}, refused("acting", accounts.CodeUnsupported, "WordPress has no such act; open it in the browser")
	}
	r := accounts.Receipt{RemoteID: o.Target, At: w.opt.now().UTC()}
	c, err := w.comment(ctx, what, o.Target)
	switch {
	case err != nil && o.Op == accounts.OpDelete && accounts.AsErr(err).Code == accounts.CodeNotFound && checkNumber(what, o.Target) == nil:
		return r, nil // It is gone already.
	case err != nil:
		return r, err
	case (o.Op == accounts.OpEdit || o.Op == accounts.OpDelete) && string(c.Author) != w.acc.RemoteID:
		return r, refused(what, accounts.CodeForbidden, "it is not this account's; hide it instead")
	}
	r.URL = w.page(c)
	path := "/wp/v2/comments/" + o.Target
	status := map[accounts.Op]string{accounts.OpHide: wpHold, accounts.OpUnhide: "approved"}[o.Op]
	switch {
	case o.Op == accounts.OpEdit:
		_, err = w.ask(ctx, what, http.MethodPost, path, nil, map[string]string{"content": wpText.Replace(o.Text)}, nil)
	case o.Op == accounts.OpDelete:
		_, err = w.ask(ctx, what, http.MethodDelete, path, nil, nil, nil)
		if err != nil && accounts.AsErr(err).Status == http.StatusGone {
			err = nil // rest_already_trashed
		}
	case string(c.Status) != status:
		_, err = w.ask(ctx, what, http.MethodPost, path, nil, map[string]string{"status": status}, nil)
	}
	return r, err
}

// thread is the article and the comments of the branch in which one stands, oldest first.
func (w *wordPress) thread(ctx context.Context, remoteID string) (accounts.Thread, error) {
	t := accounts.Thread{Account: w.acc.ID, Root: remoteID, Read: w.opt.now().UTC()}
	c, err := w.comment(ctx, conversing, remoteID)
	switch {
	case err != nil && accounts.AsErr(err).Code == accounts.CodeNotFound && checkNumber(conversing, remoteID) == nil:
		t.Gone = true
		return t, nil
	case err != nil:
		return t, err
	}
	var all []wpComment
	for n := 1; n <= 5; n++ {
		list, more, err := w.comments(ctx, conversing, url.Values{"post": {string(c.Post)}, "order": {"asc"}, "orderby": {"id"}, "per_page": {strconv.Itoa(wpPage)}, "page": {strconv.Itoa(n)}})
		if err != nil {
			return t, err
		}
		if all = append(all, list...); !more {
			break
		}
	}
	if s, is, err := w.article(ctx, string(c.Post)); err != nil {
		return t, err
	} else if is {
		t.Said = append(t.Said, s)
	}
	for _, x := range branch(all, c) {
		s := accounts.Said{RemoteID: string(x.ID), Own: string(x.Author) == w.acc.RemoteID, Visibility: accounts.Public, At: x.Date.UTC(), URL: w.page(x), InReplyTo: x.answers()}
		s.Author, s.AuthorName, _, _ = w.author(x)
		s.Text, s.Links, _ = accounts.HTMLText(string(x.Content.Rendered))
		t.Said = append(t.Said, s)
	}
	return t, nil
}

// branch are the comments that hang together with one: what it answers, up to the first, and all below that.
func branch(all []wpComment, c wpComment) []wpComment {
	parent := map[string]string{}
	for _, x := range all {
		parent[string(x.ID)] = string(x.Parent)
	}
	top := func(id string) string {
		for range all { // Also where somebody answers himself.
			if _, known := parent[parent[id]]; !known {
				break
			}
			id = parent[id]
		}
		return id
	}
	root := top(string(c.ID))
	out := slices.DeleteFunc(slices.Clone(all), func(x wpComment) bool { return top(string(x.ID)) != root })
	if !slices.ContainsFunc(out, func(x wpComment) bool { return x.ID == c.ID }) {
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b wpComment) int { return a.Date.Compare(b.Date.Time) })
	return out
}

// article is what comments hang on: a post, or a page. One that cannot be read is left out.
func (w *wordPress) article(ctx context.Context, id string) (accounts.Said, bool, error) {
	type rendered struct {
		Rendered string `json:"rendered"`
	}
	var v struct {
		Title   rendered `json:"title"`
		Excerpt rendered `json:"excerpt"`
		Link    string   `json:"link"`
		Date    string   `json:"date_gmt"`
	}
	for _, kind := range []string{"posts", "pages"} {
		err := w.get(ctx, conversing, "/wp/v2/"+kind+"/"+id, nil, &v)
		if err != nil && accounts.AsErr(err).Class == accounts.OutcomeRefused {
			continue
		}
		if err != nil {
			return accounts.Said{}, false, err
		}
		s := accounts.Said{RemoteID: articleID(id), AuthorName: w.acc.Instance.Title, Author: accounts.LineText(w.acc.Host), Visibility: accounts.Public, URL: openable(v.Link)}
		s.Text, s.Links, _ = words(item{title: v.Title.Rendered, text: v.Excerpt.Rendered})
		if t, err := time.Parse("2006-01-02T15:04:05", v.Date); err == nil {
			s.At = t
		}
		return s, true, nil
	}
	return accounts.Said{}, false, nil
}

// search finds comments by words, the newest first; the cursor is the page.
func (w *wordPress) search(ctx context.Context, s accounts.Search) (accounts.Found, error) {
	n, many := 1, min(max(s.Limit, 0), wpPage)
	if s.Cursor != "" {
		if err := checkNumber(searching, s.Cursor); err != nil {
			return accounts.Found{}, err
		}
		n = int(min(numeral(s.Cursor), 1000))
	}
	if many == 0 {
		many = 20
	}
	q := url.Values{"search": {s.Words}, "order": {"desc"}, "orderby": {"date_gmt"}, "per_page": {strconv.Itoa(many)}, "page": {strconv.Itoa(n)}}
	if !s.Since.IsZero() {
		q.Set("after", s.Since.UTC().Format(wpTime))
	}
	list, more, err := w.comments(ctx, searching, q)
	if err != nil {
		return accounts.Found{}, err
	}
	f, now := accounts.Found{}, w.opt.now().UTC()
	for _, x := range list {
		if string(x.Author) != w.acc.RemoteID {
			f.Mentions = append(f.Mentions, w.mention(x, now))
		}
	}
	if more {
		f.Cursor = strconv.Itoa(n + 1)
	}
	return f, nil
}
