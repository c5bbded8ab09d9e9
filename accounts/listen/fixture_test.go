package listen

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"vocero/accounts"
)

// desk is a store in memory.
type desk struct {
	mu       sync.Mutex
	list     []accounts.Account
	cursors  map[accounts.ID]string
	mentions map[accounts.ID][]string // remote ids, in order of arrival
	sizes    []int                    // of the batches
	firsts   []bool
	threads  map[string]accounts.Thread
	requests []accounts.Request
	links    map[string]accounts.LinkReport // by brand and link
	writes   int
	fail     error // of the next writes
	purse    *purse
	looks    looks
}

func newDesk(as ...accounts.Account) *desk {
	return &desk{list: as, cursors: map[accounts.ID]string{}, mentions: map[accounts.ID][]string{}, threads: map[string]accounts.Thread{}}
}

func (d *desk) Accounts(brand accounts.ID) ([]accounts.Account, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(d.list), func(a accounts.Account) bool { return brand != "" && a.Brand != brand }), nil
}

func (d *desk) find(id accounts.ID) int {
	return slices.IndexFunc(d.list, func(a accounts.Account) bool { return a.ID == id })
}

func (d *desk) Account(id accounts.ID) (accounts.Account, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if i := d.find(id); i >= 0 {
		return d.list[i], nil
	}
	return accounts.Account{}, accounts.ErrNotFound
}

// written is how many writes there were.
func (d *desk) written() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.writes
}

func (d *desk) write(id accounts.ID, do func(a *accounts.Account)) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	i := d.find(id)
	if d.fail != nil {
		return d.fail
	}
	if i < 0 {
		return accounts.ErrNotFound
	}
	d.writes++
	do(&d.list[i])
	return nil
}

func (d *desk) PutAccount(a accounts.Account) (accounts.Account, error) {
	return a, d.write(a.ID, func(old *accounts.Account) { *old = a })
}

func (d *desk) BlockAccount(id accounts.ID, f *accounts.Fault) error {
	return d.write(id, func(a *accounts.Account) { a.State, a.Fault = accounts.AccountBlocked, f })
}

func (d *desk) UnblockAccount(id accounts.ID) error {
	return d.write(id, func(a *accounts.Account) { a.State, a.Fault = accounts.AccountOK, nil })
}

func (d *desk) InboxCursor(id accounts.ID) (string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.cursors[id], nil
}

func (d *desk) PutInbox(id accounts.ID, ms []accounts.Mention, cursor string, first bool, paid ...accounts.Charge) (int, error) {
	added := 0
	err := d.write(id, func(a *accounts.Account) {
		for _, m := range ms {
			if m.Account != id || m.Brand != a.Brand || m.Received.IsZero() {
				panic("a mention without its owner or its hour")
			}
			if !slices.Contains(d.mentions[id], m.RemoteID) {
				d.mentions[id] = append(d.mentions[id], m.RemoteID)
				added++
			}
		}
		d.cursors[id], a.SyncedAt = cursor, time.Now()
		d.sizes, d.firsts = append(d.sizes, len(ms)), append(d.firsts, first)
		d.paid(id, paid)
	})
	return added, err
}

// paid records what came with what was stored.
func (d *desk) paid(id accounts.ID, cs []accounts.Charge) {
	if d.purse != nil && len(cs) > 0 {
		_ = d.purse.Spend(id, cs)
	}
}

func (d *desk) Thread(account accounts.ID, id string) (accounts.Thread, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	t, ok := d.threads[string(account)+id]
	if !ok {
		return t, accounts.ErrNotFound
	}
	return t, nil
}

func (d *desk) PutThread(t accounts.Thread, paid ...accounts.Charge) error {
	return d.write(t.Account, func(*accounts.Account) {
		d.threads[string(t.Account)+t.Root] = t
		d.paid(t.Account, paid)
	})
}

func (d *desk) Requests() ([]accounts.Request, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.requests), nil
}

func (d *desk) Answered(id accounts.ID) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fail != nil {
		return d.fail
	}
	d.requests = slices.DeleteFunc(d.requests, func(r accounts.Request) bool { return r.ID == id })
	return nil
}

func (d *desk) ask(account accounts.ID, what, arg string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.requests = append(d.requests, accounts.Request{ID: accounts.ID(fmt.Sprint("r", len(d.requests), what, arg)), Account: account, What: what, Arg: arg})
}

func (d *desk) open() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.requests)
}

func (d *desk) heard(id accounts.ID) []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.mentions[id])
}

// server is a network of one account: a list of notifications, numbered from one, and what goes wrong.
type server struct {
	mu    sync.Mutex
	said  int                // how many notifications there are
	page  int                // how many a page holds; 0: all
	err   error              // of every call
	do    func()             // before every call of Inbox
	hang  bool               // Inbox waits for its context
	mute  bool               // it says "more" without going on
	asked []time.Time        // calls of Inbox
	token string             // remote id of the token's owner
	talks map[string]error   // threads that fail
	read  int                // calls of Instance
	can   accounts.Abilities // what Instance says
}

func (s *server) with(err error) *server {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.err = err
	return s
}

func (s *server) calls() []time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.asked)
}

func (s *server) Who(context.Context) (accounts.Profile, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return accounts.Profile{RemoteID: s.token, User: "luz", Host: "masto.example"}, s.err
}

func (s *server) Instance(context.Context) (accounts.Instance, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.read++
	return accounts.Instance{Software: "mastodon", Can: s.can}, s.err
}

func (s *server) Send(context.Context, accounts.Outgoing) (accounts.Receipt, error) {
	return accounts.Receipt{}, errors.New("the inbox worker sends nothing")
}

func (s *server) Find(context.Context, accounts.Outgoing, string) ([]accounts.Receipt, error) {
	return nil, errors.New("the inbox worker looks nothing up")
}

func (s *server) Read(context.Context, string) (accounts.Remote, error) {
	return accounts.Remote{}, errors.New("the inbox worker reads nothing back")
}

func (s *server) Inbox(ctx context.Context, cursor string, since time.Time) (accounts.Inbox, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, time.Now())
	if s.do != nil {
		s.do()
	}
	if s.hang {
		s.mu.Unlock()
		<-ctx.Done()
		s.mu.Lock()
		return accounts.Inbox{}, failed(accounts.OutcomeUnknown, accounts.CodeUnknown)
	}
	if s.err != nil {
		return accounts.Inbox{}, s.err
	}
	if (cursor == "") == since.IsZero() {
		return accounts.Inbox{}, errors.New("want an hour to begin at exactly when there is no cursor")
	}
	from, _ := strconv.Atoi(cursor)
	to := s.said
	if s.page > 0 {
		to = min(to, from+s.page)
	}
	in := accounts.Inbox{Cursor: cursor, More: to < s.said || s.mute}
	for i := from + 1; i <= to; i++ {
		in.Mentions = append(in.Mentions, accounts.Mention{RemoteID: strconv.Itoa(i)})
		in.Cursor = strconv.Itoa(i)
	}
	return in, nil
}

// talker is a server that has conversations.
type talker struct{ *server }

func (s talker) Thread(_ context.Context, id string) (accounts.Thread, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.talks[id]; err != nil {
		return accounts.Thread{}, err
	}
	return accounts.Thread{Said: []accounts.Said{{RemoteID: id}}}, s.err
}

// web gives each account its server.
type web struct {
	mu  sync.Mutex
	of  map[accounts.ID]accounts.Network
	err error
}

func (w *web) Open(a accounts.Account) (accounts.Network, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.of[a.ID], w.err
}

func (w *web) with(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.err = err
}

func failed(class accounts.Outcome, code accounts.Code) *accounts.Err {
	return &accounts.Err{Doing: "reading notifications", Class: class, Code: code}
}

var offline = failed(accounts.OutcomeNotSent, accounts.CodeOffline)

// bench is a desk with two accounts, each with its server.
type bench struct {
	*desk
	web *web
	luz *server
	sur *server
	l   *Listener
}

func newBench(t *testing.T) *bench {
	t.Helper()
	account := func(id, brand accounts.ID) accounts.Account {
		return accounts.Account{ID: id, Brand: brand, RemoteID: "r" + string(id), User: string(id), Host: "masto.example", ReadAt: time.Now()}
	}
	b := &bench{desk: newDesk(account("luz", "L"), account("sur", "S")), luz: &server{token: "rluz"}, sur: &server{token: "rsur"}}
	b.web = &web{of: map[accounts.ID]accounts.Network{"luz": talker{b.luz}, "sur": b.sur}}
	b.l = New(Config{Store: b.desk, Networks: b.web, Jitter: func() float64 { return 0.5 }})
	return b
}

// run starts the worker and stops it when the test ends.
func (b *bench) run(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- b.l.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Run ended with %v", err)
		}
	})
}

func (b *bench) account(t *testing.T, id accounts.ID) accounts.Account {
	t.Helper()
	a, err := b.Account(id)
	if err != nil {
		t.Fatal(err)
	}
	return a
}
