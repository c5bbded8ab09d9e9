package accounts

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// Cost is one line of a client's ledger: what a network charged for at one time.
type Cost struct {
	ID       ID        `cbor:"1,keyasint"`
	Brand    ID        `cbor:"2,keyasint"`
	Account  ID        `cbor:"3,keyasint"`
	Handle   string    `cbor:"4,keyasint"` // as it was then: the account may be gone
	Item     Item      `cbor:"5,keyasint"`
	N        int       `cbor:"6,keyasint"` // how many
	Sum      Micros    `cbor:"7,keyasint"`
	At       time.Time `cbor:"8,keyasint"`
	Month    string    `cbor:"9,keyasint"`            // "2026-11", on the client's wall
	Delivery ID        `cbor:"10,keyasint,omitempty"` // what was paid; "" for what was read
}

// Spent is what an account spent on an item in a month.
type Spent struct {
	Brand   ID     `cbor:"1,keyasint"`
	Account ID     `cbor:"2,keyasint"`
	Handle  string `cbor:"3,keyasint"`
	Month   string `cbor:"4,keyasint"`
	Item    Item   `cbor:"5,keyasint"`
	N       int    `cbor:"6,keyasint"`
	Sum     Micros `cbor:"7,keyasint"`
}

// SumOf is the sum of some rows.
func SumOf(rows []Spent) (sum Micros) {
	for _, r := range rows {
		sum += r.Sum
	}
	return sum
}

// CompareSpent orders rows by client, account and item.
func CompareSpent(a, b Spent) int {
	return cmp.Or(cmp.Compare(a.Brand, b.Brand), cmp.Compare(a.Handle, b.Handle), cmp.Compare(a.Account, b.Account), cmp.Compare(a.Item, b.Item))
}

// Counted are charges by item, in order, as entries of a ledger have them.
func Counted(cs []Charge) []Cost {
	var out []Cost
	for _, c := range cs {
		i := slices.IndexFunc(out, func(x Cost) bool { return x.Item == c.Item })
		if i < 0 {
			i = len(out)
			out = append(out, Cost{Item: c.Item})
		}
		out[i].N++
		out[i].Sum += c.Item.Price()
	}
	slices.SortFunc(out, func(a, b Cost) int { return cmp.Compare(a.Item, b.Item) })
	return out
}

// monthForm is a month as it is written.
const monthForm = "2006-01"

// MonthOf is the month of an instant on the client's wall, "2026-11".
func (b Brand) MonthOf(t time.Time) string { return t.In(b.location()).Format(monthForm) }

// NextMonth is when the month after that of an instant begins on the client's wall.
func (b Brand) NextMonth(t time.Time) time.Time {
	y, m, _ := t.In(b.location()).Date()
	return time.Date(y, m+1, 1, 0, 0, 0, 0, b.location())
}

// location is the client's zone, UTC where it is not known.
func (b Brand) location() *time.Location {
	if loc, err := Zone(b.Zone); err == nil {
		return loc
	}
	return time.UTC
}

// CheckMonth accepts a month, "2026-11".
func CheckMonth(s string) error {
	if _, err := time.Parse(monthForm, s); err != nil {
		return fmt.Errorf("reading the month %q: write one as in 2026-11", s)
	}
	return nil
}

// Budget is where a client stands in a month.
type Budget struct {
	Month string
	Spent Micros
	Cap   *Micros   // nil: none
	Until time.Time // when the month ends on the client's wall
}

// Stopped tells whether the cap stops reading, until the month ends or somebody raises it.
func (b Budget) Stopped() bool { return b.Cap != nil && b.Spent >= *b.Cap }
