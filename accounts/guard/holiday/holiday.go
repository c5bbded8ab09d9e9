// Package holiday knows the public holidays of the countries in which clients work: a pure table of rules, for any year.
//
// Sources: Spain: Estatuto de los Trabajadores art. 37.2, Real Decreto 2001/1983 art. 45, and the yearly resolutions in the BOE;
// regional days by the statutes of the regions. Mexico: Ley Federal del Trabajo art. 74. Argentina: Ley 27.399. Colombia: Ley 51 de
// 1983 ("ley Emiliani"). Chile: leyes 2.977, 19.668, 19.973, 20.215, 20.299, 20.983, 21.357. Peru: Decreto Legislativo 713 and leyes
// 31381, 31530, 31788, 31822. United States: 5 U.S.C. 6103. United Kingdom: Banking and Financial Dealings Act 1971 and
// gov.uk/bank-holidays.
//
// What is decided anew each year is not here: bridges by decree (Argentina), days that a Spanish region moves from a Sunday to a
// Monday or adds for one year, holidays of towns, and the Islamic feasts of Ceuta and Melilla.
package holiday

import (
	"slices"
	"strings"
	"time"
)

// day is one rule: a name in the language of the place, and its date in a year at midnight UTC; zero when it has none.
type day struct {
	name string
	in   func(year int) time.Time
}

// On tells which holiday of a region (ISO 3166: "ES", "ES-MD", "MX", "GB-SCT") falls on the day of t, on t's own clock. The name is
// in the language of the place. A region that is not known has none.
func On(region string, t time.Time) (name string, ok bool) {
	want := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	for _, d := range of(region) {
		for _, year := range [...]int{want.Year(), want.Year() + 1} { // A day of January can be kept in December.
			if d.in(year).Equal(want) {
				return d.name, true
			}
		}
	}
	return "", false
}

// Known tells whether the table has a region.
func Known(region string) bool { return slices.Contains(Regions(), normal(region)) }

// Regions are all regions of the table, sorted.
func Regions() []string {
	var out []string
	for c := range countries {
		out = append(out, c)
	}
	for r := range regions {
		out = append(out, r)
	}
	slices.Sort(out)
	return out
}

// normal is a region as the table writes it; UK is how people call GB.
func normal(region string) string {
	r := strings.ToUpper(strings.TrimSpace(region))
	if rest, ok := strings.CutPrefix(r, "UK"); ok && (rest == "" || rest[0] == '-') {
		r = "GB" + rest
	}
	return r
}

// of are the rules of a region: those of its country, but for what it does not keep, and its own.
func of(region string) []day {
	r := normal(region)
	country, _, _ := strings.Cut(r, "-")
	out := countries[country]
	if own, ok := regions[r]; ok {
		out = append(slices.DeleteFunc(slices.Clone(out), func(d day) bool { return slices.Contains(own.not, d.name) }), own.days...)
	}
	return out
}

func date(year int, m time.Month, d int) time.Time {
	return time.Date(year, m, d, 0, 0, 0, 0, time.UTC)
}

// fixed is the same date every year.
func fixed(m time.Month, d int, name string) day {
	return day{name, func(year int) time.Time { return date(year, m, d) }}
}

// moved is a date that a rule moves.
func moved(m time.Month, d int, name string, to func(time.Time) time.Time) day {
	return day{name, func(year int) time.Time { return to(date(year, m, d)) }}
}

// easter is so many days after Easter Sunday.
func easter(days int, name string) day {
	return day{name, func(year int) time.Time { return Easter(year).AddDate(0, 0, days) }}
}

// nth is the nth weekday of a month; the last one for n = -1.
func nth(n int, w time.Weekday, m time.Month, name string) day {
	return day{name, func(year int) time.Time {
		if n < 0 {
			last := date(year, m+1, 0)
			return last.AddDate(0, 0, -int((last.Weekday()-w+7)%7))
		}
		first := date(year, m, 1)
		return first.AddDate(0, 0, int((w-first.Weekday()+7)%7)+7*(n-1))
	}}
}

// Easter is the Easter Sunday of a year by the Gregorian computus (Meeus, Astronomical Algorithms, chapter 8), at midnight UTC.
func Easter(year int) time.Time {
	a, b, c := year%19, year/100, year%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return date(year, time.Month(n/31), n%31+1)
}

// nextMonday is the day itself on a Monday, else the Monday after it: Colombia.
func nextMonday(t time.Time) time.Time { return t.AddDate(0, 0, int((8-t.Weekday())%7)) }

// nearMonday keeps a weekend and a Monday, takes Tuesday and Wednesday back and Thursday and Friday forward: Argentina.
func nearMonday(t time.Time) time.Time {
	switch t.Weekday() {
	case time.Tuesday, time.Wednesday:
		return t.AddDate(0, 0, 1-int(t.Weekday()))
	case time.Thursday, time.Friday:
		return nextMonday(t)
	}
	return t
}

// chileanMonday takes Tuesday to Thursday back to the Monday and Friday forward.
func chileanMonday(t time.Time) time.Time {
	switch t.Weekday() {
	case time.Tuesday, time.Wednesday, time.Thursday:
		return t.AddDate(0, 0, 1-int(t.Weekday()))
	case time.Friday:
		return nextMonday(t)
	}
	return t
}

// reformation takes a Tuesday back to the Friday and a Wednesday forward to it: Chile, 31 October.
func reformation(t time.Time) time.Time {
	switch t.Weekday() {
	case time.Tuesday:
		return t.AddDate(0, 0, -4)
	case time.Wednesday:
		return t.AddDate(0, 0, 2)
	}
	return t
}

// when is a date that is kept only in some years.
func when(m time.Month, d int, name string, kept func(time.Time) bool) day {
	return day{name, func(year int) time.Time {
		if t := date(year, m, d); kept(t) {
			return t
		}
		return time.Time{}
	}}
}

func on(w time.Weekday) func(time.Time) bool {
	return func(t time.Time) bool { return t.Weekday() == w }
}

// observed is where a day of the United States is kept when it falls on a weekend; zero when it does not.
func observed(t time.Time) time.Time {
	switch t.Weekday() {
	case time.Saturday:
		return t.AddDate(0, 0, -1)
	case time.Sunday:
		return t.AddDate(0, 0, 1)
	}
	return time.Time{}
}

// instead is the weekday that the United Kingdom keeps for a day on a weekend; zero when it does not. further is added where the
// day before it is kept on that Monday already.
func instead(further int) func(time.Time) time.Time {
	return func(t time.Time) time.Time {
		switch t.Weekday() {
		case time.Saturday:
			return t.AddDate(0, 0, 2)
		case time.Sunday:
			return t.AddDate(0, 0, 1+further)
		}
		return time.Time{}
	}
}

// solstice is the day of the winter solstice in Chile: 20 June in leap years of this half century, else 21 June (SHOA).
func solstice(year int) time.Time {
	if year%4 == 0 {
		return date(year, time.June, 20)
	}
	return date(year, time.June, 21)
}
