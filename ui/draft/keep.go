package draft

import (
	"encoding/json"
	"errors"
	"math"
	"sync"
	"time"

	"vocero/accounts"
)

// Keeper stores one text: one save after another, whichever command comes first, never an older text over a newer one. It is safe
// for concurrent use.
type Keeper struct {
	desk    Desk
	journal Journal
	mend    *accounts.Delivery
	began   time.Time

	mu   sync.Mutex
	seq  uint64
	post accounts.Post // as it was stored last
}

// NewKeeper keeps what was opened. journal may be nil; now is when the writing began.
func NewKeeper(desk Desk, journal Journal, x Opened, now time.Time) *Keeper {
	return &Keeper{desk: desk, journal: journal, mend: x.Mend, began: now, post: x.Post}
}

// Stored is what became of a save.
type Stored struct {
	Seq  uint64        // the number of the text that was to be stored
	Post accounts.Post // as it is stored now
	Copy bool          // the post was on its way: what was typed is a new draft
	Err  error
}

// wording is what an edit of a published post changes.
type wording struct {
	Text, CW string
	Alts     []string
}

// mendState names where the wording of an edit is kept until it leaves.
func mendState(id accounts.ID) string { return "mend." + string(id) }

// Save writes a text to the journal and to the store; seq grows with every change of it. Where somebody else has changed the draft,
// hers counts: it is the newer one. Where it is on its way already, or gone, what she typed becomes a new draft. A journal that
// fails is no failure while the store takes the text.
func (k *Keeper) Save(p accounts.Post, seq uint64) (out Stored) {
	k.mu.Lock()
	defer k.mu.Unlock()
	out = Stored{Seq: seq, Post: k.post}
	if seq < k.seq {
		return out
	}
	p.ID, p.Revision = k.post.ID, k.post.Revision
	if k.journal != nil {
		note := p
		if note.ID == "" {
			note.Created = k.began
		}
		out.Err = k.journal.Append(note)
	}
	var err error
	if k.mend != nil {
		err = k.saveWording(p)
	} else {
		p, err = k.savePost(p, &out)
	}
	if err != nil {
		out.Err = errors.Join(err, out.Err)
		return out
	}
	k.seq, k.post, out.Post, out.Err = seq, p, p, nil
	return out
}

func (k *Keeper) savePost(p accounts.Post, out *Stored) (accounts.Post, error) {
	s, err := k.desk.SavePost(p)
	if errors.Is(err, accounts.ErrStale) {
		now, e := k.desk.Post(p.ID)
		if e != nil || !now.State.Open() {
			err = accounts.ErrState
		} else {
			p.Revision = now.Revision
			s, err = k.desk.SavePost(p)
		}
	}
	if p.ID != "" && (errors.Is(err, accounts.ErrState) || errors.Is(err, accounts.ErrNotFound)) {
		out.Copy = errors.Is(err, accounts.ErrState)
		p.ID, p.State, p.When = "", accounts.Draft, nil
		s, err = k.desk.SavePost(p)
	}
	return s, err
}

func (k *Keeper) saveWording(p accounts.Post) error {
	w := wording{Text: p.Text, CW: p.CW}
	for _, m := range p.Media {
		w.Alts = append(w.Alts, m.Alt)
	}
	b, err := json.Marshal(w)
	if err != nil {
		return err
	}
	return k.desk.PutState(mendState(k.mend.ID), b)
}

// Remove removes the draft; no save that is still under way brings it back.
func (k *Keeper) Remove() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.seq = math.MaxUint64
	if k.post.ID == "" {
		return nil
	}
	return k.desk.RemovePost(k.post.ID)
}

// Look reads the post again and tells whether somebody else has changed it. gone: it is stored no more.
func (k *Keeper) Look() (now accounts.Post, foreign, gone bool, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.post.ID == "" || k.mend != nil {
		return k.post, false, false, nil
	}
	now, err = k.desk.Post(k.post.ID)
	if errors.Is(err, accounts.ErrNotFound) {
		return k.post, false, true, nil
	}
	return now, err == nil && now.Revision != k.post.Revision, false, err
}

// Adopt goes on from another stored post. False: a save is running, and sees to it. It never waits.
func (k *Keeper) Adopt(p accounts.Post) bool {
	if !k.mu.TryLock() {
		return false
	}
	defer k.mu.Unlock()
	k.post = p
	return true
}
