package owner

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// serve opens an owner for a test's own home.
func serve(t *testing.T, o Options) (*Server, string) {
	t.Helper()
	if o.Home == "" {
		o.Home = t.TempDir()
	}
	if o.Role == "" {
		o.Role = Desk
	}
	if o.Handle == nil {
		o.Handle = echo
	}
	s, err := Listen(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s, o.Home
}

// echo answers with its arguments and, for "cat", with its input.
func echo(ctx context.Context, r Request, std IO) int {
	switch r.Argv[0] {
	case "cat":
		_, _ = io.Copy(std.Out, std.In)
	case "panic":
		panic("boom")
	case "wait":
		_, _ = io.WriteString(std.Out, "waiting\n")
		<-ctx.Done()
		return 9
	case "fail":
		_, _ = io.WriteString(std.Err, "no\n")
		return 3
	}
	_, _ = fmt.Fprintln(std.Out, strings.Join(r.Argv, " "), r.Dir, r.Lang, r.Zone)
	return 0
}

// call runs a command and returns its code and outputs.
func call(t *testing.T, home, in string, argv ...string) (int, string, string) {
	t.Helper()
	var out, errs bytes.Buffer
	r := Request{Argv: argv, Dir: "/somewhere", Lang: "es", Zone: "Europe/Madrid"}
	code, err := Run(t.Context(), home, "", r, IO{In: strings.NewReader(in), Out: &out, Err: &errs})
	if err != nil {
		t.Fatalf("running %q: %v", argv, err)
	}
	return code, out.String(), errs.String()
}

func TestACommandRunsInsideTheOwner(t *testing.T) {
	_, home := serve(t, Options{})
	code, out, _ := call(t, home, "", "brand", "list")
	if code != 0 || out != "brand list /somewhere es Europe/Madrid\n" {
		t.Errorf("code %d, output %q", code, out)
	}
	if code, _, errs := call(t, home, "", "fail"); code != 3 || errs != "no\n" {
		t.Errorf("a refused command: code %d, stderr %q", code, errs)
	}
	long := strings.Repeat("pan y café\n", 50_000)
	if _, out, _ := call(t, home, long, "cat"); !strings.HasPrefix(out, long) {
		t.Errorf("input of %d bytes came back as %d", len(long), len(out))
	}
}

func TestInputIsLeftAloneUnlessTheCommandReads(t *testing.T) {
	_, home := serve(t, Options{})
	in := &countingReader{}
	if _, err := Run(t.Context(), home, "", Request{Argv: []string{"brand"}}, IO{In: in, Out: io.Discard, Err: io.Discard}); err != nil {
		t.Fatal(err)
	}
	if in.reads.Load() != 0 {
		t.Error("a command that reads nothing took the caller's input")
	}
}

type countingReader struct{ reads atomic.Int32 }

func (r *countingReader) Read([]byte) (int, error) { r.reads.Add(1); return 0, io.EOF }

func TestAPanicIsContained(t *testing.T) {
	_, home := serve(t, Options{})
	code, _, errs := call(t, home, "", "panic")
	if code != 1 || !strings.Contains(errs, "boom") || strings.Count(errs, "\n") != 1 {
		t.Errorf("code %d, stderr %q", code, errs)
	}
	if code, _, _ := call(t, home, "", "again"); code != 0 {
		t.Error("the owner did not survive the panic")
	}
}

func TestCtrlCCancelsTheCommand(t *testing.T) {
	_, home := serve(t, Options{})
	ctx, cancel := context.WithCancel(t.Context())
	out := writerFunc(func(p []byte) (int, error) { cancel(); return len(p), nil })
	code, err := Run(ctx, home, "", Request{Argv: []string{"wait"}}, IO{Out: out, Err: io.Discard})
	if err != nil || code != 9 {
		t.Errorf("code %d, error %v: the command's own end was expected", code, err)
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

func TestTwentyCommandsAtOnce(t *testing.T) {
	_, home := serve(t, Options{})
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			in := strings.Repeat(fmt.Sprintf("line of %d\n", i), 2000)
			var out bytes.Buffer
			code, err := Run(t.Context(), home, "", Request{Argv: []string{"cat"}}, IO{In: strings.NewReader(in), Out: &out, Err: io.Discard})
			if err != nil || code != 0 || !strings.HasPrefix(out.String(), in) {
				t.Errorf("command %d: code %d, error %v, %d bytes back", i, code, err, out.Len())
			}
		})
	}
	wg.Wait()
}

func TestNobodyHoldsIt(t *testing.T) {
	home := t.TempDir()
	ask := func() error {
		_, err := Run(t.Context(), home, "", Request{Argv: []string{"x"}}, IO{Out: io.Discard, Err: io.Discard})
		return err
	}
	if err := ask(); !errors.Is(err, ErrNone) {
		t.Errorf("an empty home: %v", err)
	}
	if err := os.WriteFile(filepath.Join(home, fileName), []byte(`{"pid":1,"sock`), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := ask(); !errors.Is(err, ErrNone) {
		t.Errorf("half a file: %v", err)
	}
	s, _ := serve(t, Options{Home: home})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(home); !errors.Is(err, ErrNone) {
		t.Errorf("after Close the file is still there: %v", err)
	}
	if err := s.info.write(home); err != nil {
		t.Fatal(err)
	}
	if err := ask(); !errors.Is(err, ErrNone) {
		t.Errorf("a file left by a dead owner: %v", err)
	}
	Clean(home)
	if _, err := os.Stat(filepath.Join(home, fileName)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("Clean left the stale file: %v", err)
	}
}

func TestAnotherBuildIsRefusedInOneLine(t *testing.T) {
	_, home := serve(t, Options{Build: "older"})
	_, err := Run(t.Context(), home, "", Request{Argv: []string{"x"}}, IO{Out: io.Discard, Err: io.Discard})
	var other *BuildError
	if !errors.As(err, &other) || strings.Contains(err.Error(), "\n") || other.Info.PID != os.Getpid() {
		t.Errorf("got %v", err)
	}
}

func TestAnotherUserIsRefused(t *testing.T) {
	ran := false
	_, home := serve(t, Options{
		Peer:   func(*net.UnixConn) (int, error) { return os.Getuid() + 1, nil },
		Handle: func(context.Context, Request, IO) int { ran = true; return 0 },
	})
	_, err := Run(t.Context(), home, "", Request{Argv: []string{"x"}}, IO{Out: io.Discard, Err: io.Discard})
	var peer *PeerError
	if !errors.As(err, &peer) || ran {
		t.Errorf("got %v, ran %t", err, ran)
	}
}

func TestASilentOwnerIsNamed(t *testing.T) {
	home := t.TempDir()
	path, err := newSocket(home)
	if err != nil {
		t.Fatal(err)
	}
	ln, err := net.Listen("unix", path) // It listens and never answers, as a stopped process does.
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = ln.Close() }()
	old := Info{PID: 4321, Role: Desk, Socket: path, Beat: time.Now().Add(-2 * Alive)}
	if err := old.write(home); err != nil {
		t.Fatal(err)
	}
	if got, err := Read(home); err != nil || got.Fresh(time.Now()) {
		t.Errorf("an owner without a sign of life for two minutes counts as fresh (%v)", err)
	}
	_, err = Run(t.Context(), home, "", Request{Argv: []string{"x"}}, IO{Out: io.Discard, Err: io.Discard})
	var silent *SilentError
	if !errors.As(err, &silent) || silent.Info.PID != 4321 {
		t.Errorf("got %v", err)
	}
}
