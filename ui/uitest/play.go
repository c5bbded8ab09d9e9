package uitest

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

// Frame is a view on a terminal of a size.
type Frame struct {
	View          tea.View
	Width, Height int
}

// Recorder stands between a driver and a model and keeps the frames that differ, in order.
type Recorder struct {
	tea.Model
	Frames []Frame
	w, h   int
}

// Update remembers the size.
func (r *Recorder) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if s, ok := msg.(tea.WindowSizeMsg); ok {
		r.w, r.h = s.Width, s.Height
	}
	m, cmd := r.Model.Update(msg)
	r.Model = m
	return r, cmd
}

// View keeps what the model shows.
func (r *Recorder) View() tea.View {
	v := r.Model.View()
	if n := len(r.Frames); n == 0 || r.Frames[n-1].View.Content != v.Content || r.Frames[n-1].Width != r.w {
		r.Frames = append(r.Frames, Frame{v, r.w, r.h})
	}
	return v
}

// Shot is what a terminal shows.
type Shot struct {
	Cells   []uv.Cell
	X, Y    int
	Visible bool // the cursor
}

// Runner shows a model on a terminal until it quits. begin is told how to send messages to it.
type Runner func(ctx context.Context, m tea.Model, tty *os.File, environ []string, begin func(send func(tea.Msg))) error

// playing shows one frame after the other.
type playing struct {
	frames []Frame
	at     int
	told   chan struct{}
}

type turnTo int

type question struct{}

func (p *playing) Init() tea.Cmd { return nil }

func (p *playing) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch x := msg.(type) {
	case turnTo:
		p.at = int(x)
	case question:
		return p, tea.RequestBackgroundColor
	case tea.BackgroundColorMsg:
		p.told <- struct{}{}
	}
	return p, nil
}

func (p *playing) View() tea.View {
	v := p.frames[p.at].View
	v.WindowTitle = title(p.at)
	return v
}

func title(i int) string { return fmt.Sprintf("frame %d", i) }

// Play shows frames on a terminal of a kind and returns what it showed after each.
func Play(t testing.TB, k Kind, frames []Frame, run Runner) []Shot {
	t.Helper()
	x := NewTty(t, k, frames[0].Width, frames[0].Height)
	p := &playing{frames: frames, told: make(chan struct{}, 1)}
	var send func(tea.Msg)
	began, ended := make(chan struct{}), make(chan error, 1)
	go func() {
		ended <- run(context.Background(), p, x.File(), k.Environ, func(f func(tea.Msg)) {
			send = f
			close(began)
		})
	}()
	<-began
	var shots []Shot
	for i, f := range frames {
		if i > 0 && (f.Width != frames[i-1].Width || f.Height != frames[i-1].Height) {
			x.Resize(f.Width, f.Height)
		}
		send(tea.WindowSizeMsg{Width: f.Width, Height: f.Height})
		send(turnTo(i))
		x.Until(title(i), func() bool { return x.Title() == title(i) })
		send(question{}) // The frame has left when the question arrives.
		select {
		case <-p.told:
		case <-time.After(15 * time.Second):
			t.Fatalf("the terminal does not answer after frame %d", i)
		}
		s := Shot{Cells: x.Grid().Cells(), Visible: x.Modes()[25]}
		if s.Visible {
			s.X, s.Y = x.Grid().Cursor()
		}
		shots = append(shots, s)
	}
	send(tea.Quit())
	if err := <-ended; err != nil {
		t.Fatalf("playing the frames: %v", err)
	}
	return shots
}

// visible is what can be seen of a cell: a blank has no colour of its own text, and is not bold.
func visible(c uv.Cell) uv.Cell {
	const unseen = uv.AttrBold | uv.AttrFaint | uv.AttrItalic
	if c.Content == "" || c.Content == " " {
		c.Style.Attrs &^= unseen
		if c.Style.Attrs == 0 && c.Style.Underline == 0 {
			c.Style.Fg, c.Style.UnderlineColor = nil, nil
		}
	}
	return c
}

// Differ says where two terminals that were shown the same look different, "" nowhere.
func Differ(a, b Shot, w int) string {
	if len(a.Cells) != len(b.Cells) {
		return fmt.Sprintf("%d cells and %d", len(a.Cells), len(b.Cells))
	}
	for i := range a.Cells {
		if x, y := visible(a.Cells[i]), visible(b.Cells[i]); !x.Equal(&y) {
			return fmt.Sprintf("cell %d,%d is %+v and %+v", i%w, i/w, x, y)
		}
	}
	if a.Visible != b.Visible || a.X != b.X || a.Y != b.Y {
		return fmt.Sprintf("the cursor is at %d,%d (%v) and %d,%d (%v)", a.X, a.Y, a.Visible, b.X, b.Y, b.Visible)
	}
	return ""
}
