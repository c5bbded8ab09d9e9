package cli

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"os"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/accounts/manual"
	"vocero/ui/pane"
)

// ringing counts the bells that the screens ring.
type ringing struct {
	tea.Model
	bells *int
}

func (r ringing) Update(m tea.Msg) (tea.Model, tea.Cmd) {
	if raw, ok := m.(tea.RawMsg); ok && raw.Msg == "\a" {
		*r.bells++
	}
	next, cmd := r.Model.Update(m)
	return ringing{next, r.bells}, cmd
}

// channelled is a practice desk on which the baker's has channels by hand, and a bell that can be heard.
func channelled(t *testing.T, tag string, w, h int, channels ...string) (x *theatre, as []accounts.Account, bells *int) {
	t.Helper()
	x = newTheatre(t, tag, w, h)
	bells = new(int)
	x.between = func(m tea.Model) tea.Model { return ringing{m, bells} }
	for _, ch := range channels {
		in := accounts.Answers{}.With("channel", ch).With("handle", "luz")
		a, _, err := manual.LogIn(context.Background(), accounts.Account{}, in, manual.Options{Now: x.clock.Now})
		if err != nil {
			t.Fatal(err)
		}
		a.Brand = x.account("luz").Brand
		if a, err = x.d.Store.PutAccount(a); err != nil {
			t.Fatal(err)
		}
		as = append(as, a)
	}
	x.open(tag, w, h)
	return x, as, bells
}

// compose stores a draft and opens it in the composer.
func (x *theatre) compose(text string, targets ...accounts.Account) accounts.Post {
	x.t.Helper()
	p := accounts.Post{Brand: targets[0].Brand, State: accounts.Draft, Text: text, Visibility: accounts.Public, Language: "es"}
	for _, a := range targets {
		p.Targets = append(p.Targets, a.ID)
	}
	p, err := x.d.Store.SavePost(p)
	if err != nil {
		x.t.Fatal(err)
	}
	x.Msg(pane.Open{To: pane.Compose, Arg: pane.Write{Post: p.ID}})
	x.settle()
	return p
}

// TestAPostOnANetworkAndByHand sends one post to two accounts: the one publishes it, of the other the desk reminds.
func TestAPostOnANetworkAndByHand(t *testing.T) {
	x, as, bells := channelled(t, "en", 80, 24, "linkedin")
	in := "@luz@linkedin.com"
	p := x.compose("El lunes abrimos a las ocho #pan", x.account("luz"), as[0])
	x.do("ctrl+s", "W").asked(luz)
	x.letter("p").work(30 * time.Second)
	if got := x.one("luz"); !strings.Contains(got.Text, "abrimos a las ocho") {
		t.Errorf("what arrived is %+v", got)
	}
	x.Says("It is time to publish by hand: Panadería Luz (gf)")
	if *bells != 1 {
		t.Errorf("%d bells", *bells)
	}
	x.do("1").Advance(10 * time.Second)
	x.Says("✎1 by hand (gf)", "✎ 1 by hand", "publish by hand on LinkedIn: "+in)
	x.within(2, func() { x.do("g", "f") }).Says("✎ by hand, now", "y copy", "three to five hashtags").SaysNot("✗")
	x.within(1, func() { x.do("y") }).Says("Copied: the text for " + in)
	if got := x.Clipboard(); got != "El lunes abrimos a las ocho #pan" {
		t.Errorf("the clipboard has %q", got)
	}
	x.do("f").Says("It has no files.")
	x.do("W").Says("This row has nothing to send again.")

	// Nobody and nothing sends it, however long she takes.
	x.work(26 * time.Hour)
	if *bells != 1 || x.all() != 1 {
		t.Errorf("%d bells, %d posts", *bells, x.all())
	}
	x.do("p").Says("Paste the address of the post")
	x.write("no address")
	x.do("enter").Says("want an address that begins with https://")
	x.do("ctrl+u").Msg(tea.PasteMsg{Content: "https://masto.example/@luz/1"})
	x.do("enter").Says("That address is not one of this channel.")
	x.do("k").Says("Paste the address of the post")
	x.Msg(tea.PasteMsg{Content: "https://www.linkedin.com/feed/update/urn:li:share:7/"})
	x.do("enter").Says("Published by hand: " + in)
	x.do("1").SaysNot("by hand (gf)")
	if p, err := x.d.Store.Post(p.ID); err != nil || p.State != accounts.PostPublished {
		t.Errorf("the post is %s: %v", p.State, err)
	}
}

// TestAReminderAtItsHourInSpanish plans a post on a channel, takes it back with u after its hour, and has it come at once.
func TestAReminderAtItsHourInSpanish(t *testing.T) {
	x, as, bells := channelled(t, "es", 120, 40, "newsletter")
	p := x.compose("Boletín de noviembre: abrimos el lunes", as[0])
	w, err := accounts.WhenAt(x.clock.Now().Add(2*time.Hour), "Europe/Madrid")
	if err != nil {
		t.Fatal(err)
	}
	p.When = &w
	if p, err = x.d.Store.SavePost(p); err != nil {
		t.Fatal(err)
	}
	schedule := func(now bool) {
		t.Helper()
		if p, err = x.d.Store.Post(p.ID); err != nil {
			t.Fatal(err)
		}
		cs, fs, err := x.d.Clear(p, now, "")
		if err != nil || cs == nil {
			t.Fatalf("not cleared: %v %v", fs, err)
		}
		if p, _, err = x.d.Store.Schedule(p.ID, p.Revision, cs, accounts.ScheduleOptions{Now: now}); err != nil {
			t.Fatal(err)
		}
		x.settle()
	}
	schedule(false)
	x.do("esc", "esc", "0").Says("a su hora la mesa te avisa, y tú la publicas", "en boletín")
	x.work(time.Hour)
	if *bells != 0 {
		t.Error("the bell rang before the hour")
	}
	x.work(time.Hour+time.Second).Says("Es hora de publicar a mano: Panadería Luz (gf)", "✎ a mano, ahora", "al final está cómo darse de baja")
	x.within(1, func() { x.do("u") })
	if p, err = x.d.Store.Post(p.ID); err != nil || p.State != accounts.Draft {
		t.Fatalf("taken back, the post is %s: %v", p.State, err)
	}
	schedule(true)
	x.work(30 * time.Second).Says("✎ a mano, ahora")
	x.do("g", "g", "p").Says("vacío si no tiene")
	x.do("enter").Says("Publicada a mano: @luz@newsletter")
	if *bells != 2 {
		t.Errorf("%d bells", *bells)
	}
}

// TestTheFilesOfAPostByHand opens the folder of a post with a picture where there is no desktop.
func TestTheFilesOfAPostByHand(t *testing.T) {
	x, as, _ := channelled(t, "en", 80, 24, "instagram")
	p := x.compose("Pan de hoy", as[0])
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	m, err := x.d.Store.AddMedia(p.Brand, "pan de hoy.png", &picture)
	if err != nil {
		t.Fatal(err)
	}
	m.Alt = "Una hogaza"
	p.Media = []accounts.Media{m}
	if p, err = x.d.Store.SavePost(p); err != nil {
		t.Fatal(err)
	}
	x.Msg(pane.Open{To: pane.Compose, Arg: pane.Write{Post: p.ID}})
	x.do("ctrl+s").Says("@luz@instagram.com  (Instagram, by hand)")
	x.do("W").asked("@luz@instagram.com")
	x.letter("p").work(30 * time.Second)
	x.do("g", "f").Says("the files in the order of their names", "each file's alt text")
	x.do("f").Says("The files are here", "hand/")
	ds, err := x.d.Store.DeliveriesOf(p.ID)
	if err != nil {
		t.Fatal(err)
	}
	dir, err := x.d.Store.HandFolder(ds[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir + "/01-pan-de-hoy.png"); err != nil {
		t.Error(err)
	}
}

// TestWhatWasSaidOnAChannelIsTypedInAndAnswered reads a comment elsewhere, pastes it in, and answers it by hand.
func TestWhatWasSaidOnAChannelIsTypedInAndAnswered(t *testing.T) {
	x, _, _ := channelled(t, "en", 80, 24)
	x.do("2", "A").Says("No client has a channel by hand: ga adds one.")
	x, _, _ = channelled(t, "en", 80, 24, "instagram", "board")
	x.do("2", "A").Says("To whom was it said?", "@luz@board")
	x.do("1").Says("Who said it")
	x.do("enter").Says("nobody said it: type a name")
	x.write("@vecina")
	x.do("enter").Says("Type it or paste it.").Msg(tea.PasteMsg{Content: "¿Tenéis roscón\u202e este año?"})
	x.do("enter").Says("may stay empty")
	x.do("enter").Says("Taken in: r answers it.")
	m := x.mention("luz", "Tenéis roscón")
	if m.Author.String() != "@vecina" || strings.ContainsRune(m.Text.String(), '\u202e') || m.Mood != accounts.Question {
		t.Errorf("taken in as %+v", m)
	}
	x.Msg(pane.Open{To: pane.Mentions, Arg: pane.Look{Record: m.ID}})
	x.settle()
	x.do("r").Says("@luz@instagram.com")
	x.write("Sí, desde el 2 de enero.")
	x.do("ctrl+s").asked("@luz@instagram.com")
	x.letter("p").work(30 * time.Second)
	if n := x.all(); n != 0 {
		t.Fatalf("%d posts left", n)
	}
	x.do("g", "f").Says("it is an answer: write it below what it answers")
	x.do("p").Msg(tea.PasteMsg{Content: "https://www.instagram.com/p/A/c/2"})
	x.do("enter").Says("Published by hand: @luz@instagram.com")
	if m, err := x.d.Store.Mention(m.ID); err != nil || m.State != accounts.Done {
		t.Errorf("answered, it is %s: %v", m.State, err)
	}
}

// TestADeskThatOpensDaysLaterReminds plans something on a channel only, and opens the desk ten days after its hour: it is no failure, and
// is not among what was missed.
func TestADeskThatOpensDaysLaterReminds(t *testing.T) {
	x, as, _ := channelled(t, "en", 120, 40, "board")
	p := x.compose("Horno abierto mañana", as[0])
	w, err := accounts.WhenAt(x.clock.Now().Add(time.Hour), "Europe/Madrid")
	if err != nil {
		t.Fatal(err)
	}
	p.When = &w
	if p, err = x.d.Store.SavePost(p); err != nil {
		t.Fatal(err)
	}
	cs, _, err := x.d.Clear(p, false, "")
	if err != nil {
		t.Fatal(err)
	}
	if p, _, err = x.d.Store.Schedule(p.ID, p.Revision, cs, accounts.ScheduleOptions{}); err != nil {
		t.Fatal(err)
	}
	x.restart("en", 240*time.Hour)
	x.work(0)
	for _, d := range x.missed() {
		if d.Post == p.ID {
			t.Error("a reminder was missed")
		}
	}
	x.do("1").Says("publish by hand on notice board: @luz@board")
	if p, err = x.d.Store.Post(p.ID); err != nil || p.State != accounts.PostByHand {
		t.Errorf("the post is %s: %v", p.State, err)
	}
}
