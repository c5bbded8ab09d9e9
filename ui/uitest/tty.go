package uitest

import (
	"bytes"
	"io"
	"maps"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/creack/pty"
)

// Kind is what a terminal can do, and how the environment describes it.
type Kind struct {
	Name    string
	Environ []string
	Kitty   bool // it knows the kitty keyboard protocol
	Sync    bool // it knows synchronized output, and says so
	Unicode bool // it can count the cells of graphemes, and says so
}

// Kinds are terminals that differ in what matters to a renderer.
var Kinds = []Kind{
	{Name: "all it can be", Environ: []string{"TERM=xterm-kitty", "COLORTERM=truecolor"}, Kitty: true, Sync: true, Unicode: true},
	{Name: "none of the protocols", Environ: []string{"TERM=xterm-256color"}},
	{Name: "no synchronized output", Environ: []string{"TERM=xterm-256color", "COLORTERM=truecolor"}, Kitty: true, Unicode: true},
	{Name: "16 colours", Environ: []string{"TERM=xterm"}, Sync: true},
	{Name: "no colour", Environ: []string{"TERM=xterm-256color", "NO_COLOR=1"}, Sync: true},
	{Name: "screen", Environ: []string{"TERM=screen"}},
	{Name: "tmux", Environ: []string{"TERM=tmux-256color", "COLORTERM=truecolor"}, Sync: true},
	{Name: "linux console", Environ: []string{"TERM=linux"}},
	{Name: "far away", Environ: []string{"TERM=xterm-256color", "SSH_TTY=/dev/pts/9"}, Sync: true, Unicode: true},
	{Name: "dumb", Environ: []string{"TERM=dumb"}},
}

// Tty is a terminal for a program that runs in the test itself: its other end is a file.
type Tty struct {
	t     testing.TB
	g     *Grid
	hand  *os.File // the terminal's end
	tty   *os.File // the program's end
	mu    sync.Mutex
	out   []byte
	modes map[int]bool
	title string
	hold  chan struct{} // closed while the terminal takes bytes
	fresh chan struct{}
}

// NewTty opens a terminal of w×h cells that takes what is written at once, until Hold.
func NewTty(t testing.TB, k Kind, w, h int) *Tty {
	t.Helper()
	hand, tty, err := pty.Open()
	if err == nil {
		err = pty.Setsize(hand, &pty.Winsize{Cols: uint16(w), Rows: uint16(h)})
	}
	if err != nil {
		t.Fatalf("opening a terminal: %v", err)
	}
	x := &Tty{t: t, hand: hand, tty: tty, modes: map[int]bool{}, hold: make(chan struct{}), fresh: make(chan struct{}, 1)}
	close(x.hold)
	x.g = newGrid(w, h, hand)
	x.be(k)
	go x.copy()
	t.Cleanup(func() {
		// The program's end closes with its last user: after a panic the framework's reader is still there, and closing the file
		// under it would be a race. The terminal's end gone, its next read fails.
		_ = hand.Close() // Whatever was left to say is of no interest.
		x.g.close()
	})
	return x
}

// be has the emulator answer as this kind does.
func (x *Tty) be(k Kind) {
	e := x.g.e
	e.RegisterCsiHandler(ansi.Command('?', '$', 'p'), func(params ansi.Params) bool {
		n, _, _ := params.Param(0, 0)
		value := ansi.ModeNotRecognized
		if n == 2026 && k.Sync || n == 2027 && k.Unicode {
			value = ansi.ModeReset
		}
		_, _ = io.WriteString(e.InputPipe(), ansi.ReportMode(ansi.DECMode(n), value))
		return true
	})
	if !k.Kitty {
		e.RegisterCsiHandler(ansi.Command('?', 0, 'u'), func(ansi.Params) bool { return true })
	}
	for _, n := range []int{0, 2} {
		e.RegisterOscHandler(n, func(data []byte) bool {
			x.mu.Lock()
			defer x.mu.Unlock()
			_, title, _ := bytes.Cut(data, []byte(";"))
			x.title = string(title)
			return true
		})
	}
	for on, final := range map[bool]byte{true: 'h', false: 'l'} {
		e.RegisterCsiHandler(ansi.Command('?', 0, final), func(params ansi.Params) bool {
			x.mu.Lock()
			defer x.mu.Unlock()
			params.ForEach(0, func(_, p int, _ bool) { x.modes[p] = on })
			return false
		})
	}
}

// copy shows what the program writes.
func (x *Tty) copy() {
	buf := make([]byte, 4096)
	for {
		x.mu.Lock()
		hold := x.hold
		x.mu.Unlock()
		<-hold
		n, err := x.hand.Read(buf)
		x.g.write(buf[:n])
		x.mu.Lock()
		x.out = append(x.out, buf[:n]...)
		x.mu.Unlock()
		select {
		case x.fresh <- struct{}{}:
		default: // Somebody is told already.
		}
		if err != nil {
			return
		}
	}
}

// File is the program's end.
func (x *Tty) File() *os.File { return x.tty }

// Hold has the terminal take no more bytes until go is called; the system keeps a few thousand.
func (x *Tty) Hold() (release func()) {
	x.mu.Lock()
	defer x.mu.Unlock()
	hold := make(chan struct{})
	x.hold = hold
	return sync.OnceFunc(func() { close(hold) })
}

// HangUp closes the terminal, as a window that is closed does.
func (x *Tty) HangUp() { _ = x.hand.Close() } // The test closes it again.

// Send types bytes.
func (x *Tty) Send(s string) *Tty {
	x.t.Helper()
	if _, err := io.WriteString(x.hand, s); err != nil {
		x.t.Fatalf("typing %q: %v", s, err)
	}
	return x
}

// Resize changes the size of the terminal. The program, which has no terminal of its own, must be told.
func (x *Tty) Resize(w, h int) *Tty {
	x.t.Helper()
	x.g.mu.Lock()
	x.g.w, x.g.h = w, h
	x.g.e.Resize(w, h)
	x.g.mu.Unlock()
	if err := pty.Setsize(x.hand, &pty.Winsize{Cols: uint16(w), Rows: uint16(h)}); err != nil {
		x.t.Fatalf("resizing the terminal: %v", err)
	}
	return x
}

// Grid is what the terminal shows.
func (x *Tty) Grid() *Grid { return x.g }

// Output is everything that was written so far.
func (x *Tty) Output() []byte {
	x.mu.Lock()
	defer x.mu.Unlock()
	return slices.Clone(x.out)
}

// Modes are the modes that were set or reset, by their numbers.
func (x *Tty) Modes() map[int]bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return maps.Clone(x.modes)
}

// Title is the title of the window.
func (x *Tty) Title() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.title
}

// Until waits until something holds; it fails after fifteen seconds.
func (x *Tty) Until(what string, holds func() bool) {
	x.t.Helper()
	for end := time.After(15 * time.Second); !holds(); {
		select {
		case <-x.fresh:
		case <-time.After(10 * time.Millisecond): // What is waited for need not be on the screen.
		case <-end:
			x.t.Fatalf("waited fifteen seconds for %s:\n%s", what, x.g.Screen())
		}
	}
}

// Cells are all cells of the screen, from the top left, row by row.
func (g *Grid) Cells() []uv.Cell {
	g.mu.Lock()
	defer g.mu.Unlock()
	out := make([]uv.Cell, 0, g.w*g.h)
	for y := range g.h {
		for x := range g.w {
			if c := g.e.CellAt(x, y); c != nil {
				out = append(out, *c)
			} else {
				out = append(out, uv.EmptyCell)
			}
		}
	}
	return out
}
