package accounts

// Holder is who carries a delivery to its network when its hour comes.
type Holder uint8

// The holders.
const (
	HolderNone    Holder = iota // it does not leave by itself: it is out, held, or wants a person
	HolderNobody                // it waits for its hour, and nothing runs that could send it
	HolderDesk                  // the open desk
	HolderRun                   // vocero run
	HolderNetwork               // the network's own scheduler
)

var holders = []string{"", "nobody", "desk", "run", "network"}

// String is the holder's name in JSON: nobody, desk, run or network; "" when it does not leave by itself.
func (h Holder) String() string { return nameOf(holders, uint8(h)) }

// Watch is who runs the workers now, who does when that ends, and what stops them.
type Watch struct {
	Owner Holder // HolderNobody when nothing runs, or when what runs cannot send
	Next  Holder // who goes on when the owner ends
	Fault *Fault // what stops everything that has an hour; nil: nothing
}

// Holds is who carries a delivery of an account. Of an account that cannot be used nobody carries anything, nor what has an hour
// while the desk is stopped.
func (w Watch) Holds(d Delivery, a Account) Holder {
	switch {
	case d.State == Sending || d.State == Unconfirmed: // Somebody has to look it up.
		return w.Owner
	case d.State == Handed && d.Handover != nil && d.Handover.Phase < HandThere: // Nobody knows yet: it is being looked up.
		return w.Owner
	case d.State == Handed:
		return HolderNetwork
	case d.State != Scheduled && d.State != Waiting:
		return HolderNone
	case a.State == AccountBlocked, w.Fault != nil && !d.Now && d.Op == OpPost:
		return HolderNobody
	}
	return w.Owner
}

// HoldsPost is who carries a post that has an hour, from the account that speaks first.
func (w Watch) HoldsPost(p Post, a Account) Holder {
	switch {
	case p.State == PostScheduled && p.Handed:
		return HolderNetwork
	case p.State == PostScheduled:
		return w.Holds(Delivery{State: Scheduled}, a)
	case p.State == PostSending:
		return w.Owner
	}
	return HolderNone
}
