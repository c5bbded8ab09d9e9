package screen

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
)

// Options say on what a program is shown; zero values mean the process's own terminal.
type Options struct {
	In      io.Reader
	Out     io.Writer
	Environ []string
	Clocked bool                                   // Bubble Tea's own renderer draws, on any terminal
	Filter  func(m tea.Model, msg tea.Msg) tea.Msg // sees every message before the model; nil drops it
	Begin   func(send func(tea.Msg))               // is told how to send messages into the program, before it runs
	Shown   func()                                 // called in a goroutine of its own once the first frame is written; may be nil
	Still   func()                                 // the same, whenever nothing was written for Rest after a frame; may be nil, and is not called where Bubble Tea draws
}

// patience is how long the end waits for a terminal that takes no bytes.
const patience = 5 * time.Second

// Run shows a model until it quits or the context ends, and returns it as it was last. The terminal is put back in any case, also
// after a panic. Besides Bubble Tea's own errors it returns what kept it from writing to the terminal.
func Run(ctx context.Context, m tea.Model, o Options) (tea.Model, error) {
	if o.Environ == nil {
		o.Environ = os.Environ()
	}
	in, out, ok := files(o)
	if !ok {
		return clocked(ctx, m, o)
	}
	w, h, err := term.GetSize(out.Fd())
	if err != nil {
		return m, fmt.Errorf("reading the size of the terminal: %w", err)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	profile := colorprofile.Detect(out, o.Environ)
	l := &loop{m: m, filter: o.Filter, tty: &tty{in: in, out: out}, ctx: ctx, began: time.Now()}
	l.painter = newPainter(out, newCanvas(o.Environ, profile), cancel, o.Shown)
	l.painter.still = o.Still
	p := tea.NewProgram(l, tea.WithContext(ctx), tea.WithoutSignalHandler(), tea.WithoutRenderer(), tea.WithFPS(1), tea.WithFilter(l.sift), tea.WithInput(in),
		tea.WithOutput(out), tea.WithEnvironment(o.Environ), tea.WithColorProfile(profile), tea.WithWindowSize(w, h))
	l.send = p.Send
	l.painter.ask = func() { p.Send(drawMsg{}) }
	if o.Begin != nil {
		o.Begin(p.Send)
	}
	if err := l.enter(ansi.RequestKittyKeyboard + ask(o.Environ)); err != nil {
		return m, err
	}
	stop := l.tty.watch(l.measure)
	first := time.AfterFunc(head, l.painter.ask)
	defer first.Stop()
	_, err = p.Run()
	stop()
	l.quit()
	l.painter.end()
	if cause := context.Cause(ctx); errors.Is(cause, errOutput) {
		err = cause
	}
	return l.m, err
}

// clocked shows a model with Bubble Tea's own renderer.
func clocked(ctx context.Context, m tea.Model, o Options) (tea.Model, error) {
	opts := []tea.ProgramOption{tea.WithContext(ctx), tea.WithoutSignalHandler(), tea.WithEnvironment(o.Environ)}
	if o.Filter != nil {
		opts = append(opts, tea.WithFilter(o.Filter))
	}
	if o.In != nil {
		opts = append(opts, tea.WithInput(o.In))
	}
	if o.Out != nil {
		opts = append(opts, tea.WithOutput(o.Out))
	}
	p := tea.NewProgram(m, opts...)
	if o.Shown != nil {
		time.AfterFunc(head, o.Shown) // It does not tell; by then it stands.
	}
	if o.Begin != nil {
		o.Begin(p.Send)
	}
	return p.Run()
}

// files are the two ends of a terminal that this package can draw on; false leaves it to Bubble Tea.
func files(o Options) (in, out *os.File, ok bool) {
	if o.Clocked || runtime.GOOS == "windows" {
		return nil, nil, false
	}
	switch uv.Environ(o.Environ).Getenv("TERM") {
	case "", "dumb", "unknown":
		return nil, nil, false
	}
	in, out = os.Stdin, os.Stdout
	if o.In != nil {
		in, ok = o.In.(*os.File)
		if !ok {
			return nil, nil, false
		}
	}
	if o.Out != nil {
		out, ok = o.Out.(*os.File)
		if !ok {
			return nil, nil, false
		}
	}
	return in, out, term.IsTerminal(in.Fd()) && term.IsTerminal(out.Fd())
}
