package cli

import (
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/practice"
)

// The benchmark of a sync: so many mentions in so many parts, from so many people.
const (
	syncMentions = 10_000
	syncPart     = 500
	syncPeople   = 100
)

// BenchmarkSync has 10,000 mentions of each network arrive in parts of 500 (a feed shows 20) and reads every part as the desk does: asked over HTTP,
// decoded, made safe, stored with its indexes and search words. A practice server in the same process answers, and its share is in
// the figures.
func BenchmarkSync(b *testing.B) {
	for _, name := range []string{"mastodon", "x", "bluesky", "facebook", "blog", "forum", "news"} {
		b.Run(name, func(b *testing.B) {
			for range b.N {
				syncAll(b, name)
			}
		})
	}
}

// syncBench is one account on its practice server.
type syncBench struct {
	d      *Desk
	server *practice.Server
	own    *practice.Account
	brand  accounts.Brand
	people []*practice.Account
	root   string       // what is answered, where nobody is named
	said   atomic.Int64 // two seconds pass with each
	part   int
}

func newSyncBench(b *testing.B, name string) *syncBench {
	x := &syncBench{}
	start := time.Now()
	d, err := Open(b.Context(), OpenOptions{Home: b.TempDir(), Lang: "en", Practice: true, Wide: true,
		Now: func() time.Time { return start.Add(time.Duration(x.said.Load()) * 2 * time.Second) }})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = d.Close() })
	x.d = d
	if x.brand, err = d.Store.PutBrand(accounts.Brand{Name: "Panadería Luz", Letter: "p", Zone: "Europe/Madrid", Languages: []string{"en"}}); err != nil {
		b.Fatal(err)
	}
	kind, in := accounts.Mastodon, accounts.Answers{}
	w := d.practice.week.Brands[0]
	x.server, x.own = w.Server, w.Account
	in = in.With("server", x.server.URL()).With("token", x.own.Token)
	for _, m := range d.practice.week.More {
		if string(m.Server.Model()) == name {
			kind, in, x.server, x.own = m.Kind, m.Answers, m.Server, m.Account
		}
	}
	if _, err := d.AddAccount(b.Context(), x.brand, kind, in); err != nil {
		b.Fatal(err)
	}
	for i := range syncPeople {
		x.people = append(x.people, x.server.AddStranger(fmt.Sprintf("vecina%d", i), fmt.Sprintf("Vecina %d", i)))
	}
	switch x.server.Model() {
	case practice.Blog, practice.Facebook, practice.Forum:
		x.root = x.server.Post(x.own, practice.Say{Text: "Abrimos el lunes"})
	}
	if x.part = syncPart; x.server.Model() == practice.News {
		x.part = 20 // A feed shows no more.
	}
	x.read(b) // What the week holds.
	return x
}

// say lets one part be said.
func (x *syncBench) say(part int) {
	for i := range x.part {
		n := part*x.part + i
		x.said.Add(1)
		say := practice.Say{Text: fmt.Sprintf("¿Abrís el lunes %d? https://luz.example/horario/%d #pan", n, n), InReplyTo: x.root, Language: "es"}
		if x.server.Model() == practice.News {
			x.server.Post(x.people[n%syncPeople], say)
			continue
		}
		x.server.Mention(x.people[n%syncPeople], x.own, say)
	}
}

// read polls until nothing new comes, and tells how many were new.
func (x *syncBench) read(b *testing.B) (read int) {
	for {
		got, err := x.d.Listener.Once(b.Context(), x.brand.ID)
		if err != nil || got[0].Err != nil {
			b.Fatal(err, got)
		}
		if read += got[0].New; got[0].New == 0 {
			return read
		}
	}
}

func syncAll(b *testing.B, name string) {
	b.StopTimer()
	x := newSyncBench(b, name)
	var spent time.Duration
	var made uint64
	read := 0
	for part := range syncMentions / x.part {
		x.say(part)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		at := time.Now()
		b.StartTimer()
		read += x.read(b)
		b.StopTimer()
		spent += time.Since(at)
		runtime.ReadMemStats(&after)
		made += after.Mallocs - before.Mallocs
	}
	if read < syncMentions { // The practice week says something of its own at certain hours.
		b.Fatalf("%s: %d mentions came, at least %d were said", name, read, syncMentions)
	}
	b.ReportMetric(float64(spent.Microseconds())/float64(read), "µs/mention")
	b.ReportMetric(float64(made)/float64(read), "allocs/mention")
}
