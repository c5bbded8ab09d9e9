package orders

import (
	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
)

// Taken is a post to show in the place of the one on the screen.
type Taken struct {
	Post  accounts.Post
	Say   pane.Toast
	Dirty bool // it is not stored yet
}

// restore brings the content of an earlier version back; who speaks and what is answered stay.
func (h *Hand) restore(r accounts.Post) tea.Cmd {
	x := Taken{Post: h.Sheet.Restored(r), Say: pane.Toast{Text: "An earlier version is back."}, Dirty: true}
	return h.My(func() tea.Msg { return x })
}

// Unschedule takes the post back to where it can be written.
func (h *Hand) Unschedule() tea.Cmd {
	desk, id, k := h.Desk, h.Sheet.Post.ID, h.Keeper()
	return h.My(func() tea.Msg {
		post, err := desk.Unschedule(id)
		if err != nil {
			return pane.Failed{Doing: "taking it back", Err: err}
		}
		k.Adopt(post)
		return Taken{Post: post, Say: pane.Toast{Text: "It is a draft again: e goes to the text."}}
	})
}

// NotScheduled says that there is nothing to take back.
func (h *Hand) NotScheduled() (string, []any) {
	if !h.Open() || h.Sheet.Mend != nil || h.Sheet.Post.State.Open() || h.Sheet.Post.State == accounts.PostPublished {
		return "It is not scheduled.", nil
	}
	return "", nil
}

// NoText says that no text is open.
func (h *Hand) NoText() (string, []any) {
	if !h.Open() {
		return "No text is open.", nil
	}
	return "", nil
}

// AskRemove removes the draft after a question and closes it; gone is called first. u brings it back.
func (h *Hand) AskRemove(gone func()) tea.Cmd {
	return pane.Send(pane.Choose{Title: "Remove the draft?", Choices: []pane.Choice{{Key: "k", Label: "keep it"}, {Key: "D", Label: "remove it"}}, Then: func(i int) tea.Cmd {
		if i == 0 {
			return nil
		}
		k := h.Keeper()
		gone()
		return tea.Sequence(func() tea.Msg {
			if err := k.Remove(); err != nil {
				return pane.Failed{Doing: "removing the draft", Err: err}
			}
			return pane.Toast{Text: "Removed; u brings it back."}
		}, pane.Send(pane.Close{}))
	}})
}

// Edited is what came back from the person's own editor.
type Edited struct {
	Text string
	Err  error
}

// Outside opens a text in the person's own editor, under lines that name who speaks; Edited is what comes back.
func (h *Hand) Outside(text string) tea.Cmd {
	var x Edited
	back := h.My(func() tea.Msg { return x })
	return h.Edit(h.Sheet.Header(), text, func(text string, err error) tea.Msg {
		x = Edited{text, err}
		return back()
	})
}

// NoEditor says that there is no other editor, or nothing to change.
func (h *Hand) NoEditor() (string, []any) {
	if h.Edit == nil {
		return "No other editor can be opened here.", nil
	}
	return h.Shut()
}
