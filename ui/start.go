package ui

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/accounts/publish"
	"vocero/store"
	"vocero/ui/calendar"
	"vocero/ui/compose"
	"vocero/ui/draft"
	"vocero/ui/drafts"
	"vocero/ui/found"
	"vocero/ui/house"
	"vocero/ui/lang"
	"vocero/ui/mentions"
	"vocero/ui/pane"
	"vocero/ui/plan"
	"vocero/ui/replies"
	"vocero/ui/setup"
	"vocero/ui/status"
	"vocero/ui/today"
	"vocero/ui/widget"
)

// Machine is what lies around the store: the vault, the browser, the person's editor and zone.
type Machine struct {
	Lang     *lang.Printer
	Practice bool
	Remap    map[string][]string
	Clock    Clock
	Zone     string                 // IANA name of the person's own clock
	Browse   func(url string) error // opens the browser, and folders; nil: there is none
	Editor   string                 // the command that edits a file, with its arguments
	Login    setup.Login
	Where    func() string // where the vault is now: "keyring", "file", "practice"
	Home     string
	Who      string                // who sits at the desk, as the journal names her
	Watch    func() accounts.Watch // who carries what waits; nil: this desk does
	Journal  draft.Journal         // keeps what is typed outside the store, too; nil: nobody does
	Curly    bool                  // the terminal draws curly underlines, see theme.Curls
	Theme    string                // "dark" or "light"; "" asks the terminal
	Hold     time.Duration         // to take back what is sent by hand; 0: accounts.DefaultHold, less: none
}

// stateKey is where the store keeps the place at which the desk was left.
const stateKey = "desk"

// Build makes the root with all its panes over a store. It reads where the desk was left, nothing else.
func Build(s *store.Store, m Machine) (*Model, error) {
	if m.Clock.Now == nil {
		m.Clock = Wall()
	}
	start, err := left(s)
	if err != nil {
		return nil, err
	}
	now, after := m.Clock.Now, m.Clock.After
	late, err := missed(s, now())
	if err != nil {
		return nil, err
	}
	locked := func() bool {
		l, made := m.Login.Vault()
		return l && made
	}
	browse, planner := m.browse(), plan.New(s, s, now)
	tabs := []pane.Pane{
		today.New(s, now).Watched(m.watch),
		mentions.New(s, s, mentions.Options{Now: now, After: after, Browse: browse, People: s, Add: s.AddMention, Found: &found.Finder{Desk: s, Now: now, Browse: browse}}),
		replies.New(s, s, replies.Options{Now: now, After: after, Browse: browse, Kin: s.Kin}),
		calendar.New(s, planner, now).Watched(m.watch).Paced(calendar.Pause),
		drafts.New(drafts.Options{Desk: s, Outbox: s, Planner: planner, After: after, Browse: browse, Figures: s}),
		status.New(s, s, status.Machine{Locked: locked, Where: m.Where, Browse: browse, Folder: m.Browse, Watch: m.watch, Hour: planner.AskHour}, now),
	}
	overlays := []pane.Pane{
		compose.New(s, compose.Options{Now: now, After: after, Journal: m.Journal, Edit: m.edit}),
		setup.New(setup.Options{Desk: s, Login: m.Login, Browse: m.Browse, Zone: m.Zone, Lang: m.Lang, Now: now, After: after}),
	}
	return New(Options{Desk: s, Lang: m.Lang, Clock: m.Clock, Tabs: tabs, Overlays: overlays, Practice: m.Practice, Remap: m.Remap, Start: start, Missed: late, Dark: m.Theme != "light", Fixed: m.Theme != "",
		Save: keep(s), Hold: m.Hold, Locked: locked, Unlock: m.Login.Unlock, Curly: m.Curly, Rules: house.Rules{Desk: s, Lang: m.Lang, Who: m.Who, Edit: m.edit}.Open}), nil
}

// watch is who carries what waits.
func (m Machine) watch() accounts.Watch {
	if m.Watch == nil {
		return accounts.Watch{Owner: accounts.HolderDesk, Next: accounts.HolderNobody}
	}
	return m.Watch()
}

// mostLate is how many due deliveries are looked through for one that was missed.
const mostLate = 64

// missed tells whether the hour of something passed while nobody could send it: the desk begins with the list of it.
func missed(s *store.Store, now time.Time) (bool, error) {
	ds, _, err := s.Deliveries(accounts.DeliveryQuery{States: []accounts.DeliveryState{accounts.Missed}}, "", 1)
	if err != nil || len(ds) > 0 {
		return len(ds) > 0, err
	}
	ds, err = s.DueDeliveries(now, mostLate)
	return slices.ContainsFunc(ds, func(d accounts.Delivery) bool {
		a, err := s.Account(d.Account)
		return publish.TooLate(d, now) && (err != nil || a.Network != accounts.Manual) // A reminder is never too late.
	}), err
}

// left reads where the desk was left. A state that cannot be read begins at the first tab: it holds nothing that was typed.
func left(s *store.Store) (State, error) {
	b, err := s.State(stateKey)
	if err != nil || len(b) == 0 {
		return State{}, err
	}
	var st State
	if json.Unmarshal(b, &st) != nil {
		return State{}, nil
	}
	return st, nil
}

// keep stores where the desk is, after every change of place.
func keep(s *store.Store) func(State) tea.Cmd {
	return func(st State) tea.Cmd {
		return func() tea.Msg {
			b, err := json.Marshal(st)
			if err == nil {
				err = s.PutState(stateKey, b)
			}
			if err != nil {
				return pane.Failed{Doing: "keeping the place", Err: err}
			}
			return nil
		}
	}
}

// browse opens an address for a pane; without a browser it is shown.
func (m Machine) browse() func(string) tea.Cmd {
	return func(url string) tea.Cmd {
		return func() tea.Msg {
			if m.Browse == nil {
				return pane.Toast{Text: "Open it yourself: %s", Args: []any{url}}
			}
			if err := m.Browse(url); err != nil {
				return pane.Toast{Text: "Open it yourself: %s", Args: []any{url}}
			}
			return nil
		}
	}
}

// edit runs the person's editor on a text, in the terminal.
func (m Machine) edit(header, text string, done func(string, error) tea.Msg) tea.Cmd {
	return widget.Outside(m.Home, m.Editor, header, text, done)
}

// Show builds the desk's screens over a store and shows them until they are left.
func Show(ctx context.Context, s *store.Store, m Machine, t Terminal) (Outcome, error) {
	root, err := Build(s, m)
	if err != nil {
		return Quit, err
	}
	return Run(ctx, root, s, t)
}
