package replies_test

import (
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/ui/pane"
)

func TestAHeatedAnswerCoolsAndMayLeaveSooner(t *testing.T) {
	r := open(t, 120, 24)
	_, p := r.answer("El pan estaba duro", "Si no te gusta, vete a otro sitio.")
	d := r.send(p)
	if !d.Cooling || d.LeavesAt.Sub(r.at) != guard.Cooling {
		t.Fatalf("it leaves in %s", d.LeavesAt.Sub(r.at))
	}
	r.show(pane.Scope{})
	r.has(r.screen(120, 24), "Leaving", "cools", "09:03", "cools until 09:03 · u")
	r.at = r.at.Add(time.Minute)
	if why := r.press("W"); why != "" {
		t.Fatalf("it cannot be sent sooner: %s", why)
	}
	c, ok := r.last().(pane.Confirm)
	if !ok || c.Review.Text != p.Text || !c.Review.Reply {
		t.Fatalf("the letter is not asked: %+v", r.last())
	}
	r.run(c.Then("p"))
	if d, _ = r.s.Delivery(d.ID); d.Cooling || d.LeavesAt.After(r.at) {
		t.Errorf("with the letter it leaves at %s", d.LeavesAt)
	}
	r.show(pane.Scope{})
	if why := r.press("W"); why != "Nothing of it has to be sent again." {
		t.Errorf("twice: %q", why)
	}
}

func TestACoolingAnswerIsTakenBack(t *testing.T) {
	r := open(t, 80, 24)
	_, p := r.answer("El pan estaba duro", "Si no te gusta, vete a otro sitio.")
	d := r.send(p)
	next, err := r.s.NextUndo()
	r.must(err)
	if !next.Cools.Equal(d.LeavesAt) {
		t.Errorf("the footer would say %s", next.Cools)
	}
	u, err := r.s.Undo()
	r.must(err)
	if u.Subject != p.ID || !u.Cools.Equal(d.LeavesAt) {
		t.Errorf("taken back: %+v", u)
	}
	r.show(pane.Scope{})
	r.has(r.screen(80, 24), "Writing", "draft")
	if got, _ := r.s.Post(p.ID); got.State != accounts.Draft {
		t.Errorf("it is %s", got.State)
	}
}
