package today_test

import (
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/ui/pane"
	"vocero/ui/today"
)

// TestTodaySaysWhoHoldsAndWhatWouldFail wants what can still be mended under what burns, who carries the rest, and a wrong clock on
// top.
func TestTodaySaysWhoHoldsAndWhatWouldFail(t *testing.T) {
	d := busy(t)
	at := now.Add(9 * time.Hour)
	d.deliveries = append(d.deliveries, accounts.Delivery{ID: "d2", Brand: "b1", Account: "a1", Post: "p1", State: accounts.Scheduled, Due: at,
		Preflight: &accounts.Preflight{At: now, Lead: 24 * time.Hour, Faults: []accounts.Fault{{Code: accounts.CodeTooLong}}}})
	w := accounts.Watch{Owner: accounts.HolderDesk}
	p := today.New(d, func() time.Time { return now }).Watched(func() accounts.Watch { return w })
	for tag, says := range map[string][]string{
		"en": {"! 18:00", "it would fail: it is longer than the network takes", "scheduled · desk"},
		"es": {"! 18:00", "fallaría: ", "programada · mesa"},
	} {
		s := show(t, p, tag, 120, 21)
		for _, x := range says {
			if !strings.Contains(s, x) {
				t.Errorf("%s: the day does not say %q:\n%s", tag, x, s)
			}
		}
	}
	w = accounts.Watch{Owner: accounts.HolderDesk, Fault: &accounts.Fault{Code: accounts.CodeClock, By: -50 * time.Hour}}
	for _, size := range [][2]int{{120, 21}, {80, 21}, {60, 17}} {
		s := show(t, p, "en", size[0], size[1])
		if !strings.Contains(s, "✗ clock wrong by 2 d") || !strings.Contains(s, "scheduled · NOBODY") {
			t.Errorf("%v: a wrong clock is not said:\n%s", size, s)
		}
	}
	for range 20 {
		press(t, p, "k")
	}
	press(t, p, "j")
	if m, ok := press(t, p, "enter").(pane.Open); !ok || m.To != pane.Status || m.Arg.(pane.Look).Record != "d2" {
		t.Errorf("Enter on a warning goes to %+v", m)
	}
}
