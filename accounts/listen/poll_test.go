package listen

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"vocero/accounts"
)

// bubble runs a test with a worker under way on an invented clock.
func bubble(t *testing.T, before func(b *bench), during func(t *testing.T, b *bench)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		if before != nil {
			before(b)
		}
		b.run(t)
		synctest.Wait()
		during(t, b)
	})
}

// gaps are the waits between the calls.
func gaps(calls []time.Time) (out []time.Duration) {
	for i := 1; i < len(calls); i++ {
		out = append(out, calls[i].Sub(calls[i-1]))
	}
	return out
}

func TestPollsEveryInterval(t *testing.T) {
	bubble(t, func(b *bench) { b.luz.said = 2 }, func(t *testing.T, b *bench) {
		if got := b.heard("luz"); !slices.Equal(got, []string{"1", "2"}) || len(b.sur.calls()) != 1 {
			t.Fatalf("heard %q at the start, the other server was asked %d times", got, len(b.sur.calls()))
		}
		b.luz.mu.Lock()
		b.luz.said = 5
		b.luz.mu.Unlock()
		time.Sleep(3*time.Minute + time.Second)
		synctest.Wait()
		if got := gaps(b.luz.calls()); !slices.Equal(got, []time.Duration{time.Minute, time.Minute, time.Minute}) {
			t.Errorf("waits %v, want a minute each", got)
		}
		if got := b.heard("luz"); !slices.Equal(got, []string{"1", "2", "3", "4", "5"}) {
			t.Errorf("heard %q", got)
		}
	})
}

// TestAccountsAreAskedTogether wakes the machine once for two accounts, at waits that vary from round to round.
func TestAccountsAreAskedTogether(t *testing.T) {
	bubble(t, func(b *bench) {
		var n atomic.Int64
		b.l.cfg.Jitter = func() float64 { return float64(n.Add(37)%100) / 100 }
	}, func(t *testing.T, b *bench) {
		time.Sleep(20 * time.Minute)
		synctest.Wait()
		luz, sur := b.luz.calls(), b.sur.calls()
		if !slices.Equal(luz, sur) {
			t.Errorf("one was asked after %v, the other after %v", gaps(luz), gaps(sur))
		}
		waits := gaps(luz)
		if lo, hi := slices.Min(waits), slices.Max(waits); lo < 54*time.Second || hi > 66*time.Second || hi-lo < 5*time.Second {
			t.Errorf("waits of %v to %v, want a minute varied by a tenth", lo, hi)
		}
	})
}

// TestAccountsMeet begins with an account that was heard some seconds after another: they meet where a tenth of the interval is enough.
func TestAccountsMeet(t *testing.T) {
	for apart, met := range map[time.Duration]bool{4 * time.Second: true, 6 * time.Second: true, 6500 * time.Millisecond: false, 30 * time.Second: false} {
		t.Run(apart.String(), func(t *testing.T) {
			bubble(t, func(b *bench) { b.list[0].SyncedAt = time.Now().Add(apart - time.Minute) }, func(t *testing.T, b *bench) {
				time.Sleep(5*time.Minute + apart)
				synctest.Wait()
				luz, sur := b.luz.calls(), b.sur.calls()
				if d := luz[0].Sub(sur[0]); d != apart {
					t.Fatalf("first asked %v apart", d)
				}
				if got := luz[1].Equal(sur[1]); got != met || luz[4].Equal(sur[4]) != met {
					t.Errorf("asked after %v and %v: together %v, want %v", gaps(sur), gaps(luz), got, met)
				}
			})
		})
	}
}

func TestFirstPoll(t *testing.T) {
	bubble(t, func(b *bench) { b.luz.said, b.luz.page = 1300, 1200 }, func(t *testing.T, b *bench) {
		if want := []int{500, 500, 200, 100}; !slices.Equal(b.sizes, want) {
			t.Errorf("transactions of %v mentions, want %v", b.sizes, want)
		}
		if slices.Contains(b.firsts, false) {
			t.Error("the first poll was not said to be the first")
		}
		if b.account(t, "luz").SyncedAt.IsZero() || b.account(t, "sur").SyncedAt.IsZero() {
			t.Error("it is not stored that they were heard, also not of the one that heard nothing")
		}
		b.luz.mu.Lock()
		b.luz.said++
		b.luz.mu.Unlock()
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		if last := b.firsts[len(b.firsts)-1]; last || len(b.heard("luz")) != 1301 {
			t.Errorf("the second poll: first %t, %d mentions", last, len(b.heard("luz")))
		}
	})
}

// TestIdleWritesSeldom counts the transactions of an hour in which nobody says anything.
func TestIdleWritesSeldom(t *testing.T) {
	bubble(t, nil, func(t *testing.T, b *bench) {
		b.mu.Lock()
		before := b.writes
		b.mu.Unlock()
		time.Sleep(time.Hour)
		synctest.Wait()
		if n := b.writes - before; n > 24 {
			t.Errorf("%d transactions in an idle hour of two accounts, want one each in five minutes at most", n)
		}
		if age := time.Since(b.account(t, "luz").SyncedAt); age > stamp+time.Minute {
			t.Errorf("the desk shows that the account was heard %v ago", age)
		}
	})
}

func TestBackoff(t *testing.T) {
	bubble(t, func(b *bench) { b.luz.err = offline }, func(t *testing.T, b *bench) {
		if b.account(t, "luz").Fault != nil {
			t.Error("a single failure is shown")
		}
		time.Sleep(20 * time.Minute)
		synctest.Wait()
		want := []time.Duration{5 * time.Second, 10 * time.Second, 20 * time.Second, 40 * time.Second, 80 * time.Second, 160 * time.Second, 5 * time.Minute, 5 * time.Minute}
		if got := gaps(b.luz.calls()); !slices.Equal(got, want) {
			t.Errorf("waits %v,\nwant  %v", got, want)
		}
		if n := len(b.sur.calls()); n != 21 {
			t.Errorf("the other account was asked %d times in 20 minutes", n)
		}
		a := b.account(t, "luz")
		if a.Fault == nil || a.Fault.Code != accounts.CodeOffline || a.State != accounts.AccountOK {
			t.Errorf("the desk shows %+v", a.Fault)
		}
		since := a.Fault.At
		b.luz.with(nil)
		time.Sleep(5 * time.Minute)
		synctest.Wait()
		if a := b.account(t, "luz"); a.Fault != nil || a.SyncedAt.Before(since) {
			t.Errorf("it is heard again, and the desk shows %+v, heard at %v", a.Fault, a.SyncedAt)
		}
	})
}

func TestLimit(t *testing.T) {
	for name, tt := range map[string]struct{ named, wait time.Duration }{
		"named":    {10 * time.Minute, 10 * time.Minute},
		"absurd":   {10 * 365 * 24 * time.Hour, 24 * time.Hour},
		"past":     {-time.Hour, 5 * time.Second},
		"at once":  {time.Second, 5 * time.Second},
		"one week": {7 * 24 * time.Hour, 24 * time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(b *bench) {
				err := failed(accounts.OutcomeLimit, accounts.CodeLimit)
				err.Until = time.Now().Add(tt.named)
				b.luz.err = err
			}, func(t *testing.T, b *bench) {
				b.luz.with(nil)
				time.Sleep(25 * time.Hour)
				synctest.Wait()
				if got := gaps(b.luz.calls()); got[0] != tt.wait {
					t.Errorf("asked again after %v, want %v", got[0], tt.wait)
				}
				if f := b.account(t, "luz").Fault; f != nil {
					t.Errorf("it is heard again, and the desk shows %+v", f)
				}
			})
		})
	}
}

// TestLimitHoldsForPeople does not let a request for a poll break a limit.
func TestLimitHoldsForPeople(t *testing.T) {
	until := func() time.Time { return time.Now().Add(10 * time.Minute) }
	bubble(t, func(b *bench) {
		err := failed(accounts.OutcomeLimit, accounts.CodeLimit)
		err.Until = until()
		b.luz.err = err
	}, func(t *testing.T, b *bench) {
		b.ask("luz", accounts.RequestSync, "")
		b.ask("luz", accounts.RequestThread, "77")
		b.l.Kick()
		synctest.Wait()
		if len(b.luz.calls()) != 1 || b.open() != 0 {
			t.Errorf("asked %d times inside the limit, %d requests open", len(b.luz.calls()), b.open())
		}
		if f := b.threads["luz77"].Fault; f == nil || f.Code != accounts.CodeLimit {
			t.Errorf("the conversation says %+v", f)
		}
		got, err := b.l.Once(context.Background(), "L")
		if err != nil || len(got) != 1 || accounts.AsErr(got[0].Err).Code != accounts.CodeLimit {
			t.Errorf("Once says %+v, %v", got, err)
		}
	})
}

// TestLimitOutlivesTheProgram starts a second worker on the same store.
func TestLimitOutlivesTheProgram(t *testing.T) {
	bubble(t, func(b *bench) {
		b.list[0].Fault = &accounts.Fault{Code: accounts.CodeLimit, Until: time.Now().Add(10 * time.Minute)}
	}, func(t *testing.T, b *bench) {
		time.Sleep(9 * time.Minute)
		synctest.Wait()
		if n := len(b.luz.calls()); n != 0 {
			t.Errorf("asked %d times inside the limit", n)
		}
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		if n := len(b.luz.calls()); n == 0 {
			t.Error("never asked again")
		}
	})
}

func TestRevokedToken(t *testing.T) {
	bubble(t, func(b *bench) { b.luz.err = failed(accounts.OutcomeAuth, accounts.CodeAuth) }, func(t *testing.T, b *bench) {
		time.Sleep(time.Hour)
		synctest.Wait()
		a := b.account(t, "luz")
		if n := len(b.luz.calls()); n != 1 || a.State != accounts.AccountBlocked || a.Fault.Code != accounts.CodeAuth {
			t.Fatalf("asked %d times, %s with %+v", n, a.State, a.Fault)
		}
		if got, _ := b.l.Once(context.Background(), "L"); accounts.AsErr(got[0].Err).Class != accounts.OutcomeAuth {
			t.Errorf("Once says %v", got[0].Err)
		}
		b.luz.with(nil)
		if err := b.UnblockAccount("luz"); err != nil {
			t.Fatal(err)
		}
		b.l.Kick()
		synctest.Wait()
		if n := len(b.luz.calls()); n != 2 {
			t.Errorf("logged in again, and asked %d times in all", n)
		}
	})
}

func TestNoToken(t *testing.T) {
	bubble(t, func(b *bench) { b.web.err = accounts.ErrNotFound }, func(t *testing.T, b *bench) {
		if a := b.account(t, "luz"); a.State != accounts.AccountBlocked || a.Fault.Code != accounts.CodeAuth {
			t.Errorf("%s with %+v", a.State, a.Fault)
		}
	})
}

func TestVaultLocked(t *testing.T) {
	bubble(t, func(b *bench) { b.web.err = accounts.ErrLocked }, func(t *testing.T, b *bench) {
		time.Sleep(10 * time.Second)
		if b.writes != 0 || b.account(t, "luz").State != accounts.AccountOK {
			t.Error("a locked vault was held against an account")
		}
		b.web.with(nil)
		b.l.Kick()
		synctest.Wait()
		if len(b.luz.calls()) != 1 || len(b.sur.calls()) != 1 {
			t.Error("unlocked, and not asked at once")
		}
	})
}

func TestSlowServerHoldsNobodyUp(t *testing.T) {
	bubble(t, func(b *bench) { b.luz.hang = true }, func(t *testing.T, b *bench) {
		time.Sleep(10*time.Minute + time.Second)
		synctest.Wait()
		if n := len(b.sur.calls()); n != 11 {
			t.Errorf("the other account was asked %d times in ten minutes", n)
		}
		if n := len(b.luz.calls()); n < 3 || n > 5 {
			t.Errorf("the hanging server was asked %d times: each errand ends after two minutes", n)
		}
	})
}

func TestPanicIsContained(t *testing.T) {
	bubble(t, func(b *bench) { b.luz.do = func() { panic("a broken adapter") } }, func(t *testing.T, b *bench) {
		time.Sleep(time.Minute + time.Second)
		synctest.Wait()
		if len(b.sur.calls()) != 2 || len(b.luz.calls()) < 3 {
			t.Errorf("asked %d and %d times", len(b.sur.calls()), len(b.luz.calls()))
		}
		if f := b.account(t, "luz").Fault; f == nil || f.Code != accounts.CodeUnknown {
			t.Errorf("the desk shows %+v", f)
		}
	})
}

func TestServerThatNeverEnds(t *testing.T) {
	bubble(t, func(b *bench) { b.luz.said, b.luz.mute = 3, true }, func(t *testing.T, b *bench) {
		if n := len(b.luz.calls()); n != 2 {
			t.Errorf("asked %d times in one poll", n)
		}
	})
}

// TestLongInbox takes turns: a poll of many pages goes on at once, after the others had theirs.
func TestLongInbox(t *testing.T) {
	bubble(t, func(b *bench) { b.luz.said, b.luz.page = 3*maxPages, 1 }, func(t *testing.T, b *bench) {
		time.Sleep(time.Second)
		synctest.Wait()
		if n := len(b.heard("luz")); n != 3*maxPages {
			t.Errorf("%d mentions after a second", n)
		}
	})
}

func TestFullDisk(t *testing.T) {
	bubble(t, func(b *bench) { b.luz.said, b.fail = 3, errors.New("no space left on device") }, func(t *testing.T, b *bench) {
		time.Sleep(time.Minute)
		b.mu.Lock()
		b.fail = nil
		b.mu.Unlock()
		time.Sleep(5 * time.Minute)
		synctest.Wait()
		if got := b.heard("luz"); len(got) != 3 {
			t.Errorf("heard %q", got)
		}
		if n := len(b.luz.calls()); n > 14 {
			t.Errorf("asked %d times in six minutes", n)
		}
	})
}
