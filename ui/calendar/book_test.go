package calendar_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"vocero/ui/calendar"
	"vocero/ui/pane"
	"vocero/ui/plan"
)

// TestAPageThatWasKeptForLongIsReadAgain turns to a page some minutes after it was read: it is shown at once, and then as it is now.
func TestAPageThatWasKeptForLongIsReadAgain(t *testing.T) {
	r := newRig(t, monday)
	desk := &counting{Desk: r.s}
	r.p = calendar.New(desk, plan.New(r.s, r.s, func() time.Time { return r.now }), func() time.Time { return r.now })
	r.show(nil)
	r.one("d")
	r.one(">") // Tuesday; Monday is kept.
	r.now, desk.reads = r.now.Add(59*time.Second), 0
	r.one("<")
	if desk.reads != 1 {
		t.Errorf("within a minute %d pages are read, want Sunday only", desk.reads)
	}
	slot := "09:30 " // Panadería Luz has it every Monday.
	if s := r.screen(120, 37); !strings.Contains(s, slot) {
		t.Fatalf("the free slot of today is not there:\n%s", s)
	}
	r.one(">")
	r.now = r.now.Add(12 * time.Hour)
	reading := r.turn("calendar.previous")
	if s := r.screen(120, 37); reading == nil || !strings.Contains(s, slot) {
		t.Errorf("what is kept is not shown meanwhile:\n%s", s)
	}
	r.run(reading)
	if s := r.screen(120, 37); strings.Contains(s, slot) {
		t.Errorf("a slot whose hour has passed is still free:\n%s", s)
	}
}

// TestWhatIsKeptIsDroppedWhenTheStoreChanges changes a page that is not in view, and shows another client.
func TestWhatIsKeptIsDroppedWhenTheStoreChanges(t *testing.T) {
	r := newRig(t, monday)
	r.show(nil)
	r.draft(r.luz, "pan", "2026-12-17 09:00")
	r.draft(r.kine, "pie", "2026-12-18 09:00")
	is := func(luz, kine bool) {
		t.Helper()
		r.show(nil)
		r.turn("calendar.next")
		s := r.screen(120, 37)
		if strings.Contains(s, "~ 09:00 pan") != luz || strings.Contains(s, "~ 09:00 pie") != kine {
			t.Errorf("scope %q shows\n%s", r.scope, s)
		}
		r.run(r.turn("calendar.previous"))
	}
	is(true, true)
	r.scope = r.luz.ID
	is(true, false)
}

// TestAPageBesideThatCannotBeRead is told when somebody turns to it, not before, and is tried again then.
func TestAPageBesideThatCannotBeRead(t *testing.T) {
	r := newRig(t, monday)
	r.draft(r.luz, "tras", "2026-12-17 09:00")
	desk := &counting{Desk: r.s}
	r.p = calendar.New(desk, plan.New(r.s, r.s, func() time.Time { return r.now }), func() time.Time { return r.now })
	shown := r.p.Show(pane.Scope{})().(pane.Result)
	reading := r.p.Update(shown.Msg)
	desk.fail = errors.New("the disk is gone")
	r.run(reading)
	if len(r.asked) > 0 {
		t.Fatalf("a page that nobody asked for is told: %v", r.asked)
	}
	failed, ok := r.turn("calendar.next")().(pane.Result).Msg.(pane.Failed)
	if !ok || !errors.Is(failed.Err, desk.fail) {
		t.Errorf("a page that cannot be read: %+v", failed)
	}
	r.run(r.p.Update(failed))
	desk.fail = nil
	r.run(r.turn("calendar.previous"))
	r.run(r.turn("calendar.next"))
	if s := r.screen(120, 37); !strings.Contains(s, "tras") {
		t.Errorf("the disk is there again:\n%s", s)
	}
}

// TestPagesBesideARecord are read, too, where the calendar goes to a record.
func TestPagesBesideARecord(t *testing.T) {
	r := newRig(t, monday)
	p := r.planned(r.luz, "lejos", "2027-06-15 10:00")
	r.draft(r.luz, "tras", "2027-07-15 10:00")
	r.show(pane.Look{Record: p.ID})
	r.turn("calendar.next")
	if s := r.screen(120, 37); !strings.Contains(s, "July 2027") || !strings.Contains(s, "tras") {
		t.Errorf("the month after that of the record:\n%s", s)
	}
}
