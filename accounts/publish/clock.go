package publish

import (
	"context"
	"time"

	"vocero/accounts"
)

const (
	tick     = 15 * time.Second // the longest wait while anything is planned: a suspended machine notices its wall clock by then
	busyTick = time.Second      // the longest wait while something is in flight and more is due
	idleTick = time.Minute      // the longest wait while nothing is: what a lost Kick costs at most
	jump     = 2 * time.Minute  // a wall clock that moves this much against the machine's own was set
)

// now is the wall clock without its monotonic part: comparisons follow the clock on the wall, also after a suspend.
func (p *Publisher) now() time.Time { return p.cfg.Now().Round(0) }

// wait ends at a ring of the bell, at the end of the context, at the next instant, or after a tick.
func (p *Publisher) wait(ctx context.Context, bell <-chan struct{}, next time.Time) {
	d := idleTick
	if !next.IsZero() {
		d = min(max(next.Sub(p.now()), time.Millisecond), tick)
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-bell:
	case <-ctx.Done():
	case <-t.C:
	}
}

// watchClock compares how far the wall clock moved since the last plan with how far the machine's own did. A clock that was set
// makes every remembered instant worthless, so they are dropped and the store's records are planned anew, and nothing leaves until a
// server has agreed with it (witness.go). State, not time, decides what may be sent, so a clock set back repeats nothing; only the
// age of a key cannot be trusted for a while.
func (p *Publisher) watchClock(now time.Time) {
	up := p.cfg.Uptime()
	p.mu.Lock()
	m := &p.memory
	if off := now.Sub(m.wall) - (up - m.up); m.wall.IsZero() { // At the start nobody knows what the clock did.
		m.anew = true
	} else if off.Abs() > jump {
		p.log.Warn("the wall clock was set", "by", off.Round(time.Second))
		m.forgetTimes()
		m.distrust, m.anew = up+keyTrust, true
		m.tryAt = 0
		m.clock.doubt()
	}
	m.wall, m.up = now, up
	anew := m.anew
	p.mu.Unlock()
	if anew && p.pullIn(now) {
		p.mu.Lock()
		m.anew = false
		p.mu.Unlock()
	}
}

// pullIn brings the worker's own instants nearer that lie further ahead than it ever plans: they were written before the clock was
// set back. An hour that a person chose stays. It tells whether all of it was recorded.
func (p *Publisher) pullIn(now time.Time) (ok bool) {
	const most = backoffMost + backoffMost/5
	lists := []struct {
		read func(time.Time, int) ([]accounts.Delivery, error)
		pull func(d accounts.Delivery) (r accounts.Resolution, far bool)
	}{
		{p.cfg.Store.DueDeliveries, func(d accounts.Delivery) (accounts.Resolution, bool) {
			far := d.State == accounts.Scheduled && d.NotBefore.After(now.Add(most)) || d.State == accounts.Waiting && d.NotBefore.After(now.Add(limitMost))
			return accounts.Resolution{NotBefore: now}, far
		}},
		{p.cfg.Store.Lookups, func(d accounts.Delivery) (accounts.Resolution, bool) {
			return accounts.Resolution{NextLook: now.Add(lookGaps[0]), Resend: d.Resend}, d.State == accounts.Unconfirmed && d.NextLook.After(now.Add(most))
		}},
		{p.cfg.Store.Unverified, func(d accounts.Delivery) (accounts.Resolution, bool) {
			return accounts.Resolution{NextLook: now.Add(readBackAfter[0])}, d.NextLook.After(now.Add(limitMost / 2))
		}},
	}
	ok = true
	for _, l := range lists {
		read := func(limit int) ([]accounts.Delivery, error) { return l.read(now.Add(farAhead), limit) }
		err := everything(read, p.stopped, func(d accounts.Delivery) {
			if r, far := l.pull(d); far {
				r.To = d.State
				ok = p.note(d, r) && ok
			}
		})
		if err != nil {
			p.log.Error("planning anew", "error", err)
			ok = false
		}
	}
	return p.pullHands(now, now.Add(most)) && ok
}

// pullHands does the same for what is to be asked of networks: an hour that a network has stays.
func (p *Publisher) pullHands(now, most time.Time) (ok bool) {
	ok = true
	read := func(limit int) ([]accounts.Delivery, error) { return p.cfg.Store.Handovers(now.Add(farAhead), limit) }
	err := everything(read, p.stopped, func(d accounts.Delivery) {
		h := d.Handover
		waits := d.State == accounts.Handed && h.Phase == accounts.HandThere && h.Aim == accounts.AimStay && !h.Next.After(nextAsk(h.At, now))
		if waits || !h.Next.After(most) {
			return
		}
		step := accounts.HandStep{To: d.State, Phase: h.Phase, Next: now, Fault: h.Fault}
		ok = p.hands(d, step) && ok
	})
	if err != nil {
		p.log.Error("planning anew what the networks have", "error", err)
	}
	return ok && err == nil
}

// farAhead is beyond every hour that anybody plans.
const farAhead = 100 * 365 * 24 * time.Hour

// earlier is the earlier of two instants, of which zero ones do not count.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || (!b.IsZero() && b.Before(a)) {
		return b
	}
	return a
}

// later is the later of two instants.
func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}
