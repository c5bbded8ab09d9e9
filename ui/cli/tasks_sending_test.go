package cli

import (
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/practice"
)

// post writes a post for the client in view and sends it now; its twenty seconds begin.
func (x *theatre) post(text, handle, letter string) *theatre {
	x.t.Helper()
	x.do("c")
	x.write(text)
	x.do("ctrl+s", "W").asked(handle)
	return x.letter(letter)
}

func TestTakeBackFromAnyTab(t *testing.T) {
	for _, tab := range []string{"1", "2", "3", "4", "5", "0"} {
		x := newTheatre(t, "en", 80, 24)
		x.do("'", "p")
		x.post("Too early.", luz, "p").work(5 * time.Second)
		x.do(tab)
		x.Advance(10 * time.Second)
		x.within(1, func() { x.do("u") }).Says("Taken back: what was about to leave")
		x.none()
	}
}

func TestTakeBackWhileTyping(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	x.do("'", "p")
	x.post("Too early.", luz, "p")
	x.do("c")
	x.write("The next one")
	x.do("f9").Says("Taken back", "The next one")
	x.none()
}

func TestQuittingInsideTheTwentySecondsAsks(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	x.do("'", "p")
	x.post("Nearly.", luz, "p")
	x.do("q").Says("1 thing is about to leave", "wait here", "leave it", "take it back")
	if x.Quit() {
		t.Fatal("it ended without an answer")
	}
	x.do("w")
	if x.Quit() {
		t.Fatal("it ended although it was to wait")
	}
	x.do("q", "u")
	if !x.Quit() {
		t.Error("it did not end")
	}
	x.none()
	y := newTheatre(t, "en", 80, 24)
	if y.do("q"); !y.Quit() {
		t.Errorf("it did not end although nothing was about to leave:\n%s", y.Screen())
	}
}

func TestPersonalIsNeverTheDefault(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	x.do("'", "*", "c")
	x.Says("Who is to speak?", "PERSONAL", "CLIENT")
	if !strings.Contains(x.Line(0), "NOBODY SPEAKS") && strings.Contains(x.Line(0), yo) {
		t.Errorf("with all clients in view the personal account speaks: %s", x.Line(0))
	}
	at := -1
	for i, l := range strings.Split(x.Screen(), "\n") {
		if at < 0 && strings.Contains(l, "CLIENT") && i > 0 {
			at = i
		}
		if strings.Contains(l, "PERSONAL") && i > 0 && at < 0 {
			t.Errorf("the personal brand is offered first:\n%s", x.Screen())
		}
	}
	x.do("enter")
	x.write("Whose is this?")
	if strings.Contains(x.Line(0), yo) {
		t.Errorf("Enter took the personal brand: %s", x.Line(0))
	}
}

func TestAReplysAccountCannotBeChanged(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	x.at("luz", "gluten free cakes")
	x.do("r")
	x.write("Yes")
	x.do("esc", "t").Says("A reply leaves only from the account addressed.")
	for _, other := range [][]string{{"'", "k"}, {"'", "_"}, {"'", "'"}, {"2"}, {"tab"}} {
		x.do(other...)
		if !strings.Contains(x.Line(0), luz) {
			t.Fatalf("after %v the reply would leave from somebody else: %s", other, x.Line(0))
		}
	}
	x.do("esc")
	p := x.drafts("luz")
	i := len(p) - 1
	for j := range p {
		if p[j].Reply() {
			i = j
		}
	}
	p[i].Targets = []accounts.ID{x.account("sur").ID}
	if _, err := x.d.Store.SavePost(p[i]); err == nil {
		t.Error("the store took a reply for another account")
	}
}

func TestAMentionIsAnsweredOnlyFromTheAccountAddressed(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	x.do("'", "p") // The first client is in view, the mention is the second's.
	m := x.at("sur", "public insurance")
	x.do("r")
	x.Says(kine)
	x.write("No, sorry.")
	x.do("ctrl+s").asked(kine).SaysNot(luz)
	x.letter("p").Says("That is Panadería Luz's letter.")
	x.none()
	x.do("ctrl+s").asked(kine)
	x.letter("k").work(30 * time.Second)
	if got := x.one("sur"); got.InReplyToID != m.StatusID {
		t.Errorf("it answers %s, want %s", got.InReplyToID, m.StatusID)
	}
	if n := len(x.arrived("luz")); n > 0 {
		t.Errorf("%d posts left from the client in view", n)
	}
}

func TestPublishAtTheSlot(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	x.work(56*time.Hour + 29*time.Minute) // Wednesday 17:59 in Madrid.
	if n := len(x.arrived("luz")); n != 0 {
		t.Fatalf("%d posts left before their hour", n)
	}
	x.work(2 * time.Minute)
	got := x.one("luz")
	if !strings.HasPrefix(got.Text, "Tomorrow the first rye") || got.Visibility != "public" {
		t.Errorf("what left is %+v", got)
	}
	x.work(time.Minute).do("'", "p", "0").Says("✓ verified", "Tomorrow the first rye")
}

func TestFailureIsSeenFromEveryTab(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	luz := x.brand("luz")
	luz.Server.Fault(practice.Fault{Method: "POST", Path: "/api/v1/statuses", Exact: true, Do: practice.Answer, Status: 422, Body: `{"error":"Validation failed: Text character limit of 500 exceeded"}`})
	x.do("'", "p")
	x.post("Rye today.", "@panaderialuz@masto.example", "p").work(30 * time.Second)
	for _, tab := range []string{"1", "2", "3", "4", "5", "0"} {
		x.Advance(5 * time.Second)
		x.do(tab).Says("✗1 failed (gf)", "p20!")
	}
	x.do("1")
	x.within(2, func() { x.do("g", "f") })
	x.Says("✗", "failed", "Rye today.", "character limit")
	luz.Server.ClearFaults()
	x.within(1, func() { x.do("W") })
	x.asked("@panaderialuz@masto.example")
	x.letter("p").work(30 * time.Second)
	if got := x.one("luz"); got.Text != "Rye today." {
		t.Errorf("what arrived is %+v", got)
	}
	x.work(time.Minute).do("1").SaysNot("failed (gf)")
}

func TestBoostLikeAndFollow(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	m := x.at("luz", "best croissant")
	s := x.brand("luz").Server
	x.within(1, func() { x.do("L") }).SaysNot("Who speaks?")
	x.do("B").asked(luz).Says("boost")
	x.letter("p")
	x.do("a", "f").asked(luz).Says("follow", "@bea@elsewhere.example")
	x.letter("p").work(30 * time.Second)
	got := x.one("luz")
	if got.ReblogOfID != m.StatusID {
		t.Errorf("the boost is %+v, want one of %s", got, m.StatusID)
	}
	for _, route := range []string{"/api/v1/statuses/{id}/favourite", "/api/v1/accounts/{id}/follow"} {
		if n := s.Count("POST", route); n != 1 {
			t.Errorf("%d requests for %s, want 1", n, route)
		}
	}
	for _, r := range s.Requests() {
		if r.Method == "POST" && r.Account != "panaderialuz" && r.Account != "" {
			t.Errorf("%s %s came from %s", r.Method, r.Path, r.Account)
		}
	}
	if other := x.brand("sur").Server.Count("POST", "/api/v1/statuses/{id}/favourite"); other != 0 {
		t.Errorf("%d likes left from another client", other)
	}
}

func TestPauseHoldsAndResumes(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	x.do("'", "p")
	x.post("In a moment.", luz, "p")
	x.do("!", "!").Says("Whose queue is to stop?")
	x.do("p")
	x.write("an accident in the street")
	x.do("enter").Says("PAUSED")
	x.none()
	for _, tab := range []string{"1", "2", "0"} {
		x.do(tab).Says("PAUSED")
	}
	x.Says("held")
	x.do("'", "*").Says("PAUSED: p")
	x.do("!", "!", "p").SaysNot("PAUSED")
	x.work(30 * time.Second).work(30 * time.Second)
	if n := len(x.arrived("luz")); n > 1 {
		t.Errorf("%d posts left after the pause, want at most the one", n)
	}
}

func TestStopEverythingTakesTenKeysAndNoNetwork(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	if err := x.d.practice.week.Close(); err != nil {
		t.Fatal(err)
	}
	x.within(10, func() {
		x.do("!", "!", "*")
		x.write("all of it")
		x.do("enter")
	})
	x.Says("PAUSED: ")
	bs, err := x.d.Store.Brands()
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range bs {
		if !b.Paused() {
			t.Errorf("%s goes on", b.Name)
		}
	}
}
