package twitter

import (
	"context"
	"net/url"
	"slices"

	"vocero/accounts"
	"vocero/accounts/wire"
)

const readingAccount = "reading the account"

// who reads back whose keys these are (https://docs.x.com/x-api/users/get-my-user).
func (m *modern) who(ctx context.Context) (accounts.Profile, error) {
	u, err := m.me(ctx, readingAccount, "name,username")
	if err != nil {
		return accounts.Profile{}, err
	}
	return m.profile(string(u.ID), string(u.Username), string(u.Name)), nil
}

func (m *modern) me(ctx context.Context, what, fields string) (user, error) {
	var v struct {
		Data   wire.Maybe[user]   `json:"data"`
		Errors wire.List[problem] `json:"errors"`
	}
	if err := m.get(ctx, what, "/2/users/me", url.Values{"user.fields": {fields}}, &v); err != nil {
		return user{}, err
	}
	u := v.Data.Get()
	m.users(u)
	if checkID(what, string(u.ID)) != nil || u.Username == "" {
		if err := partial(what, v.Errors); err != nil {
			return u, err
		}
		return u, notServer(what, "the answer names no account")
	}
	return u, nil
}

func (p peer) profile(id, username, name string) accounts.Profile {
	n, _ := accounts.SafeName(name)
	out := accounts.Profile{RemoteID: id, User: accounts.LineText(username).String(), Host: p.host(), Name: n}
	if out.Host == Host {
		out.URL, _ = accounts.SafeURL("https://" + Host + "/" + out.User)
	} else {
		out.URL, _ = accounts.SafeURL(p.acc.Server + "/" + out.User)
	}
	return out
}

// lookup reads posts by their ids, in whatever order the network gives them, and the errors of those that it does not give
// (https://docs.x.com/x-api/posts/get-posts-by-ids).
func (m *modern) lookup(ctx context.Context, what string, q url.Values) (page, error) {
	var p page
	if err := m.get(ctx, what, "/2/tweets", q, &p); err != nil {
		return p, err
	}
	m.posts(p.Data.Get(), false)
	if !p.Data.There() && partial(what, p.Errors) == nil {
		return p, notServer(what, "the answer holds no posts")
	}
	return p, nil
}

// one reads one post; the error has CodeNotFound when there is none (https://docs.x.com/x-api/posts/get-post-by-id).
func (m *modern) one(ctx context.Context, what, id, fields string) (post, map[string]file, error) {
	if err := checkID(what, id); err != nil {
		return post{}, nil, err
	}
	var v struct {
		Data     wire.Maybe[post]     `json:"data"`
		Includes wire.Maybe[includes] `json:"includes"`
		Errors   wire.List[problem]   `json:"errors"`
	}
	if err := m.get(ctx, what, "/2/tweets/"+id, postQuery(fields), &v); err != nil {
		return post{}, nil, err
	}
	if v.Data.There() {
		m.posts([]post{v.Data.Get()}, false)
	}
	if string(v.Data.Get().ID) != id {
		if err := partial(what, v.Errors); err != nil && !v.Data.There() {
			return post{}, nil, err
		}
		return post{}, nil, notServer(what, "the answer holds no such post")
	}
	return v.Data.Get(), v.Includes.Get().media(), nil
}

// read reads one post back. The network rewrites links, so a post's source is not told.
func (m *modern) read(ctx context.Context, remoteID string) (accounts.Remote, error) {
	const what, fields = "reading a post", postFields + ",public_metrics"
	var p post
	var by map[string]file
	there, err := false, checkID(what, remoteID)
	if err == nil && m.login.Own && m.isOurs(remoteID) {
		p, by, there, err = m.mine(ctx, what, remoteID, fields)
	}
	if err == nil && !there {
		p, by, err = m.one(ctx, what, remoteID, fields)
	}
	if err != nil {
		return accounts.Remote{}, err
	}
	from := ""
	if string(p.AuthorID) == m.acc.RemoteID {
		from = m.acc.User
	}
	n := p.Public.Get()
	text, _, _ := shown(p)
	return accounts.Remote{
		Receipt: accounts.Receipt{RemoteID: remoteID, URL: m.permalink(from, remoteID), At: p.CreatedAt.Time},
		Text:    text, Visibility: accounts.Public, InReplyTo: p.ref("replied_to"), Media: media(p, by),
		Counts: accounts.Counts{Likes: int(n.Likes.Or(-1)), Boosts: int(n.boosts(-1)), Replies: int(n.Replies.Or(-1))},
	}, nil
}

// thread reads the conversation around a post: at most a hundred posts of the last seven days, for each is paid for
// (https://docs.x.com/x-api/fundamentals/conversation-id), the first post, and the one that was asked for.
func (m *modern) thread(ctx context.Context, remoteID string) (accounts.Thread, error) {
	const what = "reading a conversation"
	fields := postFields + ",conversation_id"
	t := accounts.Thread{Account: m.acc.ID, Root: remoteID, Read: m.now().UTC()}
	p, by, err := m.one(ctx, what, remoteID, fields)
	if has(err, accounts.CodeNotFound) {
		t.Gone = true
		return t, nil
	}
	if err != nil {
		return t, err
	}
	posts := []post{p}
	root := string(p.Conversation)
	if checkID(what, root) == nil {
		q := postQuery(fields)
		q.Set("query", "conversation_id:"+root)
		q.Set("max_results", "100")
		found, err := m.recent(ctx, what, q)
		if err != nil {
			return t, err
		}
		posts = append(posts, found.Data.Get()...)
		by = merge(by, found.Includes.Get().media())
		if !slices.ContainsFunc(posts, func(x post) bool { return string(x.ID) == root }) {
			first, files, err := m.one(ctx, what, root, fields)
			if err != nil && !has(err, accounts.CodeNotFound, accounts.CodeForbidden) {
				return t, err
			}
			posts, by = append(posts, first), merge(by, files)
		}
	}
	posts = slices.DeleteFunc(posts, func(x post) bool { return checkID(what, string(x.ID)) != nil })
	slices.SortFunc(posts, func(a, b post) int { return compareIDs(string(a.ID), string(b.ID)) })
	posts = slices.CompactFunc(posts, func(a, b post) bool { return a.ID == b.ID })
	authors, err := m.people(ctx, what, posts)
	if err != nil {
		return t, err
	}
	for _, x := range posts {
		t.Said = append(t.Said, m.said(x, by, authors[string(x.AuthorID)]))
	}
	return t, nil
}

func merge(a, b map[string]file) map[string]file {
	if a == nil {
		return b
	}
	for k, v := range b {
		a[k] = v
	}
	return a
}

// said is a post of a conversation.
func (m *modern) said(p post, by map[string]file, from somebody) accounts.Said {
	id := string(p.ID)
	s := accounts.Said{RemoteID: id, Author: from.handle, AuthorName: from.name, Own: string(p.AuthorID) == m.acc.RemoteID, Visibility: accounts.Public,
		At: p.CreatedAt.Time, URL: m.permalink(from.user, id), InReplyTo: p.ref("replied_to"), Media: media(p, by)}
	s.Text, s.Links, _ = shown(p)
	return s
}
