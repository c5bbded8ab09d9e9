package store

import (
	"bytes"
	"slices"
	"strings"

	bolt "go.etcd.io/bbolt"

	A "vocero/accounts"
)

// followPerson marks what a person said as theirs, and lets the drafts name them anew, whichever way the person changed.
func followPerson(t *txn, brand A.ID, was, is *A.Person) error {
	undo := t.undo
	t.undo = nil // The marks follow the person, also when that is restored.
	defer func() { t.undo = undo }()
	from, to := aliasesOf(was), aliasesOf(is)
	for _, x := range from {
		if !slices.ContainsFunc(to, x.Same) {
			if err := t.markAuthor(brand, x, was.ID, ""); err != nil {
				return err
			}
		}
	}
	for _, x := range to {
		if !slices.ContainsFunc(from, x.Same) {
			if err := t.markAuthor(brand, x, "", is.ID); err != nil {
				return err
			}
		}
	}
	return t.nameAgain(brand)
}

func aliasesOf(p *A.Person) []A.Alias {
	if p == nil {
		return nil
	}
	return p.Aliases
}

// markAuthor gives what an alias said from one person to another; "" is nobody.
func (t *txn) markAuthor(brand A.ID, x A.Alias, from, to A.ID) error {
	said, err := t.saidBy(brand, x, func(m *A.Mention) bool { return m.Person == from }, 0)
	for i := 0; i < len(said) && err == nil; i++ {
		said[i].Person = to
		err = mentions.put(t, &said[i])
	}
	return err
}

// saidBy are the mentions of an alias that want says, newest first: at most limit, all with 0. The word index leads to them.
func (t *txn) saidBy(brand A.ID, x A.Alias, want func(*A.Mention) bool, limit int) (out []A.Mention, err error) {
	as, err := t.accountsOf(brand)
	if x.Handle == "" || err != nil {
		return nil, err
	}
	var words []string
	for w := range strings.FieldsSeq(x.Handle) {
		words = append(words, `"`+w+`"`)
	}
	f, err := t.newFinder(brand, readSearch(strings.Join(words, " ")), nil, false)
	if f == nil || err != nil {
		return nil, err
	}
	for ; f.key != nil && (limit == 0 || len(out) < limit); f.next() {
		m, err := mentions.get(t, brand, f.key)
		if err != nil {
			return nil, err
		}
		if m == nil {
			continue
		}
		if y, ok := m.AuthorAlias(as[m.Account]); ok && y.Same(x) && want(m) {
			out = append(out, *m)
		}
	}
	return out, nil
}

// accountsOf are the accounts of a brand by their id.
func (t *txn) accountsOf(brand A.ID) (map[A.ID]A.Account, error) {
	list, err := accountsC.list(t, brand)
	out := make(map[A.ID]A.Account, len(list))
	for _, a := range list {
		out[a.ID] = a
	}
	return out, err
}

// attribute says of a mention that comes in whose it is, and which post of ours it answers.
func (t *txn) attribute(a *A.Account, m *A.Mention) error {
	m.Person, m.About = "", ""
	if x, ok := m.AuthorAlias(*a); ok {
		p, err := t.personWith(a.Brand, x)
		if err != nil {
			return err
		}
		if p != nil {
			m.Person = p.ID
		}
	}
	if m.InReplyTo == "" {
		return nil
	}
	post, err := t.postOut(a.Brand, a.ID, m.InReplyTo)
	m.About = post
	return err
}

// postOut is the post of which something is out on an account under a remote id; "" when it is not ours.
func (t *txn) postOut(brand, account A.ID, remote string) (A.ID, error) {
	b, err := t.bucket(brand, "deliveries.remote")
	if b == nil || err != nil {
		return "", err
	}
	d, err := deliveries.get(t, brand, b.Get(remoteKey(account, remote)))
	if d == nil || err != nil {
		return "", err
	}
	return d.Post, nil
}

// outKeys index what is out by its account and remote id.
func outKeys(d *A.Delivery, emit func([]byte)) {
	if d.Op == A.OpPost && d.Post != "" && d.Receipt != nil && d.Receipt.RemoteID != "" {
		emit(remoteKey(d.Account, d.Receipt.RemoteID))
	}
}

// mostBefore is how many of the newest mentions are looked at for answers that came before the network's word that the post is out.
const mostBefore = 200

// answersBefore finds what was said to a post before it was known to be out.
func answersBefore(t *txn, was, d *A.Delivery) error {
	if d == nil || d.Op != A.OpPost || d.Receipt == nil || was != nil && was.Receipt != nil || len(d.Attempts) == 0 {
		return nil
	}
	undo := t.undo
	t.undo = nil
	defer func() { t.undo = undo }()
	b, err := mentions.open(t, d.Brand)
	if err != nil {
		return err
	}
	since := d.Attempts[0].Started
	var early []A.Mention
	cur := b.Cursor()
	n := 0
	for k, raw := cur.Last(); k != nil && n < mostBefore && !keyID(k).Time().Before(since); k, raw = cur.Prev() {
		n++
		m, err := mentions.read(raw)
		if err != nil {
			return err
		}
		if m.About == "" && m.Account == d.Account && m.InReplyTo == d.Receipt.RemoteID {
			early = append(early, *m)
		}
	}
	for i := range early {
		early[i].About = d.Post
		if err := mentions.put(t, &early[i]); err != nil {
			return err
		}
	}
	return nil
}

// nameHandles settles what the handles of a post become on its accounts.
func (t *txn) nameHandles(p *A.Post) error {
	p.Namings = nil
	if !mayName(p) {
		return nil
	}
	if b, err := t.bucket(p.Brand, people.name); err != nil || vacant(b) {
		return err
	}
	as, err := accountsC.list(t, p.Brand)
	if err != nil {
		return err
	}
	p.Namings = A.NamingsOf(*p, as, func(x A.Alias) (A.Person, bool) {
		who, e := t.personWith(p.Brand, x)
		if e != nil || who == nil {
			err = e
			return A.Person{}, false
		}
		return *who, true
	})
	return err
}

// mayName tells whether a text of the post can hold a handle.
func mayName(p *A.Post) bool {
	return strings.Contains(p.Text, "@") || slices.ContainsFunc(p.Versions, func(v A.Version) bool { return strings.Contains(v.Text, "@") })
}

// nameAgain settles the handles of all drafts of a brand anew: a person has changed. What is on its way stays as it was confirmed.
func (t *txn) nameAgain(brand A.ID) error {
	b, err := posts.open(t, brand)
	if err != nil {
		return err
	}
	var open []A.Post
	cur := b.Cursor()
	for k, raw := cur.First(); k != nil; k, raw = cur.Next() {
		if len(raw) == 0 || !A.PostState(raw[0]).Open() || bytes.IndexByte(raw, '@') < 0 {
			continue
		}
		p, err := posts.read(raw)
		if err != nil {
			return err
		}
		open = append(open, *p)
	}
	undo := t.undo
	t.undo = nil
	defer func() { t.undo = undo }()
	for i := range open {
		was := open[i].Namings
		if err := t.nameHandles(&open[i]); err != nil {
			return err
		}
		if !slices.Equal(was, open[i].Namings) {
			if err := posts.put(t, &open[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// fillAnswers is the step to schema 3: it finds what is out by its remote id, and which mentions answer it.
func fillAnswers(tx *bolt.Tx) error {
	t := (&Store{}).newTxn(tx)
	for _, brand := range t.brandIDs() {
		out, err := t.bucket(brand, "deliveries.remote")
		if err != nil {
			return err
		}
		err = deliveries.each(t, brand, func(d *A.Delivery) (more bool, err error) {
			outKeys(d, func(k []byte) { err = out.Put(k, idKey(d.ID)) })
			return true, err
		})
		if err == nil && !vacant(out) {
			err = t.fillAbout(brand)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// vacant tells whether a bucket holds nothing.
func vacant(b *bolt.Bucket) bool {
	if b == nil {
		return true
	}
	k, _ := b.Cursor().First()
	return k == nil
}

// heardOf is as much of a mention as tells what it answers.
type heardOf struct {
	Account   A.ID   `cbor:"3,keyasint"`
	InReplyTo string `cbor:"18,keyasint"`
}

func (t *txn) fillAbout(brand A.ID) error {
	b, err := mentions.open(t, brand)
	if err != nil {
		return err
	}
	about := map[A.ID]A.ID{}
	cur := b.Cursor()
	for k, raw := cur.First(); k != nil; k, raw = cur.Next() {
		var x heardOf
		if len(raw) == 0 || decode(raw[1:], &x) != nil || x.InReplyTo == "" {
			continue
		}
		post, err := t.postOut(brand, x.Account, x.InReplyTo)
		if err != nil {
			return err
		}
		if post != "" {
			about[keyID(k)] = post
		}
	}
	byPost, err := t.bucket(brand, "mentions.about")
	for id, post := range about {
		if err != nil {
			return err
		}
		err = t.writeAbout(b, byPost, id, post)
	}
	return err
}

func (t *txn) writeAbout(b, byPost *bolt.Bucket, id, post A.ID) error {
	m, err := mentions.read(b.Get(idKey(id)))
	if err != nil {
		return err
	}
	m.About = post
	raw, err := mentions.write(m)
	if err != nil {
		return err
	}
	if err := b.Put(idKey(id), raw); err != nil {
		return err
	}
	aboutKeys(m, func(k []byte) { err = byPost.Put(append(k, idKey(id)...), nil) })
	return err
}

// aboutKeys index what was said to a post of ours.
func aboutKeys(m *A.Mention, emit func([]byte)) {
	if m.About != "" {
		emit(join(idKey(m.About), []byte{shelf(m.Kind != A.Talk, m.State)}, timeKey(m.Deadline)))
	}
}

// personKeys index what a person said.
func personKeys(m *A.Mention, emit func([]byte)) {
	if m.Person != "" {
		emit(join(idKey(m.Person), []byte{shelf(m.Kind != A.Talk, m.State)}, timeKey(m.Deadline)))
	}
}
