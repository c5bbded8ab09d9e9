package guard

import (
	"testing"
	"time"

	"vocero/accounts"
)

func TestClock(t *testing.T) {
	at := func(civil, zone string) func(*accounts.Post, *Facts) {
		return func(p *accounts.Post, _ *Facts) { p.When = when(t, civil, zone) }
	}
	runRows(t, "time", post, []row{
		{"good", nil, nil},
		{"no hour yet", func(p *accounts.Post, _ *Facts) { p.When = nil }, nil},
		{"past", at("2026-12-01 12:59", "Europe/Madrid"), []string{"block the hour 2026-12-01 12:59 (Europe/Madrid) is past; it is 2026-12-01 13:00 now"}},
		{"this very minute", at("2026-12-01 13:00", "Europe/Madrid"), []string{"block the hour"}},
		{"a minute on", at("2026-12-01 13:01", "Europe/Madrid"), nil},
		{"past, but sent now", func(p *accounts.Post, f *Facts) {
			at("2026-11-01 12:00", "Europe/Madrid")(p, f)
			f.Immediate = true
		}, nil},
		{"past, and being sent", func(p *accounts.Post, f *Facts) {
			at("2026-12-01 12:59", "Europe/Madrid")(p, f)
			f.Sending = true
		}, nil},
		{"nobody knows the time", func(_ *accounts.Post, f *Facts) { f.Now = time.Time{} }, []string{"block the hour 2026-12-02 09:00 (Europe/Madrid) cannot be checked"}},
		{"broken hour", func(p *accounts.Post, _ *Facts) { p.When.Zone = "Nowhere" }, []string{"block the hour"}},
		{"gap", at("2027-03-28 02:30", "Europe/Madrid"),
			[]string{"note 2027-03-28 02:30 does not exist in Europe/Madrid, the clock is set forward: it leaves at 2027-03-28 03:00 +02:00"}},
		{"overlap", at("2027-10-31 02:30", "Europe/Madrid"),
			[]string{"note 2027-10-31 02:30 happens twice in Europe/Madrid: it leaves at the first, 2027-10-31 02:30 +02:00, not at 2027-10-31 02:30 +01:00"}},
		{"overlap of half an hour", at("2027-04-04 01:45", "Australia/Lord_Howe"),
			[]string{"note 2027-04-04 01:45 happens twice in Australia/Lord_Howe: it leaves at the first, 2027-04-04 01:45 +11:00, not at 2027-04-04 01:45 +10:30"}},
		{"the zone changed its clock", func(p *accounts.Post, _ *Facts) { p.When.UTC = p.When.UTC.Add(time.Hour) },
			[]string{"warn the clock of Europe/Madrid has changed since the hour was chosen: it would leave at 2026-12-02 10:00 +01:00 instead of 2026-12-02 09:00"}},
	})
}
