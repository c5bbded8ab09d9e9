package publish

import (
	"strings"
	"testing"
	"time"

	"vocero/accounts"
)

const threePieces = "uno\n---\ndos\n---\ntres"

func TestThreadGoesOutInOrder(t *testing.T) {
	r := newRig(honours, 1)
	ids := r.thread(r.ours[0], threePieces, r.clock.now(), false)
	r.once(t)
	var before string
	for i, id := range ids {
		d := r.is(t, id, accounts.Published)
		if d.Outgoing.InReplyTo != before {
			t.Fatalf("part %d answers %q, not %q", i, d.Outgoing.InReplyTo, before)
		}
		before = d.Receipt.RemoteID
	}
}

func TestThreadStopsAtAnUnknownPart(t *testing.T) {
	r := newRig(honours, 1)
	ids := r.thread(r.ours[0], threePieces, r.clock.now(), false)
	r.server.faults = []mishap{fine, cutAfter}
	r.once(t)
	r.is(t, ids[0], accounts.Published)
	r.is(t, ids[1], accounts.Unconfirmed)
	r.is(t, ids[2], accounts.Scheduled)
	r.looks(t)
	r.is(t, ids[1], accounts.Published)
	r.is(t, ids[2], accounts.Published)
}

func TestThreadAfterAFailedMissedOrCancelledPart(t *testing.T) {
	for _, c := range []struct {
		first, second accounts.DeliveryState
	}{
		{accounts.Failed, accounts.Scheduled}, {accounts.NeedsYou, accounts.Scheduled}, {accounts.Blocked, accounts.Scheduled},
		{accounts.Missed, accounts.Missed}, {accounts.Cancelled, accounts.Held},
	} {
		r := newRig(honours, 1)
		ids := r.thread(r.ours[0], threePieces, r.clock.now(), false)
		r.change(ids[0], func(d *accounts.Delivery) { d.State = c.first })
		r.once(t)
		d := r.is(t, ids[1], c.second)
		if d.State != accounts.Scheduled && d.Fault.Code != accounts.CodeBefore {
			t.Fatalf("after %s: %+v", c.first, d.Fault)
		}
		if r.server.sends > 0 {
			t.Fatalf("after %s something left", c.first)
		}
	}
}

func TestThreadAfterAPartThatWasTakenBackOnce(t *testing.T) {
	r := newRig(honours, 1)
	ids := r.thread(r.ours[0], threePieces, r.clock.now(), false)
	old := r.is(t, ids[0], accounts.Scheduled)
	r.desk.mu.Lock()
	old.ID, old.State = r.desk.ids.New(r.clock.now()), accounts.Cancelled
	r.desk.ds[old.ID] = old
	r.desk.mu.Unlock()
	r.once(t)
	r.is(t, ids[2], accounts.Published)
}

func TestThreadAfterAnAddressWithoutAnID(t *testing.T) {
	r := newRig(honours, 1)
	ids := r.thread(r.ours[0], threePieces, r.clock.now(), false)
	r.change(ids[0], func(d *accounts.Delivery) {
		d.State, d.Receipt = accounts.Published, &accounts.Receipt{URL: "https://masto.example/", ByHand: true}
	})
	r.once(t)
	r.is(t, ids[1], accounts.Held)
}

// acts are the operations that reached the server, in order.
func (r *rig) acts() string {
	var out []string
	for _, a := range r.server.acts {
		out = append(out, a.Op.String()+" "+a.Target)
	}
	return strings.Join(out, ", ")
}

func TestActsInOrder(t *testing.T) {
	r := newRig(honours, 1)
	a := r.act(r.ours[0], accounts.OpBoost, "7")
	b := r.act(r.ours[0], accounts.OpUnboost, "7")
	c := r.act(r.ours[0], accounts.OpBoost, "8")
	r.server.faults = []mishap{notSent}
	r.once(t)
	d := r.is(t, a, accounts.Scheduled)
	r.is(t, b, accounts.Scheduled)
	r.is(t, c, accounts.Published)
	if d.NotBefore.Sub(r.clock.now()) != backoffLeast {
		t.Fatalf("not before %s", d.NotBefore)
	}
	r.after(t, backoffLeast)
	r.is(t, b, accounts.Published)
	if got := r.acts(); got != "boost 8, boost 7, unboost 7" {
		t.Fatalf("arrived: %s", got)
	}
}

func TestActWithoutAnAnswerIsRepeatedThenFails(t *testing.T) {
	r := newRig(honours, 1)
	id := r.act(r.ours[0], accounts.OpFollow, "7")
	for range 20 {
		r.server.faults = append(r.server.faults, error500)
	}
	for range 40 {
		r.after(t, 5*time.Minute)
	}
	d := r.is(t, id, accounts.Failed)
	if len(d.Attempts) != actTries {
		t.Fatalf("%d attempts", len(d.Attempts))
	}
	id = r.act(r.ours[0], accounts.OpFollow, "8")
	r.server.faults = []mishap{error500}
	r.once(t)
	r.is(t, id, accounts.Scheduled)
	r.after(t, 5*time.Minute)
	r.is(t, id, accounts.Published)
}

func TestWhatIsGoneCountsAsTakenAway(t *testing.T) {
	for op, want := range map[accounts.Op]accounts.DeliveryState{
		accounts.OpDelete: accounts.Published, accounts.OpUnboost: accounts.Published, accounts.OpUnfollow: accounts.Published,
		accounts.OpUnmute: accounts.Published, accounts.OpUnblock: accounts.Published, accounts.OpUnhide: accounts.Failed, accounts.OpReport: accounts.Failed,
		accounts.OpBoost: accounts.Failed, accounts.OpEdit: accounts.Failed, accounts.OpMute: accounts.Failed,
	} {
		r := newRig(honours, 1)
		id := r.act(r.ours[0], op, "7")
		r.server.faults = []mishap{refused} // 404
		r.once(t)
		r.is(t, id, want)
	}
}

func TestActAfterDeath(t *testing.T) {
	r := newRig(honours, 1)
	id := r.act(r.ours[0], accounts.OpBoost, "7")
	r.change(id, func(d *accounts.Delivery) {
		d.State, d.Epoch, d.Key, d.Outgoing = accounts.Sending, r.owner.mine, "k", &accounts.Outgoing{Key: "k", Op: accounts.OpBoost, Target: "7"}
		d.Attempts = []accounts.Attempt{{Started: r.clock.now()}}
	})
	r.start()
	r.once(t)
	r.is(t, id, accounts.Published)
}

func TestEditKeepsItsText(t *testing.T) {
	r := newRig(honours, 1)
	id := r.act(r.ours[0], accounts.OpEdit, "7")
	r.once(t)
	d := r.is(t, id, accounts.Published)
	if len(r.server.acts) != 1 || r.server.acts[0].Text != "Pan de hoy" || r.server.acts[0].Target != "7" || d.Receipt.RemoteID != "7" || d.NextLook.IsZero() {
		t.Fatalf("sent %+v, receipt %+v", r.server.acts, d.Receipt)
	}
}
