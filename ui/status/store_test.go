package status_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/store"
	"vocero/ui/lang"
	"vocero/ui/pane"
	"vocero/ui/status"
	"vocero/ui/theme"
)

// rig is the tab over a real store.
type rig struct {
	t     *testing.T
	s     *store.Store
	p     *status.Pane
	now   time.Time
	brand accounts.Brand
	own   accounts.Account
	gen   uint64
}

func newRig(t *testing.T) *rig {
	t.Helper()
	r := &rig{t: t, now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	var err error
	if r.s, err = store.Open(t.TempDir(), store.Options{Now: func() time.Time { return r.now }, NoSync: true}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.s.Close() })
	if r.brand, err = r.s.PutBrand(accounts.Brand{Name: "Panadería Luz", Letter: "p", Zone: "Europe/Madrid"}); err != nil {
		t.Fatal(err)
	}
	r.own, err = r.s.PutAccount(accounts.Account{Brand: r.brand.ID, Network: accounts.Mastodon, Server: "https://masto.example", Host: "masto.example", RemoteID: "1", User: "panaderialuz",
		URL: "https://masto.example/@panaderialuz", Instance: accounts.Instance{Software: "mastodon", Version: "4.6.0", Limits: accounts.Limits{Chars: 500, Media: 4, TextOnly: true}, Can: accounts.Abilities{Edit: true, Key: true, CW: true, Language: true}}})
	if err != nil {
		t.Fatal(err)
	}
	r.p = status.New(r.s, r.s, status.Machine{Where: func() string { return "keyring" }}, func() time.Time { return r.now })
	return r
}

// deliver puts a post into the outbox and takes it to a state.
func (r *rig) deliver(text string, to accounts.DeliveryState, res accounts.Resolution) accounts.Delivery {
	r.t.Helper()
	post, err := r.s.SavePost(accounts.Post{Brand: r.brand.ID, State: accounts.Draft, Text: text, Visibility: accounts.Public, Language: "es", Targets: []accounts.ID{r.own.ID}})
	if err != nil {
		r.t.Fatal(err)
	}
	f, err := r.s.Facts(post, r.now)
	if err != nil {
		r.t.Fatal(err)
	}
	f.Immediate = true
	c, stand := guard.Clear(post, f, r.own.ID, nil)
	if c.Zero() {
		r.t.Fatalf("not cleared: %v", stand)
	}
	_, ds, err := r.s.Schedule(post.ID, post.Revision, []guard.Clearance{c}, accounts.ScheduleOptions{Now: true})
	if err != nil {
		r.t.Fatal(err)
	}
	if to == accounts.Scheduled {
		return ds[0]
	}
	r.now = r.now.Add(30 * time.Second)
	d, err := r.s.Claim(ds[0].ID, accounts.ClaimInput{Key: "k-" + text, CreatedAt: r.now, Outgoing: accounts.Outgoing{Text: text, Visibility: accounts.Public}, Digest: ds[0].Digest, Rules: guard.Rules})
	if err != nil {
		r.t.Fatal(err)
	}
	res.To = to
	if to == accounts.NeedsYou {
		first := res
		first.To = accounts.Unconfirmed
		if _, err := r.s.Resolve(d.ID, first); err != nil {
			r.t.Fatal(err)
		}
	}
	if d, err = r.s.Resolve(d.ID, res); err != nil {
		r.t.Fatal(err)
	}
	return d
}

// show reads and draws, and checks the cells.
func (r *rig) show(arg any, tag string, w, h int) string {
	r.t.Helper()
	r.p.SetSize(w, h)
	r.gen++
	r.drain(r.p.Show(pane.Scope{Gen: r.gen, Arg: arg}))
	f := pane.Frame{Brands: map[accounts.ID]accounts.Brand{r.brand.ID: r.brand}, Now: r.now, Focused: true, Styles: theme.New(theme.Options{Dark: true, Profile: colorprofile.TrueColor}), Lang: lang.New(tag)}
	s, _ := r.p.View(f)
	if again, _ := r.p.View(f); again != s {
		r.t.Error("two drawings of the same state differ")
	}
	lines := strings.Split(s, "\n")
	if len(lines) != h {
		r.t.Fatalf("%d lines, want %d", len(lines), h)
	}
	for i, l := range lines {
		if ansi.StringWidth(l) != w {
			r.t.Errorf("line %d has %d cells, want %d", i, ansi.StringWidth(l), w)
		}
	}
	return ansi.Strip(s)
}

// drain runs a command and everything it leads to, and gives what was asked of the root.
func (r *rig) drain(c tea.Cmd) []tea.Msg {
	r.t.Helper()
	if c == nil {
		return nil
	}
	switch m := c().(type) {
	case nil:
		return nil
	case pane.Result:
		return r.drain(r.p.Update(m.Msg))
	default:
		return []tea.Msg{m}
	}
}

// press runs the action of a key; a blocked one gives its reason.
func (r *rig) press(key string) any {
	r.t.Helper()
	for _, a := range r.p.Actions() {
		for _, ks := range a.Keys {
			if strings.Join(ks, "") != key {
				continue
			}
			if why, _ := a.Why(); why != "" {
				return why
			}
			if ms := r.drain(a.Run()); len(ms) > 0 {
				return ms[0]
			}
			return nil
		}
	}
	r.t.Fatalf("no key %q", key)
	return nil
}

func (r *rig) state(id accounts.ID) accounts.DeliveryState {
	r.t.Helper()
	d, err := r.s.Delivery(id)
	if err != nil {
		r.t.Fatal(err)
	}
	return d.State
}

func TestTroubleShowsCauseAndRemedy(t *testing.T) {
	r := newRig(t)
	r.deliver("Abierto hoy", accounts.Published, accounts.Resolution{Outcome: accounts.OutcomeDone, Receipt: &accounts.Receipt{RemoteID: "9", URL: "https://masto.example/@panaderialuz/9", At: r.now}})
	bad := r.deliver("Pan de \x1b[2Jmaíz", accounts.Failed, accounts.Resolution{Outcome: accounts.OutcomeRefused, Status: 422, Fault: &accounts.Fault{Code: accounts.CodeTooLong, Detail: accounts.LineText("Validation failed"), At: r.now}})
	for _, size := range [][2]int{{60, 17}, {80, 21}, {120, 37}} {
		s := r.show(pane.Trouble{}, "en", size[0], size[1])
		for _, want := range []string{"✗ failed", "Validation failed", "HTTP 422", "Pan de ␛[2Jmaíz"} {
			if !strings.Contains(s, want) {
				t.Errorf("%v: %q is missing in\n%s", size, want, s)
			}
		}
		if strings.Contains(s, "Abierto hoy") {
			t.Errorf("what is published is no trouble:\n%s", s)
		}
	}
	s := r.show(pane.Look{Record: bad.ID}, "es", 80, 21)
	for _, want := range []string{"Bandeja de salida", "fallida", "publicada", "acórtalo"} {
		if !strings.Contains(s, want) {
			t.Errorf("%q is missing in\n%s", want, s)
		}
	}
}

func TestSendingAgainAsksTheLetter(t *testing.T) {
	r := newRig(t)
	bad := r.deliver("Abierto hoy", accounts.Failed, accounts.Resolution{Outcome: accounts.OutcomeRefused, Fault: &accounts.Fault{Code: accounts.CodeRefused}})
	r.show(pane.Trouble{}, "en", 80, 21)
	c, ok := r.press("W").(pane.Confirm)
	if !ok || c.Review.Brand != r.brand.ID || len(c.Review.Accounts) != 1 || c.Review.Accounts[0].ID != r.own.ID || c.Review.Text != "Abierto hoy" || c.Review.Visibility != accounts.Public {
		t.Fatalf("W asks %#v", c)
	}
	if got := r.state(bad.ID); got != accounts.Failed {
		t.Fatalf("without the letter it became %s", got)
	}
	r.drain(c.Then("p"))
	if got := r.state(bad.ID); got != accounts.Scheduled {
		t.Fatalf("with the letter it is %s", got)
	}
}

func TestAnUnsureDeliveryIsDecidedByHand(t *testing.T) {
	r := newRig(t)
	d := r.deliver("¿Salió?", accounts.NeedsYou, accounts.Resolution{Outcome: accounts.OutcomeUnknown, Status: 504, Fault: &accounts.Fault{Code: accounts.CodeAbsent}})
	s := r.show(pane.Trouble{}, "en", 100, 21)
	for _, want := range []string{"needs you", "no clear answer (HTTP 504)", "p it is there"} {
		if !strings.Contains(s, want) {
			t.Errorf("%q is missing in\n%s", want, s)
		}
	}
	a, ok := r.press("p").(pane.Ask)
	if !ok {
		t.Fatalf("p asks %#v", a)
	}
	for _, bad := range []string{"", "hola", "javascript:alert(1)", "http://masto.example/1"} {
		if a.Check(bad) == nil {
			t.Errorf("%q was taken as an address", bad)
		}
	}
	if err := a.Check("https://masto.example/@panaderialuz/77"); err != nil {
		t.Fatal(err)
	}
	r.drain(a.Then("https://masto.example/@panaderialuz/77"))
	if got := r.state(d.ID); got != accounts.Published {
		t.Fatalf("it is %s", got)
	}
	if why := r.press("p"); why != "Only what is unsure, or published by hand, is closed like that." {
		r.show(nil, "en", 100, 21)
		if why = r.press("p"); why != "Only what is unsure, or published by hand, is closed like that." {
			t.Errorf("p again: %v", why)
		}
	}
}

func TestDropKeepsTheText(t *testing.T) {
	r := newRig(t)
	d := r.deliver("Mañana cerramos", accounts.Scheduled, accounts.Resolution{})
	s := r.show(nil, "en", 80, 21)
	if !strings.Contains(s, "in 20 s") {
		t.Errorf("the seconds to take it back are not shown:\n%s", s)
	}
	c, ok := r.press("D").(pane.Choose)
	if !ok {
		t.Fatalf("D asks %#v", c)
	}
	r.drain(c.Then(0))
	if got := r.state(d.ID); got != accounts.Scheduled {
		t.Fatalf("keeping it made it %s", got)
	}
	r.drain(c.Then(1))
	if got := r.state(d.ID); got != accounts.Cancelled {
		t.Fatalf("dropped it is %s", got)
	}
	if p, err := r.s.Post(d.Post); err != nil || p.Text != "Mañana cerramos" || !p.State.Open() {
		t.Fatalf("the text: %+v, %v", p, err)
	}
}

func TestAccountsSayWhatTheirServerCannotDo(t *testing.T) {
	r := newRig(t)
	r.show(nil, "en", 80, 21)
	r.press("l")
	s := r.show(nil, "en", 80, 21)
	for _, want := range []string{"✓ ready", "@panaderialuz@masto.example", "never fetched", "500 characters", "alt text, content warning", "✗ poll, the network", "this server does not", "vault open · keyring"} {
		if !strings.Contains(s, want) {
			t.Errorf("%q is missing in\n%s", want, s)
		}
	}
	if b, a := r.p.Speaks(); b != r.brand.ID || a != r.own.ID {
		t.Errorf("the row is spoken by %s %s", b, a)
	}
	r.press("t")
	rs, err := r.s.Requests()
	if err != nil || len(rs) != 1 || rs[0].What != accounts.RequestTest || rs[0].Account != r.own.ID {
		t.Fatalf("t asked %+v, %v", rs, err)
	}
	if o, ok := r.press("L").(pane.Open); !ok || o.Arg != (pane.Login{Account: r.own.ID}) {
		t.Errorf("L opens %#v", o)
	}
	c, ok := r.press("D").(pane.Choose)
	if !ok {
		t.Fatalf("D asks %#v", c)
	}
	r.drain(c.Then(1))
	if as, err := r.s.Accounts(""); err != nil || len(as) != 0 {
		t.Fatalf("removed, there are %d accounts, %v", len(as), err)
	}
}

func TestTheJournalTellsWhoSpoke(t *testing.T) {
	r := newRig(t)
	r.deliver("Hola", accounts.Scheduled, accounts.Resolution{})
	r.show(nil, "en", 80, 21)
	r.press("h")
	s := r.show(nil, "es", 120, 37)
	if !strings.Contains(s, "▸ Diario") || !strings.Contains(s, "enviada a mano") {
		t.Errorf("the journal shows\n%s", s)
	}
	for _, k := range []string{"j", "k", "G", "gg", "pgdown", "pgup"} {
		r.press(k)
	}
	r.p.Wheel(2)
	r.p.Click(4, 3)
}

func TestEmptyListsSayWhatComesHere(t *testing.T) {
	r := newRig(t)
	if s := r.show(nil, "en", 80, 21); !strings.Contains(s, "The outbox is empty") {
		t.Errorf("an empty outbox shows\n%s", s)
	}
	if why := r.press("W"); why != "This row has nothing to send again." {
		t.Errorf("W without a row: %v", why)
	}
	r.press("<")
	if s := r.show(nil, "en", 80, 21); !strings.Contains(s, "Nothing failed") {
		t.Errorf("no trouble shows\n%s", s)
	}
}
