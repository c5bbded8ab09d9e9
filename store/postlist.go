package store

import (
	"slices"
	"strings"

	A "vocero/accounts"
)

// postPlace is the length of a place in a list of posts: order and id.
const postPlace = 9 + idLen

// Posts reads n posts after a place: those with an hour by hour, then the others by newest change. With From and To only those
// whose hour lies in [From, To).
func (s *Store) Posts(q A.PostQuery, at A.Cursor, n int) (items []A.Post, next A.Cursor, err error) {
	from, err := readCursor(at, 'p', postPlace)
	if err != nil {
		return nil, "", err
	}
	words := strings.Fields(A.Fold(q.Search))
	err = s.view(func(t *txn) error {
		b, err := t.postBraid(q)
		if err != nil {
			return err
		}
		b.seek(startOf(q, from), false)
		var last []byte
		for brand, k, _ := b.next(); k != nil && inSpan(q, k); brand, k, _ = b.next() {
			if len(items) == n {
				next = newCursor('p', last)
				return nil
			}
			p, err := posts.get(t, brand, k[len(k)-idLen:])
			if p == nil || err != nil {
				return orMissing(err, "posts.order")
			}
			if matchesPost(p, words) {
				items, last = append(items, *p), slices.Clone(k)
			}
		}
		return nil
	})
	return items, next, err
}

func (t *txn) postBraid(q A.PostQuery) (*braid, error) {
	b := new(braid)
	for _, brand := range t.scope(q.Brand) {
		if len(q.States) == 0 {
			if err := b.add(t, brand, "posts.order", nil); err != nil {
				return nil, err
			}
		}
		for _, st := range q.States {
			if err := b.add(t, brand, "posts.state", []byte{byte(st)}); err != nil {
				return nil, err
			}
		}
	}
	return b, nil
}

// startOf is the place to begin behind: the cursor, or the one before the first hour asked for.
func startOf(q A.PostQuery, from []byte) []byte {
	if from != nil || q.From.IsZero() {
		return from
	}
	return append([]byte{0}, timeKey(q.From)...)
}

func inSpan(q A.PostQuery, k []byte) bool {
	if q.From.IsZero() && q.To.IsZero() {
		return true
	}
	if k[0] != 0 {
		return false
	}
	return q.To.IsZero() || string(k[1:9]) < string(timeKey(q.To))
}

// matchesPost tells whether every word stands in text, CW or note.
func matchesPost(p *A.Post, words []string) bool {
	if len(words) == 0 {
		return true
	}
	parts := []string{p.Text, p.CW, p.Note}
	for _, v := range p.Versions {
		parts = append(parts, v.Text)
	}
	text := A.Fold(strings.Join(parts, "\n"))
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}
