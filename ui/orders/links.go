package orders

import (
	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
)

// tagLinks adds to the links of the text what the client wants on them. What is there already is never overwritten.
func (h *Hand) tagLinks() tea.Cmd {
	p, n := accounts.TagLinks(h.Sheet.Post, h.Sheet.Facts.Brand, h.Sheet.Targets())
	return h.linked(p, n, "Every link of this client has it already.", "Added to the links; what you see is what leaves.")
}

// cleanLinks takes trackers out of the links of the text.
func (h *Hand) cleanLinks() tea.Cmd {
	p, n := accounts.CleanLinks(h.Sheet.Post)
	return h.linked(p, n, "No link carries a tracker.", "The trackers are out of the links.")
}

// linked shows the post with its changed links, or says that nothing had to change.
func (h *Hand) linked(p accounts.Post, n int, same, done string) tea.Cmd {
	if n == 0 {
		return pane.Send(pane.Toast{Text: same})
	}
	x := Taken{Post: p, Say: pane.Toast{Text: done}, Dirty: true}
	return h.My(func() tea.Msg { return x })
}

// noTemplate says why nothing can be added to links.
func (h *Hand) noTemplate() (string, []any) {
	if h.Sheet.Facts.Brand.UTM == "" && h.Open() {
		return "This client wants nothing on its links; vocero brand edit %s --utm says what.", []any{string(h.Sheet.Facts.Brand.Letter)}
	}
	return h.noLinksToMend()
}

func (h *Hand) noLinksToMend() (string, []any) {
	if h.Open() && len(accounts.LinksOf(h.Sheet.Post)) == 0 {
		return "There is no link in this text.", nil
	}
	return h.Shut()
}

// AskLinks asks for what is behind links of the text.
func (h *Hand) AskLinks(urls []string) tea.Cmd {
	desk, brand := h.Desk, h.Sheet.Post.Brand
	return h.My(func() tea.Msg {
		if _, err := desk.AskLinks(brand, urls); err != nil {
			return pane.Failed{Doing: "asking for the links", Err: err}
		}
		return nil
	})
}
