package accounts

import (
	"errors"
	"fmt"
	"time"
)

// ErrNoSlot is the cause of a search for a free slot that found none.
var ErrNoSlot = errors.New("the brand has no free slot within 90 days")

// FreeSlot is the brand's first weekly slot after an instant that no post of the brand has taken yet. taken are the instants of
// the posts already planned. A brand without slots has none free: the error wraps ErrNoSlot.
func FreeSlot(b Brand, taken []time.Time, after time.Time) (When, error) {
	busy := make(map[int64]bool, len(taken))
	for _, t := range taken {
		busy[t.Unix()/60] = true
	}
	end := after.Add(90 * 24 * time.Hour)
	for at := after; at.Before(end); {
		next := When{}
		for _, s := range b.Slots {
			w, err := s.Next(at, b.Zone)
			if err != nil {
				return When{}, fmt.Errorf("finding a free slot of %s: %w", b.Name, err)
			}
			if next.UTC.IsZero() || w.UTC.Before(next.UTC) {
				next = w
			}
		}
		if next.UTC.IsZero() || next.UTC.After(end) {
			break
		}
		if !busy[next.UTC.Unix()/60] {
			return next, nil
		}
		at = next.UTC
	}
	return When{}, fmt.Errorf("finding a free slot of %s: %w; add slots to it, or give the post an hour", b.Name, ErrNoSlot)
}
