package setup_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/mastodon"
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
	begun          []string
	failBegin      error
	waits          chan struct{}
	sessionsClosed int
}

type session struct {
	v       *server
	returns bool
}

func (v *server) Kinds() []accounts.Kind { return []accounts.Kind{accounts.Mastodon, accounts.Manual} }

func (v *server) Prompts(k accounts.Kind) []accounts.Prompt {
	if k == accounts.Manual {
		return []accounts.Prompt{{Name: "channel", Choices: []string{"instagram", "linkedin"}, Value: "instagram"}, {Name: "handle"}, {Name: "url", Optional: true}}
	}
	return mastodon.Prompts()
}

func (v *server) Begin(_ context.Context, k accounts.Kind, in accounts.Answers) (accounts.Consent, error) {
	v.begun = append(v.begun, in.Get("way"))
	if v.failBegin != nil {
		return nil, v.failBegin
	}
	if k == accounts.Manual || in.Get("way") == "token" {
		return nil, nil
	}
	return session{v, in.Get("way") == "browser"}, nil
}

func (v *server) Keep(_ context.Context, to setup.To, k accounts.Kind, in accounts.Answers) (accounts.Account, error) {
	t := in.Get("token")
	if v.locked {
		return accounts.Account{}, fmt.Errorf("keeping the token: %w", accounts.ErrLocked)
	}
	if t == "wrong" {
		return accounts.Account{}, &accounts.Err{Doing: "reading who it is", Class: accounts.OutcomeAuth, Code: accounts.CodeAuth, Status: 401}
	}
	v.kept = append(v.kept, t)
	if to.Again != "" {
		return v.s.Account(to.Again)
	}
	if k == accounts.Manual {
		return v.s.PutAccount(accounts.Account{Brand: to.Brand, Network: k, Server: "https://instagram.com", Host: "instagram.com", RemoteID: in.Get("handle"), User: in.Get("handle"),
			Instance: accounts.Instance{Software: in.Get("channel")}})
	}
	return v.s.PutAccount(accounts.Account{Brand: to.Brand, Network: accounts.Mastodon, Server: in.Get("server"), Host: "masto.example", RemoteID: t, User: "panaderialuz"})
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
func (x session) Returns() bool { return x.returns }
func (x session) Wait(ctx context.Context) (accounts.Answers, error) {
	if x.v.waits != nil {
		select {
		case <-x.v.waits:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return accounts.Answers{}.With("token", "from-browser"), nil
}
func (x session) Finish(_ context.Context, code string) (accounts.Answers, error) {
	if code != "1234" {
		return nil, &accounts.Err{Doing: "trading the code", Class: accounts.OutcomeRefused, Code: accounts.CodeRefused, Status: 400}
	}
	return accounts.Answers{}.With("token", "from-code"), nil
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
	d.Says("Mastodon").Press("enter").Type("masto.example").Press("enter", "right", "right", "enter").Says("An access token").Type("good-token").Press("enter")
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
	d.Press("enter").Type("http://masto.example").Press("enter", "enter").Says("plain http would show the token")
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
	d.Says("Bar Norte").Press("enter", "enter", "enter", "enter", "enter").Says("2 of 2").Press("enter").Type("masto.ex").Press("esc")
	d = start(t, s, &server{s: s}, "en")
	d.Press("g", "a").Says("2 of 2", "masto.ex")
}

func TestAChannelByHandIsAskedForItsOwnThings(t *testing.T) {
	s := open(t, t.TempDir())
	v := &server{s: s}
	d := start(t, s, v, "en")
	brand(d)
	d.Says("( ) by hand", "Server").Press("right").Says("Channel", "Instagram", "LinkedIn", "Handle").SaysNot("Server", "Log in with")
	d.Press("enter", "right", "enter", "enter").Says("it is empty; fill it in").Type("barnorte").Press("enter").Says("Address").Press("enter")
	d.Says("✓ @barnorte@instagram.com speaks for Bar Norte.")
	as, err := s.Accounts("")
	if err != nil || len(as) != 1 || as[0].Instance.Software != "linkedin" || v.begun[0] != "" {
		t.Errorf("%+v, %v, begun %q", as, err, v.begun)
	}
	d.Press("enter", "g", "b").Press("g", "a").Says("a adds another account") // Nothing was begun: it does not stand at a new brand.
}

func TestABrowserOrAPastedCode(t *testing.T) {
	s := open(t, t.TempDir())
	v := &server{s: s}
	d := start(t, s, v, "en")
	brand(d)
	d.Press("enter").Type("masto.example").Press("enter", "enter").Says("The desk is ready")
	if v.kept[0] != "from-browser" || v.begun[0] != "browser" {
		t.Errorf("kept %v, pasted %v", v.kept, v.begun)
	}
	d.Press("a", "enter").Type("masto.example").Press("enter", "right", "enter").Says("Paste the code", "oauth/authorize", "xxxx")
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
	d.Press("enter").Type("masto.example").Press("enter", "enter").Says("waiting for the browser").Press("esc").Says("The account of", "masto.example")
	close(v.waits)
	d.Advance(time.Second).Says("The account of").SaysNot("The desk is ready")
}

func TestWithoutAKeyringAPassphraseIsMade(t *testing.T) {
	s := open(t, t.TempDir())
	v := &server{s: s, locked: true}
	d := start(t, s, v, "en")
	brand(d)
	d.Press("enter").Type("masto.example").Press("enter", "right", "right", "enter").Type("tok").Press("enter").Says("A passphrase for the tokens")
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
	d.Says("2 de 2").Press("enter").Type("masto.example").Press("enter", "right", "right", "enter").Press("enter").Says("está vacío; rellénalo").Type("wrong").Press("enter").Says("la red ya no acepta la sesión")
	v.failBegin = &accounts.Err{Doing: "asking", Class: accounts.OutcomeRefused, Code: accounts.CodeNotServer}
	d.Press("enter").Says("no habla la API de la red")
}

func TestLogInAgainKeepsTheAccount(t *testing.T) {
	s := open(t, t.TempDir())
	v := &server{s: s}
	d := start(t, s, v, "en")
	brand(d)
	d.Press("enter").Type("masto.example").Press("enter", "right", "right", "enter").Type("one").Press("enter").Says("The desk is ready").Press("enter")
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
		d.Frame().Press("enter").Type("masto.example").Press("enter", "right", "enter").Frame()
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
