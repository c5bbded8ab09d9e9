package compose_test

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"

	"vocero/accounts"
	"vocero/ui/lang"
	"vocero/ui/pane"
	"vocero/ui/theme"
)

// frame is what a pane draws with outside the root.
func frame() pane.Frame {
	return pane.Frame{Now: monday, Focused: true, Styles: theme.New(theme.Options{Dark: true, Profile: colorprofile.TrueColor}), Lang: lang.New("en")}
}

func TestFilesAreDescribedMovedAndTakenOut(t *testing.T) {
	r := newRig(t)
	r.to(pane.Write{Brand: r.luz.ID}).write("Hoy").keys("esc", "M")
	r.Says("There is no file yet")
	r.keys("m").write(r.picture("uno.png")).keys("enter")
	r.Says("Describe it for those who cannot see it", "uno.png")
	r.write("Una hogaza").keys("enter")
	r.Says("Camera data and place were taken out of uno.png")
	r.keys("m").write(r.picture("dos.png")).keys("enter", "esc", "M", "2", "u")
	r.rest()
	p := r.one()
	if len(p.Media) != 2 || p.Media[0].Name != "dos.png" || p.Media[1].Alt != "Una hogaza" || !p.Media[0].Clean {
		t.Fatalf("the files are %+v", p.Media)
	}
	r.keys("M", "2", "f", "ctrl+u").write("0.5,-2").keys("enter").Says("write two numbers from -1 to 1")
	r.keys("ctrl+u").write("0.5, -0.25").keys("enter", "M", "1", "D").rest()
	p = r.one()
	if len(p.Media) != 1 || p.Media[0].FocusX != 0.5 || p.Media[0].FocusY != -0.25 {
		t.Fatalf("the files are %+v", p.Media)
	}
	r.keys("m").write(t.TempDir() + "/nada.png").keys("enter").Says("attaching the file")
}

func TestAFolderOpensForTheNextQuestion(t *testing.T) {
	r := newRig(t)
	path := r.picture("pan.png")
	dir := strings.TrimSuffix(path, "/pan.png")
	r.to(pane.Write{Brand: r.luz.ID}).keys("esc", "m").write(dir).keys("enter", "tab", "enter")
	r.Says("Describe it", "pan.png")
}

func TestAFileWithoutDescriptionNeedsAWord(t *testing.T) {
	r := newRig(t)
	r.to(pane.Write{Brand: r.luz.ID}).write("Hoy").keys("esc", "m").write(r.picture("uno.png")).keys("enter", "esc", "W")
	r.Says("Let it go all the same?", "has no description")
	r.keys("enter").Says("write a few words")
	r.write("es un adorno").keys("enter").Says("Who speaks?", "has no description")
	r.keys("p")
	if len(r.deliveries()) != 1 {
		t.Error("it did not leave")
	}
}

func TestAPollIsWrittenLineByLine(t *testing.T) {
	r := newRig(t)
	r.to(pane.Write{Brand: r.luz.ID}).write("¿Qué pan?").keys("esc", "o").write("Centeno\n\n Trigo ").keys("esc")
	r.Says("How long is the poll open?", "3 days")
	r.keys("6", "2").rest()
	q := r.one().Poll
	if q == nil || len(q.Options) != 2 || q.Options[1] != "Trigo" || q.Open != 72*time.Hour || !q.Multiple {
		t.Fatalf("the poll is %+v", q)
	}
	r.keys("ctrl+s").Says("○ Centeno", "○ Trigo")
	r.keys("esc", "o", "ctrl+a", "ctrl+k", "up", "ctrl+k", "ctrl+u", "ctrl+home", "ctrl+k", "ctrl+k", "ctrl+k", "ctrl+k", "ctrl+s").rest()
	if q := r.one().Poll; q != nil {
		t.Errorf("without answers the poll is %+v", q)
	}
}

func TestAnHourIsSaidAsPeopleSayIt(t *testing.T) {
	r := newRig(t)
	r.to(pane.Write{Brand: r.luz.ID}).write("Hoy").keys("ctrl+s", "p").write("nunca").keys("enter")
	r.Says("that is no hour")
	r.keys("ctrl+u").write("fri 18:30").keys("enter").Says("Who speaks?", "27 Nov 18:30 Europe/Madrid")
	r.keys("esc", "p").write("2026-11-01 09:00").keys("enter").Says("Nothing leaves yet", "is past").SaysNot("Who speaks?")
	r.keys("p").write("2027-03-28 02:30").keys("enter").Says("does not exist that day")
	r.keys("p")
	p := r.one()
	if p.State != accounts.PostScheduled || p.When.Rule != accounts.Gap || p.When.Civil != "2027-03-28 02:30" {
		t.Errorf("planned as %+v", p.When)
	}
}

func TestAPostBeginsInItsSlot(t *testing.T) {
	r := newRig(t)
	w := must(accounts.ParseWhen("2026-12-04 18:00", "Europe/Madrid"))(t)
	r.to(pane.Write{Brand: r.luz.ID, When: &w, Text: "Rosquillas"}).rest()
	r.Says("4 Dec 18:00")
	r.keys("ctrl+s", "s").Says("Who speaks?", "4 Dec 18:00")
	r.keys("p")
	if p := r.one(); p.When == nil || !p.When.UTC.Equal(w.UTC) || p.State != accounts.PostScheduled {
		t.Errorf("planned as %+v", p)
	}
}

func TestAClientWithoutSlotsIsTold(t *testing.T) {
	r := newRig(t)
	r.to(pane.Write{Brand: r.kine.Brand}).write("Hoy").keys("ctrl+s", "+")
	r.Says("Kine Sur has no free slot")
}

func TestSmallOrders(t *testing.T) {
	r := newRig(t)
	r.to(pane.Write{Brand: r.luz.ID}).write("Hoy").keys("esc", "w").write("comida").keys("enter", "a", "ctrl+u").write("ca").keys("enter", ";").write("preguntar").keys("enter", "T", "v").rest()
	p := r.one()
	if p.CW != "comida" || p.Language != "ca" || p.Note != "preguntar" || !p.Tolerant || p.Visibility != accounts.Unlisted {
		t.Fatalf("ordered %+v", p)
	}
	r.Says("warning: comida", "note: preguntar", "may be late", "unlisted", "ca")
	r.keys("a", "ctrl+u").write("klingon!").keys("enter").Says("Enter takes it")
	r.keys("esc", "s").Says("It has no hour yet")
	r.keys("b").Says("It is not scheduled.")
	r.keys("D", "k").keys("D", "D")
	if len(r.posts()) != 0 {
		t.Fatal("the draft is still there")
	}
	r.keys("u")
	if p := r.one(); p.CW != "comida" {
		t.Errorf("brought back %+v", p)
	}
}

func TestEarlierVersionsComeBack(t *testing.T) {
	r := newRig(t)
	r.to(pane.Write{Brand: r.luz.ID}).write("primera").rest()
	r.Advance(2 * time.Minute)
	r.hearOfIt()
	r.write(" y segunda").rest()
	r.keys("esc", "R").Says("Which version?", "primera")
	r.keys("1", "d").Says("y segunda", "gone", "new")
	r.keys("esc", "R", "1", "r").rest().Says("An earlier version is back")
	if got := r.one().Text; got != "primera" {
		t.Errorf("it says %q", got)
	}
}

func TestTheOwnEditor(t *testing.T) {
	r := newRig(t)
	r.out = "desde fuera: HEADER"
	r.to(pane.Write{Brand: r.luz.ID}).write("dentro").keys("esc", "E").rest()
	if got := r.one().Text; got != "desde fuera: # vocero · Panadería Luz\n# @panaderialuz@masto.example" {
		t.Errorf("it says %q", got)
	}
	r.keys("e", "ctrl+_").rest()
	if got := r.one().Text; got != "dentro" {
		t.Errorf("undone it says %q", got)
	}
}
