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

// words fills in what earlier steps made.
func (b *bench) words(s step) []string {
	b.t.Helper()
	out := slices.Clone(s.args)
	for i, w := range out {
		switch w {
		case "{file}":
			out[i] = filepath.Join(b.home, "day.backup")
		case "{rye}":
			out[i] = b.draft(textRye)
		case "{public}":
			out[i] = b.draft(textPublic)
		case "{slot}":
			out[i] = b.draft(textSlot)
		case "{mention}", "{other}":
			var got inbox
			b.must(&got, "mentions", "--brand", "p", "--state", "all", "--limit", "500")
			slices.SortFunc(got.Mentions, func(x, y mention) int { return strings.Compare(x.Remote, y.Remote) })
			public := slices.DeleteFunc(got.Mentions, func(m mention) bool { return m.Visibility != "public" })
			out[i] = public[map[string]int{"{mention}": 0, "{other}": 1}[w]].ID
		}
	}
	return out
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

// facts are what a desk knows, as sentences that stay true whatever happens later.
func (b *bench) facts() map[string]bool {
	b.t.Helper()
	f := map[string]bool{}
	var brands struct {
		Brands []struct{ Letter, Name string }
	}
	b.must(&brands, "brand", "list")
	for _, v := range brands.Brands {
		f["brand "+v.Letter+" "+v.Name] = true
	}
	var as struct {
		Accounts []struct{ Handle, Brand string }
	}
	b.must(&as, "account", "list")
	for _, v := range as.Accounts {
		f["account "+v.Brand+" "+v.Handle] = true
	}
	var ms inbox
	b.must(&ms, "mentions", "--state", "all", "--limit", "500")
	for _, m := range ms.Mentions {
		f["mention "+m.Remote] = true
		if m.State == "done" {
			f["done "+m.Remote] = true
		}
	}
	var ds drafts
	b.must(&ds, "draft", "list", "--state", "all", "--limit", "500")
	for _, d := range ds.Drafts {
		f["post "+d.Text] = true
		for _, v := range d.Deliveries {
			f["delivery of "+d.Text+" from "+v.Account] = true
			if v.State == "published" {
				f["published "+d.Text+" from "+v.Account] = true
			}
		}
	}
	return f
}

// sound fails unless the desk opens, its doctor finds nothing, and it still knows what it knew.
func (b *bench) sound(what string, known map[string]bool) {
	b.t.Helper()
	if o := b.act(nil, "", "doctor", "--offline", "--json"); o.code != 0 {
		b.t.Errorf("%s: the doctor ends with %d: %s%s", what, o.code, o.out, o.err)
		return
	}
	now := b.facts()
	for f := range known {
		if !now[f] {
			b.t.Errorf("%s: lost: %s", what, f)
		}
	}
}

// lookTimes are the moments, after a crash, at which an owner would look unknown deliveries up.
var lookTimes = []time.Duration{0, 6 * time.Second, 20 * time.Second, 50 * time.Second, 140 * time.Second, 3 * time.Minute, 3 * time.Minute}

// settle lets time pass until nothing moves any more, and decides what is left for a person as a person does: by looking.
func (b *bench) settle(what string) {
	b.t.Helper()
	for _, d := range lookTimes {
		b.at.Add(int64(d))
		if o := b.act(nil, "", "run", "--once"); o.code != 0 {
			b.t.Errorf("%s: run --once ends with %d: %s%s", what, o.code, o.out, o.err)
		}
		open := b.open()
		if len(open) == 0 {
			return
		}
		if !slices.ContainsFunc(open, func(v delivery) bool { return v.State != "needs_you" }) {
			b.decide(what, open)
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
	var got struct{ Deliveries []delivery }
	b.must(&got, "outbox", "list")
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
		if o := b.act(nil, "", args...); o.code != 0 {
			b.t.Errorf("%s: %v ends with %d: %s", what, args, o.code, o.err)
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
