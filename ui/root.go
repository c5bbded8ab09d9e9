// Package ui is the root of the screen: it draws the speaker's line, routes messages by class to the panes, holds the dialogs and
// the toasts, and bridges the store's changes into Bubble Tea.
//
// A key goes to the front dialog, else to the pane that is typing, else to the pane's actions, else to the global ones. Results
// are addressed to the pane that asked; Changed makes the visible pane read again and marks the others stale. The root never
// touches the network and reads the store only through commands.
package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"vocero/accounts"
	"vocero/ui/lang"
	"vocero/ui/pane"
	"vocero/ui/theme"
)

// Desk is what the root itself needs of the store. The panes declare their own.
type Desk interface {
	Brands() ([]accounts.Brand, error)
	Accounts(brand accounts.ID) ([]accounts.Account, error)
	Tallies() ([]accounts.Tally, error)
	Undo() (accounts.Undone, error)
	NextUndo() (accounts.Undoable, error)
	PauseBrand(id accounts.ID, p *accounts.Pause) error
}

// Clock is the root's time: tests put their own in.
type Clock struct {
	Now   func() time.Time
	After func(d time.Duration, m tea.Msg) tea.Cmd // m after d
}

// Wall is the clock of the machine.
func Wall() Clock {
	return Clock{Now: time.Now, After: func(d time.Duration, m tea.Msg) tea.Cmd {
		return tea.Tick(d, func(time.Time) tea.Msg { return m })
	}}
}

// Options are the root's settings.
type Options struct {
	Desk     Desk
	Lang     *lang.Printer
	Clock    Clock
	Tabs     []pane.Pane         // in the order of their digits
	Overlays []pane.Pane         // opened by Open: compose, setup
	Practice bool                // PRACTICE stands in the frame
	Remap    map[string][]string // action name to keys, from config.toml
	Start    State               // where the desk was left
	First    bool                // no brand yet: the set-up opens at once
	Missed   bool                // the hour of something passed while nobody could send it: the list of trouble comes first
	Dark     bool                // assumed until the terminal answers
	Fixed    bool                // the person chose: the terminal's answer does not matter
	Save     func(State) tea.Cmd // keeps where the desk is; may be nil
	Locked   func() bool         // the vault is locked; may be nil
	Hold     time.Duration       // to take back what is sent by hand; 0: accounts.DefaultHold, less: none
	Unlock   func(accounts.Secret) error
	Curly    bool                            // the terminal draws curly underlines
	Rules    func(brand accounts.ID) tea.Cmd // asks for a client's style guide and checks; nil: there are none to ask for
}

// State is where the desk was left: kept so that it opens there again.
type State struct {
	Tab      pane.ID
	Brand    accounts.ID
	Overlay  pane.ID     // an open overlay, "" when none
	Post     accounts.ID // what the composer was writing
	Previous accounts.ID
}

// Model is the root.
type Model struct {
	o         Options
	lang      *lang.Printer
	styles    *theme.Styles
	dark      bool
	profile   colorprofile.Profile
	w, h      int
	tab       int
	overlay   []pane.Pane
	scope     accounts.ID
	previous  accounts.ID
	gens      map[pane.ID]uint64
	args      map[pane.ID]any
	stale     map[pane.ID]bool
	sized     map[pane.ID][2]int
	dialogs   []dialog
	toasts    toasts
	chord     string
	ahead     []tea.Msg        // keys and pastes for a pane that is still opening
	awaits    map[pane.ID]bool // panes that were opened and have not read yet
	openedAt  time.Time
	replaying bool
	lastByte  time.Time
	reading   bool
	again     bool
	tickAt    time.Time // of the tick that was asked for
	know      knowledge
	now       time.Time
	quit      Outcome
	asked     bool
	keys      map[string][][]string
	globals   [2][]pane.Action // of every screen, and of an overlay
	inks      map[inkKey]string
}

// knowledge is the root's snapshot of what every frame shows.
type knowledge struct {
	brands   []accounts.Brand
	byID     map[accounts.ID]accounts.Brand
	accounts map[accounts.ID]accounts.Account
	first    map[accounts.ID]accounts.ID // brand to the account that would speak
	tallies  map[accounts.ID]accounts.Tally
	spent    map[accounts.ID]accounts.Micros // what networks charged each brand this month
	undo     accounts.Undoable
	loaded   bool
}

// Outcome says why the screen was left.
type Outcome uint8

// The outcomes.
const (
	Quit Outcome = iota
	Suspended
	Yielded // another program asked for the desk
)

// New makes the root. Nothing is read before Init.
func New(o Options) *Model {
	m := &Model{o: o, lang: o.Lang, dark: o.Dark, profile: colorprofile.TrueColor, gens: map[pane.ID]uint64{}, args: map[pane.ID]any{},
		stale: map[pane.ID]bool{}, sized: map[pane.ID][2]int{}, scope: o.Start.Brand, previous: o.Start.Previous, keys: map[string][][]string{}, awaits: map[pane.ID]bool{}}
	for i, p := range o.Tabs {
		if p.ID() == o.Start.Tab {
			m.tab = i
		}
	}
	for name, ks := range o.Remap {
		m.keys[name] = parseKeys(ks)
	}
	m.now = o.Clock.Now()
	m.openedAt = m.now
	m.restyle()
	return m
}

// Outcome is why the screen was left, after the program ended.
func (m *Model) Outcome() Outcome { return m.quit }

// restyle builds the styles: on start, on a theme change, never per row.
func (m *Model) restyle() {
	m.styles, m.inks = theme.New(theme.Options{Dark: m.dark, Profile: m.profile, Curly: m.o.Curly}), map[inkKey]string{}
}

// Init reads what every frame shows and asks the terminal for its background.
func (m *Model) Init() tea.Cmd {
	return tea.Batch(m.read(), tea.RequestBackgroundColor, m.tick())
}

// front is the pane that has the keys: the top overlay, else the active tab.
func (m *Model) front() pane.Pane {
	if n := len(m.overlay); n > 0 {
		return m.overlay[n-1]
	}
	return m.o.Tabs[m.tab]
}

// frame is what the panes draw with.
func (m *Model) frame() pane.Frame {
	return pane.Frame{Brands: m.know.byID, Spent: m.know.spent, Scope: m.scope, Now: m.now, Focused: len(m.dialogs) == 0, Styles: m.styles, Lang: m.lang}
}

// State is where the desk is now.
func (m *Model) State() State {
	s := State{Tab: m.o.Tabs[m.tab].ID(), Brand: m.scope, Previous: m.previous}
	if n := len(m.overlay); n > 0 {
		s.Overlay = m.overlay[n-1].ID()
		if w, ok := m.overlay[n-1].(interface{ Writing() accounts.ID }); ok {
			s.Post = w.Writing()
		}
	}
	return s
}
