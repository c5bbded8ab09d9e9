package paper

import (
	"fmt"
	"net/url"
	"strings"

	"vocero/accounts"
	"vocero/ui/draft"
	"vocero/ui/lang"
	"vocero/ui/pane"
	"vocero/ui/theme"
	"vocero/ui/widget"
)

// Side is the column beside the text on a wide screen: what is answered, what the guards say, who speaks, what the links lead to,
// which files go along, and the client's style guide. What does not change with a key is drawn once.
type Side struct {
	key         sideKey
	top, bottom []string
}

type sideKey struct {
	no            uint64
	version, w, h int
	at            int
	gone          bool
	files         int
	styles        *theme.Styles
	lang          *lang.Printer
}

// Lines are the lines of the column, at most h of w cells; no is another number whenever findings or facts are others.
func (s *Side) Lines(f pane.Frame, x *draft.Sheet, no uint64, w, h int) []string {
	k := sideKey{no, x.Version, w, h, x.At, x.Gone, fileSum(x.Post.Media), f.Styles, f.Lang}
	if k != s.key {
		s.key, s.top, s.bottom = k, sideTop(f, x, w, h), sideBottom(f, x, w)
	}
	out := part(f, s.top[:len(s.top):len(s.top)], "Accounts", Accounts(f, x))
	out = append(out, s.bottom...)
	return out[:min(len(out), h)]
}

// fileSum changes with the files and the lengths of their descriptions.
func fileSum(ms []accounts.Media) int {
	n := 0
	for _, m := range ms {
		n = n*31 + len(m.Alt) + int(m.Bytes) + 1
	}
	return n
}

// part adds a part with its title, where it has lines.
func part(f pane.Frame, out []string, title string, lines []string) []string {
	if len(lines) == 0 {
		return out
	}
	if len(out) > 0 {
		out = append(out, "")
	}
	return append(append(out, f.Styles.Title.Render(f.Lang.T(title))), lines...)
}

// partNames are the titles of the parts.
var partNames = [...]string{"You answer", "Checks", "Accounts", "Links", "Files", "Style guide", "You quote"}

// sideTop is what stands above the accounts.
func sideTop(f pane.Frame, x *draft.Sheet, w, h int) []string {
	var out []string
	if x.Post.Answering != nil {
		out = part(f, out, partNames[0], Conversation(f, *x.Post.Answering, x.Facts, w, max(3, h/3)))
	}
	if x.Post.Quoted != "" {
		out = part(f, out, partNames[6], accounts.Wrap(x.Post.Quotation.String(), w))
	}
	checks := Findings(f, x, w, max(4, h/3))
	if len(checks) == 0 {
		checks = []string{f.Styles.Good.Render(f.Lang.T("✓ nothing stands against it"))}
	}
	return part(f, out, partNames[1], checks)
}

// sideBottom is what stands below them.
func sideBottom(f pane.Frame, x *draft.Sheet, w int) []string {
	out := []string{""}
	out = part(f, out[:0:0], partNames[3], Links(f, x, w))
	out = part(f, out, partNames[4], Files(f, x.Post.Media, w))
	out = part(f, out, partNames[5], Guide(f, x.Facts.Brand.Style, w))
	if len(out) > 0 {
		out = append([]string{""}, out...)
	}
	return out
}

// Accounts are the accounts of the post, each with the length of its version and what stands against that alone.
func Accounts(f pane.Frame, x *draft.Sheet) []string {
	var out []string
	counts := x.Counts()
	for i, a := range x.Targets() {
		s := a.Handle()
		if i < len(counts) {
			s += "  " + PaintCount(f.Styles, counts[i].Worst(), counts[i].Limit)
		}
		if len(x.Targets()) > 1 && i < len(counts) && counts[i].Price > 0 {
			s += "  " + f.Styles.Dim.Render(f.Lang.Price(counts[i].Price, counts[i].Linked))
		}
		if x.Post.Written(a.ID) != x.Post.Text {
			s += "  " + f.Styles.Accent.Render(f.Lang.T("its own text"))
		}
		if x.Post.Renamed(a.ID) {
			s += "  " + f.Styles.Accent.Render(f.Lang.T("other names"))
		}
		var own []accounts.Finding
		for _, v := range x.Found {
			if v.Account == a.ID {
				own = append(own, v)
			}
		}
		if t := counted(own); t != "" && len(x.Post.Targets) > 1 {
			s += "  " + f.Styles.Warn.Render(strings.TrimSpace(t))
		}
		out = append(out, s)
	}
	return out
}

// Links are the links of the text in view with what is known of each: where it leads, and what the page is called.
func Links(f pane.Frame, x *draft.Sheet, w int) []string {
	l, st := f.Lang, f.Styles
	var out []string
	text := x.Text()
	seen := map[string]bool{}
	for _, at := range accounts.LinksIn(text) {
		u := accounts.NormalLink(text[at.Start:at.End])
		if seen[u] {
			continue
		}
		seen[u] = true
		r, ok := x.Facts.Links[u]
		host := accounts.Cells(hostOf(u), false)
		switch {
		case !ok:
			out = append(out, st.Dim.Render(l.T("… %s is being looked at", host)))
			continue
		case r.Verdict == accounts.LinkGood:
			host = st.Good.Render("✓ " + host)
		case r.Verdict == accounts.LinkBroken:
			host = st.Bad.Render("✗ " + host)
		default:
			host = st.Warn.Render("? " + host)
		}
		if r.Final != "" && hostOf(r.Final) != hostOf(u) {
			host += " → " + st.Strong.Render(accounts.Cells(hostOf(r.Final), false))
		}
		out = append(out, widget.FitLine(host, w))
		if t := r.Title.String(); t != "" {
			out = append(out, "  "+st.Dim.Render(accounts.Truncate(t, max(1, w-2))))
		}
	}
	return out
}

// hostOf is the host of an address, the address itself where it has none.
func hostOf(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return raw
	}
	return u.Host
}

// addressWords name how a brand speaks to its readers.
var addressWords = [...]string{"", "says tú", "says usted", "says vos"}

// Guide is the style guide of a brand, none where it has none.
func Guide(f pane.Frame, s *accounts.Style, w int) []string {
	if s == nil {
		return nil
	}
	l, st := f.Lang, f.Styles
	var out []string
	add := func(style func(...string) string, text string) {
		for _, line := range accounts.Wrap(accounts.Cells(text, true), max(10, w)) {
			out = append(out, style(line))
		}
	}
	plain := f.Styles.Text.Render
	if s.Mood != "" {
		add(st.Strong.Render, s.Mood)
	}
	if int(s.Address) < len(addressWords) && s.Address != 0 {
		add(plain, l.T(addressWords[s.Address]))
	}
	for _, v := range s.Words {
		if v.Use == "" {
			add(plain, l.T("never: %s", v.Avoid))
		} else {
			add(plain, l.T("not %s but %s", v.Avoid, v.Use))
		}
	}
	if s.Emoji != nil {
		add(plain, l.T("emoji: at most %d", *s.Emoji))
	}
	if len(s.Hashtags) > 0 {
		add(plain, strings.Join(s.Hashtags, " "))
	}
	if s.TagsMost != nil {
		add(plain, l.T("hashtags: at most %d", *s.TagsMost))
	}
	if s.Signature != "" {
		add(plain, l.T("ends with: %s", s.Signature))
	}
	if s.Guide != "" {
		add(st.Dim.Render, s.Guide)
	}
	return out
}

// Parts are the parts of a thread with their lengths and beginnings.
func Parts(x *draft.Sheet) (labels, begins []string) {
	text := x.Text()
	c, _ := x.Shown()
	for i, p := range accounts.SplitThread(text) {
		s := fmt.Sprint(i + 1)
		if i < len(c.Parts) && c.Limit > 0 {
			s = fmt.Sprintf("%d/%d", c.Parts[i], c.Limit)
		}
		labels = append(labels, s)
		begins = append(begins, accounts.Truncate(strings.Join(strings.Fields(accounts.Cells(p, false)), " "), 50))
	}
	return labels, begins
}
