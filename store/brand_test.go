package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	A "vocero/accounts"
)

func TestPutBrandRefuses(t *testing.T) {
	d := newDesk(t)
	cases := []struct {
		name string
		b    A.Brand
		want error
	}{
		{"a letter that is taken", A.Brand{Name: "Bar Norte", Letter: "p", Zone: "Europe/Madrid"}, A.ErrTaken},
		{"a name that is taken", A.Brand{Name: "PANADERIA luz", Letter: "n", Zone: "Europe/Madrid"}, A.ErrTaken},
		{"a second personal brand", A.Brand{Name: "Otra", Letter: "_", Kind: A.Personal, Zone: "Europe/Madrid"}, A.ErrTaken},
		{"the letter y", A.Brand{Name: "Bar Norte", Letter: "y", Zone: "Europe/Madrid"}, A.ErrLetter},
		{"an id that is not there", A.Brand{ID: d.pan.ID, Name: "Bar Norte", Letter: "n", Zone: "Europe/Madrid"}, A.ErrNotFound},
	}
	for _, c := range cases {
		if _, err := d.PutBrand(c.b); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	for _, b := range []A.Brand{{Name: "Bar Norte", Letter: "n"}, {Name: "Bar Norte", Letter: "n", Zone: "Mars/Base"}, {Name: "a\x1b[31mb", Letter: "n", Zone: "Europe/Madrid"}} {
		if _, err := d.PutBrand(b); err == nil {
			t.Errorf("%+v was stored", b)
		}
	}
	b := d.luz
	b.Letter, b.Pause = "l", &A.Pause{}
	b, err := d.PutBrand(b)
	d.ok(err)
	if b.Paused() || b.Letter != "l" {
		t.Errorf("changed to %+v", b)
	}
	if _, err := d.Undo(); err != nil {
		t.Fatal(err)
	}
	if b, _ = d.Brand(b.ID); b.Letter != "p" {
		t.Errorf("undone, its letter is %s", b.Letter)
	}
}

func TestPutAccountRefuses(t *testing.T) {
	d := newDesk(t)
	a := d.pan
	a.ID, a.Brand = "", d.sur.ID
	if _, err := d.PutAccount(a); !errors.Is(err, A.ErrTaken) || !strings.Contains(err.Error(), d.luz.Name) {
		t.Errorf("a login of another brand: %v", err)
	}
	a.ID = d.pan.ID
	if _, err := d.PutAccount(a); !errors.Is(err, A.ErrBrand) {
		t.Errorf("moving it to another brand: %v", err)
	}
	a = d.pan
	a.RemoteID = "other"
	if _, err := d.PutAccount(a); !errors.Is(err, A.ErrBrand) {
		t.Errorf("changing its login: %v", err)
	}
	a = d.pan
	a.Name = A.LineText("Panadería Luz")
	if got, err := d.PutAccount(a); err != nil || got.Name != a.Name || !got.Created.Equal(d.pan.Created) {
		t.Errorf("changing its name: %+v %v", got, err)
	}
}

func TestAPracticeDeskTakesOnlyThisMachine(t *testing.T) {
	s, err := Open(t.TempDir(), Options{Practice: true, NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	d := &testDesk{Store: s, t: t, clock: newClock()}
	b := d.brand("Bar Norte", "n", A.Client)
	for server, want := range map[string]error{"https://masto.example": A.ErrPractice, "http://127.0.0.1:4000": nil} {
		_, err := s.PutAccount(A.Account{Brand: b.ID, Network: A.Mastodon, Server: server, RemoteID: server, User: "bar", Host: "masto.example"})
		if !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", server, err, want)
		}
	}
}

func TestFindAccount(t *testing.T) {
	d := newDesk(t)
	for handle, want := range map[string]A.ID{"@kinesur": d.kine.ID, "KineSur@Masto.example": d.kine.ID, "@panaderialuz@foto.example": d.panFoto.ID, " marta ": d.me.ID} {
		if a, err := d.FindAccount(handle); err != nil || a.ID != want {
			t.Errorf("%q: %s %v", handle, a.Handle(), err)
		}
	}
	_, err := d.FindAccount("panaderialuz")
	if !errors.Is(err, A.ErrAmbiguous) || !strings.Contains(err.Error(), "@panaderialuz@masto.example, @panaderialuz@foto.example") {
		t.Errorf("a short form of two: %v", err)
	}
	if _, err := d.FindAccount("nadie"); !errors.Is(err, A.ErrNotFound) {
		t.Errorf("nobody: %v", err)
	}
}

func TestRemoveAccount(t *testing.T) {
	d := newDesk(t)
	_, ds := d.send(d.post("hola", d.pan))
	if err := d.RemoveAccount(d.pan.ID); !errors.Is(err, A.ErrState) {
		t.Fatalf("with a delivery on its way: %v", err)
	}
	d.ok(d.CancelDelivery(ds[0].ID))
	b, err := d.Brand(d.luz.ID)
	d.ok(err)
	b.Default = d.pan.ID
	_, err = d.PutBrand(b)
	d.ok(err)
	d.ok(d.RemoveAccount(d.pan.ID))
	if _, err := d.Account(d.pan.ID); !errors.Is(err, A.ErrNotFound) {
		t.Errorf("it is still there: %v", err)
	}
	if b, _ := d.Brand(d.luz.ID); b.Default != "" {
		t.Error("it is still the brand's default")
	}
	d.sound()
}

// bytesOf counts how often a text stands in the records of a brand.
func (d *testDesk) bytesOf(brand A.ID) (n int) {
	d.t.Helper()
	d.ok(d.db.View(func(tx *bolt.Tx) error {
		if b := tx.Bucket(rootKey).Bucket([]byte(brand)); b != nil {
			return b.ForEachBucket(func(k []byte) error {
				n += b.Bucket(k).Stats().KeyN
				return nil
			})
		}
		return nil
	}))
	return n
}

func TestErasingOneBrandTouchesNoOther(t *testing.T) {
	d := newDesk(t)
	for _, a := range []A.Account{d.pan, d.kine} {
		ms := d.hear(a, 1, "hola", "¿qué tal?")
		done := A.Done
		d.ok(d.SetMention([]A.ID{ms[0].ID}, A.MentionUpdate{State: &done, AddTags: []string{"x"}}))
		d.send(d.post("hola desde "+a.User, a))
		_, err := d.Ask(A.Request{Account: a.ID, What: A.RequestSync})
		d.ok(err)
		d.ok(d.PutThread(A.Thread{Account: a.ID, Root: "1"}))
		_, err = d.AddMedia(a.Brand, "a.png", bytes.NewReader(tinyPNG(t)))
		d.ok(err)
	}
	other := d.bytesOf(d.sur.ID)
	d.ok(d.EraseBrand(d.luz.ID))
	if n := d.bytesOf(d.luz.ID); n != 0 {
		t.Errorf("%d keys of it are left", n)
	}
	if n := d.bytesOf(d.sur.ID); n != other || n == 0 {
		t.Errorf("the other brand had %d keys and has %d", other, n)
	}
	if _, err := os.Stat(filepath.Join(d.Home(), mediaName, string(d.luz.ID))); !os.IsNotExist(err) {
		t.Errorf("its files: %v", err)
	}
	if rs, _ := d.Requests(); len(rs) != 1 || rs[0].Brand != d.sur.ID {
		t.Errorf("requests: %+v", rs)
	}
	d.clock.add(A.DefaultHold)
	for {
		u, err := d.Undo()
		if errors.Is(err, A.ErrNotFound) {
			break
		}
		if u.Brand == d.luz.ID {
			t.Errorf("an undo of the erased brand is left: %+v", u)
		}
	}
	d.ok(d.VerifyJournal())
	d.sound()
	if err := d.EraseBrand(d.luz.ID); !errors.Is(err, A.ErrNotFound) {
		t.Errorf("a second time: %v", err)
	}
}

func TestErasingWaitsForWhatIsOnTheWire(t *testing.T) {
	d := newDesk(t)
	d.inState(A.Sending)
	if err := d.EraseBrand(d.luz.ID); !errors.Is(err, A.ErrState) {
		t.Fatalf("while sending: %v", err)
	}
}

func TestExportIsOneBrandsJSON(t *testing.T) {
	d := newDesk(t)
	d.hear(d.pan, 1, "hola")
	d.hear(d.kine, 1, "secreto de Kine")
	d.send(d.post("pan\u200d bueno", d.pan))
	var b bytes.Buffer
	d.ok(d.ExportBrand(d.luz.ID, &b))
	if strings.Contains(b.String(), "Kine") {
		t.Error("another brand's text is in it")
	}
	seen := map[string]int{}
	for line := range strings.Lines(b.String()) {
		var row struct {
			Collection string
			Record     map[string]any
		}
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		seen[row.Collection]++
		if row.Collection == "posts" && (row.Record["text"] != "pan\u200d bueno" || row.Record["visibility"] != float64(A.Public)) {
			t.Errorf("a post as %v", row.Record)
		}
		if row.Collection == "accounts" && row.Record["remote_id"] != d.pan.RemoteID && row.Record["remote_id"] != d.panFoto.RemoteID {
			t.Errorf("an account as %v", row.Record)
		}
	}
	for _, c := range []string{"brand", "accounts", "posts", "deliveries", "mentions", "cursors"} {
		if seen[c] == 0 {
			t.Errorf("no %s in %v", c, seen)
		}
	}
	if err := d.ExportBrand(d.pan.ID, &b); !errors.Is(err, A.ErrNotFound) {
		t.Errorf("a brand that is not there: %v", err)
	}
}
