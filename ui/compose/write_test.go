package compose_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/store"
	"vocero/ui/compose"
	"vocero/ui/pane"
	"vocero/ui/uitest"
)

func TestAReplyStaysWithItsAccountAndItsReaders(t *testing.T) {
	r := newRig(t)
	m := r.hear("77", "¿Abrís?", accounts.Followers)
	r.to(pane.Write{Mention: m.ID}).write("Sí").keys("esc")
	seen := map[accounts.Visibility]bool{}
	for range 5 {
		r.keys("v").rest()
		seen[r.one().Visibility] = true
	}
	if seen[accounts.Public] || seen[accounts.Unlisted] || !seen[accounts.Followers] || !seen[accounts.Direct] {
		t.Errorf("it could be seen by %v", seen)
	}
	r.keys("t")
	r.Says("A reply leaves only from the account addressed.")
	if p := r.one(); len(p.Targets) != 1 || p.Targets[0] != r.pan.ID {
		t.Errorf("it leaves from %v", p.Targets)
	}
	d := r.hear("78", "Solo para ti", accounts.Direct)
	r.to(pane.Write{Mention: d.ID}).write("Vale").keys("esc", "v")
	r.Says("It can be seen by nobody else")
}

func TestReplyingAgainGoesOnWithTheDraft(t *testing.T) {
	r := newRig(t)
	m := r.hear("77", "¿Abrís?", accounts.Public)
	r.to(pane.Write{Mention: m.ID}).write("Sí, desde").keys("esc", "esc")
	r.SaysNot("Reply to")
	r.to(pane.Write{Mention: m.ID}).write(" las ocho").rest()
	if p := r.one(); p.Text != "@eva@otro.example @leo@otro.example Sí, desde las ocho" {
		t.Errorf("the draft says %q", p.Text)
	}
}

func TestAnAnswerFromElsewhereIsShownBeforeSending(t *testing.T) {
	r := newRig(t)
	m := r.hear("77", "¿Abrís?", accounts.Public)
	r.to(pane.Write{Mention: m.ID}).write("Sí").rest()
	r.Says("the conversation is being read").SaysNot("answered already")
	if err := r.s.PutThread(accounts.Thread{Account: r.pan.ID, Root: "77", Read: monday, Said: []accounts.Said{
		{RemoteID: "78", Author: accounts.LineText("@panaderialuz@masto.example"), Own: true, Text: accounts.BlockText("Claro"), InReplyTo: "77", At: monday}}}); err != nil {
		t.Fatal(err)
	}
	r.rest().Says("this account answered already", "Claro").SaysNot("is being read")
	r.keys("ctrl+s").Says("Who speaks?", "this account answered already")
	r.keys("esc").Says("WRITING")
	if len(r.deliveries()) != 0 {
		t.Error("it left without the letter")
	}
}

func TestWhatIsTooLongSendsNothingAndTheCaretGoesThere(t *testing.T) {
	r := newRig(t)
	r.to(pane.Write{Brand: r.luz.ID})
	r.Paste("Corto.\n---\n" + strings.Repeat("abcdefghi ", 60))
	r.rest().keys("ctrl+home", "ctrl+s", "+")
	r.Says("Nothing leaves yet").SaysNot("Who speaks?")
	if len(r.deliveries()) != 0 || r.one().When != nil {
		t.Fatal("it left, or took a slot")
	}
	r.keys("e").write("X").rest()
	text := r.one().Text
	if at := strings.Index(text, "X"); at != len("Corto.\n---\n")+500 {
		t.Errorf("the caret stood at %d of %q", at, text)
	}
}

func TestAThreadLeavesInParts(t *testing.T) {
	r := newRig(t)
	r.to(pane.Write{Brand: r.luz.ID}).write("uno\n---\ndos\n---\ntres").rest()
	r.Says("thread of 3: 3·3·4")
	r.keys("ctrl+s", "W").Says("a thread of 3")
	r.keys("p")
	if ds := r.deliveries(); len(ds) != 3 || ds[0].Parts != 3 {
		t.Errorf("it leaves as %+v", ds)
	}
}

func TestEveryAccountCanHaveItsOwnText(t *testing.T) {
	r := newRig(t)
	r.to(pane.Write{Brand: r.luz.ID}).write("Pan").keys("esc", "t", "2", "esc", "tab", "tab")
	r.Says("as for all, on @luz@otra.example", "LUZ · CLIENT · @luz@otra.example +1")
	r.keys("e").write(" y más").rest()
	r.Says("only on @luz@otra.example", "9/200")
	r.keys("tab").Says("for all", "3/500")
	p := r.one()
	if p.Text != "Pan" || p.TextFor(r.otra.ID) != "Pan y más" || p.TextFor(r.pan.ID) != "Pan" {
		t.Fatalf("the texts are %+v", p)
	}
	r.keys("ctrl+s").Says("@luz@otra.example 9/200", "Pan y más", "@panaderialuz@masto.example 3/500")
	r.keys("+", "p")
	ds := r.deliveries()
	if len(ds) != 2 || ds[0].Digest == ds[1].Digest {
		t.Errorf("cleared as %+v", ds)
	}
	r.to(pane.Write{Brand: r.luz.ID}).write("Pan").keys("esc", "t", "2", "esc", "tab", "tab", "e").write("!").keys("esc", "t", "2", "esc").rest()
	for _, p := range r.posts() {
		if p.State.Open() && (len(p.Versions) != 0 || len(p.Targets) != 1) {
			t.Errorf("the text of an account that is no target stays: %+v", p)
		}
	}
	r.Says("3/500")
}

func TestASaveThatFailsKeepsTheText(t *testing.T) {
	r := newRig(t)
	r.broken = errors.New("writing the store: no space left; free some")
	r.to(pane.Write{Brand: r.luz.ID}).write("no se pierde").rest()
	r.Says("no se pierde", "✗ not on disk", "no space left", "trying again")
	ps, err := store.RecoverDrafts(r.home)
	if err != nil || len(ps) != 1 || ps[0].Post.Text != "no se pierde" {
		t.Fatalf("the journal holds %+v (%v)", ps, err)
	}
	r.keys("ctrl+s", "+").SaysNot("Who speaks?")
	r.keys("esc", "esc").Says("ORDERS")
	r.broken = nil
	r.rest().rest().Says("✓ kept").SaysNot("not on disk")
	if r.one().Text != "no se pierde" {
		t.Error("it was not tried again")
	}
}

func TestWhatIsOnItsWayAlreadyIsNotTouched(t *testing.T) {
	r := newRig(t)
	r.to(pane.Write{Brand: r.luz.ID}).write("Hola").rest()
	sent := r.one()
	f := must(r.s.Facts(sent, monday))(t)
	f.Immediate = true
	c, stand := guard.Clear(sent, f, r.pan.ID, nil)
	if len(stand) > 0 {
		t.Fatal(stand)
	}
	if _, _, err := r.s.Schedule(sent.ID, sent.Revision, []guard.Clearance{c}, accounts.ScheduleOptions{Now: true}); err != nil {
		t.Fatal(err)
	}
	r.Type(" y adiós").Advance(2 * time.Second)
	r.hearOfIt()
	ps := r.posts()
	if len(ps) != 2 {
		t.Fatalf("posts: %+v", ps)
	}
	for _, p := range ps {
		if p.ID == sent.ID && p.Text != "Hola" || p.ID != sent.ID && (p.Text != "Hola y adiós" || p.State != accounts.Draft) {
			t.Errorf("stored %+v", p)
		}
	}
	r.Says("It was on its way already")
}

func TestAPostOnItsWayIsShownAndTakenBack(t *testing.T) {
	r := newRig(t)
	r.to(pane.Write{Brand: r.luz.ID}).write("Hola").keys("ctrl+s", "+", "p")
	p := r.one()
	r.to(pane.Write{Post: p.ID})
	r.Says("ONLY SHOWN", "It is scheduled. b takes it back", "Hola")
	r.keys("x", "e", "w").Says("only a draft can be changed")
	r.keys("b").rest().Says("It is a draft again")
	r.keys("e", "end").write("!").rest()
	if p := r.one(); p.State != accounts.Draft || p.Text != "Hola!" {
		t.Errorf("taken back as %+v", p)
	}
}

func TestAChangeFromElsewhereIsShownButNeverOverTyping(t *testing.T) {
	r := newRig(t)
	r.to(pane.Write{Brand: r.luz.ID}).write("Hola").rest()
	p := r.one()
	p.Text = "Desde la orden"
	p = must(r.s.SavePost(p))(t)
	r.hearOfIt()
	r.Says("Desde la orden", "It was changed meanwhile")
	r.Type("X")
	p.Text = "otra vez"
	must(r.s.SavePost(p))(t)
	r.rest()
	if got := r.one().Text; strings.Replace(got, "X", "", 1) != "Desde la orden" || !strings.Contains(got, "X") {
		t.Errorf("typed over: %q", got)
	}
	if err := r.s.RemovePost(p.ID); err != nil {
		t.Fatal(err)
	}
	r.hearOfIt()
	r.Says("The draft was removed")
	r.write("Y").rest()
	if got := r.one(); got.ID == p.ID || !strings.Contains(got.Text, "Y") {
		t.Errorf("after the removal: %+v", got)
	}
}

func TestAClientWithoutAccountWritesButSendsNothing(t *testing.T) {
	r := newRig(t)
	b := must(r.s.PutBrand(accounts.Brand{Name: "Bar Norte", Letter: "b", Zone: "Europe/Madrid"}))(t)
	r.hearOfIt()
	r.to(pane.Write{Brand: b.ID}).write("Hoy").keys("ctrl+s", "W").rest()
	r.Says("no account yet · NOBODY SPEAKS", "no account is chosen").SaysNot("Who speaks?")
	if r.one().Text != "Hoy" {
		t.Error("the text is not kept")
	}
}

func TestAFailureOfTheTextBeforeIsHeardOf(t *testing.T) {
	r := newRig(t)
	r.to(pane.Write{Brand: r.luz.ID}).Type("uno")
	r.broken = errors.New("store gone")
	r.to(pane.Write{Brand: r.kine.Brand})
	r.Says("saving the draft: store gone")
	if ps, err := store.RecoverDrafts(r.home); err != nil || len(ps) != 1 || ps[0].Post.Text != "uno" {
		t.Errorf("the journal holds %+v (%v)", ps, err)
	}
}

func TestNoClientNoText(t *testing.T) {
	r := newRig(t)
	r.to(pane.Write{})
	r.Says("Who is to speak?", "Kine Sur")
	r.keys("esc").Says("No text is open")
	r.keys("esc")
	r.keys("c", "k").Says("@kinesur@masto.example", "WRITING")
}

func TestKeysOfAModeAreNotTheOnesOfAnother(t *testing.T) {
	r := newRig(t)
	global := []string{"u", "f9", ":", "?", "f1", "! !", "f8", "ctrl+z"}
	modes := map[string][]string{"writing": nil, "orders": {"esc"}, "polling": {"esc", "o"}, "reviewing": {"ctrl+s"}}
	for name, keys := range modes {
		r.to(pane.Write{Brand: r.luz.ID}).write("a").keys(keys...)
		seen := slices.Clone(global)
		for _, a := range r.composer.Actions() {
			if a.Help == "" || a.Label == "" || a.Run == nil || strings.Contains("xyq", a.Key()) && a.Key() != "q" {
				t.Errorf("%s: %s is not whole: %+v", name, a.Key(), a)
			}
			for _, k := range a.Keys {
				s := strings.Join(k, " ")
				if slices.Contains(seen, s) {
					t.Errorf("%s: %q means two things", name, s)
				}
				if r.composer.Typing() && !a.Typing {
					t.Errorf("%s: %q cannot run while typing", name, s)
				}
				seen = append(seen, s)
			}
		}
	}
}

func TestTheMouseMovesTheCaretAndSendsNothing(t *testing.T) {
	r := newRig(t)
	r.to(pane.Write{Brand: r.luz.ID}).write("hola\nadiós")
	r.Click(2, 3).Wheel(5, 5, 1).Type("X")
	r.rest()
	if got := r.one().Text; got != "hoXla\nadiós" {
		t.Errorf("the caret was put elsewhere: %q", got)
	}
	r.keys("esc")
	r.Paste("nada").Says("Pasted text goes into the composer")
	r.keys("ctrl+s").Wheel(5, 5, 3)
	r.Says("hoXla")
}

// BenchmarkKeyToFrame types into a post of 5,000 graphemes and draws each frame.
func BenchmarkKeyToFrame(b *testing.B) {
	home := b.TempDir()
	clock := uitest.NewClock(monday)
	s := must(store.Open(home, store.Options{Now: clock.Now, NoSync: true}))(b)
	defer func() { _ = s.Close() }()
	luz := must(s.PutBrand(accounts.Brand{Name: "Luz", Letter: "p", Zone: "Europe/Madrid"}))(b)
	must(s.PutAccount(accounts.Account{Brand: luz.ID, Network: accounts.Mastodon, Server: "https://masto.example", Host: "masto.example", RemoteID: "1", User: "luz",
		Instance: accounts.Instance{Limits: accounts.Limits{Chars: 500, Count: accounts.CountRule{URLWeight: 23, MentionsShort: true}}}}))(b)
	p := compose.New(s, compose.Options{Now: clock.Now, After: clock.After})
	p.SetSize(120, 37)
	var take func(c tea.Cmd)
	take = func(c tea.Cmd) {
		if c == nil {
			return
		}
		switch m := c().(type) {
		case tea.BatchMsg:
			for _, c := range m {
				take(c)
			}
		case pane.Result:
			take(p.Update(m.Msg))
		}
	}
	take(p.Show(pane.Scope{Arg: pane.Write{Brand: luz.ID, Text: strings.Repeat("pan 👩‍🍳 y más ", 5000/12)}}))
	f := frame()
	var worst []time.Duration
	for b.Loop() {
		at := time.Now()
		p.Update(tea.KeyPressMsg{Code: 'a', Text: "a"})
		p.View(f)
		worst = append(worst, time.Since(at))
	}
	slices.Sort(worst)
	b.ReportMetric(float64(worst[len(worst)/2].Microseconds()), "p50-µs/key")
	b.ReportMetric(float64(worst[len(worst)*99/100].Microseconds()), "p99-µs/key")
}
