package compose

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

// askFile asks for a path; Tab offers what lies in the folder.
func (p *Pane) askFile() tea.Cmd {
	folder := p.o.Folder
	return p.my(func() tea.Msg {
		entries, _ := folder("")
		return p.pathAsk("", entries)
	})
}

// pathAsk is the question for a path that begins so.
func (p *Pane) pathAsk(path string, entries []string) pane.Ask {
	return pane.Ask{Title: "Attach a file", Label: "File", Help: "Tab completes; a folder opens with Enter. Camera data and the place are taken out of pictures.", Value: path, Complete: entries, Then: p.attach}
}

// attached is a file that was copied to the brand's media.
type attached struct{ media accounts.Media }

// attach copies a file, or opens a folder for the next question.
func (p *Pane) attach(path string) tea.Cmd {
	desk, brand, folder := p.desk, p.post.Brand, p.o.Folder
	return p.my(func() tea.Msg {
		if entries, ok := folder(path); ok {
			return p.pathAsk(strings.TrimSuffix(path, "/")+"/", entries)
		}
		f, err := os.Open(widget.Expand(path))
		if err != nil {
			return pane.Failed{Doing: "attaching the file", Err: err}
		}
		m, err := desk.AddMedia(brand, filepath.Base(f.Name()), f)
		if err = errors.Join(err, f.Close()); err != nil {
			return pane.Failed{Doing: "attaching the file", Err: err}
		}
		return attached{m}
	})
}

// attached puts the file into the post and asks for its description at once.
func (p *Pane) attached(x attached) tea.Cmd {
	p.post.Media = append(slices.Clone(p.post.Media), x.media)
	cmds := []tea.Cmd{p.changed(), p.askAlt(len(p.post.Media) - 1)}
	if x.media.Clean {
		cmds = append(cmds, pane.Send(pane.Toast{Text: "Camera data and place were taken out of %s.", Args: []any{x.media.Name}}))
	}
	return tea.Batch(cmds...)
}

// onFile changes one file of the post.
func (p *Pane) onFile(i int, change func(*accounts.Media)) tea.Cmd {
	if i >= len(p.post.Media) {
		return nil
	}
	p.post.Media = slices.Clone(p.post.Media)
	change(&p.post.Media[i])
	return p.changed()
}

func (p *Pane) askAlt(i int) tea.Cmd {
	m := p.post.Media[i]
	return pane.Send(pane.Ask{Title: "Describe it for those who cannot see it", Label: accounts.Cells(m.Name, false), Help: "A sentence that says what can be seen or heard.", Value: m.Alt, Then: func(s string) tea.Cmd {
		return p.onFile(i, func(m *accounts.Media) { m.Alt = strings.TrimSpace(s) })
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

func (p *Pane) askFocus(i int) tea.Cmd {
	m := p.post.Media[i]
	return pane.Send(pane.Ask{Title: "Focus of the picture", Label: "Across, up", Help: "Two numbers from -1 to 1: -1,1 is the upper left, 0,0 the middle. It stays in view where the picture is cut.", Value: fmt.Sprintf("%g,%g", m.FocusX, m.FocusY),
		Check: func(s string) error {
			_, _, err := parseFocus(s)
			return err
		},
		Then: func(s string) tea.Cmd {
			x, y, _ := parseFocus(s) // Check has read it.
			return p.onFile(i, func(m *accounts.Media) { m.FocusX, m.FocusY = x, y })
		}})
}

// listFiles lists the files, and what can be done with one.
func (p *Pane) listFiles() tea.Cmd {
	c := pane.Choose{Title: "Files", Then: p.fileOrders}
	for i, m := range p.post.Media {
		c.Choices = append(c.Choices, pane.Choice{Key: digit(i), Label: accounts.Cells(m.Name, false), Detail: accounts.Truncate(accounts.Cells(m.Alt, false), 40)})
	}
	return pane.Send(c)
}

func (p *Pane) fileOrders(i int) tea.Cmd {
	if i >= len(p.post.Media) {
		return nil
	}
	c := pane.Choose{Title: accounts.Cells(p.post.Media[i].Name, false), Choices: []pane.Choice{{Key: "a", Label: "describe it"}, {Key: "f", Label: "focus of the picture"}, {Key: "u", Label: "one place up"}, {Key: "D", Label: "take it out"}}}
	if p.mend != nil {
		c.Choices = c.Choices[:1]
	}
	c.Then = func(n int) tea.Cmd {
		switch n {
		case 0:
			return p.askAlt(i)
		case 1:
			return p.askFocus(i)
		case 2:
			return p.onFile(i, func(m *accounts.Media) {
				j := max(0, i-1)
				*m, p.post.Media[j] = p.post.Media[j], *m
			})
		}
		p.post.Media = slices.Delete(slices.Clone(p.post.Media), i, i+1)
		return p.changed()
	}
	return pane.Send(c)
}
