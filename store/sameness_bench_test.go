package store

import (
	"fmt"
	"testing"
	"time"

	A "vocero/accounts"
	"vocero/accounts/guard"
)

// BenchmarkFacts is what the guards are told of a post, beside 5,000 texts of the last 90 days.
func BenchmarkFacts(b *testing.B) {
	d := newDesk(b)
	d.ok(d.update(func(t *txn) error {
		for i := range 5000 {
			text := fmt.Sprintf("El día %d hay otro pan, el de la casa número %d, con su historia y su horno de leña, y con todo lo que se ve desde la puerta de la calle.", i, i*7)
			x := &saidText{Brand: d.luz.ID, Post: d.ids.New(t.now), Account: d.pan.ID, At: t.now.Add(-time.Duration(i) * time.Minute), Print: guard.PrintOf(text).Bytes(), Excerpt: text[:60]}
			if err := said.put(t, x); err != nil {
				return err
			}
		}
		return nil
	}))
	p := A.Post{Brand: d.luz.ID, Targets: []A.ID{d.pan.ID}, Text: "hoy hay pan"}
	for b.Loop() {
		f, err := d.Facts(p, d.clock.now())
		if err != nil || len(f.Said) != 5000 {
			b.Fatalf("%d texts, %v", len(f.Said), err)
		}
	}
}
