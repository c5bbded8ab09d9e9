package store

import (
	"bytes"
	"slices"
	"strings"

	A "vocero/accounts"
)

// mentionPlace is the length of a place in the inbox: deadline and id. It holds over all brands and states.
const mentionPlace = 8 + idLen

// MentionPage reads a piece of the inbox: n mentions after a place, or with n below zero the |n| before it ("" is then the end).
// Items are always in the order of the list: by deadline, oldest first; with Search newest first. A search page may come short of n
// although there is more: After or Before then lead on.
func (s *Store) MentionPage(q A.MentionQuery, at A.Cursor, n int) (page A.MentionPage, err error) {
	if strings.TrimSpace(q.Search) != "" {
		return s.searchPage(q, at, n)
	}
	place, err := readCursor(at, 'm', mentionPlace)
	if err != nil || n == 0 {
		return page, err
	}
	err = s.view(func(t *txn) error {
		b, err := t.mentionBraid(q)
		if err != nil {
			return err
		}
		first, last, err := t.readPage(q, b, place, n, &page)
		if err != nil {
			return err
		}
		if first != nil && b.any(first, true) {
			page.Before = newCursor('m', first)
		}
		if last != nil && b.any(last, false) {
			page.After = newCursor('m', last)
		}
		return nil
	})
	return page, err
}

// readPage reads the items of a page in the order of the list, and the places of the first and the last; those are the place itself
// when there are none.
func (t *txn) readPage(q A.MentionQuery, b *braid, place []byte, n int, page *A.MentionPage) (first, last []byte, err error) {
	first, last = place, place
	size := max(n, -n)
	page.Items = make([]A.Mention, 0, min(size, 256))
	b.seek(place, n < 0)
	for len(page.Items) < size {
		brand, k, _ := b.next()
		if k == nil {
			break
		}
		if skip, err := t.unchosen(q, brand, k[8:]); err != nil {
			return nil, nil, err
		} else if skip {
			continue
		}
		if len(page.Items) == 0 {
			first = bytes.Clone(k)
		}
		last = append(last[:0:0], k...)
		page.Items = append(page.Items, A.Mention{})
		ok, err := mentions.load(t, brand, k[8:], &page.Items[len(page.Items)-1])
		if !ok || err != nil {
			return nil, nil, orMissing(err, "mentions.due")
		}
	}
	if n < 0 {
		slices.Reverse(page.Items)
		first, last = last, first
	}
	return first, last, nil
}

// shelves are the shelves a query looks at.
func shelves(q A.MentionQuery) []byte {
	if !q.Any {
		return []byte{shelf(q.Folded, q.State)}
	}
	var out []byte
	for st := A.New; st <= A.Done; st++ {
		out = append(out, shelf(q.Folded, st))
	}
	return out
}

func (t *txn) mentionBraid(q A.MentionQuery) (*braid, error) {
	b := new(braid)
	for _, brand := range t.scope(q.Brand) {
		for _, sh := range shelves(q) {
			bucket, prefix := "mentions.due", []byte{sh}
			switch tag := q.Tag; {
			case q.Post != "":
				bucket, prefix = "mentions.about", append(idKey(q.Post), sh)
			case q.Person != "":
				bucket, prefix = "mentions.person", append(idKey(q.Person), sh)
			case tag != "" || q.Mood != A.MoodUnknown:
				if tag == "" {
					tag = moodTag(q.Mood)
				}
				bucket, prefix = "mentions.tag", append(tagPrefix(tag), sh)
			}
			if err := b.add(t, brand, bucket, prefix); err != nil {
				return nil, err
			}
		}
	}
	return b, nil
}

// countLimit is as far as a count goes that no counter knows.
const countLimit = 1000

// CountMentions is how many mentions a query chooses. Without search and tag it is a kept counter; else it counts up to a thousand,
// and exact tells whether that was all.
func (s *Store) CountMentions(q A.MentionQuery) (n int, exact bool, err error) {
	if strings.TrimSpace(q.Search) != "" {
		return s.countSearch(q)
	}
	err = s.view(func(t *txn) error {
		if narrow(q) > 0 {
			b, err := t.mentionBraid(q)
			if err != nil {
				return err
			}
			b.seek(nil, false)
			brand, k, _ := b.next()
			for ; k != nil && n < countLimit; brand, k, _ = b.next() {
				skip, err := t.unchosen(q, brand, k[8:])
				if err != nil {
					return err
				}
				if !skip {
					n++
				}
			}
			exact = k == nil
			return nil
		}
		exact = true
		for _, brand := range t.scope(q.Brand) {
			c, err := t.readCounts(brand)
			if err != nil {
				return err
			}
			for _, sh := range shelves(q) {
				n += int(c[countMentions+int(sh)])
			}
		}
		return nil
	})
	return n, exact, err
}
