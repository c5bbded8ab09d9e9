package publish

import (
	"context"
	"fmt"
	"slices"
	"time"

	"vocero/accounts"
)

// hour is a post that the server model will publish by itself.
type hour struct {
	id   string
	o    accounts.Outgoing
	at   time.Duration // uptime of its hour
	wall time.Time
}

// come publishes the hours that have come. The caller holds the lock.
func (s *serverModel) come() {
	up := s.clock.uptime()
	for account, list := range s.hours {
		s.hours[account] = slices.DeleteFunc(list, func(h hour) bool {
			if h.at > up || s.lazy {
				return false
			}
			s.seq++
			s.posts[account] = append(s.posts[account], status{id: fmt.Sprintf("%06d", s.seq), key: h.o.Key, text: h.o.Text, to: h.o.InReplyTo, born: h.at, visible: h.at})
			return true
		})
	}
}

// planned counts what the server will still publish with a key.
func (s *serverModel) planned(key string) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.come()
	for _, list := range s.hours {
		for _, h := range list {
			if h.o.Key == key {
				n++
			}
		}
	}
	return n
}

// struck is what becomes of one request: whether it arrives, and the error of its answer.
func (s *serverModel) struck() (arrives bool, err error) {
	m := fine
	if len(s.faults) > 0 {
		m, s.faults = s.faults[0], s.faults[1:]
	}
	switch m {
	case fine, slowStore, snailStore:
		return true, nil
	case notSent:
		return false, refusal(accounts.OutcomeNotSent, accounts.CodeOffline, 0)
	case cutBefore:
		return false, refusal(accounts.OutcomeUnknown, accounts.CodeUnknown, 0)
	case limited:
		return false, refusal(accounts.OutcomeLimit, accounts.CodeLimit, 429)
	case revoked:
		return false, refusal(accounts.OutcomeAuth, accounts.CodeAuth, 401)
	case refused:
		return false, refusal(accounts.OutcomeRefused, accounts.CodeRefused, 422)
	case deadBefore:
		s.die()
		return false, errDead
	case deadAfter:
		s.die()
		return true, errDead
	}
	return true, refusal(accounts.OutcomeUnknown, accounts.CodeUnknown, 500)
}

// wall is an instant of the server's clock as its uptime.
func (s *serverModel) upAt(at time.Time) time.Duration { return at.Sub(dawn) }

func (l *line) Plan(_ context.Context, o accounts.Outgoing, at time.Time) (accounts.Planned, error) {
	s := l.s
	s.mu.Lock()
	defer s.mu.Unlock()
	s.come()
	s.plans++
	if s.offline {
		return accounts.Planned{}, refusal(accounts.OutcomeNotSent, accounts.CodeOffline, 0)
	}
	arrives, err := s.struck()
	switch {
	case !arrives:
		return accounts.Planned{}, err
	case s.upAt(at)-s.clock.uptime() < 5*time.Minute:
		return accounts.Planned{}, refusal(accounts.OutcomeRefused, accounts.CodeRefused, 422)
	}
	s.seq++
	h := hour{id: fmt.Sprintf("p%06d", s.seq), o: o, at: s.upAt(at), wall: at}
	s.hours[l.account.ID] = append(s.hours[l.account.ID], h)
	if err != nil {
		return accounts.Planned{}, err
	}
	return accounts.Planned{ID: h.id, At: at}, nil
}

func (l *line) Planned(_ context.Context, id string) (accounts.Planned, error) {
	l.s.mu.Lock()
	defer l.s.mu.Unlock()
	l.s.come()
	if err := l.ask(); err != nil {
		return accounts.Planned{}, err
	}
	for _, h := range l.s.hours[l.account.ID] {
		if h.id == id {
			return accounts.Planned{ID: h.id, At: h.wall}, nil
		}
	}
	return accounts.Planned{}, refusal(accounts.OutcomeRefused, accounts.CodeNotFound, 404)
}

func (l *line) FindPlanned(_ context.Context, o accounts.Outgoing, at time.Time) (out []accounts.Planned, err error) {
	l.s.mu.Lock()
	defer l.s.mu.Unlock()
	l.s.come()
	for _, h := range l.s.hours[l.account.ID] {
		if h.o.Text == o.Text && h.o.InReplyTo == o.InReplyTo && h.wall.Equal(at) {
			out = append(out, accounts.Planned{ID: h.id, At: h.wall})
		}
	}
	return out, l.ask()
}

func (l *line) Unplan(_ context.Context, id string) error {
	s := l.s
	s.mu.Lock()
	defer s.mu.Unlock()
	s.come()
	if s.offline {
		return refusal(accounts.OutcomeNotSent, accounts.CodeOffline, 0)
	}
	arrives, err := s.struck()
	if !arrives {
		return err
	}
	n := len(s.hours[l.account.ID])
	s.hours[l.account.ID] = slices.DeleteFunc(s.hours[l.account.ID], func(h hour) bool { return h.id == id })
	if err == nil && len(s.hours[l.account.ID]) == n {
		err = refusal(accounts.OutcomeRefused, accounts.CodeNotFound, 404)
	}
	return err
}

func (o *owner) Handovers(now time.Time, limit int) ([]accounts.Delivery, error) {
	defer o.listed()
	return first(o.list(func(d accounts.Delivery) bool { return wantsHand(d) && !d.Handover.Next.After(now) }), limit), o.fail("")
}

func wantsHand(d accounts.Delivery) bool {
	h := d.Handover
	return h != nil && !h.Next.IsZero() && (d.State == accounts.Handed || d.State == accounts.Scheduled && h.Phase == accounts.HandWanted)
}

func (o *owner) HandOver(id accounts.ID, c accounts.ClaimInput) (d accounts.Delivery, err error) {
	err = o.write("hand over", func() error {
		d = o.ds[id]
		switch {
		case o.mine != o.epoch:
			return accounts.ErrBusy
		case d.State != accounts.Scheduled || d.Handover == nil || d.Handover.Phase != accounts.HandWanted || c.Digest != d.Digest || o.brands[d.Brand].Paused(),
			accounts.WhyNotHanded(o.posts[d.Post], d, o.accounts[d.Account], o.clock.now()) != "":
			return accounts.ErrState
		}
		if d.Key == "" {
			d.Key, d.CreatedAt, d.Watermark, d.Outgoing = c.Key, c.CreatedAt, c.Watermark, &c.Outgoing
		}
		d.State, d.Epoch = accounts.Handed, o.mine
		d.Handover = &accounts.Handover{Phase: accounts.HandAsked, At: d.Due, Asked: o.clock.now(), Next: o.clock.now().Add(5 * time.Second)}
		o.ds[id] = d
		return nil
	})
	return d, err
}

func (o *owner) Hand(id accounts.ID, r accounts.HandStep) (d accounts.Delivery, err error) {
	err = o.write("hand", func() error {
		d = o.ds[id]
		noted := d.State == r.To && (r.To == accounts.Handed || r.To == accounts.Scheduled && d.Handover.Phase == accounts.HandWanted)
		if !noted && !accounts.CanStep(d.State, r.To) || o.mine != o.epoch || d.Handover == nil || d.State == accounts.Scheduled && r.To != accounts.Scheduled {
			o.illegal = append(o.illegal, fmt.Sprintf("hand %s from %s to %s", id, d.State, r.To))
			return accounts.ErrState
		}
		h := *d.Handover
		if h.Phase != r.Phase {
			h.Looks, h.Tries = 0, 0
		}
		if r.Looked {
			h.Looks++
		}
		if h.Tries++; !r.Failed {
			h.Tries = 0
		}
		h.Phase, h.Next, h.Fault, h.Doubt = r.Phase, r.Next, r.Fault, r.Phase == accounts.HandUnsure || r.To == accounts.NeedsYou
		if r.ID != "" {
			h.ID = r.ID
		}
		if !r.At.IsZero() {
			h.At = r.At
		}
		if r.Recall && h.Aim == accounts.AimStay {
			h.Aim = accounts.AimAgain
		}
		if r.To == accounts.Handed && d.Handover.Aim != r.Seen {
			h.Next = time.Unix(1, 0)
		}
		from := d.State
		d.State, d.Handover = r.To, &h
		switch {
		case r.To == accounts.Published:
			d.Receipt, d.Fault, d.NextLook, d.Double = r.Receipt, r.Fault, r.NextLook, d.Double || r.Double
		case r.To == accounts.NeedsYou:
			d.Fault = r.Fault
		case r.To == accounts.Scheduled && from == accounts.Handed:
			o.handBack(&d, h)
		}
		o.ds[id] = d
		return nil
	})
	return d, err
}

// handBack is what becomes of a delivery that its network has no more.
func (o *owner) handBack(d *accounts.Delivery, h accounts.Handover) {
	d.Key, d.CreatedAt, d.Watermark, d.Outgoing, d.Fault, d.Handover = "", time.Time{}, "", nil, nil, nil
	switch {
	case h.Aim == accounts.AimCancel:
		d.State = accounts.Cancelled
	case o.brands[d.Brand].Paused():
		d.State, d.Fault = accounts.Held, &accounts.Fault{Code: accounts.CodePaused}
	case h.Phase == accounts.HandRefused, h.Phase == accounts.HandWanted:
		h.ID, h.Doubt, h.Aim, d.Handover = "", false, accounts.AimStay, &h
	default:
		o.want(d)
	}
}

// want marks a delivery for its network's scheduler where it can be.
func (s *deskModel) want(d *accounts.Delivery) {
	if d.Handover = nil; accounts.WhyNotHanded(s.posts[d.Post], *d, s.accounts[d.Account], d.Created) == "" {
		d.Handover = &accounts.Handover{Phase: accounts.HandWanted, At: d.Due, Next: d.Created.Add(20 * time.Second)}
	}
}

// recall is a person who wants a handed delivery to be something else.
func (s *deskModel) recall(d *accounts.Delivery, aim accounts.HandAim) {
	h := *d.Handover
	h.Aim, h.Tries = aim, 0
	if h.Phase != accounts.HandAsked {
		h.Next, h.Looks = time.Unix(1, 0), 0
	}
	d.Handover = &h
}
