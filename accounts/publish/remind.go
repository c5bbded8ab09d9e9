package publish

import "vocero/accounts"

// byHand tells whether a delivery is of an account that only a person publishes on: no network is asked for it, and it waits for
// nothing but its hour. An account that cannot be read is none; the next step says so.
func (p *Publisher) byHand(d accounts.Delivery) bool {
	a, err := p.cfg.Store.Account(d.Account)
	return err == nil && a.Network == accounts.Manual
}

// remind is the hour of what a person publishes by hand: the guards are asked once more, then it waits for her, however late it is. It
// is one transaction, before which it is scheduled and after which it is hers: whatever dies in between loses nothing. No byte leaves
// for it, not even to look at a link.
func (c *carriage) remind() {
	if !c.refresh() || !c.cleared() {
		return
	}
	now := c.p.now()
	if c.d.Op != accounts.OpPost {
		c.stop(accounts.Failed, fault(accounts.CodeUnsupported, "", now))
		return
	}
	if c.p.clockHolds(c.d) || c.p.stopped() {
		return
	}
	c.p.commit(c.d, accounts.Resolution{To: accounts.NeedsYou, Fault: fault(accounts.CodeHand, "", now)})
}

// clockless tells whether no account's server could tell the hour: a person publishes on all of them.
func clockless(all []accounts.Account) bool {
	for _, a := range all {
		if a.Network != accounts.Manual {
			return false
		}
	}
	return len(all) > 0
}
