package screen_test

import (
	"context"
	"fmt"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"

	"vocero/ui/screen"
	"vocero/ui/uitest"
)

// page is a model whose frames a test says.
type page struct {
	mu      sync.Mutex
	frames  func(w, h int) tea.View
	updates func(msg tea.Msg) tea.Cmd
	seen    []tea.Msg
	w, h    int
}

func (p *page) Init() tea.Cmd { return nil }

func (p *page) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	p.mu.Lock()
	p.seen = append(p.seen, msg)
	p.mu.Unlock()
	if s, ok := msg.(tea.WindowSizeMsg); ok {
		p.w, p.h = s.Width, s.Height
	}
	if k, ok := msg.(tea.KeyPressMsg); ok && k.String() == "q" {
		return p, tea.Quit
	}
	if p.updates != nil {
		return p, p.updates(msg)
	}
	return p, nil
}

func (p *page) View() tea.View {
	v := tea.NewView(fmt.Sprintf("%d×%d", p.w, p.h))
	if p.frames != nil {
		v = p.frames(p.w, p.h)
	}
	v.AltScreen, v.MouseMode, v.WindowTitle, v.ReportFocus = true, tea.MouseModeCellMotion, "page", true
	v.Cursor = tea.NewCursor(2, 1)
	v.Cursor.Shape, v.Cursor.Blink = tea.CursorBar, false
	return v
}

// saw tells whether a message of some kind came.
func (p *page) saw(is func(tea.Msg) bool) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, m := range p.seen {
		if is(m) {
			return true
		}
	}
	return false
}

// show is a page on a terminal.
type show struct {
	*uitest.Tty
	t     *testing.T
	send  func(tea.Msg)
	ended chan error
	stop  context.CancelFunc
	was   *term.State
}

func open(t *testing.T, k uitest.Kind, p tea.Model) *show {
	t.Helper()
	s := &show{Tty: uitest.NewTty(t, k, 40, 10), t: t, ended: make(chan error, 1)}
	var err error
	if s.was, err = term.GetState(s.File().Fd()); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	t.Cleanup(stop)
	s.stop = stop
	began := make(chan struct{})
	go func() {
		_, err := screen.Run(ctx, p, screen.Options{In: s.File(), Out: s.File(), Environ: k.Environ, Begin: func(send func(tea.Msg)) {
			s.send = send
			close(began)
		}})
		s.ended <- err
	}()
	<-began
	return s
}

func (s *show) says(text string) *show {
	s.t.Helper()
	s.Until(text, func() bool { return strings.Contains(s.Grid().Screen(), text) })
	return s
}

// end waits for the end.
func (s *show) end() error {
	s.t.Helper()
	select {
	case err := <-s.ended:
		return err
	case <-time.After(15 * time.Second):
		s.t.Fatalf("it does not end:\n%s", s.Grid().Screen())
		return nil
	}
}

// back fails unless the terminal is as it was found.
func (s *show) back() {
	s.t.Helper()
	s.Until("the terminal to be as it was", func() bool { return !s.Modes()[1049] && s.Modes()[25] })
	for _, m := range []int{1000, 1002, 1003, 1004, 1006, 1049, 2004, 2026, 2027} {
		if s.Modes()[m] {
			s.t.Errorf("mode %d stays on", m)
		}
	}
	out := string(s.Output())
	if in, back := strings.Count(out, ansi.PushKittyKeyboard(1)), strings.Count(out, ansi.PopKittyKeyboard(1)); in != back || in == 0 {
		s.t.Errorf("the keyboard was taken %d times and given back %d times", in, back)
	}
	if strings.LastIndex(out, ansi.SetCursorStyle(0)) < strings.LastIndex(out, ansi.SetCursorStyle(6)) {
		s.t.Error("the cursor keeps its shape")
	}
	now, err := term.GetState(s.File().Fd())
	if err != nil {
		s.t.Fatal(err)
	}
	if fmt.Sprint(*now) != fmt.Sprint(*s.was) {
		s.t.Errorf("the line discipline is %v, was %v", *now, *s.was)
	}
}

var best = uitest.Kinds[0]

func TestModesAreSetAndPutBack(t *testing.T) {
	p := &page{}
	s := open(t, best, p)
	s.says("40×10")
	s.Until("the answers", func() bool { return s.Modes()[2027] })
	for _, m := range []int{25, 1002, 1004, 1006, 1049, 2004} {
		if !s.Modes()[m] {
			t.Errorf("mode %d is off", m)
		}
	}
	if x, y := s.Grid().Cursor(); x != 2 || y != 1 || s.Title() != "page" {
		t.Errorf("the cursor is at %d,%d, the title %q", x, y, s.Title())
	}
	for name, is := range map[string]func(tea.Msg) bool{
		"keyboard enhancements": func(m tea.Msg) bool { _, ok := m.(tea.KeyboardEnhancementsMsg); return ok },
		"the colour profile":    func(m tea.Msg) bool { _, ok := m.(tea.ColorProfileMsg); return ok },
		"the environment":       func(m tea.Msg) bool { _, ok := m.(tea.EnvMsg); return ok },
	} {
		s.Until(name, func() bool { return p.saw(is) })
	}
	s.Send("\x1b[200~pegado\x1b[201~\x1b[I\x1b[<0;3;4M")
	for name, is := range map[string]func(tea.Msg) bool{
		"a paste": func(m tea.Msg) bool { x, ok := m.(tea.PasteMsg); return ok && x.Content == "pegado" },
		"focus":   func(m tea.Msg) bool { _, ok := m.(tea.FocusMsg); return ok },
		"a click": func(m tea.Msg) bool { x, ok := m.(tea.MouseClickMsg); return ok && x.X == 2 && x.Y == 3 },
	} {
		s.Until(name, func() bool { return p.saw(is) })
	}
	s.Send("q")
	if err := s.end(); err != nil {
		t.Error(err)
	}
	s.back()
}

func TestSynchronizedOutputWhereTheTerminalKnowsIt(t *testing.T) {
	for _, k := range uitest.Kinds {
		if k.Name == "dumb" {
			continue
		}
		p := &page{}
		s := open(t, k, p)
		s.says("40×10")
		asked := strings.Contains(string(s.Output()), ansi.RequestModeSynchronizedOutput)
		if far := k.Name == "far away"; asked == far {
			t.Errorf("%s: the terminal is asked: %v", k.Name, asked)
		}
		if asked {
			s.Until("the answer", func() bool {
				return p.saw(func(m tea.Msg) bool {
					x, ok := m.(tea.ModeReportMsg)
					return ok && x.Mode == ansi.ModeSynchronizedOutput
				})
			})
		}
		s.Resize(41, 9)
		s.send(tea.WindowSizeMsg{Width: 41, Height: 9})
		s.says("41×9")
		if did := strings.Contains(string(s.Output()), ansi.SetModeSynchronizedOutput); did != (k.Sync && asked) {
			t.Errorf("%s: frames are synchronized: %v", k.Name, did)
		}
		s.Send("q")
		if err := s.end(); err != nil {
			t.Error(err)
		}
	}
}

func TestQuestionsAndTheClipboardGoOutAtOnce(t *testing.T) {
	p := &page{updates: func(msg tea.Msg) tea.Cmd {
		if k, ok := msg.(tea.KeyPressMsg); ok && k.String() == "c" {
			return tea.Sequence(tea.SetClipboard("hola"), tea.RequestBackgroundColor, tea.Raw("\x1b[>q"), tea.ClearScreen)
		}
		return nil
	}}
	s := open(t, best, p)
	s.says("40×10").Send("c")
	s.Until("the answer", func() bool { return p.saw(func(m tea.Msg) bool { _, ok := m.(tea.BackgroundColorMsg); return ok }) })
	s.Until("all bytes", func() bool { return strings.Count(string(s.Output()), "\x1b[2J") > 1 })
	out := string(s.Output())
	for _, want := range []string{ansi.SetSystemClipboard("hola"), "\x1b[>q"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q was not written", want)
		}
	}
	s.Send("q")
	if err := s.end(); err != nil {
		t.Error(err)
	}
}

func TestAnotherProgramGetsTheTerminalAsItWas(t *testing.T) {
	done := make(chan error, 1)
	p := &page{updates: func(msg tea.Msg) tea.Cmd {
		if k, ok := msg.(tea.KeyPressMsg); ok && k.String() == "e" {
			return tea.ExecProcess(exec.Command("/bin/sh", "-c", `stty -a; printf 'the editor'; sleep 0.05`), func(err error) tea.Msg {
				done <- err
				return nil
			})
		}
		return nil
	}}
	s := open(t, best, p)
	s.says("40×10").Send("e")
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	s.Until("the frame", func() bool { return s.Modes()[1049] && strings.Contains(s.Grid().Screen(), "40×10") })
	_, after, _ := strings.Cut(string(s.Output()), ansi.ResetModeAltScreenSaveCursor)
	editor, after, ok := strings.Cut(after, "the editor")
	if !ok || !strings.Contains(editor, " icanon") || !strings.Contains(editor, " echo ") || strings.Contains(editor, "\x1b[H") {
		t.Errorf("the editor found the terminal as %q", editor)
	}
	for _, want := range []string{ansi.SetModeAltScreenSaveCursor, ansi.PushKittyKeyboard(1), ansi.SetModeBracketedPaste, "\x1b[?1002h", "\x1b[2J", ansi.SetModeUnicodeCore} {
		if !strings.Contains(after, want) {
			t.Errorf("afterwards there is no %q in %q", want, after)
		}
	}
	s.Send("q")
	if err := s.end(); err != nil {
		t.Error(err)
	}
	s.back()
}
