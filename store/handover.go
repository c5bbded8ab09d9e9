package store

import (
	"fmt"
	"slices"
	"time"

	A "vocero/accounts"
)

// handing tells whether something is to be done about the network's part in a delivery.
func handing(d *A.Delivery) bool {
	h := d.Handover
	return h != nil && !h.Next.IsZero() && (d.State == A.Handed || d.State == A.Scheduled && h.Phase == A.HandWanted)
}

// withNetworks tells whether everything of a post that waits for its hour lies with the networks.
func withNetworks(list []A.Delivery) bool {
	there := false
	for _, d := range list {
		switch {
		case d.State == A.Handed && d.Handover != nil && d.Handover.Phase >= A.HandThere:
			there = true
		case d.State == A.Scheduled, d.State == A.Handed:
			return false
		}
	}
	return there
}

// Handovers are at most limit deliveries whose network is to be asked now: those that it shall have, and those that it has.
func (s *Store) Handovers(now time.Time, limit int) (out []A.Delivery, err error) {
	err = s.view(func(t *txn) error {
		out, err = t.looks(lookHand, limit, func(d *A.Delivery) bool { return !d.Handover.Next.After(now) })
		return err
	})
	return out, err
}

// nextHand is when the next network is to be asked about a delivery.
func (t *txn) nextHand() (time.Time, bool) {
	list, err := t.looks(lookHand, 1, func(*A.Delivery) bool { return true })
	if err != nil || len(list) == 0 {
		return time.Time{}, false
	}
	return list[0].Handover.Next, true
}

// wantHand marks a scheduled delivery for its network's scheduler, where its account says so and it can be. It goes there when the
// time to take it back is over.
func (t *txn) wantHand(p *A.Post, d *A.Delivery) error {
	a, err := accountsC.get(t, d.Brand, idKey(d.Account))
	if a == nil || err != nil {
		return err
	}
	d.Handover = nil
	if A.WhyNotHanded(*p, *d, *a, t.now) == "" {
		d.Handover = &A.Handover{Phase: A.HandWanted, At: d.Due, Next: stamp(t.now.Add(t.s.hold()))}
	}
	return nil
}

// wantAgain marks a delivery that is scheduled anew. What cannot be read is not handed over.
func (t *txn) wantAgain(d *A.Delivery) {
	if d.State != A.Scheduled || d.Op != A.OpPost {
		return
	}
	p, err := posts.get(t, d.Brand, idKey(d.Post))
	if err != nil || p == nil || t.wantHand(p, d) != nil {
		d.Handover = nil
	}
}

// atOnce is before every other instant, whatever a clock says that was set meanwhile.
var atOnce = time.Unix(1, 0).UTC()

// recall asks for a delivery back that a network has, or may have: the aim says what becomes of it then.
func (t *txn) recall(d *A.Delivery, aim A.HandAim) {
	h := *d.Handover
	if h.Aim == aim && aim == A.AimStay {
		return
	}
	h.Aim, h.Tries, h.Fault = aim, 0, nil // Asked once more, it is tried at once.
	if h.Phase != A.HandAsked {
		h.Next, h.Looks = atOnce, 0
	}
	d.Handover = &h
}

// pauseHanded brings a handed delivery in line with a pause, or with its end; false when nothing changes.
func (t *txn) pauseHanded(d *A.Delivery, paused bool) bool {
	switch h := d.Handover; {
	case paused && h.Aim != A.AimCancel:
		t.recall(d, A.AimHold)
	case !paused && h.Aim == A.AimHold && h.Phase == A.HandTaking:
		t.recall(d, A.AimAgain)
	case !paused && h.Aim == A.AimHold && d.Due.Equal(h.At):
		t.recall(d, A.AimStay)
	case !paused && h.Aim == A.AimHold:
		t.recall(d, A.AimAgain)
	default:
		return false
	}
	return true
}

// HandOver takes a delivery to Handed, the one transaction before any byte of a request to its network's scheduler leaves. It
// freezes what Claim would. The error wraps A.ErrState when it is not one to hand over: changed, paused, blocked or too near.
func (s *Store) HandOver(id A.ID, c A.ClaimInput) (out A.Delivery, err error) {
	err = s.update(func(t *txn) error {
		d, err := deliveries.find(t, id)
		if err != nil {
			return err
		}
		refuse := func(why string) error {
			return fmt.Errorf("handing over the delivery %s: %s: %w", id.Short(), why, A.ErrState)
		}
		if d.State != A.Scheduled || d.Handover == nil || d.Handover.Phase != A.HandWanted {
			return refuse("it is " + d.State.String())
		}
		p, err := posts.get(t, d.Brand, idKey(d.Post))
		if err != nil {
			return err
		}
		a, err := accountsC.get(t, d.Brand, idKey(d.Account))
		if err != nil {
			return err
		}
		if p == nil || a == nil {
			return refuse("its post or its account is gone")
		}
		if why := A.WhyNotHanded(*p, *d, *a, t.now); why != "" {
			return refuse(why)
		}
		if _, f, err := t.obstacle(d, c); err != nil || f != nil {
			return refuse(codeOf(f))
		}
		freeze(d, c)
		d.State, d.Epoch, d.Fault = A.Handed, s.epoch, nil
		d.Handover = &A.Handover{Phase: A.HandAsked, At: d.Due, Asked: t.now, Next: stamp(t.now.Add(askAgain))}
		t.note("delivery.handed", d.Brand, d.Account, d.ID, "asking")
		out = *d
		return t.putDelivery(d)
	})
	return out, err
}

// askAgain is when a request whose answer nobody recorded is looked up: an owner died with it.
const askAgain = 5 * time.Second

// Hand takes one step of a delivery that was handed over, or notes something on one that shall be. What becomes of one that the
// network has no more is what a person wanted: see A.HandAim.
func (s *Store) Hand(id A.ID, r A.HandStep) (out A.Delivery, err error) {
	err = s.update(func(t *txn) error {
		d, err := deliveries.find(t, id)
		if err != nil {
			return err
		}
		if err := t.hand(d, r); err != nil {
			return fmt.Errorf("handing over the delivery %s: %w", id.Short(), err)
		}
		out = *d
		return t.putDelivery(d)
	})
	return out, err
}

func (t *txn) hand(d *A.Delivery, r A.HandStep) error {
	wanted := d.State == A.Scheduled && d.Handover != nil && r.To == A.Scheduled
	found := d.State == A.NeedsYou && d.Handover != nil && r.To == A.Handed
	switch {
	case d.State != A.Handed && !wanted && !found, d.Handover == nil:
		return fmt.Errorf("it is %s: %w", d.State, A.ErrState)
	case r.To != d.State && !A.CanStep(d.State, r.To):
		return fmt.Errorf("from %s to %s: %w", d.State, r.To, A.ErrState)
	case r.To == A.Published && (r.Receipt == nil || r.Receipt.RemoteID == ""):
		return fmt.Errorf("published without a receipt: %w", A.ErrState)
	case r.To == A.Handed && r.Phase < A.HandAsked, wanted && r.Phase > A.HandRefused:
		return fmt.Errorf("%s while it is %s: %w", r.Phase, r.To, A.ErrState)
	}
	h := followed(*d.Handover, r)
	if r.To != d.State || h.Phase != d.Handover.Phase {
		t.note("delivery."+r.To.String(), d.Brand, d.Account, d.ID, firstOf(codeOf(r.Fault), h.Phase.String()))
	}
	if r.To == A.Handed && d.Handover.Aim != r.Seen { // It was asked for back meanwhile.
		h.Next = atOnce
	}
	from := d.State
	d.State, d.Handover = r.To, &h
	switch {
	case r.To == A.Published:
		d.Receipt, d.Fault, d.NextLook, d.Double = r.Receipt, r.Fault, stamp(r.NextLook), d.Double || r.Double
	case r.To == A.NeedsYou:
		d.Fault = r.Fault
	case r.To == A.Scheduled && from == A.Handed:
		return t.handBack(d)
	}
	return nil
}

// followed is the network's part after a step.
func followed(h A.Handover, r A.HandStep) A.Handover {
	if r.Phase != h.Phase {
		h.Looks, h.Tries = 0, 0
	}
	if r.Looked {
		h.Looks++
	}
	if h.Tries++; !r.Failed {
		h.Tries = 0
	}
	h.Phase, h.Next, h.Fault = r.Phase, stamp(r.Next), r.Fault
	if r.ID != "" {
		h.ID = r.ID
	}
	if !r.At.IsZero() {
		h.At = stamp(r.At)
	}
	if r.Recall && h.Aim == A.AimStay {
		h.Aim = A.AimAgain
	}
	h.Doubt = r.Phase == A.HandUnsure || r.To == A.NeedsYou
	return h
}

// handBack is what becomes of a delivery that its network has no more, or never had.
func (t *txn) handBack(d *A.Delivery) error {
	b, err := t.brand(d.Brand)
	if err != nil {
		return err
	}
	h := *d.Handover
	thaw(d)
	d.Fault, d.Handover = nil, nil
	switch {
	case h.Aim == A.AimCancel:
		d.State = A.Cancelled
	case b.Paused():
		d.State, d.Fault = A.Held, &A.Fault{Code: A.CodePaused, At: t.now}
	case h.Phase == A.HandRefused, h.Phase == A.HandWanted:
		h.ID, h.Doubt, h.Aim, d.Handover = "", false, A.AimStay, &h
	default:
		t.wantAgain(d)
	}
	return nil
}

// ScheduleByNetwork says whether what an account has for an hour is handed over to its network's own scheduler. Switched on, what
// waits goes there; switched off, it is taken back. The error wraps A.ErrState where the server has no scheduler.
func (s *Store) ScheduleByNetwork(account A.ID, on bool) (out A.Account, err error) {
	err = s.update(func(t *txn) error {
		a, err := accountsC.find(t, account)
		if err != nil {
			return err
		}
		if out = *a; a.ByNetwork == on {
			return errNothing
		}
		if on && !a.Instance.Can.Schedule {
			return fmt.Errorf("scheduling by the network of %s: its server has no scheduler: %w", a.Handle(), A.ErrState)
		}
		a.ByNetwork = on
		if err := accountsC.put(t, a); err != nil {
			return err
		}
		out = *a
		t.note("account.network_schedule", a.Brand, a.ID, a.ID, map[bool]string{true: "on", false: "off"}[on])
		return t.eachDelivery(a.Brand, func(d *A.Delivery) error {
			switch {
			case d.Account != a.ID || d.Op != A.OpPost:
				return nil
			case d.State == A.Scheduled:
				t.wantAgain(d)
			case d.State == A.Handed && !on && d.Handover.Aim == A.AimStay:
				t.recall(d, A.AimAgain)
			default:
				return nil
			}
			return t.putDelivery(d)
		})
	})
	return out, err
}

// unhanded is a delivery as undo compares it: whether its network has it, or was asked, is no change that a person made.
func unhanded(d A.Delivery) A.Delivery {
	d.Preflight, d.Handover = nil, nil
	if d.State == A.Handed {
		d.State, d.Fault, d.Epoch = A.Scheduled, nil, 0
		d.Key, d.CreatedAt, d.Watermark, d.Outgoing = "", time.Time{}, "", nil
	}
	return d
}

// reviveDelivery fits the image of a delivery to what its network has of it by now: that has to be taken back first.
func reviveDelivery(d, now *A.Delivery) {
	h := now.Handover
	old := *d
	*d = unhanded(old)
	switch {
	case now.State == A.Handed:
		back := *h
		back.Aim, back.Looks, back.Tries = A.AimAgain, 0, 0
		if back.Phase != A.HandAsked {
			back.Next = atOnce
		}
		d.State, d.Epoch, d.Handover = A.Handed, now.Epoch, &back
		d.Key, d.CreatedAt, d.Watermark, d.Outgoing = now.Key, now.CreatedAt, now.Watermark, now.Outgoing
	case d.State == A.Scheduled && old.Handover != nil:
		d.Handover = &A.Handover{Phase: A.HandWanted, At: d.Due, Next: atOnce}
	}
}

// undoHanded takes an act back of which a network has something: that is recalled, and what the act put on its way becomes a draft
// when it is back. ok is false where the act can be taken back here.
func (t *txn) undoHanded(u *undone) (ok bool, err error) {
	if u.Act != "post.scheduled" {
		return false, nil
	}
	list, err := t.deliveriesOf(u.Brand, u.Subject)
	if err != nil || !slices.ContainsFunc(list, func(d A.Delivery) bool { return d.State == A.Handed }) {
		return false, err
	}
	p, err := posts.find(t, u.Subject)
	if err != nil {
		return false, err
	}
	if slices.ContainsFunc(list, func(d A.Delivery) bool {
		return d.State != A.Handed && d.State != A.Cancelled && (d.State == A.NeedsYou || !A.CanStep(d.State, A.Cancelled))
	}) {
		return false, nil // Some of it is out: it stays on its way.
	}
	return t.unschedule(p)
}
