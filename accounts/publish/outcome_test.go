package publish

import (
	"testing"
	"time"

	"vocero/accounts"
)

// TestOutcomes sends one post into every mishap and demands state and number of posts right after the send, after the look-ups,
// and an hour later.
func TestOutcomes(t *testing.T) {
	type want struct {
		at    accounts.DeliveryState // after the send
		end   accounts.DeliveryState // after the look-ups
		posts int
	}
	cases := []struct {
		name   string
		server keys
		fault  mishap
		want   want
	}{
		{"fine", honours, fine, want{accounts.Published, accounts.Published, 1}},
		{"not sent", honours, notSent, want{accounts.Scheduled, accounts.Published, 1}},
		{"cut before, key", honours, cutBefore, want{accounts.Unconfirmed, accounts.Published, 1}},
		{"cut before, no key", ignores, cutBefore, want{accounts.Unconfirmed, accounts.NeedsYou, 0}},
		{"cut before, 400", refuses, cutBefore, want{accounts.Unconfirmed, accounts.NeedsYou, 0}},
		{"cut after, key", honours, cutAfter, want{accounts.Unconfirmed, accounts.Published, 1}},
		{"cut after, no key", ignores, cutAfter, want{accounts.Unconfirmed, accounts.Published, 1}},
		{"cut after, 400", refuses, cutAfter, want{accounts.Unconfirmed, accounts.Published, 1}},
		{"500 after create", ignores, error500, want{accounts.Unconfirmed, accounts.Published, 1}},
		{"slow store", ignores, slowStore, want{accounts.Unconfirmed, accounts.Published, 1}},
		{"2xx without an id", ignores, noReceipt, want{accounts.Unconfirmed, accounts.Published, 1}},
		{"panic", ignores, broken, want{accounts.Unconfirmed, accounts.Published, 1}},
		{"429", ignores, limited, want{accounts.Waiting, accounts.Published, 1}},
		{"401", honours, revoked, want{accounts.Blocked, accounts.Blocked, 0}},
		{"422", honours, refused, want{accounts.Failed, accounts.Failed, 0}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := newRig(c.server, 1)
			r.server.faults = []mishap{c.fault}
			id := r.post(r.ours[0], "Pan", r.clock.now(), true)
			r.once(t)
			d := r.is(t, id, c.want.at)
			if len(d.Attempts) != 1 || d.Attempts[0].Outcome == accounts.OutcomeNone {
				t.Fatalf("attempts %+v", d.Attempts)
			}
			r.looks(t)
			d = r.is(t, id, c.want.end)
			if n := r.server.with(d.Key); n != c.want.posts {
				t.Fatalf("%d posts at the server, want %d", n, c.want.posts)
			}
			if d.State == accounts.Published && c.want.at == accounts.Unconfirmed && len(d.Attempts) == 1 && !d.Receipt.Recovered {
				t.Fatal("it was found by a look-up and does not say so")
			}
		})
	}
}

func TestRepeatKeepsKeyPayloadAndDate(t *testing.T) {
	r := newRig(honours, 1)
	r.server.faults = []mishap{cutBefore}
	id := r.post(r.ours[0], "Pan", r.clock.now(), true)
	r.once(t)
	a := r.is(t, id, accounts.Unconfirmed)
	r.looks(t)
	b := r.is(t, id, accounts.Published)
	if a.Key != b.Key || !a.CreatedAt.Equal(b.CreatedAt) || a.Outgoing.Text != b.Outgoing.Text || a.Watermark != b.Watermark || len(b.Attempts) != 2 {
		t.Fatalf("the repeat differs: %+v and %+v", a, b)
	}
}

func TestOneAutomaticRepeatOnly(t *testing.T) {
	r := newRig(honours, 1)
	r.server.faults = []mishap{cutBefore, cutBefore}
	id := r.post(r.ours[0], "Pan", r.clock.now(), true)
	r.once(t)
	r.looks(t)
	r.is(t, id, accounts.Unconfirmed)
	r.looks(t)
	d := r.is(t, id, accounts.NeedsYou)
	if d.Fault.Code != accounts.CodeAbsent || d.Looks != 8 || r.server.sends != 2 {
		t.Fatalf("fault %+v, %d looks, %d requests", d.Fault, d.Looks, r.server.sends)
	}
}

func TestNoAnswerAfterAnUnknownOneProvesAnything(t *testing.T) {
	for _, m := range []mishap{limited, refused, revoked, notSent, cutBefore} {
		r := newRig(honours, 1)
		r.server.faults = []mishap{cutBefore, m}
		id := r.post(r.ours[0], "Pan", r.clock.now(), true)
		r.once(t)
		r.looks(t)
		if r.server.sends != 2 {
			t.Fatalf("%d: %d requests", m, r.server.sends)
		}
		r.is(t, id, accounts.Unconfirmed)
	}
}

func TestKeyTooOldAsksAPerson(t *testing.T) {
	r := newRig(honours, 1)
	r.server.faults = []mishap{cutBefore}
	id := r.post(r.ours[0], "Pan", r.clock.now(), true)
	r.once(t)
	r.server.offline = true
	for range 12 {
		r.after(t, 5*time.Minute)
	}
	d := r.is(t, id, accounts.Unconfirmed)
	if d.Looks != 0 {
		t.Fatalf("%d look-ups counted that were impossible", d.Looks)
	}
	r.server.offline = false
	for range 8 {
		r.after(t, 5*time.Minute)
	}
	r.is(t, id, accounts.NeedsYou)
	if r.server.sends != 1 {
		t.Fatalf("%d requests", r.server.sends)
	}
}

func TestClockThatWasSetForbidsTheRepeat(t *testing.T) {
	r := newRig(honours, 1)
	r.server.faults = []mishap{cutBefore}
	id := r.post(r.ours[0], "Pan", r.clock.now(), true)
	r.once(t)
	r.clock.set(5 * time.Minute)
	r.once(t)
	r.looks(t)
	r.is(t, id, accounts.NeedsYou)
	if r.server.sends != 1 {
		t.Fatalf("%d requests", r.server.sends)
	}
}

func TestPersonsResend(t *testing.T) {
	for _, c := range []struct {
		fault mishap
		posts int
		sends int
	}{{cutBefore, 1, 2}, {slowStore, 1, 1}} {
		r := newRig(ignores, 1)
		r.server.faults = []mishap{c.fault}
		id := r.post(r.ours[0], "Pan", r.clock.now(), true)
		r.once(t)
		r.change(id, func(d *accounts.Delivery) { d.State, d.Resend = accounts.NeedsYou, true })
		r.after(t, time.Minute)
		d := r.is(t, id, accounts.Published)
		if n := r.server.with(d.Key); n != c.posts || r.server.sends != c.sends {
			t.Fatalf("%d posts after %d requests, want %d and %d", n, r.server.sends, c.posts, c.sends)
		}
	}
}

func TestResendThatDidNotLeaveAsksAgain(t *testing.T) {
	r := newRig(ignores, 1)
	r.server.faults = []mishap{cutBefore, notSent}
	id := r.post(r.ours[0], "Pan", r.clock.now(), true)
	r.once(t)
	r.looks(t)
	r.change(id, func(d *accounts.Delivery) { d.Resend = true })
	r.after(t, time.Second)
	r.is(t, id, accounts.NeedsYou)
}

func TestTwoMatchesAreSaid(t *testing.T) {
	r := newRig(ignores, 1)
	r.server.faults = []mishap{cutAfter}
	id := r.post(r.ours[0], "Pan", r.clock.now(), true)
	r.once(t)
	if _, err := r.server.store(r.ours[0], accounts.Outgoing{Key: "by phone", Text: "Pan"}, fine); err != nil {
		t.Fatal(err)
	}
	r.looks(t)
	if d := r.is(t, id, accounts.Published); !d.Double {
		t.Fatal("nothing says that there are two")
	}
}

func TestTwinsAreNotMixedUp(t *testing.T) {
	r := newRig(ignores, 1)
	r.server.faults = []mishap{cutBefore}
	a := r.post(r.ours[0], "Pan", r.clock.now(), true)
	r.once(t)
	b := r.post(r.ours[0], "Pan", r.clock.now(), true)
	r.once(t)
	r.is(t, b, accounts.Scheduled) // It would be found by the look-up of the first.
	r.looks(t)
	r.is(t, a, accounts.NeedsYou)
	db := r.is(t, b, accounts.Published)
	if db.Receipt.Recovered || r.server.with(db.Key) != 1 {
		t.Fatalf("receipt %+v", db.Receipt)
	}
	r.change(a, func(d *accounts.Delivery) { d.Resend = true })
	r.after(t, time.Second)
	if da := r.is(t, a, accounts.Published); da.Receipt.RemoteID == db.Receipt.RemoteID {
		t.Fatal("two deliveries share one post")
	}
}

func TestLookUpRefusedForGoodAsksAPerson(t *testing.T) {
	r := newRig(ignores, 1)
	r.server.faults = []mishap{cutAfter}
	id := r.post(r.ours[0], "Pan", r.clock.now(), true)
	r.once(t)
	r.change(id, func(d *accounts.Delivery) { d.Outgoing = nil }) // Nothing to ask for.
	for range 12 {
		r.after(t, 5*time.Minute)
	}
	r.is(t, id, accounts.NeedsYou)
}
