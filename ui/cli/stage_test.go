package cli

import (
	"context"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui"
	"vocero/ui/lang"
	"vocero/ui/setup"
	"vocero/ui/uitest"
)

// stageNow is the hour at which every practice desk of the tests opens: a Monday morning.
var stageNow = time.Date(2026, 11, 23, 8, 30, 0, 0, time.UTC)

// theatre is the whole program without its terminal: the practice networks, the desk with its workers carried by hand, and the
// screens driven by keys, all on one clock that the test moves.
type theatre struct {
	*uitest.Driver
	t       testing.TB
	d       *Desk
	clock   *uitest.Clock
	root    *ui.Model
	changes <-chan accounts.Changed
	pressed int                       // keys since the last count, besides text and letters
	between func(tea.Model) tea.Model // stands between the driver and the root; may be nil
	login   setup.Login               // of the set-up; nil: the real one
}

// newTheatre opens a practice desk with all its brands, mentions and drafts.
func newTheatre(t testing.TB, tag string, w, h int) *theatre {
	t.Helper()
	x := &theatre{t: t, clock: uitest.NewClock(stageNow)}
	var err error
	x.d, err = Open(context.Background(), OpenOptions{Home: t.TempDir(), Lang: tag, Now: x.clock.Now, Practice: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.d.Close() })
	if err := x.d.stage(context.Background()); err != nil {
		t.Fatal(err)
	}
	x.open(tag, w, h)
	return x
}

// open shows the screens, as a start of the program does.
func (x *theatre) open(tag string, w, h int) {
	x.t.Helper()
	p := lang.New(tag)
	changes, cancel := x.d.Store.Changes()
	x.t.Cleanup(cancel)
	x.changes = changes
	var err error
	login := x.login
	if login == nil {
		login = screenLogin{d: x.d, lang: tag}
	}
	x.root, err = ui.Build(x.d.Store, ui.Machine{Lang: p, Practice: true, Clock: ui.Clock{Now: x.clock.Now, After: x.clock.After}, Zone: "Europe/Madrid",
		Login: login, Where: x.d.Vault.Where, Home: x.d.Home})
	if err != nil {
		x.t.Fatal(err)
	}
	m := tea.Model(x.root)
	if x.between != nil {
		m = x.between(m)
	}
	x.Driver = uitest.New(x.t, m, uitest.Options{Width: w, Height: h, Clock: x.clock})
	x.settle()
}

// quiet is how long the store must have said nothing before the screens are taken to have heard all: its word comes through a
// goroutine, which a busy machine lets wait.
const quiet = 12 * time.Millisecond

// settle lets the screens hear what the store changed.
func (x *theatre) settle() { x.settleIn(quiet) }

func (x *theatre) settleIn(still time.Duration) {
	x.t.Helper()
	for quiet := time.NewTimer(still); ; {
		select {
		case c := <-x.changes:
			x.Msg(c)
			quiet.Reset(still)
		case <-quiet.C:
			return
		}
	}
}

// do presses keys and lets the screens hear what came of it.
func (x *theatre) do(keys ...string) *theatre {
	x.t.Helper()
	for _, k := range keys {
		x.pressed++
		x.Press(k)
		x.settle()
	}
	return x
}

// work moves the clock and lets both workers do what is due, as they would in the background.
func (x *theatre) work(by time.Duration) *theatre {
	x.t.Helper()
	x.Advance(by)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if _, err := x.d.Publisher.Once(ctx); err != nil {
		x.t.Fatalf("the outbox: %v", err)
	}
	if _, err := x.d.Listener.Once(ctx, ""); err != nil {
		x.t.Fatalf("the inbox: %v", err)
	}
	x.d.Listener.Answer(ctx)
	x.settle()
	return x
}
