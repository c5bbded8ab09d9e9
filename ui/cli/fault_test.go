//go:build fault

package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"vocero/accounts/practice"
	"vocero/ui/cli"
)

// How many kills and injected errors a run makes, spread evenly over all that are possible. When more are asked for than there are
// moments, the others come on more threads, where calls fall differently.
var (
	kills  = flag.Int("kills", 200, "kill a process so many times")
	errnos = flag.Int("errnos", 60, "make so many writes fail")
	desks  = flag.Int("desks", 4, "so many desks at a time: most of their time they wait")
)

// Environment variables that make this test binary another program: vocero with a clock so much ahead, or one of the children of
// fault_child_test.go.
const (
	faultClock = "VOCERO_FAULT_CLOCK"
	faultChild = "VOCERO_FAULT_CHILD"
)

// then stands between the commands that one process carries out one after the other.
const then = "---then---"

// A test binary that is started with a clock is the program. The product itself knows no other clock than the machine's.
func init() {
	if v := os.Getenv(faultClock); v != "" {
		ahead, err := time.ParseDuration(v)
		if err != nil {
			panic(err)
		}
		os.Exit(asProgram(ahead, os.Args[1:]))
	}
	if run, ok := asChild[os.Getenv(faultChild)]; ok {
		run(os.Getenv("VOCERO_HOME"))
		os.Exit(0)
	}
}

// asProgram is the program with a clock that runs ahead and a keyring in a file. Several commands give one document with the
// outcomes of all of them.
func asProgram(ahead time.Duration, args []string) int {
	cli.Private()
	e := cli.Env{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv, Now: func() time.Time { return time.Now().Add(ahead) }, Zone: "Europe/Madrid",
		OpenDesk: func(ctx context.Context, o cli.OpenOptions) (*cli.Desk, error) {
			o.Keyring = sureRing{ring{filepath.Join(os.Getenv("VOCERO_HOME"), "keyring.json")}}
			return cli.Open(ctx, o)
		}}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT) // As main does.
	defer stop()
	if !slices.Contains(args, then) {
		return cli.Main(ctx, e, args)
	}
	var all []outcome
	for _, words := range strings.Split(strings.Join(args, "\x00"), then+"\x00") {
		var out, errs bytes.Buffer
		e.Out, e.Err = &out, &errs
		code := cli.Main(ctx, e, strings.Split(strings.TrimSuffix(words, "\x00"), "\x00"))
		all = append(all, outcome{Code: code, Out: out.String(), Err: errs.String()})
	}
	if err := json.NewEncoder(os.Stdout).Encode(all); err != nil {
		return 1
	}
	return 0
}

// sureRing is a keyring of the operating system, as far as kills go: a write is whole or it did not happen.
type sureRing struct{ ring }

// Set writes an entry.
func (r sureRing) Set(service, user, password string) error {
	m := r.read()
	m[service+"/"+user] = password
	return r.replace(m)
}

// Delete removes an entry.
func (r sureRing) Delete(service, user string) error {
	m := r.read()
	if _, ok := m[service+"/"+user]; !ok {
		return keyring.ErrNotFound
	}
	delete(m, service+"/"+user)
	return r.replace(m)
}

func (r sureRing) replace(m map[string]string) error {
	if err := (ring{r.path + ".new"}).write(m); err != nil {
		return err
	}
	return os.Rename(r.path+".new", r.path)
}

// bench is one home with the practice network behind it, and a clock that both share.
type bench struct {
	t    testing.TB
	week *practice.Week
	root string              // the folder of all copies
	said map[string][]string // the words of a step, as they were before it
	home string              // the copy in use
	run  string              // the folder of sockets
	at   atomic.Int64
	n    int

	day     []step              // the commands that it goes through
	child   string              // the child that is run in the place of the program
	binary  string              // the program, where it is not this test's own file
	as      *syscall.Credential // the user it runs as; nil: the one of the test
	threads int                 // that a struck command runs Go code on; 0 means 1
}

func newBench(t testing.TB) *bench {
	t.Helper()
	cli.Private() // The copies of a home are private, too.
	b := &bench{t: t, root: quick(t)}
	b.at.Store(int64(time.Until(noon)))
	var err error
	if b.week, err = practice.Demo(practice.DemoOptions{Lang: "en", Quiet: true, Now: b.now}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.week.Close() })
	if b.run, err = os.MkdirTemp("/tmp", "vf"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(b.run) })
	b.home = filepath.Join(b.root, "home")
	if err := os.Mkdir(b.home, 0o700); err != nil {
		t.Fatal(err)
	}
	return b
}

// quick is a folder that is gone after the test; in memory where there is such a disk. What a killed process wrote is there for the
// next one whatever the disk: only power cuts need to know more, and those are the crash images of the store.
func quick(t testing.TB) string {
	t.Helper()
	var room syscall.Statfs_t
	if syscall.Statfs("/dev/shm", &room) != nil || room.Bavail*uint64(room.Bsize) < 2<<30 {
		return t.TempDir()
	}
	dir, err := os.MkdirTemp("/dev/shm", "vf")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// ahead is how far the clock of the home and its networks, which begins at noon, is ahead of the machine's; now is what it shows.
func (b *bench) ahead() time.Duration { return time.Duration(b.at.Load()) }

func (b *bench) now() time.Time { return time.Now().Add(b.ahead()) }

func madrid(t testing.TB) *time.Location {
	t.Helper()
	z, err := time.LoadLocation("Europe/Madrid")
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// outcome is how a command ended.
type outcome struct {
	Code     int
	Killed   bool
	Out, Err string
}

// act runs a command, behind some words such as those of strace.
func (b *bench) act(before []string, in string, args ...string) outcome {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	o := b.actUntil(ctx, before, in, args...)
	if ctx.Err() != nil {
		b.t.Errorf("%s %v does not end: %s%s", strings.Join(before, " "), args, o.Out, o.Err)
	}
	return o
}

// actUntil runs a command, and kills it when the context ends.
func (b *bench) actUntil(ctx context.Context, before []string, in string, args ...string) outcome {
	b.t.Helper()
	cmd := b.command(ctx, before, args)
	cmd.Stdin = strings.NewReader(in)
	var o, e bytes.Buffer
	cmd.Stdout, cmd.Stderr = &o, &e
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) && ctx.Err() == nil {
		b.t.Fatalf("running %v: %v", args, err)
	}
	return outcome{cmd.ProcessState.ExitCode(), cmd.ProcessState.ExitCode() < 0, o.String(), e.String()}
}

// many runs commands one after the other in one process: starting it takes most of their time.
func (b *bench) many(commands ...[]string) []outcome {
	b.t.Helper()
	var args []string
	for i, c := range commands {
		if i > 0 {
			args = append(args, then)
		}
		args = append(args, c...)
	}
	o := b.act(nil, "", args...)
	if len(commands) == 1 {
		return []outcome{o}
	}
	var all []outcome
	if err := json.Unmarshal([]byte(o.Out), &all); err != nil || len(all) != len(commands) {
		b.t.Fatalf("%v end with %d: %s%s", commands, o.Code, o.Out, o.Err)
	}
	return all
}

// command is this test binary as the program, ready to be started.
func (b *bench) command(ctx context.Context, before, args []string) *exec.Cmd {
	b.t.Helper()
	self := b.binary
	if self == "" {
		var err error
		if self, err = os.Executable(); err != nil {
			b.t.Fatal(err)
		}
	}
	argv := append(append(append([]string{}, before...), self), args...)
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.Env = []string{b.program(), "VOCERO_HOME=" + b.home, "XDG_RUNTIME_DIR=" + b.run, "LANG=C.UTF-8", "HOME=" + b.root, "PATH=" + os.Getenv("PATH")}
	if len(before) > 0 {
		cmd.Env = append(cmd.Env, fmt.Sprint("GOMAXPROCS=", max(1, b.threads))) // Few threads: the same call of the same thread in every run.
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Credential: b.as}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) } // What strace follows, too.
	cmd.WaitDelay = time.Second
	return cmd
}

// program makes the test binary what it is to be.
func (b *bench) program() string {
	if b.child != "" {
		return faultChild + "=" + b.child
	}
	return faultClock + "=" + b.ahead().String()
}

// must runs a command that has to work, and reads its document.
func (b *bench) must(into any, args ...string) {
	b.t.Helper()
	b.read(into, args, b.act(nil, "", append(args, "--json")...))
}

// read reads the document of a command that had to work.
func (b *bench) read(into any, args []string, o outcome) {
	b.t.Helper()
	if o.Code != 0 {
		b.t.Fatalf("%v ends with %d: %s%s", args, o.Code, o.Out, o.Err)
	}
	if err := json.Unmarshal([]byte(o.Out), into); err != nil {
		b.t.Fatalf("%v prints no document: %v\n%s", args, err, o.Out)
	}
}

// keep copies the home, the networks and the hour; the returned function brings them back, in a folder of its own.
func (b *bench) keep() (back func(home string)) {
	b.t.Helper()
	b.n++
	saved := filepath.Join(b.root, fmt.Sprintf("kept%d", b.n))
	if err := os.CopyFS(saved, os.DirFS(b.home)); err != nil {
		b.t.Fatal(err)
	}
	snaps, err := b.week.Snapshots()
	if err != nil {
		b.t.Fatal(err)
	}
	at := b.now()
	return func(home string) {
		b.t.Helper()
		b.home = filepath.Join(b.root, home)
		if err := errors.Join(os.RemoveAll(b.home), os.CopyFS(b.home, os.DirFS(saved))); err != nil {
			b.t.Fatal(err)
		}
		for i, s := range b.week.Servers {
			if err := s.Restore(snaps[i]); err != nil {
				b.t.Fatal(err)
			}
		}
		b.at.Store(int64(time.Until(at)))
	}
}
