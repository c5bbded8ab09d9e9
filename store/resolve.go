package store

import (
	"fmt"
	"slices"
	"time"

	A "vocero/accounts"
)

// Resolve takes one step of the table A.Steps, or notes something on a delivery that stays where it is: a look-up or a back-off of
// a scheduled, waiting or unconfirmed one, a read-back of a published one. Sending is Claim's alone. The error wraps A.ErrState
// when the step is not in the table or a publication has no receipt.
func (s *Store) Resolve(id A.ID, r A.Resolution) (out A.Delivery, err error) {
	err = s.update(func(t *txn) error {
		d, err := deliveries.find(t, id)
		if err != nil {
			return err
		}
		note := noted(d.State, r.To)
		if err := checkStep(d, r, note); err != nil {
			return fmt.Errorf("resolving the delivery %s: %w", id.Short(), err)
		}
		t.endAttempt(d, r)
		applyStep(d, r, note)
		if !note || !r.Verified.IsZero() {
			act := "delivery." + d.State.String()
			if note {
				act = "delivery.verified"
			}
			t.note(act, d.Brand, d.Account, d.ID, firstOf(r.ByHand, codeOf(r.Fault)))
		}
		if err := t.putDelivery(d); err != nil {
			return err
		}
		out = *d
		if !note && d.State == A.Published {
			return t.actDone(d)
		}
		return nil
	})
	return out, err
}

// noted tells whether a resolution leaves the delivery in its state and only adds to what is known.
func noted(from, to A.DeliveryState) bool {
	return from == to && (to == A.Scheduled || to == A.Waiting || to == A.Unconfirmed || to == A.Published)
}

func checkStep(d *A.Delivery, r A.Resolution, note bool) error {
	switch {
	case !note && (r.To == A.Sending || r.To == A.Handed || d.State == A.Handed || !d.May(r.To)), d.State == A.Scheduled && r.To == A.NeedsYou && codeOf(r.Fault) != string(A.CodeHand):
		return fmt.Errorf("from %s to %s: %w", d.State, r.To, A.ErrState)
	case !note && r.To == A.Published && (r.Receipt == nil || d.Op == A.OpPost && r.Receipt.RemoteID == "" && !r.Receipt.ByHand):
		return fmt.Errorf("published without a receipt: %w", A.ErrState)
	}
	return nil
}

// endAttempt writes what came of the attempt that was running.
func (t *txn) endAttempt(d *A.Delivery, r A.Resolution) {
	n := len(d.Attempts)
	if n == 0 || d.State != A.Sending {
		return
	}
	d.Attempts = slices.Clone(d.Attempts)
	a := &d.Attempts[n-1]
	a.Ended, a.Outcome, a.Status = t.now, r.Outcome, r.Status
	if r.Fault != nil {
		a.Detail = r.Fault.Detail
	}
}

// stamp is an instant as the store keeps it: UTC, to the millisecond, as its own clock is.
func stamp(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

func applyStep(d *A.Delivery, r A.Resolution, note bool) {
	d.State, d.Resend = r.To, r.Resend
	d.NotBefore, d.NextLook = stamp(r.NotBefore), stamp(r.NextLook)
	if r.Receipt != nil {
		d.Receipt = r.Receipt
	}
	if !note || r.Fault != nil || !r.Verified.IsZero() {
		d.Fault = r.Fault
	}
	if r.Looked {
		d.Looks++
	}
	if !r.Verified.IsZero() {
		d.Verified = r.Verified
	}
	d.Double = d.Double || r.Double
}

// actDone writes what a published act changed: the mark on a mention, the text of an edited post.
func (t *txn) actDone(d *A.Delivery) error {
	switch d.Op {
	case A.OpLike, A.OpUnlike, A.OpBoost, A.OpUnboost, A.OpHide, A.OpUnhide:
		m, err := mentions.get(t, d.Brand, idKey(d.Mention))
		if m == nil || err != nil {
			return err
		}
		switch d.Op {
		case A.OpLike, A.OpUnlike:
			m.Liked = d.Op == A.OpLike
		case A.OpHide, A.OpUnhide:
			m.Hidden = d.Op == A.OpHide
		default:
			m.Boosted = d.Op == A.OpBoost
		}
		return mentions.put(t, m)
	case A.OpEdit:
		return t.edited(d)
	}
	return nil
}

// edited makes the stored post say what its edit has made of it on the network, where it has one part on the account.
func (t *txn) edited(d *A.Delivery) error {
	p, err := posts.get(t, d.Brand, idKey(d.Post))
	if p == nil || err != nil || d.Outgoing == nil || len(p.Parts(d.Account)) > 1 {
		return err
	}
	p.Versions = slices.DeleteFunc(slices.Clone(p.Versions), func(v A.Version) bool { return v.Account == d.Account })
	p.Namings = slices.DeleteFunc(slices.Clone(p.Namings), func(n A.Naming) bool { return n.Account == d.Account })
	if len(p.Targets) == 1 {
		p.Text, p.CW = d.Outgoing.Text, d.Outgoing.CW
	} else {
		p.Versions = append(p.Versions, A.Version{Account: d.Account, Text: d.Outgoing.Text})
	}
	return t.putPost(p)
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// choose runs one choice of a person on a delivery.
func (s *Store) choose(doing string, id A.ID, fn func(t *txn, d *A.Delivery) error) error {
	return s.update(func(t *txn) error {
		d, err := deliveries.find(t, id)
		if err != nil {
			return err
		}
		if err := fn(t, d); err != nil {
			return fmt.Errorf("%s the delivery %s: %w", doing, id.Short(), err)
		}
		t.note("delivery."+d.State.String(), d.Brand, d.Account, d.ID, "by hand: "+doing)
		return t.putDelivery(d)
	})
}

func inState(d *A.Delivery, states ...A.DeliveryState) error {
	if slices.Contains(states, d.State) {
		return nil
	}
	return fmt.Errorf("it is %s: %w", d.State, A.ErrState)
}

// Retry lets a failed, missed, blocked or held delivery leave now, after the time to take it back. The error wraps A.ErrState in any
// other state or while the account is blocked, A.ErrPaused while the brand is.
func (s *Store) Retry(id A.ID) error {
	return s.choose("retrying", id, func(t *txn, d *A.Delivery) error {
		if err := inState(d, A.Failed, A.Missed, A.Blocked, A.Held); err != nil {
			return err
		}
		b, err := t.brand(d.Brand)
		if err != nil {
			return err
		}
		if b.Paused() {
			return fmt.Errorf("%w; resume it first", A.ErrPaused)
		}
		a, err := accountsC.get(t, d.Brand, idKey(d.Account))
		if err != nil {
			return err
		}
		if a == nil || a.State == A.AccountBlocked {
			return fmt.Errorf("its account is blocked: %w; log in again", A.ErrState)
		}
		d.State, d.Fault, d.Now, d.Due = A.Scheduled, nil, true, t.now
		d.LeavesAt, d.NotBefore = t.now.Add(t.s.hold()), time.Time{}
		thaw(d)
		return nil
	})
}

// thaw drops what the first claim of a post froze, where every attempt is proved not to have arrived: the next claim uploads its
// files anew, whose ids a network forgets after a while, and freezes again. An act keeps its payload: it has no other source.
func thaw(d *A.Delivery) {
	if d.Op != A.OpPost {
		return
	}
	for _, a := range d.Attempts {
		switch a.Outcome {
		case A.OutcomeNotSent, A.OutcomeRefused, A.OutcomeAuth, A.OutcomeLimit:
		default:
			return
		}
	}
	d.Key, d.CreatedAt, d.Watermark, d.Outgoing = "", time.Time{}, "", nil
}

// CancelDelivery ends a delivery that is not out: scheduled, waiting, held, blocked, failed, missed, or one that needs a person. Of one
// that a network has the error wraps A.ErrTaking: it ends when the network has given it back.
func (s *Store) CancelDelivery(id A.ID) error {
	taking := false
	err := s.choose("cancelling", id, func(t *txn, d *A.Delivery) error {
		if taking = d.State == A.Handed; taking {
			t.recall(d, A.AimCancel)
			return nil
		}
		if !d.May(A.Cancelled) {
			return fmt.Errorf("it is %s: %w", d.State, A.ErrState)
		}
		d.State, d.Resend = A.Cancelled, false
		return nil
	})
	if err == nil && taking {
		err = fmt.Errorf("cancelling the delivery %s: %w", id.Short(), A.ErrTaking)
	}
	return err
}

// MarkPublished is a person's word that a delivery that needs one is out, with the address of the post. What she publishes by hand may
// be out before its hour too; nobody can read it back.
func (s *Store) MarkPublished(id A.ID, url string) error {
	return s.choose("marking", id, func(t *txn, d *A.Delivery) error {
		hand, err := t.byHand(d)
		if err != nil {
			return err
		}
		if err := inState(d, A.NeedsYou); err != nil && !(hand && d.State == A.Scheduled) {
			return err
		}
		d.State, d.Fault, d.Resend = A.Published, nil, false
		d.Receipt = &A.Receipt{RemoteID: remoteOf(url), URL: url, At: t.now, ByHand: true}
		if d.Receipt.RemoteID != "" && !hand {
			d.NextLook = t.now
		}
		return nil
	})
}

// Resend is a person's word that a delivery that needs one may be sent once more, even if that makes two. It leaves after the time
// to take it back, and not before its hour.
func (s *Store) Resend(id A.ID) error {
	return s.choose("resending", id, func(t *txn, d *A.Delivery) error {
		if err := inState(d, A.NeedsYou); err != nil {
			return err
		}
		if d.ByHand() {
			return fmt.Errorf("nobody but you can publish it: %w", A.ErrState)
		}
		d.Resend, d.LeavesAt, d.NotBefore = true, t.now.Add(t.s.hold()), time.Time{}
		if d.Handover != nil && d.Due.After(d.LeavesAt) {
			d.LeavesAt = d.Due
		}
		return nil
	})
}

// remoteOf is the id at the end of a post's address; "" when there is none.
func remoteOf(url string) string {
	end := len(url)
	for i, r := range url {
		if r == '?' || r == '#' {
			end = i
			break
		}
	}
	for end > 0 && url[end-1] == '/' {
		end--
	}
	start := end
	for start > 0 && idRune(url[start-1]) {
		start--
	}
	return url[start:end]
}

func idRune(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '_'
}
