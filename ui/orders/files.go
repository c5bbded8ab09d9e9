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
	"vocero/ui/pane"
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

// Attached is a file that was copied to the brand's media.
type Attached struct{ Media accounts.Media }

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
		return Attached{m}
	})
}

// Attach puts the file into the post and asks for its description at once.
func (h *Hand) Attach(x Attached) tea.Cmd {
	h.Sheet.Post.Media = append(slices.Clone(h.Sheet.Post.Media), x.Media)
	cmds := []tea.Cmd{h.Changed(), h.askAlt(len(h.Sheet.Post.Media) - 1)}
	if x.Media.Clean {
		cmds = append(cmds, pane.Send(pane.Toast{Text: "Camera data and place were taken out of %s.", Args: []any{x.Media.Name}}))
	}
	return tea.Batch(cmds...)
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
	return pane.Send(pane.Ask{Title: "Describe it for those who cannot see it", Label: accounts.Cells(m.Name, false), Help: "A sentence that says what can be seen or heard.", Value: m.Alt, Then: func(s string) tea.Cmd {
		return h.onFile(i, func(m *accounts.Media) { m.Alt = strings.TrimSpace(s) })
	}})
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
	c := pane.Choose{Title: accounts.Cells(h.Sheet.Post.Media[i].Name, false), Choices: []pane.Choice{{Key: "a", Label: "describe it"}, {Key: "f", Label: "focus of the picture"}, {Key: "u", Label: "one place up"}, {Key: "D", Label: "take it out"}}}
	if h.Sheet.Mend != nil {
		c.Choices = c.Choices[:1]
	}
	c.Then = func(n int) tea.Cmd {
		switch n {
		case 0:
			return h.askAlt(i)
		case 1:
			return h.askFocus(i)
		case 2:
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
