package accounts

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

var (
	xNow = Account{ID: "x", Network: X, User: "luz", Host: "x.com"}
	xOld = Account{ID: "x", Network: X, Instance: Instance{Version: APIv1}}
	free = Account{ID: "x", Network: Mastodon}
)

// TestWhatAMonthCosts holds the table to the sums that a client is told beforehand.
func TestWhatAMonthCosts(t *testing.T) {
	month := func(text string, n int) (sum Micros) {
		for range n {
			p, _ := xNow.PostPrice(Post{Text: text})
			sum += p
		}
		return sum
	}
	for _, c := range []struct {
		what string
		got  Micros
		want string
	}{
		{"sixty posts with a link", month("Pan nuevo en https://panluz.es/pan", 60), "$12.00"},
		{"sixty with a bare host", month("Pan nuevo en tienda.es", 60), "$12.00"},
		{"sixty without", month("Pan nuevo", 60), "$0.90"},
		{"a file's name is no link", month("file.go y hola.mundo", 1), "$0.015"},
		{"500 mentions", ReadPrice(500, false), "$2.50"},
		{"500 mentions of the app's owner", ReadPrice(500, true), "$0.50"},
	} {
		if c.got.String() != c.want {
			t.Errorf("%s: %s, want %s", c.what, c.got, c.want)
		}
	}
	if PricesOf != "2026-11-22" {
		t.Errorf("the prices are of %s: look at every one of them", PricesOf)
	}
}

func TestPriceOfAPost(t *testing.T) {
	reply := &Answering{Mention: "m"}
	for _, c := range []struct {
		what   string
		on     Account
		p      Post
		want   Micros
		linked bool
	}{
		{"a reply", xNow, Post{Text: "Gracias", Answering: reply}, 10_000, false},
		{"a reply with a link stays cheap", xNow, Post{Text: "Mira luz.es", Answering: reply}, 10_000, false},
		{"a thread: its second part has the link", xNow, Post{Text: "uno\n---\ndos luz.es"}, 215_000, true},
		{"a reply in two parts: the second answers oneself", xNow, Post{Text: "uno\n---\ndos", Answering: reply}, 25_000, false},
		{"two files, one described", xNow, Post{Text: "hola", Media: []Media{{Alt: "una hogaza"}, {}}}, 20_000, false},
		{"the version counts", xNow, Post{Text: "hola luz.es", Versions: []Version{{Account: "x", Text: "hola"}}}, 15_000, false},
		{"the old API", xOld, Post{Text: "luz.es"}, 0, false},
		{"another network", free, Post{Text: "https://luz.es"}, 0, false},
	} {
		if got, linked := c.on.PostPrice(c.p); got != c.want || linked != c.linked {
			t.Errorf("%s: %s %v, want %s %v", c.what, got, linked, c.want, c.linked)
		}
	}
}

func TestPriceOfADelivery(t *testing.T) {
	frozen := &Outgoing{Text: "mira luz.es"}
	for _, c := range []struct {
		what string
		on   Account
		d    Delivery
		want Item
		ok   bool
	}{
		{"planned", xNow, Delivery{}, ItemPost, true},
		{"its second part", xNow, Delivery{Part: 1}, ItemLink, true},
		{"frozen", xNow, Delivery{Outgoing: frozen}, ItemLink, true},
		{"a reply", xNow, Delivery{Outgoing: frozen, Mention: "m"}, ItemReply, true},
		{"the second part of a reply", xNow, Delivery{Outgoing: frozen, Mention: "m", Part: 1}, ItemLink, true},
		{"deleting", xNow, Delivery{Op: OpDelete}, ItemDelete, true},
		{"hiding", xNow, Delivery{Op: OpHide}, ItemHide, true},
		{"showing", xNow, Delivery{Op: OpUnhide}, ItemHide, true},
		{"muting", xNow, Delivery{Op: OpMute}, ItemMute, true},
		{"no more muting", xNow, Delivery{Op: OpUnmute}, ItemUnmute, true},
		{"reporting", xNow, Delivery{Op: OpReport}, 0, false},
		{"deleting by the old API", xOld, Delivery{Op: OpDelete}, 0, false},
		{"another network", free, Delivery{Outgoing: frozen}, 0, false},
	} {
		got, ok := c.on.Cost(c.d, Post{Text: "uno\n---\ndos luz.es"})
		if ok != c.ok || ok && got != c.want {
			t.Errorf("%s: %s %v, want %s %v", c.what, got, ok, c.want, c.ok)
		}
	}
	if xOld.LogInCharges() != nil || len(xNow.LogInCharges()) != 1 || xNow.LogInCharges()[0].Item != ItemUser {
		t.Error("what a log-in costs")
	}
	for _, i := range Items() {
		if i.Price() <= 0 || i.String() == "?" {
			t.Errorf("item %d: %q costs %s", i, i, i.Price())
		}
	}
	if Item(200).Price() != 0 || Item(200).String() != "?" {
		t.Error("an item of a newer program has a price")
	}
}

func TestMicros(t *testing.T) {
	for m, want := range map[Micros]string{0: "$0.00", 5_000: "$0.005", 10_000: "$0.01", 200_000: "$0.20", 12 * Dollar: "$12.00", 1: "$0.000001", -15_000: "-$0.015", 1_234_560_000: "$1234.56"} {
		if got := m.String(); got != want {
			t.Errorf("%d is %s, want %s", int64(m), got, want)
		}
	}
	for in, want := range map[string]Micros{"5": 5 * Dollar, "$5": 5 * Dollar, " 12,50 ": 12_500_000, "0.005": 5_000, "0": 0, "7.": 7 * Dollar, "12.50 $": 12_500_000} {
		if got, err := ParseMicros(in); got != want || err != nil {
			t.Errorf("%q is %d (%v), want %d", in, int64(got), err, int64(want))
		}
	}
	for _, in := range []string{"", "-5", "five", "1.2.3", "0.1234567", "99999999999", "1e3", "+5", ".5", "1.-5", "1.+5"} {
		if got, err := ParseMicros(in); err == nil {
			t.Errorf("%q was read as %s", in, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		m := Micros(rapid.Int64Range(0, 1e12).Draw(t, "micros"))
		if back, err := ParseMicros(m.String()); back != m || err != nil {
			t.Fatalf("%d became %s, then %d (%v)", int64(m), m, int64(back), err)
		}
	})
}

// TestCountedKeepsTheSum: gathering charges by item neither loses nor adds money.
func TestCountedKeepsTheSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var cs []Charge
		var want Micros
		for range rapid.IntRange(0, 50).Draw(t, "charges") {
			c := Charge{Item: rapid.SampledFrom(Items()).Draw(t, "item")}
			cs, want = append(cs, c), want+c.Item.Price()
		}
		var got Micros
		n := 0
		for i, c := range Counted(cs) {
			got, n = got+c.Sum, n+c.N
			if i > 0 && c.Item <= Counted(cs)[i-1].Item {
				t.Fatal("an item stands there twice, or out of order")
			}
		}
		if got != want || n != len(cs) {
			t.Fatalf("%d charges of %s became %d of %s", len(cs), want, n, got)
		}
	})
}

func TestMonthsOfAClient(t *testing.T) {
	b := Brand{Zone: "Europe/Madrid"}
	late := time.Date(2026, 11, 30, 23, 30, 0, 0, time.UTC) // Half past midnight in Madrid.
	if got := b.MonthOf(late); got != "2026-12" {
		t.Errorf("the month is %s", got)
	}
	if got := b.NextMonth(late); !got.Equal(time.Date(2026, 12, 31, 23, 0, 0, 0, time.UTC)) {
		t.Errorf("it ends %s", got)
	}
	if got := (Brand{Zone: "nowhere"}).MonthOf(late); got != "2026-11" {
		t.Errorf("without a zone: %s", got)
	}
	if CheckMonth("2026-02") != nil || CheckMonth("2026-13") == nil || CheckMonth("2026-2") == nil || CheckMonth("") == nil {
		t.Error("which months there are")
	}
	limit := 2 * Dollar
	for _, c := range []struct {
		spent Micros
		limit *Micros
		want  bool
	}{{2*Dollar - 1, &limit, false}, {2 * Dollar, &limit, true}, {9 * Dollar, nil, false}, {0, new(Micros), true}} {
		if got := (Budget{Spent: c.spent, Cap: c.limit}).Stopped(); got != c.want {
			t.Errorf("%s of %v stops: %v", c.spent, c.limit, got)
		}
	}
}
