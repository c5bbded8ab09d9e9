package publish

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"vocero/accounts"
	"vocero/accounts/guard"
)

// deskModel is what lies on the model's disk: it survives the death of an owner.
type deskModel struct {
	mu       sync.Mutex
	brands   map[accounts.ID]accounts.Brand
	accounts map[accounts.ID]accounts.Account
	posts    map[accounts.ID]accounts.Post
	ds       map[accounts.ID]accounts.Delivery
	threads  map[string]accounts.Thread
	links    map[string]accounts.LinkReport
	mentions map[accounts.ID]accounts.Mention
	epoch    uint64
	ids      accounts.IDs
	illegal  []string // steps that somebody asked for and no table allows
	resent   map[accounts.ID]int
	fault    *accounts.Fault
}

func newDesk() *deskModel {
	return &deskModel{brands: map[accounts.ID]accounts.Brand{}, accounts: map[accounts.ID]accounts.Account{}, posts: map[accounts.ID]accounts.Post{},
		ds: map[accounts.ID]accounts.Delivery{}, threads: map[string]accounts.Thread{}, mentions: map[accounts.ID]accounts.Mention{}, resent: map[accounts.ID]int{}}
}

// owner is one process that holds the desk.
type owner struct {
	*deskModel
	mine   uint64
	clock  *clock
	fail   func(what string) error // asked before every write
	after  func(what string) error // asked after every write: the write is done, the process may die
	listed func()                  // called after every list of what is due, before its reader gets it
}

func (s *deskModel) open(c *clock) *owner {
	s.epoch++
	none := func(string) error { return nil }
	return &owner{deskModel: s, mine: s.epoch, clock: c, fail: none, after: none, listed: func() {}}
}

func (o *owner) Epoch() uint64 { return o.mine }

// list is every delivery that fits, in the order (due, created, id).
func (s *deskModel) list(fits func(accounts.Delivery) bool) []accounts.Delivery {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []accounts.Delivery
	for _, d := range s.ds {
		if fits(d) {
			out = append(out, d)
		}
	}
	slices.SortFunc(out, func(a, b accounts.Delivery) int {
		return cmp.Or(a.Due.Compare(b.Due), a.Created.Compare(b.Created), cmp.Compare(a.ID, b.ID))
	})
	return out
}

func first(ds []accounts.Delivery, n int) []accounts.Delivery { return ds[:min(n, len(ds))] }

func dueAt(d accounts.Delivery, now time.Time) bool {
	again := d.Resend && (d.State == accounts.NeedsYou || d.State == accounts.Unconfirmed)
	return (d.State == accounts.Scheduled || d.State == accounts.Waiting || again) && !leaves(d).After(now)
}

func (o *owner) DueDeliveries(now time.Time, limit int) ([]accounts.Delivery, error) {
	defer o.listed()
	return first(o.list(func(d accounts.Delivery) bool { return dueAt(d, now) }), limit), o.fail("")
}

func (o *owner) Lookups(now time.Time, limit int) ([]accounts.Delivery, error) {
	defer o.listed()
	return first(o.list(func(d accounts.Delivery) bool {
		return d.State == accounts.Sending && d.Epoch < o.mine || d.State == accounts.Unconfirmed && !d.NextLook.After(now)
	}), limit), o.fail("")
}

func (o *owner) Unverified(now time.Time, limit int) ([]accounts.Delivery, error) {
	defer o.listed()
	return first(o.list(func(d accounts.Delivery) bool {
		return d.State == accounts.Published && d.Verified.IsZero() && !d.NextLook.IsZero() && !d.NextLook.After(now)
	}), limit), o.fail("")
}

func (o *owner) NextDue(time.Time) (next time.Time, err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, d := range o.ds {
		switch d.State {
		case accounts.Scheduled, accounts.Waiting:
			next = earlier(next, leaves(d))
		case accounts.Unconfirmed, accounts.Published:
			if d.Verified.IsZero() {
				next = earlier(next, d.NextLook)
			}
		}
		if wantsHand(d) {
			next = earlier(next, d.Handover.Next)
		}
	}
	return next, o.fail("")
}

// write makes one transaction.
func (o *owner) write(what string, f func() error) error {
	if err := o.fail(what); err != nil {
		return err
	}
	o.mu.Lock()
	err := f()
	o.mu.Unlock()
	return cmp.Or(err, o.after(what))
}

func (o *owner) Claim(id accounts.ID, c accounts.ClaimInput) (d accounts.Delivery, err error) {
	err = o.write("claim", func() error {
		d = o.ds[id]
		refuse := func(to accounts.DeliveryState, code accounts.Code) error {
			if accounts.CanStep(d.State, to) {
				d.State, d.Fault = to, &accounts.Fault{Code: code}
				o.ds[id] = d
			}
			return nil
		}
		again := d.Resend && (d.State == accounts.NeedsYou || d.State == accounts.Unconfirmed)
		switch {
		case o.mine != o.epoch:
			return accounts.ErrBusy
		case d.State != accounts.Scheduled && d.State != accounts.Waiting && !again:
			return fmt.Errorf("claiming from %s: %w", d.State, accounts.ErrState)
		case c.Digest != d.Digest:
			return refuse(accounts.Held, accounts.CodeChanged)
		case o.brands[d.Brand].Paused():
			return refuse(accounts.Held, accounts.CodePaused)
		case o.accounts[d.Account].State == accounts.AccountBlocked:
			return refuse(accounts.Blocked, accounts.CodeAuth)
		}
		ready := d.Part == 0
		for _, x := range o.ds {
			if x.Account == d.Account && x.State == accounts.Sending {
				return accounts.ErrBusy
			}
			ready = ready || x.Post == d.Post && x.Account == d.Account && x.Part == d.Part-1 && x.State == accounts.Published
		}
		if !ready {
			return accounts.ErrState
		}
		d.State, d.Epoch, d.Resend, d.Late = accounts.Sending, o.mine, false, d.Late || c.Late
		if d.Key == "" {
			d.Key, d.CreatedAt, d.Watermark, d.Outgoing = c.Key, c.CreatedAt, c.Watermark, &c.Outgoing
		}
		d.Attempts = append(slices.Clone(d.Attempts), accounts.Attempt{Started: o.clock.now()})
		o.ds[id] = d
		return nil
	})
	return d, err
}

func (o *owner) Resolve(id accounts.ID, r accounts.Resolution) (d accounts.Delivery, err error) {
	err = o.write("resolve", func() error {
		var ok bool
		if d, ok = o.ds[id]; !ok {
			return accounts.ErrNotFound
		}
		note := d.State == r.To && (r.To == accounts.Scheduled || r.To == accounts.Waiting || r.To == accounts.Unconfirmed || r.To == accounts.Published)
		if !note && !accounts.CanStep(d.State, r.To) || o.mine != o.epoch {
			o.illegal = append(o.illegal, fmt.Sprintf("%s from %s to %s", id, d.State, r.To))
			return fmt.Errorf("from %s to %s: %w", d.State, r.To, accounts.ErrState)
		}
		if r.To == accounts.Published && !note && r.Receipt == nil {
			o.illegal = append(o.illegal, "published without a receipt")
			return accounts.ErrState
		}
		o.ds[id] = resolved(d, r, note, o.clock.now())
		d = o.ds[id]
		return nil
	})
	return d, err
}

// resolved is the delivery after a step or a note.
func resolved(d accounts.Delivery, r accounts.Resolution, note bool, now time.Time) accounts.Delivery {
	if n := len(d.Attempts); n > 0 && d.State == accounts.Sending {
		d.Attempts = slices.Clone(d.Attempts)
		a := &d.Attempts[n-1]
		a.Ended, a.Outcome, a.Status = now, r.Outcome, r.Status
	}
	d.State, d.NotBefore, d.NextLook = r.To, r.NotBefore, r.NextLook
	if r.Receipt != nil {
		d.Receipt = r.Receipt
	}
	if !note || r.Fault != nil {
		d.Fault = r.Fault
	}
	if r.Looked {
		d.Looks++
	}
	if !r.Verified.IsZero() {
		d.Verified = r.Verified
	}
	d.Double = d.Double || r.Double
	d.Resend = r.Resend
	return d
}

func (o *owner) BlockAccount(id accounts.ID, f *accounts.Fault) error {
	return o.write("block", func() error {
		a := o.accounts[id]
		a.State, a.Fault = accounts.AccountBlocked, f
		o.accounts[id] = a
		return nil
	})
}

// login is a person who logs the account in again.
func (s *deskModel) login(id accounts.ID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.accounts[id]
	a.State, a.Fault = accounts.AccountOK, nil
	s.accounts[id] = a
	for k, d := range s.ds {
		if d.Account == id && d.State == accounts.Blocked {
			d.State, d.Fault, d.NotBefore = accounts.Scheduled, nil, time.Time{}
			s.ds[k] = d
		}
	}
}

func (o *owner) Delivery(id accounts.ID) (accounts.Delivery, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	d, ok := o.ds[id]
	if !ok {
		return d, accounts.ErrNotFound
	}
	return d, o.fail("")
}

func (o *owner) DeliveriesOf(post accounts.ID) ([]accounts.Delivery, error) {
	return o.list(func(d accounts.Delivery) bool { return d.Post == post }), o.fail("")
}

func (o *owner) Deliveries(q accounts.DeliveryQuery, at accounts.Cursor, n int) ([]accounts.Delivery, accounts.Cursor, error) {
	ds := o.list(func(d accounts.Delivery) bool {
		return (q.Brand == "" || d.Brand == q.Brand) && (q.Account == "" || d.Account == q.Account) &&
			(len(q.States) == 0 || slices.Contains(q.States, d.State)) && (at == "" || string(d.ID) < string(at))
	})
	slices.SortFunc(ds, func(a, b accounts.Delivery) int { return cmp.Compare(b.ID, a.ID) })
	if len(ds) <= n {
		return ds, "", o.fail("")
	}
	return ds[:n], accounts.Cursor(ds[n-1].ID), o.fail("")
}

// Facts are the brands, their accounts, what the brand said lately, and the conversation of a reply.
func (o *owner) Facts(p accounts.Post, now time.Time) (guard.Facts, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	f := guard.Facts{Now: now, Links: o.links}
	for _, b := range o.brands {
		var as []accounts.Account
		for _, a := range o.accounts {
			if a.Brand == b.ID {
				as = append(as, a)
			}
		}
		if b.ID == p.Brand {
			f.Brand, f.Accounts = b, as
		} else {
			f.Others = append(f.Others, guard.Other{Brand: b, Accounts: as})
		}
	}
	for _, d := range o.ds {
		if d.Op == accounts.OpPost && d.State == accounts.Published && d.Outgoing != nil && d.Brand == p.Brand && d.Post != p.ID {
			f.Recent = append(f.Recent, guard.Recent{Post: d.Post, Brand: d.Brand, Account: d.Account, Text: d.Outgoing.Text, At: d.Outgoing.CreatedAt})
		}
	}
	if a := p.Answering; a != nil {
		if t, ok := o.threads[a.RemoteID]; ok {
			f.Thread = &t
		}
		if m, ok := o.mentions[a.Mention]; ok {
			f.Mention = &m
		}
	}
	return f, o.fail("")
}

func (o *owner) Account(id accounts.ID) (accounts.Account, error) { return get(o, o.accounts, id) }
func (o *owner) Post(id accounts.ID) (accounts.Post, error)       { return get(o, o.posts, id) }

func get[K comparable, V any](o *owner, m map[K]V, k K) (V, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	v, ok := m[k]
	if !ok {
		return v, accounts.ErrNotFound
	}
	return v, o.fail("")
}

var errDead = errors.New("the process is dead")
