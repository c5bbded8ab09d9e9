package publish

import (
	"fmt"
	"time"

	"vocero/accounts"
)

// startSend carries a delivery in the background, as the only send of its account.
func (p *Publisher) startSend(d accounts.Delivery, late bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.draining || p.flight[d.ID] || p.busy[d.Account] {
		return
	}
	p.flight[d.ID], p.busy[d.Account] = true, true
	p.sending++
	go func() {
		defer p.ended(d, true)
		c := &carriage{p: p, d: d, late: late, was: d.State}
		defer c.recovered()
		c.carry()
	}()
}

// readers is how many look-ups and read-backs run at a time; they never take a place from a send.
const readers = 4

// startRead looks something up in the background, as the only reading of its account. ok is false when there is no room. The delivery
// is read once more: since it was listed another reading may have ended, and with it the reason for this one.
func (p *Publisher) startRead(d accounts.Delivery, due func(accounts.Delivery, time.Time) bool, job func(accounts.Delivery)) (ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.draining || p.readers >= readers || p.flight[d.ID] || p.reading[d.Account] {
		return false
	}
	p.flight[d.ID], p.reading[d.Account] = true, true
	p.readers++
	go func() {
		defer p.ended(d, false)
		defer func() {
			if r := recover(); r != nil {
				p.log.Error("a look-up broke", "delivery", d.ID, "panic", fmt.Sprint(r))
				p.hold(d.ID, p.backOff(d.ID, p.now()))
			}
		}()
		fresh, err := p.cfg.Store.Delivery(d.ID)
		if err != nil {
			p.log.Error("reading a delivery once more", "delivery", d.ID, "error", err)
			p.hold(d.ID, p.now().Add(tick))
			return
		}
		if due(fresh, p.now()) {
			job(fresh)
		}
	}()
	return true
}

// step takes a step of the plan itself on a delivery that was listed as due, unless something has carried it on since.
func (p *Publisher) step(d accounts.Delivery, r accounts.Resolution) {
	fresh, err := p.cfg.Store.Delivery(d.ID)
	if err != nil {
		p.log.Error("reading a delivery once more", "delivery", d.ID, "error", err)
		return
	}
	if fresh.State == d.State {
		p.commit(fresh, r)
	}
}

// ended gives the places back and rings the bell.
func (p *Publisher) ended(d accounts.Delivery, send bool) {
	p.mu.Lock()
	delete(p.flight, d.ID)
	if send {
		delete(p.busy, d.Account)
		p.sending--
	} else {
		delete(p.reading, d.Account)
		p.readers--
	}
	p.ringLocked() // With the places, so that nobody sees them free and the bell silent.
	p.mu.Unlock()
}

// commit takes one step in the store. A result that only this process knows is kept and tried again when the commit fails; the
// delivery stays in sending meanwhile, and after a death the next owner looks it up.
func (p *Publisher) commit(d accounts.Delivery, r accounts.Resolution) (accounts.Delivery, bool) {
	n, err := p.cfg.Store.Resolve(d.ID, r)
	now := p.now()
	p.mu.Lock()
	defer p.mu.Unlock()
	if err != nil {
		p.log.Error("recording a delivery", "delivery", d.ID, "account", d.Account, "from", d.State.String(), "to", r.To.String(), "error", err)
		at := now.Add(backoff(1, p.cfg.Jitter()))
		if d.State == accounts.Sending && !final(err) {
			p.memory.stuck[d.ID] = r
			p.memory.alarms[d.ID] = at
		} else {
			p.memory.putOff[d.ID] = at
		}
		return d, false
	}
	p.memory.done(d.ID)
	if r.Outcome != accounts.OutcomeNotSent && r.To != d.State {
		delete(p.memory.tries, d.ID)
	}
	if t := later(r.NotBefore, r.NextLook); !t.IsZero() {
		p.memory.alarms[d.ID] = t
	}
	p.tally.add(d.State, r)
	p.log.Info("delivery", "delivery", d.ID, "account", d.Account, "from", d.State.String(), "to", r.To.String(), "outcome", r.Outcome.String())
	return n, true
}

// land tries the commits again that failed.
func (p *Publisher) land(now time.Time) {
	p.mu.Lock()
	stuck := map[accounts.ID]accounts.Resolution{}
	for id, r := range p.memory.stuck {
		if !p.flight[id] && !p.memory.alarms[id].After(now) {
			stuck[id] = r
		}
	}
	p.mu.Unlock()
	for id, r := range stuck {
		d, err := p.cfg.Store.Delivery(id)
		if err == nil && d.State == accounts.Sending {
			if r.NotBefore.After(now.Add(limitMost)) { // The clock was set back since.
				r.NotBefore = now
			}
			if r.NextLook.After(now.Add(backoffMost)) {
				r.NextLook = now.Add(lookGaps[0])
			}
			p.commit(d, r)
			continue
		}
		p.mu.Lock()
		if err == nil || final(err) { // Somebody else resolved it, or it is gone.
			delete(p.memory.stuck, id)
		} else {
			p.memory.alarms[id] = now.Add(backoff(1, p.cfg.Jitter()))
		}
		p.mu.Unlock()
	}
}
