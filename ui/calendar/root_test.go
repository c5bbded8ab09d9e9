package calendar_test

import (
	"testing"
	"time"

	"vocero/accounts"
	"vocero/store"
	"vocero/ui"
	"vocero/ui/calendar"
	"vocero/ui/drafts"
	"vocero/ui/lang"
	"vocero/ui/pane"
	"vocero/ui/plan"
	"vocero/ui/uitest"
)

// desk is the tab in the real root, with the drafts beside it.
type desk struct {
	*rig
	d       *uitest.Driver
	changes <-chan accounts.Changed
}

func newDesk(t *testing.T, tag string, w, h int, fill func(*rig)) *desk {
	t.Helper()
	r := newRig(t, monday)
	fill(r)
	clock := uitest.NewClock(monday)
	planner := plan.New(r.s, r.s, clock.Now)
	tabs := []pane.Pane{calendar.New(r.s, planner, clock.Now), drafts.New(drafts.Options{Desk: r.s, Outbox: r.s, Planner: planner, After: clock.After})}
	ch, cancel := r.s.Changes()
	t.Cleanup(cancel)
	m := ui.New(ui.Options{Desk: r.s, Lang: lang.New(tag), Clock: ui.Clock{Now: clock.Now, After: clock.After}, Tabs: tabs, Overlays: []pane.Pane{&nothing{}}, Dark: true})
	return &desk{rig: r, d: uitest.New(t, m, uitest.Options{Width: w, Height: h, Clock: clock}), changes: ch}
}

// keys presses, and tells the root of what changed as the program does.
func (k *desk) keys(keys ...string) *uitest.Driver {
	for _, key := range keys {
		k.d.Press(key)
		k.d.Advance(300 * time.Millisecond)
		for {
			select {
			case c := <-k.changes:
				k.d.Msg(c)
				continue
			default:
			}
			break
		}
	}
	return k.d
}

func TestAtTheDeskAMoveNamesItsSpeakerAndIsTakenBack(t *testing.T) {
	var p accounts.Post
	k := newDesk(t, "en", 80, 24, func(r *rig) {
		p = r.planned(r.luz, "Pan de maíz", "2026-11-25 18:00")
		r.planned(r.kine, "Estira", "2026-11-24 08:00")
	})
	k.keys("w", "t", "l").Says("@kinesur@masto.example", "KINE SUR")
	k.keys("l").Says("@panaderialuz@masto.example")
	k.keys("L").Says("It leaves 2026-11-26 18:00")
	if k.at(p) != "2026-11-26 18:00" {
		t.Fatalf("it stands at %s", k.at(p))
	}
	k.keys("u").Says("Taken back: a moved post")
	if k.at(p) != "2026-11-25 18:00" {
		t.Errorf("u left it at %s", k.at(p))
	}
	k.keys("m", "g", "n").Says("□")
	k.keys("=").Says("Slots of")
	k.keys("esc", "4", "?").Says("a day on")
	k.keys("esc").Frame()
}

func TestAtTheDeskOnlyTheClientsLetterSchedules(t *testing.T) {
	for _, tag := range []string{"en", "es"} {
		var p accounts.Post
		k := newDesk(t, tag, 60, 20, func(r *rig) { p = r.draft(r.luz, "Pan de maíz", "") })
		k.keys("5", "+").Says("@panaderialuz@masto.example", "09:30 Europe/Madrid")
		k.keys("enter")
		k.keys("y")
		k.d.Paste("p")
		k.keys("k")
		if x := k.post(p); x.State != accounts.Draft {
			t.Fatalf("it is %s", x.State)
		}
		k.keys("esc", "esc", "+", "p")
		if x := k.post(p); x.State != accounts.PostScheduled || x.When.Civil != "2026-11-23 09:30" {
			t.Fatalf("after + and the letter it is %s", x.State)
		}
		k.keys("<").Says("» ")
	}
}

var _ calendar.Desk = (*store.Store)(nil)

// nothing stands where the composer is.
type nothing struct{ pane.Pane }

func (nothing) ID() pane.ID { return pane.Compose }
