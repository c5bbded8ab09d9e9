package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	A "vocero/accounts"
)

// closed makes a desk with something in it, closes it, and returns its home.
func closed(t *testing.T) string {
	t.Helper()
	d := newDesk(t)
	d.hear(d.pan, 1, "hola", "¿hay pan?")
	d.post("mañana abrimos", d.pan)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	return d.Home()
}

func TestOpenMakesAndFindsADesk(t *testing.T) {
	home := filepath.Join(t.TempDir(), "a", "b")
	s := openTest(t, home, newClock())
	id, epoch := s.Identity(), s.Epoch()
	if id.UUID == "" || id.Schema != Schema || id.Practice || epoch != 1 {
		t.Fatalf("a new desk is %+v, epoch %d", id, epoch)
	}
	if info, _ := os.Stat(home); info.Mode().Perm() != 0o700 {
		t.Errorf("home is %o", info.Mode().Perm())
	}
	if info, _ := os.Stat(filepath.Join(home, fileName)); info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %o", info.Mode().Perm())
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openTest(t, home, newClock())
	if s.Identity() != id || s.Epoch() != epoch+1 {
		t.Fatalf("again it is %+v, epoch %d", s.Identity(), s.Epoch())
	}
	left, err := filepath.Glob(filepath.Join(home, ".*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

// refusal is a way to spoil a file, and what opening it must say.
type refusal struct {
	spoil func(t *testing.T, file string)
	want  error
}

func refusals() map[string]refusal {
	write := func(b []byte) func(t *testing.T, file string) {
		return func(t *testing.T, file string) {
			if err := os.WriteFile(file, b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	meta := func(fn func(b *bolt.Bucket) error) func(t *testing.T, file string) {
		return func(t *testing.T, file string) {
			db, err := bolt.Open(file, 0o600, nil)
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(db.Update(func(tx *bolt.Tx) error { return fn(tx.Bucket(metaKey)) }), db.Close()); err != nil {
				t.Fatal(err)
			}
		}
	}
	return map[string]refusal{
		"0 bytes":    {write(nil), A.ErrDamaged},
		"random":     {write(bytes.Repeat([]byte("\x13\x37vocero"), 4000)), A.ErrDamaged},
		"gone":       {func(t *testing.T, file string) { _ = os.Remove(file) }, A.ErrDamaged},
		"cut short":  {func(t *testing.T, file string) { _ = os.Truncate(file, usedSize(t, file)-int64(os.Getpagesize())) }, A.ErrDamaged},
		"one page":   {func(t *testing.T, file string) { _ = os.Truncate(file, 4096) }, A.ErrDamaged},
		"a few":      {func(t *testing.T, file string) { _ = os.Truncate(file, 3*4096) }, A.ErrDamaged},
		"both metas": {func(t *testing.T, file string) { blank(t, file, 0, 8192) }, A.ErrDamaged},
		"all but metas": {func(t *testing.T, file string) {
			blank(t, file, 8192, int(fileSize(file)))
		}, A.ErrDamaged},
		"newer":      {meta(func(b *bolt.Bucket) error { return b.Put(metaSchema, seqKey(Schema+1)) }), A.ErrNewer},
		"not ours":   {meta(func(b *bolt.Bucket) error { return b.Delete(metaFormat) }), A.ErrForeign},
		"other desk": {meta(func(b *bolt.Bucket) error { return b.Put(metaUUID, []byte("another")) }), A.ErrForeign},
		"practice":   {meta(func(b *bolt.Bucket) error { return b.Put(metaPractice, []byte{1}) }), A.ErrPractice},
		"open to all": {func(t *testing.T, file string) {
			if err := os.Chmod(file, 0o644); err != nil {
				t.Fatal(err)
			}
		}, nil},
	}
}

func TestOpenRefuses(t *testing.T) {
	for name, c := range refusals() {
		t.Run(name, func(t *testing.T) {
			home := closed(t)
			file := filepath.Join(home, fileName)
			c.spoil(t, file)
			before, _ := os.ReadFile(file)
			s, err := Open(home, Options{})
			if err == nil {
				_ = s.Close()
				t.Fatal("it opened")
			}
			if c.want != nil && !errors.Is(err, c.want) {
				t.Errorf("error is %v, want %v", err, c.want)
			}
			if strings.ContainsAny(err.Error(), "\n\t") || len(err.Error()) > 400 {
				t.Errorf("no one sentence: %q", err)
			}
			if after, _ := os.ReadFile(file); !bytes.Equal(before, after) {
				t.Error("the refused file was changed")
			}
		})
	}
}

// usedSize is how much of a file its newest state uses; what follows is room to grow.
func usedSize(t *testing.T, file string) (n int64) {
	t.Helper()
	db, err := bolt.Open(file, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = db.View(func(tx *bolt.Tx) error {
		n = tx.Size()
		return nil
	})
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return n
}

// blank overwrites bytes of a file with zeros.
func blank(t *testing.T, file string, from, to int) {
	t.Helper()
	f, err := os.OpenFile(file, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt(make([]byte, to-from), int64(from)); err != nil {
		t.Fatal(err)
	}
}

func TestOneMetaGoneOpensOnTheOther(t *testing.T) {
	for _, at := range []int{0, os.Getpagesize()} {
		home := closed(t)
		blank(t, filepath.Join(home, fileName), at, at+os.Getpagesize())
		s, err := Open(home, Options{})
		if err != nil {
			t.Errorf("without the meta at %d: %v", at, err)
			continue
		}
		if bs, err := s.Brands(); err != nil || len(bs) != 3 {
			t.Errorf("without the meta at %d: %d brands, %v", at, len(bs), err)
		}
		_ = s.Close()
	}
}

func TestAForeignFileInAnEmptyHome(t *testing.T) {
	home := t.TempDir()
	if err := os.WriteFile(filepath.Join(home, fileName), []byte(strings.Repeat("just a text\n", 2000)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(home, Options{}); !errors.Is(err, A.ErrForeign) {
		t.Fatalf("a text file: %v", err)
	}
	home = t.TempDir()
	db, err := bolt.Open(filepath.Join(home, fileName), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = db.Close()
	if _, err := Open(home, Options{}); !errors.Is(err, A.ErrForeign) {
		t.Fatalf("another program's database: %v", err)
	}
}

func TestASecondOwnerIsBusy(t *testing.T) {
	d := newDesk(t)
	if _, err := Open(d.Home(), Options{}); !errors.Is(err, A.ErrBusy) {
		t.Fatalf("opening it twice: %v", err)
	}
}

func TestAnIdentityThatIsGoneComesBack(t *testing.T) {
	home := closed(t)
	name := filepath.Join(home, identityName)
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, spoil := range []func() error{func() error { return os.Remove(name) }, func() error { return os.WriteFile(name, []byte("{"), 0o600) }} {
		if err := spoil(); err != nil {
			t.Fatal(err)
		}
		s := openTest(t, home, newClock())
		_ = s.Close()
		if got, _ := os.ReadFile(name); !bytes.Equal(got, want) {
			t.Errorf("identity.json is %s, want %s", got, want)
		}
	}
}

func TestReadOnlyAndMustExist(t *testing.T) {
	if _, err := Open(t.TempDir(), Options{MustExist: true}); !errors.Is(err, A.ErrNotFound) {
		t.Errorf("a home without a desk: %v", err)
	}
	home := closed(t)
	a, err := Open(home, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	b, err := Open(home, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if bs, err := b.Brands(); err != nil || len(bs) != 3 {
		t.Errorf("%d brands, %v", len(bs), err)
	}
	if _, err := b.PutBrand(A.Brand{Name: "Bar Norte", Letter: "n", Zone: "Europe/Madrid"}); !errors.Is(err, A.ErrBusy) {
		t.Errorf("writing to a reader: %v", err)
	}
	if p, err := b.Check(); err != nil || len(p) > 0 {
		t.Errorf("check: %v %v", p, err)
	}
}

func TestAnOldOwnerIsFenced(t *testing.T) {
	d := newDesk(t)
	d.ok(d.db.Update(func(tx *bolt.Tx) error { return tx.Bucket(metaKey).Put(metaEpoch, seqKey(d.Epoch()+1)) }))
	if err := d.PutState("tab", []byte("2")); !errors.Is(err, A.ErrBusy) {
		t.Fatalf("a writer of an old epoch: %v", err)
	}
}

func TestAFailedCommitStopsWriting(t *testing.T) {
	d := newDesk(t)
	d.db.MaxSize = 1 // The next page that is needed does not fit.
	err := d.PutState("big", make([]byte, 8<<20))
	if !errors.Is(err, ErrBroken) {
		t.Fatalf("a commit that fails: %v", err)
	}
	d.db.MaxSize = 0
	if err := d.PutState("tab", []byte("2")); !errors.Is(err, ErrBroken) {
		t.Errorf("the next write: %v", err)
	}
	if bs, err := d.Brands(); err != nil || len(bs) != 3 {
		t.Errorf("reading goes on: %d brands, %v", len(bs), err)
	}
	home := d.Home()
	d.ok(d.Close())
	s := openTest(t, home, d.clock)
	if err := s.PutState("tab", []byte("2")); err != nil {
		t.Errorf("after opening it again: %v", err)
	}
	if p, err := s.Check(); err != nil || len(p) > 0 {
		t.Errorf("check: %v %v", p, err)
	}
}

func TestACopyOfALiveFileIsWhole(t *testing.T) {
	d := newDesk(t)
	for i := range 12 { // As a kill would leave it: whatever is on disk after any commit.
		d.hear(d.pan, i*3+1, "hola", "pan", "adiós")
		b, err := os.ReadFile(filepath.Join(d.Home(), fileName))
		d.ok(err)
		home := t.TempDir()
		d.ok(os.WriteFile(filepath.Join(home, fileName), b, 0o600))
		s, err := Open(home, Options{Now: d.clock.now, NoSync: true})
		if err != nil {
			t.Fatalf("copy %d: %v", i, err)
		}
		n, exact, err := s.CountMentions(A.MentionQuery{})
		if n != (i+1)*3 || !exact || err != nil {
			t.Errorf("copy %d has %d mentions, %v", i, n, err)
		}
		if p, err := s.Check(); err != nil || len(p) > 0 {
			t.Errorf("copy %d: %v %v", i, p, err)
		}
		d.ok(s.Close())
	}
}

func TestNewIDsSortBehindTheOldOnesAlsoWhenTheClockWasSetBack(t *testing.T) {
	d := newDesk(t)
	before := d.post("mañana abrimos", d.pan)
	home, clock := d.Home(), d.clock
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	clock.add(-1000 * time.Hour)
	s := openTest(t, home, clock)
	after, err := s.SavePost(A.Post{Brand: before.Brand, Text: "ayer cerramos"})
	if err != nil {
		t.Fatal(err)
	}
	if after.ID <= before.ID {
		t.Errorf("%s was made after %s", after.ID, before.ID)
	}
}
