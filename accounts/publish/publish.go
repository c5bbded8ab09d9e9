package publish

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"vocero/accounts"
	"vocero/accounts/guard"
)

// Queue is what the store says is to be done.
type Queue interface {
	// DueDeliveries are the scheduled and waiting ones whose time to leave has come, and those that a person lets go out once
	// more (Resend), by that time and then by id. A longer list begins with the shorter one.
	DueDeliveries(now time.Time, limit int) ([]accounts.Delivery, error)
	// Lookups are the unconfirmed ones whose NextLook has come, and those that an earlier owner left in sending.
	Lookups(now time.Time, limit int) ([]accounts.Delivery, error)
	// Unverified are the published ones that were not read back yet.
	Unverified(now time.Time, limit int) ([]accounts.Delivery, error)
	// NextDue is the earliest instant at which there is something to do; zero when there is nothing.
	NextDue(now time.Time) (time.Time, error)
}

// Steps is how a delivery moves. Every call is one transaction.
type Steps interface {
	Claim(id accounts.ID, c accounts.ClaimInput) (accounts.Delivery, error)
	Resolve(id accounts.ID, r accounts.Resolution) (accounts.Delivery, error)
	// NotePreflights keeps the Preflight of each delivery; one that moved meanwhile is left out.
	NotePreflights(tried []accounts.Delivery) error
	Epoch() uint64
}

// Faults is what stops an account, or the whole desk.
type Faults interface {
	BlockAccount(id accounts.ID, f *accounts.Fault) error
	// SetDeskFault says what stops everything that has an hour; nil: nothing does.
	SetDeskFault(f *accounts.Fault) error
	DeskFault() (*accounts.Fault, error)
}

// Outbox reads deliveries.
type Outbox interface {
	Delivery(id accounts.ID) (accounts.Delivery, error)
	DeliveriesOf(post accounts.ID) ([]accounts.Delivery, error)
	Deliveries(q accounts.DeliveryQuery, at accounts.Cursor, n int) ([]accounts.Delivery, accounts.Cursor, error)
}

// Records reads what a delivery is about.
type Records interface {
	Account(id accounts.ID) (accounts.Account, error)
	Accounts(brand accounts.ID) ([]accounts.Account, error)
	Post(id accounts.ID) (accounts.Post, error)
	// Facts is what the guards may know of a post; Sending and Immediate are set here.
	Facts(p accounts.Post, now time.Time) (guard.Facts, error)
}

// Hands is what networks have, or shall have, to publish by themselves.
type Hands interface {
	// Handovers are those whose network is to be asked now, by that time.
	Handovers(now time.Time, limit int) ([]accounts.Delivery, error)
	// HandOver records the intent, before any byte of the request leaves.
	HandOver(id accounts.ID, c accounts.ClaimInput) (accounts.Delivery, error)
	// Hand takes one step of a delivery that was, or shall be, handed over.
	Hand(id accounts.ID, r accounts.HandStep) (accounts.Delivery, error)
}

// Store is everything the worker needs of the store.
type Store interface {
	Hands
	Queue
	Steps
	Faults
	Outbox
	Records
}

// Networks logs an account in. An error that wraps accounts.ErrLocked means that the vault is locked, one that wraps
// accounts.ErrNotFound that there is no token.
type Networks interface {
	Open(a accounts.Account) (accounts.Network, error)
}

// Media opens the files of posts.
type Media interface {
	OpenMedia(brand accounts.ID, sha string) (io.ReadSeekCloser, error)
}

// Config is what a Publisher needs. Store, Networks and Media are required; the rest has defaults.
type Config struct {
	Store    Store
	Networks Networks
	Media    Media
	Links    Links                // nil: none are looked at
	Cards    Cards                // titles of links, for networks that make no cards by themselves; nil: no cards
	Ledger   Ledger               // nil: nothing is charged
	Now      func() time.Time     // the wall clock; default time.Now
	Uptime   func() time.Duration // time since some fixed moment, suspended time included; default the system's
	Log      *slog.Logger         // default none
	Parallel int                  // sends at a time over all accounts; default 4
	Jitter   func() float64       // in [0, 1); default random
}

// Publisher is the outbox worker. All methods may be called from several goroutines.
type Publisher struct {
	cfg Config
	log *slog.Logger

	pass sync.Mutex // one plan at a time

	mu       sync.Mutex
	bell     chan struct{} // closed when something happened that may let something start
	flight   map[accounts.ID]bool
	busy     map[accounts.ID]bool // accounts that are sending
	reading  map[accounts.ID]bool // accounts that are looking up or reading back
	sending  int
	readers  int
	running  int // Runs under way
	draining bool
	memory   memory
	tally    Summary
	hard     context.Context // ends every request that is running
	cut      context.CancelFunc
}

// New makes a worker. Nothing runs until Run, Once or Only is called.
func New(cfg Config) *Publisher {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Uptime == nil {
		cfg.Uptime = uptime
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Parallel <= 0 {
		cfg.Parallel = 4
	}
	if cfg.Jitter == nil {
		cfg.Jitter = rand.Float64
	}
	p := &Publisher{cfg: cfg, log: cfg.Log, bell: make(chan struct{}), memory: newMemory(),
		flight: map[accounts.ID]bool{}, busy: map[accounts.ID]bool{}, reading: map[accounts.ID]bool{}}
	p.hard, p.cut = context.WithCancel(context.Background())
	return p
}

// Run carries what is due until the context ends; then it drains for at most DrainTime and returns nil. Only the owner of the
// store may call it.
func (p *Publisher) Run(ctx context.Context) error {
	p.runs(1)
	defer p.runs(-1)
	for ctx.Err() == nil {
		bell := p.ring(false)
		next := p.plan(ctx, nil)
		p.wait(ctx, bell, next)
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), DrainTime)
	defer cancel()
	return p.Drain(stop)
}

// DrainTime is how long Run waits for what is in flight when it is told to stop.
const DrainTime = 3 * time.Second

// Kick says that something changed: a delivery, an account, a brand. It never blocks.
func (p *Publisher) Kick() { p.ring(true) }

// Once looks up what is unconfirmed, sends what is due, waits for both and returns. It does not wait for what becomes due later.
// When the context ends first, it drains as Run does and returns the context's error.
func (p *Publisher) Once(ctx context.Context) (Summary, error) {
	before := p.Tally()
	for ctx.Err() == nil {
		bell := p.ring(false)
		p.plan(ctx, nil)
		if p.idle() && bell == p.ring(false) { // Nothing runs, and nothing ended since the plan was made.
			break
		}
		select {
		case <-bell:
		case <-ctx.Done():
		}
	}
	return p.Tally().less(before), p.settleOn(ctx)
}

// Only carries the named deliveries and nothing else, until each of them is published and read back (or the next try to read it is
// more than ten seconds away), wants a person or is held, or until the context ends; that is its error then. Of all others it carries
// what they have to wait for, and marks as unconfirmed what an earlier owner left in sending. While a Run goes on, the two share their places.
func (p *Publisher) Only(ctx context.Context, ids ...accounts.ID) error {
	for ctx.Err() == nil {
		bell := p.ring(false)
		only, err := p.withAhead(ids)
		if err != nil {
			return err
		}
		next := p.plan(ctx, only)
		open, soon, err := p.open(ids)
		if err != nil {
			return err
		}
		if !open && p.idle() {
			return nil
		}
		p.wait(ctx, bell, earlier(next, soon))
	}
	return p.settleOn(ctx)
}

// open tells whether any of the deliveries still moves by itself, and when the next of them wants to be looked at.
func (p *Publisher) open(ids []accounts.ID) (open bool, soon time.Time, err error) {
	for _, id := range ids {
		d, err := p.cfg.Store.Delivery(id)
		if err != nil {
			return false, time.Time{}, err
		}
		switch d.State {
		case accounts.Scheduled, accounts.Waiting:
			open, soon = true, earlier(soon, leaves(d))
		case accounts.Sending, accounts.Unconfirmed:
			open, soon = true, earlier(soon, d.NextLook)
		case accounts.Handed:
			if d.Leaving() {
				open, soon = true, earlier(soon, d.Handover.Next)
			}
		case accounts.Published:
			if d.Verified.IsZero() && !d.NextLook.IsZero() && d.NextLook.Sub(p.now()) <= readBackAfter[1] {
				open, soon = true, earlier(soon, d.NextLook)
			}
		}
	}
	return open, soon, nil
}

// settleOn gives the context's error, and drains first unless a Run goes on carrying.
func (p *Publisher) settleOn(ctx context.Context) error {
	if ctx.Err() == nil || p.runs(0) > 0 {
		return ctx.Err()
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), DrainTime)
	defer cancel()
	if err := p.Drain(stop); err != nil {
		return err
	}
	return ctx.Err()
}

// ErrDrain means that a request did not end although it was cancelled: its delivery stays in sending, and the next owner looks it
// up.
var ErrDrain = errors.New("a request did not end in time; what it carried is looked up at the next start")

// Drain stops claiming and waits for what is in flight. When the context ends first, it cancels those requests; what they
// carried becomes unconfirmed. Nothing is started by this Publisher afterwards.
func (p *Publisher) Drain(ctx context.Context) error {
	p.mu.Lock()
	p.draining = true
	p.mu.Unlock()
	if p.quiet(ctx.Done()) {
		return nil
	}
	p.cut()
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	if !p.quiet(last.Done()) {
		return ErrDrain
	}
	return nil
}

// quiet waits until nothing is in flight; false when it was told to stop first.
func (p *Publisher) quiet(stop <-chan struct{}) bool {
	for {
		bell := p.ring(false)
		if p.idle() {
			return true
		}
		select {
		case <-bell:
		case <-stop:
			return p.idle()
		}
	}
}

// idle tells whether nothing is in flight.
func (p *Publisher) idle() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.flight) == 0
}

// runs counts the Runs under way up or down.
func (p *Publisher) runs(n int) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.running += n
	return p.running
}

// Tally counts all steps since the worker was made.
func (p *Publisher) Tally() Summary {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.tally
}

// ring returns the bell that the next ring closes; with now it rings first.
func (p *Publisher) ring(now bool) <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	if now {
		p.ringLocked()
	}
	return p.bell
}

// ringLocked rings the bell. The caller holds the lock.
func (p *Publisher) ringLocked() {
	close(p.bell)
	p.bell = make(chan struct{})
}
