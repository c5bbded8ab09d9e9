package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"vocero/accounts"
)

// sendFlags are what every command that sends something takes.
type sendFlags struct {
	as, accept string
	sooner     string // the letter once more: a heated answer does not cool
	wait       bool
	hold       time.Duration
}

func (f *sendFlags) register(a *app, cmd *cobra.Command) {
	fl := cmd.Flags()
	fl.StringVar(&f.as, "as", "", a.T("the client's `LETTER`, to confirm"))
	fl.BoolVar(&f.wait, "wait", false, a.T("wait until it is out and was read back, or needs you"))
	fl.Func("hold", a.T("`TIME` in which it can be taken back, as in 0s, at most 10m; 20 seconds without it"), f.setHold)
}

// setHold takes --hold.
func (f *sendFlags) setHold(s string) (err error) {
	f.hold, err = time.ParseDuration(s)
	if f.hold > accounts.MaxHold {
		err = fmt.Errorf("more than %s", accounts.MaxHold)
	}
	return err
}

// holding is how long what is sent waits in the outbox: as the store wants it, where less than zero is not at all.
func (f *sendFlags) holding(c *call) time.Duration {
	h := c.config.HoldFor()
	if c.given("hold") {
		h = f.hold
	}
	if h <= 0 {
		return -1
	}
	return h
}

func (a *app) publishCommand() *cobra.Command {
	f := &sendFlags{}
	cmd := a.leaf("publish "+a.T("ID")+" --as L", a.T("send a draft now; it can be taken back for twenty seconds"), a.args(1, 1), a.atDesk(func(c *call) error {
		p, err := c.post(c.args[0])
		if err != nil {
			return err
		}
		b, err := c.d.Store.Brand(p.Brand)
		if err != nil {
			return err
		}
		if err := c.confirm(f.as, b); err != nil {
			return err
		}
		return c.send(p, b, f)
	}))
	f.register(a, cmd)
	cmd.Flags().StringVar(&f.accept, "accept", "", a.T("`REASON` to go on where a rule may be set aside"))
	return cmd
}

// send puts a draft into the outbox and, with --wait, carries it. A post that waits for its hour is taken back first: sending it
// now is another decision, checked anew.
func (c *call) send(p accounts.Post, b accounts.Brand, f *sendFlags) error {
	if err := c.d.LookAtLinks(c.ctx, p); err != nil {
		return err
	}
	if err := c.tellPrice(b, p); err != nil {
		return err
	}
	cs, fs, err := c.d.Clear(p, true, f.accept)
	if err != nil {
		return err
	}
	if cs == nil {
		return c.standInTheWay(p, fs, c.T("post %s of %s was not sent; the draft is kept", p.ID.Short(), who(b)))
	}
	if p.State == accounts.PostScheduled || p.State == accounts.PostMissed || p.State == accounts.PostHeld {
		p, err = c.d.Store.Unschedule(p.ID)
		if err = c.givenBack(err, p.ID); err != nil {
			return err
		}
		if p, err = c.d.Store.Post(p.ID); err != nil {
			return err
		}
		if cs, _, err = c.d.Clear(p, true, f.accept); err != nil {
			return err
		}
	}
	p, ds, err := c.d.Store.Schedule(p.ID, p.Revision, cs, accounts.ScheduleOptions{Now: true, Hold: f.holding(c), Sooner: f.sooner != ""})
	if err != nil {
		return err
	}
	c.warn(fs)
	return c.carry(p.ID, b, ds, f.wait)
}

// carry tells where some deliveries stand; with wait only after they were carried.
func (c *call) carry(post accounts.ID, b accounts.Brand, ds []accounts.Delivery, wait bool) error {
	c.d.Kick()
	if wait {
		if err := c.foretell(b, ds); err != nil {
			return err
		}
		if err := c.d.Carry(c.ctx, ds); err != nil {
			return err
		}
	}
	dir, err := c.directory()
	if err != nil {
		return err
	}
	for i, d := range ds {
		if ds[i], err = c.d.Store.Delivery(d.ID); err != nil {
			return err
		}
	}
	c.tellSent(dir, b, ds, wait)
	letter := string(b.Letter)
	doc := deliveriesDoc{ID: orNull(string(post)), Brand: &letter, Deliveries: c.deliveryDocs(dir, ds)}
	if err := c.show(doc, func(w *page) { c.deliveryRows(w, dir, ds) }); err != nil {
		return err
	}
	return outcome(ds, wait)
}

// tellSent is the line on standard error: what became of it, from which account, and what to do next.
func (c *call) tellSent(dir directory, b accounts.Brand, ds []accounts.Delivery, wait bool) {
	for _, d := range ds {
		handle := dir.handle(d.Account)
		switch {
		case d.State == accounts.Published && !d.Verified.IsZero():
			c.say(c.T("published and verified: %s, %s", handle, urlOf(d)))
		case d.State == accounts.Published:
			c.say(c.T("published, not read back yet: %s, %s", handle, urlOf(d)))
		case d.Cools(c.Now()):
			c.sayCooling(dir, b, d)
		case d.State == accounts.Scheduled && !wait && d.Fault == nil && dir.accounts[d.Account].Network == accounts.Manual:
			c.say(c.T("at %s you are asked to publish it by hand: %s; take it back: vocero undo", c.clockAt(d.LeavesAt, zoneOf(b)), handle))
		case d.State == accounts.Scheduled && !wait && d.Fault == nil:
			c.say(c.T("in the outbox of %s from %s, leaves at %s while the desk or vocero run is open; take it back: vocero undo", who(b), handle, c.clockAt(d.LeavesAt, zoneOf(b))))
		default:
			reason := ""
			if f := c.fault(d.Fault); f != nil {
				reason = ": " + f.Message + "; " + f.Remedy
			}
			c.say(c.T("%s from %s%s", c.p.Delivery(d.State), handle, reason))
		}
	}
}

// urlOf is where a published delivery can be seen.
func urlOf(d accounts.Delivery) string {
	if d.Receipt == nil {
		return "-"
	}
	if d.Receipt.URL == "" {
		return d.Receipt.RemoteID
	}
	return d.Receipt.URL
}

// clockAt is an instant to the second, on a zone's wall.
func (c *call) clockAt(t time.Time, zone string) string {
	if loc, err := time.LoadLocation(zone); err == nil {
		t = t.In(loc)
	}
	return t.Format("15:04:05")
}

// outcome is the exit code of what was sent: held is a refusal, everything that is not out after waiting is a failure.
func outcome(ds []accounts.Delivery, waited bool) error {
	code := Done
	for _, d := range ds {
		switch {
		case d.State == accounts.Held:
			code = max(code, Refused)
		case d.State.Trouble(), d.State == accounts.Cancelled:
			code = max(code, Failed)
		case waited && d.State != accounts.Published:
			code = max(code, Failed)
		}
	}
	if code == Done {
		return nil
	}
	return ended(code)
}

// deliveryRows lists deliveries, each with its cause and cure.
func (c *call) deliveryRows(w *page, dir directory, ds []accounts.Delivery) {
	watch := c.d.Watch()
	for _, d := range ds {
		state := c.p.Delivery(d.State)
		if d.State == accounts.Published && !d.Verified.IsZero() {
			state += " ✓"
		}
		if d.Cools(c.Now()) {
			state += " · " + c.T("cools//a heated answer waits")
		}
		if d.Late {
			state += " · " + c.T("late//after its hour")
		}
		when := c.at(d.LeavesAt, dir.zone(d.Brand))
		if d.Receipt != nil {
			when = urlOf(d)
		}
		w.line("%s  %s  %s  %s  %s  %s", d.ID.Short(), dir.letter(d.Brand), dir.handle(d.Account), c.p.Op(d.Op), state, when)
		if f := c.fault(d.Fault); f != nil {
			w.line("          %s; %s", f.Message, f.Remedy)
		}
		if d.State == accounts.Missed {
			w.line("          %s", c.T("its post: %s", d.Post.Short()))
		}
		if f := c.preflightDoc(d, dir.zone(d.Brand)); d.Warned() {
			for _, x := range f.Faults {
				w.line("          %s; %s", c.T("it would fail: %s", x.Message), x.Remedy)
			}
		}
		c.handoverRows(w, dir, d)
		if held := watch.Holds(d, dir.accounts[d.Account]); held == accounts.HolderNobody || held == accounts.HolderRun {
			w.line("          %s", c.p.Held(held, watch))
		}
	}
}

// slow is how long a delivery may be told to wait by the network before a waiting command gives the terminal back.
const slow = 2 * time.Minute

// Carry waits for deliveries: until each is published and read back, or needs a person, or cannot leave for now. Where workers
// run they do the work, otherwise only these deliveries are carried.
func (d *Desk) Carry(ctx context.Context, ds []accounts.Delivery) error {
	ids := make([]accounts.ID, len(ds))
	for i, v := range ds {
		ids[i] = v.ID
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stuck := make(chan bool, 1)
	go func() { stuck <- d.stuck(ctx, ids); cancel() }()
	err := d.Publisher.Only(ctx, ids...)
	cancel()
	if <-stuck {
		return d.Store.Broken() // Otherwise its state says why.
	}
	return err
}

// stuck returns true as soon as one of the deliveries cannot leave for now: offline, or told to wait for long; or when nothing can
// be recorded any more.
func (d *Desk) stuck(ctx context.Context, ids []accounts.ID) bool {
	changes, stop := d.Store.Changes()
	defer stop()
	look := time.NewTicker(time.Second) // A disk that fails changes nothing that could be heard of.
	defer look.Stop()
	for {
		if d.Store.Broken() != nil {
			return true
		}
		for _, id := range ids {
			v, err := d.Store.Delivery(id)
			if err != nil {
				return false
			}
			waits := v.State == accounts.Waiting && v.NotBefore.Sub(d.Now()) > slow
			if waits || v.Leaving() && v.Handover.Fault != nil || v.State == accounts.Scheduled && v.Fault != nil && len(v.Attempts) > 0 {
				return true
			}
		}
		select {
		case <-ctx.Done():
			return d.Store.Broken() != nil
		case <-look.C:
		case _, ok := <-changes:
			if !ok {
				return false
			}
		}
	}
}
