package lang

import "vocero/accounts"

// abilityWords are the abilities in the order of their constants.
var abilityWords = []string{"post", "reply", "thread", "pictures and video", "alt text", "poll", "content warning", "language of a post", "quote", "edit", "delete", "the network's own scheduler",
	"read what is said", "whole conversations", "like", "boost", "follow", "mute", "block", "report", "hide an answer", "search", "count without reading", "figures of posts", "a repeat arrives once"}

// whyWords say why an account cannot do something, or under what condition it can.
var whyWords = map[accounts.Why]string{
	accounts.WhyNetwork:  "the network knows no such thing",
	accounts.WhyServer:   "this server does not offer it",
	accounts.WhyAccess:   "the network gives it to nobody with keys of their own",
	accounts.WhyApp:      "it wants a permission that the client's app was reviewed for",
	accounts.WhySummoned: "only to those who named or quoted the account",
	accounts.WhyBrowser:  "one answers in the browser: o opens it",
	accounts.WhyHand:     "you do it there by hand",
	accounts.WhyNotYet:   "the network can, vocero does not",
	accounts.WhyOwnKey:   "vocero keeps the hour itself",
	accounts.WhyRemind:   "vocero reminds you at the hour, and you publish it",
	accounts.WhyLookUp:   "not by the network: vocero looks it up before it sends again",
	accounts.WhyCosts:    "each piece has its price",
	accounts.WhyOldAPI:   "version 1.1 of the API has no such call",
}

// Ability names an ability.
func (p *Printer) Ability(x accounts.Ability) string { return p.word(abilityWords, uint8(x)) }

// Why says why an account cannot do something, or under what condition it can; "" for no reason.
func (p *Printer) Why(w accounts.Why) string {
	if s := whyWords[w]; s != "" {
		return p.T(s)
	}
	return ""
}

// Network is the network of an account as people write it.
func (p *Printer) Network(a accounts.Account) string { return p.T(a.NetworkName()) }
