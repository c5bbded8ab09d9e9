package listen

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"vocero/accounts"
)

const (
	batch    = 500 // mentions a transaction
	maxPages = 50  // of one poll; the rest comes with the next, at once
)

// run carries one errand of an account that the caller has taken, and gives the account back.
func (l *Listener) run(ctx context.Context, e errand) (added int, err error) {
	defer l.give(e.account.ID)
	short, cancel := context.WithTimeout(ctx, l.cfg.Limit)
	defer cancel()
	more := false
	added, more, err = l.contained(short, e)
	if ctx.Err() != nil { // Told to stop: nothing was learned, and the requests stay for whoever comes next.
		return added, ctx.Err()
	}
	l.settle(e, more, err)
	for _, id := range e.requests {
		l.answered(id)
	}
	return added, err
}

// contained keeps a panic of one account from ending the worker. The request that was under way gets an answer.
func (l *Listener) contained(ctx context.Context, e errand) (added int, more bool, err error) {
	defer func() {
		v := recover()
		if v == nil {
			return
		}
		l.log.Error("a panic while asking a network", "account", e.account.Handle(), "panic", v, "stack", string(debug.Stack()))
		err = &accounts.Err{Doing: "asking the server", Class: accounts.OutcomeUnknown, Code: accounts.CodeUnknown,
			Cause: errors.New("the program failed inside; the log tells more")}
		for _, id := range e.threads {
			l.noThread(e.account, id, accounts.AsErr(err))
		}
		for _, id := range e.searches {
			_ = l.inquire(ctx, nil, err, e.account, id) // It says why there is no answer; the error is known.
		}
	}()
	return l.carry(ctx, e)
}

// carry does what the errand says: first what a person waits for.
func (l *Listener) carry(ctx context.Context, e errand) (added int, more bool, err error) {
	net, err := l.login(e)
	stop := l.capped(e.account)
	for _, id := range e.threads {
		if ferr := l.thread(ctx, net, err, e.account, id); ferr != nil && err == nil {
			err = ferr
		}
	}
	for _, id := range e.searches {
		if serr := l.inquire(ctx, net, err, e.account, id); serr != nil && err == nil {
			err = serr
		}
	}
	if err == nil && len(e.figures) > 0 && stop == nil {
		err = l.measure(ctx, net, e.account, e.figures)
	}
	if err == nil && (e.test || stop == nil && e.poll && l.stale(e.account)) { // A test is a person's own word: it reads a profile.
		if err = l.refresh(ctx, net, e.account); err != nil && !e.test && tolerable(err) {
			l.log.Warn("reading what a server can do", "account", e.account.Handle(), "err", err)
			err = nil
		}
	}
	if err == nil && e.poll {
		added, more, err = l.poll(ctx, net, e.account)
	}
	if err == nil && e.poll && !more && len(e.figures) == 0 && l.measures(e.account) {
		if merr := l.measure(ctx, net, e.account, []string{""}); merr != nil {
			err = merr
		}
	}
	return added, more, err
}

// login logs the account in, unless that is known to be of no use now.
func (l *Listener) login(e errand) (accounts.Network, error) {
	const doing = "logging in"
	a := e.account
	l.mu.Lock()
	limit := l.place(a.ID).limit
	l.mu.Unlock()
	switch {
	case limit.After(l.now()):
		return nil, &accounts.Err{Doing: "asking the server", Class: accounts.OutcomeLimit, Code: accounts.CodeLimit, Until: limit}
	case a.State == accounts.AccountBlocked && !e.test:
		err := &accounts.Err{Doing: doing, Class: accounts.OutcomeAuth, Code: accounts.CodeAuth}
		if a.Fault != nil {
			err.Code, err.Detail, err.Status = a.Fault.Code, a.Fault.Detail, a.Fault.Status
		}
		return nil, err
	}
	net, err := l.cfg.Networks.Open(a)
	var known *accounts.Err
	switch {
	case err == nil:
		return net, nil
	case errors.As(err, &known):
		return nil, err
	case errors.Is(err, accounts.ErrLocked):
		return nil, &accounts.Err{Doing: doing, Class: accounts.OutcomeNotSent, Code: accounts.CodeLocked, Cause: err}
	case errors.Is(err, accounts.ErrNotFound):
		return nil, &accounts.Err{Doing: doing, Class: accounts.OutcomeAuth, Code: accounts.CodeAuth, Cause: err}
	}
	return nil, &accounts.Err{Doing: doing, Class: accounts.OutcomeNotSent, Code: accounts.CodeUnknown, Cause: err}
}

// poll reads page after page and stores each before the next is asked for. More tells that it stopped before the end.
func (l *Listener) poll(ctx context.Context, net accounts.Network, a accounts.Account) (added int, more bool, err error) {
	cursor, err := l.cfg.Store.InboxCursor(a.ID)
	if err != nil {
		return 0, false, fmt.Errorf("reading how far the inbox was read: %w", err)
	}
	first := a.SyncedAt.IsZero() || cursor == "" // Also when the first poll was cut in the middle.
	for range maxPages {
		since := time.Time{}
		if cursor == "" {
			since = l.now().Add(-firstly)
		}
		if err := l.capped(a); err != nil {
			return added, false, err
		}
		in, err := net.Inbox(ctx, cursor, since)
		paid := accounts.ChargesOf(net)
		if err != nil {
			l.spend(a, paid)
			return added, false, err
		}
		n, err := l.keep(a, in, cursor, first, paid)
		added += n
		if err != nil {
			return added, false, err
		}
		if !in.More || in.Cursor == cursor { // A server that says "more" and does not go on would be asked for ever.
			return added, false, nil
		}
		cursor = in.Cursor
	}
	return added, true, nil
}

// keep stores one page, in transactions of a bounded size. The cursor goes with the last one: what dies in between is read again. What
// was paid goes with the first one: what is read again the same day costs nothing.
func (l *Listener) keep(a accounts.Account, in accounts.Inbox, cursor string, first bool, paid []accounts.Charge) (added int, err error) {
	ms, now := in.Mentions, l.now()
	for i := range ms {
		ms[i].Brand, ms[i].Account = a.Brand, a.ID
		if ms[i].Received.IsZero() {
			ms[i].Received = now
		}
	}
	if len(ms) == 0 && in.Cursor == cursor {
		l.spend(a, paid)
		return 0, nil
	}
	for {
		part, to := ms, in.Cursor
		if len(part) > batch {
			part, to = part[:batch], cursor
		}
		n, err := l.cfg.Store.PutInbox(a.ID, part, to, first, paid...)
		added, paid = added+n, nil
		if err != nil {
			return added, fmt.Errorf("storing what was said: %w", err)
		}
		if ms = ms[len(part):]; len(ms) == 0 {
			return added, nil
		}
	}
}

// stale tells whether the day is over for which a server's answer is kept.
func (l *Listener) stale(a accounts.Account) bool {
	now := l.now()
	l.mu.Lock()
	defer l.mu.Unlock()
	if p := l.place(a.ID); now.Before(p.refresh) && p.refresh.Sub(now) <= again {
		return false
	}
	age := now.Sub(a.ReadAt)
	return age >= day || age < 0
}

// refresh reads back whose token it is and what the server can do.
func (l *Listener) refresh(ctx context.Context, net accounts.Network, a accounts.Account) error {
	l.mu.Lock()
	l.place(a.ID).refresh = l.now().Add(again)
	l.mu.Unlock()
	defer func() { l.spend(a, accounts.ChargesOf(net)) }()
	who, err := net.Who(ctx)
	if err != nil {
		return err
	}
	if who.RemoteID != a.RemoteID {
		detail, _ := accounts.SafeLine("the token is that of @" + who.User + "@" + who.Host)
		return &accounts.Err{Doing: "reading back who speaks", Class: accounts.OutcomeAuth, Code: accounts.CodeForbidden, Detail: detail}
	}
	in, err := net.Instance(ctx)
	if err != nil {
		return err
	}
	return l.change(a.ID, func(a *accounts.Account) bool {
		a.Name, a.Instance, a.ReadAt = who.Name, in, l.now()
		if who.User != "" && who.Host != "" {
			a.User, a.Host = who.User, who.Host
		}
		if who.URL != "" {
			a.URL = who.URL
		}
		return true
	})
}

// change reads an account anew, changes it, and stores it when there was something to change.
func (l *Listener) change(id accounts.ID, do func(*accounts.Account) bool) error {
	a, err := l.cfg.Store.Account(id)
	if err != nil || !do(&a) {
		return err
	}
	if _, err := l.cfg.Store.PutAccount(a); err != nil {
		return fmt.Errorf("storing what the server says of %s: %w", a.Handle(), err)
	}
	return nil
}
