package listen

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"vocero/accounts"
)

func TestThread(t *testing.T) {
	bubble(t, nil, func(t *testing.T, b *bench) {
		b.ask("luz", accounts.RequestThread, "77")
		b.ask("luz", accounts.RequestThread, "77")
		b.l.Kick()
		synctest.Wait()
		got := b.threads["luz77"]
		if got.Account != "luz" || got.Root != "77" || got.Read.IsZero() || len(got.Said) != 1 || got.Fault != nil || b.open() != 0 {
			t.Fatalf("stored %+v, %d requests open", got, b.open())
		}
		b.luz.mu.Lock()
		b.luz.talks = map[string]error{"77": offline, "78": failed(accounts.OutcomeRefused, accounts.CodeNotFound)}
		b.luz.mu.Unlock()
		b.ask("luz", accounts.RequestThread, "77")
		b.ask("luz", accounts.RequestThread, "78")
		b.ask("sur", accounts.RequestThread, "79")
		b.l.Kick()
		synctest.Wait()
		if got := b.threads["luz77"]; got.Fault == nil || got.Fault.Code != accounts.CodeOffline || len(got.Said) != 1 {
			t.Errorf("unreadable now: stored %+v, want what was read before with the reason", got)
		}
		if got := b.threads["luz78"]; !got.Gone || got.Fault != nil {
			t.Errorf("deleted: stored %+v", got)
		}
		if got := b.threads["sur79"]; got.Fault == nil || got.Fault.Code != accounts.CodeUnsupported {
			t.Errorf("no conversations there: stored %+v", got)
		}
		if len(b.luz.calls()) != 1 || b.account(t, "luz").Fault != nil || b.open() != 0 {
			t.Errorf("conversations moved the inbox: %d polls, %+v, %d open", len(b.luz.calls()), b.account(t, "luz").Fault, b.open())
		}
	})
}

func TestThreadWithRevokedToken(t *testing.T) {
	bubble(t, nil, func(t *testing.T, b *bench) {
		b.luz.with(failed(accounts.OutcomeAuth, accounts.CodeAuth))
		b.ask("luz", accounts.RequestThread, "77")
		b.l.Kick()
		synctest.Wait()
		if a := b.account(t, "luz"); a.State != accounts.AccountBlocked {
			t.Error("the account goes on")
		}
		b.ask("luz", accounts.RequestThread, "78")
		b.l.Kick()
		synctest.Wait()
		if f := b.threads["luz78"].Fault; f == nil || f.Code != accounts.CodeAuth {
			t.Errorf("a blocked account's conversation says %+v", f)
		}
	})
}

func TestSyncNow(t *testing.T) {
	bubble(t, nil, func(t *testing.T, b *bench) {
		time.Sleep(10 * time.Second)
		b.ask("sur", accounts.RequestSync, "")
		b.l.Kick()
		synctest.Wait()
		if len(b.sur.calls()) != 2 || len(b.luz.calls()) != 1 || b.open() != 0 {
			t.Fatalf("asked %d and %d times, %d open", len(b.sur.calls()), len(b.luz.calls()), b.open())
		}
		if age := time.Since(b.account(t, "sur").SyncedAt); age != 0 {
			t.Errorf("asked for by hand, and shown as heard %v ago", age)
		}
		b.sur.with(offline)
		b.ask("sur", accounts.RequestSync, "")
		b.l.Kick()
		synctest.Wait()
		if f := b.account(t, "sur").Fault; f == nil || f.Code != accounts.CodeOffline {
			t.Errorf("failed by hand, and the desk shows %+v", f)
		}
	})
}

func TestTestAccount(t *testing.T) {
	bubble(t, nil, func(t *testing.T, b *bench) {
		if err := b.BlockAccount("luz", &accounts.Fault{Code: accounts.CodeAuth}); err != nil {
			t.Fatal(err)
		}
		b.luz.mu.Lock()
		b.luz.can.Edit = true
		b.luz.mu.Unlock()
		b.ask("luz", accounts.RequestTest, "")
		b.l.Kick()
		synctest.Wait()
		a := b.account(t, "luz")
		if a.State != accounts.AccountOK || a.Fault != nil || !a.Instance.Can.Edit || a.ReadAt != time.Now() || b.open() != 0 {
			t.Errorf("after a good test: %+v", a)
		}
	})
}

// TestTokenOfAnother is a vault with two tokens mixed up: the account must not speak.
func TestTokenOfAnother(t *testing.T) {
	bubble(t, nil, func(t *testing.T, b *bench) {
		b.luz.mu.Lock()
		b.luz.token = "rsur"
		b.luz.mu.Unlock()
		b.ask("luz", accounts.RequestTest, "")
		b.l.Kick()
		synctest.Wait()
		a := b.account(t, "luz")
		if a.State != accounts.AccountBlocked || a.Fault.Code != accounts.CodeForbidden || a.Fault.Detail.String() == "" {
			t.Errorf("%s with %+v", a.State, a.Fault)
		}
	})
}

func TestInstanceDaily(t *testing.T) {
	bubble(t, nil, func(t *testing.T, b *bench) {
		time.Sleep(49 * time.Hour)
		synctest.Wait()
		if b.luz.read != 2 {
			t.Errorf("read %d times in two days", b.luz.read)
		}
	})
}

// TestInstanceFails goes on listening on a server that does not tell what it can do, and asks it once an hour.
func TestInstanceFails(t *testing.T) {
	bubble(t, func(b *bench) {
		b.list[0].ReadAt = time.Time{}
		b.web.of["luz"] = silent{b.luz}
	}, func(t *testing.T, b *bench) {
		time.Sleep(3*time.Hour - time.Second)
		synctest.Wait()
		if n := len(b.luz.calls()); n != 180 || b.luz.read != 3 {
			t.Errorf("asked %d times what was said, %d times what it can do", n, b.luz.read)
		}
	})
}

// silent is a server without an instance document.
type silent struct{ *server }

func (s silent) Instance(ctx context.Context) (accounts.Instance, error) {
	_, _ = s.server.Instance(ctx)
	return accounts.Instance{}, failed(accounts.OutcomeUnknown, accounts.CodeNotServer)
}

func TestOrphans(t *testing.T) {
	bubble(t, nil, func(t *testing.T, b *bench) {
		b.ask("gone", accounts.RequestThread, "77")
		b.ask("luz", "a wish of a newer program", "")
		b.l.Kick()
		synctest.Wait()
		if b.open() != 0 {
			t.Errorf("%d requests open for ever", b.open())
		}
	})
}

// TestRequestThatCannotBeClosed does not call the network as fast as the disk fails.
func TestRequestThatCannotBeClosed(t *testing.T) {
	bubble(t, nil, func(t *testing.T, b *bench) {
		b.mu.Lock()
		b.fail = errors.New("no space left on device")
		b.mu.Unlock()
		b.ask("sur", accounts.RequestSync, "")
		b.l.Kick()
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		if n := len(b.sur.calls()); n > 30 {
			t.Errorf("asked %d times in ten minutes", n)
		}
	})
}

func TestPanicAnswers(t *testing.T) {
	bubble(t, nil, func(t *testing.T, b *bench) {
		b.web.mu.Lock()
		b.web.of["sur"] = nil // Any use of it panics.
		b.web.mu.Unlock()
		b.ask("sur", accounts.RequestTest, "")
		b.ask("sur", accounts.RequestThread, "77")
		b.l.Kick()
		synctest.Wait()
		if f := b.threads["sur77"].Fault; f == nil || b.open() != 0 {
			t.Errorf("the conversation says %+v, %d open", f, b.open())
		}
	})
}

func TestOnceAndAnswer(t *testing.T) {
	b := newBench(t)
	b.luz.said = 3
	b.sur.err = offline
	got, err := b.l.Once(context.Background(), "")
	if err != nil || len(got) != 2 || got[0].New != 3 || got[0].Err != nil || got[1].Account != "sur" || !errors.Is(got[1].Err, offline) {
		t.Errorf("Once says %+v, %v", got, err)
	}
	b.ask("luz", accounts.RequestThread, "77")
	b.ask("gone", accounts.RequestSync, "")
	if err := b.l.Answer(context.Background()); err != nil || b.open() != 0 || len(b.threads["luz77"].Said) != 1 {
		t.Errorf("Answer: %v, %d open", err, b.open())
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if got, err := b.l.Once(ctx, "L"); !errors.Is(err, context.Canceled) || !errors.Is(got[0].Err, context.Canceled) {
		t.Errorf("cancelled: %+v, %v", got, err)
	}
}

// TestOnceBesideRun polls an account that the worker is polling: they take turns.
func TestOnceBesideRun(t *testing.T) {
	bubble(t, func(b *bench) { b.luz.hang = true }, func(t *testing.T, b *bench) {
		b.luz.mu.Lock()
		b.luz.hang, b.luz.said = false, 1
		b.luz.mu.Unlock()
		got, err := b.l.Once(context.Background(), "L")
		if err != nil || got[0].New != 1 || len(b.luz.calls()) != 2 {
			t.Errorf("Once says %+v, %v after %d calls", got, err, len(b.luz.calls()))
		}
	})
}
