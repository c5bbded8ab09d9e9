package store

import (
	"context"
	"fmt"
	"slices"
	"testing"

	A "vocero/accounts"
)

func (d *testDesk) found(q A.MentionQuery) (out []string) {
	d.t.Helper()
	page, err := d.MentionPage(q, "", 500)
	d.ok(err)
	for _, m := range page.Items {
		out = append(out, m.Text.String())
	}
	return out
}

func TestSearch(t *testing.T) {
	d := newDesk(t)
	d.hear(d.pan, 1, "¿Abrís mañana, Café Luz?", "El #pan_luz de ayer, buenísimo", "panadería de verdad")
	d.hear(d.kine, 1, "me duele la espalda, ¿mañana?")
	cases := []struct {
		search string
		want   []string
	}{
		{"manana", []string{"me duele la espalda, ¿mañana?", "¿Abrís mañana, Café Luz?"}},
		{"MAÑ luz", []string{"¿Abrís mañana, Café Luz?"}},
		{"pan", []string{"panadería de verdad", "El #pan_luz de ayer, buenísimo"}},
		{`"pan"`, []string{"El #pan_luz de ayer, buenísimo"}},
		{"#pan", []string{"El #pan_luz de ayer, buenísimo"}},
		{"~nader", []string{"panadería de verdad"}},
		{"de ~ísimo", []string{"El #pan_luz de ayer, buenísimo"}},
		{"nada", nil},
		{"~", nil},
		{"¿?", nil},
	}
	for _, c := range cases {
		if got := d.found(A.MentionQuery{Any: true, Search: c.search}); !slices.Equal(got, c.want) {
			t.Errorf("%q finds %q, want %q", c.search, got, c.want)
		}
		n, exact, err := d.CountMentions(A.MentionQuery{Any: true, Search: c.search})
		if n != len(c.want) || !exact || err != nil {
			t.Errorf("%q counts %d, exact %v, %v", c.search, n, exact, err)
		}
	}
	if got := d.found(A.MentionQuery{Any: true, Brand: d.sur.ID, Search: "mañana"}); len(got) != 1 {
		t.Errorf("in one brand: %q", got)
	}
	if got := d.found(A.MentionQuery{State: A.Done, Search: "mañana"}); len(got) != 0 {
		t.Errorf("among the done: %q", got)
	}
	m := d.hear(d.pan, 7, "otra de pan")[0]
	d.ok(d.SetMention([]A.ID{m.ID}, A.MentionUpdate{AddTags: []string{"x"}}))
	if got := d.found(A.MentionQuery{Any: true, Tag: "x", Search: "pan"}); !slices.Equal(got, []string{"otra de pan"}) {
		t.Errorf("with a tag: %q", got)
	}
	if n, _, _ := d.CountMentions(A.MentionQuery{Any: true, Tag: "x", Search: "pan"}); n != 1 {
		t.Errorf("with a tag: %d", n)
	}
}

func (d *testDesk) runs(brand A.ID) (out []uint32) {
	d.t.Helper()
	d.ok(d.view(func(t *txn) error {
		spans, _, err := t.spans(brand)
		for _, s := range spans {
			out = append(out, s.n)
		}
		return err
	}))
	return out
}

func TestRunsGrowAndMerge(t *testing.T) {
	d := newDesk(t)
	n := 0
	put := func(sizes ...int) {
		for _, size := range sizes {
			var ms []A.Mention
			for range size {
				n++
				ms = append(ms, mention(n, fmt.Sprintf("número n%d de todos", n)))
			}
			_, err := d.PutInbox(d.pan.ID, ms, "c", false)
			d.ok(err)
		}
	}
	check := func(want ...uint32) {
		t.Helper()
		if got := d.runs(d.luz.ID); !slices.Equal(got, want) {
			t.Errorf("runs of %v, want %v", got, want)
		}
		for _, k := range []int{1, 2, n / 2, n - 1, n} {
			if got := d.found(A.MentionQuery{Any: true, Search: fmt.Sprintf(`"n%d" todos`, k)}); len(got) != 1 {
				t.Errorf("n%d is found %d times", k, len(got))
			}
		}
		d.sound()
	}
	merge := func() {
		t.Helper()
		for range 100 {
			more, err := d.MergeRuns(context.Background())
			d.ok(err)
			if !more {
				return
			}
		}
		t.Error("merging does not end")
	}
	put(1, 30, 33) // They fit one small run.
	check(64)
	put(1, 64, 10, 2500)
	check(64, 1, 64, 10, 1000, 1000, 500)
	merge()
	check(64, 1, 64, 10, 1000, 1000, 500)
	for range 20 {
		put(40)
	}
	merge()
	check(64, 1, 64, 10, 1000, 1000, 1020, 40, 40, 40, 40, 40, 40, 40)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := d.MergeRuns(ctx); err == nil {
		t.Error("it went on after its context ended")
	}
}

// TestNothingIsLookedThroughTwiceForRunsToMerge counts the transactions that read: one tells that the file is the same.
func TestNothingIsLookedThroughTwiceForRunsToMerge(t *testing.T) {
	d := newDesk(t)
	reads := func() int {
		t.Helper()
		before := d.db.Stats().TxN
		if more, err := d.MergeRuns(t.Context()); more || err != nil {
			t.Fatalf("there is more to merge: %t (%v)", more, err)
		}
		return d.db.Stats().TxN - before
	}
	first := reads()
	if again := reads(); again != 1 || first <= again {
		t.Errorf("it is read %d times at first and %d times again, want 1", first, again)
	}
	d.post("pan", d.pan)
	if after := reads(); after != first {
		t.Errorf("after a change it is read %d times, want %d", after, first)
	}
}

func TestLargeRunsFormFromMiddleOnes(t *testing.T) {
	d := newDesk(t)
	docs := make([]doc, 0, runMiddle)
	for range 66 {
		docs = docs[:0]
		d.ok(d.update(func(t *txn) error {
			for range runMiddle {
				m := mention(0, "pan")
				m.RemoteID = string(t.newID())
				m.ID, m.Brand, m.Account = A.ID(m.RemoteID), d.luz.ID, d.pan.ID
				if err := mentions.put(t, &m); err != nil {
					return err
				}
				docs = append(docs, doc{m.ID, "pan"})
			}
			return t.addDocs(d.luz.ID, docs)
		}))
	}
	for more := true; more; {
		var err error
		more, err = d.MergeRuns(t.Context())
		d.ok(err)
	}
	if got := d.runs(d.luz.ID); !slices.Equal(got, []uint32{66000}) {
		t.Errorf("runs of %v", got)
	}
	if n, exact, _ := d.CountMentions(A.MentionQuery{Any: true, Search: "pan"}); n != countLimit || exact {
		t.Errorf("%d found, exact %v", n, exact)
	}
}

func TestBulkMentions(t *testing.T) {
	d := newDesk(t)
	d.hear(d.pan, 900000, "antes")
	n, err := d.BulkMentions(chatter(2345, d.clock.now(), []A.Account{d.pan, d.kine}), 500)
	if n != 2345 || err != nil {
		t.Fatalf("%d, %v", n, err)
	}
	d.hear(d.pan, 900001, "después")
	total := 0
	for _, brand := range []A.ID{d.luz.ID, d.sur.ID} {
		for st := A.New; st <= A.Done; st++ {
			for _, folded := range []bool{false, true} {
				c, _, err := d.CountMentions(A.MentionQuery{Brand: brand, State: st, Folded: folded})
				d.ok(err)
				total += c
			}
		}
	}
	if total != 2347 {
		t.Errorf("%d mentions are counted", total)
	}
	if got := d.runs(d.luz.ID); len(got) != 3 {
		t.Errorf("runs of %v", got)
	}
	d.sound()
	if _, err := d.BulkMentions(chatter(3, d.clock.now(), []A.Account{d.pan, d.kine}), 0); err == nil {
		t.Error("the same remote ids again were stored")
	}
	if _, err := d.BulkMentions(chatter(3, d.clock.now(), []A.Account{{ID: "nobody"}}), 0); err == nil {
		t.Error("an account that is not there was filled")
	}
	d.sound()
}

// What no run covers, as a fill that was cut leaves it, is indexed by the next merge.
func TestMergeIndexesWhatNoRunCovers(t *testing.T) {
	d := newDesk(t)
	d.hear(d.pan, 1, "uno", "dos", "tres")
	d.ok(d.update(func(t *txn) error {
		words, err := t.bucket(d.luz.ID, wordsName)
		if err != nil {
			return err
		}
		return words.DeleteBucket(docKey(0))
	}))
	if p, _ := d.Check(); len(p) == 0 {
		t.Error("check does not see it")
	}
	more, err := d.MergeRuns(t.Context())
	if !more || err != nil {
		t.Fatalf("more %v, %v", more, err)
	}
	if got := d.found(A.MentionQuery{Any: true, Search: "dos"}); len(got) != 1 {
		t.Errorf("found %q", got)
	}
	d.sound()
}
