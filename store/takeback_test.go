package store

import (
	"testing"
	"time"

	A "vocero/accounts"
)

func TestNobodyHoldsBackForLongerThanMaxHold(t *testing.T) {
	d := newDesk(t)
	p := d.post("ahora", d.pan)
	_, ds, err := d.Schedule(p.ID, p.Revision, d.clear(p, true), A.ScheduleOptions{Now: true, Hold: time.Hour})
	d.ok(err)
	if want := d.clock.now().Add(A.MaxHold); !ds[0].LeavesAt.Equal(want) {
		t.Errorf("it leaves at %s, want %s", ds[0].LeavesAt, want)
	}
	d.clock.add(A.MaxHold - time.Second)
	if u, err := d.NextUndo(); err != nil || u.Subject != ds[0].ID {
		t.Errorf("a second before it leaves undo would take back %+v (%v)", u, err)
	}
	d.sound()
}

func TestWhatWaitsForItsHourIsNotReadToFindWhatCanBeTakenBack(t *testing.T) {
	d := newDesk(t)
	_, later := d.planned("en una hora", time.Hour, d.pan)
	_, far := d.planned("mañana", 24*time.Hour, d.pan)
	p := d.post("ahora", d.pan)
	_, now, err := d.Schedule(p.ID, p.Revision, d.clear(p, true), A.ScheduleOptions{Now: true})
	d.ok(err)
	d.ok(d.update(func(t *txn) error { // Whoever reads it says so.
		b, err := deliveries.open(t, far[0].Brand)
		if err != nil {
			return err
		}
		return b.Put(idKey(far[0].ID), []byte{byte(A.Scheduled), 0xff})
	}))
	if u, err := d.NextUndo(); err != nil || u.Subject != now[0].ID {
		t.Errorf("undo would take back %+v (%v), want what was sent now", u, err)
	}
	if _, err := d.Delivery(later[0].ID); err != nil {
		t.Error(err)
	}
	if _, err := d.Delivery(far[0].ID); err == nil {
		t.Error("a damaged delivery is read without an error: this test proves nothing")
	}
}

func TestWhatWasSentOnceMoreForAFarHourIsTakenBack(t *testing.T) {
	d := newDesk(t)
	x := d.inState(A.NeedsYou)
	d.ok(d.Resend(x.ID))
	d.ok(d.update(func(t *txn) error { // As where its network may still have it until its hour.
		y, err := deliveries.find(t, x.ID)
		if err != nil {
			return err
		}
		y.LeavesAt = t.now.Add(5 * time.Hour)
		return deliveries.put(t, y)
	}))
	if u, err := d.Undo(); err != nil || u.Act != "delivery.cancelled" {
		t.Fatalf("taking the word back: %+v (%v)", u, err)
	}
	if got, _ := d.Delivery(x.ID); got.State != A.NeedsYou || got.Resend {
		t.Errorf("taken back, it is %s, resend %v", got.State, got.Resend)
	}
	d.sound()
}

func TestAClockThatWasSetBackLetsWhatWasSentBeTakenBack(t *testing.T) {
	d := newDesk(t)
	d.planned("enseguida", time.Minute, d.pan)
	d.clock.add(time.Minute - A.DefaultHold/2) // What is planned leaves first.
	_, ds := d.send(d.post("ahora", d.pan))
	d.clock.add(-3 * time.Hour)
	if u, err := d.NextUndo(); err != nil || u.Subject != ds[0].ID {
		t.Fatalf("undo would take back %+v (%v), want what was sent before", u, err)
	}
	if u, err := d.Undo(); err != nil || u.Act != "delivery.cancelled" {
		t.Errorf("taken back: %+v (%v)", u, err)
	}
	d.sound()
}
