package widget

import (
	"vocero/accounts"
)

// Need is a page that a window wants. A pane turns it into a command: read N items after At (before At when N is negative;
// "" is the start, or the end) and hand the page back with Feed, or Failed. The zero Need wants nothing.
type Need struct {
	At  accounts.Cursor
	N   int
	seq uint64
	why why
}

// None tells whether nothing is wanted.
func (n Need) None() bool { return n.N == 0 }

type why uint8

const (
	fill   why = iota // a new beginning, swapped in when it covers the screen
	after             // more at the end
	before            // more at the start
)

// Page is what a store's list gives: items and the places before and after them; "" means that there is no more that way.
// A list that is read forwards only leaves Before empty.
type Page[T any] struct {
	Items         []T
	Before, After accounts.Cursor
}

// WindowOptions say what a window's items are.
type WindowOptions[T any] struct {
	ID      func(T) accounts.ID
	Version func(T) uint64 // changes with what the row shows; nil: drawn anew after every page
	Lines   int            // lines a row takes; 0 means 1
	OneWay  bool           // the store reads this list forwards only
}

// Window shows a long list through a few hundred items around the selection. It never holds the list: it asks for the pages
// ahead before they are needed, and lets those far behind go. After a reload the selection stays on its record, or goes to the
// one that followed it.
type Window[T any] struct {
	o        WindowOptions[T]
	w, h     int
	items    []T
	spans    []span // the pages that items came in, in order
	starts   []span // one way: the pages dropped at the front
	bridge   []T    // one way: items read towards the front, which do not reach it yet
	sel, top int    // indices of items
	owed     int    // rows the selection still wants to move when the next page is there
	toEnd    bool   // one way: on the road to the end
	up       bool   // the newest move went up: that side is filled first
	seq      uint64
	busy     bool // a Need is out
	loaded   bool // a page came
	draft    *draft[T]
	want     accounts.ID
	marks    map[accounts.ID]struct{}
	anchor   accounts.ID // where a range of marks began
	cache    rowCache
}

// span is a page within the items.
type span struct {
	n             int
	at            accounts.Cursor // with what it was read
	back          bool            // backwards
	before, after accounts.Cursor
}

// draft is a new beginning that is not shown yet.
type draft[T any] struct {
	items  []T
	spans  []span
	rows   int // how many items it takes to show what was shown
	goal   goal
	starts []span
	retry  bool // nothing was left at the old place: this one starts over
}

type goal uint8

const (
	keep  goal = iota // the selection stays on its record
	first             // the top of the list
	last              // its end
)

// maxItems bounds the memory of a window, in items; a terminal of more than 75 rows gets eight screens instead.
const maxItems = 600

// NewWindow makes an empty window.
func NewWindow[T any](o WindowOptions[T]) *Window[T] {
	o.Lines = max(1, o.Lines)
	return &Window[T]{o: o, marks: map[accounts.ID]struct{}{}}
}

// SetSize gives the window its cells and says what is missing now.
func (w *Window[T]) SetSize(width, height int) Need {
	w.w, w.h = max(0, width), max(0, height)
	w.show()
	return w.wants()
}

// Rows is how many items fit, at least one.
func (w *Window[T]) Rows() int { return max(1, w.h/w.o.Lines) }

// page is how many items are asked for at a time: enough for two screens.
func (w *Window[T]) page() int { return max(50, 2*w.Rows()) }

// Len is the number of items held, not the length of the list.
func (w *Window[T]) Len() int { return len(w.items) }

// Loaded tells whether a page came since Start: an empty window that is loaded is an empty list.
func (w *Window[T]) Loaded() bool { return w.loaded }

// More tells whether there are items above and below those on the screen.
func (w *Window[T]) More() (above, below bool) {
	return w.top > 0 || w.hasBefore(), w.top+w.Rows() < len(w.items) || w.hasAfter()
}

// Selected is the item under the cursor; false when the window is empty.
func (w *Window[T]) Selected() (T, bool) {
	if w.sel < len(w.items) {
		return w.items[w.sel], true
	}
	var none T
	return none, false
}

// SelectedID is the ID of the item under the cursor, "" when the window is empty.
func (w *Window[T]) SelectedID() accounts.ID {
	if it, ok := w.Selected(); ok {
		return w.o.ID(it)
	}
	return ""
}

// Visible are the items on the screen, from top to bottom. The slice is the window's.
func (w *Window[T]) Visible() []T {
	return w.items[min(w.top, len(w.items)):min(w.top+w.Rows(), len(w.items))]
}

// Select puts the cursor on a record that the window holds.
func (w *Window[T]) Select(id accounts.ID) bool {
	for i, it := range w.items {
		if w.o.ID(it) == id {
			w.sel, w.owed, w.toEnd = i, 0, false
			w.show()
			return true
		}
	}
	return false
}

// Want is Select for a record that may come with the next beginning (Start or Reload).
func (w *Window[T]) Want(id accounts.ID) {
	if !w.Select(id) {
		w.want = id
	}
}

// Down moves the cursor one item down.
func (w *Window[T]) Down() Need { return w.move(1, 0) }

// Up moves the cursor one item up.
func (w *Window[T]) Up() Need { return w.move(-1, 0) }

// PageDown moves one screen down.
func (w *Window[T]) PageDown() Need { return w.move(w.Rows(), w.Rows()) }

// PageUp moves one screen up.
func (w *Window[T]) PageUp() Need { return w.move(-w.Rows(), -w.Rows()) }

// HalfDown moves half a screen down.
func (w *Window[T]) HalfDown() Need { return w.move(max(1, w.Rows()/2), max(1, w.Rows()/2)) }

// HalfUp moves half a screen up.
func (w *Window[T]) HalfUp() Need { return w.move(-max(1, w.Rows()/2), -max(1, w.Rows()/2)) }

// Wheel scrolls by lines, positive down; the cursor stays on the screen.
func (w *Window[T]) Wheel(lines int) Need { return w.move(lines, lines) }

// Click puts the cursor on the item at line y; false when there is none.
func (w *Window[T]) Click(y int) bool {
	i := w.top + y/w.o.Lines
	if y < 0 || y >= w.h || i >= len(w.items) {
		return false
	}
	w.sel, w.owed, w.toEnd = i, 0, false
	return true
}

func (w *Window[T]) move(by, scroll int) Need {
	w.toEnd, w.up = false, by < 0
	w.step(by, scroll)
	return w.wants()
}

// step moves cursor and screen. What the window does not hold yet is owed until the next page.
func (w *Window[T]) step(by, scroll int) {
	to := w.sel + w.owed + by
	w.owed = 0
	switch end := len(w.items) - 1; {
	case to > end:
		if w.hasAfter() {
			w.owed = to - max(end, 0)
		}
		to = end
	case to < 0:
		if w.hasBefore() {
			w.owed = to
		}
		to = 0
	}
	w.sel = max(0, to)
	w.top += scroll
	w.show()
}

// Top goes to the first item of the list.
func (w *Window[T]) Top() Need {
	w.owed, w.toEnd, w.up = 0, false, false
	if !w.hasBefore() {
		w.sel = 0
		w.show()
		return w.wants()
	}
	return w.begin(Need{N: w.page()}, first, w.Rows())
}

// Bottom goes to the last item of the list.
func (w *Window[T]) Bottom() Need {
	w.owed, w.up = 0, true
	switch {
	case !w.hasAfter():
		w.sel = max(0, len(w.items)-1)
		w.show()
	case w.o.OneWay:
		w.toEnd = true
		w.sel = max(0, len(w.items)-1)
		w.show()
	default:
		return w.begin(Need{N: -w.page()}, last, w.Rows())
	}
	return w.wants()
}

// show keeps the cursor on the screen and the screen on the items.
func (w *Window[T]) show() {
	rows := w.Rows()
	w.top = min(w.top, max(0, len(w.items)-rows))
	w.top = min(w.top, w.sel)
	if w.sel-rows+1 > w.top { // Past the end: half a screen on, not a line at a time, for each line would draw every row anew.
		w.top = max(0, min(w.sel-rows/2, len(w.items)-rows))
	}
	w.top = max(w.top, w.sel-rows+1, 0)
}

func (w *Window[T]) hasAfter() bool {
	return len(w.spans) > 0 && w.spans[len(w.spans)-1].after != ""
}

func (w *Window[T]) hasBefore() bool {
	if w.o.OneWay {
		return len(w.starts) > 0
	}
	return len(w.spans) > 0 && w.spans[0].before != ""
}

// ToggleMark marks the item under the cursor, or takes its mark away.
func (w *Window[T]) ToggleMark() {
	id := w.SelectedID()
	if id == "" {
		return
	}
	if _, ok := w.marks[id]; ok {
		delete(w.marks, id)
		return
	}
	w.marks[id] = struct{}{}
}

// MarkRange begins a range at the cursor; the second call marks everything between the two that the window still holds.
func (w *Window[T]) MarkRange() {
	id := w.SelectedID()
	if w.anchor == "" || id == "" {
		w.anchor = id
		return
	}
	for i, it := range w.items {
		if w.o.ID(it) == w.anchor {
			for j := min(i, w.sel); j <= max(i, w.sel); j++ {
				w.marks[w.o.ID(w.items[j])] = struct{}{}
			}
			break
		}
	}
	w.anchor = ""
}

// Marked is the number of marks, also of items the window has let go.
func (w *Window[T]) Marked() int { return len(w.marks) }

// IsMarked tells whether a record is marked.
func (w *Window[T]) IsMarked(id accounts.ID) bool {
	_, ok := w.marks[id]
	return ok
}

// ClearMarks takes all marks away.
func (w *Window[T]) ClearMarks() {
	clear(w.marks)
	w.anchor = ""
}

// Targets are the records an action concerns: the marked ones, those on hand in their order first, else the one under the cursor.
func (w *Window[T]) Targets() []accounts.ID {
	if len(w.marks) == 0 {
		if id := w.SelectedID(); id != "" {
			return []accounts.ID{id}
		}
		return nil
	}
	out := make([]accounts.ID, 0, len(w.marks))
	seen := make(map[accounts.ID]struct{}, len(w.marks))
	for _, it := range w.items {
		if id := w.o.ID(it); w.IsMarked(id) {
			out = append(out, id)
			seen[id] = struct{}{}
		}
	}
	return append(out, unseen(w.marks, seen)...)
}
