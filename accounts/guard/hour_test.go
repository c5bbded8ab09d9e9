package guard

import (
	"testing"
	"time"

	"vocero/accounts"
)

func TestHour(t *testing.T) {
	at := func(civil string) func(*accounts.Post, *Facts) {
		return func(p *accounts.Post, _ *Facts) { p.When = when(t, civil, "Europe/Madrid") }
	}
	week := func(p *accounts.Post, f *Facts) {
		for d := time.Monday; d <= time.Friday; d++ {
			f.Brand.Hours = append(f.Brand.Hours, accounts.Hours{Day: d, From: 9 * 60, To: 14 * 60})
		}
	}
	both := func(a, b func(*accounts.Post, *Facts)) func(*accounts.Post, *Facts) {
		return func(p *accounts.Post, f *Facts) {
			a(p, f)
			b(p, f)
		}
	}
	region := func(r string) func(*accounts.Post, *Facts) {
		return func(_ *accounts.Post, f *Facts) { f.Brand.Region = r }
	}
	runRows(t, "hour", post, []row{
		{"good", nil, nil},
		{"open", week, nil},
		{"the last minute", both(week, at("2026-12-02 13:59")), nil},
		{"closed at that hour", both(week, at("2026-12-02 14:00")), []string{"warn Panadería Luz is closed at that hour: 2026-12-02 14:00"}},
		{"closed on that day", both(week, at("2026-12-05 10:00")), []string{"warn Panadería Luz is closed at that hour"}},
		{"closed now", func(p *accounts.Post, f *Facts) {
			week(p, f)
			f.Now, f.Immediate = f.Now.Add(3*time.Hour), true
		}, []string{"warn Panadería Luz is closed at that hour: 2026-12-01 16:00"}},
		{"closed while it is being sent", func(p *accounts.Post, f *Facts) {
			week(p, f)
			f.Now, f.Sending = f.Now.Add(3*time.Hour), true
		}, nil},
		{"on a holiday", both(region("ES"), at("2026-12-08 10:00")), []string{"warn 2026-12-08 is a holiday in ES: Inmaculada Concepción"}},
		{"on a holiday of the region", both(region("ES-MD"), at("2027-05-02 10:00")), []string{"warn 2027-05-02 is a holiday in ES-MD: Fiesta de la Comunidad de Madrid"}},
		{"of another region", both(region("ES-AN"), at("2027-05-02 10:00")), nil},
		{"no region", at("2026-12-25 10:00"), nil},
	})
	runRows(t, "hour", reply, []row{
		{"at night", func(p *accounts.Post, f *Facts) {
			week(p, f)
			f.Now, f.Immediate = f.Now.Add(9*time.Hour), true
		}, []string{"note Panadería Luz is closed"}},
		{"on a holiday", func(_ *accounts.Post, f *Facts) {
			f.Brand.Region, f.Now, f.Immediate = "ES", time.Date(2026, 12, 25, 12, 0, 0, 0, time.UTC), true
		}, nil},
	})
}

func TestDistance(t *testing.T) {
	recent := func(d time.Duration, id accounts.ID) func(*accounts.Post, *Facts) {
		return func(p *accounts.Post, f *Facts) {
			f.Recent = []Recent{{Post: id, Brand: "luz", Account: "a1", Text: "Otro  pan", At: p.When.UTC.Add(d)}}
		}
	}
	apart := func(d time.Duration) func(*accounts.Post, *Facts) {
		return func(p *accounts.Post, f *Facts) {
			recent(d, "post2")(p, f)
			f.Brand.Apart = 2 * time.Hour
		}
	}
	runRows(t, "hour", post, []row{
		{"within the client's distance", apart(-90 * time.Minute), []string{`warn a1 @panaderialuz@masto.example posts less than 120 minutes from it, at 2026-12-02 07:30: "Otro pan"`}},
		{"beyond the client's distance", apart(2 * time.Hour), nil},
		{"a reply within the client's distance", func(p *accounts.Post, f *Facts) {
			apart(time.Hour)(p, f)
			f.Recent[0].Reply = true
		}, nil},
		{"close to another", recent(-4*time.Minute, "post2"), []string{`note a1 @panaderialuz@masto.example posts within five minutes of it, at 2026-12-02 08:56: "Otro pan"`}},
		{"far enough", recent(5*time.Minute, "post2"), nil},
		{"itself", recent(0, "post1"), nil},
		{"another account's", func(p *accounts.Post, f *Facts) {
			recent(0, "post2")(p, f)
			f.Recent[0].Account = "a2"
		}, nil},
	})
}
