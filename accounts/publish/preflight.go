package publish

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"vocero/accounts"
	"vocero/accounts/guard"
)

const (
	preflightEvery = time.Minute     // between two searches for what is to be tried
	preflightBusy  = 5 * time.Second // the same while the account is being read from
	preflightLast  = time.Minute     // so shortly before its hour nothing is tried any more: it leaves
	preflightAgain = 5 * time.Minute // after which what would fail is tried again: somebody may have mended it
)

// planPreflights tries what leaves within a day while it can still be mended: the token, the server's limits, the files, the guards.
// No plan is made for it: the next tick is soon enough.
func (p *Publisher) planPreflights(now time.Time) {
	if !p.mayTry() {
		return
	}
	byAccount := map[accounts.ID][]accounts.Delivery{}
	read := func(limit int) ([]accounts.Delivery, error) {
		return p.cfg.Store.DueDeliveries(now.Add(accounts.Preflights[0]), limit)
	}
	err := everything(read, p.stopped, func(d accounts.Delivery) {
		if lead, ok := toTry(d, now); ok {
			d.Preflight = &accounts.Preflight{Lead: lead}
			byAccount[d.Account] = append(byAccount[d.Account], d)
		}
	})
	if err != nil {
		p.log.Error("reading what leaves within a day", "error", err)
	}
	for _, ds := range byAccount {
		if !p.startRead(ds[0], always, func(accounts.Delivery) { p.preflight(ds) }) { // The account is read from already.
			p.mu.Lock()
			p.memory.tryAt = min(p.memory.tryAt, p.cfg.Uptime()+preflightBusy)
			p.mu.Unlock()
		}
	}
}

// always is due: what is tried is no step that could be taken twice.
func always(accounts.Delivery, time.Time) bool { return true }

// mayTry tells whether the search is due. While the clock is in question nobody can tell what leaves when.
func (p *Publisher) mayTry() bool {
	up := p.cfg.Uptime()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.memory.clock.trust != believed || p.memory.tryAt > up {
		return false
	}
	p.memory.tryAt = up + preflightEvery
	return true
}

// toTry tells whether a delivery is to be tried now, and which of its preflights that is.
func toTry(d accounts.Delivery, now time.Time) (lead time.Duration, ok bool) {
	left := d.Due.Sub(now)
	if d.Op != accounts.OpPost || d.Now || left < preflightLast || d.State != accounts.Scheduled && d.State != accounts.Waiting && d.State != accounts.Handed {
		return 0, false
	}
	for _, l := range accounts.Preflights {
		if left <= l {
			lead = l
		}
	}
	f := d.Preflight
	switch {
	case lead == 0:
		return 0, false
	case f == nil || f.Lead > lead || f.At.After(now):
		return lead, true
	}
	return lead, len(f.Faults) > 0 && now.Sub(f.At) >= preflightAgain
}

// preflight tries deliveries of one account and records what was found.
func (p *Publisher) preflight(ds []accounts.Delivery) {
	a, err := p.cfg.Store.Account(ds[0].Account)
	if err != nil {
		p.log.Error("reading the account of a delivery", "error", err)
		return
	}
	in, greeted := p.greet(a)
	if greeted == nil {
		a.Instance = in
	} else {
		p.log.Warn("an account was tried before its hour", "account", a.ID, "error", greeted)
	}
	out := ds[:0]
	for _, d := range ds {
		faults, err := p.try(p.now(), d, a)
		if err != nil {
			p.log.Error("trying a delivery before its hour", "delivery", d.ID, "error", err)
			continue
		}
		if d.Preflight = found(d.Preflight.Lead, faults, greeted, p.now()); d.Preflight != nil {
			out = append(out, d)
		}
	}
	if len(out) == 0 {
		return
	}
	if err := p.cfg.Store.NotePreflights(out); err != nil {
		p.log.Error("recording what was tried", "error", err)
	}
}

// found is what a preflight found; nil when that is nothing, and its server still has to be asked. A server that is not reached is
// no news a day before: it is said when the hour is near, and asked again until then.
func found(lead time.Duration, faults []accounts.Fault, greeted error, now time.Time) *accounts.Preflight {
	if greeted == nil {
		return &accounts.Preflight{At: now, Lead: lead, Faults: faults}
	}
	e := early(greeted)
	unsure, near := e.Class == accounts.OutcomeNotSent || e.Class == accounts.OutcomeLimit, lead != accounts.Preflights[0]
	if !unsure || near {
		faults = append([]accounts.Fault{*e.Fault(now)}, faults...)
	}
	switch {
	case len(faults) == 0:
		return nil
	case unsure: // The near one is still to be made.
		lead = accounts.Preflights[0]
	}
	return &accounts.Preflight{At: now, Lead: lead, Faults: faults}
}

// greet reads whose token it is and what the server takes. A token that is dead, or another login's, blocks the account at once, and
// that account alone.
func (p *Publisher) greet(a accounts.Account) (in accounts.Instance, err error) {
	if a.State == accounts.AccountBlocked {
		f := blockedBy(a, p.now())
		return in, &accounts.Err{Doing: "trying an account", Class: accounts.OutcomeAuth, Code: f.Code, Status: f.Status, Detail: f.Detail}
	}
	if a.Network == accounts.Manual { // Nobody to ask.
		return a.Instance, nil
	}
	net, err := p.login(a)
	if err != nil {
		return in, p.blockDead(a, err)
	}
	defer p.pay(a.ID, net)
	ctx, cancel := context.WithTimeout(p.hard, readTime)
	defer cancel()
	who, err := net.Who(ctx)
	if err == nil && who.RemoteID != "" && who.RemoteID != a.RemoteID {
		detail, _ := accounts.SafeLine("@" + who.User + "@" + who.Host)
		err = &accounts.Err{Doing: "reading back who speaks", Class: accounts.OutcomeAuth, Code: accounts.CodeForbidden, Detail: detail}
	}
	if err == nil {
		in, err = net.Instance(ctx)
	}
	p.hears(net)
	return in, p.blockDead(a, err)
}

// blockDead blocks the account of a token that the network does not take, and gives the error on.
func (p *Publisher) blockDead(a accounts.Account, err error) error {
	if err == nil {
		return nil
	}
	if e := early(err); e.Class == accounts.OutcomeAuth {
		p.block(a.ID, e.Fault(p.now()))
	}
	return err
}

// try does with a delivery what can be done without its network: the files are opened, and the guards are asked what they will say
// at the account's limits of today.
func (p *Publisher) try(now time.Time, d accounts.Delivery, a accounts.Account) (out []accounts.Fault, err error) {
	post, err := p.cfg.Store.Post(d.Post)
	if err != nil {
		return nil, fmt.Errorf("reading the post of a delivery: %w", err)
	}
	p.lookAt(post, linksTried)
	facts, err := p.facts(now, d, post)
	if err != nil {
		return nil, err
	}
	for i := range facts.Accounts {
		if facts.Accounts[i].ID == a.ID {
			facts.Accounts[i] = a
		}
	}
	if guard.DigestOf(post, d.Account) != d.Digest {
		out = append(out, *fault(accounts.CodeChanged, "", now))
	}
	if rules := blocks(guard.Check(post, facts), d); rules != "" {
		out = append(out, *fault(accounts.CodeGuard, rules, now))
	}
	for _, m := range post.Media {
		if err := p.whole(d.Brand, m); err != nil {
			p.log.Warn("a file of a post cannot be used", "delivery", d.ID, "error", err)
			out = append(out, *fault(accounts.CodeLost, m.Name, now))
		}
	}
	return out, nil
}

// errShort is the cause of a file that has not the length it was attached with.
var errShort = errors.New("it has not its length any more")

// whole opens a file and compares its length with the one it was attached with.
func (p *Publisher) whole(brand accounts.ID, m accounts.Media) error {
	f, err := p.cfg.Media.OpenMedia(brand, m.SHA256)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	n, err := f.Seek(0, io.SeekEnd)
	if err == nil && m.Bytes > 0 && n != m.Bytes {
		err = errShort
	}
	return err
}
