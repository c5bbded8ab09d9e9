package accounts

import "time"

// Cursor is a place in a list of the store, opaque to everybody else. "" is the start.
type Cursor string

// MentionQuery chooses mentions. The order is by deadline, oldest first, unless Search is set: then newest first.
type MentionQuery struct {
	Brand  ID           // "" for all brands
	State  MentionState // ignored when Any is set
	Any    bool
	Folded bool   // likes, boosts, follows and the like instead of talk
	Search string // words and beginnings of words; "~part" scans for a part of a word
	Tag    string
	Mood   Mood // MoodUnknown: any
	Person ID   // what one person said, under all names; "": anybody
	Post   ID   // what was said to one of our posts, on all its accounts; "": to any or none
}

// MentionPage is a piece of a list of mentions, with the places before and after it. "" means that there is no more that way.
type MentionPage struct {
	Items         []Mention
	Before, After Cursor
}

// PostQuery chooses posts. Order: by hour for those that have one, then by newest change.
type PostQuery struct {
	Brand  ID          // "" for all brands
	States []PostState // none: all
	From   time.Time   // with To: only posts whose hour lies in [From, To)
	To     time.Time
	Search string // words in text, CW and note
}

// Counts of the counters that the frame shows, kept by the store, never counted.
type Tally struct {
	Brand    ID
	New      int // talk that waits for a verdict
	Waiting  int
	Snoozed  int
	Folded   int // likes, boosts, follows not yet seen
	Drafts   int // posts still hers to write
	Planned  int // scheduled posts
	Leaving  int // deliveries that leave within the take-back time
	Trouble  int // deliveries that want a person because something went wrong
	ByHand   int // deliveries that a person publishes by hand, whose hour has come
	Pending  int // deliveries sending, waiting or unconfirmed
	Replying int // open replies: drafts and outgoing

	Spent Micros // what networks charged this month, on the client's wall
}

// Topic says what kind of record changed.
type Topic string

// The topics of Changed.
const (
	TopicBrands     Topic = "brands"
	TopicAccounts   Topic = "accounts"
	TopicPosts      Topic = "posts"
	TopicMentions   Topic = "mentions"
	TopicDeliveries Topic = "deliveries"
	TopicThreads    Topic = "threads"
	TopicCosts      Topic = "costs"
	TopicJournal    Topic = "journal"
)

// Changed says that stored state moved. It holds no data: who cares reads again.
type Changed struct {
	Topic Topic
	Brand ID
}

// Entry is one line of the journal: who spoke as whom, when, what. Entries are chained by hash.
type Entry struct {
	Seq     uint64    `cbor:"1,keyasint"`
	At      time.Time `cbor:"2,keyasint"`
	Brand   ID        `cbor:"3,keyasint,omitempty"`
	Account ID        `cbor:"4,keyasint,omitempty"`
	Act     string    `cbor:"5,keyasint"` // "post.scheduled", "delivery.published", "mention.done", ...
	Subject ID        `cbor:"6,keyasint,omitempty"`
	Detail  string    `cbor:"7,keyasint,omitempty"`
	Prev    Digest    `cbor:"8,keyasint"`
	Sum     Digest    `cbor:"9,keyasint"`
}

// Undone says what a take-back undid, for the footer and the toast.
type Undone struct {
	Act     string // as in the journal: "delivery.cancelled", "mention.done", "post.moved"
	Brand   ID
	Subject ID
	Cools   time.Time // of a heated answer: until when it waits; zero for everything else
}

// Undoable says what the next take-back would undo; Act is "" when there is nothing.
type Undoable = Undone

// Request is something only a worker may fetch: it is stored, a worker answers it, and Changed tells the screen.
type Request struct {
	ID      ID        `cbor:"1,keyasint"`
	Brand   ID        `cbor:"2,keyasint"`
	Account ID        `cbor:"3,keyasint"`
	What    string    `cbor:"4,keyasint"` // RequestThread, RequestSync, RequestTest
	Arg     string    `cbor:"5,keyasint,omitempty"`
	At      time.Time `cbor:"6,keyasint"`
}

// What a request can ask for.
const (
	RequestThread = "thread" // Arg: remote id
	RequestSync   = "sync"   // poll the account now
	RequestTest   = "test"   // read back who the account is and what its server can do
)
