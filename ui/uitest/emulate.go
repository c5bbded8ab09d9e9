package uitest

import (
	"io"
	"strings"
	"sync"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
)

// Grid is what a terminal shows after some bytes.
type Grid struct {
	w, h int
	mu   sync.Mutex
	e    *vt.Emulator
}

// Emulate shows bytes on a terminal of w×h cells. What the terminal would answer is thrown away.
func Emulate(b []byte, w, h int) *Grid {
	g := newGrid(w, h, io.Discard)
	g.write(b)
	g.close()
	return g
}

// newGrid is an empty terminal that answers to a writer: device attributes, cursor position, modes, colours, keyboard.
func newGrid(w, h int, answers io.Writer) *Grid {
	g := &Grid{w: w, h: h, e: vt.NewEmulator(w, h)}
	// The keyboard query of the kitty protocol; 0 says that none of its enhancements is on.
	g.e.RegisterCsiHandler(ansi.Command('?', 0, 'u'), func(ansi.Params) bool {
		_, _ = io.WriteString(g.e.InputPipe(), "\x1b[?0u")
		return true
	})
	go func() { _, _ = io.Copy(answers, g.e) }()
	return g
}

func (g *Grid) write(b []byte) {
	g.mu.Lock()
	defer g.mu.Unlock()
	_, _ = g.e.Write(b) // It fails only when closed.
}

// close ends the answers. The emulator's own Close would race with them.
func (g *Grid) close() {
	if c, ok := g.e.InputPipe().(io.Closer); ok {
		_ = c.Close() // Closing a pipe in memory does not fail.
	}
}

// Lines are the lines of the screen, each exactly as wide as it.
func (g *Grid) Lines() []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	out := make([]string, g.h)
	for y := range out {
		var b strings.Builder
		for x := 0; x < g.w; {
			c := g.e.CellAt(x, y)
			if c == nil || c.Content == "" || c.Width < 1 {
				b.WriteByte(' ')
				x++
				continue
			}
			b.WriteString(c.Content)
			x += c.Width
		}
		out[y] = b.String()
	}
	return out
}

// Screen is the lines as one text.
func (g *Grid) Screen() string { return strings.Join(g.Lines(), "\n") }

// Cell is one cell of the screen, nil outside of it.
func (g *Grid) Cell(x, y int) *uv.Cell {
	g.mu.Lock()
	defer g.mu.Unlock()
	c := g.e.CellAt(x, y)
	if c == nil {
		return nil
	}
	return c.Clone()
}

// Cursor is where the cursor stands.
func (g *Grid) Cursor() (x, y int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	p := g.e.CursorPosition()
	return p.X, p.Y
}
