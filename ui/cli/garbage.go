package cli

import (
	"os"
	"runtime"
	"runtime/debug"
	"sync"
	"time"
)

// startTime is how long the start of a desk may take at most.
const startTime = time.Second

// startGarbage is the percentage of garbage during the start: the first frame comes before the first collection. A fifth of the
// start's processor time went into it. deskGarbage is that of a desk that is used without a moment's rest.
const (
	startGarbage = 400
	deskGarbage  = 100
)

// sweepAfter is how much garbage, in bytes, is worth a collection while nobody waits.
const sweepAfter = 2 << 20

// frugal has the garbage of a desk collected when the fingers rest, not while they type: it returns what is to be called then. Who
// sets GOGC gets what it says, and nil is returned.
func frugal() (still func()) {
	if os.Getenv("GOGC") != "" {
		return nil
	}
	debug.SetGCPercent(startGarbage)
	time.AfterFunc(startTime, func() { debug.SetGCPercent(deskGarbage) })
	return new(sweep).still
}

// sweep collects garbage when there is enough of it.
type sweep struct {
	mu   sync.Mutex
	live uint64 // bytes of the heap after the last time
}

func (s *sweep) still() {
	s.mu.Lock()
	defer s.mu.Unlock()
	var m runtime.MemStats
	if runtime.ReadMemStats(&m); m.HeapAlloc < s.live+sweepAfter {
		return
	}
	debug.FreeOSMemory()
	runtime.ReadMemStats(&m)
	s.live = m.HeapAlloc
}
