package orders

import (
	"errors"
	"io"
	"slices"
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

// shelf is a desk that answers only what orders ask.
type shelf struct {
	draft.Desk
	revisions []accounts.Post
	media     accounts.Media
	err       error
}

func (s shelf) Revisions(accounts.ID) ([]accounts.Post, error) { return s.revisions, s.err }
func (s shelf) AddMedia(_ accounts.ID, name string, r io.Reader) (accounts.Media, error) {
	_, err := io.Copy(io.Discard, r)
	m := s.media
	m.Name = name
	return m, errors.Join(err, s.err)
}

// hand is a hand on a post of two accounts; changes are counted.
func hand(s shelf) (*Hand, *int) {
	x := &draft.Sheet{Post: accounts.Post{ID: "p", Brand: "luz", State: accounts.Draft, Visibility: accounts.Public, Targets: []accounts.ID{"a1"}}}
	x.Facts = guard.Facts{Brand: accounts.Brand{ID: "luz", Zone: "Europe/Madrid"}, Accounts: []accounts.Account{{ID: "a1", User: "luz", Host: "masto.example"}, {ID: "a2", User: "otra", Host: "otra.example"}}}
	n := new(int)
	h := &Hand{Desk: s, Now: func() time.Time { return noon }, Folder: func(string) ([]string, bool) { return nil, false }, Sheet: x, Open: func() bool { return true },
		Poll: func() tea.Cmd { return nil }, Changed: func() tea.Cmd { *n++; return nil }, My: func(work func() tea.Msg) tea.Cmd { return work }}
	return h, n
}

// asked is the question an order asks.
func asked[T any](t *testing.T, c tea.Cmd) T {
	t.Helper()
	if c == nil {
		t.Fatal("nothing is asked")
	}
	m := c()
	q, ok := m.(T)
	if !ok {
		t.Fatalf("asked %#v", m)
	}
	return q
}

func TestOrdersChangeThePost(t *testing.T) {
	h, n := hand(shelf{})
	p := &h.Sheet.Post
	asked[pane.Ask](t, h.Warning()).Then("  comida ")
	asked[pane.Ask](t, h.Note()).Then("preguntar")
	q := asked[pane.Ask](t, h.Language())
	if q.Check("es") != nil || q.Check("") != nil || q.Check("??") == nil || !slices.Contains(q.Complete, "ca") {
		t.Error("languages are read wrongly")
	}
	q.Then("pt-BR")
	h.Late()
	if p.CW != "comida" || p.Note != "preguntar" || p.Language != "pt-BR" || !p.Tolerant || *n != 4 {
		t.Errorf("%d changes made %+v", *n, p)
	}
}

func TestVisibilityGoesRoundWhatServersTake(t *testing.T) {
	h, _ := hand(shelf{})
	p := &h.Sheet.Post
	h.Sheet.Facts.Accounts[0].Instance.Limits.VisibilityMax = []accounts.Visibility{accounts.Public, accounts.Followers}
	for _, want := range []accounts.Visibility{accounts.Followers, accounts.Public, accounts.Followers} {
		if h.Visibility(); p.Visibility != want {
			t.Fatalf("it is %s, want %s", p.Visibility, want)
		}
	}
	p.Answering = &accounts.Answering{Account: "a1", Widest: accounts.Followers}
	if asked[pane.Toast](t, h.Visibility()); p.Visibility != accounts.Followers {
		t.Errorf("a reply became %s", p.Visibility)
	}
}

func TestTheLastAccountStays(t *testing.T) {
	h, n := hand(shelf{})
	q := asked[pane.Choose](t, h.Targets())
	q.Then(0)
	if !slices.Equal(h.Sheet.Post.Targets, []accounts.ID{"a1"}) {
		t.Errorf("nobody speaks: %v", h.Sheet.Post.Targets)
	}
	before := h.Sheet.Post.Targets
	q.Then(1)
	if !slices.Equal(h.Sheet.Post.Targets, []accounts.ID{"a1", "a2"}) || len(before) != 1 || *n != 2 {
		t.Errorf("targets %v", h.Sheet.Post.Targets)
	}
	h.Sheet.Post.Versions = []accounts.Version{{Account: "a1", Text: "suyo"}}
	q.Then(0)
	if len(h.Sheet.Post.Versions) != 0 {
		t.Error("the text of an account that is no target stays")
	}
}

func TestWhatBlocksAnOrder(t *testing.T) {
	h, _ := hand(shelf{})
	why := func(name string) string {
		for _, a := range h.Actions() {
			if a.Name == name {
				s, _ := a.Why()
				return s
			}
		}
		t.Fatalf("there is no %s", name)
		return ""
	}
	if why("compose.note") != "" || why("compose.files") == "" {
		t.Error("a draft is blocked, or files are listed where there are none")
	}
	h.Sheet.Mend = &accounts.Delivery{}
	if why("compose.visibility") == "" || why("compose.warning") != "" || why("compose.revisions") == "" {
		t.Error("of what is out more than the text can be changed")
	}
	h.Sheet.Mend = nil
	h.Sheet.Post.State = accounts.PostSending
	if why("compose.warning") == "" {
		t.Error("what is on its way can be changed")
	}
	h.Sheet.Post.State, h.Sheet.Post.Answering = accounts.Draft, &accounts.Answering{}
	if why("compose.targets") == "" {
		t.Error("a reply can leave from elsewhere")
	}
	h.Open = func() bool { return false }
	if why("compose.warning") == "" {
		t.Error("nothing is open and can be changed")
	}
}

func TestPolls(t *testing.T) {
	h, _ := hand(shelf{})
	if h.PollSpan() != nil {
		t.Error("how long is asked of no poll")
	}
	h.Answers(" sí \n\nno")
	if q := h.Sheet.Post.Poll; q == nil || !slices.Equal(q.Options, []string{"sí", "no"}) || q.Open != 24*time.Hour {
		t.Fatalf("the poll is %+v", q)
	}
	before := h.Sheet.Post.Poll
	asked[pane.Choose](t, asked[pane.Choose](t, h.PollSpan()).Then(0)).Then(1)
	if q := h.Sheet.Post.Poll; q.Open != 5*time.Minute || !q.Multiple || before.Multiple {
		t.Errorf("the poll is %+v, before %+v", q, before)
	}
	if h.Answers(" \n"); h.Sheet.Post.Poll != nil {
		t.Error("a poll without answers stays")
	}
}

func TestHours(t *testing.T) {
	h, _ := hand(shelf{})
	var got accounts.When
	q := asked[pane.Ask](t, h.Hour(func(w accounts.When) tea.Cmd {
		got = w
		return nil
	}))
	if q.Check("mañana 9:00") != nil || q.Check("luego") == nil {
		t.Error("hours are read wrongly")
	}
	if q.Then("fri 18:30"); got.Civil != "2026-11-27 18:30" || got.Zone != "Europe/Madrid" {
		t.Errorf("read %+v", got)
	}
	h.Sheet.Post.When = &got
	if q := asked[pane.Ask](t, h.Hour(nil)); q.Value != got.Civil {
		t.Errorf("the question begins with %q", q.Value)
	}
}

func TestRevisions(t *testing.T) {
	h, _ := hand(shelf{})
	asked[pane.Toast](t, h.Revisions())
	h, _ = hand(shelf{err: errors.New("broken")})
	asked[pane.Failed](t, h.Revisions())
	h, _ = hand(shelf{revisions: []accounts.Post{{Text: "antes\x1b[2J\nde ayer", CW: "pan", Targets: []accounts.ID{"b9"}, Versions: []accounts.Version{{Account: "b9"}}, Updated: noon}}})
	q := asked[pane.Choose](t, h.List(asked[Earlier](t, h.Revisions())))
	if c := q.Choices[0]; c.Key != "1" || c.Label != "2026-11-23 12:00" || strings.ContainsAny(c.Detail, "\n\x1b") {
		t.Errorf("listed as %+v", c)
	}
	what := asked[pane.Choose](t, q.Then(0))
	if x := asked[Taken](t, what.Then(1)); !x.Dirty || x.Post.CW != "pan" || x.Post.ID != "p" || !slices.Equal(x.Post.Targets, []accounts.ID{"a1"}) || len(x.Post.Versions) != 0 {
		t.Errorf("brought back %+v", x)
	}
	page := asked[pane.Page](t, what.Then(0))
	f := pane.Frame{Styles: theme.New(theme.Options{}), Lang: lang.New("en")}
	if s := strings.Join(page.Body(60, f), "\n"); !strings.Contains(s, "[-antes") || !strings.Contains(s, "warning") || strings.Contains(s, "\x1b[2J") {
		t.Errorf("the difference is\n%q", s)
	}
}

func TestWhatWasApprovedIsOneKeyAway(t *testing.T) {
	h, _ := hand(shelf{revisions: []accounts.Post{{Text: "tercera", Updated: noon}, {Text: "segunda, así sí", State: accounts.Approved, Updated: noon}}})
	h.Sheet.Post.Text = "segunda, así no"
	q := asked[pane.Choose](t, h.List(asked[Earlier](t, h.Revisions())))
	if c := q.Choices[1]; c.Key != "a" || !strings.HasPrefix(c.Detail, "✓ ") {
		t.Errorf("the approved one is %+v", c)
	}
	f := pane.Frame{Styles: theme.New(theme.Options{}), Lang: lang.New("es")}
	if s := ansi.Strip(strings.Join(asked[pane.Page](t, q.Then(1)).Body(60, f), "\n")); !strings.Contains(s, "segunda, así [-sí-]{+no+}") {
		t.Errorf("the difference is\n%s", s)
	}
}

func TestFocus(t *testing.T) {
	for s, want := range map[string][2]float64{"0,0": {}, "-1, 1": {-1, 1}, " 0.25,-0.5 ": {0.25, -0.5}} {
		if x, y, err := parseFocus(s); err != nil || x != want[0] || y != want[1] {
			t.Errorf("%q is %v,%v (%v)", s, x, y, err)
		}
	}
	for _, s := range []string{"", "1", "a,b", "1.1,0", "0,-2", "NaN,0", "0,NaN"} {
		if _, _, err := parseFocus(s); !errors.Is(err, errFocus) {
			t.Errorf("%q is taken (%v)", s, err)
		}
	}
}

func TestAFileThatIsGoneIsSaid(t *testing.T) {
	h, _ := hand(shelf{media: accounts.Media{Clean: true}})
	q := asked[pane.Ask](t, h.File())
	asked[pane.Failed](t, q.Then(t.TempDir()+"/nada.png"))
	if h.fileOrders(3) != nil || h.onFile(3, nil) != nil {
		t.Error("a file that is not there is changed")
	}
	h.Attach(Attached{Media: accounts.Media{Name: "a.png"}})
	h.Attach(Attached{Media: accounts.Media{Name: "b.png", Clean: true}})
	before := h.Sheet.Post.Media
	asked[pane.Choose](t, h.fileOrders(1)).Then(3)
	if ms := h.Sheet.Post.Media; ms[0].Name != "b.png" || before[0].Name != "a.png" {
		t.Errorf("moved to %+v, the list before is %+v", ms, before)
	}
}
