package calendar

import (
	"math"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/ui/calendar/days"
)

// to puts the cursor on a day, and reads when it is not in view.
func (p *Pane) to(d days.Date) tea.Cmd {
	p.on, p.at, p.follow = d, 0, days.Key{}
	if from, to := p.view.Span(p.anchor); d < from || d >= to {
		p.anchor = d
		return p.load()
	}
	return nil
}

// side goes n days to the side; in an agenda to the next day on which there is something.
func (p *Pane) side(n int) tea.Cmd {
	if p.view != days.Agenda {
		return p.to(p.on + days.Date(n))
	}
	p.follow = days.Key{}
	for d := p.on + days.Date(n); d >= p.data.From && d < p.data.To; d += days.Date(n) {
		if len(p.data.Days[d-p.data.From].Entries) > 0 {
			p.on, p.at = d, 0
			return nil
		}
	}
	return p.turn(n)
}

// step goes n entries down (up when negative): through the day, then on to the next week of a month, the next day of a list.
func (p *Pane) step(n int) tea.Cmd {
	p.follow = days.Key{}
	to := p.at + n
	if es := p.entries(); to >= 0 && to < len(es) {
		p.at = to
		return nil
	}
	sign := 1
	if n < 0 {
		sign = -1
	}
	var cmd tea.Cmd
	switch p.view {
	case days.Month:
		cmd = p.to(p.on + days.Date(7*sign))
	case days.Week:
		return nil
	case days.Day:
		cmd = p.to(p.on + days.Date(sign))
	case days.Agenda:
		was := p.on
		cmd = p.side(sign)
		if p.on == was {
			return cmd
		}
	}
	if sign < 0 {
		p.at = len(p.entries()) - 1
		if p.cell() == nil {
			p.at = math.MaxInt // The last one of a day that is being read.
		}
		p.at = max(0, p.at)
	}
	return cmd
}

// settle puts the cursor of an agenda on the next day that has something, else on the one before.
func (p *Pane) settle(n int) {
	for _, sign := range []days.Date{days.Date(n), days.Date(-n)} {
		for d := p.on; d >= p.data.From && d < p.data.To; d += sign {
			if len(p.data.Days[d-p.data.From].Entries) > 0 {
				p.on = d
				return
			}
		}
	}
}

// turn goes n months, weeks, days or pages of the agenda on.
func (p *Pane) turn(n int) tea.Cmd {
	p.follow, p.at = days.Key{}, 0
	switch p.view {
	case days.Month:
		first := p.on.First(n)
		last := p.on.First(n+1) - 1
		p.on = min(first+days.Date(p.on.Time().Day()-1), last)
	case days.Week:
		p.on += days.Date(7 * n)
	case days.Day:
		p.on += days.Date(n)
	case days.Agenda:
		p.on = p.anchor + days.Date(days.AgendaDays*n)
	}
	p.anchor = p.on
	return p.load()
}

// ends goes to the first or the last entry of what is in view.
func (p *Pane) ends(last bool) tea.Cmd {
	p.follow = days.Key{}
	if !p.data.Loaded {
		return nil
	}
	from, to := p.data.From, p.data.To-1
	if p.view == days.Month {
		from, to = p.anchor.First(0), p.anchor.First(1)-1
	}
	if p.on, p.at = from, 0; last {
		p.on = to
	}
	if p.view == days.Agenda && last {
		p.settle(-1)
	} else if p.view == days.Agenda {
		p.settle(1)
	}
	if last {
		p.at = max(0, len(p.entries())-1)
	}
	return nil
}

// look changes the view and keeps the day and the entry.
func (p *Pane) look(v days.View) tea.Cmd {
	if e, ok := p.selected(); ok {
		p.follow = e.Key()
	}
	p.view, p.anchor = v, p.on
	return p.load()
}

// goToday goes to today.
func (p *Pane) goToday() tea.Cmd {
	p.on, p.at, p.follow = p.today(), 0, days.Key{}
	p.anchor = p.on
	return p.load()
}

// problem goes to the next gap or clash.
func (p *Pane) problem() tea.Cmd {
	at, k := p.data.Home().When(p.on, 0).UTC.Add(-time.Minute), days.Key{}
	if e, ok := p.selected(); ok {
		at, k = e.When.UTC, e.Key()
	}
	x, ok := p.data.After(at, k)
	if !ok {
		return nil
	}
	if p.choose(x.Key) {
		return nil
	}
	p.follow, p.anchor, p.on = x.Key, x.On, x.On
	return p.load()
}

// Click puts the cursor on the entry under the mouse.
func (p *Pane) Click(x, y int) tea.Cmd {
	if p.slots != nil {
		p.slots.Select(y - 2)
		return nil
	}
	switch p.data.View {
	case days.Month, days.Week:
		return p.clickGrid(x, y)
	}
	if rows := p.rows(); y >= 1 && x < p.listWidth() {
		if i := p.top(rows) + y - 1; y-1 < p.listHeight() && i < len(rows) && rows[i].entry >= 0 {
			p.on, p.at, p.follow = rows[i].on, rows[i].entry, days.Key{}
		}
	}
	return nil
}

// clickGrid puts the cursor on the cell under the mouse.
func (p *Pane) clickGrid(x, y int) tea.Cmd {
	cw, ch, lines := p.cellSize()
	col, row := x/cw, (y-2)/ch
	if y < 2 || col > 6 || row >= lines || !p.data.Loaded {
		return nil
	}
	d := p.data.From + days.Date(row*7+col)
	if d >= p.data.To {
		return nil
	}
	p.on, p.at, p.follow = d, 0, days.Key{}
	per := p.perEntry()
	if i := ((y-2)%ch - 1) / per; (y-2)%ch > 0 && i < len(p.entries()) {
		p.at = i
	}
	return nil
}

// Wheel moves by entries in a list, by weeks in a month.
func (p *Pane) Wheel(lines int) tea.Cmd {
	n := 1
	if lines < 0 {
		n = -1
	}
	if p.slots != nil {
		p.slots.Step(n)
		return nil
	}
	if p.view == days.Month {
		return p.to(p.on + days.Date(7*n))
	}
	return p.step(n)
}
