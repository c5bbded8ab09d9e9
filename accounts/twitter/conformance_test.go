package twitter_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"vocero/accounts"
	"vocero/accounts/networktest"
	"vocero/accounts/practice"
	"vocero/accounts/twitter"
)

func TestConformance(t *testing.T) {
	networktest.Run(t, networktest.Fixture{
		Traits: networktest.Traits{Software: "x", Keys: networktest.KeyRefused, NoDirect: true, NoFocus: true, NoPlans: true, NoSource: true, Plain: true, TalkOnly: true,
			NoTwice: true, NoTell: true, OneVote: true, Site: "luz.example.com",
			Cannot: []accounts.Op{accounts.OpLike, accounts.OpUnlike, accounts.OpFollow, accounts.OpUnfollow, accounts.OpBlock, accounts.OpReport}},
		Start: bench,
	})
}

// TestConformanceOld asks the same of version 1.1.
func TestConformanceOld(t *testing.T) {
	networktest.Run(t, networktest.Fixture{
		Traits: networktest.Traits{Software: "x", Keys: networktest.KeyRefused, NoPoll: true, NoDirect: true, NoFocus: true, NoPlans: true, NoSource: true, Plain: true, TalkOnly: true,
			NoTwice: true, NoTell: true, NoMedia: true, NoAlt: true, Site: "luz.example.com", Cannot: []accounts.Op{accounts.OpMute}},
		Start: benchOld,
	})
}

// started is a practice server with one account of ours, complete.
func started(t *testing.T, api string) (*practice.Server, *practice.Account, accounts.Account, accounts.Secret) {
	t.Helper()
	s, err := practice.Start(practice.Options{Model: practice.X, Host: "x.example"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	s.SetV1(api == accounts.APIv1)
	own := s.AddAccount("panaderialuz", "Panadería Luz")
	a, secret, err := twitter.LogIn(t.Context(), accounts.Account{ID: "01J0000000000000000000LUZ0"}, answers(s, own, api), twitter.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s, own, a, secret
}

func answers(s *practice.Server, own *practice.Account, api string) accounts.Answers {
	key, secret, token, tokenSecret := s.Keys(own)
	return accounts.Answers{}.With("api", api).With("server", s.URL()).With("consumer_key", key).With("consumer_secret", secret).
		With("access_token", token).With("access_secret", tokenSecret)
}

func opened(t *testing.T, a accounts.Account, secret accounts.Secret, o twitter.Options) *twitter.Client {
	t.Helper()
	c, err := twitter.New(a, secret, o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func bench(t *testing.T) *networktest.Bench { return benchOf(t, twitter.API2) }

func benchOld(t *testing.T) *networktest.Bench { return benchOf(t, accounts.APIv1) }

func benchOf(t *testing.T, api string) *networktest.Bench {
	s, own, a, secret := started(t, api)
	stranger := s.AddStranger("vecina", "Vecina")
	_, _, token, _ := s.Keys(own)
	names := 0
	b := &networktest.Bench{
		Account: a, Token: accounts.NewSecret(token), Stranger: stranger.ID, Absent: "1999999999999999999",
		Open: func(t *testing.T, wrong accounts.Secret) accounts.Network {
			l, err := twitter.ParseSecret(secret)
			if err != nil {
				t.Fatal(err)
			}
			if !wrong.IsZero() {
				l.Token = wrong
			}
			l.Own = false // Then a post is read by its id, where the faults are.
			return opened(t, a, l.Secret(), twitter.Options{})
		},
		Say: func(w networktest.Words) string {
			from := stranger
			if w.Name != "" {
				names++
				from = s.AddStranger(fmt.Sprintf("vecina%d", names), w.Name)
			}
			say := practice.Say{Text: w.Text, HTML: w.HTML, Language: w.Language, InReplyTo: w.InReplyTo, At: w.At}
			if w.Alt != "" {
				say.Media = []practice.Attachment{{Description: w.Alt}}
			}
			return s.Mention(from, own, say)
		},
		Like:   func(id string) { s.Favourite(stranger, id) },
		Boost:  func(id string) string { return s.Reblog(stranger, id) },
		Follow: func() { s.Follow(stranger, own) },
		Break:  func(f networktest.Fault) func() { return s.Fault(fault(f, a, api)) },
		Posts:  func() int { return s.Count(http.MethodPost, sends[api]) },
		Revoke: func() { s.RevokeAll(own) },
		Close:  func() { _ = s.Close() },
	}
	b.Arrived = func() []networktest.Arrived { return arrived(s, own) }
	b.Uploads = func() (out []networktest.Upload) {
		for _, u := range s.Uploads() {
			out = append(out, networktest.Upload{ID: u.ID, Filename: u.Filename, Type: u.MIME, Alt: u.Description, Bytes: u.Size})
		}
		return out
	}
	b.Elsewhere, b.Heard = elsewhere(t)
	return b
}

var sends = map[string]string{twitter.API2: "/2/tweets", accounts.APIv1: "/1.1/statuses/update.json"}

func arrived(s *practice.Server, own *practice.Account) (out []networktest.Arrived) {
	for _, p := range s.Statuses(own) {
		out = append(out, networktest.Arrived{ID: p.ID, Text: p.Text, Language: p.Language, Visibility: accounts.Public, Media: p.MediaIDs, Poll: p.PollOptions,
			InReplyTo: p.InReplyToID, BoostOf: p.ReblogOfID, Key: p.IdempotencyKey, Deleted: p.Deleted})
	}
	return out
}

// fault says in the words of package practice where and how to fail.
func fault(f networktest.Fault, a accounts.Account, api string) practice.Fault {
	me := "/2/users/" + a.RemoteID
	at := map[networktest.Place]string{
		networktest.OnSend: "POST /2/tweets", networktest.OnWho: "GET /2/users/me", networktest.OnInbox: "GET " + me + "/mentions", networktest.OnInstance: "GET " + me + "/tweets",
		networktest.OnRead: "GET /2/tweets/", networktest.OnUpload: "POST /2/media/upload", networktest.OnAct: "POST " + me + "/retweets",
	}[f.At]
	if api == accounts.APIv1 {
		at = map[networktest.Place]string{
			networktest.OnSend: "POST /1.1/statuses/update.json", networktest.OnWho: "GET /1.1/account/verify_credentials.json",
			networktest.OnInbox: "GET /1.1/statuses/mentions_timeline.json", networktest.OnInstance: "GET /1.1/account/verify_credentials.json",
			networktest.OnRead: "GET /1.1/statuses/show.json", networktest.OnAct: "POST /1.1/favorites/create.json",
		}[f.At]
	}
	method, path, _ := strings.Cut(at, " ")
	return practice.Fault{Method: method, Path: path, Exact: !strings.HasSuffix(path, "/"), Do: practice.Action(f.Do), Status: f.Status, Header: f.Header, Body: f.Body,
		Location: f.Location, Hold: f.Until, Count: f.Count}
}

// elsewhere is another server, which remembers the signatures that it is shown.
func elsewhere(t *testing.T) (string, func() []string) {
	var mu sync.Mutex
	var heard []string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		heard = append(heard, r.Method+" "+r.Header.Get("Authorization"))
		_, _ = w.Write([]byte(`{"data":{"id":"1"}}`))
	}))
	t.Cleanup(s.Close)
	return s.URL + "/2/tweets", func() []string {
		mu.Lock()
		defer mu.Unlock()
		return append([]string(nil), heard...)
	}
}
