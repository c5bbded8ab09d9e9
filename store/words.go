package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	bolt "go.etcd.io/bbolt"

	A "vocero/accounts"
)

// The word index of a brand is a row of runs, each over consecutive documents. A run is a bucket named by its first document; it
// holds for every word the documents it stands in, as varint distances. Fresh mentions make small runs in their own transaction;
// MergeRuns makes larger ones of them.
const (
	runSmall  = 64
	runMiddle = 1000
	runLarge  = 65536
)

// runSize is the key that holds how many documents a run covers. No word begins with it.
var runSize = []byte{0}

// doc is a mention as it is searched.
type doc struct {
	id   A.ID
	text string // folded
}

// searchText is what of a mention can be found: what was said, and who said it.
func searchText(m *A.Mention) string {
	parts := make([]string, 0, 4)
	for _, s := range []string{m.Text.String(), m.CW.String(), m.Author.String(), m.AuthorName.String()} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return A.Fold(strings.Join(parts, "\n"))
}

// postings gathers the words of consecutive documents.
type postings struct {
	start uint32
	n     uint32
	words map[string]*posting
}

type posting struct {
	last  uint32 // the newest document, counted from 1, so that 0 is none
	delta []byte
}

func newPostings(start uint32) *postings {
	return &postings{start: start, words: map[string]*posting{}}
}

// add takes the words of the next document.
func (p *postings) add(text string) {
	p.n++
	for w := range A.Words(text) {
		at := p.words[w]
		if at == nil {
			at = new(posting)
			p.words[strings.Clone(w)] = at
		}
		at.add(p.n)
	}
}

// add notes a document, counted from 1.
func (at *posting) add(n uint32) {
	if at.last != n {
		at.delta = binary.AppendUvarint(at.delta, uint64(n-at.last))
		at.last = n
	}
}

// eachDoc calls fn with every document of a list, counted from 1.
func eachDoc(delta []byte, fn func(n uint32)) {
	var n uint32
	for len(delta) > 0 {
		d, w := binary.Uvarint(delta)
		if w <= 0 {
			return
		}
		n += uint32(d)
		fn(n)
		delta = delta[w:]
	}
}

// write makes a run of what was gathered.
func (p *postings) write(words *bolt.Bucket) error {
	run, err := words.CreateBucket(docKey(p.start))
	if err != nil {
		return fmt.Errorf("writing the word index: %w", err)
	}
	run.FillPercent = 1
	if err := run.Put(runSize, binary.AppendUvarint(nil, uint64(p.n))); err != nil {
		return fmt.Errorf("writing the word index: %w", err)
	}
	list := make([]string, 0, len(p.words))
	for w := range p.words {
		list = append(list, w)
	}
	slices.Sort(list) // Keys in order are nearly free.
	for _, w := range list {
		if err := run.Put([]byte(w), p.words[w].delta); err != nil {
			return fmt.Errorf("writing the word index: %w", err)
		}
	}
	return nil
}

// sizeOf is how many documents a run covers.
func sizeOf(run *bolt.Bucket) uint32 {
	n, _ := binary.Uvarint(run.Get(runSize))
	return uint32(n)
}

// addDocs appends documents to the search text of a brand and to its word index.
func (t *txn) addDocs(brand A.ID, docs []doc) error {
	if len(docs) == 0 {
		return nil
	}
	start, err := t.appendText(brand, docs)
	if err != nil {
		return err
	}
	words, err := t.bucket(brand, wordsName)
	if err != nil {
		return err
	}
	if k, _ := words.Cursor().Last(); k != nil && len(docs) < runSmall {
		run := words.Bucket(k)
		if n := sizeOf(run); n+uint32(len(docs)) <= runSmall {
			return extend(run, n, docs)
		}
	}
	for at := 0; at < len(docs); at += runMiddle {
		p := newPostings(start + uint32(at))
		for _, d := range docs[at:min(at+runMiddle, len(docs))] {
			p.add(d.text)
		}
		if err := p.write(words); err != nil {
			return err
		}
	}
	return nil
}

// appendText appends documents to the folded text and returns the number of the first.
func (t *txn) appendText(brand A.ID, docs []doc) (uint32, error) {
	folded, err := t.bucket(brand, foldedName)
	if err != nil {
		return 0, err
	}
	folded.FillPercent = 0.95
	start := docCount(folded)
	for i, d := range docs {
		v := append(make([]byte, 0, idLen+len(d.text)), idKey(d.id)...)
		if err := folded.Put(docKey(start+uint32(i)), append(v, d.text...)); err != nil {
			return 0, fmt.Errorf("writing the search text: %w", err)
		}
	}
	t.countsOf(brand)[countDocs] += int64(len(docs))
	return start, nil
}

// docCount is how many documents a brand has; they are numbered from 0 without gaps.
func docCount(folded *bolt.Bucket) uint32 {
	if k, _ := folded.Cursor().Last(); k != nil {
		return binary.BigEndian.Uint32(k) + 1
	}
	return 0
}

// extend adds documents to a small run.
func extend(run *bolt.Bucket, n uint32, docs []doc) error {
	fresh := map[string]*posting{}
	for i, d := range docs {
		for w := range A.Words(d.text) {
			at := fresh[w]
			if at == nil {
				at = &posting{delta: bytes.Clone(run.Get([]byte(w)))}
				eachDoc(at.delta, func(n uint32) { at.last = n })
				fresh[w] = at
			}
			at.add(n + uint32(i) + 1)
		}
	}
	for w, at := range fresh {
		if err := run.Put([]byte(w), at.delta); err != nil {
			return fmt.Errorf("writing the word index: %w", err)
		}
	}
	if err := run.Put(runSize, binary.AppendUvarint(nil, uint64(n)+uint64(len(docs)))); err != nil {
		return fmt.Errorf("writing the word index: %w", err)
	}
	return nil
}
