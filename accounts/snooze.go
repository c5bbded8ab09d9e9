package accounts

import "time"

// Snooze finds the moment to which something is put off, on the wall of a zone.
type Snooze func(now time.Time, zone string) (time.Time, error)

// SnoozeHour is one hour from now.
func SnoozeHour(now time.Time, _ string) (time.Time, error) { return now.Add(time.Hour), nil }

// SnoozeAfternoon is 17:00 of the day, or in four hours when that is past.
func SnoozeAfternoon(now time.Time, zone string) (time.Time, error) {
	t, err := snoozeTo(now, zone, 0, 17)
	if err == nil && !t.After(now) {
		t = now.Add(4 * time.Hour)
	}
	return t, err
}

// SnoozeTomorrow is 09:00 of the next day.
func SnoozeTomorrow(now time.Time, zone string) (time.Time, error) {
	return snoozeTo(now, zone, 1, 9)
}

// SnoozeMonday is 09:00 of the next Monday; on a Monday that of the week after.
func SnoozeMonday(now time.Time, zone string) (time.Time, error) {
	w, err := WhenAt(now, zone)
	if err != nil {
		return now, err
	}
	return snoozeTo(now, zone, (7-int(w.Local().Weekday()))%7+1, 9)
}

// snoozeTo is an hour some days from now on the wall of a zone.
func snoozeTo(now time.Time, zone string, days, hour int) (time.Time, error) {
	at, err := WhenAt(now, zone)
	if err != nil {
		return now, err
	}
	l := at.Local()
	w, err := NewWhen(l.Year(), l.Month(), l.Day()+days, hour, 0, zone)
	return w.UTC, err
}
