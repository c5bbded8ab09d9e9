package feed_test

import (
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/feed"
	"vocero/accounts/networktest"
	"vocero/accounts/practice"
)

// shared is what neither a blog nor a forum has.
var shared = networktest.Traits{Keys: networktest.KeyRefused, NoPoll: true, NoDirect: true, NoFocus: true, Plain: true, NoLanguage: true, NoBoost: true, NoFollow: true,
	TalkOnly: true, NoMedia: true, NoFiles: true, NoTwice: true}

func TestConformanceWordPress(t *testing.T) {
	x := shared
	x.Software, x.Answers = accounts.SoftwareWordPress, true
	x.Cannot = []accounts.Op{accounts.OpLike, accounts.OpUnlike, accounts.OpBoost, accounts.OpUnboost}
	networktest.Run(t, networktest.Fixture{Traits: x, Start: func(t *testing.T) *networktest.Bench {
		return loggedIn(t, practice.Blog, map[networktest.Place]practice.Fault{
			networktest.OnSend: {Method: "POST", Path: "/wp-json/wp/v2/comments", Exact: true}, networktest.OnWho: {Path: "/wp-json/wp/v2/users/me"},
			networktest.OnInbox: {Method: "GET", Path: "/wp-json/wp/v2/comments", Exact: true}, networktest.OnInstance: {Path: "/wp-json/", Exact: true},
			networktest.OnRead: {Method: "GET", Path: "/wp-json/wp/v2/comments/"}, networktest.OnAct: {Method: "POST", Path: "/wp-json/wp/v2/comments/"},
		})
	}})
}

func TestConformanceDiscourse(t *testing.T) {
	x := shared
	x.Software = accounts.SoftwareDiscourse
	networktest.Run(t, networktest.Fixture{Traits: x, Start: func(t *testing.T) *networktest.Bench {
		return loggedIn(t, practice.Forum, map[networktest.Place]practice.Fault{
			networktest.OnSend: {Method: "POST", Path: "/posts.json"}, networktest.OnWho: {Path: "/session/current.json"},
			networktest.OnInbox: {Method: "GET", Path: "/posts.json"}, networktest.OnInstance: {Path: "/about.json"},
			networktest.OnRead: {Method: "GET", Path: "/posts/"}, networktest.OnAct: {Method: "POST", Path: "/post_actions.json"},
		})
	}})
}

// desk is a practice server with an account of ours, complete.
type desk struct {
	*practice.Server
	own, vecina *practice.Account
	acc         accounts.Account
	secret      accounts.Secret
	root        string // the article that everything on a blog hangs on
}

func answers(url, user, password string) accounts.Answers {
	return accounts.Answers{}.With("url", url).With("user", user).With("password", password)
}

func begin(t *testing.T, m practice.Model) *desk {
	t.Helper()
	s, err := practice.Start(practice.Options{Model: m, Host: "luz.example", Title: "Panadería Luz"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	d := &desk{Server: s, own: s.AddAccount("panaderialuz", "Panadería Luz"), vecina: s.AddStranger("vecina", "Vecina")}
	if m == practice.Blog {
		d.root = s.Post(d.own, practice.Say{Text: "Pan de centeno\nCómo lo hacemos.", At: time.Now().Add(-30 * 24 * time.Hour)})
	}
	d.acc, d.secret, err = feed.LogIn(t.Context(), accounts.Account{ID: "01J0000000000000000000LUZ0"}, answers(s.URL(), d.own.Username, d.own.Token), feed.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (d *desk) open(t *testing.T, secret accounts.Secret) *feed.Client {
	t.Helper()
	if secret.IsZero() {
		secret = d.secret
	}
	c, err := feed.New(d.acc, secret, feed.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// say lets a stranger speak, on a blog below the article.
func (d *desk) say(from *practice.Account, w practice.Say) string {
	if w.InReplyTo == "" {
		w.InReplyTo = d.root
	}
	return d.Mention(from, d.own, w)
}

func loggedIn(t *testing.T, m practice.Model, places map[networktest.Place]practice.Fault) *networktest.Bench {
	d := begin(t, m)
	n, stranger := 0, d.vecina.ID
	if m == practice.Blog {
		stranger = "guest:vecina"
	}
	b := &networktest.Bench{
		Account: d.acc, Token: accounts.NewSecret(d.own.Token), Stranger: stranger, Root: "p" + d.root,
		Open: func(t *testing.T, token accounts.Secret) accounts.Network { return d.open(t, token) },
		Say: func(w networktest.Words) string {
			from := d.vecina
			if w.Name != "" {
				n++
				from = d.AddStranger(fmt.Sprintf("vecina%d", n), w.Name)
			}
			return d.say(from, practice.Say{Text: w.Text, HTML: w.HTML, InReplyTo: w.InReplyTo, At: w.At})
		},
		Like:   func(id string) { d.Favourite(d.vecina, id) },
		Boost:  func(id string) string { return d.Reblog(d.vecina, id) },
		Follow: func() { d.Server.Follow(d.vecina, d.own) },
		Break: func(f networktest.Fault) func() {
			p := places[f.At]
			p.Do, p.Status, p.Header, p.Body, p.Location, p.Hold, p.Count = practice.Action(f.Do), f.Status, f.Header, f.Body, f.Location, f.Until, f.Count
			return d.Fault(p)
		},
		Posts:   func() int { return d.Count(http.MethodPost, places[networktest.OnSend].Path) },
		Arrived: d.arrived,
		Uploads: func() []networktest.Upload { return nil },
		Revoke:  func() { d.Revoke(d.own.Token) },
		Close:   func() { _ = d.Close() },
	}
	b.Elsewhere, b.Heard = elsewhere(t)
	return b
}

func (d *desk) arrived() (out []networktest.Arrived) {
	for _, p := range d.Statuses(d.own) {
		a := networktest.Arrived{ID: p.ID, Text: p.Text, InReplyTo: p.InReplyToID, Visibility: accounts.Public, Key: p.IdempotencyKey, Deleted: p.Deleted, Edited: p.Edited, BoostOf: p.ReblogOfID}
		if d.root != "" {
			if a.Text = html.UnescapeString(p.Text); a.InReplyTo == d.root {
				a.InReplyTo = "p" + d.root
			}
		}
		out = append(out, a)
	}
	return out
}

// elsewhere is another server, which remembers the log-ins that it is shown.
func elsewhere(t *testing.T) (string, func() []string) {
	var mu sync.Mutex
	var heard []string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		heard = append(heard, strings.TrimSpace(r.Method+" "+r.Header.Get("Authorization")+r.Header.Get("Api-Key")))
		_, _ = w.Write([]byte(`{"id":1}`))
	}))
	t.Cleanup(s.Close)
	return s.URL + "/posts.json", func() []string {
		mu.Lock()
		defer mu.Unlock()
		return append([]string(nil), heard...)
	}
}
