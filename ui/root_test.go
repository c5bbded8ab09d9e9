package ui_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui"
	"vocero/ui/pane"
)

func TestDigitsAndTabGoToTabs(t *testing.T) {
	s := newStage(t, nil)
	s.Says("room today").Press("2").Says("room mentions").Press("tab").Says("room today").Press("shift+tab").Says("room mentions").Press("1").Says("room today")
}

func TestPlainKeysAreTextWhileTyping(t *testing.T) {
	s := newStage(t, nil)
	ran := ""
	s.today.actions = []pane.Action{{Name: "t.save", Keys: pane.Press("ctrl+s"), Typing: true, Run: func() tea.Cmd { ran += "save"; return nil }}, {Name: "t.x", Keys: pane.Press("x"), Run: func() tea.Cmd { ran += "x"; return nil }}}
	s.today.typing = true
	s.Press("2", "x", "q", "u", ":").Press("ctrl+s")
	if s.today.typed != "2xqu:" || ran != "save" {
		t.Errorf("typed %q, ran %q", s.today.typed, ran)
	}
	s.Paste("pegado")
	if !strings.HasSuffix(s.today.typed, "pegado") {
		t.Errorf("a paste gave %q", s.today.typed)
	}
	s.today.typing = false
	s.Press("x")
	if ran != "savex" {
		t.Errorf("ran %q", ran)
	}
	s.Paste("x")
	if ran != "savex" {
		t.Error("a paste ran an action")
	}
	s.Says("Pasted text goes into the composer")
}

func TestAnActionThatCannotRunSaysWhy(t *testing.T) {
	s := newStage(t, nil)
	s.Press("u").Says("There is nothing to take back.")
	s.Advance(5*time.Second).SaysNot("There is nothing to take back.").Press("g", "f")
	s.Msg(pane.Close{})
}

func TestTakingBackSaysWhat(t *testing.T) {
	s := newStage(t, nil)
	s.books.undo = accounts.Undoable{Act: "mention.done"}
	s.Msg(accounts.Changed{}).Press("u").Says("Taken back: a mention put away")
	if s.books.undone != 1 {
		t.Errorf("undone %d times", s.books.undone)
	}
}

func TestAnErrorStaysUntilItWasSeen(t *testing.T) {
	s := newStage(t, nil)
	s.Msg(pane.Failed{Doing: "taking back", Err: accounts.ErrState}).Says("taking back: its state does not allow this").Advance(time.Minute).Says("its state does not allow this")
	s.Press("j").Says("its state").Press("j").SaysNot("its state")
}

func TestOldResultsAreDropped(t *testing.T) {
	s := newStage(t, nil)
	before := len(s.today.results)
	s.Msg(pane.Result{To: pane.Today, Gen: 0, Msg: "old"})
	s.Press("'", "k")
	for _, r := range s.today.results[before:] {
		if r == "old" {
			t.Error("a result of an older showing arrived")
		}
	}
	if len(s.today.results) == before {
		t.Error("the new one did not")
	}
}

func TestChangedReadsTheVisiblePaneOnly(t *testing.T) {
	s := newStage(t, nil)
	a, b := len(s.today.scopes), len(s.mentions.scopes)
	s.Msg(accounts.Changed{Topic: accounts.TopicMentions})
	if len(s.today.scopes) != a+1 || len(s.mentions.scopes) != b {
		t.Errorf("today was shown %d times more, mentions %d", len(s.today.scopes)-a, len(s.mentions.scopes)-b)
	}
}

func TestPauseAsksWhoAndWhyAndStandsInTheFrame(t *testing.T) {
	s := newStage(t, nil)
	s.Press("!", "!").Says("Whose queue is to stop?").Press("p").Says("Reason").Type("luto").Press("enter")
	s.Msg(accounts.Changed{}).Says("PAUSED: p")
	if p := s.books.brands[0].Pause; p == nil || p.Reason != "luto" {
		t.Fatalf("the pause is %+v", p)
	}
	s.Press("!", "!").Says("resume Panadería Luz").Press("p")
	s.Msg(accounts.Changed{}).SaysNot("PAUSED: p")
}

func TestHelpShowsTheRealKeys(t *testing.T) {
	s := newStage(t, func(o *ui.Options) { o.Remap = map[string][]string{"quit": {"Q"}} })
	s.Press("?").Says("Keys", "Everywhere").Press("end").Says("Q").Press("esc")
	s.Press("Q")
	if !s.Quit() {
		t.Error("the remapped key does not quit")
	}
}

func TestThePaletteFindsByWords(t *testing.T) {
	s := newStage(t, nil)
	s.Press(":").Type("menti").Says("Mentions").Press("enter").Says("room mentions")
}

func TestQuittingAsksWhatBecomesOfWhatIsLeaving(t *testing.T) {
	s := newStage(t, nil)
	s.books.tallies[0].Leaving = 1
	s.books.undo = accounts.Undoable{Act: "delivery.cancelled"}
	s.Msg(accounts.Changed{}).Says("1 leaving").Press("q").Says("is about to leave").Press("w")
	if s.Quit() {
		t.Fatal("waiting left the desk")
	}
	s.Press("ctrl+c", "u")
	if !s.Quit() || s.books.undone != 1 {
		t.Errorf("taking back and quitting: quit %v, undone %d", s.Quit(), s.books.undone)
	}
}

func TestTheDeskReadsEverySecondOnlyWhileSomethingCanBeTakenBack(t *testing.T) {
	s := newStage(t, nil)
	s.books.tallies[0].Leaving = 1
	s.Msg(accounts.Changed{})
	s.Advance(time.Minute) // It has left its time to take it back, and waits for a network that is not there.
	was := s.books.reads
	s.Advance(30 * time.Second)
	if n := s.books.reads - was; n > 1 {
		t.Errorf("offline the desk was read %d times in half a minute", n)
	}
	s.books.undo = accounts.Undoable{Act: "delivery.cancelled"}
	s.Msg(accounts.Changed{})
	was = s.books.reads
	for range 10 {
		s.Advance(time.Second)
	}
	if n := s.books.reads - was; n < 8 {
		t.Errorf("while the seconds are shown the desk was read %d times in ten", n)
	}
}

func TestASmallScreenSaysSoAndSendsNothing(t *testing.T) {
	s := newStage(t, nil)
	sent := s.ask("b1")
	s.Advance(time.Second).Resize(50, 10).Says("needs 60×20").Press("p").Advance(time.Second)
	if *sent != "" {
		t.Errorf("a small screen sent %q", *sent)
	}
	for _, size := range [][2]int{{1, 1}, {2, 1}, {1, 50}, {59, 19}, {500, 200}} {
		s.Resize(size[0], size[1])
	}
	s.Resize(80, 24).Says("Who speaks?")
}

func TestOverlaysKeepTheDeskWhereItIs(t *testing.T) {
	s := newStage(t, nil)
	s.Press("'", "p", "c").Says("room compose")
	if n := len(s.compose.scopes); n == 0 || s.compose.scopes[0].Arg != (pane.Write{Brand: "b1"}) {
		t.Fatalf("the composer got %+v", s.compose.scopes)
	}
	s.Press("'", "k", "2").Says("room compose")
	s.Msg(pane.Close{}).Says("room today")
}

func TestWithAllClientsWritingAsksWhoFirst(t *testing.T) {
	s := newStage(t, nil)
	s.Press("c").Says("Who is to speak?", "PERSONAL").Press("k").Says("room compose")
	if a := s.compose.scopes[0].Arg; a != (pane.Write{Brand: "b2"}) {
		t.Errorf("the composer got %+v", a)
	}
}

func TestTheClockTicksOnceAMinute(t *testing.T) {
	s := newStage(t, nil)
	frames := s.Frames()
	s.Advance(10 * time.Minute)
	if n := s.Frames() - frames; n > 12 {
		t.Errorf("%d frames in ten idle minutes", n)
	}
	s.Says("11:10")
}

func TestMouseSelectsATab(t *testing.T) {
	s := newStage(t, nil)
	x := strings.Index(s.Line(1), "Mentions")
	s.Click(x, 1).Says("room mentions").Wheel(10, 10, 1)
}

func TestSuspendAndYieldSayWhy(t *testing.T) {
	s := newStage(t, nil)
	s.Press("ctrl+z")
	if !s.Quit() || s.root.Outcome() != ui.Suspended {
		t.Errorf("quit %v, outcome %v", s.Quit(), s.root.Outcome())
	}
}

func TestWhatIsTypedAheadGoesWhereItWasSent(t *testing.T) {
	s := newStage(t, nil)
	ran := ""
	s.today.actions = []pane.Action{{Name: "t.r", Keys: pane.Press("r"), Run: func() tea.Cmd { return pane.Send(pane.Open{To: pane.Compose}) }}, {Name: "t.x", Keys: pane.Press("x"), Run: func() tea.Cmd { ran += "x"; return nil }}}
	s.compose.typing = true
	// Both keys are there before any command could run, as over a slow line.
	m, c1 := s.root.Update(tea.KeyPressMsg{Code: 'r', Text: "r"})
	m, c2 := m.Update(tea.KeyPressMsg{Code: 'x', Text: "x"})
	_ = tea.Batch(c1, c2)
	if s.compose.typed != "" {
		t.Errorf("the composer got %q before it had read", s.compose.typed)
	}
	s.Msg(pane.Result{To: pane.Compose, Gen: s.compose.scopes[len(s.compose.scopes)-1].Gen, Msg: "read"})
	if ran != "" || s.compose.typed != "x" {
		t.Errorf("the pane that was left ran %q, the composer got %q", ran, s.compose.typed)
	}
	if m != tea.Model(s.root) {
		t.Error("the root became another")
	}
}

func TestWhatIsTypedWhileAPaneOpensIsNotLost(t *testing.T) {
	s := newStage(t, nil)
	s.compose.opening, s.compose.typing = true, true
	s.Msg(pane.Open{To: pane.Compose}).Press("h", "o").Paste("la")
	if s.compose.typed != "" {
		t.Fatalf("the pane got %q before it was open", s.compose.typed)
	}
	s.compose.opening = false
	s.Msg(pane.Open{To: pane.Compose})
	if s.compose.typed != "hola" {
		t.Errorf("the pane got %q", s.compose.typed)
	}
}

func TestATabThatCannotReadHoldsNoKeysForLong(t *testing.T) {
	s := newStage(t, nil)
	m, _ := s.root.Update(tea.KeyPressMsg{Code: '2', Text: "2"}) // Its reading never comes.
	m, _ = m.Update(tea.KeyPressMsg{Code: '1', Text: "1"})
	s.Says("room mentions").Advance(2 * time.Second)
	_, _ = m.Update(tea.KeyPressMsg{Code: '?', Text: "?"})
	s.Says("room today")
}

func TestToastsSayTheHoldThatIsSet(t *testing.T) {
	for hold, want := range map[time.Duration]string{0: "in 20 seconds", 5 * time.Second: "in 5 seconds", -1: "in 0 seconds"} {
		s := newStage(t, func(o *ui.Options) { o.Hold = hold })
		s.Msg(pane.Toast{Text: "It leaves in %d seconds; u takes it back.", Args: []any{pane.Hold}}).Says(want)
	}
}
