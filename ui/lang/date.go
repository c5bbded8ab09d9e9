package lang

import (
	"fmt"
	"time"
)

var (
	weekdays = map[string][7]string{
		English: {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
		Spanish: {"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"},
	}
	shortDays = map[string][7]string{
		English: {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
		Spanish: {"dom", "lun", "mar", "mié", "jue", "vie", "sáb"},
	}
	months = map[string][12]string{
		English: {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		Spanish: {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
	}
	shortMonths = map[string][12]string{
		English: {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
		Spanish: {"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"},
	}
)

// Weekday is the day's name, in lower case where the language writes it so.
func (p *Printer) Weekday(d time.Weekday) string { return weekdays[p.tag][d] }

// ShortDay is the day's name in three letters.
func (p *Printer) ShortDay(d time.Weekday) string { return shortDays[p.tag][d] }

// Month is the month's name.
func (p *Printer) Month(m time.Month) string { return months[p.tag][m-1] }

// WeekStart is the first day of the week: Monday in both languages' Europe, Sunday nowhere here.
func (p *Printer) WeekStart() time.Weekday { return time.Monday }

// Day is "Wed 14 Aug" or "mié 14 ago", on the wall of t's own zone.
func (p *Printer) Day(t time.Time) string {
	return fmt.Sprintf("%s %d %s", shortDays[p.tag][t.Weekday()], t.Day(), shortMonths[p.tag][t.Month()-1])
}

// LongDay is "Wednesday 14 August 2026" or "miércoles 14 de agosto de 2026".
func (p *Printer) LongDay(t time.Time) string {
	if p.tag == Spanish {
		return fmt.Sprintf("%s %d de %s de %d", weekdays[p.tag][t.Weekday()], t.Day(), months[p.tag][t.Month()-1], t.Year())
	}
	return fmt.Sprintf("%s %d %s %d", weekdays[p.tag][t.Weekday()], t.Day(), months[p.tag][t.Month()-1], t.Year())
}

// Hour is "09:05", on the wall of t's own zone.
func (p *Printer) Hour(t time.Time) string { return t.Format("15:04") }

// DayHour is "Wed 14 Aug 09:05".
func (p *Printer) DayHour(t time.Time) string { return p.Day(t) + " " + p.Hour(t) }

// Ago is a span in its largest unit, always short: "now", "5 min", "3 h", "2 d".
func (p *Printer) Ago(d time.Duration) string {
	switch {
	case d < time.Minute:
		return p.T("now")
	case d < time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h", int(d.Hours()))
	}
	return fmt.Sprintf("%d d", int(d.Hours()/24))
}

// Since is how long ago something was: "just now", "5 min ago".
func (p *Printer) Since(d time.Duration) string {
	if d < time.Minute {
		return p.T("just now")
	}
	return p.T("%s ago", p.Ago(d))
}

// Left is the time to a deadline, negative when it passed: "2 h", "-15 min".
func (p *Printer) Left(d time.Duration) string {
	if d < 0 {
		return "-" + p.Ago(-d)
	}
	return p.Ago(d)
}

// Bytes is a size with its unit: "12 KB", "3.4 MB" ("3,4 MB").
func (p *Printer) Bytes(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 1000*1000:
		return fmt.Sprintf("%d KB", (n+500)/1000)
	}
	return p.T("%.1f MB", float64(n)/1e6)
}
