package widget

import (
	"slices"
	"strings"
	"unicode"

	"vocero/accounts"
)

// edit is one change, as undo needs it.
type edit struct {
	at            int
	old, new      string
	before, after int // the caret
}

// history is what can be undone and done again.
type history struct {
	done, undone []edit
	bytes        int
	sealed       bool // the next edit begins a new step
}

// Bounds of the history, in steps and bytes.
const (
	maxSteps     = 500
	maxStepBytes = 1 << 20
)

// splice replaces [from, to) of the text. It keeps wrapped rows of all paragraphs it does not touch.
func (e *Editor) splice(from, to int, with string) {
	p1, o1 := e.locate(from)
	p2, o2 := e.locate(to)
	head, tail := e.paras[p1].text[:o1], e.paras[p2].text[o2:]
	if !strings.Contains(with, "\n") {
		if p1 != p2 {
			e.paras = slices.Delete(e.paras, p1+1, p2+1)
		}
		e.paras[p1].text, e.paras[p1].w = head+with+tail, 0
	} else {
		parts := strings.Split(with, "\n")
		fresh := make([]para, len(parts))
		for i, t := range parts {
			fresh[i].text = t
		}
		fresh[0].text = head + fresh[0].text
		fresh[len(fresh)-1].text += tail
		e.paras = slices.Replace(e.paras, p1, p2+1, fresh...)
	}
	e.shiftMarks(from, to, len(with)-(to-from))
	e.version++
	e.setCaret(from + len(with))
}

// shiftMarks moves the marks behind an edit and drops those it touched.
func (e *Editor) shiftMarks(from, to, by int) {
	if len(e.marks) == 0 {
		return
	}
	out := make([]Mark, 0, len(e.marks))
	for _, m := range e.marks {
		switch {
		case m.End <= from:
		case m.Start >= to:
			m.Start, m.End = m.Start+by, m.End+by
		default:
			continue
		}
		out = append(out, m)
	}
	e.SetMarks(out)
}

// Replace puts with in the place of [from, to) of the text, as one step of undo, and the caret behind it. It refuses what would
// make the text longer than an editor takes.
func (e *Editor) Replace(from, to int, with string) bool {
	from = min(max(0, from), e.Len())
	to = min(max(from, to), e.Len())
	with = e.lineEnds(with)
	if e.Len()+len(with)-(to-from) > maxEditor {
		return false
	}
	before := e.Caret()
	old := e.cutOut(from, to)
	if old == "" && with == "" {
		return true
	}
	e.splice(from, to, with)
	e.past.add(edit{at: from, old: old, new: with, before: before, after: e.Caret()})
	e.goal, e.killing = -1, false
	e.follow()
	return true
}

// cutOut is the text of [from, to), without joining all of it.
func (e *Editor) cutOut(from, to int) string {
	p1, o1 := e.locate(from)
	p2, o2 := e.locate(to)
	if p1 == p2 {
		return e.paras[p1].text[o1:o2]
	}
	return e.Text()[from:to]
}

// Insert puts text at the caret, as if typed. False: the text would get too long.
func (e *Editor) Insert(s string) bool {
	at := e.Caret()
	return e.Replace(at, at, s)
}

// Paste puts clean text at the caret as one step of undo; removed counts the invisible characters and controls that were
// taken out. ok is false when the text would get too long: nothing is pasted then.
func (e *Editor) Paste(s string) (removed int, ok bool) {
	s, removed = accounts.CleanPaste(s)
	e.past.sealed = true
	ok = e.Insert(s)
	e.past.sealed = true
	return removed, ok
}

// add notes an edit; typing in one go, and deleting in one go, is one step for every word.
func (h *history) add(n edit) {
	h.undone = nil
	if k := len(h.done); k > 0 && !h.sealed && h.done[k-1].merge(n) {
		h.bytes += len(n.old) + len(n.new)
		return
	}
	h.sealed = false
	h.done = append(h.done, n)
	h.bytes += len(n.old) + len(n.new)
	for len(h.done) > maxSteps || h.bytes > maxStepBytes && len(h.done) > 1 {
		h.bytes -= len(h.done[0].old) + len(h.done[0].new)
		h.done = slices.Delete(h.done, 0, 1)
	}
}

// merge adds an edit to the one before if a person would call it the same.
func (a *edit) merge(n edit) bool {
	switch {
	case a.after != n.before || strings.Contains(n.new+n.old, "\n"):
		return false
	case a.old == "" && n.old == "" && n.at == a.at+len(a.new):
		if endsInSpace(a.new) && !endsInSpace(n.new) {
			return false
		}
		a.new += n.new
	case a.new == "" && n.new == "" && n.at+len(n.old) == a.at:
		if a.old != "" && unicode.IsSpace(rune(a.old[0])) && !endsInSpace(n.old) {
			return false
		}
		a.at, a.old = n.at, n.old+a.old
	default:
		return false
	}
	a.after = n.after
	return true
}

func endsInSpace(s string) bool { return s != "" && s[len(s)-1] == ' ' }

// Undo takes the newest step back; false when there is none.
func (e *Editor) Undo() bool {
	h := &e.past
	if len(h.done) == 0 {
		return false
	}
	n := h.done[len(h.done)-1]
	h.done = h.done[:len(h.done)-1]
	h.bytes -= len(n.old) + len(n.new)
	h.undone = append(h.undone, n)
	e.splice(n.at, n.at+len(n.new), n.old)
	e.setCaret(n.before)
	e.moved()
	return true
}

// Redo does again what Undo took back; false when there is nothing.
func (e *Editor) Redo() bool {
	h := &e.past
	if len(h.undone) == 0 {
		return false
	}
	n := h.undone[len(h.undone)-1]
	h.undone = h.undone[:len(h.undone)-1]
	h.done = append(h.done, n)
	h.bytes += len(n.old) + len(n.new)
	e.splice(n.at, n.at+len(n.old), n.new)
	e.moved()
	return true
}

// Backspace deletes the cluster before the caret, or the line break.
func (e *Editor) Backspace() {
	if e.o == 0 {
		e.deleteTo(e.Caret() - 1)
		return
	}
	e.deleteTo(e.start(e.p) + prevCluster(e.paras[e.p].text, e.o))
}

// Delete deletes the cluster after the caret, or the line break.
func (e *Editor) Delete() {
	t := e.paras[e.p].text
	if e.o == len(t) {
		e.deleteTo(e.Caret() + 1)
		return
	}
	n, _ := clusterAt(t, e.o)
	e.deleteTo(e.Caret() + n)
}

// deleteTo deletes between the caret and a place.
func (e *Editor) deleteTo(to int) {
	at := e.Caret()
	to = min(max(0, to), e.Len())
	e.Replace(min(at, to), max(at, to), "")
}

// kill deletes between the caret and a place and keeps it for Yank; kills in a row are kept together.
func (e *Editor) kill(to int) {
	at, more := e.Caret(), e.killing
	to = min(max(0, to), e.Len())
	piece := e.cutOut(min(at, to), max(at, to))
	switch {
	case !more:
		e.killed = piece
	case to < at:
		e.killed = piece + e.killed
	default:
		e.killed += piece
	}
	e.past.sealed = true
	e.deleteTo(to)
	e.past.sealed = true
	e.killing = true
}

// Yank puts back what was killed last.
func (e *Editor) Yank() {
	e.past.sealed = true
	e.Insert(e.killed)
	e.past.sealed = true
}
