package orders

import (
	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/draft"
	"vocero/ui/pane"
	"vocero/ui/paper"
	"vocero/ui/pixel"
)

// Gallery holds pictures of files, made small, by their sums. The zero Gallery is empty.
type Gallery struct{ of map[string]*pixel.Picture }

// mostPictures is how many pictures are held.
const mostPictures = 64

// Of is the picture of a file, nil where there is none.
func (g *Gallery) Of(sha string) *pixel.Picture { return g.of[sha] }

// Put holds pictures.
func (g *Gallery) Put(x Looked) {
	if g.of == nil || len(g.of) > mostPictures {
		g.of = map[string]*pixel.Picture{}
	}
	for sha, p := range x {
		g.of[sha] = p
	}
}

// Draw draws files of a post in a review.
func (g *Gallery) Draw(f pane.Frame) paper.Picture {
	return func(sha string, w, h int) []string {
		if p := g.of[sha]; p != nil {
			return p.Lines(w, h, f.Styles.Options)
		}
		return nil
	}
}

// Looked are pictures of a post's files, as they were read.
type Looked map[string]*pixel.Picture

// Pictures reads those of the post's files that are not held yet, off the screen's goroutine.
func (h *Hand) Pictures() tea.Cmd {
	desk, post := h.Desk, h.Sheet.Post
	var fresh []accounts.Media
	for _, m := range post.Media {
		if h.Picture(m.SHA256) == nil {
			fresh = append(fresh, m)
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	return h.My(func() tea.Msg {
		out := Looked{}
		for _, m := range fresh {
			out[m.SHA256] = Look(desk, post.Brand, m)
		}
		return out
	})
}

// Guide shows how the client speaks.
func (h *Hand) Guide() tea.Cmd {
	style, name := h.Sheet.Facts.Brand.Style, h.Sheet.Facts.Brand.Name
	return pane.Send(pane.Page{Title: name, Body: func(w int, f pane.Frame) []string { return paper.Guide(f, style, w) }})
}

// NoGuide says that nothing is written of how the client speaks.
func (h *Hand) NoGuide() (string, []any) {
	if h.Sheet.Facts.Brand.Style == nil {
		return "Nothing is written yet of how %s speaks; gr writes it.", []any{h.Sheet.Facts.Brand.Name}
	}
	return "", nil
}

// links shows where the links of the text lead.
func (h *Hand) links() tea.Cmd {
	x := *h.Sheet
	return pane.Send(pane.Page{Title: x.Facts.Brand.Name, Body: func(w int, f pane.Frame) []string { return paper.Links(f, &x, w) }})
}

func (h *Hand) noLinks() (string, []any) {
	if len(accounts.LinksIn(h.Sheet.Text())) == 0 {
		return "There is no link in this text.", nil
	}
	return "", nil
}

// parts lists the parts of the thread, to go to one.
func (h *Hand) parts() tea.Cmd {
	labels, begins := paper.Parts(h.Sheet)
	c := pane.Choose{Title: "Which part?", Then: h.ToPart}
	for i := range labels {
		c.Choices = append(c.Choices, pane.Choice{Key: digit(i), Label: labels[i], Detail: begins[i]})
	}
	return pane.Send(c)
}

// NoParts says that the text is one post.
func (h *Hand) NoParts() (string, []any) {
	if len(accounts.SplitThread(h.Sheet.Text())) < 2 {
		return "It is one post: a line of --- begins the next one of a thread.", nil
	}
	return "", nil
}

// Cloned is a draft that was made as a copy.
type Cloned struct{ Post accounts.ID }

// Clone makes a draft of the same content; Cloned tells which.
func (h *Hand) Clone() tea.Cmd {
	desk, post := h.Desk, draft.Clone(h.Sheet.Post)
	return h.My(func() tea.Msg {
		post, err := desk.SavePost(post)
		if err != nil {
			return pane.Failed{Doing: "copying the draft", Err: err}
		}
		return Cloned{post.ID}
	})
}

func (h *Hand) noClone() (string, []any) {
	switch {
	case !h.Open():
		return "No text is open.", nil
	case h.Sheet.Post.Reply():
		return "A reply is not copied: it answers one person.", nil
	case h.Sheet.Post.Empty():
		return "There is nothing to copy yet.", nil
	}
	return "", nil
}
