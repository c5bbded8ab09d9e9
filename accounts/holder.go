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

// HolderOf is who carries a delivery, where owner is who runs the workers now. Of an account that cannot be used nobody carries
// anything.
func HolderOf(d Delivery, a Account, owner Holder) Holder {
	switch {
	case d.State == Sending || d.State == Unconfirmed: // Somebody has to look it up.
		return owner
	case d.State != Scheduled && d.State != Waiting:
		return HolderNone
	case a.State == AccountBlocked:
		return HolderNobody
	}
	return owner
}
