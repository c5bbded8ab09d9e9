package calendar_test

import (
	"fmt"
	"testing"

	"vocero/accounts"
	"vocero/ui/pane"
)

// full is a month of 1,000 posts, and 4,000 around it.
func full(b *testing.B) *rig {
	r := newRig(b, monday)
	for i := range 5000 {
		month, n := 8+i%5, i/5
		if month == 12 {
			month = 7
		}
		brand := []accounts.Brand{r.luz, r.kine, r.ana}[i%3]
		r.draft(brand, fmt.Sprintf("Publicación número %d, con un texto como los de verdad y algo más.", i), fmt.Sprintf("2026-%02d-%02d %02d:%02d", month, n%28+1, n/28%24, n/672*7))
	}
	return r
}

// BenchmarkMonth is the first frame of a month with 1,000 posts: read from the store and drawn.
func BenchmarkMonth(b *testing.B) {
	r := full(b)
	r.p.SetSize(120, 37)
	f := r.frame()
	for b.Loop() {
		r.p.Update(nil)
		r.gen++
		r.run(r.p.Show(pane.Scope{Gen: r.gen}))
		if s, _ := r.p.View(f); len(s) < 120*37 {
			b.Fatal("no frame")
		}
	}
}

// BenchmarkMonthKey is one key in that month: move the cursor and draw.
func BenchmarkMonthKey(b *testing.B) {
	r := full(b)
	r.p.SetSize(120, 37)
	r.show(nil)
	f := r.frame()
	for b.Loop() {
		r.one("j")
		r.one("k")
		if s, _ := r.p.View(f); len(s) < 120*37 {
			b.Fatal("no frame")
		}
	}
}
