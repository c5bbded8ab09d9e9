package practice

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// Action is what a fault does to a request.
type Action string

// The actions. "Stored" means that the request has its whole effect, as if the
// server had answered it well.
const (
	Answer       Action = "answer"        // not stored: Status (500), Header and Body, {"error":…} when empty
	Delay        Action = "delay"         // waits, then serves as usual
	CutBefore    Action = "cut-before"    // closes the connection before the body is read
	CutAfter     Action = "cut-after"     // reads the request whole, stores nothing, closes
	StoreCut     Action = "store-cut"     // stored, then the connection is closed without an answer
	StoreAnswer  Action = "store-answer"  // stored, then answers Status (500), Header and Body
	StoreDelay   Action = "store-delay"   // stored at once, the true answer comes after the wait
	SlowCommit   Action = "slow-commit"   // answers Status at once (cuts when 0); stored only after the wait
	HalfAnswer   Action = "half-answer"   // stored, half of the answer is sent, then a cut
	BadJSON      Action = "bad-json"      // stored, 200 with broken JSON
	NoID         Action = "no-id"         // stored, the true answer without its id
	HTMLPage     Action = "html-page"     // not stored: Status (502) with a page of a proxy
	Redirect     Action = "redirect"      // not stored: Status (307) to Location
	Endless      Action = "endless"       // stored, a body of JSON that never ends
	Trickle      Action = "trickle"       // stored, the true answer, one byte per wait
	GzipBomb     Action = "gzip-bomb"     // stored, 1 GiB of spaces in about 1 MB of gzip
	DeepJSON     Action = "deep-json"     // stored, 100,000 arrays inside one another
	HugeHeader   Action = "huge-header"   // stored, the true answer behind 64 MiB of headers
	WrongLength  Action = "wrong-length"  // stored, announces more bytes than it sends
	CloseSilent  Action = "close-silent"  // serves as usual, then closes a connection it did not say it would
	EmptyAnswer  Action = "empty-answer"  // stored, Status (200) without a body
	WrongCharset Action = "wrong-charset" // stored, the true answer in Latin-1 with a byte order mark before it
)

// Fault is a failure for the requests it matches. Empty conditions match all.
type Fault struct {
	Method  string // "POST"
	Path    string // prefix of the path, "/api/v1/statuses"
	Exact   bool   // Path is the whole path
	Account string // username of the account whose token is used
	Reused  bool   // only requests that are not the first of their connection
	Skip    int    // so many matching requests pass first
	Count   int    // so many are struck; 0 strikes all

	Do       Action
	Status   int
	Header   http.Header
	Body     string
	Location string          // of Redirect
	Delay    time.Duration   // real time that the action waits
	Hold     <-chan struct{} // waits for this to be closed, instead of Delay
}

// installed is a fault on duty.
type installed struct {
	Fault
	seen, struck int
}

// Fault installs f behind the faults that are there already; the first one that
// matches a request strikes it. The returned function takes f away again.
func (s *Server) Fault(f Fault) (remove func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	in := &installed{Fault: f}
	s.faults = append(s.faults, in)
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.faults = slices.DeleteFunc(s.faults, func(o *installed) bool { return o == in })
	}
}

// ClearFaults takes all faults away; requests that one is holding stay held.
func (s *Server) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// strike is the fault that meets a request, nil for none.
func (s *Server) strike(e Request) *Fault {
	for _, f := range s.faults {
		if !f.matches(e) {
			continue
		}
		f.seen++
		if f.seen <= f.Skip || f.Count > 0 && f.struck >= f.Count {
			continue
		}
		f.struck++
		hit := f.Fault
		return &hit
	}
	return nil
}

func (f *installed) matches(e Request) bool {
	switch {
	case f.Method != "" && f.Method != e.Method:
		return false
	case f.Exact && f.Path != e.Path:
		return false
	case !strings.HasPrefix(e.Path, f.Path):
		return false
	case f.Account != "" && f.Account != e.Account:
		return false
	}
	return !f.Reused || e.Reused
}

// status is the one the fault names, else usual.
func (f *Fault) status(usual int) int {
	if f.Status != 0 {
		return f.Status
	}
	return usual
}
