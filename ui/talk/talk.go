// Package talk draws what others said: a mention in a row, a mention in full, the conversation around it. Everything it prints is
// accounts.Text, or her own words made safe for cells. It reads nothing and keeps nothing; Mentions and Replies share it.
package talk

import (
	"strings"
	"time"
	"unicode/utf8"

	"charm.land/lipgloss/v2"

	"vocero/accounts"
	"vocero/ui/pane"
	"vocero/ui/widget"
)

// Said is one mention with what is known around it.
type Said struct {
	Mention accounts.Mention
	Brand   accounts.Brand
	To      string           // the handle addressed, "" when the account is gone
	Thread  *accounts.Thread // the stored conversation, nil when there is none
	Open    bool             // what stands behind content warnings is shown
	Cools   time.Time        // our heated answer waits until then; zero: none does
	Asking  bool             // the conversation was asked for and has not come yet
	Kin     *accounts.Kin    // who spoke, and what belongs with it; nil: not read
}

// Sheet is a text that is being written in lines of some cells.
type Sheet struct {
	f     pane.Frame
	w     int
	zone  string
	lines []string
}

// NewSheet begins a text of w cells; hours in it are those of a brand.
func NewSheet(f pane.Frame, w int, b accounts.Brand) *Sheet {
	return &Sheet{f: f, w: max(1, w), zone: b.Zone}
}

// Put adds text in a style, wrapped; lead stands before its first line and as much room before the others.
func (s *Sheet) Put(st lipgloss.Style, lead, text string) {
	in := widget.Width(lead)
	for i, l := range accounts.Wrap(text, max(8, s.w-in)) {
		if i > 0 {
			lead = widget.Pad(in)
		}
		s.lines = append(s.lines, st.Render(lead+l))
	}
}

// Quote adds text in a style, wrapped, with a bar before every line: it is what we say.
func (s *Sheet) Quote(st lipgloss.Style, text string) {
	for _, l := range accounts.Wrap(text, max(8, s.w-2)) {
		s.lines = append(s.lines, s.f.Styles.Quote.Render("│ ")+st.Render(l))
	}
}

// Gap adds an empty line, never two.
func (s *Sheet) Gap() {
	if n := len(s.lines); n > 0 && s.lines[n-1] != "" {
		s.lines = append(s.lines, "")
	}
}

// Lines is what was written.
func (s *Sheet) Lines() []string { return s.lines }

// Hour is a day and an hour on the wall of the brand.
func (s *Sheet) Hour(t time.Time) string { return s.f.Lang.DayHour(Local(t, s.zone)) }

// Local is an instant on the wall of a zone; a zone that is unknown here leaves it as it is.
func Local(t time.Time, zone string) time.Time {
	if loc, err := accounts.Zone(zone); err == nil {
		return t.In(loc)
	}
	return t
}

// OneLine is the beginning of a text without its newlines: as much as w cells can show, whatever its length.
func OneLine(s string, w int) string {
	if n := 8 * max(w, 1); len(s) > n {
		for n > 0 && !utf8.RuneStart(s[n]) {
			n--
		}
		s = s[:n] + "…"
	}
	return strings.ReplaceAll(s, "\n", " ")
}

// Tags are her own tags in one line.
func Tags(tags []string) string {
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

// Version changes with everything of a mention that is drawn. What was said never changes.
func Version(m accounts.Mention) uint64 {
	h := uint64(14695981039346656037)
	mix := func(v uint64) { h = (h ^ v) * 1099511628211 }
	mix(uint64(m.State)<<8 | uint64(m.Mood))
	mix(uint64(m.Deadline.Unix()))
	mix(uint64(len(m.Notes)))
	mix(uint64(len(m.Reply)))
	for _, b := range []byte(m.Person + m.About) {
		mix(uint64(b))
	}
	if m.Liked {
		mix(3)
	}
	if m.Boosted {
		mix(5)
	}
	if m.Hidden {
		mix(7)
	}
	for _, t := range m.Tags {
		for i := range len(t) {
			mix(uint64(t[i]))
		}
		mix(256)
	}
	return h
}
