package publish

import (
	"time"

	"vocero/accounts"
)

// memory is what the worker remembers between plans. Losing it costs waits and repeated looks, never a post.
type memory struct {
	putOff map[accounts.ID]time.Time           // deliveries not to be tried before
	tries  map[accounts.ID]int                 // tries in a row that did not get as far as an answer
	limits map[accounts.ID]time.Time           // accounts whose network asked to wait
	late   map[accounts.ID]time.Time           // when the account's newest late post left
	alarms map[accounts.ID]time.Time           // instants that were written into the store and are to wake the worker
	stuck  map[accounts.ID]accounts.Resolution // results whose commit failed

	anew     bool // the instants in the store are to be looked through: the clock may have been set
	wall     time.Time
	up       time.Duration
	distrust time.Duration // uptime until which the age of a key is not to be trusted
	clock    witnesses
	tryAt    time.Duration // uptime of the next search for what is to be tried before its hour
}

func newMemory() memory {
	return memory{
		putOff: map[accounts.ID]time.Time{}, tries: map[accounts.ID]int{}, limits: map[accounts.ID]time.Time{},
		late: map[accounts.ID]time.Time{}, alarms: map[accounts.ID]time.Time{}, stuck: map[accounts.ID]accounts.Resolution{},
	}
}

// forgetTimes drops every remembered instant.
func (m *memory) forgetTimes() {
	clear(m.putOff)
	clear(m.limits)
	clear(m.late)
	clear(m.alarms)
}

// next is the earliest remembered instant after now; those that passed are dropped.
func (m *memory) next(now time.Time) time.Time {
	var soon time.Time
	for _, set := range []map[accounts.ID]time.Time{m.putOff, m.limits, m.alarms} {
		for id, t := range set {
			if t.After(now) {
				soon = earlier(soon, t)
			} else {
				delete(set, id)
			}
		}
	}
	return soon
}

// done forgets a delivery that took a step.
func (m *memory) done(id accounts.ID) {
	delete(m.putOff, id)
	delete(m.alarms, id)
	delete(m.stuck, id)
}

const (
	backoffLeast = 5 * time.Second
	backoffMost  = 5 * time.Minute
)

// backoff is how long to wait after n tries in a row (n from 1): 5 s doubled each time, at most 5 min, give or take a fifth.
// jitter lies in [0, 1).
func backoff(n int, jitter float64) time.Duration {
	d := backoffMost
	if n < 8 {
		d = min(backoffLeast<<max(n-1, 0), backoffMost)
	}
	return time.Duration(float64(d) * (0.8 + 0.4*jitter))
}

// backOff counts one more try that came to nothing and says when the next one may be.
func (p *Publisher) backOff(id accounts.ID, now time.Time) time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.memory.tries[id]++
	return now.Add(backoff(p.memory.tries[id], p.cfg.Jitter()))
}

// hold keeps a delivery from being tried before an instant.
func (p *Publisher) hold(id accounts.ID, until time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.memory.putOff[id] = until
}

// limited remembers that the account's network asked to wait.
func (p *Publisher) limited(account accounts.ID, until time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.memory.limits[account] = until
}
