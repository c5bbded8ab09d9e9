package mastodon

import (
	"strings"

	"vocero/accounts"
)

// kinds are the types of notification that mean something here (https://docs.joinmastodon.org/entities/Notification/#type);
// all others are OtherKind.
var kinds = map[str]accounts.MentionKind{
	"mention": accounts.Talk, "quote": accounts.Talk, "favourite": accounts.Like, "reblog": accounts.Boost,
	"follow": accounts.Follow, "follow_request": accounts.Follow, "poll": accounts.PollEnd,
}

// mention is a notification in our words.
func (c *Client) mention(n notification) accounts.Mention {
	kind, known := kinds[n.Type]
	if !known {
		kind = accounts.OtherKind
	}
	from := n.Account.Get()
	m := accounts.Mention{
		Account: c.acc.ID, RemoteID: string(n.ID), Kind: kind, AuthorID: string(from.ID), At: n.CreatedAt.Time, Received: c.now().UTC(),
	}
	m.Author, m.AuthorName, m.Flags = c.names(from)
	if m.At.IsZero() {
		m.At = m.Received
	}
	if !n.Status.There() {
		m.URL = openable(string(from.URL))
		return m
	}
	return c.says(m, n.Status.Get(), from)
}

// says adds to a mention what was said.
func (c *Client) says(m accounts.Mention, s status, from person) accounts.Mention {
	var f accounts.Flags
	m.StatusID, m.URL = string(s.ID), webURL(s)
	m.Text, m.Links, f = accounts.HTMLText(string(s.Content))
	m.Flags |= f
	m.CW, f = accounts.SafeLine(string(s.SpoilerText))
	m.Flags |= f
	m.Visibility, m.Language = visibility(s.Visibility), language(s.Language)
	m.InReplyTo, m.Media, m.Addressed = string(s.InReplyTo), attached(s.Media), c.addressed(s, from)
	return m
}

// said is a post of a conversation.
func (c *Client) said(s status) accounts.Said {
	out := accounts.Said{
		RemoteID: string(s.ID), Own: c.own(s), CW: accounts.LineText(string(s.SpoilerText)), Visibility: visibility(s.Visibility),
		At: s.CreatedAt.Time, URL: webURL(s), InReplyTo: string(s.InReplyTo), Media: attached(s.Media),
	}
	out.Author, out.AuthorName, _ = c.names(s.Account.Get())
	out.Text, out.Links, _ = accounts.HTMLText(string(s.Content))
	return out
}

// names are somebody's handle with its host, and display name.
func (c *Client) names(p person) (handle, name accounts.Text, f accounts.Flags) {
	handle, f = c.handle(p)
	name, g := accounts.SafeName(string(p.DisplayName))
	return handle, name, f | g
}

// handle is "@ana@otro.example"; the server's own people come without a host.
func (c *Client) handle(p person) (accounts.Text, accounts.Flags) {
	acct := strings.TrimPrefix(string(p.Acct), "@")
	if acct == "" {
		acct = string(p.Username)
	}
	if acct == "" {
		return accounts.Text{}, 0
	}
	if !strings.Contains(acct, "@") {
		acct += "@" + c.acc.Host
	}
	return accounts.SafeHandle("@" + acct)
}

// addressed are the other handles that a post names: neither ours nor the author's.
func (c *Client) addressed(s status, author person) []accounts.Text {
	var out []accounts.Text
	for _, p := range s.Mentions {
		if p.ID != "" && (string(p.ID) == c.acc.RemoteID || p.ID == author.ID) {
			continue
		}
		if h, _ := c.handle(p); !h.IsZero() {
			out = append(out, h)
		}
	}
	return out
}

// attached names the files of a post.
func attached(ms list[attachment]) []accounts.Attached {
	var out []accounts.Attached
	for _, m := range ms {
		a := accounts.Attached{Kind: "unknown", URL: openable(string(m.URL), string(m.RemoteURL)), Alt: accounts.BlockText(string(m.Description))}
		switch m.Type {
		case "image", "video", "audio", "gifv":
			a.Kind = string(m.Type)
		}
		out = append(out, a)
	}
	return out
}

// visibility reads who can see a post. What only some servers have is read as the nearest narrower one, and what nobody knows as
// direct, so that a reply is never wider than what it answers. "local" is Pleroma's, "mutuals_only" GoToSocial's.
func visibility(s str) accounts.Visibility {
	v, err := accounts.ParseVisibility(string(s))
	switch {
	case err == nil && v != 0:
		return v
	case s == "local", s == "mutuals_only":
		return accounts.Followers
	}
	return accounts.Direct
}

var languageTag = accounts.Pattern(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$`)

// language is a BCP 47 tag, "" for anything else.
func language(s str) string {
	if languageTag().MatchString(string(s)) {
		return string(s)
	}
	return ""
}

// split parts a full handle into name and host.
func split(handle string) (user, host string) {
	user, host, _ = strings.Cut(strings.TrimPrefix(handle, "@"), "@")
	return user, host
}
