package accounts

import (
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestIDs(t *testing.T) {
	at := time.Date(2026, 12, 1, 9, 0, 0, 123456789, time.UTC)
	var g IDs
	id := g.New(at)
	if len(id) != 26 || !id.Time().Equal(at.Truncate(time.Millisecond)) || len(id.Short()) != 8 || id.Short() != string(id[18:]) {
		t.Errorf("%s of %s, short %s", id, id.Time(), id.Short())
	}
	if !ID("").Time().IsZero() || !ID("no ulid at all, really no.").Time().IsZero() || ID("ab").Short() != "ab" {
		t.Error("what is no id has a time, or no short form")
	}
	g.Seen("nonsense")
	if next := g.New(at); next <= id {
		t.Errorf("%s after %s", next, id)
	}
}

func TestIDsOnOddClocks(t *testing.T) {
	var g IDs
	last := ID("")
	g.Seen("7ZZZZZZZZZZZZZZZZZZZZZZZZZ")
	for _, at := range []time.Time{{}, time.Unix(-1, 0), time.Unix(0, 0), time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC), time.Date(1600, 1, 1, 0, 0, 0, 0, time.UTC)} {
		id := g.New(at)
		if id <= last || len(id) != 26 {
			t.Errorf("at %s: %s after %s", at, id, last)
		}
		last = id
	}
	if id := g.New(time.Date(20000, 1, 1, 0, 0, 0, 0, time.UTC)); id <= last {
		t.Errorf("%s after %s", id, last)
	}
}

// TestIDsOnlyGrow has the clock run, stand still and step back, and ids of other processes turn up.
func TestIDsOnlyGrow(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var g, other IDs
		at := time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
		last := ID("")
		for _, step := range rapid.SliceOfN(rapid.IntRange(-5000, 5000), 1, 200).Draw(rt, "steps") {
			if step%7 == 0 {
				seen := other.New(at.Add(time.Duration(step) * time.Second))
				g.Seen(seen)
				last = max(last, seen)
			}
			if step%3 != 0 {
				at = at.Add(time.Duration(step) * time.Millisecond)
			}
			id := g.New(at)
			if id <= last {
				rt.Fatalf("%s after %s", id, last)
			}
			last = id
		}
	})
}

func TestIDsFromManyAtOnce(t *testing.T) {
	var g IDs
	var mu sync.Mutex
	var wg sync.WaitGroup
	seen := map[ID]bool{}
	for range 8 {
		wg.Go(func() {
			for range 500 {
				id := g.New(time.Unix(1, 0))
				mu.Lock()
				seen[id] = true
				mu.Unlock()
			}
		})
	}
	if wg.Wait(); len(seen) != 4000 {
		t.Errorf("%d ids of 4000 differ", len(seen))
	}
}
