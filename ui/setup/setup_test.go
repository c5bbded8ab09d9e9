package setup_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/store"
	"vocero/ui"
	"vocero/ui/lang"
	"vocero/ui/pane"
	"vocero/ui/setup"
	"vocero/ui/today"
	"vocero/ui/uitest"
)

// server is a network and a vault in memory.
type server struct {
	s              *store.Store
	locked, made   bool
	pass           string
	kept           []string
	begun          []bool
	failBegin      error
	waits          chan struct{}
	sessionsClosed int
}

type session struct{ v *server }

func (v *server) Begin(_ context.Context, srv string, paste bool) (setup.Session, error) {
	v.begun = append(v.begun, paste)
	if v.failBegin != nil {
		return nil, v.failBegin
	}
	return session{v}, nil
}
func (v *server) Keep(_ context.Context, brand, again accounts.ID, srv string, t accounts.Secret) (accounts.Account, error) {
	if v.locked {
		return accounts.Account{}, fmt.Errorf("keeping the token: %w", accounts.ErrLocked)
	}
	if t.Reveal() == "wrong" {
		return accounts.Account{}, &accounts.Err{Doing: "reading who it is", Class: accounts.OutcomeAuth, Code: accounts.CodeAuth, Status: 401}
	}
	v.kept = append(v.kept, t.Reveal())
	if again != "" {
		return v.s.Account(again)
	}
	return v.s.PutAccount(accounts.Account{Brand: brand, Network: accounts.Mastodon, Server: srv, Host: "masto.example", RemoteID: t.Reveal(), User: "panaderialuz"})
}
func (v *server) Vault() (locked, made bool) { return v.locked, v.made }
func (v *server) Unlock(s accounts.Secret) error {
	if v.made && s.Reveal() != v.pass {
		return errors.New("opening the vault: the passphrase is wrong; type it again")
	}
	v.pass, v.made, v.locked = s.Reveal(), true, false
	return nil
}
func (session) URL() string {
	return "https://masto.example/oauth/authorize?client_id=" + strings.Repeat("x", 90)
}
func (x session) Wait(ctx context.Context) (accounts.Secret, error) {
	if x.v.waits != nil {
		select {
		case <-x.v.waits:
		case <-ctx.Done():
			return accounts.Secret{}, ctx.Err()
		}
	}
	return accounts.NewSecret("from-browser"), nil
}
func (x session) Code(_ context.Context, code string) (accounts.Secret, error) {
	if code != "1234" {
		return accounts.Secret{}, &accounts.Err{Doing: "trading the code", Class: accounts.OutcomeRefused, Code: accounts.CodeRefused, Status: 400}
	}
	return accounts.NewSecret("from-code"), nil
}
func (x session) Close() error { x.v.sessionsClosed++; return nil }

// start opens the root over a home, with the set-up in it.
func start(t *testing.T, s *store.Store, v *server, tag string) *uitest.Driver {
	t.Helper()
	clock := uitest.NewClock(time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC))
	browsed := func(string) error { return nil }
	p := setup.New(setup.Options{Desk: s, Login: v, Browse: browsed, Zone: "Europe/Madrid", Lang: lang.New(tag), Now: clock.Now, After: clock.After})
	m := ui.New(ui.Options{Desk: s, Lang: lang.New(tag), Clock: ui.Clock{Now: clock.Now, After: clock.After}, Tabs: []pane.Pane{today.New(s, clock.Now)}, Overlays: []pane.Pane{p}})
	return uitest.New(t, m, uitest.Options{Clock: clock, Width: 80, Height: 24})
}

func open(t *testing.T, home string) *store.Store {
	t.Helper()
	s, err := store.Open(home, store.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestAnEmptyHomeEndsInADeskThatWorks(t *testing.T) {
	s := open(t, t.TempDir())
	v := &server{s: s}
	d := start(t, s, v, "en")
	d.Says("1 of 2", "NO BRAND YET · NOBODY SPEAKS").Type("Panadería Luz").Press("enter", "enter")
	d.Says("p").Press("enter", "enter", "enter")
	d.Says("2 of 2 · The account of Panadería Luz")
	d.Type("masto.example").Press("enter", "right", "right", "enter").Says("Paste the token").Type("good-token").Press("enter")
	d.Says("The desk is ready", "✓ @panaderialuz@masto.example speaks for Panadería Luz.").SaysNot("good-token")
	if v.kept[0] != "good-token" {
		t.Errorf("the vault has %v", v.kept)
	}
	d.Press("enter").Msg(accounts.Changed{}).Says("@panaderialuz@masto.example", "CLIENT", "The day")
	bs, err := s.Brands()
	if err != nil || len(bs) != 1 || bs[0].Letter != "p" || bs[0].Zone != "Europe/Madrid" || bs[0].Languages[0] != "en" {
		t.Errorf("the brand is %+v, %v", bs, err)
	}
}

func TestEachFieldSaysWhatIsWrongWithIt(t *testing.T) {
	s := open(t, t.TempDir())
	d := start(t, s, &server{s: s}, "en")
	d.Press("down", "down").Type("y").Press("down", "down", "enter").Says("it is empty")
	d.Type("Kine Sur").Press("down", "down", "down", "down", "enter").Says("a letter is one of a-z except y")
	d.Press("backspace").Type("k").Press("down").Press("ctrl+u").Type("Europa/Madrid").Press("down", "enter").Says("it is no IANA zone")
	d.Press("ctrl+u").Type("America/Sant").Press("tab").Says("America/Santiago").Press("down", "enter").Says("The account of Kine Sur")
	d.Type("http://masto.example").Press("enter", "enter").Says("plain http would show the token")
}

func TestTheOfferedLetterGivesWay(t *testing.T) {
	s := open(t, t.TempDir())
	d := start(t, s, &server{s: s}, "en")
	d.Type("Kine Sur").Press("down", "down").Says("k")
	d.Type("m").Press("down", "down", "enter").Says("The account of Kine Sur")
	bs, err := s.Brands()
	if err != nil || len(bs) != 1 || bs[0].Letter != "m" {
		t.Errorf("the brand is %+v, %v", bs, err)
	}
}

func TestItGoesOnWhereItWasLeft(t *testing.T) {
	home := t.TempDir()
	s := open(t, home)
	d := start(t, s, &server{s: s}, "en")
	d.Type("Bar Norte").Advance(time.Second)
	if err := s.Close(); err != nil { // As a kill would: nothing is said to the program.
		t.Fatal(err)
	}
	s = open(t, home)
	d = start(t, s, &server{s: s}, "en")
	d.Says("Bar Norte").Press("enter", "enter", "enter", "enter", "enter").Says("2 of 2").Type("masto.ex").Press("esc")
	d = start(t, s, &server{s: s}, "en")
	d.Press("g", "a").Says("2 of 2", "masto.ex")
}

func TestABrowserOrAPastedCode(t *testing.T) {
	s := open(t, t.TempDir())
	v := &server{s: s}
	d := start(t, s, v, "en")
	brand(d)
	d.Type("masto.example").Press("enter", "enter").Says("The desk is ready")
	if v.kept[0] != "from-browser" || v.begun[0] {
		t.Errorf("kept %v, pasted %v", v.kept, v.begun)
	}
	d.Press("a").Type("masto.example").Press("enter", "right", "enter").Says("Paste the code", "oauth/authorize", "xxxx")
	d.Type("99").Press("enter").Says("the network refuses it").Press("ctrl+u").Type("1234").Press("enter").Says("The desk is ready")
	if v.sessionsClosed == 0 {
		t.Error("the sessions stay open")
	}
}

func TestEscGivesALogInUp(t *testing.T) {
	s := open(t, t.TempDir())
	v := &server{s: s, waits: make(chan struct{})}
	d := start(t, s, v, "en")
	brand(d)
	d.Type("masto.example").Press("enter", "enter").Says("waiting for the browser").Press("esc").Says("The account of", "masto.example")
	close(v.waits)
	d.Advance(time.Second).Says("The account of").SaysNot("The desk is ready")
}

func TestWithoutAKeyringAPassphraseIsMade(t *testing.T) {
	s := open(t, t.TempDir())
	v := &server{s: s, locked: true}
	d := start(t, s, v, "en")
	brand(d)
	d.Type("masto.example").Press("enter", "right", "right", "enter").Type("tok").Press("enter").Says("A passphrase for the tokens")
	d.Type("uno").Press("enter").Type("dos").Press("enter").Says("the two passphrases differ").SaysNot("uno", "dos")
	d.Press("ctrl+u").Type("uno").Press("enter").Says("The desk is ready")
	if v.pass != "uno" || len(v.kept) != 1 || v.kept[0] != "tok" {
		t.Errorf("pass %q, kept %v", v.pass, v.kept)
	}
}

func TestWrongTokensAndServersAreSaid(t *testing.T) {
	s := open(t, t.TempDir())
	v := &server{s: s}
	d := start(t, s, v, "es")
	brand(d)
	d.Says("2 de 2").Type("masto.example").Press("enter", "right", "right", "enter").Press("enter").Says("el token está vacío").Type("wrong").Press("enter").Says("la red ya no acepta la sesión")
	v.failBegin = &accounts.Err{Doing: "asking", Class: accounts.OutcomeRefused, Code: accounts.CodeNotServer}
	d.Press("esc").Press("enter", "enter").Says("no habla la API de la red")
}

func TestLogInAgainKeepsTheAccount(t *testing.T) {
	s := open(t, t.TempDir())
	v := &server{s: s}
	d := start(t, s, v, "en")
	brand(d)
	d.Type("masto.example").Press("enter", "right", "right", "enter").Type("one").Press("enter").Says("The desk is ready").Press("enter")
	as, err := s.Accounts("")
	if err != nil || len(as) != 1 {
		t.Fatal(as, err)
	}
	d.Msg(pane.Open{To: pane.Setup, Arg: pane.Login{Account: as[0].ID}}).Says("The account of Bar Norte", "masto.example")
	d.Press("enter", "right", "right", "enter").Type("two").Press("enter").Says("The desk is ready")
	if len(v.kept) != 2 || v.kept[1] != "two" {
		t.Errorf("kept %v", v.kept)
	}
	if as, _ := s.Accounts(""); len(as) != 1 {
		t.Errorf("%d accounts", len(as))
	}
}

func TestNothingIsCutAtAnySize(t *testing.T) {
	uitest.ForSizes(t, func(t *testing.T, w, h int, tag string) {
		s := open(t, t.TempDir())
		d := start(t, s, &server{s: s}, tag)
		d.Resize(w, h).Frame()
		brand(d)
		d.Frame().Type("masto.example").Press("enter", "right", "enter").Frame()
		d.Paste("1234").Press("enter").Frame()
	})
}

// brand fills in the first step.
func brand(d *uitest.Driver) {
	d.Type("Bar Norte").Press("enter", "enter", "enter", "enter", "enter")
}

func TestEveryReasonHasSpanish(t *testing.T) {
	for _, k := range setup.Reasons() {
		if !lang.Known(k) {
			t.Errorf("no Spanish for %q", k)
		}
	}
}
