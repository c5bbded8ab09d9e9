package twitter

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"vocero/accounts"
	"vocero/accounts/transport"
	"vocero/accounts/wire"
)

// problem is an error in either of its shapes: the problem of version 2 (https://docs.x.com/x-api/fundamentals/response-codes-and-errors)
// and an element of errors[], which version 1.1 fills with a code and a message.
type problem struct {
	Type         wire.Str           `json:"type"`
	Title        wire.Str           `json:"title"`
	Detail       wire.Str           `json:"detail"`
	Message      wire.Str           `json:"message"`
	Code         wire.Num           `json:"code"`
	ResourceID   wire.Str           `json:"resource_id"`
	ResourceType wire.Str           `json:"resource_type"`
	Parameter    wire.Str           `json:"parameter"`
	Parameters   json.RawMessage    `json:"parameters"`
	Errors       wire.List[problem] `json:"errors"`
}

// kind is the last part of the problem's type, "usage-capped".
func (p problem) kind() string {
	t := string(p.Type)
	return t[strings.LastIndexByte(t, '/')+1:]
}

func (p problem) there() bool {
	return p.Type != "" || p.Title != "" || p.Detail != "" || p.Code.Known() || p.Message != "" && len(p.Errors) == 0
}

// said are the words of an answer, the most exact first.
func (p problem) said() string {
	for _, e := range p.Errors {
		for _, s := range []wire.Str{e.Message, e.Detail, e.Title} {
			if s != "" && (p.Detail == "" || strings.Contains(string(p.Detail), "parameters")) {
				return string(s)
			}
		}
	}
	for _, s := range []wire.Str{p.Detail, p.Message, p.Title} {
		if s != "" {
			return string(s)
		}
	}
	return ""
}

// all are the problem and those in it.
func (p problem) all() []problem { return append([]problem{p}, p.Errors...) }

// readProblem reads an answer that is no success; false where it is none of X.
func readProblem(b []byte) (problem, bool) {
	var p problem
	if json.Unmarshal(transport.TrimBOM(b), &p) != nil {
		return p, false
	}
	for _, x := range p.all() {
		if x.there() {
			return p, true
		}
	}
	return p, false
}

// verdict is what an error of X means.
type verdict struct {
	class accounts.Outcome
	code  accounts.Code
}

var (
	signIn    = verdict{accounts.OutcomeAuth, accounts.CodeAuth}
	noRights  = verdict{accounts.OutcomeRefused, accounts.CodeRights}
	newRights = verdict{accounts.OutcomeAuth, accounts.CodeRights} // Tokens made before the app got the permission do not have it.
	later     = verdict{accounts.OutcomeLimit, accounts.CodeLimit}
	noCredit  = verdict{accounts.OutcomeLimit, accounts.CodeCredit} // What waits goes out once there is credit.
	gone      = verdict{accounts.OutcomeRefused, accounts.CodeNotFound}
	forbidden = verdict{accounts.OutcomeRefused, accounts.CodeForbidden}
	tooLong   = verdict{accounts.OutcomeRefused, accounts.CodeTooLong}
	badMedia  = verdict{accounts.OutcomeRefused, accounts.CodeMedia}
	twice     = verdict{accounts.OutcomeRefused, accounts.CodeDuplicate}
	offClock  = verdict{accounts.OutcomeNotSent, accounts.CodeClock} // The signature is too old or too new: nothing was done.
	oldAPI    = verdict{accounts.OutcomeNotSent, accounts.CodeRights}
	summoned  = verdict{accounts.OutcomeRefused, accounts.CodeUnsummoned}
)

// byNumber are the codes of errors[] (https://docs.x.com/x-api/fundamentals/response-codes-and-errors; those of version 1.1 stand
// in the legacy reference).
var byNumber = map[int64]verdict{
	32: signIn, 64: signIn, 89: signIn, 99: signIn, 215: signIn, 326: signIn, 416: signIn,
	135: offClock, 453: oldAPI, 261: newRights, 220: newRights,
	88: later, 185: later,
	17: gone, 34: gone, 50: gone, 108: gone, 144: gone, 385: gone, 421: gone, 422: gone,
	63: forbidden, 87: forbidden, 136: forbidden, 179: forbidden, 226: forbidden, 433: summoned,
	186: tooLong, 187: twice, 323: badMedia, 324: badMedia, 325: badMedia, 386: badMedia,
}

// byKind are the types of problems.
var byKind = map[string]verdict{
	"rate-limit-exceeded": later, "usage-capped": noCredit, "credits": noCredit,
	"resource-not-found": gone, "resource-unavailable": gone, "not-authorized-for-resource": forbidden, "disallowed-resource": forbidden,
	"client-forbidden": noRights, "unsupported-authentication": signIn, "oauth1-permissions": newRights,
}

var (
	saysCredit    = accounts.Pattern(`(?i)\bcredits?\b|creditsdepleted|usage.?cap|spend(ing)?.?(cap|limit)`)
	saysTwice     = accounts.Pattern(`(?i)duplicate`)
	saysGone      = accounts.Pattern(`(?i)deleted or not visible|in_reply_to_tweet_id|could not find|no status found`)
	saysLong      = accounts.Pattern(`(?i)too long|bit shorter|text length|exceeds? .*(length|characters)|maximum (length|characters)`)
	saysMedia     = accounts.Pattern(`(?i)media|image|video|gif\b|file`)
	saysSummoned  = accounts.Pattern(`(?i)repl(y|ies|ied)|conversation|mention|quoted|summon|not permitted to perform`)
	saysClock     = accounts.Pattern(`(?i)timestamp out of bounds`)
	saysSuspended = accounts.Pattern(`(?i)account is (suspended|temporarily locked)|(suspended|locked) (user|account)`)
)

// refused reads what X says of an answer that is no success. What the chain says of 5xx stands: those tell nothing of what was done.
func refused(now func() time.Time) func(*accounts.Err, transport.Answer) {
	return func(e *accounts.Err, a transport.Answer) {
		if a.Status == http.StatusTooManyRequests {
			e.Until = latest(e.Until, dayReset(a.Header, now()))
		}
		if a.Status == http.StatusPaymentRequired {
			e.Class, e.Code = noCredit.class, noCredit.code
		}
		p, ok := readProblem(a.Body)
		if !ok || a.Status >= http.StatusInternalServerError {
			return
		}
		e.Detail, _ = accounts.SafeLine(transport.Redact(p.said()))
		if a.Status != http.StatusPaymentRequired {
			v := judge(p, a.Status)
			e.Class, e.Code = v.class, v.code
		}
		if e.Class != accounts.OutcomeLimit {
			e.Until = time.Time{}
		}
	}
}

// judge is what a problem means: by its number, its type, its words, and last its status.
func judge(p problem, status int) verdict {
	words := ""
	for _, x := range p.all() {
		if v, ok := byNumber[x.Code.Or(-1)]; ok {
			return v
		}
		if v, ok := byKind[x.kind()]; ok && x.kind() != "" {
			return v
		}
		words += " " + string(x.Title) + " " + string(x.Detail) + " " + string(x.Message) + " " + string(x.Parameters)
	}
	switch {
	case status == http.StatusTooManyRequests && !saysCredit().MatchString(words):
		return later
	case saysCredit().MatchString(words):
		return noCredit
	case saysClock().MatchString(words):
		return offClock
	case status == http.StatusUnauthorized, status == http.StatusForbidden && saysSuspended().MatchString(words):
		return signIn
	case saysTwice().MatchString(words):
		return twice
	case saysGone().MatchString(words), status == http.StatusNotFound, status == http.StatusGone:
		return gone
	case saysLong().MatchString(words):
		return tooLong
	case status == http.StatusForbidden:
		return forbidden
	case status == http.StatusRequestEntityTooLarge, saysMedia().MatchString(words):
		return badMedia
	}
	return verdict{accounts.OutcomeRefused, accounts.CodeRefused}
}

// dayReset is when the limits of a day end that are used up (https://docs.x.com/x-api/fundamentals/rate-limits).
func dayReset(h http.Header, now time.Time) time.Time {
	var out time.Time
	for _, who := range []string{"X-App-Limit-24hour-", "X-User-Limit-24hour-"} {
		if h.Get(who+"Remaining") != "0" {
			continue
		}
		if n, err := strconv.ParseInt(h.Get(who+"Reset"), 10, 64); err == nil {
			out = latest(out, time.Unix(n, 0))
		}
	}
	if most := now.Add(24 * time.Hour); out.After(most) {
		return most
	}
	return out
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// has tells whether an error has one of the codes.
func has(err error, codes ...accounts.Code) bool {
	if err == nil {
		return false
	}
	for _, c := range codes {
		if accounts.AsErr(err).Code == c {
			return true
		}
	}
	return false
}
