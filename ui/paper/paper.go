// Package paper draws a text that is being written: what stands above and below it, what stands beside it on a wide screen, and the
// review, which shows the post as each network will. It knows no key and changes nothing.
package paper

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"

	"vocero/accounts"
	"vocero/ui/draft"
	"vocero/ui/pane"
	"vocero/ui/theme"
	"vocero/ui/widget"
)

// Kept says how far a text is on disk.
type Kept uint8

// The ways of being kept.
const (
	KeptNothing Kept = iota // there is nothing to keep yet
	KeptAll
	KeptSoon // it is being written
	KeptNot  // the disk refuses it
)

var keptWords = [...]string{"nothing to keep yet", "✓ kept", "keeping…", "✗ not on disk"}

func (k Kept) draw(f pane.Frame) string {
	st := [...]lipgloss.Style{f.Styles.Dim, f.Styles.Good, f.Styles.Dim, f.Styles.Bad}[k]
	return st.Render(f.Lang.T(keptWords[k]))
}

// Head says what is being written, and in badge, a text key, what the keys mean.
func Head(f pane.Frame, x *draft.Sheet, badge string, style lipgloss.Style, w int) string {
	l := f.Lang
	name := accounts.Cells(x.Facts.Brand.Name, false)
	title := l.T("New post · %s", name)
	switch a := x.Post.Answering; {
	case x.Mend != nil:
		title = l.T("Mend what is out · %s", name)
	case a != nil:
		title = l.T("Reply to %s", a.Author.String())
	case x.Locked():
		title = l.T("Post · %s", l.Post(x.Post.State))
	case x.Post.ID != "":
		title = l.T("Draft · %s", name)
	}
	words := l.T(badge)
	if x.Locked() {
		words = l.T("ONLY SHOWN · Esc leaves")
	}
	room := max(1, w-widget.Width(words)-3)
	return " " + f.Styles.Title.Render(widget.FitLine(title, room)) + " " + style.Render(words) + " "
}

// Whose says whose version is in view where a post has several, "" where it has one text.
func Whose(f pane.Frame, x *draft.Sheet) string {
	if len(x.Post.Targets) < 2 {
		return ""
	}
	if x.Version == 0 {
		return f.Lang.T("for all")
	}
	a := x.Account(x.Post.Targets[x.Version-1])
	if x.Post.Written(a.ID) != x.Post.Text {
		return f.Lang.T("only on %s", a.Handle())
	}
	return f.Lang.T("as for all, on %s", a.Handle())
}

// Rule parts text and status: whose version it is, how long it is, how it sounds, whether it is on disk.
func Rule(f pane.Frame, x *draft.Sheet, k Kept, w int) string {
	st, right := f.Styles, k.draw(f)
	left := " " + CountText(x, f)
	if s := Price(f, x); s != "" {
		left += " " + st.Border.Render("─") + " " + s
	}
	if s := Tone(f, x); s != "" {
		left += " " + st.Border.Render("─") + " " + s
	}
	if whose := Whose(f, x); whose != "" {
		whose = " " + st.Accent.Render(whose) + " " + st.Border.Render("─")
		if widget.Width(whose)+widget.Width(left)+widget.Width(right)+6 <= w {
			left = whose + left
		}
	}
	fill := w - widget.Width(left) - widget.Width(right) - 5
	return st.Border.Render("─") + left + " " + st.Border.Render(strings.Repeat("─", max(0, fill))) + " " + right + " " + st.Border.Render("─")
}

// Status is what the lines below the text say besides what goes along with it.
type Status struct {
	Failed error      // why the newest save failed
	Said   pane.Toast // a word of the desk
	Wide   bool       // the findings stand beside the text
}

// Below is the end of the screen in at most n lines: an error, a word of the desk, or on a narrow screen what the guards say.
func Below(f pane.Frame, x *draft.Sheet, s Status, w, n int) []string {
	switch {
	case s.Failed != nil:
		return Lines(f.Styles.Bad, f.Lang.Error("not kept yet, trying again", s.Failed), w, n)
	case s.Said.Text != "":
		return Lines(f.Styles.Warn, f.Lang.T(s.Said.Text, s.Said.Args...), w, n)
	case x.Locked():
		return Lines(f.Styles.Warn, f.Lang.T("It is %s. b takes it back to be changed, as long as nothing of it is out.", f.Lang.Post(x.Post.State)), w, n)
	case s.Wide:
		return nil
	case len(x.Found) == 0:
		return []string{" " + f.Styles.Good.Render(f.Lang.T("✓ nothing stands against it"))}
	}
	v, _ := x.InView()
	return Lines(SignOf(f.Styles, v.Severity).Style, Tally(x.Found)+Place(f, x, v)+Sentence(f, v), w, n)
}

// Place says on which account's own version a finding lies when another one is in view, and how to get there; else it is "".
func Place(f pane.Frame, x *draft.Sheet, v accounts.Finding) string {
	if n := x.VersionOf(v); n > 0 && n != x.Version {
		return f.Lang.T("on %s (F6 goes there): ", x.Account(v.Account).Handle())
	} else if n == 0 && x.Version > 0 && v.End > v.Start {
		return f.Lang.T("in the text for all (F6 goes there): ")
	}
	return ""
}

// Tally counts the findings that stop and those that warn: "✗2 !1 ". It is "" for one finding or none.
func Tally(fs []accounts.Finding) (s string) {
	if len(fs) < 2 {
		return ""
	}
	return counted(fs)
}

// counted is Tally without its silence on single findings; notes do not count.
func counted(fs []accounts.Finding) (s string) {
	n := [3]int{}
	for _, f := range fs {
		n[min(int(f.Severity), 2)]++
	}
	if n[accounts.Block] > 0 {
		s = fmt.Sprintf("✗%d ", n[accounts.Block])
	}
	if n[accounts.Warn] > 0 {
		s += fmt.Sprintf("!%d ", n[accounts.Warn])
	}
	return s
}

// toneWords name how a reply sounds, by its heat.
var toneWords = [...]string{"calm", "tone: check", "tone: heated"}

// Tone is how a reply sounds, "" for what is no reply or not begun.
func Tone(f pane.Frame, x *draft.Sheet) string {
	if !x.Post.Reply() || strings.TrimSpace(x.Post.Text) == "" {
		return ""
	}
	n := x.Heat
	return [...]lipgloss.Style{f.Styles.Good, f.Styles.Warn, f.Styles.Bad}[n].Render(f.Lang.T(toneWords[n]))
}

// PaintCount is a length with its limit, loud when it is over.
func PaintCount(st *theme.Styles, n, limit int) string {
	switch {
	case limit == 0:
		return fmt.Sprint(n)
	case n > limit:
		return st.Bad.Render(fmt.Sprintf("✗ %d/%d (%d)", n, limit, limit-n))
	case n > limit*9/10:
		return st.Warn.Render(fmt.Sprintf("%d/%d", n, limit))
	}
	return fmt.Sprintf("%d/%d", n, limit)
}

// CountText is the length, of a thread part by part.
func CountText(x *draft.Sheet, f pane.Frame) string {
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

// Price is what the post costs on all its accounts, loud where a link makes it dear; "" where it is free.
func Price(f pane.Frame, x *draft.Sheet) string {
	var sum accounts.Micros
	linked := false
	for _, c := range x.Counts() {
		sum, linked = sum+c.Price, linked || c.Linked
	}
	style := f.Styles.Dim
	if linked {
		style = f.Styles.Warn
	}
	if sum == 0 || x.Mend != nil {
		return ""
	}
	return style.Render(f.Lang.Price(sum, linked))
}

// From says who speaks, when, to whom, in which language.
func From(x *draft.Sheet, f pane.Frame) string {
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
	if x.Post.Relation != accounts.Own {
		parts = append(parts, f.Styles.Warn.Render(l.Relation(x.Post.Relation)))
	}
	return " " + f.Styles.Brand(b).Letter.Render(string(b.Letter)) + " " + strings.Join(parts, " · ")
}

// With says what goes along with the text, "" when nothing does.
func With(x *draft.Sheet, f pane.Frame) string {
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
