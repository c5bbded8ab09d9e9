package twitter

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"vocero/accounts"
	"vocero/accounts/transport"
	"vocero/accounts/wire"
)

const (
	searching   = "searching"
	counting    = "counting posts"
	queryMost   = 512 // characters (https://docs.x.com/x-api/posts/search/introduction)
	recentDays  = 7 * 24 * time.Hour
	searchLeast = 10
	searchMost  = 100
)

// query is what is looked for, in the words of the network (https://docs.x.com/x-api/posts/search/integrate/operators), with more
// conditions behind it.
func query(what string, s accounts.Search, more ...string) (string, error) {
	q := strings.TrimSpace(s.Words)
	if q == "" {
		return "", no(what, accounts.CodeRefused, "there is nothing to look for; give a word")
	}
	if l, _, _ := strings.Cut(s.Language, "-"); l != "" {
		more = append(more, "lang:"+strings.ToLower(l))
	}
	if len(more) > 0 {
		q = "(" + q + ") " + strings.Join(more, " ")
	}
	if n := len([]rune(q)); n > queryMost {
		return "", no(what, accounts.CodeTooLong, "%d characters are too many for a search, %d fit; leave words out", n, queryMost)
	}
	return q, nil
}

// since is the beginning of a search within the seven days that the network keeps; zero for all of them.
func (p peer) since(t time.Time) time.Time {
	if oldest := p.now().Add(-recentDays + time.Minute); !t.IsZero() && t.Before(oldest) {
		return oldest
	}
	return p.past(t)
}

// recent reads a page of https://docs.x.com/x-api/posts/search-recent-posts.
func (m *modern) recent(ctx context.Context, what string, q url.Values) (page, error) {
	var p page
	if err := m.get(ctx, what, "/2/tweets/search/recent", q, &p); err != nil {
		return p, err
	}
	m.posts(p.Data.Get(), false)
	if !p.answered() {
		if err := partial(what, p.Errors); err != nil {
			return p, err
		}
		return p, notServer(what, "the answer holds no posts")
	}
	return p, nil
}

// search reads one page, the newest first. Every post is paid for.
func (m *modern) search(ctx context.Context, s accounts.Search) (accounts.Found, error) {
	var more []string
	if m.acc.User != "" {
		more = append(more, "-from:"+m.acc.User) // What is one's own is not paid for to be left out.
	}
	words, err := query(searching, s, more...)
	if err != nil || s.Since.After(m.now()) {
		return accounts.Found{}, err
	}
	q := postQuery(postFields)
	q.Set("query", words)
	limit := s.Limit
	if limit == 0 {
		limit = searchLeast
	}
	q.Set("max_results", fmt.Sprint(min(max(limit, searchLeast), searchMost)))
	if at := m.since(s.Since); !at.IsZero() {
		q.Set("start_time", stamp(at))
	}
	if s.Cursor != "" {
		q.Set("next_token", s.Cursor)
	}
	p, err := m.recent(ctx, searching, q)
	if err != nil {
		return accounts.Found{}, err
	}
	authors, err := m.people(ctx, searching, p.Data.Get())
	if err != nil {
		return accounts.Found{}, err
	}
	out, by := accounts.Found{Cursor: string(p.Meta.Get().Next)}, p.Includes.Get().media()
	for _, x := range p.Data.Get() {
		if checkID("", string(x.ID)) == nil && string(x.AuthorID) != m.acc.RemoteID && !x.CreatedAt.Before(s.Since) {
			out.Mentions = append(out.Mentions, m.mention(x, by, authors[string(x.AuthorID)]))
		}
	}
	return out, nil
}

// volume reads https://docs.x.com/x-api/posts/get-counts-of-recent-posts, by hour for two days and by day for more. It is paid for
// by the request, and it is the one call that takes the token of the app and no signature.
func (m *modern) volume(ctx context.Context, s accounts.Search) ([]accounts.Volume, error) {
	words, err := query(counting, s)
	if err != nil || s.Since.After(m.now()) {
		return nil, err
	}
	t, err := m.app(ctx)
	if err != nil {
		return nil, err
	}
	grain, from := "day", m.since(s.Since)
	if !from.IsZero() && m.now().Sub(from) <= 48*time.Hour {
		grain = "hour"
	}
	q := url.Values{"query": {words}, "granularity": {grain}}
	if !from.IsZero() {
		q.Set("start_time", stamp(from))
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, m.acc.Server+"/2/tweets/counts/recent?"+q.Encode(), nil)
	if err != nil {
		return nil, transport.Error(counting, err)
	}
	var v struct {
		Data wire.Maybe[wire.List[struct {
			Start  wire.Time `json:"start"`
			End    wire.Time `json:"end"`
			Tweets wire.Num  `json:"tweet_count"`
			Posts  wire.Num  `json:"post_count"`
		}]] `json:"data"`
	}
	if _, err := exchange(t, counting, r, &v); err != nil {
		if has(err, accounts.CodeAuth) {
			m.forget()
		}
		return nil, err
	}
	m.bill.add(accounts.ItemCount, "")
	if !v.Data.There() {
		return nil, notServer(counting, "the answer holds no counts")
	}
	var out []accounts.Volume
	for _, c := range v.Data.Get() {
		if !c.Start.IsZero() {
			out = append(out, accounts.Volume{From: c.Start.Time, To: c.End.Time, Posts: int(c.Tweets.Or(c.Posts.Or(0)))})
		}
	}
	return out, nil
}

// apps are the tokens of apps that the process has fetched, by server and key.
var apps sync.Map

func (p peer) appKey() string { return p.acc.Server + "|" + p.login.ConsumerKey.Reveal() }

// forget drops an app's token that is good no more.
func (p peer) forget() { apps.Delete(p.appKey()) }

// app is a chain with the token of the client's app
// (https://docs.x.com/fundamentals/authentication/oauth-2-0/application-only). It is the same until it is revoked.
func (m *modern) app(ctx context.Context) (*transport.Client, error) {
	o := transport.Options{Server: m.acc.Server, Account: m.acc.VaultKey(), UserAgent: m.opt.UserAgent, Now: m.now, Refused: refused(m.now)}
	if t, ok := apps.Load(m.appKey()); ok {
		o.Token = t.(accounts.Secret)
		return transport.New(o), nil
	}
	basic := base64.StdEncoding.EncodeToString([]byte(url.QueryEscape(m.login.ConsumerKey.Reveal()) + ":" + url.QueryEscape(m.login.ConsumerSecret.Reveal())))
	transport.Keep(accounts.NewSecret(basic))
	ask := o
	ask.Sign = func(*http.Request) (http.Header, error) { return http.Header{"Authorization": {"Basic " + basic}}, nil }
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, m.acc.Server+"/oauth2/token", strings.NewReader("grant_type=client_credentials"))
	if err != nil {
		return nil, transport.Error(counting, err)
	}
	r.Header.Set("Content-Type", formType+";charset=UTF-8")
	var v struct {
		Type   wire.Str        `json:"token_type"`
		Access json.RawMessage `json:"access_token"`
	}
	if _, err := exchange(transport.New(ask), counting, r, &v); err != nil {
		return nil, err
	}
	var token string
	if json.Unmarshal(v.Access, &token) != nil || token == "" || !strings.EqualFold(string(v.Type), "bearer") {
		return nil, notServer(counting, "the answer holds no token of the app")
	}
	o.Token = accounts.NewSecret(token)
	apps.Store(m.appKey(), o.Token)
	return transport.New(o), nil
}
