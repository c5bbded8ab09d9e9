package store

import (
	"fmt"
	"slices"
	"time"

	A "vocero/accounts"
)

// Revisions of a post: how many are kept, and how far apart they lie while she types.
const (
	keepRevisions = 50
	revisionEvery = time.Minute
)

// SavePost stores a post that is hers to write; without an ID it makes one. The error wraps A.ErrState (it is on its way),
// A.ErrStale (p.Revision is not the stored one), A.ErrBrand (a target of another brand, a reply from another account than the one
// addressed) or A.ErrRefused (a reply wider than what it answers). Saves of one post within a minute are one step of undo.
func (s *Store) SavePost(p A.Post) (A.Post, error) {
	err := s.update(func(t *txn) error {
		if !p.State.Open() {
			return fmt.Errorf("saving a post as %s: %w; only scheduling sends it on", p.State, A.ErrState)
		}
		was, err := t.stored(&p)
		if err != nil {
			return err
		}
		if err := t.checkPost(&p, was); err != nil {
			return err
		}
		if same, err := samePost(was, &p); same || err != nil {
			if same {
				p, err = *was, errNothing
			}
			return err
		}
		act := "post.saved"
		if was == nil {
			act = "post.added"
		}
		t.undoable(act, p.Brand, p.ID).merge = was != nil
		if merged, err := t.mergesUndo(); err != nil {
			return err
		} else if !merged {
			t.note(act, p.Brand, "", p.ID, "")
		}
		return t.putPost(&p)
	})
	return p, err
}

// samePost tells whether a save would change nothing but the revision.
func samePost(was, is *A.Post) (bool, error) {
	if was == nil {
		return false, nil
	}
	a, err := posts.stamp(was)
	if err != nil {
		return false, err
	}
	b, err := posts.stamp(is)
	return a == b, err
}

// stored finds what a post replaces, nil for a new one, and sets the fields that are the store's.
func (t *txn) stored(p *A.Post) (*A.Post, error) {
	if p.ID == "" {
		if _, err := t.brand(p.Brand); err != nil {
			return nil, err
		}
		p.ID, p.Created, p.Revision = t.newID(), t.now, 0
		return nil, nil
	}
	was, err := posts.find(t, p.ID)
	switch {
	case err != nil:
		return nil, err
	case was.Brand != p.Brand:
		return nil, fmt.Errorf("saving the post %s: %w", p.ID.Short(), A.ErrBrand)
	case !was.State.Open():
		return nil, fmt.Errorf("saving the post %s: it is %s: %w; unschedule it first", p.ID.Short(), was.State, A.ErrState)
	case was.Revision != p.Revision:
		return nil, fmt.Errorf("saving revision %d of the post %s over %d: %w; read it again", p.Revision, p.ID.Short(), was.Revision, A.ErrStale)
	}
	p.Created = was.Created
	return was, nil
}

// checkPost holds the invariants of the speaker: one brand, and a reply only from the account addressed, never wider.
func (t *txn) checkPost(p, was *A.Post) error {
	ids := slices.Clone(p.Targets)
	for _, v := range p.Versions {
		ids = append(ids, v.Account)
	}
	if err := t.ofBrand(p.Brand, ids...); err != nil {
		return fmt.Errorf("saving the post %s: %w", p.ID.Short(), err)
	}
	for i, id := range p.Targets {
		if slices.Contains(p.Targets[:i], id) {
			return fmt.Errorf("saving the post %s: it names the account %s twice: %w", p.ID.Short(), id.Short(), A.ErrTaken)
		}
	}
	if was != nil && was.Answering != nil && (p.Answering == nil || p.Answering.Account != was.Answering.Account || p.Answering.RemoteID != was.Answering.RemoteID) {
		return fmt.Errorf("saving the post %s: a reply goes on answering what it answered: %w", p.ID.Short(), A.ErrRefused)
	}
	if err := t.checkQuote(p); err != nil {
		return err
	}
	if err := t.checkFiles(p); err != nil || p.Answering == nil {
		return err
	}
	return t.checkReply(p)
}

// checkQuote refuses a quote on accounts whose network, or whose adapter, cannot quote.
func (t *txn) checkQuote(p *A.Post) error {
	for _, id := range p.Targets {
		if p.Quoted == "" {
			return nil
		}
		a, err := accountsC.get(t, p.Brand, idKey(id))
		if err != nil {
			return err
		}
		if a != nil && !a.Able(A.ToQuote).Can {
			return fmt.Errorf("saving the post %s: %s cannot quote (%s): %w; choose another account", p.ID.Short(), a.Handle(), a.Able(A.ToQuote).Why, A.ErrRefused)
		}
	}
	return nil
}

// checkFiles refuses files that were not attached to this brand.
func (t *txn) checkFiles(p *A.Post) error {
	for _, m := range p.Media {
		r, err := mediaC.get(t, p.Brand, mediaKey(m.SHA256))
		if err != nil {
			return err
		}
		if r == nil {
			return fmt.Errorf("saving the post %s: the file %q is not stored: %w; attach it again", p.ID.Short(), m.Name, A.ErrNotFound)
		}
	}
	return nil
}

func (t *txn) checkReply(p *A.Post) error {
	a := *p.Answering
	if a.Mention != "" {
		m, err := mentions.get(t, p.Brand, idKey(a.Mention))
		switch {
		case err != nil:
			return err
		case m == nil || m.Account != a.Account:
			return fmt.Errorf("saving the reply %s: the mention is not for this account: %w", p.ID.Short(), A.ErrBrand)
		case m.Visibility != 0 && (a.Widest == 0 || m.Visibility < a.Widest):
			a.Widest = m.Visibility
			p.Answering = &a
		}
	}
	if len(p.Targets) != 1 || p.Targets[0] != a.Account {
		return fmt.Errorf("saving the reply %s: only the account addressed answers: %w", p.ID.Short(), A.ErrBrand)
	}
	if a.Widest != 0 && p.Visibility > a.Widest {
		return fmt.Errorf("saving the reply %s as %s: it answers something %s: %w; make it %s or narrower", p.ID.Short(), p.Visibility, a.Widest, A.ErrRefused, a.Widest)
	}
	return nil
}

// putPost stores a post as its next revision, and keeps the one before where a minute has passed since the last kept one, where it
// stood for a minute, or where it was approved.
func (t *txn) putPost(p *A.Post) error {
	was, err := posts.get(t, p.Brand, idKey(p.ID))
	if err != nil {
		return err
	}
	p.Revision++
	p.Updated = t.now
	if p.State.Open() {
		if err := t.nameHandles(p); err != nil {
			return err
		}
	}
	if was != nil && was.Text != p.Text {
		if err := t.keepRevision(was); err != nil {
			return err
		}
	}
	return posts.put(t, p)
}

func (t *txn) keepRevision(was *A.Post) error {
	old, err := t.revisionsOf(was)
	if err != nil {
		return err
	}
	stood := t.now.Sub(was.Updated) >= revisionEvery || was.State == A.Approved
	gone := old[:max(0, len(old)+1-keepRevisions)]
	if n := len(old); n > 0 && was.Updated.Sub(old[n-1].Updated) < revisionEvery && !was.Updated.Before(old[n-1].Updated) {
		if !stood {
			return nil
		}
		if old[n-1].State != A.Approved { // It was only passed through on the way to this one.
			gone = old[n-1:]
		}
	}
	undo := t.undo
	t.undo = nil // What was written before is no part of what an undo restores.
	defer func() { t.undo = undo }()
	for _, r := range gone {
		if err := revisions.drop(t, r.Brand, revisions.key(&r)); err != nil {
			return err
		}
	}
	return revisions.put(t, was)
}

// revisionsOf are the kept versions of a post, oldest first.
func (t *txn) revisionsOf(p *A.Post) (out []A.Post, err error) {
	var b braid
	if err := b.add(t, p.Brand, revisions.name, idKey(p.ID)); err != nil {
		return nil, err
	}
	b.seek(nil, false)
	for _, k, raw := b.next(); k != nil; _, k, raw = b.next() {
		r, err := revisions.read(raw)
		if err != nil {
			return nil, err
		}
		out = append(out, *r)
	}
	return out, nil
}

// Post reads one post; A.ErrNotFound when there is none.
func (s *Store) Post(id A.ID) (out A.Post, err error) {
	err = s.view(func(t *txn) error {
		p, err := posts.find(t, id)
		if err == nil {
			out = *p
		}
		return err
	})
	return out, err
}

// Revisions are earlier versions of a post, newest first: at most fifty. While a text is being typed one a minute is kept; what stood
// for a minute, or was approved, is kept anyway.
func (s *Store) Revisions(id A.ID) (out []A.Post, err error) {
	err = s.view(func(t *txn) error {
		p, err := posts.find(t, id)
		if err != nil {
			return err
		}
		out, err = t.revisionsOf(p)
		slices.Reverse(out)
		return err
	})
	return out, err
}

// RemovePost removes a post that is hers to write, with what is left of cancelled deliveries. The error wraps A.ErrState when it is
// on its way or out.
func (s *Store) RemovePost(id A.ID) error {
	return s.update(func(t *txn) error {
		p, err := posts.find(t, id)
		if err != nil {
			return err
		}
		if !p.State.Open() {
			return fmt.Errorf("removing the post %s: it is %s: %w; unschedule it first", id.Short(), p.State, A.ErrState)
		}
		t.undoable("post.removed", p.Brand, id)
		t.note("post.removed", p.Brand, "", id, "")
		old, err := t.revisionsOf(p)
		if err != nil {
			return err
		}
		for _, r := range old {
			if err := revisions.drop(t, p.Brand, revisions.key(&r)); err != nil {
				return err
			}
		}
		list, err := t.deliveriesOf(p.Brand, id)
		if err != nil {
			return err
		}
		for _, d := range list {
			if err := deliveries.drop(t, p.Brand, idKey(d.ID)); err != nil {
				return err
			}
		}
		return posts.drop(t, p.Brand, idKey(id))
	})
}
