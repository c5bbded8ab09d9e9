package facebook

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"vocero/accounts"
	"vocero/accounts/wire"
)

// pageFields are what is read of a page.
const pageFields = "id,name,username,link"

// Who reads back whose log-in this is (https://developers.facebook.com/docs/graph-api/reference/page).
func (c *Client) Who(ctx context.Context) (accounts.Profile, error) {
	const what = "reading the account"
	var p pageNode
	if err := c.get(ctx, what, "/me", url.Values{"fields": {pageFields}}, &p); err != nil {
		return accounts.Profile{}, err
	}
	return profile(what, p)
}

func profile(what string, p pageNode) (accounts.Profile, error) {
	if !number().MatchString(string(p.ID)) {
		return accounts.Profile{}, notServer(what, "the answer names no page")
	}
	name, _ := accounts.SafeName(string(p.Name))
	out := accounts.Profile{RemoteID: string(p.ID), User: string(p.ID), Host: Host, Name: name, URL: "https://www." + Host + "/" + string(p.ID)}
	if user().MatchString(string(p.User)) { // A page without a name of its own goes by its number.
		out.User = string(p.User)
	}
	if link := openable(string(p.Link)); link != "" {
		out.URL = link
	}
	return out, nil
}

var user = accounts.Pattern(`^[A-Za-z0-9._-]{1,80}$`)

// Limits of the photos of a post: the network's own words at a refusal name 4 MB and these kinds
// (https://developers.facebook.com/docs/graph-api/reference/page/photos). It names no most of photos; ten is what other tools take.
const (
	maxPhotos  = 10
	photoBytes = 4_000_000
)

var mediaTypes = []string{"image/jpeg", "image/png", "image/gif", "image/webp"}

// Instance reads whether the server speaks the Graph API for the page; what a post may hold is the network's.
func (c *Client) Instance(ctx context.Context) (accounts.Instance, error) {
	const what = "reading the server"
	foreign := refused(what, accounts.CodeNotServer, "it does not speak the Graph API; check the address, usually %s", Server)
	var p pageNode
	if err := c.get(ctx, what, c.own(""), url.Values{"fields": {pageFields}}, &p); err != nil {
		e := accounts.AsErr(err)
		if e.Class == accounts.OutcomeRefused && e.Detail.IsZero() || e.Status >= http.StatusOK && e.Status < http.StatusMultipleChoices {
			return accounts.Instance{}, foreign
		}
		return accounts.Instance{}, err
	}
	if string(p.ID) != c.acc.RemoteID {
		return accounts.Instance{}, foreign
	}
	l := accounts.FacebookLimits()
	l.Media, l.MediaTypes, l.ImageBytes = maxPhotos, mediaTypes, photoBytes
	l.VisibilityMax = []accounts.Visibility{accounts.Public}
	return accounts.Instance{Software: "facebook", Version: Version, Title: accounts.LineText(string(p.Name)), Limits: l, Can: accounts.Abilities{Edit: true}}, nil
}

// Read reads one post or comment back. The alt texts of own photos are read one by one.
func (c *Client) Read(ctx context.Context, remoteID string) (accounts.Remote, error) {
	const what = "reading a post"
	at, err := parsePlace(what, remoteID)
	if err != nil {
		return accounts.Remote{}, err
	}
	if at.comment != "" {
		return c.readNote(ctx, what, at)
	}
	var p postNode
	q := url.Values{"fields": {postFields + ",shares,reactions.limit(0).summary(total_count),comments.limit(0).summary(total_count)"}}
	if err := c.get(ctx, what, "/"+at.node(), q, &p); err != nil {
		return accounts.Remote{}, err
	}
	if string(p.ID) != at.post {
		return accounts.Remote{}, notServer(what, "the answer is another post")
	}
	files := []hanging(p.Attachments.Get().Data.Get())
	r := remote(at, string(p.Message), string(p.URL), p.Created.Time, files)
	r.Counts = accounts.Counts{Likes: int(p.Reactions.Get().total()), Boosts: int(p.Shares.Get().Count.Or(0)), Replies: int(p.Comments.Get().total())}
	if c.mine(p.From.Get()) {
		r.Source = string(p.Message)
		err = c.alts(ctx, what, files, r.Media)
	}
	return r, err
}

func (c *Client) readNote(ctx context.Context, what string, at place) (accounts.Remote, error) {
	var n noteNode
	if err := c.get(ctx, what, "/"+at.node(), url.Values{"fields": {noteFields + ",like_count,comment_count"}}, &n); err != nil {
		return accounts.Remote{}, err
	}
	if string(n.ID) != at.comment {
		return accounts.Remote{}, notServer(what, "the answer is another comment")
	}
	var files []hanging
	if n.Attachment.There() {
		files = []hanging{n.Attachment.Get()}
	}
	r := remote(at, string(n.Message), string(n.URL), n.Created.Time, files)
	r.InReplyTo = answers(at, n)
	r.Counts = accounts.Counts{Likes: int(n.Likes.Or(-1)), Boosts: -1, Replies: int(n.Notes.Or(-1))}
	if c.mine(n.From.Get()) {
		r.Source = string(n.Message)
		return r, c.alts(ctx, what, files, r.Media)
	}
	return r, nil
}

// alts fills in the alt texts of own photos (https://developers.facebook.com/docs/graph-api/reference/photo).
func (c *Client) alts(ctx context.Context, what string, files []hanging, into []accounts.Attached) error {
	for i, h := range flat(files) {
		id := string(h.Target.Get().ID)
		if into[i].Kind != "image" || !number().MatchString(id) || i >= maxPhotos {
			continue
		}
		var v struct {
			Alt wire.Str `json:"alt_text_custom"`
		}
		if err := c.get(ctx, what, "/"+id, url.Values{"fields": {"id,alt_text_custom"}}, &v); err != nil && !gone(err) {
			return err
		}
		into[i].Alt = accounts.BlockText(string(v.Alt))
	}
	return nil
}

// flat are the single things that hang on something: those of an album instead of it, and no links.
func flat(files []hanging) []hanging {
	var out []hanging
	for _, h := range files {
		switch sub := h.Sub.Get().Data.Get(); {
		case len(sub) > 0:
			out = append(out, flat(sub)...)
		case kindOf(h) != "":
			out = append(out, h)
		}
	}
	return out
}

// kindOf is what hangs there, "" for what is no file.
func kindOf(h hanging) string {
	switch t := string(h.Type); {
	case strings.Contains(t, "video"):
		return "video"
	case strings.Contains(t, "photo"), t == "sticker", strings.Contains(t, "animated_image"):
		return "image"
	}
	return ""
}

// hung names the files of a post or a comment.
func hung(files []hanging) []accounts.Attached {
	var out []accounts.Attached
	for _, h := range flat(files) {
		out = append(out, accounts.Attached{Kind: kindOf(h), URL: openable(string(h.URL)), Alt: accounts.BlockText(string(h.About))})
	}
	return out
}

// links are the links of a text, and the page that hangs on it.
func links(text string, files []hanging) []accounts.Link {
	var out []accounts.Link
	for _, s := range accounts.LinksIn(text) {
		out = append(out, accounts.NewLink(text[s.Start:s.End], text[s.Start:s.End]))
	}
	for _, h := range files {
		if string(h.Type) != "share" || h.URL == "" {
			continue
		}
		card := accounts.NewLink(string(h.Title), string(h.URL))
		if !slices.ContainsFunc(out, func(l accounts.Link) bool { return l.URL == card.URL }) {
			out = append(out, card)
		}
	}
	return out
}

// names are what somebody goes by, and the display name. The network has no handles: what stands for one is the name with the end of the
// number that the network gives to the person, so that two of a name differ, and with the network in the place of a host.
func names(who someone) (handle, name accounts.Text, f accounts.Flags) {
	name, f = accounts.SafeName(string(who.Name))
	words := strings.Join(strings.Fields(strings.ReplaceAll(name.String(), "@", " ")), " ")
	id := string(who.ID)
	known := number().MatchString(id)
	switch {
	case known && words != "":
		words += " #" + id[max(0, len(id)-6):]
	case known:
		words = id
	case words == "":
		return handle, name, f
	}
	handle, g := accounts.SafeHandle("@" + words + "@" + Host)
	return handle, name, f | g
}
