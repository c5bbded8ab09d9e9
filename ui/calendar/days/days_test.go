package days_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/ui/calendar/days"
)

func on(s string) days.Date {
	t, err := time.Parse("2006-01-02", s)
	if err != nil {
		panic(err)
	}
	return days.DateOf(t)
}

func TestDatesKnowTheirWeekAndMonth(t *testing.T) {
	for _, c := range []struct {
		on, monday, first, next string
		day                     time.Weekday
	}{
		{"2026-11-23", "2026-11-23", "2026-11-01", "2026-12-01", time.Monday},
		{"2026-11-22", "2026-11-16", "2026-11-01", "2026-12-01", time.Sunday},
		{"2027-01-01", "2026-12-28", "2027-01-01", "2027-02-01", time.Friday},
		{"2028-02-29", "2028-02-28", "2028-02-01", "2028-03-01", time.Tuesday},
		{"1969-12-31", "1969-12-29", "1969-12-01", "1970-01-01", time.Wednesday},
	} {
		d := on(c.on)
		if d.Monday() != on(c.monday) || d.First(0) != on(c.first) || d.First(1) != on(c.next) || d.Weekday() != c.day || d.Time().Format("2006-01-02") != c.on {
			t.Errorf("%s: Monday %s, first %s, next %s, %s", c.on, d.Monday().Time(), d.First(0).Time(), d.First(1).Time(), d.Weekday())
		}
	}
}

func TestSpansAreWholeWeeks(t *testing.T) {
	for _, c := range []struct {
		view     days.View
		from, to string
	}{
		{days.Month, "2026-10-26", "2026-12-07"}, {days.Week, "2026-11-23", "2026-11-30"}, {days.Day, "2026-11-25", "2026-11-26"}, {days.Agenda, "2026-11-25", "2026-12-23"},
	} {
		if from, to := c.view.Span(on("2026-11-25")); from != on(c.from) || to != on(c.to) {
			t.Errorf("view %d shows %s to %s", c.view, from.Time(), to.Time())
		}
	}
	if from, to := days.Month.Span(on("2027-02-14")); to-from != 28 || from != on("2027-02-01") {
		t.Errorf("a month of four weeks shows %d days from %s", to-from, from.Time())
	}
}

// TestWhenIsThatOfTheDomain holds the short way near no change of the clock to the rule of package accounts, everywhere.
func TestWhenIsThatOfTheDomain(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, name := range []string{"Europe/Madrid", "America/Santiago", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca", "Pacific/Apia", "America/New_York", "UTC"} {
		z := days.NewZone(name)
		check := func(d days.Date, minute int) {
			t.Helper()
			y, m, n := d.Time().Date()
			want, err := accounts.NewWhen(y, m, n, minute/60, minute%60, name)
			if err != nil {
				t.Fatal(err)
			}
			if got := z.When(d, minute); got != want {
				t.Fatalf("%s %s: %+v, want %+v", name, d.Time().Format("2006-01-02"), got, want)
			}
		}
		for range 150 {
			check(on("2026-01-01")+days.Date(r.IntN(1500)), r.IntN(1440))
		}
		for _, d := range []string{"2026-03-29", "2026-10-25", "2027-03-28", "2026-09-06", "2026-04-05", "2026-11-01", "2026-03-08"} {
			for m := 0; m < 1440; m += 30 {
				check(on(d), m)
			}
		}
	}
}

func TestLengthOfDays(t *testing.T) {
	for _, c := range []struct {
		zone, on string
		want     time.Duration
	}{
		{"Europe/Madrid", "2027-03-28", 23 * time.Hour}, {"Europe/Madrid", "2026-10-25", 25 * time.Hour}, {"Europe/Madrid", "2026-11-23", 24 * time.Hour},
		{"America/Santiago", "2026-09-06", 23 * time.Hour}, {"Australia/Lord_Howe", "2026-10-04", 23*time.Hour + 30*time.Minute}, {"UTC", "2027-03-28", 24 * time.Hour},
	} {
		if got := days.NewZone(c.zone).Length(on(c.on)); got != c.want {
			t.Errorf("%s in %s has %s, want %s", c.on, c.zone, got, c.want)
		}
	}
	if z := days.NewZone("Mars/Olympus"); z.Loc != time.UTC {
		t.Errorf("a zone that is none has the clock of %s", z.Loc)
	}
	if s := days.NewZone("America/Argentina/Buenos_Aires").City(); s != "Buenos Aires" {
		t.Errorf("the city is %q", s)
	}
}
