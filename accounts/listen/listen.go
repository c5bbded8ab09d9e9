// Package listen is the inbox worker: it asks every account's network what was said, and fetches what the screens ask for.
//
//	poll -> safe text (made by the adapter) -> put by network id with the cursor (one transaction)
//
// Accounts do not wait for one another. Each has its own next hour, and takes that of another where they are about the same; a failing
// one is asked less and less often, a limit is kept to the minute it names, a revoked token blocks the account once and is not tried
// again. One account has at most one errand under way. Of a network that charges by the piece nothing is read while the client's
// monthly cap is reached (budget.go). What dies in the middle is read again: the store keeps each mention once, and the cursor moves
// only with the mentions that it covers.
//
// What a screen wants from a network is a request record in the store (a thread, a poll now, a test of the account). The answer
// is stored as well, and the store's change tells the screen. Once a day the worker reads back whose token it uses and what
// the server can do: a token of another login blocks the account before it can say anything in the wrong name.
//
// Hours are compared on the wall clock at every wake-up, and no sleep is longer than a minute, so that a suspended machine or a
// clock that was set delays a poll by no more than that. Nothing is kept here that cannot be lost.
package listen

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"vocero/accounts"
)

// Accounts is what the worker reads and writes of accounts. PutAccount is called for what was read from the network only:
// Name, User, Host, URL, Instance, ReadAt, SyncedAt and Fault.
type Accounts interface {
	Accounts(brand accounts.ID) ([]accounts.Account, error)
	Account(id accounts.ID) (accounts.Account, error)
	PutAccount(a accounts.Account) (accounts.Account, error)
	BlockAccount(id accounts.ID, f *accounts.Fault) error
	UnblockAccount(id accounts.ID) error
}

// Inbox takes what was said. PutInbox is one transaction, knows by the remote id what it has already, and sets SyncedAt.
type Inbox interface {
	InboxCursor(account accounts.ID) (string, error)
	PutInbox(account accounts.ID, ms []accounts.Mention, cursor string, first bool, paid ...accounts.Charge) (added int, err error)
	Thread(account accounts.ID, remoteID string) (accounts.Thread, error)
	PutThread(t accounts.Thread, paid ...accounts.Charge) error
}

// Requests are what screens and commands ask for.
type Requests interface {
	Requests() ([]accounts.Request, error)
	Answered(id accounts.ID) error
}

// Links keeps what was found behind links. PutLinks wraps accounts.ErrNotFound where the brand was erased meanwhile.
type Links interface {
	PutLinks(brand accounts.ID, reports []accounts.LinkReport) error
}

// Store is everything the worker needs of the store.
type Store interface {
	Accounts
	Inbox
	Requests
	Links
	Looks
}

// Fetcher says what is behind a link. It keeps its own bounds of time and of how many at once; a cancelled context gives a report that
// is not to be kept.
type Fetcher interface {
	Check(ctx context.Context, url string) accounts.LinkReport
}

// Networks logs an account in. An error that wraps accounts.ErrLocked means that the vault is locked, one that wraps
// accounts.ErrNotFound that there is no token.
type Networks interface {
	Open(a accounts.Account) (accounts.Network, error)
}

// Config is what a Listener needs. Store and Networks are required.
type Config struct {
	Store    Store
	Networks Networks
	Fetcher  Fetcher          // of links; nil fetches none
	Ledger   Ledger           // of what networks charge; nil: nothing stops reading
	Interval time.Duration    // between two polls of an account; default a minute, varied by a tenth
	Now      func() time.Time // the wall clock; default time.Now
	Log      *slog.Logger     // default none
	Parallel int              // accounts asked at a time; default 8
	Limit    time.Duration    // the longest errand; default two minutes
	Jitter   func() float64   // in [0, 1); default random
}

// Listener is the inbox worker. All methods may be called from several goroutines.
type Listener struct {
	cfg Config
	log *slog.Logger

	mu   sync.Mutex
	bell chan struct{} // closed when something happened that may let something start
	of   map[accounts.ID]*place
	busy int

	links map[linkOf]bool           // under way
	stuck map[accounts.ID]time.Time // requests that were served but could not be closed, and when
}

// New makes a worker. Nothing runs until Run, Once or Answer is called.
func New(cfg Config) *Listener {
	if cfg.Interval <= 0 {
		cfg.Interval = time.Minute
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Parallel <= 0 {
		cfg.Parallel = 8
	}
	if cfg.Limit <= 0 {
		cfg.Limit = 2 * time.Minute
	}
	if cfg.Jitter == nil {
		cfg.Jitter = rand.Float64
	}
	return &Listener{cfg: cfg, log: cfg.Log, bell: make(chan struct{}), of: map[accounts.ID]*place{}, links: map[linkOf]bool{},
		stuck: map[accounts.ID]time.Time{}}
}

// drainTime is how long Run waits for cancelled errands.
const drainTime = 3 * time.Second

// Run polls and answers requests until the context ends; it returns nil then. What is under way is cancelled: nothing is lost,
// it is read again. Only the owner of the store may call it.
func (l *Listener) Run(ctx context.Context) error {
	for ctx.Err() == nil {
		bell := l.ring(false)
		next := l.plan(ctx)
		l.wait(ctx, bell, next)
	}
	t := time.NewTimer(drainTime)
	defer t.Stop()
	for {
		bell := l.ring(false)
		if l.idle() {
			return nil
		}
		select {
		case <-bell:
		case <-t.C:
			l.log.Warn("a request did not end when it was cancelled")
			return nil
		}
	}
}

// Kick says that something changed: a request was asked, an account was added, the vault was unlocked. It never blocks.
func (l *Listener) Kick() {
	l.mu.Lock()
	for _, p := range l.of {
		if p.locked {
			p.next, p.locked = time.Time{}, false
		}
	}
	l.mu.Unlock()
	l.ring(true)
}

// Synced is what one poll of one account brought.
type Synced struct {
	Account accounts.ID
	New     int   // mentions that were not stored before
	Err     error // an *accounts.Err, or the store's
}

// Once polls every account of a brand now ("" for all), in the order in which the store lists them, and waits for all. An
// account that is blocked, or whose limit has not passed, is not asked; its error says so.
func (l *Listener) Once(ctx context.Context, brand accounts.ID) ([]Synced, error) {
	all, err := l.cfg.Store.Accounts(brand)
	if err != nil {
		return nil, err
	}
	all = networked(all)
	out := make([]Synced, len(all))
	var wg sync.WaitGroup
	for i, a := range all {
		wg.Go(func() {
			out[i] = Synced{Account: a.ID, Err: ctx.Err()}
			if l.take(ctx, a.ID) {
				out[i].New, out[i].Err = l.run(ctx, errand{account: a, poll: true, asked: true})
			}
		})
	}
	wg.Wait()
	return out, ctx.Err()
}

// Answer serves the requests that are in the store now and waits for them. A command without a live owner calls it.
func (l *Listener) Answer(ctx context.Context) error {
	reqs, err := l.cfg.Store.Requests()
	if err != nil {
		return err
	}
	all, err := l.cfg.Store.Accounts("")
	if err != nil {
		return err
	}
	all, reqs = networked(all), l.unserved(reqs)
	l.orphans(all, reqs)
	var wg sync.WaitGroup
	for _, r := range l.takeLinks(reqs) {
		wg.Go(func() { l.link(ctx, r) })
	}
	for _, a := range all {
		if e := wanted(a, reqs); len(e.requests) > 0 {
			wg.Go(func() {
				if l.take(ctx, a.ID) {
					_, _ = l.run(ctx, e) // The answer is in the store.
				}
			})
		}
	}
	wg.Wait()
	return ctx.Err()
}
