package mastodon_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/mastodon"
	"vocero/accounts/networktest"
	"vocero/accounts/practice"
)

// traits are what the models promise, written down apart from the model itself.
var traits = map[practice.Model]networktest.Traits{
	practice.Mastodon:   {Software: "mastodon", Keys: networktest.KeySame},
	practice.GoToSocial: {Software: "gotosocial", Keys: networktest.KeyIgnored},
	practice.Pixelfed:   {Software: "pixelfed", Keys: networktest.KeyRefused, NoPoll: true, NoDirect: true, NoFocus: true, NoPlans: true},
	practice.Pleroma:    {Software: "pleroma", Keys: networktest.KeySame, NoFocus: true, NoPlans: true},
	practice.Friendica:  {Software: "friendica", Keys: networktest.KeyIgnored, NoPoll: true, NoFocus: true},
}

func TestConformance(t *testing.T) {
	for _, m := range practice.Models() {
		want, known := traits[m]
		if !known {
			t.Fatalf("nothing is written down for the model %s", m)
		}
		t.Run(string(m), func(t *testing.T) {
			networktest.Run(t, networktest.Fixture{Traits: want, Start: func(t *testing.T) *networktest.Bench { return bench(t, practice.Options{Model: m}) }})
		})
	}
}

// started is a practice server with one account of ours, complete.
func started(t *testing.T, o practice.Options) (*practice.Server, *practice.Account, accounts.Account) {
	t.Helper()
	s, err := practice.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	own := s.AddAccount("panaderialuz", "Panadería Luz")
	a := accounts.Account{
		ID: "01J0000000000000000000LUZ0", Network: accounts.Mastodon, Server: s.URL(), Host: s.Host(), RemoteID: own.ID, User: own.Username,
	}
	c, err := mastodon.New(a, accounts.NewSecret(own.Token), mastodon.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if a.Instance, err = c.Instance(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s, own, a
}

func opened(t *testing.T, a accounts.Account, token string) *mastodon.Client {
	t.Helper()
	c, err := mastodon.New(a, accounts.NewSecret(token), mastodon.Options{Poll: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func bench(t *testing.T, o practice.Options) *networktest.Bench {
	var passed atomic.Int64
	o.Now = func() time.Time { return time.Now().Add(time.Duration(passed.Load())) }
	s, own, a := started(t, o)
	stranger := s.AddStranger("vecina@otro.example", "Vecina")
	names := 0
	b := &networktest.Bench{
		Account: a, Token: accounts.NewSecret(own.Token), Stranger: stranger.ID,
		Open: func(t *testing.T, token accounts.Secret) accounts.Network {
			if token.IsZero() {
				token = accounts.NewSecret(own.Token)
			}
			return opened(t, a, token.Reveal())
		},
		Say: func(w networktest.Words) string {
			from := stranger
			if w.Name != "" {
				names++
				from = s.AddStranger(fmt.Sprintf("vecina%d@otro.example", names), w.Name)
			}
			say := practice.Say{Text: w.Text, HTML: w.HTML, SpoilerText: w.CW, Language: w.Language, InReplyTo: w.InReplyTo, At: w.At}
			if w.Visibility != 0 {
				say.Visibility = w.Visibility.String()
			}
			if w.Alt != "" {
				say.Media = []practice.Attachment{{Description: w.Alt}}
			}
			return s.Mention(from, own, say)
		},
		Like:   func(id string) { s.Favourite(stranger, id) },
		Boost:  func(id string) string { return s.Reblog(stranger, id) },
		Follow: func() { s.Follow(stranger, own) },
		Break:  func(f networktest.Fault) func() { return s.Fault(fault(f)) },
		Posts:  func() int { return s.Count(http.MethodPost, "/api/v1/statuses") },
		Revoke: func() { s.Revoke(own.Token) },
		Close:  func() { _ = s.Close() },
		Pass:   func(d time.Duration) { passed.Add(int64(d)) },
	}
	b.Arrived = func() []networktest.Arrived { return arrived(t, s, own) }
	b.Uploads = func() []networktest.Upload { return uploads(s) }
	b.Elsewhere, b.Heard = elsewhere(t)
	return b
}

func arrived(t *testing.T, s *practice.Server, own *practice.Account) (out []networktest.Arrived) {
	for _, p := range s.Statuses(own) {
		v, err := accounts.ParseVisibility(p.Visibility)
		if err != nil {
			t.Errorf("it arrived with %q", p.Visibility)
		}
		out = append(out, networktest.Arrived{
			ID: p.ID, Text: p.Text, CW: p.SpoilerText, InReplyTo: p.InReplyToID, Language: p.Language, Visibility: v, Media: p.MediaIDs,
			Poll: p.PollOptions, BoostOf: p.ReblogOfID, Key: p.IdempotencyKey, Deleted: p.Deleted, Edited: p.Edited, Sensitive: p.Sensitive,
		})
	}
	return out
}

func uploads(s *practice.Server) (out []networktest.Upload) {
	for _, u := range s.Uploads() {
		out = append(out, networktest.Upload{ID: u.ID, Filename: u.Filename, Type: u.MIME, Alt: u.Description, Focus: u.Focus, Bytes: u.Size})
	}
	return out
}

// fault says in the words of package practice where and how to fail.
func fault(f networktest.Fault) practice.Fault {
	p := practice.Fault{Do: practice.Action(f.Do), Status: f.Status, Header: f.Header, Body: f.Body, Location: f.Location, Hold: f.Until, Count: f.Count}
	switch f.At {
	case networktest.OnSend:
		p.Method, p.Path, p.Exact = http.MethodPost, "/api/v1/statuses", true
	case networktest.OnWho:
		p.Path = "/api/v1/accounts/verify_credentials"
	case networktest.OnInbox:
		p.Path = "/api/v1/notifications"
	case networktest.OnInstance:
		p.Method, p.Path = http.MethodGet, "/api/"
	case networktest.OnRead:
		p.Method, p.Path = http.MethodGet, "/api/v1/statuses/"
	case networktest.OnUpload:
		p.Method, p.Path = http.MethodPost, "/api/"
	case networktest.OnPlan:
		p.Path = "/api/v1/scheduled_statuses"
	case networktest.OnAct:
		p.Method, p.Path = http.MethodPost, "/api/v1/statuses/"
	}
	return p
}

// elsewhere is another server, which remembers the tokens that it is shown.
func elsewhere(t *testing.T) (string, func() []string) {
	var mu sync.Mutex
	var heard []string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		heard = append(heard, r.Method+" "+r.Header.Get("Authorization"))
		_, _ = w.Write([]byte(`{"id":"1","url":"https://otro.example/1"}`))
	}))
	t.Cleanup(s.Close)
	return s.URL + "/api/v1/statuses", func() []string {
		mu.Lock()
		defer mu.Unlock()
		return append([]string(nil), heard...)
	}
}

func TestStandingFollowsTheHeaders(t *testing.T) {
	s, own, a := started(t, practice.Options{})
	s.SetLimit(50, time.Hour)
	c := opened(t, a, own.Token)
	if _, err := c.Who(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := opened(t, a, own.Token).Standing()
	if got.Limit != 50 || got.Remaining != 49 || got.Reset.IsZero() || got.Skew.Abs() > time.Minute {
		t.Errorf("another client of the account sees %+v", got)
	}
	if _, err := mastodon.New(accounts.Account{Server: "http://masto.example"}, accounts.NewSecret("CANARY_x_token"), mastodon.Options{}); err == nil {
		t.Error("plain http to another machine was opened")
	}
	if _, err := mastodon.New(a, accounts.Secret{}, mastodon.Options{}); err == nil {
		t.Error("an account without a token was opened")
	}
}
