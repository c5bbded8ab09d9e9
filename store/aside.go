package store

import (
	A "vocero/accounts"
	"vocero/accounts/guard"
)

// setAside journals what a person set aside when she let a post go, with her reason, and returns the places. The parts of a thread
// share one entry.
func (t *txn) setAside(p *A.Post, c guard.Clearance, part int) []string {
	var places []string
	for _, a := range c.Aside() {
		places = append(places, a.Place)
		if part == 0 {
			t.note("guard.aside", p.Brand, c.Account(), p.ID, a.Rule+": "+a.Reason)
		}
	}
	return places
}
