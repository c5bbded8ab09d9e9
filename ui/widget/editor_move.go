package widget

// Left moves the caret one cluster back, over a line break too.
func (e *Editor) Left() {
	if e.o > 0 {
		e.o = prevCluster(e.paras[e.p].text, e.o)
	} else if e.p > 0 {
		e.p--
		e.o = len(e.paras[e.p].text)
	}
	e.moved()
}

// Right moves the caret one cluster on.
func (e *Editor) Right() {
	if t := e.paras[e.p].text; e.o < len(t) {
		n, _ := clusterAt(t, e.o)
		e.o += n
	} else if e.p < len(e.paras)-1 {
		e.p, e.o = e.p+1, 0
	}
	e.moved()
}

// WordLeft moves to the beginning of a word.
func (e *Editor) WordLeft() {
	e.setCaret(e.wordLeft(func(s string, i int) bool { return !wordy(s, i) }))
	e.moved()
}

// WordRight moves behind the end of a word.
func (e *Editor) WordRight() {
	e.setCaret(e.wordRight())
	e.moved()
}

// wordLeft is where the word before the caret begins; between says what stands between words.
func (e *Editor) wordLeft(between func(s string, i int) bool) int {
	p, o := e.p, e.o
	for {
		t := e.paras[p].text
		for o > 0 && between(t, prevCluster(t, o)) {
			o = prevCluster(t, o)
		}
		if o > 0 || p == 0 {
			break
		}
		p--
		o = len(e.paras[p].text)
	}
	for t := e.paras[p].text; o > 0 && !between(t, prevCluster(t, o)); {
		o = prevCluster(t, o)
	}
	return e.start(p) + o
}

// wordRight is where the word after the caret ends.
func (e *Editor) wordRight() int {
	p, o := e.p, e.o
	for {
		t := e.paras[p].text
		for o < len(t) && !wordy(t, o) {
			n, _ := clusterAt(t, o)
			o += n
		}
		if o < len(t) || p == len(e.paras)-1 {
			break
		}
		p, o = p+1, 0
	}
	for t := e.paras[p].text; o < len(t) && wordy(t, o); {
		n, _ := clusterAt(t, o)
		o += n
	}
	return e.start(p) + o
}

// Home moves to the beginning of the row, End behind its last letter.
func (e *Editor) Home() {
	rows := e.rows(e.p)
	e.o = rows[rowAt(rows, e.o)].from
	e.moved()
}

// End moves behind the last letter of the row. Where the text goes on in the next row, that is before the cluster at the edge.
func (e *Editor) End() {
	rows := e.rows(e.p)
	i := rowAt(rows, e.o)
	e.o = offset(e.paras[e.p].text, rows[i], 1<<30, i == len(rows)-1)
	e.moved()
}

// LineStart moves to the beginning of the line as it was typed.
func (e *Editor) LineStart() {
	e.o = 0
	e.moved()
}

// LineEnd moves to the end of the line as it was typed.
func (e *Editor) LineEnd() {
	e.o = len(e.paras[e.p].text)
	e.moved()
}

// TextStart moves to the beginning of everything.
func (e *Editor) TextStart() {
	e.p, e.o = 0, 0
	e.moved()
}

// TextEnd moves to the end of everything.
func (e *Editor) TextEnd() {
	e.p = len(e.paras) - 1
	e.o = len(e.paras[e.p].text)
	e.moved()
}

// Up moves one row up, Down one row down, in the column where the moves began.
func (e *Editor) Up() { e.vertical(-1) }

// Down moves one row down.
func (e *Editor) Down() { e.vertical(1) }

// PageUp moves one screen up.
func (e *Editor) PageUp() { e.vertical(-max(1, e.h)) }

// PageDown moves one screen down.
func (e *Editor) PageDown() { e.vertical(max(1, e.h)) }

// vertical moves by rows; over the first or the last it goes to the beginning or the end.
func (e *Editor) vertical(by int) {
	rows := e.rows(e.p)
	i := rowAt(rows, e.o)
	goal := e.goal
	if goal < 0 {
		goal = column(e.paras[e.p].text, rows[i], e.o)
	}
	v, total := e.visual()+by, e.Lines()
	if v < 0 || v >= total {
		if by < 0 {
			e.TextStart()
		} else {
			e.TextEnd()
		}
		e.goal = goal
		return
	}
	p, r := e.at(v)
	rows = e.rows(p)
	e.p, e.o = p, offset(e.paras[p].text, rows[r], goal, r == len(rows)-1)
	e.moved()
	e.goal = goal
}

// Click puts the caret at a cell of the screen.
func (e *Editor) Click(x, y int) {
	if e.single {
		e.o = offset(e.paras[0].text, e.rows(0)[0], max(0, x)+e.top, true)
	} else {
		e.found()
		p, r := e.at(e.top + max(0, y))
		rows := e.rows(p)
		e.p, e.o = p, offset(e.paras[p].text, rows[r], max(0, x), r == len(rows)-1)
	}
	e.moved()
}

// Wheel scrolls by rows, positive down, and leaves the caret where it is.
func (e *Editor) Wheel(lines int) {
	e.found()
	e.top = max(0, min(e.top+lines, e.Lines()-e.h))
}
