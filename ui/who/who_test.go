package who_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/lang"
	"vocero/ui/pane"
	"vocero/ui/theme"
	"vocero/ui/who"
)

// book is a desk that knows two persons.
type book struct {
	likely []accounts.Likely
	people []accounts.Person
	joined []accounts.Person
	split  accounts.Alias
	put    accounts.Person
	kin    accounts.Kin
	err    error
}

func (b *book) Kin(accounts.Mention) (accounts.Kin, error) { return b.kin, b.err }
func (b *book) LikelyPeople(accounts.Mention) ([]accounts.Likely, error) {
	return b.likely, b.err
}
func (b *book) Author(m accounts.Mention) (accounts.Person, error) {
	return accounts.Person{ID: m.Person, Brand: m.Brand, Name: m.AuthorName, Aliases: []accounts.Alias{ana}}, b.err
}
func (b *book) People(accounts.ID, string) ([]accounts.Person, error) { return b.people, b.err }
func (b *book) JoinPeople(list ...accounts.Person) (accounts.Person, error) {
	b.joined = list
	return list[1], b.err
}
func (b *book) SplitPerson(_ accounts.ID, x accounts.Alias) (accounts.Person, error) {
	b.split = x
	return accounts.Person{}, b.err
}
func (b *book) PutPerson(p accounts.Person) (accounts.Person, error) {
	b.put = p
	return p, b.err
}

var (
	ana     = accounts.Alias{Network: accounts.Mastodon, Handle: "ana@masto.example"}
	bluesky = accounts.Person{ID: "p2", Brand: "luz", Name: accounts.LineText("Ana P."), Aliases: []accounts.Alias{{Network: accounts.Bluesky, Handle: "ana.bsky.social"}}}
	mention = accounts.Mention{ID: "m", Brand: "luz", Account: "a", Author: accounts.LineText("@ana@masto.example"), AuthorName: accounts.LineText("Ana Prieto"), AuthorID: "7"}
)

// desk is the actions on one mention.
func desk(b *book, m accounts.Mention) map[string]pane.Action {
	out := map[string]pane.Action{}
	for _, a := range (who.On{Desk: b, Mention: func() (accounts.Mention, bool) { return m, m.ID != "" }}).Actions() {
		out[a.Name] = a
	}
	return out
}

func said(t *testing.T, c tea.Cmd) tea.Msg {
	t.Helper()
	if c == nil {
		t.Fatal("nothing is done")
	}
	return c()
}

func TestOneKeyJoinsWhoIsOffered(t *testing.T) {
	b := &book{likely: []accounts.Likely{{Person: bluesky, Why: accounts.SameUser}}}
	q, ok := said(t, desk(b, mention)["who.join"].Run()).(pane.Choose)
	if !ok || len(q.Choices) != 3 || q.Choices[0].Key != "1" || q.Choices[0].Detail != "Ana P. · Bluesky @ana.bsky.social" || q.Choices[0].Label != "the same user name" {
		t.Fatalf("offered: %+v", q)
	}
	x, ok := said(t, q.Then(0)).(pane.Toast)
	if !ok || len(b.joined) != 2 || b.joined[0].Aliases[0] != ana || b.joined[1].ID != "p2" {
		t.Errorf("joined %+v, said %+v", b.joined, x)
	}
	if q.Then(2) != nil {
		t.Error("leaving it does something")
	}
	b.err = errors.New("disk")
	if _, ok := said(t, q.Then(0)).(pane.Failed); !ok {
		t.Error("a failure is not told")
	}
}

func TestSomebodyElseIsFoundByNameOrHandle(t *testing.T) {
	b := &book{people: []accounts.Person{bluesky}}
	q := said(t, desk(b, mention)["who.join"].Run()).(pane.Choose)
	ask := said(t, q.Then(0)).(pane.Ask)
	for in, want := range map[string]string{"ana p.": "Ana P.", "ana.bsky.social": "Ana P.", "x=ana_x": "@ana_x"} {
		if _, ok := said(t, ask.Then(in)).(pane.Toast); !ok || b.joined[1].Name.String() != want {
			t.Errorf("%q joins %+v", in, b.joined)
		}
	}
	if f, ok := said(t, ask.Then("nadie")).(pane.Failed); !ok || !errors.Is(f.Err, accounts.ErrAlias) {
		t.Error("nobody is somebody")
	}
	if ask.Then(" ") != nil {
		t.Error("nothing is something")
	}
}

func TestAPersonIsPartedCalledAndNoted(t *testing.T) {
	b, m := &book{}, mention
	for _, name := range []string{"who.split", "who.name", "who.note", "who.said"} {
		if why, _ := desk(b, m)[name].Why(); why == "" {
			t.Errorf("%s runs on somebody nobody knows", name)
		}
	}
	m.Person = "p1"
	as := desk(b, m)
	q := said(t, as["who.split"].Run()).(pane.Choose)
	if said(t, q.Then(0)); b.split != ana || q.Then(1) != nil {
		t.Errorf("parted %+v of %+v", b.split, q.Choices)
	}
	if ask := said(t, as["who.name"].Run()).(pane.Ask); ask.Value != "Ana Prieto" || ask.Then("La vecina")() != nil || b.put.Name.String() != "La vecina" {
		t.Errorf("called %+v", b.put)
	}
	if ask := said(t, as["who.note"].Run()).(pane.Ask); ask.Then(" celíaca ")() != nil || b.put.Note != "celíaca" || b.put.ID != "p1" {
		t.Errorf("noted %+v", b.put)
	}
	open := said(t, as["who.said"].Run()).(pane.Open)
	if r := open.Arg.(who.Related); open.To != pane.Mentions || r.Person != "p1" || r.Name != "Ana Prieto" {
		t.Errorf("shows %+v", open)
	}
	if why, _ := as["who.post"].Why(); why == "" {
		t.Error("it answers nothing, and shows answers")
	}
	m.About, b.kin.Post = "post", &accounts.Post{ID: "post", Text: "Roscón\nel lunes"}
	if r := said(t, desk(b, m)["who.post"].Run()).(pane.Open).Arg.(who.Related); r.Post != "post" || r.Name != "Roscón el lunes" {
		t.Errorf("shows %+v", r)
	}
	if why, _ := desk(b, accounts.Mention{})["who.join"].Why(); why == "" {
		t.Error("it runs on no row")
	}
}

func TestWhatBelongsTogether(t *testing.T) {
	f := pane.Frame{Now: time.Now(), Styles: theme.New(theme.Options{}), Lang: lang.New("en")}
	r := who.Related{Post: "x", Name: "Roscón"}
	if s := r.Line(f); !strings.Contains(s, "said to the post “Roscón”") {
		t.Errorf("it says %q", s)
	}
	if q := r.Narrow(accounts.MentionQuery{Folded: true}, true); q.Post != "x" || !q.Any {
		t.Errorf("asks %+v", q)
	}
	if q := (who.Related{}).Narrow(accounts.MentionQuery{}, true); q.Any || !(who.Related{}).Zero() {
		t.Errorf("everything is narrowed: %+v", q)
	}
}
