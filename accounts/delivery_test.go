package accounts

import (
	"slices"
	"testing"
)

// everyState lists the states of a delivery.
func everyState() (out []DeliveryState) {
	for s := range deliveryStates {
		out = append(out, DeliveryState(s))
	}
	return out
}

func TestStepsNameEveryState(t *testing.T) {
	for _, s := range everyState() {
		to, listed := Steps[s]
		if !listed {
			t.Errorf("the table does not say what follows %s", s)
		}
		for i, n := range to {
			if _, ok := Steps[n]; !ok || n == s || slices.Contains(to[:i], n) {
				t.Errorf("%s to %s: unknown, itself, or listed twice", s, n)
			}
		}
	}
	if len(Steps) != len(deliveryStates) {
		t.Errorf("%d states in the table, %d have names", len(Steps), len(deliveryStates))
	}
}

func TestStepsReachEveryState(t *testing.T) {
	seen := map[DeliveryState]bool{Scheduled: true}
	for queue := []DeliveryState{Scheduled}; len(queue) > 0; queue = queue[1:] {
		for _, n := range Steps[queue[0]] {
			if !seen[n] {
				seen[n] = true
				queue = append(queue, n)
			}
		}
	}
	for _, s := range everyState() {
		if !seen[s] {
			t.Errorf("nothing leads to %s", s)
		}
	}
}

// TestStepsHoldTheInvariants demands what the promise rests on.
func TestStepsHoldTheInvariants(t *testing.T) {
	into := func(to DeliveryState) (from []DeliveryState) {
		for _, s := range everyState() {
			if CanStep(s, to) {
				from = append(from, s)
			}
		}
		return from
	}
	if len(Steps[Published]) > 0 || len(Steps[Cancelled]) > 0 {
		t.Error("something leaves a final state")
	}
	// Bytes leave only from where none may have left before, and from the two states whose repeat somebody answers for.
	if got := into(Sending); !slices.Equal(got, []DeliveryState{Scheduled, Waiting, Unconfirmed, NeedsYou}) {
		t.Errorf("%v lead to sending", got)
	}
	// Only what was claimed can be published.
	if got := into(Published); !slices.Equal(got, []DeliveryState{Sending, Unconfirmed, NeedsYou, Handed}) {
		t.Errorf("%v lead to published", got)
	}
	// Unknown outcomes begin with a request, and end with a post, a repeat or a person.
	if got := into(Unconfirmed); !slices.Equal(got, []DeliveryState{Sending}) {
		t.Errorf("%v lead to unconfirmed", got)
	}
	if got := into(NeedsYou); !slices.Equal(got, []DeliveryState{Scheduled, Sending, Unconfirmed, Handed}) {
		t.Errorf("%v lead to needs_you", got)
	}
	for _, doubtful := range []DeliveryState{Sending, Unconfirmed} {
		for _, s := range []DeliveryState{Cancelled, Missed} {
			if CanStep(doubtful, s) {
				t.Errorf("what may be out goes from %s to %s without anybody knowing", doubtful, s)
			}
		}
	}
	for _, s := range []DeliveryState{Unconfirmed, NeedsYou} {
		if CanStep(s, Scheduled) || CanStep(s, Waiting) || CanStep(s, Failed) {
			t.Errorf("what may be out is queued or failed from %s", s)
		}
	}
}

func TestFinalAndTrouble(t *testing.T) {
	for _, s := range everyState() {
		if s.Final() != (len(Steps[s]) == 0) {
			t.Errorf("%s: final %v, and %d steps lead out of it", s, s.Final(), len(Steps[s]))
		}
		if s.Trouble() && (s.Final() || s == Scheduled || s == Sending) {
			t.Errorf("%s is trouble", s)
		}
		got, err := ParseDeliveryState(s.String())
		if err != nil || got != s {
			t.Errorf("%s is read as %s: %v", s, got, err)
		}
	}
	for _, s := range []DeliveryState{Failed, Blocked, NeedsYou, Missed} {
		if !s.Trouble() {
			t.Errorf("%s wants a person and does not say so", s)
		}
	}
	if s := DeliveryState(99); s.String() != "?" || CanStep(s, Sending) || CanStep(Scheduled, s) {
		t.Error("a state of a newer program can be stepped to")
	}
	if _, err := ParseDeliveryState("gone"); err == nil {
		t.Error("a state that nobody knows was read")
	}
}

func TestOps(t *testing.T) {
	for o := range ops {
		op := Op(o)
		quiet := op == OpLike || op == OpUnlike || op == OpMute || op == OpUnmute
		if op.NeedsLetter() == quiet {
			t.Errorf("%s: needs the letter %v", op, op.NeedsLetter())
		}
		if op.String() == "" || op.String() == "?" {
			t.Errorf("operation %d has no name", o)
		}
	}
}

func TestWorst(t *testing.T) {
	cases := []struct {
		ds   []DeliveryState
		want PostState
	}{
		{nil, Draft},
		{[]DeliveryState{Cancelled, Cancelled}, Draft},
		{[]DeliveryState{Published, Cancelled}, PostPublished},
		{[]DeliveryState{Published, Scheduled}, PostScheduled},
		{[]DeliveryState{Scheduled, Sending}, PostSending},
		{[]DeliveryState{Scheduled, Waiting}, PostSending},
		{[]DeliveryState{Sending, Held}, PostHeld},
		{[]DeliveryState{Held, Missed}, PostMissed},
		{[]DeliveryState{Missed, Blocked}, PostFailed},
		{[]DeliveryState{Missed, Failed}, PostFailed},
		{[]DeliveryState{Failed, Unconfirmed}, PostUnconfirmed},
		{[]DeliveryState{Published, Failed, NeedsYou}, PostUnconfirmed},
		{[]DeliveryState{Scheduled, NeedsYou}, PostUnconfirmed},
	}
	for _, c := range cases {
		var ds []Delivery
		for _, s := range c.ds {
			ds = append(ds, Delivery{State: s})
		}
		if got := Worst(ds); got != c.want {
			t.Errorf("%v: %s, want %s", c.ds, got, c.want)
		}
		slices.Reverse(ds)
		if got := Worst(ds); got != c.want {
			t.Errorf("%v the other way round: %s, want %s", c.ds, got, c.want)
		}
	}
}
