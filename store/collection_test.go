package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	A "vocero/accounts"
)

// thing is a record of the tests: a name that is unique, colours to list it by, and a weight that is counted.
type thing struct {
	Brand   A.ID     `cbor:"1,keyasint"`
	ID      byte     `cbor:"2,keyasint"`
	Name    string   `cbor:"3,keyasint"`
	Colours []string `cbor:"4,keyasint"`
	Weight  int      `cbor:"5,keyasint"`
}

func things(moves *int) *collection[thing] {
	return &collection[thing]{
		name:  "things",
		brand: func(v *thing) A.ID { return v.Brand },
		key:   func(v *thing) []byte { return []byte{v.ID} },
		head:  func(v *thing) byte { return byte(len(v.Colours)) },
		indexes: []index[thing]{
			{name: "things.name", unique: true, keys: func(v *thing, emit func([]byte)) { emit([]byte("n" + v.Name)) }},
			{name: "things.colour", keys: func(v *thing, emit func([]byte)) {
				for _, c := range v.Colours {
					emit(tagPrefix(c))
				}
			}},
		},
		count: func(v *thing, c *counts, sign int64) { c[countLeaving] += sign * int64(v.Weight) },
		moved: func(*txn, A.ID, *thing, *thing) error {
			*moves++
			return nil
		},
	}
}

// Whatever is put and dropped, indexes and counter say what a plain map says.
func TestACollectionIsAMapWithIndexes(t *testing.T) {
	d := newDesk(t)
	round := 0
	rapid.Check(t, func(r *rapid.T) {
		round++
		moves := 0
		c := things(&moves)
		c.name, c.indexes[0].name, c.indexes[1].name = fmt.Sprint("things", round), fmt.Sprint("names", round), fmt.Sprint("colours", round)
		model := map[byte]thing{}
		before := weighed(d, d.luz.ID)
		for range rapid.IntRange(1, 25).Draw(r, "steps") {
			v := thing{Brand: d.luz.ID, ID: rapid.Byte().Draw(r, "id") % 8, Name: rapid.SampledFrom([]string{"a", "b", "c"}).Draw(r, "name"), Weight: rapid.IntRange(0, 9).Draw(r, "weight")}
			v.Colours = rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"rojo", "rojos", "azul"}), 0, 3, rapid.ID).Draw(r, "colours")
			drop := rapid.Bool().Draw(r, "drop")
			err := d.update(func(t *txn) error {
				if drop {
					return c.drop(t, v.Brand, []byte{v.ID})
				}
				return c.put(t, &v)
			})
			taken := false
			for id, o := range model {
				taken = taken || id != v.ID && o.Name == v.Name
			}
			switch {
			case drop && err == nil:
				delete(model, v.ID)
			case taken && errors.Is(err, A.ErrTaken):
			case !taken && err == nil:
				model[v.ID] = v
			default:
				r.Fatalf("putting %+v: %v, name taken %v", v, err, taken)
			}
		}
		sameAsModel(r, d, c, model, before)
	})
}

func weighed(d *testDesk, brand A.ID) (n int64) {
	d.ok(d.view(func(t *txn) error {
		c, err := t.readCounts(brand)
		n = c[countLeaving]
		return err
	}))
	return n
}

func sameAsModel(r *rapid.T, d *testDesk, c *collection[thing], model map[byte]thing, before int64) {
	weight := before
	for _, v := range model {
		weight += int64(v.Weight)
	}
	if got := weighed(d, d.luz.ID); got != weight {
		r.Fatalf("the counter says %d, want %d", got, weight)
	}
	err := d.view(func(t *txn) error {
		list, err := c.list(t, d.luz.ID)
		if err != nil || len(list) != len(model) {
			r.Fatalf("%d records, want %d, %v", len(list), len(model), err)
		}
		for _, v := range list {
			if w := model[v.ID]; fmt.Sprint(w) != fmt.Sprint(v) {
				r.Fatalf("%+v, want %+v", v, w)
			}
		}
		for _, colour := range []string{"rojo", "rojos", "azul"} {
			var b braid
			if err := b.add(t, d.luz.ID, c.indexes[1].name, tagPrefix(colour)); err != nil {
				return err
			}
			n := 0
			b.seek(nil, false)
			for _, k, _ := b.next(); k != nil; _, k, _ = b.next() {
				if !slices.Contains(model[k[0]].Colours, colour) {
					r.Fatalf("%d is listed as %s", k[0], colour)
				}
				n++
			}
			want := 0
			for _, v := range model {
				if slices.Contains(v.Colours, colour) {
					want++
				}
			}
			if n != want {
				r.Fatalf("%d listed as %s, want %d", n, colour, want)
			}
		}
		t.counts = map[A.ID]*counts{}
		return c.verify(t, d.luz.ID, func(p A.Problem) { r.Fatalf("check: %+v", p) })
	})
	if err != nil {
		r.Fatal(err)
	}
}

func TestARecordWithoutAPlaceIsRefused(t *testing.T) {
	d := newDesk(t)
	moves := 0
	c := things(&moves)
	if err := d.update(func(t *txn) error { return c.put(t, &thing{ID: 1}) }); err == nil {
		t.Error("a record of no brand was stored")
	}
	if err := d.update(func(t *txn) error { return posts.put(t, &A.Post{Brand: d.luz.ID, ID: "no id"}) }); err == nil {
		t.Error("a record without an id was stored")
	}
	v := thing{Brand: d.luz.ID, ID: 1, Name: "a"}
	for range 2 { // The second time nothing changes, so nothing moves.
		d.ok(d.update(func(t *txn) error { return c.put(t, &v) }))
	}
	if moves != 1 {
		t.Errorf("it moved %d times", moves)
	}
	boom := errors.New("boom")
	err := d.update(func(t *txn) error {
		v.Name = "b"
		return errors.Join(c.put(t, &v), boom)
	})
	if !errors.Is(err, boom) {
		t.Fatal(err)
	}
	d.ok(d.view(func(t *txn) error {
		got, err := c.get(t, d.luz.ID, []byte{1})
		if got == nil || got.Name != "a" {
			d.t.Errorf("a transaction that failed left %+v", got)
		}
		return err
	}))
}

// A value that is no record is an error that says where, in lists and single reads, not a panic.
func TestADamagedRecordIsSaid(t *testing.T) {
	d := newDesk(t)
	m := d.hear(d.pan, 1, "hola")[0]
	d.ok(d.update(func(t *txn) error {
		b, err := mentions.open(t, d.luz.ID)
		if err != nil {
			return err
		}
		return b.Put(idKey(m.ID), []byte{0, 0xff, 0x13})
	}))
	if _, err := d.Mention(m.ID); err == nil || !strings.Contains(err.Error(), "mentions") {
		t.Errorf("reading it: %v", err)
	}
	if _, err := d.MentionPage(A.MentionQuery{}, "", 5); err == nil {
		t.Error("a page with it was read")
	}
	p, err := d.Check()
	if err != nil || !slices.ContainsFunc(p, func(p A.Problem) bool { return p.Where == "mentions" }) {
		t.Errorf("check: %v %v", p, err)
	}
	d.ok(d.update(func(t *txn) error {
		b, err := mentions.open(t, d.luz.ID)
		if err != nil {
			return err
		}
		return b.Delete(idKey(m.ID))
	}))
	for _, q := range []A.MentionQuery{{}, {Search: "hola"}} {
		if _, err := d.MentionPage(q, "", 5); !errors.Is(err, A.ErrDamaged) {
			t.Errorf("an index that leads nowhere, %+v: %v", q, err)
		}
	}
}
