package store

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"slices"
	"sort"
	"strings"

	bolt "go.etcd.io/bbolt"

	A "vocero/accounts"
)

// wanted is a search, read: words (as beginnings, or whole when quoted) by the index, and parts of words by looking.
type wanted struct {
	words []string
	whole []bool
	parts [][]byte
}

// readSearch reads a search: `pan "luz" ~adería` asks for a word that begins with pan, the word luz, and adería anywhere.
func readSearch(s string) (w wanted) {
	for f := range strings.FieldsSeq(A.Fold(s)) {
		if part, ok := strings.CutPrefix(f, "~"); ok {
			if part != "" {
				w.parts = append(w.parts, []byte(part))
			}
			continue
		}
		quoted := len(f) > 2 && f[0] == '"' && f[len(f)-1] == '"'
		for word := range A.Words(f) {
			w.words = append(w.words, word)
			w.whole = append(w.whole, quoted)
		}
	}
	return w
}

func (w wanted) empty() bool { return len(w.words)+len(w.parts) == 0 }

// finder walks the documents of one brand that fit a search, newest first, or oldest first with up.
type finder struct {
	brand  A.ID
	want   wanted
	up     bool
	folded *bolt.Bucket
	words  *bolt.Bucket
	runs   *bolt.Cursor
	text   *bolt.Cursor // of a search without words
	set    []uint64     // of the run at hand: the documents that fit
	base   uint32       // the first document of the run
	at     int          // the place in set, walking
	limit  uint32       // documents not to go beyond, exclusive
	bound  bool         // limit counts
	key    []byte       // what was found: the id
	doc    uint32
	val    []byte
}

// newFinder begins behind the document of an id; nil begins at the end the walk starts from.
func (t *txn) newFinder(brand A.ID, w wanted, from []byte, up bool) (*finder, error) {
	folded, err := t.bucket(brand, foldedName)
	if folded == nil || err != nil {
		return nil, err
	}
	words, err := t.bucket(brand, wordsName)
	if err != nil {
		return nil, err
	}
	f := &finder{brand: brand, want: w, up: up, folded: folded, words: words}
	if from != nil {
		f.bound = true
		f.limit = docOf(folded, from, up)
	}
	if len(w.words) == 0 || words == nil {
		f.text = folded.Cursor()
	} else {
		f.runs = words.Cursor()
	}
	f.start()
	return f, nil
}

// docOf is the first document whose id is not below (walking down) or is above (walking up) the given one. Ids grow with the numbers.
func docOf(folded *bolt.Bucket, id []byte, up bool) uint32 {
	n := docCount(folded)
	return uint32(sort.Search(int(n), func(i int) bool {
		c := bytes.Compare(folded.Get(docKey(uint32(i)))[:idLen], id)
		return c > 0 || c == 0 && !up
	}))
}

// start goes to the first document.
func (f *finder) start() {
	if f.runs == nil {
		f.key = nil
		f.startText()
		return
	}
	var k []byte
	switch {
	case !f.bound && f.up:
		k, _ = f.runs.First()
	case !f.bound:
		k, _ = f.runs.Last()
	default:
		if k, _ = f.runs.Seek(docKey(f.limit)); k == nil {
			k, _ = f.runs.Last()
		} else if binary.BigEndian.Uint32(k) > f.limit {
			if prev, _ := f.runs.Prev(); prev != nil {
				k = prev
			} else {
				k, _ = f.runs.First()
			}
		}
	}
	f.load(k)
	f.next()
}

// load works out which documents of a run fit.
func (f *finder) load(k []byte) {
	f.set = nil
	if k == nil {
		return
	}
	f.base = binary.BigEndian.Uint32(k)
	run := f.words.Bucket(k)
	n := int(sizeOf(run))
	f.set = make([]uint64, (n+63)/64)
	for i, w := range f.want.words {
		one := f.set
		if i > 0 {
			one = make([]uint64, len(f.set))
		}
		mark(run, w, f.want.whole[i], one)
		if i > 0 {
			for j := range f.set {
				f.set[j] &= one[j]
			}
		}
	}
	f.at = -1
	if !f.up {
		f.at = len(f.set) * 64
	}
}

// mark sets the documents of a run in which a word stands, or one that begins with it.
func mark(run *bolt.Bucket, word string, whole bool, set []uint64) {
	put := func(delta []byte) {
		eachDoc(delta, func(n uint32) {
			if i := int(n - 1); i/64 < len(set) {
				set[i/64] |= 1 << (i % 64)
			}
		})
	}
	if whole {
		put(run.Get([]byte(word)))
		return
	}
	c := run.Cursor()
	for k, v := c.Seek([]byte(word)); k != nil && bytes.HasPrefix(k, []byte(word)); k, v = c.Next() {
		put(v)
	}
}

// next goes to the next document that fits; key is nil at the end.
func (f *finder) next() {
	if f.runs == nil {
		f.nextText()
		return
	}
	for f.set != nil {
		i := nextBit(f.set, f.at, f.up)
		if i < 0 {
			f.turn()
			continue
		}
		f.at = i
		f.doc = f.base + uint32(i)
		if f.bound && (f.up && f.doc < f.limit || !f.up && f.doc >= f.limit) {
			continue
		}
		if f.val = f.folded.Get(docKey(f.doc)); len(f.val) >= idLen && f.hasParts() {
			f.key = f.val[:idLen]
			return
		}
	}
	f.key = nil
}

// turn goes to the next run.
func (f *finder) turn() {
	var k []byte
	if f.up {
		k, _ = f.runs.Next()
	} else {
		k, _ = f.runs.Prev()
	}
	f.load(k)
}

// nextBit is the next set bit above (up) or below i; -1 when there is none.
func nextBit(set []uint64, i int, up bool) int {
	if up {
		for i++; i < len(set)*64; i = (i/64 + 1) * 64 {
			if w := set[i/64] >> (i % 64); w != 0 {
				return i + bits.TrailingZeros64(w)
			}
		}
		return -1
	}
	for i--; i >= 0; i = i/64*64 - 1 {
		if w := set[i/64] << (63 - i%64); w != 0 {
			return i - bits.LeadingZeros64(w)
		}
	}
	return -1
}

func (f *finder) hasParts() bool {
	for _, p := range f.want.parts {
		if !bytes.Contains(f.val[idLen:], p) {
			return false
		}
	}
	return true
}

func (f *finder) startText() {
	var k, v []byte
	switch {
	case f.up && f.bound:
		k, v = f.text.Seek(docKey(f.limit))
	case f.up:
		k, v = f.text.First()
	case f.bound:
		if k, _ = f.text.Seek(docKey(f.limit)); k == nil {
			k, v = f.text.Last()
		} else {
			k, v = f.text.Prev()
		}
	default:
		k, v = f.text.Last()
	}
	f.scan(k, v)
}

func (f *finder) nextText() { f.scan(f.step()) }

func (f *finder) step() (k, v []byte) {
	if f.up {
		return f.text.Next()
	}
	return f.text.Prev()
}

// scan looks at one document after the other until one fits.
func (f *finder) scan(k, v []byte) {
	for ; k != nil; k, v = f.step() {
		if f.val = v; len(v) >= idLen && f.hasParts() {
			f.key = v[:idLen]
			return
		}
	}
	f.key = nil
}

// hunt merges the finders of several brands by id and keeps what is on the shelves of the query.
type hunt struct {
	t       *txn
	q       A.MentionQuery
	shelves []byte
	finders []*finder
	up      bool
	last    *finder
}

func (t *txn) newHunt(q A.MentionQuery, from []byte, up bool) (*hunt, error) {
	h := &hunt{t: t, q: q, shelves: shelves(q), up: up}
	w := readSearch(q.Search)
	if w.empty() {
		return h, nil
	}
	for _, brand := range t.scope(q.Brand) {
		f, err := t.newFinder(brand, w, from, up)
		if err != nil {
			return nil, err
		}
		if f != nil {
			h.finders = append(h.finders, f)
		}
	}
	return h, nil
}

// next is the next mention that fits, as stored; nil at the end.
func (h *hunt) next() (key, raw []byte, err error) {
	for {
		if h.last != nil {
			h.last.next()
		}
		h.last = nil
		for _, f := range h.finders {
			if f.key != nil && (h.last == nil || (bytes.Compare(f.key, h.last.key) < 0) == h.up) {
				h.last = f
			}
		}
		if h.last == nil {
			return nil, nil, nil
		}
		b, err := mentions.open(h.t, h.last.brand)
		if err != nil {
			return nil, nil, err
		}
		if b != nil {
			raw = b.Get(h.last.key)
		}
		if len(raw) == 0 {
			return nil, nil, orMissing(nil, foldedName)
		}
		if slices.Contains(h.shelves, raw[0]) {
			return h.last.key, raw, nil
		}
	}
}
