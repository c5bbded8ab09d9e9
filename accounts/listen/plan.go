package listen

import (
	"context"
	"slices"
	"time"

	"vocero/accounts"
)

const (
	longest  = time.Minute        // the longest sleep: what a suspend, a set clock or a lost Kick can delay
	shortest = 5 * time.Second    // the first wait after a failure
	slowest  = 5 * time.Minute    // the longest wait after failures
	limitCap = 24 * time.Hour     // no limit is believed beyond this
	day      = 24 * time.Hour     // how long an instance's answer is kept
	again    = time.Hour          // between two tries to read an instance
	stamp    = 5 * time.Minute    // how old a stored SyncedAt may get while nothing new comes: an idle desk seldom writes
	firstly  = 7 * 24 * time.Hour // how far back the first poll reads
)

// place is what the worker remembers of an account. It only saves work: lost, it costs one poll.
type place struct {
	measured time.Time // when its figures were read by themselves
	busy     bool
	next     time.Time     // of the next poll; zero: work it out
	wait     time.Duration // how far next lay ahead when it was set: a clock set back does not stretch it
	limit    time.Time     // the network said: not before
	fails    int
	locked   bool      // the vault was
	blocked  bool      // the account was, when last seen
	refresh  time.Time // not to read the instance before
}

// errand is everything to do for one account in one go.
type errand struct {
	account  accounts.Account
	poll     bool
	test     bool
	asked    bool          // by a person: failures are shown at once
	threads  []string      // remote ids
	searches []accounts.ID // inquiries
	figures  []string      // remote ids; "" is all that is looked after
	requests []accounts.ID
}

// now is the wall clock without its monotonic part.
func (l *Listener) now() time.Time { return l.cfg.Now().Round(0) }

// ring gives the bell, and rings it first when told to: everybody who waits wakes up and plans anew.
func (l *Listener) ring(now bool) <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	if now {
		close(l.bell)
		l.bell = make(chan struct{})
	}
	return l.bell
}

func (l *Listener) idle() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.busy == 0 && len(l.links) == 0
}

// plan starts what is due and tells when it wants to be called again; zero: when the bell rings.
func (l *Listener) plan(ctx context.Context) time.Time {
	all, err := l.cfg.Store.Accounts("")
	if err != nil {
		l.log.Error("reading the accounts", "err", err)
		return l.now().Add(shortest)
	}
	all = networked(all)
	reqs, err := l.cfg.Store.Requests()
	if err != nil {
		l.log.Error("reading the requests", "err", err)
	}
	reqs = l.unserved(reqs)
	l.orphans(all, reqs)
	for _, r := range l.takeLinks(reqs) {
		go l.link(ctx, r)
	}
	start, next := l.due(all, reqs)
	for _, e := range start {
		go func() { _, _ = l.run(ctx, e) }() // What came of it is in the store and in the log.
	}
	return next
}

// due takes the accounts for which there is something to do, and finds the earliest hour of the others.
func (l *Listener) due(all []accounts.Account, reqs []accounts.Request) (start []errand, next time.Time) {
	now := l.now()
	l.mu.Lock()
	defer l.mu.Unlock()
	for id := range l.of {
		if !l.of[id].busy && !slices.ContainsFunc(all, func(a accounts.Account) bool { return a.ID == id }) {
			delete(l.of, id)
		}
	}
	for _, a := range all {
		p := l.place(a.ID)
		if p.busy {
			continue
		}
		e := wanted(a, reqs)
		at := p.hour(a, now, l.cfg.Interval)
		e.poll = e.poll || !at.IsZero() && !at.After(now)
		switch {
		case !e.poll && len(e.requests) == 0:
			next = earlier(next, at)
		case l.busy < l.cfg.Parallel: // Otherwise the one that ends rings the bell.
			p.busy = true
			l.busy++
			start = append(start, e)
		}
	}
	return start, next
}

// hour is when the account is polled next; zero: not at all.
func (p *place) hour(a accounts.Account, now time.Time, interval time.Duration) time.Time {
	if a.State == accounts.AccountBlocked {
		p.blocked = true
		return time.Time{}
	}
	if p.blocked { // She logged in again.
		*p = place{busy: p.busy}
		return now
	}
	if p.next.IsZero() {
		return p.start(a, now, interval)
	}
	if p.next.Sub(now) > p.wait { // The clock was set back.
		p.set(now, p.wait)
	}
	return p.next
}

// start is the first hour of an account, worked out from what is stored: a limit outlives the program.
func (p *place) start(a accounts.Account, now time.Time, interval time.Duration) time.Time {
	since := now.Sub(a.SyncedAt)
	switch f := a.Fault; {
	case f != nil && f.Code == accounts.CodeLimit && f.Until.After(now):
		p.set(now, min(f.Until.Sub(now), limitCap))
		p.limit = p.next
	case since < 0 || since >= interval:
		p.set(now, 0)
	default:
		p.set(now, interval-since)
	}
	return p.next
}

func (p *place) set(now time.Time, wait time.Duration) { p.next, p.wait = now.Add(wait), wait }

// place finds or makes what is remembered of an account. The caller holds the lock.
func (l *Listener) place(id accounts.ID) *place {
	p := l.of[id]
	if p == nil {
		p = &place{}
		l.of[id] = p
	}
	return p
}

// take waits until nothing is under way for an account and then holds it; false when the context ended first.
func (l *Listener) take(ctx context.Context, id accounts.ID) bool {
	for ctx.Err() == nil {
		bell := l.ring(false)
		l.mu.Lock()
		if p := l.place(id); !p.busy && l.busy < l.cfg.Parallel {
			p.busy = true
			l.busy++
			l.mu.Unlock()
			return true
		}
		l.mu.Unlock()
		select {
		case <-bell:
		case <-ctx.Done():
		}
	}
	return false
}

// give lets an account go.
func (l *Listener) give(id accounts.ID) {
	l.mu.Lock()
	l.place(id).busy = false
	l.busy--
	l.mu.Unlock()
	l.ring(true)
}

// wait ends at a ring of the bell, at the end of the context, at the next hour, or after a minute.
func (l *Listener) wait(ctx context.Context, bell <-chan struct{}, next time.Time) {
	d := longest
	if !next.IsZero() {
		d = min(max(next.Sub(l.now()), time.Millisecond), longest)
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-bell:
	case <-ctx.Done():
	case <-t.C:
	}
}

// earlier is the earlier of two instants, of which zero ones do not count.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
