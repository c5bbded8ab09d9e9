package uitest

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
)

// Terminal is a program that runs in a terminal of its own.
type Terminal struct {
	t     testing.TB
	g     *Grid
	cmd   *exec.Cmd
	tty   *os.File
	read  chan struct{} // closed when the program's output has ended
	fresh chan struct{} // there is new output
	bytes atomic.Int64
	mu    sync.Mutex
	out   []byte // everything it has written
}

// Pty starts a program in a terminal of w×h cells that answers its queries at once. env is added to a bare environment: the
// person's own, with its colours and folders, is not passed on. The program is ended with the test.
func Pty(t testing.TB, argv, env []string, w, h int) *Terminal {
	t.Helper()
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Env = append([]string{"TERM=xterm-256color", "COLORTERM=truecolor", "LANG=en_US.UTF-8", "PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir()}, env...)
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: uint16(w), Rows: uint16(h)})
	if err != nil {
		t.Fatalf("starting %s in a terminal: %v", argv[0], err)
	}
	p := &Terminal{t: t, g: newGrid(w, h, tty), cmd: cmd, tty: tty, read: make(chan struct{}), fresh: make(chan struct{}, 1)}
	go p.copy()
	t.Cleanup(func() { _ = p.Close() })
	return p
}

// copy shows what the program writes until it ends.
func (p *Terminal) copy() {
	defer close(p.read)
	buf := make([]byte, 32<<10)
	for {
		n, err := p.tty.Read(buf)
		p.bytes.Add(int64(n))
		p.record(buf[:n])
		p.g.write(buf[:n])
		select {
		case p.fresh <- struct{}{}:
		default: // Somebody is told already.
		}
		if err != nil { // EIO: the other end is closed.
			return
		}
	}
}

// outMost is how much of the output is kept, in bytes: more than any test writes.
const outMost = 64 << 20

func (p *Terminal) record(b []byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.out)+len(b) <= outMost {
		p.out = append(p.out, b...)
	}
}

// Output is everything the program has written, byte for byte, up to 64 MiB.
func (p *Terminal) Output() []byte {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.out)
}

// Quiet waits until the program has written nothing for as long as was asked; it fails after fifteen seconds.
func (p *Terminal) Quiet(still time.Duration) *Terminal {
	p.t.Helper()
	for end := time.After(15 * time.Second); ; {
		select {
		case <-p.fresh:
		case <-p.read:
			return p
		case <-time.After(still):
			return p
		case <-end:
			p.t.Fatalf("the program does not stop writing:\n%s", p.Screen())
		}
	}
}

// Send types bytes as a terminal sends them: "j", "\r", "\x1b[B".
func (p *Terminal) Send(s string) *Terminal {
	p.t.Helper()
	if _, err := io.WriteString(p.tty, s); err != nil {
		p.t.Fatalf("typing %q: %v", s, err)
	}
	return p
}

// Resize changes the size of the terminal and tells the program.
func (p *Terminal) Resize(w, h int) *Terminal {
	p.t.Helper()
	p.g.mu.Lock()
	p.g.w, p.g.h = w, h
	p.g.e.Resize(w, h)
	p.g.mu.Unlock()
	if err := pty.Setsize(p.tty, &pty.Winsize{Cols: uint16(w), Rows: uint16(h)}); err != nil {
		p.t.Fatalf("resizing the terminal: %v", err)
	}
	return p
}

// Screen is what is on the screen now.
func (p *Terminal) Screen() string { return p.g.Screen() }

// Grid is the screen with its cells and colours.
func (p *Terminal) Grid() *Grid { return p.g }

// Bytes is how many bytes the program has written.
func (p *Terminal) Bytes() int64 { return p.bytes.Load() }

// Process is the running program.
func (p *Terminal) Process() *os.Process { return p.cmd.Process }

// WaitFor waits until the screen says a text; it fails after fifteen seconds.
func (p *Terminal) WaitFor(text string) *Terminal {
	p.t.Helper()
	for end := time.After(15 * time.Second); ; {
		s := p.Screen()
		if strings.Contains(s, text) || strings.Contains(flat(s), flat(text)) {
			return p
		}
		select {
		case <-p.fresh:
		case <-end:
			p.t.Fatalf("waited fifteen seconds for %q:\n%s", text, s)
		}
	}
}

// Answer types bytes and returns how long the program took to write something back; it fails after fifteen seconds.
func (p *Terminal) Answer(s string) time.Duration {
	p.t.Helper()
	select {
	case <-p.fresh:
	default: // Nothing is left of what was written before.
	}
	from := time.Now()
	p.Send(s)
	select {
	case <-p.fresh:
	case <-time.After(15 * time.Second):
		p.t.Fatalf("the program does not answer %q:\n%s", s, p.Screen())
	}
	return time.Since(from)
}

// Wait waits for the program to end by itself and returns its exit code; it fails after fifteen seconds.
func (p *Terminal) Wait() int {
	p.t.Helper()
	select {
	case <-p.read:
	case <-time.After(15 * time.Second):
		p.t.Fatalf("the program does not end:\n%s", p.Screen())
	}
	err := p.cmd.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		p.t.Fatalf("waiting for the program: %v", err)
	}
	return p.cmd.ProcessState.ExitCode()
}

// Close ends the program, if it still runs, and its terminal.
func (p *Terminal) Close() error {
	if p.cmd.ProcessState == nil {
		_ = p.cmd.Process.Signal(syscall.SIGTERM) // It may have ended meanwhile.
		select {
		case <-p.read:
		case <-time.After(3 * time.Second):
			_ = p.cmd.Process.Kill()
		}
		_ = p.cmd.Wait() // The signal is its exit status.
	}
	p.g.close()
	return p.tty.Close()
}
