package cli

import (
	"github.com/spf13/cobra"

	"vocero/accounts"
)

func (a *app) outboxTree() *cobra.Command {
	return a.group("outbox", a.T("what is leaving, is out, or could not leave"),
		a.outboxList(), a.outboxSend(), a.outboxRetry(), a.outboxResolve(), a.outboxCancel())
}

func (a *app) outboxList() *cobra.Command {
	letter, state, after, limit := "", "", "", 50
	all := false
	cmd := a.leaf("list", a.T("list deliveries, the newest first"), a.args(0, 0), a.atDesk(func(c *call) error {
		b, err := c.brandOrAll(letter)
		if err != nil {
			return err
		}
		q := accounts.DeliveryQuery{Brand: b.ID}
		if state != "" {
			s, err := accounts.ParseDeliveryState(state)
			if err != nil {
				return usage(c.T("%q is no state of a delivery", state), c.T("one of: %s",
					"scheduled, sending, published, waiting, failed, blocked, unconfirmed, needs_you, held, missed, cancelled, handed"))
			}
			q.States = []accounts.DeliveryState{s}
		} else {
			q.Open = !all
		}
		ds, next, err := c.d.Store.Deliveries(q, accounts.Cursor(after), c.atMost(limit))
		if err != nil {
			return err
		}
		dir, err := c.directory()
		if err != nil {
			return err
		}
		doc := deliveriesDoc{Deliveries: c.deliveryDocs(dir, ds), Next: orNull(string(next))}
		if b.ID != "" {
			doc.Brand = orNull(string(b.Letter))
		}
		fault, err := c.d.Store.DeskFault()
		if err != nil {
			return err
		}
		if doc.Stopped = c.fault(fault); doc.Stopped != nil {
			c.say(doc.Stopped.Message + "; " + doc.Stopped.Remedy)
		}
		return c.show(doc, func(w *page) { c.deliveryRows(w, dir, ds) })
	}))
	fl := cmd.Flags()
	fl.StringVar(&letter, "brand", "", a.T("`LETTER` of the client; all without it"))
	fl.StringVar(&state, "state", "", a.T("only those in one `STATE`, as in failed"))
	fl.BoolVar(&all, "all", false, a.T("also those that are settled"))
	fl.StringVar(&after, "after", "", a.T("go on after `NEXT` of the last list"))
	fl.IntVar(&limit, "limit", 50, a.T("at most `N`"))
	return cmd
}

func (a *app) outboxRetry() *cobra.Command {
	s := &sendFlags{}
	cmd := a.leaf("retry "+a.T("ID"), a.T("send what failed, was missed or is held"), a.args(1, 1), a.atDesk(func(c *call) error {
		d, b, err := c.ofBrand()
		if err != nil {
			return err
		}
		if err := c.confirm(s.as, b); err != nil {
			return err
		}
		if err := c.d.Store.Retry(d.ID); err != nil {
			return err
		}
		return c.carry(d.Post, b, []accounts.Delivery{d}, s.wait)
	}))
	cmd.Flags().StringVar(&s.as, "as", "", a.T("the client's `LETTER`, to confirm"))
	cmd.Flags().BoolVar(&s.wait, "wait", false, a.T("wait until it is out and was read back, or needs you"))
	return cmd
}

// ofBrand is the delivery that was named, and whose it is.
func (c *call) ofBrand() (accounts.Delivery, accounts.Brand, error) {
	d, err := c.delivery(c.args[0])
	if err != nil {
		return d, accounts.Brand{}, err
	}
	b, err := c.d.Store.Brand(d.Brand)
	return d, b, err
}

func (a *app) outboxResolve() *cobra.Command {
	as, url := "", ""
	resend, drop := false, false
	cmd := a.leaf("resolve "+a.T("ID"), a.T("decide about a delivery that needs you: it is out, send it again, or leave it"), a.args(1, 1), a.atDesk(func(c *call) error {
		n := 0
		for _, f := range []string{"published", "resend", "cancel"} {
			if c.given(f) {
				n++
			}
		}
		if n != 1 {
			return usage(c.T("say what became of it"), c.T("one of: %s", "--published URL, --resend --as LETTER, --cancel"))
		}
		d, b, err := c.ofBrand()
		if err != nil {
			return err
		}
		switch {
		case resend:
			if err := c.confirm(as, b); err != nil {
				return err
			}
			err = c.d.Store.Resend(d.ID)
		case drop:
			err = c.d.Store.CancelDelivery(d.ID)
		default:
			err = c.publishedAt(d, url)
		}
		if err != nil {
			return err
		}
		return c.settled(d, b)
	}))
	cmd.Flags().StringVar(&url, "published", "", a.T("it is out: the `URL` where it can be seen"))
	cmd.Flags().BoolVar(&resend, "resend", false, a.T("send it once more, even if that makes two"))
	cmd.Flags().BoolVar(&drop, "cancel", false, a.T("leave it"))
	cmd.Flags().StringVar(&as, "as", "", a.T("the client's `LETTER`, to confirm"))
	return cmd
}

// settled prints a delivery after a person's decision; what became of it is no failure of the command.
func (c *call) settled(d accounts.Delivery, b accounts.Brand) error {
	c.d.Kick()
	dir, err := c.directory()
	if err != nil {
		return err
	}
	if d, err = c.d.Store.Delivery(d.ID); err != nil {
		return err
	}
	ds := []accounts.Delivery{d}
	c.say(c.T("delivery %s of %s is %s now", d.ID.Short(), who(b), c.p.Delivery(d.State)))
	letter := string(b.Letter)
	doc := deliveriesDoc{ID: orNull(string(d.Post)), Brand: &letter, Deliveries: c.deliveryDocs(dir, ds)}
	return c.show(doc, func(w *page) { c.deliveryRows(w, dir, ds) })
}

func (a *app) outboxCancel() *cobra.Command {
	return a.leaf("cancel "+a.T("ID"), a.T("keep a delivery from leaving"), a.args(1, 1), a.atDesk(func(c *call) error {
		d, b, err := c.ofBrand()
		if err != nil {
			return err
		}
		if err := c.givenBack(c.d.Store.CancelDelivery(d.ID), d.Post); err != nil {
			return err
		}
		return c.settled(d, b)
	}))
}
