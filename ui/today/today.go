// Package today is the first tab: is anything on fire, client by client, and what the day wants, across all of them.
package today

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
)

// Desk is what the pane reads and writes.
type Desk interface {
	Day
	Outbox
}

// Outbox is what leaves, or could not.
type Outbox interface {
	Deliveries(q accounts.DeliveryQuery, at accounts.Cursor, n int) ([]accounts.Delivery, accounts.Cursor, error)
	DueDeliveries(now time.Time, limit int) ([]accounts.Delivery, error)
}

// Day is what the day wants.
type Day interface {
	Tallies() ([]accounts.Tally, error)
	Accounts(brand accounts.ID) ([]accounts.Account, error)
	Posts(q accounts.PostQuery, at accounts.Cursor, n int) ([]accounts.Post, accounts.Cursor, error)
	MentionPage(q accounts.MentionQuery, at accounts.Cursor, n int) (accounts.MentionPage, error)
	SetMention(ids []accounts.ID, u accounts.MentionUpdate) error
}

// most is how many rows of a kind the day list reads: more than a day's work is no list of a day.
const most = 40

// mostDue is how many deliveries of the next day are looked through for warnings.
const mostDue = 500

// Pane is the tab.
type Pane struct {
	desk  Desk
	now   func() time.Time
	scope pane.Scope
	data  snapshot
	w, h  int
	sel   int
	top   int
	watch func() accounts.Watch
}

// New makes the tab.
func New(desk Desk, now func() time.Time) *Pane { return &Pane{desk: desk, now: now} }

// Watched has the pane show who carries what waits.
func (p *Pane) Watched(by func() accounts.Watch) *Pane {
	p.watch = by
	return p
}

// ID is pane.Today.
func (p *Pane) ID() pane.ID { return pane.Today }

// snapshot is what was read.
type snapshot struct {
	loaded   bool
	tallies  map[accounts.ID]accounts.Tally
	accounts []accounts.Account
	next     map[accounts.ID]time.Time // the next post of each brand
	items    []item
	watch    accounts.Watch
	watched  bool
}

// kind sorts the day list: what burns first.
type kind uint8

const (
	trouble kind = iota
	hand         // to be published by hand, now
	warned
	answer
	leaving
)

// item is one row of the day list.
type item struct {
	kind     kind
	id       accounts.ID
	brand    accounts.ID
	account  accounts.ID
	at       time.Time
	mention  accounts.Mention
	post     accounts.Post
	delivery accounts.Delivery
}

// Show reads the day.
func (p *Pane) Show(s pane.Scope) tea.Cmd {
	p.scope = s
	desk, now, watch := p.desk, p.now(), p.watch
	return s.For(pane.Today, func() tea.Msg {
		d, err := read(desk, s.Brand, now)
		if err != nil {
			return pane.Failed{Doing: "reading the day", Err: err}
		}
		if watch != nil {
			d.watch, d.watched = watch(), true
		}
		return d
	})
}

// read gathers the day of one brand, or of all.
func read(desk Desk, brand accounts.ID, now time.Time) (snapshot, error) {
	d := snapshot{loaded: true, tallies: map[accounts.ID]accounts.Tally{}, next: map[accounts.ID]time.Time{}}
	ts, err := desk.Tallies()
	if err != nil {
		return d, err
	}
	for _, t := range ts {
		d.tallies[t.Brand] = t
	}
	if d.accounts, err = desk.Accounts(brand); err != nil {
		return d, err
	}
	for _, part := range []func(Desk, accounts.ID, time.Time) ([]item, error){troubles, warnings, answers, posts} {
		is, err := part(desk, brand, now)
		if err != nil {
			return d, err
		}
		d.items = append(d.items, is...)
	}
	return d, planned(desk, brand, now, d.next)
}

// troubles are the deliveries that want a person: what went wrong, then what is to be published by hand.
func troubles(desk Desk, brand accounts.ID, _ time.Time) ([]item, error) {
	ds, _, err := desk.Deliveries(accounts.DeliveryQuery{Brand: brand, States: []accounts.DeliveryState{accounts.Failed, accounts.Blocked, accounts.NeedsYou, accounts.Missed}}, "", most)
	out, hands := make([]item, 0, len(ds)), []item(nil)
	for _, x := range ds {
		it := item{kind: trouble, id: x.ID, brand: x.Brand, account: x.Account, at: x.Due, delivery: x}
		if x.ByHand() {
			it.kind = hand
			hands = append(hands, it)
			continue
		}
		out = append(out, it)
	}
	return append(out, hands...), err
}

// warnings are the deliveries of the next day of which is known that they would fail.
func warnings(desk Desk, brand accounts.ID, now time.Time) (out []item, err error) {
	ds, err := desk.DueDeliveries(now.Add(accounts.Preflights[0]), mostDue)
	for _, x := range ds {
		if x.Warned() && (brand == "" || x.Brand == brand) && len(out) < most {
			out = append(out, item{kind: warned, id: x.ID, brand: x.Brand, account: x.Account, at: x.Due, delivery: x})
		}
	}
	return out, err
}

// answers are the mentions whose time runs out within a day, the latest first to run out on top.
func answers(desk Desk, brand accounts.ID, now time.Time) ([]item, error) {
	page, err := desk.MentionPage(accounts.MentionQuery{Brand: brand, State: accounts.New}, "", most)
	var out []item
	for _, m := range page.Items {
		if m.Deadline.Sub(now) < 24*time.Hour {
			out = append(out, item{kind: answer, id: m.ID, brand: m.Brand, account: m.Account, at: m.Deadline, mention: m})
		}
	}
	return out, err
}

// posts are what leaves within a day.
func posts(desk Desk, brand accounts.ID, now time.Time) ([]item, error) {
	ps, _, err := desk.Posts(accounts.PostQuery{Brand: brand, From: now.Add(-time.Hour), To: now.Add(24 * time.Hour)}, "", most)
	var out []item
	for _, x := range ps {
		if x.When == nil || x.State.Open() || x.State == accounts.PostByHand { // What is to be published by hand stands above.
			continue
		}
		it := item{kind: leaving, id: x.ID, brand: x.Brand, at: x.When.UTC, post: x}
		if len(x.Targets) > 0 {
			it.account = x.Targets[0]
		}
		out = append(out, it)
	}
	return out, err
}

// planned finds the next hour at which each brand speaks.
func planned(desk Desk, brand accounts.ID, now time.Time, next map[accounts.ID]time.Time) error {
	at := accounts.Cursor("")
	for {
		ps, after, err := desk.Posts(accounts.PostQuery{Brand: brand, States: []accounts.PostState{accounts.PostScheduled}, From: now, To: now.Add(366 * 24 * time.Hour)}, at, 200)
		if err != nil {
			return err
		}
		for _, x := range ps {
			if x.When == nil {
				continue
			}
			if t, ok := next[x.Brand]; !ok || x.When.UTC.Before(t) {
				next[x.Brand] = x.When.UTC
			}
		}
		if at = after; at == "" {
			return nil
		}
	}
}

// Update takes a reading in and keeps the selection where it was.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch x := msg.(type) {
	case snapshot:
		old, had := p.selected()
		p.data = x
		if had {
			for i, it := range x.items {
				if it.id == old.id {
					p.sel = i
				}
			}
		}
		p.step(0)
	case pane.Failed:
		return pane.Send(x)
	}
	return nil
}

// SetSize keeps the size.
func (p *Pane) SetSize(w, h int) {
	p.w, p.h = w, h
	p.step(0)
}

// step moves the selection and keeps it in view.
func (p *Pane) step(n int) {
	p.sel = max(0, min(p.sel+n, len(p.data.items)-1))
	rows := p.rows()
	p.top = max(0, min(p.top, p.sel))
	p.top = max(p.top, p.sel-rows+1)
}

// rows is how many lines the day list has.
func (p *Pane) rows() int { return max(1, p.h-p.brandLines()-3) }

// brandLines is how many lines the clients take, never more than half.
func (p *Pane) brandLines() int {
	if p.scope.Brand != "" {
		return 1
	}
	return max(1, min(len(p.data.tallies), p.h/2-1))
}

func (p *Pane) selected() (item, bool) {
	if p.sel < 0 || p.sel >= len(p.data.items) {
		return item{}, false
	}
	return p.data.items[p.sel], true
}

// Speaks is who would speak for the selected row.
func (p *Pane) Speaks() (brand, account accounts.ID) {
	it, ok := p.selected()
	if !ok {
		return "", ""
	}
	return it.brand, it.account
}

// Click selects a row.
func (p *Pane) Click(_, y int) tea.Cmd {
	if i := p.top + y - p.brandLines() - 3; y >= p.brandLines()+3 && i < len(p.data.items) {
		p.sel = i
	}
	return nil
}

// Wheel moves the selection.
func (p *Pane) Wheel(n int) tea.Cmd {
	p.step(n)
	return nil
}
