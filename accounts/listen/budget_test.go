package listen

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"vocero/accounts"
)

// purse is a ledger in memory: a month that ends when the test says.
type purse struct {
	mu    sync.Mutex
	spent accounts.Micros
	limit *accounts.Micros
	until time.Time
	lost  error
}

func (p *purse) Budget(accounts.ID) (accounts.Budget, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return accounts.Budget{Spent: p.spent, Cap: p.limit, Until: p.until}, p.lost
}

func (p *purse) Spend(_ accounts.ID, cs []accounts.Charge) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range accounts.Counted(cs) {
		p.spent += c.Sum
	}
	return nil
}

func (p *purse) limited(m accounts.Micros) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.limit = &m
}

// dear is a server that charges for every notification and every profile it shows.
type dear struct {
	talker
	bill []accounts.Charge
}

func (d *dear) Inbox(ctx context.Context, cursor string, since time.Time) (accounts.Inbox, error) {
	in, err := d.talker.Inbox(ctx, cursor, since)
	for _, m := range in.Mentions {
		d.bill = append(d.bill, accounts.Charge{Item: accounts.ItemRead, ID: m.RemoteID})
	}
	return in, err
}

func (d *dear) Thread(ctx context.Context, id string) (accounts.Thread, error) {
	d.bill = append(d.bill, accounts.Charge{Item: accounts.ItemRead, ID: id})
	return d.talker.Thread(ctx, id)
}

func (d *dear) Who(ctx context.Context) (accounts.Profile, error) {
	d.bill = append(d.bill, accounts.Charge{Item: accounts.ItemUser, ID: "me"})
	return d.talker.Who(ctx)
}

func (d *dear) Charges() (out []accounts.Charge) {
	out, d.bill = d.bill, nil
	return out
}

// onX makes the bakery's account one of X, with a purse.
func onX(b *bench) *purse {
	p := &purse{until: time.Now().Add(10 * 24 * time.Hour)}
	b.list[b.find("luz")].Network = accounts.X
	b.web.of["luz"] = &dear{talker: talker{b.luz}}
	b.l.cfg.Ledger = p
	b.desk.purse = p
	return p
}

func (b *bench) faultOf(t *testing.T, id accounts.ID) accounts.Code {
	t.Helper()
	if f := b.account(t, id).Fault; f != nil {
		return f.Code
	}
	return ""
}

func TestTheCapStopsReadingUntilItIsRaised(t *testing.T) {
	var p *purse
	bubble(t, func(b *bench) {
		p = onX(b)
		p.limited(50_000)
		b.luz.said, b.luz.page = 100, 4
		b.sur.said = 3
	}, func(t *testing.T, b *bench) {
		if got := len(b.heard("luz")); got != 12 || p.spent != 60_000 { // Two pages are below the cap, the third reaches it.
			t.Errorf("heard %d for %s, want 12: at most one page more than the cap", got, p.spent)
		}
		asked := len(b.luz.calls())
		time.Sleep(time.Hour)
		synctest.Wait()
		if got := len(b.luz.calls()); got != asked {
			t.Errorf("asked %d times more", got-asked)
		}
		a := b.account(t, "luz")
		if a.Fault == nil || a.Fault.Code != accounts.CodeCap || !a.Fault.Until.Equal(p.until) || a.State != accounts.AccountOK {
			t.Errorf("the account says %+v", a.Fault)
		}
		if len(b.heard("sur")) != 3 || b.faultOf(t, "sur") != "" {
			t.Error("another network stands still too")
		}
		writes := b.desk.written()
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		if got := b.desk.written() - writes; got > 4 { // The other account's, every five minutes.
			t.Errorf("%d writes while nothing is read", got)
		}
		p.limited(accounts.Dollar)
		b.l.Kick()
		synctest.Wait()
		if got := len(b.heard("luz")); got != 100 || b.faultOf(t, "luz") != "" {
			t.Errorf("after it was raised: heard %d, %s", got, b.faultOf(t, "luz"))
		}
	})
}

func TestTheCapEndsWithTheMonth(t *testing.T) {
	bubble(t, func(b *bench) {
		p := onX(b)
		p.limited(5_000)
		b.luz.said, b.luz.page = 1, 1
	}, func(t *testing.T, b *bench) {
		b.luz.mu.Lock()
		b.luz.said = 3
		b.luz.mu.Unlock()
		time.Sleep(5 * time.Minute)
		synctest.Wait()
		if got := len(b.heard("luz")); got != 1 {
			t.Fatalf("heard %d", got)
		}
		b.desk.purse.mu.Lock()
		b.desk.purse.spent, b.desk.purse.limit = 0, nil // The first of the month.
		b.desk.purse.mu.Unlock()
		time.Sleep(2 * time.Minute) // Nobody says a word.
		synctest.Wait()
		if got := len(b.heard("luz")); got != 3 || b.faultOf(t, "luz") != "" {
			t.Errorf("in the new month: heard %d, %s", got, b.faultOf(t, "luz"))
		}
	})
}

func TestTheCapStopsConversationsNotTests(t *testing.T) {
	bubble(t, func(b *bench) {
		p := onX(b)
		p.limited(0)
		b.luz.said = 2
	}, func(t *testing.T, b *bench) {
		b.ask("luz", accounts.RequestThread, "7")
		b.l.Kick()
		synctest.Wait()
		th, err := b.Thread("luz", "7")
		if err != nil || th.Fault == nil || th.Fault.Code != accounts.CodeCap || b.open() != 0 {
			t.Errorf("the conversation says %+v (%v), %d requests are open", th.Fault, err, b.open())
		}
		b.ask("luz", accounts.RequestTest, "")
		b.l.Kick()
		synctest.Wait()
		if b.luz.read != 1 || b.desk.purse.spent != 10_000 || len(b.heard("luz")) != 0 {
			t.Errorf("a test read the server %d times for %s and %d mentions", b.luz.read, b.desk.purse.spent, len(b.heard("luz")))
		}
		b.desk.purse.mu.Lock()
		b.desk.purse.lost = accounts.ErrNotFound
		b.desk.purse.mu.Unlock()
		if err := b.l.capped(b.account(t, "luz")); err != nil {
			t.Errorf("a client that is gone: %v", err)
		}
		b.desk.purse.mu.Lock()
		b.desk.purse.lost = errors.New("the disk")
		b.desk.purse.mu.Unlock()
		if err := b.l.capped(b.account(t, "luz")); err == nil {
			t.Error("without its ledger the account is read all the same")
		}
	})
}

// TestWhatWasReadIsPaidWhateverHappens: a page whose mentions cannot be stored, or an inbox that stays as it is, was charged too.
func TestWhatWasReadIsPaidWhateverHappens(t *testing.T) {
	b := newBench(t)
	p := onX(b)
	d := b.web.of["luz"].(*dear)
	d.bill = []accounts.Charge{{Item: accounts.ItemUser, ID: "9"}} // Of an author, before the list itself failed.
	b.luz.with(offline)
	if _, err := b.l.Once(t.Context(), "L"); err != nil {
		t.Fatal(err)
	}
	if p.spent != 10_000 {
		t.Errorf("after a failure: %s", p.spent)
	}
	b.luz.with(nil)
	d.bill = []accounts.Charge{{Item: accounts.ItemUser, ID: "8"}}
	if _, err := b.l.Once(t.Context(), "L"); err != nil {
		t.Fatal(err)
	}
	if p.spent != 20_000 {
		t.Errorf("after a poll with nothing new: %s", p.spent)
	}
	p.limited(20_000)
	out, err := b.l.Once(t.Context(), "L")
	if err != nil || !slices.ContainsFunc(out, func(s Synced) bool { return s.Err != nil && accounts.AsErr(s.Err).Code == accounts.CodeCap }) {
		t.Errorf("asked for by a person: %+v %v", out, err)
	}
}
