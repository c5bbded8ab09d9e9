package publish

import (
	"context"
	"slices"
	"time"

	"vocero/accounts"
)

// plan starts everything that may start now and says when to plan again at the latest; zero when nothing is waiting. With only it
// concerns the deliveries in it and no others.
func (p *Publisher) plan(ctx context.Context, only map[accounts.ID]bool) time.Time {
	p.pass.Lock()
	defer p.pass.Unlock()
	if ctx.Err() != nil || p.stopped() {
		return time.Time{}
	}
	now := p.now()
	p.watchClock(now)
	p.land(now)
	soon := p.planClock(now)
	soon = earlier(soon, p.planLooks(now, only))
	soon = earlier(soon, p.planSends(now, only))
	soon = earlier(soon, p.planReads(now, only))
	soon = earlier(soon, p.planHands(now, only))
	if only == nil {
		p.planPreflights(now)
		soon = earlier(soon, p.nextDue(now))
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return earlier(soon, p.memory.next(now))
}

// nextDue is when the store has something to do again. What is due already and may not start yet hides what comes after it in the
// store's answer, so the next tick is searched through; while something is in flight a look every second is cheaper.
func (p *Publisher) nextDue(now time.Time) time.Time {
	due, err := p.cfg.Store.NextDue(now)
	if err == nil && (due.IsZero() || due.After(now)) {
		return due
	}
	if err == nil && !p.idle() {
		return now.Add(busyTick)
	}
	next := now.Add(tick)
	if err == nil {
		end := next
		read := func(limit int) ([]accounts.Delivery, error) { return p.cfg.Store.DueDeliveries(end, limit) }
		err = everything(read, p.stopped, func(d accounts.Delivery) {
			if t := leaves(d); t.After(now) {
				next = earlier(next, t)
			}
		})
	}
	if err != nil {
		p.log.Error("reading what is due next", "error", err)
	}
	return next
}

// stopped tells whether nothing may be started any more.
func (p *Publisher) stopped() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.draining
}

// everything reads a list of the store as far as start wants it, each piece of it in the order (due, created, id). The store's lists have no cursor, and what may not start now stays
// at their head, so a full list in which something was left over is read again, longer.
func everything(read func(limit int) ([]accounts.Delivery, error), full func() bool, start func(accounts.Delivery)) error {
	done := 0
	for limit := 64; ; limit *= 4 {
		ds, err := read(limit)
		if err != nil {
			return err
		}
		fresh := ds[min(done, len(ds)):]
		slices.SortStableFunc(fresh, order)
		for _, d := range fresh {
			if full() {
				return nil
			}
			start(d)
		}
		if len(ds) < limit {
			return nil
		}
		done = len(ds)
	}
}

// planSends starts what is due.
func (p *Publisher) planSends(now time.Time, only map[accounts.ID]bool) (soon time.Time) {
	read := func(limit int) ([]accounts.Delivery, error) { return p.cfg.Store.DueDeliveries(now, limit) }
	err := everything(read, p.full, func(d accounts.Delivery) {
		if only == nil || only[d.ID] {
			soon = earlier(soon, p.consider(now, d))
		}
	})
	if err != nil {
		p.log.Error("reading what is due", "error", err)
		return now.Add(tick)
	}
	return soon
}

// full tells whether as many sends run as may.
func (p *Publisher) full() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.draining || p.sending >= p.cfg.Parallel
}

// consider starts one due delivery, or takes the step that its hour or its thread asks for, or leaves it and says when to ask
// again; zero when something else will ring the bell.
func (p *Publisher) consider(now time.Time, d accounts.Delivery) time.Time {
	if wait, ok := p.mayStart(d, now); !ok {
		return wait
	}
	again := d.State == accounts.Unconfirmed || d.State == accounts.NeedsYou
	if again && !d.Resend || p.clockHolds(d) {
		return time.Time{}
	}
	if again {
		p.startSend(d, false)
		return time.Time{}
	}
	if p.byHand(d) {
		p.startSend(d, false)
		return time.Time{}
	}
	if wait, ok := p.inOrder(now, d); !ok {
		return wait
	}
	switch late, wait := p.lateness(now, d); {
	case late == tooLate && !p.mayMiss():
		return time.Time{}
	case late == tooLate:
		p.step(d, accounts.Resolution{To: accounts.Missed, Fault: fault(accounts.CodeMissed, "", now)})
		return time.Time{}
	case !wait.IsZero():
		return wait
	default:
		p.startSend(d, late == aBitLate)
		return time.Time{}
	}
}

// mayStart tells whether neither the delivery nor its account is busy or told to wait; wait is when that ends, where it is known.
func (p *Publisher) mayStart(d accounts.Delivery, now time.Time) (wait time.Time, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, stuck := p.memory.stuck[d.ID]; stuck || p.flight[d.ID] || p.busy[d.Account] {
		return time.Time{}, false
	}
	if t := later(p.memory.putOff[d.ID], p.memory.limits[d.Account]); t.After(now) {
		return t, false
	}
	if t := leaves(d); t.After(now) {
		return t, false
	}
	return time.Time{}, true
}

// leaves is the first instant at which a delivery may go.
func leaves(d accounts.Delivery) time.Time { return later(d.LeavesAt, d.NotBefore) }

// Lateness of a delivery that is about to leave.
type tardiness uint8

const (
	inTime tardiness = iota
	aBitLate
	tooLate
)

const (
	lateAfter    = time.Minute      // within it a delivery counts as punctual
	lateFree     = 10 * time.Minute // so late goes what no mark allows
	lateTolerant = time.Hour        // so late goes what may be late
	lateNow      = 24 * time.Hour   // so late goes what was sent by hand, an act, or the rest of a thread
	lateSpacing  = 5 * time.Minute  // between late posts of one account
)

// tardy judges how late a delivery is. Its hour is the slot, or the end of the time to take it back, whichever is later. What
// she sent by hand is never missed within a day, nor is the rest of a thread whose beginning is out.
func tardy(now time.Time, d accounts.Delivery) tardiness {
	by := now.Sub(later(d.Due, d.LeavesAt))
	switch {
	case d.Now || d.Op != accounts.OpPost || d.Part > 0:
		if by > lateNow {
			return tooLate
		}
		return inTime
	case by <= lateAfter:
		return inTime
	case by <= lateFree, by <= lateTolerant && d.Tolerant:
		return aBitLate
	}
	return tooLate
}

// TooLate tells whether a delivery's hour has passed so long ago that it does not leave by itself any more: a person is asked.
func TooLate(d accounts.Delivery, now time.Time) bool { return tardy(now, d) == tooLate }

// lateness judges a due delivery; wait is set when another late post of the account left a moment ago: no burst, ever.
func (p *Publisher) lateness(now time.Time, d accounts.Delivery) (t tardiness, wait time.Time) {
	t = tardy(now, d)
	if t != aBitLate {
		return t, time.Time{}
	}
	if free := p.lastLate(d.Account).Add(lateSpacing); free.After(now) && free.Sub(now) <= lateSpacing {
		return t, free
	}
	return t, time.Time{}
}

// lastLate is when the newest late post of an account left.
func (p *Publisher) lastLate(account accounts.ID) time.Time {
	p.mu.Lock()
	t, known := p.memory.late[account]
	p.mu.Unlock()
	if known {
		return t
	}
	q := accounts.DeliveryQuery{Account: account, States: []accounts.DeliveryState{accounts.Published, accounts.Sending, accounts.Unconfirmed, accounts.NeedsYou}}
	ds, _, err := p.cfg.Store.Deliveries(q, "", 200)
	if err != nil {
		p.log.Error("reading the account's late posts", "account", account, "error", err)
		return p.now()
	}
	for _, d := range ds {
		if n := len(d.Attempts); d.Late && n > 0 {
			t = later(t, d.Attempts[n-1].Started)
		}
	}
	p.leftLate(account, t)
	return t
}

// leftLate remembers when the newest late post of an account left.
func (p *Publisher) leftLate(account accounts.ID, t time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.memory.late[account] = t
}
