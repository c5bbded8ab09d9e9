package cli

import (
	"context"
	"errors"
	"flag"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/setup"
	"vocero/ui/uitest"
)

var (
	monkeyFlag = flag.Int("monkey", monkeyEvents, "events of the monkey")
	monkeySeed = flag.Uint64("monkey-seed", 1, "seed of the monkey's first round")
)

// roundEvents is how many events are made on one practice desk before a fresh one is taken: a monkey removes accounts, too.
const roundEvents = 2500

// TestMonkey does at random what can be done with a keyboard, a mouse and a terminal, on the practice desk with all its brands. No
// frame may be wrong (the driver checks each), and nothing may arrive at the practice servers that was not let go with its own
// client's letter, or from an account that was not addressed.
func TestMonkey(t *testing.T) {
	total := map[string]int{}
	rounds := max(1, (*monkeyFlag+roundEvents-1)/roundEvents)
	for i := range rounds {
		seed := *monkeySeed + uint64(i)
		tag := []string{"en", "es"}[seed%2]
		for k, n := range monkeyRound(t, seed, tag, *monkeyFlag/rounds) {
			total[k] += n
		}
		if t.Failed() {
			t.Fatalf("seed %d; play it again: -monkey %d -monkey-seed %d", seed, roundEvents, seed)
		}
	}
	t.Logf("%d events; arrived: %v", *monkeyFlag, total)
	if total["post"]+total["reply"] == 0 {
		t.Error("nothing was sent: the monkey proves nothing")
	}
	for kind, each := range map[string]int{"post": 1000, "reply": 1000, "boost": 3500, "follow": 3500, "favourite": 2500} {
		if want := *monkeyFlag / each; *monkeyFlag >= 5000 && total[kind] < want {
			t.Errorf("only %d of kind %s arrived, want %d: the monkey proves little", total[kind], kind, want)
		}
	}
}

// offNetwork is the log-in of a set-up that reaches nobody: what a monkey types may be a host.
type offNetwork struct{}

var errOffNetwork = errors.New("the monkey has no network")

func (offNetwork) Kinds() []accounts.Kind                    { return screenLogin{}.Kinds() }
func (offNetwork) Prompts(k accounts.Kind) []accounts.Prompt { return screenLogin{}.Prompts(k) }
func (offNetwork) Begin(context.Context, accounts.Kind, accounts.Answers) (accounts.Consent, error) {
	return nil, errOffNetwork
}
func (offNetwork) Keep(context.Context, setup.To, accounts.Kind, accounts.Answers) (accounts.Account, error) {
	return accounts.Account{}, errOffNetwork
}
func (offNetwork) Vault() (locked, made bool)   { return false, true }
func (offNetwork) Unlock(accounts.Secret) error { return nil }

// monkeyRound lets a monkey at one practice desk and returns what arrived at the servers, by kind.
func monkeyRound(t *testing.T, seed uint64, tag string, events int) map[string]int {
	t.Helper()
	x := newTheatre(t, tag, 80, 24)
	x.login = offNetwork{}
	b, err := x.d.Store.Brand(x.account("luz").Brand)
	if err != nil {
		t.Fatal(err)
	}
	other := x.d.practice.week.Servers[1]
	if _, err := x.d.AddAccount(t.Context(), b, accounts.Mastodon, accounts.Answers{}.With("server", other.URL()).With("token", other.AddAccount("luzredes", "Panadería Luz").Token)); err != nil {
		t.Fatal(err)
	}
	var l *ledger
	x.between = func(m tea.Model) tea.Model {
		l = newLedger(m, tag, x.clock.Now)
		return l
	}
	x.open(tag, 80, 24)
	o := newOracle(t, x, l)
	g := &guide{x: x, o: o, rng: rand.New(rand.NewPCG(seed, 7))}
	m := &uitest.Monkey{Seed: seed, Keys: strings.Fields("j k x r c e B L t z esc esc esc enter tab + p W s p k _ ctrl+s ctrl+s 1 2 3 4 5 0 ' * u D H J K l g f n b"),
		Texts: slices.Repeat([]string{"Gracias por escribirnos.", "Mañana a las nueve.", "9:00", "tomorrow 10:00", "Uno\n---\nDos", "pan", "Bar Norte", "b", "/nothing.png", "si", "https://redes.example/x", "¿Otra?"}, 4)}
	m.Play(x.Driver, events, g.after)
	x.drain()
	o.end()
	return o.count
}

// deaf is a screen that hears nothing and shows nothing: it lets the clock move over days for little.
type deaf struct{}

func (deaf) Init() tea.Cmd                         { return nil }
func (d deaf) Update(tea.Msg) (tea.Model, tea.Cmd) { return d, nil }
func (deaf) View() tea.View                        { return tea.NewView("") }

// drain moves the clock from hour to hour of what is scheduled, so that it leaves, too. The screens are closed by it.
func (x *theatre) drain() {
	x.t.Helper()
	x.Driver = uitest.New(x.t, deaf{}, uitest.Options{Clock: x.clock, Free: true})
	for range 60 {
		now := x.clock.Now()
		next, err := x.d.Store.NextDue(now)
		if err != nil {
			x.t.Fatal(err)
		}
		if next.IsZero() || next.Sub(now) > 30*24*time.Hour {
			return
		}
		x.work(max(0, next.Sub(now)) + time.Second)
	}
}

// guide leads the monkey on where chance alone seldom gets: it answers questions, presses whole chords, and lets time pass.
type guide struct {
	x   *theatre
	o   *oracle
	rng *rand.Rand
	n   int
}

// after is called behind each act of the monkey.
func (g *guide) after(string) {
	g.hear()
	if g.n++; g.n%25 == 0 {
		g.pass()
	}
	switch p := g.rng.IntN(100); {
	case g.o.l.box != "" && p < 50:
		g.answer()
	case p < 10:
		g.action()
	case p < 15:
		g.story()
	}
	g.hear()
}

// answer gives the letter that is asked for; as often it tries what must confirm nothing, now and then another letter.
func (g *guide) answer() {
	wanted := luz
	for _, h := range []string{luz, kine, yo} {
		if strings.Contains(g.o.l.box, h+" (") {
			wanted = h
			break
		}
	}
	right := g.o.l.letters[wanted]
	switch p := g.rng.IntN(24); {
	case p < 6:
		g.x.Press([]string{"enter", "y", "Y", "space", "tab", "ctrl+s"}[p])
	case p < 8:
		g.x.Paste(right)
		g.x.Advance(time.Second)
	case p < 10:
		g.x.Burst(right, right)
		g.x.Advance(time.Second)
	case p < 12:
		g.x.Click(g.rng.IntN(60), g.rng.IntN(20))
	case p < 14:
		g.x.Press([]string{"p", "k", "_"}[g.rng.IntN(3)])
	default:
		g.x.Press(right)
	}
}

// action presses the keys of one of the actions of this moment, as they stand in the help.
func (g *guide) action() {
	as := g.x.root.Here()
	a := as[g.rng.IntN(len(as))]
	if len(a.Keys) == 0 || a.Name == "quit" || a.Name == "suspend" {
		return
	}
	g.x.Press(a.Keys[g.rng.IntN(len(a.Keys))]...)
}

// stories are ways to something that leaves, as key presses; "text" types one. Chance breaks most of them off.
var stories = []string{
	"esc esc 2 j r text ctrl+s", "esc esc 2 j j r text ctrl+s", "esc esc 2 G r text ctrl+s", "esc esc ' k 2 r text ctrl+s", "esc esc 2 j L", "esc esc 2 j j B", "esc esc 2 j B", "esc esc ' p 2 G B", "esc esc 2 G a f",
	"esc esc ' p c text ctrl+s W", "esc esc ' k c text ctrl+s +", "esc esc ' _ c text ctrl+s W", "esc esc c k text ctrl+s W", "esc esc ' p c text esc v p text enter", "esc esc ' p c text ctrl+s p text enter",
	"esc esc 0 e text ctrl+s", "esc esc 5 j W", "esc esc 5 +", "esc esc 5 < < x", "esc esc 5 < < E text ctrl+s", "esc esc 2 j M m", "esc esc ! ! k text enter", "esc esc 4 c text ctrl+s s",
}

// story presses one of them.
func (g *guide) story() {
	texts := []string{"Gracias por escribirnos", "Mañana a las nueve", "tomorrow 10:00", "Uno\n---\nDos", "Sí"}
	for _, k := range strings.Fields(stories[g.rng.IntN(len(stories))]) {
		if g.rng.IntN(40) == 0 {
			return
		}
		if k == "text" {
			g.x.Type(texts[g.rng.IntN(len(texts))])
			continue
		}
		g.x.Press(k)
		g.hear()
	}
	if g.o.l.box != "" && g.rng.IntN(4) > 0 {
		g.answer()
	}
}

// pass lets time go by, mostly seconds, and both workers do what is due.
func (g *guide) pass() {
	by := time.Duration(g.rng.IntN(3)) * time.Second // The events themselves take time, too.
	switch p := g.rng.IntN(60); {
	case p == 0:
		by = time.Duration(g.rng.IntN(60)) * time.Minute
	case p < 6:
		by = time.Duration(g.rng.IntN(120)) * time.Second
	}
	g.x.work(by)
	if g.n%100 == 0 {
		g.o.look()
	}
}

// hear lets the screens know what the store changed, without waiting for more.
func (g *guide) hear() {
	for {
		select {
		case c := <-g.x.changes:
			g.x.Msg(c)
		default:
			return
		}
	}
}
