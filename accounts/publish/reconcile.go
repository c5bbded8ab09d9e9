package publish

import (
	"context"
	"time"

	"vocero/accounts"
)

// lookGaps are the waits before the look-ups that follow an unknown outcome: 5 s, 20 s, 60 s and 3 min after it. Slow servers
// commit late (github.com/mastodon/mastodon/issues/21840).
var lookGaps = [...]time.Duration{5 * time.Second, 15 * time.Second, 40 * time.Second, 2 * time.Minute}

// keyTrust is the age up to which a server that honours idempotency keys still knows one. Mastodon keeps them for an hour
// (docs.joinmastodon.org/methods/statuses/#create).
const keyTrust = 50 * time.Minute

// planLooks starts the look-ups that are due, and marks as unknown what an earlier owner left in sending.
func (p *Publisher) planLooks(now time.Time, only map[accounts.ID]bool) (soon time.Time) {
	read := func(limit int) ([]accounts.Delivery, error) { return p.cfg.Store.Lookups(now, limit) }
	err := everything(read, p.stopped, func(d accounts.Delivery) {
		if d.State == accounts.Sending {
			var ok bool
			if d, ok = p.orphaned(now, d); !ok {
				return
			}
		}
		if d.State == accounts.Unconfirmed && (only == nil || only[d.ID]) {
			soon = earlier(soon, p.considerLook(now, d))
		}
	})
	if err != nil {
		p.log.Error("reading what is to be looked up", "error", err)
		return now.Add(tick)
	}
	return soon
}

// orphaned takes over a delivery that an earlier owner left in sending: its outcome is unknown. An act is simply due again.
func (p *Publisher) orphaned(now time.Time, d accounts.Delivery) (accounts.Delivery, bool) {
	if d.Epoch == p.cfg.Store.Epoch() { // Ours: it runs, or its result is about to be recorded.
		return d, false
	}
	r := accounts.Resolution{To: accounts.Unconfirmed, Outcome: accounts.OutcomeUnknown, Fault: fault(accounts.CodeUnknown, "", now)}
	switch n := len(d.Attempts); {
	case d.Op != accounts.OpPost && n >= actTries:
		r.To = accounts.Failed
	case d.Op != accounts.OpPost:
		r.To, r.NotBefore = accounts.Scheduled, now
	case n > 0:
		r.NextLook = later(now, d.Attempts[n-1].Started.Add(lookGaps[0]))
		if r.NextLook.After(now.Add(lookGaps[0])) { // The clock was set back meanwhile.
			r.NextLook = now.Add(lookGaps[0])
		}
	default:
		r.NextLook = now
	}
	return p.commit(d, r)
}

// considerLook starts one look-up, or the repeat that the last one allowed; else it says when to ask again.
func (p *Publisher) considerLook(now time.Time, d accounts.Delivery) time.Time {
	if d.Resend {
		if p.full() {
			return time.Time{}
		}
		return p.consider(now, d)
	}
	if d.NextLook.After(now) {
		return d.NextLook
	}
	p.mu.Lock()
	wait := p.memory.putOff[d.ID]
	p.mu.Unlock()
	if wait.After(now) {
		return wait
	}
	p.startRead(d, lookDue, p.look)
	return time.Time{}
}

// lookDue tells whether a delivery is to be looked up now.
func lookDue(d accounts.Delivery, now time.Time) bool {
	return d.State == accounts.Unconfirmed && !d.Resend && !d.NextLook.After(now)
}

// look looks one unknown delivery up and records what was found.
func (p *Publisher) look(d accounts.Delivery) {
	now := p.now()
	a, err := p.cfg.Store.Account(d.Account)
	if err != nil {
		p.noLook(d, err)
		return
	}
	if a.State == accounts.AccountBlocked { // It can be asked again once somebody has logged in.
		p.note(d, accounts.Resolution{To: d.State, NextLook: now.Add(idleTick)})
		return
	}
	net, err := p.login(a)
	if err != nil {
		p.noLook(d, err)
		return
	}
	defer p.pay(a.ID, net)
	ctx, cancel := context.WithTimeout(p.hard, readTime)
	defer cancel()
	found, err := p.find(ctx, net, d)
	if err != nil {
		p.noLook(d, err)
		return
	}
	if len(found) > 0 {
		p.recoveredAs(d, found)
		return
	}
	p.absent(d, a)
}

// find asks the network for what a delivery may have become, without what other deliveries became.
func (p *Publisher) find(ctx context.Context, net accounts.Network, d accounts.Delivery) ([]accounts.Receipt, error) {
	if d.Outgoing == nil {
		return nil, &accounts.Err{Doing: "looking a post up", Class: accounts.OutcomeRefused, Code: accounts.CodeUnknown}
	}
	found, err := net.Find(ctx, *d.Outgoing, d.Watermark)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	q := accounts.DeliveryQuery{Account: d.Account, States: []accounts.DeliveryState{accounts.Published}}
	others, _, err := p.cfg.Store.Deliveries(q, "", 200)
	if err != nil {
		return nil, err
	}
	taken := map[string]bool{}
	for _, o := range others {
		if o.ID != d.ID && o.Receipt != nil && o.Op == accounts.OpPost {
			taken[o.Receipt.RemoteID] = true
		}
	}
	var mine []accounts.Receipt
	for _, r := range found {
		if r.RemoteID != "" && !taken[r.RemoteID] {
			taken[r.RemoteID] = true
			mine = append(mine, r)
		}
	}
	return mine, nil
}

// recoveredAs records that a delivery was found on the network.
func (p *Publisher) recoveredAs(d accounts.Delivery, found []accounts.Receipt) {
	now := p.now()
	r := found[0]
	r.Recovered = true
	if r.At.IsZero() {
		r.At = now
	}
	p.commit(d, accounts.Resolution{To: accounts.Published, Receipt: &r, Double: len(found) > 1, NextLook: now.Add(readBackAfter[0])})
}

// absent records a look-up that did not find the delivery: the next one, and after the last of them a repeat where the network
// guarantees that it is harmless, else a question to the person.
func (p *Publisher) absent(d accounts.Delivery, a accounts.Account) {
	now := p.now()
	looks := d.Looks + 1
	per := len(lookGaps)
	if i := looks - per*max(unknowns(d)-1, 0); i < per {
		p.commit(d, accounts.Resolution{To: d.State, Looked: true, NextLook: now.Add(lookGaps[max(i, 0)])})
		return
	}
	if p.mayRepeat(d, a) {
		p.commit(d, accounts.Resolution{To: d.State, Looked: true, Resend: true, NextLook: now})
		return
	}
	p.commit(d, accounts.Resolution{To: accounts.NeedsYou, Looked: true, Fault: p.evidence(d)})
}

// mayRepeat tells whether the network guarantees that the same request, sent once more, is harmless: it honours the key, the key
// is young enough, the clock that says so was not set, and there was one unknown attempt only.
func (p *Publisher) mayRepeat(d accounts.Delivery, a accounts.Account) bool {
	age := p.now().Sub(d.CreatedAt)
	p.mu.Lock()
	trusted := p.memory.up >= p.memory.distrust
	p.mu.Unlock()
	return a.Instance.Can.Key && d.Key != "" && unknowns(d) <= 1 && age >= 0 && age < keyTrust && trusted
}

// evidence is what is known of a delivery that only a person can decide on: what the network said, and that it is not there. The
// times of the attempts and the number of look-ups stand beside it in the record.
func (p *Publisher) evidence(d accounts.Delivery) *accounts.Fault {
	f := fault(accounts.CodeAbsent, "", p.now())
	if d.Fault != nil {
		f.Detail, f.Status = d.Fault.Detail, d.Fault.Status
	}
	return f
}

// refusals is how many look-ups a network may refuse before a person is asked to look.
const refusals = 4

// noLook records that a look-up was impossible: the delivery stays unconfirmed and is never sent again for that. Only where the
// network refuses to be asked, a person has to look.
func (p *Publisher) noLook(d accounts.Delivery, err error) {
	now := p.now()
	e := early(err)
	p.log.Warn("a look-up was not possible", "delivery", d.ID, "account", d.Account, "error", err)
	at := p.backOff(d.ID, now)
	switch e.Class {
	case accounts.OutcomeAuth:
		p.block(d.Account, e.Fault(now))
	case accounts.OutcomeLimit:
		at = until(e, now, 0)
	case accounts.OutcomeRefused:
		if p.triesOf(d.ID) >= refusals {
			f := e.Fault(now)
			p.commit(d, accounts.Resolution{To: accounts.NeedsYou, Fault: f})
			return
		}
	}
	if e.Code == accounts.CodeLocked {
		at = now.Add(tick)
	}
	p.hold(d.ID, at)
	p.note(d, accounts.Resolution{To: d.State, NextLook: at})
}

// triesOf is how many tries in a row came to nothing.
func (p *Publisher) triesOf(id accounts.ID) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.memory.tries[id]
}
