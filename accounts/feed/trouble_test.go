package feed_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/feed"
	"vocero/accounts/practice"
)

// clock is a clock that is set by hand.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func newClock() *clock { return &clock{t: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// statuses are those of the answers that the portal gave, in order.
func (p *portal) statuses() (out []int) {
	for _, r := range p.Requests() {
		out = append(out, r.Status)
	}
	return out
}

// fails hears once and demands an error.
func (p *portal) fails(doing string, class accounts.Outcome, code accounts.Code, says string) {
	p.t.Helper()
	_, err := p.client().Inbox(p.t.Context(), p.last, time.Time{})
	if err == nil {
		p.t.Errorf("%s: no error", doing)
		return
	}
	e := accounts.AsErr(err)
	if e.Class != class || e.Code != code || !strings.Contains(e.Error(), says) || strings.ContainsAny(e.Error(), "?\x1b\n") {
		p.t.Errorf("%s: %s %s %v, want %s %s %q", doing, e.Class, e.Code, err, class, code, says)
	}
}

func TestAFeedThatHasNotChangedIsNotSentAgain(t *testing.T) {
	p := open(t, "/feed", feed.Options{})
	p.say("Uno")
	p.want("the first", "Uno")
	before := p.last
	p.want("nothing")
	if s := p.statuses(); s[len(s)-1] != http.StatusNotModified || p.last != before {
		t.Errorf("the answers are %v; the cursor went from %s to %s", s, before, p.last)
	}
	p.say("Dos")
	p.want("one more", "Dos")
}

func TestAServerThatIsFrozenIsNotBelievedForEver(t *testing.T) {
	c := newClock()
	p := open(t, "/feed", feed.Options{Now: c.now})
	p.say("Uno")
	p.want("the first", "Uno")
	p.Trouble(practice.FeedTrouble{Frozen: true})
	p.say("Dos")
	p.want("frozen")
	c.move(25 * time.Hour)
	p.want("a day later", "Dos")
}

func TestDatesDecideNothingButTheBeginning(t *testing.T) {
	for name, trouble := range map[string]practice.FeedTrouble{
		"none": {NoDates: true}, "in the future": {DateOff: 48 * time.Hour}, "no guid": {NoGUID: true}, "neither": {NoGUID: true, NoDates: true},
		"no validators": {NoValidators: true}, "long ago, when it has begun": {},
	} {
		t.Run(name, func(t *testing.T) {
			for _, path := range []string{"/feed", "/atom.xml", "/feed.json"} {
				p := open(t, path, feed.Options{})
				p.Trouble(trouble)
				p.say("Uno")
				p.want("the first", "Uno")
				if name == "long ago, when it has begun" {
					p.Trouble(practice.FeedTrouble{DateOff: -40 * 24 * time.Hour})
				}
				p.say("Dos")
				p.say("Tres")
				in, err := p.client().Inbox(t.Context(), p.last, time.Time{})
				if err != nil || len(in.Mentions) != 2 || in.Mentions[0].Text.String() != "Dos" {
					t.Fatalf("%s: %v, %+v", path, err, in.Mentions)
				}
				for _, m := range in.Mentions {
					if m.At.IsZero() || m.At.After(time.Now().Add(time.Minute)) {
						t.Errorf("%s: it is of %v", path, m.At)
					}
				}
				p.last = in.Cursor
				p.want("nothing more")
			}
		})
	}
}

func TestAFirstReadingWithoutDatesIsShort(t *testing.T) {
	p := open(t, "/feed", feed.Options{})
	p.Trouble(practice.FeedTrouble{NoDates: true, Items: 60})
	for n := range 60 {
		p.say(fmt.Sprint("Noticia ", n))
	}
	if got := p.hear(); len(got) != 20 || got[19] != "Noticia 59" {
		t.Errorf("%d: %q", len(got), got)
	}
	p.want("the rest is history")
}

func TestWhatLeavesTheFeedAndComesBackIsNoNews(t *testing.T) {
	p := open(t, "/feed", feed.Options{})
	for n := range 10 {
		p.say(fmt.Sprint("Noticia ", n))
	}
	if n := len(p.hear()); n != 10 {
		t.Fatalf("%d arrived", n)
	}
	p.Trouble(practice.FeedTrouble{Items: 3})
	p.want("a short feed")
	p.Trouble(practice.FeedTrouble{})
	p.want("the long one again")
	p.Trouble(practice.FeedTrouble{GUIDs: "tag:new,"})
	p.want("other guids for the same")
	p.say("Diez")
	p.want("and one that is new", "Diez")
}

func TestOneTextInManyEncodings(t *testing.T) {
	for name, trouble := range map[string]practice.FeedTrouble{
		"utf-8": {}, "utf-8, undeclared": {Undeclared: true}, "latin-1": {Latin1: true}, "latin-1, undeclared": {Latin1: true, Undeclared: true},
	} {
		p := open(t, "/feed", feed.Options{})
		p.Trouble(trouble)
		p.say("La panadería «Ñandú» abrió; cigüeñas")
		if got := p.hear(); len(got) != 1 || got[0] != "La panadería «Ñandú» abrió; cigüeñas" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestWhatIsNoFeedIsAnErrorAndLosesNothing(t *testing.T) {
	p := open(t, "/feed", feed.Options{})
	p.say("Uno")
	p.want("the first", "Uno")
	p.say("Dos")
	for name, c := range map[string]struct {
		trouble practice.FeedTrouble
		says    string
	}{
		"a page": {practice.FeedTrouble{HTML: true}, "no feed"}, "broken": {practice.FeedTrouble{Broken: true}, "broken"},
		"deep": {practice.FeedTrouble{Deep: 300}, "deep"}, "very deep": {practice.FeedTrouble{Deep: 100_000}, "deep"},
		"six megabytes": {practice.FeedTrouble{Bytes: 6 << 20}, "5 MB"},
	} {
		p.Trouble(c.trouble)
		p.fails(name, accounts.OutcomeUnknown, accounts.CodeNotServer, c.says)
	}
	p.Trouble(practice.FeedTrouble{})
	for _, c := range []struct {
		fault practice.Fault
		class accounts.Outcome
		code  accounts.Code
	}{
		{practice.Fault{Do: practice.GzipBomb}, accounts.OutcomeUnknown, accounts.CodeNotServer},
		{practice.Fault{Do: practice.Endless}, accounts.OutcomeUnknown, accounts.CodeNotServer},
		{practice.Fault{Do: practice.DeepJSON}, accounts.OutcomeUnknown, accounts.CodeNotServer},
		{practice.Fault{Do: practice.BadJSON}, accounts.OutcomeUnknown, accounts.CodeNotServer},
		{practice.Fault{Do: practice.EmptyAnswer}, accounts.OutcomeUnknown, accounts.CodeNotServer},
		{practice.Fault{Do: practice.HTMLPage, Status: 200}, accounts.OutcomeUnknown, accounts.CodeNotServer},
		{practice.Fault{Do: practice.HTMLPage, Status: 500}, accounts.OutcomeUnknown, accounts.CodeUnknown},
		{practice.Fault{Do: practice.CutAfter}, accounts.OutcomeUnknown, accounts.CodeOffline},
		{practice.Fault{Do: practice.HalfAnswer}, accounts.OutcomeUnknown, accounts.CodeOffline},
		{practice.Fault{Do: practice.HugeHeader}, accounts.OutcomeUnknown, accounts.CodeOffline},
		{practice.Fault{Do: practice.HTMLPage, Status: 404}, accounts.OutcomeRefused, accounts.CodeNotFound},
		{practice.Fault{Do: practice.HTMLPage, Status: 410}, accounts.OutcomeAuth, accounts.CodeNotFound},
		{practice.Fault{Do: practice.HTMLPage, Status: 401}, accounts.OutcomeAuth, accounts.CodeAuth},
		{practice.Fault{Do: practice.HTMLPage, Status: 403}, accounts.OutcomeRefused, accounts.CodeForbidden},
		{practice.Fault{Do: practice.HTMLPage, Status: 429, Header: http.Header{"Retry-After": {"600"}}}, accounts.OutcomeLimit, accounts.CodeLimit},
		{practice.Fault{Do: practice.HTMLPage, Status: 503}, accounts.OutcomeLimit, accounts.CodeLimit},
		{practice.Fault{Do: practice.Redirect, Status: 301, Location: "http://diario.example/feed"}, accounts.OutcomeRefused, accounts.CodeNotServer},
		{practice.Fault{Do: practice.Redirect, Status: 302, Location: "/feed"}, accounts.OutcomeUnknown, accounts.CodeNotServer},
	} {
		mend := p.Fault(c.fault)
		p.fails(fmt.Sprint(c.fault.Do, c.fault.Status), c.class, c.code, "")
		mend()
	}
	p.want("afterwards", "Dos")
}

func TestEntitiesAreNotBelieved(t *testing.T) {
	p := open(t, "/feed", feed.Options{})
	p.Trouble(practice.FeedTrouble{Entities: true})
	p.say("Uno")
	in, err := p.client().Inbox(t.Context(), "", time.Time{})
	if err != nil || len(in.Mentions) != 1 || len(in.Mentions[0].Text.String()) > 100 {
		t.Errorf("%v: %+v", err, in)
	}
}

func TestAFeedThatIsGoneStopsTheAccount(t *testing.T) {
	p := open(t, "/feed", feed.Options{})
	p.Trouble(practice.FeedTrouble{Gone: true})
	p.fails("gone", accounts.OutcomeAuth, accounts.CodeNotFound, "for good")
	if _, err := p.client().Who(t.Context()); accounts.AsErr(err).Class != accounts.OutcomeAuth {
		t.Errorf("tried by hand: %v", err)
	}
	if _, _, err := feed.LogIn(t.Context(), p.acc, accounts.Answers{}.With("url", p.URL()+"/feed"), feed.Options{}); accounts.AsErr(err).Code != accounts.CodeNotFound {
		t.Errorf("logged in again: %v", err)
	}
}

func TestTwoHundredMegabytesAreNotRead(t *testing.T) {
	sent := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", strconv.Itoa(200<<20))
		chunk := []byte(strings.Repeat("<item>", 10_000))
		for range 3500 {
			n, err := w.Write(chunk)
			if sent += n; err != nil {
				return
			}
		}
	}))
	_, _, err := feed.LogIn(t.Context(), accounts.Account{}, accounts.Answers{}.With("url", s.URL), feed.Options{})
	s.Close() // It waits for the handler.
	if accounts.AsErr(err).Code != accounts.CodeNotServer || !strings.Contains(err.Error(), "5 MB") || sent > 20<<20 {
		t.Errorf("%v, %d bytes were sent", err, sent)
	}
}

func TestAPermanentMoveIsRemembered(t *testing.T) {
	p, other := open(t, "/feed", feed.Options{}), open(t, "/feed", feed.Options{})
	p.say("Uno")
	p.want("the first", "Uno")
	for _, text := range []string{"Uno", "Dos"} { // The same items at another place.
		other.say(text)
	}
	p.Trouble(practice.FeedTrouble{Moved: other.URL() + "/feed"})
	if got := p.hear(); !slices.Contains(got, "Dos") {
		t.Errorf("at the new place there are %q", got)
	}
	had := len(p.Requests())
	other.say("Tres")
	p.want("asked there at once", "Tres")
	if n := len(p.Requests()) - had; n != 0 {
		t.Errorf("the old place was asked %d times", n)
	}
	mend := other.Fault(practice.Fault{Do: practice.HTMLPage, Status: 404})
	p.Trouble(practice.FeedTrouble{})
	p.want("back at the old place")
	mend()
	p.say("Cuatro")
	other.say("Cinco")
	p.want("and there it stays", "Cuatro")
}

func TestAFeedIsLeftAlone(t *testing.T) {
	c := newClock()
	p := open(t, "/feed", feed.Options{Now: c.now, Every: 15 * time.Minute})
	had := len(p.Requests())
	p.say("Uno")
	p.want("the first", "Uno")
	p.say("Dos")
	for range 14 {
		c.move(time.Minute)
		p.want("too early")
	}
	if n := len(p.Requests()) - had; n != 1 {
		t.Errorf("%d requests in fourteen minutes", n)
	}
	c.move(6 * time.Minute)
	p.want("after twenty", "Dos")
	c.move(-48 * time.Hour)
	p.want("the clock was set back")
	if n := len(p.Requests()) - had; n != 3 {
		t.Errorf("%d requests in all", n)
	}
	c.move(20 * time.Minute)
	mend := p.Fault(practice.Fault{Do: practice.HTMLPage, Status: 500})
	p.fails("broken", accounts.OutcomeUnknown, accounts.CodeUnknown, "")
	mend()
	p.fails("still said, without a request", accounts.OutcomeUnknown, accounts.CodeUnknown, "")
	if n := len(p.Requests()) - had; n != 4 {
		t.Errorf("%d requests in all", n)
	}
	if _, err := p.client().Who(t.Context()); err != nil {
		t.Errorf("a person's own trial is not held back: %v", err)
	}
	c.move(20 * time.Minute)
	p.want("mended")
}
