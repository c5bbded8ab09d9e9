package publish

import (
	"context"
	"fmt"
	"time"

	"vocero/accounts"
)

// trust is what is thought of this machine's clock.
type trust uint8

const (
	believed trust = iota // nothing speaks against it
	doubted               // it was set, or was wrong before: a server has to agree before anything leaves
	wrong                 // the servers have another time: what has an hour waits until it is set right
)

const (
	askEvery   = time.Hour        // between two comparisons of a clock that is believed
	skewOld    = 5 * time.Minute  // how long the clock of an answer counts
	askAtMost  = 5                // servers asked for the hour in one go
	askDoubted = 30 * time.Second // the longest wait after nobody could be asked while everything waits for an answer
)

// witnesses is what the worker knows of the clock. Its instants are uptimes: the wall clock is what is in question.
type witnesses struct {
	trust  trust
	told   bool          // the store says that the clock is wrong
	loaded bool          // what the store says was read
	asking bool          // servers are being asked
	asked  bool          // they were, since the start or since the clock was set; whatever came of it
	proved time.Duration // when a server agreed last
	next   time.Duration // not to be asked before
	tries  int           // in a row that came to nothing
}

// doubt stops what leaves by itself until a server has been heard. The caller holds the lock.
func (w *witnesses) doubt() {
	w.trust, w.asked, w.proved, w.next, w.tries = doubted, false, 0, 0, 0
}

// planClock asks the accounts' servers for the hour when that is due, and says when to plan for it again. Once a clock was set, or
// was found wrong, that is at once; else now and then while the worker runs.
func (p *Publisher) planClock(now time.Time) time.Time {
	p.rememberClock()
	up := p.cfg.Uptime()
	p.mu.Lock()
	defer p.mu.Unlock()
	w := &p.memory.clock
	if p.draining || w.asking || w.trust == believed && p.running == 0 {
		return time.Time{}
	}
	switch {
	case w.next <= up:
		p.askClock(w)
	case w.trust != believed:
		return now.Add(w.next - up)
	}
	return time.Time{}
}

// rememberClock reads once whether the clock was wrong when the desk was last open: then it has to be proved first.
func (p *Publisher) rememberClock() {
	p.mu.Lock()
	loaded := p.memory.clock.loaded
	p.mu.Unlock()
	if loaded {
		return
	}
	f, err := p.cfg.Store.DeskFault()
	if err != nil {
		p.log.Error("reading what stops the desk", "error", err)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	w := &p.memory.clock
	w.loaded = true
	if f != nil && f.Code == accounts.CodeClock {
		w.doubt()
		w.told = true
	}
}

// clockFlight is the place of the question for the hour among what is in flight.
const clockFlight accounts.ID = "clock"

// askClock asks in the background. The caller holds the lock.
func (p *Publisher) askClock(w *witnesses) {
	w.asking, p.flight[clockFlight] = true, true
	go func() {
		defer func() {
			if r := recover(); r != nil {
				p.log.Error("asking for the hour broke", "panic", fmt.Sprint(r))
			}
			p.mu.Lock()
			p.memory.clock.asking = false
			delete(p.flight, clockFlight)
			p.ringLocked()
			p.mu.Unlock()
		}()
		p.heardAll(p.hearServers())
	}()
}

// heard is what the servers said of the hour.
type heard struct {
	agrees  bool          // one of them has our hour
	differs bool          // none agrees, and one has another
	by      time.Duration // its clock minus ours
	mute    bool          // one answered without telling the hour
}

// hearServers asks one account of each server, until one agrees.
func (p *Publisher) hearServers() (h heard) {
	all, err := p.cfg.Store.Accounts("")
	if err != nil {
		p.log.Error("reading the accounts", "error", err)
		return h
	}
	h.mute = clockless(all)
	seen := map[string]bool{}
	for _, a := range all {
		if a.Network == accounts.Manual || seen[a.Server] || len(seen) >= askAtMost || a.State == accounts.AccountBlocked || p.stopped() {
			continue
		}
		by, told, err := p.askHour(a)
		switch {
		case err != nil:
			p.log.Warn("a server could not be asked for the hour", "account", a.ID, "error", err)
			continue
		case !told:
			h.mute = true
		case by.Abs() <= jump:
			return heard{agrees: true}
		case !h.differs:
			h.differs, h.by = true, by
		}
		seen[a.Server] = true
	}
	return h
}

// askHour makes one small request and reads the server's clock from the answer. An answer that refuses the log-in tells the hour as
// well as any other.
func (p *Publisher) askHour(a accounts.Account) (by time.Duration, told bool, err error) {
	net, err := p.login(a)
	if err != nil {
		return 0, false, err
	}
	defer p.pay(a.ID, net)
	ctx, cancel := context.WithTimeout(p.hard, readTime)
	defer cancel()
	before := p.now()
	_, err = net.Who(ctx)
	c, ok := net.(accounts.Clocked)
	if !ok {
		return 0, false, err
	}
	by, at := c.Skew()
	at = at.Round(0)
	if at.IsZero() || at.Before(before) || at.After(p.now()) { // It is that of another answer.
		return 0, false, err
	}
	return by, true, nil
}

// heardAll draws the consequences of what the servers said.
func (p *Publisher) heardAll(h heard) {
	up := p.cfg.Uptime()
	p.mu.Lock()
	w := &p.memory.clock
	w.asked = true
	switch {
	case h.agrees, h.mute && !h.differs: // A server that does not tell the hour cannot contradict it either.
		w.trust, w.tries, w.next = believed, 0, up+askEvery
		if h.agrees {
			w.proved = max(up, 1)
		}
	case h.differs:
		w.trust, w.tries, w.next = wrong, w.tries+1, up+backoff(w.tries+1, p.cfg.Jitter())
	default: // Nobody could be asked: what was thought before stays.
		w.tries++
		wait := backoff(w.tries, p.cfg.Jitter())
		if w.trust != believed {
			wait = min(wait, askDoubted)
		}
		w.next = up + wait
	}
	set, clear := h.differs, w.told && w.trust == believed
	p.mu.Unlock()
	switch {
	case set:
		p.log.Warn("this machine's clock is wrong; what has an hour waits", "servers minus ours", h.by)
		p.tellClock(&accounts.Fault{Code: accounts.CodeClock, By: h.by, At: p.now()})
	case clear:
		p.log.Info("this machine's clock is right again")
		p.tellClock(nil)
	}
}

// tellClock writes down whether the clock is wrong, for everybody to see.
func (p *Publisher) tellClock(f *accounts.Fault) {
	if err := p.cfg.Store.SetDeskFault(f); err != nil {
		p.log.Error("recording the state of the clock", "error", err)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.memory.clock.told = f != nil
}

// clockHolds tells whether a delivery must wait for the clock: all do while it is doubted, and while it is wrong those that leave at
// an hour or by themselves.
func (p *Publisher) clockHolds(d accounts.Delivery) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch p.memory.clock.trust {
	case believed:
		return false
	case doubted:
		return true
	}
	byHand := d.Now || d.Op != accounts.OpPost || d.State == accounts.NeedsYou
	return !byHand || d.State == accounts.Unconfirmed
}

// mayMiss tells whether the clock can be believed that an hour has passed: a machine that starts with a wrong one must not give up
// what is still to come. Where nobody can be asked, the hour counts: nothing could leave anyway.
func (p *Publisher) mayMiss() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	w := &p.memory.clock
	if !w.asked && !w.asking && !p.draining {
		p.askClock(w)
	}
	return w.asked
}

// hears compares the clock with the newest answer of a server. One that differs stops what has an hour until all were asked, unless
// another server has agreed lately: then it is that server's clock that is wrong.
func (p *Publisher) hears(net accounts.Network) {
	c, clocked := net.(accounts.Clocked)
	if !clocked {
		return
	}
	by, at := c.Skew()
	age, up := p.now().Sub(at.Round(0)), p.cfg.Uptime()
	if at.IsZero() || age < 0 || age > skewOld {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	w := &p.memory.clock
	switch {
	case w.trust != believed: // Somebody is asking, or will.
	case by.Abs() <= jump:
		w.asked, w.proved, w.next = true, max(up, 1), up+askEvery
	case w.proved == 0 || up-w.proved >= askEvery+skewOld:
		w.doubt()
	}
}
