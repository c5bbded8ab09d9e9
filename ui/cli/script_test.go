package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/zalando/go-keyring"

	"vocero/accounts/practice"
	"vocero/ui/cli"
	"vocero/ui/cli/owner"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"vocero": vocero})
}

// vocero is the program as the scripts run it: the real one with a keyring in a file, and without a terminal.
func vocero() {
	cli.Private()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)
	defer stop()
	dir, err := os.Getwd()
	if err != nil {
		panic(err)
	}
	e := cli.Env{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Dir: dir, Getenv: os.Getenv, Now: must(clock(os.Getenv(shiftName))), Zone: "Europe/Madrid",
		OpenDesk: opener(filepath.Join(os.Getenv("WORK"), "keyring.json")),
		Edit: func(_ context.Context, name, file string) error {
			b, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			return os.WriteFile(file, append(bytes.TrimRight(b, "\n"), name...), 0o600)
		},
		RunUI: func(ctx context.Context, d *cli.Desk, o cli.UIOptions) error {
			o.Shown()
			fmt.Println("the desk of", len(must(d.Store.Brands())), "clients is open")
			<-ctx.Done()
			return nil
		},
		Ask: os.Getenv("TERMINAL") != "", TTY: os.Getenv("TERMINAL") != "",
	}
	code := cli.Main(ctx, e, os.Args[1:])
	stop()
	os.Exit(code)
}

// noon is when every script begins: what people said today and yesterday, and what is urgent, is the same at any hour of the day.
var noon = time.Date(2026, 11, 18, 11, 0, 0, 0, time.UTC)

// shiftName is the variable of the environment that says how far the clock of a script is from the real one.
const shiftName = "SCRIPT_CLOCK_SHIFT"

// clock is the clock that is so far from the real one.
func clock(shift string) (func() time.Time, error) {
	d, err := time.ParseDuration(shift)
	return func() time.Time { return time.Now().Add(d) }, err
}

// opener opens desks with a keyring of the test's own.
func opener(keys string) func(context.Context, cli.OpenOptions) (*cli.Desk, error) {
	return func(ctx context.Context, o cli.OpenOptions) (*cli.Desk, error) {
		o.Keyring = ring{keys}
		return cli.Open(ctx, o)
	}
}

// must is a value that a test cannot do without.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// ring is a keyring that every process of a script shares.
type ring struct{ path string }

func (r ring) read() map[string]string {
	m := map[string]string{}
	b, err := os.ReadFile(r.path)
	if err == nil && json.Unmarshal(b, &m) != nil {
		panic("the keyring of the test is damaged")
	}
	return m
}

func (r ring) write(m map[string]string) error {
	b, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return os.WriteFile(r.path, b, 0o600)
}

// Get reads an entry.
func (r ring) Get(service, user string) (string, error) {
	s, ok := r.read()[service+"/"+user]
	if !ok {
		return "", keyring.ErrNotFound
	}
	return s, nil
}

// Set writes an entry.
func (r ring) Set(service, user, password string) error {
	m := r.read()
	m[service+"/"+user] = password
	return r.write(m)
}

// Delete removes an entry.
func (r ring) Delete(service, user string) error {
	m := r.read()
	if _, ok := m[service+"/"+user]; !ok {
		return keyring.ErrNotFound
	}
	delete(m, service+"/"+user)
	return r.write(m)
}

// TestScripts runs the manual: every script of testdata is a page of it.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                "testdata",
		Setup:              setup,
		RequireUniqueNames: true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"desk": desk, "json": assertJSON, "keep": keepJSON, "lines": assertLines, "owned": owned, "service": service, "arrived": arrived,
			"waitrole": waitRole, "waitfile": waitFile, "waitstate": waitState, "waitgrep": waitGrep,
		},
	})
}

// What a script knows: its practice week, and its clock.
type (
	weekKey  struct{}
	clockKey struct{}
)

// setup starts the practice network that the script logs in to.
func setup(e *testscript.Env) error {
	shift := time.Until(noon).String()
	now, err := clock(shift)
	if err != nil {
		return err
	}
	e.Setenv(shiftName, shift)
	e.Values[clockKey{}] = now
	week, err := practice.Demo(practice.DemoOptions{Lang: "en", Quiet: true, Now: now})
	if err != nil {
		return err
	}
	e.Defer(func() { _ = week.Close() })
	e.Values[weekKey{}] = week
	if err := bluesky(e); err != nil {
		return err
	}
	if err := onX(e); err != nil {
		return err
	}
	if err := feeds(e); err != nil {
		return err
	}
	if err := facebookPage(e); err != nil {
		return err
	}
	run, err := os.MkdirTemp("/tmp", "vt") // A socket's path is short.
	if err != nil {
		return err
	}
	e.Defer(func() { _ = os.RemoveAll(run) })
	e.Setenv("XDG_RUNTIME_DIR", run)
	e.Setenv("XDG_DATA_HOME", filepath.Join(e.WorkDir, "data"))
	e.Setenv("VOCERO_HOME", filepath.Join(e.WorkDir, "desk"))
	e.Setenv("LANG", "C.UTF-8")
	if err := picture(filepath.Join(e.WorkDir, "pan.png")); err != nil {
		return err
	}
	for _, b := range week.Brands {
		up := strings.ToUpper(b.Key)
		e.Setenv(up+"_SERVER", b.Server.URL())
		if err := os.WriteFile(filepath.Join(e.WorkDir, b.Key+".token"), []byte(b.Account.Token+"\n"), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// now is the clock of a script.
func now(e *testscript.Env) func() time.Time { return e.Values[clockKey{}].(func() time.Time) }

// picture writes a PNG of four pixels.
func picture(path string) error {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 2, 2))); err != nil {
		return err
	}
	return os.WriteFile(path, b.Bytes(), 0o600)
}

// run runs the program inside a script.
func run(ts *testscript.TestScript, args ...string) { ts.Check(ts.Exec("vocero", args...)) }

// desk sets up the two clients and the personal brand, each with its account, and reads what was said to them.
func desk(ts *testscript.TestScript, _ bool, _ []string) {
	week := ts.Value(weekKey{}).(*practice.Week)
	letters := map[string][]string{"luz": {"--letter", "p"}, "sur": {"--letter", "k"}, "yo": {"--personal"}}
	for _, b := range week.Brands {
		l := letters[b.Key]
		run(ts, append([]string{"brand", "add", b.Name, "--zone", b.Zone, "--language", "en"}, l...)...)
		letter := l[len(l)-1]
		if b.Personal {
			letter = "_"
		}
		token := ts.MkAbs(b.Key + ".token")
		ts.Check(ts.Exec("sh", "-c", `vocero account add mastodon --brand "$1" --server "$2" --token-stdin <"$3"`, "sh", letter, b.Server.URL(), token))
	}
	run(ts, "sync")
}

// document is the last JSON document on standard output.
func document(ts *testscript.TestScript) any {
	var v any
	d := json.NewDecoder(strings.NewReader(ts.ReadFile("stdout")))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		ts.Fatalf("standard output is no JSON: %v", err)
	}
	if d.More() {
		ts.Fatalf("standard output is more than one document")
	}
	return v
}

// at walks to a place in a document: "deliveries.0.state".
func at(v any, path string) (any, error) {
	for _, step := range strings.Split(path, ".") {
		switch x := v.(type) {
		case map[string]any:
			y, ok := x[step]
			if !ok {
				return nil, fmt.Errorf("there is no %q in %v", step, x)
			}
			v = y
		case []any:
			if step == "len" {
				v = json.Number(strconv.Itoa(len(x)))
				continue
			}
			i, err := strconv.Atoi(step)
			if err != nil || i >= len(x) {
				return nil, fmt.Errorf("there is no %q in a list of %d", step, len(x))
			}
			v = x[i]
		default:
			return nil, fmt.Errorf("%v has no %q", v, step)
		}
	}
	return v, nil
}

// text is a value as the scripts write it: null, true, 3, or the string itself.
func text(v any) string {
	switch x := v.(type) {
	case nil:
		return "null"
	case string:
		return x
	case json.Number:
		return x.String()
	}
	return fmt.Sprint(v)
}

// assertJSON is "json PATH VALUE": the document on standard output has the value there; with ! it has another one.
func assertJSON(ts *testscript.TestScript, neg bool, args []string) {
	v, err := at(document(ts), args[0])
	ts.Check(err)
	if got := text(v); (got == args[1]) == neg {
		ts.Fatalf("%s is %q, want %q (! is %t)", args[0], got, args[1], neg)
	}
}

// keepJSON is "keep NAME PATH": the value is the environment variable NAME from now on.
func keepJSON(ts *testscript.TestScript, _ bool, args []string) {
	v, err := at(document(ts), args[1])
	ts.Check(err)
	ts.Setenv(args[0], text(v))
}

// assertLines is "lines stderr N": so many lines were written.
func assertLines(ts *testscript.TestScript, neg bool, args []string) {
	n := strings.Count(ts.ReadFile(args[0]), "\n")
	if strconv.Itoa(n) == args[1] == neg {
		ts.Fatalf("%s has %d lines, want %s:\n%s", args[0], n, args[1], ts.ReadFile(args[0]))
	}
}

// owned waits until a process owns the desk; with ! until nobody does.
func owned(ts *testscript.TestScript, neg bool, _ []string) {
	until(ts, "the owner", func() bool {
		_, err := owner.Read(ts.Getenv("VOCERO_HOME"))
		return errors.Is(err, owner.ErrNone) == neg
	})
}

// until polls, with a deadline that only a broken program reaches.
func until(ts *testscript.TestScript, what string, done func() bool) {
	for end := time.Now().Add(30 * time.Second); !done(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			ts.Fatalf("%s did not come within 30 s", what)
		}
	}
}

// waitRole waits until the desk's owner has a role.
func waitRole(ts *testscript.TestScript, _ bool, args []string) {
	until(ts, "the "+args[0], func() bool {
		i, err := owner.Read(ts.Getenv("VOCERO_HOME"))
		return err == nil && string(i.Role) == args[0]
	})
}

// waitState waits until a post has a state.
func waitState(ts *testscript.TestScript, _ bool, args []string) {
	until(ts, args[1], func() bool {
		return ts.Exec("vocero", "draft", "show", args[0], "--json") == nil && strings.Contains(ts.ReadFile("stdout"), `"state":"`+args[1]+`","text"`)
	})
}

// waitGrep waits until a file holds a text.
func waitGrep(ts *testscript.TestScript, _ bool, args []string) {
	until(ts, args[1], func() bool {
		b, err := os.ReadFile(ts.MkAbs(args[0]))
		return err == nil && strings.Contains(string(b), args[1])
	})
}

// waitFile waits for a file.
func waitFile(ts *testscript.TestScript, _ bool, args []string) {
	until(ts, args[0], func() bool { _, err := os.Stat(ts.MkAbs(args[0])); return err == nil })
}

// service is "service BRAND fail|away|up|revoke": what becomes of the brand's server.
func service(ts *testscript.TestScript, _ bool, args []string) {
	b := ts.Value(weekKey{}).(*practice.Week).Brand(args[0])
	switch args[1] {
	case "fail":
		b.Server.Fault(practice.Fault{Method: "POST", Path: "/api/v1/statuses", Exact: true, Do: practice.Answer, Status: 422})
	case "away":
		b.Server.Fault(practice.Fault{Do: practice.Answer, Status: 503})
	case "up":
		b.Server.ClearFaults()
	case "revoke":
		b.Server.Revoke(b.Account.Token)
	default:
		ts.Fatalf("service %s %s?", args[0], args[1])
	}
}

// arrived is "arrived BRAND N TEXT": so many posts with the text are on the brand's account.
func arrived(ts *testscript.TestScript, _ bool, args []string) {
	b := ts.Value(weekKey{}).(*practice.Week).Brand(args[0])
	n := 0
	for _, s := range b.Server.Statuses(b.Account) {
		if strings.Contains(s.Text, args[2]) && !s.Deleted {
			n++
		}
	}
	if strconv.Itoa(n) != args[1] {
		ts.Fatalf("%d posts with %q are on %s, want %s", n, args[2], b.Account.Handle(), args[1])
	}
}
