package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"
	"pgregory.net/rapid"

	A "vocero/accounts"
)

// onX gives the bakery an account on X.
func (d *testDesk) onX() A.Account {
	d.t.Helper()
	a, err := d.PutAccount(A.Account{Brand: d.luz.ID, Network: A.X, Server: "https://x.example", Host: "x.com", RemoteID: "77", User: "luz",
		Instance: A.Instance{Software: "x", Version: "2", Limits: A.XLimits()}})
	d.ok(err)
	return a
}

// spentNow is what the bakery spent this month.
func (d *testDesk) spentNow() A.Micros {
	d.t.Helper()
	b, err := d.Budget(d.luz.ID)
	d.ok(err)
	rows, err := d.Spent(d.luz.ID, "")
	d.ok(err)
	if got := A.SumOf(rows); got != b.Spent {
		d.t.Errorf("the rows make %s, the budget says %s", got, b.Spent)
	}
	return b.Spent
}

func reads(item A.Item, ids ...string) (out []A.Charge) {
	for _, id := range ids {
		out = append(out, A.Charge{Item: item, ID: id})
	}
	return out
}

func TestWhatIsPublishedIsPaidOnce(t *testing.T) {
	d := newDesk(t)
	x := d.onX()
	_, ds := d.send(d.post("Pan nuevo en tienda.es", x))
	d.clock.add(time.Minute)
	if got := d.spentNow(); got != 0 {
		t.Errorf("before it is out: %s", got)
	}
	id := ds[0].ID
	_, err := d.Claim(id, A.ClaimInput{Key: "k", CreatedAt: d.clock.now(), Digest: ds[0].Digest, Outgoing: A.Outgoing{Text: "Pan nuevo en tienda.es"}})
	d.ok(err)
	_, err = d.Resolve(id, A.Resolution{To: A.Unconfirmed, Outcome: A.OutcomeUnknown, NextLook: d.clock.now()})
	d.ok(err)
	_, err = d.Resolve(id, A.Resolution{To: A.Published, Receipt: &A.Receipt{RemoteID: "1", Recovered: true, At: d.clock.now()}, NextLook: d.clock.now()})
	d.ok(err)
	_, err = d.Resolve(id, A.Resolution{To: A.Published, Verified: d.clock.now()})
	d.ok(err)
	if got := d.spentNow(); got != 200_000 {
		t.Errorf("a post with a link cost %s", got)
	}
	list, err := d.Costs(d.luz.ID, "2026-11")
	d.ok(err)
	if len(list) != 1 || list[0].Delivery != id || list[0].Item != A.ItemLink || list[0].Handle != "@luz@x.com" {
		t.Errorf("the ledger: %+v", list)
	}
	_, ds = d.send(d.post("gratis en tienda.es", d.pan))
	d.clock.add(time.Minute)
	d.publish(ds[0].ID)
	if got := d.spentNow(); got != 200_000 {
		t.Errorf("a post elsewhere cost something: %s", got)
	}
	d.sound()
}

func TestTheSameIsChargedOnceADay(t *testing.T) {
	d := newDesk(t)
	x := d.onX()
	hear := func(want A.Micros, cs ...A.Charge) {
		t.Helper()
		was := d.spentNow()
		d.ok(d.Spend(x.ID, cs))
		if got := d.spentNow() - was; got != want {
			t.Errorf("%v cost %s, want %s", cs, got, want)
		}
	}
	hear(10_000, reads(A.ItemRead, "1", "2", "1")...)
	hear(0, reads(A.ItemOwnRead, "1", "2")...) // The same post, whichever way it is read.
	hear(1_000, reads(A.ItemOwnRead, "3")...)
	hear(10_000, reads(A.ItemUser, "1")...) // A person is another thing than a post.
	hear(10_000, reads(A.ItemCount, "", "")...)
	hear(10_000, reads(A.ItemAlt, "m", "m")...) // A request, not a reading.
	d.clock.add(14 * time.Hour)                 // 23:00 in UTC, the next day in Madrid.
	hear(0, reads(A.ItemRead, "1")...)
	d.clock.add(time.Hour)
	hear(5_000, reads(A.ItemRead, "1")...)
	if err := d.Spend("01J00000000000000000000000", reads(A.ItemRead, "9")); err == nil {
		t.Error("an account that is gone was charged")
	}
	long := strings.Repeat("x", 500)
	hear(5_000, reads(A.ItemRead, long, long)...)
	d.ok(d.RemoveAccount(x.ID))
	rows, err := d.Spent("", "2026-11")
	d.ok(err)
	if len(rows) != 5 || rows[0].Handle != "@luz@x.com" {
		t.Errorf("an account that went left no ledger: %+v", rows)
	}
	d.sound()
}

// TestReadingIsPaidWithWhatItBrought: the mentions, the cursor and the price come in one transaction.
func TestReadingIsPaidWithWhatItBrought(t *testing.T) {
	d := newDesk(t)
	x := d.onX()
	seq := d.writes()
	_, err := d.PutInbox(x.ID, []A.Mention{mention(1, "hola"), mention(2, "buenas")}, "c1", false, reads(A.ItemRead, "1", "2")...)
	d.ok(err)
	if got := d.spentNow(); got != 10_000 || d.writes() != seq+1 {
		t.Errorf("%s in %d transactions", got, d.writes()-seq)
	}
	_, err = d.PutInbox(x.ID, nil, "c1", false)
	d.ok(err)
	if d.writes() != seq+1 {
		t.Error("nothing was heard, and something was written")
	}
	d.ok(d.PutThread(A.Thread{Account: x.ID, Root: "1", Read: d.clock.now()}, reads(A.ItemRead, "1", "5")...))
	if got := d.spentNow(); got != 15_000 {
		t.Errorf("after a conversation: %s", got)
	}
	var out strings.Builder
	d.ok(d.ExportBrand(d.luz.ID, &out))
	if !strings.Contains(out.String(), `"collection":"costs"`) || !strings.Contains(out.String(), `"sum":10000`) {
		t.Error("the ledger is not in the export")
	}
	d.ok(d.EraseBrand(d.luz.ID))
	if rows, err := d.Spent("", "2026-11"); err != nil || len(rows) != 0 {
		t.Errorf("after the brand was erased: %+v %v", rows, err)
	}
	d.sound()
}

// writes is how many transactions have written.
func (d *testDesk) writes() (n int) {
	d.ok(d.db.View(func(tx *bolt.Tx) error {
		n = tx.ID()
		return nil
	}))
	return n
}

func TestMonthsAreTheClients(t *testing.T) {
	d := newDesk(t)
	x := d.onX()
	d.clock.add(time.Date(2026, 11, 30, 22, 59, 0, 0, time.UTC).Sub(d.clock.now())) // 23:59 in Madrid.
	d.ok(d.Spend(x.ID, reads(A.ItemCount, "")))
	if got := d.spentNow(); got != 5_000 {
		t.Errorf("November: %s", got)
	}
	d.clock.add(time.Minute)
	if got := d.spentNow(); got != 0 {
		t.Errorf("December begins with %s", got)
	}
	d.ok(d.Spend(x.ID, reads(A.ItemCount, "", "")))
	for month, want := range map[string]A.Micros{"2026-11": 5_000, "2026-12": 10_000, "2026-10": 0} {
		rows, err := d.Spent(d.luz.ID, month)
		d.ok(err)
		if got := A.SumOf(rows); got != want {
			t.Errorf("%s: %s, want %s", month, got, want)
		}
	}
	limit := A.Micros(10_000)
	b, err := d.SetCap(d.luz.ID, &limit)
	d.ok(err)
	same, err := d.SetCap(d.luz.ID, &limit)
	if d.ok(err); same.Cap == nil || *same.Cap != limit {
		t.Errorf("set again: %v", same.Cap)
	}
	if got, err := d.Budget(b.ID); err != nil || !got.Stopped() || !got.Until.Equal(time.Date(2026, 12, 31, 23, 0, 0, 0, time.UTC)) {
		t.Errorf("%+v %v", got, err)
	}
	if u, err := d.Undo(); err != nil || u.Act != "brand.changed" {
		t.Errorf("undo: %+v %v", u, err)
	}
	if got, err := d.Budget(b.ID); err != nil || got.Stopped() || got.Spent != 10_000 {
		t.Errorf("after the cap was taken back: %+v %v", got, err)
	}
	if _, err := d.SetCap("", nil); err == nil {
		t.Error("a brand that is none got a cap")
	}
}

// TestSumsAreKept holds the sums to the entries, over months, accounts and days, with a store that is checked at the end.
func TestSumsAreKept(t *testing.T) {
	d := newDesk(t)
	x := d.onX()
	seen, want := map[string]bool{}, map[string]A.Micros{}
	rapid.Check(t, func(r *rapid.T) {
		d.clock.add(time.Duration(rapid.IntRange(0, 30*60).Draw(r, "minutes")) * time.Minute)
		day, month := d.clock.now().Format("2006-01-02"), d.luz.MonthOf(d.clock.now())
		var cs []A.Charge
		for range rapid.IntRange(0, 8).Draw(r, "charges") {
			c := A.Charge{Item: rapid.SampledFrom(A.Items()).Draw(r, "item"), ID: rapid.SampledFrom([]string{"", "1", "2", "3"}).Draw(r, "id")}
			cs = append(cs, c)
			key := fmt.Sprint(day, resource(c.Item), c.ID)
			if c.Item.Reading() && c.ID != "" && seen[key] {
				continue
			}
			seen[key] = true
			want[month] += c.Item.Price()
		}
		d.ok(d.Spend(x.ID, cs))
		rows, err := d.Spent(d.luz.ID, month)
		d.ok(err)
		if got := A.SumOf(rows); got != want[month] {
			r.Fatalf("%s: %s is kept, %s was charged", month, got, want[month])
		}
	})
	d.sound()
}

// TestCheckComparesTheLedger: an entry without its sum, or a sum without its entry, is found.
func TestCheckComparesTheLedger(t *testing.T) {
	d := newDesk(t)
	x := d.onX()
	d.ok(d.Spend(x.ID, reads(A.ItemCount, "")))
	d.ok(d.update(func(t *txn) error {
		s, err := spent.get(t, d.luz.ID, spentKey("2026-11", x.ID, A.ItemCount))
		if err == nil {
			s.Sum++
			err = spent.put(t, s)
		}
		return err
	}))
	found := func() bool {
		ps, err := d.Check()
		d.ok(err)
		return slices.ContainsFunc(ps, func(p A.Problem) bool { return p.Where == "costs" })
	}
	if !found() {
		t.Error("a sum that is wrong was not found")
	}
	d.ok(d.update(func(t *txn) error { return spent.drop(t, d.luz.ID, spentKey("2026-11", x.ID, A.ItemCount)) }))
	if !found() {
		t.Error("a sum that is missing was not found")
	}
}
