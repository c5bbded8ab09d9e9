package guard

import (
	"fmt"
	"slices"

	"vocero/accounts"
)

// Aside is a Block that a person set aside: the rule, the place, and why.
type Aside struct{ Rule, Place, Reason string }

// PlaceOf names what a finding is about within one cleared text: its rule and its bytes. A delivery remembers the places that were set
// aside, so that what comes up later, in the same text, stops all the same.
func PlaceOf(v accounts.Finding) string { return fmt.Sprintf("%s:%d-%d", v.Rule, v.Start, v.End) }

// Waived tells whether a Block is one that was set aside, by the places that a delivery remembers.
func Waived(v accounts.Finding, places []string) bool {
	return CanAcknowledge(v) && slices.Contains(places, PlaceOf(v))
}

// Aside are the Blocks that a person set aside for this clearance.
func (c Clearance) Aside() []Aside {
	if c.aside == nil {
		return nil
	}
	return slices.Clone(*c.aside)
}

// reasonOf is why a person set a finding aside on this content, "" when nobody did.
func reasonOf(v accounts.Finding, d accounts.Digest, ack []accounts.Acknowledged) string {
	for _, a := range ack {
		if known(v, d, []accounts.Acknowledged{a}) {
			return a.Reason
		}
	}
	return ""
}
