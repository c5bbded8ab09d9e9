package store

import (
	"compress/gzip"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	A "vocero/accounts"
)

var update = flag.Bool("update", false, "write the fixture of the present schema anew")

const (
	fixture1 = "testdata/schema1.db.gz"
	fixture2 = "testdata/schema2.db.gz"
	fixture3 = "testdata/schema3.db.gz"
)

// TestOlderSchemasOpen opens a store as each release wrote it. A fixture is never written anew once a release is out; a new schema
// gets a fixture of its own.
func TestOlderSchemasOpen(t *testing.T) {
	if *update {
		writeFixture(t)
	}
	for _, fixture := range []string{fixture1, fixture2, fixture3} {
		t.Run(filepath.Base(fixture), func(t *testing.T) { opensFixture(t, fixture) })
	}
}

func opensFixture(t *testing.T, fixture string) {
	home := t.TempDir()
	f, err := os.Open(fixture)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, fileName), b, 0o600); err != nil {
		t.Fatal(err)
	}
	s := openTest(t, home, newClock())
	d := &testDesk{Store: s, t: t, clock: newClock()}
	bs, err := d.Brands()
	d.ok(err)
	if len(bs) != 3 || bs[0].Name != "Panadería Luz" || bs[0].Letter != "p" || bs[0].Zone != "Europe/Madrid" {
		t.Errorf("brands: %+v", bs)
	}
	if got := d.found(A.MentionQuery{Any: true, Search: "pan"}); !slices.Equal(got, []string{"¿hay pan de centeno?"}) {
		t.Errorf("found %q", got)
	}
	posts, _, err := d.Posts(A.PostQuery{}, "", 9)
	d.ok(err)
	if len(posts) != 2 || posts[0].State != A.PostScheduled || posts[0].When.Civil != "2026-11-24 10:00" || posts[1].Text != "borrador ñandú 👩\u200d👩\u200d👧" {
		t.Errorf("posts: %+v", posts)
	}
	if f, err := d.Facts(A.Post{Brand: bs[0].ID}, d.clock.now()); err != nil || len(f.Said) != 2 || f.Said[0].Excerpt != "mañana a las diez" || f.Said[0].Print.Zero() {
		t.Errorf("said, from the deliveries of an older desk: %+v, %v", f.Said, err)
	}
	d.sound()
	if _, err := d.Undo(); err != nil {
		t.Errorf("undo: %v", err)
	}
	d.sound()
}

func writeFixture(t *testing.T) {
	d := newDesk(t)
	ms := d.hear(d.pan, 1, "¿hay pan de centeno?", "gracias")
	done := A.Done
	d.ok(d.SetMention([]A.ID{ms[1].ID}, A.MentionUpdate{State: &done, AddTags: []string{"gracias"}, Note: "cliente de siempre"}))
	d.plan(d.at(d.post("mañana a las diez", d.pan, d.panFoto), time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)))
	d.post("borrador ñandú 👩\u200d👩\u200d👧", d.kine)
	sn, err := d.Snapshot(d.clock.now())
	d.ok(err)
	raw, err := os.ReadFile(sn.Path)
	d.ok(err)
	f, err := os.Create(fixture3)
	d.ok(err)
	z := gzip.NewWriter(f)
	_, err = z.Write(raw)
	d.ok(errors.Join(err, z.Close(), f.Close()))
}

func TestMigrationsAreAllOrNothing(t *testing.T) {
	d := newDesk(t)
	touch := func(key string) func(tx *bolt.Tx) error {
		return func(tx *bolt.Tx) error { return tx.Bucket(metaKey).Put([]byte(key), []byte("x")) }
	}
	has := func(key string) (v []byte, schema uint64) {
		d.ok(d.db.View(func(tx *bolt.Tx) error {
			v, schema = slices.Clone(tx.Bucket(metaKey).Get([]byte(key))), readNumber(tx.Bucket(metaKey), metaSchema)
			return nil
		}))
		return v, schema
	}
	boom := errors.New("boom")
	bad := []migration{{Schema + 1, touch("two")}, {Schema + 2, func(*bolt.Tx) error { return boom }}}
	if err := d.migrate(bad); !errors.Is(err, boom) || d.Identity().Schema != Schema {
		t.Fatalf("a step that fails: %v, schema %d", err, d.Identity().Schema)
	}
	if v, schema := has("two"); v != nil || schema != Schema {
		t.Errorf("the step before it stayed: %q, schema %d", v, schema)
	}
	d.ok(d.migrate([]migration{{Schema, touch("one")}, {Schema + 1, touch("two")}, {Schema + 2, touch("three")}}))
	if v, schema := has("three"); v == nil || schema != Schema+2 || d.Identity().Schema != Schema+2 {
		t.Errorf("after all: %q, schema %d", v, schema)
	}
	if v, _ := has("one"); v != nil {
		t.Error("a step that was there already ran again")
	}
	if list, _ := Snapshots(d.Home()); len(list) == 0 {
		t.Error("no snapshot was made before")
	}
	home := d.Home()
	d.ok(d.Close())
	if _, err := Open(home, Options{}); !errors.Is(err, A.ErrNewer) {
		t.Errorf("opened by the program of schema 1: %v", err)
	}
}

func TestSnapshots(t *testing.T) {
	d := newDesk(t)
	due := func(want bool) {
		t.Helper()
		if made, err := d.SnapshotDue(d.clock.now()); made != want || err != nil {
			t.Errorf("made %v (%v), want %v", made, err, want)
		}
	}
	due(true)
	d.clock.add(2 * time.Hour)
	due(false) // Nothing changed.
	d.post("hola", d.pan)
	due(true)
	d.post("adiós", d.pan)
	due(false) // Not an hour old.
	for range keepSnapshots + 3 {
		d.clock.add(time.Hour)
		d.post("otro", d.pan)
		due(true)
	}
	list, err := Snapshots(d.Home())
	d.ok(err)
	if len(list) < keepSnapshots || len(list) > keepSnapshots+2 || !list[0].At.Equal(d.clock.now()) {
		t.Fatalf("%d snapshots, the newest of %s", len(list), list[0].At)
	}
	home := d.Home()
	d.ok(d.Close())
	blank(t, list[0].Path, 8192, int(fileSize(list[0].Path))) // The newest one is damaged too.
	blank(t, filepath.Join(home, fileName), 0, 8192)
	_, err = Open(home, Options{})
	if !errors.Is(err, A.ErrDamaged) || !strings.Contains(err.Error(), list[1].Path) {
		t.Fatalf("a damaged desk with snapshots: %v", err)
	}
	if _, err := Restore(home, list[0].Path, d.clock.now()); !errors.Is(err, A.ErrDamaged) {
		t.Errorf("restoring a damaged snapshot: %v", err)
	}
	kept, err := Restore(home, list[1].Path, d.clock.now())
	d.ok(err)
	if fileSize(kept) == 0 {
		t.Errorf("the damaged file was not kept as %q", kept)
	}
	s := openTest(t, home, d.clock)
	if p, err := s.Check(); err != nil || len(p) > 0 {
		t.Errorf("restored: %v %v", p, err)
	}
}

func TestTheJournalIsAChain(t *testing.T) {
	d := newDesk(t)
	d.send(d.post("hola", d.pan))
	d.ok(d.Note(A.Entry{Act: "brand.exported", Brand: d.sur.ID}))
	d.ok(d.VerifyJournal())
	all, next, err := d.Journal("", "", 3)
	d.ok(err)
	if len(all) != 3 || all[0].Act != "brand.exported" || all[0].Seq != all[1].Seq+1 {
		t.Fatalf("%+v", all)
	}
	rest, _, err := d.Journal("", next, 100)
	d.ok(err)
	if len(rest) == 0 || rest[0].Seq != all[2].Seq-1 || rest[len(rest)-1].Seq != 1 {
		t.Fatalf("the rest: %+v", rest)
	}
	sur, _, err := d.Journal(d.sur.ID, "", 100)
	d.ok(err)
	for _, e := range sur {
		if e.Brand != d.sur.ID {
			t.Errorf("another brand's line: %+v", e)
		}
	}
	if len(sur) != 3 { // Added, its account added, exported.
		t.Errorf("%d lines of one brand: %+v", len(sur), sur)
	}
	for name, spoil := range map[string]func(b *bolt.Bucket) error{
		"a changed line": func(b *bolt.Bucket) error {
			e, err := journal.read(b.Get(seqKey(2)))
			if err != nil {
				return err
			}
			e.Detail = "nothing happened"
			raw, err := journal.write(e)
			if err != nil {
				return err
			}
			return b.Put(seqKey(2), raw)
		},
		"a line less": func(b *bolt.Bucket) error { return b.Delete(seqKey(3)) },
	} {
		d.ok(d.db.Update(func(tx *bolt.Tx) error {
			return spoil(tx.Bucket(rootKey).Bucket([]byte(desk)).Bucket([]byte(journal.name)))
		}))
		if err := d.VerifyJournal(); !errors.Is(err, A.ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
		if p, err := d.Check(); err != nil || !slices.ContainsFunc(p, func(p A.Problem) bool { return p.Where == "journal" }) {
			t.Errorf("%s: check says %v %v", name, p, err)
		}
	}
}

// Check finds whatever is taken out of the derived parts.
func TestCheckFindsWhatIsMissing(t *testing.T) {
	d := newDesk(t)
	for _, spoil := range []struct{ bucket, where string }{
		{"mentions.due", "index mentions.due"}, {"mentions.remote", "index mentions.remote"}, {countsName, "counter"}, {foldedName, "search text"},
		{"posts.order", "index posts.order"}, {"deliveries.due", "index deliveries.due"},
	} {
		home := t.TempDir()
		d := &testDesk{Store: d.Store, t: t, clock: d.clock, pan: d.pan}
		if spoil.bucket == "mentions.due" {
			d.hear(d.pan, 1, "uno", "dos")
			d.plan(d.at(d.post("hola", d.pan), d.clock.now().Add(time.Hour)))
		}
		sn, err := d.Snapshot(d.clock.now())
		d.ok(err)
		d.ok(os.Rename(sn.Path, filepath.Join(home, fileName)))
		s := openTest(t, home, d.clock)
		d.ok(s.db.Update(func(tx *bolt.Tx) error {
			c := tx.Bucket(rootKey).Bucket([]byte(d.pan.Brand)).Bucket([]byte(spoil.bucket)).Cursor()
			c.First()
			return c.Delete()
		}))
		p, err := s.Check()
		if err != nil || !slices.ContainsFunc(p, func(p A.Problem) bool { return p.Where == spoil.where }) {
			t.Errorf("without a key of %s: %v %v", spoil.bucket, p, err)
		}
		d.ok(s.Close())
	}
}

func TestChangesAreTold(t *testing.T) {
	d := newDesk(t)
	ch, cancel := d.Changes()
	other, cancelOther := d.Changes()
	defer cancelOther()
	for i := range 50 { // Nobody reads: the writer does not wait.
		d.post(fmt.Sprint(i), d.pan)
	}
	got := map[A.Changed]int{}
	for len(got) < 2 {
		got[<-ch]++
	}
	if got[A.Changed{Topic: A.TopicPosts, Brand: d.luz.ID}] == 0 || got[A.Changed{Topic: A.TopicJournal, Brand: d.luz.ID}] == 0 {
		t.Errorf("told: %v", got)
	}
	cancel()
	cancel()
	for range ch { // It closes.
	}
	d.ok(d.Close())
	for range other {
	}
	last, _ := d.Changes()
	if _, open := <-last; open {
		t.Error("a closed desk still tells")
	}
	if _, err := d.Brands(); !errors.Is(err, A.ErrBusy) {
		t.Errorf("reading a closed desk: %v", err)
	}
	if err := d.PutState("a", []byte("b")); !errors.Is(err, A.ErrBusy) {
		t.Errorf("writing to a closed desk: %v", err)
	}
}

func TestReadersAndWritersTogether(t *testing.T) {
	d := newDesk(t)
	var wg sync.WaitGroup
	errs := make(chan error, 100)
	run := func(fn func(i int) error) {
		wg.Go(func() {
			for i := range 40 {
				if err := fn(i); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	for w := range 2 {
		a := []A.Account{d.pan, d.kine}[w]
		run(func(i int) error {
			_, err := d.PutInbox(a.ID, []A.Mention{mention(i, "hola pan"), mention(1000+i, "adiós")}, "c", false)
			return err
		})
		run(func(i int) error {
			_, err := d.SavePost(A.Post{Brand: a.Brand, State: A.Draft, Text: "x", Targets: []A.ID{a.ID}})
			return err
		})
		run(func(int) error {
			page, err := d.MentionPage(A.MentionQuery{Any: true}, "", 20)
			for _, m := range page.Items {
				if m.Text.String() == "" || m.Brand == "" {
					err = errors.New("a torn record")
				}
			}
			return err
		})
		run(func(int) error {
			_, err := d.MentionPage(A.MentionQuery{Any: true, Search: "pan"}, "", 20)
			return err
		})
	}
	run(func(int) error {
		_, err := d.MergeRuns(t.Context())
		return err
	})
	wg.Wait()
	close(errs)
	for err := range errs {
		t.Error(err)
	}
	d.sound()
	ids := map[A.ID]bool{}
	d.ok(d.view(func(t *txn) error {
		all, err := mentions.list(t, t.brandIDs()...)
		for _, m := range all {
			ids[m.ID] = true
		}
		return err
	}))
	if len(ids) != 160 {
		t.Errorf("%d mentions", len(ids))
	}
}
