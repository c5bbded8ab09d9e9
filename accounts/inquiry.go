package accounts

import "time"

// Bounds of searches on a network.
const (
	MaxWords  = 500 // bytes of what is looked for
	MostFound = 100 // posts of one search
	SomeFound = 25  // posts of a search that says nothing of it
)

// RequestSearch asks a worker to serve an inquiry; Arg is its ID.
const RequestSearch = "search"

// Inquiry is a search on a network that a person asked for, with its answer: a worker asks, the store keeps, the screens show.
type Inquiry struct {
	ID       ID        `cbor:"1,keyasint"`
	Brand    ID        `cbor:"2,keyasint"`
	Account  ID        `cbor:"3,keyasint"` // that searches, and that what is taken in is said to
	Words    string    `cbor:"4,keyasint"`
	Language string    `cbor:"5,keyasint,omitempty"` // "" is any
	Limit    int       `cbor:"6,keyasint,omitempty"` // posts at most
	Count    bool      `cbor:"7,keyasint,omitempty"` // how much is said is asked, not what
	Asked    time.Time `cbor:"8,keyasint"`
	Done     time.Time `cbor:"9,keyasint"` // zero: it waits for a worker

	Read   int       `cbor:"10,keyasint,omitempty"` // posts that the network gave: what it may charge for
	More   bool      `cbor:"11,keyasint,omitempty"` // the network has more of them
	Found  []Mention `cbor:"12,keyasint,omitempty"` // the newest first, without fields of the desk
	Volume []Volume  `cbor:"13,keyasint,omitempty"` // the oldest first
	Fault  *Fault    `cbor:"14,keyasint,omitempty"` // why there is no answer
}

// Waits tells whether no worker has answered yet.
func (i Inquiry) Waits() bool { return i.Done.IsZero() }

// Needs is what the account must be able to do for it.
func (i Inquiry) Needs() Ability {
	if i.Count {
		return ToCount
	}
	return ToSearch
}

// Total is how many posts a count came to.
func (i Inquiry) Total() (n int) {
	for _, v := range i.Volume {
		n += v.Posts
	}
	return n
}
