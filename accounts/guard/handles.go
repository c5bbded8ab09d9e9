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
		if !strings.Contains(text, "@") {
			continue
		}
		links := accounts.LinksIn(text)
		for i := 0; i < len(text); i++ {
			if text[i] != '@' || slices.ContainsFunc(links, func(l accounts.Span) bool { return i >= l.Start && i < l.End }) {
				continue
			}
			if user, end := handleAt(text, i); end > 0 {
				h := Spoken{Account: a.ID, Handle: accounts.Fold(text[i:end]), Start: i, End: end, Short: user == end}
				if h.Short {
					h.Handle += "@" + accounts.Fold(a.Host)
				}
				out = append(out, h)
				i = end - 1
			}
		}
	}
	return out
}

// handleAt is the handle that begins with the @ at i: the ends of its user and of its host, the same for a short one; 0 for none,
// as in an e-mail address.
func handleAt(s string, i int) (user, end int) {
	if i > 0 {
		if c := s[i-1]; c >= 0x80 || inWord(rune(c)) || strings.IndexByte("/=._-+", c) >= 0 {
			return 0, 0
		}
	}
	if user = nameEnd(s, i+1); user == i+1 {
		return 0, 0
	}
	if user < len(s) && s[user] == '@' {
		if end = nameEnd(s, user+1); end > user+1 && strings.Contains(s[user+1:end], ".") {
			return user, end
		}
	}
	return user, user
}

// nameEnd is the end of a name of letters, digits and underscores, with dots and hyphens inside.
func nameEnd(s string, i int) int {
	end := i
	for j := i; j < len(s); j++ {
		switch c := s[j]; {
		case c < 0x80 && inWord(rune(c)):
			end = j + 1
		case c != '.' && c != '-' || j == i:
			return end
		}
	}
	return end
}

// elsewhere are the hosts of handles that no server of the Mastodon API can reach.
var elsewhere = []string{"x.com", "twitter.com", "facebook.com", "instagram.com", "linkedin.com", "tiktok.com", "bsky.social"}

// handles warns of handles that mean somebody else than the one who is known, or nobody whom the desk has heard of.
func handles(p accounts.Post, f Facts) []accounts.Finding {
	var out []accounts.Finding
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

// isAnswered tells whether a handle is the one who is answered.
func isAnswered(p accounts.Post, handle string) bool {
	return p.Answering != nil && "@"+strings.TrimPrefix(accounts.Fold(p.Answering.Author.String()), "@") == handle
}
