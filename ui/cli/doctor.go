package cli

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vocero/accounts"
	"vocero/store"
)

// The states of a check.
const (
	checkOK   = "ok"
	checkWarn = "warn"
	checkFail = "fail"
)

// checkup gathers what the doctor finds.
type checkup struct {
	c    *call
	list []checkupDoc
}

func (k *checkup) add(name, state, detail, remedy string) {
	k.list = append(k.list, checkupDoc{name, state, detail, orNull(remedy)})
}

func (a *app) doctorCommand() *cobra.Command {
	offline := false
	cmd := a.leaf("doctor", a.T("look the desk over: store, indexes, counters, journal, vault, clock, terminal, accounts"), a.args(0, 0), nil)
	examine := a.atDesk(func(c *call) error {
		k := &checkup{c: c}
		k.home()
		k.store()
		k.snapshots()
		k.vault()
		k.clock()
		k.terminal()
		if err := k.accounts(offline); err != nil {
			return err
		}
		return k.report()
	})
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		err := examine(cmd, args)
		if broken(err) {
			return (&checkup{c: &call{app: a, ctx: cmd.Context(), cmd: cmd}}).unopened(err)
		}
		return err
	}
	cmd.Flags().BoolVar(&offline, "offline", false, a.T("do not ask the networks"))
	return cmd
}

// broken tells whether a desk could not be opened because of what is in its home.
func broken(err error) bool {
	return errors.Is(err, accounts.ErrDamaged) || errors.Is(err, accounts.ErrForeign) || errors.Is(err, accounts.ErrNewer)
}

// unopened is the report on a desk that does not open.
func (k *checkup) unopened(err error) error {
	f := k.c.failOf(err)
	k.add("store", checkFail, f.Message, f.Remedy)
	k.snapshots()
	k.terminal()
	return k.report()
}

// report prints the checks; one that failed makes the command fail.
func (k *checkup) report() error {
	c := k.c
	err := c.show(doctorDoc{k.list}, func(w *page) {
		for _, v := range k.list {
			w.line("%-5s %s: %s", v.State, v.Name, v.Detail)
			if v.Remedy != nil {
				w.line("      %s", *v.Remedy)
			}
		}
	})
	if err != nil {
		return err
	}
	bad := slices.ContainsFunc(k.list, func(v checkupDoc) bool { return v.State == checkFail })
	if bad {
		c.say(c.T("something is wrong; see the lines that begin with fail"))
		return ended(Failed)
	}
	c.say(c.T("the desk is sound"))
	return nil
}

// home looks at who can read the folder.
func (k *checkup) home() {
	c := k.c
	fi, err := os.Stat(c.home)
	switch {
	case err != nil:
		k.add("home", checkFail, cause(err), "")
	case runtime.GOOS != "windows" && fi.Mode().Perm()&0o077 != 0:
		k.add("home", checkWarn, c.T("others can read %s", c.home), c.T("chmod 700 it"))
	default:
		k.add("home", checkOK, c.home, "")
	}
}

// store checks pages, indexes, counters and the journal; each part has its own line.
func (k *checkup) store() {
	c := k.c
	ps, err := c.d.Store.Check()
	if err != nil {
		k.add("store", checkFail, err.Error(), c.T("restore a snapshot: vocero backup list, vocero backup restore FILE"))
		return
	}
	by := map[string][]accounts.Problem{}
	for _, p := range ps {
		part := "store"
		switch {
		case strings.HasPrefix(p.Where, "index"), strings.HasPrefix(p.Where, "search"), strings.HasPrefix(p.Where, "words"):
			part = "indexes"
		case strings.HasPrefix(p.Where, "count"):
			part = "counters"
		case p.Where == "journal":
			part = "journal"
		}
		by[part] = append(by[part], p)
	}
	for _, part := range []string{"store", "indexes", "counters", "journal"} {
		if n := len(by[part]); n > 0 {
			p := by[part][0]
			k.add(part, checkFail, fmt.Sprintf("%d: %s %s %s", n, p.Where, p.Key, p.Detail), c.T("restore a snapshot: vocero backup list, vocero backup restore FILE"))
			continue
		}
		k.add(part, checkOK, c.T("whole"), "")
	}
}

// snapshots tells how old the newest copy is.
func (k *checkup) snapshots() {
	c := k.c
	ss, err := store.Snapshots(c.home)
	switch {
	case err != nil:
		k.add("snapshots", checkWarn, err.Error(), "")
	case len(ss) == 0:
		k.add("snapshots", checkOK, c.T("none yet; the open desk makes one an hour"), "")
	default:
		k.add("snapshots", checkOK, c.T("the newest is of %s: %s", c.at(ss[0].At, c.zone()), ss[0].Path), "")
	}
}

// vault tells where tokens are kept and whether they can be read.
func (k *checkup) vault() {
	c := k.c
	where := c.d.Vault.Where()
	if c.d.Vault.Locked() {
		k.add("vault", checkWarn, c.T("locked (%s)", where), c.T("unlock it in the desk, or give --passphrase-file"))
		return
	}
	k.add("vault", checkOK, where, "")
}

// clock compares the machine's time with the newest line of the journal, and looks at the zones.
func (k *checkup) clock() {
	c := k.c
	now := c.d.Now()
	es, _, err := c.d.Store.Journal("", "", 1)
	if err == nil && len(es) > 0 && es[0].At.After(now.Add(2*time.Minute)) {
		k.add("clock", checkFail, c.T("it shows %s, but the journal's newest line is of %s", c.at(now, c.zone()), c.at(es[0].At, c.zone())), c.T("set the clock before anything is sent"))
		return
	}
	if _, err := time.LoadLocation("Europe/Madrid"); err != nil {
		k.add("clock", checkFail, c.T("there are no time zones on this machine"), c.T("install tzdata"))
		return
	}
	k.add("clock", checkOK, c.at(now, c.zone())+" "+c.zone(), "")
}

// terminal tells what the caller's terminal can show.
func (k *checkup) terminal() {
	c := k.c
	switch {
	case !c.TTY:
		k.add("terminal", checkOK, c.T("none: the output goes to a file or a pipe"), "")
	case c.Width > 0 && c.Width < 60:
		k.add("terminal", checkWarn, c.T("%d columns; the desk needs 60", c.Width), c.T("make the window wider"))
	case !c.Colour:
		k.add("terminal", checkOK, c.T("%d columns, without colour", c.Width), "")
	default:
		k.add("terminal", checkOK, c.T("%d columns", c.Width), "")
	}
}

// accounts asks each account's network who it is; offline it tells what was stored last.
func (k *checkup) accounts(offline bool) error {
	c := k.c
	as, err := c.d.Store.Accounts("")
	if err != nil {
		return err
	}
	var w witness
	for _, v := range as {
		name := "account " + v.Handle()
		if !offline {
			if v, err = c.d.TestAccount(c.ctx, v); err != nil {
				f := c.failOf(err)
				k.add(name, checkFail, f.Message, f.Remedy)
				continue
			}
			w.hear(c.d, v)
		}
		if f := c.fault(v.Fault); f != nil {
			k.add(name, checkWarn, f.Message, f.Remedy)
			continue
		}
		k.add(name, checkOK, strings.TrimSpace(v.Instance.Software+" "+v.Instance.Version), "")
	}
	return k.servers(w)
}
