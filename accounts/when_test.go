package accounts

import (
	"errors"
	"testing"
	"time"
	_ "time/tzdata"

	"pgregory.net/rapid"
)

// TestZoneCases holds the rule against the clocks of the world: in a gap the first instant after it, in an overlap the first of the two.
// The dates are those of the IANA time zone database (iana.org/time-zones).
func TestZoneCases(t *testing.T) {
	cases := []struct {
		zone, civil, utc string
		rule             Rule
	}{
		{"Europe/Madrid", "2026-12-01 09:00", "2026-12-01T08:00:00Z", Exact},
		{"Europe/Madrid", "2027-03-28 01:59", "2027-03-28T00:59:00Z", Exact},
		{"Europe/Madrid", "2027-03-28 02:00", "2027-03-28T01:00:00Z", Gap},
		{"Europe/Madrid", "2027-03-28 02:30", "2027-03-28T01:00:00Z", Gap},
		{"Europe/Madrid", "2027-03-28 03:00", "2027-03-28T01:00:00Z", Exact},
		{"Europe/Madrid", "2026-10-25 02:30", "2026-10-25T00:30:00Z", Overlap},
		{"Europe/Madrid", "2026-10-25 03:00", "2026-10-25T02:00:00Z", Exact},
		{"Atlantic/Canary", "2027-03-28 01:30", "2027-03-28T01:00:00Z", Gap},
		{"America/New_York", "2027-03-14 02:30", "2027-03-14T07:00:00Z", Gap},
		{"America/New_York", "2026-11-01 01:30", "2026-11-01T05:30:00Z", Overlap},
		{"America/Santiago", "2026-09-06 00:30", "2026-09-06T04:00:00Z", Gap},
		{"America/Santiago", "2026-04-04 23:30", "2026-04-05T02:30:00Z", Overlap},
		{"America/Havana", "2026-03-08 00:30", "2026-03-08T05:00:00Z", Gap},
		{"Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03T15:30:00Z", Gap},
		{"Australia/Lord_Howe", "2026-10-04 02:30", "2026-10-03T15:30:00Z", Exact},
		{"Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-04T14:45:00Z", Overlap},
		{"Africa/Casablanca", "2026-02-15 02:30", "2026-02-15T01:30:00Z", Overlap},
		{"Africa/Casablanca", "2026-03-22 02:30", "2026-03-22T02:00:00Z", Gap},
		{"Africa/Cairo", "2026-04-24 00:30", "2026-04-23T22:00:00Z", Gap},
		{"Pacific/Apia", "2011-12-29 23:59", "2011-12-30T09:59:00Z", Exact},
		{"Pacific/Apia", "2011-12-30 12:00", "2011-12-30T10:00:00Z", Gap},
		{"Pacific/Apia", "2011-12-31 00:00", "2011-12-30T10:00:00Z", Exact},
		{"Asia/Kathmandu", "2026-12-01 09:00", "2026-12-01T03:15:00Z", Exact},
		{"Europe/Madrid", "2028-02-29 09:00", "2028-02-29T08:00:00Z", Exact},
		{"UTC", "2026-12-31 23:59", "2026-12-31T23:59:00Z", Exact},
	}
	for _, c := range cases {
		w, err := ParseWhen(c.civil, c.zone)
		if err != nil {
			t.Errorf("%s in %s: %v", c.civil, c.zone, err)
			continue
		}
		if got := w.UTC.Format(time.RFC3339); got != c.utc || w.Rule != c.rule || w.Civil != c.civil || w.Zone != c.zone || w.UTC.Location() != time.UTC {
			t.Errorf("%s in %s: %s by %s, want %s by %s", c.civil, c.zone, got, w.Rule, c.utc, c.rule)
		}
	}
}

func TestParseWhenReadsAndRefuses(t *testing.T) {
	for _, s := range []string{"2026-12-01 09:00", "2026-12-01T09:00", "  2026-12-01   09:00 "} {
		if w, err := ParseWhen(s, "Europe/Madrid"); err != nil || w.Civil != "2026-12-01 09:00" {
			t.Errorf("%q: %+v, %v", s, w, err)
		}
	}
	for _, s := range []string{"", "mañana", "2026-12-01", "09:00", "2027-02-29 09:00", "2026-13-01 09:00", "2026-12-01 24:00", "2026-12-31 23:59:60", "2026-12-01 9h"} {
		if _, err := ParseWhen(s, "Europe/Madrid"); !errors.Is(err, ErrHour) {
			t.Errorf("%q: %v", s, err)
		}
	}
	for _, zone := range []string{"", "Local", "Europe/Atlantis", "CEST2", "../../etc/passwd"} {
		if _, err := ParseWhen("2026-12-01 09:00", zone); err == nil {
			t.Errorf("zone %q was taken", zone)
		}
		if _, err := WhenAt(time.Unix(0, 0), zone); err == nil {
			t.Errorf("zone %q was taken for an instant", zone)
		}
	}
}

// TestEveryCivilTime tries any minute of twenty years in zones of every kind.
func TestEveryCivilTime(t *testing.T) {
	zones := []string{"Europe/Madrid", "America/New_York", "America/Santiago", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia", "Asia/Tehran",
		"Pacific/Chatham", "Europe/Dublin", "America/St_Johns", "Antarctica/Troll", "Asia/Pyongyang", "America/Caracas", "Pacific/Kiritimati", "UTC"}
	from := time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC)
	rapid.Check(t, func(rt *rapid.T) {
		zone := rapid.SampledFrom(zones).Draw(rt, "zone")
		c := from.Add(time.Duration(rapid.Int64Range(0, 20*366*24*60).Draw(rt, "minute")) * time.Minute)
		w, err := NewWhen(c.Year(), c.Month(), c.Day(), c.Hour(), c.Minute(), zone)
		if err != nil {
			rt.Fatal(err)
		}
		shown := wall(w.Local())
		switch {
		case w.Rule != Gap && !shown.Equal(c):
			rt.Fatalf("the wall shows %s", shown)
		case w.Rule == Gap && (!shown.After(c) || !wall(w.Local().Add(-time.Second)).Before(c)):
			rt.Fatalf("%s is not the first instant after the gap", shown)
		case w.Rule == Gap && shown.Sub(c) > 24*time.Hour:
			rt.Fatalf("moved by %s", shown.Sub(c))
		}
		for h := -26 * time.Hour; h < 0; h += 10 * time.Minute {
			if w.Rule != Gap && wall(w.Local().Add(h)).Equal(c) {
				rt.Fatalf("the wall showed it %s earlier already", -h)
			}
		}
		if n, moved, err := w.Renew(); err != nil || moved || n != w {
			rt.Fatalf("computed again it is %+v, moved %v: %v", n, moved, err)
		}
	})
}

func TestRenewTellsThatTheRulesMoved(t *testing.T) {
	w, err := ParseWhen("2026-12-01 09:00", "Europe/Madrid")
	if err != nil {
		t.Fatal(err)
	}
	old := w
	old.UTC = w.UTC.Add(-time.Hour) // As if the zone had kept its summer time.
	if n, moved, err := old.Renew(); err != nil || !moved || n != w {
		t.Fatalf("%+v, moved %v: %v", n, moved, err)
	}
	old.Zone = "Europe/Atlantis"
	if _, moved, err := old.Renew(); err == nil || moved {
		t.Fatalf("a zone that is gone: moved %v, %v", moved, err)
	}
	if !old.Local().Equal(old.UTC) {
		t.Fatal("without its zone an hour is not shown in UTC")
	}
}

// TestWhenAtTheSecondOfTwo keeps an instant whose civil time came twice, though the rule would pick the first.
func TestWhenAtTheSecondOfTwo(t *testing.T) {
	second := time.Date(2026, 10, 25, 1, 30, 0, 0, time.UTC)
	w, err := WhenAt(second.Add(40*time.Second), "Europe/Madrid")
	if err != nil || w.Civil != "2026-10-25 02:30" || !w.UTC.Equal(second) || w.Rule != Overlap {
		t.Fatalf("%+v, %v", w, err)
	}
	if n, moved, err := w.Renew(); err != nil || moved || !n.UTC.Equal(second) {
		t.Fatalf("it moved to %s: %v", n.UTC, err)
	}
	w, err = WhenAt(time.Date(2026, 12, 1, 8, 0, 0, 0, time.UTC), "Europe/Madrid")
	if err != nil || w.Civil != "2026-12-01 09:00" || w.Rule != Exact {
		t.Fatalf("%+v, %v", w, err)
	}
}

func TestSlotNext(t *testing.T) {
	at := func(s string) time.Time {
		u, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return u
	}
	cases := []struct {
		slot, zone, after, want string
		rule                    Rule
	}{
		{"mon 09:30", "Europe/Madrid", "2026-12-01T00:00:00Z", "2026-12-07T08:30:00Z", Exact},
		{"tue 09:30", "Europe/Madrid", "2026-12-01T08:29:59Z", "2026-12-01T08:30:00Z", Exact},
		{"tue 09:30", "Europe/Madrid", "2026-12-01T08:30:00Z", "2026-12-08T08:30:00Z", Exact},
		{"mon 00:10", "Europe/Madrid", "2026-11-29T23:05:00Z", "2026-11-29T23:10:00Z", Exact},
		{"sun 02:30", "Europe/Madrid", "2027-03-28T00:00:00Z", "2027-03-28T01:00:00Z", Gap},
		{"sun 02:30", "Europe/Madrid", "2027-03-28T01:00:00Z", "2027-04-04T00:30:00Z", Exact},
		{"sun 02:30", "Europe/Madrid", "2026-10-25T00:30:00Z", "2026-11-01T01:30:00Z", Exact},
		{"sat 09:00", "Pacific/Apia", "2011-12-29T20:00:00Z", "2011-12-30T19:00:00Z", Exact},
		{"fri 09:00", "Pacific/Apia", "2011-12-29T20:00:00Z", "2011-12-30T10:00:00Z", Gap},
		{"fri 09:00", "Pacific/Apia", "2011-12-30T10:00:00Z", "2012-01-05T19:00:00Z", Exact},
		{"sun 00:30", "America/Santiago", "2026-09-06T03:00:00Z", "2026-09-06T04:00:00Z", Gap},
	}
	for _, c := range cases {
		s, err := ParseSlot(c.slot)
		if err != nil {
			t.Fatal(err)
		}
		w, err := s.Next(at(c.after), c.zone)
		if err != nil || !w.UTC.Equal(at(c.want)) || w.Rule != c.rule {
			t.Errorf("%s in %s after %s: %s by %s (%v), want %s by %s", c.slot, c.zone, c.after, w.UTC.Format(time.RFC3339), w.Rule, err, c.want, c.rule)
		}
	}
	if _, err := (Slot{}).Next(time.Now(), "Europe/Atlantis"); err == nil {
		t.Error("a zone that does not exist was taken")
	}
}
