package accounts

import "time"

// Severity is how much a finding weighs.
type Severity uint8

// The severities. A Block stops; a person may acknowledge it where its rule allows. A Warn is shown and acknowledged by going on.
const (
	NoteFinding Severity = iota
	Warn
	Block
)

var severities = []string{"note", "warn", "block"}

// String is the severity's name in JSON.
func (s Severity) String() string { return nameOf(severities, uint8(s)) }

// Finding is what a guard says of a post: codes and values; the sentence is made when it is shown. Reason and Remedy are text
// keys of ui/lang, formatted with Args.
type Finding struct {
	Rule     string
	Severity Severity
	Account  ID  // "" when it concerns every account
	Start    int // bytes of the text; Start == End: the whole
	End      int
	Reason   string
	Remedy   string
	Args     []any
}

// Acknowledged is a person's word that a finding is known and the post shall go on all the same.
type Acknowledged struct {
	Rule   string    `cbor:"1,keyasint"`
	Digest Digest    `cbor:"2,keyasint"`
	Reason string    `cbor:"3,keyasint"`
	At     time.Time `cbor:"4,keyasint"`
}
