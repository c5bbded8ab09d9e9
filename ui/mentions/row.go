package mentions

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"charm.land/lipgloss/v2"

	"vocero/accounts"
	"vocero/ui/pane"
	"vocero/ui/widget"
)

// version changes with everything of a mention that a row shows. What was said never changes.
func version(m accounts.Mention) uint64 {
	h := uint64(14695981039346656037)
	mix := func(v uint64) { h = (h ^ v) * 1099511628211 }
	mix(uint64(m.State))
	mix(uint64(m.Mood))
	mix(uint64(m.Deadline.Unix()))
	mix(uint64(len(m.Notes)))
	if m.Liked {
		mix(3)
	}
	if m.Boosted {
		mix(5)
	}
	for _, t := range m.Tags {
		for i := range len(t) {
			mix(uint64(t[i]))
		}
		mix(256)
	}
	return h
}

// stamp is everything else that a row shows: while it stays the same, rows come from the cache.
type stamp struct {
	frame  any // the styles
	lang   string
	minute int64
	facts  int
	opens  int
	all    bool
	filter filter
}

func (p *Pane) stamp(f pane.Frame) stamp {
	return stamp{f.Styles, f.Lang.Tag(), f.Now.Unix() / 60, p.know.no, p.opens, p.all, p.filter}
}

// The glyphs of a mood: plain characters, one cell in every font.
var moodGlyphs = [...]string{" ", "+", "=", "?", "-"}

// row draws one mention in one line: mark, letter, time left, mood, author, text, badges.
func (p *Pane) row(f pane.Frame) func(m accounts.Mention, w int, rs widget.RowState) string {
	return func(m accounts.Mention, w int, rs widget.RowState) string {
		st, b := f.Styles, p.brand(f, m.Brand)
		due, urgent := p.due(f, m, b.Zone)
		letter := st.Brand(b).Letter
		author := max(14, min(28, w/4))
		cells := []widget.Cell{
			{Text: sign(rs.Marked || p.all, "•"), W: 1, Style: &st.Marked},
			{Text: string(b.Letter), W: 1, Style: &letter},
			{Text: due, W: 9, Style: pick(st.Bad, st.Warn, st.Dim, urgent)},
			{Text: moodGlyphs[min(int(m.Mood), len(moodGlyphs)-1)], W: 1, Style: &st.Dim},
			{Text: m.Author.String(), W: author, Style: &st.Strong},
			{Text: p.line(f, m, w)},
			{Text: p.badges(f, m, w), W: -1, Style: &st.Warn},
		}
		if cells[6].Text == "" {
			cells = cells[:6]
		}
		if !rs.Selected {
			return widget.Row(w, nil, cells...)
		}
		base := st.SelectedDim
		if rs.Focused {
			base = st.Selected
		}
		for i := range cells {
			cells[i].Style = nil
		}
		return widget.Row(w, &base, cells...)
	}
}

// brand is a brand as the pane read it, so that rows in the cache and the facts they were drawn from go together.
func (p *Pane) brand(f pane.Frame, id accounts.ID) accounts.Brand {
	if b, ok := p.know.brands[id]; ok {
		return b
	}
	return f.Brands[id]
}

func sign(on bool, s string) string {
	if on {
		return s
	}
	return " "
}

// pick is one of three styles by urgency: 2 is late, 1 is soon.
func pick(late, soon, calm lipgloss.Style, urgent int) *lipgloss.Style {
	switch urgent {
	case 2:
		return &late
	case 1:
		return &soon
	}
	return &calm
}

// soon is from when on a deadline is near.
const soon = 2 * time.Hour

// due is the time column: what is left of a new one (✗ it is late, ! it is near), when a snoozed one comes back, how old the
// others are.
func (p *Pane) due(f pane.Frame, m accounts.Mention, zone string) (text string, urgent int) {
	left := m.Deadline.Sub(f.Now)
	switch {
	case m.Kind != accounts.Talk || m.State == accounts.Done || m.State == accounts.WaitingReply:
		return "  " + f.Lang.Ago(f.Now.Sub(m.At)), 0
	case m.State == accounts.Snoozed && left > 0 && left < 6*24*time.Hour:
		t := local(m.Deadline, zone)
		return f.Lang.ShortDay(t.Weekday()) + " " + f.Lang.Hour(t), 0
	case m.State == accounts.Snoozed && left > 0:
		d := f.Lang.Day(local(m.Deadline, zone))
		return d[strings.IndexByte(d, ' ')+1:], 0
	case left < 0:
		return "✗ " + f.Lang.Left(left), 2
	case left < soon:
		return "! " + f.Lang.Left(left), 1
	}
	return "  " + f.Lang.Left(left), 0
}

// line is what was said, in one line; behind a content warning only the warning.
func (p *Pane) line(f pane.Frame, m accounts.Mention, w int) string {
	s := oneLine(m.Text.String(), w)
	if m.Kind != accounts.Talk {
		s = f.Lang.Kind(m.Kind) + "  " + s
	}
	if m.CW.IsZero() {
		return s
	}
	cw := f.Lang.T("CW") + " " + oneLine(m.CW.String(), w)
	if p.open[m.ID] {
		return cw + " | " + s
	}
	return cw
}

// oneLine is the beginning of a text without its newlines: as much as w cells can show, whatever its length.
func oneLine(s string, w int) string {
	if n := 8 * max(w, 1); len(s) > n {
		for n > 0 && !utf8.RuneStart(s[n]) {
			n--
		}
		s = s[:n] + "…"
	}
	return strings.ReplaceAll(s, "\n", " ")
}

// badges are the signs at the end of a row: odd text, files, who could read it, its state in a search, tags.
func (p *Pane) badges(f pane.Frame, m accounts.Mention, w int) string {
	var parts []string
	if m.Flags != 0 {
		parts = append(parts, "⚠")
	}
	if n := len(m.Media); n > 0 {
		parts = append(parts, "▣"+strconv.Itoa(n))
	}
	switch m.Visibility {
	case accounts.Direct:
		parts = append(parts, "✉")
	case accounts.Followers:
		parts = append(parts, "✉"+f.Lang.T("f//followers only, one letter"))
	}
	if len(m.Notes) > 0 {
		parts = append(parts, ";")
	}
	if p.filter == any_ && m.State != accounts.New {
		parts = append(parts, f.Lang.Mention(m.State))
	}
	if s := tagText(m.Tags); s != "" {
		parts = append(parts, accounts.Truncate(s, max(6, w/6)))
	}
	return strings.Join(parts, " ")
}

// tagText is a mention's tags in one line.
func tagText(tags []string) string {
	var b strings.Builder
	for i, t := range tags {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteByte('#')
		b.WriteString(accounts.Cells(t, false))
	}
	return b.String()
}
