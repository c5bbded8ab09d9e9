package cli

import (
	"errors"
	"time"

	"github.com/spf13/cobra"

	"vocero/accounts"
	"vocero/ui/cli/owner"
)

func (a *app) runCommand() *cobra.Command {
	once, unit := false, false
	cmd := a.leaf("run", a.T("carry the outbox and the inbox without screens, whenever no desk is open"), a.args(0, 0), nil)
	cmd.RunE = a.here(func(c *call) error {
		if c.d != nil {
			return usage(c.T("run works in a process of its own"), "")
		}
		if unit {
			return c.printUnit()
		}
		if once {
			return c.runOnce()
		}
		return c.runOn()
	})
	cmd.Flags().BoolVar(&unit, "print-unit", false, a.T("print a systemd user unit that keeps it running, and end"))
	cmd.Flags().BoolVar(&once, "once", false, a.T("settle what is open, send what is due, and end"))
	return cmd
}

// runOn owns the desk while nobody has it open, until the process is told to end.
func (c *call) runOn() error {
	for c.ctx.Err() == nil {
		h, err := c.hold(c.ctx, owner.Runner, c.opening())
		if err != nil {
			if err = c.standBy(err); err != nil {
				return c.unlessEnded(err)
			}
			continue
		}
		if err := h.d.Start(); err != nil {
			return errors.Join(err, h.release(hurry))
		}
		c.say(c.T("the outbox and the inbox are carried; a desk that opens takes over"))
		switch broken := h.until(c.ctx); {
		case broken != nil:
			return errors.Join(broken, h.release(hurry))
		case c.ctx.Err() != nil:
			return h.release(hurry)
		}
		if err := h.release(handOver / 3); err != nil {
			return err
		}
		if err := c.untilTaken(); err != nil {
			return c.unlessEnded(err)
		}
	}
	return nil
}

// unlessEnded drops an error that only says that the process was told to end.
func (c *call) unlessEnded(err error) error {
	if c.ctx.Err() != nil {
		return nil
	}
	return err
}

// standBy waits for the end of the desk that holds the database; another runner is an error, and so is an owner that hangs.
func (c *call) standBy(err error) error {
	info, none := owner.Read(c.home)
	if none != nil || info.Role != owner.Desk || !info.Fresh(c.Now()) || c.failOf(err).Code != "busy" {
		return err
	}
	c.say(c.T("the desk is open (process %s); waiting for its end", pid(info)))
	if err := owner.Standby(c.ctx, c.home, ""); err != nil && !errors.Is(err, owner.ErrNone) {
		return err
	}
	return nil
}

// untilTaken waits, after stepping aside, until the desk has taken over and closed again. Where no desk comes, it goes on soon.
func (c *call) untilTaken() error {
	for end := time.Now().Add(handOver); time.Now().Before(end); {
		err := owner.Standby(c.ctx, c.home, "")
		if err == nil {
			return nil
		}
		if !errors.Is(err, owner.ErrNone) {
			return err
		}
		if !pause(c.ctx, 50*time.Millisecond) {
			return c.ctx.Err()
		}
	}
	return nil
}

// onceDoc is the result of "run --once".
type onceDoc struct {
	Owner     *ownerDoc `json:"owner"` // who does the work; null: this command did
	Published int       `json:"published"`
	Failed    int       `json:"failed"`
	Open      int       `json:"open"`
}

type ownerDoc struct {
	PID  int    `json:"pid"`
	Role string `json:"role"`
}

// runOnce looks up what is unconfirmed and sends what is due. Where a live owner does that anyway, it says who; one that gives no
// sign of life is a failure, so that cron tells somebody.
func (c *call) runOnce() error {
	h, err := c.hold(c.ctx, owner.Runner, c.opening())
	if err != nil {
		info, none := owner.Read(c.home)
		if none == nil && c.failOf(err).Code == "busy" && info.Fresh(c.Now()) {
			c.say(c.T("nothing to do here: process %s carries the outbox", pid(info)))
			return c.show(onceDoc{Owner: &ownerDoc{info.PID, string(info.Role)}}, func(*page) {})
		}
		return err
	}
	err = c.carryDue(h)
	return errors.Join(err, h.release(hurry))
}

// carryDue sends what is due, and stops early when a desk wants to open.
func (c *call) carryDue(h *holding) error {
	ctx, cancel := contextUntil(c.ctx, h.s.Asked())
	defer cancel()
	sum, err := h.d.Publisher.Once(ctx)
	if err != nil && ctx.Err() == nil {
		return err
	}
	if err := h.d.Store.Broken(); err != nil {
		return err
	}
	open, _, err := h.d.Store.Deliveries(accounts.DeliveryQuery{Open: true}, "", 1000)
	if err != nil {
		return err
	}
	doc := onceDoc{Published: sum.Published, Failed: sum.Failed, Open: len(open)}
	c.say(c.T("%d published, %d failed, %d still in the outbox", doc.Published, doc.Failed, doc.Open))
	return c.show(doc, func(*page) {})
}
