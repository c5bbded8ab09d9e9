package facebook_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"vocero/accounts"
	"vocero/accounts/facebook"
	"vocero/accounts/networktest"
	"vocero/accounts/practice"
)

func TestConformance(t *testing.T) {
	networktest.Run(t, networktest.Fixture{
		Traits: networktest.Traits{Software: "facebook", Keys: networktest.KeyRefused, NoPoll: true, NoDirect: true, NoFocus: true, NoPlans: true, Plain: true,
			NoLanguage: true, NoVideo: true, NoBoost: true, NoFollow: true, TalkOnly: true, NoTwice: true, AltStays: true},
		Start: bench,
	})
}

// desk is a practice server with one page of ours, logged in.
type desk struct {
	*practice.Server
	own  *practice.Account
	keys practice.GraphKeys
	acc  accounts.Account
	kept accounts.Secret
}

func answersOf(s *practice.Server, k practice.GraphKeys, token string) accounts.Answers {
	return accounts.Answers{}.With("app_id", k.AppID).With("app_secret", k.AppSecret).With("token", token).With("server", s.URL())
}

func started(t *testing.T) desk {
	t.Helper()
	s, err := practice.Start(practice.Options{Model: practice.Facebook, Host: "facebook.com"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	d := desk{Server: s, own: s.AddAccount("panaderialuz", "Panadería Luz")}
	d.keys = s.GraphKeys(d.own)
	d.acc, d.kept, err = facebook.LogIn(t.Context(), accounts.Account{ID: "01J0000000000000000000LUZ0"}, answersOf(s, d.keys, d.own.Token), facebook.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (d desk) open(t *testing.T, o facebook.Options) *facebook.Client {
	t.Helper()
	c, err := facebook.New(d.acc, d.kept, o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func bench(t *testing.T) *networktest.Bench {
	d := started(t)
	stranger := d.AddStranger("vecina@otro.example", "Vecina")
	names := 0
	b := &networktest.Bench{
		Account: d.acc, Token: accounts.NewSecret(d.own.Token), Stranger: stranger.ID, Absent: d.own.ID + "_99999999",
		Open: func(t *testing.T, token accounts.Secret) accounts.Network {
			l, err := facebook.ParseSecret(d.kept)
			if err != nil {
				t.Fatal(err)
			}
			if !token.IsZero() {
				l.Token = token
			}
			c, err := facebook.New(d.acc, l.Secret(), facebook.Options{})
			if err != nil {
				t.Fatal(err)
			}
			return c
		},
		Say: func(w networktest.Words) string {
			from := stranger
			if w.Name != "" {
				names++
				from = d.AddStranger(fmt.Sprintf("vecina%d@otro.example", names), w.Name)
			}
			say := practice.Say{Text: w.Text, HTML: w.HTML, InReplyTo: tail(w.InReplyTo), At: w.At}
			if w.Alt != "" {
				say.Media = []practice.Attachment{{Description: w.Alt}}
			}
			return d.GraphID(d.Mention(from, d.own, say))
		},
		Like:   func(id string) { d.Favourite(stranger, tail(id)) },
		Boost:  func(id string) string { return d.GraphID(d.Reblog(stranger, tail(id))) },
		Follow: func() { d.Follow(stranger, d.own) },
		Break:  func(f networktest.Fault) func() { return d.Fault(fault(f, d.own.ID)) },
		Posts: func() int {
			return d.Count(http.MethodPost, "/"+practice.GraphVersion+"/{id}/feed") + d.Count(http.MethodPost, "/"+practice.GraphVersion+"/{id}/comments")
		},
		Revoke: func() { d.RevokeAll(d.own) },
		Close:  func() { _ = d.Close() },
	}
	b.Arrived = func() []networktest.Arrived { return arrived(d) }
	b.Uploads = func() (out []networktest.Upload) {
		for _, u := range d.Uploads() {
			if u.Filename != "" {
				out = append(out, networktest.Upload{ID: u.ID, Filename: u.Filename, Type: u.MIME, Alt: u.Description, Bytes: u.Size})
			}
		}
		return out
	}
	b.Elsewhere, b.Heard = elsewhere(t)
	t.Cleanup(func() { headersOnly(t, d) })
	return b
}

// headersOnly asserts that no token ever stood in an address, but for the one place where the API wants it.
func headersOnly(t *testing.T, d desk) {
	for _, r := range d.Requests() {
		if strings.Contains(r.Query, "CANARY") && !strings.HasSuffix(r.Path, "/debug_token") || strings.Contains(r.Query, "access_token=") {
			t.Errorf("a token stands in the address of %s %s", r.Method, r.Path)
		}
	}
}

// tail is the server's own id in one of the network.
func tail(id string) string { return id[strings.LastIndexByte(id, '_')+1:] }

func arrived(d desk) (out []networktest.Arrived) {
	for _, p := range d.Statuses(d.own) {
		a := networktest.Arrived{ID: d.GraphID(p.ID), Text: p.Text, Visibility: accounts.Public, Media: p.MediaIDs, Key: p.IdempotencyKey, Deleted: p.Deleted, Edited: p.Edited}
		if p.InReplyToID != "" {
			a.InReplyTo = d.GraphID(p.InReplyToID)
		}
		out = append(out, a)
	}
	return out
}

// fault says in the words of package practice where and how to fail.
func fault(f networktest.Fault, page string) practice.Fault {
	at := map[networktest.Place]practice.Fault{
		networktest.OnSend: {Method: "POST", Path: page + "/feed", Exact: true}, networktest.OnWho: {Path: "me", Exact: true},
		networktest.OnInbox: {Method: "GET", Path: page + "/feed", Exact: true}, networktest.OnInstance: {Method: "GET", Path: page, Exact: true},
		networktest.OnRead: {Method: "GET", Path: page + "_"}, networktest.OnUpload: {Path: page + "/photos", Exact: true}, networktest.OnAct: {Method: "POST"},
	}[f.At]
	at.Path = "/" + practice.GraphVersion + "/" + at.Path
	at.Do, at.Status, at.Header, at.Body, at.Location, at.Hold, at.Count = practice.Action(f.Do), f.Status, f.Header, f.Body, f.Location, f.Until, f.Count
	return at
}

// elsewhere is another server, which remembers the tokens that it is shown.
func elsewhere(t *testing.T) (string, func() []string) {
	var mu sync.Mutex
	var heard []string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		heard = append(heard, r.Method+" "+r.Header.Get("Authorization"))
		_, _ = w.Write([]byte(`{"id":"1_2"}`))
	}))
	t.Cleanup(s.Close)
	return s.URL + "/x", func() []string {
		mu.Lock()
		defer mu.Unlock()
		return append([]string(nil), heard...)
	}
}
