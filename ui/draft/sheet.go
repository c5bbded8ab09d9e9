package draft

import (
	"slices"
	"strings"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/ui/theme"
	"vocero/ui/widget"
)

// Sheet is a text on the screen with what is known of it.
type Sheet struct {
	Post    accounts.Post
	Facts   guard.Facts
	Mend    *accounts.Delivery // what is out and is being edited; nil otherwise
	Old     string             // what that says until now
	Version int                // 0: the text for all; n: the one of target n-1
	counts  []Count            // of each target
	stale   bool               // something was changed since they were counted
	Found   []accounts.Finding
	Heat    int  // of the text that Found is about, by Heat
	At      int  // the finding in view
	Gone    bool // she went to it
}

// Account finds an account of the brand.
func (x *Sheet) Account(id accounts.ID) accounts.Account {
	for _, a := range x.Facts.Accounts {
		if a.ID == id {
			return a
		}
	}
	return accounts.Account{ID: id, User: strings.ToLower(id.Short())}
}

// Targets are the accounts the post is for.
func (x *Sheet) Targets() []accounts.Account {
	out := make([]accounts.Account, len(x.Post.Targets))
	for i, id := range x.Post.Targets {
		out[i] = x.Account(id)
	}
	return out
}

// atOnce is how much text is counted with every key, in bytes over all accounts. What is longer is counted with the checks, when
// the fingers rest.
const atOnce = 32 << 10

// Changed has whoever wants the counts next count anew: keys that come together are counted once.
func (x *Sheet) Changed() { x.stale = true }

// Counts are those of each target.
func (x *Sheet) Counts() []Count {
	if x.stale {
		x.Measure()
	}
	return x.counts
}

// Take takes over what the guards found out about the text as it is.
func (x *Sheet) Take(c Checked) { x.counts, x.Heat, x.stale = c.Counts, c.Heat, false }

// Measure counts after a change.
func (x *Sheet) Measure() {
	x.stale = false
	as := x.Targets()
	if len(x.Post.Text)*len(as) <= atOnce || len(x.counts) != len(as) {
		x.counts = CountAll(x.Post, as)
	}
}

// Shown is the count of the version in view: of the text for all, the one on the account where the least is left.
func (x *Sheet) Shown() (best Count, ok bool) {
	if x.Version > 0 && x.Version <= len(x.Counts()) {
		return x.counts[x.Version-1], true
	}
	for _, c := range x.Counts() {
		own := x.Post.Written(c.Account) != x.Post.Text
		if !own && (!ok || c.Limit > 0 && (best.Limit == 0 || c.Limit-c.Worst() < best.Limit-best.Worst())) {
			best, ok = c, true
		}
	}
	if !ok && len(x.counts) > 0 { // Every account has a text of its own.
		return x.counts[0], true
	}
	return best, ok
}

// CountFor is the count on the post's account i.
func (x *Sheet) CountFor(i int) Count {
	if i < len(x.Counts()) {
		return x.counts[i]
	}
	return Count{}
}

// InView is the finding she looks at, and its number; the first one unless she has gone on. Its Rule is "" when there is none.
func (x *Sheet) InView() (accounts.Finding, int) {
	if len(x.Found) == 0 {
		return accounts.Finding{}, -1
	}
	i := min(x.At, len(x.Found)-1)
	return x.Found[i], i
}

// Go goes to the finding by steps on (-1: before), around the end. False: there is none.
func (x *Sheet) Go(by int) bool {
	n := len(x.Found)
	if n == 0 {
		return false
	}
	if !x.Gone {
		x.At, x.Gone = 0, true
		if by < 0 {
			x.At = n - 1
		}
		return true
	}
	x.At = (min(x.At, n-1) + by + n) % n
	return true
}

// VersionOf is the number of the version that a finding is about: 0 is the text for all.
func (x *Sheet) VersionOf(f accounts.Finding) int {
	if f.Account == "" || x.Post.Written(f.Account) == x.Post.Text {
		return 0
	}
	return slices.Index(x.Post.Targets, f.Account) + 1
}

// Heat is how a post sounds as a reply: 0 calm, 1 to be looked at, 2 heated; found is what the guards said of it.
func Heat(p accounts.Post, b accounts.Brand, found []accounts.Finding) int {
	switch {
	case guard.Cools(p, b):
		return 2
	case slices.ContainsFunc(found, func(f accounts.Finding) bool { return f.Rule == "tone" }):
		return 1
	}
	return 0
}

// About tells whether a finding is about a text: its places are bytes of that.
func (x *Sheet) About(f accounts.Finding, text string) bool {
	if f.Account != "" {
		return text == x.Post.Written(f.Account)
	}
	return text == x.Post.Text
}

// Marks colour the findings that have a place in the text in view.
func (x *Sheet) Marks(st *theme.Styles, text string) []widget.Mark {
	var out []widget.Mark
	for _, f := range x.Found {
		if f.End > f.Start && x.About(f, text) {
			m := widget.Mark{Start: f.Start, End: f.End, Style: st.Severity(f.Severity)}
			if f.Rule == "spelling" {
				m.SGR = st.Slip
			}
			out = append(out, m)
		}
	}
	return out
}

// Answers are the answers of the poll, one a line.
func (x *Sheet) Answers() string {
	if x.Post.Poll == nil {
		return ""
	}
	return strings.Join(x.Post.Poll.Options, "\n")
}

// Header names brand and accounts above a text that is edited outside.
func (x *Sheet) Header() string {
	out := "# vocero · " + accounts.Cells(x.Facts.Brand.Name, false)
	for _, a := range x.Targets() {
		out += "\n# " + a.Handle()
	}
	return out
}

// Restored is the post with the content of an earlier version; who speaks and what is answered stay.
func (x *Sheet) Restored(r accounts.Post) accounts.Post {
	post := x.Post
	post.Text, post.CW, post.Media, post.Poll, post.Language, post.Caret = r.Text, r.CW, r.Media, r.Poll, r.Language, r.Caret
	post.Versions = slices.DeleteFunc(slices.Clone(r.Versions), func(v accounts.Version) bool { return !slices.Contains(post.Targets, v.Account) })
	return post
}

// Write puts a text into the version in view. Lists are copied, never changed: commands may hold the old ones.
func (x *Sheet) Write(t string) {
	if x.Version == 0 {
		x.Post.Text = t
		return
	}
	id := x.Post.Targets[x.Version-1]
	vs := slices.DeleteFunc(slices.Clone(x.Post.Versions), func(v accounts.Version) bool { return v.Account == id })
	if t != x.Post.Text {
		vs = append(vs, accounts.Version{Account: id, Text: t})
	}
	x.Post.Versions = vs
}

// Parts is the length of the thread, at most over the accounts.
func (x *Sheet) Parts() int {
	n := 1
	for _, c := range x.Counts() {
		n = max(n, len(c.Parts))
	}
	return n
}

// Learn takes over what the desk has settled for the handles of the text: what they become on each account. It tells whether that is
// news.
func (x *Sheet) Learn(stored accounts.Post) bool {
	if x.Mend != nil || slices.Equal(x.Post.Namings, stored.Namings) {
		return false
	}
	x.Post.Namings = stored.Namings
	x.Measure()
	return true
}

// Locked tells whether the post is on its way or out: then it is only shown.
func (x *Sheet) Locked() bool { return x.Mend == nil && !x.Post.State.Open() }

// Text is the text of the version in view.
func (x *Sheet) Text() string {
	if x.Version == 0 || x.Version > len(x.Post.Targets) {
		return x.Post.Text
	}
	return x.Post.Written(x.Post.Targets[x.Version-1])
}

// Clone is a new draft with the content of a post: without its hour, its state, and what it answers.
func Clone(p accounts.Post) accounts.Post {
	return accounts.Post{Brand: p.Brand, State: accounts.Draft, Text: p.Text, CW: p.CW, Visibility: p.Visibility, Language: p.Language, Media: slices.Clone(p.Media),
		Poll: p.Poll, Targets: slices.Clone(p.Targets), Versions: slices.Clone(p.Versions), Relation: p.Relation, Tolerant: p.Tolerant, Caret: p.Caret, Note: p.Note}
}

// Above is what the text stands under: what it answers, or what it quotes; "" for neither.
func (s *Sheet) Above() string {
	switch {
	case s.Post.Answering != nil:
		return s.Post.Answering.Excerpt.String()
	case s.Post.Quoted != "":
		return "» " + s.Post.Quotation.String()
	}
	return ""
}
