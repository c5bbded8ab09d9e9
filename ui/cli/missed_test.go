package cli

import (
	"testing"
	"time"

	"vocero/accounts"
	"vocero/ui/uitest"
)

// missed are the deliveries whose hour passed.
func (x *theatre) missed() []accounts.Delivery {
	x.t.Helper()
	ds, _, err := x.d.Store.Deliveries(accounts.DeliveryQuery{States: []accounts.DeliveryState{accounts.Missed}}, "", 100)
	if err != nil {
		x.t.Fatal(err)
	}
	return ds
}

// TestAStartAfterDaysOff opens the desk after ten days without it: nothing bursts out, and one list asks about every post whose hour
// passed, with the three answers, each of which works.
func TestAStartAfterDaysOff(t *testing.T) {
	for tag, says := range map[string][]string{
		"en": {"Outbox", "only trouble", "missed", "its hour passed while nobody could send it", "W publish now · H another hour · D drop it"},
		"es": {"Bandeja de salida", "solo fallos", "perdida", "pasó su hora sin que nadie pudiera enviarlo", "W publicar ya · H otra hora · D dejarla"},
	} {
		x := newTheatre(t, tag, 120, 40)
		before := x.all()
		x.restart(tag, 240*time.Hour) // It is told before the worker has looked.
		x.work(0)
		x.do("g", "g")
		x.Says(says...)
		n := len(x.missed())
		if n < 3 || x.all() != before {
			t.Fatalf("%d missed, %d posts left by themselves", n, x.all()-before)
		}
		first := x.missed()[0]
		x.do("H").Says(map[string]string{"en": "Which hour?", "es": "¿A qué hora?"}[tag])
		x.do("ctrl+u")
		x.write("+3d")
		x.do("enter")
		if d, _ := x.d.Store.Delivery(first.ID); d.State != accounts.Scheduled || !d.Due.After(x.clock.Now()) {
			t.Fatalf("given another hour, it is %s, due %s:\n%s", d.State, d.Due, x.Screen())
		}
		second := x.missed()[0]
		x.do("g", "g", "D", "d")
		if d, _ := x.d.Store.Delivery(second.ID); d.State != accounts.Cancelled {
			t.Fatalf("dropped, it is %s:\n%s", d.State, x.Screen())
		}
		third := x.missed()[0]
		b, err := x.d.Store.Brand(third.Brand)
		if err != nil {
			t.Fatal(err)
		}
		x.do("g", "g", "W")
		x.letter(string(b.Letter)).work(30 * time.Second)
		if d, _ := x.d.Store.Delivery(third.ID); d.State != accounts.Published || d.Late {
			t.Fatalf("published now, it is %s:\n%s", d.State, x.Screen())
		}
		if x.all() != before+1 || len(x.missed()) != n-3 {
			t.Fatalf("%d posts left, %d are still missed of %d", x.all()-before, len(x.missed()), n)
		}
	}
}

// restart closes the desk and opens it again after a while, as another process does.
func (x *theatre) restart(tag string, after time.Duration) {
	x.t.Helper()
	home := x.d.Home
	if err := x.d.Close(); err != nil {
		x.t.Fatal(err)
	}
	x.clock = uitest.NewClock(x.clock.Now().Add(after))
	d, err := Open(x.t.Context(), OpenOptions{Home: home, Lang: tag, Now: x.clock.Now})
	if err != nil {
		x.t.Fatal(err)
	}
	x.t.Cleanup(func() { _ = d.Close() })
	x.d = d
	x.open(tag, 120, 40)
}
