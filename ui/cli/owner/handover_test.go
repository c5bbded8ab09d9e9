package owner

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"testing"
	"time"
)

func TestARunnerStepsAsideForADesk(t *testing.T) {
	home := t.TempDir()
	held := make(chan struct{}) // closed when the runner has given up its database
	runner, err := Listen(Options{Home: home, Role: Runner, Handle: echo})
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		<-runner.Asked()
		runner.Drain(3 * time.Second)
		close(held)
		_ = runner.Close()
	}()
	if err := Yield(t.Context(), home, "a newer build"); err != nil {
		t.Fatal(err)
	}
	select {
	case <-held:
	default:
		t.Fatal("Yield came back before the runner gave up its database")
	}
	desk, _ := serve(t, Options{Home: home})
	over := make(chan error, 1)
	go func() { over <- Standby(t.Context(), home, "") }()
	if code, _, _ := call(t, home, "", "x"); code != 0 {
		t.Error("the desk does not answer")
	}
	if err := desk.Close(); err != nil {
		t.Fatal(err)
	}
	// Standby may have come before or after the desk closed: either way it ends.
	if err := <-over; err != nil && !errors.Is(err, ErrNone) {
		t.Errorf("standing by: %v", err)
	}
}

func TestADeskDoesNotYield(t *testing.T) {
	s, home := serve(t, Options{})
	if err := Yield(t.Context(), home, ""); err != nil {
		t.Fatal(err)
	}
	select {
	case <-s.Asked():
		t.Error("a desk was asked to step aside")
	default:
	}
}

func TestDrainingRefusesNewCommandsAndCancelsOldOnes(t *testing.T) {
	s, home := serve(t, Options{})
	started, code := make(chan struct{}), make(chan int, 1)
	go func() {
		out := writerFunc(func(p []byte) (int, error) { close(started); return len(p), nil })
		c, _ := Run(t.Context(), home, "", Request{Argv: []string{"wait"}}, IO{Out: out, Err: io.Discard})
		code <- c
	}()
	<-started
	s.Drain(time.Millisecond)
	if got := <-code; got != 9 {
		t.Errorf("the running command ended with %d, want its own 9", got)
	}
	_, err := Run(t.Context(), home, "", Request{Argv: []string{"x"}}, IO{Out: io.Discard, Err: io.Discard})
	if !errors.Is(err, ErrYielding) {
		t.Errorf("a new command: %v", err)
	}
}

func TestTheHeartbeatIsRenewed(t *testing.T) {
	s, home := serve(t, Options{Beat: time.Millisecond})
	first := s.Info().Beat
	for end := time.Now().Add(5 * time.Second); ; {
		i, err := Read(home)
		if err == nil && i.Beat.After(first) {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("no new heartbeat within 5 s (%v)", err)
		}
	}
}

func TestTheOwnerGoesAway(t *testing.T) {
	home := t.TempDir()
	var s *Server
	s, _ = serve(t, Options{Home: home, Handle: func(_ context.Context, _ Request, std IO) int {
		s.mu.Lock()
		for c := range s.conns {
			_ = c.Close() // As when the process is killed.
		}
		s.mu.Unlock()
		return 0
	}})
	_, err := Run(t.Context(), home, "", Request{Argv: []string{"x"}}, IO{Out: io.Discard, Err: io.Discard})
	var cut *CutError
	if !errors.As(err, &cut) {
		t.Errorf("got %v", err)
	}
}

func TestFramesOverTheirLimitAreRefused(t *testing.T) {
	for name, bytes := range map[string]string{
		"a piece of 4 GiB":   "I\xff\xff\xff\xff",
		"a request of 2 MiB": "R\x00\x20\x00\x00",
		"an unknown kind":    "?\x00\x00\x00\x00",
		"a fat exit code":    "X\x00\x00\x00\x02ab",
	} {
		if _, _, err := receive(strings.NewReader(bytes)); !errors.Is(err, errFrame) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAStrangerOnTheSocketIsCutOff(t *testing.T) {
	s, home := serve(t, Options{})
	c, err := net.Dial("unix", s.Info().Socket)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if _, err := io.WriteString(c, "GET / HTTP/1.1\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	_ = c.SetReadDeadline(time.Now().Add(10 * time.Second))
	b, _ := io.ReadAll(c) // It ends in a reset: the rest of what the stranger said was not read.
	if !strings.Contains(string(b), `"bad"`) {
		t.Errorf("answer %q", b)
	}
	if code, _, _ := call(t, home, "", "x"); code != 0 {
		t.Error("the owner does not answer afterwards")
	}
}

func TestTheSocketFolderIsPrivate(t *testing.T) {
	dir := t.TempDir() + "/open"
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := privateDir(dir); err == nil {
		t.Error("a folder that others can read was taken")
	}
	if err := os.Symlink(t.TempDir(), dir+"-link"); err != nil {
		t.Fatal(err)
	}
	if err := privateDir(dir + "-link"); err == nil {
		t.Error("a link was taken for a folder")
	}
	t.Setenv("XDG_RUNTIME_DIR", "/"+strings.Repeat("long/", 30))
	p, err := newSocket(t.TempDir())
	if err != nil || len(p) > maxSocket || !strings.HasPrefix(p, "/tmp/vocero-") {
		t.Errorf("socket path %q, error %v", p, err)
	}
}

func TestBuildNamesTheProgramFile(t *testing.T) {
	if Build() == "" || Build() == "unknown" {
		t.Errorf("build %q", Build())
	}
	if got := linkID([]byte("..\xff Go build ID: \"abc/def\"\n \xff..")); got != "abc/def" {
		t.Errorf("build id %q", got)
	}
}
