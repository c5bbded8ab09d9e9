package accounts

import (
	"errors"
	"fmt"
	"time"
)

// Code is a stored reason; ui/lang turns it into a sentence and a remedy.
type Code string

// The codes of what a network, a guard or the desk can say of a delivery or an account.
const (
	CodeAuth        Code = "auth"         // the token is wrong, expired or revoked: log in again
	CodeForbidden   Code = "forbidden"    // the account may not do this
	CodeNotFound    Code = "not_found"    // the target is gone
	CodeRefused     Code = "refused"      // the network refuses the content
	CodeTooLong     Code = "too_long"     // the network counts more than it takes
	CodeMedia       Code = "media"        // a file is too large, of a wrong kind, or could not be processed
	CodeDuplicate   Code = "duplicate"    // the network says it has this already
	CodeUnsupported Code = "unsupported"  // the server cannot do this
	CodeLimit       Code = "limit"        // the network asks to wait
	CodeOffline     Code = "offline"      // no byte left this machine
	CodeUnknown     Code = "unknown"      // the request may have arrived
	CodeAbsent      Code = "absent"       // looked up, and not there
	CodePaused      Code = "paused"       // the brand is paused
	CodeGuard       Code = "guard"        // a guard stands in the way now
	CodeChanged     Code = "changed"      // what was cleared is not what would be sent
	CodeLocked      Code = "vault_locked" // the token cannot be read: the vault is locked
	CodeMissed      Code = "missed"       // the hour passed
	CodeBefore      Code = "part_before"  // an earlier part of the thread is not out
	CodeNotServer   Code = "not_server"   // the other side does not speak the network's API
	CodeLost        Code = "media_lost"   // a file of the post is no longer on disk
	CodeBroken      Code = "store_broken" // nothing can be written to the disk any more
	CodeUnsummoned  Code = "unsummoned"   // the network takes replies only to those who named the account
	CodeCredit      Code = "credit"       // the network wants to be paid first
	CodeCap         Code = "cap"          // the client's own monthly cap stops reading
	CodeRights      Code = "rights"       // the app or the key lacks a permission
	CodeHand        Code = "by_hand"      // a person publishes it there
	CodeClock       Code = "clock"        // this machine's clock is not that of the servers; Fault.By says by how much
)

// Outcome is the class of what happened to one request, from networks' rules (see Err).
type Outcome uint8

// The five classes, and none.
const (
	OutcomeNone    Outcome = iota // still running, or the process died
	OutcomeNotSent                // no byte left: safe to repeat
	OutcomeRefused                // the network said no, for good
	OutcomeAuth                   // the account must log in again
	OutcomeLimit                  // the network said: later
	OutcomeDone                   // a receipt
	OutcomeUnknown                // it may have arrived
)

var outcomes = []string{"", "not_sent", "refused", "auth", "limit", "done", "unknown"}

// String is the class's name in JSON.
func (o Outcome) String() string { return nameOf(outcomes, uint8(o)) }

// Err is every error of a network, made by the transport and the adapters. Its text holds no secret and no query string.
type Err struct {
	Doing  string // "posting", "reading notifications"
	Class  Outcome
	Code   Code
	Status int       // HTTP status; 0 when no answer came
	Until  time.Time // of OutcomeLimit; zero when the network named no time
	Detail Text      // what the other side said
	Cause  error
}

// Error is "doing: cause".
func (e *Err) Error() string {
	s := e.Doing + ": " + string(e.Code)
	if e.Status != 0 {
		s += fmt.Sprintf(" (HTTP %d)", e.Status)
	}
	if d := e.Detail.String(); d != "" {
		s += ": " + d
	} else if e.Cause != nil {
		s += ": " + e.Cause.Error()
	}
	return s
}

// Unwrap is the cause.
func (e *Err) Unwrap() error { return e.Cause }

// Fault is the error as it is stored.
func (e *Err) Fault(at time.Time) *Fault {
	d := e.Detail
	if d.String() == "" && e.Cause != nil {
		d, _ = SafeLine(e.Cause.Error())
	}
	return &Fault{Code: e.Code, Detail: d, Status: e.Status, At: at, Until: e.Until}
}

// AsErr finds the network's error in a chain. An error that is none counts as unknown: the careful reading.
func AsErr(err error) *Err {
	var e *Err
	if errors.As(err, &e) {
		return e
	}
	return &Err{Doing: "talking to the network", Class: OutcomeUnknown, Code: CodeUnknown, Cause: err}
}

// Errors of the store and the desk that the command line and the screens tell apart.
var (
	ErrNotFound  = errors.New("there is no such record")
	ErrAmbiguous = errors.New("more than one fits")
	ErrTaken     = errors.New("it is taken")
	ErrBrand     = errors.New("it belongs to another brand")
	ErrState     = errors.New("its state does not allow this")
	ErrStale     = errors.New("it was changed meanwhile")
	ErrRefused   = errors.New("a guard stands in the way")
	ErrLetterNo  = errors.New("that is not this client's letter")
	ErrBusy      = errors.New("another vocero holds the desk")
	ErrLocked    = errors.New("the vault is locked")
	ErrDamaged   = errors.New("the file is damaged")
	ErrForeign   = errors.New("the file is not a vocero store")
	ErrNewer     = errors.New("a newer vocero wrote this store")
	ErrPractice  = errors.New("practice and real accounts do not mix")
	ErrPaused    = errors.New("the brand is paused")
	ErrTaking    = errors.New("the network still has it and is asked to give it back")
)
