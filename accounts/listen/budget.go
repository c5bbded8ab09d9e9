package listen

import (
	"errors"

	"vocero/accounts"
)

// Ledger is what networks charge: where a client stands this month, and what was read without anything being stored of it.
type Ledger interface {
	Budget(brand accounts.ID) (accounts.Budget, error)
	Spend(account accounts.ID, paid []accounts.Charge) error
}

// capped says why nothing may be read for an account now: its network charges by the piece, and the month's cap of its client is
// reached. It is asked again before every page, so that a month costs at most one page more than the cap. What leaves is never asked.
func (l *Listener) capped(a accounts.Account) error {
	if l.cfg.Ledger == nil || !a.Metered() {
		return nil
	}
	b, err := l.cfg.Ledger.Budget(a.Brand)
	switch {
	case errors.Is(err, accounts.ErrNotFound): // The client was erased meanwhile.
		return nil
	case err != nil:
		return err
	case !b.Stopped():
		return nil
	}
	return &accounts.Err{Doing: "reading", Class: accounts.OutcomeLimit, Code: accounts.CodeCap, Until: b.Until}
}

// spend records what was charged where nothing else is stored.
func (l *Listener) spend(a accounts.Account, paid []accounts.Charge) {
	if l.cfg.Ledger == nil || len(paid) == 0 {
		return
	}
	if err := l.cfg.Ledger.Spend(a.ID, paid); err != nil {
		l.log.Error("recording what a network charged", "account", a.Handle(), "err", err)
	}
}
