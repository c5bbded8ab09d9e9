package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/adrg/xdg"
	"github.com/spf13/cobra"

	"vocero/accounts"
	"vocero/ui/cli/owner"
	"vocero/ui/lang"
)

// app is one run of the program.
type app struct {
	Env
	argv   []string
	p      *lang.Printer
	config Config
	d      *Desk // the owner's, when the command runs inside one

	home     string
	asJSON   bool
	lang     string
	passFile string
	iKnow    bool // the home may lie on a network file system
}

// T is the text of a key in the person's language.
func (a *app) T(key string, args ...any) string { return a.p.T(key, args...) }

// Main runs one command line (without the program's name) and returns its exit code.
func Main(ctx context.Context, e Env, argv []string) int {
	return newApp(e, argv, nil, "").run(ctx)
}

// Handler answers the commands that arrive at an owner's socket, on its open desk.
func Handler(d *Desk, now func() time.Time) owner.Handler {
	return func(ctx context.Context, r owner.Request, std owner.IO) int {
		e := Env{In: std.In, Out: std.Out, Err: std.Err, Dir: r.Dir, Getenv: func(string) string { return "" }, Now: now,
			TTY: r.TTY, Colour: r.Colour, Width: r.Width, Zone: r.Zone}
		return newApp(e, r.Argv, d, r.Lang).run(ctx)
	}
}

// newApp looks ahead at what must be known before the words can be read: home, language, and how an error is told.
func newApp(e Env, argv []string, d *Desk, tag string) *app {
	a := &app{Env: e, argv: argv, d: d}
	a.asJSON = ahead(argv, "--json") == "true"
	a.home = a.homeOf(ahead(argv, "--home"))
	if d != nil {
		a.home, a.config = d.Home, d.Config
		a.p = lang.New(tag)
		return a
	}
	var warning string
	a.config, warning = readConfig(a.home)
	a.p = lang.New(lang.Pick(ahead(argv, "--lang"), a.config.Lang, e.Getenv))
	if warning != "" && !slices.Contains(argv, "__complete") {
		a.say(a.T("settings not understood, defaults are used: %s", warning))
	}
	return a
}

// ahead finds the value of a global flag before the words are parsed; "true" for one without a value.
func ahead(argv []string, flag string) string {
	for i, w := range argv {
		if w == "--" {
			break
		}
		if v, ok := strings.CutPrefix(w, flag+"="); ok {
			return v
		}
		if w != flag {
			continue
		}
		if flag == "--json" {
			return "true"
		}
		if i+1 < len(argv) {
			return argv[i+1]
		}
	}
	return ""
}

// homeOf is the folder of the desk: the flag, VOCERO_HOME, the XDG data folder.
func (a *app) homeOf(flag string) string {
	for _, h := range []string{flag, a.Getenv("VOCERO_HOME")} {
		if h != "" {
			return a.path(h)
		}
	}
	return filepath.Join(xdg.DataHome, "vocero")
}

// path is a file name as the person meant it: from her own folder.
func (a *app) path(p string) string {
	if filepath.IsAbs(p) || a.Dir == "" {
		return p
	}
	return filepath.Join(a.Dir, p)
}

// run parses and carries out.
func (a *app) run(ctx context.Context) int {
	root := a.tree()
	root.SetArgs(a.argv)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return Done
	}
	return a.fail(err)
}

// call is one command under way.
type call struct {
	*app
	ctx  context.Context
	cmd  *cobra.Command
	args []string
	d    *Desk
}

// here runs a command in the caller's own process, without a desk.
func (a *app) here(run func(c *call) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		return run(&call{app: a, ctx: cmd.Context(), cmd: cmd, args: args, d: a.d})
	}
}

// atDesk runs a command on the desk: inside its owner, or on a desk opened for the moment.
func (a *app) atDesk(run func(c *call) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		if a.d != nil {
			if err := a.unlock(); err != nil {
				return err
			}
			return run(&call{app: a, ctx: ctx, cmd: cmd, args: args, d: a.d})
		}
		d, err := a.reach(ctx)
		if err != nil {
			return err
		}
		err = run(&call{app: a, ctx: ctx, cmd: cmd, args: args, d: d})
		if closed := d.Close(); err == nil {
			err = closed
		}
		return err
	}
}

// patience is how long a command waits for a desk that is changing hands, or that another command holds for a moment.
const patience = 10 * time.Second

// reach opens the desk, or lets its owner do the work: then the error is an ended with the owner's exit code.
func (a *app) reach(ctx context.Context) (*Desk, error) {
	for end := time.Now().Add(patience); ; {
		code, err := owner.Run(ctx, a.home, "", a.request(), owner.IO{In: a.In, Out: a.Out, Err: a.Err})
		if err == nil {
			return nil, ended(code)
		}
		if !errors.Is(err, owner.ErrNone) && !errors.Is(err, owner.ErrYielding) {
			return nil, err
		}
		if errors.Is(err, owner.ErrNone) {
			var d *Desk
			if d, err = a.openDesk(ctx, a.opening()); err == nil {
				owner.Clean(a.home)
				return d, nil
			}
			if !errors.Is(err, accounts.ErrBusy) {
				return nil, err
			}
		}
		if time.Now().After(end) {
			return nil, err
		}
		if !pause(ctx, 25*time.Millisecond) {
			return nil, ctx.Err()
		}
	}
}

// pause sleeps; false when the context ended first.
func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}

// request is this run as the owner needs to know it.
func (a *app) request() owner.Request {
	return owner.Request{Argv: a.argv, Dir: a.Dir, Lang: a.p.Tag(), Zone: a.Zone, TTY: a.TTY, Colour: a.Colour, Width: a.Width}
}

// opening is how the desk is opened for this run.
func (a *app) opening() OpenOptions {
	return OpenOptions{Home: a.home, Config: a.config, Now: a.Now, Passphrase: a.passphrase}
}

// passphrase reads the vault's passphrase: from the file that was named, or from the person.
func (a *app) passphrase() (accounts.Secret, error) {
	if a.passFile != "" {
		b, err := os.ReadFile(a.path(a.passFile))
		if err != nil {
			return accounts.Secret{}, &Fail{Usage, "usage", a.T("the passphrase file cannot be read: %s", err.Error()), ""}
		}
		return accounts.NewSecret(strings.TrimRight(string(b), "\r\n")), nil
	}
	if !a.Ask || a.Secret == nil {
		return accounts.Secret{}, accounts.ErrLocked
	}
	s, err := a.Secret(a.T("Passphrase of the vault: "))
	if err != nil {
		return s, err
	}
	if _, err := os.Stat(filepath.Join(a.home, "vault.age")); err == nil {
		return s, nil
	}
	twice, err := a.Secret(a.T("There is no vault yet. The same passphrase once more: "))
	if err == nil && twice.Reveal() != s.Reveal() {
		err = usage(a.T("the two passphrases differ"), a.T("nothing was changed"))
	}
	return s, err
}

// unlock opens the vault of the owner with the caller's passphrase file, when there is one.
func (a *app) unlock() error {
	if a.passFile == "" || !a.d.Vault.Locked() {
		return nil
	}
	s, err := a.passphrase()
	if err != nil {
		return err
	}
	if err := a.d.Vault.Unlock(s); err != nil {
		return err
	}
	a.d.Kick()
	return nil
}

// again runs another command line with the same global flags, in the caller's process, and returns what it printed.
func (a *app) again(ctx context.Context, in io.Reader, argv ...string) (string, string, int) {
	var out, errs strings.Builder
	e := a.Env
	e.In, e.Out, e.Err, e.TTY = in, &out, &errs, false
	if in == nil {
		e.In = strings.NewReader("")
	}
	global := []string{"--home", a.home, "--lang", a.p.Tag()}
	if a.passFile != "" {
		global = append(global, "--passphrase-file", a.passFile)
	}
	code := Main(ctx, e, append(global, argv...))
	return out.String(), errs.String(), code
}

// pid is a process number without grouping.
func pid(i owner.Info) string { return strconv.Itoa(i.PID) }
