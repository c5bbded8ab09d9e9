package cli

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestAThreadArrivesInItsOrder(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	x.do("'", "p", "c")
	x.write("First, flour.\n---\nSecond, water.\n---\nThird, patience.")
	x.do("ctrl+s").Says("First, flour.", "Third, patience.")
	x.do("W").asked(luz).Says("a thread of 3")
	x.letter("p")
	for range 6 {
		x.work(30 * time.Second)
	}
	got := x.arrived("luz")
	if len(got) != 3 {
		t.Fatalf("%d posts arrived, want 3:\n%s", len(got), x.Screen())
	}
	for i, want := range []string{"First, flour.", "Second, water.", "Third, patience."} {
		if got[i].Text != want || i > 0 && got[i].InReplyToID != got[i-1].ID {
			t.Errorf("part %d is %+v", i+1, got[i])
		}
	}
}

func TestPollAndWarning(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	x.do("'", "p", "c")
	x.write("Which bread tomorrow?")
	x.do("esc", "o")
	x.write("Rye\nWheat\nBoth")
	x.do("ctrl+s").Says("How long is the poll open?")
	x.do("5", "1", "w")
	x.write("bread")
	x.do("enter", "ctrl+s").Says("Rye", "Wheat", "Both", "bread")
	x.do("W").asked(luz)
	x.letter("p").work(30 * time.Second)
	got := x.one("luz")
	if got.SpoilerText != "bread" || strings.Join(got.PollOptions, ",") != "Rye,Wheat,Both" || got.Text != "Which bread tomorrow?" {
		t.Errorf("what arrived is %+v", got)
	}
}

func TestMediaWithItsDescription(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, 40, 30))); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "loaf.png")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	x.do("'", "p", "c")
	x.write("Look at this one.")
	x.do("esc", "m")
	x.write(path)
	x.do("enter").Says("loaf.png")
	x.write("A round loaf on a wooden board")
	x.do("enter", "ctrl+s").Says("A round loaf on a wooden board")
	x.do("W").asked(luz).Says("1 file")
	x.letter("p").work(30 * time.Second).work(30 * time.Second)
	got := x.one("luz")
	if len(got.MediaIDs) != 1 {
		t.Fatalf("what arrived is %+v", got)
	}
	snap, err := x.brand("luz").Server.Snapshot()
	if err != nil || !bytes.Contains(snap, []byte("A round loaf on a wooden board")) {
		t.Errorf("the description did not arrive (%v)", err)
	}
}

func TestATextSurvivesAKill(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	x.do("'", "k", "c")
	x.write("Half a sentence that nobody sav")
	x.Advance(time.Second)
	x.settle()
	x.open("en", 80, 24) // As after kill -9: nothing was closed or said goodbye to.
	x.Says("Half a sentence that nobody sav", kine)
	x.write("ed")
	x.Says("Half a sentence that nobody saved")
	if c := x.Cursor(); c == nil {
		t.Error("the caret is not in the text")
	}
}

func TestAReplySurvivesAKillWithItsAccount(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	m := x.at("luz", "gluten free cakes")
	x.do("r")
	x.write("We can, from eight")
	x.Advance(time.Second)
	x.settle()
	x.open("en", 80, 24)
	x.Says("We can, from eight", luz)
	x.write(" people on.")
	x.do("ctrl+s").asked(luz)
	x.letter("p").work(30 * time.Second)
	if got := x.one("luz"); got.InReplyToID != m.StatusID || !strings.HasSuffix(got.Text, "We can, from eight people on.") {
		t.Errorf("what arrived is %+v", got)
	}
}

func TestSearchInMentions(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	x.do("2", "/")
	x.write("croissant")
	x.do("enter").Says("/croissant", "1 found", "@bea@elsewhere").SaysNot("You're stars")
	x.do("esc").Says("You're stars")
}

func TestOfflineIsNormal(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	if err := x.d.practice.close(); err != nil {
		t.Fatal(err)
	}
	x.do("2", "x").Says("Mentions·44")
	x.do("u").Says("Mentions·45")
	x.at("luz", "gluten free cakes")
	x.do("r")
	x.write("Yes, for twelve.")
	x.do("ctrl+s").asked(luz)
	x.letter("p")
	x.do("'", "k", "c")
	x.write("Saturdays from December.")
	x.do("ctrl+s", "W").asked(kine)
	x.letter("k")
	for range 3 {
		x.work(time.Minute)
	}
	x.do("'", "*", "0").Says("reply: @owen_k", "Saturdays from December.").SaysNot("✓ verified")
	var err error
	if x.d.practice, err = rehearse(x.d); err != nil {
		t.Fatal(err)
	}
	for range 6 {
		x.work(2 * time.Minute)
	}
	if got := x.one("luz"); !strings.HasSuffix(got.Text, "Yes, for twelve.") {
		t.Errorf("what arrived is %+v", got)
	}
	if got := x.one("sur"); got.Text != "Saturdays from December." {
		t.Errorf("what arrived is %+v", got)
	}
	x.Says("✓ verified")
}
