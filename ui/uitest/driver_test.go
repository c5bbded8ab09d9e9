package uitest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// toy is a root in small: a speaker's line, a log of what it was told, and keys that try everything a command can be.
type toy struct {
	w, h   int
	clock  *Clock
	log    []string
	broken bool
	mute   bool
	worker func() tea.Msg
}

func (m *toy) Init() tea.Cmd { return func() tea.Msg { return "init" } }

func (m *toy) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.w, m.h = msg.Width, msg.Height
	case tea.KeyPressMsg:
		m.log = append(m.log, "key "+msg.String())
		return m, m.key(msg.String())
	case tea.PasteMsg:
		m.log = append(m.log, "paste "+strings.Join(strings.Fields(msg.Content), " "))
	case tea.MouseClickMsg:
		m.log = append(m.log, fmt.Sprintf("click %d,%d", msg.X, msg.Y))
	case tea.MouseWheelMsg:
		m.log = append(m.log, "wheel "+msg.String())
	case tea.ResumeMsg:
		m.log = append(m.log, "resumed")
	case string:
		m.log = append(m.log, msg)
	}
	return m, nil
}

func says(s string) tea.Cmd { return func() tea.Msg { return s } }

func (m *toy) key(k string) tea.Cmd {
	switch k {
	case "b":
		return tea.Batch(says("batch one"), nil, says("batch two"))
	case "s":
		return tea.Sequence(says("first"), tea.Batch(says("second"), says("third")), says("fourth"))
	case "t":
		return tea.Batch(m.clock.After(20*time.Second, "late"), m.clock.After(5*time.Second, "early"))
	case "w":
		return m.worker
	case "q":
		return tea.Quit
	case "y":
		return tea.SetClipboard("copied")
	case "ctrl+z":
		return tea.Suspend
	case "x":
		m.broken = true
	case "m":
		m.mute = true
	}
	return nil
}

func (m *toy) View() tea.View {
	lines := []string{"p PANADERÍA LUZ · CLIENT · @panaderialuz@masto.example"}
	if m.mute {
		lines[0] = "vocero"
	}
	if m.h == 0 {
		return tea.NewView("")
	}
	if n := len(m.log) - (m.h - 1); n > 0 {
		lines = append(lines, m.log[n:]...)
	} else {
		lines = append(lines, m.log...)
	}
	for i := range m.h {
		if i == len(lines) {
			lines = append(lines, "")
		}
		lines[i] = ansi.Truncate(lines[i], m.w, "…")
		lines[i] += strings.Repeat(" ", max(0, m.w-ansi.StringWidth(lines[i])))
	}
	if m.broken {
		lines[1] += "!"
	}
	return tea.NewView(strings.Join(lines[:m.h], "\n"))
}

func newToy(t testing.TB) (*Driver, *toy, *Clock) {
	c := NewClock(time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC))
	m := &toy{clock: c}
	return New(t, m, Options{Width: 80, Height: 24, Clock: c}), m, c
}

func TestDriverCarriesOutCommands(t *testing.T) {
	d, m, _ := newToy(t)
	d.Press("b", "s").Says("init", "batch one", "batch two")
	if got := strings.Join(m.log, " "); !strings.HasSuffix(got, "first second third fourth") {
		t.Errorf("a sequence ran as %q", got)
	}
	d.Type("ña 👨‍👩‍👧").Says("key ñ", "key 👨‍👩‍👧", "key space").Paste("uno").Says("paste uno").Click(3, 4).Says("click 3,4")
	d.Wheel(1, 1, 2).Wheel(1, 1, -1).Says("wheel")
	d.SaysNot("goodbye")
	if d.Line(0) != "p PANADERÍA LUZ · CLIENT · @panaderialuz@masto.example" || d.Line(-1) != "" && !strings.HasPrefix(d.Line(-1), "wheel") {
		t.Errorf("lines are %q and %q", d.Line(0), d.Line(-1))
	}
	d.Press("y", "ctrl+z").Says("resumed")
	if d.Clipboard() != "copied" || fmt.Sprint(d.Asked()) != "[setClipboardMsg SuspendMsg]" {
		t.Errorf("the program was asked %q, the clipboard holds %q", d.Asked(), d.Clipboard())
	}
	if d.Press("q"); !d.Quit() {
		t.Error("it did not quit")
	}
}

func TestDriverMovesTheClock(t *testing.T) {
	d, m, c := newToy(t)
	start := c.Now()
	d.Burst("t")
	d.Advance(4 * time.Second).SaysNot("early")
	d.Advance(time.Second).Says("early").SaysNot("late")
	d.Advance(time.Minute).Says("late")
	if got := c.Now().Sub(start); got != 65*time.Second || c.Wound() != 0 {
		t.Errorf("the clock moved by %v, %d timers are left", got, c.Wound())
	}
	if d.Press("a", "a"); c.Now().Sub(start) != 65*time.Second+600*time.Millisecond {
		t.Errorf("two keys took %v", c.Now().Sub(start)-65*time.Second)
	}
	if m.log[len(m.log)-1] != "key a" {
		t.Errorf("the log ends with %q", m.log[len(m.log)-1])
	}
}

func TestDriverWaitsForWorkers(t *testing.T) {
	c := NewClock(time.Now())
	release := make(chan struct{})
	m := &toy{clock: c, worker: func() tea.Msg { <-release; return "worked" }}
	d := New(t, m, Options{Width: 80, Height: 24, Clock: c, Patience: 20 * time.Millisecond})
	d.Press("w", "a").SaysNot("worked")
	close(release)
	d.WaitFor("worked")
	go d.Send("from outside")
	d.WaitFor("from outside").Wait("frames", func() bool { return d.Frames() > 3 })
}

// failing is a test that must fail: it notes that instead.
type failing struct {
	testing.TB
	said string
}

func (f *failing) Helper() {}
func (f *failing) Fatal(a ...any) {
	f.said = fmt.Sprint(a...)
	panic(f)
}
func (f *failing) Fatalf(s string, a ...any) { f.Fatal(fmt.Sprintf(s, a...)) }
func (f *failing) Logf(string, ...any)       {}
func (f *failing) Errorf(s string, a ...any) { f.said = fmt.Sprintf(s, a...) }

// fails runs something that must fail and returns what it said.
func fails(t *testing.T, run func(t testing.TB)) (said string) {
	t.Helper()
	f := &failing{TB: t}
	defer func() {
		if r := recover(); r != nil && r != any(f) {
			panic(r)
		}
		if said = f.said; said == "" {
			t.Error("it did not fail")
		}
	}()
	run(f)
	return f.said
}

func TestDriverFailsOnBadFrames(t *testing.T) {
	for want, run := range map[string]func(t testing.TB){
		"81 cells":                        func(t testing.TB) { d, _, _ := newToy(t); d.Press("x") },
		"who speaks":                      func(t testing.TB) { d, _, _ := newToy(t); d.Press("m") },
		"does not say \"goodbye\"":        func(t testing.TB) { d, _, _ := newToy(t); d.Says("goodbye") },
		"the screen says \"init\"":        func(t testing.TB) { d, _, _ := newToy(t); d.SaysNot("init") },
		"no line 24":                      func(t testing.TB) { d, _, _ := newToy(t); d.Line(24) },
		"neither a character":             func(t testing.TB) { d, _, _ := newToy(t); d.Press("escape") },
		"no clock":                        func(t testing.TB) { New(t, &toy{}, Options{}).Advance(1) },
		"messages follow from one act":    func(t testing.TB) { New(t, loop{}, Options{Free: true}).Press("a") },
		"reading the golden":              func(t testing.TB) { Golden(t, "nothing", "") },
		"frame has 1 lines, the terminal": func(t testing.TB) { New(t, loop{}, Options{}).Frame() },
	} {
		if got := fails(t, run); !strings.Contains(got, want) {
			t.Errorf("it failed with %q, want %q", got, want)
		}
	}
}

// loop answers every key with a message that causes the next.
type loop struct{}

func (loop) Init() tea.Cmd  { return nil }
func (loop) View() tea.View { return tea.NewView("") }
func (l loop) Update(m tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := m.(tea.WindowSizeMsg); ok {
		return l, nil
	}
	return l, says("again")
}

func TestSmallTerminalsNeedNoSpeaker(t *testing.T) {
	d, _, _ := newToy(t)
	d.Press("a").Resize(20, 5).Burst("m").Resize(1, 1).Frame()
}

func TestCheckSpeaker(t *testing.T) {
	for line, ok := range map[string]bool{
		"_ PERSONAL — NOT A CLIENT @ana@masto.example": true, "ALL · NOBODY SPEAKS": true, "TODAS · NADIE HABLA": true,
		"p PANADERÍA LUZ @panaderialuz": false, "": false, "vocero\n@a@b.example": false, "setting up": false,
	} {
		if err := CheckSpeaker(line); (err == nil) != ok {
			t.Errorf("%q: %v", line, err)
		}
	}
	if err := CheckSpeaker("setting up", "setting"); err != nil {
		t.Error(err)
	}
}

func TestKeyNames(t *testing.T) {
	for _, name := range []string{"j", "G", "ñ", "ctrl+s", "shift+tab", "f9", "space", "ctrl+_", "alt+b", "enter", "?", "'", "+", "ctrl+left", "esc"} {
		k, err := Key(name)
		if err != nil || k.String() != name {
			t.Errorf("key %q is %q, %v", name, k.String(), err)
		}
	}
	for _, name := range []string{"", "escape", "jj", "ctrl+", "ctrl+foo"} {
		if k, err := Key(name); err == nil {
			t.Errorf("key %q is taken as %q", name, k.String())
		}
	}
}

func TestGolden(t *testing.T) {
	n := 0
	ForSizes(t, func(t *testing.T, w, h int, lang string) {
		n++
		if !strings.HasSuffix(t.Name(), "/"+SizeName(w, h, lang)) {
			t.Errorf("the subtest is called %q", t.Name())
		}
	})
	if n != 6 {
		t.Errorf("%d sizes and languages", n)
	}
	if got := diffLines("uno\ndos", "uno\ntres\n"); !strings.Contains(got, "want |dos|") || !strings.Contains(got, "got  |tres|") || strings.Contains(got, "|uno|") {
		t.Errorf("the difference is shown as %q", got)
	}
	if diffLines("a\nb", "a\nb") != "" {
		t.Error("equal screens differ")
	}
}
