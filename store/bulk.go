package store

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	A "vocero/accounts"
	"vocero/accounts/guard"
)

// BulkBatch is how many mentions BulkMentions puts into one transaction unless told otherwise.
const BulkBatch = 10000

// BulkMentions fills a desk with mentions: for a practice desk of any size and for benchmarks. They come in the order in which they
// are to have arrived, with Account, RemoteID, State, At and whatever they hold; Brand follows from the account, a zero Deadline from
// the brand. A remote id that is there already is refused with A.ErrTaken. Word runs are made full, so nothing is left to merge.
func (s *Store) BulkMentions(ms iter.Seq[A.Mention], batch int) (n int, err error) {
	if batch <= 0 {
		batch = BulkBatch
	}
	f := &filling{s: s, runs: map[A.ID]*postings{}, owners: map[A.ID]A.Brand{}}
	if err := f.learn(); err != nil {
		return 0, err
	}
	next, stop := iter.Pull(ms)
	defer stop()
	for end := false; !end; {
		f.batch = f.batch[:0]
		for len(f.batch) < batch {
			m, ok := next()
			if !ok {
				end = true
				break
			}
			f.batch = append(f.batch, m)
		}
		if err := s.update(func(t *txn) error { return f.store(t, end) }); err != nil {
			return n, err
		}
		n += len(f.batch)
	}
	return n, nil
}

// filling is one BulkMentions: what it knows of accounts, and the run that grows for each brand.
type filling struct {
	s      *Store
	owners map[A.ID]A.Brand // account -> brand
	runs   map[A.ID]*postings
	batch  []A.Mention
}

func (f *filling) learn() error {
	all, err := f.s.Accounts("")
	if err != nil {
		return err
	}
	for _, a := range all {
		if f.owners[a.ID], err = f.s.Brand(a.Brand); err != nil {
			return err
		}
	}
	return f.settleRuns()
}

// settleRuns indexes what no run covers yet, so that the runs to come follow.
func (f *filling) settleRuns() error {
	for _, brand := range f.s.allBrands() {
		for {
			var runs []span
			var docs uint32
			err := f.s.view(func(t *txn) (err error) {
				runs, docs, err = t.spans(brand)
				return err
			})
			if err != nil {
				return err
			}
			if reachOf(runs) >= docs {
				break
			}
			if _, err := f.s.mergeBrand(brand); err != nil {
				return err
			}
		}
	}
	return nil
}

// entry is one key of an index, gathered to be written in order.
type entry struct{ key, val []byte }

// store writes one batch: the records as they come, the index keys sorted.
func (f *filling) store(t *txn, end bool) error {
	docs := map[A.ID][]doc{}
	keys := map[place][]entry{}
	for i := range f.batch {
		m := &f.batch[i]
		b, ok := f.owners[m.Account]
		if !ok {
			return fmt.Errorf("filling the desk: the account %q: %w", string(m.Account), A.ErrNotFound)
		}
		f.complete(t, m, b)
		if err := f.put(t, m, keys); err != nil {
			return err
		}
		docs[b.ID] = append(docs[b.ID], doc{m.ID, searchText(m)})
		t.touch(A.TopicMentions, b.ID)
	}
	for p, list := range keys {
		if err := putSorted(t, p, list); err != nil {
			return err
		}
	}
	for brand, list := range docs {
		if err := f.index(t, brand, list); err != nil {
			return err
		}
	}
	if !end {
		return nil
	}
	return f.seal(t)
}

func (f *filling) complete(t *txn, m *A.Mention, b A.Brand) {
	m.ID, m.Brand = t.newID(), b.ID
	m.At = sane(m.At, t.now)
	if m.Received.IsZero() {
		m.Received = m.At
	}
	if m.Deadline.IsZero() {
		m.Deadline = m.At.Add(b.AnswerWithin())
	}
	if m.Mood == A.MoodUnknown {
		m.Mood = guard.MoodOf(m)
	}
	m.Received, m.Deadline = m.Received.UTC().Truncate(time.Second), m.Deadline.UTC().Truncate(time.Second)
}

// put writes a record and gathers its index keys.
func (f *filling) put(t *txn, m *A.Mention, keys map[place][]entry) error {
	bk, err := mentions.open(t, m.Brand)
	if err != nil {
		return err
	}
	raw, err := mentions.write(m)
	if err != nil {
		return err
	}
	key := mentions.key(m)
	if err := bk.Put(key, raw); err != nil {
		return fmt.Errorf("filling the desk: %w", err)
	}
	for i := range mentions.indexes {
		x := &mentions.indexes[i]
		for _, k := range x.all(m, key) {
			p := place{m.Brand, x.name}
			keys[p] = append(keys[p], entry{k, x.value(key)})
		}
	}
	mentions.count(m, t.countsOf(m.Brand), 1)
	return nil
}

// putSorted writes the keys of an index in order, and refuses one of a unique index that is there already.
func putSorted(t *txn, p place, list []entry) error {
	b, err := t.bucket(p.brand, p.name)
	if err != nil {
		return err
	}
	b.FillPercent = 0.95
	slices.SortFunc(list, func(a, b entry) int { return bytes.Compare(a.key, b.key) })
	for i, e := range list {
		if e.val != nil && (b.Get(e.key) != nil || i > 0 && bytes.Equal(e.key, list[i-1].key)) {
			return fmt.Errorf("filling the desk: %s: %w", p.name, A.ErrTaken)
		}
		if err := b.Put(e.key, e.val); err != nil {
			return fmt.Errorf("filling the desk: %w", err)
		}
	}
	return nil
}

// index appends documents to the text of a brand and to its growing run, and writes the run once it is full.
func (f *filling) index(t *txn, brand A.ID, docs []doc) error {
	start, err := t.appendText(brand, docs)
	if err != nil {
		return err
	}
	for i, d := range docs {
		p := f.runs[brand]
		if p == nil {
			p = newPostings(start + uint32(i))
			f.runs[brand] = p
		}
		if p.add(d.text); p.n == runLarge {
			if err := f.flush(t, brand); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f *filling) flush(t *txn, brand A.ID) error {
	words, err := t.bucket(brand, wordsName)
	if err != nil {
		return err
	}
	p := f.runs[brand]
	delete(f.runs, brand)
	if !t.follows(words, p.start) {
		return fmt.Errorf("filling the desk: somebody else put mentions into it meanwhile: %w", A.ErrBusy)
	}
	return p.write(words)
}

// seal writes the runs that are not full at the end.
func (f *filling) seal(t *txn) error {
	var errs []error
	for brand := range f.runs {
		errs = append(errs, f.flush(t, brand))
	}
	return errors.Join(errs...)
}
