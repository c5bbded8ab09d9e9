package widget

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Past is what was done to a text in an editor: enough to undo it after the text was closed and opened again.
type Past struct {
	h    history
	text string
}

// Past is the history of the text, for Resume.
func (e *Editor) Past() Past {
	h := e.past
	h.done, h.undone = slices.Clone(h.done), slices.Clone(h.undone)
	return Past{h, e.Text()}
}

// Resume goes on with a history after SetText. Where the text is another than the one it ended with, what has changed meanwhile is
// one more step that can be undone.
func (e *Editor) Resume(p Past) {
	now := e.Text()
	e.past = p.h
	e.past.done, e.past.undone = slices.Clone(p.h.done), slices.Clone(p.h.undone)
	e.past.sealed = true
	if now == p.text {
		return
	}
	from, old, fresh := changed(p.text, now)
	e.past.add(edit{at: from, old: old, new: fresh, before: from + len(old), after: from + len(fresh)})
	e.past.sealed = true
}

// CanUndo tells whether there is something to undo.
func (e *Editor) CanUndo() bool { return len(e.past.done) > 0 }

// CanRedo tells whether there is something to do again.
func (e *Editor) CanRedo() bool { return len(e.past.undone) > 0 }

// changed is where two texts differ: the place, and what stood and stands there.
func changed(a, b string) (from int, old, fresh string) {
	n := min(len(a), len(b))
	for from < n && a[from] == b[from] {
		from++
	}
	for from > 0 && from < len(a) && !utf8.RuneStart(a[from]) || from > 0 && from < len(b) && !utf8.RuneStart(b[from]) {
		from--
	}
	a, b = a[from:], b[from:]
	end := 0
	for end < min(len(a), len(b)) && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	for end > 0 && !utf8.RuneStart(a[len(a)-end]) {
		end--
	}
	return from, a[:len(a)-end], b[:len(b)-end]
}

// GoPart puts the caret at the beginning of the next part of a thread (by 1) or of the one before (by -1): parts lie between lines
// of exactly "---". False: there is no further part that way.
func (e *Editor) GoPart(by int) bool {
	for p := e.p + by; p >= 0 && p < len(e.paras); p += by {
		switch {
		case by > 0 && strings.TrimSuffix(e.paras[p-1].text, "\r") == "---" && p > e.p:
		case by < 0 && p == 0 && e.p > 0 && e.partOf(0) != e.partOf(e.p):
		case by < 0 && p > 0 && strings.TrimSuffix(e.paras[p-1].text, "\r") == "---" && e.partOf(p) != e.partOf(e.p):
		default:
			continue
		}
		e.p, e.o = p, 0
		e.moved()
		return true
	}
	return false
}

// partOf is the number of the part that a paragraph belongs to.
func (e *Editor) partOf(p int) int {
	n := 0
	for i := range p {
		if strings.TrimSuffix(e.paras[i].text, "\r") == "---" {
			n++
		}
	}
	return n
}

// ToPart puts the caret at the beginning of part n of a thread, counted from 0.
func (e *Editor) ToPart(n int) {
	for p := range e.paras {
		if e.partOf(p) == n && strings.TrimSuffix(e.paras[p].text, "\r") != "---" {
			e.p, e.o = p, 0
			e.moved()
			return
		}
	}
}
