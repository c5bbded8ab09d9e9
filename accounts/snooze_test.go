package accounts

import (
	"testing"
	"time"
)

func TestSnoozesAreOnTheWall(t *testing.T) {
	at := func(s, zone string) time.Time {
		w, err := ParseWhen(s, zone)
		if err != nil {
			t.Fatal(err)
		}
		return w.UTC
	}
	const madrid, santiago = "Europe/Madrid", "America/Santiago"
	for _, c := range []struct {
		name           string
		snooze         Snooze
		now, zone, end string
	}{
		{"hour", SnoozeHour, "2026-11-23 09:00", madrid, "2026-11-23 10:00"},
		{"afternoon", SnoozeAfternoon, "2026-11-23 16:59", madrid, "2026-11-23 17:00"},
		{"afternoon, late", SnoozeAfternoon, "2026-11-23 17:00", madrid, "2026-11-23 21:00"},
		{"tomorrow", SnoozeTomorrow, "2026-12-31 23:59", santiago, "2027-01-01 09:00"},
		{"tomorrow over the change of the clock", SnoozeTomorrow, "2026-10-24 12:00", madrid, "2026-10-25 09:00"},
		{"Monday from a Monday", SnoozeMonday, "2026-11-23 08:00", madrid, "2026-11-30 09:00"},
		{"Monday from a Sunday", SnoozeMonday, "2026-11-29 23:30", santiago, "2026-11-30 09:00"},
		{"Monday from a Saturday", SnoozeMonday, "2026-11-28 08:00", madrid, "2026-11-30 09:00"},
	} {
		got, err := c.snooze(at(c.now, c.zone), c.zone)
		if want := at(c.end, c.zone); err != nil || !got.Equal(want) {
			t.Errorf("%s: %v, %v, want %v", c.name, got, err, want)
		}
	}
	for _, s := range []Snooze{SnoozeAfternoon, SnoozeTomorrow, SnoozeMonday} {
		if _, err := s(time.Now(), "Nowhere/Land"); err == nil {
			t.Error("a zone that does not exist was taken")
		}
	}
}
