package facebook

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"time"

	"vocero/accounts"
	"vocero/accounts/transport"
	"vocero/accounts/wire"
)

// graphError is the envelope of https://developers.facebook.com/docs/graph-api/guides/error-handling.
type graphError struct {
	Error wire.Maybe[struct {
		Message wire.Str        `json:"message"`
		Code    wire.Num        `json:"code"`
		Subcode wire.Num        `json:"error_subcode"`
		User    wire.Str        `json:"error_user_msg"`
		Passing json.RawMessage `json:"is_transient"`
	}] `json:"error"`
}

// verdict is what an error of the network means.
type verdict struct {
	class accounts.Outcome
	code  accounts.Code
}

var (
	relog     = verdict{accounts.OutcomeAuth, accounts.CodeAuth}
	later     = verdict{accounts.OutcomeLimit, accounts.CodeLimit}
	unsure    = verdict{accounts.OutcomeUnknown, accounts.CodeUnknown}
	rights    = verdict{accounts.OutcomeRefused, accounts.CodeRights}
	blocked   = verdict{accounts.OutcomeRefused, accounts.CodeForbidden}
	badMedia  = verdict{accounts.OutcomeRefused, accounts.CodeMedia}
	missing   = verdict{accounts.OutcomeRefused, accounts.CodeNotFound}
	twice     = verdict{accounts.OutcomeUnknown, accounts.CodeDuplicate}
	unfitting = verdict{accounts.OutcomeRefused, accounts.CodeRefused}
)

// judge is the table of the network's codes (https://developers.facebook.com/docs/graph-api/guides/error-handling,
// https://developers.facebook.com/docs/graph-api/overview/rate-limiting). A duplicate is unknown, not refused: it may be this very post that
// an earlier attempt left there.
func judge(code, subcode int64, said string) verdict {
	switch {
	case code == 190, code == 102, code == 2500:
		return relog
	case code == 4, code == 17, code == 32, code == 613, code == 341, code >= 80000 && code <= 80014:
		return later
	case code == 1, code == 2:
		return unsure
	case code == 3, code == 10, code >= 200 && code <= 299:
		return rights
	case code == 368:
		return blocked
	case code == 506:
		return twice
	case code == 803, code == 100 && subcode == 33:
		return missing
	case code == 324, subcode == 1366046, subcode == 2061006:
		return badMedia
	case code == 100 && strings.Contains(said, "too long"):
		return verdict{accounts.OutcomeRefused, accounts.CodeTooLong}
	}
	return unfitting
}

// explain reads the envelope of an answer that is no success; without one the status decides, as everywhere.
func explain(e *accounts.Err, a transport.Answer, now time.Time) {
	var g graphError
	if json.Unmarshal(transport.TrimBOM(a.Body), &g) != nil || !g.Error.There() || !g.Error.Get().Code.Known() {
		return
	}
	x := g.Error.Get()
	said := string(x.Message)
	if x.User != "" {
		said += " " + string(x.User)
	}
	e.Detail, _ = accounts.SafeLine(transport.Redact(said))
	v := judge(x.Code.Or(0), x.Subcode.Or(0), strings.ToLower(said))
	if v == unfitting && (string(x.Passing) == "true" || a.Status >= http.StatusInternalServerError) {
		v = unsure
	}
	e.Class, e.Code = v.class, v.code
	if v != later {
		e.Until = time.Time{}
		return
	}
	if _, wait := share(a.Header); wait > 0 {
		e.Until = now.Add(wait)
	}
}

// How full the share of requests may be, in percent, before reading waits, and before everything does; and for how long where the
// network does not say.
const (
	readsFull   = 90
	allFull     = 100
	waitUnsaid  = 5 * time.Minute
	waitLongest = 24 * time.Hour
)

// usage is how full an account's share of requests is, for all its clients in the process.
type usage struct {
	mu          sync.Mutex
	reads, acts time.Time // until when they wait
}

var usages sync.Map // by the key of the account in the vault

func usageOf(account string) *usage {
	u, _ := usages.LoadOrStore(account, &usage{})
	return u.(*usage)
}

// note remembers what the headers of an answer say; without them nothing changes.
func (u *usage) note(h http.Header, now time.Time) {
	full, wait := share(h)
	if full < 0 {
		return
	}
	if wait <= 0 {
		wait = waitUnsaid
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	u.reads, u.acts = time.Time{}, time.Time{}
	if full >= readsFull {
		u.reads = now.Add(wait)
	}
	if full >= allFull {
		u.acts = now.Add(wait)
	}
}

// held is until when a request has to wait; zero: not at all.
func (u *usage) held(method string, now time.Time) time.Time {
	u.mu.Lock()
	defer u.mu.Unlock()
	until := u.acts
	if method == http.MethodGet {
		until = u.reads
	}
	if !until.After(now) {
		return time.Time{}
	}
	return until
}

// share reads X-App-Usage and X-Business-Use-Case-Usage: the fullest of all shares in percent, -1 where none is told, and the longest wait.
func share(h http.Header) (full int64, wait time.Duration) {
	type counts struct {
		Calls wire.Num `json:"call_count"`
		Time  wire.Num `json:"total_time"`
		CPU   wire.Num `json:"total_cputime"`
		Wait  wire.Num `json:"estimated_time_to_regain_access"` // minutes
	}
	var all []counts
	var app wire.Maybe[counts]
	if json.Unmarshal([]byte(h.Get("X-App-Usage")), &app) == nil && app.There() {
		all = append(all, app.Get())
	}
	var business map[string]wire.List[counts]
	if json.Unmarshal([]byte(h.Get("X-Business-Use-Case-Usage")), &business) == nil {
		for _, list := range business {
			all = append(all, list...)
		}
	}
	full = -1
	for _, c := range all {
		full = max(full, c.Calls.Or(-1), c.Time.Or(-1), c.CPU.Or(-1))
		wait = max(wait, min(time.Duration(min(c.Wait.Or(0), 24*60))*time.Minute, waitLongest))
	}
	return full, wait
}
