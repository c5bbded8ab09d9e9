package replies_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/store"
	"vocero/ui/lang"
	"vocero/ui/pane"
	"vocero/ui/replies"
	"vocero/ui/theme"
)

// start is a Monday, 09:00 in Madrid.
var start = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

// rig is a pane on a real store with one client, whose clock it turns.
type rig struct {
	t       *testing.T
	s       *store.Store
	p       *replies.Pane
	at      time.Time
	gen     uint64
	said    []tea.Msg
	went    []string
	tag     string
	brand   accounts.Brand
	account accounts.Account
}

func open(t *testing.T, w, h int) *rig {
	t.Helper()
	r := &rig{t: t, at: start, tag: "en"}
	var err error
	if r.s, err = store.Open(t.TempDir(), store.Options{NoSync: true, Now: func() time.Time { return r.at }}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.s.Close() })
	if r.brand, err = r.s.PutBrand(accounts.Brand{Name: "Panadería Luz", Letter: "p", Zone: "Europe/Madrid"}); err != nil {
		t.Fatal(err)
	}
	if r.account, err = r.s.PutAccount(accounts.Account{Brand: r.brand.ID, Network: accounts.Mastodon, Server: "https://masto.example", Host: "masto.example", RemoteID: "1", User: "panaderialuz"}); err != nil {
		t.Fatal(err)
	}
	r.p = r.pane(r.s, r.s)
	r.p.SetSize(w, h)
	return r
}

// pane makes a pane on any desk.
func (r *rig) pane(d replies.Desk, k replies.Talk) *replies.Pane {
	return replies.New(d, k, replies.Options{Now: func() time.Time { return r.at }, Browse: func(url string) tea.Cmd {
		r.went = append(r.went, url)
		return nil
	}})
}

// heard stores a mention.
func (r *rig) heard(text string) accounts.Mention {
	r.t.Helper()
	r.at = r.at.Add(time.Second)
	id := fmt.Sprint("s", r.at.Unix())
	ms := []accounts.Mention{{RemoteID: "n" + id, StatusID: id, Author: accounts.LineText("@eva@otro.example"), AuthorID: "u", Text: accounts.BlockText(text), Visibility: accounts.Unlisted,
		URL: "https://otro.example/@eva/" + id, At: r.at}}
	if _, err := r.s.PutInbox(r.account.ID, ms, "c", false); err != nil {
		r.t.Fatal(err)
	}
	p, err := r.s.MentionPage(accounts.MentionQuery{Any: true}, "", -1)
	r.must(err)
	return p.Items[0]
}

func (r *rig) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

// answer stores an answer to a new mention.
func (r *rig) answer(asked, text string) (accounts.Mention, accounts.Post) {
	r.t.Helper()
	m := r.heard(asked)
	p, err := r.s.SavePost(accounts.Post{Brand: r.brand.ID, State: accounts.Draft, Text: text, Visibility: accounts.Unlisted, Language: "es", Targets: []accounts.ID{r.account.ID},
		Answering: &accounts.Answering{Mention: m.ID, Account: r.account.ID, RemoteID: m.StatusID, Author: m.Author, Widest: m.Visibility, Excerpt: m.Text}})
	r.must(err)
	return m, p
}

// send puts an answer into the outbox and gives its delivery.
func (r *rig) send(p accounts.Post) accounts.Delivery {
	r.t.Helper()
	c, fs := guard.Clear(p, guard.Facts{Now: r.at, Brand: r.brand, Accounts: []accounts.Account{r.account}, Immediate: true}, r.account.ID, nil)
	if len(fs) > 0 {
		r.t.Fatalf("a guard stands in the way: %+v", fs)
	}
	_, ds, err := r.s.Schedule(p.ID, p.Revision, []guard.Clearance{c}, accounts.ScheduleOptions{Now: true})
	r.must(err)
	return ds[0]
}

// ends carries a delivery to the network and ends the attempt.
func (r *rig) ends(d accounts.Delivery, x accounts.Resolution) {
	r.t.Helper()
	r.at = d.LeavesAt.Add(time.Second)
	_, err := r.s.Claim(d.ID, accounts.ClaimInput{Key: string(d.ID), CreatedAt: r.at, Outgoing: accounts.Outgoing{Text: "x"}, Digest: d.Digest, Rules: d.Rules})
	r.must(err)
	_, err = r.s.Resolve(d.ID, x)
	r.must(err)
}

// show shows the pane anew, as the root does after every change.
func (r *rig) show(s pane.Scope) {
	r.gen++
	s.Gen = r.gen
	r.run(r.p.Show(s))
}

// run runs a command as the root would.
func (r *rig) run(c tea.Cmd) {
	if c == nil {
		return
	}
	switch x := c().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range x {
			r.run(c)
		}
	case pane.Result:
		if x.Gen == r.gen {
			r.run(r.p.Update(x.Msg))
		}
	default:
		r.said = append(r.said, x)
	}
}

// press runs the action of a key; a reason not to comes back.
func (r *rig) press(keys ...string) (why string) {
	r.t.Helper()
	for _, key := range keys {
		r.said = nil
		if why = r.one(key); why != "" {
			return why
		}
	}
	return ""
}

func (r *rig) one(key string) string {
	r.t.Helper()
	for _, a := range r.p.Actions() {
		for _, ks := range a.Keys {
			if strings.Join(ks, " ") == key {
				if why, _ := a.Why(); why != "" {
					return why
				}
				r.run(a.Run())
				return ""
			}
		}
	}
	r.t.Fatalf("no key %q", key)
	return ""
}

// last is the newest thing asked of the root.
func (r *rig) last() tea.Msg {
	r.t.Helper()
	if len(r.said) == 0 {
		r.t.Fatal("nothing was asked of the root")
	}
	return r.said[len(r.said)-1]
}

var styles = theme.New(theme.Options{Dark: true, Profile: colorprofile.TrueColor})

// screen is what is drawn, without styles; it must fill its cells exactly, and twice the same.
func (r *rig) screen(w, h int) string {
	r.t.Helper()
	r.p.SetSize(w, h)
	f := pane.Frame{Brands: map[accounts.ID]accounts.Brand{r.brand.ID: r.brand}, Now: r.at, Focused: true, Styles: styles, Lang: lang.New(r.tag)}
	s, _ := r.p.View(f)
	if again, _ := r.p.View(f); again != s {
		r.t.Error("two drawings of the same state differ")
	}
	lines := strings.Split(s, "\n")
	if len(lines) != h {
		r.t.Fatalf("%d lines, want %d", len(lines), h)
	}
	for i, l := range lines {
		if ansi.StringWidth(l) != w {
			r.t.Errorf("line %d has %d cells, want %d: %q", i, ansi.StringWidth(l), w, l)
		}
	}
	return ansi.Strip(s)
}

// has wants texts on the screen, in this order.
func (r *rig) has(s string, want ...string) {
	r.t.Helper()
	at := 0
	for _, w := range want {
		i := strings.Index(s[at:], w)
		if i < 0 {
			r.t.Fatalf("%q is missing or out of order in\n%s", w, s)
		}
		at += i
	}
}
