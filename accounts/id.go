package accounts

import (
	"crypto/rand"
	"sync"
	"time"

	"github.com/oklog/ulid/v2"
)

// ID names a record of ours: a ULID of 26 characters, ordered by the moment it was made. The zero value names nothing.
type ID string

// Short is the last eight characters, enough to tell two records apart on a screen.
func (id ID) Short() string {
	if len(id) <= 8 {
		return string(id)
	}
	return string(id[len(id)-8:])
}

// Time is the moment at which the id was made, to the millisecond; the zero time when the id is not a ULID.
func (id ID) Time() time.Time {
	u, err := ulid.ParseStrict(string(id))
	if err != nil {
		return time.Time{}
	}
	return ulid.Time(u.Time())
}

// IDs makes ids that only grow, also when the clock steps back: arrival order is the order of the keys in the store.
type IDs struct {
	mu      sync.Mutex
	last    uint64
	entropy *ulid.MonotonicEntropy
}

// latest is the newest instant that an id can hold and be followed by another: in the year 10889.
const latest = 1<<48 - 2

// New makes the next id for an instant. An instant older than the newest one used counts as that newest one.
func (g *IDs) New(now time.Time) ID {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.entropy == nil {
		g.entropy = ulid.Monotonic(rand.Reader, 0)
	}
	ms := max(uint64(min(max(now.UnixMilli(), 0), latest)), g.last) // A clock before 1970 counts as 1970.
	u, err := ulid.New(ms, g.entropy)
	if err != nil { // The random part ran over within one millisecond: borrow the next one.
		ms++
		u = ulid.MustNew(ms, g.entropy)
	}
	g.last = ms
	return ID(u.String())
}

// Seen tells the generator of an id that exists already, so that the next one sorts after it.
func (g *IDs) Seen(id ID) {
	u, err := ulid.ParseStrict(string(id))
	if err != nil {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if u.Time() >= g.last && u.Time() < latest {
		g.last = u.Time() + 1
	}
}
