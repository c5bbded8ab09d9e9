package listen

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"vocero/accounts"
)

// TestAChannelByHandIsAskedNothing has a channel that only a person reads beside an account with a network: its requests are closed,
// nobody logs it in, and it is no failure.
func TestAChannelByHandIsAskedNothing(t *testing.T) {
	bubble(t, func(b *bench) {
		if err := b.write("sur", func(a *accounts.Account) { a.Network = accounts.Manual }); err != nil {
			t.Fatal(err)
		}
	}, func(t *testing.T, b *bench) {
		for _, what := range []string{accounts.RequestSync, accounts.RequestTest, accounts.RequestThread} {
			b.ask("sur", what, "1")
		}
		b.l.Kick()
		time.Sleep(3 * time.Minute)
		synctest.Wait()
		a := b.account(t, "sur")
		if len(b.sur.calls()) > 0 || b.open() > 0 || a.Fault != nil || a.State != accounts.AccountOK || len(b.luz.calls()) < 3 {
			t.Errorf("asked %d times, %d requests open, %+v; the other one %d times", len(b.sur.calls()), b.open(), a.Fault, len(b.luz.calls()))
		}
		got, err := b.l.Once(context.Background(), "")
		if err != nil || len(got) != 1 || got[0].Account != "luz" {
			t.Errorf("one poll of all: %+v %v", got, err)
		}
	})
}
