package cli

import (
	"strings"
	"testing"
	"time"

	"vocero/accounts/practice"
)

func TestEditAPublishedPost(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	x.do("'", "p")
	x.post("We close at to.", luz, "p").work(30 * time.Second).work(time.Minute)
	first := x.one("luz")
	x.do("5", "<", "<").Says("We close at to.", "verified")
	x.do("E").Says("Mend what is out")
	x.do("backspace", "backspace", "backspace")
	x.write("two.")
	x.do("ctrl+s").asked(luz).Says("until now:", "We close at to.", "from now on:", "We close at two.")
	x.letter("k").Says("That is Kine Sur's letter.")
	x.work(time.Minute)
	if got := x.one("luz"); got.Edited {
		t.Fatalf("a wrong letter edited it: %+v", got)
	}
	x.do("ctrl+s").asked(luz)
	x.letter("p").work(30 * time.Second).work(time.Minute)
	if got := x.one("luz"); got.ID != first.ID || !got.Edited || got.Text != "We close at two." {
		t.Errorf("what is out is %+v", got)
	}
}

func TestDeleteAPublishedPost(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	x.do("'", "p")
	x.post("A mistake.", luz, "p").work(30 * time.Second).work(time.Minute)
	x.do("5", "<", "<", "x").asked(luz).neverDeletes().Says("delete", "A mistake.")
	x.letter("p").work(10 * time.Second)
	x.within(1, func() { x.do("u") }).work(time.Minute)
	if x.one("luz").Deleted {
		t.Fatal("it was deleted although it was taken back")
	}
	x.do("x").asked(luz)
	x.letter("p").work(30 * time.Second)
	if !x.one("luz").Deleted {
		t.Error("it is still there")
	}
	x.Says("A mistake.") // The text stays here.
}

// neverDeletes tries what must not confirm.
func (x *theatre) neverDeletes() *theatre {
	x.t.Helper()
	for _, k := range []string{"enter", "y", "space", "D", "tab"} {
		x.do(k)
	}
	x.Paste("p")
	x.Click(40, 12)
	x.Burst("p", "p")
	x.work(time.Minute)
	if x.one("luz").Deleted || !x.asking() {
		x.t.Fatalf("it was deleted without the letter:\n%s", x.Screen())
	}
	return x
}

func TestSearchInDraftsAndPosts(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	x.do("5", "/")
	x.write("sourdough")
	x.do("enter").Says("Sourdough or yeast?", "scheduled").SaysNot("Idea: ask people")
	x.do("esc").Says("Idea: ask people")
}

func TestADraftGoesIntoTheNextSlotFromTheList(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	x.do("'", "k", "5").Says("Draft: what to bring")
	x.within(1, func() { x.do("+") })
	x.asked(kine).Says("Tue 1 Dec 10:00")
	x.letter("k").do("4").Says("»10:00")
	x.none()
}

func TestAMissedPostWaitsForADecision(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	x.Advance(5 * 24 * time.Hour) // Nobody was here: the hours of four posts have passed.
	x.work(0)
	if n := x.all(); n != 0 {
		t.Fatalf("%d posts left days late", n)
	}
	x.do("1").Says("failed (gf)")
	x.within(2, func() { x.do("g", "f") }).Says("missed")
	x.within(1, func() { x.do("W") })
	if !x.asking() {
		t.Fatalf("sending late asks no letter:\n%s", x.Screen())
	}
}

func TestAnUnsurePostIsNotSentTwice(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	x.brand("sur").Server.Fault(practice.Fault{Method: "POST", Path: "/api/v1/statuses", Exact: true, Count: 1, Do: practice.StoreCut})
	x.do("'", "k")
	x.post("Open on Saturdays.", kine, "k").work(30 * time.Second)
	for range 20 {
		x.work(time.Minute)
	}
	if got := x.one("sur"); got.Text != "Open on Saturdays." {
		t.Errorf("what arrived is %+v", got)
	}
	x.do("0")
	if !strings.Contains(x.Screen(), "✓ verified") && !strings.Contains(x.Screen(), "✗") {
		t.Errorf("the outbox says neither that it is there nor that somebody must decide:\n%s", x.Screen())
	}
}
