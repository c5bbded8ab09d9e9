//go:build pty

package cli_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vocero/ui/uitest"
)

// TestPty runs the built program as a person does: in a terminal, with keys, and with everything that can happen to a terminal.
// VOCERO_BIN names a program that was built already.
func TestPty(t *testing.T) {
	bin := program(t)
	for _, c := range []struct {
		name string
		run  func(*testing.T, string)
	}{
		{"frames", ptyFrames}, {"tabs", ptyTabs}, {"speaks Spanish", ptySpanish}, {"without colour", ptyNoColour}, {"on a dumb terminal", ptyDumb},
		{"commands beside the desk", ptyBeside}, {"reply", ptyReply}, {"quit", ptyQuit},
		{"killed while writing", ptyKilled}, {"told to end", ptyTerm}, {"hung up", ptyHup}, {"stopped", ptyStopped},
		{"resized", ptyResized}, {"hostile mentions", ptyHostile},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.run(t, bin)
		})
	}
}

// seat is a terminal at which a desk is open.
type seat struct {
	*uitest.Terminal
	t         testing.TB
	bin, home string
	run       string // the folder of sockets
}

// place is a home without anything in it, and a folder for sockets, whose path must be short.
func place(t testing.TB, bin string) *seat {
	t.Helper()
	run, err := os.MkdirTemp("/tmp", "vp")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(run) })
	return &seat{t: t, bin: bin, home: filepath.Join(t.TempDir(), "desk"), run: run}
}

// sit opens the practice desk of a new home in a terminal and waits for its first frame.
func sit(t testing.TB, bin string, w, h int, env ...string) *seat {
	t.Helper()
	s := place(t, bin)
	s.open(w, h, env...)
	return s
}

// open opens the practice desk of the home.
func (s *seat) open(w, h int, env ...string) *seat {
	s.t.Helper()
	s.Terminal = uitest.Pty(s.t, []string{s.bin, "--home", s.home, "demo"}, append([]string{"XDG_RUNTIME_DIR=" + s.run, "TZ=Europe/Madrid"}, env...), w, h)
	s.WaitFor("· CLIENT")
	return s
}

// keys types keys one after the other, each once the answer to the last one has been drawn.
func (s *seat) keys(ks ...string) *seat {
	s.t.Helper()
	for _, k := range ks {
		s.Quiet(80 * time.Millisecond)
		s.Send(k)
	}
	s.Quiet(80 * time.Millisecond)
	return s
}

// speaker fails unless the frame is whole and says who speaks.
func (s *seat) speaker(w, h int) *seat {
	s.t.Helper()
	screen := s.Screen()
	if err := uitest.CheckFrame(screen, w, h); err != nil {
		s.t.Fatalf("%v\n%s", err, screen)
	}
	if err := uitest.CheckSpeaker(screen); err != nil {
		s.t.Fatalf("%v\n%s", err, screen)
	}
	return s
}

// do runs a command beside the desk.
func (s *seat) do(in string, args ...string) (out, errs string, code int) {
	s.t.Helper()
	cmd := exec.Command(s.bin, append([]string{"--home", s.home}, args...)...)
	cmd.Env = []string{"XDG_RUNTIME_DIR=" + s.run, "LANG=en_US.UTF-8", "HOME=" + s.t.TempDir(), "PATH=" + os.Getenv("PATH"), "TZ=Europe/Madrid"}
	cmd.Stdin = strings.NewReader(in)
	var o, e bytes.Buffer
	cmd.Stdout, cmd.Stderr = &o, &e
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		s.t.Fatalf("running vocero %s: %v", strings.Join(args, " "), err)
	}
	return o.String(), e.String(), cmd.ProcessState.ExitCode()
}

// doc runs a command that must work and reads its document.
func (s *seat) doc(into any, args ...string) {
	s.t.Helper()
	out, errs, code := s.do("", append(args, "--json")...)
	if code != 0 {
		s.t.Fatalf("vocero %s ends with %d: %s", strings.Join(args, " "), code, errs)
	}
	if err := json.Unmarshal([]byte(out), into); err != nil {
		s.t.Fatalf("vocero %s prints no document: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// await polls with a deadline.
func await(t testing.TB, what string, limit time.Duration, done func() bool) {
	t.Helper()
	for end := time.Now().Add(limit); !done(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited %v for %s", limit, what)
		}
	}
}

func ptyFrames(t *testing.T, bin string) {
	for _, size := range [][2]int{{80, 24}, {120, 40}, {60, 20}} {
		sit(t, bin, size[0], size[1]).keys().speaker(size[0], size[1]).keys("q")
	}
}

func ptyTabs(t *testing.T, bin string) {
	s := sit(t, bin, 120, 40).WaitFor("PRACTICE")
	for _, tab := range []string{"2", "0", "1", "2"} {
		s.Send(tab)
	}
	desk := &seat{Terminal: s, t: t}
	desk.keys("j", "j", "k").speaker(120, 40)
	for _, brand := range [][2]string{{"p", "PANADERÍA LUZ"}, {"k", "KINE SUR"}, {"_", "CLARA MONTES"}} {
		desk.Send("'").WaitFor("p Panadería Luz k Kine Sur _ Clara Montes")
		desk.Send(brand[0]).WaitFor(brand[1])
		desk.keys().speaker(120, 40)
	}
	desk.keys("?").speaker(120, 40).keys("\x1b").speaker(120, 40)
}

func ptySpanish(t *testing.T, bin string) {
	s := sit(t, bin, 80, 24, "LANG=es_ES.UTF-8")
	s.WaitFor("PRÁCTICA").WaitFor("Hoy")
	s.speaker(80, 24)
}

// colours are what SGR says of colours: "38;2;1;2;3", "31", "48;5;7".
func colours(out []byte) bool {
	found := false
	walk(out, func(seq, params string, final byte) {
		if final != 'm' {
			return
		}
		for _, p := range strings.FieldsFunc(params, func(r rune) bool { return r == ';' || r == ':' }) {
			if len(p) == 2 && p[0] >= '3' && p[0] <= '4' && p != "39" && p != "49" {
				found = true
			}
		}
	})
	return found
}

func ptyNoColour(t *testing.T, bin string) {
	if s := sit(t, bin, 80, 24, "NO_COLOR=1"); colours(s.keys("2", "j").speaker(80, 24).Output()) {
		t.Error("there is colour in spite of NO_COLOR")
	}
	if s := sit(t, bin, 80, 24); !colours(s.keys("2", "j").Output()) {
		t.Error("there is no colour: the test does not see any")
	}
}

func ptyDumb(t *testing.T, bin string) {
	s := sit(t, bin, 80, 24, "TERM=dumb", "COLORTERM=")
	if s.keys("2", "j").speaker(80, 24); colours(s.Output()) {
		t.Error("there is colour on a dumb terminal")
	}
	if s.Send("q"); s.Wait() != 0 {
		t.Error("it did not end well")
	}
}
