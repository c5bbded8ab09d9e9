package store

import (
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	A "vocero/accounts"
)

// byNetwork lets the network of an account publish what has an hour.
func (d *testDesk) byNetwork(a A.Account) {
	d.t.Helper()
	a, err := d.Account(a.ID)
	d.ok(err)
	a.Instance.Can.Schedule = true
	_, err = d.PutAccount(a)
	d.ok(err)
	_, err = d.ScheduleByNetwork(a.ID, true)
	d.ok(err)
}

// planned schedules a post at its hour.
func (d *testDesk) planned(text string, in time.Duration, targets ...A.Account) (A.Post, []A.Delivery) {
	d.t.Helper()
	return d.plan(d.at(d.post(text, targets...), d.clock.now().Add(in)))
}

// handedOver brings a delivery to its network.
func (d *testDesk) handedOver(id A.ID) A.Delivery {
	d.t.Helper()
	x, err := d.handOver(id)
	d.ok(err)
	x, err = d.Hand(id, A.HandStep{To: A.Handed, Phase: A.HandThere, ID: "plan-" + string(id), Next: x.Due})
	d.ok(err)
	return x
}

func (d *testDesk) handOver(id A.ID) (A.Delivery, error) {
	x, err := d.Delivery(id)
	d.ok(err)
	return d.HandOver(id, A.ClaimInput{Key: "k" + string(id), CreatedAt: d.clock.now(), Watermark: "7", Outgoing: A.Outgoing{Text: "Hola"}, Digest: x.Digest, Rules: x.Rules})
}

func (d *testDesk) is(id A.ID, want A.DeliveryState) A.Delivery {
	d.t.Helper()
	x, err := d.Delivery(id)
	d.ok(err)
	if x.State != want {
		d.t.Fatalf("%s is %s, want %s", id.Short(), x.State, want)
	}
	return x
}

func TestOnlyWhatCanBeIsHandedOver(t *testing.T) {
	d := newDesk(t)
	if _, err := d.ScheduleByNetwork(d.pan.ID, true); !errors.Is(err, A.ErrState) {
		t.Fatalf("a server without a scheduler: %v", err)
	}
	_, waiting := d.planned("esperaba ya", 3*time.Hour, d.pan)
	d.byNetwork(d.pan)
	if x := d.is(waiting[0].ID, A.Scheduled); x.Handover == nil || x.Handover.Phase != A.HandWanted {
		t.Errorf("what waited is not for the network: %+v", x.Handover)
	}
	for text, c := range map[string]struct {
		in   time.Duration
		want bool
	}{"uno": {2 * time.Hour, true}, "pronto": {9 * time.Minute, false}, "hilo\n---\nsigue": {2 * time.Hour, false}} {
		_, ds := d.planned(text, c.in, d.pan, d.panFoto)
		for _, x := range ds {
			if got := x.Handover != nil; got != (c.want && x.Account == d.pan.ID) {
				t.Errorf("%s on %s: %v", text, x.Account.Short(), got)
			}
		}
	}
	_, now := d.send(d.post("ya", d.pan))
	if now[0].Handover != nil {
		t.Error("what leaves at once goes by the network's scheduler")
	}
	due, err := d.Handovers(d.clock.now(), 10)
	d.ok(err)
	d.clock.add(A.DefaultHold)
	later, err := d.Handovers(d.clock.now(), 10)
	d.ok(err)
	if len(due) != 0 || len(later) != 2 {
		t.Errorf("%d at once, %d after the time to take it back", len(due), len(later))
	}
}

func TestAPersonsWishWaitsForTheNetwork(t *testing.T) {
	back := A.HandStep{To: A.Scheduled, Phase: A.HandTaking}
	for name, c := range map[string]struct {
		do   func(*testDesk, A.Post, A.ID) error
		says error
		want A.DeliveryState
		post A.PostState
	}{
		"unschedule": {func(d *testDesk, p A.Post, _ A.ID) error { _, err := d.Unschedule(p.ID); return err }, A.ErrTaking, A.Cancelled, A.Draft},
		"cancel":     {func(d *testDesk, _ A.Post, id A.ID) error { return d.CancelDelivery(id) }, A.ErrTaking, A.Cancelled, A.Draft},
		"undo":       {func(d *testDesk, _ A.Post, _ A.ID) error { _, err := d.Undo(); return err }, A.ErrTaking, A.Cancelled, A.Draft},
		"pause":      {func(d *testDesk, _ A.Post, _ A.ID) error { return d.PauseBrand(d.luz.ID, &A.Pause{Reason: "luto"}) }, nil, A.Held, A.PostHeld},
		"move": {func(d *testDesk, p A.Post, _ A.ID) error {
			w, err := A.WhenAt(p.When.UTC.Add(time.Hour), "Europe/Madrid")
			d.ok(err)
			p.When = &w
			_, err = d.Move(p.ID, w, d.clear(p, false))
			return err
		}, nil, A.Scheduled, A.PostScheduled},
		"off": {func(d *testDesk, _ A.Post, _ A.ID) error { _, err := d.ScheduleByNetwork(d.pan.ID, false); return err }, nil, A.Scheduled, A.PostScheduled},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.byNetwork(d.pan)
			p, ds := d.planned("ensaimadas", 3*time.Hour, d.pan)
			id := ds[0].ID
			d.clock.add(A.DefaultHold)
			d.handedOver(id)
			if p, _ = d.Post(p.ID); !p.Handed {
				t.Error("the post does not say that the network has it")
			}
			if err := c.do(d, p, id); !errors.Is(err, c.says) {
				t.Fatalf("%v, want %v", err, c.says)
			}
			x := d.is(id, A.Handed)
			if p, _ = d.Post(p.ID); !x.Leaving() || x.Handover.Next.After(d.clock.now()) || p.State != A.PostScheduled {
				t.Fatalf("the network is not asked first: %+v, the post is %s", x.Handover, p.State)
			}
			_, err := d.Hand(id, back)
			d.ok(err)
			x = d.is(id, c.want)
			if p, _ = d.Post(p.ID); p.State != c.post || p.Handed || x.Key != "" || x.Outgoing != nil {
				t.Errorf("the post is %s, handed %v, frozen %q", p.State, p.Handed, x.Key)
			}
			if again := x.Handover != nil && x.Handover.Phase == A.HandWanted; again != (name == "move") {
				t.Errorf("wanted again: %v", again)
			}
		})
	}
}

func TestAMoveIsTakenBackByUndoToo(t *testing.T) {
	d := newDesk(t)
	d.byNetwork(d.pan)
	p, ds := d.planned("ensaimadas", 3*time.Hour, d.pan)
	d.clock.add(A.DefaultHold)
	id, was := ds[0].ID, p.When.UTC
	d.handedOver(id)
	w, err := A.WhenAt(was.Add(time.Hour), "Europe/Madrid")
	d.ok(err)
	p, err = d.Post(p.ID)
	d.ok(err)
	p.When = &w
	_, err = d.Move(p.ID, w, d.clear(p, false))
	d.ok(err)
	_, err = d.Undo()
	d.ok(err)
	if x := d.is(id, A.Handed); !x.Due.Equal(was) || !x.Leaving() || x.Outgoing == nil {
		t.Fatalf("undone to %+v", x)
	}
	_, err = d.Hand(id, A.HandStep{To: A.Scheduled, Phase: A.HandTaking})
	d.ok(err)
	if x := d.is(id, A.Scheduled); !x.Due.Equal(was) || x.Handover == nil {
		t.Fatalf("back as %+v", x)
	}
}

func TestWhatANetworkHasKeepsItsBrand(t *testing.T) {
	d := newDesk(t)
	d.byNetwork(d.pan)
	_, ds := d.planned("ensaimadas", 3*time.Hour, d.pan)
	d.clock.add(A.DefaultHold)
	d.handedOver(ds[0].ID)
	if err := d.EraseBrand(d.luz.ID); !errors.Is(err, A.ErrTaking) {
		t.Errorf("erased: %v", err)
	}
	if err := d.RemoveAccount(d.pan.ID); !errors.Is(err, A.ErrState) {
		t.Errorf("removed: %v", err)
	}
	if next, err := d.NextDue(d.clock.now()); err != nil || !next.Equal(ds[0].Due) {
		t.Errorf("next due %v, %v", next, err)
	}
}

// Whatever a worker and a person call, in whatever order: what a network may publish is never recorded as something else, only steps of
// the table are taken, and what was frozen stays while the network has it.
func TestHandoversKeepTheirWord(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		d := newDesk(t)
		defer func() { _ = d.Close() }()
		d.byNetwork(d.pan)
		var ids []A.ID
		last := map[A.ID]A.Delivery{}
		for _, text := range []string{"uno", "dos"} {
			_, ds := d.planned(text, 3*time.Hour, d.pan, d.panFoto)
			for _, x := range ds {
				ids, last[x.ID] = append(ids, x.ID), x
			}
		}
		d.clock.add(A.DefaultHold)
		r.Repeat(map[string]func(*rapid.T){
			"step": func(r *rapid.T) { d.handCall(r, rapid.SampledFrom(ids).Draw(r, "delivery")) },
			"": func(r *rapid.T) {
				for _, id := range ids {
					is, err := d.Delivery(id)
					if errors.Is(err, A.ErrNotFound) {
						continue // An undo of its scheduling.
					}
					was := last[id]
					if was.State != is.State && !A.CanStep(was.State, is.State) && !slices.ContainsFunc(A.Steps[was.State], func(via A.DeliveryState) bool { return A.CanStep(via, is.State) }) {
						r.Fatalf("%s went from %s to %s", id, was.State, is.State)
					}
					if is.State == A.Handed && (is.Handover == nil || is.Outgoing == nil || is.Key == "") {
						r.Fatalf("%s is with its network without what it was given: %+v", id, is)
					}
					if was.State == A.Handed && is.State == A.Handed && (was.Key != is.Key || !is.CreatedAt.Equal(was.CreatedAt)) {
						r.Fatalf("%s lost what was frozen", id)
					}
					last[id] = is
				}
			},
		})
		if p, err := d.Check(); err != nil || len(p) > 0 {
			r.Fatalf("check: %v %v", p, err)
		}
	})
}

// handCall runs one call, legal or not. A worker ends a handing over only as the network's answers allow.
func (d *testDesk) handCall(r *rapid.T, id A.ID) {
	x, err := d.Delivery(id)
	if errors.Is(err, A.ErrNotFound) {
		return
	}
	call := rapid.SampledFrom([]string{"over", "over", "hand", "hand", "hand", "claim", "resolve", "cancel", "unschedule", "undo", "pause", "resume", "switch", "wait"}).Draw(r, "call")
	switch call {
	case "over":
		_, err = d.handOver(id)
	case "hand":
		to := rapid.SampledFrom([]A.DeliveryState{A.Handed, A.Handed, A.Scheduled, A.Published, A.NeedsYou, A.Cancelled, A.Missed}).Draw(r, "to")
		_, err = d.Hand(id, A.HandStep{To: to, Phase: A.HandPhase(rapid.IntRange(0, 5).Draw(r, "phase")), ID: "p1", Next: d.clock.now(),
			Receipt: &A.Receipt{RemoteID: "r" + string(id)}, Looked: true, Recall: rapid.Bool().Draw(r, "recall")})
		if err == nil && !A.CanStep(x.State, to) && x.State != to {
			r.Fatalf("a network took it from %s to %s", x.State, to)
		}
	case "claim":
		if _, err = d.claim(id); err == nil && x.State == A.Handed {
			r.Fatal("what its network has was claimed")
		}
	case "resolve":
		if _, err = d.Resolve(id, A.Resolution{To: A.DeliveryState(rapid.IntRange(0, int(A.Handed)).Draw(r, "to")), Receipt: &A.Receipt{RemoteID: "x"}}); err == nil && x.State == A.Handed {
			r.Fatal("what its network has was resolved as a request of this desk")
		}
	case "cancel":
		err = d.CancelDelivery(id)
	case "unschedule":
		_, err = d.Unschedule(x.Post)
	case "undo":
		_, err = d.Undo()
	case "pause":
		err = d.PauseBrand(d.luz.ID, &A.Pause{})
	case "resume":
		err = d.PauseBrand(d.luz.ID, nil)
	case "switch":
		_, err = d.ScheduleByNetwork(d.pan.ID, rapid.Bool().Draw(r, "on"))
	case "wait":
		d.clock.add(time.Duration(rapid.IntRange(1, 90).Draw(r, "minutes")) * time.Minute)
	}
	if !expected(err) && !errors.Is(err, A.ErrTaking) {
		r.Fatalf("%s: %v", call, err)
	}
	now, err := d.Delivery(id)
	person := call != "hand" && call != "resolve"
	if err == nil && person && x.State == A.Handed && now.State != A.Handed {
		r.Fatalf("%s made %s of what its network has", call, now.State)
	}
	if errors.Is(err, A.ErrNotFound) && x.State == A.Handed {
		r.Fatalf("%s lost what its network has", call)
	}
}
