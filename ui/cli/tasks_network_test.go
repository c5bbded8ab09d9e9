package cli

import (
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/practice"
)

// TestTheNetworkPublishesWhatWaits switches a client's account to its network's own scheduler by key, closes the program over the hour,
// and finds the post verified afterwards.
func TestTheNetworkPublishesWhatWaits(t *testing.T) {
	x := newTheatre(t, "en", 120, 40)
	ps, _, err := x.d.Store.Posts(accounts.PostQuery{States: []accounts.PostState{accounts.PostScheduled}}, "", 50)
	if err != nil || len(ps) == 0 {
		t.Fatalf("nothing is planned: %v", err)
	}
	b, err := x.d.Store.Brands()
	if err != nil {
		t.Fatal(err)
	}
	var p accounts.Post
	for _, q := range ps {
		if q.Brand == b[0].ID && !q.Reply() && len(q.Targets) == 1 && len(q.Parts(q.Targets[0])) == 1 && q.When.UTC.Sub(x.clock.Now()) > time.Hour {
			p = q
			break
		}
	}
	if p.ID == "" {
		t.Fatal("the baker's has nothing planned that its network could publish")
	}
	x.do("'", "p", "0", "l").Says("panaderialuz@masto.example")
	x.do("S").Says("What has an hour goes to the network's scheduler from now on")
	x.Says("network schedules")
	x.work(accounts.DefaultHold)
	x.do("h").Says("with the network", "the network sends it by itself")
	had := x.all()
	x.Advance(p.When.UTC.Sub(x.clock.Now()) + time.Minute)
	x.work(time.Second)
	x.work(time.Second)
	ds, err := x.d.Store.DeliveriesOf(p.ID)
	if err != nil || ds[0].State != accounts.Published || ds[0].Verified.IsZero() || len(ds[0].Attempts) != 0 || x.all() <= had {
		t.Fatalf("%v %+v", err, ds)
	}
}

// TestAPauseTakesBackFromTheNetworkFirst stops a client whose post lies with its network while that cannot be reached.
func TestAPauseTakesBackFromTheNetworkFirst(t *testing.T) {
	x := newTheatre(t, "en", 120, 40)
	x.do("'", "p", "0", "l", "S")
	x.work(accounts.DefaultHold)
	q := accounts.DeliveryQuery{States: []accounts.DeliveryState{accounts.Handed}}
	ds, _, err := x.d.Store.Deliveries(q, "", 10)
	if err != nil || len(ds) == 0 {
		t.Fatalf("nothing was handed over: %v", err)
	}
	x.brand("luz").Server.Fault(practice.Fault{Do: practice.Answer, Status: 503})
	if err := x.d.Store.PauseBrand(ds[0].Brand, &accounts.Pause{Reason: "duelo"}); err != nil {
		t.Fatal(err)
	}
	x.work(time.Second)
	x.do("h").Says("being taken back", "not possible yet")
	x.brand("luz").Server.ClearFaults()
	x.work(10 * time.Minute)
	x.work(time.Second)
	if left, _, err := x.d.Store.Deliveries(q, "", 10); err != nil || len(left) > 0 {
		t.Fatalf("%d are with the network still, %v", len(left), err)
	}
	x.do("l", "h").Says("held")
}
