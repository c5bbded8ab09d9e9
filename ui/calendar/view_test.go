package calendar_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/ui/pane"
)

// busy fills a fortnight with every state there is.
func busy(r *rig) {
	r.planned(r.luz, "Pan de maíz recién hecho, hoy con receta de la abuela", "2026-11-23 09:30")
	r.planned(r.luz, "Segunda cosa demasiado cerca", "2026-11-23 09:33")
	r.planned(r.kine, "Estira \x1b[2J\u202e la espalda 👨‍👩‍👧 cada hora", "2026-11-24 08:00")
	p := r.planned(r.kine, "Falló este", "2026-11-26 10:00")
	r.out(p, accounts.Failed, accounts.Resolution{Outcome: accounts.OutcomeRefused, Fault: &accounts.Fault{Code: accounts.CodeRefused}})
	p = r.planned(r.luz, "Ya publicada", "2026-11-25 11:00")
	r.out(p, accounts.Published, accounts.Resolution{Outcome: accounts.OutcomeDone, Receipt: &accounts.Receipt{RemoteID: "77", URL: "https://masto.example/77", At: r.now}})
	p = r.planned(r.luz, "Retenida", "2026-11-27 12:00")
	r.out(p, accounts.Held, accounts.Resolution{Fault: &accounts.Fault{Code: accounts.CodeGuard}})
	r.draft(r.ana, "Apuntes míos", "2026-11-28 20:00")
	for i := range 6 {
		r.planned(r.ana, fmt.Sprint("Cosa número ", i), fmt.Sprintf("2026-12-03 1%d:00", i))
	}
}

var bodies = [][2]int{{60, 17}, {80, 21}, {120, 37}}

func TestEveryViewInEverySizeAndLanguage(t *testing.T) {
	for _, tag := range []string{"en", "es"} {
		r := newRig(t, monday)
		r.tag = tag
		busy(r)
		r.show(nil)
		for _, v := range []string{"m", "w", "d", "a"} {
			r.press(v)
			for _, b := range bodies {
				s := r.screen(b[0], b[1])
				all := []string{"p≠09:30", "k»08:00", "p○11:00", "k✗10:00", "p·09:30", "_~20:00"}
				switch {
				case v == "d":
					all = all[:1]
				case v == "a" && b[0] == 60: // There are not enough lines for the whole week.
					all = all[:5]
				}
				for _, want := range all {
					if !strings.Contains(strings.ReplaceAll(s, " ", ""), want) {
						t.Errorf("%s %v %s: %q is missing in\n%s", v, b, tag, want, s)
					}
				}
				if strings.ContainsAny(s, "\x1b\u202e") {
					t.Errorf("%s %v: a control character in\n%s", v, b, s)
				}
			}
		}
		for _, size := range [][2]int{{60, 17}, {61, 18}, {79, 20}, {100, 25}, {110, 30}, {200, 60}, {7, 3}, {1, 1}} {
			for _, v := range []string{"m", "w", "d", "a", "="} {
				r.press(v)
				r.screen(size[0], size[1])
			}
			r.press("esc")
		}
	}
}

func TestTheHourStandsBeforeTheTextAndStatesHaveWords(t *testing.T) {
	r := newRig(t, monday)
	busy(r)
	r.show(nil)
	s := r.screen(120, 37)
	for _, want := range []string{"k ✗ 10:00 faile", "p = 12:00 held", "p ○ 11:00 publi", "p · 09:30 free", "□ 4 gaps", "≠ 1 clash", "[23]≠", "·6", "each on its own clock: Madrid, Santiago", "November 2026"} {
		if !strings.Contains(s, want) {
			t.Errorf("%q is missing in\n%s", want, s)
		}
	}
	r.tag = "es"
	if s := r.screen(120, 37); !strings.Contains(s, "noviembre 2026") || !strings.Contains(s, " lun  ") || !strings.Contains(s, "□ 4 vacíos") || !strings.Contains(s, "libre") {
		t.Errorf("in Spanish:\n%s", s)
	}
	r.press("a")
	for _, want := range []string{"k ✗ 10:00 Santiago  fallida", "p ○ 11:00 Madrid    publicada", "lun 30 nov · □ vacío", "@panaderialuz@masto.example"} {
		if s := r.screen(120, 37); !strings.Contains(s, want) {
			t.Errorf("%q is missing in\n%s", want, s)
		}
	}
}

func TestOneClientNeedsNoLettersAndOneClock(t *testing.T) {
	r := newRig(t, monday)
	busy(r)
	r.scope = r.kine.ID
	r.show(nil)
	s := r.screen(80, 21)
	if strings.Contains(s, "p≠") || strings.Contains(s, "_") || !strings.Contains(s, "»08:00") || !strings.Contains(s, "Santiago") || strings.Contains(s, "its own clock") {
		t.Errorf("one client's month:\n%s", s)
	}
}

func TestDaysOnWhichTheClockChangesAreSaid(t *testing.T) {
	for _, c := range []struct {
		now                time.Time
		civil, mark, words string
	}{
		{time.Date(2027, 3, 24, 9, 0, 0, 0, time.UTC), "2027-03-28 02:30", "28 23h", "23 hours in Madrid"},
		{time.Date(2026, 10, 22, 9, 0, 0, 0, time.UTC), "2026-10-25 02:30", "25 25h", "25 hours in Madrid"},
	} {
		r := newRig(t, c.now)
		p := r.planned(r.luz, "De noche", c.civil)
		r.look(p)
		if s := r.screen(80, 21); !strings.Contains(s, c.mark) || !strings.Contains(s, c.words) {
			t.Errorf("the month of %s:\n%s", c.civil, s)
		}
		r.press("d")
		if s := r.screen(80, 21); !strings.Contains(s, c.words) {
			t.Errorf("the day of %s:\n%s", c.civil, s)
		}
	}
	r := newRig(t, time.Date(2027, 3, 24, 9, 0, 0, 0, time.UTC))
	r.look(r.planned(r.luz, "De noche", "2027-03-28 02:30"))
	r.press("d")
	if s := r.screen(120, 37); !strings.Contains(s, "03:00") || !strings.Contains(s, "asked for 02:30, which that day does") {
		t.Errorf("the hour that is missing:\n%s", s)
	}
}

func TestTheCursorGoesByDayEntryAndPage(t *testing.T) {
	r := newRig(t, monday)
	busy(r)
	r.show(nil)
	line := func() string {
		ls := strings.Split(r.screen(80, 21), "\n")
		return strings.TrimSpace(ls[len(ls)-2])
	}
	for _, c := range []struct {
		keys []string
		want string
	}{
		{nil, "p Mon 23 Nov 09:30 Madrid"}, {[]string{"j"}, "p Mon 23 Nov 09:33"}, {[]string{"j"}, "p Mon 30 Nov 09:30 Madrid · □ free"}, {[]string{"k"}, "p Mon 23 Nov 09:33"},
		{[]string{"l"}, "k Tue 24 Nov 08:00 Santiago"}, {[]string{"h", "h"}, "Sun 22 Nov · nothing"}, {[]string{"t"}, "p Mon 23 Nov"}, {[]string{">"}, "p Wed 23 Dec 18:00"}, {[]string{"pgup"}, "p Mon 23 Nov"},
		{[]string{"<"}, "Fri 23 Oct · nothing"}, {[]string{"t", "w", ">"}, "p Mon 30 Nov"}, {[]string{"<", "l", "l", "j"}, "p Wed 25 Nov 18:00"}, {[]string{"j"}, "p Wed 25 Nov 18:00"},
		{[]string{"d"}, "p Wed 25 Nov 18:00"}, {[]string{"j"}, "k Thu 26 Nov 10:00"}, {[]string{"k"}, "p Wed 25 Nov 18:00"}, {[]string{"a", "k"}, "p Wed 25 Nov 11:00"},
		{[]string{"t", "j", "j"}, "k Tue 24 Nov"}, {[]string{"G"}, "p Fri 18 Dec 09:30"}, {[]string{"gg"}, "p Mon 23 Nov 09:30"}, {[]string{"l"}, "k Tue 24 Nov"},
		{[]string{"m", "G"}, "p Mon 30 Nov"}, {[]string{"gg"}, "Sun 1 Nov · nothing"},
	} {
		r.press(c.keys...)
		if got := line(); !strings.HasPrefix(got, c.want) {
			t.Fatalf("after %v the cursor is on %q, want %q", c.keys, got, c.want)
		}
	}
}

func TestThe31stGoesToTheEndOfAShorterMonth(t *testing.T) {
	r := newRig(t, time.Date(2027, 1, 31, 9, 0, 0, 0, time.UTC))
	r.show(nil)
	for _, c := range [][2]string{{">", "Sun 28 Feb"}, {">", "Sun 28 Mar"}, {"<", "Sun 28 Feb"}, {"<", "Thu 28 Jan"}} {
		r.press(c[0])
		if s := r.screen(80, 21); !strings.Contains(s, c[1]) {
			t.Fatalf("%s shows\n%s", c[0], s)
		}
	}
}

func TestTheMouseSelectsAndNothingElse(t *testing.T) {
	r := newRig(t, monday)
	busy(r)
	r.show(nil)
	r.screen(80, 21)
	s := strings.Split(r.screen(80, 21), "\n")
	for y, l := range s {
		if x := strings.Index(l, "k»08:00"); x >= 0 {
			r.run(r.p.Click(len([]rune(l[:x])), y))
		}
	}
	if b, _ := r.p.Speaks(); b != r.kine.ID {
		t.Errorf("a click selected the brand %q\n%s", b, r.screen(80, 21))
	}
	for _, v := range []string{"m", "w", "d", "a"} {
		r.press(v)
		for y := -1; y < 23; y += 3 {
			for x := 0; x < 85; x += 9 {
				r.run(r.p.Click(x, y))
			}
		}
		r.run(r.p.Wheel(3))
		r.run(r.p.Wheel(-3))
		r.screen(80, 21)
	}
	for _, m := range r.asked {
		t.Errorf("the mouse asked %#v", m)
	}
}

func TestAnEmptyCalendarSaysWhatToDo(t *testing.T) {
	r := newRig(t, monday)
	r.scope = r.ana.ID
	r.show(nil)
	for _, c := range [][2]string{{"m", "nothing planned; c writes a post, = sets weekly slots"}, {"d", "Nothing on this day: c writes a post."}, {"a", "Nothing is planned in these four weeks"}} {
		r.press(c[0])
		if s := r.screen(80, 21); !strings.Contains(s, c[1]) {
			t.Errorf("%s shows\n%s", c[0], s)
		}
	}
	if why := r.press("gn"); why != "No gap and no clash in sight." {
		t.Errorf("gn: %v", why)
	}
	for _, k := range []string{"H", "J", ".", "p", "W", "D", "enter"} {
		if why, ok := r.press(k).(string); !ok || why == "" {
			t.Errorf("%s on nothing: %v", k, why)
		}
	}
}

func TestLookFindsAPostInItsMonth(t *testing.T) {
	r := newRig(t, monday)
	p := r.planned(r.luz, "Lejos", "2027-06-15 10:00")
	r.show(nil)
	r.look(p)
	if s := r.screen(80, 21); !strings.Contains(s, "June 2027") || !strings.Contains(s, "Tue 15 Jun 10:00") {
		t.Errorf("it shows\n%s", s)
	}
	r.show(pane.Look{Record: "01HNOSUCHRECORD00000000000"})
	r.screen(80, 21)
}

// TestADrawingBetweenAskingAndReading draws and moves while a reading is on its way: what is shown is what was read last.
func TestADrawingBetweenAskingAndReading(t *testing.T) {
	r := newRig(t, monday)
	busy(r)
	r.show(nil)
	for _, from := range []string{"m", "w", "d", "a"} {
		for _, to := range []string{"m", "w", "d", "a"} {
			r.press(from)
			was := r.screen(80, 21)
			again := r.p.Show(pane.Scope{}) // The store has changed: nothing is kept.
			late := []func(){func() { r.run(again) }}
			for _, key := range []string{to, ">", "j", "l", "k", "h", "gg", "G", "gn", "t", "<"} {
				for _, a := range r.p.Actions() {
					if strings.Join(a.Keys[0], "") != key {
						continue
					}
					if why, _ := a.Why(); why == "" {
						if c := a.Run(); c != nil {
							late = append(late, func() { r.run(c) })
						}
					}
				}
				r.run(r.p.Click(30, 9))
				r.screen(80, 21)
			}
			if s := r.screen(80, 21); strings.Split(s, "\n")[0] != strings.Split(was, "\n")[0] {
				t.Errorf("%s to %s shows what was not read:\n%s", from, to, s)
			}
			for i := len(late) - 1; i >= 0; i-- { // The newest comes first, the old ones too late.
				late[i]()
				r.screen(80, 21)
			}
			r.press("t")
		}
	}
	r.press("m")
	if s := r.screen(80, 21); !strings.Contains(s, "▸Month") || !strings.Contains(s, "November 2026") {
		t.Errorf("at the end:\n%s", s)
	}
}
