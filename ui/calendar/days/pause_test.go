package days_test

import (
	"testing"
	"testing/synctest"
	"time"

	"vocero/accounts"
	"vocero/ui/calendar/days"
)

// blank is a desk without anything on it, that notes when it is read.
type blank struct{ read []time.Time }

func (d *blank) Brands() ([]accounts.Brand, error) {
	d.read = append(d.read, time.Now())
	return nil, nil
}
func (d *blank) Accounts(accounts.ID) ([]accounts.Account, error) { return nil, nil }
func (d *blank) Post(accounts.ID) (accounts.Post, error) {
	return accounts.Post{}, accounts.ErrNotFound
}
func (d *blank) Posts(accounts.PostQuery, accounts.Cursor, int) ([]accounts.Post, accounts.Cursor, error) {
	return nil, "", nil
}
func (d *blank) DueDeliveries(time.Time, int) ([]accounts.Delivery, error) { return nil, nil }

// TestAPageThatNobodyWaitsForIsNotInTheWay reads a page, and turns to a far one while the page beside it waits: after a pause that
// is read, but what is turned to is read at once.
func TestAPageThatNobodyWaitsForIsNotInTheWay(t *testing.T) {
	for _, c := range []struct {
		turn, first time.Duration // when the far page is turned to, and when the store is read next; both since the first page stood
	}{
		{turn: time.Hour, first: 20 * time.Millisecond},
		{turn: 5 * time.Millisecond, first: 5 * time.Millisecond},
	} {
		synctest.Test(t, func(t *testing.T) {
			desk := &blank{}
			b := days.Book{Desk: desk, Pause: 20 * time.Millisecond}
			page := func(s string) days.Request { return days.Request{View: days.Month, Anchor: on(s), Now: time.Now()} }
			_, reading := b.Turn(page("2026-11-23"))
			s, err := reading()
			if err != nil || !b.Put(s) || len(desk.read) != 1 || !desk.read[0].Equal(time.Now()) {
				t.Fatalf("the page that is turned to is read at %s (%v)", desk.read, err)
			}
			stood := time.Now()
			_, beside := b.Next()
			read := make(chan days.Snapshot)
			go func() {
				s, _ := beside()
				read <- s
			}()
			time.AfterFunc(c.turn, func() {
				if _, r := b.Turn(page("2027-08-23")); r != nil && c.turn < time.Hour {
					t.Error("two readings run")
				}
			})
			if s = <-read; len(desk.read) != 2 || desk.read[1].Sub(stood) != c.first {
				t.Errorf("turned to after %s, it is read after %s", c.turn, desk.read[1].Sub(stood))
			}
			if shown := b.Put(s); shown != (c.turn < time.Hour) {
				t.Errorf("turned to after %s: it is shown: %t", c.turn, shown)
			}
		})
	}
}
