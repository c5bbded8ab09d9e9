package lang

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"vocero/accounts"
	"vocero/accounts/guard"
)

// saying is a reason and what to do about it, as text keys.
type saying struct{ reason, remedy string }

// codes are the sentences of stored reasons.
var codes = map[accounts.Code]saying{
	accounts.CodeAuth:        {"the network does not accept the log-in any more", "log the account in again (0, l, then L)"},
	accounts.CodeForbidden:   {"the account may not do this", "check on the network what the account is allowed to do"},
	accounts.CodeNotFound:    {"it is not there any more", "open it in the browser to see what became of it"},
	accounts.CodeRefused:     {"the network refuses it", "change what it names and send it again"},
	accounts.CodeTooLong:     {"it is longer than the network takes", "shorten it, or cut it into a thread with a line of ---"},
	accounts.CodeMedia:       {"the network does not take a file", "use another kind or a smaller one"},
	accounts.CodeDuplicate:   {"the network says it has this already", "look at the account before you send it again"},
	accounts.CodeUnsupported: {"this server cannot do that", "leave it out, or use another account"},
	accounts.CodeLimit:       {"the network asks to wait", "nothing to do: it goes out by itself"},
	accounts.CodeOffline:     {"the server cannot be reached; nothing was sent", "nothing to do: it is tried again by itself"},
	accounts.CodeUnknown:     {"the server did not say whether it arrived", "wait: it is being looked up"},
	accounts.CodeAbsent:      {"it may have arrived, and the look-ups do not find it", "look at the account, then choose: it is there, send again, or leave it"},
	accounts.CodePaused:      {"the client is paused", "resume with !!"},
	accounts.CodeGuard:       {"a check stands in the way now", "open it and mend what it names"},
	accounts.CodeChanged:     {"it is not what was checked", "open it and schedule it again"},
	accounts.CodeLocked:      {"the vault is locked", "unlock it (0, then v)"},
	accounts.CodeMissed:      {"its hour passed while nobody could send it", "publish it now, give it another hour, or drop it"},
	accounts.CodeBefore:      {"an earlier part of the thread is not out", "mend that part first"},
	accounts.CodeNotServer:   {"that is no server that speaks the network's API", "check the address"},
	accounts.CodeLost:        {"a file of it is not on the disk any more", "attach it again"},
	accounts.CodeBroken:      {"nothing can be written to the disk any more", "close the desk, free some space, open it again"},
	accounts.CodeUnsummoned:  {"the network takes replies only to those who named the account", "answer in the browser, or wait until they name it"},
	accounts.CodeCredit:      {"the network wants to be paid first", "add credit in the network's console for developers"},
	accounts.CodeCap:         {"the client's monthly cap is reached: nothing more is read", "raise it (vocero costs cap) or wait for the next month"},
	accounts.CodeRights:      {"the app or the key lacks a permission", "add it on the network and log the account in again (0, l, then L)"},
	accounts.CodeHand:        {"it is published there by hand", "publish it there, then say where it is (0, then p)"},
	accounts.CodeClock:       {"this machine's clock is wrong", "set it right: until then nothing leaves at its hour"},
}

// failures are the sentences of the errors that the store and the desk tell apart.
var failures = []struct {
	err error
	say saying
}{
	{accounts.ErrLetterNo, saying{"that is not this client's letter", "nothing was sent; the draft is kept"}},
	{accounts.ErrLetter, saying{"a letter is one of a-z except y", "choose another one"}},
	{accounts.ErrAmbiguous, saying{"more than one fits", "write it in full"}},
	{accounts.ErrTaken, saying{"it is taken", "choose another one"}},
	{accounts.ErrBrand, saying{"it belongs to another client", "use an account of this client"}},
	{accounts.ErrStale, saying{"it was changed meanwhile", "look at it again and repeat"}},
	{accounts.ErrState, saying{"its state does not allow this", "look at it in Status (0)"}},
	{accounts.ErrRefused, saying{"a check stands in the way", "mend what it names"}},
	{accounts.ErrBusy, saying{"another vocero holds the desk", "use that one, or close it"}},
	{accounts.ErrLocked, saying{"the vault is locked", "unlock it (0, then v)"}},
	{accounts.ErrNewer, saying{"a newer vocero wrote this store", "use that version"}},
	{accounts.ErrPractice, saying{"practice and real accounts do not mix", "use another home for them"}},
	{accounts.ErrPaused, saying{"the client is paused", "resume with !!"}},
	{accounts.ErrTaking, saying{"the network still has it and is asked to give it back", "it becomes what you asked for as soon as the network has given it back; 0 shows how it goes"}},
	{accounts.ErrNotFound, saying{"there is no such record", "check its name"}},
	{accounts.ErrHour, saying{"that is no hour", "write it as in 2026-12-01 09:00"}},
}

// Code is the reason and the remedy of a stored code.
func (p *Printer) Code(c accounts.Code) (reason, remedy string) {
	s, ok := codes[c]
	if !ok {
		return string(c), ""
	}
	return p.T(s.reason), p.T(s.remedy)
}

// Fault is one line: the reason, what the other side said, and what to do.
func (p *Printer) Fault(f *accounts.Fault) string {
	if f == nil {
		return ""
	}
	_, remedy := p.Code(f.Code)
	return join(p.Reason(f), remedy)
}

// Reason is why, with its values and what the other side said.
func (p *Printer) Reason(f *accounts.Fault) string {
	reason, _ := p.Code(f.Code)
	if f.Code == accounts.CodeClock && f.By != 0 {
		reason = p.clockOff(f.By)
	}
	if d := f.Detail.String(); d != "" {
		if Known(d) { // Ours, not the other side's.
			d = p.T(d)
		}
		reason += " (" + d + ")"
	}
	return reason
}

// Error is an error for a person: what was being done, why it failed, what to do next. The wrapped text, which has the
// details, is kept where no sentence of ours fits.
func (p *Printer) Error(doing string, err error) string {
	lead := ""
	if doing != "" {
		lead = p.T(doing) + ": "
	}
	var e *accounts.Err
	if errors.As(err, &e) {
		if e.Code == accounts.CodeOffline { // Somebody waits for the answer: nothing is tried again behind her back.
			reason, _ := p.Code(e.Code)
			return lead + join(reason, p.T("check the address and the connection, then try again"))
		}
		return lead + p.Fault(e.Fault(e.Until))
	}
	for _, f := range failures {
		if errors.Is(err, f.err) {
			return lead + join(p.T(f.say.reason)+detail(err, f.err), p.T(f.say.remedy))
		}
	}
	t, _ := accounts.SafeLine(err.Error())
	if Known(t.String()) {
		return lead + p.T(t.String())
	}
	return lead + t.String()
}

// detail is what the error says besides the sentence: names and values, in brackets.
func detail(err, known error) string {
	s := strings.TrimSuffix(strings.TrimSpace(strings.Replace(err.Error(), known.Error(), "", 1)), ":")
	if s == "" {
		return ""
	}
	t, _ := accounts.SafeLine(s)
	return " (" + t.String() + ")"
}

// join puts a remedy behind a reason.
func join(reason, remedy string) string {
	if remedy == "" {
		return reason
	}
	return reason + "; " + remedy
}

// Finding is what a guard says: the reason, and what to do.
func (p *Printer) Finding(f accounts.Finding) (reason, remedy string) {
	f.Args = slices.Clone(f.Args)
	for i, a := range f.Args {
		if v, err := accounts.ParseVisibility(fmt.Sprint(a)); err == nil {
			f.Args[i] = p.Visibility(v)
		}
	}
	return guard.Sentences(f, p.T)
}

var (
	deliveryWords = []string{"scheduled", "sending", "published", "waiting (limit)", "failed", "blocked (account)", "unconfirmed", "needs you", "held", "missed", "cancelled", "with the network"}
	postWords     = []string{"idea", "draft", "in review", "approved", "scheduled", "sending", "published", "held", "failed", "unconfirmed", "missed", "by hand"}
	mentionWords  = []string{"new", "waiting", "snoozed", "done"}
	visibleWords  = []string{"", "only those named", "followers", "unlisted", "public"}
	opWords       = []string{"post", "edit", "delete", "boost", "take a boost back", "like", "take a like back", "follow", "unfollow", "mute", "unmute", "hide", "show again", "block", "unblock", "report"}
	kindWords     = []string{"mention", "like", "boost", "follow", "poll", "other"}
	moodWords     = []string{"", "praise", "neutral", "question", "complaint"}
	severityWords = []string{"note", "warning", "stop"}
	relationWords = []string{"own", "paid", "gifted", "employee"}
)

// word is a name out of a table, "?" where a newer program wrote the value.
func (p *Printer) word(names []string, i uint8) string {
	if int(i) >= len(names) {
		return "?"
	}
	return p.T(names[i])
}

// Delivery names a delivery's state.
func (p *Printer) Delivery(s accounts.DeliveryState) string { return p.word(deliveryWords, uint8(s)) }

// Post names a post's state.
func (p *Printer) Post(s accounts.PostState) string { return p.word(postWords, uint8(s)) }

// Mention names a mention's state.
func (p *Printer) Mention(s accounts.MentionState) string { return p.word(mentionWords, uint8(s)) }

// Visibility names who can read a post.
func (p *Printer) Visibility(v accounts.Visibility) string { return p.word(visibleWords, uint8(v)) }

// Op names what a delivery does.
func (p *Printer) Op(o accounts.Op) string { return p.word(opWords, uint8(o)) }

// Kind names what sort of attention a mention is.
func (p *Printer) Kind(k accounts.MentionKind) string { return p.word(kindWords, uint8(k)) }

// Mood names a mention's mood.
func (p *Printer) Mood(m accounts.Mood) string { return p.word(moodWords, uint8(m)) }

// Severity names how much a finding weighs.
func (p *Printer) Severity(s accounts.Severity) string { return p.word(severityWords, uint8(s)) }

// Relation names in what relation a brand stands to what it says.
func (p *Printer) Relation(r accounts.Relation) string { return p.word(relationWords, uint8(r)) }

// Words are the text keys that this package holds in tables, for the test that demands Spanish for each.
func Words() []string {
	var out []string
	for _, s := range codes {
		out = append(out, s.reason, s.remedy)
	}
	for _, f := range failures {
		out = append(out, f.say.reason, f.say.remedy)
	}
	for _, w := range actWords {
		out = append(out, w)
	}
	for _, w := range figureWords {
		out = append(out, w)
	}
	for _, w := range whyWords {
		out = append(out, w)
	}
	for _, w := range mindWords {
		out = append(out, w)
	}
	for _, k := range accounts.Kinds() {
		out = append(out, k.Name(), connects[k])
		if s := obtains[k]; s != "" {
			out = append(out, s)
		}
	}
	for _, q := range prompts {
		out = append(out, q.label, q.help)
	}
	for _, w := range choiceWords {
		out = append(out, w)
	}
	for _, t := range [][]string{abilityWords, deliveryWords, postWords, mentionWords, visibleWords, opWords, kindWords, moodWords, severityWords, relationWords, holderWords} {
		for _, w := range t {
			if w != "" {
				out = append(out, w)
			}
		}
	}
	return out
}
