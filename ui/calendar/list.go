package calendar

import (
	"charm.land/lipgloss/v2"

	"vocero/ui/calendar/days"
	"vocero/ui/pane"
	"vocero/ui/widget"
)

// listRow is a line of a day or an agenda: the head of a day (entry -1) or an entry.
type listRow struct {
	on    days.Date
	entry int
}

// rows are the lines of the list; days without anything are left out of an agenda.
func (p *Pane) rows() []listRow {
	var out []listRow
	for _, c := range p.data.Days {
		if p.data.View == days.Agenda && len(c.Entries) == 0 {
			continue
		}
		out = append(out, listRow{c.On, -1})
		for i := range c.Entries {
			out = append(out, listRow{c.On, i})
		}
	}
	return out
}

// top is the first line in view: the cursor stays in the middle where it can.
func (p *Pane) top(rows []listRow) int {
	h := p.listHeight()
	at := 0
	for i, r := range rows {
		if r.on == p.on && (r.entry == p.at || r.entry < 0) {
			at = i
		}
	}
	return max(0, min(at-h/2, len(rows)-h))
}

// list draws a day or an agenda.
func (p *Pane) list(f pane.Frame) []string {
	rows := p.rows()
	var lines []string
	if p.data.View == days.Agenda && len(rows) == 0 {
		return []string{"", "   " + f.Lang.T("Nothing is planned in these four weeks: c writes a post, = sets weekly slots.")}
	}
	for i := p.top(rows); i < len(rows) && len(lines) < p.listHeight(); i++ {
		r := rows[i]
		k := drawKey{on: r.on, entry: r.entry, cursor: r.on == p.on && r.entry == p.at, focused: f.Focused}
		lines = append(lines, p.drawn.of(k, func() []string { return []string{p.drawRow(f, r, k)} })...)
	}
	if p.data.View == days.Day && len(p.entries()) == 0 {
		lines = append(lines, "", "   "+f.Lang.T("Nothing on this day: c writes a post."))
	}
	return lines
}

// drawRow draws one line.
func (p *Pane) drawRow(f pane.Frame, r listRow, k drawKey) string {
	c := &p.data.Days[r.on-p.data.From]
	w := p.listWidth()
	st, l := f.Styles, f.Lang
	if r.entry < 0 {
		s := " " + l.Day(r.on.Time())
		if r.on == p.today() {
			s += " · " + l.T("today")
		}
		for _, z := range c.Clock {
			s += " · " + l.T("%s hours in %s", hours(z.Length(r.on)), z.City())
		}
		switch {
		case c.Clash:
			return st.Bad.Render(widget.FitLine(s+" · ≠ "+l.T("clash"), w))
		case c.Gap:
			return st.Warn.Render(widget.FitLine(s+" · □ "+l.T("gap"), w))
		}
		return st.Strong.Render(widget.FitLine(s, w))
	}
	e := c.Entries[r.entry]
	b := f.Brands[e.Brand]
	letter, style := st.Brand(b).Letter, styleOf(f, e)
	var base *lipgloss.Style
	if k.cursor {
		base = p.bar(f, k)
		style = base
	}
	cells := []widget.Cell{{Text: "  " + string(b.Letter), W: 3, Style: &letter}, {Text: glyph(e) + " " + l.Hour(e.Wall), W: 7, Style: style}}
	if len(p.data.Clocks) > 1 {
		cells = append(cells, widget.Cell{Text: p.data.Zones[e.Brand].City(), W: 9})
	}
	cells = append(cells, widget.Cell{Text: word(f, e), W: 12, Style: style}, widget.Cell{Text: e.Text, W: 0})
	return widget.Row(w, base, cells...)
}

// bar is the colour of the cursor.
func (p *Pane) bar(f pane.Frame, k drawKey) *lipgloss.Style {
	if k.focused {
		return &f.Styles.Selected
	}
	return &f.Styles.SelectedDim
}
