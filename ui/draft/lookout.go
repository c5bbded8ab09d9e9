package draft

import "time"

// Lookout sees to it that the guards look when the fingers rest, one look at a time, whatever they cost: a key never waits for one,
// and looks that would pile up become one.
type Lookout struct {
	at      time.Time // of the newest change
	waiting bool      // a look is going to be asked for
	busy    bool      // a look is under way
	again   bool      // another was asked for since it began
}

// rest is how long after the last key the guards look.
const rest = 150 * time.Millisecond

// Soon notes a change. ok: after wait it has to be asked whether a look is due; else that is under way already.
func (l *Lookout) Soon(now time.Time) (wait time.Duration, ok bool) {
	l.at = now
	ok = !l.waiting
	l.waiting = true
	return rest, ok
}

// Due tells whether the fingers have rested; where not, after what time it has to be asked again.
func (l *Lookout) Due(now time.Time) (wait time.Duration, ok bool) {
	wait = rest - now.Sub(l.at)
	l.waiting = wait > 0
	return wait, !l.waiting
}

// Begin begins a look; false: one is under way, and another will follow it.
func (l *Lookout) Begin() bool {
	l.again = l.busy
	begins := !l.busy
	l.busy = true
	return begins
}

// End ends a look and tells whether another has to follow.
func (l *Lookout) End() (again bool) {
	again = l.again
	l.busy, l.again = false, false
	return again
}
