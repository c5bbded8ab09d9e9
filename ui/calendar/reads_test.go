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

// counting is a store that counts how often posts are read, and fails when it is told to.
type counting struct {
	calendar.Desk
	reads int
	fail  error
}

func (c *counting) Brands() ([]accounts.Brand, error) {
	c.reads++
	bs, err := c.Desk.Brands()
	return bs, errors.Join(err, c.fail)
}

// TestPagesThatAreTurnedFastAreReadOnce turns page after page while the first is being read: what lies between is not read.
func TestPagesThatAreTurnedFastAreReadOnce(t *testing.T) {
	for _, fails := range []bool{false, true} {
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
		first := turn()
		for range 4 {
			if c := turn(); c != nil {
				t.Fatal("a second reading begins before the first is there")
			}
		}
		if fails {
			desk.fail = errors.New("the disk is gone")
		}
		msg := first().(pane.Result)
		desk.fail = nil
		c := r.p.Update(msg.Msg)
		if fails { // It is told, and what is wanted now is read.
			c = c().(tea.BatchMsg)[1]
		}
		r.run(c)
		if desk.reads > 3 {
			t.Errorf("five pages take %d readings", desk.reads)
		}
		if s := r.screen(120, 37); !strings.Contains(s, "April 2027") {
			t.Errorf("the page that is asked for is not shown:\n%s", s)
		}
	}
}
