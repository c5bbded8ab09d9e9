package store

import (
	"testing"
	"time"

	A "vocero/accounts"
)

func TestDeskFaultIsKept(t *testing.T) {
	d := newDesk(t)
	is := func(want *A.Fault) {
		t.Helper()
		got, err := d.DeskFault()
		d.ok(err)
		if (got == nil) != (want == nil) || got != nil && (got.Code != want.Code || got.By != want.By) {
			t.Fatalf("the desk's fault is %+v, want %+v", got, want)
		}
	}
	is(nil)
	f := &A.Fault{Code: A.CodeClock, By: -3 * time.Hour, At: d.clock.now()}
	changes, stop := d.Changes()
	defer stop()
	d.ok(d.SetDeskFault(f))
	for c := range changes { // The journal's own word may come first: changes of one commit have no order.
		if c.Topic == A.TopicAccounts {
			break
		}
		if c.Topic != A.TopicJournal {
			t.Fatalf("told of %+v", c)
		}
	}
	is(f)
	d.ok(d.SetDeskFault(f))
	home := d.Home()
	d.ok(d.Close())
	d.Store = openTest(t, home, d.clock)
	is(f)
	d.ok(d.SetDeskFault(nil))
	d.ok(d.SetDeskFault(nil))
	is(nil)
	es, _, err := d.Journal("", "", 10)
	d.ok(err)
	n := 0
	for _, e := range es {
		if e.Act == "desk.fault" || e.Act == "desk.sound" {
			n++
		}
	}
	if n != 2 {
		t.Errorf("%d lines in the journal, want 2", n)
	}
	d.sound()
}

// note keeps what was found of one delivery.
func (d *testDesk) note(x A.Delivery, p A.Preflight) error {
	x.Preflight = &p
	return d.NotePreflights([]A.Delivery{x, {ID: "01ARZ3NDEKTSV4RRFFQ69G5FAV", Preflight: &p}})
}

func TestPreflightIsNoChange(t *testing.T) {
	d := newDesk(t)
	p, ds := d.plan(d.at(d.post("pan", d.pan), d.clock.now().Add(3*time.Hour)))
	tried := ds[0]
	d.ok(d.note(tried, A.Preflight{At: d.clock.now(), Lead: A.Preflights[0], Faults: []A.Fault{{Code: A.CodeLost}}}))
	got, err := d.Delivery(tried.ID)
	d.ok(err)
	if !got.Warned() || got.State != A.Scheduled {
		t.Fatalf("not noted: %+v", got)
	}
	other := tried
	other.Due = other.Due.Add(time.Hour)
	d.ok(d.note(other, A.Preflight{}))
	if got, _ = d.Delivery(tried.ID); !got.Warned() {
		t.Fatal("what was tried for another hour was kept")
	}
	w, err := A.WhenAt(d.clock.now().Add(5*time.Hour), "Europe/Madrid")
	d.ok(err)
	p.When = &w
	_, err = d.Move(p.ID, w, d.clear(p, false))
	d.ok(err)
	if got, _ = d.Delivery(tried.ID); got.Preflight != nil {
		t.Fatal("a moved post keeps what was found for the old hour")
	}
	d.ok(d.note(got, A.Preflight{At: d.clock.now(), Lead: A.Preflights[0]}))
	if u, err := d.Undo(); err != nil || u.Act != "post.moved" {
		t.Fatalf("a note stands in the way of taking back: %+v %v", u, err)
	}
	if got, _ = d.Delivery(tried.ID); !got.Due.Equal(tried.Due) || got.Preflight != nil {
		t.Fatalf("taken back to %s, %+v", got.Due, got.Preflight)
	}
	d.ok(d.CancelDelivery(tried.ID))
	d.ok(d.note(got, A.Preflight{Faults: []A.Fault{{Code: A.CodeAuth}}}))
	if got, _ = d.Delivery(tried.ID); got.Preflight != nil {
		t.Fatal("a cancelled delivery is warned of")
	}
	d.sound()
}
