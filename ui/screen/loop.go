package screen

import (
	"context"
	"reflect"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// drawMsg says that a frame can go out again.
type drawMsg struct{}

// loop is the model that Bubble Tea runs: the program's own, whose frames it shows.
type loop struct {
	m       tea.Model
	filter  func(m tea.Model, msg tea.Msg) tea.Msg
	send    func(tea.Msg)
	tty     *tty
	painter *painter
	ctx     context.Context // ends with the program
	began   time.Time
	opened  bool // a frame was drawn
	sized   bool
	dirty   bool // something may look different
	fresh   bool // the next frame goes out although it is the same
	last    tea.View
	pressed time.Time // when the newest key came
}

// Init is the model's.
func (l *loop) Init() tea.Cmd {
	fine := false
	defer l.unless(&fine)
	cmd := l.m.Init()
	fine = true
	return l.guard(cmd)
}

// Update hands the model a message, after taking from it what concerns the terminal.
func (l *loop) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	fine := false
	defer l.unless(&fine)
	switch x := msg.(type) {
	case tea.KeyPressMsg:
		l.pressed = time.Now()
	case tea.WindowSizeMsg:
		l.sized, l.fresh = true, true
		l.painter.edit(func(c *canvas) { c.resize(x.Width, x.Height) })
	case tea.ColorProfileMsg:
		l.fresh = true
		l.painter.edit(func(c *canvas) { c.colours(x.Profile) })
	case tea.ModeReportMsg:
		l.told(x)
	default:
		if lends(msg) {
			l.back()
		} else if reflect.TypeOf(msg) == clearType {
			l.fresh = true
			l.painter.edit((*canvas).erase)
		}
	}
	m, cmd := l.m.Update(msg)
	l.m, l.dirty, fine = m, true, true
	return l, l.guard(cmd)
}

// View is called after every Update. What it returns nobody draws.
func (l *loop) View() tea.View {
	l.draw()
	return tea.View{}
}

// sift sees every message before Bubble Tea does.
func (l *loop) sift(_ tea.Model, msg tea.Msg) tea.Msg {
	if _, ok := msg.(drawMsg); ok {
		l.draw()
		return nil
	}
	if l.filter != nil {
		if msg = l.filter(l.m, msg); msg == nil {
			return nil
		}
	}
	if seq, ok := asks[reflect.TypeOf(msg)]; ok {
		l.painter.say(seq(reflect.ValueOf(msg)))
		return nil
	}
	if lends(msg) {
		l.leave(l.ctx)
	}
	return msg
}

// draw shows the model, if anything changed and a frame can go out; otherwise drawMsg comes when it can.
func (l *loop) draw() {
	if !l.dirty || !l.sized || l.starting() || !l.painter.claim(l.pressed) {
		return
	}
	l.opened = true
	fine := false
	defer l.unless(&fine)
	v := l.m.View()
	l.dirty, fine = false, true
	if !l.fresh && same(v, l.last) {
		l.painter.waive()
		return
	}
	l.fresh, l.last = false, v
	l.painter.show(v)
}

// Starter is a model whose first frames would say little: it has to read something first.
type Starter interface{ Starting() bool }

// head is how long the first frame waits for a Starter: not long enough to be seen.
const head = 50 * time.Millisecond

// starting tells whether the first frame still waits.
func (l *loop) starting() bool {
	s, ok := l.m.(Starter)
	return ok && !l.opened && s.Starting() && time.Since(l.began) < head
}

// told takes in what the terminal says of a mode.
func (l *loop) told(x tea.ModeReportMsg) {
	switch {
	case x.Mode == ansi.ModeSynchronizedOutput && x.Value == ansi.ModeReset:
		l.painter.edit(func(c *canvas) { c.sync = true })
	case x.Mode == ansi.ModeUnicodeCore && (x.Value == ansi.ModeReset || x.Value == ansi.ModeSet || x.Value == ansi.ModePermanentlySet):
		l.fresh = true
		l.painter.edit((*canvas).graphemes)
	}
}

// enter takes the terminal and asks it something.
func (l *loop) enter(questions string) error {
	if err := l.tty.raw(); err != nil {
		return err
	}
	l.painter.enter(questions)
	return nil
}

// back takes the terminal again after another program had it. Without raw keys it can still be used, line by line.
func (l *loop) back() {
	_ = l.enter("")
	l.fresh = true
	go l.measure() // It may have another size now, and nobody heard of it.
}

// leave gives the terminal back. When the context ends before the terminal took the bytes, they are given up.
func (l *loop) leave(ctx context.Context) {
	l.painter.leave(ctx)
	l.tty.restore()
}

// unless gives the terminal back when a function ends without having set fine: it panics, and what it says is to be read.
func (l *loop) unless(fine *bool) {
	if !*fine {
		l.quit()
	}
}

// quit is leave at the end of the program.
func (l *loop) quit() {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	l.leave(ctx)
}

// measure tells the program the size of the terminal.
func (l *loop) measure() {
	if w, h, err := l.tty.size(); err == nil { // A terminal that is gone ends the program elsewhere.
		l.send(tea.WindowSizeMsg{Width: w, Height: h})
	}
}

// guard has a command, and those that it brings, give the terminal back when they panic.
func (l *loop) guard(c tea.Cmd) tea.Cmd {
	if c == nil {
		return nil
	}
	return func() tea.Msg {
		fine := false
		defer l.unless(&fine)
		msg := c()
		fine = true
		return l.guardAll(msg)
	}
}

// guardAll guards the commands of a batch or a sequence, whose type is private but a slice of commands.
func (l *loop) guardAll(msg tea.Msg) tea.Msg {
	t := reflect.TypeOf(msg)
	if t == nil || t.Kind() != reflect.Slice || t.Elem() != cmdType {
		return msg
	}
	v := reflect.ValueOf(msg)
	out := reflect.MakeSlice(t, v.Len(), v.Len())
	for i := range v.Len() {
		out.Index(i).Set(reflect.ValueOf(l.guard(v.Index(i).Interface().(tea.Cmd))))
	}
	return out.Interface()
}

var cmdType = reflect.TypeFor[tea.Cmd]()

// same tells whether two views show the same.
func same(a, b tea.View) bool {
	if a.Content != b.Content || (a.Cursor == nil) != (b.Cursor == nil) || a.Cursor != nil && *a.Cursor != *b.Cursor {
		return false
	}
	return a.WindowTitle == b.WindowTitle && a.ReportFocus == b.ReportFocus && a.MouseMode == b.MouseMode && a.DisableBracketedPasteMode == b.DisableBracketedPasteMode &&
		a.KeyboardEnhancements == b.KeyboardEnhancements && a.ForegroundColor == b.ForegroundColor && a.BackgroundColor == b.BackgroundColor
}
