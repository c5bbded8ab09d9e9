package cli

import (
	"context"
	"errors"
	"sync"
	"time"

	"vocero/accounts"
	"vocero/accounts/link"
	"vocero/accounts/practice"
)

// linkTime is how long a person or a post waits for links at most; what has not answered by then could not be told.
const linkTime = 10 * time.Second

// fetcher fetches links. Nothing of it exists until the first link is asked: not the web of a practice home either.
type fetcher struct {
	practice bool
	now      func() time.Time

	mu    sync.Mutex
	of    *link.Checker
	web   *practice.Web // of a practice home, beyond which nothing is asked
	ended bool
}

// errEnded is the cause of a link that is asked after the desk was closed.
var errEnded = errors.New("the desk is closed")

// checker makes the fetcher at its first use.
func (f *fetcher) checker() (*link.Checker, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case f.ended:
		return nil, errEnded
	case f.of != nil:
		return f.of, nil
	}
	o := link.Options{Now: f.now}
	if f.practice {
		w, err := practice.StartWeb(practice.WebOptions{Now: f.now})
		if err != nil {
			return nil, err
		}
		f.web, o.Route, o.Roots = w, w.Route, w.Roots()
	}
	f.of = link.New(o)
	return f.of, nil
}

// Check fetches a link; on a practice desk from the practice web only.
func (f *fetcher) Check(ctx context.Context, url string) accounts.LinkReport {
	c, err := f.checker()
	if err != nil {
		now := f.now().UTC()
		return accounts.LinkReport{URL: url, Reason: accounts.LinkOffline, At: now, Until: now.Add(accounts.LinkUnknown.Lasts())}
	}
	return c.Check(ctx, url)
}

// close stops the practice web.
func (f *fetcher) close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.ended = true
	if f.web == nil {
		return nil
	}
	return f.web.Close()
}

// LookAtLinks fetches the links of a post that were not looked at lately, and waits for it, ten seconds at most.
func (d *Desk) LookAtLinks(ctx context.Context, p accounts.Post) error {
	return d.RefreshLinks(ctx, p, 0)
}

// RefreshLinks is LookAtLinks that also fetches what was looked at longer than age ago; 0 is any age.
func (d *Desk) RefreshLinks(ctx context.Context, p accounts.Post, age time.Duration) error {
	if d.linksOff(p.Brand) {
		return nil
	}
	urls, err := d.Store.StaleLinks(p, d.Now(), age)
	if err != nil || len(urls) == 0 {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, linkTime)
	defer cancel()
	d.Listener.FetchLinks(ctx, p.Brand, urls)
	return nil
}

// linksOff tells whether a brand has the guard of links switched off.
func (d *Desk) linksOff(brand accounts.ID) bool {
	b, err := d.Store.Brand(brand)
	return err == nil && b.Without(accounts.RuleLinks)
}
