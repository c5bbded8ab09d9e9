package guard

import (
	"time"

	"vocero/accounts"
	"vocero/accounts/guard/holiday"
)

// hour warns of a post outside the client's hours, on a holiday of its region, or too close to another one. A reply is looked at
// for the hours only, and as a Note: people wait for it.
func hour(p accounts.Post, f Facts) []accounts.Finding {
	t, ok := leaves(p, f)
	if !ok {
		return nil
	}
	zone, err := time.LoadLocation(f.Brand.Zone)
	if err != nil {
		return nil // The time rule says so.
	}
	t = t.In(zone)
	severity := accounts.Warn
	if p.Reply() {
		severity = accounts.NoteFinding
	}
	var out []accounts.Finding
	if len(f.Brand.Hours) > 0 && !open(f.Brand.Hours, t) {
		out = append(out, finding("hour", severity, "", sayClosed, f.Brand.Name, t.Format("2006-01-02 15:04")))
	}
	if p.Reply() {
		return out
	}
	if name, ok := holiday.On(f.Brand.Region, t); ok {
		out = append(out, finding("hour", accounts.Warn, "", sayHoliday, t.Format("2006-01-02"), name, f.Brand.Region))
	}
	return append(out, crowd(p, f, t)...)
}

// leaves is when a post would leave; false when nobody knows, or when it leaves this moment by its own hour.
func leaves(p accounts.Post, f Facts) (time.Time, bool) {
	switch {
	case f.Sending:
		return time.Time{}, false
	case f.Immediate:
		return f.Now, !f.Now.IsZero()
	case p.When == nil || p.When.UTC.IsZero() || !p.When.UTC.After(f.Now):
		return time.Time{}, false
	}
	return p.When.UTC, true
}

// open tells whether an hour lies in business hours.
func open(hs []accounts.Hours, t time.Time) bool {
	m := uint16(t.Hour()*60 + t.Minute())
	for _, h := range hs {
		if h.Day == t.Weekday() && m >= h.From && m < h.To {
			return true
		}
	}
	return false
}

// crowd tells of another post of the same account within the client's own distance (Warn), else within five minutes (Note).
func crowd(p accounts.Post, f Facts, t time.Time) []accounts.Finding {
	var out []accounts.Finding
	for _, a := range targets(p, f) {
		for _, r := range f.Recent {
			if r.Account != a.ID || r.Post != "" && r.Post == p.ID {
				continue
			}
			d := r.At.Sub(t).Abs()
			if !r.Reply && d < f.Brand.Apart {
				out = append(out, finding("hour", accounts.Warn, a.ID, sayApart, a.Handle(), civil(r.At, f.Brand.Zone), excerpt(r.Text), int(f.Brand.Apart.Minutes())))
				break
			}
			if d < near {
				out = append(out, finding("hour", accounts.NoteFinding, a.ID, sayNear, a.Handle(), civil(r.At, f.Brand.Zone), excerpt(r.Text)))
				break
			}
		}
	}
	return out
}
