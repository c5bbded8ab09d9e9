package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"vocero/accounts"
)

// handoverDoc is the part of a network's own scheduler in a delivery.
type handoverDoc struct {
	Phase   string    `json:"phase"`       // wanted, refused, asked, unsure, there or taking_back
	ID      *string   `json:"id"`          // the network's; null: not known
	At      *string   `json:"at"`          // the hour that the network has
	Leaving bool      `json:"taking_back"` // the network is asked to give it back; until it has, it publishes it
	Error   *errorDoc `json:"error"`
}

// handoverDoc is what a network has of a delivery; nil: it has no part in it.
func (c *call) handoverDoc(d accounts.Delivery, zone string) *handoverDoc {
	h := d.Handover
	if h == nil {
		return nil
	}
	return &handoverDoc{Phase: h.Phase.String(), ID: orNull(h.ID), At: stamp(h.At, zone), Leaving: d.Leaving(), Error: c.fault(h.Fault)}
}

// handoverRows say under a delivery what its network has of it.
func (c *call) handoverRows(w *page, dir directory, d accounts.Delivery) {
	for _, s := range c.p.Handover(d, func(x accounts.Delivery) string { return c.at(x.Due, dir.zone(x.Brand)) }) {
		w.line("          %s", s)
	}
	if a := dir.accounts[d.Account]; d.State == accounts.Scheduled && d.Handover == nil && a.ByNetwork {
		if p, err := c.d.Store.Post(d.Post); err == nil {
			if why := c.p.Unhanded(accounts.WhyNotHanded(p, d, a, c.Now())); why != "" {
				w.line("          %s", why)
			}
		}
	}
	if h := c.d.Watch().Holds(d, dir.accounts[d.Account]); h == accounts.HolderNetwork && !d.Leaving() {
		w.line("          %s", c.p.Held(h, accounts.Watch{}))
	}
}

func (a *app) accountEdit() *cobra.Command {
	network := ""
	cmd := a.leaf("edit "+a.T("HANDLE"), a.T("change how an account is used"), a.args(1, 1), a.atDesk(func(c *call) error {
		v, err := c.account(c.args[0])
		if err != nil {
			return err
		}
		switch {
		case !c.given("network-schedule"):
			return usage(c.T("there is nothing to change"), c.T("name it: --network-schedule on"))
		case network != "on" && network != "off":
			return usage(c.T("%q is neither on nor off", network), c.T("write on or off"))
		case network == "on" && !v.Instance.Can.Schedule:
			return refused("unsupported", c.T("%s: its server has no scheduler of its own", v.Handle()), c.T("vocero sends it at its hour, as long as the desk or vocero run is open"))
		}
		if v, err = c.d.Store.ScheduleByNetwork(v.ID, network == "on"); err != nil {
			return err
		}
		c.d.Kick()
		if v.ByNetwork {
			c.say(c.T("%s: what has an hour goes to the network's own scheduler", v.Handle()))
		} else {
			c.say(c.T("%s: what has an hour is sent from here", v.Handle()))
		}
		return c.showAccount(v)
	}))
	cmd.Flags().StringVar(&network, "network-schedule", "", a.T("let the network's own scheduler publish what has an hour: `on|off`"))
	return cmd
}

// givenBack carries what a network is asked to give back, for as long as one command talks to a server, where no workers do. An error
// other than that it is not back yet is the command's own.
func (c *call) givenBack(err error, post accounts.ID) error {
	if !errors.Is(err, accounts.ErrTaking) {
		return err
	}
	ds, failed := c.d.Store.DeliveriesOf(post)
	if failed != nil {
		return failed
	}
	var ids []accounts.ID
	for _, d := range ds {
		if d.Leaving() {
			ids = append(ids, d.ID)
		}
	}
	c.d.Kick()
	ctx, cancel := context.WithTimeout(c.ctx, netTime)
	defer cancel()
	for _, id := range ids {
		if failed := c.d.Carry(ctx, []accounts.Delivery{{ID: id}}); failed != nil && ctx.Err() == nil {
			return failed
		}
	}
	for _, id := range ids {
		if d, failed := c.d.Store.Delivery(id); failed != nil || d.State == accounts.Handed {
			return errors.Join(err, failed)
		}
	}
	c.say(c.T("the network gave it back"))
	return nil
}
