package publish

import (
	"fmt"
	"strings"
	"time"

	"vocero/accounts"
	"vocero/accounts/guard"
)

// facts is what the guards are told right before a delivery leaves. An act other than a post has no post of its own.
func (p *Publisher) facts(now time.Time, d accounts.Delivery, post accounts.Post) (guard.Facts, error) {
	if d.Op != accounts.OpPost {
		post = accounts.Post{Brand: d.Brand}
	}
	f, err := p.cfg.Store.Facts(post, now)
	if err != nil {
		return f, fmt.Errorf("reading what the guards must know: %w", err)
	}
	f.Sending, f.Immediate = true, d.Now
	return f, nil
}

// blocks names the rules that stop a post on an account, "" when none does. What a person set aside does not count: it was set aside
// on exactly this content, or the digest would differ. What came up since does: a link that broke.
func blocks(fs []accounts.Finding, d accounts.Delivery) string {
	var rules []string
	for _, f := range fs {
		if f.Severity == accounts.Block && !guard.Waived(f, d.Aside) && (f.Account == "" || f.Account == d.Account) {
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
