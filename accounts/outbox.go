package accounts

import "time"

// ClaimInput is what a claim freezes into a delivery, in the one transaction before any byte leaves. On a later attempt the
// store keeps the first Key, CreatedAt, Watermark and Outgoing and ignores these.
type ClaimInput struct {
	Key       string    // the idempotency key, a UUIDv4
	CreatedAt time.Time // the created_at of the payload, fixed now
	Watermark string    // the newest own remote id before the first attempt; "" when there is none or the network has no order
	Outgoing  Outgoing  // the payload, byte for byte what every attempt sends
	Digest    Digest    // what the guard cleared just now; another one than the delivery's holds it (CodeChanged)
	Rules     int       // version of the rules of that check
	Late      bool      // it leaves after its hour, within what the rules allow
}

// Resolution is one step of a delivery after a claim, a look-up or a read-back. The store takes only the steps that Steps lists.
//
// To equal to the present state is no step but a note on it, and is taken too: of Scheduled and Waiting it keeps NotBefore and
// Fault (a try that failed before the claim), of Unconfirmed NextLook, Looked, Resend, Double and Fault, of Published Verified,
// NextLook and Fault (a read-back). In a note a nil Fault and a zero Verified change nothing; NextLook and NotBefore are kept as
// given.
type Resolution struct {
	To        DeliveryState
	Outcome   Outcome   // of the newest attempt; OutcomeNone leaves the attempt as it is
	Status    int       // HTTP status of the attempt; 0 when no answer came
	Receipt   *Receipt  // with Published
	Fault     *Fault    // why it is not published, or what the read-back missed
	NotBefore time.Time // of Waiting, and of a backed-off Scheduled
	NextLook  time.Time // of Unconfirmed: the next look-up; of Published: the next read-back, zero for none any more
	Looked    bool      // a look-up came back and did not find it: Looks grows by one
	Verified  time.Time // when it was read back as sent
	Double    bool      // two posts matched at a look-up
	Resend    bool      // the network guarantees that a repeat is harmless: Unconfirmed may be claimed again
	ByHand    string    // a person's reason, for the journal
}

// ScheduleOptions says how a post leaves.
type ScheduleOptions struct {
	Now  bool          // send now; otherwise the post's When decides
	Hold time.Duration // time to take it back, only with Now; 0 means DefaultHold, less than 0 none, at most MaxHold

	Sooner bool // a heated reply does not cool: the client's letter was given once more
}

// DefaultHold is how long everything outgoing waits in the outbox, so that it can be taken back.
const DefaultHold = 20 * time.Second

// MaxHold is the longest time to take it back: what is to leave later than that is given an hour.
const MaxHold = 10 * time.Minute

// DeliveryQuery chooses deliveries; the order is newest first.
type DeliveryQuery struct {
	Brand   ID // "" for all brands
	Post    ID
	Account ID
	States  []DeliveryState // none: all
	Open    bool            // only those to which something can still happen
}

// MentionUpdate is one change to some mentions. A nil pointer, an empty list or an empty note changes nothing.
type MentionUpdate struct {
	State    *MentionState
	Until    time.Time // of a snooze
	AddTags  []string
	DropTags []string
	Note     string
	Mood     *Mood
	Liked    *bool
	Boosted  *bool
}

// Problem is something that a check of the store found.
type Problem struct {
	Where  string // "bbolt", "index mentions.due", "counter", "journal", ...
	Key    string // of the record, in a form that can be printed
	Detail string
}
