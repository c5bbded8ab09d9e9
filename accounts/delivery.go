package accounts

import (
	"slices"
	"time"
)

// Op is what a delivery does on the network.
type Op uint8

// The operations. Every one but OpPost aims at a state ("deleted", "boosted") and may be repeated safely.
const (
	OpPost Op = iota
	OpEdit
	OpDelete
	OpBoost
	OpUnboost
	OpLike
	OpUnlike
	OpFollow
	OpUnfollow
	OpMute
	OpUnmute
	OpHide // what somebody said is hidden below one's own post
	OpUnhide
	OpBlock
	OpUnblock
	OpReport // its target is who spoke; Outgoing.Text says why, Outgoing.Quote is what was said
)

var ops = []string{"post", "edit", "delete", "boost", "unboost", "like", "unlike", "follow", "unfollow", "mute", "unmute", "hide", "unhide", "block", "unblock", "report"}

// String is the operation's name in JSON and in the journal.
func (o Op) String() string { return nameOf(ops, uint8(o)) }

// NeedsLetter tells whether the operation leaves only with the client's letter. Like and mute do not; what others can see does.
func (o Op) NeedsLetter() bool {
	switch o {
	case OpLike, OpUnlike, OpMute, OpUnmute:
		return false
	}
	return true
}

// DeliveryState is where one delivery stands.
type DeliveryState uint8

// The states of a delivery.
const (
	Scheduled   DeliveryState = iota // waits for LeavesAt
	Sending                          // claimed: bytes may be on the wire
	Published                        // the network gave a receipt; nothing leaves this state
	Waiting                          // the network asked to wait until NotBefore
	Failed                           // refused; Fault says why
	Blocked                          // the account cannot be used
	Unconfirmed                      // the outcome is unknown; it is being looked up
	NeedsYou                         // only a person can decide; Fault has the evidence
	Held                             // a guard, a pause or cooling keeps it
	Missed                           // its hour passed while nobody could send
	Cancelled
	Handed // the network's own scheduler has it, or may have it; Handover says how that stands
)

var deliveryStates = []string{"scheduled", "sending", "published", "waiting", "failed", "blocked", "unconfirmed", "needs_you", "held", "missed", "cancelled", "handed"}

// String is the state's name in JSON.
func (s DeliveryState) String() string { return nameOf(deliveryStates, uint8(s)) }

// ParseDeliveryState reads a state's name.
func ParseDeliveryState(s string) (DeliveryState, error) {
	v, err := parseName("delivery state", deliveryStates, s)
	return DeliveryState(v), err
}

// Steps is the table of all transitions; what it does not list is refused by the store. Sending to Scheduled is the proof that
// no byte left; Unconfirmed to Sending is a network that guarantees a repeat is harmless, or that it proved the post absent;
// NeedsYou to Sending is a person. Handed begins with the request to the network's scheduler, and ends with the post, with the proof
// that the network has it no more, or with a person; NeedsYou to Handed is a post that turned up in the network's list. Scheduled to
// NeedsYou is the hour of what only a person can publish: what may follow then says Delivery.May.
var Steps = map[DeliveryState][]DeliveryState{
	Scheduled:   {Sending, Held, Missed, Cancelled, Blocked, Failed, Handed, NeedsYou},
	Sending:     {Published, Scheduled, Waiting, Failed, Blocked, Unconfirmed, NeedsYou, Held},
	Published:   {},
	Waiting:     {Sending, Held, Cancelled, Blocked, Failed, Scheduled, Missed},
	Failed:      {Scheduled, Cancelled},
	Blocked:     {Scheduled, Cancelled, Missed},
	Unconfirmed: {Published, Sending, NeedsYou},
	NeedsYou:    {Published, Sending, Cancelled, Handed},
	Held:        {Scheduled, Cancelled, Missed},
	Missed:      {Scheduled, Cancelled},
	Cancelled:   {},
	Handed:      {Scheduled, Published, NeedsYou, Held, Cancelled},
}

// CanStep tells whether a delivery may go from one state to another.
func CanStep(from, to DeliveryState) bool { return slices.Contains(Steps[from], to) }

// Final tells whether nothing more happens to a delivery by itself or by a person.
func (s DeliveryState) Final() bool { return s == Published || s == Cancelled }

// Trouble tells whether the state wants a person: it is counted in every frame.
func (s DeliveryState) Trouble() bool {
	return s == Failed || s == Blocked || s == NeedsYou || s == Missed
}

// Delivery is one part of one post on one account, or one other act on the network: the outbox record.
type Delivery struct {
	ID       ID            `cbor:"1,keyasint"`
	Brand    ID            `cbor:"2,keyasint"`
	Post     ID            `cbor:"3,keyasint,omitempty"` // "" for a like, a boost, a follow
	Account  ID            `cbor:"4,keyasint"`
	Op       Op            `cbor:"5,keyasint"`
	Part     int           `cbor:"6,keyasint,omitempty"` // 0-based, in a thread
	Parts    int           `cbor:"7,keyasint,omitempty"` // 1 where there is no thread
	State    DeliveryState `cbor:"8,keyasint"`
	Due      time.Time     `cbor:"9,keyasint"`            // the slot, or the moment of the confirmation
	LeavesAt time.Time     `cbor:"10,keyasint"`           // not before; holds the twenty seconds
	Now      bool          `cbor:"11,keyasint,omitempty"` // sent by hand: no slot, never missed
	Tolerant bool          `cbor:"12,keyasint,omitempty"`
	Late     bool          `cbor:"13,keyasint,omitempty"`
	Mention  ID            `cbor:"14,keyasint,omitempty"` // what is answered, liked or boosted
	Target   string        `cbor:"15,keyasint,omitempty"` // remote id that is answered, edited, deleted, boosted, liked, or the account followed
	Digest   Digest        `cbor:"16,keyasint"`           // what was cleared
	Rules    int           `cbor:"17,keyasint,omitempty"` // version of the rules it was cleared by

	// Frozen in the transaction of the first claim, before any byte; the same for every attempt.
	Key       string    `cbor:"20,keyasint,omitempty"`
	CreatedAt time.Time `cbor:"21,keyasint"`
	Watermark string    `cbor:"22,keyasint,omitempty"` // the newest own remote id before the first attempt
	Outgoing  *Outgoing `cbor:"23,keyasint,omitempty"`

	Attempts  []Attempt `cbor:"24,keyasint,omitempty"`
	Epoch     uint64    `cbor:"25,keyasint,omitempty"` // the owner that claimed it
	NotBefore time.Time `cbor:"26,keyasint"`           // of Waiting, and of a backed-off Scheduled
	Looks     int       `cbor:"27,keyasint,omitempty"` // look-ups that came back and did not find it
	NextLook  time.Time `cbor:"28,keyasint"`
	Receipt   *Receipt  `cbor:"29,keyasint,omitempty"`
	Verified  time.Time `cbor:"30,keyasint"` // when it was read back as sent; zero: not yet
	Fault     *Fault    `cbor:"31,keyasint,omitempty"`
	Double    bool      `cbor:"32,keyasint,omitempty"` // two posts matched at a look-up
	Created   time.Time `cbor:"33,keyasint"`
	Resend    bool      `cbor:"34,keyasint,omitempty"` // a person, or the network's guarantee, allows one more attempt
	Cooling   bool      `cbor:"40,keyasint,omitempty"` // a heated reply: LeavesAt is later for it

	Preflight *Preflight `cbor:"35,keyasint,omitempty"` // what was tried before its hour; nil: nothing yet
	Handover  *Handover  `cbor:"36,keyasint,omitempty"` // the network's own scheduler; nil: it has no part in it
	Aside     []string   `cbor:"37,keyasint,omitempty"` // what a person set aside, by guard.PlaceOf: no more of the text than that
}

// Digest binds a clearance to text, media, account and hour: SHA-256.
type Digest [32]byte

// Attempt is one try of a delivery, written before the network is touched.
type Attempt struct {
	Started time.Time `cbor:"1,keyasint"`
	Ended   time.Time `cbor:"2,keyasint"`
	Outcome Outcome   `cbor:"3,keyasint"`
	Status  int       `cbor:"4,keyasint,omitempty"` // HTTP status; 0 when no answer came
	Detail  Text      `cbor:"5,keyasint"`
}

// Receipt proves that a delivery reached the network.
type Receipt struct {
	RemoteID  string    `cbor:"1,keyasint"`
	URL       string    `cbor:"2,keyasint,omitempty"`
	At        time.Time `cbor:"3,keyasint"`           // the network's own time
	Recovered bool      `cbor:"4,keyasint,omitempty"` // found by a look-up, not by the answer
	ByHand    bool      `cbor:"5,keyasint,omitempty"` // a person pasted the URL
}

// Fault is a stored error: a code and values. Text for people is made when it is shown.
type Fault struct {
	Code   Code      `cbor:"1,keyasint"`
	Detail Text      `cbor:"2,keyasint"` // what the other side said, safe
	Status int       `cbor:"3,keyasint,omitempty"`
	At     time.Time `cbor:"4,keyasint"`
	Until  time.Time `cbor:"5,keyasint"` // of a limit

	By time.Duration `cbor:"6,keyasint,omitempty"` // of CodeClock: the servers' clock minus this machine's
}

// Worst is the state of a post whose deliveries these are; cancelled ones do not count unless all are.
func Worst(ds []Delivery) PostState {
	hand := false
	ds = slices.DeleteFunc(slices.Clone(ds), func(d Delivery) bool { // Work to do, no doubt: it has a rank of its own.
		hand = hand || d.ByHand()
		return d.ByHand()
	})
	rank := []struct {
		d DeliveryState
		p PostState
	}{{NeedsYou, PostUnconfirmed}, {Unconfirmed, PostUnconfirmed}, {Failed, PostFailed}, {Blocked, PostFailed}, {Missed, PostMissed}, {Held, PostHeld},
		{Sending, PostSending}, {Waiting, PostSending}, {Scheduled, PostScheduled}, {Handed, PostScheduled}, {Published, PostPublished}}
	for _, r := range rank {
		if hand && r.d == Sending {
			return PostByHand
		}
		if slices.ContainsFunc(ds, func(d Delivery) bool { return d.State == r.d }) {
			return r.p
		}
	}
	return Draft
}
