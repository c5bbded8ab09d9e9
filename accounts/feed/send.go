package feed

import (
	"vocero/accounts"
)

// fits refuses what may not be sent, and what neither WordPress nor Discourse has.
func fits(o accounts.Outgoing) error {
	unsupported := func(thing string) error {
		return refused(posting, accounts.CodeUnsupported, "blogs and forums take no %s; leave it out or choose another account", thing)
	}
	switch {
	case o.Op != accounts.OpPost:
		return refused(posting, accounts.CodeRefused, "%s is no post; it is an act", o.Op)
	case o.Key == "":
		return refused(posting, accounts.CodeRefused, "it has no key; schedule it again")
	case o.Visibility < accounts.Direct || o.Visibility > accounts.Public:
		return refused(posting, accounts.CodeRefused, "it has no visibility; choose who may read it")
	case o.Visibility != accounts.Public:
		return unsupported(o.Visibility.String() + " post")
	case o.CW != "":
		return unsupported("content warning")
	case o.Poll != nil:
		return unsupported("poll")
	case len(o.MediaIDs) > 0:
		return unsupported("files")
	case o.Quote != "":
		return unsupported("quote")
	}
	return nil
}
