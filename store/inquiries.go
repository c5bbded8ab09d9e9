package store

import (
	"fmt"
	"slices"
	"strings"

	A "vocero/accounts"
)

// keepInquiries is how many searches of a brand are kept; the oldest go.
const keepInquiries = 20

var inquiries = &collection[A.Inquiry]{
	name: "inquiries", topic: A.TopicMentions,
	brand: func(i *A.Inquiry) A.ID { return i.Brand },
	key:   func(i *A.Inquiry) []byte { return idKey(i.ID) },
}

// Inquire keeps a search and asks a worker for its answer. The error wraps A.ErrRefused where there is nothing to look for, A.ErrBrand
// where the account is not the brand's.
func (s *Store) Inquire(i A.Inquiry) (A.Inquiry, error) {
	i.Words = strings.TrimSpace(i.Words)
	err := s.update(func(t *txn) error {
		if i.Words == "" || len(i.Words) > A.MaxWords {
			return fmt.Errorf("searching for %d bytes: %w; write 1 to %d", len(i.Words), A.ErrRefused, A.MaxWords)
		}
		if err := t.ofBrand(i.Brand, i.Account); err != nil {
			return err
		}
		if i.Limit = min(i.Limit, A.MostFound); i.Limit <= 0 {
			i.Limit = A.SomeFound
		}
		i = A.Inquiry{ID: t.newID(), Brand: i.Brand, Account: i.Account, Words: i.Words, Language: i.Language, Limit: i.Limit, Count: i.Count, Asked: t.now}
		if err := inquiries.put(t, &i); err != nil {
			return err
		}
		old, err := inquiries.list(t, i.Brand)
		if err != nil {
			return err
		}
		for _, o := range old[:max(0, len(old)-keepInquiries)] {
			if err := inquiries.drop(t, i.Brand, idKey(o.ID)); err != nil {
				return err
			}
		}
		t.note("inquiry.asked", i.Brand, i.Account, i.ID, i.Words)
		return requests.put(t, &A.Request{ID: t.newID(), Brand: i.Brand, Account: i.Account, What: A.RequestSearch, Arg: string(i.ID), At: t.now})
	})
	return i, err
}

// Inquiry reads a search; A.ErrNotFound when it is not kept any more.
func (s *Store) Inquiry(id A.ID) (out A.Inquiry, err error) {
	err = s.view(func(t *txn) error {
		i, err := inquiries.find(t, id)
		if err == nil {
			out = *i
		}
		return err
	})
	return out, err
}

// Inquiries are the searches of a brand that are kept, of every brand for "", the newest first.
func (s *Store) Inquiries(brand A.ID) (out []A.Inquiry, err error) {
	err = s.view(func(t *txn) error {
		where := []A.ID{brand}
		if brand == "" {
			where = t.brandIDs()
		}
		for _, b := range where {
			list, err := inquiries.list(t, b)
			if err != nil {
				return err
			}
			out = append(out, list...)
		}
		slices.SortStableFunc(out, func(a, b A.Inquiry) int { return b.Asked.Compare(a.Asked) })
		return nil
	})
	return out, err
}

// AnswerInquiry keeps what a worker found, or why it found nothing. One that went meanwhile stays away; paid is what the network
// charged either way.
func (s *Store) AnswerInquiry(i A.Inquiry, paid ...A.Charge) error {
	return s.update(func(t *txn) error {
		a, err := accountsC.find(t, i.Account)
		if err != nil {
			return err
		}
		n, err := t.charge(a, paid)
		if err != nil {
			return err
		}
		was, err := inquiries.get(t, i.Brand, idKey(i.ID))
		if err != nil {
			return err
		}
		if was == nil {
			if n == 0 {
				return errNothing
			}
			return nil
		}
		was.Done, was.Read, was.More, was.Found, was.Volume, was.Fault = t.now, i.Read, i.More, i.Found, i.Volume, i.Fault
		return inquiries.put(t, was)
	})
}

// TakeIn makes something that was found a mention of the brand, said to the account that searched. What is there already, under the
// same remote id or as an answer of the inbox, is returned as it is.
func (s *Store) TakeIn(inquiry A.ID, remoteID string) (out A.Mention, err error) {
	err = s.update(func(t *txn) error {
		i, err := inquiries.find(t, inquiry)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(i.Found, func(m A.Mention) bool { return m.RemoteID == remoteID })
		if at < 0 {
			return fmt.Errorf("finding a post of the search %s: %w", inquiry.Short(), A.ErrNotFound)
		}
		a, err := accountsC.find(t, i.Account)
		if err != nil {
			return err
		}
		b, err := t.brand(i.Brand)
		if err != nil {
			return err
		}
		m := i.Found[at]
		m.Mood = moodsOf([]A.Mention{m})[0]
		fresh, err := t.receive(a, b, &m, false)
		if err != nil {
			return err
		}
		if !fresh {
			known, err := t.known(a, remoteID)
			if err != nil {
				return err
			}
			out = *known
			return errNothing
		}
		out = m
		t.note("mention.taken", b.ID, a.ID, m.ID, i.Words)
		return t.addDocs(a.Brand, []doc{{m.ID, searchText(&m)}})
	})
	return out, err
}

// known is a mention by its remote id.
func (t *txn) known(a *A.Account, remoteID string) (*A.Mention, error) {
	b, err := t.bucket(a.Brand, "mentions.remote")
	if err != nil {
		return nil, err
	}
	return mentions.find(t, keyID(b.Get(remoteKey(a.ID, remoteID))))
}
