// Package calendar is the tab of the plan: month, week, day and agenda of one client or of all, with the hours on each client's
// own clock, the free slots, the days without a word, and the posts that come too close together.
package calendar

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/calendar/days"
	"vocero/ui/calendar/slots"
	"vocero/ui/pane"
	"vocero/ui/plan"
)

// Desk is what the pane itself reads and writes; giving a post its hour is the planner's.
type Desk interface {
	days.Desk
	Deliveries(q accounts.DeliveryQuery, at accounts.Cursor, n int) ([]accounts.Delivery, accounts.Cursor, error)
	PutBrand(b accounts.Brand) (accounts.Brand, error)
}

// Pane is the tab.
type Pane struct {
	desk   Desk
	plan   *plan.Planner
	now    func() time.Time
	scope  pane.Scope
	view   days.View // asked for; what is drawn is the view of the data
	anchor days.Date // a day of what is in view; 0: today, when it is shown first
	data   days.Snapshot
	on     days.Date // the day of the cursor
	at     int       // the entry of that day
	follow days.Key  // selected when it is read
	last   func() tea.Cmd
	slots  *slots.Editor // the editor of the slots, nil when it is closed
	w, h   int
	book   days.Book
	drawn  drawings
}

// New makes the tab.
func New(desk Desk, planner *plan.Planner, now func() time.Time) *Pane {
	return &Pane{desk: desk, plan: planner, now: now, book: days.Book{Desk: desk}}
}

// Watched has the pane show who carries what waits.
func (p *Pane) Watched(by func() accounts.Watch) *Pane {
	p.book.Watch = by
	return p
}

// Pause is a time in which a page is drawn, and the keys that came with it are all there.
const Pause = 20 * time.Millisecond

// Paced has the pages beside the one in view wait before they are read.
func (p *Pane) Paced(pause time.Duration) *Pane {
	p.book.Pause = pause
	return p
}

// ID is pane.Calendar.
func (p *Pane) ID() pane.ID { return pane.Calendar }

// Show reads what is in view. Look selects a record in its own month, week or day.
func (p *Pane) Show(s pane.Scope) tea.Cmd {
	if s.Brand != p.scope.Brand {
		p.slots = nil
	}
	p.scope = s
	if p.anchor == 0 {
		p.anchor = p.today()
		p.on = p.anchor
	}
	if x, ok := s.Arg.(pane.Look); ok {
		p.follow, p.slots = days.Key{ID: x.Record}, nil
	}
	p.book.Forget()
	return p.load()
}

// load turns to the page around the anchor.
func (p *Pane) load() tea.Cmd {
	return p.page(p.book.Turn(days.Request{Scope: p.scope.Brand, View: p.view, Anchor: p.anchor, Now: p.now(), Follow: p.follow}))
}

// page shows a page that is there, and has read what is to be read.
func (p *Pane) page(s days.Snapshot, read days.Reading) tea.Cmd {
	if s.Loaded {
		p.accept(s)
	}
	if read == nil {
		return nil
	}
	return p.scope.For(pane.Calendar, func() tea.Msg {
		s, err := read()
		if err != nil {
			return pane.Failed{Doing: "reading the calendar", Err: err}
		}
		return s
	})
}

// today is the day on the wall of the first client's zone.
func (p *Pane) today() days.Date {
	if !p.data.Loaded {
		return days.DateOf(p.now())
	}
	return days.DateOf(p.now().In(p.data.Home().Loc))
}

// Update takes a reading in.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch x := msg.(type) {
	case days.Snapshot:
		if p.book.Put(x) {
			p.accept(x)
		}
		return p.page(p.book.Next())
	case pane.Failed:
		return tea.Batch(pane.Send(x), p.page(p.book.Next()))
	}
	return nil
}

// accept shows a page and finds the selection in it: what is followed, else the same record, else the same day.
func (p *Pane) accept(s days.Snapshot) {
	old, had := p.selected()
	first := !p.data.Loaded
	p.data, p.anchor = s, s.Anchor
	if p.slots != nil {
		p.slots.Renew(s.Brands)
	}
	switch {
	case p.follow != days.Key{} && p.choose(p.follow):
	case had && p.choose(old.Key()):
	default:
		if first {
			p.on = p.today()
		}
		if p.on < s.From || p.on >= s.To {
			p.on = s.Anchor
		}
		p.at = max(0, min(p.at, len(p.entries())-1))
		if p.view == days.Agenda {
			p.settle(1)
		}
	}
}

// choose puts the cursor on an entry that is in view.
func (p *Pane) choose(k days.Key) bool {
	for _, c := range p.data.Days {
		for i, e := range c.Entries {
			if e.Key() == k {
				p.on, p.at = c.On, i
				return true
			}
		}
	}
	return false
}

// cell is the day of the cursor, nil when it is not in view yet.
func (p *Pane) cell() *days.Cell {
	if p.on < p.data.From || p.on >= p.data.To || !p.data.Loaded {
		return nil
	}
	return &p.data.Days[p.on-p.data.From]
}

func (p *Pane) entries() []days.Entry {
	if c := p.cell(); c != nil {
		return c.Entries
	}
	return nil
}

// selected is the entry under the cursor.
func (p *Pane) selected() (days.Entry, bool) {
	es := p.entries()
	if p.at < 0 || p.at >= len(es) {
		return days.Entry{}, false
	}
	return es[p.at], true
}

// SetSize keeps the size.
func (p *Pane) SetSize(w, h int) { p.w, p.h = w, h }

// Speaks is who would speak for the selected entry.
func (p *Pane) Speaks() (brand, account accounts.ID) {
	e, _ := p.selected()
	return e.Brand, e.Account
}

// Others is how many more accounts the selected post has.
func (p *Pane) Others() int {
	e, _ := p.selected()
	return max(0, len(e.Post.Targets)-1)
}
