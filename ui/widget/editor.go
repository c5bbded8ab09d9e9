package widget

import (
	"strings"

	"charm.land/lipgloss/v2"
)

// Editor holds a text of hers in several lines and edits it by grapheme cluster: an emoji family or a letter with its accents
// is one thing to step over and to delete. The text is kept as typed; it is made safe for cells when it is drawn. Offsets are
// bytes of Text and always stand between clusters.
type Editor struct {
	paras       []para
	p, o        int // the caret: paragraph, and byte in it
	goal        int // the column that up and down keep, -1 for none
	w, h, top   int // the cells, and the first visual row shown
	single      bool
	lost        bool // the caret was moved and may be off the screen
	version     uint64
	marks       []Mark
	marked      uint64 // grows with every SetMarks
	past        history
	killed      string
	killing     bool // the last act was a kill: the next one adds to it
	placeholder string
	joined      string // Text of version joinedAt
	joinedAt    uint64
	drawn       editorView
}

// Mark colours a piece of the text: what a guard found. Start and End are bytes of Text.
type Mark struct {
	Start, End int
	Style      *lipgloss.Style
	SGR        string // instead of Style: a sequence that is ended with a reset
}

// maxEditor is the longest text an editor takes, in bytes: far over what any network does, and short enough to be quick.
const maxEditor = 1 << 20

// NewEditor is an empty editor.
func NewEditor() *Editor {
	return &Editor{paras: make([]para, 1), goal: -1, version: 1}
}

// SetPlaceholder is shown while there is no text.
func (e *Editor) SetPlaceholder(s string) { e.placeholder = s }

// SetSize gives the editor its cells.
func (e *Editor) SetSize(w, h int) {
	if w == e.w && h == e.h {
		return
	}
	e.w, e.h = max(0, w), max(0, h)
	e.follow()
}

// Size is what SetSize said.
func (e *Editor) Size() (w, h int) { return e.w, e.h }

// SetText replaces everything, forgets what could be undone, and puts the caret at the end. Line ends become LF; a text over
// one MiB is cut.
func (e *Editor) SetText(s string) {
	s = e.lineEnds(s)
	if len(s) > maxEditor {
		s = s[:boundaryBefore(s, maxEditor)]
	}
	parts := strings.Split(s, "\n")
	e.paras = make([]para, len(parts))
	for i, t := range parts {
		e.paras[i].text = t
	}
	e.p, e.o = len(parts)-1, len(parts[len(parts)-1])
	e.marks, e.past, e.killing = nil, history{}, false
	e.top, e.goal = 0, -1
	e.version++
	e.follow()
}

// lineEnds makes all line ends LF; in a single line they are spaces.
func (e *Editor) lineEnds(s string) string {
	if strings.Contains(s, "\r") {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	if e.single && strings.Contains(s, "\n") {
		s = strings.ReplaceAll(s, "\n", " ")
	}
	return s
}

// Text is everything that was typed.
func (e *Editor) Text() string {
	if e.joinedAt != e.version {
		parts := make([]string, len(e.paras))
		for i := range e.paras {
			parts[i] = e.paras[i].text
		}
		e.joined, e.joinedAt = strings.Join(parts, "\n"), e.version
	}
	return e.joined
}

// Empty tells whether there is no text.
func (e *Editor) Empty() bool { return len(e.paras) == 1 && e.paras[0].text == "" }

// Version grows with every change of the text, not with moves of the caret.
func (e *Editor) Version() uint64 { return e.version }

// Len is the length of the text in bytes.
func (e *Editor) Len() int {
	n := len(e.paras) - 1
	for i := range e.paras {
		n += len(e.paras[i].text)
	}
	return n
}

// Lines is the number of lines the text takes on the screen.
func (e *Editor) Lines() int {
	n := 0
	for i := range e.paras {
		n += len(e.rows(i))
	}
	return n
}

// Caret is the place of the caret, in bytes of Text.
func (e *Editor) Caret() int { return e.start(e.p) + e.o }

// SetCaret puts the caret at a byte of Text, or at the next boundary after it.
func (e *Editor) SetCaret(at int) {
	e.setCaret(at)
	e.moved()
}

func (e *Editor) setCaret(at int) {
	e.p, e.o = e.locate(at)
	e.o = snap(e.paras[e.p].text, e.o)
}

// moved ends what a move of the caret ends: the wished column, a run of kills, a step of undo.
func (e *Editor) moved() {
	e.goal, e.killing, e.past.sealed = -1, false, true
	e.follow()
}

// start is the offset of a paragraph in Text.
func (e *Editor) start(p int) int {
	n := p
	for i := range p {
		n += len(e.paras[i].text)
	}
	return n
}

// locate is the paragraph and the byte in it of an offset of Text, which is brought into the text first.
func (e *Editor) locate(at int) (p, o int) {
	at = max(0, at)
	for p = range e.paras {
		if n := len(e.paras[p].text); at <= n {
			return p, at
		}
		at -= len(e.paras[p].text) + 1
	}
	return p, len(e.paras[p].text)
}

// SetMarks colours pieces of the text until the next SetMarks. Where marks overlap the first wins. Marks move with the text
// that is typed before them, and one that is typed into goes.
func (e *Editor) SetMarks(m []Mark) {
	e.marks = m
	e.marked++
}

// WordBefore is what stands between the last space and the caret, and where it begins: what completion looks at.
func (e *Editor) WordBefore() (from int, word string) {
	t := e.paras[e.p].text[:e.o]
	i := strings.LastIndexByte(t, ' ') + 1
	i += strings.LastIndexByte(t[i:], '\t') + 1
	return e.start(e.p) + i, t[i:]
}
