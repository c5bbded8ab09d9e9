package bluesky

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"vocero/accounts"
	"vocero/accounts/wire"
)

// Who reads back whose log-in this is (https://docs.bsky.app/docs/api/com-atproto-server-get-session), with the name of its profile.
func (c *Client) Who(ctx context.Context) (accounts.Profile, error) {
	const what = "reading the account"
	var me person
	if err := c.get(ctx, what, "com.atproto.server.getSession", nil, &me); err != nil {
		return accounts.Profile{}, err
	}
	if checkDID(what, string(me.DID)) != nil || me.Handle == "" {
		return accounts.Profile{}, notServer(what, "the answer names no account")
	}
	return profile(me), nil
}

func profile(p person) accounts.Profile {
	name, _ := accounts.SafeName(string(p.Name))
	return accounts.Profile{RemoteID: string(p.DID), User: accounts.LineText(string(p.Handle)).String(), Host: Host, Name: name,
		URL: "https://" + Host + "/profile/" + string(p.DID)}
}

// view reads one post as the network shows it; the error has CodeNotFound when there is none.
func (c *Client) view(ctx context.Context, what, id string) (view, error) {
	if _, err := parseURI(what, id); err != nil {
		return view{}, err
	}
	var v struct {
		Posts wire.Maybe[wire.List[view]] `json:"posts"`
	}
	if err := c.get(ctx, what, "app.bsky.feed.getPosts", url.Values{"uris": {id}}, &v); err != nil {
		return view{}, err
	}
	if !v.Posts.There() {
		return view{}, notServer(what, "the answer holds no posts")
	}
	for _, p := range v.Posts.Get() {
		if string(p.URI) == id {
			return p, nil
		}
	}
	return view{}, refused(what, accounts.CodeNotFound, "there is no such post; it was deleted, or its author is gone")
}

// Read reads one post back. An own one comes from its repository, so that it is there the moment it was written; its figures are
// unknown until the network has seen it.
func (c *Client) Read(ctx context.Context, remoteID string) (accounts.Remote, error) {
	const what = "reading a post"
	at, err := parseURI(what, remoteID)
	if err != nil {
		return accounts.Remote{}, err
	}
	var rec record
	source := ""
	if at.did == c.acc.RemoteID {
		if rec, err = c.own(ctx, what, at.key); err != nil {
			return accounts.Remote{}, err
		}
		source = string(rec.Text)
	}
	v, err := c.view(ctx, what, remoteID)
	switch {
	case err != nil && (source == "" || accounts.AsErr(err).Code != accounts.CodeNotFound):
		return accounts.Remote{}, err
	case source == "":
		rec = v.Record.Get()
	}
	text, _ := accounts.SafeBlock(string(rec.Text))
	r := accounts.Remote{
		Receipt: accounts.Receipt{RemoteID: remoteID, URL: at.page(), At: rec.CreatedAt.Time},
		Text:    text, Source: source, Visibility: accounts.Public, InReplyTo: string(rec.Reply.Get().Parent.URI), Media: attached(rec.Embed.Get()),
		Counts: accounts.Counts{Likes: int(v.Likes.Or(-1)), Boosts: int(v.Reposts.Or(-1)), Replies: int(v.Replies.Or(-1))},
	}
	return r, nil
}

// attached names the files of a record.
func attached(e recordEmbed) []accounts.Attached {
	var out []accounts.Attached
	for _, i := range e.Images {
		out = append(out, accounts.Attached{Kind: "image", Alt: accounts.BlockText(string(i.Alt))})
	}
	switch {
	case e.Type == "app.bsky.embed.video":
		out = append(out, accounts.Attached{Kind: "video", Alt: accounts.BlockText(string(e.Alt))})
	case e.Media.There():
		out = append(out, attached(e.Media.Get())...)
	}
	return out
}

// links are the links of a record that are marked in its text, and that of its card.
func links(r record) []accounts.Link {
	var out []accounts.Link
	text := string(r.Text)
	for _, f := range r.Facets {
		start, end := int(f.Index.Start.Or(-1)), int(f.Index.End.Or(-1))
		for _, x := range f.Features {
			if x.URI == "" || start < 0 || end > len(text) || start > end {
				continue
			}
			out = append(out, accounts.NewLink(text[start:end], string(x.URI)))
		}
	}
	if e := r.Embed.Get().External; e.There() {
		card := accounts.NewLink(string(e.Get().Title), string(e.Get().URI))
		if !slices.ContainsFunc(out, func(l accounts.Link) bool { return l.URL == card.URL }) {
			out = append(out, card)
		}
	}
	return out
}

// names are somebody's handle, with the network in the place of a host, and display name.
func names(p person) (handle, name accounts.Text, f accounts.Flags) {
	if p.Handle != "" {
		handle, f = accounts.SafeHandle("@" + strings.TrimPrefix(string(p.Handle), "@") + "@" + Host)
	}
	name, g := accounts.SafeName(string(p.Name))
	return handle, name, f | g
}

// language is the first of the languages that a record names, "" for what is no tag.
func language(r record) string {
	if len(r.Langs) > 0 && tag().MatchString(string(r.Langs[0])) {
		return string(r.Langs[0])
	}
	return ""
}

var tag = accounts.Pattern(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$`)

// Thread reads the conversation around a post, oldest first (https://docs.bsky.app/docs/api/app-bsky-feed-get-post-thread). A post
// that is gone is no error: the thread says so.
func (c *Client) Thread(ctx context.Context, remoteID string) (accounts.Thread, error) {
	const what = "reading a conversation"
	t := accounts.Thread{Account: c.acc.ID, Root: remoteID, Read: c.now().UTC()}
	if _, err := parseURI(what, remoteID); err != nil {
		return t, err
	}
	var v struct {
		Thread wire.Maybe[node] `json:"thread"`
	}
	err := absent(c.get(ctx, what, "app.bsky.feed.getPostThread", url.Values{"uri": {remoteID}, "depth": {"10"}, "parentHeight": {"80"}}, &v))
	switch {
	case err != nil && accounts.AsErr(err).Code == accounts.CodeNotFound:
		t.Gone = true
		return t, nil
	case err != nil:
		return t, err
	case !v.Thread.Get().Post.There():
		t.Gone = v.Thread.There()
		if !t.Gone {
			return t, notServer(what, "the answer holds no conversation")
		}
		return t, nil
	}
	root := v.Thread.Get()
	for up := root.Parent; up.There() && up.Get().Post.There(); up = up.Get().Parent {
		t.Said = append(t.Said, c.said(up.Get().Post.Get()))
	}
	slices.Reverse(t.Said) // What comes first is said first, also within one moment.
	c.below(root, &t.Said)
	slices.SortStableFunc(t.Said, func(a, b accounts.Said) int { return a.At.Compare(b.At) })
	return t, nil
}

// below adds a post and all that answers it.
func (c *Client) below(n node, said *[]accounts.Said) {
	if len(*said) >= 1000 || !n.Post.There() {
		return
	}
	*said = append(*said, c.said(n.Post.Get()))
	for _, r := range n.Replies {
		c.below(r, said)
	}
}

// said is a post of a conversation.
func (c *Client) said(v view) accounts.Said {
	r := v.Record.Get()
	s := accounts.Said{
		RemoteID: string(v.URI), Own: string(v.Author.Get().DID) == c.acc.RemoteID, Visibility: accounts.Public, At: v.IndexedAt.Time,
		InReplyTo: string(r.Reply.Get().Parent.URI), Media: attached(r.Embed.Get()), Links: links(r),
	}
	if !r.CreatedAt.IsZero() && r.CreatedAt.Before(s.At) {
		s.At = r.CreatedAt.Time
	}
	s.Text, _ = accounts.SafeBlock(string(r.Text))
	s.Author, s.AuthorName, _ = names(v.Author.Get())
	if at, err := parseURI("", string(v.URI)); err == nil {
		s.URL = at.page()
	}
	return s
}
