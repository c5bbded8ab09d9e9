package listen

import (
	"errors"
	"time"

	"vocero/accounts"
)

// settle draws the consequences of an errand: when the account is asked next, and what the desk shows of it.
func (l *Listener) settle(e errand, more bool, err error) {
	if err == nil {
		l.good(e, more)
		return
	}
	var known *accounts.Err
	if !errors.As(err, &known) { // The store's: not the account's fault.
		l.log.Error("keeping what was said", "account", e.account.Handle(), "err", err)
		l.later(e.account.ID, time.Time{})
		return
	}
	if known.Code == accounts.CodeLocked { // Nobody's fault, and told elsewhere.
		l.locked(e.account.ID)
		return
	}
	if known.Code == accounts.CodeCap { // Looked at again at every interval: somebody may raise it.
		l.locked(e.account.ID)
		l.show(e.account, known)
		return
	}
	l.log.Warn("asking a network", "account", e.account.Handle(), "err", err)
	switch {
	case known.Class == accounts.OutcomeAuth:
		l.block(e.account, known)
	case known.Class == accounts.OutcomeLimit:
		l.later(e.account.ID, known.Until)
		l.show(e.account, known)
	case !e.poll && !e.test: // A thread that could not be read says nothing of the inbox.
	default:
		if fails := l.later(e.account.ID, time.Time{}); fails > 1 || e.asked {
			l.show(e.account, known)
		}
	}
}

// good forgets failures, plans the next poll, and stores that the account was heard where PutInbox had no reason to.
func (l *Listener) good(e errand, more bool) {
	if !e.poll && !e.test {
		return
	}
	now := l.now()
	l.mu.Lock()
	p := l.place(e.account.ID)
	p.fails, p.locked, p.limit = 0, false, time.Time{}
	switch {
	case more:
		p.set(now, 0)
	case e.poll:
		p.set(now, l.rhythm(now))
	default: // Tested: what was said meanwhile may come at once.
		p.set(now, 0)
	}
	l.mu.Unlock()
	if e.test && e.account.State == accounts.AccountBlocked {
		if err := l.cfg.Store.UnblockAccount(e.account.ID); err != nil {
			l.log.Error("letting an account go on", "account", e.account.Handle(), "err", err)
		}
	}
	err := l.change(e.account.ID, func(a *accounts.Account) bool {
		changed := false
		if a.State == accounts.AccountOK && a.Fault != nil {
			a.Fault, changed = nil, true
		}
		if age := now.Sub(a.SyncedAt); e.poll && !more && (changed || e.asked && age > time.Second || age >= stamp || age < 0) {
			a.SyncedAt, changed = now, true
		}
		return changed
	})
	if err != nil {
		l.log.Error("storing that an account was heard", "account", e.account.Handle(), "err", err)
	}
}

// rhythm is how long an account that was heard waits: until the hour at which another is asked, if that is about an interval away,
// so that the machine and its network wake once for all; else about an interval, so that desks do not march in step. The caller
// holds the lock.
func (l *Listener) rhythm(now time.Time) time.Duration {
	var at time.Time
	for _, p := range l.of {
		if (p.next.Sub(now) - l.cfg.Interval).Abs() <= l.cfg.Interval/10 {
			at = earlier(at, p.next)
		}
	}
	if at.IsZero() {
		return vary(l.cfg.Interval, l.cfg.Jitter(), 0.1)
	}
	return at.Sub(now)
}

// later sets the next poll after a failure: at the hour that the network names, else after a wait that doubles. It returns how
// many failed in a row.
func (l *Listener) later(id accounts.ID, until time.Time) int {
	now := l.now()
	l.mu.Lock()
	defer l.mu.Unlock()
	p := l.place(id)
	p.fails++
	wait := vary(min(shortest<<min(p.fails-1, 10), slowest), l.cfg.Jitter(), 0.2)
	if named := min(until.Sub(now), limitCap); !until.IsZero() && named > 0 {
		p.limit = now.Add(named)
		wait = max(wait, named)
	}
	p.set(now, wait)
	return p.fails
}

// locked waits for Kick, and looks again at every interval: looking costs no request.
func (l *Listener) locked(id accounts.ID) {
	now := l.now()
	l.mu.Lock()
	defer l.mu.Unlock()
	p := l.place(id)
	p.locked = true
	p.set(now, l.cfg.Interval)
}

// block stops an account whose token is no good, once.
func (l *Listener) block(a accounts.Account, err *accounts.Err) {
	l.later(a.ID, time.Time{}) // Should the store refuse.
	if a.State == accounts.AccountBlocked {
		return
	}
	if serr := l.cfg.Store.BlockAccount(a.ID, err.Fault(l.now())); serr != nil {
		l.log.Error("blocking an account", "account", a.Handle(), "err", serr)
	}
}

// show stores why an account is not heard; the same reason twice is stored once.
func (l *Listener) show(a accounts.Account, err *accounts.Err) {
	f := err.Fault(l.now())
	serr := l.change(a.ID, func(a *accounts.Account) bool {
		same := a.Fault != nil && a.Fault.Code == f.Code && a.Fault.Status == f.Status && a.Fault.Until.Equal(f.Until)
		if same || a.State == accounts.AccountBlocked {
			return false
		}
		a.Fault = f
		return true
	})
	if serr != nil {
		l.log.Error("storing why an account is not heard", "account", a.Handle(), "err", serr)
	}
}

// tolerable tells whether a poll may go on although the server could not be asked what it can do.
func tolerable(err error) bool {
	var known *accounts.Err
	return errors.As(err, &known) && (known.Class == accounts.OutcomeUnknown || known.Class == accounts.OutcomeRefused)
}

// vary makes a wait a little shorter or longer.
func vary(d time.Duration, random, share float64) time.Duration {
	return d + time.Duration(float64(d)*share*(2*random-1))
}
