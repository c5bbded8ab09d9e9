package store

import (
	"errors"
	"testing"
	"time"

	A "vocero/accounts"
)

func TestAPostGoesAllTheWay(t *testing.T) {
	d := newDesk(t)
	p, ds := d.send(d.post("Hoy hay pan de centeno", d.pan, d.panFoto))
	if p.State != A.PostScheduled || len(ds) != 2 || !ds[0].LeavesAt.Equal(d.clock.now().Add(A.DefaultHold)) {
		t.Fatalf("scheduled as %s with %d deliveries, first leaves at %s", p.State, len(ds), ds[0].LeavesAt)
	}
	due, err := d.DueDeliveries(d.clock.now(), 10)
	d.ok(err)
	if len(due) != 0 {
		t.Fatalf("%d deliveries leave before the hold is over", len(due))
	}
	if next, _ := d.NextDue(d.clock.now()); !next.Equal(ds[0].LeavesAt) {
		t.Fatalf("next due at %s, want %s", next, ds[0].LeavesAt)
	}
	d.clock.add(A.DefaultHold)
	if due, _ = d.DueDeliveries(d.clock.now(), 10); len(due) != 2 {
		t.Fatalf("%d due, want 2", len(due))
	}
	d.publish(ds[0].ID)
	if p, _ = d.Post(p.ID); p.State != A.PostScheduled {
		t.Fatalf("with one of two out the post is %s", p.State)
	}
	d.publish(ds[1].ID)
	if p, _ = d.Post(p.ID); p.State != A.PostPublished {
		t.Fatalf("with both out the post is %s", p.State)
	}
	d.sound()
	d.ok(d.VerifyJournal())
}

func TestAReplyClosesItsMention(t *testing.T) {
	d := newDesk(t)
	m := d.hear(d.pan, 1, "¿abrís mañana?")[0]
	p, err := d.SavePost(A.Post{
		Brand: d.luz.ID, State: A.Draft, Text: "@vecina1@masto.example Sí, desde las ocho", Visibility: A.Public, Language: "es", Targets: []A.ID{d.pan.ID},
		Answering: &A.Answering{Mention: m.ID, Account: d.pan.ID, RemoteID: m.StatusID, Widest: m.Visibility},
	})
	d.ok(err)
	_, ds := d.send(p)
	if got, _ := d.Mention(m.ID); got.State != A.WaitingReply || got.Reply != p.ID {
		t.Fatalf("with its reply on the way the mention is %s, reply %q", got.State, got.Reply)
	}
	if und, err := d.Undo(); err != nil || und.Act != "delivery.cancelled" || und.Subject != p.ID {
		t.Fatalf("undo: %+v %v", und, err)
	}
	if got, _ := d.Mention(m.ID); got.State != A.New || got.Reply != "" {
		t.Fatalf("after the take-back the mention is %s, reply %q", got.State, got.Reply)
	}
	if p, err = d.Post(p.ID); p.State != A.Draft || err != nil {
		t.Fatalf("after the take-back the reply is %s (%v)", p.State, err)
	}
	if _, err := d.claim(ds[0].ID); !errors.Is(err, A.ErrState) {
		t.Fatalf("claiming what was taken back: %v", err)
	}
	_, ds = d.send(p)
	d.clock.add(time.Minute)
	d.publish(ds[0].ID)
	if got, _ := d.Mention(m.ID); got.State != A.Done {
		t.Fatalf("answered, the mention is %s", got.State)
	}
	d.sound()
}
