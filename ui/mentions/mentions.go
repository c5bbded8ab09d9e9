// Package mentions is the tab in which what was said to the brands is judged: one list over all clients, oldest deadline first, one
// key an item. Likes, boosts and follows are folded apart. Beside the list, or over it, stands the whole text with its links as they
// really are; t opens the conversation it belongs to.
//
// The list is read by the page and never held whole. What is done to a row moves the cursor on at once, so that the next key is for
// the next row, but every mark on the screen is what the store says. Who speaks is always the account addressed.
package mentions

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/found"
	"vocero/ui/pane"
	"vocero/ui/talk"
	"vocero/ui/who"
	"vocero/ui/widget"
)

// Desk is what the pane reads, and what it does to mentions here.
type Desk interface {
	MentionPage(q accounts.MentionQuery, at accounts.Cursor, n int) (accounts.MentionPage, error)
	Mention(id accounts.ID) (accounts.Mention, error)
	CountMentions(q accounts.MentionQuery) (n int, exact bool, err error)
	SetMention(ids []accounts.ID, u accounts.MentionUpdate) error
	Brands() ([]accounts.Brand, error)
	Accounts(brand accounts.ID) ([]accounts.Account, error)
}

// Talk is how the pane reaches others: conversations are asked for, acts are put into the outbox.
type Talk interface {
	Thread(account accounts.ID, remoteID string) (accounts.Thread, error)
	Ask(r accounts.Request) (accounts.ID, error)
	Act(d accounts.Delivery, hold time.Duration) (accounts.Delivery, error)
	talk.Outbox
}

// Options are what lies outside the store.
type Options struct {
	Now    func() time.Time
	After  func(d time.Duration, m tea.Msg) tea.Cmd // m after d; nil: the side pane follows at once
	Browse func(url string) tea.Cmd                 // opens an address; nil: it is shown instead
	People who.Desk                                 // who spoke, across networks
	Found  *found.Finder                            // searches networks; nil: none can be searched

	Add func(account accounts.ID, m accounts.Mention) (accounts.Mention, error) // what a person read on a channel; nil: nothing is typed in
}

// mode is what the pane shows.
type mode uint8

const (
	list    mode = iota // the rows, with the side pane where there is room
	reading             // one mention over the whole pane
	talking             // the conversation it belongs to
)

// Pane is the tab.
type Pane struct {
	desk  Desk
	talk  Talk
	o     Options
	scope pane.Scope
	w, h  int

	win    *widget.Window[accounts.Mention]
	filter filter
	before filter // what the filter was before the search
	search string
	wanted accounts.ID // a mention that is being looked for
	only   accounts.ID // one mention that was asked for and lies far off in its list
	rel    who.Related // what one person said, or what was said to one post; zero: everything
	all    bool        // V: everything in the list is marked
	know   facts

	mode  mode
	from  mode // where the conversation was opened from
	side  side
	top   int       // first line shown of the text in view
	rest  time.Time // when the side pane follows the last move
	armed bool      // a tick is on its way that sees whether it is time
	asked time.Time
	open  map[accounts.ID]bool // whose text behind a content warning is shown
	opens int                  // grows with every change of open
	drawn drawing              // the text drawn last
	lines []string             // and its lines
	acts  []pane.Action        // made once
}

// New makes the tab. The store is both desk and talk.
func New(desk Desk, reach Talk, o Options) *Pane {
	if o.Now == nil {
		o.Now = time.Now
	}
	p := &Pane{desk: desk, talk: reach, o: o, open: map[accounts.ID]bool{}}
	p.win = widget.NewWindow(widget.WindowOptions[accounts.Mention]{ID: func(m accounts.Mention) accounts.ID { return m.ID }, Version: talk.Version})
	return p
}

// ID is pane.Mentions.
func (p *Pane) ID() pane.ID { return pane.Mentions }

// page is a piece of the list.
type page struct {
	need widget.Need
	got  accounts.MentionPage
	err  error
}

// looked is a mention that was asked for by name; near tells that it stands in the first page of its list.
type looked struct {
	mention accounts.Mention
	near    bool
	err     error
}

// settled says that the keys may rest now.
type settled struct{}

// Show reads the list again in its place, or from its start for another brand; a Look goes to one mention.
func (p *Pane) Show(s pane.Scope) tea.Cmd {
	fresh := s.Brand != p.scope.Brand
	p.scope, p.armed = s, false // A tick of the scope before does not come any more.
	switch x := s.Arg.(type) {
	case pane.Look:
		p.wanted = x.Record
	case who.Related:
		return p.relate(x)
	}
	if p.wanted != "" { // Also when the answer to an earlier Show was dropped because of this one.
		return tea.Batch(p.learn(), p.look(p.wanted))
	}
	if fresh {
		p.mode, p.only, p.rel, p.side = list, "", who.Related{}, side{}
		return tea.Batch(p.learn(), p.restart())
	}
	return tea.Batch(p.learn(), p.fetch(p.win.Reload()), p.load(), p.o.Found.Look())
}

// restart reads the list from its start: another brand, filter or search.
func (p *Pane) restart() tea.Cmd {
	p.all = false
	n := p.win.Start()
	p.resize()
	return p.fetch(n)
}

// fetch reads what the window wants.
func (p *Pane) fetch(n widget.Need) tea.Cmd {
	if n.None() {
		return nil
	}
	desk, q, only := p.desk, p.query(), p.only
	return p.scope.For(pane.Mentions, func() tea.Msg {
		if only != "" {
			m, err := desk.Mention(only)
			return page{n, accounts.MentionPage{Items: []accounts.Mention{m}}, err}
		}
		got, err := desk.MentionPage(q, n.At, n.N)
		return page{n, got, err}
	})
}

// look finds a mention and the list it stands in.
func (p *Pane) look(id accounts.ID) tea.Cmd {
	desk, brand := p.desk, p.scope.Brand
	return p.scope.For(pane.Mentions, func() tea.Msg {
		m, err := desk.Mention(id)
		if err != nil {
			return looked{err: err}
		}
		q := queryFor(filterOf(m), brand, "")
		got, err := desk.MentionPage(q, "", 50)
		for _, x := range got.Items {
			if x.ID == id {
				return looked{mention: m, near: true}
			}
		}
		return looked{mention: m, err: err}
	})
}

// Update takes in what was read.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch x := msg.(type) {
	case page:
		return p.paged(x)
	case facts:
		x.tags = p.know.tags
		p.know = x
	case looked:
		return p.found(x)
	case said:
		if x.id == p.side.m.ID {
			p.side.thread, p.side.has, p.side.cool, p.side.kin = x.thread, x.has, x.cool, x.kin
		}
	case settled:
		if wait := p.rest.Sub(p.o.Now()); wait > 0 {
			return p.settle(wait)
		}
		p.armed = false
		return p.load()
	case pane.Failed:
		return pane.Send(x)
	}
	return nil
}

// paged puts a page into the window; the side pane follows if the selection is another one now.
func (p *Pane) paged(x page) tea.Cmd {
	if x.err != nil {
		p.win.Failed(x.need)
		return pane.Send(pane.Failed{Doing: "reading the mentions", Err: x.err})
	}
	more := p.fetch(p.win.Feed(x.need, widget.Page[accounts.Mention]{Items: x.got.Items, Before: x.got.Before, After: x.got.After}))
	for _, m := range x.got.Items {
		p.know.remember(m.Tags)
	}
	m, ok := p.win.Selected()
	if ok && m.ID == p.side.m.ID {
		p.side.m = m
		return more
	}
	if p.armed { // It was a move: the side pane follows when the keys rest.
		return more
	}
	return tea.Batch(more, p.load())
}

// found goes to the mention that was asked for: in its list, or by itself when it lies far off.
func (p *Pane) found(x looked) tea.Cmd {
	p.wanted = ""
	if x.err != nil {
		return tea.Batch(p.fetch(p.win.Reload()), pane.Send(pane.Failed{Doing: "finding the mention", Err: x.err}))
	}
	p.mode, p.search, p.only, p.rel, p.filter = list, "", "", who.Related{}, filterOf(x.mention)
	if !x.near {
		p.only = x.mention.ID
	}
	n := p.restart()
	p.win.Want(x.mention.ID)
	return n
}

// SetSize keeps the size.
func (p *Pane) SetSize(w, h int) {
	p.w, p.h = w, h
	p.resize()
}

// resize gives the list its cells. What the window would read because of it is read at the next move.
func (p *Pane) resize() {
	w, _ := talk.Split(p.w)
	if n := p.win.SetSize(w, max(0, p.h-p.heads())); !n.None() {
		p.win.Failed(n)
	}
}

// heads is how many lines stand above the rows: the filters, and what is searched or marked.
func (p *Pane) heads() int {
	if p.search != "" || p.only != "" || !p.rel.Zero() || p.marked() {
		return 2
	}
	return 1
}

// moved reads what a move wants and lets the side pane follow when the keys rest.
func (p *Pane) moved(n widget.Need) tea.Cmd {
	p.top = 0
	if p.mode != list {
		return tea.Batch(p.fetch(n), p.load())
	}
	if _, sideW := talk.Split(p.w); sideW == 0 {
		return p.fetch(n)
	}
	p.rest = p.o.Now().Add(talk.Settle)
	if p.armed {
		return p.fetch(n)
	}
	return tea.Batch(p.fetch(n), p.settle(talk.Settle))
}

// settle lets the side pane follow the selection after a while; at once where there is no clock. One tick is on its way at a time.
func (p *Pane) settle(wait time.Duration) tea.Cmd {
	if p.o.After == nil {
		return p.load()
	}
	p.armed = true
	return p.o.After(wait, pane.Result{To: pane.Mentions, Gen: p.scope.Gen, Msg: settled{}})
}

// Speaks is the account to which the selected row was said.
func (p *Pane) Speaks() (brand, account accounts.ID) {
	m, ok := p.win.Selected()
	if !ok {
		return "", ""
	}
	return m.Brand, m.Account
}

// Click selects a row.
func (p *Pane) Click(x, y int) tea.Cmd {
	if w, _ := talk.Split(p.w); p.mode != list || x >= w || y < p.heads() || !p.win.Click(y-p.heads()) {
		return nil
	}
	return p.moved(widget.Need{})
}

// Wheel scrolls the list, or the text in view.
func (p *Pane) Wheel(n int) tea.Cmd {
	if p.mode != list {
		p.scroll(n)
		return nil
	}
	return p.moved(p.win.Wheel(n))
}

// scroll moves the text in view by lines.
func (p *Pane) scroll(n int) { p.top = max(0, min(p.top+n, len(p.lines)-p.bodyRows())) }

// bodyRows is how many lines of a text are in view.
func (p *Pane) bodyRows() int { return max(1, p.h-1) }
