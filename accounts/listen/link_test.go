package listen

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"vocero/accounts"
)

// weblet is a web in memory: how long each link takes, and which one breaks the fetcher.
type weblet struct {
	mu    sync.Mutex
	asked []string
	slow  map[string]time.Duration
	panic string
}

func (w *weblet) Check(ctx context.Context, url string) accounts.LinkReport {
	w.mu.Lock()
	w.asked = append(w.asked, url)
	d := w.slow[url]
	w.mu.Unlock()
	if url == w.panic {
		panic("a page that nobody thought of")
	}
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
	now := time.Now()
	return accounts.LinkReport{URL: url, Verdict: accounts.LinkGood, At: now, Until: now.Add(accounts.LinkGoodFor)}
}

func (d *desk) askLink(brand accounts.ID, url string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.requests = append(d.requests, accounts.Request{ID: accounts.ID("k" + url + time.Now().String()), Brand: brand, What: accounts.RequestLink, Arg: url})
}

func (d *desk) PutLinks(brand accounts.ID, reports []accounts.LinkReport) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fail != nil {
		return d.fail
	}
	if d.links == nil {
		d.links = map[string]accounts.LinkReport{}
	}
	for _, r := range reports {
		d.links[string(brand)+" "+r.URL] = r
	}
	return nil
}

func (d *desk) link(brand, url string) accounts.LinkReport {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.links[brand+" "+url]
}

const pan, centeno = "https://luz.example/pan", "https://luz.example/centeno"

func TestLinksAreFetchedBesideThePolls(t *testing.T) {
	w := &weblet{slow: map[string]time.Duration{centeno: 9 * time.Second}}
	bubble(t, func(b *bench) { b.l.cfg.Fetcher = w }, func(t *testing.T, b *bench) {
		b.askLink("L", pan)
		b.askLink("L", pan)
		b.askLink("S", pan)
		b.askLink("L", centeno)
		b.ask("luz", accounts.RequestSync, "")
		b.l.Kick()
		synctest.Wait()
		if len(b.luz.calls()) != 2 {
			t.Errorf("a slow link kept the inbox: %d polls", len(b.luz.calls()))
		}
		if b.link("L", pan).Verdict != accounts.LinkGood || b.link("S", pan).Verdict != accounts.LinkGood || b.open() != 1 {
			t.Errorf("stored %v, %d open", b.links, b.open())
		}
		time.Sleep(10 * time.Second)
		synctest.Wait()
		if b.link("L", centeno).At.IsZero() || b.open() != 0 {
			t.Errorf("the slow one: %+v, %d open", b.link("L", centeno), b.open())
		}
	})
}

func TestALinkThatBreaksTheFetcherIsAnswered(t *testing.T) {
	bubble(t, func(b *bench) { b.l.cfg.Fetcher = &weblet{panic: pan} }, func(t *testing.T, b *bench) {
		b.askLink("L", pan)
		b.l.Kick()
		synctest.Wait()
		if r := b.link("L", pan); r.Verdict != accounts.LinkUnknown || r.At.IsZero() || b.open() != 0 {
			t.Errorf("%+v, %d open", r, b.open())
		}
	})
}

func TestWithoutAFetcherNobodyWaits(t *testing.T) {
	bubble(t, nil, func(t *testing.T, b *bench) {
		b.askLink("L", pan)
		b.l.Kick()
		synctest.Wait()
		if b.open() != 0 || b.l.FetchLinks(t.Context(), "L", []string{pan}) != nil {
			t.Errorf("%d open", b.open())
		}
	})
}

// TestStoppedFetchIsAskedAgain: what was under way when the desk closed is fetched by the next owner.
func TestStoppedFetchIsAskedAgain(t *testing.T) {
	b := newBench(t)
	b.l.cfg.Fetcher = &weblet{slow: map[string]time.Duration{pan: time.Hour}}
	b.askLink("L", pan)
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if err := b.l.Answer(ctx); err == nil || b.open() != 1 || len(b.links) != 0 {
		t.Errorf("%v, %d open, %v stored", err, b.open(), b.links)
	}
}

func TestFetchLinksNowAndNoLongerThanAllowed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		b.l.cfg.Fetcher = &weblet{slow: map[string]time.Duration{pan: time.Second, centeno: time.Minute}}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		began := time.Now()
		got := b.l.FetchLinks(ctx, "L", []string{centeno, pan})
		if took := time.Since(began); took != 10*time.Second {
			t.Errorf("it took %v", took)
		}
		if !slices.Equal(urls(got), []string{pan}) || b.link("L", pan).At.IsZero() || !b.link("L", centeno).At.IsZero() {
			t.Errorf("reports %v", urls(got))
		}
	})
}

func urls(rs []accounts.LinkReport) (out []string) {
	for _, r := range rs {
		out = append(out, r.URL)
	}
	return out
}
