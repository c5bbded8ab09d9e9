// Package drafts is the tab of everything she writes, from the idea to what is out: filtered by how far it is, searched by words,
// and put into the calendar with one key and the client's letter.
package drafts

import (
	"maps"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/figure"
	"vocero/ui/pane"
	"vocero/ui/plan"
	"vocero/ui/widget"
)

// Desk is what the pane reads.
type Desk interface {
	Post(id accounts.ID) (accounts.Post, error)
	Posts(q accounts.PostQuery, at accounts.Cursor, n int) ([]accounts.Post, accounts.Cursor, error)
	Accounts(brand accounts.ID) ([]accounts.Account, error)
	Deliveries(q accounts.DeliveryQuery, at accounts.Cursor, n int) ([]accounts.Delivery, accounts.Cursor, error)
	Revisions(id accounts.ID) ([]accounts.Post, error)
}

// Outbox is what the pane itself writes; giving a post its hour is the planner's.
type Outbox interface {
	SavePost(p accounts.Post) (accounts.Post, error)
	Act(d accounts.Delivery, hold time.Duration) (accounts.Delivery, error)
}

// Options are what the tab is made of.
type Options struct {
	Desk    Desk
	Outbox  Outbox
	Planner *plan.Planner
	After   func(d time.Duration, m tea.Msg) tea.Cmd // the record beside the list follows a little after the keys
	Browse  func(url string) tea.Cmd                 // opens an address; may be nil
	Figures figure.Desk                              // what networks tell of what is out; nil: nothing
}

// settle is how long the keys must rest before the selected post is read in full.
const settle = 150 * time.Millisecond

// filter is how far along the posts in view are.
type filter uint8

const (
	open filter = iota
	planned
	out
	trouble
	all
	filters
)

var filterNames = [...]string{"Open", "Planned", "Out", "Trouble", "All//posts"}

// states are the states that a filter shows; none: all.
var states = [...][]accounts.PostState{
	{accounts.Idea, accounts.Draft, accounts.InReview, accounts.Approved},
	{accounts.PostScheduled, accounts.PostSending, accounts.PostHeld, accounts.PostByHand},
	{accounts.PostPublished},
	{accounts.PostUnconfirmed, accounts.PostFailed, accounts.PostMissed, accounts.PostHeld},
	nil,
}

// Pane is the tab.
type Pane struct {
	o        Options
	scope    pane.Scope
	filter   filter
	search   string
	before   filter // where Esc goes back to from a search
	list     *widget.Window[accounts.Post]
	accounts map[accounts.ID]accounts.Account
	verified map[accounts.ID]bool // of what is out: all of it was read back
	card     card
	wanted   cardKey // what the card waits for
	w, h     int
}

// New makes the tab.
func New(o Options) *Pane {
	id := func(p accounts.Post) accounts.ID { return p.ID }
	version := func(p accounts.Post) uint64 { return p.Revision }
	return &Pane{o: o, list: widget.NewWindow(widget.WindowOptions[accounts.Post]{ID: id, Version: version, OneWay: true})}
}

// ID is pane.Drafts.
func (p *Pane) ID() pane.ID { return pane.Drafts }

// Show reads the list again; Look shows one record among all.
func (p *Pane) Show(s pane.Scope) tea.Cmd {
	fresh := s.Brand != p.scope.Brand
	p.scope = s
	if x, ok := s.Arg.(pane.Look); ok {
		p.find(x.Record)
		fresh = true
	}
	return p.load(fresh)
}

// find makes a record the selected one of the next reading.
func (p *Pane) find(id accounts.ID) {
	p.filter, p.search = all, ""
	p.list.Want(id)
}

// load reads the list from its start, or anew at its place.
func (p *Pane) load(fresh bool) tea.Cmd {
	if fresh {
		return p.fetch(p.list.Start())
	}
	return p.fetch(p.list.Reload())
}

// page is what a reading brought.
type page struct {
	need     widget.Need
	page     widget.Page[accounts.Post]
	accounts []accounts.Account
	verified map[accounts.ID]bool // of what is out: all of it was read back as sent
	err      error
}

// fetch turns a need of the list into a command.
func (p *Pane) fetch(n widget.Need) tea.Cmd {
	if n.None() {
		return nil
	}
	desk, s, f, words := p.o.Desk, p.scope, p.filter, p.search
	return s.For(pane.Drafts, func() tea.Msg {
		x := page{need: n}
		if x.accounts, x.err = desk.Accounts(""); x.err != nil {
			return x
		}
		if f == out && words == "" {
			x.page, x.err = newest(desk, s.Brand, n)
			x.verified = readBack(desk, x.page.Items)
			return x
		}
		x.page.Items, x.page.After, x.err = desk.Posts(accounts.PostQuery{Brand: s.Brand, States: states[f], Search: words}, n.At, n.N)
		x.verified = readBack(desk, x.page.Items)
		return x
	})
}

// newest reads what is out, the newest first: the list of posts has another order, that of the outbox is by time.
func newest(desk Desk, brand accounts.ID, n widget.Need) (widget.Page[accounts.Post], error) {
	var out widget.Page[accounts.Post]
	ds, after, err := desk.Deliveries(accounts.DeliveryQuery{Brand: brand, States: []accounts.DeliveryState{accounts.Published}}, n.At, n.N)
	out.After = after
	seen := map[accounts.ID]bool{}
	for _, d := range ds {
		if d.Op != accounts.OpPost || seen[d.Post] || err != nil {
			continue
		}
		seen[d.Post] = true
		var p accounts.Post
		if p, err = desk.Post(d.Post); err == nil && p.State == accounts.PostPublished {
			out.Items = append(out.Items, p)
		}
	}
	return out, err
}

// Update takes pages and cards in.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch x := msg.(type) {
	case page:
		if x.err != nil {
			p.list.Failed(x.need)
			return pane.Send(pane.Failed{Doing: "reading the drafts", Err: x.err})
		}
		known := make(map[accounts.ID]accounts.Account, len(x.accounts)) // A new map: commands may hold the old one.
		for _, a := range x.accounts {
			known[a.ID] = a
		}
		p.accounts = known
		seen := maps.Clone(p.verified)
		if seen == nil {
			seen = map[accounts.ID]bool{}
		}
		maps.Copy(seen, x.verified)
		proved := seen[p.card.key.id] != p.verified[p.card.key.id] // Its card says so as well.
		p.verified = seen
		first := p.card.key.id == ""
		more := p.fetch(p.list.Feed(x.need, x.page))
		if first || proved {
			return tea.Batch(more, p.read())
		}
		return tea.Batch(more, p.rest())
	case card:
		if x.key == p.key() {
			p.card = x
		}
	case rested:
		if x.key == p.key() && x.key != p.card.key {
			return p.read()
		}
	case cloned:
		p.filter, p.search = open, ""
		p.list.Want(x.id)
		return tea.Batch(p.load(true), pane.Send(pane.Toast{Text: "A copy is in the drafts."}))
	case pane.Failed:
		return pane.Send(x)
	}
	return nil
}

// SetSize shares the cells between the list and the selected post.
func (p *Pane) SetSize(w, h int) {
	p.w, p.h = w, h
	p.list.SetSize(p.listWidth(), p.listHeight())
}

// wide tells whether the selected post stands beside the list; else it stands below.
func (p *Pane) wide() bool { return p.w >= 110 }

func (p *Pane) listWidth() int {
	if p.wide() {
		return p.w * 6 / 10
	}
	return p.w
}

// below is how many lines the selected post takes under the list.
func (p *Pane) below() int { return max(1, min(7, p.h/2-2)) }

func (p *Pane) listHeight() int {
	if p.wide() {
		return max(1, p.h-1)
	}
	return max(1, p.h-1-p.below())
}

// Speaks is who speaks in the selected post.
func (p *Pane) Speaks() (brand, account accounts.ID) {
	x, _ := p.list.Selected()
	if len(x.Targets) > 0 {
		account = x.Targets[0]
	}
	return x.Brand, account
}

// Others is how many more accounts the selected post has.
func (p *Pane) Others() int {
	x, _ := p.list.Selected()
	return max(0, len(x.Targets)-1)
}

// Click selects a row.
func (p *Pane) Click(x, y int) tea.Cmd {
	if x < p.listWidth() && y >= 1 && y <= p.listHeight() {
		p.list.Click(y - 1)
	}
	return p.rest()
}

// Wheel moves the list.
func (p *Pane) Wheel(n int) tea.Cmd { return tea.Batch(p.fetch(p.list.Wheel(n)), p.rest()) }
