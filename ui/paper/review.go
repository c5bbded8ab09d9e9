package paper

import (
	"strings"

	"vocero/accounts"
	"vocero/ui/draft"
	"vocero/ui/lang"
	"vocero/ui/pane"
	"vocero/ui/theme"
	"vocero/ui/widget"
)

// Review is the post as the networks will show it, with the findings beside it: drawn once for every text, size and style.
type Review struct {
	key  reviewKey
	rows []string
}

type reviewKey struct {
	seq, no uint64
	w       int
	styles  *theme.Styles
	lang    *lang.Printer
}

// Picture draws a file of the post in at most w×h cells; no lines where it cannot be shown.
type Picture func(sha256 string, w, h int) []string

// Rows are all rows of the review; seq and no are others whenever text, findings, facts or pictures are.
func (r *Review) Rows(f pane.Frame, x *draft.Sheet, seq, no uint64, w int, pic Picture) []string {
	if k := (reviewKey{seq, no, w, f.Styles, f.Lang}); r.key != k || r.rows == nil {
		r.key, r.rows = k, review(f, x, w, pic)
	}
	return r.rows
}

// View is what of the review fits into w×h cells from row top on.
func (r *Review) View(f pane.Frame, w, h, top int) string {
	top = max(0, min(top, len(r.rows)-h))
	rows := append([]string{}, r.rows[top:]...)
	if len(rows) > h {
		rows[h-1] = f.Styles.Dim.Render(" " + f.Lang.T("j k scroll: %d more lines", len(rows)-h+1))
	}
	return widget.FitLines(rows, w, h)
}

// Len is how many rows there are.
func (r *Review) Len() int { return len(r.rows) }

// besideFrom is the width from which the findings stand beside the post.
const besideFrom = 110

// review draws destination, hour, findings and each account's parts.
func review(f pane.Frame, x *draft.Sheet, w int, pic Picture) []string {
	rows := destination(f, x, w)
	checks := []string{f.Styles.Good.Render(f.Lang.T("✓ nothing stands against it"))}
	if w < besideFrom {
		if len(x.Found) > 0 {
			checks = Findings(f, x, w-2, 1<<10)
		}
		for _, c := range checks {
			rows = append(rows, " "+c)
		}
		return append(rows, cards(f, x, min(w-4, 90), pic)...)
	}
	lw := w * 6 / 10
	rw := w - lw - 3
	if len(x.Found) > 0 {
		checks = Findings(f, x, rw, 1<<10)
	}
	right := append([]string{"", f.Styles.Title.Render(f.Lang.T("Checks"))}, checks...)
	right = part(f, right, partNames[3], Links(f, x, rw))
	left := cards(f, x, lw-4, pic)
	bar := " " + f.Styles.Border.Render("│") + " "
	for i := range max(len(left), len(right)) {
		rows = append(rows, widget.FitLine(lineOf(left, i), lw)+bar+widget.FitLine(lineOf(right, i), rw))
	}
	return rows
}

func lineOf(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

// destination is whose voice it is, where it goes, when and for whom.
func destination(f pane.Frame, x *draft.Sheet, w int) []string {
	l, st, b := f.Lang, f.Styles, x.Facts.Brand
	bs := st.Brand(b)
	kind := "CLIENT"
	if b.Kind == accounts.Personal {
		kind = "PERSONAL"
	}
	bar := func(s string) string { return bs.Bar.Render(widget.FitLine(s, w)) }
	rows := []string{bar(""), bar("   " + string(b.Letter) + "   " + strings.ToUpper(accounts.Cells(b.Name, false)) + "  ·  " + l.T(kind))}
	for _, a := range x.Targets() {
		by := f.Lang.Network(a)
		if a.Network == accounts.Manual {
			by += ", " + f.Lang.T("by hand")
		}
		rows = append(rows, bar("       "+a.Handle()+"  ("+by+")"))
	}
	rows = append(rows, bar(""))
	hour := st.Warn.Render(l.T("No hour yet: + next free slot · p hour · W now"))
	if w := x.Post.When; w != nil {
		hour = st.Strong.Render(l.DayHour(w.Local())+" "+w.Zone) + "  " + l.T("s schedules it there · + next free slot · p other hour · W now")
	}
	seen := " " + l.T("seen by") + ": " + st.Strong.Render(l.Visibility(x.Post.Visibility)) + "  ·  " + l.T("language") + ": " + orDash(x.Post.Language)
	if x.Post.Relation != accounts.Own {
		seen += "  ·  " + st.Warn.Render(l.Relation(x.Post.Relation))
	}
	rows = append(rows, " "+hour, seen)
	if x.Post.Quoted != "" {
		rows = append(rows, " "+l.T("quotes")+": "+accounts.Truncate(x.Post.Quotation.String(), max(1, w-len(l.T("quotes"))-4)))
	}
	if s := Price(f, x); s != "" {
		rows = append(rows, " "+l.T("price")+": "+s+"  ·  "+l.T("this month %s", f.Spent[b.ID].String()))
	}
	return rows
}

func orDash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

// cards are the parts of the post on each account, in lines of at most w cells.
func cards(f pane.Frame, x *draft.Sheet, w int, pic Picture) []string {
	var rows []string
	for i, a := range x.Targets() {
		rows = append(rows, Card(f, x, a, x.CountFor(i), w, pic)...)
	}
	return rows
}

// Card is a post part by part as one account will show it; c is its count there. A warning folds what stands behind it, links are cut
// and handles shortened as the network does.
func Card(f pane.Frame, x *draft.Sheet, a accounts.Account, c draft.Count, w int, pic Picture) []string {
	st, post := f.Styles, x.Post
	edge := st.Border.Render(" ┃ ")
	var rows []string
	put := func(s string) { rows = append(rows, edge+s) }
	parts := post.Parts(a.ID)
	for n, text := range parts {
		head := a.Handle()
		if len(parts) > 1 {
			head += "  " + f.Lang.T("part %d of %d", n+1, len(parts))
		}
		if n < len(c.Parts) {
			head += "  " + PaintCount(st, c.Parts[n], c.Limit)
		}
		if s := weights(f, a, text); s != "" {
			head += "  " + st.Dim.Render(s)
		}
		if n == 0 && post.Renamed(a.ID) {
			head += "  " + st.Accent.Render(f.Lang.T("other names"))
		}
		rows = append(rows, "", " "+st.Accent.Render(head))
		if post.CW != "" {
			put(st.Warn.Render(f.Lang.T("warning: %s", accounts.Cells(post.CW, false))) + "  " + st.Dim.Render(f.Lang.T("[folded: readers open it]")))
		}
		for _, l := range asShown(f, a, text, w, post.CW != "") {
			put(l)
		}
		if n > 0 {
			continue
		}
		for _, m := range post.Media {
			put(Files(f, []accounts.Media{m}, w)[0])
			if pic != nil && post.CW == "" {
				for _, l := range pic(m.SHA256, min(w, 32), 8) {
					put(l)
				}
			}
		}
		if q := post.Poll; q != nil {
			for _, o := range q.Options {
				put("○ " + accounts.Cells(o, false))
			}
		}
		if s := previewCard(x, text); s != "" && len(post.Media) == 0 && post.Poll == nil {
			put(st.Dim.Render("▤ " + accounts.Truncate(s, max(1, w-2))))
		}
	}
	return rows
}

// previewCard is the page that the network will show below the text: that of its first link, where it is known.
func previewCard(x *draft.Sheet, text string) string {
	all := accounts.LinksIn(text)
	if len(all) == 0 {
		return ""
	}
	r := x.Facts.Links[accounts.NormalLink(text[all[0].Start:all[0].End])]
	if r.Title.IsZero() {
		return ""
	}
	return r.Title.String() + " · " + accounts.Cells(hostOf(r.URL), false)
}

// weights says what links count where they do not count in full.
func weights(f pane.Frame, a accounts.Account, text string) string {
	n := a.Instance.Limits.Count.URLWeight
	if k := len(accounts.LinksIn(text)); n > 0 && k > 0 {
		return f.Lang.T("a link counts %d", n)
	}
	return ""
}
