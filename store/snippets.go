package store

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	A "vocero/accounts"
)

// Bounds of a snippet: its abbreviation in runes, its text in bytes.
const (
	maxAbbr    = 20
	maxSnippet = 64 << 10
)

// ErrAbbr is the cause of an abbreviation that no snippet can have.
var ErrAbbr = errors.New("an abbreviation is 1 to 20 letters and digits, without spaces")

// snippets lie with their brand; those for every brand lie with the desk.
var snippets = &collection[A.Snippet]{
	name: "snippets", topic: A.TopicBrands,
	brand: func(x *A.Snippet) A.ID { return cmp.Or(x.Brand, desk) },
	key:   func(x *A.Snippet) []byte { return idKey(x.ID) },
	indexes: []index[A.Snippet]{
		{name: "snippets.abbr", unique: true, keys: func(x *A.Snippet, emit func([]byte)) { emit([]byte(A.Fold(x.Abbr))) }},
	},
}

// PutSnippet stores a snippet; without an ID it makes one. Brand "" is for every brand; a brand's own goes before one for all with the
// same abbreviation. The error wraps A.ErrTaken when the abbreviation is taken there, ErrAbbr when it is none, A.ErrRefused when there
// is no text or too much, A.ErrNotFound when the brand or the snippet is gone.
func (s *Store) PutSnippet(x A.Snippet) (A.Snippet, error) {
	x.Abbr = strings.TrimPrefix(strings.TrimSpace(x.Abbr), ",")
	err := s.update(func(t *txn) error {
		if err := t.checkSnippet(&x); err != nil {
			return err
		}
		act := "snippet.changed"
		if x.ID == "" {
			act, x.ID = "snippet.added", t.newID()
		} else if was, err := snippets.get(t, cmp.Or(x.Brand, desk), idKey(x.ID)); err != nil || was == nil {
			return cmp.Or(err, fmt.Errorf("storing the snippet ,%s: %w", x.Abbr, A.ErrNotFound))
		}
		t.undoable(act, x.Brand, x.ID)
		t.note(act, x.Brand, "", x.ID, x.Abbr)
		err := snippets.put(t, &x)
		if errors.Is(err, A.ErrTaken) {
			err = fmt.Errorf("storing the snippet ,%s: there is one of that name: %w; choose another", x.Abbr, A.ErrTaken)
		}
		return err
	})
	return x, err
}

func (t *txn) checkSnippet(x *A.Snippet) error {
	if x.Brand != "" {
		if _, err := t.brand(x.Brand); err != nil {
			return err
		}
	}
	n := 0
	for _, r := range x.Abbr {
		if n++; !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '_' && r != '-' {
			n = maxAbbr + 1
		}
	}
	switch {
	case n == 0 || n > maxAbbr:
		return fmt.Errorf("storing the snippet %q: %w", x.Abbr, ErrAbbr)
	case strings.TrimSpace(x.Text) == "":
		return fmt.Errorf("storing the snippet ,%s: it has no text: %w; write one", x.Abbr, A.ErrRefused)
	case len(x.Text) > maxSnippet:
		return fmt.Errorf("storing the snippet ,%s: it is longer than %d KiB: %w; shorten it", x.Abbr, maxSnippet>>10, A.ErrRefused)
	}
	return nil
}

// Snippets are the snippets that a brand can use, by abbreviation: its own, then those for every brand that it has none of the same
// name for. With "" they are all there are, of every brand.
func (s *Store) Snippets(brand A.ID) (out []A.Snippet, err error) {
	err = s.view(func(t *txn) error {
		where := []A.ID{brand}
		if brand == "" {
			where = t.brandIDs()
		} else if _, err := t.brand(brand); err != nil {
			return err
		}
		for _, b := range append(where, desk) {
			list, err := snippets.list(t, b)
			if err != nil {
				return err
			}
			slices.SortFunc(list, func(a, b A.Snippet) int { return cmp.Compare(A.Fold(a.Abbr), A.Fold(b.Abbr)) })
			for _, x := range list {
				own := func(o A.Snippet) bool { return A.Fold(o.Abbr) == A.Fold(x.Abbr) }
				if brand == "" || !slices.ContainsFunc(out, own) {
					out = append(out, x)
				}
			}
		}
		return nil
	})
	return out, err
}

// RemoveSnippet removes a snippet; A.ErrNotFound when there is none.
func (s *Store) RemoveSnippet(id A.ID) error {
	return s.update(func(t *txn) error {
		for _, b := range append(t.brandIDs(), desk) {
			x, err := snippets.get(t, b, idKey(id))
			if err != nil {
				return err
			}
			if x != nil {
				t.undoable("snippet.removed", x.Brand, id)
				t.note("snippet.removed", x.Brand, "", id, x.Abbr)
				return snippets.drop(t, b, idKey(id))
			}
		}
		return fmt.Errorf("finding the snippet %s: %w", id.Short(), A.ErrNotFound)
	})
}
