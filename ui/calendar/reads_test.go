package calendar_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/calendar"
	"vocero/ui/pane"
	"vocero/ui/plan"
)

// counting is a store that counts how often it is read, and has something happen in the middle of the first reading.
type counting struct {
	calendar.Desk
	reads     int
	meanwhile func()
	fail      error
}

func (c *counting) Brands() ([]accounts.Brand, error) {
	c.reads++
	if c.meanwhile != nil {
		c.meanwhile()
		c.meanwhile = nil
	}
	bs, err := c.Desk.Brands()
	return bs, errors.Join(err, c.fail)
}

// turn runs the action that turns a page, and gives what is to be read for it.
func (r *rig) turn(name string) tea.Cmd {
	r.t.Helper()
	for _, a := range r.p.Actions() {
		if a.Name == name {
			return a.Run()
		}
	}
	r.t.Fatalf("no page can be turned with %s", name)
	return nil
}

// TestPagesThatAreTurnedFastAreReadOnce turns page after page around a reading: what lies between is not read, the newest is shown in
// the end, and then the two beside it are read.
func TestPagesThatAreTurnedFastAreReadOnce(t *testing.T) {
	for _, c := range []struct {
		when                string
		before, amid, after int
		fails               bool
		readings            int
	}{
		{when: "before it begins", before: 5, readings: 3},
		{when: "while it runs", amid: 5, readings: 4},
		{when: "just as it has ended", after: 5, readings: 4},
		{when: "all the time", before: 3, amid: 1, after: 1, readings: 4}, // One of the two was read on the way.
		{when: "just as it has failed", before: 1, after: 4, fails: true, readings: 4},
	} {
		r := newRig(t, time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC))
		desk := &counting{Desk: r.s}
		r.p = calendar.New(desk, plan.New(r.s, r.s, func() time.Time { return r.now }), func() time.Time { return r.now })
		shown := r.p.Show(pane.Scope{})().(pane.Result)
		reading := r.p.Update(shown.Msg) // Of a page beside it.
		desk.reads = 0
		more := func(n int) {
			for range n {
				if r.turn("calendar.next") != nil {
					t.Fatalf("%s: a second reading begins before the first is there", c.when)
				}
			}
		}
		more(c.before)
		desk.meanwhile = func() { more(c.amid) }
		if c.fails {
			desk.fail = errors.New("the disk is gone")
		}
		msg := reading().(pane.Result)
		desk.fail = nil
		more(c.after)
		next := r.p.Update(msg.Msg)
		if c.fails { // It is told, and what is wanted now is read.
			next = next().(tea.BatchMsg)[1]
		}
		r.run(next)
		if desk.reads != c.readings {
			t.Errorf("%s: five pages take %d readings, want %d", c.when, desk.reads, c.readings)
		}
		if s := r.screen(120, 37); !strings.Contains(s, "April 2027") {
			t.Errorf("%s: the page that is asked for is not shown:\n%s", c.when, s)
		}
	}
}

// TestThePageBesideIsThereInTheFirstFrame turns pages in all views: nothing has to be read before they are shown.
func TestThePageBesideIsThereInTheFirstFrame(t *testing.T) {
	for _, c := range []struct {
		key, on, back string // the view, and an hour on the next page and on the one before
	}{
		{"m", "2026-12-17 09:00", "2026-10-08 09:00"}, {"w", "2026-12-03 09:00", "2026-11-19 09:00"},
		{"d", "2026-11-24 09:00", "2026-11-22 09:00"}, {"a", "2026-12-22 09:00", "2026-10-28 09:00"},
	} {
		r := newRig(t, monday)
		r.draft(r.luz, "tras", c.on)
		r.draft(r.luz, "ante", c.back)
		r.show(nil)
		if c.key != "m" {
			r.one(c.key)
		}
		is := func(action, want string) {
			t.Helper()
			reading := r.turn(action) // Of the page after that one.
			if s := r.screen(120, 37); reading == nil || !strings.Contains(s, want) {
				t.Errorf("view %s: the page of %s does not say %q:\n%s", c.key, action, want, s)
			}
			r.run(reading)
		}
		is("calendar.next", "tras")
		r.one(">")
		r.one("<")
		r.one("<")
		is("calendar.previous", "ante")
	}
}
