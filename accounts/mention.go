package accounts

import (
	"strings"
	"time"
)

// MentionKind is what sort of attention a mention is.
type MentionKind uint8

// The kinds. Talk waits for an answer; the others are folded apart.
const (
	Talk MentionKind = iota // a mention, a reply, a direct message
	Like
	Boost
	Follow
	PollEnd
	OtherKind
)

var mentionKinds = []string{"talk", "like", "boost", "follow", "poll", "other"}

// String is the kind's name in JSON.
func (k MentionKind) String() string { return nameOf(mentionKinds, uint8(k)) }

// MentionState is how far a mention was dealt with.
type MentionState uint8

// The states of a mention. Waiting means that a reply is on its way or out, and the other side has not spoken again.
const (
	New MentionState = iota
	WaitingReply
	Snoozed
	Done
)

var mentionStates = []string{"new", "waiting", "snoozed", "done"}

// String is the state's name in JSON.
func (s MentionState) String() string { return nameOf(mentionStates, uint8(s)) }

// ParseMentionState reads new, waiting, snoozed or done.
func ParseMentionState(s string) (MentionState, error) {
	v, err := parseName("mention state", mentionStates, s)
	return MentionState(v), err
}

// Mood is what the inbox guesses of a mention, only to sort it; a person's word wins.
type Mood uint8

// The moods.
const (
	MoodUnknown Mood = iota
	Praise
	Neutral
	Question
	Complaint
)

var moods = []string{"", "praise", "neutral", "question", "complaint"}

// String is the mood's name in JSON, "" when unknown.
func (m Mood) String() string { return nameOf(moods, uint8(m)) }

// Mention is something said to or about a brand. It is unique by (account, remote id).
type Mention struct {
	ID         ID           `cbor:"1,keyasint"`
	Brand      ID           `cbor:"2,keyasint"`
	Account    ID           `cbor:"3,keyasint"`           // the account addressed: it alone may answer
	RemoteID   string       `cbor:"4,keyasint"`           // of the notification
	StatusID   string       `cbor:"5,keyasint,omitempty"` // of what was said; what a reply answers
	Kind       MentionKind  `cbor:"6,keyasint,omitempty"`
	State      MentionState `cbor:"7,keyasint,omitempty"`
	Author     Text         `cbor:"8,keyasint"` // handle with host
	AuthorName Text         `cbor:"9,keyasint"`
	AuthorID   string       `cbor:"10,keyasint,omitempty"` // remote id, for follow and mute
	Text       Text         `cbor:"11,keyasint"`
	CW         Text         `cbor:"12,keyasint"`
	Links      []Link       `cbor:"13,keyasint,omitempty"`
	Flags      Flags        `cbor:"14,keyasint,omitempty"`
	Visibility Visibility   `cbor:"15,keyasint,omitempty"`
	Language   string       `cbor:"16,keyasint,omitempty"`
	URL        string       `cbor:"17,keyasint,omitempty"`
	InReplyTo  string       `cbor:"18,keyasint,omitempty"` // remote id
	Media      []Attached   `cbor:"19,keyasint,omitempty"`
	At         time.Time    `cbor:"20,keyasint"` // the network's time
	Received   time.Time    `cbor:"21,keyasint"` // ours
	Deadline   time.Time    `cbor:"22,keyasint"` // when it should be answered; of a snoozed one, when it comes back
	Mood       Mood         `cbor:"23,keyasint,omitempty"`
	Tags       []string     `cbor:"24,keyasint,omitempty"`
	Notes      []Note       `cbor:"25,keyasint,omitempty"`
	Reply      ID           `cbor:"26,keyasint,omitempty"` // the post that answers it, when there is one
	Addressed  []Text       `cbor:"27,keyasint,omitempty"` // the other handles named in it, kept in a reply
	Liked      bool         `cbor:"28,keyasint,omitempty"`
	Person     ID           `cbor:"36,keyasint,omitempty"` // whose word it is, where somebody said so
	About      ID           `cbor:"37,keyasint,omitempty"` // the post of ours that it answers, on whichever account
	Boosted    bool         `cbor:"29,keyasint,omitempty"`
	Hidden     bool         `cbor:"30,keyasint,omitempty"` // by us, below our own post
	Named      bool         `cbor:"38,keyasint,omitempty"` // its network says that it names or quotes the account addressed
}

// Attached is a file of somebody else's post: it is named, never fetched by itself.
type Attached struct {
	Kind string `cbor:"1,keyasint"` // "image", "video", "audio", "gifv", "unknown"
	URL  string `cbor:"2,keyasint,omitempty"`
	Alt  Text   `cbor:"3,keyasint"`
}

// Note is a remark of hers on a mention; it never leaves the desk.
type Note struct {
	At   time.Time `cbor:"1,keyasint"`
	Text string    `cbor:"2,keyasint"`
}

// Said is one post of a conversation, as the network shows it now.
type Said struct {
	RemoteID   string     `cbor:"1,keyasint"`
	Author     Text       `cbor:"2,keyasint"`
	AuthorName Text       `cbor:"3,keyasint"`
	Own        bool       `cbor:"4,keyasint,omitempty"` // by the account through which it was read
	Text       Text       `cbor:"5,keyasint"`
	CW         Text       `cbor:"6,keyasint"`
	Visibility Visibility `cbor:"7,keyasint,omitempty"`
	At         time.Time  `cbor:"8,keyasint"`
	URL        string     `cbor:"9,keyasint,omitempty"`
	InReplyTo  string     `cbor:"10,keyasint,omitempty"`
	Links      []Link     `cbor:"11,keyasint,omitempty"`
	Media      []Attached `cbor:"12,keyasint,omitempty"`
}

// Thread is a conversation around one post, oldest first, as it was read.
type Thread struct {
	Account ID        `cbor:"1,keyasint"`
	Root    string    `cbor:"2,keyasint"` // the remote id that was asked for
	Read    time.Time `cbor:"3,keyasint"`
	Said    []Said    `cbor:"4,keyasint"`
	Gone    bool      `cbor:"5,keyasint,omitempty"` // the post was deleted meanwhile
	Fault   *Fault    `cbor:"6,keyasint,omitempty"` // why it could not be read
}

// AnsweredElsewhere is the newest post of the account itself in the thread that answers the given remote id: somebody
// replied from the phone.
func (t Thread) AnsweredElsewhere(to string) (Said, bool) {
	for i := len(t.Said) - 1; i >= 0; i-- {
		if s := t.Said[i]; s.Own && s.InReplyTo == to {
			return s, true
		}
	}
	return Said{}, false
}

// Gist is what was said without the handle of the account addressed at its beginning, which every mention has and nobody reads.
func (m Mention) Gist(own Account) string {
	s := m.Text.String()
	for _, h := range []string{own.Handle(), "@" + own.User} {
		if rest, ok := strings.CutPrefix(s, h); ok && own.User != "" && strings.IndexAny(rest, " \n,:") == 0 {
			return strings.TrimLeft(rest, " \n,:")
		}
	}
	return s
}
