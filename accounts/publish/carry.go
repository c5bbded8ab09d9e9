package publish

import (
	"context"
	"errors"
	"fmt"
	"time"

	"vocero/accounts"
	"vocero/accounts/guard"
)

// carriage is one try of one delivery, from the last check to the record of what came of it.
type carriage struct {
	p       *Publisher
	d       accounts.Delivery
	was     accounts.DeliveryState // before the claim
	late    bool
	claimed bool
	account accounts.Account
	net     accounts.Network
	digest  accounts.Digest
	rules   int
	post    accounts.Post
}

// The longest that one call of a network may take.
const (
	sendTime   = time.Minute
	readTime   = 30 * time.Second
	uploadTime = 10 * time.Minute
)

// carry goes through the steps; each returns false when the delivery stops there, with that recorded.
func (c *carriage) carry() {
	if c.p.byHand(c.d) {
		c.remind()
		return
	}
	defer func() { c.p.pay(c.d.Account, c.net) }()
	c.lookAtLinks()
	if c.refresh() && c.cleared() && c.open() && c.worthwhile() && c.claim() {
		c.dispatch()
	}
}

// refresh reads the delivery again: between the plan and now a person may have taken it back.
func (c *carriage) refresh() bool {
	d, err := c.p.cfg.Store.Delivery(c.d.ID)
	if err != nil {
		c.putOff(fmt.Errorf("reading the delivery: %w", err))
		return false
	}
	again := d.Resend && (d.State == accounts.Unconfirmed || d.State == accounts.NeedsYou)
	if d.State != accounts.Scheduled && d.State != accounts.Waiting && !again || leaves(d).After(c.p.now()) {
		return false
	}
	c.d, c.was = d, d.State
	return true
}

// again tells whether the try repeats one whose outcome was unknown.
func (c *carriage) again() bool {
	return c.was == accounts.Unconfirmed || c.was == accounts.NeedsYou
}

// cleared checks account, brand and post once more. A repeat of a frozen request is not judged anew, only held by a pause.
func (c *carriage) cleared() bool {
	if err := c.read(); err != nil {
		c.putOff(err)
		return false
	}
	now := c.p.now()
	facts, err := c.p.facts(now, c.d, c.post)
	if err != nil {
		c.putOff(err)
		return false
	}
	switch {
	case c.account.Brand != c.d.Brand || facts.Brand.ID != c.d.Brand:
		return c.stop(accounts.Held, fault(accounts.CodeGuard, "brand", now))
	case facts.Brand.Paused():
		return c.stop(accounts.Held, fault(accounts.CodePaused, facts.Brand.Pause.Reason, now))
	case c.account.State == accounts.AccountBlocked:
		return c.stop(accounts.Blocked, blockedBy(c.account, now))
	case c.again() || c.d.Op != accounts.OpPost:
		return true
	case c.digest != c.d.Digest:
		return c.stop(accounts.Held, fault(accounts.CodeChanged, "", now))
	case c.post.Brand != c.d.Brand || c.post.Reply() && c.post.Answering.Account != c.d.Account:
		return c.stop(accounts.Held, fault(accounts.CodeGuard, "speaker", now))
	}
	if rules := blocks(guard.Check(c.post, facts), c.d); rules != "" {
		return c.stop(accounts.Held, fault(accounts.CodeGuard, rules, now))
	}
	return true
}

// read reads what the delivery is about.
func (c *carriage) read() (err error) {
	if c.account, err = c.p.cfg.Store.Account(c.d.Account); err != nil {
		return fmt.Errorf("reading the account of a delivery: %w", err)
	}
	c.digest, c.rules = c.d.Digest, c.d.Rules
	if c.d.Op != accounts.OpPost {
		return nil
	}
	if c.post, err = c.p.cfg.Store.Post(c.d.Post); err != nil {
		return fmt.Errorf("reading the post of a delivery: %w", err)
	}
	if !c.again() {
		c.digest, c.rules = guard.DigestOf(c.post, c.d.Account), guard.Rules
	}
	return nil
}

// open logs the account in.
func (c *carriage) open() bool {
	net, err := c.p.login(c.account)
	if err != nil {
		c.putOff(err)
		return false
	}
	c.net = net
	return true
}

// login opens an account's network. An account without a token has to log in again.
func (p *Publisher) login(a accounts.Account) (accounts.Network, error) {
	net, err := p.cfg.Networks.Open(a)
	if errors.Is(err, accounts.ErrNotFound) {
		return nil, &accounts.Err{Doing: "reading the token", Class: accounts.OutcomeAuth, Code: accounts.CodeAuth, Cause: err}
	}
	return net, err
}

// worthwhile is the last look before a repeat. An automatic one goes out only while the network's guarantee holds; one that a
// person asked for is spared when the post turns up after all.
func (c *carriage) worthwhile() bool {
	switch c.was {
	case accounts.Unconfirmed:
		if c.p.mayRepeat(c.d, c.account) {
			return true
		}
		c.p.commit(c.d, accounts.Resolution{To: accounts.NeedsYou, Fault: c.p.evidence(c.d)})
		return false
	case accounts.NeedsYou:
		ctx, cancel := context.WithTimeout(c.p.hard, readTime)
		defer cancel()
		found, err := c.p.find(ctx, c.net, c.d)
		if err != nil && accounts.AsErr(err).Class != accounts.OutcomeRefused {
			c.putOff(err)
			return false
		}
		if len(found) > 0 {
			c.p.recoveredAs(c.d, found)
			return false
		}
		return !c.inList(ctx)
	}
	return true
}

// claim freezes the payload in the store. After it, bytes may leave.
func (c *carriage) claim() bool {
	in, err := c.freeze()
	if err != nil {
		c.putOff(err)
		return false
	}
	if c.p.hears(c.net); c.p.clockHolds(c.d) || c.p.stopped() {
		return false
	}
	d, err := c.p.cfg.Store.Claim(c.d.ID, in)
	switch {
	case errors.Is(err, accounts.ErrBusy): // Another one of the account is not resolved yet, or this owner was replaced.
		c.p.hold(c.d.ID, c.p.now().Add(backoffLeast))
		return false
	case err != nil:
		c.p.log.Warn("a delivery was not claimed", "delivery", c.d.ID, "account", c.d.Account, "error", err)
		c.p.hold(c.d.ID, c.p.now().Add(tick))
		c.unclaim(in.Key)
		return false
	case d.State != accounts.Sending || d.Outgoing == nil:
		return false
	}
	c.d, c.claimed = d, true
	if c.late {
		c.p.leftLate(d.Account, c.p.now())
	}
	return true
}

// unclaim gives back a claim that the store recorded although it reported an error: no byte has left.
func (c *carriage) unclaim(key string) {
	d, err := c.p.cfg.Store.Delivery(c.d.ID)
	if err != nil || d.State != accounts.Sending || d.Epoch != c.p.cfg.Store.Epoch() || d.Key != key {
		return
	}
	c.d = d
	c.settle(accounts.Receipt{}, &accounts.Err{Doing: "claiming a delivery", Class: accounts.OutcomeNotSent, Code: accounts.CodeOffline})
}

// stop takes a step that keeps the delivery from leaving. A repeat cannot take it and waits instead.
func (c *carriage) stop(to accounts.DeliveryState, f *accounts.Fault) bool {
	if !accounts.CanStep(c.d.State, to) {
		c.p.hold(c.d.ID, c.p.now().Add(idleTick))
		return false
	}
	c.p.commit(c.d, accounts.Resolution{To: to, Fault: f})
	return false
}

// putOff records that a try ended before the claim: nothing of the post has left, so it is tried again later, unless the cause is
// one that waiting does not mend.
func (c *carriage) putOff(err error) {
	p, now := c.p, c.p.now()
	e := early(err)
	p.log.Warn("a delivery was put off", "delivery", c.d.ID, "account", c.d.Account, "error", err)
	f := e.Fault(now)
	switch {
	case e.Code == accounts.CodeLocked: // The store keeps no date: the vault may be opened any moment.
		p.hold(c.d.ID, now.Add(tick))
		if !c.again() && (c.d.Fault == nil || c.d.Fault.Code != e.Code) {
			p.note(c.d, accounts.Resolution{To: c.d.State, Fault: f})
		}
		return
	case e.Class == accounts.OutcomeAuth:
		p.block(c.d.Account, f)
		c.stop(accounts.Blocked, f)
		return
	case e.Class == accounts.OutcomeRefused:
		c.stop(accounts.Failed, f)
		return
	}
	at := p.backOff(c.d.ID, now)
	if e.Class == accounts.OutcomeLimit {
		at = until(e, now, 0)
		p.limited(c.d.Account, at)
	}
	p.hold(c.d.ID, at)
	if !c.again() {
		p.note(c.d, accounts.Resolution{To: c.d.State, NotBefore: at, Fault: f})
	}
}

// note keeps a remark on a delivery that does not move. It may fail: the memory holds the delivery back all the same.
func (p *Publisher) note(d accounts.Delivery, r accounts.Resolution) (ok bool) {
	_, err := p.cfg.Store.Resolve(d.ID, r)
	if err != nil {
		p.log.Warn("noting on a delivery", "delivery", d.ID, "error", err)
	}
	return err == nil
}

// block stops an account: its queue waits until it is logged in again, the others go on.
func (p *Publisher) block(account accounts.ID, f *accounts.Fault) {
	if err := p.cfg.Store.BlockAccount(account, f); err != nil {
		p.log.Error("blocking an account", "account", account, "error", err)
	}
}

// recovered turns a panic into a record: what was claimed is unknown, what was not is tried later.
func (c *carriage) recovered() {
	r := recover()
	if r == nil {
		return
	}
	c.p.log.Error("a delivery broke", "delivery", c.d.ID, "account", c.d.Account, "panic", fmt.Sprint(r))
	if c.claimed {
		c.settle(accounts.Receipt{}, fmt.Errorf("carrying a delivery: it broke: %v", r))
		return
	}
	c.p.hold(c.d.ID, c.p.backOff(c.d.ID, c.p.now()))
}
