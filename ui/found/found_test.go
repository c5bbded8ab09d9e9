package found_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"vocero/accounts"
	"vocero/ui/found"
	"vocero/ui/lang"
	"vocero/ui/pane"
	"vocero/ui/theme"
)

var now = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

// desk is a store in memory.
type desk struct {
	as    []accounts.Account
	all   []accounts.Inquiry // the newest first
	taken []string
	err   error
}

func (d *desk) Inquire(i accounts.Inquiry) (accounts.Inquiry, error) {
	i.ID, i.Asked = accounts.ID("i"+i.Words), now
	d.all = append([]accounts.Inquiry{i}, d.all...)
	return i, d.err
}

func (d *desk) Inquiry(id accounts.ID) (accounts.Inquiry, error) {
	for _, i := range d.all {
		if i.ID == id {
			return i, nil
		}
	}
	return accounts.Inquiry{}, accounts.ErrNotFound
}

func (d *desk) Inquiries(accounts.ID) ([]accounts.Inquiry, error) { return d.all, d.err }

func (d *desk) TakeIn(_ accounts.ID, remote string) (accounts.Mention, error) {
	d.taken = append(d.taken, remote)
	return accounts.Mention{ID: "m9"}, d.err
}

func (d *desk) Accounts(accounts.ID) ([]accounts.Account, error) { return d.as, nil }

// answer is what a worker would store.
func (d *desk) answer(change func(*accounts.Inquiry)) {
	d.all[0].Done = now
	change(&d.all[0])
}

func newFinder(as ...accounts.Account) (*desk, *found.Finder) {
	d := &desk{as: as}
	return d, &found.Finder{Desk: d, Now: func() time.Time { return now }}
}

func run(c tea.Cmd) tea.Msg {
	if c == nil {
		return nil
	}
	return c()
}

// said is a toast as it is read.
func said(t *testing.T, m tea.Msg) string {
	t.Helper()
	x, ok := m.(pane.Toast)
	if !ok {
		t.Fatalf("no toast, but %#v", m)
	}
	return lang.New("en").T(x.Text, x.Args...)
}

func lines(p pane.Page) string {
	return strings.Join(p.Body(60, pane.Frame{Lang: lang.New("en"), Styles: theme.New(theme.Options{Dark: true, Profile: colorprofile.TrueColor})}), "\n")
}

var luz = accounts.Account{ID: "a1", Brand: "b1", Network: accounts.Bluesky, User: "luz.example", Host: "bsky.app"}

// TestSearchingTheNetworkByKeys reads like the manual: a s, words, Enter; what was found is told; a s, its number, the post, what to do.
func TestSearchingTheNetworkByKeys(t *testing.T) {
	d, f := newFinder(luz)
	ask, ok := run(f.Open("b1", "")).(pane.Ask)
	if !ok {
		t.Fatal("the first search does not ask for words")
	}
	if run(ask.Then("  ")) != nil || f.Look() != nil {
		t.Error("no words are searched")
	}
	if got := said(t, run(ask.Then("pan de centeno"))); got != "Asked as @luz.example@bsky.app; what is found is told here." {
		t.Errorf("asked: %q", got)
	}
	if d.all[0].Account != "a1" || d.all[0].Words != "pan de centeno" || d.all[0].Count {
		t.Errorf("kept is %+v", d.all[0])
	}
	if run(f.Look()) != nil {
		t.Error("an answer is told before it is there")
	}
	d.answer(func(i *accounts.Inquiry) {
		i.Found = []accounts.Mention{{RemoteID: "r1", Author: accounts.LineText("@eva@otro.example"), Text: accounts.BlockText("¿Dónde hay pan?\nMañana"), URL: "https://otro.example/1"}}
	})
	if got := said(t, run(f.Look())); got != "“pan de centeno”: 1 found; a s shows them." || f.Look() != nil {
		t.Errorf("told: %q", got)
	}
	again := run(f.Open("b1", "")).(pane.Choose)
	if len(again.Choices) != 3 || again.Choices[2].Key != "1" || !strings.Contains(again.Choices[2].Detail, "pan de centeno · 08:00 UTC · 1") {
		t.Fatalf("offered are %+v", again.Choices)
	}
	list := run(again.Then(2)).(pane.Choose)
	if len(list.Choices) != 1 || list.Choices[0].Detail != "@eva@otro.example: ¿Dónde hay pan? Mañana" {
		t.Fatalf("listed are %+v", list.Choices)
	}
	post := run(list.Then(0)).(pane.Choose)
	if got := lines(run(post.Then(0)).(pane.Page)); !strings.Contains(got, "https://otro.example/1") || !strings.Contains(got, "Mañana") {
		t.Errorf("whole it is %q", got)
	}
	if got := said(t, run(post.Then(1))); got != "Open it yourself: https://otro.example/1" {
		t.Errorf("o says %q", got)
	}
	if to := run(post.Then(2)).(pane.Open); to.To != pane.Mentions || to.Arg != (pane.Look{Record: "m9"}) {
		t.Errorf("t opens %+v", to)
	}
	if to := run(post.Then(3)).(pane.Open); to.To != pane.Compose || to.Arg.(pane.Write).Mention != "m9" {
		t.Errorf("r opens %+v", to)
	}
	if back := run(post.Then(4)).(pane.Choose); len(back.Choices) != 1 || len(d.taken) != 2 || d.taken[0] != "r1" {
		t.Errorf("b shows %+v; taken in are %q", back, d.taken)
	}
	d.err = errors.New("disk")
	if _, failed := run(post.Then(2)).(pane.Failed); !failed {
		t.Error("a failure is not said")
	}
}

func TestACountShowsTheDays(t *testing.T) {
	x := luz
	x.ID, x.Network = "a2", accounts.X
	d, f := newFinder(luz, x)
	d.all = []accounts.Inquiry{{ID: "old", Words: "roscón", Asked: now, Done: now, Fault: &accounts.Fault{Code: accounts.CodeCap}}}
	first := run(f.Open("b1", "a1")).(pane.Choose)
	if !strings.Contains(first.Choices[2].Detail, "✗ cap") {
		t.Errorf("a failed one is %q", first.Choices[2].Detail)
	}
	if page := lines(run(first.Then(2)).(pane.Page)); page == "" {
		t.Error("why it failed is not said")
	}
	ask := run(first.Then(1)).(pane.Ask)
	said(t, run(ask.Then("pan")))
	if !d.all[0].Count || d.all[0].Account != "a2" {
		t.Fatalf("counted by %+v", d.all[0])
	}
	if got := said(t, run(run(f.Open("b1", "")).(pane.Choose).Then(2))); got != "It is being searched." {
		t.Errorf("while it waits: %q", got)
	}
	d.answer(func(i *accounts.Inquiry) {
		i.Volume = []accounts.Volume{{From: now, To: now.Add(24 * time.Hour), Posts: 3}, {From: now.Add(24 * time.Hour), To: now.Add(48 * time.Hour), Posts: 9}}
	})
	if got := said(t, run(f.Look())); got != "“pan”: 12 posts; a s shows the days." {
		t.Errorf("told: %q", got)
	}
	if got := lines(run(run(f.Open("b1", "")).(pane.Choose).Then(2)).(pane.Page)); !strings.Contains(got, "▇ 9") || strings.Count(got, "▇") < 4 {
		t.Errorf("the days are\n%s", got)
	}
}

func TestWhoSearches(t *testing.T) {
	page := accounts.Account{ID: "a3", Brand: "b1", Network: accounts.Facebook, User: "luz", Host: "facebook.com"}
	if got := said(t, run((func() tea.Cmd { _, f := newFinder(page); return f.Open("b1", "") })())); !strings.Contains(got, "cannot: the network knows no such thing.") {
		t.Errorf("a page: %q", got)
	}
	_, f := newFinder()
	if got := said(t, run(f.Open("b1", ""))); got != "This client has no account." {
		t.Errorf("nobody: %q", got)
	}
	if got := said(t, run(f.Open("", ""))); !strings.HasPrefix(got, "Choose a client first") {
		t.Errorf("all clients: %q", got)
	}
	second := luz
	second.ID = "a2"
	d, f := newFinder(luz, second)
	who := run(f.Open("b1", "")).(pane.Choose)
	if len(who.Choices) != 2 {
		t.Fatalf("offered are %+v", who.Choices)
	}
	said(t, run(run(who.Then(1)).(pane.Ask).Then("pan")))
	if d.all[0].Account != "a2" {
		t.Errorf("asked as %s", d.all[0].Account)
	}
}
