package mentions

import (
	"time"

	"vocero/accounts"
)

// until finds the moment to which a mention is put off, on the wall of a zone.
type until func(now time.Time, zone string) (time.Time, error)

// inAnHour is one hour from now.
func inAnHour(now time.Time, _ string) (time.Time, error) { return now.Add(time.Hour), nil }

// thisAfternoon is 17:00, or in four hours when that is past.
func thisAfternoon(now time.Time, zone string) (time.Time, error) {
	t, err := wall(now, zone, 0, 17)
	if err == nil && !t.After(now) {
		t = now.Add(4 * time.Hour)
	}
	return t, err
}

// tomorrow is 09:00 of the next day.
func tomorrow(now time.Time, zone string) (time.Time, error) { return wall(now, zone, 1, 9) }

// nextMonday is 09:00 of the Monday that follows.
func nextMonday(now time.Time, zone string) (time.Time, error) {
	day := int(local(now, zone).Weekday()) // Sunday is 0.
	return wall(now, zone, (7-day)%7+1, 9)
}

// wall is an hour some days from now on the wall of a zone.
func wall(now time.Time, zone string, days, hour int) (time.Time, error) {
	l := local(now, zone)
	w, err := accounts.NewWhen(l.Year(), l.Month(), l.Day()+days, hour, 0, zone)
	return w.UTC, err
}

// local is an instant on the wall of a zone; a zone that is unknown here leaves it as it is.
func local(t time.Time, zone string) time.Time {
	if loc, err := time.LoadLocation(zone); err == nil {
		return t.In(loc)
	}
	return t
}
