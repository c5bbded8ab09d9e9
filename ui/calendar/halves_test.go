package calendar_test

import (
	"errors"
	"fmt"
	"sync"
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
	s, err := days.Read(r.s, days.Request{Asked: 1, View: days.Month, Anchor: days.DateOf(monday), Now: monday})
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
		_, err = days.Read(torn{r.s, at}, days.Request{Asked: 1, View: days.Month, Anchor: days.DateOf(monday), Now: monday})
		if !errors.Is(err, errTorn) {
			t.Errorf("torn from %s on: %v", from, err)
		}
	}
}

// counted notes what is asked of a store.
type counted struct {
	*store.Store
	mu    sync.Mutex
	asked []accounts.PostQuery
}

func (d *counted) Posts(q accounts.PostQuery, at accounts.Cursor, n int) ([]accounts.Post, accounts.Cursor, error) {
	d.mu.Lock()
	d.asked = append(d.asked, q)
	d.mu.Unlock()
	return d.Store.Posts(q, at, n)
}

func TestTheNextDaysAreReadOnceForAllMonths(t *testing.T) {
	r := newRig(t, monday)
	r.planned(r.kine, "Estira", "2026-11-24 08:00")
	d := &counted{Store: r.s}
	look := func(month time.Month, a *days.Ahead) days.Snapshot {
		t.Helper()
		s, err := days.Read(d, days.Request{View: days.Month, Anchor: days.DateOf(time.Date(2027, month, 10, 0, 0, 0, 0, time.UTC)), Now: monday, Ahead: a})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	first := look(time.March, nil)
	n := len(d.asked)
	second := look(time.April, first.Ahead)
	if again := len(d.asked) - n; again >= n || again == 0 {
		t.Errorf("the first month asks the store %d times, the second %d times", n, again)
	}
	if fresh := look(time.April, nil); second.Gaps != fresh.Gaps || second.Gaps == 0 || fmt.Sprint(second.Problems) != fmt.Sprint(fresh.Problems) {
		t.Errorf("with the days read before there are %d gaps, with those read now %d", second.Gaps, fresh.Gaps)
	}
}

func TestAReadingThatIsStaleIsGivenUp(t *testing.T) {
	r := newRig(t, monday)
	for i := range 400 {
		r.draft(r.luz, fmt.Sprint(i), fmt.Sprintf("2026-11-%02d %02d:%02d", i%28+1, i/28, i%60))
	}
	d := &counted{Store: r.s}
	read := func(stale func() bool) days.Snapshot {
		t.Helper()
		d.asked = nil
		s, err := days.Read(d, days.Request{Asked: 7, View: days.Month, Anchor: days.DateOf(monday), Now: monday, Stale: stale})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	if s := read(func() bool { return false }); !s.Loaded || len(d.asked) < 4 {
		t.Fatalf("400 posts are read with %d questions; loaded: %t", len(d.asked), s.Loaded)
	}
	if s := read(func() bool { d.mu.Lock(); defer d.mu.Unlock(); return len(d.asked) > 1 }); s.Loaded || len(d.asked) > 3 || s.Asked != 7 {
		t.Errorf("a stale reading asked %d questions and says %t of reading %d", len(d.asked), s.Loaded, s.Asked)
	}
}
