package publish_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/accounts/mastodon"
	"vocero/accounts/practice"
	"vocero/accounts/publish"
	"vocero/store"
)

// crowd is a desk with many accounts, each with its own token.
type crowd struct {
	*desk
	tokens map[accounts.ID]string
	arms   []accounts.Account
	begin  time.Time
	took   chan time.Duration
}

// Open logs an account in, and notes when its posts are out.
func (c *crowd) Open(a accounts.Account) (accounts.Network, error) {
	m, err := mastodon.New(a, accounts.NewSecret(c.tokens[a.ID]), mastodon.Options{Now: c.clock.now, Poll: time.Millisecond})
	d := &desk{onSend: func(call func() (accounts.Receipt, error)) (accounts.Receipt, error) {
		r, err := call()
		c.took <- time.Since(c.begin)
		return r, err
	}}
	return wire{m, d}, err
}

// BenchmarkThousand has 1,000 posts due in one minute over 12 accounts, through the shipped store with every fsync, the adapter and
// the server. Posts that are in time keep no distance from one another. It tells how long after its hour a post is out.
func BenchmarkThousand(b *testing.B) {
	const posts, arms = 1000, 12
	var all []time.Duration
	for b.Loop() {
		b.StopTimer()
		c := newCrowd(b, arms, posts)
		for i := range posts {
			c.plainOn(c.arms[i%arms], fmt.Sprint("Pan ", i))
		}
		b.StartTimer()
		c.begin = time.Now()
		c.round(0)
		b.StopTimer()
		if len(c.took) != posts {
			b.Fatalf("%d of %d are out", len(c.took), posts)
		}
		for range posts {
			all = append(all, <-c.took)
		}
		b.StartTimer()
	}
	slices.Sort(all)
	b.ReportMetric(float64(all[len(all)/2].Milliseconds()), "ms/p50")
	b.ReportMetric(float64(all[len(all)*99/100].Milliseconds()), "ms/p99")
	b.ReportMetric(float64(all[len(all)-1].Milliseconds()), "ms/last")
	b.ReportMetric(float64(posts*b.N)/b.Elapsed().Seconds(), "posts/s")
}

func newCrowd(b *testing.B, arms, posts int) *crowd {
	b.Helper()
	c := &crowd{desk: newDesk(b, practice.Mastodon), tokens: map[accounts.ID]string{}, took: make(chan time.Duration, posts)}
	c.ok(c.store.Close())
	var err error
	c.store, err = store.Open(c.home, store.Options{Now: c.clock.now, Practice: true})
	c.ok(err)
	c.worker = publish.New(publish.Config{Store: c.store, Networks: c, Media: c.store, Now: c.clock.now, Uptime: c.clock.uptime})
	c.tokens[c.account.ID], c.arms = c.own.Token, []accounts.Account{c.account}
	for i := 1; i < arms; i++ {
		own := c.server.AddAccount(fmt.Sprint("luz", i), "Panadería Luz")
		a := c.account
		a.ID, a.RemoteID, a.User = "", own.ID, own.Username
		a, err = c.store.PutAccount(a)
		c.ok(err)
		c.tokens[a.ID], c.arms = own.Token, append(c.arms, a)
	}
	return c
}

// plainOn schedules a post on one account for now.
func (c *crowd) plainOn(a accounts.Account, text string) {
	c.t.Helper()
	p, err := c.store.SavePost(accounts.Post{Brand: c.brand.ID, State: accounts.Draft, Text: text, Visibility: accounts.Public, Language: "es", Targets: []accounts.ID{a.ID}})
	c.ok(err)
	cl, stand := guard.Clear(p, guard.Facts{Now: c.clock.now(), Brand: c.brand, Accounts: c.arms, Immediate: true}, a.ID, nil)
	if len(stand) > 0 {
		c.t.Fatalf("a guard stands in the way: %+v", stand)
	}
	_, _, err = c.store.Schedule(p.ID, p.Revision, []guard.Clearance{cl}, accounts.ScheduleOptions{Now: true, Hold: -1})
	c.ok(err)
}
