package publish_test

import (
	"fmt"
	"testing"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/accounts/practice"
)

// BenchmarkMinute carries posts that are due in one minute, from due to sent, through the shipped store (without fsync), adapter and
// server. Its figure is the time for one post.
func BenchmarkMinute(b *testing.B) {
	for _, posts := range []int{10, 100} {
		b.Run(fmt.Sprint(posts), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				d := newDesk(b, practice.Mastodon)
				for i := range posts {
					d.plain(fmt.Sprint("Pan ", i))
				}
				b.StartTimer()
				d.round(0)
				b.StopTimer()
				if n := d.arrived(); n != posts {
					b.Fatalf("%d arrived", n)
				}
				b.StartTimer()
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*posts), "µs/post")
		})
	}
}

// plain schedules a post without a picture.
func (d *desk) plain(text string) {
	d.t.Helper()
	p, err := d.store.SavePost(accounts.Post{Brand: d.brand.ID, State: accounts.Draft, Text: text, Visibility: accounts.Public, Language: "es", Targets: []accounts.ID{d.account.ID}})
	d.ok(err)
	c, stand := guard.Clear(p, guard.Facts{Now: d.clock.now(), Brand: d.brand, Accounts: []accounts.Account{d.account}, Immediate: true}, d.account.ID, nil)
	if len(stand) > 0 {
		d.t.Fatalf("a guard stands in the way: %+v", stand)
	}
	_, _, err = d.store.Schedule(p.ID, p.Revision, []guard.Clearance{c}, accounts.ScheduleOptions{Now: true, Hold: -1})
	d.ok(err)
}
