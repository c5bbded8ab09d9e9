// Package pane is the contract between the root of the screen and its panes: what a pane is, what it may ask of the root, and
// what the root tells it.
//
// A pane is a small struct with a pointer receiver. It holds a snapshot of what it shows, never the truth: it reads a page
// through a tea.Cmd, and reads again when Changed says so. Update does no I/O and nothing over a millisecond. View is pure: the
// same state and frame give the same cells. The speaker's line is the root's: no pane draws it, so no pane can forget it.
package pane

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/lang"
	"vocero/ui/theme"
)

// ID names a pane: its tab, its part of the help, its goldens.
type ID string

// The panes and overlays.
const (
	Today    ID = "today"
	Mentions ID = "mentions"
	Replies  ID = "replies"
	Calendar ID = "calendar"
	Drafts   ID = "drafts"
	Status   ID = "status"
	Compose  ID = "compose"
	Setup    ID = "setup"
)

// Scope is what the root shows a pane for: one brand, or all of them. Gen grows with every Show; a Result of an older one is
// dropped by the root.
type Scope struct {
	Brand accounts.ID // "" for all brands
	Gen   uint64
	Arg   any // what Open carried, nil otherwise
}

// Pane is one room of the screen.
type Pane interface {
	// ID is the pane's name.
	ID() ID
	// Show is called when the pane is entered, when the brand was switched, and when what it shows has changed while it is
	// visible: load a snapshot. Keep the selection where the record still exists.
	Show(Scope) tea.Cmd
	// Update takes Results addressed to the pane, pastes and keys while Typing, and ticks of its own.
	Update(tea.Msg) tea.Cmd
	// Actions are all keys, the footer, the help and the palette: one source.
	Actions() []Action
	// SetSize gives the pane its cells; called on resize only.
	SetSize(w, h int)
	// View draws exactly w×h cells; the cursor is relative to the pane, nil hides it.
	View(Frame) (string, *tea.Cursor)
}

// Typist is a pane in which plain keys are text while Typing is true. Only keys with ctrl, alt, Esc, Tab or F1 to F12 are
// actions then; all others go to Update.
type Typist interface{ Typing() bool }

// Opener is a pane that may still be reading what it was opened with. What is typed meanwhile waits, and goes to it then.
type Opener interface{ Opening() bool }

// Speaker is a pane that knows who would speak for what is selected; the root shows it when all brands are in view.
// An empty account means nobody.
type Speaker interface {
	Speaks() (brand, account accounts.ID)
}

// Clicker is a pane that takes the mouse, in its own cells. Clicks select; they never confirm.
type Clicker interface {
	Click(x, y int) tea.Cmd
	Wheel(lines int) tea.Cmd
}

// Stayer is a pane that wants a word before the program quits or it is left; "" means it does not. What is typed is on disk
// already, so this only tells, it never asks to save.
type Stayer interface{ Leave() tea.Cmd }

// Frame is what a pane needs to draw: nothing of it is state of the pane.
type Frame struct {
	Brands  map[accounts.ID]accounts.Brand
	Spent   map[accounts.ID]accounts.Micros // what networks charged each brand this month
	Scope   accounts.ID                     // "" for all brands
	Now     time.Time
	Focused bool
	Styles  *theme.Styles
	Lang    *lang.Printer
}

// Result is one command's outcome, for the pane that asked. The root drops it when Gen is old.
type Result struct {
	To  ID
	Gen uint64
	Msg tea.Msg
}

// For wraps the outcome of a command for a pane.
func (s Scope) For(to ID, work func() tea.Msg) tea.Cmd {
	gen := s.Gen
	return func() tea.Msg { return Result{To: to, Gen: gen, Msg: work()} }
}
