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

// TestPagesThatAreTurnedFastAreReadOnce turns page after page around a reading: what lies between is not read, and the newest is shown
// in the end.
func TestPagesThatAreTurnedFastAreReadOnce(t *testing.T) {
	for _, c := range []struct {
		when                string
		before, amid, after int
		fails               bool
		readings            int
	}{
		{when: "before it begins", before: 4, readings: 1},
		{when: "while it runs", amid: 4, readings: 2},
		{when: "just as it has ended", after: 4, readings: 2},
		{when: "all the time", before: 2, amid: 1, after: 1, readings: 3},
		{when: "just as it has failed", after: 4, fails: true, readings: 2},
	} {
		r := newRig(t, time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC))
		desk := &counting{Desk: r.s}
		r.p = calendar.New(desk, plan.New(r.s, r.s, func() time.Time { return r.now }), func() time.Time { return r.now })
		r.show(nil)
		desk.reads = 0
		turn := func() tea.Cmd {
			for _, a := range r.p.Actions() {
				if a.Name == "calendar.next" {
					return a.Run()
				}
			}
			t.Fatal("no page can be turned")
			return nil
		}
		more := func(n int) {
			for range n {
				if turn() != nil {
					t.Fatalf("%s: a second reading begins before the first is there", c.when)
				}
			}
		}
		first := turn()
		more(c.before)
		desk.meanwhile = func() { more(c.amid) }
		if c.fails {
			desk.fail = errors.New("the disk is gone")
		}
		msg := first().(pane.Result)
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
