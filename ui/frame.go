package ui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"vocero/accounts"
	"vocero/ui/pane"
	"vocero/ui/widget"
)

// tabName is a tab's digit and its names, as text keys.
type tabName struct{ digit, full, short string }

var tabNames = map[pane.ID]tabName{
	pane.Today:    {"1", "Today", "Tod//tab"},
	pane.Mentions: {"2", "Mentions", "Men//tab"},
	pane.Replies:  {"3", "Replies", "Rep//tab"},
	pane.Calendar: {"4", "Calendar", "Cal//tab"},
	pane.Drafts:   {"5", "Drafts", "Dra//tab"},
	pane.Status:   {"0", "Status", "Sta//tab"},
}

// kindWord is the text key of a kind, as it stands in the speaker's line.
func kindWord(k accounts.BrandKind) string {
	if k == accounts.Personal {
		return "PERSONAL"
	}
	return "CLIENT"
}

// speakerLine says who speaks: letter, brand, kind, handle with host, network. When width runs out the clock's city goes, the
// network and the pattern, then the brand's name is cut, then the hour goes; never the handle.
func (m *Model) speakerLine(w int) string {
	if !m.know.loaded {
		return bar(m.styles.Nobody, " "+m.lang.T("vocero · NOBODY SPEAKS"), m.corner(1), w)
	}
	b, a, more := m.speaker()
	if a.ID == "" {
		return m.nobodyLine(b, w)
	}
	bs := m.styles.Brand(b)
	tail := " · " + m.lang.T(kindWord(b.Kind)) + " · " + a.Handle()
	if more > 0 {
		tail += " +" + m.lang.T("%d", more)
	}
	net := " (" + m.lang.Network(a) + ")"
	lead, name := " "+string(b.Letter)+" ", accounts.Cells(strings.ToUpper(b.Name), false)
	for _, try := range []struct {
		tail   string
		corner int
		least  int // cells for the name
	}{{net + " " + bs.Pattern, 0, 99}, {net, 0, 99}, {net, 1, 99}, {"", 1, 99}, {net, 1, 12}, {"", 1, 8}, {"", 2, 1}, {"", 3, 1}} {
		right := m.corner(try.corner)
		room := w - widget.Width(lead) - widget.Width(tail) - widget.Width(try.tail) - widget.Width(right) - 1
		if room >= min(try.least, widget.Width(name)) {
			return bar(bs.Bar, lead+accounts.Truncate(name, room)+tail+try.tail, right, w)
		}
	}
	return bar(bs.Bar, lead+accounts.Truncate(name, 1)+tail, "", w)
}

// corner is the right end of the line: PRACTICE, the hour and the city; each step of less leaves one out.
func (m *Model) corner(less int) string {
	out := " "
	if m.o.Practice && less < 3 {
		out += m.styles.Practice.Render(m.lang.T("PRACTICE")) + " "
	}
	hour, city := m.clock()
	if less < 2 {
		out += hour + " "
	}
	if less < 1 && city != "" {
		out += city + " "
	}
	return out
}

// nobodyLine is the line where no account would speak: when width runs out the hour goes, then PRACTICE, never that nobody speaks.
func (m *Model) nobodyLine(b accounts.Brand, w int) string {
	for less := 1; ; less++ {
		right := m.corner(less)
		left := " " + m.nobody(b, w-widget.Width(right)-2)
		if less == 3 || widget.Width(left)+widget.Width(right) <= w {
			return bar(m.styles.Nobody, left, right, w)
		}
	}
}

// nobody is the speaker's line where no account would speak, in w cells: what is cut is the brand's name.
func (m *Model) nobody(b accounts.Brand, w int) string {
	switch {
	case len(m.know.brands) == 0:
		return m.lang.T("NO BRAND YET · NOBODY SPEAKS")
	case b.ID != "":
		tail := " · " + m.lang.T(kindWord(b.Kind)) + " · " + m.lang.T("no account yet · NOBODY SPEAKS")
		if m.know.first[b.ID] != "" { // It has one; what is in front is not read yet, or is no act of it.
			tail = " · " + m.lang.T(kindWord(b.Kind)) + " · " + m.lang.T("NOBODY SPEAKS")
		}
		return string(b.Letter) + " " + accounts.Truncate(accounts.Cells(strings.ToUpper(b.Name), false), max(1, w-2-widget.Width(tail))) + tail
	}
	return m.lang.T("ALL CLIENTS · NOBODY SPEAKS")
}

// bar draws one line of exactly w cells: left in a style, right at its end.
func bar(st lipgloss.Style, left, right string, w int) string {
	return widget.FitLine(st.Render(widget.FitLine(left, max(0, w-widget.Width(right))))+right, w)
}

// clock is the hour on the wall of the brand in view, with the day where there is room, and the city of its zone.
func (m *Model) clock() (hour, city string) {
	t := m.now
	b, ok := m.know.byID[m.scope]
	if who, _, _ := m.speaker(); ok && who.ID != "" {
		b = who // What is in front may be another client's: the hour is that of who speaks.
	}
	if ok {
		t = local(t, b.Zone)
		city = strings.ReplaceAll(b.Zone[strings.LastIndex(b.Zone, "/")+1:], "_", " ")
	}
	if m.w < 100 {
		return m.lang.Hour(t), city
	}
	return m.lang.DayHour(t), city
}

// tabsLine draws the tabs with their counts, and the pause.
func (m *Model) tabsLine(w int) string {
	pause := m.pauseText()
	full := m.tabTexts(false)
	texts := full
	if widget.Width(strings.Join(full, ""))+widget.Width(pause) > w {
		texts = m.tabTexts(true)
	}
	var s strings.Builder
	for i, t := range texts {
		if i == m.tab {
			s.WriteString(m.ink(&m.styles.TabActive, t))
		} else {
			s.WriteString(m.ink(&m.styles.Tab, t))
		}
	}
	return widget.FitLine(widget.FitLine(s.String(), max(0, w-widget.Width(pause)))+m.ink(&m.styles.Paused, pause), w)
}

// tabTexts are the tabs' words; the active one is always whole.
func (m *Model) tabTexts(short bool) []string {
	out := make([]string, len(m.o.Tabs))
	for i, p := range m.o.Tabs {
		n := tabNames[p.ID()]
		key := n.full
		if short && i != m.tab {
			key = n.short
		}
		out[i] = " " + n.digit + " " + m.lang.T(key)
		if c := m.count(p.ID()); c > 0 {
			out[i] += "·" + m.lang.T("%d", c)
		}
		out[i] += " "
	}
	return out
}

// tabAt finds the tab under a column.
func (m *Model) tabAt(x int) (int, bool) {
	texts := m.tabTexts(false)
	if widget.Width(strings.Join(texts, ""))+widget.Width(m.pauseText()) > m.w {
		texts = m.tabTexts(true)
	}
	at := 0
	for i, t := range texts {
		if at += widget.Width(t); x < at {
			return i, true
		}
	}
	return 0, false
}

// count is a tab's number for the brand in view.
func (m *Model) count(id pane.ID) int {
	n := 0
	for b, t := range m.know.tallies {
		if m.scope != "" && b != m.scope {
			continue
		}
		switch id {
		case pane.Mentions:
			n += t.New
		case pane.Replies:
			n += t.Replying
		case pane.Drafts:
			n += t.Drafts
		case pane.Status:
			n += t.Trouble + t.ByHand
		}
	}
	return n
}

// pauseText says what is paused among what is in view.
func (m *Model) pauseText() string {
	var names []string
	for _, b := range m.know.brands {
		if b.Paused() && (m.scope == "" || m.scope == b.ID) {
			names = append(names, string(b.Letter))
			if m.scope == b.ID {
				return " " + m.lang.T("PAUSED since %s", m.lang.Hour(local(b.Pause.Since, b.Zone))) + " "
			}
		}
	}
	if len(names) == 0 {
		return ""
	}
	return " " + m.lang.T("PAUSED: %s", strings.Join(names, " ")) + " "
}

// local is an instant on the wall of a zone; a zone that is unknown here leaves it as it is.
func local(t time.Time, zone string) time.Time {
	if loc, err := accounts.Zone(zone); err == nil {
		return t.In(loc)
	}
	return t
}

// View draws the frame, the front pane and the dialogs: always exactly w×h cells.
func (m *Model) View() tea.View {
	v := tea.NewView("")
	v.AltScreen, v.MouseMode, v.ReportFocus = true, tea.MouseModeCellMotion, false
	v.WindowTitle = "vocero"
	if m.w == 0 {
		return v
	}
	if m.small() {
		v.SetContent(m.tiny())
		return v
	}
	l := m.layout()
	body, cur := m.front().View(m.frame())
	screen := m.speakerLine(m.w) + "\n" + m.tabsLine(m.w) + "\n" + widget.Fit(body, l.body.w, l.body.h) + "\n" + m.foot(m.w)
	if cur != nil {
		cur.Y += l.body.y
		cur.X += l.body.x
	}
	if len(m.dialogs) > 0 {
		screen, cur = m.drawDialog(screen)
	}
	v.Cursor = cur
	v.SetContent(screen)
	return v
}

// tiny is what a screen below 60×20 shows: who would speak, and one sentence.
func (m *Model) tiny() string {
	lines := []string{m.speakerLine(m.w)}
	said := m.lang.T("This screen has %d×%d cells; the desk needs 60×20. Nothing can be sent until it is larger.", m.w, m.h)
	return widget.FitLines(append(lines, accounts.Wrap(said, max(1, m.w))...), m.w, m.h)
}
