package cli

import (
	"context"
	"errors"
	"strings"

	"vocero/accounts"
	"vocero/ui/cli/owner"
)

// Fail is an error as a person and a script see it: an exit code, a stable code, and two translated sentences.
type Fail struct {
	Exit    int
	Code    string // "usage", "letter", "not_found", "busy", ...
	Message string
	Remedy  string // what to do next; may be ""
}

// Error is the one line on standard error.
func (f *Fail) Error() string {
	if f.Remedy == "" {
		return f.Message
	}
	return f.Message + "; " + f.Remedy
}

// usage is a mistake in what was typed.
func usage(message, remedy string) *Fail {
	return &Fail{Exit: Usage, Code: "usage", Message: message, Remedy: remedy}
}

// refused is something that a rule forbids.
func refused(code, message, remedy string) *Fail {
	return &Fail{Exit: Refused, Code: code, Message: message, Remedy: remedy}
}

// ended carries the exit code of a command whose result was printed already.
type ended int

func (ended) Error() string { return "the command has ended" }

// reason is how an error of the domain ends: its exit code, its stable code and what to do next.
type reason struct {
	is     error
	exit   int
	code   string
	remedy string // a text key
}

// reasons lists the errors that the command line tells apart; the first that fits counts.
func (a *app) reasons() []reason {
	return []reason{
		{accounts.ErrAmbiguous, Usage, "ambiguous", a.T("type more of it")},
		{accounts.ErrNotFound, Failed, "not_found", ""},
		{accounts.ErrLetterNo, Refused, "letter", a.T("nothing was sent; use the letter of the client whose account speaks")},
		{accounts.ErrTaken, Failed, "taken", ""},
		{accounts.ErrBrand, Refused, "brand", a.T("name an account of the same client")},
		{accounts.ErrPaused, Refused, "paused", a.T("resume the client first: vocero resume --brand LETTER")},
		{accounts.ErrRefused, Refused, "refused", ""},
		{accounts.ErrPractice, Refused, "practice", a.T("use another --home for real accounts")},
		{accounts.ErrState, Failed, "state", a.T("look at it first: vocero outbox list, vocero draft show ID")},
		{accounts.ErrStale, Failed, "stale", a.T("look at it again and repeat the command")},
		{accounts.ErrLetter, Usage, "letter", ""},
		{accounts.ErrHour, Usage, "hour", ""},
		{accounts.ErrBusy, Busy, "busy", a.T("wait a moment, or close the other vocero")},
		{accounts.ErrLocked, Busy, "vault_locked", a.T("unlock it in the desk, or give --passphrase-file")},
		{accounts.ErrDamaged, Failed, "damaged", a.T("look at the snapshots: vocero backup list; then vocero backup restore FILE")},
		{accounts.ErrForeign, Failed, "foreign", a.T("choose another --home; this folder was left as it was")},
		{accounts.ErrNewer, Failed, "newer", a.T("use the newer program; nothing was changed")},
		{context.DeadlineExceeded, Failed, "timeout", a.T("try again; look at vocero outbox list first")},
	}
}

// failOf makes of any error what a person and a script see.
func (a *app) failOf(err error) *Fail {
	var f *Fail
	if errors.As(err, &f) {
		return f
	}
	if f := a.ownerFail(err); f != nil {
		return f
	}
	var net *accounts.Err
	if errors.As(err, &net) {
		cause := a.fault(net.Fault(a.Now()))
		return &Fail{Exit: Failed, Code: string(net.Code), Message: cause.Message, Remedy: cause.Remedy}
	}
	if errors.Is(err, context.Canceled) {
		return &Fail{Failed, "cancelled", a.T("the command was ended"), a.T("what is in the outbox stays there: vocero outbox list")}
	}
	message, remedy := splitRemedy(err.Error())
	for _, r := range a.reasons() {
		if errors.Is(err, r.is) {
			if remedy == "" {
				remedy = r.remedy
			}
			return &Fail{Exit: r.exit, Code: r.code, Message: message, Remedy: remedy}
		}
	}
	return &Fail{Exit: Failed, Code: "failed", Message: message, Remedy: remedy}
}

// splitRemedy cuts the sentence of an error into what happened and what to do: our own errors end with "; what to do".
func splitRemedy(s string) (message, remedy string) {
	s = accounts.Cells(strings.ReplaceAll(s, "\n", " "), false)
	if i := strings.LastIndex(s, "; "); i > 0 {
		return s[:i], s[i+2:]
	}
	return s, ""
}

// ownerFail translates what package owner says; nil for other errors.
func (a *app) ownerFail(err error) *Fail {
	var silent *owner.SilentError
	var build *owner.BuildError
	var peer *owner.PeerError
	var cut *owner.CutError
	switch {
	case errors.As(err, &silent):
		return &Fail{Busy, "busy", a.T("process %s holds the desk and does not answer", pid(silent.Info)), a.T("continue it (fg) or end it")}
	case errors.As(err, &build):
		return &Fail{Busy, "other_build", a.T("process %s holds the desk and is another build of vocero", pid(build.Info)), a.T("close it, or use the same program")}
	case errors.As(err, &peer):
		return &Fail{Refused, "peer", a.T("the desk's socket belongs to another user"), a.T("nothing was sent; use a --home of your own")}
	case errors.As(err, &cut):
		return &Fail{Failed, "cut", a.T("process %s went away while it ran the command", pid(cut.Info)), a.T("look at the state before you repeat it: vocero outbox list")}
	case errors.Is(err, owner.ErrYielding):
		return &Fail{Busy, "busy", a.T("the desk is just changing hands"), a.T("repeat the command in a moment")}
	}
	return nil
}
