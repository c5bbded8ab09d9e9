package paper

import (
	"strings"

	"charm.land/lipgloss/v2"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/ui/draft"
	"vocero/ui/pane"
	"vocero/ui/theme"
	"vocero/ui/widget"
)

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

// Findings are the findings in at most n lines, each wrapped; the one in view is marked, and where they do not fit it stays in
// sight.
func Findings(f pane.Frame, x *draft.Sheet, w, n int) []string {
	var out []string
	first, last := 0, 0 // lines of the one in view
	at := -1
	if _, i := x.InView(); len(x.Found) > 1 {
		at = i
	}
	for i, v := range x.Found {
		sign := SignOf(f.Styles, v.Severity)
		if i == at {
			first = len(out)
		}
		for j, l := range accounts.Wrap(Place(f, x, v)+Sentence(f, v), max(10, w-2)) {
			switch {
			case j > 0:
				l = "  " + l
			case i == at && x.Gone:
				l = "▸" + l
			}
			out = append(out, sign.Style.Render(l))
		}
		if i == at {
			last = len(out)
		}
		if len(out) > n && i > at {
			break
		}
	}
	if len(out) <= n {
		return out
	}
	from := max(0, min(first, last-n+1))
	out = append([]string{}, out[from:min(len(out), from+n-1)]...)
	return append(out, f.Styles.Dim.Render(f.Lang.T("%d in all: F6 goes from one to the next", len(x.Found))))
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

// Standing are findings that stand in the way, each with its remedy, in lines of at most w cells.
func Standing(f pane.Frame, fs []accounts.Finding, w int) []string {
	var out []string
	for i, v := range fs {
		if i == 0 || Sentence(f, v) != Sentence(f, fs[i-1]) {
			for _, l := range accounts.Wrap(Sentence(f, v), w) {
				out = append(out, SignOf(f.Styles, v.Severity).Style.Render(l))
			}
		}
	}
	return out
}
