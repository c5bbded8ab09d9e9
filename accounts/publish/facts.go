package publish

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"vocero/accounts"
	"vocero/accounts/guard"
)

// recent is how many of the brand's newest posts the guards are shown.
const recent = 50

// facts is what the guards are told right before a delivery leaves.
func (p *Publisher) facts(now time.Time, d accounts.Delivery, post accounts.Post) (guard.Facts, error) {
	f := guard.Facts{Now: now, Sending: true, Immediate: d.Now}
	brands, err := p.cfg.Store.Brands()
	if err != nil {
		return f, fmt.Errorf("reading the brands: %w", err)
	}
	for _, b := range brands {
		as, err := p.cfg.Store.Accounts(b.ID)
		if err != nil {
			return f, fmt.Errorf("reading the accounts of a brand: %w", err)
		}
		if b.ID == d.Brand {
			f.Brand, f.Accounts = b, as
		} else {
			f.Others = append(f.Others, guard.Other{Brand: b, Accounts: as})
		}
	}
	if d.Op != accounts.OpPost {
		return f, nil
	}
	if f.Recent, err = p.recent(d); err != nil {
		return f, err
	}
	return f, p.answered(&f, post)
}

// recent is what the brand said lately.
func (p *Publisher) recent(d accounts.Delivery) ([]guard.Recent, error) {
	q := accounts.DeliveryQuery{Brand: d.Brand, States: []accounts.DeliveryState{accounts.Published}}
	ds, _, err := p.cfg.Store.Deliveries(q, "", recent)
	if err != nil {
		return nil, fmt.Errorf("reading what the brand said lately: %w", err)
	}
	var out []guard.Recent
	for _, o := range ds {
		if o.Op == accounts.OpPost && o.Outgoing != nil && o.Post != d.Post {
			out = append(out, guard.Recent{Post: o.Post, Brand: o.Brand, Account: o.Account, Text: o.Outgoing.Text, At: o.Outgoing.CreatedAt})
		}
	}
	return out, nil
}

// answered adds the conversation that a reply belongs to, as far as it is stored.
func (p *Publisher) answered(f *guard.Facts, post accounts.Post) error {
	if !post.Reply() {
		return nil
	}
	a := post.Answering
	switch t, err := p.cfg.Store.Thread(a.Account, a.RemoteID); {
	case err == nil:
		f.Thread = &t
	case !errors.Is(err, accounts.ErrNotFound):
		return fmt.Errorf("reading the conversation: %w", err)
	}
	if a.Mention == "" {
		return nil
	}
	switch m, err := p.cfg.Store.Mention(a.Mention); {
	case err == nil:
		f.Mention = &m
	case !errors.Is(err, accounts.ErrNotFound):
		return fmt.Errorf("reading what is answered: %w", err)
	}
	return nil
}

// blocks names the rules that stop a post on an account, "" when none does. What a person may set aside does not count: it was set
// aside on exactly this content, or the digest would differ.
func blocks(fs []accounts.Finding, account accounts.ID) string {
	var rules []string
	for _, f := range fs {
		if f.Severity == accounts.Block && !guard.CanAcknowledge(f) && (f.Account == "" || f.Account == account) {
			rules = append(rules, f.Rule)
		}
	}
	return strings.Join(rules, ", ")
}

// fault is a stored reason of our own.
func fault(c accounts.Code, detail string, now time.Time) *accounts.Fault {
	t, _ := accounts.SafeLine(detail)
	return &accounts.Fault{Code: c, Detail: t, At: now}
}

// blockedBy is why an account cannot be used.
func blockedBy(a accounts.Account, now time.Time) *accounts.Fault {
	if a.Fault != nil {
		return a.Fault
	}
	return fault(accounts.CodeAuth, "", now)
}
