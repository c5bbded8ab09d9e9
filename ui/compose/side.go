package compose

import (
	"strings"

	"vocero/accounts"
	"vocero/ui/draft"
	"vocero/ui/lang"
	"vocero/ui/pane"
	"vocero/ui/theme"
	"vocero/ui/widget"
)

// side is the column of a wide screen: what is answered, what the guards say, who speaks, which files go along.
func (p *Pane) side(f pane.Frame, w int) []string {
	var out []string
	part := func(title string, lines []string) {
		if len(lines) > 0 {
			if len(out) > 0 {
				out = append(out, "")
			}
			out = append(append(out, f.Styles.Title.Render(title)), lines...)
		}
	}
	if p.post.Answering != nil {
		part(f.Lang.T("You answer"), draft.Conversation(f, *p.post.Answering, p.facts, w, max(3, p.h/2-2)))
	}
	checks := draft.Findings(f, p.found, w)
	if len(checks) == 0 {
		checks = []string{f.Styles.Good.Render(f.Lang.T("✓ nothing stands against it"))}
	}
	part(f.Lang.T("Checks"), checks)
	var who []string
	for i, a := range p.targets() {
		s := a.Handle()
		if i < len(p.counts) {
			s += "  " + draft.PaintCount(f.Styles, p.counts[i].Worst(), p.counts[i].Limit)
		}
		if p.post.TextFor(a.ID) != p.post.Text {
			s += "  " + f.Styles.Accent.Render(f.Lang.T("its own text"))
		}
		who = append(who, s)
	}
	part(f.Lang.T("Accounts"), who)
	part(f.Lang.T("Files"), draft.Files(f, p.post.Media, w))
	return out
}

// reviewView is the newest drawing of the review and what it was made of.
type reviewView struct {
	key  reviewKey
	rows []string
}

type reviewKey struct {
	seq, marks uint64
	w, h       int
	styles     *theme.Styles
	lang       *lang.Printer
}

func (v reviewView) lines() int { return len(v.rows) }

// viewReview draws the post as the networks will show it.
func (p *Pane) viewReview(f pane.Frame) string {
	k := reviewKey{p.seq, p.marks, p.w, p.h, f.Styles, f.Lang}
	if p.drawn.key != k || p.drawn.rows == nil {
		p.drawn = reviewView{k, p.reviewRows(f)}
	}
	top := max(0, min(p.top, len(p.drawn.rows)-p.h))
	rows := append([]string{}, p.drawn.rows[top:]...)
	if len(rows) > p.h {
		rows[p.h-1] = f.Styles.Dim.Render(" " + f.Lang.T("j k scroll: %d more lines", len(rows)-p.h+1))
	}
	return widget.FitLines(rows, p.w, p.h)
}

// reviewRows are destination, hour, findings, then each account's parts.
func (p *Pane) reviewRows(f pane.Frame) []string {
	l, st, b := f.Lang, f.Styles, p.facts.Brand
	bs := st.Brand(b)
	kind := "CLIENT"
	if b.Kind == accounts.Personal {
		kind = "PERSONAL"
	}
	bar := func(s string) string { return bs.Bar.Render(widget.FitLine(s, p.w)) }
	rows := []string{bar(""), bar("   " + string(b.Letter) + "   " + strings.ToUpper(accounts.Cells(b.Name, false)) + "  ·  " + l.T(kind))}
	for _, a := range p.targets() {
		rows = append(rows, bar("       "+a.Handle()+"  ("+a.Instance.Software+")"))
	}
	rows = append(rows, bar(""))
	hour := st.Warn.Render(l.T("No hour yet: + next free slot · p hour · W now"))
	if w := p.post.When; w != nil {
		hour = st.Strong.Render(l.DayHour(w.Local())+" "+w.Zone) + "  " + l.T("s schedules it there · + next free slot · p other hour · W now")
	}
	rows = append(rows, " "+hour, " "+l.T("seen by")+": "+st.Strong.Render(l.Visibility(p.post.Visibility))+"  ·  "+l.T("language")+": "+orDash(p.post.Language))
	if checks := draft.Findings(f, p.found, p.w-2); len(checks) > 0 {
		for _, c := range checks {
			rows = append(rows, " "+c)
		}
	} else {
		rows = append(rows, " "+st.Good.Render(l.T("✓ nothing stands against it")))
	}
	for i, a := range p.targets() {
		rows = append(rows, draft.Parts(f, p.post, a, p.countFor(i), min(p.w-4, 90))...)
	}
	return rows
}

func orDash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}
