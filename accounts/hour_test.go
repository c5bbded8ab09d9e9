package accounts_test

import (
	"errors"
	"testing"
	"time"

	"vocero/accounts"
)

func TestParseHourReadsHoursAsPeopleSayThem(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 10, 20, 0, time.UTC) // Monday, 10:10 in Madrid.
	for in, want := range map[string]string{
		"2026-12-01 09:00": "2026-12-01 09:00",
		"2026-12-01T09:00": "2026-12-01 09:00",
		"tomorrow 9:00":    "2026-11-24 09:00",
		"mañana 9:00":      "2026-11-24 09:00",
		" Mañana  09:00 ":  "2026-11-24 09:00",
		"pasado mañana 9":  "2026-11-25 09:00",
		"today 18:30":      "2026-11-23 18:30",
		"hoy 9:00":         "2026-11-23 09:00",
		"fri 18:30":        "2026-11-27 18:30",
		"viernes 18.30":    "2026-11-27 18:30",
		"mié 7h":           "2026-11-25 07:00",
		"SÁBADO 7:05":      "2026-11-28 07:05",
		"mon 11:00":        "2026-11-23 11:00",
		"lun 10:10":        "2026-11-30 10:10",
		"martes 0:00":      "2026-11-24 00:00",
		"11:00":            "2026-11-23 11:00",
		"10:10":            "2026-11-24 10:10",
		"9":                "2026-11-24 09:00",
		"+2h":              "2026-11-23 12:11",
		"+90m":             "2026-11-23 11:41",
		"+15min":           "2026-11-23 10:26",
		"+3d":              "2026-11-26 10:10",
		"2020-01-01 08:00": "2020-01-01 08:00",
		"2027-03-28 02:30": "2027-03-28 02:30",
		"tomorrow\t09:00":  "2026-11-24 09:00",
	} {
		w, err := accounts.ParseHour(in, now, "Europe/Madrid")
		if err != nil || w.Civil != want || w.Zone != "Europe/Madrid" {
			t.Errorf("%q is %q (%v), want %q", in, w.Civil, err, want)
		}
	}
}

func TestParseHourRefusesWhatIsNone(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 10, 0, 0, time.UTC)
	for _, in := range []string{"", "soon", "money 9:00", "mo 9:00", "tomorrow", "fri", "25:00", "9:75", "+", "+0d", "+-2h", "+2w", "-2h", "+99999d", "fri 18:30 now", "2026-13-01 09:00"} {
		if w, err := accounts.ParseHour(in, now, "Europe/Madrid"); !errors.Is(err, accounts.ErrHour) {
			t.Errorf("%q was read as %+v, %v", in, w, err)
		}
	}
	for _, zone := range []string{"", "Local", "Mars/Olympus"} {
		if _, err := accounts.ParseHour("9:00", now, zone); err == nil || errors.Is(err, accounts.ErrHour) {
			t.Errorf("the zone %q gave %v", zone, err)
		}
	}
}

func TestParseHourKeepsTheWallOverSummerTime(t *testing.T) {
	eve := time.Date(2027, 3, 27, 9, 0, 0, 0, time.UTC) // 10:00 in Madrid, the day before the clock goes forward.
	for in, want := range map[string]struct {
		civil, wall string
		rule        accounts.Rule
	}{
		"+1d":           {"2027-03-28 10:00", "10:00 +0200", accounts.Exact},
		"+24h":          {"2027-03-28 11:00", "11:00 +0200", accounts.Exact},
		"tomorrow 2:30": {"2027-03-28 02:30", "03:00 +0200", accounts.Gap},
		"sun 02:30":     {"2027-03-28 02:30", "03:00 +0200", accounts.Gap},
		"domingo 3:00":  {"2027-03-28 03:00", "03:00 +0200", accounts.Exact},
		"pasado 2:30":   {"2027-03-29 02:30", "02:30 +0200", accounts.Exact},
	} {
		w, err := accounts.ParseHour(in, eve, "Europe/Madrid")
		if err != nil || w.Civil != want.civil || w.Local().Format("15:04 -0700") != want.wall || w.Rule != want.rule {
			t.Errorf("%q is %+v (%s), %v", in, w, w.Local().Format("15:04 -0700"), err)
		}
	}
	w, err := accounts.ParseHour("tomorrow 2:30", time.Date(2026, 10, 24, 9, 0, 0, 0, time.UTC), "Europe/Madrid")
	if err != nil || w.Rule != accounts.Overlap || w.UTC.Format("15:04") != "00:30" {
		t.Errorf("the hour that comes twice is %+v, %v", w, err)
	}
}

func TestSlotBeforeGoesBackToTheLastFreeSlot(t *testing.T) {
	b := accounts.Brand{Name: "Panadería Luz", Zone: "Europe/Madrid", Slots: []accounts.Slot{{Day: time.Monday, Minute: 9*60 + 30}, {Day: time.Monday, Minute: 18 * 60}, {Day: time.Wednesday, Minute: 18 * 60}}}
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	before, err := accounts.ParseWhen("2026-11-30 09:30", "Europe/Madrid")
	if err != nil {
		t.Fatal(err)
	}
	var taken []time.Time
	for _, want := range []string{"2026-11-25 18:00", "2026-11-23 18:00", "2026-11-23 09:30"} {
		w, err := accounts.SlotBefore(b, taken, before.UTC, now)
		if err != nil || w.Civil != want {
			t.Fatalf("the slot before is %q, %v; want %q", w.Civil, err, want)
		}
		taken = append(taken, w.UTC)
	}
	if w, err := accounts.SlotBefore(b, taken, before.UTC, now); !errors.Is(err, accounts.ErrNoSlot) {
		t.Errorf("a slot that has passed was found: %+v, %v", w, err)
	}
	b.Zone = "Mars/Olympus"
	if _, err := accounts.SlotBefore(b, nil, before.UTC, now); err == nil {
		t.Error("a zone that is none was taken")
	}
}
