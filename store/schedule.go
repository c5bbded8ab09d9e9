package store

import (
	"fmt"
	"slices"
	"time"

	A "vocero/accounts"
	"vocero/accounts/guard"
)

// Schedule puts a post on its way: one delivery for each target and part. It is the only way for a post to leave. The error wraps
// A.ErrStale (the revision or a clearance is not of what is stored), A.ErrState (it is on its way already, or has no hour),
// A.ErrBrand or A.ErrRefused (a target without clearance). What is scheduled for a paused brand is held until it goes on.
func (s *Store) Schedule(post A.ID, revision uint64, c []guard.Clearance, o A.ScheduleOptions) (p A.Post, ds []A.Delivery, err error) {
	err = s.update(func(t *txn) error {
		stored, err := posts.find(t, post)
		if err != nil {
			return err
		}
		p = *stored
		if err := t.maySchedule(&p, revision, o); err != nil {
			return fmt.Errorf("scheduling the post %s: %w", post.Short(), err)
		}
		act := "post.scheduled"
		if o.Now {
			act = "post.sent"
		} else {
			t.undoable(act, p.Brand, post)
		}
		if ds, err = t.makeDeliveries(&p, c, o); err != nil {
			return fmt.Errorf("scheduling the post %s: %w", post.Short(), err)
		}
		t.note(act, p.Brand, ds[0].Account, post, ds[0].Due.Format(time.RFC3339))
		if _, err := t.askLinks(p.Brand, A.LinksOf(p)); err != nil {
			return err
		}
		if err := t.replyLeaves(&p); err != nil {
			return err
		}
		p.State = A.Worst(ds)
		return t.putPost(&p)
	})
	return p, ds, err
}

// maySchedule holds what must be true of a post before anything of it may leave.
func (t *txn) maySchedule(p *A.Post, revision uint64, o A.ScheduleOptions) error {
	switch {
	case !p.State.Open():
		return fmt.Errorf("it is %s: %w", p.State, A.ErrState)
	case p.Revision != revision:
		return fmt.Errorf("revision %d is stored, not %d: %w; read it again", p.Revision, revision, A.ErrStale)
	case p.Empty():
		return fmt.Errorf("it is empty: %w; write something", A.ErrRefused)
	case len(p.Targets) == 0:
		return fmt.Errorf("it names no account: %w; choose one", A.ErrRefused)
	case !o.Now && p.When == nil:
		return fmt.Errorf("it has no hour: %w; give it one", A.ErrState)
	}
	return t.checkPost(p, p)
}

// clearanceFor finds the clearance of an account and holds it against what is stored.
func clearanceFor(p *A.Post, account A.ID, c []guard.Clearance) (guard.Clearance, error) {
	i := slices.IndexFunc(c, func(c guard.Clearance) bool { return !c.Zero() && c.Account() == account })
	if i < 0 {
		return guard.Clearance{}, fmt.Errorf("the account %s has no clearance: %w", account.Short(), A.ErrRefused)
	}
	if c[i].Digest() != guard.DigestOf(*p, account) {
		return guard.Clearance{}, fmt.Errorf("what was cleared for %s is not what is stored: %w; check it again", account.Short(), A.ErrStale)
	}
	return c[i], nil
}

func (t *txn) makeDeliveries(p *A.Post, c []guard.Clearance, o A.ScheduleOptions) (out []A.Delivery, err error) {
	b, err := t.brand(p.Brand)
	if err != nil {
		return nil, err
	}
	due, at := t.hours(p, o)
	for _, account := range p.Targets {
		clear, err := clearanceFor(p, account, c)
		if err != nil {
			return nil, err
		}
		parts := max(1, len(p.Parts(account)))
		for i := range parts {
			d := A.Delivery{
				ID: t.newID(), Brand: p.Brand, Post: p.ID, Account: account, Op: A.OpPost, Part: i, Parts: parts, State: A.Scheduled,
				Due: due, LeavesAt: at, Now: o.Now, Tolerant: p.Tolerant, Digest: clear.Digest(), Rules: clear.Rules(), Created: t.now,
			}
			if p.Answering != nil {
				d.Mention = p.Answering.Mention
				if i == 0 {
					d.Target = p.Answering.RemoteID
				}
			}
			d.Aside = t.setAside(p, clear, i)
			t.cool(p, b, &d, o.Sooner)
			if b.Paused() {
				d.State, d.Fault = A.Held, &A.Fault{Code: A.CodePaused, At: t.now}
			} else if err := t.wantHand(p, &d); err != nil {
				return nil, err
			}
			if err := deliveries.put(t, &d); err != nil {
				return nil, err
			}
			out = append(out, d)
		}
	}
	return out, nil
}

// hours are the slot of a post and the instant at which it may leave.
func (t *txn) hours(p *A.Post, o A.ScheduleOptions) (due, at time.Time) {
	if o.Now {
		return t.now, t.now.Add(t.s.holdOf(o.Hold))
	}
	return p.When.UTC, p.When.UTC
}

// holdOf is how long an act waits in the outbox: what the caller says, else what the desk is set to, else A.DefaultHold;
// at most A.MaxHold.
func (s *Store) holdOf(d time.Duration) time.Duration {
	if d == 0 {
		d = s.o.Hold
	}
	if d == 0 {
		d = A.DefaultHold
	}
	return min(max(0, d), A.MaxHold)
}

// hold is how long an act waits where the caller says nothing.
func (s *Store) hold() time.Duration { return s.holdOf(0) }

// Act puts another act than a post on its way: the caller sets Brand, Account, Op, Target, Mention or Post, and for OpEdit Outgoing
// with the new text. It leaves after the hold (0: A.DefaultHold, less: none). The error wraps A.ErrBrand when the account is another brand's or
// not the one addressed, A.ErrState when there is nothing published to act on.
func (s *Store) Act(d A.Delivery, hold time.Duration) (A.Delivery, error) {
	err := s.update(func(t *txn) error {
		b, err := t.brand(d.Brand)
		if err != nil {
			return err
		}
		if err := t.notByHand(&d); err != nil {
			return err
		}
		if err := t.checkAct(&d); err != nil {
			return fmt.Errorf("asking for %s: %w", d.Op, err)
		}
		d = A.Delivery{
			ID: t.newID(), Brand: d.Brand, Post: d.Post, Account: d.Account, Op: d.Op, Parts: 1, Part: d.Part, Mention: d.Mention, Target: d.Target,
			Outgoing: d.Outgoing, Digest: d.Digest, Rules: d.Rules, Due: t.now, LeavesAt: t.now.Add(t.s.holdOf(hold)), Now: true, Created: t.now,
		}
		if b.Paused() {
			d.State, d.Fault = A.Held, &A.Fault{Code: A.CodePaused, At: t.now}
		}
		t.note("act."+d.Op.String(), d.Brand, d.Account, d.ID, "")
		return deliveries.put(t, &d)
	})
	return d, err
}

func (t *txn) checkAct(d *A.Delivery) error {
	if d.Op == A.OpPost {
		return fmt.Errorf("a post leaves by its schedule: %w", A.ErrState)
	}
	if err := t.ofBrand(d.Brand, d.Account); err != nil {
		return err
	}
	switch d.Op {
	case A.OpEdit, A.OpDelete:
		return t.checkMend(d)
	}
	if d.Op.Addressed() && d.Mention == "" {
		return fmt.Errorf("only something said to an account can be acted on like that by it: %w", A.ErrBrand)
	}
	if d.Op == A.OpReport && (d.Outgoing == nil || d.Outgoing.Text == "") {
		return fmt.Errorf("a report says why: %w; write a reason", A.ErrRefused)
	}
	if d.Mention != "" {
		m, err := mentions.get(t, d.Brand, idKey(d.Mention))
		if err != nil {
			return err
		}
		if m == nil || d.Op.Addressed() && m.Account != d.Account {
			return fmt.Errorf("it was not said to this account: %w", A.ErrBrand)
		}
		if d.Target == "" {
			d.Target = targetOf(d.Op, m)
		}
		if d.Op == A.OpReport && m.Kind == A.Talk {
			o := *d.Outgoing
			o.Quote, d.Outgoing = m.StatusID, &o
		}
	}
	if d.Target == "" {
		return fmt.Errorf("it names nothing to act on: %w", A.ErrNotFound)
	}
	return nil
}

// targetOf is what an act on a mention aims at: who spoke, or what was said.
func targetOf(op A.Op, m *A.Mention) string {
	switch {
	case op.AtPerson():
		return m.AuthorID
	case m.StatusID != "":
		return m.StatusID
	}
	return m.RemoteID
}

// checkMend finds the published delivery that an edit or a deletion is about.
func (t *txn) checkMend(d *A.Delivery) error {
	list, err := t.deliveriesOf(d.Brand, d.Post)
	if err != nil {
		return err
	}
	for _, o := range list {
		if o.Op == A.OpPost && o.State == A.Published && o.Account == d.Account && o.Receipt != nil && (d.Target == o.Receipt.RemoteID || d.Target == "" && o.Part == d.Part) {
			d.Target, d.Part = o.Receipt.RemoteID, o.Part
			if d.Op == A.OpEdit && d.Outgoing == nil {
				return fmt.Errorf("it has no new text: %w", A.ErrRefused)
			}
			return nil
		}
	}
	return fmt.Errorf("nothing of the post %s is out on this account: %w", d.Post.Short(), A.ErrState)
}
