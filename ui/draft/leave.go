package draft

import (
	"errors"
	"slices"
	"strings"
	"time"

	"vocero/accounts"
	"vocero/accounts/guard"
)

// Way says how a post is to leave.
type Way struct {
	Now    bool           // as soon as the letter is given
	Slot   bool           // in the next free slot
	When   *accounts.When // at an hour
	Reason string         // why what may be set aside is set aside
}

// Cleared is a post that was checked for a departure.
type Cleared struct {
	Way    Way
	Saved  Stored
	Post   accounts.Post
	Facts  guard.Facts
	Found  []accounts.Finding // all that was found
	Stand  []accounts.Finding // what of it stands in the way
	NoSlot bool               // the brand has no free slot
	Err    error

	pass []guard.Clearance
}

// Clear stores the text, finds its hour, and asks the guards for one clearance an account. Nothing leaves by that.
func (k *Keeper) Clear(post accounts.Post, seq uint64, w Way, b accounts.Brand, now time.Time) Cleared {
	x := Cleared{Way: w, Saved: k.Save(post, seq)}
	if x.Err = x.Saved.Err; x.Err != nil {
		return x
	}
	post.ID, post.Revision, post.State = x.Saved.Post.ID, x.Saved.Post.Revision, x.Saved.Post.State
	if k.mend == nil {
		post.Namings = x.Saved.Post.Namings
	}
	if post.When = w.When; w.Slot {
		when, err := freeSlot(k.desk, b, post.ID, now)
		if err != nil {
			x.Err, x.NoSlot = err, errors.Is(err, accounts.ErrNoSlot)
			return x
		}
		post.When = &when
	}
	if x.Facts, x.Err = k.desk.Facts(post, now); x.Err != nil {
		return x
	}
	if x.Facts.Immediate = w.Now; k.mend != nil {
		x.Facts = Mending(x.Facts)
	}
	x.Post = post
	if _, err := k.desk.AskLinks(post.Brand, accounts.LinksOf(post)); err != nil {
		x.Err = err
		return x
	}
	x.ask(now)
	return x
}

// ask asks the guards for each account.
func (x *Cleared) ask(now time.Time) {
	x.Found = guard.Check(x.Post, x.Facts)
	for _, id := range x.Post.Targets {
		var known []accounts.Acknowledged
		for _, f := range x.Found {
			if x.Way.Reason != "" && guard.CanAcknowledge(f) {
				known = append(known, accounts.Acknowledged{Rule: f.Rule, Digest: guard.DigestOf(x.Post, id), Reason: x.Way.Reason, At: now})
			}
		}
		c, stand := guard.Clear(x.Post, x.Facts, id, known)
		x.pass, x.Stand = append(x.pass, c), append(x.Stand, stand...)
	}
	if len(x.Post.Targets) == 0 {
		x.Stand = x.Found
	}
}

// freeSlot is the next place of the brand that no post of it has.
func freeSlot(desk Posts, b accounts.Brand, self accounts.ID, now time.Time) (accounts.When, error) {
	var taken []time.Time
	q := accounts.PostQuery{Brand: b.ID, From: now, To: now.Add(91 * 24 * time.Hour)}
	for at, more := accounts.Cursor(""), true; more; more = at != "" {
		ps, next, err := desk.Posts(q, at, 200)
		if err != nil {
			return accounts.When{}, err
		}
		for _, o := range ps {
			if o.When != nil && o.ID != self {
				taken = append(taken, o.When.UTC)
			}
		}
		at = next
	}
	return accounts.FreeSlot(b, taken, now)
}

// Mending are the facts for the edit of what is out: it has its hour behind it, and our own answer is no answer elsewhere.
func Mending(f guard.Facts) guard.Facts {
	f.Immediate, f.Thread, f.Mention, f.Recent = true, nil, nil, nil
	return f
}

// Release lets go what was cleared; the letter was given for exactly that, and the digest of the clearance holds the store to it.
// seq is a number above that of the text. It returns the post as it is on its way, or as it is stored where it is not.
func (k *Keeper) Release(x Cleared, seq uint64) (accounts.Post, error) {
	if k.mend != nil {
		return x.Post, k.releaseMend(*k.mend, x)
	}
	s := k.Save(x.Post, seq)
	if s.Err != nil {
		return accounts.Post{}, s.Err
	}
	post, _, err := k.desk.Schedule(s.Post.ID, s.Post.Revision, x.pass, accounts.ScheduleOptions{Now: x.Way.Now})
	if err != nil {
		return s.Post, err
	}
	return post, nil
}

// noteAside keeps in the journal what was set aside for an edit, and why; of a post the store does it in its own transaction.
func (k *Keeper) noteAside(x Cleared, subject accounts.ID, now time.Time) error {
	rules := x.Aside()
	if x.Way.Reason == "" || len(rules) == 0 {
		return nil
	}
	return k.desk.Note(accounts.Entry{At: now, Brand: x.Post.Brand, Act: "guard.aside", Subject: subject, Detail: strings.Join(rules, ", ") + ": " + x.Way.Reason})
}

// Aside are the rules of the Blocks that a person set aside, each once.
func (x Cleared) Aside() []string {
	var out []string
	for _, f := range x.Found {
		if f.Severity == accounts.Block && guard.CanAcknowledge(f) && !slices.Contains(out, f.Rule) {
			out = append(out, f.Rule)
		}
	}
	return out
}

// releaseMend puts an edit into the outbox and forgets the wording that was kept for it.
func (k *Keeper) releaseMend(d accounts.Delivery, x Cleared) error {
	o := accounts.Outgoing{Visibility: x.Post.Visibility, Language: x.Post.Language}
	if d.Outgoing != nil {
		o = *d.Outgoing
	}
	o.Op, o.Key, o.Text, o.CW, o.Target = accounts.OpEdit, "", x.Post.Text, x.Post.CW, d.Receipt.RemoteID
	if o.Alts = nil; len(o.MediaIDs) == len(x.Post.Media) {
		for _, m := range x.Post.Media {
			o.Alts = append(o.Alts, m.Alt)
		}
	}
	_, err := k.desk.Act(accounts.Delivery{Brand: d.Brand, Post: d.Post, Part: d.Part, Account: d.Account, Op: accounts.OpEdit, Target: o.Target,
		Outgoing: &o, Digest: x.pass[0].Digest(), Rules: x.pass[0].Rules()}, 0)
	if err != nil {
		return err
	}
	if err := k.noteAside(x, d.Post, x.Facts.Now); err != nil {
		return err
	}
	return k.desk.PutState(mendState(d.ID), nil)
}
