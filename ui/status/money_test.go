package status_test

import (
	"strings"
	"testing"

	"vocero/accounts"
	"vocero/ui/pane"
)

// TestTheMonthOfAnAccountThatCosts: what was spent stands with the account, $ sets the cap, and the row says when it stops reading.
func TestTheMonthOfAnAccountThatCosts(t *testing.T) {
	r := newRig(t)
	r.show(nil, "en", 80, 21)
	r.press("l")
	if got := r.press("$"); got != "This network charges nothing." {
		t.Errorf("on a free network: %v", got)
	}
	if s := r.show(nil, "en", 80, 21); strings.Contains(s, "spent this month") {
		t.Errorf("a free network names money:\n%s", s)
	}
	var err error
	if err = r.s.RemoveAccount(r.own.ID); err != nil {
		t.Fatal(err)
	}
	r.own, err = r.s.PutAccount(accounts.Account{Brand: r.brand.ID, Network: accounts.X, Server: "https://x.example", Host: "x.com", RemoteID: "7", User: "luz",
		Fault: &accounts.Fault{Code: accounts.CodeCap}, Instance: accounts.Instance{Software: "x", Version: "2", Limits: accounts.XLimits()}})
	if err != nil {
		t.Fatal(err)
	}
	if s := r.show(nil, "en", 80, 21); !strings.Contains(s, "$0.00 spent this month; no cap") || !strings.Contains(s, "cap reached") {
		t.Errorf("before anything was spent:\n%s", s)
	}
	ask, ok := r.press("$").(pane.Ask)
	if !ok || ask.Check("five") == nil || ask.Check("") != nil || ask.Check("12,50") != nil {
		t.Fatalf("what is asked: %+v", ask)
	}
	if ms := r.drain(ask.Then("0.005")); len(ms) != 1 || !strings.Contains(ms[0].(pane.Toast).Text, "nothing more is read") {
		t.Errorf("said: %v", ms)
	}
	if r.brand, err = r.s.Brand(r.brand.ID); err != nil || r.brand.Cap == nil || *r.brand.Cap != 5_000 {
		t.Fatalf("the cap is %v (%v)", r.brand.Cap, err)
	}
	if s := r.show(nil, "es", 120, 37); !strings.Contains(s, "$0.00 de $0.005 gastados este mes") {
		t.Errorf("with a cap:\n%s", s)
	}
	if ms := r.drain(ask.Then(" ")); len(ms) != 1 || !strings.Contains(ms[0].(pane.Toast).Text, "No cap") {
		t.Errorf("said: %v", ms)
	}
	if b, err := r.s.Brand(r.brand.ID); err != nil || b.Cap != nil {
		t.Errorf("the cap stays %v (%v)", b.Cap, err)
	}
}
