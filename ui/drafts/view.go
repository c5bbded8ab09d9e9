package drafts

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"vocero/accounts"
	"vocero/ui/byhand"
	"vocero/ui/lang"
	"vocero/ui/pane"
	"vocero/ui/theme"
	"vocero/ui/widget"
)

// stamp changes with everything that rows show besides their post.
type stamp struct {
	styles   *theme.Styles
	lang     *lang.Printer
	accounts int
	verified int
}

// View draws the filters, the list, and the selected post.
func (p *Pane) View(f pane.Frame) (string, *tea.Cursor) {
	if p.w == 0 {
		return "", nil
	}
	head := widget.FitLine(p.head(f), p.w)
	if p.list.Loaded() && p.list.Len() == 0 {
		lines := []string{head, "", ""}
		for _, s := range accounts.Wrap(f.Lang.T(p.empty()), max(10, p.w-6)) {
			lines = append(lines, "   "+s)
		}
		return widget.FitLines(lines, p.w, p.h), nil
	}
	list := p.list.View(stamp{f.Styles, f.Lang, len(p.accounts), p.proved()}, f.Focused, p.row(f))
	x, ok := p.list.Selected()
	if p.wide() {
		w := p.w - p.listWidth() - 2
		var side []string
		if ok {
			side = p.detail(f, x, w)
		}
		return head + "\n" + widget.Beside(p.h-1, widget.Column{Text: list, W: p.listWidth()}, widget.Column{W: 2}, widget.Column{Text: widget.FitLines(side, w, p.h-1), W: w}), nil
	}
	lines := []string{head, list, f.Styles.Border.Render(strings.Repeat("─", p.w))}
	if ok {
		for _, s := range p.detail(f, x, p.w-2) {
			lines = append(lines, " "+s)
		}
	}
	return widget.Fit(strings.Join(lines, "\n"), p.w, p.h), nil
}

// empty says what to do where there is nothing.
func (p *Pane) empty() string {
	if p.search != "" {
		return "No post and no draft has these words. Esc clears the search."
	}
	return emptyTexts[p.filter]
}

var emptyTexts = [...]string{"No draft waits: c writes one.", "Nothing is planned: + puts a draft into the next free slot.", "Nothing is out yet.", "✓ Nothing is in trouble.", "Nothing was written yet: c writes the first post."}

// head are the filters with the one in view marked, the search, and the number of marks.
func (p *Pane) head(f pane.Frame) string {
	var b strings.Builder
	for i, n := range filterNames {
		if filter(i) == p.filter && p.search == "" {
			b.WriteString(f.Styles.Title.Render(" ▸" + f.Lang.T(n)))
		} else {
			b.WriteString(f.Styles.Dim.Render("  " + f.Lang.T(n)))
		}
	}
	if p.search != "" {
		b.WriteString("  " + f.Styles.Found.Render(f.Lang.T("found: %s", accounts.Truncate(accounts.Cells(p.search, false), 24))))
	}
	if n := p.list.Marked(); n > 0 {
		s := fmt.Sprintf("▪%d", n)
		if p.w >= 72 {
			s = f.Lang.T("▪ %d marked", n)
		}
		b.WriteString("  " + f.Styles.Marked.Render(s))
	}
	return b.String()
}

// glyph says in one cell how far a post is.
func glyph(s accounts.PostState) string {
	switch s {
	case accounts.Idea:
		return "·"
	case accounts.Draft, accounts.InReview, accounts.Approved:
		return "~"
	case accounts.PostPublished:
		return "○"
	case accounts.PostHeld:
		return "="
	case accounts.PostByHand:
		return byhand.Sign
	case accounts.PostUnconfirmed:
		return "?"
	case accounts.PostFailed, accounts.PostMissed:
		return "✗"
	}
	return "»"
}

// stateStyle repeats the glyph in colour.
func stateStyle(f pane.Frame, s accounts.PostState) *lipgloss.Style {
	switch glyph(s) {
	case "✗", "?":
		return &f.Styles.Bad
	case "○":
		return &f.Styles.Good
	case "=":
		return &f.Styles.Warn
	}
	return &f.Styles.Text
}

// row draws one post: mark, letter, state, hour, text, badges and targets.
func (p *Pane) row(f pane.Frame) func(accounts.Post, int, widget.RowState) string {
	return func(x accounts.Post, w int, rs widget.RowState) string {
		b := f.Brands[x.Brand]
		letter, style := f.Styles.Brand(b).Letter, stateStyle(f, x.State)
		var base *lipgloss.Style
		switch {
		case rs.Selected && rs.Focused:
			base = &f.Styles.Selected
		case rs.Selected:
			base = &f.Styles.SelectedDim
		}
		if base != nil {
			style = base
		}
		hour, hw := p.hour(f, x), 16
		if w < 72 { // The weekday goes first.
			if _, rest, ok := strings.Cut(hour, " "); ok {
				hour = rest
			}
			hw = 12
		}
		mark := " "
		if rs.Marked {
			mark = "▪"
		}
		cells := []widget.Cell{{Text: mark + string(b.Letter), W: 2, Style: &letter}, {Text: p.standing(f, x), W: 14, Style: style},
			{Text: hour, W: hw}, {Text: beginning(x), W: 0}}
		if s := badges(x); s != "" {
			cells = append(cells, widget.Cell{Text: s, W: -1, Style: base})
		}
		if w >= 72 {
			cells = append(cells, widget.Cell{Text: p.targets(x), W: 16})
		}
		return widget.Row(w, base, cells...)
	}
}

// beginning is the start of the text on one line; of a reply whom it answers first.
func beginning(x accounts.Post) string {
	s := x.Text
	if len(s) > 400 {
		s = strings.ToValidUTF8(s[:400], "")
	}
	s = accounts.Cells(strings.Join(strings.Fields(s), " "), false)
	if x.Answering != nil {
		s = "↩ " + s
	}
	return s
}

// badges are what goes along with a text: files, a poll, a content warning, the parts of a thread.
func badges(x accounts.Post) string {
	var out []string
	if n := len(x.Media); n > 0 {
		out = append(out, fmt.Sprintf("▣%d", n))
	}
	if x.Poll != nil {
		out = append(out, "☐")
	}
	if x.CW != "" {
		out = append(out, "CW")
	}
	if n := len(partsOf(x)); n > 1 {
		out = append(out, fmt.Sprintf("≡%d", n))
	}
	return strings.Join(out, " ")
}

// partsOf are the parts on the first account.
func partsOf(x accounts.Post) []string {
	if len(x.Targets) == 0 {
		return accounts.SplitThread(x.Text)
	}
	return x.Parts(x.Targets[0])
}

// targets are the accounts: the first short, the others counted. The full handle stands in the detail and in every dialog.
func (p *Pane) targets(x accounts.Post) string {
	if len(x.Targets) == 0 {
		return "—"
	}
	more := ""
	if n := len(x.Targets) - 1; n > 0 {
		more = fmt.Sprintf(" +%d", n)
	}
	return accounts.Truncate("@"+p.accounts[x.Targets[0]].User, 16-len(more)) + more
}

// hour is the post's hour on the wall of its client: of one that was sent by hand when that was, of a draft without one a dash.
func (p *Pane) hour(f pane.Frame, x accounts.Post) string {
	switch {
	case x.When != nil:
		return local(f, x.When.UTC, f.Brands[x.Brand].Zone)
	case !x.State.Open():
		return local(f, x.Updated, f.Brands[x.Brand].Zone)
	}
	return "—"
}

// local is an instant on the wall of a zone.
func local(f pane.Frame, t time.Time, zone string) string {
	if loc, err := accounts.Zone(zone); err == nil {
		t = t.In(loc)
	}
	return f.Lang.DayHour(t)
}
