package publish_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/accounts/practice"
)

// plan schedules a post for an hour.
func (d *desk) plan(text string, in time.Duration, tolerant bool, ms ...accounts.Media) accounts.ID {
	d.t.Helper()
	w, err := accounts.WhenAt(d.clock.now().Add(in), d.brand.Zone)
	d.ok(err)
	p, err := d.store.SavePost(accounts.Post{Brand: d.brand.ID, State: accounts.Draft, Text: text, Visibility: accounts.Public, Language: "es", When: &w,
		Tolerant: tolerant, Media: ms, Targets: []accounts.ID{d.account.ID}})
	d.ok(err)
	c, stand := guard.Clear(p, guard.Facts{Now: d.clock.now(), Brand: d.brand, Accounts: []accounts.Account{d.account}}, d.account.ID, nil)
	if len(stand) > 0 {
		d.t.Fatalf("a guard stands in the way: %+v", stand)
	}
	_, ds, err := d.store.Schedule(p.ID, p.Revision, []guard.Clearance{c}, accounts.ScheduleOptions{})
	d.ok(err)
	return ds[0].ID
}

// TestRealClock has a server tell another hour than the machine, through the shipped store and adapter.
func TestRealClock(t *testing.T) {
	d := newDesk(t, practice.Mastodon)
	id := d.plan("Pan de las diez", time.Hour, false)
	d.server.SetDateOff(-3 * time.Minute)
	d.round(time.Hour)
	d.round(10 * time.Second)
	if x := d.is(id, accounts.Scheduled); len(x.Attempts) > 0 || d.arrived() > 0 {
		t.Fatal("it left by a clock that is wrong")
	}
	f, err := d.store.DeskFault()
	d.ok(err)
	if f == nil || f.Code != accounts.CodeClock || (f.By+3*time.Minute).Abs() > 2*time.Second {
		t.Fatalf("the desk says %+v", f)
	}
	d.server.SetDateOff(0)
	d.round(6 * time.Minute)
	if x := d.is(id, accounts.Published); !x.Late || d.arrived() != 1 {
		t.Fatalf("late %v, %d posts", x.Late, d.arrived())
	}
	if f, err = d.store.DeskFault(); err != nil || f != nil {
		t.Fatalf("the desk still says %+v, %v", f, err)
	}
}

// TestRealPreflight revokes a token, takes a file away and lowers a limit a day before; each is said, and mended.
func TestRealPreflight(t *testing.T) {
	d := newDesk(t, practice.Mastodon)
	pic := filepath.Join(d.home, "media", string(d.brand.ID))
	ds := d.send("con foto")
	d.round(0)
	p, err := d.store.Post(ds[0].Post)
	d.ok(err)
	id := d.plan("Pan de mañana", 20*time.Hour, false, p.Media...)
	path := filepath.Join(pic, p.Media[0].SHA256)
	raw, err := os.ReadFile(path)
	d.ok(err)
	d.ok(os.Remove(path))
	d.round(2 * time.Second) // The one that is out is read back.
	d.round(time.Minute)
	x := d.is(id, accounts.Scheduled)
	if !x.Warned() || len(x.Preflight.Faults) != 1 || x.Preflight.Faults[0].Code != accounts.CodeLost || x.Preflight.Lead != 24*time.Hour {
		t.Fatalf("without its file: %+v", x.Preflight)
	}
	d.ok(os.WriteFile(path, raw, 0o600))
	d.round(6 * time.Minute)
	if x = d.is(id, accounts.Scheduled); x.Warned() {
		t.Fatalf("found again: %+v", x.Preflight)
	}
	d.server.Fault(practice.Fault{Method: "GET", Path: "/api/v1/accounts/verify_credentials", Count: 1, Do: practice.Answer, Status: 401})
	d.round(19*time.Hour + 30*time.Minute)
	x = d.is(id, accounts.Scheduled)
	if a, _ := d.store.Account(d.account.ID); a.State != accounts.AccountBlocked || !x.Warned() || x.Preflight.Faults[0].Code != accounts.CodeAuth {
		t.Fatalf("with a dead token: %s, %+v", a.State, x.Preflight)
	}
	d.ok(d.store.UnblockAccount(d.account.ID))
	d.round(time.Minute)
	if x = d.is(id, accounts.Scheduled); x.Warned() || x.Preflight == nil {
		t.Fatalf("logged in again: %+v", x.Preflight)
	}
	d.round(25 * time.Minute)
	d.is(id, accounts.Published)
}

// TestRealDaysOff comes back after a suspend and after days: what is a little late goes one by one, five minutes apart; the rest is
// missed, and waits in one list for a person.
func TestRealDaysOff(t *testing.T) {
	d := newDesk(t, practice.Mastodon)
	var ids []accounts.ID
	for i := range 6 {
		ids = append(ids, d.plan(fmt.Sprint("pan ", i), time.Hour+time.Duration(i)*time.Minute, i != 0))
	}
	far := d.plan("pan de otro día", 30*time.Hour, true)
	d.round(0)
	d.round(time.Hour + 9*time.Minute)
	var last time.Time
	for range 200 {
		n := d.arrived()
		d.round(15 * time.Second)
		switch got := d.arrived(); {
		case got > n+1, got > n && !last.IsZero() && d.clock.now().Sub(last) < 5*time.Minute:
			t.Fatalf("%d posts at once, %s after the last", got-n, d.clock.now().Sub(last))
		case got > n:
			last = d.clock.now()
		}
	}
	for _, id := range ids {
		if x := d.is(id, accounts.Published); !x.Late {
			t.Fatalf("%s is not marked late", id.Short())
		}
	}
	d.open2()
	d.round(72 * time.Hour)
	d.is(far, accounts.Missed)
	list, _, err := d.store.Deliveries(accounts.DeliveryQuery{States: []accounts.DeliveryState{accounts.Missed}}, "", 10)
	d.ok(err)
	if len(list) != 1 || list[0].ID != far {
		t.Fatalf("the list of what was missed: %+v", list)
	}
	d.ok(d.store.Retry(far))
	d.round(30 * time.Second)
	d.is(far, accounts.Published)
}

// open2 ends the process and starts another one.
func (d *desk) open2() {
	d.t.Helper()
	d.ok(d.store.Close())
	d.open()
}
