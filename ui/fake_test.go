package ui_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui"
	"vocero/ui/lang"
	"vocero/ui/pane"
	"vocero/ui/uitest"
	"vocero/ui/widget"
)

// room is a pane that does nothing but what a test tells it.
type room struct {
	id      pane.ID
	w, h    int
	scopes  []pane.Scope
	results []any
	typed   string
	typing  bool
	opening bool
	actions []pane.Action
	speaks  [2]accounts.ID
}

func (r *room) ID() pane.ID { return r.id }
func (r *room) Show(s pane.Scope) tea.Cmd {
	r.scopes = append(r.scopes, s)
	return s.For(r.id, func() tea.Msg { return "read" })
}
func (r *room) Update(m tea.Msg) tea.Cmd {
	switch x := m.(type) {
	case tea.KeyPressMsg:
		r.typed += x.Text
	case tea.PasteMsg:
		r.typed += x.Content
	case string:
		r.results = append(r.results, x)
	}
	return nil
}
func (r *room) Actions() []pane.Action { return r.actions }
func (r *room) SetSize(w, h int)       { r.w, r.h = w, h }
func (r *room) View(pane.Frame) (string, *tea.Cursor) {
	return widget.Fit("room "+string(r.id)+" "+r.typed, r.w, r.h), nil
}
func (r *room) Opening() bool                        { return r.opening }
func (r *room) Typing() bool                         { return r.typing }
func (r *room) Speaks() (brand, account accounts.ID) { return r.speaks[0], r.speaks[1] }

// books is the desk of the root in memory.
type books struct {
	brands   []accounts.Brand
	accounts []accounts.Account
	tallies  []accounts.Tally
	undo     accounts.Undoable
	undone   int
	reads    int
}

func (b *books) Brands() ([]accounts.Brand, error)                { return b.brands, nil }
func (b *books) Accounts(accounts.ID) ([]accounts.Account, error) { return b.accounts, nil }
func (b *books) Tallies() ([]accounts.Tally, error) {
	b.reads++
	return b.tallies, nil
}
func (b *books) NextUndo() (accounts.Undoable, error) { return b.undo, nil }
func (b *books) Undo() (accounts.Undone, error) {
	if b.undo.Act == "" {
		return accounts.Undone{}, accounts.ErrNotFound
	}
	b.undone++
	u := b.undo
	b.undo = accounts.Undoable{}
	return u, nil
}
func (b *books) PauseBrand(id accounts.ID, p *accounts.Pause) error {
	for i := range b.brands {
		if b.brands[i].ID == id {
			b.brands[i].Pause = p
		}
	}
	return nil
}

var noon = time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)

func newBooks() *books {
	return &books{
		brands: []accounts.Brand{{ID: "b1", Name: "Panadería Luz", Letter: "p", Zone: "Europe/Madrid"}, {ID: "b2", Name: "Kine Sur", Letter: "k", Zone: "America/Santiago", Pattern: 1},
			{ID: "b3", Name: "Clara Montes", Letter: "_", Kind: accounts.Personal, Zone: "Europe/Madrid", Pattern: 2}},
		accounts: []accounts.Account{{ID: "a1", Brand: "b1", Network: accounts.Mastodon, User: "panaderialuz", Host: "masto.example"}, {ID: "a2", Brand: "b2", Network: accounts.Mastodon, User: "kinesur", Host: "redes.example"},
			{ID: "a3", Brand: "b3", Network: accounts.Mastodon, User: "clara", Host: "masto.example"}},
		tallies: []accounts.Tally{{Brand: "b1", New: 7}, {Brand: "b2", New: 3, Trouble: 1}, {Brand: "b3"}},
	}
}

// stage is a root with two tabs and an overlay.
type stage struct {
	*uitest.Driver
	books    *books
	today    *room
	mentions *room
	compose  *room
	clock    *uitest.Clock
	root     *ui.Model
}

func newStage(t *testing.T, change func(*ui.Options)) *stage {
	t.Helper()
	s := &stage{books: newBooks(), today: &room{id: pane.Today}, mentions: &room{id: pane.Mentions}, compose: &room{id: pane.Compose}, clock: uitest.NewClock(noon)}
	o := ui.Options{Desk: s.books, Lang: lang.New("en"), Clock: ui.Clock{Now: s.clock.Now, After: s.clock.After}, Tabs: []pane.Pane{s.today, s.mentions}, Overlays: []pane.Pane{s.compose, &room{id: pane.Setup}}, Dark: true}
	if change != nil {
		change(&o)
	}
	s.root = ui.New(o)
	s.Driver = uitest.New(t, s.root, uitest.Options{Clock: s.clock, Width: 80, Height: 24})
	return s
}

// ask has a pane ask for the client's letter and tells whether it was given.
func (s *stage) ask(brand accounts.ID) *string {
	sent := new(string)
	a := s.books.accounts[0]
	for _, x := range s.books.accounts {
		if x.Brand == brand {
			a = x
		}
	}
	s.Msg(pane.Confirm{Review: pane.Review{Brand: brand, Accounts: []accounts.Account{a}, Visibility: accounts.Public, Text: "Hoy abrimos a las 9"},
		Then: func(l accounts.Letter) tea.Cmd { *sent += string(l); return nil }, Else: func() tea.Cmd { *sent += "!"; return nil }})
	return sent
}

func TestTheSpeakerStandsOnTopAtEverySize(t *testing.T) {
	for _, size := range [][2]int{{60, 20}, {80, 24}, {120, 40}} {
		s := newStage(t, func(o *ui.Options) { o.Practice = true })
		s.Resize(size[0], size[1]).Press("'", "k")
		for _, want := range []string{"k ", "CLIENT", "@kinesur@redes.example", "PRACTICE"} {
			if !strings.Contains(s.Line(0), want) {
				t.Errorf("%v: %q is missing in %q", size, want, s.Line(0))
			}
		}
		s.Press("'", "_")
		if !strings.Contains(s.Line(0), "PERSONAL") {
			t.Errorf("%v: %q", size, s.Line(0))
		}
	}
}

func TestALongNameIsCutBeforeTheHandle(t *testing.T) {
	s := newStage(t, nil)
	s.books.brands[0].Name = strings.Repeat("Panadería Luz de la Sierra ", 2)
	s.Msg(accounts.Changed{}).Resize(60, 20).Press("'", "p")
	if l := s.Line(0); !strings.Contains(l, "@panaderialuz@masto.example") || !strings.Contains(l, "…") || !strings.Contains(l, "CLIENT") {
		t.Errorf("the line is %q", l)
	}
}

func TestAllClientsNameWhoWouldSpeakForTheRow(t *testing.T) {
	s := newStage(t, nil)
	if l := s.Line(0); !strings.Contains(l, "NOBODY SPEAKS") {
		t.Errorf("without a row: %q", l)
	}
	s.today.speaks = [2]accounts.ID{"b2", "a2"}
	if l := s.Line(0); !strings.Contains(l, "KINE SUR") || !strings.Contains(l, "@kinesur@redes.example") {
		t.Errorf("with a row of Kine Sur: %q", l)
	}
}

func TestTheClientsLetterLetsItGo(t *testing.T) {
	s := newStage(t, nil)
	sent := s.ask("b1")
	s.Says("@panaderialuz@masto.example", "Panadería Luz", "CLIENT", "public", "Hoy abrimos", "20 seconds").Advance(300 * time.Millisecond)
	s.Press("p").Advance(time.Second)
	if *sent != "p" {
		t.Errorf("the letter gave %q", *sent)
	}
}

func TestNothingElseLetsItGo(t *testing.T) {
	for _, keys := range [][]string{{"enter"}, {"y"}, {"space"}, {"tab"}, {"P"}, {"ctrl+p"}, {"up"}, {"1"}, {"alt+p"}} {
		s := newStage(t, nil)
		sent := s.ask("b1")
		s.Advance(time.Second).Press(keys...).Advance(time.Second)
		if *sent != "" {
			t.Errorf("%v gave %q", keys, *sent)
		}
		s.Says("Who speaks?")
	}
	s := newStage(t, nil)
	sent := s.ask("b1")
	s.Advance(time.Second).Paste("p").Advance(time.Second).Click(40, 12).Advance(time.Second)
	if *sent != "" {
		t.Errorf("a paste and a click gave %q", *sent)
	}
}

func TestTheMouseTakesALetterBack(t *testing.T) {
	for name, move := range map[string]func(*stage){"click": func(s *stage) { s.Click(40, 12) }, "wheel": func(s *stage) { s.Wheel(40, 12, 1) }} {
		s := newStage(t, nil)
		sent := s.ask("b1")
		s.Advance(time.Second).Burst("p")
		s.Advance(20 * time.Millisecond)
		move(s)
		s.Advance(time.Second)
		if *sent != "" {
			t.Errorf("a letter with a %s 20 ms after it gave %q", name, *sent)
		}
		s.Press("p").Advance(time.Second)
		if *sent == "" {
			t.Errorf("after the %s the letter counts no more", name)
		}
	}
}

func TestAWrongLetterSendsNothingAndSaysWhose(t *testing.T) {
	s := newStage(t, nil)
	sent := s.ask("b1")
	s.Advance(time.Second).Press("k").Advance(time.Second)
	if *sent != "!" {
		t.Errorf("the wrong letter gave %q", *sent)
	}
	s.Says("Kine Sur's letter").SaysNot("Who speaks?")
}

func TestTypingAheadConfirmsNothing(t *testing.T) {
	s := newStage(t, nil)
	sent := s.ask("b1")
	s.Burst("p").Advance(time.Second)
	if *sent != "" {
		t.Errorf("a key before the dialog was seen gave %q", *sent)
	}
	s.Burst("o", "p").Advance(time.Second)
	if *sent != "" {
		t.Errorf("a paste without brackets gave %q", *sent)
	}
	s.Advance(time.Second).Burst("p", "a", "n").Advance(time.Second)
	if *sent != "" {
		t.Errorf("a word gave %q", *sent)
	}
	s.Says("Who speaks?").Press("esc")
	if *sent != "!" {
		t.Errorf("Esc gave %q", *sent)
	}
}

func TestSwitchingAClientTakesTwoKeys(t *testing.T) {
	s := newStage(t, nil)
	s.Press("'")
	s.Says("Panadería Luz", "Kine Sur", "Esc drops it")
	s.Press("p")
	if n := len(s.today.scopes); s.today.scopes[n-1].Brand != "b1" {
		t.Errorf("the tab shows %q", s.today.scopes[n-1].Brand)
	}
	s.Press("'", "k", "'", "'")
	if n := len(s.today.scopes); s.today.scopes[n-1].Brand != "b1" {
		t.Errorf("back, the tab shows %q", s.today.scopes[n-1].Brand)
	}
	s.Press("'", "*").Says("NOBODY SPEAKS")
}
