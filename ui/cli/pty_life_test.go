//go:build pty

package cli_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"vocero/ui/uitest"
)

// outbox is the document of "outbox list".
type outbox struct {
	Deliveries []struct {
		State    string
		Account  string
		URL      *string
		Verified *string `json:"verified_at"`
	}
}

func ptyBeside(t *testing.T, bin string) {
	s := sit(t, bin, 80, 24)
	var got struct {
		Mentions []struct{ ID, Text string }
	}
	s.doc(&got, "mentions")
	if len(got.Mentions) < 20 {
		t.Fatalf("%d mentions beside the open desk", len(got.Mentions))
	}
	if _, errs, code := s.do("", "mention", "done", got.Mentions[0].ID); code != 0 {
		t.Fatalf("a verdict beside the open desk: %s", errs)
	}
	if _, errs, code := s.do("", "demo"); code == 0 || !strings.Contains(errs, "terminal") {
		t.Errorf("a second desk without a terminal ends with %d: %s", code, errs)
	}
	second := uitest.Pty(t, []string{bin, "--home", s.home}, []string{"XDG_RUNTIME_DIR=" + s.run}, 80, 24)
	second.WaitFor(fmt.Sprintf("process %d", s.Process().Pid))
	if code := second.Wait(); code != 4 {
		t.Errorf("a second desk ends with %d", code)
	}
	s.keys("2").speaker(80, 24)
}

// ptyReply answers a mention with three keys besides the text, and finds the answer on the practice network.
func ptyReply(t *testing.T, bin string) {
	s := place(t, bin)
	if err := os.MkdirAll(s.home, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(s.home, "config.toml"), []byte("hold = 0\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.open(120, 40)
	s.keys("2", "'", "p", "r", "Claro que sí, hasta las dos.", "\x13") // ctrl+s
	s.WaitFor("Press the client's letter")
	s.Quiet(400 * time.Millisecond) // A letter counts once the dialog was seen.
	s.Send("p")
	await(t, "the answer on the network", 20*time.Second, func() bool {
		var got outbox
		s.doc(&got, "outbox", "list", "--all")
		return len(got.Deliveries) > 0 && got.Deliveries[0].State == "published" && got.Deliveries[0].Verified != nil &&
			strings.HasPrefix(got.Deliveries[0].Account, "@panaderialuz@")
	})
}

// shell is an interactive shell in a terminal: what starts in it has job control, as at a person's prompt.
func shell(t *testing.T, s *seat) {
	t.Helper()
	s.Terminal = uitest.Pty(t, []string{"/bin/bash", "--norc", "--noprofile", "-i"},
		[]string{"XDG_RUNTIME_DIR=" + s.run, "PS1=ready> ", "TZ=Europe/Madrid", "HISTFILE="}, 80, 24)
	s.WaitFor("ready>")
}

func ptyQuit(t *testing.T, bin string) {
	s := place(t, bin)
	shell(t, s)
	s.Send("stty -g >" + s.run + "/before; " + bin + " --home " + s.home + " demo; echo it ended with $?\n").WaitFor("· CLIENT ·")
	s.keys("2", "j", "q").WaitFor("it ended with 0")
	s.Send("stty -g >" + s.run + "/after; echo saved $((1+1))\n").WaitFor("saved 2")
	before, after := read(t, s.run+"/before"), read(t, s.run+"/after")
	if before != after || before == "" {
		t.Errorf("the terminal was %q and is %q", before, after)
	}
	left(t, s)
}

// left fails unless the output ends with everything put back: first screen, cursor, mouse, paste.
func left(t *testing.T, s *seat) {
	t.Helper()
	modes := map[string]bool{}
	walk(s.Output(), func(_, params string, final byte) {
		if final == 'h' || final == 'l' {
			for _, m := range strings.Split(strings.TrimPrefix(params, "?"), ";") {
				modes[m] = final == 'h'
			}
		}
	})
	if on, known := modes["25"]; known && !on {
		t.Error("the cursor stays hidden")
	}
	for _, m := range []string{"1049", "1000", "1002", "1003", "1006", "2026", "2027", "2031"} {
		if modes[m] {
			t.Errorf("mode %s stays on", m)
		}
	}
	if _, known := modes["1049"]; !known {
		t.Error("it never had a screen of its own: the test sees nothing")
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// writing opens the composer of Panadería Luz and types.
func (s *seat) writing(text string) {
	s.t.Helper()
	s.keys("2", "'", "p", "c", text)
	s.WaitFor(text)
}

const typed = "Mañana hay pan de higos"

// found opens the desk again and looks for what was typed, where it was being written.
func (s *seat) found(text string) {
	s.t.Helper()
	s.open(80, 24).WaitFor(text)
	s.speaker(80, 24)
}

func ptyKilled(t *testing.T, bin string) {
	s := sit(t, bin, 80, 24)
	s.writing(typed)
	s.Quiet(1100 * time.Millisecond) // What was typed more than a second ago is on disk.
	if err := s.Process().Kill(); err != nil {
		t.Fatal(err)
	}
	s.Wait()
	s.found(typed)
}

// ends sends a signal to a desk that holds a text, and wants the end within two seconds, the terminal put back and the text kept.
func ends(t *testing.T, bin string, sig syscall.Signal) {
	s := sit(t, bin, 80, 24)
	s.writing(typed)
	began := time.Now()
	if err := s.Process().Signal(sig); err != nil {
		t.Fatal(err)
	}
	code := s.Wait()
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("it ended %v after the signal", took)
	}
	if code != 0 {
		t.Errorf("it ended with %d\n%s", code, s.Screen())
	}
	left(t, s)
	if out, errs, _ := s.do("", "draft", "list", "--json"); !strings.Contains(out, typed) {
		t.Errorf("what was typed is not among the drafts: %s%s", out, errs)
	}
	s.open(80, 24)
	s.keys("5").WaitFor(typed)
}

func ptyTerm(t *testing.T, bin string) { ends(t, bin, syscall.SIGTERM) }

func ptyHup(t *testing.T, bin string) { ends(t, bin, syscall.SIGHUP) }

// children are the processes that a process started.
func children(t *testing.T, pid int) []string {
	t.Helper()
	return strings.Fields(read(t, fmt.Sprintf("/proc/%d/task/%d/children", pid, pid)))
}

// state is how the kernel says that a process is: R, S, T.
func state(t *testing.T, pid string) string {
	t.Helper()
	_, rest, _ := strings.Cut(read(t, "/proc/"+pid+"/stat"), ") ")
	return rest[:1]
}

// ptyStopped presses Ctrl-Z: the desk is free for other commands while it is stopped, and goes on where it was.
func ptyStopped(t *testing.T, bin string) {
	s := place(t, bin)
	shell(t, s)
	s.Send(bin + " --home " + s.home + " demo\n").WaitFor("· CLIENT ·")
	s.keys("2", "j")
	jobs := children(t, s.Process().Pid)
	if len(jobs) != 1 {
		t.Fatalf("the shell has the children %v", jobs)
	}
	s.Send("\x1a").WaitFor("Stopped")
	await(t, "the program to be stopped", 5*time.Second, func() bool { return state(t, jobs[0]) == "T" })
	left(t, s)
	var got struct{ Mentions []struct{ ID string } }
	if s.doc(&got, "mentions"); len(got.Mentions) == 0 {
		t.Error("the desk cannot be used while the program is stopped")
	}
	s.Send("fg\n").WaitFor("· CLIENT ·")
	s.keys("2", "j").speaker(80, 24)
	if st := state(t, jobs[0]); st == "T" {
		t.Error("it is still stopped")
	}
	s.Send("q").WaitFor("ready>")
	left(t, s)
}
