package publish

import (
	"context"
	"errors"
	"time"

	"vocero/accounts"
)

// dispatch makes the one request and records what came of it.
func (c *carriage) dispatch() {
	ctx, cancel := context.WithTimeout(c.p.hard, sendTime)
	defer cancel()
	out := *c.d.Outgoing
	out.Op, out.Key, out.CreatedAt = c.d.Op, c.d.Key, c.d.CreatedAt
	if c.d.Op == accounts.OpPost {
		c.settle(c.net.Send(ctx, out))
		return
	}
	if out.Target == "" {
		out.Target = c.d.Target
	}
	actor, ok := c.net.(accounts.Actor)
	if !ok {
		c.settle(accounts.Receipt{}, &accounts.Err{Doing: "acting on a post", Class: accounts.OutcomeRefused, Code: accounts.CodeUnsupported})
		return
	}
	r, err := actor.Act(ctx, out)
	if err == nil && r.RemoteID == "" {
		r.RemoteID = out.Target
	}
	c.settle(r, err)
}

// settle records the outcome of a request.
func (c *carriage) settle(r accounts.Receipt, err error) {
	p, now := c.p, c.p.now()
	if err == nil && r.RemoteID == "" {
		err = &accounts.Err{Doing: "posting", Class: accounts.OutcomeUnknown, Code: accounts.CodeUnknown}
	}
	if err == nil {
		p.commit(c.d, done(c.d, r, now))
		return
	}
	e := accounts.AsErr(err)
	p.log.Warn("a delivery did not get a receipt", "delivery", c.d.ID, "account", c.d.Account, "class", e.Class.String(), "error", err)
	switch e.Class {
	case accounts.OutcomeAuth:
		p.block(c.d.Account, e.Fault(now))
	case accounts.OutcomeLimit:
		p.limited(c.d.Account, until(e, now, len(c.d.Attempts)))
	}
	if c.d.Op == accounts.OpPost {
		p.commit(c.d, c.outcome(e, now))
		return
	}
	p.commit(c.d, c.actOutcome(e, now))
}

// done is the resolution of a receipt.
func done(d accounts.Delivery, r accounts.Receipt, now time.Time) accounts.Resolution {
	if r.At.IsZero() {
		r.At = now
	}
	res := accounts.Resolution{To: accounts.Published, Outcome: accounts.OutcomeDone, Receipt: &r}
	if readsBack(d.Op) {
		res.NextLook = now.Add(readBackAfter[0])
	}
	return res
}

// outcome turns the error of a post's request into a step. Once an attempt's outcome was unknown, no later answer but a receipt
// tells what became of it, so everything else is looked up again.
func (c *carriage) outcome(e *accounts.Err, now time.Time) accounts.Resolution {
	f := e.Fault(now)
	r := accounts.Resolution{Outcome: e.Class, Status: e.Status, Fault: f}
	switch {
	case e.Class == accounts.OutcomeNotSent && c.was == accounts.NeedsYou: // The person's word was for one attempt: ask again.
		r.To = accounts.NeedsYou
	case unknowns(c.d) > 0 || e.Class == accounts.OutcomeUnknown || e.Class == accounts.OutcomeNone || e.Class == accounts.OutcomeDone:
		r.To, r.NextLook = accounts.Unconfirmed, now.Add(lookGaps[0])
		if e.Class == accounts.OutcomeNone || e.Class == accounts.OutcomeDone {
			r.Outcome = accounts.OutcomeUnknown
		}
	case e.Class == accounts.OutcomeNotSent:
		r.To, r.NotBefore = accounts.Scheduled, c.p.backOff(c.d.ID, now)
	case e.Class == accounts.OutcomeLimit:
		r.To, r.NotBefore = accounts.Waiting, until(e, now, len(c.d.Attempts))
		f.Until = r.NotBefore
	case e.Class == accounts.OutcomeAuth:
		r.To = accounts.Blocked
	default:
		r.To = accounts.Failed
	}
	return r
}

// unknowns counts the attempts before the present one whose outcome nobody knows.
func unknowns(d accounts.Delivery) (n int) {
	last := len(d.Attempts)
	if d.State == accounts.Sending {
		last-- // The present one.
	}
	if d.Handover != nil && d.Handover.Doubt { // Its network may have taken it for its own scheduler.
		n++
	}
	for i := range max(last, 0) {
		if o := d.Attempts[i].Outcome; o == accounts.OutcomeUnknown || o == accounts.OutcomeNone {
			n++
		}
	}
	return n
}

// actTries is how often an act is tried whose answers do not tell what became of it.
const actTries = 8

// actOutcome turns the error of an act into a step. An act aims at a state, so it may be repeated; what it takes away may be gone
// already.
func (c *carriage) actOutcome(e *accounts.Err, now time.Time) accounts.Resolution {
	f := e.Fault(now)
	r := accounts.Resolution{Outcome: e.Class, Status: e.Status, Fault: f}
	switch {
	case e.Code == accounts.CodeNotFound && c.d.Op.TakesAway():
		return done(c.d, accounts.Receipt{RemoteID: c.d.Target}, now)
	case e.Class == accounts.OutcomeAuth:
		r.To = accounts.Blocked
	case e.Class == accounts.OutcomeRefused:
		r.To = accounts.Failed
	case e.Class == accounts.OutcomeLimit:
		r.To, r.NotBefore = accounts.Waiting, until(e, now, len(c.d.Attempts))
		f.Until = r.NotBefore
	case e.Class != accounts.OutcomeNotSent && unknowns(c.d)+1 >= actTries:
		r.To = accounts.Failed
	default:
		r.To, r.NotBefore = accounts.Scheduled, now.Add(backoff(len(c.d.Attempts), c.p.cfg.Jitter()))
	}
	return r
}

const (
	limitLeast = 5 * time.Second
	limitMost  = 24 * time.Hour
)

// until is when a network that asked to wait may be asked again: its own word within 5 s and 24 h, else a minute, doubled with
// every try up to an hour.
func until(e *accounts.Err, now time.Time, tries int) time.Time {
	wait := min(time.Minute<<min(max(tries-1, 0), 6), time.Hour)
	if !e.Until.IsZero() {
		wait = min(max(e.Until.Sub(now), limitLeast), limitMost)
	}
	return now.Add(wait)
}

// early reads an error from before the claim. Nothing of the post has left, so what is unknown of an upload or a question counts
// as not sent.
func early(err error) *accounts.Err {
	if errors.Is(err, accounts.ErrLocked) {
		return &accounts.Err{Doing: "opening the vault", Class: accounts.OutcomeNotSent, Code: accounts.CodeLocked, Cause: err}
	}
	var e *accounts.Err
	if !errors.As(err, &e) {
		return &accounts.Err{Doing: "preparing a delivery", Class: accounts.OutcomeNotSent, Code: accounts.CodeOffline, Cause: err}
	}
	if e.Class == accounts.OutcomeUnknown || e.Class == accounts.OutcomeNone || e.Class == accounts.OutcomeDone {
		c := *e
		c.Class = accounts.OutcomeNotSent
		return &c
	}
	return e
}

// final tells whether the store will never take the step: it is not one of the table, or the record is gone.
func final(err error) bool {
	return errors.Is(err, accounts.ErrState) || errors.Is(err, accounts.ErrNotFound)
}
