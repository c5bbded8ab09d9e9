package cli

import (
	"errors"
	"time"

	"github.com/spf13/cobra"

	"vocero/accounts"
)

func (a *app) scheduleCommand() *cobra.Command {
	at, as, accept := "", "", ""
	next := false
	cmd := a.leaf("schedule "+a.T("ID")+" --at \"2026-12-01 09:00\" --as L", a.T("give a post its hour; it leaves by itself"), a.args(1, 1), a.atDesk(func(c *call) error {
		p, err := c.post(c.args[0])
		if err != nil {
			return err
		}
		b, err := c.d.Store.Brand(p.Brand)
		if err != nil {
			return err
		}
		if !c.given("at") && !next {
			return c.required("at")
		}
		if err := c.confirm(as, b); err != nil {
			return err
		}
		w, err := c.when(at, b, p)
		if err != nil {
			return err
		}
		return c.schedule(p, b, w, accept)
	}))
	cmd.Flags().StringVar(&at, "at", "", a.T("`HOUR` on the client's own clock, as in \"2026-12-01 09:00\""))
	cmd.Flags().BoolVar(&next, "next", false, a.T("take the client's next free slot"))
	cmd.Flags().StringVar(&as, "as", "", a.T("the client's `LETTER`, to confirm"))
	cmd.Flags().StringVar(&accept, "accept", "", a.T("`REASON` to go on where a rule may be set aside"))
	return cmd
}

// when is the hour that was asked for: on the brand's clock, or its next free slot.
func (c *call) when(at string, b accounts.Brand, p accounts.Post) (accounts.When, error) {
	if at != "" {
		w, err := accounts.ParseWhen(at, zoneOf(b))
		if errors.Is(err, accounts.ErrHour) {
			return w, usage(c.T("%q is no hour", at), c.T("write a date and a time, as in \"2026-12-01 09:00\""))
		}
		return w, err
	}
	now := c.Now()
	ps, _, err := c.d.Store.Posts(accounts.PostQuery{Brand: b.ID, From: now, To: now.Add(91 * 24 * time.Hour)}, "", 1000)
	if err != nil {
		return accounts.When{}, err
	}
	var taken []time.Time
	for _, o := range ps {
		if o.When != nil && o.ID != p.ID {
			taken = append(taken, o.When.UTC)
		}
	}
	return accounts.FreeSlot(b, taken, now)
}

// schedule stores the hour and lets the post go at it. A post that is scheduled already is moved.
func (c *call) schedule(p accounts.Post, b accounts.Brand, w accounts.When, accept string) error {
	p.When = &w
	if err := c.d.LookAtLinks(c.ctx, p); err != nil {
		return err
	}
	if err := c.tellPrice(b, p); err != nil {
		return err
	}
	cs, fs, err := c.d.Clear(p, false, accept)
	if err != nil {
		return err
	}
	if cs == nil {
		return c.standInTheWay(p, fs, c.T("post %s of %s was not scheduled; nothing was changed", p.ID.Short(), who(b)))
	}
	if p.State.Open() {
		if p, err = c.d.Store.SavePost(p); err == nil {
			p, _, err = c.d.Store.Schedule(p.ID, p.Revision, cs, accounts.ScheduleOptions{})
		}
	} else {
		p, err = c.d.Store.Move(p.ID, w, cs)
	}
	if err != nil {
		return err
	}
	c.d.Kick()
	c.say(c.T("post %s of %s leaves %s; keep the desk or vocero run open", p.ID.Short(), who(b), c.hour(w)))
	c.warn(fs)
	return c.showPost(p)
}

// warn names on standard error what was found and did not stop.
func (c *call) warn(fs []accounts.Finding) {
	for _, f := range fs {
		if f.Severity == accounts.Warn {
			reason, _ := c.p.Finding(f)
			c.say(c.T("careful: %s", reason))
		}
	}
}

func (a *app) unscheduleCommand() *cobra.Command {
	return a.leaf("unschedule "+a.T("ID"), a.T("take a post back to the drafts"), a.args(1, 1), a.atDesk(func(c *call) error {
		p, err := c.post(c.args[0])
		if err != nil {
			return err
		}
		p, err = c.d.Store.Unschedule(p.ID)
		if err = c.givenBack(err, p.ID); err != nil {
			return err
		}
		if p, err = c.d.Store.Post(p.ID); err != nil {
			return err
		}
		c.d.Kick()
		c.say(c.T("post %s is a draft again", p.ID.Short()))
		return c.showPost(p)
	}))
}
