package cli

import (
	"strings"
	"testing"
	"time"

	"vocero/accounts"
)

const (
	luz  = "@panaderialuz@masto.example"
	kine = "@kinesur@redes.example"
	yo   = "@claramontes@masto.example"
)

func TestTriageTakesOneKeyAnItem(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	x.do("2").Says("Mentions·45", "[New·45]", "You're stars", luz)
	for i := range 5 {
		top := x.Line(3)
		x.within(1, func() { x.do("x") })
		if x.Line(3) == top {
			t.Fatalf("x number %d left its row where it was:\n%s", i+1, x.Screen())
		}
	}
	x.Says("Mentions·40", "[New·40]", "Done·5").SaysNot("You're stars")
	x.within(1, func() { x.do("u") }).Says("Mentions·41", "Taken back: a mention put away")
	x.within(4, func() { x.do("u", "u", "u", "u") }).Says("Mentions·45", "You're stars", "Done·0")
}

func TestSwitchClientTakesTwoKeys(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	x.do("2")
	x.within(2, func() { x.do("'", "k") }).Says("KINE SUR · CLIENT · "+kine, "Mentions·18")
	x.SaysNot("You're stars")
	x.within(2, func() { x.do("'", "p") }).Says("PANADERÍA LUZ · CLIENT · " + luz)
	x.within(2, func() { x.do("'", "'") }).Says(kine)
	x.within(2, func() { x.do("'", "_") }).Says("CLARA MONTES · PERSONAL · " + yo)
	x.within(2, func() { x.do("'", "*") }).Says("Mentions·45")
}

func TestTriageAsInTheManualInSpanish(t *testing.T) {
	x := newTheatre(t, "es", 80, 24)
	x.do("2").Says("2 Menciones·45", luz, "PRÁCTICA")
	x.within(1, func() { x.do("x") }).Says("2 Menciones·44")
	x.within(1, func() { x.do("u") }).Says("2 Menciones·45")
	m := x.at("luz", "horno")
	x.do("r")
	x.write("¡Gracias por escribirnos!")
	x.within(1, func() { x.do("ctrl+s") }).asked(luz).Says("CLIENTE")
	x.letter("p").work(30 * time.Second)
	if got := x.one("luz"); got.InReplyToID != m.StatusID || !strings.HasSuffix(got.Text, "¡Gracias por escribirnos!") {
		t.Errorf("what arrived is %+v", got)
	}
}

func TestReplyTakesThreeKeys(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	m := x.at("sur", "receipt of the session") // Private, to the second client.
	x.within(3, func() {
		x.do("r").Says("KINE SUR", kine)
		x.write("Of course, you have it in your mail.")
		x.do("ctrl+s").asked(kine).Says("reply", "CLIENT")
		x.letter("k")
	})
	x.Says("leaves in 20 seconds as " + kine)
	x.work(10 * time.Second)
	if n := x.all(); n != 0 {
		t.Fatalf("%d posts left before their twenty seconds", n)
	}
	x.work(15 * time.Second)
	got := x.one("sur")
	if got.InReplyToID != m.StatusID || !strings.Contains(got.Text, "you have it in your mail") || !strings.Contains(got.Text, "@tomfield") {
		t.Errorf("what arrived is %+v", got)
	}
	if v, err := accounts.ParseVisibility(got.Visibility); err != nil || v > m.Visibility {
		t.Errorf("the answer to something %s is %s", m.Visibility, got.Visibility)
	}
	if n := x.all(); n != 1 {
		t.Errorf("%d posts arrived, want 1", n)
	}
	x.work(time.Minute).do("0").Says("✓")
}

func TestQueueAPostTakesThreeKeys(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	x.do("'", "k")
	x.within(3, func() {
		x.do("c")
		x.write("We have a new shower.")
		x.do("ctrl+s").Says("We have a new shower.", kine)
		x.do("+").asked(kine).Says("KINE SUR")
		x.letter("k")
	})
	x.Says("Scheduled as " + kine)
	x.none()
	x.do("u").Says("Taken back")
}

func TestAWrongLetterSendsNothing(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	x.at("luz", "gluten free cakes")
	x.do("r")
	x.write("Yes, we do.")
	x.do("ctrl+s").asked(luz)
	x.letter("k").Says("That is Kine Sur's letter. Nothing is sent; what you wrote is kept.", "Yes, we do.")
	x.do("ctrl+s").asked(luz)
	x.letter("q").Says("That is not Panadería Luz's letter.")
	x.none()
	x.do("ctrl+s").asked(luz)
	x.letter("p").work(30 * time.Second)
	x.one("luz")
}

// neverSends tries in a letter dialog what must not confirm: Enter, y, a click on every line, a paste, the letter twice in a burst,
// and the letter too early.
func (x *theatre) neverSends(letter string) {
	x.t.Helper()
	gone := func(what string) {
		x.t.Helper()
		if x.work(time.Minute); x.all() > 0 {
			x.t.Fatalf("%s sent something:\n%s", what, x.Screen())
		}
		if !x.asking() {
			x.t.Fatalf("%s closed the question:\n%s", what, x.Screen())
		}
	}
	for _, k := range []string{"enter", "y", "space", "tab", "ctrl+s", "Y", "1", "f9"} {
		x.do(k)
		gone(k)
	}
	for row := range 24 {
		x.Click(40, row)
	}
	gone("the mouse")
	x.Paste(letter)
	gone("a paste")
	x.Burst(letter, letter)
	x.Advance(time.Second)
	gone("the letter twice at once")
}

func TestEnterYPasteAndMouseNeverSend(t *testing.T) {
	for name, open := range map[string]func(x *theatre){
		"post": func(x *theatre) {
			x.do("'", "p", "c")
			x.write("Fresh bread.")
			x.do("ctrl+s", "W")
		},
		"reply": func(x *theatre) {
			x.at("luz", "gluten free cakes")
			x.do("r")
			x.write("Yes.")
			x.do("ctrl+s")
		},
		"boost":  func(x *theatre) { x.at("luz", "best croissant"); x.do("B") },
		"follow": func(x *theatre) { x.at("luz", "best croissant"); x.do("a", "f") },
	} {
		t.Run(name, func(t *testing.T) {
			x := newTheatre(t, "en", 80, 24)
			open(x)
			x.asked(luz).neverSends("p")
			x.do("esc").SaysNot("Who speaks?")
			x.none()
		})
	}
}

func TestALetterTypedAheadDoesNotCount(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	x.at("luz", "best croissant")
	x.Burst("B", "p")
	x.settle()
	x.asked(luz)
	x.Advance(time.Second)
	x.none()
	x.asked(luz)
}
