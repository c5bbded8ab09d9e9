package mentions_test

import (
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/ui/pane"
)

func (d *desk) Post(id accounts.ID) (accounts.Post, error) {
	return accounts.Post{ID: id, Brand: "b1", Text: "Vete a otro sitio", Targets: []accounts.ID{"a1"}, Answering: &accounts.Answering{Account: "a1", Author: accounts.LineText("@eva@otro.example")}}, nil
}

func (d *desk) DeliveriesOf(post accounts.ID) ([]accounts.Delivery, error) { return d.leaving, d.err }

func (d *desk) SendSooner(id accounts.ID) error {
	d.sooner = append(d.sooner, id)
	return d.err
}

func TestOneKeyCorrectsTheMood(t *testing.T) {
	d := busy()
	r := open(t, d, 100, 20)
	for i, want := range []accounts.Mood{accounts.Praise, accounts.Neutral, accounts.Question, accounts.Complaint, accounts.Praise} {
		r.press("m")
		if got := d.changes[len(d.changes)-1]; got.Mood == nil || *got.Mood != want || len(got.ids) != 1 || got.ids[0] != "m1" {
			t.Fatalf("press %d: %+v", i+1, got)
		}
		r.show(pane.Scope{})
	}
	s := r.screen(100, 20)
	if !strings.Contains(s, " + @eva@otro.example") {
		t.Errorf("the row has no sign of praise:\n%s", s)
	}
	r.press("<", "<", "<", "<")
	if why := r.press("m"); why != "Only what was said has a mood." {
		t.Errorf("a like has a mood: %q", why)
	}
}

func TestAnAnswerThatCoolsStandsBesideItsMention(t *testing.T) {
	d := busy()
	d.all[0].State, d.all[0].Reply = accounts.WaitingReply, "p1"
	d.leaving = []accounts.Delivery{{ID: "d1", Post: "p1", Account: "a1", State: accounts.Scheduled, Cooling: true, LeavesAt: now.Add(3 * time.Minute)}}
	r := open(t, d, 120, 20)
	if why := r.press("W"); why == "" {
		t.Error("a mention without an answer has one to send")
	}
	r.press("<")
	if s := r.screen(120, 20); !strings.Contains(s, "cools until 09:03") {
		t.Fatalf("the hour is not beside the mention:\n%s", s)
	}
	r.press("W")
	c, ok := r.last().(pane.Confirm)
	if !ok || c.Review.Text != "Vete a otro sitio" || c.Review.Accounts[0].ID != "a1" || len(d.sooner) > 0 {
		t.Fatalf("the letter is not asked: %+v", r.last())
	}
	r.run(c.Then("p"))
	if len(d.sooner) != 1 || d.sooner[0] != "d1" {
		t.Errorf("sent sooner: %v", d.sooner)
	}
	r.at = now.Add(4 * time.Minute)
	if why := r.press("W"); why != "No heated answer of ours cools here." {
		t.Errorf("after its time: %q", why)
	}
}
