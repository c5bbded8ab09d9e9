package accounts_test

import (
	"testing"
	"time"

	"vocero/accounts"
)

func TestWhoHolds(t *testing.T) {
	stopped := &accounts.Fault{Code: accounts.CodeClock}
	for st := accounts.Scheduled; st <= accounts.Cancelled; st++ {
		for owner := accounts.HolderNobody; owner <= accounts.HolderRun; owner++ {
			for _, x := range []struct {
				d       accounts.Delivery
				blocked bool
				fault   *accounts.Fault
				nobody  bool
			}{{}, {blocked: true, nobody: true}, {fault: stopped, nobody: true}, {d: accounts.Delivery{Now: true}, fault: stopped}, {d: accounts.Delivery{Op: accounts.OpBoost}, fault: stopped}} {
				want := accounts.HolderNone
				switch {
				case st == accounts.Sending || st == accounts.Unconfirmed:
					want = owner
				case (st == accounts.Scheduled || st == accounts.Waiting) && x.nobody:
					want = accounts.HolderNobody
				case st == accounts.Scheduled || st == accounts.Waiting:
					want = owner
				}
				a := accounts.Account{}
				if x.blocked {
					a.State = accounts.AccountBlocked
				}
				x.d.State = st
				if got := (accounts.Watch{Owner: owner, Fault: x.fault}).Holds(x.d, a); got != want {
					t.Errorf("%+v, owner %s: %q, want %q", x, owner, got, want)
				}
			}
		}
	}
	w := accounts.Watch{Owner: accounts.HolderRun}
	for st, want := range map[accounts.PostState]accounts.Holder{accounts.PostScheduled: accounts.HolderRun, accounts.PostSending: accounts.HolderRun,
		accounts.Draft: accounts.HolderNone, accounts.PostMissed: accounts.HolderNone} {
		if got := w.HoldsPost(accounts.Post{State: st}, accounts.Account{}); got != want {
			t.Errorf("a post that is %s: %q, want %q", st, got, want)
		}
	}
	if accounts.HolderRun.String() != "run" || accounts.HolderNone.String() != "" || accounts.Holder(99).String() != "?" {
		t.Error("a holder has another name")
	}
}

func TestWarned(t *testing.T) {
	found := &accounts.Preflight{At: time.Unix(1, 0), Faults: []accounts.Fault{{Code: accounts.CodeLost}}}
	for _, c := range []struct {
		d    accounts.Delivery
		want bool
	}{
		{accounts.Delivery{}, false}, {accounts.Delivery{Preflight: &accounts.Preflight{}}, false}, {accounts.Delivery{Preflight: found}, true},
		{accounts.Delivery{Preflight: found, State: accounts.Waiting}, true}, {accounts.Delivery{Preflight: found, State: accounts.Published}, false},
	} {
		if c.d.Warned() != c.want {
			t.Errorf("%+v: %v", c.d, !c.want)
		}
	}
}
