package twitter_test

import (
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/practice"
	"vocero/accounts/twitter"
)

// TestADayCostsWhatItMust reads and posts against the bill of the practice server, in microdollars: what is read twice on a day and
// who is known already is paid for once.
func TestADayCostsWhatItMust(t *testing.T) {
	s, own, a, secret := started(t, twitter.API2)
	c := opened(t, a, secret, twitter.Options{})
	spent, had := s.Bill(own), map[string]bool{}
	costs := func(doing string, want int64) {
		t.Helper()
		if n := s.Bill(own) - spent; n != want {
			t.Errorf("%s costs %d, want %d", doing, n, want)
		}
		if spent = s.Bill(own); strings.HasPrefix(doing, "a post") || strings.HasPrefix(doing, "an answer") {
			return // A delivery's own cost is not the adapter's to tell.
		}
		sum := accounts.Micros(0)
		for _, x := range c.Charges() {
			if key := x.Item.String() + x.ID; x.ID == "" || !had[key] {
				sum, had[key] = sum+x.Item.Price(), true
			}
		}
		if sum != accounts.Micros(want) {
			t.Errorf("%s is told as %v, want %v", doing, sum, accounts.Micros(want))
		}
	}
	one, two := s.AddStranger("vecina_cara", "Vecina"), s.AddStranger("vecino_caro", "Vecino")
	s.Mention(one, own, practice.Say{Text: "¿Abrís hoy?"})
	s.Mention(two, own, practice.Say{Text: "¿Tenéis centeno?"})
	asked := s.Mention(one, own, practice.Say{Text: "¿Y mañana?"})
	read := func(cursor string, want int) string {
		t.Helper()
		in, err := c.Inbox(t.Context(), cursor, time.Time{})
		if err != nil || len(in.Mentions) != want {
			t.Fatalf("%d mentions, %v", len(in.Mentions), err)
		}
		return in.Cursor
	}
	cursor := read("", 3)
	costs("three mentions by two people", 3*1_000+2*10_000)
	cursor = read(cursor, 0)
	costs("a look into an empty inbox", 0)
	s.Mention(two, own, practice.Say{Text: "¡Gracias!"})
	read(cursor, 1)
	costs("a mention by somebody known", 1_000)
	if _, err := c.Instance(t.Context()); err != nil {
		t.Error(err)
	}
	costs("asking what the server is", 0)
	writes(t, c, costs, asked)
}

// writes posts and answers, and reads what came of it.
func writes(t *testing.T, c *twitter.Client, costs func(string, int64), asked string) {
	t.Helper()
	send := func(text, to string) string {
		t.Helper()
		r, err := c.Send(t.Context(), accounts.Outgoing{Key: text, Text: text, InReplyTo: to, Visibility: accounts.Public, CreatedAt: time.Now()})
		if err != nil {
			t.Fatal(err)
		}
		return r.RemoteID
	}
	mark := send("Hoy, centeno", "")
	costs("a post", 15_000)
	send("La carta: luz.example.com/carta", "")
	costs("a post with a link", 200_000)
	send("@vecina_cara@x.com A las ocho", asked)
	costs("an answer to who asked", 10_000)
	o := accounts.Outgoing{Text: "No está", Visibility: accounts.Public, CreatedAt: time.Now()}
	if found, err := c.Find(t.Context(), o, mark); err != nil || len(found) != 0 {
		t.Error(found, err)
	}
	costs("looking among two own posts", 2*1_000)
	if _, err := c.Read(t.Context(), mark); err != nil {
		t.Error(err)
	}
	costs("reading an own post back", 1_000)
	if got, err := c.Measure(t.Context(), []string{mark}); err != nil || len(got) != 1 || got[0].Values[accounts.Impressions] == 0 {
		t.Errorf("%+v, %v", got, err)
	}
	costs("the figures of one that was read today", 0)
	if _, err := c.Volume(t.Context(), accounts.Search{Words: "centeno"}); err != nil {
		t.Error(err)
	}
	costs("a count", 5_000)
}

// TestWhatMoneyStops: without credit everything waits, and goes on when there is some.
func TestWhatMoneyStops(t *testing.T) {
	s, own, a, secret := started(t, twitter.API2)
	c := opened(t, a, secret, twitter.Options{})
	stranger := s.AddStranger("vecina", "Vecina")
	s.Mention(stranger, own, practice.Say{Text: "Hola"})
	o := accounts.Outgoing{Key: "K", Text: "Hola", Visibility: accounts.Public, CreatedAt: time.Now()}
	stopped := func(doing string, err error, code accounts.Code) {
		t.Helper()
		if e := accounts.AsErr(err); err == nil || e.Class != accounts.OutcomeLimit || e.Code != code {
			t.Errorf("%s: %v", doing, err)
		}
	}
	s.SetCredit(own, 1)
	_, err := c.Send(t.Context(), o)
	stopped("posting without credit", err, accounts.CodeCredit)
	_, err = c.Inbox(t.Context(), "", time.Time{})
	stopped("reading without credit", err, accounts.CodeCredit)
	s.SetCredit(own, 0)
	s.SetDailyPosts(1)
	if _, err := c.Send(t.Context(), o); err != nil {
		t.Error(err)
	}
	o.Text = "Otra vez"
	_, err = c.Send(t.Context(), o)
	stopped("posting too often a day", err, accounts.CodeLimit)
	if wait := time.Until(accounts.AsErr(err).Until); wait < time.Minute || wait > 24*time.Hour {
		t.Errorf("a day's limit ends in %v", wait)
	}
	if in, err := c.Inbox(t.Context(), "", time.Time{}); err != nil || len(in.Mentions) != 1 {
		t.Errorf("%+v, %v", in, err)
	}
}

// TestOnlyWhoAskedIsAnswered: an answer to somebody who did not name the account is refused, and said to be that.
func TestOnlyWhoAskedIsAnswered(t *testing.T) {
	s, own, a, secret := started(t, twitter.API2)
	c := opened(t, a, secret, twitter.Options{})
	stranger := s.AddStranger("vecina", "Vecina")
	alone := s.Mention(stranger, nil, practice.Say{Text: "Hablo sola"})
	quote := s.Quote(stranger, s.Mention(own, nil, practice.Say{Text: "Pan"}), practice.Say{Text: "Mirad esto"})
	o := accounts.Outgoing{Key: "K", Text: "Hola", InReplyTo: alone, Visibility: accounts.Public, CreatedAt: time.Now()}
	if _, err := c.Send(t.Context(), o); accounts.AsErr(err).Code != accounts.CodeUnsummoned || accounts.AsErr(err).Class != accounts.OutcomeRefused {
		t.Errorf("%v", err)
	}
	o.InReplyTo = quote
	if _, err := c.Send(t.Context(), o); err != nil {
		t.Errorf("who quoted: %v", err)
	}
}

// TestAReplyIsHiddenAndShownAgain at the practice server, and what is not below an own post is not.
func TestAReplyIsHiddenAndShownAgain(t *testing.T) {
	s, own, a, secret := started(t, twitter.API2)
	c := opened(t, a, secret, twitter.Options{})
	r, err := c.Send(t.Context(), accounts.Outgoing{Key: "K", Text: "Pan", Visibility: accounts.Public, CreatedAt: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	stranger := s.AddStranger("vecina", "Vecina")
	below := s.Mention(stranger, own, practice.Say{Text: "Malo", InReplyTo: r.RemoteID})
	for _, op := range []accounts.Op{accounts.OpHide, accounts.OpHide, accounts.OpUnhide, accounts.OpUnhide} {
		if _, err := c.Act(t.Context(), accounts.Outgoing{Op: op, Target: below}); err != nil {
			t.Errorf("%s: %v", op, err)
		}
	}
	elsewhere := s.Mention(stranger, own, practice.Say{Text: "Hola"})
	if _, err := c.Act(t.Context(), accounts.Outgoing{Op: accounts.OpHide, Target: elsewhere}); accounts.AsErr(err).Class != accounts.OutcomeRefused {
		t.Errorf("%v", err)
	}
	for _, op := range []accounts.Op{accounts.OpLike, accounts.OpFollow, accounts.OpBlock, accounts.OpReport} {
		if _, err := c.Act(t.Context(), accounts.Outgoing{Op: op, Target: below}); accounts.AsErr(err).Code != accounts.CodeUnsupported {
			t.Errorf("%s: %v", op, err)
		}
	}
}

// TestWhatXDoesNotTake is refused before anything leaves.
func TestWhatXDoesNotTake(t *testing.T) {
	a, _ := play(t)
	c := on(t, a)
	for name, change := range map[string]func(*accounts.Outgoing){
		"a warning": func(o *accounts.Outgoing) { o.CW = "x" }, "a narrow post": func(o *accounts.Outgoing) { o.Visibility = accounts.Unlisted },
		"a quote": func(o *accounts.Outgoing) { o.Quote = "7" }, "several votes": func(o *accounts.Outgoing) { o.Poll = &accounts.Poll{Multiple: true} },
		"a foreign file": func(o *accounts.Outgoing) { o.MediaIDs = []string{"../7"} }, "a foreign parent": func(o *accounts.Outgoing) { o.InReplyTo = "at://7" },
	} {
		o := out("Hola")
		change(&o)
		if _, err := c.Send(t.Context(), o); err == nil || accounts.AsErr(err).Class != accounts.OutcomeRefused || strings.Contains(err.Error(), token) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
