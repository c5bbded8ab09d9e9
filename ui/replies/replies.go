// Package replies is the tab of the conversations in which an answer of ours is written or under way: what is being written, what
// is about to leave, what is out and waits for them, and what failed; beside each what they said.
package replies

import (
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
	"vocero/ui/talk"
)

// Desk is what the pane reads.
type Desk interface {
	Posts(q accounts.PostQuery, at accounts.Cursor, n int) ([]accounts.Post, accounts.Cursor, error)
	Post(id accounts.ID) (accounts.Post, error)
	Deliveries(q accounts.DeliveryQuery, at accounts.Cursor, n int) ([]accounts.Delivery, accounts.Cursor, error)
	DeliveriesOf(post accounts.ID) ([]accounts.Delivery, error)
	Mention(id accounts.ID) (accounts.Mention, error)
	Accounts(brand accounts.ID) ([]accounts.Account, error)
}

// Talk is what the pane asks for: a conversation, another try, the end of a mention.
type Talk interface {
	Thread(account accounts.ID, remoteID string) (accounts.Thread, error)
	Ask(r accounts.Request) (accounts.ID, error)
	Retry(delivery accounts.ID) error
	SendSooner(delivery accounts.ID) error
	SetMention(ids []accounts.ID, u accounts.MentionUpdate) error
}

// Options are what lies outside the store.
type Options struct {
	Now    func() time.Time
	After  func(d time.Duration, m tea.Msg) tea.Cmd // m after d; nil: the side pane follows at once
	Browse func(url string) tea.Cmd                 // opens an address; nil: it is shown instead
	Kin    func(m accounts.Mention) (accounts.Kin, error)
}

// Pane is the tab.
type Pane struct {
	desk  Desk
	talk  Talk
	o     Options
	scope pane.Scope
	w, h  int
	items []item
	read  bool        // a reading came
	want  accounts.ID // a post or mention to select when the next reading comes
	sel   int         // index of items
	top   int         // first line of the list in view
	whole bool        // one reply stands over the whole pane
	at    int         // first line of the text in view
	last  int         // last line from which the text can be shown
	beat  int
	side  side
	open  map[accounts.ID]bool // whose text behind a content warning is shown
}

// side is what the text view is about.
type side struct {
	post   accounts.ID
	thread *accounts.Thread
	kin    *accounts.Kin // of what is answered
	asked  time.Time
}

// New makes the tab. The store is both desk and talk.
func New(desk Desk, reach Talk, o Options) *Pane {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Pane{desk: desk, talk: reach, o: o, open: map[accounts.ID]bool{}}
}

// ID is pane.Replies.
func (p *Pane) ID() pane.ID { return pane.Replies }

// loaded is a reading of all replies.
type loaded []item

// said is a conversation that was read from the store.
type said struct {
	post   accounts.ID
	thread *accounts.Thread
	kin    *accounts.Kin
}

// settled says that no key came for a while.
type settled struct{ beat int }

// Show reads the replies; a Look selects the one of a post or a mention.
func (p *Pane) Show(s pane.Scope) tea.Cmd {
	if s.Brand != p.scope.Brand {
		p.items, p.read, p.sel, p.top, p.whole, p.side = nil, false, 0, 0, false, side{}
	}
	p.scope = s
	if x, ok := s.Arg.(pane.Look); ok {
		p.want = x.Record
	}
	desk, now := p.desk, p.o.Now()
	return s.For(pane.Replies, func() tea.Msg {
		items, err := gather(desk, s.Brand, now)
		if err != nil {
			return pane.Failed{Doing: "reading the replies", Err: err}
		}
		return loaded(items)
	})
}

// Update takes in what was read.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch x := msg.(type) {
	case loaded:
		p.take(x)
		return p.load()
	case said:
		if x.post == p.side.post {
			p.side.thread, p.side.kin = x.thread, x.kin
		}
	case settled:
		if x.beat == p.beat {
			return p.load()
		}
	case pane.Failed:
		return pane.Send(x)
	}
	return nil
}

// take shows a new reading; the selection stays on its reply, or goes to the one that took its place.
func (p *Pane) take(items []item) {
	old := p.want
	if it, ok := p.selected(); ok && old == "" {
		old = it.post.ID
	}
	p.items, p.read, p.want = items, true, ""
	for i, it := range items {
		if old != "" && (it.post.ID == old || it.mention.ID == old) {
			p.sel = i
		}
	}
	p.step(0)
}

func (p *Pane) selected() (item, bool) {
	if p.sel < 0 || p.sel >= len(p.items) {
		return item{}, false
	}
	return p.items[p.sel], true
}

// load makes the text view follow the selection, with the conversation that is stored.
func (p *Pane) load() tea.Cmd {
	it, ok := p.selected()
	if !ok {
		p.side, p.whole = side{}, false
		return nil
	}
	if it.post.ID != p.side.post {
		p.side, p.at = side{post: it.post.ID}, 0
	}
	reach, read, post, a, m := p.talk, p.o.Kin, it.post.ID, it.post.Answering, it.mention
	if a.RemoteID == "" {
		return nil
	}
	return p.scope.For(pane.Replies, func() tea.Msg {
		var kin *accounts.Kin
		if read != nil && m.ID != "" {
			k, err := read(m)
			if err != nil {
				return pane.Failed{Doing: "reading who spoke", Err: err}
			}
			kin = &k
		}
		t, err := reach.Thread(a.Account, a.RemoteID)
		switch {
		case errors.Is(err, accounts.ErrNotFound):
			return said{post, nil, kin}
		case err != nil:
			return pane.Failed{Doing: "reading the conversation", Err: err}
		}
		return said{post, &t, kin}
	})
}

// moved lets the side pane follow when the keys rest.
func (p *Pane) moved(n int) tea.Cmd {
	p.step(n)
	p.beat++
	if _, sideW := talk.Split(p.w); sideW == 0 || p.o.After == nil {
		return p.load()
	}
	return p.o.After(talk.Settle, pane.Result{To: pane.Replies, Gen: p.scope.Gen, Msg: settled{p.beat}})
}

// step moves the selection and keeps it in view, with the head of its section where it is the first.
func (p *Pane) step(n int) {
	p.sel = max(0, min(p.sel+n, len(p.items)-1))
	line, rows := p.lineOf(p.sel), max(1, p.h)
	head := line
	if p.sel == 0 || p.sel < len(p.items) && p.items[p.sel].part != p.items[p.sel-1].part {
		head--
	}
	p.top = max(0, min(p.top, head), line-rows+1)
}

// lineOf is the line of the list on which an item stands: every section has a head, and a gap above it but the first.
func (p *Pane) lineOf(i int) int {
	line := 0
	for k := 0; k <= i && k < len(p.items); k++ {
		switch {
		case k == 0:
			line++
		case p.items[k].part != p.items[k-1].part:
			line += 3
		default:
			line++
		}
	}
	return line
}

// SetSize keeps the size.
func (p *Pane) SetSize(w, h int) {
	p.w, p.h = w, h
	p.step(0)
}

// Speaks is the account that was addressed: it alone may answer.
func (p *Pane) Speaks() (brand, account accounts.ID) {
	it, ok := p.selected()
	if !ok {
		return "", ""
	}
	return it.post.Brand, it.post.Answering.Account
}

// Click selects a row.
func (p *Pane) Click(x, y int) tea.Cmd {
	if w, _ := talk.Split(p.w); p.whole || x >= w {
		return nil
	}
	for i := range p.items {
		if p.lineOf(i) == p.top+y {
			return p.moved(i - p.sel)
		}
	}
	return nil
}

// Wheel moves the selection, or scrolls the text in view.
func (p *Pane) Wheel(n int) tea.Cmd {
	if p.whole {
		p.at = max(0, min(p.at+n, p.last))
		return nil
	}
	return p.moved(n)
}
