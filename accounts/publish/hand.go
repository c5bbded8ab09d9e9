package publish

import (
	"context"
	"errors"
	"time"

	"vocero/accounts"
	"vocero/accounts/guard"
)

// What a network's own scheduler carries goes through these steps, each of which may be the last one before the process dies:
//
//	wanted -> guard -> media -> watermark -> intent (one transaction) -> network -> there (one transaction)
//	       -> asked after, a day and half an hour before -> its hour -> found among the account's posts -> read back
//
// Nothing protects the request from being made twice, so it is made once: an unknown outcome is looked up in the network's list
// and, where that does not name it, shown to a person. The local copy stays until the post was found; a wish to have it back is
// carried out at the network first (handback.go).

// handWaits are how long after its hour a handed post is looked for among the account's own.
var handWaits = [...]time.Duration{10 * time.Second, 30 * time.Second, time.Minute, 2 * time.Minute, 4 * time.Minute}

// planHands asks the networks for what they have, or shall have, where that is due.
func (p *Publisher) planHands(now time.Time, only map[accounts.ID]bool) (soon time.Time) {
	read := func(limit int) ([]accounts.Delivery, error) { return p.cfg.Store.Handovers(now, limit) }
	err := everything(read, p.stopped, func(d accounts.Delivery) {
		if only != nil && !only[d.ID] || d.Handover == nil {
			return
		}
		p.mu.Lock()
		wait := later(p.memory.putOff[d.ID], p.memory.limits[d.Account])
		p.mu.Unlock()
		switch {
		case wait.After(now):
			soon = earlier(soon, wait)
		case d.State == accounts.Scheduled && p.clockHolds(d): // Nobody can tell how far away its hour is.
		case d.State == accounts.Scheduled:
			p.startRead(d, handDue, p.handOver)
		case d.State == accounts.Handed:
			p.startRead(d, handDue, p.hand)
		}
	})
	if err != nil {
		p.log.Error("reading what the networks have", "error", err)
		return now.Add(tick)
	}
	return soon
}

// handDue tells whether something is to be done now about what a network has or shall have.
func handDue(d accounts.Delivery, now time.Time) bool {
	on := d.State == accounts.Scheduled || d.State == accounts.Handed
	return on && d.Handover != nil && !d.Handover.Next.IsZero() && !d.Handover.Next.After(now)
}

// handOver brings one delivery to its network's scheduler.
func (p *Publisher) handOver(d accounts.Delivery) {
	c := &carriage{p: p, d: d, was: d.State}
	in, net, err := c.readyToHand()
	if err != nil {
		c.notHanded(err)
		return
	}
	if in == nil || p.stopped() || p.clockHolds(d) {
		return
	}
	claimed, err := p.cfg.Store.HandOver(d.ID, *in)
	if err != nil {
		p.log.Warn("a delivery was not handed over", "delivery", d.ID, "error", err)
		p.hold(d.ID, p.now().Add(idleTick))
		if claimed, err = p.cfg.Store.Delivery(d.ID); err == nil && claimed.State == accounts.Handed && claimed.Key == in.Key {
			c.handed(claimed, accounts.Planned{}, &accounts.Err{Doing: "handing over", Class: accounts.OutcomeNotSent, Code: accounts.CodeOffline})
		}
		return
	}
	ctx, cancel := context.WithTimeout(p.hard, sendTime)
	defer cancel()
	planned, err := net.Plan(ctx, *claimed.Outgoing, claimed.Handover.At)
	c.handed(claimed, planned, err)
}

// readyToHand reads everything anew, asks the guards, brings the files up and takes the watermark. Without an error and without a
// claim there is nothing to do any more.
func (c *carriage) readyToHand() (*accounts.ClaimInput, accounts.Scheduler, error) {
	d, err := c.p.cfg.Store.Delivery(c.d.ID)
	if err != nil || d.State != accounts.Scheduled || d.Handover == nil || d.Handover.Phase != accounts.HandWanted {
		return nil, nil, err
	}
	c.d = d
	if err := c.read(); err != nil {
		return nil, nil, err
	}
	now := c.p.now()
	facts, err := c.p.facts(now, d, c.post)
	if err != nil {
		return nil, nil, err
	}
	if why := accounts.WhyNotHanded(c.post, d, c.account, now); why != "" {
		return nil, nil, errStays
	}
	if c.account.State == accounts.AccountBlocked || facts.Brand.Paused() || c.account.Brand != d.Brand || facts.Brand.ID != d.Brand || c.digest != d.Digest {
		return nil, nil, errLater
	}
	if blocks(guard.Check(c.post, facts), d) != "" { // Preflight says so; at its hour the guard has the word.
		return nil, nil, errLater
	}
	net, err := c.p.login(c.account)
	if err != nil {
		return nil, nil, err
	}
	scheduler, ok := net.(accounts.Scheduler)
	if !ok {
		return nil, nil, errStays
	}
	c.net = net
	in, err := c.freeze()
	c.p.hears(net)
	return &in, scheduler, err
}

var (
	errStays = errors.New("this desk carries it")
	errLater = errors.New("it may be handed over later")
)

// notHanded records that a try to hand over ended before its intent: this desk carries it meanwhile.
func (c *carriage) notHanded(err error) {
	p, now := c.p, c.p.now()
	step := accounts.HandStep{To: accounts.Scheduled, Phase: accounts.HandWanted, Next: now.Add(preflightAgain), Failed: true}
	switch e := early(err); {
	case errors.Is(err, errStays):
		step.Phase = accounts.HandRefused
	case errors.Is(err, errLater):
	case e.Class == accounts.OutcomeRefused:
		step.Phase, step.Fault = accounts.HandRefused, e.Fault(now)
	case e.Class == accounts.OutcomeAuth:
		p.block(c.d.Account, e.Fault(now))
	case e.Class == accounts.OutcomeLimit:
		step.Next = until(e, now, 0)
		p.limited(c.d.Account, step.Next)
	case e.Code == accounts.CodeLocked: // The vault may be opened any moment.
		p.hold(c.d.ID, now.Add(tick))
		return
	default:
		step.Next = now.Add(backoff(c.d.Handover.Tries+1, p.cfg.Jitter()))
	}
	p.hands(c.d, step)
}

// handed records the outcome of the one request.
func (c *carriage) handed(d accounts.Delivery, planned accounts.Planned, err error) {
	p, now := c.p, c.p.now()
	e := &accounts.Err{Doing: "handing over", Class: accounts.OutcomeUnknown, Code: accounts.CodeUnknown}
	switch {
	case err == nil && planned.Out != nil: // It kept nothing, and published at once.
		p.hands(d, accounts.HandStep{To: accounts.Published, Phase: accounts.HandThere, Receipt: planned.Out, NextLook: now.Add(readBackAfter[0])})
		return
	case err == nil && planned.ID != "":
		p.hands(d, there(d, planned, now))
		return
	case err != nil:
		e = accounts.AsErr(err)
	}
	p.log.Warn("a network did not take a delivery", "delivery", d.ID, "account", d.Account, "class", e.Class.String(), "error", err)
	step := accounts.HandStep{To: accounts.Scheduled, Phase: accounts.HandWanted, Fault: e.Fault(now), Failed: true}
	switch e.Class {
	case accounts.OutcomeNotSent:
		step.Next = now.Add(backoff(d.Handover.Tries+1, p.cfg.Jitter()))
	case accounts.OutcomeLimit:
		step.Next = until(e, now, d.Handover.Tries)
		p.limited(d.Account, step.Next)
	case accounts.OutcomeAuth:
		p.block(d.Account, e.Fault(now))
		step.Next = now.Add(idleTick)
	case accounts.OutcomeRefused:
		step.Phase = accounts.HandRefused
	default:
		step = accounts.HandStep{To: accounts.Handed, Phase: accounts.HandUnsure, Next: now.Add(lookGaps[0]), Fault: e.Fault(now)}
	}
	p.hands(d, step)
}

// there is the step of a plan that the network named.
func there(d accounts.Delivery, planned accounts.Planned, now time.Time) accounts.HandStep {
	at := planned.At
	if at.IsZero() {
		at = d.Handover.At
	}
	s := accounts.HandStep{To: accounts.Handed, Phase: accounts.HandThere, ID: planned.ID, At: at, Next: nextAsk(at, now)}
	if d.Leaving() {
		s.Next = now
	}
	return s
}

// nextAsk is when a network is asked after a plan: a day and half an hour before its hour, and then after it.
func nextAsk(at, now time.Time) time.Time {
	for _, lead := range accounts.Preflights {
		if t := at.Add(-lead); t.After(now) {
			return t
		}
	}
	return later(now, at.Add(handWaits[0]))
}

// comingOut tells whether the post of a handed delivery may be appearing right now.
func comingOut(d accounts.Delivery, now time.Time) bool {
	return d.Handover == nil || !now.Before(d.Handover.At.Add(-jump))
}

// hands takes one step of a delivery that was handed over. One that cannot be recorded is found again in the network's list.
func (p *Publisher) hands(d accounts.Delivery, r accounts.HandStep) (ok bool) {
	if d.Handover != nil {
		r.Seen = d.Handover.Aim
	}
	n, err := p.cfg.Store.Hand(d.ID, r)
	now := p.now()
	p.mu.Lock()
	defer p.mu.Unlock()
	if err != nil {
		p.log.Error("recording what a network has", "delivery", d.ID, "account", d.Account, "phase", r.Phase.String(), "to", r.To.String(), "error", err)
		p.memory.putOff[d.ID] = now.Add(backoff(1, p.cfg.Jitter()))
		return false
	}
	p.memory.done(d.ID)
	if t := later(r.Next, r.NextLook); !t.IsZero() {
		p.memory.alarms[d.ID] = t
	}
	was := d.Handover
	switch {
	case d.State != n.State && n.State != accounts.Published && n.State != accounts.NeedsYou && d.State == accounts.Handed:
		p.tally.Back++
	case r.To == accounts.Handed && r.Phase == accounts.HandThere && was != nil && was.Phase < accounts.HandThere:
		p.tally.Handed++
	case d.State != n.State:
		p.tally.add(d.State, accounts.Resolution{To: n.State, Receipt: r.Receipt})
	}
	p.log.Info("delivery with its network", "delivery", d.ID, "account", d.Account, "phase", r.Phase.String(), "to", n.State.String())
	return true
}
