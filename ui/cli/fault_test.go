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
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"vocero/accounts/practice"
	"vocero/ui/cli"
)

// How many kills and injected errors a run makes, spread evenly over all that are possible; 0 makes them all.
var (
	kills  = flag.Int("kills", 200, "kill a command so many times; 0: at every write of every command")
	errnos = flag.Int("errnos", 60, "make so many writes fail; 0: every one")
)

// faultClock is the environment variable that makes this test binary the program, with a clock so many seconds ahead.
const faultClock = "VOCERO_FAULT_CLOCK"

// A test binary that is started with a clock is the program. The product itself knows no other clock than the machine's.
func init() {
	if v := os.Getenv(faultClock); v != "" {
		ahead, err := time.ParseDuration(v)
		if err != nil {
			panic(err)
		}
		os.Exit(asProgram(ahead))
	}
}

// asProgram is the program with a clock that runs ahead and a keyring in a file.
func asProgram(ahead time.Duration) int {
	cli.Private()
	e := cli.Env{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv, Now: func() time.Time { return time.Now().Add(ahead) }, Zone: "Europe/Madrid",
		OpenDesk: func(ctx context.Context, o cli.OpenOptions) (*cli.Desk, error) {
			o.Keyring = sureRing{ring{filepath.Join(os.Getenv("VOCERO_HOME"), "keyring.json")}}
			return cli.Open(ctx, o)
		}}
	return cli.Main(context.Background(), e, os.Args[1:])
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
	root string // the folder of all copies
	home string // the copy in use
	run  string // the folder of sockets
	at   atomic.Int64
	n    int
}

func newBench(t testing.TB) *bench {
	t.Helper()
	cli.Private() // The copies of a home are private, too.
	b := &bench{t: t, root: t.TempDir()}
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

// ahead is how far the clock of the home and its networks is ahead of the machine's; now is what it shows.
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
	code     int
	killed   bool
	out, err string
}

// act runs a command, behind some words such as those of strace.
func (b *bench) act(before []string, in string, args ...string) outcome {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	o := b.actUntil(ctx, before, in, args...)
	if ctx.Err() != nil {
		b.t.Errorf("%s %v does not end: %s%s", strings.Join(before, " "), args, o.out, o.err)
	}
	return o
}

// actUntil runs a command, and kills it when the context ends.
func (b *bench) actUntil(ctx context.Context, before []string, in string, args ...string) outcome {
	b.t.Helper()
	self, err := os.Executable()
	if err != nil {
		b.t.Fatal(err)
	}
	argv := append(append(append([]string{}, before...), self), args...)
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.Env = []string{faultClock + "=" + b.ahead().String(), "VOCERO_HOME=" + b.home, "XDG_RUNTIME_DIR=" + b.run, "LANG=C.UTF-8", "HOME=" + b.root, "PATH=" + os.Getenv("PATH")}
	if len(before) > 0 {
		cmd.Env = append(cmd.Env, "GOMAXPROCS=1") // Few threads: the same call of the same thread in every run.
	}
	cmd.Stdin = strings.NewReader(in)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) } // What strace follows, too.
	cmd.WaitDelay = time.Second
	var o, e bytes.Buffer
	cmd.Stdout, cmd.Stderr = &o, &e
	err = cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) && ctx.Err() == nil {
		b.t.Fatalf("running %v: %v", args, err)
	}
	return outcome{cmd.ProcessState.ExitCode(), cmd.ProcessState.ExitCode() < 0, o.String(), e.String()}
}

// must runs a command that has to work, and reads its document.
func (b *bench) must(into any, args ...string) {
	b.t.Helper()
	o := b.act(nil, "", append(args, "--json")...)
	if o.code != 0 {
		b.t.Fatalf("%v ends with %d: %s%s", args, o.code, o.out, o.err)
	}
	if err := json.Unmarshal([]byte(o.out), into); err != nil {
		b.t.Fatalf("%v prints no document: %v\n%s", args, err, o.out)
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

// step is one command of the day.
type step struct {
	name string
	in   string
	args []string
	wait time.Duration // passes before it
	says string        // the text that it sends; "" for none
}

// The texts of the day, by which the network's copies are counted.
const (
	textRye    = "Rye bread from Tuesday on."
	textReply  = "Yes, until two."
	textSlot   = "The course begins in January."
	textPublic = "Five minutes of stretching."
)

// day is the scripted day up to a step; ids of what earlier steps made are filled in.
func (b *bench) day() []step {
	luz, sur := b.week.Brand("luz"), b.week.Brand("sur")
	tomorrow := b.now().In(madrid(b.t)).Add(24 * time.Hour).Format("2006-01-02 15:04")
	return []step{
		{name: "brand", args: []string{"brand", "add", "Panadería Luz", "--letter", "p", "--zone", "Europe/Madrid", "--language", "en"}},
		{name: "second brand", args: []string{"brand", "add", "Kine Sur", "--letter", "k", "--zone", "Europe/Madrid", "--language", "en"}},
		{name: "account", in: luz.Account.Token, args: []string{"account", "add", "mastodon", "--brand", "p", "--server", luz.Server.URL(), "--token-stdin"}},
		{name: "second account", in: sur.Account.Token, args: []string{"account", "add", "mastodon", "--brand", "k", "--server", sur.Server.URL(), "--token-stdin"}},
		{name: "sync", args: []string{"sync"}},
		{name: "draft", args: []string{"draft", "add", "--brand", "p", "--text", textRye}},
		{name: "publish on Mastodon", args: []string{"publish", "{rye}", "--as", "p", "--wait", "--hold", "0s"}, says: textRye},
		{name: "second draft", args: []string{"draft", "add", "--brand", "k", "--text", textPublic}},
		{name: "publish on GoToSocial", args: []string{"publish", "{public}", "--as", "k", "--wait", "--hold", "0s"}, says: textPublic},
		{name: "reply", args: []string{"reply", "{mention}", "--text", textReply, "--as", "p", "--wait", "--hold", "0s"}, says: textReply},
		{name: "done", args: []string{"mention", "done", "{other}"}},
		{name: "third draft", args: []string{"draft", "add", "--brand", "p", "--text", textSlot}},
		{name: "schedule", args: []string{"schedule", "{slot}", "--at", tomorrow, "--as", "p"}},
		{name: "run", wait: 24*time.Hour + time.Minute, args: []string{"run", "--once"}, says: textSlot},
		{name: "backup", args: []string{"backup", "create", "{file}"}},
	}
}
