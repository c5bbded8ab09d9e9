package accounts

import (
	"context"
	"io"
	"time"
)

// Network is the port: one account, logged in on one network. Every adapter implements it and passes the conformance suite.
//
// Every error is an *Err. No method repeats a request by itself, sleeps, or runs longer than its context. All text that comes
// back is Text; all ids are opaque strings.
type Network interface {
	// Who reads back whose token this is.
	Who(ctx context.Context) (Profile, error)
	// Instance reads what the server is, its limits and what it can do.
	Instance(ctx context.Context) (Instance, error)
	// Send makes exactly one POST for an OpPost. The outcome class of the error says whether it may have arrived.
	Send(ctx context.Context, o Outgoing) (Receipt, error)
	// Find looks for what may have been posted: own posts newer than the watermark that match. None is no error.
	Find(ctx context.Context, o Outgoing, watermark string) ([]Receipt, error)
	// Inbox reads what was said since a cursor, oldest first. An empty cursor means the newest seven days.
	Inbox(ctx context.Context, cursor string, since time.Time) (Inbox, error)
	// Read reads one post back; Err with CodeNotFound when it is gone.
	Read(ctx context.Context, remoteID string) (Remote, error)
}

// Uploader is a network that takes media. Upload may be repeated: an orphan is harmless. It returns when the file can be used.
type Uploader interface {
	Upload(ctx context.Context, m Media, body io.Reader) (id string, err error)
}

// Actor is a network on which things already said can be acted on. Every act aims at a state and may be repeated.
type Actor interface {
	// Act carries out one operation other than OpPost. For OpEdit the receipt is the edited post's.
	Act(ctx context.Context, o Outgoing) (Receipt, error)
}

// Talker is a network whose conversations can be read.
type Talker interface {
	Thread(ctx context.Context, remoteID string) (Thread, error)
}

// Marker is a network that can name the newest own post, the watermark of a delivery.
type Marker interface {
	Newest(ctx context.Context) (remoteID string, err error)
}

// Clocked is a network that knows its server's clock from the answers it got.
type Clocked interface {
	// Skew is the server's clock minus this machine's, to the second, and when it was read by this machine's; zero: never.
	Skew() (by time.Duration, at time.Time)
}

// Outgoing is the frozen payload of a delivery: what an adapter sends, byte for byte the same in every attempt.
type Outgoing struct {
	Key        string     `cbor:"1,keyasint"`
	Op         Op         `cbor:"2,keyasint,omitempty"`
	Text       string     `cbor:"3,keyasint,omitempty"`
	CW         string     `cbor:"4,keyasint,omitempty"`
	Visibility Visibility `cbor:"5,keyasint,omitempty"`
	Language   string     `cbor:"6,keyasint,omitempty"`
	MediaIDs   []string   `cbor:"7,keyasint,omitempty"` // remote ids of uploaded media, in order
	Poll       *Poll      `cbor:"8,keyasint,omitempty"`
	InReplyTo  string     `cbor:"9,keyasint,omitempty"`
	Target     string     `cbor:"10,keyasint,omitempty"` // remote id of what is acted on
	CreatedAt  time.Time  `cbor:"11,keyasint"`
	Sensitive  bool       `cbor:"12,keyasint,omitempty"`
	Alts       []string   `cbor:"13,keyasint,omitempty"` // of an edit: alt texts for MediaIDs
	Quote      string     `cbor:"14,keyasint,omitempty"` // remote id of what is quoted; of a report, of what was said
	Card       *Card      `cbor:"15,keyasint,omitempty"` // what its link leads to, where the network does not look by itself
	Paid       bool       `cbor:"16,keyasint,omitempty"` // somebody pays for it: networks with a mark for that set it
}

// Card is what a link leads to, shown below a post.
type Card struct {
	URL   string `cbor:"1,keyasint"`
	Title string `cbor:"2,keyasint"`
	About string `cbor:"3,keyasint,omitempty"`
}

// Profile is who an account is on its network.
type Profile struct {
	RemoteID string
	User     string
	Host     string
	Name     Text
	URL      string
}

// Inbox is one page of what was said, oldest first, with the cursor that covers it.
type Inbox struct {
	Mentions []Mention // without our own fields (ID, Brand, State, Deadline)
	Cursor   string    // to ask with the next time
	More     bool      // ask again at once
}

// Remote is a post as the network has it now.
type Remote struct {
	Receipt    Receipt
	Text       Text   // as shown
	Source     string // as written, where the network tells; ours, so a plain string
	CW         Text
	Visibility Visibility
	InReplyTo  string
	Media      []Attached
	Counts     Counts
}

// Counts are a post's figures; -1 means that the network does not tell.
type Counts struct{ Likes, Boosts, Replies int }
