package guard

import (
	"slices"

	"vocero/accounts"
)

// target sees to it that the right brand speaks, and nobody else: invariants 3 and 4 of the design.
func target(p accounts.Post, f Facts) []accounts.Finding {
	var out []accounts.Finding
	block := func(a accounts.ID, say saying, args ...any) {
		out = append(out, finding("target", accounts.Block, a, say, args...))
	}
	if p.Brand == "" || p.Brand != f.Brand.ID {
		block("", sayBrand)
	}
	if len(p.Targets) == 0 {
		block("", sayNoTarget)
	}
	for i, id := range p.Targets {
		if slices.Contains(p.Targets[:i], id) {
			block(id, sayTwice)
			continue
		}
		owner, a, ok := ownerOf(id, f)
		switch {
		case !ok:
			block(id, sayUnknown)
		case a.Brand != p.Brand || owner.ID != p.Brand:
			block(id, sayOtherBrand, a.Handle(), owner.Name)
		case a.State == accounts.AccountBlocked:
			out = append(out, finding("target", accounts.Warn, id, sayBlocked, a.Handle()))
		}
	}
	if mixesPersonal(p, f) {
		block("", sayPersonal)
	}
	if r := p.Answering; r != nil && (len(p.Targets) != 1 || p.Targets[0] != r.Account) {
		_, a, _ := ownerOf(r.Account, f)
		block("", sayReplyFrom, a.Handle())
	}
	return out
}

// ownerOf finds an account and the brand under which the desk keeps it.
func ownerOf(id accounts.ID, f Facts) (accounts.Brand, accounts.Account, bool) {
	byID := func(a accounts.Account) bool { return a.ID == id }
	for _, o := range f.Others {
		if i := slices.IndexFunc(o.Accounts, byID); i >= 0 {
			return o.Brand, o.Accounts[i], true
		}
	}
	if i := slices.IndexFunc(f.Accounts, byID); i >= 0 {
		return f.Brand, f.Accounts[i], true
	}
	return accounts.Brand{}, accounts.Account{}, false
}

// mixesPersonal tells whether the freelancer's own presence stands among the accounts of clients.
func mixesPersonal(p accounts.Post, f Facts) bool {
	personal, client := false, false
	for _, id := range p.Targets {
		owner, _, ok := ownerOf(id, f)
		personal = personal || ok && owner.Kind == accounts.Personal
		client = client || ok && owner.Kind == accounts.Client
	}
	return personal && client
}
