package publish

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"vocero/accounts"
)

// inOrder tells whether what must come before a delivery is out. Where it never will be, the delivery takes the step that follows
// from that.
func (p *Publisher) inOrder(now time.Time, d accounts.Delivery) (wait time.Time, ok bool) {
	var err error
	switch {
	case d.Op == accounts.OpPost && d.Part > 0:
		ok, err = p.threadReady(now, d)
	case d.Op == accounts.OpPost:
		ok, err = p.noTwin(d)
	default:
		ok, err = p.actReady(d)
	}
	if err != nil {
		p.log.Error("reading what comes before a delivery", "delivery", d.ID, "error", err)
		return now.Add(tick), false
	}
	return time.Time{}, ok
}

// threadReady tells whether the part before is published. A missed or cancelled part ends the thread, every other one makes the
// next wait.
func (p *Publisher) threadReady(now time.Time, d accounts.Delivery) (bool, error) {
	before, found, err := p.partBefore(d)
	if err != nil {
		return false, err
	}
	switch {
	case !found || before.State == accounts.Cancelled:
		p.step(d, accounts.Resolution{To: accounts.Held, Fault: fault(accounts.CodeBefore, "", now)})
	case before.State == accounts.Missed:
		p.step(d, accounts.Resolution{To: accounts.Missed, Fault: fault(accounts.CodeBefore, "", now)})
	case before.State == accounts.Published && before.Receipt != nil && before.Receipt.RemoteID != "":
		return true, nil
	case before.State == accounts.Published: // A person gave an address from which no id could be read: nothing to answer.
		p.step(d, accounts.Resolution{To: accounts.Held, Fault: fault(accounts.CodeBefore, "", now)})
	}
	return false, nil
}

// partBefore is the part of the thread that a part answers. A post that was taken back and scheduled again has several records of
// a part; the newest that was not cancelled counts.
func (p *Publisher) partBefore(d accounts.Delivery) (before accounts.Delivery, found bool, err error) {
	ds, err := p.cfg.Store.DeliveriesOf(d.Post)
	if err != nil {
		return before, false, err
	}
	for _, b := range ds {
		if b.Account != d.Account || b.Op != accounts.OpPost || b.Part != d.Part-1 {
			continue
		}
		better := b.ID > before.ID
		if (b.State == accounts.Cancelled) != (before.State == accounts.Cancelled) {
			better = before.State == accounts.Cancelled
		}
		if !found || better {
			before, found = b, true
		}
	}
	return before, found, nil
}

// noTwin tells whether no other post of the account that reads the same is being looked up: its look-up would find this one.
func (p *Publisher) noTwin(d accounts.Delivery) (bool, error) {
	q := accounts.DeliveryQuery{Account: d.Account, States: []accounts.DeliveryState{accounts.Unconfirmed, accounts.Handed}}
	ds, _, err := p.cfg.Store.Deliveries(q, "", 200)
	if err != nil || len(ds) == 0 {
		return err == nil, err
	}
	now := p.now()
	ds = slices.DeleteFunc(ds, func(u accounts.Delivery) bool { return u.State == accounts.Handed && !comingOut(u, now) })
	post, err := p.cfg.Store.Post(d.Post)
	if err != nil {
		return false, err
	}
	text := part(post, d)
	for _, u := range ds {
		if u.ID != d.ID && u.Outgoing != nil && sameText(u.Outgoing.Text, text) {
			return false, nil
		}
	}
	return true, nil
}

// actReady tells whether no older act on the same thing is still open: an old edit must not land on a newer one, nor a boost
// after its take-back.
func (p *Publisher) actReady(d accounts.Delivery) (bool, error) {
	q := accounts.DeliveryQuery{Account: d.Account, States: []accounts.DeliveryState{accounts.Scheduled, accounts.Waiting, accounts.Sending}}
	for at := accounts.Cursor(""); ; {
		ds, next, err := p.cfg.Store.Deliveries(q, at, 200)
		if err != nil {
			return false, err
		}
		for _, o := range ds {
			if o.ID != d.ID && o.Op != accounts.OpPost && o.Target == d.Target && before(o, d) {
				return false, nil
			}
		}
		if next == "" || len(ds) == 0 {
			return true, nil
		}
		at = next
	}
}

// before tells whether a delivery comes before another one.
func before(a, b accounts.Delivery) bool { return order(a, b) < 0 }

// order is the order of deliveries: due, created, id.
func order(a, b accounts.Delivery) int {
	return cmp.Or(a.Due.Compare(b.Due), a.Created.Compare(b.Created), strings.Compare(string(a.ID), string(b.ID)))
}
