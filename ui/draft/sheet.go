package draft

import (
	"fmt"
	"slices"
	"strings"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/ui/pane"
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
	Counts  []Count            // of each target
	Found   []accounts.Finding
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

// Measure counts after a change.
func (x *Sheet) Measure() {
	as := x.Targets()
	if len(x.Post.Text)*len(as) <= atOnce || len(x.Counts) != len(as) {
		x.Counts = CountAll(x.Post, as)
	}
}

// Shown is the count of the version in view: of the text for all, the one on the account where the least is left.
func (x *Sheet) Shown() (best Count, ok bool) {
	if x.Version > 0 && x.Version <= len(x.Counts) {
		return x.Counts[x.Version-1], true
	}
	for _, c := range x.Counts {
		own := x.Post.TextFor(c.Account) != x.Post.Text
		if !own && (!ok || c.Limit > 0 && (best.Limit == 0 || c.Limit-c.Worst() < best.Limit-best.Worst())) {
			best, ok = c, true
		}
	}
	if !ok && len(x.Counts) > 0 { // Every account has a text of its own.
		return x.Counts[0], true
	}
	return best, ok
}

// CountFor is the count on the post's account i.
func (x *Sheet) CountFor(i int) Count {
	if i < len(x.Counts) {
		return x.Counts[i]
	}
	return Count{}
}

// Tally counts the findings that stop and those that warn: "✗2 !1 ". It is "" for one finding or none.
func (x *Sheet) Tally() (s string) {
	n := [3]int{}
	for _, f := range x.Found {
		n[min(int(f.Severity), 2)]++
	}
	if n[accounts.Block] > 0 {
		s = fmt.Sprintf("✗%d ", n[accounts.Block])
	}
	if n[accounts.Warn] > 0 {
		s += fmt.Sprintf("!%d ", n[accounts.Warn])
	}
	if len(x.Found) < 2 {
		return ""
	}
	return s
}

// About tells whether a finding is about a text: its places are bytes of that.
func (x *Sheet) About(f accounts.Finding, text string) bool {
	if f.Account != "" {
		return text == x.Post.TextFor(f.Account)
	}
	return text == x.Post.Text
}

// Marks colour the findings that have a place in the text in view.
func (x *Sheet) Marks(st *theme.Styles, text string) []widget.Mark {
	var out []widget.Mark
	for _, f := range x.Found {
		if f.End > f.Start && x.About(f, text) {
			out = append(out, widget.Mark{Start: f.Start, End: f.End, Style: st.Severity(f.Severity)})
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
	for _, c := range x.Counts {
		n = max(n, len(c.Parts))
	}
	return n
}

// Locked tells whether the post is on its way or out: then it is only shown.
func (x *Sheet) Locked() bool { return x.Mend == nil && !x.Post.State.Open() }

// CountText is the length, of a thread part by part.
func (x *Sheet) CountText(f pane.Frame) string {
	c, ok := x.Shown()
	if !ok {
		return f.Styles.Bad.Render(f.Lang.T("no account"))
	}
	s := PaintCount(f.Styles, c.Worst(), c.Limit)
	if len(c.Parts) == 1 {
		return s
	}
	parts := make([]string, len(c.Parts))
	for i, n := range c.Parts {
		if parts[i] = fmt.Sprint(n); c.Limit > 0 && n > c.Limit {
			parts[i] = f.Styles.Bad.Render(parts[i])
		}
	}
	if len(parts) > 6 {
		parts = append(parts[:5], "…")
	}
	return s + " " + f.Lang.T("thread of %d:", len(c.Parts)) + " " + strings.Join(parts, "·")
}

// From says who speaks, when, to whom, in which language.
func (x *Sheet) From(f pane.Frame) string {
	l, b := f.Lang, x.Facts.Brand
	parts := []string{l.T("no account")}
	if as := x.Targets(); len(as) > 0 {
		parts[0] = as[max(0, x.Version-1)].Handle()
		if n := len(as) - 1; n > 0 {
			parts[0] += " " + l.T("and %d more", n)
		}
	}
	if x.Post.When != nil {
		parts = append(parts, l.DayHour(x.Post.When.Local()))
	}
	parts = append(parts, l.Visibility(x.Post.Visibility))
	if x.Post.Language != "" {
		parts = append(parts, x.Post.Language)
	}
	return " " + f.Styles.Brand(b).Letter.Render(string(b.Letter)) + " " + strings.Join(parts, " · ")
}

// With says what goes along with the text, "" when nothing does.
func (x *Sheet) With(f pane.Frame) string {
	l := f.Lang
	var parts []string
	if x.Post.CW != "" {
		parts = append(parts, f.Styles.Warn.Render(l.T("warning: %s", accounts.Truncate(accounts.Cells(x.Post.CW, false), 24))))
	}
	if n := len(x.Post.Media); n > 0 {
		s, bare := l.N(n, "%d file", "%d files"), 0
		for _, m := range x.Post.Media {
			if strings.TrimSpace(m.Alt) == "" {
				bare++
			}
		}
		if bare > 0 {
			s += " " + f.Styles.Bad.Render(l.T("(%d not described)", bare))
		}
		parts = append(parts, s)
	}
	if q := x.Post.Poll; q != nil {
		parts = append(parts, l.T("poll of %d", len(q.Options)))
	}
	if x.Post.Tolerant {
		parts = append(parts, l.T("may be late"))
	}
	if x.Post.Note != "" {
		parts = append(parts, l.T("note: %s", accounts.Truncate(accounts.Cells(x.Post.Note, false), 24)))
	}
	if x.Post.Reply() && x.Facts.Thread == nil {
		parts = append(parts, f.Styles.Dim.Render(l.T("the conversation is being read")))
	}
	return strings.Join(parts, " · ")
}

// Side is the column of a wide screen: what is answered, what the guards say, who speaks, which files go along.
func (x *Sheet) Side(f pane.Frame, w, h int) []string {
	var out []string
	part := func(title string, lines []string) {
		if len(lines) > 0 {
			if len(out) > 0 {
				out = append(out, "")
			}
			out = append(append(out, f.Styles.Title.Render(title)), lines...)
		}
	}
	if x.Post.Answering != nil {
		part(f.Lang.T("You answer"), Conversation(f, *x.Post.Answering, x.Facts, w, max(3, h/2-2)))
	}
	checks := Findings(f, x.Found, w)
	if len(checks) == 0 {
		checks = []string{f.Styles.Good.Render(f.Lang.T("✓ nothing stands against it"))}
	}
	part(f.Lang.T("Checks"), checks)
	var who []string
	for i, a := range x.Targets() {
		s := a.Handle()
		if i < len(x.Counts) {
			s += "  " + PaintCount(f.Styles, x.Counts[i].Worst(), x.Counts[i].Limit)
		}
		if x.Post.TextFor(a.ID) != x.Post.Text {
			s += "  " + f.Styles.Accent.Render(f.Lang.T("its own text"))
		}
		who = append(who, s)
	}
	part(f.Lang.T("Accounts"), who)
	part(f.Lang.T("Files"), Files(f, x.Post.Media, w))
	return out
}

// Review is the post as the networks will show it: destination, hour, findings, then each account's parts.
func (x *Sheet) Review(f pane.Frame, w int) []string {
	l, st, b := f.Lang, f.Styles, x.Facts.Brand
	bs := st.Brand(b)
	kind := "CLIENT"
	if b.Kind == accounts.Personal {
		kind = "PERSONAL"
	}
	bar := func(s string) string { return bs.Bar.Render(widget.FitLine(s, w)) }
	rows := []string{bar(""), bar("   " + string(b.Letter) + "   " + strings.ToUpper(accounts.Cells(b.Name, false)) + "  ·  " + l.T(kind))}
	for _, a := range x.Targets() {
		rows = append(rows, bar("       "+a.Handle()+"  ("+a.Instance.Software+")"))
	}
	rows = append(rows, bar(""))
	hour := st.Warn.Render(l.T("No hour yet: + next free slot · p hour · W now"))
	if w := x.Post.When; w != nil {
		hour = st.Strong.Render(l.DayHour(w.Local())+" "+w.Zone) + "  " + l.T("s schedules it there · + next free slot · p other hour · W now")
	}
	rows = append(rows, " "+hour, " "+l.T("seen by")+": "+st.Strong.Render(l.Visibility(x.Post.Visibility))+"  ·  "+l.T("language")+": "+orDash(x.Post.Language))
	if checks := Findings(f, x.Found, w-2); len(checks) > 0 {
		for _, c := range checks {
			rows = append(rows, " "+c)
		}
	} else {
		rows = append(rows, " "+st.Good.Render(l.T("✓ nothing stands against it")))
	}
	for i, a := range x.Targets() {
		rows = append(rows, Parts(f, x.Post, a, x.CountFor(i), min(w-4, 90))...)
	}
	return rows
}

func orDash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}
