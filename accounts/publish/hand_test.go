package publish

import (
	"testing"
	"time"

	"vocero/accounts"
)

// handRig is a rig whose accounts are scheduled by their network.
func handRig(accountsOf int) *rig {
	r := newRig(honours, accountsOf)
	for _, id := range r.ours {
		a := r.desk.accounts[id]
		a.ByNetwork, a.Instance.Can.Schedule = true, true
		r.desk.accounts[id] = a
	}
	return r
}

// plan stores a post with an hour, marked for its network.
func (r *rig) plan(account accounts.ID, text string, due time.Time) accounts.ID {
	id := r.post(account, text, due, false)
	r.change(id, func(d *accounts.Delivery) { d.Parts = 1; r.desk.want(d) })
	return id
}

// handed schedules a post two hours ahead and brings it to its network.
func (r *rig) handed(t fataler, text string) accounts.ID {
	t.Helper()
	id := r.plan(r.ours[0], text, r.clock.now().Add(2*time.Hour))
	r.once(t)
	if d := r.is(t, id, accounts.Scheduled); r.server.plans != 0 || d.Handover == nil {
		t.Fatalf("%d requests within the time to take it back; %+v", r.server.plans, d.Handover)
	}
	if s := r.after(t, accounts.DefaultHold); s.Handed != 1 {
		t.Fatalf("summary %+v", s)
	}
	if d := r.is(t, id, accounts.Handed); d.Handover.Phase != accounts.HandThere || d.Handover.ID == "" || d.Outgoing == nil || d.Key == "" || r.server.planned(d.Key) != 1 {
		t.Fatalf("not handed over: %+v", d)
	}
	return id
}

func TestNetworkPublishesAtTheHour(t *testing.T) {
	r := handRig(1)
	id := r.handed(t, "Hoy hay ensaimadas")
	due := r.is(t, id, accounts.Handed).Due
	for _, at := range []time.Time{due.Add(-30 * time.Minute), due.Add(-time.Minute), due} {
		r.after(t, at.Sub(r.clock.now()))
		r.is(t, id, accounts.Handed)
	}
	r.after(t, handWaits[0])
	r.once(t)
	d := r.is(t, id, accounts.Published)
	if d.Receipt == nil || d.Receipt.RemoteID == "" || d.Verified.IsZero() || r.server.sends != 0 || r.server.plans != 1 {
		t.Fatalf("%d sends, %d plans, %+v", r.server.sends, r.server.plans, d)
	}
	if d.Preflight == nil || len(d.Preflight.Faults) > 0 {
		t.Errorf("it was not tried before its hour: %+v", d.Preflight)
	}
}

func TestUnknownHandOverIsLookedUpAndNeverRepeated(t *testing.T) {
	for name, c := range map[string]struct {
		mishap mishap
		there  bool
	}{"arrived": {cutAfter, true}, "lost": {cutBefore, false}, "died after": {deadAfter, true}, "died before": {deadBefore, false}} {
		t.Run(name, func(t *testing.T) {
			r := handRig(1)
			id := r.plan(r.ours[0], "Hoy hay ensaimadas", r.clock.now().Add(2*time.Hour))
			r.clock.pass(accounts.DefaultHold)
			r.server.faults = []mishap{c.mishap}
			dead := false
			r.server.die = func() { dead = true }
			r.owner.fail = func(string) error {
				if dead {
					return errDead
				}
				return nil
			}
			r.once(t)
			if dead {
				r.is(t, id, accounts.Handed)
				r.start()
			}
			r.looks(t)
			r.after(t, time.Minute)
			if r.server.plans != 1 {
				t.Fatalf("%d requests to hand it over", r.server.plans)
			}
			if c.there {
				if d := r.is(t, id, accounts.Handed); d.Handover.Phase != accounts.HandThere {
					t.Fatalf("it was not found in the list: %+v", d.Handover)
				}
				r.after(t, 3*time.Hour)
				r.is(t, id, accounts.Published)
				return
			}
			d := r.is(t, id, accounts.NeedsYou)
			if d.Fault == nil || d.Fault.Code != accounts.CodeAbsent || !d.Handover.Doubt {
				t.Fatalf("without evidence: %+v %+v", d.Fault, d.Handover)
			}
		})
	}
}

func TestRefusedHandOverStaysWithTheDesk(t *testing.T) {
	r := handRig(1)
	id := r.plan(r.ours[0], "Hoy hay ensaimadas", r.clock.now().Add(2*time.Hour))
	r.clock.pass(accounts.DefaultHold)
	r.server.faults = []mishap{notSent, limited, refused}
	for range 20 {
		r.after(t, time.Minute)
	}
	d := r.is(t, id, accounts.Scheduled)
	if d.Handover == nil || d.Handover.Phase != accounts.HandRefused || d.Handover.Fault == nil || r.server.plans != 3 {
		t.Fatalf("%d requests, %+v", r.server.plans, d.Handover)
	}
	r.after(t, 2*time.Hour)
	if r.is(t, id, accounts.Missed); r.server.sends != 0 { // The rig was away at its hour: the rules of late posts hold.
		t.Fatalf("%d sends", r.server.sends)
	}
}

func TestWhatAPersonWantsIsDoneThereFirst(t *testing.T) {
	for name, c := range map[string]struct {
		aim   accounts.HandAim
		pause bool
		want  accounts.DeliveryState
	}{"cancel": {accounts.AimCancel, false, accounts.Cancelled}, "pause": {accounts.AimHold, true, accounts.Held}} {
		t.Run(name, func(t *testing.T) {
			r := handRig(1)
			id := r.handed(t, "Hoy hay ensaimadas")
			key := r.is(t, id, accounts.Handed).Key
			r.server.offline = true
			if c.pause {
				b := r.desk.brands[r.brand]
				b.Pause = &accounts.Pause{Since: r.clock.now(), Reason: "luto"}
				r.desk.brands[r.brand] = b
			}
			r.change(id, func(d *accounts.Delivery) { r.desk.recall(d, c.aim) })
			r.once(t)
			if d := r.is(t, id, accounts.Handed); !d.Leaving() || d.Handover.Fault == nil || r.server.planned(key) != 1 {
				t.Fatalf("offline it is %+v, and the network has %d", d.Handover, r.server.planned(key))
			}
			r.server.offline = false
			if s := r.after(t, backoffMost); s.Back != 1 {
				t.Fatalf("summary %+v", s)
			}
			if r.is(t, id, c.want); r.server.planned(key) != 0 {
				t.Fatal("the network has it still")
			}
		})
	}
}

func TestAMovedPostIsHandedOverAnew(t *testing.T) {
	r := handRig(1)
	id := r.handed(t, "Hoy hay ensaimadas")
	r.change(id, func(d *accounts.Delivery) {
		d.Due = d.Due.Add(time.Hour)
		d.LeavesAt = d.Due
		r.desk.recall(d, accounts.AimAgain)
	})
	if s := r.once(t); s.Back != 1 || s.Handed != 1 {
		t.Fatalf("summary %+v", s)
	}
	d := r.is(t, id, accounts.Handed)
	if list := r.server.hours[r.ours[0]]; len(list) != 1 || !list[0].wall.Equal(d.Due) || d.Leaving() {
		t.Fatalf("the network has %+v", list)
	}
}

func TestTakenBackTooLateIsSaid(t *testing.T) {
	r := handRig(1)
	id := r.handed(t, "Hoy hay ensaimadas")
	r.server.offline = true
	r.change(id, func(d *accounts.Delivery) { r.desk.recall(d, accounts.AimCancel) })
	r.after(t, 3*time.Hour)
	r.is(t, id, accounts.Handed)
	r.server.offline = false
	r.after(t, backoffMost)
	if d := r.is(t, id, accounts.Published); d.Fault == nil || d.Fault.Code != accounts.CodeChanged {
		t.Fatalf("it is out against a person's wish, and that is not said: %+v", d.Fault)
	}
}

func TestDeletedAfterACutCountsAsTakenBack(t *testing.T) {
	r := handRig(1)
	id := r.handed(t, "Hoy hay ensaimadas")
	r.server.faults = []mishap{cutAfter}
	r.change(id, func(d *accounts.Delivery) { r.desk.recall(d, accounts.AimCancel) })
	r.once(t)
	r.is(t, id, accounts.Handed)
	r.after(t, backoffMost)
	r.is(t, id, accounts.Cancelled)
}

func TestANetworkThatStandsStill(t *testing.T) {
	r := handRig(1)
	id := r.handed(t, "Hoy hay ensaimadas")
	r.server.lazy = true
	r.after(t, 2*time.Hour-accounts.DefaultHold)
	for range 20 {
		r.after(t, 15*time.Second)
	}
	d := r.is(t, id, accounts.Published)
	if r.server.sends != 1 || !d.Late || r.server.planned(d.Key) != 0 {
		t.Fatalf("%d sends, late %v", r.server.sends, d.Late)
	}
}

func TestAPlanThatVanishedIsAPersonsToDecide(t *testing.T) {
	r := handRig(1)
	id := r.handed(t, "Hoy hay ensaimadas")
	clear(r.server.hours)
	r.after(t, 90*time.Minute)
	r.after(t, time.Minute)
	r.after(t, time.Minute)
	if d := r.is(t, id, accounts.NeedsYou); d.Fault == nil || d.Fault.Code != accounts.CodeAbsent || d.Due.Before(r.clock.now()) {
		t.Fatalf("not said before its hour: %+v", d)
	}
}

func TestResentByHandTurnsUpInTheList(t *testing.T) {
	r := handRig(1)
	id := r.plan(r.ours[0], "Hoy hay ensaimadas", r.clock.now().Add(2*time.Hour))
	r.clock.pass(accounts.DefaultHold)
	r.server.faults = []mishap{cutBefore}
	r.once(t)
	r.looks(t)
	d := r.is(t, id, accounts.NeedsYou)
	r.server.hours[r.ours[0]] = []hour{{id: "p9", o: *d.Outgoing, at: r.server.upAt(d.Due), wall: d.Due}} // It was slow.
	r.change(id, func(d *accounts.Delivery) { d.Resend = true })
	r.after(t, time.Minute)
	r.after(t, 2*time.Hour)
	if r.is(t, id, accounts.Published); r.server.sends != 0 {
		t.Fatalf("%d sends beside the network's own", r.server.sends)
	}
}
