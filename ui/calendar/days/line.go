package days

import (
	"sync/atomic"
	"time"

	"vocero/accounts"
)

// Line is where readings are asked for: one at a time, and of all that is asked for meanwhile only the newest, however fast the
// pages are turned. Ask and Answered are for one goroutine, Read is for another.
type Line struct {
	want  atomic.Pointer[Request]
	done  atomic.Pointer[Request]
	ahead *Ahead // Read's own
}

// lull is how long nothing was asked for when the keys that came together are all there.
const lull = 300 * time.Microsecond

// Ask wants a reading, instead of what was wanted before.
func (l *Line) Ask(r Request) { l.want.Store(&r) }

// Read reads what is wanted, until nothing else is wanted when it is done. The first reading begins at once; where it went stale, the
// next one waits for a lull. watch says who carries what waits; nil: nobody is asked.
func (l *Line) Read(desk Desk, watch func() accounts.Watch) (Snapshot, error) {
	for {
		want := l.want.Load()
		r := *want
		r.Stale = func() bool { return l.want.Load() != want }
		if watch != nil {
			w := watch()
			r.Watch = &w
		}
		if r.Ahead == nil {
			r.Ahead = l.ahead
		}
		s, err := Read(desk, r)
		l.ahead = s.Ahead
		if !r.Stale() {
			l.done.Store(want)
			return s, err
		}
		for last := want; last != l.want.Load(); time.Sleep(lull) {
			last = l.want.Load()
		}
	}
}

// Answered tells whether the newest that was asked for was read.
func (l *Line) Answered() bool { return l.done.Load() == l.want.Load() }
