// Package status is the tab behind everything: the outbox with what failed on top, the accounts with what their servers can do, and
// the journal of who said what as whom.
package status

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/byhand"
	"vocero/ui/figure"
	"vocero/ui/pane"
	"vocero/ui/widget"
)

// Desk is what the pane reads.
type Desk interface {
	Deliveries(q accounts.DeliveryQuery, at accounts.Cursor, n int) ([]accounts.Delivery, accounts.Cursor, error)
	Delivery(id accounts.ID) (accounts.Delivery, error)
	Post(id accounts.ID) (accounts.Post, error)
	Accounts(brand accounts.ID) ([]accounts.Account, error)
	Journal(brand accounts.ID, at accounts.Cursor, n int) ([]accounts.Entry, accounts.Cursor, error)
	figure.Desk
}

// Outbox is what a person may decide about a delivery.
type Outbox interface {
	Retry(id accounts.ID) error
	Resend(id accounts.ID) error
	CancelDelivery(id accounts.ID) error
	SendSooner(id accounts.ID) error
	ByHand
	Logins
}

// ByHand is what a person publishes, and her word that it is out.
type ByHand interface {
	HandFolder(id accounts.ID) (string, error)
	MarkPublished(id accounts.ID, url string) error
}

// Logins is what a person may decide about an account, and what its client may spend.
type Logins interface {
	RemoveAccount(id accounts.ID) error
	ScheduleByNetwork(account accounts.ID, on bool) (accounts.Account, error)
	SetCap(brand accounts.ID, limit *accounts.Micros) (accounts.Brand, error)
}

// Machine is what lies outside the store.
type Machine struct {
	Locked func() bool                 // the vault; nil: always open
	Where  func() string               // where the vault is now: "keyring", "file", "practice"; nil: not told
	Browse func(url string) tea.Cmd    // opens an address; may be nil
	Folder func(path string) error     // opens a folder; nil: its path is shown
	Watch  func() accounts.Watch       // who carries what waits; nil: nobody can tell
	Hour   func(accounts.Post) tea.Cmd // asks for another hour of a post; nil: it cannot be moved here
}

// part is one of the three lists.
type part uint8

const (
	outbox part = iota
	logins
	journal
	parts
)

// Pane is the tab.
type Pane struct {
	desk    Desk
	out     Outbox
	machine Machine
	now     func() time.Time
	scope   pane.Scope
	part    part
	w, h    int
	ds      *widget.Window[row]
	as      *widget.Window[accounts.Account]
	es      *widget.Window[accounts.Entry]
	trouble bool // only what wants a person
	watch   accounts.Watch
	figures figure.Sheet // of the accounts in view
}

// row is one delivery with the post it carries.
type row struct {
	accounts.Delivery
	text    string
	vis     accounts.Visibility
	account accounts.Account
	hand    byhand.Work // of an account that a person publishes on
	holder  accounts.Holder
	stays   string // why it does not go by the network's scheduler, as accounts.WhyNotHanded says it
}

// New makes the tab.
func New(desk Desk, out Outbox, machine Machine, now func() time.Time) *Pane {
	p := &Pane{desk: desk, out: out, machine: machine, now: now}
	p.ds = widget.NewWindow(widget.WindowOptions[row]{ID: func(r row) accounts.ID { return r.ID }, OneWay: true})
	p.as = widget.NewWindow(widget.WindowOptions[accounts.Account]{ID: func(a accounts.Account) accounts.ID { return a.ID }, OneWay: true})
	p.es = widget.NewWindow(widget.WindowOptions[accounts.Entry]{ID: func(e accounts.Entry) accounts.ID { return entryID(e) }, OneWay: true})
	return p
}

// ID is pane.Status.
func (p *Pane) ID() pane.ID { return pane.Status }

// page is what a reading brought for one of the lists.
type page struct {
	part part
	need widget.Need
	ds   widget.Page[row]
	as   widget.Page[accounts.Account]
	es   widget.Page[accounts.Entry]
	err  error

	watch   accounts.Watch
	figures figure.Sheet
}

// Show reads the list in view again; Trouble and Look choose what is in view.
func (p *Pane) Show(s pane.Scope) tea.Cmd {
	fresh := s.Brand != p.scope.Brand
	p.scope = s
	switch x := s.Arg.(type) {
	case pane.Trouble:
		p.part, p.trouble, fresh = outbox, true, true
	case pane.Look:
		p.part, p.trouble = outbox, false
		p.ds.Want(x.Record)
		fresh = true
	}
	return p.load(fresh)
}

// load reads the list in view from its start, or anew at its place.
func (p *Pane) load(fresh bool) tea.Cmd {
	var n widget.Need
	switch {
	case p.part == logins && fresh:
		n = p.as.Start()
	case p.part == logins:
		n = p.as.Reload()
	case p.part == journal && fresh:
		n = p.es.Start()
	case p.part == journal:
		n = p.es.Reload()
	case fresh:
		n = p.ds.Start()
	default:
		n = p.ds.Reload()
	}
	return p.fetch(n)
}

// fetch turns a need of the list in view into a command.
func (p *Pane) fetch(n widget.Need) tea.Cmd {
	if n.None() {
		return nil
	}
	desk, s, kind, trouble, watch, now := p.desk, p.scope, p.part, p.trouble, p.machine.Watch, p.now()
	return s.For(pane.Status, func() tea.Msg {
		out := page{part: kind, need: n}
		if watch != nil {
			out.watch = watch()
		}
		switch kind {
		case outbox:
			out.ds, out.err = deliveries(desk, now, s.Brand, trouble, n)
			for i := range out.ds.Items {
				if r := &out.ds.Items[i]; watch != nil {
					r.holder = out.watch.Holds(r.Delivery, r.account)
				}
			}
		case logins:
			out.as.Items, out.err = desk.Accounts(s.Brand)
			out.figures = figure.OfAccounts(desk, out.as.Items)
		case journal:
			out.es.Items, out.es.After, out.err = desk.Journal(s.Brand, n.At, n.N)
		}
		return out
	})
}

// wanting are the states that want a person.
var wanting = []accounts.DeliveryState{accounts.NeedsYou, accounts.Failed, accounts.Blocked, accounts.Missed}

// deliveries reads a page of the outbox with the text of each post.
func deliveries(desk Desk, now time.Time, brand accounts.ID, trouble bool, n widget.Need) (widget.Page[row], error) {
	q := accounts.DeliveryQuery{Brand: brand}
	if trouble {
		q.States = wanting
	}
	ds, after, err := desk.Deliveries(q, n.At, n.N)
	if err != nil {
		return widget.Page[row]{}, err
	}
	as, err := desk.Accounts("")
	if err != nil {
		return widget.Page[row]{}, err
	}
	byID := map[accounts.ID]accounts.Account{}
	for _, a := range as {
		byID[a.ID] = a
	}
	out := widget.Page[row]{After: after}
	for _, d := range ds {
		r := row{Delivery: d, account: byID[d.Account]}
		r.hand = work(desk, d, r.account)
		if d.Outgoing != nil {
			r.text, r.vis = d.Outgoing.Text, d.Outgoing.Visibility
		} else if post, err := desk.Post(d.Post); err == nil {
			r.text, r.vis = partOf(post, d), post.Visibility
			if r.account.ByNetwork && d.State == accounts.Scheduled && d.Handover == nil {
				r.stays = accounts.WhyNotHanded(post, d, r.account, now)
			}
		}
		out.Items = append(out.Items, r)
	}
	return out, nil
}

// partOf is the text that a delivery carries.
func partOf(p accounts.Post, d accounts.Delivery) string {
	if ps := p.Parts(d.Account); d.Part < len(ps) {
		return ps[d.Part]
	}
	return p.Text
}

// Update takes pages in.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	x, ok := msg.(page)
	if !ok {
		return nil
	}
	if x.err != nil {
		switch x.part {
		case outbox:
			p.ds.Failed(x.need)
		case logins:
			p.as.Failed(x.need)
		case journal:
			p.es.Failed(x.need)
		}
		return pane.Send(pane.Failed{Doing: "reading the outbox", Err: x.err})
	}
	p.watch = x.watch
	switch x.part {
	case outbox:
		return p.fetch(p.ds.Feed(x.need, x.ds))
	case logins:
		p.figures = x.figures
		return p.fetch(p.as.Feed(x.need, x.as))
	}
	return p.fetch(p.es.Feed(x.need, x.es))
}

// SetSize shares the cells between the list and, where there is room, the record beside it.
func (p *Pane) SetSize(w, h int) {
	p.w, p.h = w, h
	lw := p.listWidth()
	p.ds.SetSize(lw, p.listHeight(outbox))
	p.as.SetSize(lw, p.listHeight(logins))
	p.es.SetSize(p.w, max(1, h-1))
}

// wide tells whether the record stands beside the list; else it stands below.
func (p *Pane) wide() bool { return p.w >= 110 }

func (p *Pane) listWidth() int {
	if p.wide() {
		return p.w * 6 / 10
	}
	return p.w
}

// below is how many lines the record takes under the list on a narrow screen: an account has more to say than a delivery.
func (p *Pane) below(part part) int {
	if part == logins {
		return min(16, max(p.h/2, p.h-6))
	}
	return min(8, p.h/2)
}

func (p *Pane) listHeight(part part) int {
	if p.wide() {
		return max(1, p.h-1)
	}
	return max(1, p.h-1-p.below(part))
}

// Speaks is who speaks in the selected row.
func (p *Pane) Speaks() (brand, account accounts.ID) {
	switch p.part {
	case outbox:
		r, _ := p.ds.Selected()
		return r.Brand, r.Delivery.Account
	case logins:
		a, _ := p.as.Selected()
		return a.Brand, a.ID
	}
	e, _ := p.es.Selected()
	return e.Brand, e.Account
}

// Click selects a row, or a list by its name.
func (p *Pane) Click(x, y int) tea.Cmd {
	if y == 0 || x >= p.listWidth() {
		return nil
	}
	switch p.part {
	case outbox:
		p.ds.Click(y - 1)
	case logins:
		p.as.Click(y - 1)
	default:
		p.es.Click(y - 1)
	}
	return nil
}

// Wheel moves the selection.
func (p *Pane) Wheel(n int) tea.Cmd {
	switch p.part {
	case outbox:
		return p.fetch(p.ds.Wheel(n))
	case logins:
		return p.fetch(p.as.Wheel(n))
	}
	return p.fetch(p.es.Wheel(n))
}
