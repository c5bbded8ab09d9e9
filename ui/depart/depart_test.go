package depart

import (
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/ui/draft"
	"vocero/ui/lang"
	"vocero/ui/pane"
	"vocero/ui/theme"
)

var noon = time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)

// screen is a text that is about to leave; what the desk asks of its host is counted.
type screen struct {
	*Desk
	heeded  []accounts.Finding
	stopped int
	gone    int
	retried int
	seq     uint64
}

func newScreen() *screen {
	s := &screen{seq: 4}
	x := &draft.Sheet{Post: accounts.Post{ID: "p1", Brand: "luz", Text: "Hoy", Targets: []accounts.ID{"a1", "a2"}, Visibility: accounts.Public},
		Facts: guard.Facts{Brand: accounts.Brand{ID: "luz", Name: "Panadería Luz"}, Accounts: []accounts.Account{{ID: "a1", User: "luz", Host: "masto.example"}, {ID: "a2", User: "luz", Host: "otra.example"}}}}
	s.Desk = &Desk{Host: Host{Sheet: x, Now: func() time.Time { return noon }, Keeper: func() *draft.Keeper { return nil }, Text: func() (accounts.Post, uint64) { return x.Post, s.seq },
		Next: func() uint64 { s.seq++; return s.seq }, My: func(work func() tea.Msg) tea.Cmd { return work }, Stored: func(draft.Stored) tea.Cmd { return nil },
		Retry: func() tea.Cmd { s.retried++; return nil }, Heed: func(fs []accounts.Finding) { s.heeded = fs }, Stopped: func() { s.stopped++ },
		Refresh: func() tea.Cmd { return nil }, Gone: func() { s.gone++ }}}
	return s
}

// sent is the message of the last command of a batch.
func sent(t *testing.T, c tea.Cmd) tea.Msg {
	t.Helper()
	for c != nil {
		switch m := c().(type) {
		case tea.BatchMsg:
			c = m[len(m)-1]
		default:
			return m
		}
	}
	t.Fatal("nothing is asked")
	return nil
}

func TestWhatStandsInTheWay(t *testing.T) {
	s := newScreen()
	if s.Depart(draft.Way{Now: true}) == nil || s.Depart(draft.Way{Now: true}) != nil {
		t.Error("it departs twice at once")
	}
	hard := accounts.Finding{Rule: "length", Severity: accounts.Block, Reason: "too long"}
	m := sent(t, s.Cleared(draft.Cleared{Saved: draft.Stored{Seq: 4}, Post: s.Sheet.Post, Found: []accounts.Finding{hard}, Stand: []accounts.Finding{hard}}))
	if x, ok := m.(pane.Toast); !ok || !strings.Contains(x.Text, "Nothing leaves yet") || s.stopped != 1 || len(s.heeded) != 1 {
		t.Errorf("a hard stop gives %#v", m)
	}
	x := s.Sheet.Post
	x.Media = []accounts.Media{{SHA256: "00", Name: "a.png", Type: "image/png"}}
	var soft []accounts.Finding
	for _, f := range guard.Check(x, s.Sheet.Facts) {
		if f.Rule == "alt" {
			soft = append(soft, f)
		}
	}
	ask, ok := sent(t, s.Cleared(draft.Cleared{Saved: draft.Stored{Seq: 3}, Post: x, Found: soft, Stand: soft})).(pane.Ask)
	if !ok || len(soft) == 0 || s.stopped != 2 {
		t.Fatalf("what may be set aside is not asked about: %+v", soft)
	}
	f := pane.Frame{Styles: theme.New(theme.Options{}), Lang: lang.New("en")}
	if text := ansi.Strip(strings.Join(ask.Above(60, f), " ")); !strings.Contains(text, "a.png") {
		t.Errorf("above the question stands %q", text)
	}
	if ask.Check(" ") == nil || ask.Check("un adorno") != nil || ask.Then("un adorno") == nil {
		t.Error("a reason is not taken, or none is")
	}
}

func TestTheLetterIsAskedForWhatWasCleared(t *testing.T) {
	s := newScreen()
	s.Sheet.Post.Versions = []accounts.Version{{Account: "a1", Text: "Hoy, aquí"}}
	note := accounts.Finding{Rule: "hour", Severity: accounts.NoteFinding}
	c, ok := sent(t, s.Cleared(draft.Cleared{Saved: draft.Stored{Seq: 4}, Post: s.Sheet.Post, Found: []accounts.Finding{note}})).(pane.Confirm)
	if !ok || len(c.Review.Accounts) != 2 || c.Review.Text != "Hoy, aquí" || len(c.Review.Findings) != 1 || c.Review.Op != accounts.OpPost {
		t.Fatalf("asked with %+v", c.Review)
	}
	if c.Then("p") == nil || !s.Leaving() || s.seq != 5 {
		t.Error("the letter lets nothing go")
	}
	if c.Then("p") != nil || s.Depart(draft.Way{Now: true}) != nil {
		t.Error("it goes twice")
	}
	s = newScreen()
	s.Sheet.Mend, s.Sheet.Old = &accounts.Delivery{}, "Ayer"
	s.Sheet.Post.Answering = &accounts.Answering{Author: accounts.LineText("@eva@otro.example")}
	c = sent(t, s.Cleared(draft.Cleared{Saved: draft.Stored{Seq: 4}, Post: s.Sheet.Post})).(pane.Confirm)
	if c.Review.Op != accounts.OpEdit || c.Review.Old != "Ayer" || c.Review.Reply || c.Review.Target.IsZero() {
		t.Errorf("an edit is asked as %+v", c.Review)
	}
}

func TestWhatCouldNotBeCleared(t *testing.T) {
	s := newScreen()
	if x, ok := sent(t, s.Cleared(draft.Cleared{Err: accounts.ErrNoSlot, NoSlot: true})).(pane.Toast); !ok || !strings.Contains(x.Text, "no free slot") {
		t.Errorf("no slot: %+v", x)
	}
	if x, ok := sent(t, s.Cleared(draft.Cleared{Err: errors.New("broken")})).(pane.Failed); !ok || s.retried != 1 {
		t.Errorf("a disk that fails: %+v, tried again %d times", x, s.retried)
	}
}

func TestAfterTheLetter(t *testing.T) {
	s := newScreen()
	s.leaving = true
	if _, ok := sent(t, s.Left(Left{post: accounts.Post{ID: "p2", Revision: 9}, err: errors.New("broken")})).(pane.Failed); !ok || s.Leaving() || s.gone != 0 || s.Sheet.Post.Revision != 9 {
		t.Error("after a failure it does not stay")
	}
	if s.Left(Left{post: s.Sheet.Post, now: true}) == nil || s.gone != 1 {
		t.Error("what has left stays open")
	}
	s.leaving = true
	s.Forget()
	if s.Leaving() {
		t.Error("the next text is leaving already")
	}
}
