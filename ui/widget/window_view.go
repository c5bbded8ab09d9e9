package widget

import (
	"strings"

	"vocero/accounts"
)

// RowState is what a row needs to know of itself to be drawn.
type RowState struct {
	Selected bool // under the cursor
	Marked   bool
	Focused  bool // the pane has the focus: the cursor is drawn in full
}

type rowKey struct {
	id      accounts.ID
	version uint64
	state   RowState
}

// rowCache keeps drawn rows; all of them were drawn for one width and one stamp.
type rowCache struct {
	rows  map[rowKey]string
	w     int
	stamp any
	size  int // of the rows on the screen, in bytes, when they were drawn last
}

func (c *rowCache) clear() { clear(c.rows) }

// use empties the cache when it was filled for something else, or has grown over max rows.
func (c *rowCache) use(w int, stamp any, max int) {
	if c.rows == nil {
		c.rows = map[rowKey]string{}
	}
	if c.w != w || c.stamp != stamp || len(c.rows) > max {
		c.clear()
	}
	c.w, c.stamp = w, stamp
}

// View draws the rows on the screen, exactly as wide and high as SetSize said. draw draws one item over w cells, in as many
// lines as the window's rows have. stamp is a comparable value that changes with everything else that rows show: styles,
// language, the minute for ages.
func (w *Window[T]) View(stamp any, focused bool, draw func(item T, width int, st RowState) string) string {
	if w.w == 0 || w.h == 0 {
		return ""
	}
	w.cache.use(w.w, stamp, 4*w.Rows()+256)
	var b strings.Builder
	b.Grow(w.cache.size)
	end := min(len(w.items), w.top+w.Rows())
	for i := w.top; i < end; i++ {
		if i > w.top {
			b.WriteByte('\n')
		}
		b.WriteString(w.row(i, focused, draw))
	}
	w.cache.size = b.Len()
	if lines := (end - w.top) * w.o.Lines; lines != w.h { // The list is short, or the terminal lower than one row.
		return Fit(b.String(), w.w, w.h)
	}
	return b.String()
}

// row is one item, from the cache when it was drawn before.
func (w *Window[T]) row(i int, focused bool, draw func(item T, width int, st RowState) string) string {
	it := w.items[i]
	id := w.o.ID(it)
	k := rowKey{id: id, state: RowState{Selected: i == w.sel, Marked: w.IsMarked(id), Focused: focused && i == w.sel}}
	if w.o.Version != nil {
		k.version = w.o.Version(it)
	}
	row, ok := w.cache.rows[k]
	if !ok {
		row = Fit(draw(it, w.w, k.state), w.w, w.o.Lines)
		w.cache.rows[k] = row
	}
	return row
}
