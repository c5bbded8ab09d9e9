//go:build fault

package cli_test

import (
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// drafts and inbox are the documents that a view is read from.
type drafts struct {
	Drafts []struct {
		ID, Text, State string
		Deliveries      []struct{ ID, State, Account string }
	}
}

type inbox struct {
	Mentions []mention
}

type mention struct {
	ID, State, Visibility string
	Remote                string `json:"remote_id"`
}

// words fills in what earlier steps made. The ids are looked up once for a step: they are the same in every copy of its home.
func (b *bench) words(s step) []string {
	b.t.Helper()
	known, ok := b.said[s.name]
	if !ok {
		known = slices.Clone(s.args)
		for i, w := range known {
			known[i] = b.meant(w)
		}
		b.said = map[string][]string{s.name: known}
	}
	out := slices.Clone(known)
	if i := slices.Index(out, "{file}"); i >= 0 {
		out[i] = filepath.Join(b.home, "day.backup")
	}
	return out
}

// textOf are the texts of the posts that words stand for.
var textOf = map[string]string{"{rye}": textRye, "{public}": textPublic, "{slot}": textSlot, "{pic}": textPic, "{thread}": textThree, "{before}": textBefore}

// meant is the id that a word stands for.
func (b *bench) meant(word string) string {
	b.t.Helper()
	if text, ok := textOf[word]; ok {
		return b.draft(text)
	}
	switch word {
	case "{mention}", "{other}":
		var got inbox
		b.must(&got, "mentions", "--brand", "p", "--state", "all", "--limit", "500")
		slices.SortFunc(got.Mentions, func(x, y mention) int { return strings.Compare(x.Remote, y.Remote) })
		public := slices.DeleteFunc(got.Mentions, func(m mention) bool { return m.Visibility != "public" })
		return public[map[string]int{"{mention}": 0, "{other}": 1}[word]].ID
	}
	return word
}

// draft is the id of the first post with a text.
func (b *bench) draft(text string) string {
	b.t.Helper()
	var got drafts
	b.must(&got, "draft", "list", "--state", "all", "--limit", "500")
	id := ""
	for _, d := range got.Drafts {
		if strings.Contains(d.Text, text) && (id == "" || d.ID < id) {
			id = d.ID
		}
	}
	if id == "" {
		b.t.Fatalf("there is no post %q", text)
	}
	return id
}

// asked are the views that facts are read from.
var asked = [][]string{
	{"brand", "list", "--json"}, {"account", "list", "--json"}, {"mentions", "--state", "all", "--limit", "500", "--json"},
	{"draft", "list", "--state", "all", "--limit", "500", "--json"},
}

// facts are what a desk knows, as sentences that stay true whatever happens later.
func (b *bench) facts() map[string]bool {
	b.t.Helper()
	return b.known(b.many(asked...))
}

// known makes sentences of the views that were asked for.
func (b *bench) known(views []outcome) map[string]bool {
	b.t.Helper()
	f := map[string]bool{}
	var brands struct {
		Brands []struct{ Letter, Name string }
	}
	b.read(&brands, asked[0], views[0])
	for _, v := range brands.Brands {
		f["brand "+v.Letter+" "+v.Name] = true
	}
	var as struct {
		Accounts []struct{ Handle, Brand string }
	}
	b.read(&as, asked[1], views[1])
	for _, v := range as.Accounts {
		f["account "+v.Brand+" "+v.Handle] = true
	}
	var ms inbox
	b.read(&ms, asked[2], views[2])
	for _, m := range ms.Mentions {
		f["mention "+m.Remote] = true
		if m.State == "done" {
			f["done "+m.Remote] = true
		}
	}
	var ds drafts
	b.read(&ds, asked[3], views[3])
	for _, d := range ds.Drafts {
		text := string([]rune(d.Text)[:min(len([]rune(d.Text)), 20)]) // Its end may be edited.
		f["post "+text] = true
		for _, v := range d.Deliveries {
			f["delivery of "+text+" from "+v.Account] = true
			if v.State == "published" {
				f["published "+text+" from "+v.Account] = true
			}
		}
	}
	return f
}

// sound fails unless the desk opens, its doctor finds nothing, and it still knows what it knew.
func (b *bench) sound(what string, known map[string]bool) {
	b.t.Helper()
	all := b.many(append([][]string{{"doctor", "--offline", "--json"}}, asked...)...)
	if o := all[0]; o.Code != 0 {
		b.t.Errorf("%s: the doctor ends with %d: %s%s", what, o.Code, o.Out, o.Err)
		return
	}
	now := b.known(all[1:])
	for f := range known {
		if !now[f] {
			b.t.Errorf("%s: lost: %s", what, f)
		}
	}
}

// lookTimes are the moments, after a crash, at which an owner would look unknown deliveries up.
var lookTimes = []time.Duration{0, 6 * time.Second, 20 * time.Second, 50 * time.Second, 140 * time.Second, 3 * time.Minute, 3 * time.Minute, 3 * time.Minute}

// settle lets time pass until nothing moves any more, and decides what is left for a person as a person does: by looking.
func (b *bench) settle(what string) {
	b.t.Helper()
	for _, d := range lookTimes {
		b.at.Add(int64(d))
		both := b.many([]string{"run", "--once"}, outboxWords)
		if o := both[0]; o.Code != 0 {
			b.t.Errorf("%s: run --once ends with %d: %s%s", what, o.Code, o.Out, o.Err)
		}
		open := b.stillOpen(both[1])
		if len(open) == 0 {
			return
		}
		moves := func(v delivery) bool { return v.State != "needs_you" && v.State != "scheduled" } // A part of a thread waits for the one before.
		if !slices.ContainsFunc(open, moves) {
			b.decide(what, slices.DeleteFunc(open, func(v delivery) bool { return v.State != "needs_you" }))
		}
	}
	if open := b.open(); len(open) > 0 {
		b.t.Errorf("%s: still open in the end: %+v", what, open)
	}
}

type delivery struct {
	ID, Post, State, Account string
	Leaves                   time.Time `json:"leaves_at"`
	Error                    *struct{ Message, Remedy string }
}

// open are the deliveries that have not come to their end, without those whose hour has not come.
func (b *bench) open() []delivery {
	b.t.Helper()
	return b.stillOpen(b.act(nil, "", outboxWords...))
}

var outboxWords = []string{"outbox", "list", "--json"}

func (b *bench) stillOpen(o outcome) []delivery {
	b.t.Helper()
	var got struct{ Deliveries []delivery }
	b.read(&got, outboxWords, o)
	return slices.DeleteFunc(got.Deliveries, func(v delivery) bool { return v.State == "scheduled" && v.Leaves.After(b.now()) })
}

// decide looks at the network, and says so where the post is, or sends it again where it is not.
func (b *bench) decide(what string, ds []delivery) {
	b.t.Helper()
	for _, v := range ds {
		if v.Error == nil || v.Error.Message == "" || v.Error.Remedy == "" {
			b.t.Errorf("%s: %s wants a person and does not say why: %+v", what, v.ID, v.Error)
		}
		var d struct{ Text, Brand string }
		b.must(&d, "draft", "show", v.Post)
		args := []string{"outbox", "resolve", v.ID, "--resend", "--as", d.Brand}
		if url := b.posted(d.Text); len(url) > 0 {
			args = []string{"outbox", "resolve", v.ID, "--published", url[0]}
		}
		if o := b.act(nil, "", args...); o.Code != 0 {
			b.t.Errorf("%s: %v ends with %d: %s", what, args, o.Code, o.Err)
		}
	}
}

// posted are the addresses of the posts with a text on the brands' accounts.
func (b *bench) posted(text string) []string {
	var out []string
	for _, w := range b.week.Brands {
		for _, s := range w.Server.Statuses(w.Account) {
			if strings.Contains(s.Text, text) && !s.Deleted {
				out = append(out, w.Server.URL()+"/@"+w.Account.Username+"/"+s.ID)
			}
		}
	}
	return out
}
