package cli

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"vocero/accounts"
	"vocero/accounts/listen"
	"vocero/accounts/publish"
	"vocero/accounts/transport"
	"vocero/accounts/vault"
	"vocero/store"
	"vocero/ui/lang"
)

// OpenOptions say how a desk is opened.
type OpenOptions struct {
	Home       string
	Config     Config
	Lang       string // of what practice servers say, and of the few errors the desk words itself
	Now        func() time.Time
	Passphrase func() (accounts.Secret, error) // asked when the vault is first needed; nil leaves it locked
	Keyring    vault.Keyring                   // nil is the operating system's
	Derive     []string                        // the command that runs the vault's key derivation; nil derives in this process
	Practice   bool                            // of a new home; an existing one says itself what it is
	Wide       bool                            // of a new practice home: every network, not only two servers of the Mastodon API
	Later      bool                            // the first frame first: the servers of a practice home begin with Start, the disk confirms the owner meanwhile
	Log        *slog.Logger                    // of the workers; nil is none
}

// Desk is an open desk: the store, the vault, the networks behind it, and the two workers, which rest until Start.
type Desk struct {
	Store     *store.Store
	Vault     *vault.Vault
	Networks  publish.Networks
	Publisher *publish.Publisher
	Listener  *listen.Listener
	Typed     *store.DraftLog // what is being written, beside the store
	Home      string
	Config    Config

	now      func() time.Time
	wide     bool // the practice servers, when they are made
	p        *lang.Printer
	links    *fetcher
	practice *rehearsal // the servers of a practice home; nil elsewhere
	role     atomic.Value
	standby  func() bool // somebody goes on when this owner ends; nil where nobody can
	running  sync.Mutex  // held while the workers start or come to rest
	stop     context.CancelFunc
	rested   bool
	workers  sync.WaitGroup
}

// Open opens the desk of a home. Nothing runs in the background until Start, except the servers of a practice home, unless they are
// for Later.
func Open(_ context.Context, o OpenOptions) (*Desk, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	practice := o.Practice
	if p, known := isPractice(o.Home); known {
		practice = p
	}
	s, err := store.Open(o.Home, store.Options{Now: o.Now, Practice: practice, Hold: o.Config.Held(), Spell: speller(), Soon: o.Later})
	if errors.Is(err, accounts.ErrPractice) { // The identity file was lost: the store itself knows.
		s, err = store.Open(o.Home, store.Options{Now: o.Now, Practice: !practice, Hold: o.Config.Held(), Spell: speller(), Soon: o.Later})
	}
	if err != nil {
		return nil, err
	}
	id := s.Identity()
	d := &Desk{Store: s, Home: o.Home, Config: o.Config, now: o.Now, wide: o.Wide, p: lang.New(o.Lang)}
	d.Vault, err = vault.Open(vault.Options{Home: o.Home, UUID: id.UUID, Passphrase: o.Passphrase, Keyring: o.Keyring, Practice: id.Practice, Child: o.Derive,
		Redact: func(s string) { transport.Keep(accounts.NewSecret(s)) }})
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if d.Typed, err = store.OpenDraftLog(o.Home); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	d.Networks = &networks{d}
	d.links = &fetcher{practice: id.Practice, now: o.Now}
	d.Publisher = publish.New(publish.Config{Store: s, Networks: d.Networks, Media: s, Links: d, Cards: s, Ledger: s, Now: o.Now, Log: o.Log})
	d.Listener = listen.New(listen.Config{Store: s, Networks: d.Networks, Fetcher: d.links, Ledger: s, Interval: o.Config.PollEvery(), Now: o.Now, Log: o.Log})
	if id.Practice && !o.Later {
		if d.practice, err = rehearse(d); err != nil {
			return nil, errors.Join(err, d.Typed.Close(), s.Close())
		}
	}
	return d, nil
}

// isPractice reads from a home whether it is for practice; known is false where nothing says so.
func isPractice(home string) (practice, known bool) {
	b, err := os.ReadFile(filepath.Join(home, "identity.json"))
	if err != nil {
		return false, false
	}
	var id store.Identity
	if json.Unmarshal(b, &id) != nil || id.UUID == "" {
		return false, false
	}
	return id.Practice, true
}

// Now is the desk's clock.
func (d *Desk) Now() time.Time { return d.now() }

// Practice tells whether the desk is for practice: nothing leaves this machine.
func (d *Desk) Practice() bool { return d.Store.Identity().Practice }

// T is one of the few sentences that the desk words itself.
func (d *Desk) T(key string, args ...any) string { return d.p.T(key, args...) }

// Forget removes an account's token. One that is not there is no error.
func (d *Desk) Forget(a accounts.Account) error {
	err := d.Vault.Delete(a.VaultKey())
	if errors.Is(err, accounts.ErrNotFound) {
		return nil
	}
	return err
}

// SaveDraft stores a post that is hers to write, and keeps its text beside the store as well.
func (d *Desk) SaveDraft(p accounts.Post) (accounts.Post, error) {
	p, err := d.Store.SavePost(p)
	return p, errors.Join(err, d.Typed.Append(p))
}

// Kick tells the workers that something changed. It never blocks, and where no workers run it does nothing.
func (d *Desk) Kick() {
	d.Publisher.Kick()
	d.Listener.Kick()
}

// houseEvery is the time between two rounds of house-keeping.
const houseEvery = time.Minute

// Start runs the workers: the outbox, the inbox, and the house-keeping (snoozed mentions that come back, snapshots). Only the owner
// of a desk starts them. The error is that of the servers of a practice home. Once the desk came to rest it does nothing.
func (d *Desk) Start() error {
	d.running.Lock()
	defer d.running.Unlock()
	if d.stop != nil || d.rested {
		return nil
	}
	if d.Practice() && d.practice == nil {
		r, err := rehearse(d)
		if err != nil {
			return err
		}
		d.practice = r
	}
	ctx, stop := context.WithCancel(context.Background())
	d.stop = stop
	d.workers.Go(func() { _ = d.Publisher.Run(ctx) })
	d.workers.Go(func() { _ = d.Listener.Run(ctx) })
	d.workers.Go(func() { d.keepHouse(ctx) })
	d.workers.Go(func() { d.ring(ctx) })
	return nil
}

// ring wakes the workers when the store changes: a screen schedules something, and it goes.
func (d *Desk) ring(ctx context.Context) {
	changes, stop := d.Store.Changes()
	defer stop()
	for {
		select {
		case <-ctx.Done():
			return
		case c, ok := <-changes:
			if !ok {
				return
			}
			switch c.Topic {
			case accounts.TopicDeliveries:
				d.Publisher.Kick()
			case accounts.TopicThreads:
				d.Listener.Kick()
			case accounts.TopicAccounts, accounts.TopicBrands:
				d.Kick()
			}
		}
	}
}

// calm is how long a desk that was just opened is left alone: a snapshot reads the whole file, and somebody waits for the first page.
const calm = 5 * time.Second

// keepHouse does once a minute what nobody waits for.
func (d *Desk) keepHouse(ctx context.Context) {
	// What fails here is tried again in a minute; doctor says when it keeps failing.
	_, _ = d.Store.WakeSnoozed(d.now(), 500)
	if !pause(ctx, calm) {
		return
	}
	t := time.NewTicker(houseEvery)
	defer t.Stop()
	for {
		now := d.now()
		_, _ = d.Store.WakeSnoozed(now, 500)
		_, _ = d.Store.SnapshotDue(now)
		if d.practice != nil {
			_ = d.practice.saveChanged()
		}
		for more := true; more && ctx.Err() == nil; {
			var err error
			if more, err = d.Store.MergeRuns(ctx); err != nil {
				break
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
	}
}

// Rest stops the workers. What is in flight gets a few seconds; what did not end by then is looked up at the next start.
func (d *Desk) Rest(limit time.Duration) {
	d.running.Lock()
	defer d.running.Unlock()
	d.rested = true
	if d.stop == nil {
		return
	}
	d.stop()
	d.stop = nil
	done := make(chan struct{})
	go func() { d.workers.Wait(); close(done) }()
	t := time.NewTimer(limit)
	defer t.Stop()
	select {
	case <-done:
	case <-t.C:
	}
}

// restTime is how long a desk that is closed in peace waits for what is in flight.
const restTime = 5 * time.Second

// Close stops the workers and gives the desk up.
func (d *Desk) Close() error {
	d.Rest(restTime)
	var err error
	if d.practice != nil {
		err = d.practice.close()
	}
	return errors.Join(err, d.links.close(), d.Typed.Close(), d.Store.Close())
}
