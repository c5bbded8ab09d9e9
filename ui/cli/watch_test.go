package cli

import (
	"testing"

	"vocero/accounts"
	"vocero/ui/cli/owner"
)

// TestWatchSaysWhoCarries opens a desk as nobody, as a desk, and as a runner after which nobody or somebody goes on.
func TestWatchSaysWhoCarries(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	if w := x.d.Watch(); w.Owner != accounts.HolderNobody || w.Next != accounts.HolderNobody || w.Fault != nil {
		t.Fatalf("a desk that nobody owns: %+v", w)
	}
	stands := false
	x.d.held(owner.Desk, func() bool { return stands })
	if w := x.d.Watch(); w.Owner != accounts.HolderDesk || w.Next != accounts.HolderNobody {
		t.Fatalf("an open desk: %+v", w)
	}
	stands = true
	x.d.held(owner.Runner, func() bool { return stands })
	f := &accounts.Fault{Code: accounts.CodeClock, By: 300e9}
	if err := x.d.Store.SetDeskFault(f); err != nil {
		t.Fatal(err)
	}
	if w := x.d.Watch(); w.Owner != accounts.HolderRun || w.Next != accounts.HolderRun || w.Fault == nil || w.Fault.By != f.By {
		t.Fatalf("a runner with a wrong clock: %+v", w)
	}
}

// TestDoctorHoldsTheClockAgainstTheServers has the practice servers tell another hour.
func TestDoctorHoldsTheClockAgainstTheServers(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	k := &checkup{c: &call{app: &app{Env: Env{Now: x.clock.Now}, p: x.d.p, d: x.d}, ctx: t.Context(), d: x.d}}
	verdict := func() checkupDoc {
		t.Helper()
		k.list = nil
		if err := k.accounts(false); err != nil {
			t.Fatal(err)
		}
		for _, v := range k.list {
			if v.Name == "server_clock" {
				return v
			}
		}
		t.Fatalf("the clock was not looked at: %+v", k.list)
		return checkupDoc{}
	}
	if v := verdict(); v.State != checkOK {
		t.Fatalf("%+v", v)
	}
	for _, s := range x.d.practice.week.Servers {
		s.SetDateOff(-200e9)
	}
	if v := verdict(); v.State != checkFail || v.Detail != "this machine's clock is 3 min fast" || v.Remedy == nil {
		t.Fatalf("%+v", v)
	}
}
