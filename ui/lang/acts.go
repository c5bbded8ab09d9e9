package lang

import (
	"strings"

	"vocero/accounts"
)

// actWords are the sentences of the journal's codes; those of a delivery's state and of an operation have their own words.
var actWords = map[string]string{
	"account.added": "account added", "account.removed": "account removed", "account.ok": "account works again", "account.blocked": "account blocked",
	"account.network_schedule": "network's scheduler switched", "brand.added": "client added", "brand.changed": "client changed", "brand.erased": "client erased",
	"brand.cap": "monthly cap set", "brand.paused": "paused", "brand.resumed": "resumed", "delivery.cooling": "cools before it leaves", "delivery.sooner": "leaves without cooling",
	"delivery.verified": "read back", "desk.fault": "everything stopped", "desk.sound": "goes on again", "guard.aside": "a rule set aside",
	"inquiry.asked": "searched on the network", "mention.taken": "taken in from a search", "guard.off": "a rule switched off", "guard.on": "a rule switched on", "mention.added": "mention typed in", "mention.answered": "answered", "mention.mood": "mood corrected", "mention.changed": "mention changed", "mention.done": "mention done", "mention.new": "mention new again", "mention.noted": "note written",
	"mention.snoozed": "mention snoozed", "mention.tagged": "mention tagged", "mention.waiting": "mention waits", "post.added": "draft begun", "post.moved": "hour changed",
	"post.removed": "draft removed", "post.saved": "draft changed", "post.scheduled": "scheduled//journal", "post.sent": "sent by hand", "post.unscheduled": "back to draft",
	"person.added": "person added", "person.changed": "person changed", "person.joined": "names joined to one person", "person.split": "a name parted from a person",
	"person.removed": "person forgotten", "snippet.added": "snippet added", "snippet.changed": "snippet changed", "snippet.removed": "snippet removed",
}

// Act says in a few words what an entry of the journal is about. A code of a newer program stands as it is.
func (p *Printer) Act(code string) string {
	if rest, ok := strings.CutPrefix(code, "undo."); ok {
		return p.T("taken back: %s", p.Act(rest))
	}
	if w, ok := actWords[code]; ok {
		return p.T(w)
	}
	if rest, ok := strings.CutPrefix(code, "delivery."); ok {
		if s, err := accounts.ParseDeliveryState(rest); err == nil {
			return p.Delivery(s)
		}
	}
	if rest, ok := strings.CutPrefix(code, "act."); ok {
		for o := accounts.OpPost; o.String() != "?"; o++ {
			if o.String() == rest {
				return p.T("asked for: %s", p.Op(o))
			}
		}
	}
	return code
}

// ActDetail is what an entry adds to its act: the sentence of a stored reason, else as it is.
func (p *Printer) ActDetail(detail string) string {
	if _, ok := codes[accounts.Code(detail)]; ok {
		reason, _ := p.Code(accounts.Code(detail))
		return reason
	}
	return detail
}
