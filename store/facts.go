package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	A "vocero/accounts"
	"vocero/accounts/guard"
)

// How much the guards are shown of what the brand said: its newest deliveries, and what is planned around the hour.
const (
	factsRecent  = 50
	factsAround  = time.Hour
	factsHandles = 20 // handles of a text that are looked up
	factsHits    = 50 // mentions that are read to find a handle's author
)

// Facts gathers what the guards may know of a post: the brands with their accounts, what was said lately and what is planned
// around its hour, and the conversation of a reply as far as it is stored. The caller sets Immediate and Sending.
func (s *Store) Facts(p A.Post, now time.Time) (guard.Facts, error) {
	f := guard.Facts{Now: now, Spell: s.o.Spell}
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
	if f.Recent, err = s.recentFacts(p, f.Brand.Apart); err != nil {
		return f, err
	}
	if err := s.saidFacts(&f, p); err != nil {
		return f, err
	}
	if f.Links, err = s.Links(p.Brand, A.LinksOf(p)); err != nil {
		return f, err
	}
	return f, s.answeringFacts(&f, p)
}

// recentFacts are what the brand said lately, and what it will say around the post's hour.
func (s *Store) recentFacts(p A.Post, apart time.Duration) ([]guard.Recent, error) {
	var out []guard.Recent
	ds, _, err := s.Deliveries(A.DeliveryQuery{Brand: p.Brand, States: []A.DeliveryState{A.Published}}, "", factsRecent)
	if err != nil {
		return nil, err
	}
	for _, d := range ds {
		if d.Op == A.OpPost && d.Outgoing != nil && d.Post != p.ID {
			out = append(out, guard.Recent{Post: d.Post, Brand: d.Brand, Account: d.Account, Text: d.Outgoing.Text, At: d.Outgoing.CreatedAt, Reply: d.Mention != ""})
		}
	}
	if p.When == nil {
		return out, nil
	}
	around := max(factsAround, apart)
	q := A.PostQuery{Brand: p.Brand, States: []A.PostState{A.PostScheduled}, From: p.When.UTC.Add(-around), To: p.When.UTC.Add(around)}
	ps, _, err := s.Posts(q, "", factsRecent)
	if err != nil {
		return nil, err
	}
	for _, o := range ps {
		if o.ID == p.ID || o.When == nil {
			continue
		}
		for _, a := range o.Targets {
			out = append(out, guard.Recent{Post: o.ID, Brand: o.Brand, Account: a, Text: o.TextFor(a), At: o.When.UTC, Reply: o.Reply()})
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
		return s.askedFacts(f, m)
	case !errors.Is(err, A.ErrNotFound):
		return fmt.Errorf("reading what is answered: %w", err)
	}
	return nil
}

// askedFacts tell that who is answered said the same on other accounts.
func (s *Store) askedFacts(f *guard.Facts, m A.Mention) error {
	same, err := s.Echoes(m)
	if len(same) == 0 || err != nil {
		return err
	}
	who, err := s.Person(m.Person)
	if err != nil {
		return fmt.Errorf("reading who is answered: %w", err)
	}
	for _, o := range same {
		f.Asked = append(f.Asked, guard.Asked{Who: who.Name.String(), Network: o.Network, Answered: o.Answered})
	}
	return nil
}

// saidFacts are what was said and is planned on the whole desk, and whom the handles of the post mean.
func (s *Store) saidFacts(f *guard.Facts, p A.Post) error {
	networks := map[A.ID]A.Kind{}
	known := map[string]bool{}
	for _, o := range append(f.Others, guard.Other{Brand: f.Brand, Accounts: f.Accounts}) {
		for _, a := range o.Accounts {
			networks[a.ID] = a.Network
			known[A.Fold(a.Handle())] = true
		}
	}
	return s.view(func(t *txn) (err error) {
		if !p.Reply() {
			if f.Said, err = t.saidSince(f.Now.Add(-saidFor), networks); err != nil {
				return err
			}
		}
		f.Heard = map[string]guard.Heard{}
		for _, h := range guard.HandlesOf(p, f.Accounts) {
			if _, ok := f.Heard[h.Handle]; ok || len(f.Heard) >= factsHandles {
				continue
			}
			if f.Heard[h.Handle], err = t.heard(p.Brand, h.Handle, known); err != nil {
				return err
			}
			if f.Heard[h.Handle].Known {
				continue
			}
			if x, ok := aliasSpoken(h, f.Accounts); ok {
				who, err := t.personWith(p.Brand, x)
				if err != nil {
					return err
				}
				if who != nil {
					f.Heard[h.Handle] = guard.Heard{Known: true}
				}
			}
		}
		return nil
	})
}

// aliasSpoken is a handle of a text as the network of its account knows it.
func aliasSpoken(h guard.Spoken, as []A.Account) (A.Alias, bool) {
	i := slices.IndexFunc(as, func(a A.Account) bool { return a.ID == h.Account })
	if i < 0 {
		return A.Alias{}, false
	}
	handle := h.Handle
	if as[i].Network != A.Mastodon {
		handle, _, _ = strings.Cut(handle[1:], "@")
	}
	x, err := A.NewAlias(as[i].Place(), handle)
	return x, err == nil
}

// heard tells what a brand knows of a handle: whether its owner is an account of the desk, spoke to the brand, or was named by
// somebody who did; else whether the same name is known on another host.
func (t *txn) heard(brand A.ID, handle string, known map[string]bool) (guard.Heard, error) {
	if known[handle] {
		return guard.Heard{Known: true}, nil
	}
	user, _, _ := strings.Cut(handle[1:], "@")
	f, err := t.newFinder(brand, readSearch(`"`+user+`"`), nil, false)
	if f == nil || err != nil {
		return guard.Heard{}, err
	}
	out := guard.Heard{}
	for range factsHits {
		if f.key == nil {
			break
		}
		m, err := mentions.get(t, brand, f.key)
		if err != nil {
			return out, err
		}
		if m != nil {
			for _, who := range append([]A.Text{m.Author}, m.Addressed...) {
				full := A.Fold("@" + strings.TrimPrefix(who.String(), "@"))
				if full == handle {
					return guard.Heard{Known: true}, nil
				}
				if name, _, _ := strings.Cut(full[1:], "@"); name == user && out.Elsewhere == "" {
					out.Elsewhere = full
				}
			}
		}
		f.next()
	}
	return out, nil
}
