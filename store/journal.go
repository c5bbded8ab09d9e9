package store

import (
	"crypto/sha256"
	"fmt"

	A "vocero/accounts"
)

// note adds a line to the journal of this transaction.
func (t *txn) note(act string, brand, account, subject A.ID, detail string) {
	t.entries = append(t.entries, A.Entry{Brand: brand, Account: account, Act: act, Subject: subject, Detail: detail})
}

// flushJournal chains the lines of a transaction to the journal.
func (t *txn) flushJournal() error {
	if len(t.entries) == 0 {
		return nil
	}
	b, err := journal.open(t, desk)
	if err != nil {
		return err
	}
	var last A.Entry
	if _, raw := b.Cursor().Last(); raw != nil {
		v, err := journal.read(raw)
		if err != nil {
			return err
		}
		last = *v
	}
	for i := range t.entries {
		e := &t.entries[i]
		e.Seq, e.At, e.Prev = last.Seq+1, t.now, last.Sum
		if e.Sum, err = link(*e); err != nil {
			return err
		}
		if err := journal.put(t, e); err != nil {
			return err
		}
		t.touch(A.TopicJournal, e.Brand)
		last = *e
	}
	return nil
}

// link is the sum of a line: SHA-256 over the sum before it and its own CBOR without the sum.
func link(e A.Entry) (A.Digest, error) {
	e.Sum = A.Digest{}
	raw, err := encode(e)
	if err != nil {
		return A.Digest{}, err
	}
	return sha256.Sum256(append(e.Prev[:], raw...)), nil
}

// Note writes a line that no change of a record makes by itself, such as an export. Seq, time and sums are the store's.
func (s *Store) Note(e A.Entry) error {
	return s.update(func(t *txn) error {
		t.entries = append(t.entries, e)
		return nil
	})
}

// Journal reads n lines, newest first; brand "" reads all.
func (s *Store) Journal(brand A.ID, at A.Cursor, n int) (out []A.Entry, next A.Cursor, err error) {
	from, err := readCursor(at, 'j', 8)
	if err != nil {
		return nil, "", err
	}
	err = s.view(func(t *txn) error {
		var b braid
		if brand == "" {
			err = b.add(t, desk, journal.name, nil)
		} else {
			err = b.add(t, desk, "journal.brand", idKey(brand))
		}
		if err != nil {
			return err
		}
		b.seek(from, true)
		for _, k, _ := b.next(); k != nil; _, k, _ = b.next() {
			if len(out) == n {
				next = newCursor('j', seqKey(out[n-1].Seq))
				return nil
			}
			e, err := journal.get(t, desk, k)
			if e == nil || err != nil {
				return orMissing(err, "journal.brand")
			}
			out = append(out, *e)
		}
		return nil
	})
	return out, next, err
}

// orMissing is the error of an index that leads nowhere.
func orMissing(err error, index string) error {
	if err != nil {
		return err
	}
	return fmt.Errorf("reading %s: it names a record that is not there: %w; run vocero doctor", index, A.ErrDamaged)
}

// VerifyJournal walks the whole chain. The error names the first line that does not fit and wraps A.ErrDamaged.
func (s *Store) VerifyJournal() error {
	return s.view(func(t *txn) error {
		var seq uint64
		var sum A.Digest
		return journal.each(t, desk, func(e *A.Entry) (bool, error) {
			seq++
			want, err := link(*e)
			if err != nil {
				return false, err
			}
			if e.Seq != seq || e.Prev != sum || e.Sum != want {
				return false, fmt.Errorf("verifying the journal: line %d does not follow from the one before it: %w", seq, A.ErrDamaged)
			}
			sum = e.Sum
			return true, nil
		})
	})
}
