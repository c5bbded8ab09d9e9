package accounts

import (
	"fmt"
	"strings"
	"time"
)

// ParseHour reads an hour as people say it, on the wall of a zone and seen from now: "2026-12-01 09:00", "tomorrow 9:00",
// "mañana 9:00", "fri 18:30", "vie 18:30" (the next one to come), "9:00" (today, or tomorrow once that is past), "+2h", "+90m",
// "+3d". English and Spanish are both read. An hour of the past is read as it is written; whether it may be used is the guards' to
// say. The error wraps ErrHour, or names a zone that is none.
func ParseHour(s string, now time.Time, zone string) (When, error) {
	loc, err := Zone(zone)
	if err != nil || zone == "" || zone == "Local" {
		return When{}, fmt.Errorf("reading the zone %q: it is no IANA zone; use one as in Europe/Madrid", zone)
	}
	here := now.In(loc)
	words := strings.Fields(Fold(s))
	if len(words) > 2 { // "pasado mañana 9:00", "next fri 9:00" and the like name the day in two words.
		words = []string{strings.Join(words[:len(words)-1], " "), words[len(words)-1]}
	}
	switch len(words) {
	case 1:
		return bareHour(s, words[0], here, zone)
	case 2:
		if m, ok := clock(words[1]); ok {
			if n, ok := dayWords[words[0]]; ok {
				return NewWhen(here.Year(), here.Month(), here.Day()+n, m/60, m%60, zone)
			}
			if d, ok := dayName(words[0]); ok {
				return Slot{Day: d, Minute: uint16(m)}.Next(now, zone)
			}
		}
	}
	return ParseWhen(s, zone)
}

// dayWords are the days that are said by their distance, folded.
var dayWords = map[string]int{"today": 0, "hoy": 0, "tomorrow": 1, "tom": 1, "manana": 1, "pasado": 2, "pasado manana": 2}

// bareHour reads an hour without a day, or a span from now.
func bareHour(s, word string, here time.Time, zone string) (When, error) {
	if span, ok := strings.CutPrefix(word, "+"); ok {
		return later(s, span, here, zone)
	}
	m, ok := clock(word)
	if !ok {
		return ParseWhen(s, zone)
	}
	w, err := NewWhen(here.Year(), here.Month(), here.Day(), m/60, m%60, zone)
	if err == nil && !w.UTC.After(here) {
		return NewWhen(here.Year(), here.Month(), here.Day()+1, m/60, m%60, zone)
	}
	return w, err
}

// later reads a span from now. Days keep the hour on the wall; hours and minutes are spans of time, rounded up to the minute.
func later(s, span string, here time.Time, zone string) (When, error) {
	n := 0
	if _, err := fmt.Sscanf(span, "%dd", &n); err == nil && span == fmt.Sprintf("%dd", n) && n > 0 && n < 3660 {
		return NewWhen(here.Year(), here.Month(), here.Day()+n, here.Hour(), here.Minute(), zone)
	}
	d, err := time.ParseDuration(strings.Replace(span, "min", "m", 1))
	if err != nil || d <= 0 || d > 3660*24*time.Hour {
		return When{}, fmt.Errorf("reading the hour %q: %w", s, ErrHour)
	}
	return WhenAt(here.Add(d+time.Minute-1).Truncate(time.Minute), zone)
}

// clock reads "9:00", "09:30", "9", "9h" as minutes after midnight.
func clock(s string) (int, bool) {
	s = strings.TrimSuffix(s, "h")
	for _, layout := range []string{"15:04", "15.04", "15"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Hour()*60 + t.Minute(), true
		}
	}
	return 0, false
}

// dayName reads a weekday: three letters of its name or more, folded.
func dayName(s string) (time.Weekday, bool) {
	for d, names := range [7][2]string{{"sunday", "domingo"}, {"monday", "lunes"}, {"tuesday", "martes"}, {"wednesday", "miercoles"}, {"thursday", "jueves"},
		{"friday", "viernes"}, {"saturday", "sabado"}} {
		for _, n := range names {
			if len(s) >= 3 && strings.HasPrefix(n, s) {
				return time.Weekday(d), true
			}
		}
	}
	return 0, false
}

// SlotBefore is the brand's last weekly slot before an instant, and after now, that no post has taken: FreeSlot the other way. The
// error wraps ErrNoSlot when there is none.
func SlotBefore(b Brand, taken []time.Time, before, now time.Time) (When, error) {
	loc, err := Zone(b.Zone)
	if err != nil {
		return When{}, fmt.Errorf("finding a free slot of %s: %w", b.Name, err)
	}
	busy := make(map[int64]bool, len(taken))
	for _, t := range taken {
		busy[t.Unix()/60] = true
	}
	first := now.In(loc)
	last := time.Date(first.Year(), first.Month(), first.Day(), 0, 0, 0, 0, time.UTC)
	from := before.In(loc)
	for day := time.Date(from.Year(), from.Month(), from.Day(), 0, 0, 0, 0, time.UTC); !day.Before(last); day = day.AddDate(0, 0, -1) {
		best := When{}
		for _, s := range b.Slots {
			if s.Day != day.Weekday() {
				continue
			}
			w, err := NewWhen(day.Year(), day.Month(), day.Day(), int(s.Minute/60), int(s.Minute%60), b.Zone)
			if err != nil {
				return When{}, err
			}
			if w.UTC.Before(before) && w.UTC.After(now) && !busy[w.UTC.Unix()/60] && w.UTC.After(best.UTC) {
				best = w
			}
		}
		if !best.UTC.IsZero() {
			return best, nil
		}
	}
	return When{}, fmt.Errorf("finding an earlier slot of %s: %w; add slots to it, or give the post an hour", b.Name, ErrNoSlot)
}
