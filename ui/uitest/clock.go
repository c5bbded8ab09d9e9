package uitest

import (
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Clock is a model's clock in tests: it stands still until the test moves it. Its Now and After are given to the root in the
// place of time.Now and tea.Tick.
type Clock struct {
	mu     sync.Mutex
	now    time.Time
	timers []timer
}

type timer struct {
	at time.Time
	m  tea.Msg
}

// NewClock is a clock that stands at a time.
func NewClock(now time.Time) *Clock { return &Clock{now: now} }

// Now is the time of the clock.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// After is a command that winds a timer: the message comes when the test has moved the clock that far.
func (c *Clock) After(d time.Duration, m tea.Msg) tea.Cmd {
	return func() tea.Msg {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.timers = append(c.timers, timer{c.now.Add(d), m})
		return nil
	}
}

// Wound is the number of timers that have not fired.
func (c *Clock) Wound() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.timers)
}

// next moves the clock to the earliest timer at or before end and takes it off.
func (c *Clock) next(end time.Time) (tea.Msg, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	first := -1
	for i, t := range c.timers {
		if !t.at.After(end) && (first < 0 || t.at.Before(c.timers[first].at)) {
			first = i
		}
	}
	if first < 0 {
		if end.After(c.now) {
			c.now = end
		}
		return nil, false
	}
	t := c.timers[first]
	c.timers = append(c.timers[:first], c.timers[first+1:]...)
	if t.at.After(c.now) {
		c.now = t.at
	}
	return t.m, true
}

// Advance moves the clock and delivers the timers that fire on the way, each at its own time.
func (d *Driver) Advance(by time.Duration) *Driver {
	d.t.Helper()
	c := d.o.Clock
	if c == nil {
		d.t.Fatal("the driver has no clock to move; give one in its options")
	}
	end := c.Now().Add(by)
	for range maxMessages {
		m, ok := c.next(end)
		if !ok {
			d.settle()
			return d
		}
		d.deliver(m)
		d.settle()
	}
	d.t.Fatalf("more than %d timers fire within %v", maxMessages, by)
	return d
}

// pass lets time go by between keys, if there is a clock.
func (d *Driver) pass(by time.Duration) {
	d.t.Helper()
	if d.o.Clock != nil {
		d.Advance(by)
	}
}
