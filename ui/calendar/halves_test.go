package calendar_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/store"
	"vocero/ui/calendar/days"
)

// torn is a store that cannot read posts from some hour on.
type torn struct {
	*store.Store
	from time.Time
}

var errTorn = errors.New("reading: the disk is torn")

func (d torn) Posts(q accounts.PostQuery, at accounts.Cursor, n int) ([]accounts.Post, accounts.Cursor, error) {
	if q.To.After(d.from) {
		return nil, "", errTorn
	}
	return d.Store.Posts(q, at, n)
}

func TestAMonthIsReadInHalvesWithoutASeam(t *testing.T) {
	r := newRig(t, monday)
	want := 0
	for day := 1; day <= 30; day++ {
		for _, hour := range []string{"00:00", "00:05", "12:00", "23:55"} {
			for _, b := range []accounts.Brand{r.luz, r.kine, r.ana} {
				r.draft(b, fmt.Sprintf("%s %d", b.Name, day), fmt.Sprintf("2026-11-%02d %s", day, hour))
				want++
			}
		}
	}
	s, err := days.Read(r.s, days.Request{View: days.Month, Anchor: days.DateOf(monday), Now: monday})
	if err != nil {
		t.Fatal(err)
	}
	got, seen := 0, map[accounts.ID]bool{}
	for _, c := range s.Days {
		if c.On.Time().Month() == time.November && c.Posts != 12 {
			t.Errorf("%s has %d posts, want 12", c.On.Time().Format(time.DateOnly), c.Posts)
		}
		for _, e := range c.Entries {
			if e.Free {
				continue
			}
			got++
			if id := e.Post.ID; seen[id] {
				t.Errorf("%q stands there twice", e.Text)
			} else {
				seen[id] = true
			}
		}
	}
	if got != want {
		t.Errorf("%d posts are in the month, want %d", got, want)
	}
}

func TestAHalfThatCannotBeReadIsSaid(t *testing.T) {
	r := newRig(t, monday)
	for _, from := range []string{"2026-11-01", "2026-11-28"} {
		at, err := time.Parse(time.DateOnly, from)
		if err != nil {
			t.Fatal(err)
		}
		_, err = days.Read(torn{r.s, at}, days.Request{View: days.Month, Anchor: days.DateOf(monday), Now: monday})
		if !errors.Is(err, errTorn) {
			t.Errorf("torn from %s on: %v", from, err)
		}
	}
}
