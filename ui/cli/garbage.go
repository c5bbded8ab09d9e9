package cli

import (
	"os"
	"runtime/debug"
	"runtime/metrics"
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
	return func() {
		if garbage() >= sweepAfter {
			debug.FreeOSMemory()
		}
	}
}

// garbage is how much was allocated since the last collection, in bytes: most of it nobody holds any more.
func garbage() uint64 {
	s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/gc/heap/live:bytes"}}
	metrics.Read(s)
	all, live := s[0].Value.Uint64(), s[1].Value.Uint64()
	return all - min(all, live)
}
