package facebook

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"vocero/accounts"
	"vocero/accounts/transport"
)

const posting = "posting"

// Send makes one POST: to the feed of the page (https://developers.facebook.com/docs/graph-api/reference/page/feed#publish), or to the comments of what
// it answers (https://developers.facebook.com/docs/graph-api/reference/object/comments#publish). The first link of a text without photos goes along,
// so that its page is shown below the post.
func (c *Client) Send(ctx context.Context, o accounts.Outgoing) (accounts.Receipt, error) {
	if err := c.fits(o); err != nil {
		return accounts.Receipt{}, err
	}
	path, form := c.own("/feed"), url.Values{"message": {o.Text}, "published": {"true"}}
	parent := place{}
	if o.InReplyTo != "" {
		parent, _ = parsePlace(posting, o.InReplyTo)
		path, form = "/"+parent.node()+"/comments", url.Values{"message": {o.Text}}
	}
	switch {
	case o.InReplyTo != "" && len(o.MediaIDs) == 1:
		form.Set("attachment_id", o.MediaIDs[0])
	case o.InReplyTo == "" && len(o.MediaIDs) > 0:
		for i, id := range o.MediaIDs {
			form.Set(fmt.Sprintf("attached_media[%d]", i), `{"media_fbid":"`+id+`"}`)
		}
	case o.InReplyTo == "":
		if link := linkOf(o); link != "" {
			form.Set("link", link)
		}
	}
	var r made
	at, err := c.g.call(transport.WithKey(ctx, o.Key), posting, http.MethodPost, path, form, &r)
	if err != nil {
		return accounts.Receipt{}, err
	}
	got := place{post: string(r.ID)}
	if o.InReplyTo != "" {
		got = place{parent.post, string(r.ID)}
	}
	if _, err := parsePlace(posting, got.String()); err != nil || r.ID == "" {
		return accounts.Receipt{}, unread(notServer(posting, "the answer names no post; look at the page whether it is there"), http.StatusOK)
	}
	return accounts.Receipt{RemoteID: got.String(), URL: got.page(), At: at}, nil
}

// linkOf is what a post leads to: its card, or the first link of its text.
func linkOf(o accounts.Outgoing) string {
	if o.Card != nil {
		return o.Card.URL
	}
	if links := accounts.LinksIn(o.Text); len(links) > 0 {
		return o.Text[links[0].Start:links[0].End]
	}
	return ""
}

// fits refuses what may not be sent, and what the network does not have.
func (c *Client) fits(o accounts.Outgoing) error {
	if err := o.Fits(posting, "a page of Facebook takes", accounts.ToWarn, accounts.ToPoll, accounts.ToQuote); err != nil {
		return err
	}
	if o.InReplyTo != "" && len(o.MediaIDs) > 1 {
		return refused(posting, accounts.CodeMedia, "a comment takes one photo; leave the others out")
	}
	if slices.ContainsFunc(o.MediaIDs, func(id string) bool { return !number().MatchString(id) }) {
		return refused(posting, accounts.CodeMedia, "a file of the post is no photo of this network; attach it again")
	}
	if o.InReplyTo == "" {
		return nil
	}
	_, err := parsePlace(posting, o.InReplyTo)
	return err
}

const (
	lookBack  = 2 * time.Minute // how far two clocks may differ
	lookPage  = 50
	lookPages = 4 // of the newest posts, or comments, at a look-up
)

// Find looks for what may have been posted among the newest posts of the page, or the comments below what it answers: by text and
// moment, newer than the watermark, and with its photos, which have numbers of their own.
func (c *Client) Find(ctx context.Context, o accounts.Outgoing, watermark string) ([]accounts.Receipt, error) {
	if o.Visibility != accounts.Public {
		return nil, nil
	}
	if o.InReplyTo != "" {
		return c.findNote(ctx, o)
	}
	const what = "looking for a post"
	var found []accounts.Receipt
	since := o.CreatedAt.Add(-lookBack)
	err := walk(ctx, c, what, c.own("/published_posts"), url.Values{"fields": {postFields}}, lookPages, func(p postNode) bool {
		at := place{post: string(p.ID)}
		switch {
		case at.post == watermark, p.Created.Before(since):
			return false
		case sameText(string(p.Message), o.Text) && samePhotos(p.Attachments.Get().Data.Get(), o.MediaIDs) && placeRef().MatchString(at.post):
			found = append(found, accounts.Receipt{RemoteID: at.post, URL: at.page(), At: p.Created.Time})
		}
		return true
	})
	slices.Reverse(found)
	return found, err
}

// findNote looks for a comment. The network may hang an answer to an answer one level higher than it was sent; where one such says the
// same, nobody can tell whether it is this one, and a person has to look.
func (c *Client) findNote(ctx context.Context, o accounts.Outgoing) ([]accounts.Receipt, error) {
	const what = "looking for a comment"
	parent, err := parsePlace(what, o.InReplyTo)
	if err != nil {
		return nil, err
	}
	found, err := c.notesLike(ctx, what, parent, parent.node(), o)
	if err != nil || len(found) > 0 || parent.comment == "" {
		return found, err
	}
	var n noteNode
	if err := c.get(ctx, what, "/"+parent.node(), url.Values{"fields": {"id,parent{id}"}}, &n); err != nil {
		if gone(err) {
			return nil, nil // And with it all that stood below.
		}
		return nil, err
	}
	up := string(n.Parent.Get().ID)
	if !noteRef().MatchString(up) {
		return nil, nil
	}
	near, err := c.notesLike(ctx, what, parent, up, o)
	if err == nil && len(near) > 0 {
		return nil, refused(what, accounts.CodeUnknown, "the page said the same one level higher, below %s; look whether it is this answer", place{post: parent.post}.page())
	}
	return nil, err
}

// notesLike are own comments right below a node that say the same and are new enough, oldest first.
func (c *Client) notesLike(ctx context.Context, what string, parent place, node string, o accounts.Outgoing) ([]accounts.Receipt, error) {
	var found []accounts.Receipt
	since := o.CreatedAt.Add(-lookBack)
	q := url.Values{"fields": {noteFields}, "order": {"reverse_chronological"}}
	err := walk(ctx, c, what, "/"+node+"/comments", q, lookPages, func(n noteNode) bool {
		at := place{parent.post, string(n.ID)}
		if n.Created.Before(since) {
			return false
		}
		if c.mine(n.From.Get()) && sameText(string(n.Message), o.Text) && placeRef().MatchString(at.String()) {
			found = append(found, accounts.Receipt{RemoteID: at.String(), URL: at.page(), At: n.Created.Time})
		}
		return true
	})
	if gone(err) {
		return nil, nil
	}
	slices.Reverse(found)
	return found, err
}

// mine tells whether somebody is the page.
func (c *Client) mine(who someone) bool { return string(who.ID) == c.acc.RemoteID }

// sameText compares what was sent with what is there: the network trims and folds spaces.
func sameText(a, b string) bool {
	return strings.Join(strings.Fields(a), " ") == strings.Join(strings.Fields(b), " ")
}

// samePhotos tells whether the photos of a post may be those that were sent: their numbers decide where the network tells them.
func samePhotos(there []hanging, sent []string) bool {
	var ids []string
	for _, h := range there {
		for _, one := range append(slices.Clone([]hanging(h.Sub.Get().Data.Get())), h) {
			if strings.HasPrefix(string(one.Type), "photo") {
				ids = append(ids, string(one.Target.Get().ID))
			}
		}
	}
	if len(sent) == 0 || len(ids) == 0 {
		return len(sent) == len(ids)
	}
	return slices.ContainsFunc(ids, func(id string) bool { return slices.Contains(sent, id) })
}

// Newest is the id of the newest own post, "" when there is none.
func (c *Client) Newest(ctx context.Context) (string, error) {
	const what = "reading the newest own post"
	newest := ""
	err := walk(ctx, c, what, c.own("/published_posts"), url.Values{"fields": {"id,created_time"}, "limit": {"5"}}, 1, func(p postNode) bool {
		newest = string(p.ID)
		return !postRef().MatchString(newest)
	})
	return newest, err
}

// walk reads a list page by page until the visitor has had enough, the list ends, or so many pages were read.
func walk[T any](ctx context.Context, c *Client, what, path string, q url.Values, pages int, visit func(T) bool) error {
	if q.Get("limit") == "" {
		q.Set("limit", fmt.Sprint(lookPage))
	}
	for range pages {
		var e edge[T]
		if err := c.get(ctx, what, path, q, &e); err != nil {
			return err
		}
		if !e.Data.There() {
			return notServer(what, "the answer holds no list")
		}
		for _, one := range e.Data.Get() {
			if !visit(one) {
				return nil
			}
		}
		if e.after() == "" || len(e.Data.Get()) == 0 {
			return nil
		}
		q.Set("after", e.after())
	}
	return nil
}
