package compose_test

import (
	"testing"

	"vocero/accounts"
	"vocero/ui/pane"
)

// onX gives the bakery an account on X, which the rig's mentions are said to.
func (r *rig) onX() accounts.Account {
	r.t.Helper()
	return must(r.s.PutAccount(accounts.Account{Brand: r.luz.ID, Network: accounts.X, Server: "https://x.example", Host: "x.com", RemoteID: "7", User: "luz",
		Instance: accounts.Instance{Software: "x", Version: "2", Limits: accounts.XLimits()}, ReadAt: r.clock.Now()}))(r.t)
}

// TestWhatAPostOnXCosts: the price stands below the text with every key, loud with a link, in the review, and before the letter.
func TestWhatAPostOnXCosts(t *testing.T) {
	r := newRig(t)
	x := r.onX()
	if err := r.s.Spend(x.ID, []accounts.Charge{{Item: accounts.ItemUser, ID: "1"}}); err != nil {
		t.Fatal(err)
	}
	p := must(r.s.SavePost(accounts.Post{Brand: r.luz.ID, State: accounts.Draft, Text: "Hoy hay pan.", Visibility: accounts.Public, Language: "es", Targets: []accounts.ID{x.ID}}))(t)
	r.to(pane.Write{Post: p.ID}).rest().Says("12/280 ─ $0.015")
	r.keys("ctrl+end").write(" panaderialuz.es").rest().Says("$0.20 (with a link)")
	r.keys("esc", "ctrl+s").rest().Says("price: $0.20 (with a link)  ·  this month $0.01")
	r.keys("W").rest().Says("Who speaks?", "$0.20 (with a link) · this month $0.01")
	r.keys("esc")
	if n := len(r.deliveries()); n != 0 {
		t.Errorf("%d left", n)
	}
}

// TestAReplyOnXToWhoDidNotCall: the composer says at once that X would refuse it, and what to do.
func TestAReplyOnXToWhoDidNotCall(t *testing.T) {
	r := newRig(t)
	r.pan = r.onX()
	r.to(pane.Write{Mention: r.hear("1", "¿Alguien sabe dónde hay pan?", accounts.Public).ID}).rest()
	r.write("Aquí.").rest().Says("$0.01")
	r.keys("esc", "n", "n").rest().Says("neither named nor quoted @luz@x.com", "answer in the browser")
	r.keys("W").rest().SaysNot("Who speaks?")
	s := newRig(t)
	s.pan = s.onX()
	s.to(pane.Write{Mention: s.hear("2", "@luz ¿hay pan?", accounts.Public).ID}).rest()
	s.write("Sí.").rest().SaysNot("neither named").Says("$0.01")
}
