package talk

import (
	"strconv"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"vocero/accounts"
	"vocero/ui/pane"
	"vocero/ui/widget"
)

// Row is how one mention stands in a list.
type Row struct {
	W      int
	State  widget.RowState
	Marked bool
	Open   bool             // what stands behind a content warning is shown
	Any    bool             // the list holds mentions of every state: the row names its own
	Own    accounts.Account // the account addressed
}

// The glyphs of a mood: plain characters, one cell in every font.
var moodGlyphs = [...]string{" ", "+", "=", "?", "-"}

// moodStyle is the colour of a mood; its glyph says the same.
func moodStyle(f pane.Frame, m accounts.Mood) *lipgloss.Style {
	switch m {
	case accounts.Praise:
		return &f.Styles.Good
	case accounts.Question:
		return &f.Styles.Accent
	case accounts.Complaint:
		return &f.Styles.Bad
	}
	return &f.Styles.Dim
}

// DrawRow draws a mention in one line: mark, letter, time left, mood, author, text, badges.
func DrawRow(f pane.Frame, b accounts.Brand, m accounts.Mention, r Row) string {
	st := f.Styles
	due, style := due(f, m, b.Zone)
	letter := st.Brand(b).Letter
	mark := " "
	if r.Marked {
		mark = "•"
	}
	cells := []widget.Cell{
		{Text: mark, W: 1, Style: &st.Marked},
		{Text: string(b.Letter), W: 1, Style: &letter},
		{Text: due, W: 9, Style: style},
		{Text: moodGlyphs[min(int(m.Mood), len(moodGlyphs)-1)], W: 1, Style: moodStyle(f, m.Mood)},
		{Text: m.Author.String(), W: max(14, min(28, r.W/4)), Style: &st.Strong},
		{Text: line(f, m, r)},
		{Text: badges(f, m, r), W: -1, Style: &st.Warn},
	}
	if cells[6].Text == "" {
		cells = cells[:6]
	}
	if !r.State.Selected {
		return widget.Row(r.W, nil, cells...)
	}
	base := &st.SelectedDim
	if r.State.Focused {
		base = &st.Selected
	}
	for i := range cells {
		cells[i].Style = nil
	}
	return widget.Row(r.W, base, cells...)
}

// soon is from when on a deadline is near.
const soon = 2 * time.Hour

// due is the time column: what is left of a new one (✗ it is late, ! it is near), when a snoozed one comes back, how old the
// others are.
func due(f pane.Frame, m accounts.Mention, zone string) (string, *lipgloss.Style) {
	l, st, left := f.Lang, f.Styles, m.Deadline.Sub(f.Now)
	switch {
	case m.Kind != accounts.Talk || m.State == accounts.Done || m.State == accounts.WaitingReply:
		return "  " + l.Ago(f.Now.Sub(m.At)), &st.Dim
	case m.State == accounts.Snoozed && left > 0 && left < 6*24*time.Hour:
		t := Local(m.Deadline, zone)
		return l.ShortDay(t.Weekday()) + " " + l.Hour(t), &st.Dim
	case m.State == accounts.Snoozed && left > 0:
		_, day, _ := strings.Cut(l.Day(Local(m.Deadline, zone)), " ")
		return day, &st.Dim
	case left < 0:
		return "✗ " + l.Left(left), &st.Bad
	case left < soon:
		return "! " + l.Left(left), &st.Warn
	}
	return "  " + l.Left(left), &st.Dim
}

// line is what was said, in one line; behind a content warning only the warning.
func line(f pane.Frame, m accounts.Mention, r Row) string {
	s := OneLine(m.Gist(r.Own), r.W)
	if m.Kind != accounts.Talk {
		s = f.Lang.Kind(m.Kind) + "  " + s
	}
	if m.CW.IsZero() {
		return s
	}
	cw := f.Lang.T("CW") + " " + OneLine(m.CW.String(), r.W)
	if r.Open {
		return cw + " | " + s
	}
	return cw
}

// badges are the signs at the end of a row: odd text, files, who could read it, notes, its state where that differs, tags.
func badges(f pane.Frame, m accounts.Mention, r Row) string {
	var parts []string
	if m.Flags != 0 {
		parts = append(parts, "⚠")
	}
	if m.Person != "" {
		parts = append(parts, "=")
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
	if r.Any && m.State != accounts.New {
		parts = append(parts, f.Lang.Mention(m.State))
	}
	if s := Tags(m.Tags); s != "" {
		parts = append(parts, accounts.Truncate(s, max(6, r.W/6)))
	}
	return strings.Join(parts, " ")
}
