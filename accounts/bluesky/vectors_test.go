package bluesky_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/bluesky"
)

// ask is one request as the API pages have it (https://docs.bsky.app/docs/category/http-reference), and what is answered.
type ask struct {
	method, nsid, query, body, answer string
}

const (
	vecinaDID = "did:plc:vecina2222222222222222"
	ownDID    = "did:plc:luz22222222222222222222"
	asked     = "at://" + vecinaDID + "/app.bsky.feed.post/3lask"
	view      = `{"uri":"` + asked + `","cid":"bafyask","author":{"did":"` + vecinaDID + `","handle":"vecina.bsky.social","displayName":"Vecina"},` +
		`"record":{"$type":"app.bsky.feed.post","text":"¿Abrís?","langs":["es"],"createdAt":"2026-11-22T08:30:05.123Z"},` +
		`"replyCount":1,"repostCount":2,"likeCount":3,"quoteCount":4,"bookmarkCount":5,"indexedAt":"2026-11-22T08:30:06Z","viewer":{}}`
	clock = "2026-11-22T09:00:00.000Z"
)

// replay lets a client make its calls to a server that answers by the list, and holds each request to it.
func replay(t *testing.T, asks []ask, do func(ctx context.Context, c *bluesky.Client) error) {
	t.Helper()
	n := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		if n >= len(asks) {
			t.Errorf("one request too many: %s %s", r.Method, r.URL)
			return
		}
		a := asks[n]
		n++
		if q, err := url.QueryUnescape(r.URL.RawQuery); err != nil || r.Method != a.method || r.URL.Path != "/xrpc/"+a.nsid || q != a.query || string(b) != a.body {
			t.Errorf("request %d is %s %s?%s\n%s\nwant %s %s?%s\n%s", n, r.Method, r.URL.Path, q, b, a.method, a.nsid, a.query, a.body)
		}
		if got := r.Header.Get("Authorization"); got != "Bearer access-CANARY" || !strings.HasPrefix(r.UserAgent(), "vocero/") {
			t.Errorf("request %d carries %q, %q", n, got, r.UserAgent())
		}
		if want := map[bool]string{true: "application/json"}[a.body != ""]; r.Header.Get("Content-Type") != want {
			t.Errorf("request %d is of type %q, want %q", n, r.Header.Get("Content-Type"), want)
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, a.answer)
	}))
	defer s.Close()
	acc := accounts.Account{ID: "01J0000000000000000000LUZ0", Network: accounts.Bluesky, Server: s.URL, Host: bluesky.Host, RemoteID: ownDID, User: "luz.bsky.social"}
	c, err := bluesky.New(acc, accounts.NewSecret(`{"password":"app-CANARY","access":"access-CANARY","refresh":"refresh-CANARY"}`), bluesky.Options{Now: func() time.Time {
		at, err := time.Parse(time.RFC3339, clock)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}})
	if err != nil {
		t.Fatal(err)
	}
	if err := do(t.Context(), c); err != nil {
		t.Error(err)
	}
	if n != len(asks) {
		t.Errorf("%d requests, want %d", n, len(asks))
	}
}

// act is one operation.
func act(op accounts.Op, target, text string) func(context.Context, *bluesky.Client) error {
	return func(ctx context.Context, c *bluesky.Client) error {
		_, err := c.Act(ctx, accounts.Outgoing{Op: op, Target: target, Text: text})
		return err
	}
}

func TestVectorsOfActs(t *testing.T) {
	posts := ask{"GET", "app.bsky.feed.getPosts", "uris=" + asked, "", `{"posts":[` + view + `]}`}
	profile := ask{"GET", "app.bsky.actor.getProfile", "actor=" + vecinaDID, "", `{"did":"` + vecinaDID + `","handle":"vecina.bsky.social","viewer":{}}`}
	create := func(collection, subject string) ask {
		return ask{"POST", "com.atproto.repo.createRecord", "", `{"collection":"` + collection + `","record":{"$type":"` + collection + `","createdAt":"` + clock + `","subject":` + subject + `},"repo":"` + ownDID + `"}`,
			`{"uri":"at://` + ownDID + `/` + collection + `/3l","cid":"bafy"}`}
	}
	about := `{"uri":"` + asked + `","cid":"bafyask"}`
	for name, v := range map[string]struct {
		asks []ask
		do   func(context.Context, *bluesky.Client) error
	}{
		"like":   {[]ask{posts, create("app.bsky.feed.like", about)}, act(accounts.OpLike, asked, "")},
		"boost":  {[]ask{posts, create("app.bsky.feed.repost", about)}, act(accounts.OpBoost, asked, "")},
		"follow": {[]ask{profile, create("app.bsky.graph.follow", `"`+vecinaDID+`"`)}, act(accounts.OpFollow, vecinaDID, "")},
		"mute":   {[]ask{{"POST", "app.bsky.graph.muteActor", "", `{"actor":"` + vecinaDID + `"}`, ``}}, act(accounts.OpMute, vecinaDID, "")},
		"unmute": {[]ask{{"POST", "app.bsky.graph.unmuteActor", "", `{"actor":"` + vecinaDID + `"}`, ``}}, act(accounts.OpUnmute, vecinaDID, "")},
		"delete": {[]ask{{"POST", "com.atproto.repo.deleteRecord", "", `{"collection":"app.bsky.feed.post","repo":"` + ownDID + `","rkey":"3lown"}`, `{}`}},
			act(accounts.OpDelete, "at://"+ownDID+"/app.bsky.feed.post/3lown", "")},
	} {
		t.Run(name, func(t *testing.T) { replay(t, v.asks, v.do) })
	}
}

func TestVectorsOfReading(t *testing.T) {
	t.Run("who", func(t *testing.T) {
		replay(t, []ask{{"GET", "com.atproto.server.getSession", "", "", `{"did":"` + ownDID + `","handle":"luz.bsky.social","active":true}`}}, func(ctx context.Context, c *bluesky.Client) error {
			p, err := c.Who(ctx)
			if p.RemoteID != ownDID || p.User != "luz.bsky.social" {
				t.Errorf("it is %+v", p)
			}
			return err
		})
	})
	t.Run("read", func(t *testing.T) {
		replay(t, []ask{{"GET", "app.bsky.feed.getPosts", "uris=" + asked, "", `{"posts":[` + view + `]}`}}, func(ctx context.Context, c *bluesky.Client) error {
			r, err := c.Read(ctx, asked)
			if r.Text.String() != "¿Abrís?" || r.Counts != (accounts.Counts{Likes: 3, Boosts: 2, Replies: 1}) {
				t.Errorf("it is %+v", r)
			}
			return err
		})
	})
	t.Run("figures", func(t *testing.T) {
		replay(t, []ask{{"GET", "app.bsky.feed.getPosts", "uris=" + asked, "", `{"posts":[` + view + `]}`}}, func(ctx context.Context, c *bluesky.Client) error {
			f, err := c.Measure(ctx, []string{asked})
			if len(f) != 1 || f[0].Values[accounts.Quotes] != 4 || f[0].Values[accounts.Bookmarks] != 5 {
				t.Errorf("they are %+v", f)
			}
			return err
		})
	})
	t.Run("the account's figures", func(t *testing.T) {
		replay(t, []ask{{"GET", "app.bsky.actor.getProfile", "actor=" + ownDID, "", `{"did":"` + ownDID + `","handle":"luz.bsky.social","followersCount":7,"followsCount":8,"postsCount":9}`}},
			func(ctx context.Context, c *bluesky.Client) error {
				f, err := c.Survey(ctx, time.Time{}, time.Time{})
				if f.Values[accounts.FollowersN] != 7 || f.Values[accounts.FollowingN] != 8 || f.Values[accounts.PostsN] != 9 {
					t.Errorf("they are %+v", f)
				}
				return err
			})
	})
}

func TestVectorsOfTheInboxAndTheSearch(t *testing.T) {
	notice := `{"uri":"` + asked + `","cid":"bafyask","author":{"did":"` + vecinaDID + `","handle":"vecina.bsky.social"},"reason":"mention","record":{"$type":"app.bsky.feed.post","text":"¿Abrís?",` +
		`"langs":["es"],"createdAt":"2026-11-22T08:30:05.123Z"},"isRead":false,"indexedAt":"2026-11-22T08:30:06.000Z"}`
	t.Run("inbox", func(t *testing.T) {
		replay(t, []ask{{"GET", "app.bsky.notification.listNotifications", "limit=100", "", `{"notifications":[` + notice + `]}`}}, func(ctx context.Context, c *bluesky.Client) error {
			in, err := c.Inbox(ctx, "", time.Time{})
			if len(in.Mentions) != 1 || in.Mentions[0].StatusID != asked || in.Mentions[0].Language != "es" || in.More {
				t.Errorf("it holds %+v", in)
			}
			return err
		})
	})
	t.Run("search", func(t *testing.T) {
		replay(t, []ask{{"GET", "app.bsky.feed.searchPosts", "lang=es&limit=25&q=pan de centeno&since=2026-11-20T00:00:00.000Z&sort=latest", "", `{"posts":[` + view + `],"cursor":"25"}`}},
			func(ctx context.Context, c *bluesky.Client) error {
				f, err := c.Search(ctx, accounts.Search{Words: "pan de centeno", Language: "es", Since: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC), Limit: 25})
				if len(f.Mentions) != 1 || f.Cursor != "25" || f.Mentions[0].Author.String() != "@vecina.bsky.social@bsky.app" {
					t.Errorf("it found %+v", f)
				}
				return err
			})
	})
	t.Run("conversation", func(t *testing.T) {
		replay(t, []ask{{"GET", "app.bsky.feed.getPostThread", "depth=10&parentHeight=80&uri=" + asked, "", `{"thread":{"$type":"app.bsky.feed.defs#threadViewPost","post":` + view + `,"replies":[]}}`}},
			func(ctx context.Context, c *bluesky.Client) error {
				th, err := c.Thread(ctx, asked)
				if len(th.Said) != 1 || th.Said[0].RemoteID != asked {
					t.Errorf("it is %+v", th)
				}
				return err
			})
	})
}
