package store

import (
	"fmt"
	"net/url"
	"strings"

	A "vocero/accounts"
)

// checkPractice keeps practice apart from real work: on a practice desk every account lives on this machine.
func (s *Store) checkPractice(a A.Account) error {
	u, err := url.Parse(a.Server)
	if !s.id.Practice || a.Network == A.Manual || err == nil && A.Loopback(u.Hostname()) { // A channel by hand has no server that anything could reach.
		return nil
	}
	return fmt.Errorf("storing %s: this desk is for practice: %w; add real accounts in another home", a.Handle(), A.ErrPractice)
}

// FindAccount finds an account by its handle, "@user@host" or the short "user". The error wraps A.ErrNotFound, or A.ErrAmbiguous
// and then lists the candidates.
func (s *Store) FindAccount(handle string) (A.Account, error) {
	all, err := s.Accounts("")
	if err != nil {
		return A.Account{}, err
	}
	want := strings.TrimPrefix(strings.TrimSpace(handle), "@")
	var fit []A.Account
	for _, a := range all {
		if strings.EqualFold(a.User, want) || strings.EqualFold(strings.TrimPrefix(a.Handle(), "@"), want) {
			fit = append(fit, a)
		}
	}
	switch len(fit) {
	case 0:
		return A.Account{}, fmt.Errorf("finding the account %q: %w; see them with: vocero account list", handle, A.ErrNotFound)
	case 1:
		return fit[0], nil
	}
	names := make([]string, len(fit))
	for i, a := range fit {
		names[i] = a.Handle()
	}
	return A.Account{}, fmt.Errorf("finding the account %q: %w: %s; write it in full", handle, A.ErrAmbiguous, strings.Join(names, ", "))
}

// RemoveAccount removes an account. It is refused with A.ErrState while something of it has not come to an end.
func (s *Store) RemoveAccount(id A.ID) error {
	return s.update(func(t *txn) error {
		a, err := accountsC.find(t, id)
		if err != nil {
			return err
		}
		open, err := t.openDeliveries(a.Brand, id)
		if err != nil {
			return err
		}
		if len(open) > 0 {
			return fmt.Errorf("removing %s: %d deliveries of it are open: %w; cancel them or let them go first", a.Handle(), len(open), A.ErrState)
		}
		t.note("account.removed", a.Brand, id, id, a.Handle())
		if err := cursors.drop(t, a.Brand, idKey(id)); err != nil {
			return err
		}
		if b, err := t.brand(a.Brand); err != nil {
			return err
		} else if b.Default == id {
			b.Default = ""
			if err := brands.put(t, b); err != nil {
				return err
			}
		}
		if b, err := t.bucket(a.Brand, chargedName); err != nil {
			return err
		} else if err := forgetDays(b, idKey(id), after(idKey(id))); err != nil {
			return err
		}
		return accountsC.drop(t, a.Brand, idKey(id))
	})
}
