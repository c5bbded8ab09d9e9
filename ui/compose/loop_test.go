package compose_test

import (
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/ui/pane"
)

func TestAPostIsQueuedWithThreeKeys(t *testing.T) {
	r := newRig(t)
	r.keys("'", "p", "c").write("Mañana hay pan de centeno")
	r.Says("@panaderialuz@masto.example", "WRITING", "25/500", "Draft")
	r.keys("ctrl+s")
	r.Says("PANADERÍA LUZ", "CLIENT", "No hour yet", "Mañana hay pan de centeno", "nothing stands against it")
	r.keys("+")
	r.Says("Who speaks?", "24 Nov 09:30")
	r.keys("p")
	p := r.one()
	if p.State != accounts.PostScheduled || p.When == nil || p.When.Civil != "2026-11-24 09:30" || p.Language != "es" || len(r.deliveries()) != 1 {
		t.Fatalf("queued as %+v", p)
	}
	r.Says("Scheduled as @panaderialuz@masto.example: 2026-11-24 09:30").SaysNot("WRITING", "No hour yet")
	r.keys("c").write("Y el viernes, rosquillas").keys("ctrl+s", "+", "p")
	for _, p := range r.posts() {
		if p.When == nil || p.State != accounts.PostScheduled {
			t.Errorf("the second is %+v", p)
		}
	}
	r.Says("2026-11-27 18:00")
}

func TestAReplyIsSentWithThreeKeys(t *testing.T) {
	r := newRig(t)
	m := r.hear("77", "¿Abrís mañana?", accounts.Unlisted)
	r.Resize(80, 24).Press("'", "p")
	r.hearOfIt()
	r.keys("r")
	r.Says("Reply to @eva@otro.example", "@eva@otro.example @leo@otro.example", "unlisted", "warning: horarios", "¿Abrís mañana?")
	r.write("Sí, desde las ocho").keys("ctrl+s")
	r.Says("Who speaks?", "reply", "now; 20 seconds")
	r.keys("p")
	p := r.one()
	if p.State != accounts.PostScheduled || p.Text != "@eva@otro.example @leo@otro.example Sí, desde las ocho" || p.CW != "horarios" || p.Language != "ca" || p.Visibility != accounts.Unlisted {
		t.Fatalf("the reply is %+v", p)
	}
	ds := r.deliveries()
	if len(ds) != 1 || ds[0].Account != r.pan.ID || ds[0].Mention != m.ID || ds[0].Target != "77" || !ds[0].LeavesAt.Equal(ds[0].Created.Add(accounts.DefaultHold)) {
		t.Fatalf("it leaves as %+v", ds)
	}
	if reqs := must(r.s.Requests())(t); len(reqs) != 1 || reqs[0].What != accounts.RequestThread || reqs[0].Arg != "77" {
		t.Errorf("the conversation was not asked for: %+v", reqs)
	}
	r.Says("It leaves in 20 seconds as @panaderialuz@masto.example")
}

func TestAWrongLetterEnterYAndPasteSendNothing(t *testing.T) {
	r := newRig(t)
	r.to(pane.Write{Brand: r.luz.ID}).write("Hola").keys("ctrl+s", "W")
	for _, k := range []string{"enter", "y", "space"} {
		r.keys(k)
		r.Says("Who speaks?")
	}
	r.Paste("p")
	r.Click(30, 10)
	r.Says("Who speaks?")
	r.rest().keys("k")
	r.Says("That is Kine Sur's letter. Nothing is sent")
	if len(r.deliveries()) != 0 || r.one().State != accounts.Draft || r.one().Text != "Hola" {
		t.Fatalf("something left: %+v", r.deliveries())
	}
	r.keys("W", "p")
	if len(r.deliveries()) != 1 {
		t.Fatal("the right letter sends nothing")
	}
}

func TestTypedIsKeptWithinASecond(t *testing.T) {
	r := newRig(t)
	r.to(pane.Write{Brand: r.luz.ID}).write("uno dos tres")
	r.Advance(time.Second)
	if p := r.one(); !strings.HasPrefix(p.Text, "uno dos tres") {
		t.Fatalf("a second later %q is on disk", p.Text)
	}
	r.hearOfIt()
	r.Says("✓ kept", "uno dos tres", "WRITING")
}

func TestAfterAKillTheTextStandsWhereItWas(t *testing.T) {
	r := newRig(t)
	r.to(pane.Write{Brand: r.luz.ID}).write("pan blanco y negro").keys("left", "left", "left", "left", "left").write("muy ")
	r.keys("esc", "t", "2", "esc", "m").write(r.picture("pan.png")).keys("enter")
	r.write("Una hogaza en la mesa").keys("enter").rest()
	before := r.one()
	r.kill()
	r.Says("WRITING", "pan blanco y muy negro", "1 file")
	p := r.one()
	if p.Caret != len("pan blanco y muy ") || p.Media[0].Alt != "Una hogaza en la mesa" || len(p.Targets) != 2 || p.ID != before.ID {
		t.Fatalf("kept %+v", p)
	}
	r.write("bien ").rest()
	if got := r.one().Text; got != "pan blanco y muy bien negro" {
		t.Fatalf("the caret was lost: %q", got)
	}
}
