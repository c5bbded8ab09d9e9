package publish_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"sync"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/accounts/mastodon"
	"vocero/accounts/practice"
	"vocero/accounts/publish"
	"vocero/store"
)

// clock is turned by the test; desk, worker, adapter and server share it.
type clock struct {
	mu sync.Mutex
	t  time.Time
	up time.Duration
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) uptime() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.up
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t, c.up = c.t.Add(d), c.up+d
}

// desk is a real store, a real server and a real adapter around the worker.
type desk struct {
	t       testing.TB
	clock   *clock
	home    string
	server  *practice.Server
	own     *practice.Account
	store   *store.Store
	worker  *publish.Publisher
	brand   accounts.Brand
	account accounts.Account
	onSend  func(call func() (accounts.Receipt, error)) (accounts.Receipt, error) // around every POST
}

func newDesk(t testing.TB, m practice.Model) *desk {
	t.Helper()
	d := &desk{t: t, clock: &clock{t: time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)}, home: t.TempDir()}
	var err error
	d.server, err = practice.Start(practice.Options{Model: m, Now: d.clock.now})
	d.ok(err)
	t.Cleanup(func() { _ = d.server.Close() })
	d.own = d.server.AddAccount("panaderialuz", "Panadería Luz")
	d.open()
	t.Cleanup(func() { _ = d.store.Close() })
	d.brand, err = d.store.PutBrand(accounts.Brand{Name: "Panadería Luz", Letter: "l", Zone: "Europe/Madrid", Languages: []string{"es"}})
	d.ok(err)
	a := accounts.Account{Brand: d.brand.ID, Network: accounts.Mastodon, Server: d.server.URL(), Host: d.server.Host(), RemoteID: d.own.ID, User: d.own.Username}
	net, err := d.network(a)
	d.ok(err)
	a.Instance, err = net.Instance(t.Context())
	d.ok(err)
	d.account, err = d.store.PutAccount(a)
	d.ok(err)
	return d
}

func (d *desk) ok(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// open is a process that takes the desk over.
func (d *desk) open() {
	d.t.Helper()
	s, err := store.Open(d.home, store.Options{Now: d.clock.now, Practice: true, NoSync: true})
	d.ok(err)
	d.store = s
	d.worker = publish.New(publish.Config{Store: s, Networks: d, Media: s, Now: d.clock.now, Uptime: d.clock.uptime})
}

func (d *desk) network(a accounts.Account) (*mastodon.Client, error) {
	return mastodon.New(a, accounts.NewSecret(d.own.Token), mastodon.Options{Now: d.clock.now, Poll: time.Millisecond})
}

// Open logs the account in, with the test's hand around the POST.
func (d *desk) Open(a accounts.Account) (accounts.Network, error) {
	c, err := d.network(a)
	return wire{c, d}, err
}

type wire struct {
	*mastodon.Client
	d *desk
}

func (w wire) Send(ctx context.Context, o accounts.Outgoing) (accounts.Receipt, error) {
	call := func() (accounts.Receipt, error) { return w.Client.Send(ctx, o) }
	if w.d.onSend != nil {
		return w.d.onSend(call)
	}
	return call()
}

// send schedules a post for now, without time to take it back.
func (d *desk) send(text string) []accounts.Delivery {
	d.t.Helper()
	var pic bytes.Buffer
	d.ok(png.Encode(&pic, image.NewRGBA(image.Rect(0, 0, 8, 8))))
	m, err := d.store.AddMedia(d.brand.ID, "pan.png", &pic)
	d.ok(err)
	m.Alt = "Un pan"
	p, err := d.store.SavePost(accounts.Post{Brand: d.brand.ID, State: accounts.Draft, Text: text, Visibility: accounts.Public, Language: "es",
		Media: []accounts.Media{m}, Targets: []accounts.ID{d.account.ID}})
	d.ok(err)
	return d.schedule(p)
}

func (d *desk) schedule(p accounts.Post) []accounts.Delivery {
	d.t.Helper()
	f := guard.Facts{Now: d.clock.now(), Brand: d.brand, Accounts: []accounts.Account{d.account}, Immediate: true}
	c, stand := guard.Clear(p, f, d.account.ID, nil)
	if len(stand) > 0 {
		d.t.Fatalf("a guard stands in the way: %+v", stand)
	}
	_, ds, err := d.store.Schedule(p.ID, p.Revision, []guard.Clearance{c}, accounts.ScheduleOptions{Now: true, Hold: -1})
	d.ok(err)
	return ds
}

// round lets time go by and has the worker make one round.
func (d *desk) round(by time.Duration) {
	d.t.Helper()
	d.clock.pass(by)
	_, err := d.worker.Once(d.t.Context())
	d.ok(err)
}

// looks lets the four look-ups go by, and the read-back.
func (d *desk) looks() {
	d.t.Helper()
	for _, s := range []int{5, 15, 40, 120, 2, 10} {
		d.round(time.Duration(s) * time.Second)
	}
}

// is demands the state of a delivery.
func (d *desk) is(id accounts.ID, want accounts.DeliveryState) accounts.Delivery {
	d.t.Helper()
	got, err := d.store.Delivery(id)
	d.ok(err)
	if got.State != want {
		d.t.Fatalf("the delivery is %s, want %s; fault %+v, attempts %+v, looks %d", got.State, want, got.Fault, got.Attempts, got.Looks)
	}
	return got
}

// arrived counts the posts of the account at the server.
func (d *desk) arrived() int { return len(d.server.Statuses(d.own)) }
