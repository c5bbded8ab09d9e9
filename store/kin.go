package store

import (
	"errors"
	"slices"
	"strings"
	"time"

	A "vocero/accounts"
)

// Bounds of what is looked at to find what belongs together.
const (
	sameWithin = 24 * time.Hour // apart from each other, two equal sayings are one
	kinLooks   = 50             // mentions of a person on a shelf, the newest
	likelyHits = 200            // mentions that are read to find somebody's other names
	mostLikely = 5
)

// Kin is what the desk knows of a mention beyond itself: who spoke, under which names and how often, what they said elsewhere in the
// same words, and which post of ours it answers.
func (s *Store) Kin(m A.Mention) (k A.Kin, err error) {
	err = s.view(func(t *txn) error {
		now, err := mentions.get(t, m.Brand, idKey(m.ID))
		if err != nil {
			return err
		}
		if now != nil { // What is on a screen may be older than what somebody said of it.
			m = *now
		}
		if k.Post, err = posts.get(t, m.Brand, idKey(m.About)); err != nil || m.Person == "" {
			return err
		}
		if k.Person, err = people.get(t, m.Brand, idKey(m.Person)); err != nil || k.Person == nil {
			return err
		}
		as, err := t.accountsOf(m.Brand)
		if err != nil {
			return err
		}
		k.Here, _ = m.AuthorAlias(as[m.Account])
		for _, x := range k.Person.Aliases {
			said, err := t.saidBy(m.Brand, x, func(*A.Mention) bool { return true }, countLimit)
			if err != nil {
				return err
			}
			k.Spoke = append(k.Spoke, A.Spoke{Alias: x, Mentions: len(said)})
		}
		k.Same, err = t.sameSaid(&m)
		return err
	})
	return k, err
}

// Echoes are the same words of the same person on other accounts, at most a day apart, oldest first.
func (s *Store) Echoes(m A.Mention) (same []A.Echo, err error) {
	if m.Person == "" {
		return nil, nil
	}
	err = s.view(func(t *txn) (err error) {
		same, err = t.sameSaid(&m)
		return err
	})
	return same, err
}

// sameSaid finds what a person said in the same words on another account, within a day.
func (t *txn) sameSaid(m *A.Mention) (same []A.Echo, err error) {
	words := gistOf(m)
	if m.Person == "" || m.Kind != A.Talk || words == "" {
		return nil, nil
	}
	as, err := t.accountsOf(m.Brand)
	if err != nil {
		return nil, err
	}
	for sh := shelf(false, A.New); sh <= shelf(false, A.Done); sh++ {
		var b braid
		if err := b.add(t, m.Brand, "mentions.person", append(idKey(m.Person), sh)); err != nil {
			return nil, err
		}
		b.seek(nil, true)
		n := 0
		for _, k, _ := b.next(); k != nil && n < kinLooks; _, k, _ = b.next() {
			n++
			o, err := mentions.get(t, m.Brand, k[8:])
			if err != nil {
				return nil, err
			}
			if o == nil || o.Account == m.Account || o.At.Sub(m.At).Abs() > sameWithin || gistOf(o) != words {
				continue
			}
			x := A.Echo{Mention: *o, Network: as[o.Account].Place()}
			if x.Answered, err = t.answeredAt(o); err != nil {
				return nil, err
			}
			same = append(same, x)
		}
	}
	slices.SortFunc(same, func(a, b A.Echo) int { return a.Mention.At.Compare(b.Mention.At) })
	return same, nil
}

// gistOf are the words of a mention by which it is told from others: folded, without whom it names and where its links lead.
func gistOf(m *A.Mention) string {
	text := m.Text.String()
	var out []string
	for f := range strings.FieldsSeq(text) {
		if strings.HasPrefix(f, "@") || strings.HasPrefix(f, "http://") || strings.HasPrefix(f, "https://") {
			continue
		}
		for w := range A.Words(A.Fold(f)) {
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}

// answeredAt is when our answer to a mention was out; zero: none is.
func (t *txn) answeredAt(m *A.Mention) (at time.Time, err error) {
	if m.Reply == "" {
		return at, nil
	}
	list, err := t.deliveriesOf(m.Brand, m.Reply)
	for _, d := range list {
		if d.State == A.Published && d.Part == 0 && d.Op == A.OpPost {
			if at = d.CreatedAt; d.Receipt != nil && !d.Receipt.At.IsZero() {
				at = d.Receipt.At
			}
		}
	}
	return at, err
}

// LikelyPeople are who may be the author of a mention under another name, the likeliest first: persons, and authors nobody joined to
// anybody. They share the user name, the name they show, or a domain with the author; what links to what is a human's decision.
func (s *Store) LikelyPeople(m A.Mention) (out []A.Likely, err error) {
	err = s.view(func(t *txn) error {
		as, err := t.accountsOf(m.Brand)
		if err != nil {
			return err
		}
		x, ok := m.AuthorAlias(as[m.Account])
		if !ok {
			return nil
		}
		g := guess{t: t, of: x, name: A.Fold(m.AuthorName.String()), person: m.Person, accounts: as}
		list, err := people.list(t, m.Brand)
		for _, p := range list {
			g.persons(p)
		}
		if err == nil {
			err = g.authors(m.Brand)
		}
		slices.SortStableFunc(g.out, func(a, b A.Likely) int { return int(a.Why) - int(b.Why) })
		out = g.out[:min(len(g.out), mostLikely)]
		return err
	})
	return out, err
}

// guess gathers who an author may be.
type guess struct {
	t        *txn
	of       A.Alias
	name     string // folded
	person   A.ID   // who it is already
	accounts map[A.ID]A.Account
	out      []A.Likely
}

// why is what an alias and a shown name have in common with the author; 0 for nothing.
func (g *guess) why(x A.Alias, name string) A.LikelyWhy {
	switch {
	case g.of.User() != "" && A.Fold(x.User()) == A.Fold(g.of.User()):
		return A.SameUser
	case g.name != "" && A.Fold(name) == g.name:
		return A.SameName
	case domainOf(x) != "" && domainOf(x) == domainOf(g.of):
		return A.SameDomain
	}
	return 0
}

// domainOf is the domain of their own that a handle shows; "" on the hosts of many.
func domainOf(x A.Alias) string {
	host := ""
	switch x.Network {
	case A.Bluesky:
		host = A.Fold(x.Handle)
		if strings.HasSuffix(host, ".bsky.social") {
			host = ""
		}
	case A.Mastodon:
		_, host, _ = strings.Cut(A.Fold(x.Handle), "@")
	}
	return host
}

func (g *guess) persons(p A.Person) {
	if p.ID == g.person || p.Has(g.of) {
		return
	}
	best := A.LikelyWhy(0)
	for _, x := range p.Aliases {
		if w := g.why(x, p.Name.String()); w != 0 && (best == 0 || w < best) {
			best = w
		}
	}
	if best != 0 {
		g.out = append(g.out, A.Likely{Person: p, Why: best})
	}
}

// authors looks among those who spoke under a like name, and belong to nobody yet.
func (g *guess) authors(brand A.ID) error {
	for _, search := range []string{`"` + g.of.User() + `"`, quoted(g.name)} {
		w := readSearch(search)
		if w.empty() {
			continue
		}
		f, err := g.t.newFinder(brand, w, nil, false)
		if f == nil || err != nil {
			return err
		}
		for n := 0; f.key != nil && n < likelyHits; n++ {
			m, err := mentions.get(g.t, brand, f.key)
			if err != nil {
				return err
			}
			if m != nil {
				g.author(m)
			}
			f.next()
		}
	}
	return nil
}

func quoted(name string) string {
	var out []string
	for w := range strings.FieldsSeq(name) {
		out = append(out, `"`+w+`"`)
	}
	return strings.Join(out, " ")
}

func (g *guess) author(m *A.Mention) {
	x, ok := m.AuthorAlias(g.accounts[m.Account])
	if !ok || m.Person != "" || x.Same(g.of) || slices.ContainsFunc(g.out, func(l A.Likely) bool { return l.Person.Has(x) }) {
		return
	}
	if w := g.why(x, m.AuthorName.String()); w != 0 {
		g.out = append(g.out, A.Likely{Person: authorOf(m, x), Why: w})
	}
}

// authorOf is the author of a mention as a person nobody has stored.
func authorOf(m *A.Mention, x A.Alias) A.Person {
	name := m.AuthorName
	if name.IsZero() {
		name = A.LineText(x.Written())
	}
	return A.Person{Brand: m.Brand, Name: name, Aliases: []A.Alias{x}}
}

// Author is the person who spoke in a mention: the stored one, else one without an ID, as JoinPeople takes it. The error wraps
// A.ErrNotFound when the network does not say who it was.
func (s *Store) Author(m A.Mention) (out A.Person, err error) {
	err = s.view(func(t *txn) error {
		if p, err := people.get(t, m.Brand, idKey(m.Person)); err != nil || p != nil {
			if p != nil {
				out = *p
			}
			return err
		}
		as, err := t.accountsOf(m.Brand)
		if err != nil {
			return err
		}
		x, ok := m.AuthorAlias(as[m.Account])
		if !ok {
			return errors.Join(errors.New("finding who spoke: the network does not say"), A.ErrNotFound)
		}
		out = authorOf(&m, x)
		return nil
	})
	return out, err
}
