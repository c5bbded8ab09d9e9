package publish

import (
	"context"
	"time"
)

const (
	tick     = 15 * time.Second // the longest wait while anything is planned: a suspended machine notices its wall clock by then
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
// makes every remembered instant worthless, so they are dropped and the store's records are planned anew. State, not time,
// decides what may be sent, so a clock set back repeats nothing; only the age of a key cannot be trusted for a while.
func (p *Publisher) watchClock(now time.Time) {
	up := p.cfg.Uptime()
	p.mu.Lock()
	defer p.mu.Unlock()
	m := &p.memory
	if !m.wall.IsZero() {
		if off := now.Sub(m.wall) - (up - m.up); off.Abs() > jump {
			p.log.Warn("the wall clock was set", "by", off.Round(time.Second))
			m.forgetTimes()
			m.distrust = up + keyTrust
		}
	}
	m.wall, m.up = now, up
}

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
