package guard

import (
	"strings"

	"vocero/accounts"
)

var sayUnsummoned = tell("%[1]s neither named nor quoted %[2]s, and X takes replies only to those who did", "answer in the browser, or wait until they name it")

// summoned keeps a reply from leaving that X would refuse: since 2026-02-23 an app may answer only those who named the account or
// quoted one of its posts (docs.x.com/changelog). It is the network's rule, so nobody switches it off. What is answered and stands
// nowhere on the desk is not judged: the network will.
func summoned(p accounts.Post, f Facts) []accounts.Finding {
	r := p.Answering
	if r == nil {
		return nil
	}
	for _, a := range targets(p, f) {
		if a.ID != r.Account || !a.Metered() {
			continue
		}
		if known, called := called(*r, a, f); known && !called {
			return []accounts.Finding{finding("summoned", accounts.Block, a.ID, sayUnsummoned, r.Author.String(), a.Handle())}
		}
	}
	return nil
}

// called tells whether what a reply answers is known, and whether it named or quoted the account, or is the account's own.
func called(r accounts.Answering, a accounts.Account, f Facts) (known, called bool) {
	if m := f.Mention; m != nil && m.ID == r.Mention && r.Mention != "" {
		return true, m.Named || names(m.Text.String(), a)
	}
	if f.Thread == nil {
		return false, false
	}
	for _, s := range f.Thread.Said {
		if s.RemoteID == r.RemoteID {
			return true, s.Own || names(s.Text.String(), a)
		}
	}
	return false, false
}

// names tells whether a text names an account of X, in whatever case.
func names(text string, a accounts.Account) bool {
	fold := accounts.Fold(text)
	user := accounts.Fold(a.User)
	for i := 0; user != "" && i < len(fold); i++ {
		if fold[i] != '@' || i > 0 && handleByte(fold[i-1]) || !strings.HasPrefix(fold[i+1:], user) {
			continue
		}
		if rest := fold[i+1+len(user):]; rest == "" || !handleByte(rest[0]) {
			return true
		}
	}
	return false
}

// handleByte tells whether a byte may stand in a handle of X.
func handleByte(c byte) bool { return c == '_' || alnum(c) }
