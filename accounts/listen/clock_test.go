package listen

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"vocero/accounts"
)

// TestClockIsSet moves the wall clock under a worker: an hour ahead, ten years ahead, to 1970 and back.
func TestClockIsSet(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var off atomic.Int64
		b := newBench(t)
		b.l.cfg.Now = func() time.Time { return time.Now().Add(time.Duration(off.Load())) }
		b.run(t)
		for _, d := range []time.Duration{time.Hour, 10 * 365 * 24 * time.Hour, -30 * 365 * 24 * time.Hour, -time.Hour, 0} {
			synctest.Wait()
			before := len(b.luz.calls())
			off.Store(int64(d))
			time.Sleep(10*time.Minute + time.Second)
			synctest.Wait()
			if n := len(b.luz.calls()) - before; n < 9 || n > 12 {
				t.Errorf("the clock was set by %v: asked %d times in the next ten minutes", d, n)
			}
		}
	})
}

// TestStoredHours waits out the rest of the interval after a restart, and does not trust an hour to come.
func TestStoredHours(t *testing.T) {
	bubble(t, func(b *bench) {
		b.list[0].SyncedAt = time.Now().Add(-40 * time.Second)
		b.list[1].SyncedAt = time.Now().Add(time.Hour)
	}, func(t *testing.T, b *bench) {
		if len(b.luz.calls()) != 0 || len(b.sur.calls()) != 1 {
			t.Fatalf("asked %d and %d times at the start", len(b.luz.calls()), len(b.sur.calls()))
		}
		time.Sleep(20 * time.Second)
		synctest.Wait()
		if len(b.luz.calls()) != 1 {
			t.Error("not asked when the interval was over")
		}
	})
}

func TestAccountsComeAndGo(t *testing.T) {
	bubble(t, nil, func(t *testing.T, b *bench) {
		b.mu.Lock()
		b.list = b.list[:1]
		b.mu.Unlock()
		time.Sleep(2*time.Minute + time.Second)
		synctest.Wait()
		if n := len(b.sur.calls()); n != 1 {
			t.Errorf("a removed account was asked %d times", n)
		}
		b.mu.Lock()
		b.list = append(b.list, b.list[0])
		b.list[1].ID, b.list[1].SyncedAt = "sur", time.Time{}
		b.mu.Unlock()
		b.l.Kick()
		synctest.Wait()
		if n := len(b.sur.calls()); n != 2 {
			t.Errorf("a new account was asked %d times", n)
		}
	})
}

func TestRunEndsAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		b.luz.hang = true
		b.ask("luz", accounts.RequestSync, "")
		ctx, cancel := context.WithCancel(context.Background())
		done := make(chan error)
		go func() { done <- b.l.Run(ctx) }()
		synctest.Wait()
		began, writes := time.Now(), b.writes
		cancel()
		if err := <-done; err != nil || time.Since(began) > 0 {
			t.Errorf("Run ended after %v with %v", time.Since(began), err)
		}
		if b.open() != 1 || b.writes != writes || b.account(t, "luz").Fault != nil {
			t.Errorf("%d requests open, %d writes: a cancelled errand leaves its request and no fault", b.open(), b.writes-writes)
		}
	})
}
