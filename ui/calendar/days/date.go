package days

import (
	"strings"
	"time"

	"vocero/accounts"
)

// Date is a day on a wall, whatever the zone: days since 1 January 1970.
type Date int

// DateOf is the day that a clock on a wall shows.
func DateOf(wall time.Time) Date {
	y, m, d := wall.Date()
	return Date(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// Time is the day's midnight as if it were UTC: for names and numbers only.
func (d Date) Time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.Time().Weekday() }

// Monday is the first day of the week of d.
func (d Date) Monday() Date { return d - Date((int(d.Weekday())+6)%7) }

// First is the first day of the month of d, n months on.
func (d Date) First(n int) Date {
	t := d.Time()
	return DateOf(time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC))
}

// View is one of the four ways to look.
type View uint8

// The views.
const (
	Month View = iota
	Week
	Day
	Agenda
)

// AgendaDays is how far an agenda reaches.
const AgendaDays = 28

// Span is what a view shows around a day: [from, to).
func (v View) Span(at Date) (from, to Date) {
	switch v {
	case Month:
		return at.First(0).Monday(), (at.First(1) - 1).Monday() + 7
	case Week:
		return at.Monday(), at.Monday() + 7
	case Day:
		return at, at + 1
	}
	return at, at + AgendaDays
}

// Zone is a place's clock, loaded once.
type Zone struct {
	Name string // IANA
	Loc  *time.Location
}

// NewZone loads a clock; a name that is none counts as UTC.
func NewZone(name string) Zone {
	loc, err := accounts.Zone(name)
	if err != nil {
		loc = time.UTC
	}
	return Zone{name, loc}
}

// City is the last part of the zone's name: "Madrid".
func (z Zone) City() string {
	return strings.ReplaceAll(z.Name[strings.LastIndexByte(z.Name, '/')+1:], "_", " ")
}

// When is a place on the wall. Far from a change of the clock it is computed here; near one by the rule of package accounts.
func (z Zone) When(d Date, minute int) accounts.When {
	civil := d.Time().Add(time.Duration(minute) * time.Minute)
	_, a := civil.Add(-26 * time.Hour).In(z.Loc).Zone()
	_, b := civil.Add(26 * time.Hour).In(z.Loc).Zone()
	if a != b {
		if w, err := accounts.NewWhen(civil.Year(), civil.Month(), civil.Day(), civil.Hour(), civil.Minute(), z.Name); err == nil {
			return w
		}
	}
	return accounts.When{Civil: civil.Format("2006-01-02 15:04"), Zone: z.Name, UTC: civil.Add(-time.Duration(a) * time.Second), Rule: accounts.Exact}
}

// Length is how long the day is: 24 hours, but for the days on which the clock changes.
func (z Zone) Length(d Date) time.Duration { return z.When(d+1, 0).UTC.Sub(z.When(d, 0).UTC) }
