package calendar_test

import (
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/ui/calendar/days"
)

// TestCalendarSaysWhoHoldsAndWhatWouldFail marks a post of the next day of which is known that it would fail, and one that nobody
// carries.
func TestCalendarSaysWhoHoldsAndWhatWouldFail(t *testing.T) {
	r := newRig(t, time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC))
	w := accounts.Watch{Owner: accounts.HolderDesk, Next: accounts.HolderNobody}
	r.p.Watched(func() accounts.Watch { return w })
	post := r.planned(r.luz, "Pan de hoy", "2026-11-23 18:00")
	ds, err := r.s.DeliveriesOf(post.ID)
	if err != nil {
		t.Fatal(err)
	}
	ds[0].Preflight = &accounts.Preflight{At: r.now, Lead: 24 * time.Hour, Faults: []accounts.Fault{{Code: accounts.CodeAuth}}}
	if err := r.s.NotePreflights(ds); err != nil {
		t.Fatal(err)
	}
	read := func() days.Entry {
		t.Helper()
		s, err := days.Read(r.s, days.Request{View: days.Day, Anchor: days.DateOf(r.now), Now: r.now, Watch: &w})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range s.Days[0].Entries {
			if e.Post.ID == post.ID {
				return e
			}
		}
		t.Fatal("the post is not there")
		return days.Entry{}
	}
	if e := read(); e.Holder != accounts.HolderDesk || e.Warned == nil {
		t.Fatalf("held by %s, warned %v", e.Holder, e.Warned)
	}
	r.look(post)
	r.press("d")
	for tag, says := range map[string][]string{"en": {"! 18:00", "it would fail: ", "desk"}, "es": {"! 18:00", "fallaría: ", "mesa"}} {
		r.tag = tag
		s := r.screen(120, 37)
		for _, x := range says {
			if !strings.Contains(s, x) {
				t.Errorf("%s: the day does not say %q:\n%s", tag, x, s)
			}
		}
	}
	w.Owner = accounts.HolderNobody
	if e := read(); e.Holder != accounts.HolderNobody {
		t.Fatalf("held by %s", e.Holder)
	}
	r.tag = "en"
	r.show(nil)
	if s := r.screen(120, 37); !strings.Contains(s, "NOBODY") || !strings.Contains(s, "nobody sends it: open the desk") {
		t.Errorf("nobody is not named:\n%s", s)
	}
}
