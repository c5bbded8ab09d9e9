package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"

	bolt "go.etcd.io/bbolt"

	A "vocero/accounts"
)

// mergeCount is how many runs of one size may lie side by side before they are merged, whatever they cover.
const mergeCount = 16

// span is one run of the word index: where it begins and how many documents it covers.
type span struct{ start, n uint32 }

// MergeRuns does one piece of housekeeping of the word index: it merges the runs of one brand that have become too many, or indexes
// mentions that no run covers. It reads and merges outside the writing transaction, which then only puts the new run in place. more
// tells that there is another piece to do; the desk's worker calls until there is none. A file that is the same as when there was
// none is not looked through again: by the next minute its pages may have left the memory.
func (s *Store) MergeRuns(ctx context.Context) (more bool, err error) {
	if err := ctx.Err(); err != nil {
		return true, err
	}
	at, ids := s.merged.Load(), []A.ID(nil)
	err = s.view(func(t *txn) error {
		if now := int64(t.tx.ID()); now != at {
			at, ids = now, t.brandIDs()
		}
		return nil
	})
	if err != nil {
		return false, err
	}
	for _, brand := range ids {
		if err := ctx.Err(); err != nil {
			return true, err
		}
		done, err := s.mergeBrand(brand)
		if done || err != nil {
			return err == nil, err
		}
	}
	s.merged.Store(at)
	return false, nil
}

func (s *Store) allBrands() (ids []A.ID) {
	_ = s.view(func(t *txn) error {
		ids = t.brandIDs()
		return nil
	})
	return ids
}

// mergeBrand does one piece for a brand and tells whether there was one.
func (s *Store) mergeBrand(brand A.ID) (bool, error) {
	var merged *postings
	var from []span
	err := s.view(func(t *txn) (err error) {
		runs, docs, err := t.spans(brand)
		if err != nil {
			return err
		}
		if reach := reachOf(runs); reach < docs {
			merged, err = t.indexTail(brand, reach, min(docs-reach, runLarge))
			return err
		}
		if from = pick(runs); from != nil {
			merged, err = t.gatherRuns(brand, from)
		}
		return err
	})
	if merged == nil || err != nil {
		return false, err
	}
	return true, s.update(func(t *txn) error { return t.replaceRuns(brand, from, merged) })
}

// spans are the runs of a brand in order, and the number of its documents.
func (t *txn) spans(brand A.ID) (out []span, docs uint32, err error) {
	folded, err := t.bucket(brand, foldedName)
	if folded == nil || err != nil {
		return nil, 0, err
	}
	words, err := t.bucket(brand, wordsName)
	if words == nil || err != nil {
		return nil, docCount(folded), err
	}
	c := words.Cursor()
	for k, _ := c.First(); k != nil; k, _ = c.Next() {
		out = append(out, span{binary.BigEndian.Uint32(k), sizeOf(words.Bucket(k))})
	}
	return out, docCount(folded), nil
}

func reachOf(runs []span) uint32 {
	if len(runs) == 0 {
		return 0
	}
	last := runs[len(runs)-1]
	return last.start + last.n
}

// pick chooses runs side by side to merge: small ones when there are enough of them, then middle ones once they fill a large one.
// The newest run is left alone while it still grows.
func pick(runs []span) []span {
	if n := len(runs); n > 0 && runs[n-1].n < runSmall {
		runs = runs[:n-1]
	}
	if got := row(runs, runMiddle, runMiddle); got != nil {
		return got
	}
	return row(runs, runLarge, runLarge)
}

// row is the oldest row of runs that each cover less than limit and together at least enough, or are too many; nil when there is
// none. It ends where together they cover enough.
func row(runs []span, limit, enough uint32) []span {
	for i := 0; i < len(runs); {
		j, sum := i, uint32(0)
		for j < len(runs) && runs[j].n < limit && sum < enough {
			sum += runs[j].n
			j++
		}
		if j-i > 1 && (sum >= enough || limit == runMiddle && j-i >= mergeCount) {
			return runs[i:j]
		}
		i = max(j, i+1)
	}
	return nil
}

// gatherRuns reads runs into one.
func (t *txn) gatherRuns(brand A.ID, from []span) (*postings, error) {
	words, err := t.bucket(brand, wordsName)
	if err != nil {
		return nil, err
	}
	p := newPostings(from[0].start)
	for _, sp := range from {
		run := words.Bucket(docKey(sp.start))
		c := run.Cursor()
		for k, delta := c.First(); k != nil; k, delta = c.Next() {
			if bytes.Equal(k, runSize) {
				continue
			}
			at := p.words[string(k)]
			if at == nil {
				at = new(posting)
				p.words[string(k)] = at
			}
			eachDoc(delta, func(n uint32) { at.add(p.n + n) })
		}
		p.n += sp.n
	}
	return p, nil
}

// indexTail indexes documents that no run covers.
func (t *txn) indexTail(brand A.ID, start, n uint32) (*postings, error) {
	folded, err := t.bucket(brand, foldedName)
	if err != nil {
		return nil, err
	}
	p := newPostings(start)
	c := folded.Cursor()
	for k, v := c.Seek(docKey(start)); k != nil && p.n < n; k, v = c.Next() {
		p.add(string(v[idLen:]))
	}
	return p, nil
}

// replaceRuns puts a run in the place of others, unless they have changed since they were read.
func (t *txn) replaceRuns(brand A.ID, from []span, p *postings) error {
	words, err := t.bucket(brand, wordsName)
	if err != nil {
		return err
	}
	for _, sp := range from {
		run := words.Bucket(docKey(sp.start))
		if run == nil || sizeOf(run) != sp.n {
			return nil // An erased brand, or another merge was faster.
		}
	}
	for _, sp := range from {
		if err := words.DeleteBucket(docKey(sp.start)); err != nil {
			return fmt.Errorf("merging the word index: %w", err)
		}
	}
	if len(from) == 0 && (words.Bucket(docKey(p.start)) != nil || !t.follows(words, p.start)) {
		return nil
	}
	return p.write(words)
}

// follows tells whether a run that begins at a number would follow the last one.
func (t *txn) follows(words *bolt.Bucket, start uint32) bool {
	k, _ := words.Cursor().Last()
	if k == nil {
		return start == 0
	}
	return binary.BigEndian.Uint32(k)+sizeOf(words.Bucket(k)) == start
}
