package accounts

import (
	"context"
	"time"
)

// Scheduler is a network that publishes by itself at an hour it was given. Nothing protects a request to it from being made
// twice (Mastodon overlooks Idempotency-Key with scheduled_at: github.com/mastodon/mastodon/issues/30039), so an unknown outcome
// is looked up in its list.
type Scheduler interface {
	// Plan makes exactly one request for an OpPost to be published at an hour. The outcome class of the error says whether it may
	// have arrived.
	Plan(ctx context.Context, o Outgoing, at time.Time) (Planned, error)
	// Planned reads back what the network will publish; Err with CodeNotFound when it has it no more.
	Planned(ctx context.Context, id string) (Planned, error)
	// FindPlanned looks for what may have been handed over, for an hour, the oldest first. None is no error.
	FindPlanned(ctx context.Context, o Outgoing, at time.Time) ([]Planned, error)
	// Unplan takes one off the list, and may be repeated; Err with CodeNotFound when it is not there: published, or taken away.
	Unplan(ctx context.Context, id string) error
}

// Planned is a post that a network will publish by itself.
type Planned struct {
	ID  string    // of the plan; the post that comes of it has another
	At  time.Time // the hour the network has
	Out *Receipt  // set where the network published at once instead of keeping it
}

// PlanLead is how far ahead an hour must lie to be handed over: Mastodon wants five minutes
// (docs.joinmastodon.org/methods/statuses/#create), and a slow upload may take as long again.
const PlanLead = 10 * time.Minute

// HandPhase is where a handing over stands.
type HandPhase uint8

// The phases.
const (
	HandWanted  HandPhase = iota // of Scheduled: the network shall have it as soon as it can
	HandRefused                  // of Scheduled: the network did not take it, this desk carries it; Fault says why
	HandAsked                    // of Handed: bytes may be on the wire
	HandUnsure                   // of Handed: the outcome is unknown; the network's list is looked through
	HandThere                    // of Handed: the network has it
	HandTaking                   // of Handed: it may be off the network's list already
)

var handPhases = []string{"wanted", "refused", "asked", "unsure", "there", "taking_back"}

// String is the phase's name in JSON.
func (h HandPhase) String() string { return nameOf(handPhases, uint8(h)) }

// HandAim is what is to become of a handed delivery once the network has it no more.
type HandAim uint8

// The aims. Every one but AimStay is a wish that the network has to be asked for first.
const (
	AimStay   HandAim = iota // the network shall publish it
	AimAgain                 // scheduled here, at the hour that the delivery has now
	AimHold                  // held: the brand is paused
	AimCancel                // a draft again
)

// Handover is the part of a network in a delivery.
type Handover struct {
	Phase HandPhase `cbor:"1,keyasint"`
	ID    string    `cbor:"2,keyasint,omitempty"` // the plan's, on the network
	At    time.Time `cbor:"3,keyasint"`           // the hour that the network has; Due may be another since
	Next  time.Time `cbor:"4,keyasint"`           // when to do something about it; zero: never
	Looks int       `cbor:"5,keyasint,omitempty"` // look-ups in a row that did not find it
	Aim   HandAim   `cbor:"6,keyasint,omitempty"`
	Asked time.Time `cbor:"7,keyasint"`           // when the network was asked to take it; zero: not yet
	Fault *Fault    `cbor:"8,keyasint,omitempty"` // what went wrong with it last
	Tries int       `cbor:"9,keyasint,omitempty"` // in a row that came to nothing
	Doubt bool      `cbor:"10,keyasint,omitempty"`
}

// Leaving tells whether the network is being asked to give a delivery back: until it has, the network may publish it.
func (d Delivery) Leaving() bool {
	return d.State == Handed && d.Handover != nil && d.Handover.Aim != AimStay
}

// HandStep is one step of a delivery that was or shall be handed over. The store takes only the steps that Steps lists.
//
// To says where it goes: Handed keeps it with the network, in a Phase. Scheduled means that the network does not have it: the store
// makes of it what Aim says. Published wants a Receipt. A zero Next, an empty ID and a zero At keep what is there.
type HandStep struct {
	To       DeliveryState
	Phase    HandPhase
	ID       string
	At       time.Time
	Next     time.Time
	Looked   bool // a look-up came back and did not find it
	Failed   bool // a try came to nothing
	Recall   bool // the network is asked to give it back, and this desk carries it
	Fault    *Fault
	Receipt  *Receipt
	NextLook time.Time // of Published: the first read-back
	Double   bool
	Seen     HandAim // the aim that the asker knew; a newer one is acted on at once
}

// Why a delivery is not handed over to its network; "" when it can be.
const (
	HandOff    = "off"    // the account's switch is off
	HandServer = "server" // the server has no scheduler
	HandNow    = "now"    // it has no hour: it leaves at once
	HandReply  = "reply"  // what it answers may be gone by then, or the conversation another
	HandThread = "thread" // its parts answer one another, and the network's scheduler knows no order
	HandNear   = "near"   // its hour is too near
)

// WhyNotHanded says why a delivery of a post stays here; "" when the network can have it.
func WhyNotHanded(p Post, d Delivery, a Account, now time.Time) string {
	switch {
	case !a.ByNetwork:
		return HandOff
	case !a.Instance.Can.Schedule:
		return HandServer
	case d.Now || d.Op != OpPost:
		return HandNow
	case p.Reply():
		return HandReply
	case d.Parts > 1:
		return HandThread
	case d.Due.Sub(now) < PlanLead:
		return HandNear
	}
	return ""
}
