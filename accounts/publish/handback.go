package publish

import (
	"context"
	"slices"
	"time"

	"vocero/accounts"
)

// hand asks a network about one delivery that it has, or may have, or is to give back.
func (p *Publisher) hand(d accounts.Delivery) {
	now := p.now()
	id := d.ID
	d, err := p.cfg.Store.Delivery(id) // It may have moved since it was listed.
	if err != nil || d.State != accounts.Handed || d.Handover == nil || d.Outgoing == nil {
		p.hold(id, now.Add(backoffLeast))
		return
	}
	a, err := p.cfg.Store.Account(d.Account)
	if err != nil {
		p.handLater(d, err)
		return
	}
	if a.State == accounts.AccountBlocked { // It can be asked again once somebody has logged in.
		p.hold(d.ID, now.Add(idleTick))
		return
	}
	net, err := p.login(a)
	if err != nil {
		p.handLater(d, err)
		return
	}
	scheduler, ok := net.(accounts.Scheduler)
	if !ok {
		p.handLater(d, &accounts.Err{Doing: "asking a network's scheduler", Class: accounts.OutcomeRefused, Code: accounts.CodeUnsupported})
		return
	}
	ctx, cancel := context.WithTimeout(p.hard, 2*readTime)
	defer cancel()
	h := &handing{p: p, d: d, h: *d.Handover, ctx: ctx, net: net, list: scheduler}
	switch {
	case !now.Before(h.h.At.Add(handWaits[0])):
		h.afterHour()
	case h.h.Phase == accounts.HandAsked || h.h.Phase == accounts.HandUnsure:
		h.search()
	case h.h.Aim != accounts.AimStay, h.h.Phase == accounts.HandTaking:
		h.takeBack()
	default:
		h.askAfter()
	}
}

// handing is one question to a network about one delivery.
type handing struct {
	p    *Publisher
	d    accounts.Delivery
	h    accounts.Handover
	ctx  context.Context
	net  accounts.Network
	list accounts.Scheduler
}

// stay notes something on a delivery that stays with its network.
func (h handing) stay(phase accounts.HandPhase, next time.Time) accounts.HandStep {
	return accounts.HandStep{To: accounts.Handed, Phase: phase, Next: next}
}

// search looks through the network's list for a request whose outcome is unknown. It is never made again for not being there.
func (h handing) search() {
	p, now := h.p, h.p.now()
	found, err := h.list.FindPlanned(h.ctx, *h.d.Outgoing, h.h.At)
	if err == nil {
		found, err = h.mine(found)
	}
	if err != nil {
		p.handLater(h.d, err)
		return
	}
	if len(found) > 0 {
		s := there(h.d, found[0], now)
		s.Double = len(found) > 1
		p.hands(h.d, s)
		return
	}
	step := h.stay(accounts.HandUnsure, time.Time{})
	step.Looked, step.Fault = true, h.h.Fault
	if looks := h.h.Looks + 1; looks < len(lookGaps) {
		step.Next = now.Add(lookGaps[looks])
	} else {
		step.To, step.Fault = accounts.NeedsYou, p.evidence(accounts.Delivery{Fault: h.h.Fault})
	}
	p.hands(h.d, step)
}

// mine leaves out what other deliveries of the account have in the list.
func (h handing) mine(found []accounts.Planned) ([]accounts.Planned, error) {
	if len(found) == 0 {
		return nil, nil
	}
	q := accounts.DeliveryQuery{Account: h.d.Account, States: []accounts.DeliveryState{accounts.Handed}}
	others, _, err := h.p.cfg.Store.Deliveries(q, "", 1000)
	taken := map[string]bool{}
	for _, o := range others {
		if o.ID != h.d.ID && o.Handover != nil {
			taken[o.Handover.ID] = true
		}
	}
	return slices.DeleteFunc(found, func(x accounts.Planned) bool { return x.ID == "" || taken[x.ID] }), err
}

// askAfter asks whether a network still has what it is to publish, and tries the delivery as one that this desk carries.
func (h handing) askAfter() {
	p, now := h.p, h.p.now()
	planned, err := h.list.Planned(h.ctx, h.h.ID)
	switch {
	case err != nil && accounts.AsErr(err).Code == accounts.CodeNotFound:
		h.gone()
		return
	case err != nil:
		p.handLater(h.d, err)
		return
	}
	if !p.hands(h.d, there(h.d, planned, now)) { // Somebody may have moved it there: the hour is that of the network.
		return
	}
	if lead, ok := toTry(h.d, now); ok {
		h.d.Preflight = &accounts.Preflight{Lead: lead}
		p.preflight([]accounts.Delivery{h.d})
	}
}

// gone is a plan that the network has no more before its hour. It may be out already; else somebody took it away there, and a
// person says what that means.
func (h handing) gone() {
	if h.foundOut(nil) {
		return
	}
	p, now := h.p, h.p.now()
	step := h.stay(h.h.Phase, now.Add(time.Minute))
	step.Looked = true
	if h.h.Looks > 0 {
		step.To, step.Fault = accounts.NeedsYou, fault(accounts.CodeAbsent, "", now)
	}
	p.hands(h.d, step)
}

// intend writes down that a plan may be off the list from now on; false when it must not be touched.
func (h *handing) intend(step accounts.HandStep) bool {
	if h.p.stopped() || !h.p.hands(h.d, step) {
		return false
	}
	d, err := h.p.cfg.Store.Delivery(h.d.ID)
	if err != nil || d.State != accounts.Handed || d.Handover == nil {
		return false
	}
	h.d, h.h = d, *d.Handover
	return true
}

// takeBack takes a plan off the network's list; only then the delivery becomes what a person wants.
func (h *handing) takeBack() {
	p, now := h.p, h.p.now()
	if h.h.Phase != accounts.HandTaking { // Written down before any byte: from here on nobody knows whether it is there.
		step := h.stay(accounts.HandTaking, now)
		step.Fault = h.h.Fault
		if !h.intend(step) {
			return
		}
	}
	err := h.list.Unplan(h.ctx, h.h.ID)
	switch {
	case err == nil:
		p.hands(h.d, accounts.HandStep{To: accounts.Scheduled, Phase: accounts.HandTaking})
	case accounts.AsErr(err).Code != accounts.CodeNotFound:
		p.handLater(h.d, err)
	case h.foundOut(fault(accounts.CodeChanged, "", now)): // It was too late.
	case now.Before(h.h.At.Add(-time.Minute)):
		p.hands(h.d, accounts.HandStep{To: accounts.Scheduled, Phase: accounts.HandTaking})
	default: // Its hour is here: it may appear any moment.
		step := h.stay(accounts.HandTaking, h.h.At.Add(handWaits[0]))
		step.Looked = true
		p.hands(h.d, step)
	}
}

// foundOut looks for the post among the account's own and records it; done tells that the delivery was dealt with.
func (h handing) foundOut(f *accounts.Fault) (done bool) {
	p, now := h.p, h.p.now()
	d := h.d
	if out := *d.Outgoing; !now.Before(h.h.At) { // An older one that reads the same is another.
		out.CreatedAt = h.h.At
		d.Outgoing = &out
	}
	found, err := p.find(h.ctx, h.net, d)
	if err == nil && len(found) > 0 {
		var ok bool
		if ok, err = h.noSender(); !ok && err == nil {
			p.hold(h.d.ID, now.Add(lookGaps[0]))
			return true
		}
	}
	if err != nil {
		p.handLater(h.d, err)
		return true
	}
	if len(found) == 0 {
		return false
	}
	r := found[0]
	if r.At.IsZero() {
		r.At = now
	}
	p.hands(h.d, accounts.HandStep{To: accounts.Published, Phase: h.h.Phase, Receipt: &r, Fault: f, Double: len(found) > 1, NextLook: now})
	return true
}

// noSender tells whether no other delivery of the account that reads the same is on its way: what was found may be that one's.
func (h handing) noSender() (bool, error) {
	q := accounts.DeliveryQuery{Account: h.d.Account, States: []accounts.DeliveryState{accounts.Sending, accounts.Unconfirmed}}
	ds, _, err := h.p.cfg.Store.Deliveries(q, "", 200)
	return !slices.ContainsFunc(ds, func(o accounts.Delivery) bool {
		return o.ID != h.d.ID && o.Outgoing != nil && sameText(o.Outgoing.Text, h.d.Outgoing.Text)
	}), err
}

// afterHour looks for what the network was to publish. A post that it still has minutes after its hour is taken back, and goes by the
// rules of late posts; one that is nowhere is a person's to decide.
func (h *handing) afterHour() {
	var late *accounts.Fault
	if h.h.Aim != accounts.AimStay {
		late = fault(accounts.CodeChanged, "", h.p.now())
	}
	if h.foundOut(late) {
		return
	}
	p, now := h.p, h.p.now()
	for _, wait := range handWaits {
		if t := h.h.At.Add(wait); t.After(now) {
			step := h.stay(h.h.Phase, t)
			step.Looked = true
			p.hands(h.d, step)
			return
		}
	}
	id := h.h.ID
	if id == "" {
		found, err := h.list.FindPlanned(h.ctx, *h.d.Outgoing, h.h.At)
		if err == nil {
			found, err = h.mine(found)
		}
		if err != nil {
			p.handLater(h.d, err)
			return
		}
		if len(found) > 0 {
			id = found[0].ID
		}
	}
	err := error(&accounts.Err{Code: accounts.CodeNotFound})
	if id != "" {
		if h.h.Phase != accounts.HandTaking || h.h.ID != id {
			step := h.stay(accounts.HandTaking, now)
			step.ID, step.Recall = id, true
			if !h.intend(step) {
				return
			}
		}
		err = h.list.Unplan(h.ctx, id)
	}
	switch {
	case err == nil:
		p.hands(h.d, accounts.HandStep{To: accounts.Scheduled, Phase: accounts.HandTaking})
	case accounts.AsErr(err).Code != accounts.CodeNotFound:
		p.handLater(h.d, err)
	case h.h.Looks < len(handWaits)-1 && now.Sub(h.h.At) < lateTolerant: // It was not looked for often enough yet: this desk was away.
		step := h.stay(h.phase(id), now.Add(lookGaps[0]))
		step.Looked = true
		p.hands(h.d, step)
	default:
		p.hands(h.d, accounts.HandStep{To: accounts.NeedsYou, Phase: h.phase(id), Fault: fault(accounts.CodeAbsent, "", now)})
	}
}

// phase is the phase after a try to take a plan back.
func (h handing) phase(id string) accounts.HandPhase {
	if id != "" {
		return accounts.HandTaking
	}
	return h.h.Phase
}

// handLater records that a network could not be asked: it may still publish what it has, and is asked again.
func (p *Publisher) handLater(d accounts.Delivery, err error) {
	now := p.now()
	e := early(err)
	p.log.Warn("a network could not be asked for what it has", "delivery", d.ID, "account", d.Account, "error", err)
	if e.Code == accounts.CodeLocked {
		p.hold(d.ID, now.Add(tick))
		return
	}
	h := d.Handover
	step := accounts.HandStep{To: accounts.Handed, Phase: h.Phase, Failed: true, Fault: e.Fault(now), Next: now.Add(backoff(h.Tries+1, p.cfg.Jitter()))}
	switch {
	case e.Class == accounts.OutcomeAuth:
		p.block(d.Account, e.Fault(now))
	case e.Class == accounts.OutcomeLimit:
		step.Next = until(e, now, 0)
		p.limited(d.Account, step.Next)
	case e.Class == accounts.OutcomeRefused && h.Tries+1 >= refusals && !now.Before(h.At.Add(handWaits[0])):
		step.To = accounts.NeedsYou
	}
	if h.Phase == accounts.HandAsked { // What it was asked is not known.
		step.Phase = accounts.HandUnsure
	}
	p.hands(d, step)
}

// inList tells whether a post that a person lets go once more turned up in its network's list after all: then that carries it.
func (c *carriage) inList(ctx context.Context) bool {
	list, ok := c.net.(accounts.Scheduler)
	if !ok || c.d.Handover == nil || c.d.Outgoing == nil {
		return false
	}
	h := handing{p: c.p, d: c.d, h: *c.d.Handover, ctx: ctx, net: c.net, list: list}
	found, err := list.FindPlanned(ctx, *c.d.Outgoing, h.h.At)
	if err == nil {
		found, err = h.mine(found)
	}
	if err != nil && accounts.AsErr(err).Class != accounts.OutcomeRefused {
		c.putOff(err)
		return true
	}
	if len(found) == 0 {
		return false
	}
	c.p.hands(c.d, there(c.d, found[0], c.p.now()))
	return true
}
