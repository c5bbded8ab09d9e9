// Vocero is the desk of a freelancer who speaks for several small clients from one terminal.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"
	_ "time/tzdata" // The zones of the clients are known on every machine.

	"github.com/charmbracelet/x/term"

	"vocero/accounts"
	"vocero/accounts/vault"
	"vocero/ui/cli"
)

func main() {
	cli.Private()
	if len(os.Args) == 2 && os.Args[1] == vault.DeriveArg {
		os.Exit(vault.DeriveMain(os.Stdin, os.Stdout))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)
	code := cli.Main(ctx, world(), os.Args[1:])
	stop()
	os.Exit(code)
}

// world is what this process sees of the machine and the person in front of it.
func world() cli.Env {
	dir, err := os.Getwd()
	if err != nil {
		dir = ""
	}
	e := cli.Env{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Dir: dir, Getenv: os.Getenv, Now: time.Now, Zone: zone(),
		TTY: term.IsTerminal(os.Stdout.Fd()), Ask: term.IsTerminal(os.Stdin.Fd()) && term.IsTerminal(os.Stderr.Fd()),
		OpenDesk: open, Secret: secret, Edit: edit}
	if w, _, err := term.GetSize(os.Stdout.Fd()); err == nil {
		e.Width = w
	}
	e.Colour = e.TTY && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	if browser() != "" {
		e.Browse = browse
	}
	e.RunUI = e.Screens
	return e
}

// open opens a desk; the vault derives its key in a child process, whose memory the system takes back whole.
func open(ctx context.Context, o cli.OpenOptions) (*cli.Desk, error) {
	if self, err := os.Executable(); err == nil {
		o.Derive = []string{self, vault.DeriveArg}
	}
	return cli.Open(ctx, o)
}

// zone is the IANA name of the machine's clock, "" when it cannot be told.
func zone() string {
	if tz := strings.TrimPrefix(os.Getenv("TZ"), ":"); tz != "" {
		if _, err := time.LoadLocation(tz); err == nil {
			return tz
		}
	}
	if n := time.Local.String(); n != "Local" {
		return n
	}
	if to, err := os.Readlink("/etc/localtime"); err == nil {
		if _, name, ok := strings.Cut(to, "zoneinfo/"); ok {
			return name
		}
	}
	return ""
}

// secret asks for a line that is not shown.
func secret(prompt string) (accounts.Secret, error) {
	_, _ = fmt.Fprint(os.Stderr, prompt)
	b, err := term.ReadPassword(os.Stdin.Fd())
	_, _ = fmt.Fprintln(os.Stderr)
	if err != nil {
		return accounts.Secret{}, fmt.Errorf("reading the passphrase: %w", err)
	}
	return accounts.NewSecret(string(b)), nil
}

// edit runs the person's editor on a file, in this terminal. The editor may have arguments: "code -w".
func edit(ctx context.Context, name, file string) error {
	words := strings.Fields(name)
	if len(words) == 0 {
		return errors.New("no editor is named; set $EDITOR")
	}
	cmd := exec.CommandContext(ctx, words[0], append(words[1:], file)...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	return cmd.Run()
}

// browser is the program that opens addresses here, "" when there is none or no screen to show it on.
func browser() string {
	names := []string{"xdg-open"}
	switch {
	case runtime.GOOS == "darwin":
		names = []string{"open"}
	case os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "":
		return ""
	}
	for _, n := range names {
		if p, err := exec.LookPath(n); err == nil {
			return p
		}
	}
	return ""
}

// browse opens a web address, or a folder of this machine, without a shell and without waiting.
func browse(url string) error {
	info, err := os.Stat(url)
	folder := err == nil && info.IsDir() && filepath.IsAbs(url)
	if !folder && !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "http://127.0.0.1:") {
		return fmt.Errorf("opening the browser: %q is no web address", url)
	}
	if err := exec.Command(browser(), url).Start(); err != nil {
		return fmt.Errorf("opening the browser: %w", err)
	}
	return nil
}
