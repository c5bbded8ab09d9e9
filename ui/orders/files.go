package orders

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/draft"
	"vocero/ui/pane"
	"vocero/ui/pixel"
	"vocero/ui/widget"
)

// File asks for a path; Tab offers what lies in the folder.
func (h *Hand) File() tea.Cmd {
	folder := h.Folder
	return h.My(func() tea.Msg {
		entries, _ := folder("")
		return h.pathAsk("", entries)
	})
}

// pathAsk is the question for a path that begins so.
func (h *Hand) pathAsk(path string, entries []string) pane.Ask {
	return pane.Ask{Title: "Attach a file", Label: "File", Help: "Tab completes; a folder opens with Enter. Camera data and the place are taken out of pictures.", Value: path, Complete: entries, Then: h.copyIn}
}

// Attached is a file that was copied to the brand's media, with its picture where it has one.
type Attached struct {
	Media   accounts.Media
	Picture *pixel.Picture
}

// Look makes a file of a brand small, to be shown in cells; nil where it is no picture that can be read here.
func Look(d draft.Book, brand accounts.ID, m accounts.Media) *pixel.Picture {
	if !strings.HasPrefix(m.Type, "image/") {
		return nil
	}
	r, err := d.OpenMedia(brand, m.SHA256)
	if err != nil {
		return nil
	}
	p, err := pixel.Decode(r)
	if errors.Join(err, r.Close()) != nil {
		return nil // It is sent all the same: only the look at it is missing.
	}
	return p
}

// copyIn copies a file, or opens a folder for the next question.
func (h *Hand) copyIn(path string) tea.Cmd {
	desk, brand, folder := h.Desk, h.Sheet.Post.Brand, h.Folder
	return h.My(func() tea.Msg {
		if entries, ok := folder(path); ok {
			return h.pathAsk(strings.TrimSuffix(path, "/")+"/", entries)
		}
		f, err := os.Open(widget.Expand(path))
		if err != nil {
			return pane.Failed{Doing: "attaching the file", Err: err}
		}
		m, err := desk.AddMedia(brand, filepath.Base(f.Name()), f)
		if err = errors.Join(err, f.Close()); err != nil {
			return pane.Failed{Doing: "attaching the file", Err: err}
		}
		return Attached{m, Look(desk, brand, m)}
	})
}

// Attach puts the file into the post and asks for its description at once.
func (h *Hand) Attach(x Attached) tea.Cmd {
	h.Sheet.Post.Media = append(slices.Clone(h.Sheet.Post.Media), x.Media)
	cmds := []tea.Cmd{h.Changed(), h.askAlt(len(h.Sheet.Post.Media) - 1)}
	if say := Metadata(x.Media); say != "" {
		cmds = append(cmds, pane.Send(pane.Toast{Text: say, Args: []any{x.Media.Name}}))
	}
	return tea.Batch(cmds...)
}

// metadataTexts say what became of the data that a camera writes into a file.
var metadataTexts = [...]string{"Camera data and place were taken out of %s.", "What the camera wrote into %s stays in it, the place too: only JPEG, PNG, WebP and GIF are cleaned."}

// Metadata is a text key that says what became of a file's metadata, with its name as argument; "" when there is nothing to say.
func Metadata(m accounts.Media) string {
	switch {
	case m.Clean:
		return metadataTexts[0]
	case !slices.Contains([]string{"image/jpeg", "image/png", "image/webp", "image/gif"}, m.Type):
		return metadataTexts[1]
	}
	return ""
}

// onFile changes one file of the post.
func (h *Hand) onFile(i int, change func(*accounts.Media)) tea.Cmd {
	if i >= len(h.Sheet.Post.Media) {
		return nil
	}
	h.Sheet.Post.Media = slices.Clone(h.Sheet.Post.Media)
	change(&h.Sheet.Post.Media[i])
	return h.Changed()
}

func (h *Hand) askAlt(i int) tea.Cmd {
	m := h.Sheet.Post.Media[i]
	return pane.Send(pane.Ask{Title: "Describe it for those who cannot see it", Label: accounts.Cells(m.Name, false), Help: "A sentence that says what can be seen or heard.", Value: m.Alt, Above: h.above(m), Then: func(s string) tea.Cmd {
		return h.onFile(i, func(m *accounts.Media) { m.Alt = strings.TrimSpace(s) })
	}})
}

// above is the picture of a file, for the question how to describe it.
func (h *Hand) above(m accounts.Media) func(int, pane.Frame) []string {
	if h.Picture == nil || h.Picture(m.SHA256) == nil {
		return nil
	}
	return func(w int, f pane.Frame) []string {
		p := h.Picture(m.SHA256)
		return append(slices.Clone(p.Lines(min(w, 48), 12, f.Styles.Options)), "")
	}
}

// errFocus is the cause of a place in a picture that is none.
var errFocus = errors.New("write two numbers from -1 to 1, as in 0.2,-0.5")

// parseFocus reads "x,y", each from -1 (left, bottom) to 1 (right, top).
func parseFocus(s string) (x, y float64, err error) {
	if _, err := fmt.Sscanf(strings.ReplaceAll(s, " ", ""), "%g,%g", &x, &y); err != nil || max(x, y) > 1 || min(x, y) < -1 || x != x || y != y {
		return 0, 0, fmt.Errorf("reading the focus %q: %w", s, errFocus)
	}
	return x, y, nil
}

func (h *Hand) askFocus(i int) tea.Cmd {
	m := h.Sheet.Post.Media[i]
	return pane.Send(pane.Ask{Title: "Focus of the picture", Label: "Across, up", Help: "Two numbers from -1 to 1: -1,1 is the upper left, 0,0 the middle. It stays in view where the picture is cut.", Value: fmt.Sprintf("%g,%g", m.FocusX, m.FocusY),
		Check: func(s string) error {
			_, _, err := parseFocus(s)
			return err
		},
		Then: func(s string) tea.Cmd {
			x, y, _ := parseFocus(s) // Check has read it.
			return h.onFile(i, func(m *accounts.Media) { m.FocusX, m.FocusY = x, y })
		}})
}

// Files lists the files, and what can be done with one.
func (h *Hand) Files() tea.Cmd {
	c := pane.Choose{Title: "Files", Then: h.fileOrders}
	for i, m := range h.Sheet.Post.Media {
		c.Choices = append(c.Choices, pane.Choice{Key: digit(i), Label: accounts.Cells(m.Name, false), Detail: accounts.Truncate(accounts.Cells(m.Alt, false), 40)})
	}
	return pane.Send(c)
}

func (h *Hand) fileOrders(i int) tea.Cmd {
	if i >= len(h.Sheet.Post.Media) {
		return nil
	}
	c := pane.Choose{Title: accounts.Cells(h.Sheet.Post.Media[i].Name, false), Choices: []pane.Choice{{Key: "a", Label: "describe it"}, {Key: "p", Label: "look at it"}, {Key: "f", Label: "focus of the picture"}, {Key: "u", Label: "one place up"}, {Key: "D", Label: "take it out"}}}
	if h.Sheet.Mend != nil {
		c.Choices = c.Choices[:2]
	}
	c.Then = func(n int) tea.Cmd {
		switch n {
		case 0:
			return h.askAlt(i)
		case 1:
			return h.show(i)
		case 2:
			return h.askFocus(i)
		case 3:
			return h.onFile(i, func(m *accounts.Media) {
				j := max(0, i-1)
				*m, h.Sheet.Post.Media[j] = h.Sheet.Post.Media[j], *m
			})
		}
		h.Sheet.Post.Media = slices.Delete(slices.Clone(h.Sheet.Post.Media), i, i+1)
		return h.Changed()
	}
	return pane.Send(c)
}

// show shows a picture as large as there is room.
func (h *Hand) show(i int) tea.Cmd {
	m := h.Sheet.Post.Media[i]
	p := h.Picture(m.SHA256)
	if p == nil {
		return pane.Send(pane.Toast{Text: "It cannot be shown here: PNG, JPEG and GIF can."})
	}
	return pane.Send(pane.Page{Title: accounts.Cells(m.Name, false), Body: func(w int, f pane.Frame) []string {
		return append(slices.Clone(p.Lines(w, 20, f.Styles.Options)), append([]string{""}, accounts.Wrap(accounts.Cells(m.Alt, true), w)...)...)
	}})
}
