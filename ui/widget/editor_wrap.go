package widget

// para is a line of the text as she broke it, with the rows it takes on the screen.
type para struct {
	text string
	rows []row
	w    int // the width that rows are for; 0: not wrapped yet
}

// row is a line on the screen: a piece of a paragraph.
type row struct {
	from, to int  // bytes of the paragraph
	cells    int  // with the spaces that hang over the edge
	plain    bool // drawn as it stands
}

// limit is the width of rows: one cell is kept for the caret behind the last letter.
func (e *Editor) limit() int { return max(1, e.w-1) }

// rows are the rows of a paragraph, wrapped if need be: after an edit only the paragraphs it touched are.
func (e *Editor) rows(i int) []row {
	p := &e.paras[i]
	if lim := e.limit(); p.w != lim {
		if e.single {
			p.rows = append(p.rows[:0], wholeRow(p.text))
		} else {
			p.rows = wrapRows(p.rows[:0], p.text, lim)
		}
		p.w = lim
	}
	return p.rows
}

// wholeRow is a paragraph that is not wrapped.
func wholeRow(s string) row {
	r := row{to: len(s), plain: true}
	for i := 0; i < len(s); {
		n, w := clusterAt(s, i)
		r.cells += w
		r.plain = r.plain && simple(s[i:i+n])
		i += n
	}
	return r
}

// simple tells whether a cluster is drawn as it stands without asking.
func simple(c string) bool {
	return c[0] >= ' ' && c[0] < 0x7f && len(c) == 1 || single(c) == len(c)
}

// wrapper breaks one paragraph into rows.
type wrapper struct {
	out        []row
	start, w   int // of the row: its first byte, its cells
	brk, brkw  int // where the row may end, and its cells up to there
	plain, pre bool
}

// wrapRows breaks a paragraph at spaces where it can, around wide letters, and between clusters where it must. Spaces at the end
// of a row hang over the edge. There is always at least one row.
func wrapRows(out []row, s string, limit int) []row {
	r := wrapper{out: out, brk: -1, plain: true, pre: true}
	for i := 0; i < len(s); {
		n, cw := clusterAt(s, i)
		space := n == 1 && s[i] == ' '
		if cw > 1 && i > r.start {
			r.allow(i)
		}
		for !space && r.w+cw > limit && i > r.start {
			r.cut(i)
		}
		r.w += cw
		r.plain = r.plain && simple(s[i:i+n])
		i += n
		if space || cw > 1 {
			r.allow(i)
		}
	}
	return append(r.out, row{r.start, len(s), r.w, r.plain})
}

// allow notes a place where the row may end.
func (r *wrapper) allow(i int) { r.brk, r.brkw, r.pre = i, r.w, r.plain }

// cut ends the row at the last allowed place, or at i.
func (r *wrapper) cut(i int) {
	at, cells, plain := i, r.w, r.plain
	if r.brk > r.start {
		at, cells, plain = r.brk, r.brkw, r.pre
	}
	r.out = append(r.out, row{r.start, at, cells, plain})
	r.start, r.w, r.brk = at, r.w-cells, -1
	if at == i {
		r.plain = true
	}
}

// rowAt is the row of a paragraph that an offset of it lies in; a boundary between two rows belongs to the second.
func rowAt(rows []row, o int) int {
	for i := len(rows) - 1; i > 0; i-- {
		if o >= rows[i].from {
			return i
		}
	}
	return 0
}

// column is the cell of an offset in its row.
func column(s string, r row, o int) int {
	if r.plain && r.cells == r.to-r.from {
		return o - r.from
	}
	x := 0
	for i := r.from; i < o; {
		n, w := clusterAt(s, i)
		x, i = x+w, i+n
	}
	return x
}

// offset is the place in a row nearest to a cell, and never behind its last cluster when another row follows: that place
// belongs to the next row.
func offset(s string, r row, x int, last bool) int {
	at, i := 0, r.from
	for i < r.to {
		n, w := clusterAt(s, i)
		if at+w > x && (x-at)*2 < w || !last && i+n >= r.to {
			return i
		}
		at, i = at+w, i+n
	}
	return i
}

// visual is the row of the caret on the screen of the whole text.
func (e *Editor) visual() int {
	n := 0
	for i := range e.p {
		n += len(e.rows(i))
	}
	return n + rowAt(e.rows(e.p), e.o)
}

// at is the paragraph and row of a visual row, brought into the text.
func (e *Editor) at(v int) (p, r int) {
	v = max(0, v)
	for p = range e.paras {
		n := len(e.rows(p))
		if v < n {
			return p, v
		}
		v -= n
	}
	return p, len(e.rows(p)) - 1
}

// follow has the next drawing scroll so that the caret is on the screen: keys that come together wrap the text once.
func (e *Editor) follow() { e.lost = true }

// found scrolls so that the caret is on the screen, when it was moved.
func (e *Editor) found() {
	if !e.lost || e.w == 0 || e.h == 0 || e.single {
		return
	}
	e.lost = false
	v := e.visual()
	e.top = min(e.top, v)
	e.top = max(e.top, v-e.h+1)
	e.top = min(e.top, max(0, e.Lines()-e.h))
}
