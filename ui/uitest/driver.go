// Package uitest drives a screen in tests: keys in, cells out, without a terminal and without waiting for clocks. A test reads
// like the manual:
//
//	d := uitest.New(t, root, uitest.Options{Width: 80, Height: 24, Clock: clock})
//	d.Press("2", "j", "r").Type("¡Gracias!").Press("ctrl+s")
//	d.Says("@panaderialuz@masto.example")
//	d.Press("p").WaitFor("published")
//
// Every frame is checked while it runs: exactly as many cells as the terminal has, and the speaker's line on top. Emulate and
// Pty are for the few runs of the real binary.
package uitest

import (
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Options say in what terminal a model is driven.
type Options struct {
	Width, Height int
	Clock         *Clock        // the model's own clock; nil when it has none
	Gap           time.Duration // time of the clock that passes after a key of Press; 0 means 300 ms
	Patience      time.Duration // how long a command may take before the test goes on without it; 0 means 2 s
	Nobody        []string      // what the top line may say instead of a handle, besides the usual sentences
	Free          bool          // frames are not checked: the model is not the root
}

// Driver runs a model as the program would: it hands it messages and carries out its commands, one after the other.
type Driver struct {
	t      testing.TB
	m      tea.Model
	o      Options
	mu     sync.Mutex
	inbox  []tea.Msg // from Send and from commands that took too long
	frames int
	quit   bool
	asked  []string
	clip   string
}

// New starts a model: its Init is carried out and it is told the size.
func New(t testing.TB, m tea.Model, o Options) *Driver {
	t.Helper()
	if o.Width == 0 || o.Height == 0 {
		o.Width, o.Height = 80, 24
	}
	if o.Gap == 0 {
		o.Gap = 300 * time.Millisecond
	}
	if o.Patience == 0 {
		o.Patience = 2 * time.Second
	}
	d := &Driver{t: t, m: m, o: o}
	init := m.Init()
	d.deliver(tea.WindowSizeMsg{Width: o.Width, Height: o.Height})
	d.run(init)
	d.settle()
	return d
}

// maxMessages is how many messages one act may cause: more is a loop.
const maxMessages = 20_000

// Msg hands the model a message and carries out what follows from it.
func (d *Driver) Msg(m tea.Msg) *Driver {
	d.t.Helper()
	d.deliver(m)
	d.settle()
	return d
}

// Send is Program.Send: safe from any goroutine, handled at the next act or by WaitFor.
func (d *Driver) Send(m tea.Msg) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.inbox = append(d.inbox, m)
}

// settle handles what was sent meanwhile.
func (d *Driver) settle() {
	for range maxMessages {
		d.mu.Lock()
		if len(d.inbox) == 0 {
			d.mu.Unlock()
			return
		}
		m := d.inbox[0]
		d.inbox = d.inbox[1:]
		d.mu.Unlock()
		d.deliver(m)
	}
	d.t.Fatalf("more than %d messages follow from one act", maxMessages)
}

// deliver gives the model one message and carries out the commands that follow.
func (d *Driver) deliver(m tea.Msg) {
	d.t.Helper()
	d.run(d.handle(m)...)
}

// run carries out commands in order, each with all that follows from it, before the next.
func (d *Driver) run(cmds ...tea.Cmd) {
	d.t.Helper()
	for n := 0; len(cmds) > 0; n++ {
		if n > maxMessages {
			d.t.Fatalf("more than %d messages follow from one act", maxMessages)
		}
		c := cmds[0]
		cmds = cmds[1:]
		if c == nil {
			continue
		}
		if m, ok := d.execute(c); ok {
			cmds = append(d.handle(m), cmds...)
		}
	}
}

// execute runs a command, but not for ever: one that waits for something goes on by itself, and its message comes later.
func (d *Driver) execute(c tea.Cmd) (tea.Msg, bool) {
	done := make(chan tea.Msg, 1)
	go func() { done <- c() }()
	late := time.NewTimer(d.o.Patience)
	defer late.Stop()
	select {
	case m := <-done:
		return m, true
	case <-late.C:
		go func() { d.Send(<-done) }()
		return nil, false
	}
}

// handle does what the program does with a message, and returns the commands that follow.
func (d *Driver) handle(m tea.Msg) []tea.Cmd {
	d.t.Helper()
	if m == nil {
		return nil
	}
	if cmds, ok := several(m); ok {
		return cmds
	}
	if _, ok := m.(tea.QuitMsg); ok {
		d.quit = true
		return nil
	}
	if name, own := ofProgram(m); own {
		d.asked = append(d.asked, name)
		if v := reflect.ValueOf(m); v.Kind() == reflect.String && strings.HasPrefix(name, "set") {
			d.clip = v.String()
		}
	}
	if s, ok := m.(tea.WindowSizeMsg); ok {
		d.o.Width, d.o.Height = s.Width, s.Height
	}
	next, cmd := d.m.Update(m)
	d.m = next
	d.frame()
	if _, ok := m.(tea.SuspendMsg); ok {
		return []tea.Cmd{cmd, func() tea.Msg { return tea.ResumeMsg{} }}
	}
	return []tea.Cmd{cmd}
}

// several tells whether a message is a list of commands: BatchMsg is public, that of tea.Sequence is not, but it is a slice of
// commands too.
func several(m tea.Msg) ([]tea.Cmd, bool) {
	v := reflect.ValueOf(m)
	if v.Kind() != reflect.Slice || v.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
		return nil, false
	}
	out := make([]tea.Cmd, v.Len())
	for i := range out {
		out[i] = v.Index(i).Interface().(tea.Cmd)
	}
	return out, true
}

// ofProgram tells whether a message is meant for the program: to run an editor, to set the clipboard, to ask the terminal
// something. The driver notes it and does nothing of it; the model sees it, as it does in the program.
func ofProgram(m tea.Msg) (string, bool) {
	t := reflect.TypeOf(m)
	name := t.Name()
	own := t.PkgPath() == reflect.TypeFor[tea.QuitMsg]().PkgPath() && name != "" && name[0] >= 'a' && name[0] <= 'z'
	if _, ok := m.(tea.SuspendMsg); ok {
		return "SuspendMsg", true
	}
	return name, own
}

// Quit tells whether the model asked to end the program.
func (d *Driver) Quit() bool { return d.quit }

// Asked are the things the model asked of the program and the terminal, by the names of their messages: "execMsg",
// "setClipboardMsg", "SuspendMsg", "backgroundColorMsg". They are noted, not done; a suspended program resumes at once.
func (d *Driver) Asked() []string { return d.asked }

// Clipboard is what was copied last.
func (d *Driver) Clipboard() string { return d.clip }

// Model is the model as it is now.
func (d *Driver) Model() tea.Model { return d.m }

// Frames is how many frames were drawn.
func (d *Driver) Frames() int { return d.frames }
