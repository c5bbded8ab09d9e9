package widget

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"vocero/ui/theme"
)

// press is a key as the terminal sends it, by its name: "a", "ctrl+a", "backspace".
func press(name string) tea.KeyPressMsg {
	k := tea.KeyPressMsg{}
	rest := name
	for _, m := range []struct {
		name string
		mod  tea.KeyMod
	}{{"ctrl+", tea.ModCtrl}, {"alt+", tea.ModAlt}, {"shift+", tea.ModShift}} {
		if r, ok := strings.CutPrefix(rest, m.name); ok {
			k.Mod, rest = k.Mod|m.mod, r
		}
	}
	codes := map[string]rune{"backspace": tea.KeyBackspace, "delete": tea.KeyDelete, "enter": tea.KeyEnter, "left": tea.KeyLeft,
		"right": tea.KeyRight, "up": tea.KeyUp, "down": tea.KeyDown, "home": tea.KeyHome, "end": tea.KeyEnd, "tab": tea.KeyTab,
		"esc": tea.KeyEscape, "f9": tea.KeyF9, "pgdown": tea.KeyPgDown, "pgup": tea.KeyPgUp}
	if c, ok := codes[rest]; ok {
		k.Code = c
		return k
	}
	if rest == "space" {
		rest = " "
	}
	r := []rune(rest)
	k.Code = r[0]
	if k.Mod&^tea.ModShift == 0 {
		k.Text = rest
	}
	return k
}

func pressAll(t *testing.T, e *Editor, keys ...string) {
	t.Helper()
	for _, k := range keys {
		if !e.Press(press(k)) {
			t.Errorf("%q is none of the editor's keys", k)
		}
	}
}

func newTestEditor(text string) *Editor {
	e := NewEditor()
	e.SetSize(20, 5)
	e.SetText(text)
	return e
}

func TestEditorKeys(t *testing.T) {
	for _, c := range []struct {
		text, keys, want string
		caret            int
	}{
		{"", "h o l a", "hola", 4},
		{"hola", "backspace backspace", "ho", 2},
		{"familia 👨‍👩‍👧", "backspace", "familia ", 8},
		{"cafe\u0301", "backspace", "caf", 3},
		{"uno dos", "ctrl+a delete", "no dos", 0},
		{"uno dos", "ctrl+w X", "uno X", 5},
		{"hola @ana@masto.example", "ctrl+w", "hola ", 5},
		{"hola @ana@masto.example", "alt+backspace", "hola @ana@masto.", 16},
		{"uno dos tres", "ctrl+left ctrl+left ctrl+k", "uno ", 4},
		{"uno dos", "ctrl+u ctrl+y ctrl+y", "uno dosuno dos", 14},
		{"uno dos", "alt+b alt+b alt+d", " dos", 0},
		{"uno dos tres", "ctrl+w ctrl+w ctrl+y", "uno dos tres", 12},
		{"uno\ndos", "up ctrl+e ctrl+k", "unodos", 3},
		{"uno\ndos", "home backspace", "unodos", 3},
		{"uno\ndos", "up delete", "uno" + "dos", 3},
		{"uno", "enter a", "uno\na", 5},
		{"uno", "left left shift+left X", "Xuno", 1},
		{"uno", "home right enter", "u\nno", 2},
		{"a b c", "ctrl+_", "a b c", 5},
	} {
		e := newTestEditor(c.text)
		pressAll(t, e, strings.Fields(c.keys)...)
		if c.text == "uno\ndos" && c.keys == "up delete" {
			if e.Text() != "unodos" {
				t.Errorf("delete at the end of a line leaves %q", e.Text())
			}
			continue
		}
		if e.Text() != c.want || e.Caret() != c.caret {
			t.Errorf("%q %s: %q caret %d, want %q caret %d", c.text, c.keys, e.Text(), e.Caret(), c.want, c.caret)
		}
	}
}

func TestEditorLeavesOtherKeys(t *testing.T) {
	e := newTestEditor("hola")
	for _, k := range []string{"ctrl+s", "esc", "tab", "f9", "ctrl+z", "alt+x", "ctrl+c"} {
		if e.Press(press(k)) {
			t.Errorf("%q is taken", k)
		}
	}
	if e.Text() != "hola" {
		t.Errorf("the text became %q", e.Text())
	}
	if e.Update(tea.FocusMsg{}) {
		t.Error("a message that is no key was taken")
	}
}

func TestEditorPaste(t *testing.T) {
	e := newTestEditor("")
	if !e.Update(tea.PasteMsg{Content: "uno\r\ndos\x1b[31m\u202etres 👨‍👩‍👧"}) {
		t.Fatal("a paste was not taken")
	}
	if strings.ContainsAny(e.Text(), "\x1b\r\u202e") || !strings.Contains(e.Text(), "👨‍👩‍👧") {
		t.Errorf("pasted %q", e.Text())
	}
	e.Undo()
	if !e.Empty() {
		t.Errorf("one undo leaves %q of a paste", e.Text())
	}
	if _, ok := e.Paste(strings.Repeat("x", maxEditor+1)); ok || !e.Empty() {
		t.Error("a paste over the bound was taken")
	}
}

func TestEditorUndoGoesByWords(t *testing.T) {
	e := newTestEditor("")
	pressAll(t, e, "u", "n", "o", "space", "d", "o", "s")
	e.Undo()
	if e.Text() != "uno " && e.Text() != "uno" {
		t.Errorf("one undo leaves %q", e.Text())
	}
	v := e.Version()
	e.Redo()
	if e.Text() != "uno dos" || e.Version() == v {
		t.Errorf("redo gives %q", e.Text())
	}
	if e.Redo() {
		t.Error("there was something more to do again")
	}
}

func TestEditorWrapsByWords(t *testing.T) {
	e := newTestEditor("Hoy hay pan de centeno y empanadas recién hechas")
	st := theme.New(theme.Options{})
	want := "Hoy hay pan de      \ncenteno y empanadas \nrecién hechas       \n                    \n                    "
	if got := e.View(st); got != want {
		t.Errorf("got\n%s", got)
	}
	if x, y, ok := e.CursorAt(); !ok || x != 13 || y != 2 {
		t.Errorf("the caret is at %d,%d", x, y)
	}
	pressAll(t, e, "end", "up", "up", "left")
	if x, y, _ := e.CursorAt(); x != 12 || y != 0 {
		t.Errorf("two rows up and one back it is at %d,%d", x, y)
	}
	pressAll(t, e, "end", "down")
	if x, y, _ := e.CursorAt(); x != 14 || y != 1 {
		t.Errorf("down from the end of a row it is at %d,%d", x, y)
	}
	if e.Lines() != 3 {
		t.Errorf("it takes %d lines", e.Lines())
	}
}

func TestEditorMarks(t *testing.T) {
	e := newTestEditor("hola mundo cruel")
	st := theme.New(theme.Options{Dark: true, Profile: colorprofile.TrueColor})
	e.SetMarks([]Mark{{Start: 5, End: 10, Style: &st.Caution}, {Start: 0, End: 16, Style: &st.Note}})
	v := e.View(st)
	if !strings.Contains(v, st.Caution.Render("mundo")) || !strings.Contains(v, st.Note.Render("hola ")) {
		t.Errorf("marks are not drawn: %q", v)
	}
	e.SetMarks([]Mark{{Start: 5, End: 10, Style: &st.Caution}})
	e.SetCaret(0)
	pressAll(t, e, "X", "X")
	if !strings.Contains(e.View(st), st.Caution.Render("mundo")) {
		t.Error("a mark does not move with its text")
	}
	e.SetCaret(9)
	pressAll(t, e, "X")
	if strings.Contains(e.View(st), "\x1b") {
		t.Error("a mark stays when its text was changed")
	}
}

func TestEditorPlaceholder(t *testing.T) {
	e := newTestEditor("")
	e.SetPlaceholder("Write here")
	st := theme.New(theme.Options{})
	check(t, e.View(st), 20, 5)
	if !strings.Contains(e.View(st), "Write here") {
		t.Error("the placeholder is missing")
	}
	pressAll(t, e, "a")
	if strings.Contains(e.View(st), "Write") {
		t.Error("the placeholder stays under the text")
	}
	for _, size := range [][2]int{{0, 0}, {1, 1}, {1, 5}, {60, 1}} {
		e.SetSize(size[0], size[1])
		check(t, e.View(st), size[0], size[1])
	}
}

func TestEditorInvisibleTextIsSeen(t *testing.T) {
	e := newTestEditor("a\u202eb\u200bc\td")
	if got := ansi.Strip(e.View(theme.New(theme.Options{}))); !strings.HasPrefix(got, "a\uFFFDb\uFFFDc d") {
		t.Errorf("drawn as %q", got)
	}
	if e.Text() != "a\u202eb\u200bc\td" {
		t.Errorf("drawing changed the text to %q", e.Text())
	}
}

func TestEditorWordBefore(t *testing.T) {
	e := newTestEditor("hola\ngracias @an")
	if from, w := e.WordBefore(); from != 13 || w != "@an" {
		t.Errorf("the word is %q at %d", w, from)
	}
	from, w := e.WordBefore()
	if e.Replace(from, from+len(w), "@ana@masto.example "); !strings.HasSuffix(e.Text(), "gracias @ana@masto.example ") {
		t.Errorf("completed to %q", e.Text())
	}
	e.Click(2, 0)
	if e.Caret() != 2 {
		t.Errorf("a click puts the caret at %d", e.Caret())
	}
}

// benchText is about 5,000 graphemes of what people write.
func benchText() string {
	return strings.Repeat("¡Hola, vecinas! Mañana abrimos a las nueve con pan de centeno 🥖 y café recién hecho para todas. ", 52)
}

func BenchmarkEditorKey(b *testing.B) { benchEditor(b, benchText()) }
func BenchmarkEditorKeyParagraphs(b *testing.B) {
	benchEditor(b, strings.ReplaceAll(benchText(), "todas. ", "todas.\n"))
}
func BenchmarkEditorKeyEmoji(b *testing.B) {
	benchEditor(b, strings.Repeat("👨‍👩‍👧", 5000))
}

// benchEditor types and deletes a letter in the middle and draws after each: one op is one key.
func benchEditor(b *testing.B, text string) {
	st := theme.New(theme.Options{})
	e := NewEditor()
	e.SetSize(80, 20)
	e.SetText(text)
	e.SetCaret(len(text) / 2)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if i%2 == 0 {
			e.Press(press("x"))
		} else {
			e.Press(press("backspace"))
		}
		e.View(st)
		e.Cursor()
	}
}
