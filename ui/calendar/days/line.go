package days

import (
	"sync/atomic"
	"time"

	"vocero/accounts"
)

// line is where readings are asked for: one at a time, and of all that is asked for meanwhile only the newest, however fast the
// pages are turned. ask and answered are for one goroutine, read is for another.
type line struct {
	want  atomic.Pointer[Request]
	done  atomic.Pointer[Request]
	news  chan struct{} // something else is wanted
	pause time.Duration
	ahead *Ahead // read's own
}

func newLine(pause time.Duration) *line { return &line{news: make(chan struct{}, 1), pause: pause} }

// lull is how long nothing was asked for when the keys that came together are all there.
const lull = 300 * time.Microsecond

// ask wants a reading, instead of what was wanted before.
func (l *line) ask(r Request) {
	l.want.Store(&r)
	select {
	case l.news <- struct{}{}:
	default:
	}
}

// begin gives what is wanted, once it is time for it.
func (l *line) begin() *Request {
	for {
		want := l.want.Load()
		if want.Asked != 0 {
			return want
		}
		select {
		case <-l.news:
		case <-time.After(l.pause):
			if want == l.want.Load() {
				return want
			}
		}
	}
}

// read reads what is wanted, until nothing else is wanted when it is done. The first reading begins at once; where it went stale, the
// next one waits for a lull. A page that nobody waits for is given up without one, and where it cannot be read, that is said when
// somebody turns to it.
func (l *line) read(desk Desk, watch func() accounts.Watch) (Snapshot, error) {
	for {
		want := l.begin()
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
			if l.done.Store(want); err != nil && r.Asked == 0 {
				return Snapshot{Request: r}, nil
			}
			return s, err
		}
		for last := want; r.Asked != 0 && last != l.want.Load(); time.Sleep(lull) {
			last = l.want.Load()
		}
	}
}

// answered tells whether the newest that was asked for was read.
func (l *line) answered() bool { return l.done.Load() == l.want.Load() }
