package guard

import (
	"strings"

	"vocero/accounts"
)

var (
	sayTracker = tell("%[1]s carries %[2]s: it says who shared it, and is of no use to a reader", "take it away with L, or with vocero draft edit --clean-links")
	sayNoUTM   = tell("%[1]s lacks what this client wants on its links: %[2]s", "add it with U, or with vocero draft edit --utm")
)

// tracking notes parameters that track whoever opens a link, and links without those that the client counts by. Nothing is added or
// taken away by itself: what she sees is what leaves.
func tracking(p accounts.Post, f Facts) []accounts.Finding {
	var out []accounts.Finding
	for _, x := range linked(p) {
		if _, gone := accounts.CleanLink(x.url); len(gone) > 0 {
			out = append(out, x.say("tracking", accounts.NoteFinding, sayTracker, strings.Join(gone, ", ")))
		}
		if f.Brand.UTM == "" || p.Reply() {
			continue
		}
		if tagged, n := f.Brand.Tag(x.url, x.speaker(p, f), ""); n > 0 {
			out = append(out, x.say("tracking", accounts.NoteFinding, sayNoUTM, added(x.url, tagged)))
		}
	}
	return out
}

// speaker is an account that says the text of the link.
func (x anchor) speaker(p accounts.Post, f Facts) accounts.Account {
	for _, a := range targets(p, f) {
		if x.account == a.ID || x.account == "" && p.TextFor(a.ID) == p.Text {
			return a
		}
	}
	return accounts.Account{ID: x.account}
}

// added is what a longer link has more than a shorter one, for people.
func added(short, long string) string {
	i := 0
	for i < len(short) && short[i] == long[i] {
		i++
	}
	j := 0
	for j < len(short)-i && short[len(short)-1-j] == long[len(long)-1-j] {
		j++
	}
	return strings.TrimLeft(long[i:len(long)-j], "/?&")
}
