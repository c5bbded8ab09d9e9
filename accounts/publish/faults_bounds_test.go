package publish_test

import (
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/practice"
)

// most is how many bytes an answer may cost at most, over what was in use before.
const most = 64 << 20

// TestFault14Bounded has a server answer a post, and the look-up of it, without end, with a bomb, very deep, behind huge headers, and
// with a wrong length: the memory stays bounded, the delivery is unconfirmed, and once the server is well it is found.
func TestFault14Bounded(t *testing.T) {
	for _, do := range []practice.Action{practice.Endless, practice.GzipBomb, practice.DeepJSON, practice.HugeHeader, practice.WrongLength} {
		t.Run(string(do), func(t *testing.T) {
			d := newDesk(t, practice.GoToSocial)
			used := watchMemory(t)
			d.server.Fault(practice.Fault{Method: "POST", Path: "/api/v1/statuses", Exact: true, Count: 1, Do: do})
			id := d.send("Hoy hay ensaimadas")[0].ID
			d.round(0)
			want := accounts.Unconfirmed
			if do == practice.WrongLength {
				want = accounts.Published // Its answer is whole, only the announced length is not.
			}
			d.is(id, want)
			mend := d.server.Fault(practice.Fault{Method: "GET", Path: "/api/v1/accounts/", Do: do})
			d.round(5 * time.Second)
			d.round(15 * time.Second)
			mend()
			for range 12 {
				d.round(5 * time.Minute)
			}
			d.is(id, accounts.Published)
			if n := d.arrived(); n != 1 {
				t.Errorf("%d posts", n)
			}
			n := used()
			t.Logf("%d MiB at most", n>>20)
			if n > most {
				t.Errorf("%d MiB were in use", n>>20)
			}
		})
	}
}

// watchMemory returns how much more memory was in use at most than when it was called.
func watchMemory(t *testing.T) (used func() int64) {
	t.Helper()
	usual := debug.SetGCPercent(10) // What nobody holds any more does not count.
	t.Cleanup(func() { debug.SetGCPercent(usual) })
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	before := int64(m.HeapAlloc)
	var peak atomic.Int64
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(2 * time.Millisecond)
		defer tick.Stop()
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			peak.Store(max(peak.Load(), int64(m.HeapAlloc)-before))
			select {
			case <-stop:
				return
			case <-tick.C:
			}
		}
	}()
	return func() int64 {
		close(stop)
		<-done
		return peak.Load()
	}
}
