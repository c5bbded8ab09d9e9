package calendar

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"vocero/accounts"
	"vocero/ui/calendar/days"
	"vocero/ui/lang"
	"vocero/ui/pane"
	"vocero/ui/theme"
	"vocero/ui/widget"
)

// stamp changes with everything that a drawing shows besides its own day.
type stamp struct {
	styles *theme.Styles
	lang   *lang.Printer
	serial uint64
	today  days.Date
	w, h   int
	view   days.View
	all    bool
}

var viewNames = [...]string{"Month", "Week", "Day", "Agenda"}

// drawKey names one drawn cell or row.
type drawKey struct {
	on              days.Date
	entry           int // under the cursor, -1 for none; of a row the entry itself
	cursor, focused bool
}

// drawings keeps what was drawn: all for one stamp.
type drawings struct {
	stamp stamp
	cells map[drawKey][]string
}

// of gives a drawing, made when it is not there yet.
func (d *drawings) of(k drawKey, draw func() []string) []string {
	if _, made := d.cells[k]; !made {
		d.cells[k] = draw()
	}
	return d.cells[k]
}

// use empties the drawings when they were made for something else.
func (d *drawings) use(s stamp) {
	if d.cells == nil || d.stamp != s || len(d.cells) > 4096 {
		d.cells, d.stamp = map[drawKey][]string{}, s
	}
}

// View draws the head, the days, and what is known of the selected entry.
func (p *Pane) View(f pane.Frame) (string, *tea.Cursor) {
	if !p.data.Loaded || p.w == 0 {
		return widget.Fit("", p.w, p.h), nil
	}
	if p.slots != nil {
		return p.slots.View(f, p.w, p.h), nil
	}
	p.drawn.use(stamp{f.Styles, f.Lang, p.data.Asked, p.today(), p.w, p.h, p.data.View, p.scope.Brand == ""})
	lines := []string{p.head(f)}
	if p.data.View == days.Month || p.data.View == days.Week {
		lines = append(lines, p.grid(f)...)
	} else if p.wide() {
		side := widget.FitLines(p.detail(f, p.w-p.listWidth()-2), p.w-p.listWidth()-2, p.h-1)
		list := widget.FitLines(p.list(f), p.listWidth(), p.h-1)
		return lines[0] + "\n" + widget.Beside(p.h-1, widget.Column{Text: list, W: p.listWidth()}, widget.Column{W: 2}, widget.Column{Text: side, W: p.w - p.listWidth() - 2}), nil
	} else {
		lines = append(lines, p.list(f)...)
	}
	for len(lines) < p.h-p.below() {
		lines = append(lines, "")
	}
	lines = append(lines, f.Styles.Border.Render(strings.Repeat("─", p.w)))
	return widget.FitLines(append(lines, p.detail(f, p.w-1)...), p.w, p.h), nil
}

// wide tells whether the selected entry stands beside a list; else it stands below.
func (p *Pane) wide() bool {
	return p.w >= 110 && (p.data.View == days.Day || p.data.View == days.Agenda)
}

func (p *Pane) listWidth() int {
	if p.wide() {
		return p.w * 6 / 10
	}
	return p.w
}

func (p *Pane) listHeight() int {
	if p.wide() {
		return max(1, p.h-1)
	}
	return max(1, p.h-1-p.below())
}

// below is how many lines the selected entry takes under the days, with the rule above it.
func (p *Pane) below() int {
	if p.h >= 30 {
		return 6
	}
	return 3
}

// head names what is in view, whose clock it is, and how many problems there are.
func (p *Pane) head(f pane.Frame) string {
	st, l := f.Styles, f.Lang
	at := p.data.Anchor.Time()
	name := ""
	switch p.data.View {
	case days.Month:
		name = fmt.Sprintf("%s %d", l.Month(at.Month()), at.Year())
	case days.Week:
		_, n := p.data.From.Time().ISOWeek()
		name = l.T("week %s", fmt.Sprint(n)) + " · " + l.Day(p.data.From.Time()) + " – " + l.Day((p.data.To - 1).Time())
	case days.Day:
		name = l.Day(at)
	case days.Agenda:
		name = l.T("from %s", l.Day(at))
	}
	left := " " + st.Title.Render(name)
	if p.w >= 80 {
		left = " "
		for i, n := range viewNames {
			if days.View(i) == p.data.View {
				left += st.Title.Render("▸"+l.T(n)) + " "
			} else {
				left += st.Dim.Render(l.T(n)) + " "
			}
		}
		left += " " + st.Strong.Render(name)
	}
	right := p.trouble(f) + " "
	zones := make([]string, len(p.data.Clocks))
	for i, z := range p.data.Clocks {
		zones[i] = z.City()
	}
	clock := strings.Join(zones, ", ")
	if len(zones) > 1 {
		clock = l.T("each on its own clock: %s", clock)
	}
	room := p.w - widget.Width(right)
	if free := room - widget.Width(left) - 4; free > 5 && clock != "" {
		left += st.Dim.Render(" · " + accounts.Truncate(clock, free))
	}
	return widget.FitLine(left, room) + right
}

// trouble counts gaps and clashes, with the glyphs that mark them.
func (p *Pane) trouble(f pane.Frame) string {
	l, st := f.Lang, f.Styles
	var parts []string
	if n := p.data.Gaps; n > 0 {
		parts = append(parts, st.Warn.Render("□ "+l.N(n, "%d gap", "%d gaps")))
	}
	if n := p.data.Clashes; n > 0 {
		parts = append(parts, st.Bad.Render("≠ "+l.N(n, "%d clash", "%d clashes")))
	}
	if len(parts) == 0 {
		return st.Good.Render("✓ " + l.T("no gap, no clash"))
	}
	return strings.Join(parts, " ")
}

// glyph says in one cell what an entry is; the word stands beside it or below.
func glyph(e days.Entry) string {
	switch {
	case e.Free && e.Gap:
		return "□"
	case e.Free:
		return "·"
	case e.Clash:
		return "≠"
	case e.Warned != nil:
		return "!"
	}
	switch s := e.Post.State; {
	case s.Open():
		return "~"
	case s == accounts.PostPublished:
		return "○"
	case s == accounts.PostHeld:
		return "="
	case s == accounts.PostUnconfirmed:
		return "?"
	case s == accounts.PostFailed || s == accounts.PostMissed:
		return "✗"
	}
	return "»"
}

// word is the state in words.
func word(f pane.Frame, e days.Entry) string {
	if e.Free {
		return f.Lang.T("free")
	}
	if e.Holder == accounts.HolderNobody {
		return f.Lang.Holder(e.Holder)
	}
	return f.Lang.Post(e.Post.State)
}

// styleOf is the colour of an entry, which only repeats its glyph.
func styleOf(f pane.Frame, e days.Entry) *lipgloss.Style {
	switch {
	case e.Free && e.Gap:
		return &f.Styles.Warn
	case e.Free || e.Post.State.Open() || e.Post.State == accounts.PostPublished:
		return &f.Styles.Dim
	case e.Clash || glyph(e) == "✗" || glyph(e) == "?" || e.Holder == accounts.HolderNobody:
		return &f.Styles.Bad
	case glyph(e) == "!":
		return &f.Styles.Warn
	}
	return &f.Styles.Text
}

// detail says everything that is known of the selected entry, and of a day on which the clock changes.
func (p *Pane) detail(f pane.Frame, w int) []string {
	l, st := f.Lang, f.Styles
	c := p.cell()
	if c == nil {
		return nil
	}
	var notes []string
	note := func(style lipgloss.Style, s string) {
		for _, line := range accounts.Wrap(s, max(10, w-2)) {
			notes = append(notes, style.Render(" "+line))
		}
	}
	for _, z := range c.Clock {
		note(st.Warn, l.T("%s has %s hours in %s: the clock changes.", l.Day(c.On.Time()), hours(z.Length(c.On)), z.City()))
	}
	e, ok := p.selected()
	if !ok {
		return append([]string{" " + l.Day(c.On.Time()) + " · " + st.Dim.Render(l.T("nothing planned; c writes a post, = sets weekly slots"))}, notes...)
	}
	b := f.Brands[e.Brand]
	head := " " + st.Brand(b).Letter.Render(string(b.Letter)) + " " + st.Strong.Render(l.DayHour(e.Wall)) + " " + p.data.Zones[e.Brand].City() + " · " + styleOf(f, e).Render(glyph(e)+" "+word(f, e))
	if e.Holder > accounts.HolderNobody {
		head += st.Dim.Render(" · " + l.Holder(e.Holder))
	}
	if e.Free {
		if e.Gap {
			note(st.Warn, l.T("□ nothing is planned on this day, and there are slots"))
		}
		note(st.Dim, l.T("c writes a post for this place"))
		return append([]string{head + " · " + accounts.Cells(b.Name, false)}, notes...)
	}
	if e.Clash {
		note(st.Bad, l.T("≠ within 5 minutes of the same account: J or L moves it"))
	}
	if e.Warned != nil {
		for _, s := range l.Preflight(*e.Warned) {
			note(st.Warn, "! "+s)
		}
	}
	if s := l.Held(e.Holder, p.data.Watched()); s != "" && (e.Holder == accounts.HolderNobody || p.wide()) {
		note(*styleOf(f, e), s)
	}
	if e.When.Rule == accounts.Gap {
		note(st.Warn, l.T("asked for %s, which that day does not have", e.When.Civil[11:]))
	}
	lines := append([]string{head + " · " + p.who(e)}, notes...)
	if p.wide() {
		lines = append([]string{head, " " + p.who(e)}, append(notes, "")...)
	}
	for _, s := range accounts.Wrap(accounts.Cells(e.Post.Text, true), max(10, w-2)) {
		lines = append(lines, " "+s)
	}
	return lines
}

// who are the accounts of a post: the first in full, the others counted.
func (p *Pane) who(e days.Entry) string {
	a, ok := p.data.Accounts[e.Account]
	if !ok {
		return "—"
	}
	if n := len(e.Post.Targets); n > 1 {
		return a.Handle() + fmt.Sprintf(" +%d", n-1)
	}
	return a.Handle()
}

// hours writes a length of a day: "23", "25", "23.5".
func hours(d time.Duration) string {
	return strings.TrimSuffix(fmt.Sprintf("%.1f", d.Hours()), ".0")
}
