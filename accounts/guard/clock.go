package guard

import (
	"strings"
	"time"

	"vocero/accounts"
)

// near is how close two posts of one account may lie before it is said.
const near = 5 * time.Minute

// clock wants a time that can still come, and tells what the clock does to it.
func clock(p accounts.Post, f Facts) []accounts.Finding {
	if f.Sending {
		return nil
	}
	if f.Immediate || p.When == nil {
		return nil
	}
	w := *p.When
	renewed, moved, err := w.Renew()
	switch {
	case err != nil || w.UTC.IsZero() || f.Now.IsZero():
		return []accounts.Finding{finding("time", accounts.Block, "", sayBadHour, w.Civil, w.Zone)}
	case !w.UTC.After(f.Now.Round(0)):
		return []accounts.Finding{finding("time", accounts.Block, "", sayPast, w.Civil, w.Zone, civil(f.Now, w.Zone))}
	}
	var out []accounts.Finding
	switch {
	case w.Rule == accounts.Gap:
		out = append(out, finding("time", accounts.NoteFinding, "", sayGap, w.Civil, wall(w.Local()), w.Zone))
	case w.Rule == accounts.Overlap:
		out = append(out, finding("time", accounts.NoteFinding, "", sayOverlap, w.Civil, wall(w.Local()), wall(second(w)), w.Zone))
	case moved:
		out = append(out, finding("time", accounts.Warn, "", sayMoved, wall(w.Local()), wall(renewed.Local()), w.Zone))
	}
	return out
}

// wall shows an instant with its offset from UTC, without which two hours of an overlap look alike.
func wall(t time.Time) string { return t.Format("2006-01-02 15:04 -07:00") }

// second is the later of the two instants that an overlapping civil time names.
func second(w accounts.When) time.Time {
	l := w.Local()
	_, before := l.Zone()
	_, after := l.Add(6 * time.Hour).Zone() // No zone sets its clock back by more, and none twice in a night.
	return l.Add(time.Duration(before-after) * time.Second)
}

// excerpt is the beginning of a text, on one line.
func excerpt(s string) string {
	const most = 60
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return string(r)
}
