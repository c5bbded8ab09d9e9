package pane

import (
	"reflect"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
)

// The messages with which a pane asks something of the root. Each is returned by a tea.Cmd; Send wraps one.

// Send is a command that hands the root a message. The root takes it at once, before the next key: what is typed ahead goes where
// the person sent it, never into the pane she has left.
//
//go:noinline
func Send(m tea.Msg) tea.Cmd { return func() tea.Msg { return m } }

// sent is the code of every command that Send makes; Send is not inlined so that there is only one.
var sent = reflect.ValueOf(Send(nil)).Pointer()

// Sent is the message of a command made by Send, false for every other command.
func Sent(c tea.Cmd) (tea.Msg, bool) {
	if c == nil || reflect.ValueOf(c).Pointer() != sent {
		return nil, false
	}
	return c(), true
}

// Open asks for another pane or overlay; Arg arrives in its Scope. Brand switches the desk to a brand first; nil leaves it.
type Open struct {
	To    ID
	Arg   any
	Brand *accounts.ID
}

// Close asks to leave the overlay.
type Close struct{}

// Review is what a person must see before something leaves this machine. Every field is shown; the root adds brand and kind.
type Review struct {
	Brand      accounts.ID
	Accounts   []accounts.Account // who speaks; the first is shown in full, the others counted and listed
	Op         accounts.Op
	Reply      bool
	Visibility accounts.Visibility // 0 where it means nothing
	When       *accounts.When      // nil: now
	Text       string              // hers; the dialog shows the beginning
	Target     accounts.Text       // whom or what it concerns
	Parts      int                 // of a thread; 0 or 1: none
	Media      int
	Posts      int                // of a batch; 0 or 1: one
	Findings   []accounts.Finding // warnings and notes that are acknowledged by going on
	Old        string             // of an edit: the text as it is out now, for the diff
	Price      accounts.Micros    // what the networks will charge; 0 lets the root work it out from operation and text
	Linked     bool               // the price is that of a link
}

// Confirm asks for the client's letter. Then runs when the right letter came; a wrong one sends nothing, says so, and closes.
type Confirm struct {
	Review Review
	Then   func(accounts.Letter) tea.Cmd
	Else   func() tea.Cmd // may be nil
}

// Ask asks for one line of text. Check may be nil; its error is shown and the line stays open.
type Ask struct {
	Title, Label, Help string // text keys; the root translates
	Value              string
	Complete           []string // candidates for Tab
	Check              func(string) error
	Then               func(string) tea.Cmd
	Above              func(width int, f Frame) []string // shown above the line, as the picture that is described; nil: nothing
}

// Choice is one line of a Choose, taken by its key or by Enter on it. Label is a text key, Detail is shown as it is.
type Choice struct{ Key, Label, Detail string }

// Choose asks for one of a few. It never confirms anything that leaves: that is Confirm's.
type Choose struct {
	Title   string
	Choices []Choice
	Then    func(i int) tea.Cmd
}

// Page shows a longer text that scrolls; Esc closes it.
type Page struct {
	Title string
	Body  func(width int, f Frame) []string
}

// Toast is a line that says what happened; it goes by itself. Text is a text key.
type Toast struct {
	Text string
	Args []any
}

// Failed is an error for a person: it stays until a key is pressed, and it is kept in the journal of the session.
type Failed struct {
	Doing string // a text key: "saving the draft"
	Err   error
}

// Undo asks to take back the newest thing.
type Undo struct{}

// Ticked is the clock of the frame, once a minute, and once a second while something is about to leave.
type Ticked struct{ Now time.Time }

// Write is what Open carries to the composer: exactly one of Post, Mention, Quote and Mend is set, or none for a new post.
type Write struct {
	Post    accounts.ID    // go on with this one
	Mention accounts.ID    // answer this one
	Quote   accounts.ID    // begin a post that quotes this mention
	Mend    accounts.ID    // edit what this published delivery said
	Brand   accounts.ID    // of a new post; "" asks the client first
	When    *accounts.When // of a new post in a slot
	Text    string         // what a new post begins with
}

// Look is what Open carries to a tab to select one record there.
type Look struct{ Record accounts.ID }

// AskPassphrase asks for the vault's passphrase.
type AskPassphrase struct{}

// Login is what Open carries to the set-up to log an account in again.
type Login struct{ Account accounts.ID }

// Trouble is what Open carries to Status to show what failed or wants a decision.
type Trouble struct{}
