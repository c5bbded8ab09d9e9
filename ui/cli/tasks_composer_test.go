package cli

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
)

func TestASnippetIsWrittenAndTyped(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	x.do("'", "p", "c", "esc", ",").Says("Snippets", "new, of this client")
	x.do("n").Says("Abbreviation")
	x.write("hours")
	x.do("enter").Says("SNIPPET", "{name} {handle} {brand}")
	x.write("Open from eight to two, at {brand}.")
	x.do("esc").Says("Kept: type ,hours and a space.")
	x.do("e")
	x.write("Good morning. ,hours")
	x.Says("Tab takes")
	x.write(" Come.")
	x.Says("Good morning. Open from eight to two, at Panadería Luz. Come.")
	xs, err := x.d.Store.Snippets(x.account("luz").Brand)
	if err != nil || len(xs) != 1 || xs[0].Abbr != "hours" {
		t.Errorf("stored are %+v (%v)", xs, err)
	}
	x.do("esc", ",", "D", "1").Says("was removed")
	x.do("u").Says("a removed snippet")
	if xs, err := x.d.Store.Snippets(x.account("sur").Brand); err != nil || len(xs) != 0 {
		t.Errorf("the other client has %+v (%v)", xs, err)
	}
}

func TestHandlesAreCompleted(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	m := x.mention("luz", "gluten free cakes")
	handle := m.Author.String()
	x.do("'", "p", "c")
	x.write("Thanks, " + handle[:4])
	x.Says("Tab takes", handle)
	x.do("tab").SaysNot("Tab takes").Says("Thanks, " + handle)
	x.write("and #")
	x.SaysNot("Tab takes")
	x.write(" :bread")
	x.Says("🍞")
	x.do("down", "enter").Says("🍞")
	x.do("esc").Says("ORDERS")
}

func TestFindingsAreGoneTo(t *testing.T) {
	x := newTheatre(t, "en", 120, 40)
	b := x.brand("luz")
	other := x.d.practice.week.Servers[1]
	brand, err := x.d.Store.Brand(x.account("luz").Brand)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := x.d.AddAccount(t.Context(), brand, accounts.Mastodon, accounts.Answers{}.With("server", other.URL()).With("token", other.AddAccount("luzredes", b.Account.DisplayName).Token)); err != nil {
		t.Fatal(err)
	}
	x.settle()
	x.do("'", "p", "c")
	x.write("Rye today.")
	x.do("esc", "t", "2", "esc", "e", "tab", "tab")
	x.write(strings.Repeat(" And tomorrow.", 400))
	x.Advance(time.Second)
	x.settle()
	x.do("tab").Says("for all")
	x.Advance(time.Second)
	x.settle()
	x.Says("F6 goes there")
	x.do("f6").Says("only on @luzredes")
	x.do("esc", "n")
	x.none()
}

func TestAVersionIsComparedAndBroughtBack(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	x.do("'", "p", "c")
	x.write("Rye bread on Thursday")
	x.Advance(2 * time.Second)
	x.settle()
	x.Advance(2 * time.Minute)
	x.settle()
	x.do("ctrl+w")
	x.write("Friday")
	x.Advance(2 * time.Second)
	x.settle()
	x.do("esc", "R", "1", "d").Says("Thursday", "Friday", "gone", "new")
	x.do("esc", "R", "1", "r").Says("Rye bread on Thursday", "An earlier version is back.")
	x.do("alt+z").Says("Rye bread on Friday")
}

func TestUndoSurvivesClosing(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	x.do("'", "p", "c")
	x.write("One two three")
	x.do("esc", "esc")
	x.do("5", "enter").Says("One two three")
	x.do("alt+z").Says("One two").SaysNot("three")
	x.do("ctrl+r").Says("One two three")
}

func TestACopyIsADraftOfItsOwn(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	before := len(x.drafts("luz"))
	x.do("'", "p", "c")
	x.write("Twice the bread.")
	x.do("esc", "C").Says("Twice the bread.")
	x.write(" And more.")
	x.Advance(2 * time.Second)
	x.settle()
	if n := len(x.drafts("luz")); n != before+2 {
		t.Errorf("there are %d drafts, were %d:\n%s", n, before, x.Screen())
	}
	x.none()
}

func TestPartsOfAThreadAreGoneTo(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	x.do("'", "p", "c")
	x.write("First.\n---\nSecond.\n---\nThird.")
	x.do("ctrl+up", "ctrl+up")
	x.write("Zero. ")
	x.do("ctrl+down")
	x.write("One and a half. ")
	x.Says("Zero. First.", "One and a half. Second.")
	x.do("esc", "P").Says("Which part?", "Third.")
	x.do("3")
	x.write("Last: ")
	x.Says("Last: Third.")
}

func TestAPictureIsLookedAt(t *testing.T) {
	x := newTheatre(t, "en", 120, 40)
	img := image.NewRGBA(image.Rect(0, 0, 64, 64))
	for i := range img.Pix {
		img.Pix[i] = 0xff
	}
	img.Set(1, 1, color.Black)
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "loaf.png")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	x.do("'", "p", "c")
	x.write("Look.")
	x.do("esc", "m")
	x.write(path)
	x.do("enter").Says("Describe it", "▀▀▀▀")
	x.write("A loaf")
	x.do("enter", "M", "1", "p").Says("▀▀▀▀", "A loaf")
	x.do("esc", "ctrl+s").Says("▀▀▀▀", "A loaf")
}
