package store

import (
	"fmt"
	"slices"
	"strings"
	"time"

	A "vocero/accounts"
)

// firstDays is how much of the past the first look into an inbox brings as new; what is older is done already.
const firstDays = 7 * 24 * time.Hour

// inboxCursor is how far an account's inbox was read.
type inboxCursor struct {
	Brand   A.ID   `cbor:"1,keyasint"`
	Account A.ID   `cbor:"2,keyasint"`
	Cursor  string `cbor:"3,keyasint"`
}

// PutInbox stores what was said to an account, oldest first, with the cursor that covers it, in one transaction. What is stored
// already (by account and remote id) is left as it is. It returns how many were new. With first, what is older than seven days
// comes in as done. Paid is what the network charged for it.
func (s *Store) PutInbox(account A.ID, ms []A.Mention, cursor string, first bool, paid ...A.Charge) (added int, err error) {
	moods := moodsOf(ms) // Before the transaction: nobody waits for it.
	err = s.update(func(t *txn) error {
		a, err := accountsC.find(t, account)
		if err != nil {
			return err
		}
		b, err := t.brand(a.Brand)
		if err != nil {
			return err
		}
		var docs []doc
		for i, m := range ms {
			m.Mood = moods[i]
			fresh, err := t.receive(a, b, &m, first)
			if err != nil {
				return err
			}
			if fresh {
				docs = append(docs, doc{m.ID, searchText(&m)})
			}
		}
		added = len(docs)
		if err := t.addDocs(a.Brand, docs); err != nil {
			return err
		}
		old, err := cursors.get(t, a.Brand, idKey(account))
		if err != nil {
			return err
		}
		n, err := t.charge(a, paid)
		if err != nil {
			return err
		}
		if added == 0 && n == 0 && old != nil && old.Cursor == cursor {
			return errNothing
		}
		return cursors.put(t, &inboxCursor{Brand: a.Brand, Account: account, Cursor: cursor})
	})
	return added, err
}

// receive stores one mention unless it is there already.
func (t *txn) receive(a *A.Account, b *A.Brand, m *A.Mention, first bool) (bool, error) {
	if m.RemoteID == "" {
		return false, fmt.Errorf("storing a mention for %s: it has no remote id: %w", a.Handle(), A.ErrNotFound)
	}
	seen, err := t.bucket(a.Brand, "mentions.remote")
	if err != nil || seen.Get(remoteKey(a.ID, m.RemoteID)) != nil {
		return false, err
	}
	m.ID, m.Brand, m.Account = t.newID(), a.Brand, a.ID
	m.State, m.Received, m.Reply = A.New, t.now.Truncate(time.Second), ""
	m.At = sane(m.At, t.now)
	m.Deadline = m.At.Add(b.AnswerWithin())
	if first && t.now.Sub(m.At) > firstDays {
		m.State = A.Done
	}
	if err := t.attribute(a, m); err != nil {
		return false, err
	}
	return true, mentions.put(t, m)
}

// sane is a network's time as it is kept: to the second, never later than now, never one that cannot be written.
func sane(at, now time.Time) time.Time {
	at = at.UTC().Truncate(time.Second)
	if at.After(now) || at.Year() < 1970 {
		return now.Truncate(time.Second)
	}
	return at
}

// InboxCursor is how far an account's inbox was read; "" before the first time.
func (s *Store) InboxCursor(account A.ID) (cursor string, err error) {
	err = s.view(func(t *txn) error {
		for _, brand := range t.brandIDs() {
			c, err := cursors.get(t, brand, idKey(account))
			if err != nil {
				return err
			}
			if c != nil {
				cursor = c.Cursor
			}
		}
		return nil
	})
	return cursor, err
}

// Mention reads one mention; A.ErrNotFound when there is none.
func (s *Store) Mention(id A.ID) (out A.Mention, err error) {
	err = s.view(func(t *txn) error {
		m, err := mentions.find(t, id)
		if err == nil {
			out = *m
		}
		return err
	})
	return out, err
}

// Bounds of what she can add to a mention.
const (
	maxTags  = 20
	maxTag   = 60   // bytes
	maxNotes = 200  // the oldest go
	maxNote  = 4000 // bytes
)

// SetMention makes one change to some mentions, as one step of undo. A snooze needs a time to come back, which becomes the
// deadline; coming back from a snooze sets the deadline anew from when it was said.
func (s *Store) SetMention(ids []A.ID, u A.MentionUpdate) error {
	if err := checkUpdate(&u); err != nil {
		return fmt.Errorf("changing a mention: %w", err)
	}
	return s.update(func(t *txn) error {
		for i, id := range ids {
			m, err := mentions.find(t, id)
			if err != nil {
				return err
			}
			if i == 0 {
				t.undoable(actOf(u), m.Brand, id).Each = true
			}
			if err := t.apply(m, u); err != nil {
				return err
			}
			t.note(actOf(u), m.Brand, m.Account, id, "")
		}
		return nil
	})
}

func checkUpdate(u *A.MentionUpdate) error {
	for i, tag := range u.AddTags {
		tag = strings.TrimSpace(tag)
		if tag == "" || len(tag) > maxTag || strings.ContainsRune(tag, 0) {
			return fmt.Errorf("the tag %q is empty or longer than %d bytes: %w", tag, maxTag, A.ErrRefused)
		}
		u.AddTags = slices.Clone(u.AddTags)
		u.AddTags[i] = tag
	}
	switch {
	case len(u.Note) > maxNote:
		return fmt.Errorf("the note is longer than %d bytes: %w; shorten it", maxNote, A.ErrRefused)
	case u.State != nil && *u.State == A.Snoozed && u.Until.IsZero():
		return fmt.Errorf("a snooze has no end: %w; say until when", A.ErrState)
	}
	return nil
}

// actOf names a change in the journal.
func actOf(u A.MentionUpdate) string {
	switch {
	case u.State != nil:
		return "mention." + u.State.String()
	case len(u.AddTags)+len(u.DropTags) > 0:
		return "mention.tagged"
	case u.Note != "":
		return "mention.noted"
	case u.Mood != nil:
		return "mention.mood"
	}
	return "mention.changed"
}

func (t *txn) apply(m *A.Mention, u A.MentionUpdate) error {
	if u.State != nil {
		if err := t.setState(m, u); err != nil {
			return err
		}
	}
	for _, tag := range u.AddTags {
		if !slices.Contains(m.Tags, tag) && len(m.Tags) < maxTags {
			m.Tags = append(m.Tags, tag)
		}
	}
	m.Tags = slices.DeleteFunc(m.Tags, func(tag string) bool { return slices.Contains(u.DropTags, tag) })
	if u.Note != "" {
		m.Notes = append(m.Notes, A.Note{At: t.now, Text: u.Note})
		m.Notes = m.Notes[max(0, len(m.Notes)-maxNotes):]
	}
	if u.Mood != nil {
		m.Mood = *u.Mood
	}
	if u.Liked != nil {
		m.Liked = *u.Liked
	}
	if u.Boosted != nil {
		m.Boosted = *u.Boosted
	}
	return mentions.put(t, m)
}

func (t *txn) setState(m *A.Mention, u A.MentionUpdate) error {
	was := m.State
	m.State = *u.State
	switch {
	case m.State == A.Snoozed:
		m.Deadline = u.Until.UTC().Truncate(time.Second)
	case was == A.Snoozed:
		b, err := t.brand(m.Brand)
		if err != nil {
			return err
		}
		m.Deadline = m.At.Add(b.AnswerWithin())
	}
	return nil
}

// WakeSnoozed makes the mentions whose snooze has ended new again, at most limit of them, and tells how many. It is no step of undo.
func (s *Store) WakeSnoozed(now time.Time, limit int) (n int, err error) {
	due, err := s.snoozedUntil(now, limit)
	if len(due) == 0 || err != nil {
		return 0, err
	}
	err = s.update(func(t *txn) error {
		for _, id := range due {
			m, err := mentions.find(t, id)
			if err != nil {
				return err
			}
			if m.State != A.Snoozed || m.Deadline.After(now) {
				continue
			}
			m.State = A.New
			if err := mentions.put(t, m); err != nil {
				return err
			}
			n++
		}
		if n == 0 {
			return errNothing
		}
		return nil
	})
	return n, err
}

// snoozedUntil are the snoozed mentions that come back by an instant.
func (s *Store) snoozedUntil(now time.Time, limit int) (ids []A.ID, err error) {
	err = s.view(func(t *txn) error {
		var b braid
		for _, brand := range t.brandIDs() {
			for _, folded := range []bool{false, true} {
				if err := b.add(t, brand, "mentions.due", []byte{shelf(folded, A.Snoozed)}); err != nil {
					return err
				}
			}
		}
		b.seek(nil, false)
		limitKey := string(timeKey(now))
		for _, k, _ := b.next(); k != nil && string(k[:8]) <= limitKey && len(ids) < limit; _, k, _ = b.next() {
			ids = append(ids, keyID(k[8:]))
		}
		return nil
	})
	return ids, err
}
