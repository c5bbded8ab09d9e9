package store

import (
	"slices"

	A "vocero/accounts"
)

// searchPage reads a page of what a search finds, newest first.
func (s *Store) searchPage(q A.MentionQuery, at A.Cursor, n int) (page A.MentionPage, err error) {
	from, err := readCursor(at, 's', idLen)
	if err != nil || n == 0 {
		return page, err
	}
	err = s.view(func(t *txn) error {
		up := n < 0
		h, err := t.newHunt(q, from, up)
		if err != nil {
			return err
		}
		more, err := h.fill(&page, max(n, -n))
		if err != nil {
			return err
		}
		behind, err := t.behind(q, from, &page, up)
		if err != nil {
			return err
		}
		page.Before, page.After = behind, more
		if up {
			page.Before, page.After = more, behind
			slices.Reverse(page.Items)
		}
		return nil
	})
	return page, err
}

// fill reads up to n items; more is the place of the last one when the search goes on behind it.
func (h *hunt) fill(page *A.MentionPage, n int) (more A.Cursor, err error) {
	for {
		key, raw, err := h.next()
		if key == nil || err != nil {
			return "", err
		}
		if narrow(h.q) == 0 && len(page.Items) == n {
			return newCursor('s', idKey(page.Items[n-1].ID)), nil
		}
		m, err := mentions.read(raw)
		if err != nil {
			return "", err
		}
		if !chosen(h.q, m) {
			continue
		}
		if len(page.Items) == n {
			return newCursor('s', idKey(page.Items[n-1].ID)), nil
		}
		page.Items = append(page.Items, *m)
	}
}

// behind is the place from which a walk the other way finds something; "" when it finds nothing, or the page begins the list.
func (t *txn) behind(q A.MentionQuery, from []byte, page *A.MentionPage, up bool) (A.Cursor, error) {
	if from == nil {
		return "", nil
	}
	first := from
	if len(page.Items) > 0 {
		first = idKey(page.Items[0].ID)
	}
	h, err := t.newHunt(q, first, !up)
	if err != nil {
		return "", err
	}
	var one A.MentionPage
	if _, err := h.fill(&one, 1); err != nil || len(one.Items) == 0 {
		return "", err
	}
	return newCursor('s', first), nil
}

// countSearch counts what a search finds, up to a thousand.
func (s *Store) countSearch(q A.MentionQuery) (n int, exact bool, err error) {
	err = s.view(func(t *txn) error {
		h, err := t.newHunt(q, nil, false)
		if err != nil {
			return err
		}
		for n < countLimit {
			key, raw, err := h.next()
			if err != nil {
				return err
			}
			if key == nil {
				exact = true
				return nil
			}
			if narrow(q) > 0 {
				m, err := mentions.read(raw)
				if err != nil {
					return err
				}
				if !chosen(q, m) {
					continue
				}
			}
			n++
		}
		return nil
	})
	return n, exact, err
}
