package store

import (
	"errors"
	"slices"
	"testing"
	"time"

	A "vocero/accounts"
	"vocero/accounts/guard"
)

// answer saves a reply to something said to the bakery. The guard warns of a heated one and lets it pass.
func (d *testDesk) answer(m A.Mention, text string) (A.Post, []guard.Clearance) {
	d.t.Helper()
	p, err := d.SavePost(A.Post{Brand: d.luz.ID, State: A.Draft, Text: text, Visibility: A.Public, Language: "es", Targets: []A.ID{d.pan.ID},
		Answering: &A.Answering{Mention: m.ID, Account: d.pan.ID, RemoteID: m.StatusID, Widest: m.Visibility}})
	d.ok(err)
	b, err := d.Brand(p.Brand)
	d.ok(err)
	c, found := guard.Clear(p, guard.Facts{Now: d.clock.now(), Brand: b, Accounts: []A.Account{d.pan}, Immediate: true}, d.pan.ID, nil)
	if len(found) > 0 {
		d.t.Fatalf("the guard stands in the way: %+v", found)
	}
	return p, []guard.Clearance{c}
}

const hot = "Si no te gusta, vete a otro sitio y no vuelvas."

func TestAHeatedReplyCools(t *testing.T) {
	d := newDesk(t)
	m := d.hear(d.pan, 1, "El pan estaba duro")[0]
	p, c := d.answer(m, hot)
	_, ds, err := d.Schedule(p.ID, p.Revision, c, A.ScheduleOptions{Now: true, Hold: -1})
	d.ok(err)
	now := d.clock.now()
	if !ds[0].Cools(now) || ds[0].State != A.Scheduled || ds[0].LeavesAt.Sub(now) != guard.Cooling {
		t.Fatalf("%s, leaves in %s", ds[0].State, ds[0].LeavesAt.Sub(now))
	}
	d.clock.add(guard.Cooling - time.Second)
	if due, _ := d.DueDeliveries(d.clock.now(), 5); len(due) != 0 {
		t.Fatal("it left before it was cool")
	}
	if _, err := d.claim(ds[0].ID); !errors.Is(err, A.ErrState) {
		t.Fatalf("claimed while it cools: %v", err)
	}
	d.clock.add(time.Second)
	if due, _ := d.DueDeliveries(d.clock.now(), 5); len(due) != 1 || due[0].Cools(d.clock.now()) {
		t.Fatalf("after its time it does not leave: %+v", due)
	}
	d.publish(ds[0].ID)
	if err := d.SendSooner(ds[0].ID); !errors.Is(err, A.ErrState) {
		t.Errorf("sooner than what is out: %v", err)
	}
	d.sound()
}

func TestACoolingReplyIsTakenBackOrSentSooner(t *testing.T) {
	d := newDesk(t)
	m := d.hear(d.pan, 1, "El pan estaba duro")[0]
	p, c := d.answer(m, hot)
	_, _, err := d.Schedule(p.ID, p.Revision, c, A.ScheduleOptions{Now: true})
	d.ok(err)
	if u, err := d.Undo(); err != nil || u.Subject != p.ID {
		t.Fatalf("%+v %v", u, err)
	}
	p, err = d.Post(p.ID)
	if p.State != A.Draft || err != nil {
		t.Fatalf("taken back it is %s (%v)", p.State, err)
	}
	_, ds, err := d.Schedule(p.ID, p.Revision, c, A.ScheduleOptions{Now: true})
	d.ok(err)
	d.clock.add(5 * time.Second)
	d.ok(d.SendSooner(ds[0].ID))
	if x, _ := d.Delivery(ds[0].ID); x.LeavesAt.Sub(d.clock.now()) != A.DefaultHold-5*time.Second {
		t.Errorf("sent sooner, it leaves in %s", x.LeavesAt.Sub(d.clock.now()))
	}
	d.clock.add(A.DefaultHold)
	if due, _ := d.DueDeliveries(d.clock.now(), 5); len(due) != 1 || due[0].Cooling {
		t.Fatalf("sent sooner, it waits: %+v", due)
	}
	if err := d.SendSooner(ds[0].ID); !errors.Is(err, A.ErrState) {
		t.Errorf("twice: %v", err)
	}
	var acts []string
	es, _, err := d.Journal("", "", 20)
	d.ok(err)
	for _, e := range es {
		acts = append(acts, e.Act)
	}
	if !slices.Contains(acts, "delivery.cooling") || !slices.Contains(acts, "delivery.sooner") {
		t.Errorf("the journal says %v", acts)
	}
	d.ok(d.VerifyJournal())
}

func TestWhatDoesNotCool(t *testing.T) {
	d := newDesk(t)
	m := d.hear(d.pan, 1, "El pan estaba duro")[0]
	calm, c := d.answer(m, "Lo sentimos, te guardamos otro para mañana.")
	_, ds, err := d.Schedule(calm.ID, calm.Revision, c, A.ScheduleOptions{Now: true})
	d.ok(err)
	if ds[0].Cooling {
		t.Error("a calm one cools")
	}
	_, err = d.Undo()
	d.ok(err)
	p, c := d.answer(m, hot)
	_, ds, err = d.Schedule(p.ID, p.Revision, c, A.ScheduleOptions{Now: true, Sooner: true})
	d.ok(err)
	if ds[0].Cooling || ds[0].LeavesAt.Sub(d.clock.now()) != A.DefaultHold {
		t.Error("with the second letter it cools")
	}
	_, err = d.Undo()
	d.ok(err)
	d.luz.Off = []string{"tone"}
	_, err = d.PutBrand(d.luz)
	d.ok(err)
	p, err = d.Post(p.ID)
	d.ok(err)
	_, ds, err = d.Schedule(p.ID, p.Revision, c, A.ScheduleOptions{Now: true})
	d.ok(err)
	if ds[0].Cooling {
		t.Error("it cools for a client who switched the rule off")
	}
}
