package facebook_test

import (
	"bytes"
	"image"
	"image/png"
	"sync"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/facebook"
	"vocero/accounts/guard"
	"vocero/accounts/practice"
	"vocero/accounts/publish"
	"vocero/store"
)

// carrier is the whole way of a post: a real store, the worker that carries it, the adapter and the practice server, by one clock.
type carrier struct {
	t      *testing.T
	mu     sync.Mutex
	at     time.Time
	up     time.Duration
	server *practice.Server
	own    *practice.Account
	acc    accounts.Account
	kept   accounts.Secret
	store  *store.Store
	worker *publish.Publisher
	brand  accounts.Brand
}

func (c *carrier) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *carrier) uptime() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.up
}

// Open logs the page in.
func (c *carrier) Open(a accounts.Account) (accounts.Network, error) {
	return facebook.New(a, c.kept, facebook.Options{Now: c.now})
}

func (c *carrier) ok(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

func carried(t *testing.T) *carrier {
	t.Helper()
	c := &carrier{t: t, at: time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)}
	var err error
	c.server, err = practice.Start(practice.Options{Model: practice.Facebook, Host: "facebook.com", Now: c.now})
	c.ok(err)
	t.Cleanup(func() { _ = c.server.Close() })
	c.own = c.server.AddAccount("panaderialuz", "Panadería Luz")
	c.store, err = store.Open(t.TempDir(), store.Options{Now: c.now, Practice: true, NoSync: true})
	c.ok(err)
	t.Cleanup(func() { _ = c.store.Close() })
	c.brand, err = c.store.PutBrand(accounts.Brand{Name: "Panadería Luz", Letter: "l", Zone: "Europe/Madrid", Languages: []string{"es"}})
	c.ok(err)
	a := accounts.Account{Brand: c.brand.ID}
	a, c.kept, err = facebook.LogIn(t.Context(), a, answersOf(c.server, c.server.GraphKeys(c.own), c.own.Token), facebook.Options{Now: c.now})
	c.ok(err)
	c.acc, err = c.store.PutAccount(a)
	c.ok(err)
	c.worker = publish.New(publish.Config{Store: c.store, Networks: c, Media: c.store, Now: c.now, Uptime: c.uptime})
	return c
}

// send has a post with a photo leave now.
func (c *carrier) send(text string) accounts.ID {
	c.t.Helper()
	var pic bytes.Buffer
	c.ok(png.Encode(&pic, image.NewRGBA(image.Rect(0, 0, 8, 8))))
	m, err := c.store.AddMedia(c.brand.ID, "pan.png", &pic)
	c.ok(err)
	m.Alt = "Un pan"
	p, err := c.store.SavePost(accounts.Post{Brand: c.brand.ID, State: accounts.Draft, Text: text, Visibility: accounts.Public, Language: "es",
		Media: []accounts.Media{m}, Targets: []accounts.ID{c.acc.ID}})
	c.ok(err)
	clear, stand := guard.Clear(p, guard.Facts{Now: c.now(), Brand: c.brand, Accounts: []accounts.Account{c.acc}, Immediate: true}, c.acc.ID, nil)
	if len(stand) > 0 {
		c.t.Fatalf("a guard stands in the way: %+v", stand)
	}
	_, ds, err := c.store.Schedule(p.ID, p.Revision, []guard.Clearance{clear}, accounts.ScheduleOptions{Now: true, Hold: -1})
	c.ok(err)
	c.round(0)
	return ds[0].ID
}

// round lets time go by, in seconds, and has the worker make one round.
func (c *carrier) round(seconds ...int) {
	c.t.Helper()
	for _, s := range seconds {
		c.mu.Lock()
		c.at, c.up = c.at.Add(time.Duration(s)*time.Second), c.up+time.Duration(s)*time.Second
		c.mu.Unlock()
		_, err := c.worker.Once(c.t.Context())
		c.ok(err)
	}
}

func (c *carrier) is(id accounts.ID, want accounts.DeliveryState) accounts.Delivery {
	c.t.Helper()
	d, err := c.store.Delivery(id)
	c.ok(err)
	if d.State != want {
		c.t.Fatalf("it is %s, want %s; fault %+v, attempts %+v", d.State, want, d.Fault, d.Attempts)
	}
	return d
}

// TestCarriedThroughFaults sends one post with a photo into every fault of the wire: it is there once, or it is not there and a person is asked.
func TestCarriedThroughFaults(t *testing.T) {
	for _, f := range []practice.Fault{
		{Do: practice.StoreCut}, {Do: practice.StoreAnswer, Status: 500}, {Do: practice.HalfAnswer}, {Do: practice.BadJSON}, {Do: practice.NoID}, {Do: practice.EmptyAnswer},
		{Do: practice.CutBefore}, {Do: practice.CutAfter}, {Do: practice.HTMLPage}, {Do: practice.Redirect, Status: 302}, {Do: practice.Answer, Status: 504},
		{Do: practice.Answer, Status: 400, Body: `{"error":{"message":"Duplicate status message","code":506}}`},
	} {
		arrives := f.Do == practice.StoreCut || f.Do == practice.StoreAnswer || f.Do == practice.HalfAnswer || f.Do == practice.BadJSON || f.Do == practice.NoID || f.Do == practice.EmptyAnswer
		t.Run(string(f.Do), func(t *testing.T) {
			c := carried(t)
			f.Method, f.Path, f.Count = "POST", "/"+practice.GraphVersion+"/"+c.own.ID+"/feed", 1
			c.server.Fault(f)
			id := c.send("Hoy hay ensaimadas")
			c.is(id, accounts.Unconfirmed)
			c.round(5, 15, 40, 120, 2, 10)
			want, posts := accounts.NeedsYou, 0
			if arrives {
				want, posts = accounts.Published, 1
			}
			d := c.is(id, want)
			if n := len(c.server.Statuses(c.own)); n != posts || arrives && (d.Receipt == nil || !d.Receipt.Recovered || d.Verified.IsZero()) {
				t.Errorf("%d posts, receipt %+v, verified %s", n, d.Receipt, d.Verified)
			}
		})
	}
}

// TestCarriedAndRefused says what becomes of a post that the network refuses, by its own codes.
func TestCarriedAndRefused(t *testing.T) {
	for code, want := range map[string]accounts.DeliveryState{
		`190`: accounts.Blocked, `32`: accounts.Waiting, `613`: accounts.Waiting, `200`: accounts.Failed, `368`: accounts.Failed, `100`: accounts.Failed, `2`: accounts.Unconfirmed,
	} {
		c := carried(t)
		c.server.Fault(practice.Fault{Method: "POST", Path: "/" + practice.GraphVersion + "/" + c.own.ID + "/feed", Count: 1, Do: practice.Answer, Status: 400,
			Body: `{"error":{"message":"no","type":"OAuthException","code":` + code + `}}`})
		c.is(c.send("Pan"), want)
	}
	c := carried(t)
	id := c.send("Pan de molde")
	c.round(2)
	if d := c.is(id, accounts.Published); d.Verified.IsZero() || d.Receipt.URL == "" || len(d.Outgoing.MediaIDs) != 1 || c.server.Uploads()[0].Description != "Un pan" {
		t.Errorf("%+v", d)
	}
}
