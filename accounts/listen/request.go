package listen

import (
	"context"
	"errors"
	"slices"

	"vocero/accounts"
)

// wanted is the errand of everything that the requests ask of an account.
func wanted(a accounts.Account, reqs []accounts.Request) errand {
	e := errand{account: a}
	for _, r := range reqs {
		if r.Account != a.ID {
			continue
		}
		e.requests = append(e.requests, r.ID)
		switch r.What {
		case accounts.RequestThread:
			if !slices.Contains(e.threads, r.Arg) {
				e.threads = append(e.threads, r.Arg)
			}
		case accounts.RequestSearch:
			e.searches = append(e.searches, accounts.ID(r.Arg))
		case accounts.RequestFigures:
			e.figures = append(e.figures, r.Arg)
		case accounts.RequestSync:
			e.poll, e.asked = true, true
		case accounts.RequestTest:
			e.test, e.asked = true, true
		}
	}
	return e
}

// orphans closes requests of accounts that are gone, or that nobody can ask.
func (l *Listener) orphans(all []accounts.Account, reqs []accounts.Request) {
	for _, r := range reqs {
		if r.What != accounts.RequestLink && !slices.ContainsFunc(all, func(a accounts.Account) bool { return a.ID == r.Account }) {
			l.answered(r.ID)
		}
	}
}

// unserved leaves out what was served already and could only not be closed, for a minute: serving it again would call the
// network as fast as the disk can fail.
func (l *Listener) unserved(reqs []accounts.Request) []accounts.Request {
	now := l.now()
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.DeleteFunc(reqs, func(r accounts.Request) bool {
		t, ok := l.stuck[r.ID]
		if age := now.Sub(t); ok && (age < 0 || age >= longest) {
			delete(l.stuck, r.ID)
			ok = false
		}
		return ok
	})
}

// answered closes a request.
func (l *Listener) answered(id accounts.ID) {
	err := l.cfg.Store.Answered(id)
	if err == nil || errors.Is(err, accounts.ErrNotFound) {
		return
	}
	l.log.Error("closing a request", "err", err)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stuck[id] = l.now()
}

// thread fetches a conversation and stores it, or stores why it could not be read. It returns the error where that concerns the
// whole account.
func (l *Listener) thread(ctx context.Context, net accounts.Network, before error, a accounts.Account, id string) error {
	err := before
	if err == nil {
		err = l.capped(a)
	}
	if err == nil {
		talker, ok := net.(accounts.Talker)
		if !ok {
			l.noThread(a, id, &accounts.Err{Doing: "reading a conversation", Class: accounts.OutcomeRefused, Code: accounts.CodeUnsupported})
			return nil
		}
		var t accounts.Thread
		t, err = talker.Thread(ctx, id)
		paid := accounts.ChargesOf(net)
		if err != nil {
			l.spend(a, paid)
		} else {
			t.Account, t.Root, t.Read = a.ID, id, l.now()
			if err := l.cfg.Store.PutThread(t, paid...); err != nil {
				l.log.Error("storing a conversation", "account", a.Handle(), "err", err)
			}
			return nil
		}
	}
	if errors.Is(ctx.Err(), context.Canceled) {
		return err
	}
	known := accounts.AsErr(err)
	l.noThread(a, id, known)
	if known.Class == accounts.OutcomeAuth || known.Class == accounts.OutcomeLimit || known.Code == accounts.CodeLocked {
		return known
	}
	return nil
}

// noThread stores why a conversation could not be read, beside what was read of it before.
func (l *Listener) noThread(a accounts.Account, id string, err *accounts.Err) {
	t, rerr := l.cfg.Store.Thread(a.ID, id)
	if rerr != nil {
		t = accounts.Thread{}
	}
	t.Account, t.Root = a.ID, id
	if err.Code == accounts.CodeNotFound {
		t.Gone, t.Fault, t.Read = true, nil, l.now()
	} else {
		t.Fault = err.Fault(l.now())
	}
	if serr := l.cfg.Store.PutThread(t); serr != nil {
		l.log.Error("storing why a conversation could not be read", "account", a.Handle(), "err", serr)
	}
}
