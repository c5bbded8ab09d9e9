package publish

import (
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"vocero/accounts"
)

// clock is a wall clock that can be set and a machine's own that cannot.
type clock struct {
	mu   sync.Mutex
	wall time.Time
	up   time.Duration
}

// dawn is when the model's world begins: true time is dawn and the uptime.
var dawn = time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)

func newClock() *clock { return &clock{wall: dawn} }

// mend sets the wall clock right.
func (c *clock) mend() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.wall = dawn.Add(c.up)
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.wall
}

func (c *clock) uptime() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.up
}

// pass lets time go by.
func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.wall, c.up = c.wall.Add(d), c.up+d
}

// set moves the wall clock only.
func (c *clock) set(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.wall = c.wall.Add(d)
}

// keys says what a server does with a key it has seen.
type keys uint8

const (
	honours keys = iota // the same status back
	ignores             // another post
	refuses             // 400
)

// mishap is what goes wrong with one request.
type mishap uint8

const (
	fine mishap = iota
	notSent
	cutBefore   // the request did not arrive, and nobody knows
	cutAfter    // it did
	error500    // it did, and the server says that it failed
	slowStore   // it does, half a minute later
	snailStore  // it does, and no look-up sees it for ten minutes
	limited     // 429
	revoked     // 401
	refused     // 422
	broken      // the adapter panics after the request arrived
	deadBefore  // the process dies before the request leaves
	deadAfter   // the process dies after it arrived
	noReceipt   // 2xx without an id
	lastMishap_ // how many there are
)

// status is a post as the server has it. Visible is the uptime from which it can be read.
type status struct {
	id, key, text, to string
	visible           time.Duration
	born              time.Duration
}

// serverModel is a network with one timeline an account.
type serverModel struct {
	mu      sync.Mutex
	clock   *clock
	keys    keys
	posts   map[accounts.ID][]status
	acts    []accounts.Outgoing
	faults  []mishap // of the next sends
	offline bool     // questions are refused by the wire
	seq     int
	uploads int
	sends   int
	open    int // sends at this moment
	most    int
	die     func()
	gate    chan struct{} // when set, sends wait for it
	dated   bool          // its answers tell the hour
	off     time.Duration // its clock minus the true one
	asks    int           // questions that were answered
	said    time.Time     // by the asker's clock, when it answered last
	skew    time.Duration
	hours   map[accounts.ID][]hour // what it publishes by itself
	plans   int                    // requests to do so
	lazy    bool                   // its own scheduler stands still
}

func newServer(c *clock, k keys) *serverModel {
	return &serverModel{clock: c, keys: k, posts: map[accounts.ID][]status{}, hours: map[accounts.ID][]hour{}, die: func() {}}
}

func (s *serverModel) Open(a accounts.Account) (accounts.Network, error) {
	l := &line{s: s, account: a}
	if s.dated {
		return clockedLine{l}, nil
	}
	return l, nil
}

// clockedLine is a network that tells its server's clock.
type clockedLine struct{ *line }

// Skew is the server's clock against the asker's, as it was when it answered last.
func (l clockedLine) Skew() (time.Duration, time.Time) {
	l.s.mu.Lock()
	defer l.s.mu.Unlock()
	return l.s.skew, l.s.said
}

func (s *serverModel) OpenMedia(accounts.ID, string) (io.ReadSeekCloser, error) {
	return nopCloser{strings.NewReader("image")}, nil
}

type nopCloser struct{ io.ReadSeeker }

func (nopCloser) Close() error { return nil }

// with counts the posts that were made with a key.
func (s *serverModel) with(key string) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, ps := range s.posts {
		for _, p := range ps {
			if p.key == key {
				n++
			}
		}
	}
	return n
}

// line is one account logged in.
type line struct {
	s       *serverModel
	account accounts.Account
}

func refusal(class accounts.Outcome, code accounts.Code, status int) *accounts.Err {
	return &accounts.Err{Doing: "asking the model", Class: class, Code: code, Status: status}
}

func (l *line) Send(ctx context.Context, o accounts.Outgoing) (accounts.Receipt, error) {
	s := l.s
	s.mu.Lock()
	s.sends++
	s.open++
	s.most = max(s.most, s.open)
	gate := s.gate
	s.mu.Unlock()
	defer func() { s.mu.Lock(); s.open--; s.mu.Unlock() }()
	if gate != nil {
		select {
		case <-gate:
		case <-ctx.Done():
			return accounts.Receipt{}, &accounts.Err{Doing: "posting", Class: accounts.OutcomeUnknown, Code: accounts.CodeUnknown, Cause: ctx.Err()}
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	m := fine
	if len(s.faults) > 0 {
		m, s.faults = s.faults[0], s.faults[1:]
	}
	switch m {
	case notSent:
		return accounts.Receipt{}, refusal(accounts.OutcomeNotSent, accounts.CodeOffline, 0)
	case cutBefore:
		return accounts.Receipt{}, refusal(accounts.OutcomeUnknown, accounts.CodeUnknown, 0)
	case limited:
		return accounts.Receipt{}, refusal(accounts.OutcomeLimit, accounts.CodeLimit, 429)
	case revoked:
		return accounts.Receipt{}, refusal(accounts.OutcomeAuth, accounts.CodeAuth, 401)
	case refused:
		return accounts.Receipt{}, refusal(accounts.OutcomeRefused, accounts.CodeRefused, 422)
	case deadBefore:
		s.die()
		return accounts.Receipt{}, errDead
	}
	return s.arrive(l.account.ID, o, m)
}

// arrive is a request that reached the server.
func (s *serverModel) arrive(account accounts.ID, o accounts.Outgoing, m mishap) (accounts.Receipt, error) {
	r, err := s.store(account, o, m)
	switch m {
	case cutAfter, slowStore, snailStore:
		return accounts.Receipt{}, refusal(accounts.OutcomeUnknown, accounts.CodeUnknown, 0)
	case error500:
		return accounts.Receipt{}, refusal(accounts.OutcomeUnknown, accounts.CodeUnknown, 500)
	case noReceipt:
		return accounts.Receipt{}, nil
	case broken:
		panic("the adapter broke")
	case deadAfter:
		s.die()
		return accounts.Receipt{}, errDead
	}
	return r, err
}

func (s *serverModel) store(account accounts.ID, o accounts.Outgoing, m mishap) (accounts.Receipt, error) {
	up := s.clock.uptime()
	for _, p := range s.posts[account] {
		if p.key != o.Key || s.keys == ignores {
			continue
		}
		if s.keys == refuses {
			return accounts.Receipt{}, refusal(accounts.OutcomeRefused, accounts.CodeRefused, 400)
		}
		if up-p.born < time.Hour {
			return accounts.Receipt{RemoteID: p.id}, nil
		}
	}
	s.seq++
	p := status{id: fmt.Sprintf("%06d", s.seq), key: o.Key, text: o.Text, to: o.InReplyTo, born: up, visible: up}
	switch m {
	case slowStore:
		p.visible += 30 * time.Second
	case snailStore:
		p.visible += 10 * time.Minute
	}
	s.posts[account] = append(s.posts[account], p)
	return accounts.Receipt{RemoteID: p.id, URL: "https://masto.example/" + p.id}, nil
}

func (l *line) Act(_ context.Context, o accounts.Outgoing) (accounts.Receipt, error) {
	s := l.s
	s.mu.Lock()
	defer s.mu.Unlock()
	m := fine
	if len(s.faults) > 0 {
		m, s.faults = s.faults[0], s.faults[1:]
	}
	switch m {
	case fine, slowStore, snailStore:
		s.acts = append(s.acts, o)
		return accounts.Receipt{}, nil
	case refused:
		return accounts.Receipt{}, refusal(accounts.OutcomeRefused, accounts.CodeNotFound, 404)
	case revoked:
		return accounts.Receipt{}, refusal(accounts.OutcomeAuth, accounts.CodeAuth, 401)
	case limited:
		return accounts.Receipt{}, refusal(accounts.OutcomeLimit, accounts.CodeLimit, 429)
	case notSent:
		return accounts.Receipt{}, refusal(accounts.OutcomeNotSent, accounts.CodeOffline, 0)
	case deadBefore, deadAfter:
		s.die()
		return accounts.Receipt{}, errDead
	}
	return accounts.Receipt{}, refusal(accounts.OutcomeUnknown, accounts.CodeUnknown, 500)
}

// ask is what every question meets first.
func (l *line) ask() error {
	if l.s.offline {
		return refusal(accounts.OutcomeNotSent, accounts.CodeOffline, 0)
	}
	s := l.s
	s.asks++
	s.said = s.clock.now()
	s.skew = dawn.Add(s.clock.uptime() + s.off).Sub(s.said)
	return nil
}

func (l *line) Find(_ context.Context, o accounts.Outgoing, mark string) (out []accounts.Receipt, err error) {
	l.s.mu.Lock()
	defer l.s.mu.Unlock()
	l.s.come()
	for _, p := range l.s.posts[l.account.ID] {
		if p.id > mark && p.text == o.Text && p.to == o.InReplyTo && p.visible <= l.s.clock.uptime() {
			out = append(out, accounts.Receipt{RemoteID: p.id})
		}
	}
	return out, l.ask()
}

func (l *line) Newest(context.Context) (id string, err error) {
	l.s.mu.Lock()
	defer l.s.mu.Unlock()
	l.s.come()
	for _, p := range l.s.posts[l.account.ID] {
		if p.visible <= l.s.clock.uptime() {
			id = p.id
		}
	}
	return id, l.ask()
}

func (l *line) Read(_ context.Context, id string) (accounts.Remote, error) {
	l.s.mu.Lock()
	defer l.s.mu.Unlock()
	l.s.come()
	for _, p := range l.s.posts[l.account.ID] {
		if p.id == id && p.visible <= l.s.clock.uptime() {
			return accounts.Remote{Receipt: accounts.Receipt{RemoteID: id}, Source: p.text}, l.ask()
		}
	}
	return accounts.Remote{}, refusal(accounts.OutcomeRefused, accounts.CodeNotFound, 404)
}

func (l *line) Upload(_ context.Context, m accounts.Media, _ io.Reader) (string, error) {
	l.s.mu.Lock()
	defer l.s.mu.Unlock()
	l.s.uploads++
	return "media-" + m.SHA256, l.ask()
}

func (l *line) Who(context.Context) (accounts.Profile, error) {
	l.s.mu.Lock()
	defer l.s.mu.Unlock()
	return accounts.Profile{}, l.ask()
}
func (l *line) Instance(context.Context) (accounts.Instance, error) {
	l.s.mu.Lock()
	defer l.s.mu.Unlock()
	return l.account.Instance, l.ask()
}
func (l *line) Inbox(context.Context, string, time.Time) (accounts.Inbox, error) {
	return accounts.Inbox{}, l.ask()
}
