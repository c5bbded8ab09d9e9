package replies_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/ui/pane"
	"vocero/ui/replies"
)

// published and refused are ends of an attempt.
func (r *rig) published() accounts.Resolution {
	return accounts.Resolution{To: accounts.Published, Outcome: accounts.OutcomeDone, Status: 200, Receipt: &accounts.Receipt{RemoteID: "77", URL: "https://masto.example/@panaderialuz/77", At: r.at}}
}

func (r *rig) refused() accounts.Resolution {
	return accounts.Resolution{To: accounts.Failed, Outcome: accounts.OutcomeRefused, Status: 422, Fault: &accounts.Fault{Code: accounts.CodeRefused, Detail: accounts.LineText("Validation failed"), At: r.at}}
}

// busy are four answers: out, failed, leaving, being written.
func busy(t *testing.T, w, h int) *rig {
	r := open(t, w, h)
	_, p := r.answer("¿Hay roscón?", "Sí, desde el viernes")
	r.ends(r.send(p), r.published())
	_, p = r.answer("¿Y sin gluten?", "También")
	r.ends(r.send(p), r.refused())
	_, p = r.answer("¿Abrís hoy?", "Hasta las dos")
	r.send(p)
	r.at = r.at.Add(6 * time.Second)
	r.answer("¿Precio de la hogaza?", "Te lo miro\nahora mismo")
	r.show(pane.Scope{})
	return r
}

func TestEverySectionHasItsReplies(t *testing.T) {
	for _, size := range [][2]int{{60, 17}, {80, 21}, {110, 30}, {120, 37}} {
		r := busy(t, size[0], size[1])
		r.has(r.screen(size[0], size[1]), "Writing·1", "p … draft", "@eva", "Te lo miro", "Leaving·1", "p » scheduled    in 13 s", "Waiting for them·1", "p ✓ published", "Failed·1", "p ✗ failed", "También")
		r.tag = "es"
		r.has(r.screen(size[0], size[1]), "Escribiendo·1", "p … borrador", "Saliendo·1", "p » programada   en 13 s", "Les toca a ellos·1", "p ✓ publicada", "Con fallo·1", "p ✗ fallida")
	}
}

func TestTheSecondsRun(t *testing.T) {
	r := busy(t, 80, 21)
	r.at = r.at.Add(12 * time.Second)
	r.has(r.screen(80, 21), "in 1 s")
	r.press("j", "enter")
	r.has(r.screen(80, 21), "scheduled · leaves in 1 s; u takes it back")
	r.at = r.at.Add(time.Second)
	r.press("esc")
	r.has(r.screen(80, 21), "p » scheduled    now")
}

func TestTheReplyInFull(t *testing.T) {
	r := busy(t, 80, 21)
	r.press("G", "enter")
	r.has(r.screen(80, 21), "Reply", "from @panaderialuz@masto.example", "✗ failed", "the network refuses it (Validation failed); change", "W sends it again", "@eva@otro.example", "¿Y sin gluten?",
		"we say · unlisted", "│ También", "t reads the conversation")
	r.press("esc", "k", "enter")
	r.has(r.screen(80, 21), "✓ published · Mon 23 Nov 09:00", "https://masto.example/@panaderialuz/77", "│ Sí, desde el viernes")
	r = busy(t, 120, 37)
	r.has(r.screen(120, 37), "… draft · e goes on writing", "│ Te lo miro", "│ ahora mismo")
}

func TestDraftsGoOnInTheComposer(t *testing.T) {
	for _, key := range []string{"enter", "e"} {
		r := busy(t, 80, 21)
		r.press(key)
		w := r.last().(pane.Open)
		p, err := r.s.Post(w.Arg.(pane.Write).Post)
		if err != nil || w.To != pane.Compose || p.Text != "Te lo miro\nahora mismo" {
			t.Errorf("%s opens %+v: %+v, %v", key, w, p, err)
		}
	}
	r := busy(t, 80, 21)
	r.press("j")
	if why := r.press("e"); !strings.Contains(why, "It is on its way") {
		t.Errorf("what is leaving is written on: %q", why)
	}
	r.press("j", "e")
	if w := r.last().(pane.Open).Arg.(pane.Write); w.Mend == "" || w.Post != "" {
		t.Errorf("what is out is not mended: %+v", w)
	}
	r.press("j", "e")
	if w := r.last().(pane.Open).Arg.(pane.Write); w.Post == "" {
		t.Errorf("what failed is not opened: %+v", w)
	}
}

func TestSendingAgainAsksTheLetter(t *testing.T) {
	r := busy(t, 80, 21)
	for _, key := range []string{"j", "j"} {
		if why := r.press("W"); why != "Nothing of it has to be sent again." {
			t.Errorf("W: %q", why)
		}
		r.press(key)
	}
	r.press("j", "W")
	c := r.last().(pane.Confirm)
	v := c.Review
	if v.Brand != r.brand.ID || len(v.Accounts) != 1 || v.Accounts[0].ID != r.account.ID || v.Op != accounts.OpPost || !v.Reply || v.Visibility != accounts.Unlisted || v.Text != "También" ||
		v.Target.String() != "@eva@otro.example" {
		t.Errorf("the review is %+v", v)
	}
	state := func() accounts.PostState {
		ps, _, err := r.s.Posts(accounts.PostQuery{Search: "También"}, "", 1)
		r.must(err)
		return ps[0].State
	}
	if state() != accounts.PostFailed {
		t.Fatal("it was sent before the letter")
	}
	r.run(c.Then("p"))
	if state() != accounts.PostScheduled {
		t.Errorf("after the letter it is %v", state())
	}
	r.show(pane.Scope{})
	r.has(r.screen(80, 21), "Leaving·2", "También")
}

func TestDoneEndsTheMention(t *testing.T) {
	r := busy(t, 80, 21)
	r.press("x")
	m := r.p
	ms, err := r.s.MentionPage(accounts.MentionQuery{State: accounts.Done, Search: "hogaza"}, "", 5)
	if err != nil || len(ms.Items) != 1 {
		t.Errorf("the mention is not done: %+v, %v", ms, err)
	}
	r.show(pane.Scope{})
	if why := r.press("x"); why != "The mention is done already." {
		t.Errorf("x again: %q", why)
	}
	if b, a := m.Speaks(); b != r.brand.ID || a != r.account.ID {
		t.Errorf("%s %s speaks", b, a)
	}
}

func TestTheConversationIsAskedForAndShown(t *testing.T) {
	r := busy(t, 80, 21)
	r.press("t")
	rs, err := r.s.Requests()
	if err != nil || len(rs) != 1 || rs[0].What != accounts.RequestThread || rs[0].Account != r.account.ID {
		t.Fatalf("requested is %+v, %v", rs, err)
	}
	r.has(r.screen(80, 21), "¿Precio de la hogaza?", "It is being read anew")
	r.at = r.at.Add(time.Second)
	r.must(r.s.PutThread(accounts.Thread{Account: r.account.ID, Root: rs[0].Arg, Read: r.at, Gone: true, Fault: &accounts.Fault{Code: accounts.CodeNotFound}, Said: []accounts.Said{
		{RemoteID: rs[0].Arg, Author: accounts.LineText("@eva@otro.example"), Text: accounts.BlockText("¿Precio?"), CW: accounts.LineText("dinero")},
		{RemoteID: "s9", InReplyTo: rs[0].Arg, Own: true, Author: accounts.LineText("@panaderialuz@masto.example"), Text: accounts.BlockText("Tres euros"), At: r.at}}}))
	r.show(pane.Scope{})
	s := r.screen(80, 21)
	r.has(s, "⚠ answered already from this account", "✗ It was deleted on the network", "✗ it is not there any more", "Conversation", "▸ @eva@otro.example: CW dinero", "» @panaderialuz@masto.example: Tres euros")
	if strings.Contains(s, "being read anew") {
		t.Errorf("what came is still awaited:\n%s", s)
	}
	r.screen(60, 8)
	before := r.screen(60, 8)
	r.press("j", "j")
	if r.screen(60, 8) == before {
		t.Error("j does not scroll the text")
	}
	r.press("G", "k", "g g")
	if r.screen(60, 8) != before {
		t.Error("gg does not go back to its top")
	}
}

func TestOpenOffersOurAnswerAndTheirs(t *testing.T) {
	r := busy(t, 80, 21)
	r.press("o")
	r.press("j", "j", "o")
	ask := r.last().(pane.Choose)
	ask.Then(0)
	ask.Then(1)
	if len(r.went) != 3 || !strings.HasPrefix(r.went[0], "https://otro.example/") || r.went[1] != "https://masto.example/@panaderialuz/77" || !strings.HasPrefix(r.went[2], "https://otro.example/") {
		t.Errorf("the browser was sent to %q", r.went)
	}
}

func TestLookAndMouse(t *testing.T) {
	r := busy(t, 80, 21)
	ms, err := r.s.MentionPage(accounts.MentionQuery{Any: true, Search: "gluten"}, "", 1)
	r.must(err)
	r.show(pane.Scope{Arg: pane.Look{Record: ms.Items[0].ID}})
	if why := r.press("W"); why != "" {
		t.Errorf("the reply to the mention looked for is not selected: %q", why)
	}
	for _, c := range []struct {
		y    int
		want string
	}{{1, "draft"}, {4, "scheduled"}, {3, "scheduled"}, {7, "published"}, {40, "published"}} {
		r.run(r.p.Click(3, c.y))
		r.screen(120, 37)
		r.show(pane.Scope{})
		if s := r.screen(120, 37); !strings.Contains(s[strings.Index(s, "│ "):], "│ "+map[string]string{"draft": "…", "scheduled": "»", "published": "✓"}[c.want]+" "+c.want) {
			t.Errorf("a click on line %d does not select the %s one:\n%s", c.y, c.want, s)
		}
	}
	r.run(r.p.Wheel(-9))
	if why := r.press("e"); why != "" {
		t.Errorf("the wheel does not go to the first: %q", why)
	}
}

func TestAShortScreenScrollsToTheSelection(t *testing.T) {
	r := open(t, 60, 5)
	for range 12 {
		r.answer("hola", "respuesta")
	}
	_, p := r.answer("hola", "la última")
	r.send(p)
	r.show(pane.Scope{})
	r.press("G")
	r.has(r.screen(60, 5), "Leaving·1", "la última")
	r.press("g g")
	r.has(r.screen(60, 5), "Writing·12", "respuesta")
}

func TestNothingUnderWaySaysWhatToDo(t *testing.T) {
	r := open(t, 80, 21)
	r.show(pane.Scope{})
	r.has(r.screen(80, 21), "No answer is being written or under way.")
	for _, key := range []string{"e", "enter", "W", "x", "t", "o", "z"} {
		if why := r.press(key); why != "There is no answer here." {
			t.Errorf("%s: %q", key, why)
		}
	}
	if b, a := r.p.Speaks(); b != "" || a != "" {
		t.Errorf("%s %s speaks for nothing", b, a)
	}
}

// broken is a desk whose disk is gone.
type broken struct{ replies.Desk }

func (broken) Posts(accounts.PostQuery, accounts.Cursor, int) ([]accounts.Post, accounts.Cursor, error) {
	return nil, "", errors.New("disk gone")
}

func TestAFailedReadingIsSaid(t *testing.T) {
	r := busy(t, 80, 21)
	r.p = r.pane(broken{r.s}, r.s)
	r.p.SetSize(80, 21)
	r.show(pane.Scope{})
	if m, ok := r.last().(pane.Failed); !ok || m.Doing != "reading the replies" {
		t.Errorf("said was %#v", r.said)
	}
}

func TestHostileRepliesStayInTheirCells(t *testing.T) {
	for _, bad := range []string{"\x1b[2J\x1b[H", "a\u202eb\u2066c", strings.Repeat("e\u0301\u0301\u0301", 300), "👨‍👩‍👧\t\r\x07", strings.Repeat("漢", 500), "\u200b"} {
		r := open(t, 80, 21)
		r.answer("x"+bad, bad+"y")
		r.show(pane.Scope{})
		for _, size := range [][2]int{{1, 1}, {60, 17}, {120, 37}} {
			for _, s := range []string{r.screen(size[0], size[1]), func() string { r.press("t"); return r.screen(size[0], size[1]) }()} {
				if strings.ContainsFunc(s, func(c rune) bool { return c < ' ' && c != '\n' || c >= 0x7f && c < 0xa0 || c >= 0x202a && c <= 0x202e }) {
					t.Errorf("a control character reached the screen: %q", s)
				}
			}
			r.press("esc")
		}
	}
}
