package cli

import (
	"runtime"
	"runtime/debug"
	"testing"
)

var heap [][]byte // held here, what is allocated escapes

func TestGarbageIsCollectedWhenTheScreenIsStill(t *testing.T) {
	t.Setenv("GOGC", "")
	usual := debug.SetGCPercent(100)
	t.Cleanup(func() { debug.SetGCPercent(usual); heap = nil })
	still := frugal()
	debug.SetGCPercent(-1) // Nothing is collected by itself.
	runtime.GC()
	runtime.GC()
	still()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range 12 {
		heap = append(heap, make([]byte, 1<<20))
	}
	heap = nil
	still()
	runtime.ReadMemStats(&after)
	if after.HeapAlloc > before.HeapAlloc+4<<20 {
		t.Errorf("the heap was %d bytes, and is %d after a rest", before.HeapAlloc, after.HeapAlloc)
	}
	runs := after.NumGC
	still()
	if runtime.ReadMemStats(&after); after.NumGC != runs {
		t.Error("a heap without garbage was collected")
	}
}

func TestWhoSetsGOGCGetsIt(t *testing.T) {
	t.Setenv("GOGC", "37")
	usual := debug.SetGCPercent(37)
	t.Cleanup(func() { debug.SetGCPercent(usual) })
	if frugal() != nil {
		t.Error("garbage is collected at other times")
	}
	if now := debug.SetGCPercent(37); now != 37 {
		t.Errorf("the percentage was set to %d", now)
	}
}
