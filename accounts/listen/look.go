package listen

import (
	"context"
	"errors"
	"slices"
	"time"

	"vocero/accounts"
)

// Looks keeps what was looked for, and the figures of what is out. Paid is what the network charged.
type Looks interface {
	Inquiry(id accounts.ID) (accounts.Inquiry, error)
	AnswerInquiry(i accounts.Inquiry, paid ...accounts.Charge) error
	ToMeasure(account accounts.ID) ([]string, error)
	Figures(account accounts.ID, remoteID string) (accounts.Measured, error)
	PutFigures(account accounts.ID, fs []accounts.Figures, paid ...accounts.Charge) error
}

// countedDays is how far back a count goes: what networks keep.
const countedDays = 7 * 24 * time.Hour

// inquire serves a search and stores its answer, or why there is none. It returns the error where that concerns the whole account.
func (l *Listener) inquire(ctx context.Context, net accounts.Network, before error, a accounts.Account, id accounts.ID) error {
	i, err := l.cfg.Store.Inquiry(id)
	if err != nil || !i.Waits() {
		return nil // It is not kept any more, or was answered.
	}
	var paid []accounts.Charge
	if err = before; err == nil {
		err = l.capped(a)
	}
	if err == nil {
		err = l.look(ctx, net, &i)
		paid = accounts.ChargesOf(net)
	}
	if errors.Is(ctx.Err(), context.Canceled) {
		l.spend(a, paid)
		return err
	}
	i.Fault = nil
	if err != nil {
		i.Fault = accounts.AsErr(err).Fault(l.now())
	}
	if serr := l.cfg.Store.AnswerInquiry(i, paid...); serr != nil && !errors.Is(serr, accounts.ErrNotFound) {
		l.log.Error("storing what was found", "account", a.Handle(), "err", serr)
	}
	return ofAccount(err)
}

// ofAccount is an error that concerns the whole account, nil for any other.
func ofAccount(err error) error {
	if err == nil {
		return nil
	}
	e := accounts.AsErr(err)
	if e.Class == accounts.OutcomeAuth || e.Class == accounts.OutcomeLimit && e.Code != accounts.CodeCap || e.Code == accounts.CodeLocked {
		return e
	}
	return nil
}

// look asks the network: page after page, until there are as many posts as were asked for.
func (l *Listener) look(ctx context.Context, net accounts.Network, i *accounts.Inquiry) error {
	const doing = "searching"
	lacks := &accounts.Err{Doing: doing, Class: accounts.OutcomeRefused, Code: accounts.CodeUnsupported}
	if i.Count {
		c, ok := net.(accounts.Counter)
		if !ok {
			return lacks
		}
		var err error
		i.Volume, err = c.Volume(ctx, accounts.Search{Words: i.Words, Language: i.Language, Since: l.now().Add(-countedDays)})
		return err
	}
	s, ok := net.(accounts.Searcher)
	if !ok {
		return lacks
	}
	q := accounts.Search{Words: i.Words, Language: i.Language, Limit: i.Limit}
	for range maxPages {
		got, err := s.Search(ctx, q)
		if err != nil {
			return err
		}
		i.Read += len(got.Mentions)
		i.Found = append(i.Found, got.Mentions...)
		i.More = got.Cursor != "" && got.Cursor != q.Cursor
		if len(i.Found) >= i.Limit || !i.More {
			break
		}
		q.Cursor, q.Limit = got.Cursor, i.Limit-len(i.Found)
	}
	i.More = i.More || len(i.Found) > i.Limit
	i.Found = i.Found[:min(len(i.Found), i.Limit)]
	return nil
}

// measures tells whether the figures of an account are read now by themselves: once an hour, and never where they are paid for.
func (l *Listener) measures(a accounts.Account) bool {
	if a.Metered() || !a.Able(accounts.ToMeasure).Can {
		return false
	}
	now := l.now()
	l.mu.Lock()
	p := l.place(a.ID)
	if age := now.Sub(p.measured); !p.measured.IsZero() && age >= 0 && age < accounts.MeasuredEvery {
		l.mu.Unlock()
		return false
	}
	p.measured = now
	l.mu.Unlock()
	last, err := l.cfg.Store.Figures(a.ID, "")
	age := now.Sub(last.At)
	return err != nil || age < 0 || age >= accounts.MeasuredEvery
}

// measure reads the figures of posts, of all that are looked after where none is named, and of the account. What a network does not tell
// is left out. It returns the error where that concerns the whole account.
func (l *Listener) measure(ctx context.Context, net accounts.Network, a accounts.Account, ids []string) error {
	all := slices.Contains(ids, "")
	if all {
		var err error
		if ids, err = l.cfg.Store.ToMeasure(a.ID); err != nil {
			l.log.Error("finding what to measure", "account", a.Handle(), "err", err)
			return nil
		}
	}
	var got []accounts.Figures
	var failed error
	if m, ok := net.(accounts.Measurer); ok && len(ids) > 0 {
		got, failed = m.Measure(ctx, ids)
	}
	if s, ok := net.(accounts.Surveyor); ok && all && failed == nil {
		now := l.now()
		sum, err := s.Survey(ctx, now.Add(-day), now)
		if failed = err; err == nil {
			sum.RemoteID = ""
			got = append(got, sum)
		}
	}
	if failed != nil {
		l.log.Warn("reading figures", "account", a.Handle(), "err", failed)
	}
	paid := accounts.ChargesOf(net)
	if len(got) == 0 && len(paid) == 0 {
		return ofAccount(failed)
	}
	if err := l.cfg.Store.PutFigures(a.ID, got, paid...); err != nil && !errors.Is(err, accounts.ErrNotFound) {
		l.log.Error("storing figures", "account", a.Handle(), "err", err)
	}
	return ofAccount(failed)
}
