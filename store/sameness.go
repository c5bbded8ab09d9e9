package store

import (
	"slices"
	"strings"
	"sync"
	"time"

	bolt "go.etcd.io/bbolt"

	A "vocero/accounts"
	"vocero/accounts/guard"
)

// saidFor is how long a text counts as said, for the guard of sameness.
const saidFor = 90 * 24 * time.Hour

// saidText is the fingerprint of what one account says with one post, kept beside the deliveries so that the guards need not read
// them. It follows the first part of the post's delivery, and what was edited or deleted afterwards.
type saidText struct {
	Brand   A.ID      `cbor:"1,keyasint"`
	Post    A.ID      `cbor:"2,keyasint"`
	Account A.ID      `cbor:"3,keyasint"`
	At      time.Time `cbor:"4,keyasint"` // when it left, or will
	Print   []byte    `cbor:"5,keyasint"`
	Excerpt string    `cbor:"6,keyasint"`
}

var said = &collection[saidText]{
	name:  "said",
	brand: func(x *saidText) A.ID { return x.Brand },
	key:   func(x *saidText) []byte { return saidKey(x.Post, x.Account) },
	indexes: []index[saidText]{
		{name: "said.at", keys: func(x *saidText, emit func([]byte)) { emit(milliKey(x.At)) }},
	},
}

// saidKey is the key of a post on an account; nil where one of them has no proper id.
func saidKey(post, account A.ID) []byte {
	p, a := idKey(post), idKey(account)
	if p == nil || a == nil {
		return nil
	}
	return join(p, a)
}

// followDelivery keeps what hangs on deliveries: what was said to them, the fingerprints of what they say, and what they cost.
func followDelivery(t *txn, brand A.ID, was, is *A.Delivery) error {
	if err := payDelivery(t, brand, was, is); err != nil {
		return err
	}
	if err := answersBefore(t, was, is); err != nil {
		return err
	}
	return followSaid(t, brand, was, is)
}

// followSaid keeps the fingerprints with the deliveries, whichever way those change.
func followSaid(t *txn, brand A.ID, was, is *A.Delivery) error {
	d := is
	if d == nil {
		d = was
	}
	undo := t.undo
	t.undo = nil // The fingerprints follow the deliveries, also when they are restored.
	defer func() { t.undo = undo }()
	key := saidKey(d.Post, d.Account)
	published := is != nil && is.State == A.Published && (was == nil || was.State != A.Published)
	switch {
	case key == nil || d.Target != "" && d.Op == A.OpPost || d.Part != 0:
		return nil // A reply may repeat itself; the first part stands for a thread.
	case d.Op == A.OpPost && !says(is):
		return t.dropSaid(brand, key)
	case d.Op == A.OpPost && (!says(was) || !was.Due.Equal(is.Due) || was.Digest != is.Digest):
		p, err := posts.get(t, brand, idKey(d.Post))
		if p == nil || err != nil {
			return err
		}
		return t.putSaid(d, p.TextFor(d.Account), d.Due)
	case d.Op == A.OpEdit && published && d.Outgoing != nil:
		old, err := said.get(t, brand, key)
		if old == nil || err != nil {
			return err
		}
		return t.putSaid(d, d.Outgoing.Text, old.At)
	case d.Op == A.OpDelete && published:
		return t.dropSaid(brand, key)
	}
	return nil
}

// says tells whether what a delivery carries is out, or on its way.
func says(d *A.Delivery) bool {
	return d != nil && d.State != A.Cancelled && d.State != A.Failed && d.State != A.Missed
}

// putSaid stores the fingerprint of a text; one that is too short to be like another has none.
func (t *txn) putSaid(d *A.Delivery, text string, at time.Time) error {
	sum := guard.PrintOf(text)
	if sum.Zero() {
		return t.dropSaid(d.Brand, saidKey(d.Post, d.Account))
	}
	line := A.Truncate(strings.Join(strings.Fields(text), " "), 60)
	err := said.put(t, &saidText{Brand: d.Brand, Post: d.Post, Account: d.Account, At: at, Print: sum.Bytes(), Excerpt: line})
	if err != nil {
		return err
	}
	return t.stir(d.Brand)
}

// uttered remembers what was said by each brand, so that it is read once and not for every check.
type uttered struct {
	saidLock sync.Mutex
	saidSeen map[A.ID]utterance
}

// utterance is what a brand said from an instant on, by the time it left; seq tells whether that is still so.
type utterance struct {
	seq  uint64
	from time.Time
	list []guard.Said
}

// dropSaid removes a fingerprint.
func (t *txn) dropSaid(brand A.ID, key []byte) error {
	if err := said.drop(t, brand, key); err != nil {
		return err
	}
	return t.stir(brand)
}

// stir tells the memory of what was said that it has changed: the bucket's own sequence is part of the transaction.
func (t *txn) stir(brand A.ID) error {
	b, err := said.open(t, brand)
	if err == nil {
		_, err = b.NextSequence()
	}
	return err
}

// saidSince are the texts of all brands from an instant on, planned ones too.
func (t *txn) saidSince(from time.Time, networks map[A.ID]A.Kind) ([]guard.Said, error) {
	var out []guard.Said
	for _, brand := range t.brandIDs() {
		b, err := said.open(t, brand)
		if err != nil {
			return nil, err
		}
		if b == nil {
			continue
		}
		u := t.s.uttered.known(brand, b.Sequence(), from)
		if u == nil {
			if u, err = t.utterance(brand, from, networks); err != nil {
				return nil, err
			}
			u.seq = b.Sequence()
			t.s.uttered.keep(brand, *u)
		}
		first, _ := slices.BinarySearchFunc(u.list, from, func(x guard.Said, t time.Time) int { return x.At.Compare(t) })
		out = append(out, u.list[first:]...)
	}
	return out, nil
}

// known is what is remembered of a brand, if it still holds; nil otherwise.
func (u *uttered) known(brand A.ID, seq uint64, from time.Time) *utterance {
	u.saidLock.Lock()
	defer u.saidLock.Unlock()
	x, ok := u.saidSeen[brand]
	if !ok || x.seq != seq || from.Before(x.from) {
		return nil
	}
	return &x
}

func (u *uttered) keep(brand A.ID, x utterance) {
	u.saidLock.Lock()
	defer u.saidLock.Unlock()
	if u.saidSeen == nil {
		u.saidSeen = map[A.ID]utterance{}
	}
	u.saidSeen[brand] = x
}

// utterance reads what a brand said from an instant on.
func (t *txn) utterance(brand A.ID, from time.Time, networks map[A.ID]A.Kind) (*utterance, error) {
	u := &utterance{from: from}
	index, err := t.bucket(brand, said.indexes[0].name)
	if index == nil || err != nil {
		return u, err
	}
	cur := index.Cursor()
	for k, _ := cur.Seek(milliKey(from)); k != nil; k, _ = cur.Next() {
		x, err := said.get(t, brand, k[8:])
		if err != nil {
			return nil, err
		}
		if x != nil {
			u.list = append(u.list, guard.Said{Post: x.Post, Brand: brand, Account: x.Account, Network: networks[x.Account], At: x.At, Excerpt: x.Excerpt, Print: guard.ReadPrint(x.Print)})
		}
	}
	return u, nil
}

// fillSaid is the step to schema 2: it reads the deliveries of an older desk once.
func fillSaid(tx *bolt.Tx) error {
	t := (&Store{}).newTxn(tx)
	for _, brand := range t.brandIDs() {
		err := deliveries.each(t, brand, func(d *A.Delivery) (bool, error) {
			return true, followSaid(t, brand, nil, d)
		})
		if err != nil {
			return err
		}
	}
	return nil
}
