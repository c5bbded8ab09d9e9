package calendar

import (
	"fmt"
	"strings"

	"vocero/accounts"
	"vocero/ui/calendar/days"
	"vocero/ui/pane"
	"vocero/ui/widget"
)

// cellSize is the size of a day in the grid, and how many weeks there are.
func (p *Pane) cellSize() (w, h, weeks int) {
	weeks = max(1, int(p.data.To-p.data.From)/7)
	return max(1, p.w/7), max(1, (p.h-2-p.below())/weeks), weeks
}

// perEntry is how many lines an entry takes: in a wide week the text has a line of its own.
func (p *Pane) perEntry() int {
	if p.data.View == days.Week && p.w >= 80 {
		return 2
	}
	return 1
}

// grid draws the weeks.
func (p *Pane) grid(f pane.Frame) []string {
	cw, ch, weeks := p.cellSize()
	var b strings.Builder
	for i := range 7 {
		name := f.Lang.ShortDay((p.data.From + days.Date(i)).Weekday())
		b.WriteString(widget.Paint(&f.Styles.Dim, widget.FitLine(" "+name, cw)))
	}
	lines := []string{b.String()}
	for r := range weeks {
		rows := make([]strings.Builder, ch)
		for i := range 7 {
			c := &p.data.Days[r*7+i]
			k := drawKey{on: c.On, entry: -1, focused: f.Focused}
			if c.On == p.on {
				k.entry, k.cursor = p.at, true
			}
			for y, s := range p.drawn.of(k, func() []string { return p.drawCell(f, c, cw, ch, k) }) {
				rows[y].WriteString(s)
			}
		}
		for y := range rows {
			lines = append(lines, rows[y].String())
		}
	}
	return lines
}

// drawCell draws a day: its number and marks, then as many entries as fit, the one under the cursor among them.
func (p *Pane) drawCell(f pane.Frame, c *days.Cell, w, h int, k drawKey) []string {
	per := p.perEntry()
	fit := max(1, (h-1)/per)
	first := 0
	if k.cursor {
		first = max(0, min(p.at-fit+1, len(c.Entries)-fit))
	}
	lines := []string{p.cellHead(f, c, w, c.Posts > fit || len(c.Entries) > fit, k)}
	for i := first; i < len(c.Entries) && len(lines)+per <= h; i++ {
		lines = append(lines, p.cellEntry(f, c.Entries[i], w, per, k.cursor && i == p.at, k)...)
	}
	for len(lines) < h {
		s := widget.Pad(w)
		if k.cursor && len(c.Entries) == 0 {
			s = widget.Paint(p.bar(f, k), widget.Pad(w-1)) + " "
		}
		lines = append(lines, s)
	}
	return lines[:h]
}

// cellHead is the first line of a day.
func (p *Pane) cellHead(f pane.Frame, c *days.Cell, w int, count bool, k drawKey) string {
	t := c.On.Time()
	n := fmt.Sprintf("%2d", t.Day())
	if w >= 14 && (t.Day() == 1 || c.On == p.data.From) {
		n = strings.TrimPrefix(f.Lang.Day(t), f.Lang.ShortDay(t.Weekday())+" ")
	}
	if c.On == p.today() {
		n = "[" + n + "]"
	} else {
		n = " " + n
	}
	if c.Gap {
		n += "□"
	}
	if c.Clash {
		n += "≠"
	}
	if len(c.Clock) > 0 {
		n += " " + hours(c.Clock[0].Length(c.On)) + "h" // Side by side they read as one number.
	}
	if count && c.Posts > 0 {
		s := fmt.Sprintf("·%d", c.Posts)
		n = widget.FitLine(n, max(0, w-1-widget.Width(s))) + s
	}
	n = widget.FitLine(n, w-1)
	st := f.Styles
	switch {
	case k.cursor:
		return widget.Paint(p.bar(f, k), n) + " "
	case p.data.View == days.Month && t.Month() != p.data.Anchor.Time().Month():
		return widget.Paint(&st.Dim, n) + " "
	case c.Clash:
		return widget.Paint(&st.Bad, n) + " "
	case c.Gap:
		return widget.Paint(&st.Warn, n) + " "
	}
	return widget.Paint(&st.Strong, n) + " "
}

// cellEntry is an entry of a day: letter, glyph, hour, then the word of a state that matters and the text.
func (p *Pane) cellEntry(f pane.Frame, e days.Entry, w, per int, selected bool, k drawKey) []string {
	b := f.Brands[e.Brand]
	letter, gap := string(b.Letter), ""
	if p.scope.Brand != "" {
		letter = " "
	}
	if w >= 14 {
		gap = " "
	}
	head := gap + glyph(e) + gap + f.Lang.Hour(e.Wall)
	rest := e.Text
	if e.Free || !e.Post.State.Open() && e.Post.State != accounts.PostScheduled {
		rest = strings.TrimSpace(word(f, e) + " " + e.Text)
	}
	lines := []string{head, ""}
	if per == 2 {
		lines[1] = "  " + e.Text
		if rest != e.Text {
			lines[0] += " " + word(f, e)
		}
	} else if w >= 14 { // Less would hold one letter and an ellipsis.
		lines[0] += " " + rest
	}
	style := styleOf(f, e)
	for i := range lines[:per] {
		room := w - 1
		if i > 0 {
			letter = ""
		}
		body := widget.FitLine(lines[i], room-widget.Width(letter))
		if selected {
			lines[i] = widget.Paint(p.bar(f, k), letter+body) + " "
		} else {
			lines[i] = letterOf(f, b, letter) + widget.Paint(style, body) + " "
		}
	}
	return lines[:per]
}

// letterOf is the client's letter in the client's colour; nothing where it is not shown.
func letterOf(f pane.Frame, b accounts.Brand, letter string) string {
	if letter == "" || letter == " " {
		return letter
	}
	st := f.Styles.Brand(b).Letter
	return widget.Paint(&st, letter)
}
