// Package days reads the calendar's days: what stands on each, on each client's own clock, which slots are free, and what is wrong.
// It draws nothing.
package days

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"vocero/accounts"
)

// Desk is what is read.
type Desk interface {
	Brands() ([]accounts.Brand, error)
	Accounts(brand accounts.ID) ([]accounts.Account, error)
	Post(id accounts.ID) (accounts.Post, error)
	Posts(q accounts.PostQuery, at accounts.Cursor, n int) ([]accounts.Post, accounts.Cursor, error)
	DueDeliveries(now time.Time, limit int) ([]accounts.Delivery, error)
}

// Key names an entry over readings: a post by its id, a free slot by its brand and instant.
type Key struct {
	ID, Brand accounts.ID
	At        int64 // of a free slot: Unix seconds
}

// Entry is a post, or a free slot of a brand.
type Entry struct {
	Post    accounts.Post
	Brand   accounts.ID
	Account accounts.ID
	When    accounts.When
	Wall    time.Time          // on the clock of the brand's zone
	Text    string             // the beginning, safe for cells
	Free    bool               // no Post: a slot that is free
	Gap     bool               // a free slot of a day on which the brand says nothing
	Holder  accounts.Holder    // who carries it; none where nobody was asked
	Warned  *accounts.Delivery // one of its deliveries of which is known that it would fail; nil: none is
	Clash   bool               // another post of the same account is less than five minutes away
}

// Key is the entry's name.
func (e Entry) Key() Key {
	if e.Free {
		return Key{Brand: e.Brand, At: e.When.UTC.Unix()}
	}
	return Key{ID: e.Post.ID}
}

// Cell is one day.
type Cell struct {
	On      Date
	Entries []Entry
	Posts   int
	Gap     bool
	Clash   bool
	Clock   []Zone // the zones whose clock changes on this day
}

// Problem is a gap or a clash.
type Problem struct {
	Key   Key
	On    Date
	At    time.Time
	Clash bool
}

// Request is what a reading is for.
type Request struct {
	Asked  uint64 // the number of the reading; 0: nobody waits for it
	Scope  accounts.ID
	View   View
	Anchor Date
	Now    time.Time
	Follow Key             // the view goes where this is
	Watch  *accounts.Watch // who carries what waits; nil: not asked
	Ahead  *Ahead          // of a reading before, while the store is the same; nil: there is none
	Stale  func() bool     // tells that something else is asked for by now; nil: it never is
}

// Ahead is what is planned for the next days where they are not in view: every view needs it for the gaps and the clashes.
type Ahead struct {
	from, to Date
	entries  []Entry
}

// errStale ends a reading that nobody wants any more.
var errStale = errors.New("something else is asked for")

// Snapshot is what was read.
type Snapshot struct {
	Request
	Loaded   bool
	From, To Date
	Brands   []accounts.Brand // in view, clients first
	Zones    map[accounts.ID]Zone
	Clocks   []Zone // the different ones
	Accounts map[accounts.ID]accounts.Account
	Days     []Cell
	Problems []Problem
	Gaps     int
	Clashes  int
	warned   map[accounts.ID]*accounts.Delivery // by post
}

// ahead is how many days from today on are searched for gaps.
const ahead = 14

// near is how close two posts of one account may lie before it is a clash; the guards say the same.
const near = 5 * time.Minute

// Read gathers what a view shows, and nothing more: the visible days, and the next two weeks for what is wrong with them. A reading
// that went stale meanwhile is given up, and is not Loaded.
func Read(desk Desk, r Request) (Snapshot, error) {
	s, err := read(desk, r)
	if errors.Is(err, errStale) {
		return Snapshot{Request: r}, nil
	}
	return s, err
}

func read(desk Desk, r Request) (Snapshot, error) {
	s := Snapshot{Request: r, Loaded: true, Zones: map[accounts.ID]Zone{}, Accounts: map[accounts.ID]accounts.Account{}}
	bs, err := desk.Brands()
	if err != nil {
		return s, err
	}
	s.take(bs)
	as, err := desk.Accounts(r.Scope)
	if err != nil {
		return s, err
	}
	for _, a := range as {
		s.Accounts[a.ID] = a
	}
	if err := s.find(desk); err != nil {
		return s, err
	}
	if err := s.warnings(desk); err != nil {
		return s, err
	}
	s.From, s.To = s.View.Span(s.Anchor)
	seen, err := s.posts(desk, s.From, s.To)
	if err != nil {
		return s, err
	}
	today := DateOf(s.Now.In(s.Home().Loc))
	soon, from, to := seen, today-1, today+ahead+1
	if from >= s.From && from < s.To { // Only what is not in view is read besides.
		from = min(to, s.To)
	}
	if from < to {
		if s.Ahead == nil || s.Ahead.from != from || s.Ahead.to != to {
			more, err := s.posts(desk, from, to)
			if err != nil {
				return s, err
			}
			s.Ahead = &Ahead{from, to, more}
		}
		if more := s.Ahead.entries; len(more) > 0 {
			soon = slices.Concat(seen, more)
		}
	}
	s.build(seen)
	s.judge(seen, soon, today)
	return s, nil
}

// mostDue is how many deliveries of the next day are looked through for warnings.
const mostDue = 500

// warnings finds the posts of the next day of which is known that they would fail.
func (s *Snapshot) warnings(desk Desk) error {
	ds, err := desk.DueDeliveries(s.Now.Add(accounts.Preflights[0]), mostDue)
	for _, d := range ds {
		if d.Warned() {
			if s.warned == nil {
				s.warned = map[accounts.ID]*accounts.Delivery{}
			}
			s.warned[d.Post] = &d
		}
	}
	return err
}

// Watched is who carries what waits, as it was when this was read.
func (s *Snapshot) Watched() accounts.Watch {
	if s.Watch == nil {
		return accounts.Watch{}
	}
	return *s.Watch
}

// take keeps the brands in view and their clocks.
func (s *Snapshot) take(bs []accounts.Brand) {
	for _, b := range bs {
		if s.Scope != "" && b.ID != s.Scope {
			continue
		}
		s.Brands = append(s.Brands, b)
		i := slices.IndexFunc(s.Clocks, func(z Zone) bool { return z.Name == b.Zone })
		if i < 0 {
			i, s.Clocks = len(s.Clocks), append(s.Clocks, NewZone(b.Zone))
		}
		s.Zones[b.ID] = s.Clocks[i]
	}
	slices.SortFunc(s.Brands, func(a, b accounts.Brand) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Letter, b.Letter))
	})
}

// Home is the clock by which the calendar itself says "today".
func (s *Snapshot) Home() Zone {
	if len(s.Brands) == 0 {
		return NewZone("UTC")
	}
	return s.Zones[s.Brands[0].ID]
}

// find moves the view to the record it follows.
func (s *Snapshot) find(desk Desk) error {
	k := s.Follow
	at := Date(0)
	switch {
	case k.ID != "":
		p, err := desk.Post(k.ID)
		if errors.Is(err, accounts.ErrNotFound) || err == nil && p.When == nil {
			return nil
		}
		if err != nil {
			return err
		}
		z, ok := s.Zones[p.Brand]
		if !ok {
			return nil
		}
		at = DateOf(p.When.UTC.In(z.Loc))
	case k.Brand != "":
		z, ok := s.Zones[k.Brand]
		if !ok {
			return nil
		}
		at = DateOf(time.Unix(k.At, 0).In(z.Loc))
	default:
		return nil
	}
	if from, to := s.View.Span(s.Anchor); at < from || at >= to {
		s.Anchor = at
	}
	return nil
}

// posts are the posts of these days on the walls of their brands, the earlier half and the later half read side by side: a month
// that is full takes as long as all else until it is seen. What is moved from one half to the other meanwhile is a change of the
// store, and has everything read again. What nobody waits for leaves a processor to the screen.
func (s *Snapshot) posts(desk Desk, from, to Date) ([]Entry, error) {
	if to-from <= 7 || s.Asked == 0 {
		return s.part(desk, from, to)
	}
	var late []Entry
	var g errgroup.Group
	mid := from + (to-from)/2
	g.Go(func() (err error) {
		late, err = s.part(desk, mid, to)
		return err
	})
	early, err := s.part(desk, from, mid)
	if err = cmp.Or(err, g.Wait()); err != nil {
		return nil, err
	}
	return append(early, late...), nil
}

// page is how many posts are read at a time: about a millisecond, after which a reading may have gone stale.
const page = 128

// part reads the posts of these days, one page after the other.
func (s *Snapshot) part(desk Desk, from, to Date) (out []Entry, err error) {
	q := accounts.PostQuery{Brand: s.Scope, From: from.Time().Add(-15 * time.Hour), To: to.Time().Add(15 * time.Hour)}
	at := accounts.Cursor("")
	for {
		if s.Stale != nil && s.Stale() {
			return nil, errStale
		}
		ps, next, err := desk.Posts(q, at, page)
		if err != nil {
			return nil, err
		}
		out = slices.Grow(out, len(ps))
		for _, p := range ps {
			z, ok := s.Zones[p.Brand]
			if p.When == nil || !ok {
				continue
			}
			e := Entry{Post: p, Brand: p.Brand, When: *p.When, Wall: p.When.UTC.In(z.Loc)}
			if d := DateOf(e.Wall); d < from || d >= to {
				continue
			}
			if len(p.Targets) > 0 {
				e.Account = p.Targets[0]
			}
			if s.Watch != nil {
				e.Holder = s.Watch.HoldsPost(p, s.Accounts[e.Account])
			}
			e.Warned = s.warned[p.ID]
			e.Text = beginning(p)
			out = append(out, e)
		}
		if at = next; at == "" {
			return out, nil
		}
	}
}

// most is how much of a text a row can show, in bytes.
const most = 400

// beginning is the start of a post's text, on one line and safe for cells.
func beginning(p accounts.Post) string {
	s := p.Text
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "")
	}
	return accounts.Cells(strings.Join(strings.Fields(s), " "), false)
}

// roomForSlots is how many free slots a day has at most, usually.
const roomForSlots = 2

// build lays posts and free slots out by day, each day by the hour on the wall.
func (s *Snapshot) build(seen []Entry) {
	s.Days = make([]Cell, s.To-s.From)
	for i := range s.Days {
		c := &s.Days[i]
		c.On = s.From + Date(i)
		for _, z := range s.Clocks {
			if z.Length(c.On) != 24*time.Hour {
				c.Clock = append(c.Clock, z)
			}
		}
	}
	on := make([]int, len(s.Days))
	for i := range seen {
		on[DateOf(seen[i].Wall)-s.From]++
	}
	for i, n := range on {
		s.Days[i].Entries = make([]Entry, 0, n+roomForSlots)
	}
	taken := map[Key]bool{}
	for _, e := range seen {
		c := &s.Days[DateOf(e.Wall)-s.From]
		c.Entries, c.Posts = append(c.Entries, e), c.Posts+1
		taken[Key{Brand: e.Brand, At: e.When.UTC.Unix() / 60}] = true
	}
	for _, b := range s.Brands {
		for _, e := range s.slots(b, s.From, s.To) {
			if !taken[Key{Brand: e.Brand, At: e.When.UTC.Unix() / 60}] {
				c := &s.Days[DateOf(e.Wall)-s.From]
				c.Entries = append(c.Entries, e)
			}
		}
	}
	several := len(s.Clocks) > 1
	for i := range s.Days {
		slices.SortStableFunc(s.Days[i].Entries, func(a, b Entry) int {
			if several { // The hours that are read must go down the page.
				x, y := a.Wall, b.Wall
				return cmp.Or(cmp.Compare(x.Hour()*60+x.Minute(), y.Hour()*60+y.Minute()), a.When.UTC.Compare(b.When.UTC))
			}
			return a.When.UTC.Compare(b.When.UTC)
		})
	}
}

// slots are the places of a brand on these days that are still to come.
func (s *Snapshot) slots(b accounts.Brand, from, to Date) (out []Entry) {
	z := s.Zones[b.ID]
	for d := max(from, DateOf(s.Now.In(z.Loc))); d < to; d++ {
		for _, x := range b.Slots {
			if x.Day != d.Weekday() {
				continue
			}
			w := z.When(d, int(x.Minute))
			e := Entry{Brand: b.ID, When: w, Wall: w.UTC.In(z.Loc), Free: true}
			if on := DateOf(e.Wall); w.UTC.After(s.Now) && on >= from && on < to {
				out = append(out, e)
			}
		}
	}
	return out
}
