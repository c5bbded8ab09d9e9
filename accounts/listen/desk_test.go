package listen_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/listen"
	"vocero/accounts/mastodon"
	"vocero/accounts/practice"
	"vocero/accounts/vault"
	"vocero/store"
)

// office is a practice desk as the program binds it: store, vault, adapter and a server of one model.
type office struct {
	server  *practice.Server
	store   *store.Store
	vault   *vault.Vault
	brand   accounts.Brand
	luz     *practice.Account // ours
	eva     *practice.Account // speaks to us
	account accounts.Account
	l       *listen.Listener
	clock   atomic.Int64 // how far the clock of the desk and of the server was moved
}

func (o *office) now() time.Time { return time.Now().Add(time.Duration(o.clock.Load())) }

func (o *office) Open(a accounts.Account) (accounts.Network, error) {
	s, err := o.vault.Get(a.VaultKey())
	if err != nil {
		return nil, err
	}
	return mastodon.New(a, s, mastodon.Options{Now: o.now})
}

func newOffice(t *testing.T, model practice.Model) *office {
	t.Helper()
	o := &office{}
	var err error
	if o.server, err = practice.Start(practice.Options{Model: model, Now: o.now}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = o.server.Close() })
	home := t.TempDir()
	if o.store, err = store.Open(home, store.Options{Practice: true, NoSync: true, Now: o.now}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = o.store.Close() })
	if o.vault, err = vault.Open(vault.Options{Home: home, Practice: true}); err != nil {
		t.Fatal(err)
	}
	o.luz, o.eva = o.server.AddAccount("panaderialuz", "Panadería Luz"), o.server.AddStranger("eva@casa.example", "Eva")
	if o.brand, err = o.store.PutBrand(accounts.Brand{Name: "Panadería Luz", Letter: "p", Zone: "Europe/Madrid"}); err != nil {
		t.Fatal(err)
	}
	o.account, err = o.store.PutAccount(accounts.Account{Brand: o.brand.ID, Network: accounts.Mastodon, Server: o.server.URL(), Host: o.luz.Host,
		RemoteID: o.luz.ID, User: o.luz.Username})
	if err != nil {
		t.Fatal(err)
	}
	if err := o.vault.Put(o.account.VaultKey(), mastodon.Login{Token: accounts.NewSecret(o.luz.Token)}.Secret()); err != nil {
		t.Fatal(err)
	}
	o.l = listen.New(listen.Config{Store: o.store, Networks: o, Now: o.now, Interval: 50 * time.Millisecond})
	return o
}

// once polls now; it wants n new mentions.
func (o *office) once(t *testing.T, n int) {
	t.Helper()
	got, err := o.l.Once(t.Context(), "")
	if err != nil || len(got) != 1 || got[0].Err != nil || got[0].New != n {
		t.Fatalf("the poll brought %+v, %v; want %d new", got, err, n)
	}
}

// texts are the stored mentions in a state.
func (o *office) texts(t *testing.T, q accounts.MentionQuery) (out []string) {
	t.Helper()
	page, err := o.store.MentionPage(q, "", 500)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range page.Items {
		out = append(out, m.Text.String())
	}
	return out
}

func has(list []string, part string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return strings.Contains(s, part) })
}

func (o *office) read(t *testing.T) accounts.Account {
	t.Helper()
	a, err := o.store.Account(o.account.ID)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestDeskHearsEveryModel(t *testing.T) {
	for _, model := range practice.Models() {
		t.Run(string(model), func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, model)
			o.server.Mention(o.eva, o.luz, practice.Say{Text: "muy vieja", At: o.now().Add(-30 * 24 * time.Hour)})
			o.server.Mention(o.eva, o.luz, practice.Say{Text: "¿Abrís el lunes?", At: o.now().Add(-2 * time.Hour)})
			o.once(t, 1)
			o.once(t, 0)
			id := o.server.Mention(o.eva, o.luz, practice.Say{Text: "¿Y el martes?\x1b[31m"})
			o.once(t, 1)
			got := o.texts(t, accounts.MentionQuery{})
			if !has(got, "¿Abrís el lunes?") || !has(got, "¿Y el martes?") || has(got, "\x1b") || has(got, "muy vieja") {
				t.Errorf("the inbox holds %q", got)
			}
			a := o.read(t)
			if a.Instance.Software == "" || a.ReadAt.IsZero() || a.SyncedAt.IsZero() {
				t.Errorf("of the server the desk knows %+v", a.Instance)
			}
			if _, err := o.store.Ask(accounts.Request{Brand: o.brand.ID, Account: a.ID, What: accounts.RequestThread, Arg: id}); err != nil {
				t.Fatal(err)
			}
			if err := o.l.Answer(t.Context()); err != nil {
				t.Fatal(err)
			}
			th, err := o.store.Thread(a.ID, id)
			if err != nil || th.Fault != nil || len(th.Said) == 0 {
				t.Errorf("the conversation is %+v, %v", th, err)
			}
			if open, err := o.store.Requests(); err != nil || len(open) != 0 {
				t.Errorf("%d requests open, %v", len(open), err)
			}
		})
	}
}

// TestDeskHearsManyAtOnce brings more than a page and more than a transaction while nobody listened.
func TestDeskHearsManyAtOnce(t *testing.T) {
	o := newOffice(t, practice.Mastodon)
	o.once(t, 0)
	for range 650 {
		o.server.Mention(o.eva, o.luz, practice.Say{Text: "hola"})
	}
	o.once(t, 650)
	o.once(t, 0)
}

func TestDeskAfterFaults(t *testing.T) {
	o := newOffice(t, practice.Mastodon)
	o.server.Mention(o.eva, o.luz, practice.Say{Text: "uno"})
	for _, f := range []practice.Fault{
		{Do: practice.Answer, Status: http.StatusInternalServerError},
		{Do: practice.CutAfter},
		{Do: practice.BadJSON},
		{Do: practice.HTMLPage},
		{Do: practice.EmptyAnswer},
		{Do: practice.DeepJSON},
	} {
		f.Path = "/api/v1/notifications"
		remove := o.server.Fault(f)
		got, err := o.l.Once(t.Context(), "")
		if err != nil || got[0].Err == nil || got[0].New != 0 {
			t.Errorf("%s: the poll brought %+v, %v", f.Do, got, err)
		}
		remove()
		if a := o.read(t); a.State != accounts.AccountOK || a.Fault == nil {
			t.Errorf("%s: the account is %s with %+v", f.Do, a.State, a.Fault)
		}
	}
	o.once(t, 1)
	if a := o.read(t); a.Fault != nil {
		t.Errorf("heard again, and the desk shows %+v", a.Fault)
	}
}

func TestDeskKeepsTheLimit(t *testing.T) {
	o := newOffice(t, practice.Mastodon)
	o.once(t, 0)
	o.server.Mention(o.eva, o.luz, practice.Say{Text: "uno"})
	remove := o.server.Fault(practice.Fault{Path: "/api/v1/notifications", Do: practice.Answer, Status: http.StatusTooManyRequests,
		Header: http.Header{"Retry-After": {"600"}}})
	for range 2 {
		got, err := o.l.Once(t.Context(), "")
		if err != nil || accounts.AsErr(got[0].Err).Class != accounts.OutcomeLimit {
			t.Fatalf("the poll brought %+v, %v", got, err)
		}
	}
	remove()
	if until := o.read(t).Fault.Until; until.Sub(o.now()) < 9*time.Minute || until.Sub(o.now()) > 10*time.Minute {
		t.Errorf("the limit ends at %v", until)
	}
	o.clock.Add(int64(11 * time.Minute))
	o.once(t, 1)
}

func TestDeskWithRevokedToken(t *testing.T) {
	o := newOffice(t, practice.Mastodon)
	o.once(t, 0)
	o.server.Revoke(o.luz.Token)
	got, err := o.l.Once(t.Context(), "")
	a := o.read(t)
	if err != nil || got[0].Err == nil || a.State != accounts.AccountBlocked || a.Fault == nil || a.Fault.Code != accounts.CodeAuth {
		t.Fatalf("the poll brought %+v, %v; the account is %s with %+v", got, err, a.State, a.Fault)
	}
	before := len(o.server.Requests())
	if _, err := o.l.Once(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	if n := len(o.server.Requests()) - before; n != 0 {
		t.Errorf("a blocked account sent %d requests", n)
	}
}

// TestDeskListens runs the worker as the desk does, and waits for what is said meanwhile.
func TestDeskListens(t *testing.T) {
	o := newOffice(t, practice.Mastodon)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- o.l.Run(ctx) }()
	changes, stop := o.store.Changes()
	defer stop()
	o.server.Mention(o.eva, o.luz, practice.Say{Text: "¿Hay alguien?"})
	limit := time.After(10 * time.Second)
	for !has(o.texts(t, accounts.MentionQuery{}), "¿Hay alguien?") {
		select {
		case <-changes:
		case <-limit:
			t.Fatal("not heard within ten seconds")
		}
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}
