package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/adrg/xdg"
	"github.com/spf13/cobra"

	"vocero/accounts"
	"vocero/accounts/practice"
	"vocero/ui/cli/owner"
)

// demoFlags say what kind of practice is wanted.
type demoFlags struct {
	mentions, port             int
	prepare, fresh, serverOnly bool
}

func (a *app) demoCommand() *cobra.Command {
	f := &demoFlags{}
	cmd := a.leaf("demo", a.T("a practice desk on servers of its own; nothing leaves this machine"), a.args(0, 0), a.here(func(c *call) error {
		if c.d != nil {
			return usage(c.T("demo works in a process of its own"), "")
		}
		switch {
		case f.mentions < 0 || f.mentions > 10_000_000:
			return usage(c.T("--mentions takes 0 to %s", "10000000"), "")
		case f.port < 0 || f.port > 65534:
			return usage(c.T("--port takes 0 to %s", "65534"), "")
		case f.serverOnly:
			return c.serveOnly(f.port)
		}
		if !c.given("home") {
			c.home = filepath.Join(xdg.DataHome, "vocero-practice")
		}
		if err := c.practiceHome(f); err != nil || f.prepare {
			return err
		}
		return c.open()
	}))
	fl := cmd.Flags()
	fl.IntVar(&f.mentions, "mentions", 0, a.T("add `N` invented mentions"))
	fl.BoolVar(&f.prepare, "prepare", false, a.T("make the desk and end"))
	fl.BoolVar(&f.fresh, "fresh", false, a.T("throw the practice desk away and begin anew"))
	fl.BoolVar(&f.serverOnly, "server-only", false, a.T("only serve the networks, and print their addresses and tokens"))
	fl.IntVar(&f.port, "port", 0, a.T("`PORT` of the first server; the others take the next ones"))
	return cmd
}

// practiceHome sees to it that there is a practice desk in the home, with as many more mentions as were asked for.
func (c *call) practiceHome(f *demoFlags) error {
	if f.fresh {
		if err := c.throwAway(); err != nil {
			return err
		}
	}
	_, err := os.Stat(filepath.Join(c.home, dbName))
	fresh := errors.Is(err, os.ErrNotExist)
	if !fresh && f.mentions == 0 && !f.prepare {
		c.say(c.T("the practice desk in %s goes on where it was left; --fresh begins anew", c.home))
		return nil
	}
	o := c.opening()
	o.Practice, o.Wide, o.Lang = true, true, c.p.Tag()
	d, err := c.openDesk(c.ctx, o)
	if err != nil {
		return err
	}
	err = c.fill(d, fresh, f.mentions)
	return errors.Join(err, d.Close())
}

// throwAway removes a practice home that nobody has open. A real desk is never removed.
func (c *call) throwAway() error {
	if _, err := os.Stat(c.home); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if is, known := isPractice(c.home); !known || !is {
		return refused("practice", c.T("%s is no practice desk", c.home), c.T("nothing was removed; name another --home"))
	}
	if err := c.nobodyHolds(); err != nil {
		return err
	}
	owner.Clean(c.home)
	return os.RemoveAll(c.home)
}

// fill stages a new practice desk, and adds mentions in bulk.
func (c *call) fill(d *Desk, fresh bool, mentions int) error {
	if !d.Practice() {
		return accounts.ErrPractice
	}
	if fresh {
		if err := d.stage(c.ctx); err != nil {
			return fmt.Errorf("making the practice desk: %w; remove %s and try again", err, c.home)
		}
	}
	n := 0
	if mentions > 0 {
		var err error
		if n, err = d.crowd(mentions); err != nil {
			return err
		}
	}
	c.say(c.T("the practice desk in %s is ready; open it: vocero --home %s", c.home, c.home))
	return c.show(map[string]any{"home": c.home, "mentions_added": n}, func(*page) {})
}

// crowd adds n invented mentions, spread over the client accounts.
func (d *Desk) crowd(n int) (int, error) {
	as, err := d.Store.Accounts("")
	if err != nil {
		return 0, err
	}
	var to []accounts.Account
	for _, a := range as {
		if b, err := d.Store.Brand(a.Brand); err != nil {
			return 0, err
		} else if b.Kind == accounts.Client {
			to = append(to, a)
		}
	}
	if len(to) == 0 {
		return 0, errors.New("adding mentions: the practice desk has no client account; begin anew with vocero demo --fresh")
	}
	return d.Store.BulkMentions(crowd(n, to, d.p.Tag(), d.now()), 0)
}

// crowd invents n mentions to some accounts in turn: the newest hundredth waits for a verdict, the others were dealt with.
func crowd(n int, to []accounts.Account, tag string, now time.Time) iter.Seq[accounts.Mention] {
	return func(yield func(accounts.Mention) bool) {
		i := 0
		for s := range practice.Bulk(n, tag, int64(n), now) {
			m := accounts.Mention{Account: to[i%len(to)].ID, RemoteID: s.ID, StatusID: s.ID, State: accounts.Done, Author: accounts.LineText("@" + s.Acct),
				AuthorName: accounts.LineText(s.Name), AuthorID: s.Acct, Text: accounts.BlockText(s.Text), Visibility: accounts.Public, Language: s.Language,
				URL: s.URL, At: s.At, Received: s.At}
			if i >= n-max(n/100, 1) {
				m.State = accounts.New
			}
			i++
			if !yield(m) {
				return
			}
		}
	}
}

// servedAtOnce is how many ports --port takes, from the first on.
const servedAtOnce = 8

// serveOnly runs the practice servers by themselves until the process is told to end.
func (c *call) serveOnly(port int) error {
	o := practice.DemoOptions{Lang: c.p.Tag(), Now: c.Now}
	o.Wide = true
	if port > 0 {
		for i := range servedAtOnce {
			o.Addrs = append(o.Addrs, "127.0.0.1:"+strconv.Itoa(port+i))
		}
	}
	week, err := practice.Demo(o)
	if err != nil {
		return &Fail{Failed, "port", err.Error(), c.T("name another --port")}
	}
	type login struct {
		Server string            `json:"server"`
		Model  string            `json:"model"`
		Handle string            `json:"handle"`
		Token  string            `json:"token"`
		LogIn  map[string]string `json:"credentials,omitempty"` // what --credentials-stdin takes
	}
	doc := map[string][]login{"accounts": {}}
	for _, b := range week.Brands {
		doc["accounts"] = append(doc["accounts"], login{Server: b.Server.URL(), Model: string(b.Server.Model()), Handle: b.Account.Handle(), Token: b.Account.Token})
	}
	for _, m := range week.More {
		v := login{Server: m.Server.URL(), Model: string(m.Server.Model()), Handle: m.Account.Handle(), Token: m.Account.Token, LogIn: map[string]string{}}
		for name := range m.Answers {
			v.LogIn[name] = m.Answers.Get(name)
		}
		doc["accounts"] = append(doc["accounts"], v)
	}
	err = c.show(doc, func(w *page) {
		for _, v := range doc["accounts"] {
			w.line("%s  %s  %s  %s", v.Server, v.Model, v.Handle, v.Token)
			if len(v.LogIn) > 0 {
				b, _ := json.Marshal(v.LogIn) // A map of texts can be written.
				w.line("   %s", b)
			}
		}
	})
	c.say(c.T("the practice servers run until Ctrl-C"))
	if err == nil {
		<-c.ctx.Done()
	}
	return errors.Join(err, week.Close())
}

// contextOf is a bounded context for one step of staging.
func contextOf(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, netTime)
}
