package ink

import (
	tea "charm.land/bubbletea/v2"

	"vocero/ui/draft"
	"vocero/ui/pane"
	"vocero/ui/widget"
)

// Host is the screen on which a text is written, as far as the pen must know it. Its functions are called by the screen's goroutine.
type Host struct {
	Desk   Desk
	Sheet  *draft.Sheet
	Editor *widget.Editor
	My     func(work func() tea.Msg) tea.Cmd // a command whose outcome counts only while the text is open
	Typed  func(before uint64) tea.Cmd       // takes over what has changed in the editor since a version of it
	Say    func(pane.Toast)                  // says a word below the text
	Moved  func()                            // findings or shelf are others
}

// Paste puts pasted text in at the caret, and says what was left out of it.
func Paste(e *widget.Editor, s string) tea.Cmd {
	removed, ok := e.Paste(s)
	switch {
	case !ok:
		return pane.Send(pane.Toast{Text: "That is too long to paste; nothing was pasted."})
	case removed > 0:
		return pane.Send(pane.Toast{Text: "%d invisible characters were left out.", Args: []any{removed}})
	}
	return nil
}
