package store

import (
	"errors"
	"fmt"
	"time"

	A "vocero/accounts"
	"vocero/accounts/guard"
)

// How much the guards are shown of what the brand said: its newest deliveries, and what is planned around the hour.
const (
	factsRecent = 50
	factsAround = time.Hour
)

// Facts gathers what the guards may know of a post: the brands with their accounts, what was said lately and what is planned
// around its hour, and the conversation of a reply as far as it is stored. The caller sets Immediate and Sending.
func (s *Store) Facts(p A.Post, now time.Time) (guard.Facts, error) {
	f := guard.Facts{Now: now}
	bs, err := s.Brands()
	if err != nil {
		return f, err
	}
	for _, b := range bs {
		as, err := s.Accounts(b.ID)
		if err != nil {
			return f, err
		}
		if b.ID == p.Brand {
			f.Brand, f.Accounts = b, as
		} else {
			f.Others = append(f.Others, guard.Other{Brand: b, Accounts: as})
		}
	}
	if f.Recent, err = s.recentFacts(p); err != nil {
		return f, err
	}
	if f.Links, err = s.Links(p.Brand, A.LinksOf(p)); err != nil {
		return f, err
	}
	return f, s.answeringFacts(&f, p)
}

// recentFacts are what the brand said lately, and what it will say around the post's hour.
func (s *Store) recentFacts(p A.Post) ([]guard.Recent, error) {
	var out []guard.Recent
	ds, _, err := s.Deliveries(A.DeliveryQuery{Brand: p.Brand, States: []A.DeliveryState{A.Published}}, "", factsRecent)
	if err != nil {
		return nil, err
	}
	for _, d := range ds {
		if d.Op == A.OpPost && d.Outgoing != nil && d.Post != p.ID {
			out = append(out, guard.Recent{Post: d.Post, Brand: d.Brand, Account: d.Account, Text: d.Outgoing.Text, At: d.Outgoing.CreatedAt})
		}
	}
	if p.When == nil {
		return out, nil
	}
	q := A.PostQuery{Brand: p.Brand, States: []A.PostState{A.PostScheduled}, From: p.When.UTC.Add(-factsAround), To: p.When.UTC.Add(factsAround)}
	ps, _, err := s.Posts(q, "", factsRecent)
	if err != nil {
		return nil, err
	}
	for _, o := range ps {
		if o.ID == p.ID || o.When == nil {
			continue
		}
		for _, a := range o.Targets {
			out = append(out, guard.Recent{Post: o.ID, Brand: o.Brand, Account: a, Text: o.TextFor(a), At: o.When.UTC})
		}
	}
	return out, nil
}

// answeringFacts are the mention that a reply answers and its conversation. What is not stored is no error: it is not known.
func (s *Store) answeringFacts(f *guard.Facts, p A.Post) error {
	a := p.Answering
	if a == nil {
		return nil
	}
	switch t, err := s.Thread(a.Account, a.RemoteID); {
	case err == nil:
		f.Thread = &t
	case !errors.Is(err, A.ErrNotFound):
		return fmt.Errorf("reading the conversation: %w", err)
	}
	if a.Mention == "" {
		return nil
	}
	switch m, err := s.Mention(a.Mention); {
	case err == nil:
		f.Mention = &m
	case !errors.Is(err, A.ErrNotFound):
		return fmt.Errorf("reading what is answered: %w", err)
	}
	return nil
}
