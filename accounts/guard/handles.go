package guard

import (
	"slices"
	"strings"

	"vocero/accounts"
)

// Heard is what the desk knows of a handle.
type Heard struct {
	Known     bool   // it is an account of the desk, or somebody who has spoken to this client
	Elsewhere string // where it is not known: the same name that is known on another host; "" for none
}

// Spoken is a handle in a text of a post, as the network of one of its accounts would read it.
type Spoken struct {
	Account    accounts.ID // the account from which it would be said
	Handle     string      // in full and folded, "@user@host": a short one means somebody on the account's own host
	Start, End int         // bytes of the text
	Short      bool        // it was written without its host
}

// HandlesOf are the handles that a post names, once for every account and place: what Facts.Heard has to tell of.
func HandlesOf(p accounts.Post, own []accounts.Account) []Spoken {
	var out []Spoken
	for _, a := range targets(p, Facts{Accounts: own}) {
		text := p.TextFor(a.ID)
		for _, at := range accounts.HandlesIn(text) {
			h := Spoken{Account: a.ID, Handle: accounts.Fold(text[at.Start:at.End]), Start: at.Start, End: at.End, Short: at.Short()}
			if h.Short {
				h.Handle += "@" + accounts.Fold(a.Host)
			}
			out = append(out, h)
		}
	}
	return out
}

// elsewhere are the hosts of handles that no server of the Mastodon API can reach.
var elsewhere = []string{"x.com", "twitter.com", "facebook.com", "instagram.com", "linkedin.com", "tiktok.com", "bsky.social"}

// handles warns of handles that mean somebody else than the one who is known, or nobody whom the desk has heard of, and of persons who
// are only named where the post goes, because they have no handle there.
func handles(p accounts.Post, f Facts) []accounts.Finding {
	out := plainly(f)
	told := map[string]bool{}
	for _, h := range HandlesOf(p, f.Accounts) {
		_, a, _ := ownerOf(h.Account, f)
		if told[h.Handle+string(h.Account)] || isAnswered(p, h.Handle) {
			continue
		}
		told[h.Handle+string(h.Account)] = true
		_, host, _ := strings.Cut(h.Handle[1:], "@")
		heard, asked := f.Heard[h.Handle]
		var v accounts.Finding
		switch {
		case a.Network == accounts.Mastodon && !h.Short && slices.Contains(elsewhere, host):
			v = finding("identity", accounts.Warn, a.ID, sayNobodyThere, h.Handle, a.Handle())
		case a.Network != accounts.Mastodon && !h.Short:
			v = finding("identity", accounts.Warn, a.ID, sayNobodyThere, h.Handle, a.Handle())
		case !asked || heard.Known:
			continue
		case heard.Elsewhere != "":
			v = finding("identity", accounts.Warn, a.ID, saySomebodyElse, h.Handle, heard.Elsewhere)
		default:
			v = finding("identity", accounts.Warn, a.ID, sayUnheard, h.Handle)
		}
		out = append(out, at(v, h.Start, h.End))
	}
	return out
}

// plainly tells of persons whose name goes out as text.
func plainly(f Facts) []accounts.Finding {
	var out []accounts.Finding
	for _, n := range f.namings {
		_, a, ok := ownerOf(n.Account, f)
		switch {
		case !n.Plain || !ok:
		case a.Place().Names():
			out = append(out, finding("identity", accounts.Warn, a.ID, sayNoHandle, n.As, accounts.PlaceName(a.Place())))
		default:
			out = append(out, finding("identity", accounts.NoteFinding, a.ID, sayNoHandles, n.As, accounts.PlaceName(a.Place())))
		}
	}
	return out
}

// isAnswered tells whether a handle is the one who is answered.
func isAnswered(p accounts.Post, handle string) bool {
	return p.Answering != nil && "@"+strings.TrimPrefix(accounts.Fold(p.Answering.Author.String()), "@") == handle
}
