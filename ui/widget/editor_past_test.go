package widget

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"vocero/ui/theme"
)

func TestHistoryGoesOnAfterReopening(t *testing.T) {
	e := newTestEditor("uno")
	pressAll(t, e, "space", "d", "o", "s")
	past := e.Past()
	pressAll(t, e, "x") // What comes later is no part of it.
	e = newTestEditor("uno dos")
	e.Resume(past)
	if !e.CanUndo() || e.CanRedo() || !e.Undo() || !e.Undo() || e.Text() != "uno" || e.Undo() {
		t.Errorf("undone it is %q", e.Text())
	}
	if e.Redo(); e.Text() != "uno " && e.Text() != "uno dos" {
		t.Errorf("done again it is %q", e.Text())
	}
	e = newTestEditor("uno dos y tres 👩‍🍳") // It was changed meanwhile.
	e.Resume(past)
	e.Undo()
	if e.Text() != "uno dos" {
		t.Errorf("the change of another is one step; undone it is %q", e.Text())
	}
	if e.Redo(); e.Text() != "uno dos y tres 👩‍🍳" {
		t.Errorf("done again it is %q", e.Text())
	}
}

func TestChangedTextsAreMadeOfEachOther(t *testing.T) {
	piece := rapid.SampledFrom([]string{"a", "á", "e\u0301", "👩‍🍳", "日", "\n", " ", "ñ", "عَ"})
	rapid.Check(t, func(rt *rapid.T) {
		a := strings.Join(rapid.SliceOfN(piece, 0, 8).Draw(rt, "a"), "")
		b := strings.Join(rapid.SliceOfN(piece, 0, 8).Draw(rt, "b"), "")
		from, old, fresh := changed(a, b)
		if a[:from]+fresh+a[from+len(old):] != b {
			rt.Fatalf("%q to %q: %d %q %q", a, b, from, old, fresh)
		}
		if strings.ToValidUTF8(old+fresh, "?") != old+fresh {
			rt.Fatalf("a rune is torn: %q %q", old, fresh)
		}
	})
}

// TestClusters: what a person sees as one sign is one step of the caret, and one backspace.
func TestClusters(t *testing.T) {
	for name, sign := range map[string]string{"family": "👨‍👩‍👧‍👦", "cook": "👩‍🍳", "skin": "👋🏽", "flag": "🇪🇸", "rainbow flag": "🏳️‍🌈", "keycap": "1️⃣", "combining": "e\u0301", "two marks": "o\u0302\u0301",
		"han": "語", "hangul": "각", "kana with mark": "か\u3099", "arabic with mark": "بَ", "hebrew with mark": "שָׁ", "devanagari": "नि", "heart": "❤️"} {
		t.Run(name, func(t *testing.T) {
			e := newTestEditor("a" + sign + "b")
			e.SetCaret(1)
			e.Right()
			if e.Caret() != 1+len(sign) {
				t.Errorf("one step right goes to byte %d of %d", e.Caret(), 1+len(sign))
			}
			e.Left()
			if e.Caret() != 1 {
				t.Errorf("and back to byte %d", e.Caret())
			}
			e.Delete()
			if e.Text() != "ab" {
				t.Errorf("delete leaves %q", e.Text())
			}
			e.Undo()
			e.SetCaret(1 + len(sign))
			e.Backspace()
			if e.Text() != "ab" {
				t.Errorf("backspace leaves %q", e.Text())
			}
			e.Undo()
			if e.Text() != "a"+sign+"b" {
				t.Errorf("undone it is %q", e.Text())
			}
		})
	}
}

// TestWordsOfOtherScripts: word motions stop where words end, whatever the direction of the script.
func TestWordsOfOtherScripts(t *testing.T) {
	for text, want := range map[string]string{"hola niñas": "hola ", "مرحبا بكم": "مرحبا ", "שלום לך": "שלום ", "pan de cafe\u0301": "pan de ", "uno 👩‍🍳": "uno "} {
		e := newTestEditor(text)
		pressAll(t, e, "ctrl+w")
		if e.Text() != want {
			t.Errorf("ctrl+w in %q leaves %q, want %q", text, e.Text(), want)
		}
		e.Undo()
		pressAll(t, e, "ctrl+left", "ctrl+right")
		if e.Caret() != len(text) && !strings.HasSuffix(text, "👩‍🍳") {
			t.Errorf("a word left and right in %q ends at %d of %d", text, e.Caret(), len(text))
		}
	}
}

func TestPartsOfAThread(t *testing.T) {
	e := newTestEditor("uno\ndos\n---\ntres\n---\ncuatro")
	for _, want := range []string{"tres", "uno"} {
		e.GoPart(-1)
		if got := e.Text()[e.Caret():]; !strings.HasPrefix(got, want) {
			t.Errorf("the part before begins %q, want %q", got, want)
		}
	}
	if e.GoPart(-1) {
		t.Error("there is a part before the first")
	}
	for _, want := range []string{"tres", "cuatro"} {
		if e.GoPart(1); !strings.HasPrefix(e.Text()[e.Caret():], want) {
			t.Errorf("the next part begins %q, want %q", e.Text()[e.Caret():], want)
		}
	}
	if e.GoPart(1) {
		t.Error("there is a part behind the last")
	}
	e.ToPart(1)
	if !strings.HasPrefix(e.Text()[e.Caret():], "tres") {
		t.Errorf("part 1 begins %q", e.Text()[e.Caret():])
	}
	e.ToPart(9)
}

func TestMarksWithSequences(t *testing.T) {
	e := newTestEditor("Ola vecinas")
	e.SetMarks([]Mark{{Start: 0, End: 3, SGR: "\x1b[4m"}})
	if v := e.View(testStyles()); !strings.Contains(v, "\x1b[4mOla\x1b[m vecinas") {
		t.Errorf("drawn as %q", v)
	}
}

func testStyles() *theme.Styles { return theme.New(theme.Options{}) }
