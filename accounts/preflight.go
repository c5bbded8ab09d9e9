package accounts

import "time"

// Preflight is what was found when a delivery was tried before its hour: the token, the server's limits, the files, the guards.
// It changes no state: it says what would fail while that can still be mended.
type Preflight struct {
	At     time.Time     `cbor:"1,keyasint"`
	Lead   time.Duration `cbor:"2,keyasint"`           // which of Preflights it was
	Faults []Fault       `cbor:"3,keyasint,omitempty"` // what would fail; none: nothing that can be known now
}

// Preflights are how long before its hour a delivery is tried, the earliest first.
var Preflights = [...]time.Duration{24 * time.Hour, 30 * time.Minute}

// Warned tells whether a preflight found something that would fail, of a delivery that has yet to leave.
func (d Delivery) Warned() bool {
	return d.Preflight != nil && len(d.Preflight.Faults) > 0 && (d.State == Scheduled || d.State == Waiting || d.State == Handed)
}
