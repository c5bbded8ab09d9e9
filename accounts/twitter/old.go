package twitter

//lint:file-ignore SA1019 The library for version 1.1 is kept as it is: that version changes no more.

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	legacy "github.com/dghubble/go-twitter/twitter"

	"vocero/accounts"
	"vocero/accounts/transport"
	"vocero/accounts/wire"
)

// Where version 1.1 lies below a server: on X, and on Friendica and GNU social.
const (
	oldPath = "/1.1/"
	apiPath = "/api/"
)

// libraryHost is the one host that the library knows.
const libraryHost = "api.twitter.com"

// classic speaks version 1.1 of the API.
type classic struct{ peer }

// ride gives the requests of the library their context and their true address, above the signature.
type ride struct {
	ctx  context.Context
	base http.RoundTripper
	to   *url.URL
	path string
}

// RoundTrip sends one request. What a redirect made of it is left to the chain, which refuses other hosts.
func (r ride) RoundTrip(q *http.Request) (*http.Response, error) {
	q = q.Clone(r.ctx)
	if q.URL.Host == libraryHost {
		q.URL.Scheme, q.URL.Host, q.Host = r.to.Scheme, r.to.Host, ""
		q.URL.Path = strings.Replace(q.URL.Path, oldPath, r.path, 1)
	}
	resp, err := r.base.RoundTrip(q)
	if err == nil {
		resp.Body = &unmarked{ReadCloser: resp.Body, in: bufio.NewReader(resp.Body)}
	}
	return resp, err
}

// unmarked is a body without the byte order mark that some servers begin with: the library's decoder does not know it.
type unmarked struct {
	io.ReadCloser
	in   *bufio.Reader
	once bool
}

// Read reads on.
func (u *unmarked) Read(p []byte) (int, error) {
	if !u.once {
		u.once = true
		if b, err := u.in.Peek(3); err == nil && len(transport.TrimBOM(b)) == 0 {
			_, _ = u.in.Discard(3) // They were peeked at.
		}
	}
	return u.in.Read(p)
}

// library is the library for one call. The chain below it answers with errors of ours to everything that is no success.
func (p peer) library(ctx context.Context) (*legacy.Client, error) {
	to, err := url.Parse(p.acc.Server)
	if err != nil {
		return nil, err
	}
	h := *p.http.HTTP()
	h.Transport = ride{ctx, h.Transport, to, p.login.Path}
	return legacy.NewClient(&h), nil
}

// ask makes one call of the library and returns the status with its answer.
func ask[T any](ctx context.Context, p peer, what string, call func(*legacy.Client) (T, *http.Response, error)) (T, int, error) {
	var none T
	l, err := p.library(transport.Doing(ctx, what))
	if err != nil {
		return none, 0, transport.Error(what, err)
	}
	out, resp, err := call(l)
	status := 0
	if resp != nil {
		status = resp.StatusCode
	}
	if err == nil && (resp == nil || resp.ContentLength == 0 || status == http.StatusNoContent) { // The library takes it for a success.
		err = notServer(what, "the answer is empty")
	}
	if err != nil {
		err = transport.Error(what, err)
		if status == 0 {
			status = accounts.AsErr(err).Status
		}
		return none, status, err
	}
	return out, status, nil
}

// number is an id as the library wants it.
func number(what, id string) (int64, error) {
	if err := checkID(what, id); err != nil {
		return 0, err
	}
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return 0, no(what, accounts.CodeRefused, "it is no id of this network")
	}
	return n, nil
}

func digits(n int64, s string) string {
	if s == "" && n > 0 {
		return strconv.FormatInt(n, 10)
	}
	return s
}

// verify asks who the keys belong to (account/verify_credentials), which every app may.
func (p peer) verify(ctx context.Context, what string) (*legacy.User, error) {
	u, _, err := ask(ctx, p, what, func(l *legacy.Client) (*legacy.User, *http.Response, error) {
		return l.Accounts.VerifyCredentials(&legacy.AccountVerifyParams{SkipStatus: legacy.Bool(true), IncludeEntities: legacy.Bool(false)})
	})
	if err != nil {
		return nil, err
	}
	u.IDStr = digits(u.ID, u.IDStr)
	if checkID(what, u.IDStr) != nil || u.ScreenName == "" {
		return nil, notServer(what, "the answer names no account")
	}
	return u, nil
}

func (c *classic) who(ctx context.Context) (accounts.Profile, error) {
	u, err := c.verify(ctx, readingAccount)
	if err != nil {
		return accounts.Profile{}, err
	}
	return c.profile(u.IDStr, u.ScreenName, u.Name), nil
}

func (c *classic) survey(ctx context.Context) (accounts.Figures, error) {
	u, err := c.verify(ctx, measuring)
	if err != nil {
		return accounts.Figures{}, err
	}
	return accounts.Figures{At: c.now().UTC(), Values: map[accounts.Figure]int64{
		accounts.FollowersN: int64(u.FollowersCount), accounts.FollowingN: int64(u.FriendsCount), accounts.PostsN: int64(u.StatusesCount)}}, nil
}

// instance tells what a post may hold. Servers other than X say how long one may be (statusnet/config, a call of GNU social that
// Friendica has as well); one that does not say is taken for X.
func (c *classic) instance(ctx context.Context) (accounts.Instance, error) {
	const what = "reading the server"
	if _, err := c.verify(ctx, what); err != nil {
		return accounts.Instance{}, foreign(what, err)
	}
	in := c.about(accounts.APIv1)
	if c.login.Path != apiPath {
		return in, nil
	}
	var v struct {
		Site wire.Maybe[struct {
			Name wire.Str `json:"name"`
			Most wire.Num `json:"textlimit"`
		}] `json:"site"`
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, c.acc.Server+apiPath+"statusnet/config.json", nil)
	if err != nil {
		return in, transport.Error(what, err)
	}
	if _, err := exchange(c.http, what, r, &v); err != nil || !v.Site.There() {
		return in, nil // Not every server tells.
	}
	in.Title = accounts.LineText(string(v.Site.Get().Name))
	if n := v.Site.Get().Most.Or(0); n > 0 && c.login.Chars == 0 {
		in.Limits.Chars, in.Limits.Count = int(n), accounts.CountRule{Unit: accounts.CountRunes}
	}
	return in, nil
}

// converted is a status in the words of version 2, so that both are handled as one. Its author is remembered.
func (c *classic) converted(t legacy.Tweet) (post, somebody, map[string]file) {
	p := post{ID: wire.ID(digits(t.ID, t.IDStr)), Text: wire.Str(t.FullText), Lang: wire.Str(t.Lang)}
	if p.Text == "" {
		p.Text = wire.Str(t.Text)
	}
	if at, err := t.CreatedAtTime(); err == nil {
		p.CreatedAt.Time = at.UTC()
	}
	var from somebody
	if t.User != nil {
		id := digits(t.User.ID, t.User.IDStr)
		p.AuthorID = wire.ID(id)
		from = c.learn(id, t.User.ScreenName, t.User.Name)
	}
	if id := digits(t.InReplyToStatusID, t.InReplyToStatusIDStr); id != "" {
		p.Refs = append(p.Refs, reference{"replied_to", wire.ID(id)})
	}
	if t.RetweetedStatus != nil {
		p.Refs = append(p.Refs, reference{"retweeted", wire.ID(digits(t.RetweetedStatus.ID, t.RetweetedStatus.IDStr))})
	}
	return p, from, c.hung(t, &p)
}

// hung puts the links, the people and the files of a status into a post.
func (c *classic) hung(t legacy.Tweet, p *post) map[string]file {
	var e entities
	if t.Entities != nil {
		for _, u := range t.Entities.Urls {
			e.URLs = append(e.URLs, shortURL{URL: wire.Str(u.URL), Expanded: wire.Str(u.ExpandedURL), Display: wire.Str(u.DisplayURL)})
		}
		for _, m := range t.Entities.UserMentions {
			e.Mentions = append(e.Mentions, named{wire.Str(m.ScreenName)})
		}
	}
	hanging, by := hangings{}, map[string]file{}
	files := t.ExtendedEntities
	if files == nil && t.Entities != nil {
		files = &legacy.ExtendedEntity{Media: t.Entities.Media}
	}
	if files != nil {
		for i, m := range files.Media {
			key := strconv.Itoa(i)
			hanging.MediaKeys = append(hanging.MediaKeys, wire.Str(key))
			by[key] = file{Key: wire.Str(key), Type: wire.Str(m.Type), URL: wire.Str(m.MediaURLHttps)}
			e.URLs = append(e.URLs, shortURL{URL: wire.Str(m.URL), Expanded: wire.Str(m.ExpandedURL), MediaKey: wire.Str(key)})
		}
	}
	p.Entities, p.Attached = wire.Some(e), wire.Some(hanging)
	return by
}
