package listen

import (
	"context"
	"errors"
	"runtime/debug"
	"slices"
	"sync"

	"vocero/accounts"
)

// linkOf is a link of a brand that is being fetched.
type linkOf struct {
	brand accounts.ID
	url   string
}

// takeLinks are the requests for links that are not under way; they are from now on. Without a fetcher they are closed.
func (l *Listener) takeLinks(reqs []accounts.Request) (out []accounts.Request) {
	for _, r := range reqs {
		if r.What != accounts.RequestLink {
			continue
		}
		if l.cfg.Fetcher == nil {
			l.answered(r.ID)
			continue
		}
		k := linkOf{r.Brand, r.Arg}
		l.mu.Lock()
		if !l.links[k] {
			l.links[k] = true
			out = append(out, r)
		}
		l.mu.Unlock()
	}
	return out
}

// link answers one request. What was asked meanwhile by somebody else under the same link is closed at the next look.
func (l *Listener) link(ctx context.Context, r accounts.Request) {
	defer func() {
		l.mu.Lock()
		delete(l.links, linkOf{r.Brand, r.Arg})
		l.mu.Unlock()
		l.ring(true)
	}()
	report, ok := l.fetch(ctx, r.Arg)
	if !ok { // Told to stop: nothing was learned, and the request stays for whoever comes next.
		return
	}
	l.keepLinks(r.Brand, []accounts.LinkReport{report})
	l.answered(r.ID)
}

// keepLinks stores reports; a brand that was erased meanwhile has none.
func (l *Listener) keepLinks(brand accounts.ID, reports []accounts.LinkReport) {
	err := l.cfg.Store.PutLinks(brand, reports)
	if err != nil && !errors.Is(err, accounts.ErrNotFound) {
		l.log.Error("storing what is behind a link", "err", err)
	}
}

// fetch fetches one link; false when it was told to stop. A fetcher that breaks has told nothing.
func (l *Listener) fetch(ctx context.Context, url string) (r accounts.LinkReport, ok bool) {
	defer func() {
		if v := recover(); v != nil {
			l.log.Error("a panic while fetching a link", "panic", v, "stack", string(debug.Stack()))
			now := l.now()
			r = accounts.LinkReport{URL: url, Reason: accounts.LinkCut, At: now, Until: now.Add(accounts.LinkUnknown.Lasts())}
			ok = true
		}
	}()
	r = l.cfg.Fetcher.Check(ctx, url)
	return r, ctx.Err() == nil
}

// FetchLinks fetches links of a brand now, stores what was found and waits for it, as long as the context lasts. What was not reached
// by then stays as it was; the reports that came are returned in the order of the links.
func (l *Listener) FetchLinks(ctx context.Context, brand accounts.ID, urls []string) []accounts.LinkReport {
	if l.cfg.Fetcher == nil || len(urls) == 0 {
		return nil
	}
	got := make([]*accounts.LinkReport, len(urls))
	var wg sync.WaitGroup
	for i, u := range urls {
		wg.Go(func() {
			if r, ok := l.fetch(ctx, u); ok {
				got[i] = &r
			}
		})
	}
	wg.Wait()
	var out []accounts.LinkReport
	for _, r := range slices.DeleteFunc(got, func(r *accounts.LinkReport) bool { return r == nil }) {
		out = append(out, *r)
	}
	if len(out) > 0 {
		l.keepLinks(brand, out)
	}
	return out
}
