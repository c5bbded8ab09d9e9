package mentions_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/ui/pane"
)

func TestBoostAsksTheLetterAndStoresNothingBefore(t *testing.T) {
	d := busy()
	r := open(t, d, 80, 21)
	r.press("j", "j", "B")
	c := r.last().(pane.Confirm)
	if len(d.acts) != 0 || len(d.changes) != 0 {
		t.Fatal("something was stored before the letter")
	}
	v := c.Review
	if v.Brand != "b2" || len(v.Accounts) != 1 || v.Accounts[0].Handle() != "@kinesur@masto.example" || v.Op != accounts.OpBoost || v.Visibility != accounts.Public ||
		v.Target.String() != "@rosa@sur.example: ¿Atienden sin cita?" || v.Text != "" {
		t.Errorf("the review is %+v", v)
	}
	r.run(c.Then("k"))
	if len(d.acts) != 1 || d.acts[0].Op != accounts.OpBoost || d.acts[0].Account != "a2" || d.acts[0].Brand != "b2" || d.acts[0].Mention != "m3" || d.acts[0].Target != "sm3" {
		t.Errorf("into the outbox went %+v", d.acts)
	}
	d.all[2].Boosted = true
	r.show(pane.Scope{})
	r.press("B")
	if op := r.last().(pane.Confirm).Review.Op; op != accounts.OpUnboost {
		t.Errorf("a boosted one is %v", op)
	}
}

func TestLikesNeedNoLetterAndToggle(t *testing.T) {
	d := busy()
	r := open(t, d, 80, 21)
	r.press("L")
	if _, ok := r.last().(pane.Toast); !ok || d.acts[0].Op != accounts.OpLike || d.acts[0].Account != "a1" || d.acts[0].Target != "sm1" {
		t.Errorf("L put %+v into the outbox and said %#v", d.acts, r.last())
	}
	d.all[0].Liked = true
	r.show(pane.Scope{})
	r.press("L")
	if d.acts[1].Op != accounts.OpUnlike {
		t.Errorf("L on a liked one is %v", d.acts[1].Op)
	}
	d.err = errors.New("disk full")
	r.press("L")
	if m, ok := r.last().(pane.Failed); !ok || m.Doing != "taking the like back" {
		t.Errorf("a failed like says %#v", r.last())
	}
}

func TestFollowAsksTheLetterAndMuteAsksOnce(t *testing.T) {
	d := busy()
	r := open(t, d, 80, 21)
	r.press("a f")
	c := r.last().(pane.Confirm)
	if c.Review.Op != accounts.OpFollow || c.Review.Target.String() != "@eva@otro.example" || c.Review.Accounts[0].ID != "a1" || c.Review.Visibility != 0 {
		t.Errorf("the review is %+v", c.Review)
	}
	r.run(c.Then("p"))
	r.press("M")
	ask := r.last().(pane.Choose)
	if len(d.acts) != 1 {
		t.Fatal("M acted before it asked")
	}
	r.run(ask.Then(0))
	r.run(ask.Then(1))
	if len(d.acts) != 2 || d.acts[0].Op != accounts.OpFollow || d.acts[0].Target != "um1" || d.acts[1].Op != accounts.OpMute || d.acts[1].Target != "um1" || d.acts[1].Mention != "m1" {
		t.Errorf("into the outbox went %+v", d.acts)
	}
}

func TestOnlyWhatMayBeOpenedIsOffered(t *testing.T) {
	d := busy()
	d.all[0].Links = []accounts.Link{accounts.NewLink("x", "javascript:alert(1)"), accounts.NewLink("y", "https://user:pw@malo.example/")}
	d.all[2].URL = ""
	d.all[2].Links = []accounts.Link{accounts.NewLink("x", "file:///etc/passwd")}
	r := open(t, d, 80, 21)
	r.press("o")
	ask := r.last().(pane.Choose)
	if len(ask.Choices) != 2 || ask.Choices[0].Label != "the post itself" || !strings.Contains(ask.Choices[1].Detail, "malo.example") {
		t.Errorf("offered are %+v", ask.Choices)
	}
	ask.Then(0)
	r.press("j", "o")
	ask = r.last().(pane.Choose)
	if len(ask.Choices) != 3 || !strings.HasPrefix(ask.Choices[1].Detail, "malo.example") || ask.Choices[2].Key != "3" {
		t.Errorf("a link is not offered by its real host: %+v", ask.Choices)
	}
	r.press("j")
	if why := r.press("o"); why != "Its links cannot be opened safely." {
		t.Errorf("a file is opened: %q", why)
	}
	r.press("j", "o")
	if !slices.Equal(r.went, []string{"https://otro.example/@x/m1", "https://otro.example/@x/m4"}) {
		t.Errorf("the browser was sent to %q", r.went)
	}
	if why := r.press("Y"); why != "" || !r.told("Copied: %s", "https://otro.example/@x/m4") {
		t.Errorf("Y: %q %#v", why, r.said)
	}
}

func TestTheConversationIsShownAtOnceAndAskedForAnew(t *testing.T) {
	d := busy()
	d.threads["a1sm1"] = accounts.Thread{Account: "a1", Root: "sm1", Read: now.Add(-10 * time.Minute), Said: []accounts.Said{
		{RemoteID: "s0", Own: true, Author: accounts.LineText("@panaderialuz@masto.example"), Text: accounts.BlockText("Mañana hay roscón"), At: now.Add(-time.Hour)},
		{RemoteID: "sm1", InReplyTo: "s0", Author: accounts.LineText("@eva@otro.example"), Text: accounts.BlockText("¿Abrís hoy?"), At: now.Add(-time.Hour)},
		{RemoteID: "s2", InReplyTo: "sm1", Own: true, Author: accounts.LineText("@panaderialuz@masto.example"), Text: accounts.BlockText("Sí, hasta las dos"), CW: accounts.LineText("horario"), At: now.Add(-30 * time.Minute)},
	}}
	r := open(t, d, 120, 37)
	if s := r.screen(120, 37); !strings.Contains(s, "answered already from this account") || !strings.Contains(s, "» @panaderialuz@masto.example: Mañana hay roscón") {
		t.Errorf("beside the list there is no answer given elsewhere, or no excerpt:\n%s", s)
	}
	r.press("t")
	want := accounts.Request{Brand: "b1", Account: "a1", What: accounts.RequestThread, Arg: "sm1", At: now}
	if len(d.asked) != 1 || d.asked[0] != want {
		t.Errorf("asked was %+v", d.asked)
	}
	s := r.screen(80, 21)
	for _, w := range []string{"as it was 10 min ago", "It is being read anew", "» @panaderialuz", "  ▸ @eva@otro.example", "· us", "CW horario", "z shows the text"} {
		if !strings.Contains(s, w) {
			t.Errorf("%q is missing in\n%s", w, s)
		}
	}
	r.press("z")
	if s := r.screen(80, 21); !strings.Contains(s, "Sí, hasta las dos") {
		t.Errorf("z does not show what stands behind the warning:\n%s", s)
	}
	th := d.threads["a1sm1"]
	th.Read, th.Gone, th.Fault = now.Add(time.Second), true, &accounts.Fault{Code: accounts.CodeForbidden}
	d.threads["a1sm1"] = th
	r.at = now.Add(2 * time.Second)
	r.show(pane.Scope{})
	s = r.screen(80, 21)
	if strings.Contains(s, "being read anew") || !strings.Contains(s, "It was deleted on the network") || !strings.Contains(s, "the account may not do this") {
		t.Errorf("the new reading is not shown:\n%s", s)
	}
	r.press("j", "j", "k", "G", "g g", "esc")
	if s := r.screen(80, 21); !strings.Contains(s, "[New·5]") {
		t.Errorf("Esc does not go back to the list:\n%s", s)
	}
}

func TestFetchAsksEveryAccountInView(t *testing.T) {
	d := busy()
	r := open(t, d, 80, 21)
	r.press("R")
	if len(d.asked) != 2 || d.asked[0].What != accounts.RequestSync || d.asked[1].Account != "a2" {
		t.Errorf("asked was %+v", d.asked)
	}
	r.show(pane.Scope{Brand: "b2"})
	r.press("R")
	if len(d.asked) != 3 || d.asked[2].Account != "a2" {
		t.Errorf("within one client asked was %+v", d.asked[2:])
	}
}
