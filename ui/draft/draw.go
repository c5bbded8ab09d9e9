package draft

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/ui/pane"
	"vocero/ui/theme"
	"vocero/ui/widget"
)

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

// Lines is a text on at most n lines.
func Lines(st lipgloss.Style, s string, w, n int) []string {
	ls := accounts.Wrap(s, max(10, w-2))
	if len(ls) > n {
		ls[n-1] = accounts.Truncate(ls[n-1]+" "+ls[n], max(10, w-2))
		ls = ls[:n]
	}
	for i := range ls {
		ls[i] = " " + st.Render(ls[i])
	}
	return ls
}

// Sign is how a severity is drawn.
type Sign struct {
	Glyph string
	Style lipgloss.Style
}

// SignOf is the sign of a severity.
func SignOf(st *theme.Styles, s accounts.Severity) Sign {
	switch s {
	case accounts.Block:
		return Sign{"✗", st.Bad}
	case accounts.Warn:
		return Sign{"!", st.Warn}
	}
	return Sign{"·", st.Dim}
}

// Sentence is a finding with its sign, reason and remedy.
func Sentence(f pane.Frame, v accounts.Finding) string {
	reason, remedy := f.Lang.Finding(v)
	if remedy != "" {
		reason += " — " + remedy
	}
	t, _ := accounts.SafeLine(reason)
	return SignOf(f.Styles, v.Severity).Glyph + " " + t.String()
}

// Findings are all findings, each wrapped.
func Findings(f pane.Frame, fs []accounts.Finding, w int) []string {
	var out []string
	for _, v := range fs {
		st := SignOf(f.Styles, v.Severity).Style
		for i, l := range accounts.Wrap(Sentence(f, v), max(10, w-2)) {
			if i > 0 {
				l = "  " + l
			}
			out = append(out, st.Render(l))
		}
	}
	return out
}

// Conversation is what a reply answers and what was said around it, the newest last, at most n lines.
func Conversation(f pane.Frame, a accounts.Answering, facts guard.Facts, w, n int) []string {
	text := a.Excerpt.String()
	if m := facts.Mention; m != nil {
		text = m.Text.String()
	}
	out := []string{f.Styles.Strong.Render(a.Author.String())}
	for _, l := range accounts.Wrap(text, max(10, w-2)) {
		out = append(out, f.Styles.Quote.Render("│ ")+l)
	}
	if len(out) > n {
		out = append(out[:n-1], f.Styles.Dim.Render("…"))
	}
	t := facts.Thread
	if t == nil {
		return append(out, f.Styles.Dim.Render(f.Lang.T("the conversation is being read")))
	}
	var said []string
	for _, s := range t.Said {
		if s.RemoteID == a.RemoteID {
			continue
		}
		who := f.Styles.Dim.Render(s.Author.String())
		if s.Own {
			who = f.Styles.Accent.Render(f.Lang.T("you"))
		}
		said = append(said, who+" "+accounts.Truncate(strings.Join(strings.Fields(s.Text.String()), " "), max(10, w-widget.Width(who)-1)))
	}
	return append(out, said[max(0, len(said)-n/2):]...)
}

// Files are the files of a post with their descriptions.
func Files(f pane.Frame, ms []accounts.Media, w int) []string {
	var out []string
	for _, m := range ms {
		s := "▣ " + accounts.Cells(m.Name, false) + " " + f.Styles.Dim.Render(f.Lang.Bytes(m.Bytes)) + " "
		if strings.TrimSpace(m.Alt) == "" {
			s += f.Styles.Bad.Render(f.Lang.T("no description"))
		} else {
			s += "— " + accounts.Cells(m.Alt, false)
		}
		out = append(out, widget.FitLine(s, w))
	}
	return out
}

// Parts is a post part by part as one account will show it, in lines of at most w cells; c is its count there.
func Parts(f pane.Frame, post accounts.Post, a accounts.Account, c Count, w int) []string {
	st := f.Styles
	var rows []string
	parts := post.Parts(a.ID)
	for n, text := range parts {
		head := a.Handle()
		if len(parts) > 1 {
			head += "  " + f.Lang.T("part %d of %d", n+1, len(parts))
		}
		if n < len(c.Parts) {
			head += "  " + PaintCount(st, c.Parts[n], c.Limit)
		}
		rows = append(rows, "", " "+st.Accent.Render(head))
		if post.CW != "" {
			rows = append(rows, st.Border.Render(" ┃ ")+st.Warn.Render(f.Lang.T("warning: %s", accounts.Cells(post.CW, false))))
		}
		for _, l := range accounts.Wrap(accounts.Cells(text, true), w) {
			rows = append(rows, st.Border.Render(" ┃ ")+l)
		}
		if n > 0 {
			continue
		}
		for _, l := range Files(f, post.Media, w) {
			rows = append(rows, st.Border.Render(" ┃ ")+l)
		}
		if q := post.Poll; q != nil {
			for _, o := range q.Options {
				rows = append(rows, st.Border.Render(" ┃ ")+"○ "+accounts.Cells(o, false))
			}
		}
	}
	return rows
}
