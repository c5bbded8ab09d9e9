package store

import (
	"errors"
	"fmt"
	"testing"
	"time"

	A "vocero/accounts"
)

func TestUndoWalksBack(t *testing.T) {
	d := newDesk(t)
	ms := d.hear(d.pan, 1, "uno", "dos", "tres")
	done := A.Done
	d.ok(d.SetMention([]A.ID{ms[0].ID, ms[1].ID}, A.MentionUpdate{State: &done}))
	p := d.post("primero", d.pan)
	d.clock.add(2 * time.Minute)
	p.Text = "segundo"
	p, err := d.SavePost(p)
	d.ok(err)
	d.clock.add(30 * time.Second)
	p.Text = "segundo y medio"
	p, err = d.SavePost(p)
	d.ok(err)
	d.ok(d.RemovePost(p.ID))
	want := []struct{ act, text string }{{"post.removed", "segundo y medio"}, {"post.saved", "primero"}, {"post.added", ""}, {"mention.done", ""}}
	for _, w := range want {
		if next, _ := d.NextUndo(); next.Act != w.act {
			t.Fatalf("next is %+v, want %s", next, w.act)
		}
		if u, err := d.Undo(); err != nil || u.Act != w.act {
			t.Fatalf("undone %+v (%v), want %s", u, err, w.act)
		}
		if got, err := d.Post(p.ID); got.Text != w.text || (err == nil) != (w.text != "") {
			t.Errorf("after undoing %s the post says %q (%v), want %q", w.act, got.Text, err, w.text)
		}
	}
	if got, _ := d.Mention(ms[0].ID); got.State != A.New {
		t.Errorf("the mention is %s", got.State)
	}
	if _, err := d.Undo(); !errors.Is(err, A.ErrNotFound) {
		t.Errorf("with nothing left: %v", err)
	}
	d.sound()
}

func TestUndoneSavesDoNotReviveOldRevisions(t *testing.T) {
	d := newDesk(t)
	p := d.post("uno", d.pan)
	d.clock.add(2 * time.Minute)
	q := p
	q.Text = "dos"
	q, err := d.SavePost(q)
	d.ok(err)
	if _, err := d.Undo(); err != nil {
		t.Fatal(err)
	}
	for _, old := range []A.Post{p, q} { // Whoever still shows one of them must read again.
		if _, err := d.SavePost(old); !errors.Is(err, A.ErrStale) {
			t.Errorf("saving over revision %d: %v", old.Revision, err)
		}
	}
}

func TestUndoSkipsWhatAWorkerChanged(t *testing.T) {
	d := newDesk(t)
	ms := d.hear(d.pan, 1, "uno", "dos")
	done := A.Done
	d.ok(d.SetMention([]A.ID{ms[0].ID, ms[1].ID}, A.MentionUpdate{State: &done}))
	worker := func(id A.ID) {
		m, err := d.Mention(id)
		d.ok(err)
		m.Boosted = true
		d.ok(d.update(func(t *txn) error { return mentions.put(t, &m) }))
	}
	worker(ms[0].ID)
	if _, err := d.Undo(); err != nil {
		t.Fatal(err)
	}
	a, _ := d.Mention(ms[0].ID)
	b, _ := d.Mention(ms[1].ID)
	if a.State != A.Done || b.State != A.New {
		t.Errorf("the changed one is %s, the other %s", a.State, b.State)
	}
	d.ok(d.SetMention([]A.ID{ms[1].ID}, A.MentionUpdate{State: &done}))
	worker(ms[1].ID)
	if u, err := d.Undo(); !errors.Is(err, A.ErrStale) || u.Act != "mention.done" {
		t.Errorf("all of it changed since: %+v %v", u, err)
	}
	if _, err := d.Undo(); !errors.Is(err, A.ErrNotFound) {
		t.Errorf("the skipped act is still there: %v", err)
	}
	d.sound()
}

func TestUndoNeverMakesAnythingLeave(t *testing.T) {
	d := newDesk(t)
	p, ds := d.plan(d.at(d.post("hola", d.pan), d.clock.now().Add(30*time.Minute)))
	later, err := A.WhenAt(d.clock.now().Add(9*time.Hour), "Europe/Madrid")
	d.ok(err)
	q := p
	q.When = &later
	_, err = d.Move(p.ID, later, d.clear(q, false))
	d.ok(err)
	d.clock.add(25 * time.Minute)
	if _, err := d.Undo(); !errors.Is(err, A.ErrStale) {
		t.Errorf("moving it back to five minutes from now: %v", err)
	}
	if got, _ := d.Delivery(ds[0].ID); !got.LeavesAt.Equal(later.UTC) {
		t.Errorf("it leaves at %s", got.LeavesAt)
	}
	_, err = d.Unschedule(p.ID)
	d.ok(err)
	_, _ = d.Undo()
	if got, _ := d.Delivery(ds[0].ID); got.State != A.Cancelled {
		t.Errorf("an undo brought a cancelled delivery back as %s", got.State)
	}
	d.sound()
}

func TestUndoOfASchedule(t *testing.T) {
	d := newDesk(t)
	p, ds := d.plan(d.at(d.post("hola", d.pan), d.clock.now().Add(5*time.Hour)))
	if u, err := d.Undo(); err != nil || u.Act != "post.scheduled" || u.Subject != p.ID {
		t.Fatalf("%+v %v", u, err)
	}
	got, err := d.Post(p.ID)
	d.ok(err)
	if _, err := d.Delivery(ds[0].ID); got.State != A.Draft || got.When == nil || !errors.Is(err, A.ErrNotFound) {
		t.Errorf("the post is %s, its delivery %v", got.State, err)
	}
	d.sound()
}

func TestTakeBackTakesTheNewest(t *testing.T) {
	d := newDesk(t)
	first, _ := d.send(d.post("uno", d.pan, d.panFoto))
	d.clock.add(time.Second)
	second, _ := d.send(d.post("dos", d.kine))
	for _, want := range []A.Post{second, first} {
		if u, err := d.Undo(); err != nil || u.Subject != want.ID || u.Brand != want.Brand {
			t.Fatalf("taken back %+v (%v), want %s", u, err, want.ID)
		}
		ds, err := d.DeliveriesOf(want.ID)
		d.ok(err)
		for _, x := range ds {
			if x.State != A.Cancelled {
				t.Errorf("a delivery of it is %s", x.State)
			}
		}
	}
	third, ds := d.send(d.post("tres", d.pan))
	d.clock.add(A.DefaultHold)
	if u, _ := d.Undo(); u.Subject == third.ID && u.Act == "delivery.cancelled" {
		t.Error("taken back after its time")
	}
	if x, _ := d.Delivery(ds[0].ID); x.State != A.Scheduled {
		t.Errorf("it is %s", x.State)
	}
	d.sound()
}

func TestTheStackIsBounded(t *testing.T) {
	d := newDesk(t)
	for i := range undoDepth + 30 {
		d.post(fmt.Sprint(i), d.pan)
	}
	n := 0
	for {
		if _, err := d.Undo(); err != nil {
			break
		}
		n++
	}
	if n != undoDepth {
		t.Errorf("%d acts could be taken back, want %d", n, undoDepth)
	}
	d.sound()
}
