package accounts

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Rule says how a civil time became an instant.
type Rule uint8

// The rules. In a gap of the clock the first instant after it counts, in an overlap the first of the two.
const (
	Exact Rule = iota
	Gap
	Overlap
)

var rules = []string{"exact", "gap", "overlap"}

// String is the rule's name in JSON.
func (r Rule) String() string { return nameOf(rules, uint8(r)) }

// When is an hour as a person means it: a date and a time on the wall of a zone, with the instant computed from them. The
// civil time is the truth; the instant is computed anew when the zone's rules change.
type When struct {
	Civil string    `cbor:"1,keyasint"` // "2026-12-01 09:00", as asked for
	Zone  string    `cbor:"2,keyasint"` // IANA name
	UTC   time.Time `cbor:"3,keyasint"`
	Rule  Rule      `cbor:"4,keyasint"`
}

const civilLayout = "2006-01-02 15:04"

// ErrHour is the cause of an hour that cannot be read.
var ErrHour = errors.New("want a date and a time as in \"2026-12-01 09:00\"")

// ParseWhen reads "2026-12-01 09:00" on the wall of a zone.
func ParseWhen(s, zone string) (When, error) {
	c, err := time.Parse(civilLayout, strings.Join(strings.Fields(strings.Replace(s, "T", " ", 1)), " "))
	if err != nil {
		return When{}, fmt.Errorf("reading the hour %q: %w", s, ErrHour)
	}
	return NewWhen(c.Year(), c.Month(), c.Day(), c.Hour(), c.Minute(), zone)
}

// NewWhen is a civil date and time in a zone.
func NewWhen(y int, mo time.Month, d, h, mi int, zone string) (When, error) {
	loc, err := Zone(zone)
	if err != nil || zone == "" || zone == "Local" {
		return When{}, fmt.Errorf("reading the zone %q: it is no IANA zone; use one as in Europe/Madrid", zone)
	}
	want := time.Date(y, mo, d, h, mi, 0, 0, time.UTC) // Normalises 31 April and 24:00 as time.Date does.
	t, rule := resolve(want, loc)
	return When{Civil: want.Format(civilLayout), Zone: zone, UTC: t.UTC(), Rule: rule}, nil
}

// WhenAt is the When of an instant in a zone, to the minute. Of a civil time that comes twice it may be the second: it stays there.
func WhenAt(t time.Time, zone string) (When, error) {
	loc, err := Zone(zone)
	if err != nil || zone == "" || zone == "Local" {
		return When{}, fmt.Errorf("reading the zone %q: it is no IANA zone; use one as in Europe/Madrid", zone)
	}
	t = t.UTC().Truncate(time.Minute)
	_, rule := resolve(wall(t.In(loc)), loc)
	return When{Civil: t.In(loc).Format(civilLayout), Zone: zone, UTC: t, Rule: rule}, nil
}

// resolve finds the instant at which a wall clock shows the civil time in civil (given as if it were UTC). Go's own time.Date
// picks differently in gaps and overlaps from zone to zone, so every offset in force around the day is tried.
func resolve(civil time.Time, loc *time.Location) (time.Time, Rule) {
	first, n := time.Time{}, 0
	for _, off := range offsets(civil, loc) {
		t := civil.Add(-off)
		if sameWall(t.In(loc), civil) {
			if n == 0 || t.Before(first) {
				first = t
			}
			n++
		}
	}
	switch {
	case n == 1:
		return first, Exact
	case n > 1:
		return first, Overlap
	}
	return afterGap(civil, loc), Gap
}

// offsets are the distinct offsets from UTC that are in force within two days around the civil time.
func offsets(civil time.Time, loc *time.Location) []time.Duration {
	var out []time.Duration
	for h := -50; h <= 50; h++ {
		_, s := civil.Add(time.Duration(h) * time.Hour).In(loc).Zone()
		off := time.Duration(s) * time.Second
		if len(out) == 0 || out[len(out)-1] != off {
			out = append(out, off)
		}
	}
	seen, uniq := map[time.Duration]bool{}, out[:0]
	for _, o := range out {
		if !seen[o] {
			seen[o] = true
			uniq = append(uniq, o)
		}
	}
	return uniq
}

// afterGap is the first instant at which the wall clock shows more than the civil time.
func afterGap(civil time.Time, loc *time.Location) time.Time {
	lo, hi := civil.Add(-50*time.Hour), civil.Add(50*time.Hour)
	for hi.Sub(lo) > time.Second {
		mid := lo.Add(hi.Sub(lo) / 2).Truncate(time.Second)
		if mid.Equal(lo) {
			break
		}
		if wall(mid.In(loc)).After(civil) {
			hi = mid
		} else {
			lo = mid
		}
	}
	return hi.Truncate(time.Second)
}

// wall is what the clock shows, as if it were UTC.
func wall(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
}

func sameWall(t, civil time.Time) bool { return wall(t).Equal(civil) }

// Local is the instant on the wall of the zone.
func (w When) Local() time.Time {
	loc, err := Zone(w.Zone)
	if err != nil {
		return w.UTC
	}
	return w.UTC.In(loc)
}

// Renew computes the instant again from the civil time; moved tells that the zone's rules have changed it. An instant at which the
// wall still shows the civil time stays, be it the second of two.
func (w When) Renew() (n When, moved bool, err error) {
	n, err = ParseWhen(w.Civil, w.Zone)
	if err == nil && w.Local().Format(civilLayout) == n.Civil {
		n.UTC = w.UTC
	}
	return n, err == nil && !n.UTC.Equal(w.UTC), err
}

// Next is the first occurrence of the slot in the zone that lies after an instant.
func (s Slot) Next(after time.Time, zone string) (When, error) {
	loc, err := Zone(zone)
	if err != nil {
		return When{}, fmt.Errorf("reading the zone %q: it is no IANA zone; use one as in Europe/Madrid", zone)
	}
	day := wall(after.In(loc)) // Days are counted on the calendar: a zone may skip one whole.
	for range 15 {
		if day.Weekday() == s.Day {
			w, err := NewWhen(day.Year(), day.Month(), day.Day(), int(s.Minute/60), int(s.Minute%60), zone)
			if err != nil || w.UTC.After(after) {
				return w, err
			}
		}
		day = day.AddDate(0, 0, 1)
	}
	return When{}, fmt.Errorf("finding the next %s: no such day within two weeks", s)
}
