package widget

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// editorKeys are the keys of text fields that shells and desktops have in common. Undo and redo have keys here for those whose
// fingers know them; a pane binds its own and calls Undo and Redo.
var editorKeys = map[string]func(*Editor){
	"left": (*Editor).Left, "ctrl+b": (*Editor).Left, "right": (*Editor).Right, "ctrl+f": (*Editor).Right,
	"ctrl+left": (*Editor).WordLeft, "alt+left": (*Editor).WordLeft, "alt+b": (*Editor).WordLeft,
	"ctrl+right": (*Editor).WordRight, "alt+right": (*Editor).WordRight, "alt+f": (*Editor).WordRight,
	"home": (*Editor).Home, "end": (*Editor).End, "ctrl+a": (*Editor).LineStart, "ctrl+e": (*Editor).LineEnd,
	"ctrl+home": (*Editor).TextStart, "ctrl+end": (*Editor).TextEnd,
	"backspace": (*Editor).Backspace, "ctrl+h": (*Editor).Backspace, "delete": (*Editor).Delete, "ctrl+d": (*Editor).Delete,
	"ctrl+k": killLine, "ctrl+u": killBack, "ctrl+w": killSpaced,
	"alt+backspace": killWord, "ctrl+backspace": killWord, "alt+d": killWordOn, "ctrl+delete": killWordOn,
	"ctrl+y": (*Editor).Yank, "ctrl+_": undo, "ctrl+shift+-": undo, "ctrl+/": undo, "ctrl+r": redo,
}

// blockKeys are those of a text of several lines.
var blockKeys = map[string]func(*Editor){
	"up": (*Editor).Up, "down": (*Editor).Down, "pgup": (*Editor).PageUp, "pgdown": (*Editor).PageDown,
	"enter": newline, "ctrl+j": newline, "alt+enter": newline,
}

func newline(e *Editor) { e.Insert("\n") }
func undo(e *Editor)    { e.Undo() }
func redo(e *Editor)    { e.Redo() }

// killLine deletes to the end of the line, or the line break when the caret is there already.
func killLine(e *Editor) {
	n := len(e.paras[e.p].text)
	if e.o == n {
		n++
	}
	e.kill(e.start(e.p) + n)
}

func killBack(e *Editor)   { e.kill(e.start(e.p)) }
func killWordOn(e *Editor) { e.kill(e.wordRight()) }

func killWord(e *Editor) {
	e.kill(e.wordLeft(func(s string, i int) bool { return !wordy(s, i) }))
}

// killSpaced deletes back to the last space: a whole handle or address.
func killSpaced(e *Editor) {
	e.kill(e.wordLeft(func(s string, i int) bool { return s[i] == ' ' || s[i] == '\t' }))
}

// Press edits with a key and tells whether it was one of the editor's.
func (e *Editor) Press(k tea.KeyPressMsg) bool {
	if k.Text != "" && k.Mod&(tea.ModCtrl|tea.ModAlt|tea.ModMeta|tea.ModSuper) == 0 {
		e.Insert(strings.Map(typed, k.Text))
		return true
	}
	name := strings.Replace(k.Keystroke(), "shift+", "", 1)
	if k.Keystroke() == "ctrl+shift+-" {
		name = k.Keystroke()
	}
	f := editorKeys[name]
	if f == nil && !e.single {
		f = blockKeys[name]
	}
	if f == nil {
		return false
	}
	f(e)
	return true
}

// typed drops controls; everything else that a keyboard sends is text, parts of an emoji too.
func typed(r rune) rune {
	if r < ' ' || r >= 0x7f && r < 0xa0 {
		return -1
	}
	return r
}

// Update edits with a key or a paste and tells whether it was one of the editor's.
func (e *Editor) Update(m tea.Msg) bool {
	switch m := m.(type) {
	case tea.KeyPressMsg:
		return e.Press(m)
	case tea.PasteMsg:
		e.Paste(m.Content)
		return true
	}
	return false
}
