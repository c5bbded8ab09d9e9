package days

import (
	"slices"
	"time"

	"vocero/accounts"
)

// Book gives the calendar its pages. While the store is the same it keeps the page in view and those on both sides of it, which are
// read before anybody turns to them: a full month is there in the first frame then. It is for one goroutine; what it gives to read is
// carried out on another one.
type Book struct {
	Desk  Desk
	Watch func() accounts.Watch // who carries what waits; nil: nobody is asked
	Pause time.Duration         // how long a page that nobody waits for is not begun: the one that was turned to is drawn first

	want  Request
	line  *line // what is being read, nil for nothing
	pages []Snapshot
	ahead *Ahead
}

// Reading is what is to be carried out; its outcome goes to Put, or is told, and then it is time for Next. Nil: nothing.
type Reading func() (Snapshot, error)

// fresh is how old a page that is kept may be before it is read again, though it is shown meanwhile: hours pass, and with them slots.
const fresh = time.Minute

// Forget drops what is kept and what is being read: the store has changed, or another scope is shown.
func (b *Book) Forget() { b.line, b.pages, b.ahead = nil, nil, nil }

// Turn asks for a page. Where it is kept, it is Loaded.
func (b *Book) Turn(r Request) (Snapshot, Reading) {
	r.Asked = b.want.Asked + 1
	b.want = r
	return b.open()
}

func (b *Book) open() (Snapshot, Reading) {
	r := b.want
	s := b.kept(r)
	if !s.Loaded || r.Follow != (Key{}) {
		return Snapshot{}, b.read(r)
	}
	s.Asked, s.Anchor, s.Follow = r.Asked, r.Anchor, r.Follow
	if r.Now.Sub(s.Now).Abs() < fresh {
		return s, b.beside()
	}
	return s, b.read(r)
}

// kept is a page that was read; one that is not Loaded where it was not, or could not be.
func (b *Book) kept(r Request) Snapshot {
	if i := slices.IndexFunc(b.pages, r.same); i >= 0 {
		return b.pages[i]
	}
	return Snapshot{}
}

// read has a page read: at once, or when what is being read is given up.
func (b *Book) read(r Request) Reading {
	r.Ahead = b.ahead
	if b.line != nil {
		b.line.ask(r)
		return nil
	}
	l, desk, watch := newLine(b.Pause), b.Desk, b.Watch
	l.ask(r)
	b.line = l
	return func() (Snapshot, error) { return l.read(desk, watch) }
}

// Put takes in what was read, and tells whether it is the page that is to be shown.
func (b *Book) Put(s Snapshot) bool {
	b.ahead = s.Ahead
	shown := s.Asked == b.want.Asked
	if shown {
		b.want.Anchor = s.Anchor // It may have gone where a record is.
	}
	near := b.want.around()
	b.pages = slices.DeleteFunc(b.pages, func(x Snapshot) bool {
		return s.same(x) || !slices.ContainsFunc(near[:], func(r Request) bool { return r.same(x) })
	})
	b.pages = append(b.pages, s)
	return shown
}

// Next is due when a reading has ended: what was asked for just then, else the pages beside the one in view.
func (b *Book) Next() (Snapshot, Reading) {
	l := b.line
	if b.line = nil; l == nil || l.answered() {
		return Snapshot{}, b.beside()
	}
	return b.open()
}

// beside reads the pages on both sides of the one in view, once that stands, and one after the other.
func (b *Book) beside() Reading {
	if b.line != nil || !b.kept(b.want).Loaded {
		return nil
	}
	for _, r := range b.want.around() {
		if !slices.ContainsFunc(b.pages, r.same) {
			return b.read(r)
		}
	}
	return nil
}

// around are the page itself, the next and the one before. Nobody waits for them: their Asked is 0.
func (r Request) around() [3]Request {
	r.Asked, r.Follow = 0, Key{}
	after, before := r, r
	switch r.View {
	case Month:
		after.Anchor, before.Anchor = r.Anchor.First(1), r.Anchor.First(-1)
	case Week:
		after.Anchor, before.Anchor = r.Anchor+7, r.Anchor-7
	case Day:
		after.Anchor, before.Anchor = r.Anchor+1, r.Anchor-1
	case Agenda:
		after.Anchor, before.Anchor = r.Anchor+AgendaDays, r.Anchor-AgendaDays
	}
	return [3]Request{r, after, before}
}

// same tells whether a snapshot is the page that is asked for.
func (r Request) same(s Snapshot) bool {
	from, to := r.View.Span(r.Anchor)
	f, t := s.View.Span(s.Anchor)
	return r.Scope == s.Scope && r.View == s.View && from == f && to == t
}
