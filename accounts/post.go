package accounts

import "time"

// Visibility says who can read a post. The order is from narrow to wide, so that min and max mean what they say.
type Visibility uint8

// The visibilities of the Mastodon API (docs.joinmastodon.org/entities/Status/#visibility).
const (
	Direct Visibility = iota + 1
	Followers
	Unlisted
	Public
)

var visibilities = []string{"", "direct", "private", "unlisted", "public"}

// String is the name that the Mastodon API uses: direct, private, unlisted, public.
func (v Visibility) String() string { return nameOf(visibilities, uint8(v)) }

// ParseVisibility reads direct, private, unlisted or public.
func ParseVisibility(s string) (Visibility, error) {
	if s == "followers" {
		s = "private"
	}
	v, err := parseName("visibility", visibilities, s)
	return Visibility(v), err
}

// Relation says in what relation the brand stands to what it says.
type Relation uint8

// The relations.
const (
	Own Relation = iota
	Paid
	Gifted
	Employee
)

var relations = []string{"own", "paid", "gifted", "employee"}

// String is own, paid, gifted or employee.
func (r Relation) String() string { return nameOf(relations, uint8(r)) }

// ParseRelation reads own, paid, gifted or employee.
func ParseRelation(s string) (Relation, error) {
	r, err := parseName("relation", relations, s)
	return Relation(r), err
}

// PostState is where a post stands on its way. From Scheduled on it is the worst state of the post's deliveries.
type PostState uint8

// The states of a post.
const (
	Idea PostState = iota
	Draft
	InReview
	Approved
	PostScheduled
	PostSending
	PostPublished
	PostHeld
	PostFailed
	PostUnconfirmed
	PostMissed
	PostByHand // its hour has come, and a person publishes it on a channel
)

var postStates = []string{"idea", "draft", "in_review", "approved", "scheduled", "sending", "published", "held", "failed", "unconfirmed", "missed", "by_hand"}

// String is the state's name in JSON.
func (s PostState) String() string { return nameOf(postStates, uint8(s)) }

// ParsePostState reads a state's name.
func ParsePostState(s string) (PostState, error) {
	v, err := parseName("post state", postStates, s)
	return PostState(v), err
}

// Open tells whether the post is still hers to write: nothing of it is on its way.
func (s PostState) Open() bool { return s <= Approved }

// Media is one file of a post. The bytes lie in HOME/media/<brand>/<sha256>, without EXIF and GPS.
type Media struct {
	SHA256 string  `cbor:"1,keyasint"` // lower-case hex
	Name   string  `cbor:"2,keyasint"` // as it was called, without folders
	Type   string  `cbor:"3,keyasint"` // MIME
	Bytes  int64   `cbor:"4,keyasint"`
	Alt    string  `cbor:"5,keyasint,omitempty"`
	FocusX float64 `cbor:"6,keyasint,omitempty"` // -1 (left) to 1 (right)
	FocusY float64 `cbor:"7,keyasint,omitempty"` // -1 (bottom) to 1 (top)
	Width  int     `cbor:"8,keyasint,omitempty"` // pixels; 0 when unknown
	Height int     `cbor:"9,keyasint,omitempty"`
	Clean  bool    `cbor:"10,keyasint,omitempty"` // metadata was found and removed
}

// Poll is a question with answers, part of a post.
type Poll struct {
	Options  []string      `cbor:"1,keyasint"`
	Open     time.Duration `cbor:"2,keyasint"`
	Multiple bool          `cbor:"3,keyasint,omitempty"`
	Hide     bool          `cbor:"4,keyasint,omitempty"` // totals hidden until the end
}

// Answering is what a reply answers. It fixes who speaks and how widely.
type Answering struct {
	Mention  ID         `cbor:"1,keyasint"` // "" for a reply to something that is no stored mention
	Account  ID         `cbor:"2,keyasint"` // the account addressed: the only one that may answer
	RemoteID string     `cbor:"3,keyasint"`
	Author   Text       `cbor:"4,keyasint"` // the handle
	Widest   Visibility `cbor:"5,keyasint"` // the parent's visibility; the reply is never wider
	CW       Text       `cbor:"6,keyasint"`
	Excerpt  Text       `cbor:"7,keyasint"` // the parent's text, shortened
}

// Post is something a brand says. Targets are accounts of that brand only.
type Post struct {
	ID         ID         `cbor:"1,keyasint"`
	Brand      ID         `cbor:"2,keyasint"`
	State      PostState  `cbor:"3,keyasint"`
	Text       string     `cbor:"4,keyasint"` // a line of exactly --- cuts a thread
	CW         string     `cbor:"5,keyasint,omitempty"`
	Visibility Visibility `cbor:"6,keyasint"`
	Language   string     `cbor:"7,keyasint,omitempty"` // BCP 47
	Media      []Media    `cbor:"8,keyasint,omitempty"`
	Poll       *Poll      `cbor:"9,keyasint,omitempty"`
	Targets    []ID       `cbor:"10,keyasint"`
	Versions   []Version  `cbor:"11,keyasint,omitempty"`
	Relation   Relation   `cbor:"12,keyasint,omitempty"`
	When       *When      `cbor:"13,keyasint,omitempty"` // nil: no hour yet
	Answering  *Answering `cbor:"14,keyasint,omitempty"` // set on a reply
	Tolerant   bool       `cbor:"15,keyasint,omitempty"` // may go out 10 to 60 minutes late
	Caret      int        `cbor:"16,keyasint,omitempty"` // place in the text, bytes
	Revision   uint64     `cbor:"17,keyasint"`           // grows by one with every stored change
	Created    time.Time  `cbor:"18,keyasint"`
	Updated    time.Time  `cbor:"19,keyasint"`
	Note       string     `cbor:"20,keyasint,omitempty"`
	Handed     bool       `cbor:"21,keyasint,omitempty"` // all of it that waits for its hour lies with the networks
	Quoted     string     `cbor:"23,keyasint,omitempty"` // what it quotes: its remote id, or its page in a browser
	Quotation  Text       `cbor:"24,keyasint,omitzero"`  // who said that and what, to show; zero where nobody knows
	Namings    []Naming   `cbor:"22,keyasint,omitempty"` // what its handles become on each account, settled while it is written
}

// Version is the text of a post on one account, where it differs from the base text.
type Version struct {
	Account ID     `cbor:"1,keyasint"`
	Text    string `cbor:"2,keyasint"`
}

// TextFor is the text that leaves from an account: what was written for it, with each person named as that network knows them.
func (p Post) TextFor(account ID) string {
	s, _ := p.named(account, p.Written(account))
	return s
}

// Reply tells whether the post answers something.
func (p Post) Reply() bool { return p.Answering != nil }

// Parts are the pieces of the post on an account: one, or as many as a thread has.
func (p Post) Parts(account ID) []string { return SplitThread(p.TextFor(account)) }

// Empty tells whether nothing was written or attached yet.
func (p Post) Empty() bool {
	return p.Text == "" && p.CW == "" && len(p.Media) == 0 && p.Poll == nil && len(p.Versions) == 0
}
