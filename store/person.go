package store

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	A "vocero/accounts"
)

// Bounds of what a person can hold.
const (
	maxAliases    = 40
	maxPersonName = 200  // bytes
	maxPersonNote = 4000 // bytes
)

// people are who spoke, across networks, within one brand. No two of them have an alias in common.
var people = &collection[A.Person]{
	name: "people", topic: A.TopicMentions,
	brand: func(p *A.Person) A.ID { return p.Brand },
	key:   func(p *A.Person) []byte { return idKey(p.ID) },
	indexes: []index[A.Person]{
		{name: "people.alias", unique: true, keys: func(p *A.Person, emit func([]byte)) {
			for _, x := range p.Aliases {
				for _, k := range aliasKeys(x) {
					emit([]byte(k))
				}
			}
		}},
	},
	settle: func(p A.Person) A.Person { p.Updated = p.Created; return p },
}

// The marks of mentions follow a person, and finding whose they are reads persons: the two cannot name each other in their literals.
func init() { people.moved = followPerson }

// aliasKeys are the keys under which an alias is found: its handle, where that names somebody, and the author's id, where that counts.
func aliasKeys(x A.Alias) []string {
	var out []string
	if _, named := (A.Person{Aliases: []A.Alias{x}}).On(x.Network); named {
		out = append(out, x.Key())
	}
	if k := x.IDKey(); k != "" {
		out = append(out, k)
	}
	return out
}

// personWith is the person of a brand with an alias; nil when nobody was said to have it.
func (t *txn) personWith(brand A.ID, x A.Alias) (*A.Person, error) {
	b, err := t.bucket(brand, "people.alias")
	if err != nil || vacant(b) {
		return nil, err
	}
	keys := aliasKeys(x)
	slices.Reverse(keys) // An id stays when the handle changes hands.
	for _, k := range keys {
		p, err := people.get(t, brand, b.Get([]byte(k)))
		if err != nil || p != nil && p.Has(x) {
			return p, err
		}
	}
	return nil, nil
}

// PutPerson stores a person of a brand; without an ID it makes one. The error wraps A.ErrTaken when an alias is another person's,
// A.ErrAlias when one is none, A.ErrRefused when there is no name or too much of anything, A.ErrNotFound when brand or person is gone.
func (s *Store) PutPerson(p A.Person) (A.Person, error) {
	err := s.update(func(t *txn) error {
		if err := t.checkPerson(&p); err != nil {
			return fmt.Errorf("storing the person %q: %w", p.Name.String(), err)
		}
		act := "person.changed"
		if p.ID == "" {
			act, p.ID, p.Created = "person.added", t.newID(), t.now
		} else if was, err := people.get(t, p.Brand, idKey(p.ID)); err != nil || was == nil {
			return cmp.Or(err, fmt.Errorf("storing the person %q: %w", p.Name.String(), A.ErrNotFound))
		}
		t.undoable(act, p.Brand, p.ID)
		t.note(act, p.Brand, "", p.ID, p.Name.String())
		return t.putPerson(&p)
	})
	return p, err
}

func (t *txn) checkPerson(p *A.Person) error {
	if _, err := t.brand(p.Brand); err != nil {
		return err
	}
	if p.Name = A.LineText(strings.TrimSpace(p.Name.String())); p.Name.IsZero() && len(p.Aliases) > 0 {
		p.Name = A.LineText(p.Aliases[0].Written())
	}
	switch {
	case p.Name.IsZero() || len(p.Name.String()) > maxPersonName:
		return fmt.Errorf("the name is empty or longer than %d bytes: %w; write another", maxPersonName, A.ErrRefused)
	case len(p.Note) > maxPersonNote:
		return fmt.Errorf("the note is longer than %d bytes: %w; shorten it", maxPersonNote, A.ErrRefused)
	case len(p.Aliases) > maxAliases:
		return fmt.Errorf("it has more than %d handles: %w", maxAliases, A.ErrRefused)
	}
	for _, x := range p.Aliases {
		if x.Network == "" || x.Handle == "" && x.IDKey() == "" {
			return A.ErrAlias
		}
	}
	return nil
}

func (t *txn) putPerson(p *A.Person) error {
	p.Updated = t.now
	err := people.put(t, p)
	if errors.Is(err, A.ErrTaken) {
		err = fmt.Errorf("storing the person %q: somebody else of this client has one of the handles: %w; join the two instead", p.Name.String(), A.ErrTaken)
	}
	return err
}

// RemovePerson forgets a person of a brand; what they said stays, and is nobody's again. A.ErrNotFound when there is none.
func (s *Store) RemovePerson(id A.ID) error {
	return s.update(func(t *txn) error {
		p, err := people.find(t, id)
		if err != nil {
			return err
		}
		t.undoable("person.removed", p.Brand, id)
		t.note("person.removed", p.Brand, "", id, p.Name.String())
		return people.drop(t, p.Brand, idKey(id))
	})
}

// JoinPeople makes one person of several of one brand, stored ones and ones without an ID: the first stored one stays, with its name;
// the others go into it, with their aliases and notes. The error wraps A.ErrBrand when they are of two brands, A.ErrRefused when there
// are not two, else what PutPerson's wraps.
func (s *Store) JoinPeople(list ...A.Person) (out A.Person, err error) {
	err = s.update(func(t *txn) error {
		if out, err = t.joined(list); err != nil {
			return fmt.Errorf("joining persons: %w", err)
		}
		act := "person.joined"
		if out.ID == "" {
			out.ID, out.Created = t.newID(), t.now
		}
		t.undoable(act, out.Brand, out.ID)
		t.note(act, out.Brand, "", out.ID, out.Name.String())
		for _, p := range list {
			if p.ID != "" && p.ID != out.ID {
				if err := people.drop(t, p.Brand, idKey(p.ID)); err != nil {
					return err
				}
			}
		}
		return t.putPerson(&out)
	})
	return out, err
}

// joined is what several persons are together. What is stored counts, not what is given.
func (t *txn) joined(list []A.Person) (out A.Person, err error) {
	var all []A.Person
	for _, p := range list {
		if p.ID != "" {
			was, err := people.find(t, p.ID)
			if err != nil {
				return out, err
			}
			p = *was
		} else if len(p.Aliases) == 1 {
			was, err := t.personWith(p.Brand, p.Aliases[0])
			if err != nil {
				return out, err
			}
			if was != nil {
				return out, fmt.Errorf("%s is %s already: %w; join that person", p.Aliases[0].Written(), was.Name.String(), A.ErrTaken)
			}
		}
		if p.Brand != list[0].Brand {
			return out, A.ErrBrand
		}
		if p.ID == "" || !slices.ContainsFunc(all, func(o A.Person) bool { return o.ID == p.ID }) {
			all = append(all, p)
		}
	}
	if len(all) < 2 {
		return out, fmt.Errorf("it is one person already: %w; name two", A.ErrRefused)
	}
	first := max(0, slices.IndexFunc(all, func(p A.Person) bool { return p.ID != "" }))
	out = all[first]
	out.Aliases = slices.Clone(out.Aliases)
	for _, p := range slices.Delete(slices.Clone(all), first, first+1) {
		for _, x := range p.Aliases {
			if !out.Has(x) {
				out.Aliases = append(out.Aliases, x)
			}
		}
		if p.Note != "" {
			out.Note = strings.TrimPrefix(out.Note+"\n"+p.Note, "\n")
		}
	}
	return out, t.checkPerson(&out)
}

// SplitPerson takes an alias from a person: whoever has it is nobody known again. With one alias left and no note, nothing was
// joined, and the person goes; out is then as it was. A.ErrNotFound when the person has not the alias.
func (s *Store) SplitPerson(id A.ID, x A.Alias) (out A.Person, err error) {
	err = s.update(func(t *txn) error {
		p, err := people.find(t, id)
		if err != nil {
			return err
		}
		if !p.Has(x) {
			return fmt.Errorf("splitting %s from %s: %w", x.Written(), p.Name.String(), A.ErrNotFound)
		}
		t.undoable("person.split", p.Brand, id)
		t.note("person.split", p.Brand, "", id, p.Name.String()+": "+x.Written())
		p.Aliases = slices.DeleteFunc(slices.Clone(p.Aliases), x.Same)
		out = *p
		if len(p.Aliases) == 0 && p.Note == "" {
			return people.drop(t, p.Brand, idKey(id))
		}
		return t.putPerson(&out)
	})
	return out, err
}

// Person reads one person; A.ErrNotFound when there is none.
func (s *Store) Person(id A.ID) (out A.Person, err error) {
	err = s.view(func(t *txn) error {
		p, err := people.find(t, id)
		if err == nil {
			out = *p
		}
		return err
	})
	return out, err
}

// FindPerson finds a person by the beginning or the end of its id, as FindPost does.
func (s *Store) FindPerson(part string) (A.ID, error) { return s.findID(people.name, part) }

// People are the persons of a brand, of all with "", by name. With search only those whose name, handles or note hold every word of it.
func (s *Store) People(brand A.ID, search string) (out []A.Person, err error) {
	err = s.view(func(t *txn) error {
		list, err := people.list(t, t.scope(brand)...)
		for _, p := range list {
			if holdsWords(p, search) {
				out = append(out, p)
			}
		}
		return err
	})
	slices.SortStableFunc(out, func(a, b A.Person) int { return cmp.Compare(A.Fold(a.Name.String()), A.Fold(b.Name.String())) })
	return out, err
}

func holdsWords(p A.Person, search string) bool {
	text := p.Name.String() + "\n" + p.Note
	for _, x := range p.Aliases {
		text += "\n@" + x.Handle
	}
	text = A.Fold(text)
	for w := range strings.FieldsSeq(A.Fold(search)) {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// PersonWith is the person of a brand with an alias; A.ErrNotFound when nobody was said to have it.
func (s *Store) PersonWith(brand A.ID, x A.Alias) (out A.Person, err error) {
	err = s.view(func(t *txn) error {
		p, err := t.personWith(brand, x)
		if err == nil && p == nil {
			err = fmt.Errorf("finding who is %s: %w", x.Written(), A.ErrNotFound)
		}
		if err == nil {
			out = *p
		}
		return err
	})
	return out, err
}
