package widget

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"vocero/ui/theme"
)

// typedSamples is what people type and paste, and what breaks editors.
var typedSamples = []string{
	"a", "b", " ", "  ", "\n", "hola ", "mañana", "👨‍👩‍👧", "👩", "\u200d", "\u0301", "e\u0301", "日本語", "🇪", "🇸", "🇪🇸", "👍🏽", "\u202e", "\u200b",
	"uno dos tres cuatro cinco seis", "¡Hola, vecinas!\nHoy hay pan.\n\nHasta luego", "https://masto.example/@panaderialuz/1099", "\t", "\ufe0f", "1️⃣", "क्षि", "ก็",
}

// naive is the editor without any cleverness: a string, a caret, and the whole text cut into clusters every time.
type naive struct {
	text   string
	caret  int
	killed string
}

// bounds are all places a caret can stand at.
func (n *naive) bounds() []int {
	out := []int{0}
	at := 0
	for i, p := range strings.Split(n.text, "\n") {
		if i > 0 {
			at++
			out = append(out, at)
		}
		for len(p) > 0 {
			c, _ := ansi.FirstGraphemeCluster(p, ansi.GraphemeWidth)
			at += len(c)
			p = p[len(c):]
			out = append(out, at)
		}
	}
	return out
}

func (n *naive) put(from, to int, s string) {
	n.text = n.text[:from] + s + n.text[to:]
	at := from + len(s)
	for _, b := range n.bounds() {
		if b >= at {
			n.caret = b
			return
		}
	}
}

func (n *naive) step(by int) int {
	b := n.bounds()
	i := slices.Index(b, n.caret) + by
	return b[max(0, min(i, len(b)-1))]
}

func (n *naive) lineStart() int { return strings.LastIndex(n.text[:n.caret], "\n") + 1 }

func (n *naive) lineEnd() int {
	if i := strings.Index(n.text[n.caret:], "\n"); i >= 0 {
		return n.caret + i
	}
	return len(n.text)
}

func (n *naive) wordLeft() int {
	b := n.bounds()
	i := slices.Index(b, n.caret)
	word := func(i int) bool { return n.text[b[i]] != '\n' && wordy(n.text, b[i]) }
	for i > 0 && !word(i-1) {
		i--
	}
	for i > 0 && word(i-1) {
		i--
	}
	return b[i]
}

func (n *naive) wordRight() int {
	b := n.bounds()
	i := slices.Index(b, n.caret)
	word := func(i int) bool { return n.text[b[i]] != '\n' && wordy(n.text, b[i]) }
	for i < len(b)-1 && !word(i) {
		i++
	}
	for i < len(b)-1 && word(i) {
		i++
	}
	return b[i]
}

// kill deletes between the caret and a place.
func (n *naive) kill(to int) {
	from, end := min(n.caret, to), max(n.caret, to)
	n.killed = n.text[from:end]
	n.put(from, end, "")
}

func naiveStep(t *rapid.T, op string, e *Editor, n *naive) {
	switch op {
	case "insert":
		s := rapid.SampledFrom(typedSamples).Draw(t, "text")
		e.Insert(s)
		n.put(n.caret, n.caret, s)
	case "backspace":
		e.Backspace()
		n.put(n.step(-1), n.caret, "")
	case "delete":
		e.Delete()
		n.put(n.caret, n.step(1), "")
	case "left":
		e.Left()
		n.caret = n.step(-1)
	case "right":
		e.Right()
		n.caret = n.step(1)
	case "word left":
		e.WordLeft()
		n.caret = n.wordLeft()
	case "word right":
		e.WordRight()
		n.caret = n.wordRight()
	case "line start":
		e.LineStart()
		n.caret = n.lineStart()
	case "line end":
		e.LineEnd()
		n.caret = n.lineEnd()
	case "kill word":
		e.moved()
		killWord(e)
		n.kill(n.wordLeft())
	case "kill back":
		e.moved()
		killBack(e)
		n.kill(n.lineStart())
	case "yank":
		e.Yank()
		n.put(n.caret, n.caret, n.killed)
	}
}

var naiveOps = []string{"insert", "insert", "insert", "backspace", "delete", "left", "right", "word left", "word right", "line start", "line end", "kill word", "kill back", "yank"}

func TestEditorFollowsAModel(t *testing.T) {
	st := theme.New(theme.Options{})
	rapid.Check(t, func(t *rapid.T) {
		e, n := NewEditor(), &naive{}
		w, h := rapid.SampledFrom([]int{1, 2, 5, 20, 80}).Draw(t, "w"), rapid.SampledFrom([]int{1, 3, 10}).Draw(t, "h")
		e.SetSize(w, h)
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			naiveStep(t, rapid.SampledFrom(naiveOps).Draw(t, "op"), e, n)
			if e.Text() != n.text || e.Caret() != n.caret || e.Len() != len(n.text) {
				t.Fatalf("text %q caret %d, want %q %d", e.Text(), e.Caret(), n.text, n.caret)
			}
			checkEditor(t, e, st)
		}
		final := e.Text()
		for e.Undo() {
			checkEditor(t, e, st)
		}
		if e.Text() != "" {
			t.Fatalf("everything undone leaves %q", e.Text())
		}
		for e.Redo() {
		}
		if e.Text() != final {
			t.Fatalf("everything done again gives %q, want %q", e.Text(), final)
		}
	})
}

func TestEditorMovesByRows(t *testing.T) {
	st := theme.New(theme.Options{})
	moves := []func(*Editor){(*Editor).Up, (*Editor).Down, (*Editor).PageUp, (*Editor).PageDown, (*Editor).Home, (*Editor).End,
		(*Editor).TextStart, (*Editor).TextEnd, func(e *Editor) { e.Wheel(2) }, func(e *Editor) { e.Click(3, 2) }, func(e *Editor) { e.SetSize(9, 4) }}
	rapid.Check(t, func(t *rapid.T) {
		e := NewEditor()
		e.SetSize(rapid.IntRange(1, 40).Draw(t, "w"), rapid.IntRange(1, 8).Draw(t, "h"))
		e.SetText(strings.Join(rapid.SliceOf(rapid.SampledFrom(typedSamples)).Draw(t, "text"), ""))
		text := e.Text()
		for _, i := range rapid.SliceOf(rapid.IntRange(0, len(moves)-1)).Draw(t, "moves") {
			moves[i](e)
			checkEditor(t, e, st)
		}
		if e.Text() != text {
			t.Fatal("a move changed the text")
		}
	})
}

// checkEditor fails unless the frame is exact, the caret stands on a boundary, and the rows are what a fresh wrap gives.
func checkEditor(t *rapid.T, e *Editor, st *theme.Styles) {
	t.Helper()
	v := e.View(st)
	lines := strings.Split(v, "\n")
	if len(lines) != e.h {
		t.Fatalf("%d lines, want %d", len(lines), e.h)
	}
	for _, l := range lines {
		if ansi.StringWidth(l) != e.w || !utf8.ValidString(l) {
			t.Fatalf("line %q has %d cells, want %d", l, ansi.StringWidth(l), e.w)
		}
	}
	if x, y, ok := e.CursorAt(); ok && (x < 0 || x >= e.w || y < 0 || y >= e.h) {
		t.Fatalf("the cursor is at %d,%d of %d×%d", x, y, e.w, e.h)
	}
	if !slices.Contains((&naive{text: e.Text()}).bounds(), e.Caret()) {
		t.Fatalf("the caret stands inside a cluster of %q: %d", e.Text(), e.Caret())
	}
	for i := range e.paras {
		if fresh := wrapRows(nil, e.paras[i].text, e.limit()); !slices.Equal(fresh, e.rows(i)) {
			t.Fatalf("rows of %q are %v, want %v", e.paras[i].text, e.rows(i), fresh)
		}
		checkRows(t, e.paras[i].text, e.rows(i), e.limit())
	}
}

func checkRows(t *rapid.T, s string, rows []row, limit int) {
	t.Helper()
	at := 0
	for _, r := range rows {
		body := strings.TrimRight(s[r.from:r.to], " ")
		if r.from != at || r.to < r.from {
			t.Fatalf("rows of %q leave a gap: %v", s, rows)
		}
		if n := len((&naive{text: body}).bounds()); column(s, r, r.from+len(body)) > limit && n > 2 {
			t.Fatalf("row %q is wider than %d", body, limit)
		}
		at = r.to
	}
	if at != len(s) {
		t.Fatalf("rows of %q end at %d", s, at)
	}
}
