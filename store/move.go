package store

import (
	"fmt"
	"time"

	A "vocero/accounts"
	"vocero/accounts/guard"
)

// Move gives a scheduled post another hour, with clearances for it. It also takes a post that was held by a guard or missed its
// hour. The error wraps A.ErrState once a byte of it may have left, A.ErrStale when a clearance does not fit the new hour.
func (s *Store) Move(post A.ID, when A.When, c []guard.Clearance) (p A.Post, err error) {
	err = s.update(func(t *txn) error {
		stored, err := posts.find(t, post)
		if err != nil {
			return err
		}
		p = *stored
		list, err := t.liveDeliveries(&p)
		if err != nil {
			return err
		}
		if len(list) == 0 {
			return fmt.Errorf("moving the post %s: it is not scheduled: %w", post.Short(), A.ErrState)
		}
		t.undoable("post.moved", p.Brand, post)
		p.When = &when
		for i := range list {
			if err := t.moveDelivery(&p, &list[i], c); err != nil {
				return fmt.Errorf("moving the post %s: %w", post.Short(), err)
			}
		}
		t.note("post.moved", p.Brand, "", post, when.UTC.Format(time.RFC3339))
		p.State = A.Worst(list)
		return t.putPost(&p)
	})
	return p, err
}

func (t *txn) moveDelivery(p *A.Post, d *A.Delivery, c []guard.Clearance) error {
	clear, err := clearanceFor(p, d.Account, c)
	if err != nil {
		return err
	}
	switch {
	case d.State == A.Held && d.Fault != nil && d.Fault.Code == A.CodePaused:
	case d.State == A.Handed:
		t.recall(d, A.AimAgain)
	case d.State == A.Scheduled, d.State == A.Held, d.State == A.Missed, d.ByHand():
		d.State, d.Fault = A.Scheduled, nil
	default:
		return fmt.Errorf("a part of it is %s: %w", d.State, A.ErrState)
	}
	if d.State != A.Handed {
		thaw(d)
	}
	d.Preflight = nil
	d.Digest, d.Rules, d.Aside = clear.Digest(), clear.Rules(), t.setAside(p, clear, d.Part)
	d.Due, d.LeavesAt, d.NotBefore, d.Now, d.Late, d.Tolerant = p.When.UTC, p.When.UTC, time.Time{}, false, false, p.Tolerant
	t.wantAgain(d)
	return deliveries.put(t, d)
}

// liveDeliveries are the deliveries of a post itself that were not cancelled: not those of edits or boosts of it.
func (t *txn) liveDeliveries(p *A.Post) (out []A.Delivery, err error) {
	list, err := t.deliveriesOf(p.Brand, p.ID)
	for _, d := range list {
		if d.Op == A.OpPost && d.State != A.Cancelled {
			out = append(out, d)
		}
	}
	return out, err
}

// Unschedule takes a post back to where it can be written. The error wraps A.ErrState once a byte of it may have left, and A.ErrTaking
// where a network has it: then it is being taken back there, and becomes a draft when that is done.
func (s *Store) Unschedule(post A.ID) (p A.Post, err error) {
	taking := false
	err = s.update(func(t *txn) error {
		stored, err := posts.find(t, post)
		if err != nil {
			return err
		}
		p = *stored
		taking, err = t.unschedule(&p)
		return err
	})
	if err == nil && taking {
		err = fmt.Errorf("unscheduling the post %s: %w", post.Short(), A.ErrTaking)
	}
	return p, err
}

// unschedule cancels what of a post has not left; taking tells that a network has some of it and is asked first.
func (t *txn) unschedule(p *A.Post) (taking bool, err error) {
	list, err := t.liveDeliveries(p)
	if err != nil {
		return false, err
	}
	if len(list) == 0 {
		return false, fmt.Errorf("unscheduling the post %s: it is not scheduled: %w", p.ID.Short(), A.ErrState)
	}
	for i := range list {
		d := &list[i]
		switch {
		case d.State == A.Handed:
			taking = true
			t.recall(d, A.AimCancel)
		case !d.May(A.Cancelled) || d.State == A.NeedsYou && !d.ByHand():
			return false, fmt.Errorf("unscheduling the post %s: a part of it is %s and may be out: %w", p.ID.Short(), d.State, A.ErrState)
		default:
			d.State, d.Fault = A.Cancelled, nil
		}
		if err := deliveries.put(t, d); err != nil {
			return false, err
		}
	}
	t.note("post.unscheduled", p.Brand, "", p.ID, "")
	return taking, t.settlePost(p)
}

// settlePost brings a post in line with its deliveries: its state is their worst; all cancelled is a draft again. A reply that
// came back reopens its mention, one that is out closes it.
func (t *txn) settlePost(p *A.Post) error {
	list, err := t.liveDeliveries(p)
	if err != nil {
		return err
	}
	state, handed := A.Worst(list), withNetworks(list)
	if state == p.State && handed == p.Handed {
		return nil
	}
	if p.Handed = handed; state == p.State {
		return t.putPost(p)
	}
	p.State = state
	if p.Reply() {
		switch {
		case state == A.PostPublished:
			err = t.replyOut(p)
		case state.Open():
			err = t.replyBack(p)
		}
	}
	if err != nil {
		return err
	}
	return t.putPost(p)
}

// former is what a mention was before its reply was put on its way.
type former struct {
	Brand    A.ID           `cbor:"1,keyasint"`
	Mention  A.ID           `cbor:"2,keyasint"`
	Post     A.ID           `cbor:"3,keyasint"`
	State    A.MentionState `cbor:"4,keyasint"`
	Deadline time.Time      `cbor:"5,keyasint"`
	Reply    A.ID           `cbor:"6,keyasint,omitempty"`
}

// replyLeaves marks what a reply answers as waiting.
func (t *txn) replyLeaves(p *A.Post) error {
	if p.Answering == nil || p.Answering.Mention == "" {
		return nil
	}
	m, err := mentions.get(t, p.Brand, idKey(p.Answering.Mention))
	if m == nil || err != nil {
		return err
	}
	old, err := formers.get(t, p.Brand, idKey(m.ID))
	if err != nil {
		return err
	}
	if old == nil || old.Post == p.ID {
		f := former{Brand: p.Brand, Mention: m.ID, Post: p.ID, State: m.State, Deadline: m.Deadline, Reply: m.Reply}
		if err := formers.put(t, &f); err != nil {
			return err
		}
	}
	m.State, m.Reply = A.WaitingReply, p.ID
	return mentions.put(t, m)
}

// replyBack gives a mention back the state it had before its reply was put on its way, unless a person judged it since.
func (t *txn) replyBack(p *A.Post) error {
	f, m, err := t.answered(p)
	if m == nil || err != nil {
		return err
	}
	if f != nil {
		if err := formers.drop(t, p.Brand, idKey(m.ID)); err != nil {
			return err
		}
	}
	if m.Reply != p.ID || m.State != A.WaitingReply {
		return nil
	}
	m.State, m.Reply = A.New, ""
	if f != nil {
		m.State, m.Reply, m.Deadline = f.State, f.Reply, f.Deadline
	}
	return mentions.put(t, m)
}

// replyOut closes a mention whose answer is out.
func (t *txn) replyOut(p *A.Post) error {
	f, m, err := t.answered(p)
	if m == nil || err != nil {
		return err
	}
	if f != nil {
		if err := formers.drop(t, p.Brand, idKey(m.ID)); err != nil {
			return err
		}
	}
	if m.State == A.Done && m.Reply == p.ID {
		return nil
	}
	m.State, m.Reply = A.Done, p.ID
	t.note("mention.answered", p.Brand, m.Account, m.ID, "")
	return mentions.put(t, m)
}

// answered is the mention that a reply answers, and what it was before; both nil when none is stored.
func (t *txn) answered(p *A.Post) (*former, *A.Mention, error) {
	if p.Answering == nil || p.Answering.Mention == "" {
		return nil, nil, nil
	}
	m, err := mentions.get(t, p.Brand, idKey(p.Answering.Mention))
	if m == nil || err != nil {
		return nil, nil, err
	}
	f, err := formers.get(t, p.Brand, idKey(m.ID))
	if f != nil && f.Post != p.ID {
		f = nil
	}
	return f, m, err
}
