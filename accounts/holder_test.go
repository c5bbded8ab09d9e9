package accounts_test

import (
	"testing"
	"time"

	"vocero/accounts"
)

func TestHolderOf(t *testing.T) {
	for st := accounts.Scheduled; st <= accounts.Cancelled; st++ {
		for _, blocked := range []bool{false, true} {
			for owner := accounts.HolderNobody; owner <= accounts.HolderRun; owner++ {
				want := accounts.HolderNone
				switch st {
				case accounts.Sending, accounts.Unconfirmed:
					want = owner
				case accounts.Scheduled, accounts.Waiting:
					want = owner
					if blocked {
						want = accounts.HolderNobody
					}
				}
				a := accounts.Account{}
				if blocked {
					a.State = accounts.AccountBlocked
				}
				if got := accounts.HolderOf(accounts.Delivery{State: st}, a, owner); got != want {
					t.Errorf("%s, blocked %v, owner %s: %q, want %q", st, blocked, owner, got, want)
				}
			}
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
