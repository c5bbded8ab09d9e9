package widget

import (
	"strings"
	"testing"

	"vocero/ui/theme"
)

func TestEditorKeepsItsHistoryBounded(t *testing.T) {
	e := newTestEditor("")
	for range 3 * maxSteps {
		e.Insert("x")
		e.Left()
	}
	if n := len(e.past.done); n != maxSteps {
		t.Errorf("the history holds %d steps", n)
	}
	e.SetText("")
	for range 8 {
		e.Paste(strings.Repeat("y", 200<<10))
		e.Replace(0, e.Len(), "")
	}
	if e.past.bytes > maxStepBytes+400<<10 {
		t.Errorf("the history holds %d bytes", e.past.bytes)
	}
	for e.Undo() {
	}
	if e.past.bytes != 0 || len(e.past.done) != 0 {
		t.Errorf("with everything undone %d bytes are left", e.past.bytes)
	}
}

func TestEditorTakesLongTexts(t *testing.T) {
	e := newTestEditor(strings.Repeat("日本", maxEditor/4))
	if e.Len() > maxEditor || !strings.HasSuffix(e.Text(), "日") && !strings.HasSuffix(e.Text(), "本") {
		t.Errorf("a text that is too long was cut to %d bytes", e.Len())
	}
	if e.Insert(strings.Repeat("x", maxEditor)) {
		t.Error("an editor that is full takes more")
	}
}

func TestEditorKeepsTheColumn(t *testing.T) {
	e := newTestEditor("una línea larga\n\ncorta\notra línea larga")
	e.SetCaret(len("una línea "))
	pressAll(t, e, "down", "down", "down")
	if x, y, _ := e.CursorAt(); x != 10 || y != 3 {
		t.Errorf("through an empty line the column became %d in row %d", x, y)
	}
	pressAll(t, e, "up", "left", "down")
	if x, _, _ := e.CursorAt(); x != 4 {
		t.Errorf("a step aside keeps the old column: %d", x)
	}
	pressAll(t, e, "down", "down")
	if e.Caret() != e.Len() {
		t.Error("down from the last row does not go to the end")
	}
	pressAll(t, e, "pgup", "pgup")
	if e.Caret() != 0 {
		t.Error("page up from the first screen does not go to the beginning")
	}
}

func TestEditorScrolls(t *testing.T) {
	st := theme.New(theme.Options{})
	e := newTestEditor(strings.Repeat("línea\n", 30) + "fin")
	if !strings.Contains(e.View(st), "fin") {
		t.Errorf("the caret's row is not on the screen:\n%s", e.View(st))
	}
	e.Wheel(-100)
	if _, _, ok := e.CursorAt(); ok || e.Cursor() != nil {
		t.Error("the cursor is shown though it was scrolled away")
	}
	if strings.Contains(e.View(st), "fin") {
		t.Error("the wheel does not scroll")
	}
	pressAll(t, e, "x")
	if e.Cursor() == nil || !strings.Contains(e.View(st), "finx") {
		t.Error("typing does not bring the caret back")
	}
	e.TextStart()
	e.SetSize(20, 40)
	if got := strings.Count(e.View(st), "línea"); got != 30 {
		t.Errorf("a higher screen shows %d lines", got)
	}
}

func TestEditorMarksOverRows(t *testing.T) {
	st := theme.New(theme.Options{})
	e := newTestEditor("uno dos tres cuatro cinco seis siete ocho")
	e.SetMarks([]Mark{{Start: 4, End: 30, Style: &st.Stop}})
	v := e.View(st)
	check(t, v, 20, 5)
	if strings.Count(v, "\x1b[1;7m") != 2 {
		t.Errorf("a mark over two rows is drawn as %q", v)
	}
	e.SetMarks([]Mark{{Start: -5, End: 2, Style: &st.Note}, {Start: 38, End: 900, Style: &st.Note}, {Start: 10, End: 10, Style: &st.Stop}, {Start: 30, End: 20, Style: &st.Stop}})
	check(t, e.View(st), 20, 5)
	e.SetMarks([]Mark{{Start: 1, End: 2, Style: &st.Stop}})
	e.SetText("ñandú")
	e.SetMarks([]Mark{{Start: 1, End: 2, Style: &st.Stop}}) // inside a letter
	check(t, e.View(st), 20, 5)
}

func TestEditorCaretStaysWithItsLetter(t *testing.T) {
	e := newTestEditor("hola")
	for at, want := range map[int]int{-4: 0, 2: 2, 99: 4} {
		if e.SetCaret(at); e.Caret() != want {
			t.Errorf("caret %d became %d", at, e.Caret())
		}
	}
	e.SetText("a👨‍👩‍👧b")
	e.SetCaret(5)
	if e.Caret() != len("a👨‍👩‍👧") {
		t.Errorf("a caret inside a family became %d", e.Caret())
	}
	v := e.Version()
	e.Left()
	e.Home()
	if e.Version() != v {
		t.Error("a move counts as a change")
	}
	if w, h := e.Size(); w != 20 || h != 5 {
		t.Errorf("the size is %d×%d", w, h)
	}
}

func TestEditorFollowsWideText(t *testing.T) {
	e := newTestEditor("")
	e.Insert(strings.Repeat("日本語", 10))
	if x, y, ok := e.CursorAt(); !ok || y != 3 || x != 6 {
		t.Errorf("after thirty wide letters the caret is at %d,%d", x, y)
	}
	e.Up()
	e.End()
	if x, y, _ := e.CursorAt(); y != 2 || x != 16 {
		t.Errorf("the end of a full row is %d,%d", x, y)
	}
	e.Click(3, 0)
	if e.Caret() != len("日本") {
		t.Errorf("a click on the second half of a letter puts the caret at %d", e.Caret())
	}
}
