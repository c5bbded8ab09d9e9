package bluesky_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"vocero/accounts"
	"vocero/accounts/bluesky"
	"vocero/accounts/networktest"
	"vocero/accounts/practice"
)

func TestConformance(t *testing.T) {
	networktest.Run(t, networktest.Fixture{
		Traits: networktest.Traits{Software: "bluesky", Keys: networktest.KeySame, NoPoll: true, NoDirect: true, NoFocus: true, Plain: true, AltLater: true},
		Start:  bench,
	})
}

// started is a practice server with one account of ours, complete.
func started(t *testing.T) (*practice.Server, *practice.Account, accounts.Account) {
	t.Helper()
	s, err := practice.Start(practice.Options{Model: practice.Bluesky, Host: "bsky.example"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	own := s.AddAccount("panaderialuz.bsky.example", "Panadería Luz")
	a, _, err := bluesky.LogIn(t.Context(), accounts.Account{ID: "01J0000000000000000000LUZ0"}, answers(s.URL(), own.Username, own.Token), bluesky.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s, own, a
}

func answers(server, handle, password string) accounts.Answers {
	return accounts.Answers{}.With("server", server).With("handle", handle).With("password", password)
}

func opened(t *testing.T, a accounts.Account, secret string, o bluesky.Options) *bluesky.Client {
	t.Helper()
	c, err := bluesky.New(a, accounts.NewSecret(secret), o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func bench(t *testing.T) *networktest.Bench {
	s, own, a := started(t)
	stranger := s.AddStranger("vecina.otro.example", "Vecina")
	names := 0
	b := &networktest.Bench{
		Account: a, Token: accounts.NewSecret(own.Token), Stranger: s.DID(stranger),
		Absent: "at://did:plc:practicebsk2222222222222/app.bsky.feed.post/3aaaaaaaaaaaa",
		Open: func(t *testing.T, token accounts.Secret) accounts.Network {
			if token.IsZero() {
				token = accounts.NewSecret(own.Token)
			}
			return opened(t, a, token.Reveal(), bluesky.Options{})
		},
		Say: func(w networktest.Words) string {
			from := stranger
			if w.Name != "" {
				names++
				from = s.AddStranger(fmt.Sprintf("vecina%d.otro.example", names), w.Name)
			}
			say := practice.Say{Text: w.Text, HTML: w.HTML, Language: w.Language, InReplyTo: key(w.InReplyTo), At: w.At}
			if w.Alt != "" {
				say.Media = []practice.Attachment{{Description: w.Alt}}
			}
			return s.URI(s.Mention(from, own, say))
		},
		Like:   func(id string) { s.Favourite(stranger, key(id)) },
		Boost:  func(id string) string { return s.URI(s.Reblog(stranger, key(id))) },
		Follow: func() { s.Follow(stranger, own) },
		Break:  func(f networktest.Fault) func() { return s.Fault(fault(f)) },
		Posts:  func() int { return s.Count(http.MethodPost, "/xrpc/com.atproto.repo.putRecord") },
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

// key is the last part of an address.
func key(uri string) string {
	for i := len(uri) - 1; i >= 0; i-- {
		if uri[i] == '/' {
			return uri[i+1:]
		}
	}
	return uri
}

func arrived(s *practice.Server, own *practice.Account) (out []networktest.Arrived) {
	for _, p := range s.Statuses(own) {
		a := networktest.Arrived{
			ID: s.URI(p.ID), Text: p.Text, Language: p.Language, Visibility: accounts.Public, Media: p.MediaIDs, Key: p.IdempotencyKey, Deleted: p.Deleted,
		}
		if p.InReplyToID != "" {
			a.InReplyTo = s.URI(p.InReplyToID)
		}
		if p.ReblogOfID != "" {
			a.BoostOf = s.URI(p.ReblogOfID)
		}
		out = append(out, a)
	}
	return out
}

// fault says in the words of package practice where and how to fail.
func fault(f networktest.Fault) practice.Fault {
	path := map[networktest.Place]string{
		networktest.OnSend: "com.atproto.repo.putRecord", networktest.OnWho: "com.atproto.server.getSession",
		networktest.OnInbox: "app.bsky.notification.listNotifications", networktest.OnInstance: "com.atproto.server.describeServer",
		networktest.OnRead: "com.atproto.repo.getRecord", networktest.OnUpload: "com.atproto.repo.uploadBlob", networktest.OnAct: "com.atproto.repo.createRecord",
	}[f.At]
	return practice.Fault{
		Path: "/xrpc/" + path, Exact: true, Do: practice.Action(f.Do), Status: f.Status, Header: f.Header, Body: f.Body, Location: f.Location, Hold: f.Until, Count: f.Count,
	}
}

// elsewhere is another server, which remembers the tokens that it is shown.
func elsewhere(t *testing.T) (string, func() []string) {
	var mu sync.Mutex
	var heard []string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		heard = append(heard, r.Method+" "+r.Header.Get("Authorization"))
		_, _ = w.Write([]byte(`{"uri":"at://did:plc:x/app.bsky.feed.post/1"}`))
	}))
	t.Cleanup(s.Close)
	return s.URL + "/xrpc/com.atproto.repo.putRecord", func() []string {
		mu.Lock()
		defer mu.Unlock()
		return append([]string(nil), heard...)
	}
}
