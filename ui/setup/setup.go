// Package setup is the first start: a brand, then its account, then a desk that works. It also adds brands and accounts later, and
// logs an account in again. It can be left at any step and goes on there; what was typed is kept, except secrets.
package setup

import (
	"context"
	"encoding/json"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/lang"
	"vocero/ui/pane"
	"vocero/ui/widget"
)

// Desk is what the set-up reads and writes.
type Desk interface {
	Brands() ([]accounts.Brand, error)
	PutBrand(accounts.Brand) (accounts.Brand, error)
	Account(accounts.ID) (accounts.Account, error)
	State(key string) ([]byte, error)
	PutState(key string, value []byte) error
}

// Login talks to servers and to the vault; every call may take as long as its context allows.
type Login interface {
	// Kinds are the networks that can be logged in to, in the order in which they are offered.
	Kinds() []accounts.Kind
	// Prompts are what a network's log-in wants to know.
	Prompts(k accounts.Kind) []accounts.Prompt
	// Begin opens a log-in that a person allows on a page; nil where the answers suffice.
	Begin(ctx context.Context, k accounts.Kind, in accounts.Answers) (accounts.Consent, error)
	// Keep finds out whose log-in it is and keeps account and secret: a new account of the brand, or the same login again.
	Keep(ctx context.Context, to To, k accounts.Kind, in accounts.Answers) (accounts.Account, error)
	// Vault tells whether the vault is locked, and whether it was ever made.
	Vault() (locked, made bool)
	// Unlock opens the vault, or makes it with this passphrase.
	Unlock(accounts.Secret) error
}

// To is where a log-in goes: a new account of a brand, or an account that is there.
type To struct{ Brand, Again accounts.ID }

// step is where the set-up stands.
type step uint8

const (
	brandStep step = iota
	accountStep
	browserStep
	codeStep
	vaultStep
	doneStep
)

// Options are what the set-up needs.
type Options struct {
	Desk   Desk
	Login  Login
	Browse func(url string) error // opens the browser; nil: there is none
	Zone   string                 // of this machine, the first guess
	Lang   *lang.Printer
	Now    func() time.Time
	After  func(time.Duration, tea.Msg) tea.Cmd
}

// Pane is the overlay.
type Pane struct {
	o       Options
	scope   pane.Scope
	w, h    int
	step    step
	form    *widget.Form // nil where nothing is asked
	offered string       // the letter that was put in by itself and not touched yet
	brand   accounts.Brand
	again   accounts.Account // logged in again; no ID for a new account
	network accounts.Kind
	session accounts.Consent
	cancel  context.CancelFunc
	in      accounts.Answers  // wait for the page to be allowed, or for the vault
	typed   map[string]string // the account's form without secrets, as it was left
	busy    string            // what is being waited for, a text key
	bad     error
	account accounts.Account // the one that was added
	shown   bool
	dirty   bool
	saving  bool
	taken   map[accounts.Letter]string
}

// New makes the set-up.
func New(o Options) *Pane {
	p := &Pane{o: o}
	p.to(brandStep)
	return p
}

// ID is pane.Setup.
func (p *Pane) ID() pane.ID { return pane.Setup }

// kept is what survives leaving: never a secret.
type kept struct {
	Step   step
	Fields map[string]string
	Brand  accounts.ID
}

// untouched tells that nothing was begun: no name and no letter of a brand.
func (k kept) untouched() bool {
	return k.Step == brandStep && k.Fields["name"] == "" && k.Fields["letter"] == ""
}

const stateKey = "setup"

type (
	opened struct {
		kept   kept
		brands []accounts.Brand
		again  accounts.Account
		err    error
	}
	branded struct {
		brand accounts.Brand
		err   error
	}
	begun struct {
		session accounts.Consent
		err     error
	}
	allowed struct {
		in  accounts.Answers
		err error
	}
	added struct {
		account accounts.Account
		err     error
	}
	saveNow struct{}
)

// Show opens the set-up where it was left. After a change of the store nothing is read again: what is typed stays.
func (p *Pane) Show(s pane.Scope) tea.Cmd {
	_, login := s.Arg.(pane.Login)
	p.scope = s
	if p.shown && !login {
		return nil
	}
	p.shown = true
	desk := p.o.Desk
	return s.For(pane.Setup, func() tea.Msg {
		var out opened
		if out.brands, out.err = desk.Brands(); out.err != nil {
			return out
		}
		if l, ok := s.Arg.(pane.Login); ok {
			out.again, out.err = desk.Account(l.Account)
			return out
		}
		if b, err := desk.State(stateKey); err == nil {
			_ = json.Unmarshal(b, &out.kept) // A state of another version begins afresh.
		}
		return out
	})
}

// open takes the place in where the set-up was left.
func (p *Pane) open(x opened) tea.Cmd {
	p.bad = x.err
	p.taken = map[accounts.Letter]string{}
	for _, b := range x.brands {
		p.taken[b.Letter] = b.Name
	}
	if x.again.ID != "" {
		p.again, p.network = x.again, x.again.Network
		p.brand = find(x.brands, x.again.Brand)
		p.to(accountStep)
		return nil
	}
	p.again, p.network = accounts.Account{}, ""
	p.brand = find(x.brands, x.kept.Brand)
	if p.brand.ID == "" && p.scope.Brand != "" && x.kept.untouched() {
		p.brand = find(x.brands, p.scope.Brand)
	}
	switch {
	case p.brand.ID == "":
		p.to(brandStep)
		p.restore(x.kept.Fields)
	case x.kept.untouched():
		p.to(doneStep) // Asked for from a desk that works: what shall be added?
	default:
		p.to(accountStep)
		if x.kept.Step == accountStep {
			p.restore(x.kept.Fields)
		}
	}
	return nil
}

func find(bs []accounts.Brand, id accounts.ID) accounts.Brand {
	for _, b := range bs {
		if b.ID == id {
			return b
		}
	}
	return accounts.Brand{}
}

// to goes to a step with its fields.
func (p *Pane) to(s step) {
	if s != browserStep && s != codeStep {
		p.stop()
	}
	p.step, p.busy, p.bad = s, "", nil
	p.form = p.formOf(s)
}

// restore puts kept answers back.
func (p *Pane) restore(vs map[string]string) {
	for name, v := range vs {
		p.form.Set(name, v)
	}
}

// stop ends a log-in that is under way.
func (p *Pane) stop() {
	if p.cancel != nil {
		p.cancel()
		p.cancel = nil
	}
	if p.session != nil {
		_ = p.session.Close() // What it held was a port of this machine.
		p.session = nil
	}
}

// saveAfter keeps typing on the disk within a second.
const saveAfter = 700 * time.Millisecond

// touch marks what is typed as not stored yet.
func (p *Pane) touch() tea.Cmd {
	p.dirty = true
	if p.saving {
		return nil
	}
	p.saving = true
	return p.o.After(saveAfter, pane.Result{To: pane.Setup, Gen: p.scope.Gen, Msg: saveNow{}})
}

// save stores the place: step and fields without secrets.
func (p *Pane) save() tea.Cmd {
	p.dirty, p.saving = false, false
	k := kept{Step: p.step, Brand: p.brand.ID}
	switch p.step {
	case brandStep, accountStep:
		k.Fields = p.form.Values()
	case browserStep, codeStep, vaultStep:
		k.Step, k.Fields = accountStep, p.typed
	}
	if p.step == doneStep {
		k = kept{}
	}
	desk := p.o.Desk
	return func() tea.Msg {
		b, err := json.Marshal(k)
		if err == nil {
			err = desk.PutState(stateKey, b)
		}
		if err != nil {
			return pane.Failed{Doing: "keeping the set-up", Err: err}
		}
		return nil
	}
}

// Leave stores what is typed before the program quits.
func (p *Pane) Leave() tea.Cmd {
	p.stop()
	return p.save()
}

// SetSize keeps the size.
func (p *Pane) SetSize(w, h int) { p.w, p.h = w, h }

// Typing tells that plain keys are text: everywhere but at the end.
func (p *Pane) Typing() bool { return p.step != doneStep && p.step != browserStep }

// Speaks names the brand that is being set up, and the account once it is there.
func (p *Pane) Speaks() (brand, account accounts.ID) { return p.brand.ID, p.account.ID }
