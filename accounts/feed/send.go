package feed

import (
	"vocero/accounts"
)

// fits refuses what may not be sent, and what neither WordPress nor Discourse has.
func fits(o accounts.Outgoing) error {
	return o.Fits(posting, "blogs and forums take", accounts.ToWarn, accounts.ToPoll, accounts.ToQuote, accounts.ToAttach)
}
