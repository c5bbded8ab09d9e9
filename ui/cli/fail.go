package cli

import (
	"context"
	"errors"
	"io/fs"
	"strings"

	"vocero/accounts"
	"vocero/accounts/vault"
	"vocero/ui/cli/owner"
	"vocero/ui/lang"
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

// reason is how an error of the domain ends: what it says, its exit code, its stable code and what to do next.
type reason struct {
	is     error
	say    string
	exit   int
	code   string
	remedy string
}

// reasons lists the errors that the command line tells apart; the first that fits counts.
func (a *app) reasons() []reason {
	return []reason{
		{accounts.ErrAmbiguous, a.T("more than one fits"), Usage, "ambiguous", a.T("type more of it")},
		{accounts.ErrNotFound, a.T("there is no such record"), Failed, "not_found", ""},
		{accounts.ErrLetterNo, a.T("that is not this client's letter"), Refused, "letter", a.T("nothing was sent; use the letter of the client whose account speaks")},
		{accounts.ErrTaken, a.T("it is taken"), Failed, "taken", a.T("choose another one")},
		{accounts.ErrBrand, a.T("it belongs to another client"), Refused, "brand", a.T("name an account of the same client")},
		{accounts.ErrPaused, a.T("the client is paused"), Refused, "paused", a.T("resume the client first: vocero resume --brand LETTER")},
		{accounts.ErrRefused, a.T("a check stands in the way"), Refused, "refused", a.T("see: vocero check ID")},
		{accounts.ErrPractice, a.T("practice and real accounts do not mix"), Refused, "practice", a.T("use another --home for real accounts")},
		{accounts.ErrTaking, a.T("the network still has it and is asked to give it back"), Failed, "taking_back", a.T("it is done as soon as the network has given it back; see: vocero outbox list")},
		{accounts.ErrState, a.T("its state does not allow this"), Failed, "state", a.T("look at it first: vocero outbox list, vocero draft show ID")},
		{accounts.ErrStale, a.T("it was changed meanwhile"), Failed, "stale", a.T("look at it again and repeat the command")},
		{accounts.ErrLetter, a.T("a letter is one of a-z except y"), Usage, "letter", a.T("choose another one")},
		{accounts.ErrHour, a.T("that is no hour"), Usage, "hour", a.T("write a date and a time, as in \"2026-12-01 09:00\"")},
		{accounts.ErrNoSlot, a.T("there is no free slot within 90 days"), Failed, "no_slot", a.T("add slots: vocero brand slots LETTER --add \"mon 09:30\"; or give an hour with --at")},
		{accounts.ErrBusy, a.T("another vocero holds the desk"), Busy, "busy", a.T("wait a moment, or close the other vocero")},
		{accounts.ErrLocked, a.T("the vault is locked"), Busy, "vault_locked", a.T("unlock it in the desk, or give --passphrase-file")},
		{vault.ErrPassphrase, a.T("that is not the vault's passphrase"), Busy, "passphrase", a.T("nothing was changed")},
		{accounts.ErrDamaged, a.T("the file is damaged"), Failed, "damaged", a.T("look at the snapshots: vocero backup list; then vocero backup restore FILE")},
		{accounts.ErrForeign, a.T("the file is not a vocero store"), Failed, "foreign", a.T("choose another --home; this folder was left as it was")},
		{accounts.ErrNewer, a.T("a newer vocero wrote this store"), Failed, "newer", a.T("use the newer program; nothing was changed")},
		{fs.ErrPermission, a.T("this user has no right to it"), Failed, "permission", a.T("give it back to yourself with chown and chmod, or choose another --home")},
		{context.DeadlineExceeded, a.T("it took too long"), Failed, "timeout", a.T("try again; look at vocero outbox list first")},
		{context.Canceled, a.T("the command was ended"), Failed, "cancelled", a.T("what is in the outbox stays there: vocero outbox list")},
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
	for _, r := range a.reasons() {
		if errors.Is(err, r.is) {
			return a.known(err, r)
		}
	}
	message, remedy := splitRemedy(err.Error())
	return &Fail{Exit: Failed, Code: "failed", Message: message, Remedy: remedy}
}

// known words an error that is told apart. In English its own text says it best, with names and values. In another language the
// sentence is translated, and the text follows in brackets for the details.
func (a *app) known(err error, r reason) *Fail {
	message, remedy := splitRemedy(err.Error())
	switch {
	case message == r.is.Error() || errors.Is(r.is, context.Canceled) || errors.Is(r.is, context.DeadlineExceeded):
		message, remedy = r.say, r.remedy
	case a.p.Tag() != lang.English:
		if rest := strings.Trim(strings.Replace(message, r.is.Error(), "", 1), " :"); rest != "" {
			message = r.say + " (" + rest + ")"
		}
		remedy = r.remedy
	case remedy == "":
		remedy = r.remedy
	}
	return &Fail{Exit: r.exit, Code: r.code, Message: message, Remedy: remedy}
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
