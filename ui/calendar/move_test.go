package calendar_test

import (
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/ui/pane"
)

var monday = time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC) // 08:00 in Madrid, 04:00 in Santiago.

func TestKeysMoveAPostByDayAndSlotWithoutTheLetter(t *testing.T) {
	r := newRig(t, monday)
	p := r.planned(r.luz, "Pan de maíz", "2026-11-25 18:00")
	r.planned(r.luz, "Ocupa el viernes", "2026-11-27 09:30")
	other := r.planned(r.kine, "Estira", "2026-11-25 18:00")
	r.look(p)
	for _, c := range []struct{ key, want string }{
		{"L", "2026-11-26 18:00"}, {"H", "2026-11-25 18:00"}, {"J", "2026-11-30 09:30"}, {".", "2026-12-02 18:00"}, {"K", "2026-11-30 09:30"}, {"K", "2026-11-25 18:00"},
		{"K", "2026-11-23 09:30"}, {"+", "2026-11-23 09:30"},
	} {
		if m, ok := r.press(c.key).(pane.Toast); !ok || m.Text != "It leaves %s." && c.key != "+" {
			t.Fatalf("%s asks %#v", c.key, m)
		}
		if got := r.at(p); got != c.want {
			t.Fatalf("%s moved it to %s, want %s", c.key, got, c.want)
		}
		if b, a := r.p.Speaks(); b != r.luz.ID || a != r.own[r.luz.ID].ID {
			t.Fatalf("after %s the cursor is on %s %s", c.key, b, a)
		}
	}
	if got := r.due(p); got != "2026-11-23 08:30 scheduled" {
		t.Errorf("the delivery stands at %s", got)
	}
	if got := r.at(other); got != "2026-11-25 18:00" {
		t.Errorf("another brand's post moved to %s", got)
	}
}

func TestAMoveNearItsHourAsksTheLetter(t *testing.T) {
	r := newRig(t, monday)
	r.now = time.Date(2026, 11, 23, 8, 21, 0, 0, time.UTC) // Nine minutes before the slot of Monday.
	p := r.planned(r.luz, "Pan", "2026-11-24 09:30")
	r.look(p)
	m := r.press("H")
	if got := r.at(p); got != "2026-11-24 09:30" {
		t.Fatalf("without the letter it moved to %s", got)
	}
	if c, ok := m.(pane.Confirm); !ok || c.Review.When == nil || c.Review.When.Civil != "2026-11-23 09:30" || c.Review.Visibility != accounts.Public {
		t.Fatalf("H asks %#v", m)
	}
	r.letter(m, r.luz)
	if got := r.due(p); got != "2026-11-23 08:30 scheduled" {
		t.Fatalf("with the letter it stands at %s", got)
	}
	r.now = r.now.Add(-5 * time.Minute)
	r.look(p)
	if m, ok := r.press("K").(pane.Toast); !ok || !strings.Contains(m.Text, "no free slot") {
		t.Errorf("a slot before the first: %#v", m)
	}
	if m, ok := r.press("H").(pane.Toast); !ok || m.Text != "%s has passed." {
		t.Errorf("yesterday: %#v", m)
	}
}

func TestWhatHasBecomeWrongStaysAndIsShown(t *testing.T) {
	r := newRig(t, monday)
	p := r.planned(r.luz, strings.Repeat("a", 480), "2026-11-24 09:30")
	a := r.own[r.luz.ID]
	a.Instance.Limits.Chars = 300
	if _, err := r.s.PutAccount(a); err != nil {
		t.Fatal(err)
	}
	r.look(p)
	m, ok := r.press("L").(pane.Page)
	if !ok {
		t.Fatalf("a post that is too long now asks %#v", m)
	}
	if s := strings.Join(m.Body(60, r.frame()), "\n"); !strings.Contains(s, "480") || !strings.Contains(s, "Nothing was sent or moved") {
		t.Errorf("it says %q", s)
	}
	if got := r.at(p); got != "2026-11-24 09:30" {
		t.Errorf("it moved to %s", got)
	}
}

func TestMovesOverTheChangeOfTheClock(t *testing.T) {
	for _, c := range []struct {
		now             time.Time
		from, key, want string
		due             string
		toast           string
	}{
		{time.Date(2027, 3, 26, 9, 0, 0, 0, time.UTC), "2027-03-27 02:30", "L", "2027-03-28 02:30", "2027-03-28 01:00 scheduled", "does not exist"},
		{time.Date(2027, 3, 26, 9, 0, 0, 0, time.UTC), "2027-03-29 02:30", "H", "2027-03-28 02:30", "2027-03-28 01:00 scheduled", "does not exist"},
		{time.Date(2027, 3, 26, 9, 0, 0, 0, time.UTC), "2027-03-27 10:00", "L", "2027-03-28 10:00", "2027-03-28 08:00 scheduled", "It leaves"},
		{time.Date(2026, 10, 23, 9, 0, 0, 0, time.UTC), "2026-10-24 02:30", "L", "2026-10-25 02:30", "2026-10-25 00:30 scheduled", "twice"},
		{time.Date(2026, 10, 23, 9, 0, 0, 0, time.UTC), "2026-10-26 09:30", "H", "2026-10-25 09:30", "2026-10-25 08:30 scheduled", "It leaves"},
	} {
		r := newRig(t, c.now)
		p := r.planned(r.luz, "Pan", c.from)
		r.look(p)
		m, ok := r.press(c.key).(pane.Toast)
		if !ok || !strings.Contains(m.Text, c.toast) {
			t.Errorf("%s from %s says %#v", c.key, c.from, m)
		}
		if got := r.at(p); got != c.want {
			t.Errorf("%s from %s went to %s, want %s", c.key, c.from, got, c.want)
		}
		if got := r.due(p); got != c.due {
			t.Errorf("%s from %s leaves at %s, want %s", c.key, c.from, got, c.due)
		}
	}
	r := newRig(t, time.Date(2027, 3, 26, 9, 0, 0, 0, time.UTC))
	p := r.planned(r.luz, "Pan", "2027-03-28 02:30")
	r.look(p)
	if r.press("L"); r.at(p) != "2027-03-29 02:30" {
		t.Errorf("after the gap the hour that was meant is %s", r.at(p))
	}
}

func TestADraftWithAnHourMovesAndLeavesOnlyWithTheLetter(t *testing.T) {
	r := newRig(t, monday)
	p := r.draft(r.luz, "Aún no", "2026-11-25 18:00")
	r.look(p)
	if m, ok := r.press("L").(pane.Toast); !ok || r.at(p) != "2026-11-26 18:00" || !r.post(p).State.Open() {
		t.Fatalf("L asks %#v, it stands at %s", m, r.at(p))
	}
	if why := r.press("b"); why != "It is a draft already." {
		t.Errorf("b: %v", why)
	}
	m := r.press("+")
	if r.post(p).State != accounts.Draft {
		t.Fatal("scheduled without the letter")
	}
	r.letter(m, r.luz)
	if got := r.due(p); got != "2026-11-23 08:30 scheduled" {
		t.Errorf("+ put it at %s", got)
	}
	if r.press("b"); r.post(p).State != accounts.Draft || r.at(p) != "2026-11-23 09:30" {
		t.Errorf("b left it %s at %s", r.post(p).State, r.at(p))
	}
}

func TestAnHourInWords(t *testing.T) {
	r := newRig(t, monday)
	p := r.planned(r.kine, "Estira", "2026-11-25 18:00")
	r.look(p)
	a, ok := r.press("p").(pane.Ask)
	if !ok || a.Value != "2026-11-25 18:00" || a.Check("ayer") == nil || a.Check("fri 18:30") != nil {
		t.Fatalf("p asks %#v", a)
	}
	r.run(a.Then("vie 18:30"))
	if got := r.due(p); got != "2026-11-27 21:30 scheduled" {
		t.Errorf("18:30 in Santiago is %s", got)
	}
	r.show(nil)
	r.run(a.Then("2026-11-20 10:00"))
	if m, ok := r.asked[len(r.asked)-1].(pane.Toast); !ok || m.Text != "%s has passed." {
		t.Errorf("an hour of the past: %#v", m)
	}
	if b, _ := r.p.Speaks(); b != r.kine.ID {
		t.Error("the cursor left the post")
	}
}

func TestSendNowTakesItOutOfItsSlot(t *testing.T) {
	r := newRig(t, monday)
	p := r.planned(r.luz, "Ya", "2026-11-25 18:00")
	r.look(p)
	m := r.press("W")
	if c, ok := m.(pane.Confirm); !ok || c.Review.When != nil {
		t.Fatalf("W asks %#v", m)
	}
	if got := r.due(p); got != "2026-11-25 17:00 scheduled" {
		t.Fatalf("without the letter: %s", got)
	}
	r.letter(m, r.luz)
	ds, err := r.s.DeliveriesOf(p.ID)
	if err != nil {
		t.Fatal(err)
	}
	live := 0
	for _, d := range ds {
		if d.State == accounts.Scheduled {
			live++
			if !d.Now || d.LeavesAt.Sub(r.now) != accounts.DefaultHold {
				t.Errorf("it leaves at %s, now %v", d.LeavesAt, d.Now)
			}
		}
	}
	if live != 1 {
		t.Errorf("%d deliveries would leave", live)
	}
}

func TestDeleteAsksAndTakesItOutFirst(t *testing.T) {
	r := newRig(t, monday)
	p := r.planned(r.luz, "Fuera", "2026-11-25 18:00")
	r.look(p)
	c, ok := r.press("D").(pane.Choose)
	if !ok {
		t.Fatalf("D asks %#v", c)
	}
	r.run(c.Then(0))
	if r.post(p).State != accounts.PostScheduled {
		t.Fatal("keeping it changed it")
	}
	r.run(c.Then(1))
	if _, err := r.s.Post(p.ID); err == nil {
		t.Error("it is still there")
	}
	r.show(nil)
	r.screen(80, 21)
}

func TestWhatIsOutIsShownInStatus(t *testing.T) {
	r := newRig(t, monday)
	p := r.planned(r.luz, "Publicada", "2026-11-24 11:00")
	r.out(p, accounts.Published, accounts.Resolution{Outcome: accounts.OutcomeDone, Receipt: &accounts.Receipt{RemoteID: "77", URL: "https://masto.example/77", At: r.now}})
	r.look(p)
	for _, k := range []string{"H", "J", "K", "L", "+", "p", "W", "b", "D", "."} {
		why, ok := r.press(k).(string)
		if !ok || why == "" {
			t.Errorf("%s on what is out: %v", k, why)
		}
	}
	ds, err := r.s.DeliveriesOf(p.ID)
	if err != nil {
		t.Fatal(err)
	}
	if o, ok := r.press("enter").(pane.Open); !ok || o.To != pane.Status || o.Arg != (pane.Look{Record: ds[0].ID}) {
		t.Errorf("Enter opens %#v", o)
	}
	q := r.planned(r.luz, "Prevista", "2026-11-25 11:00")
	r.look(q)
	if o, ok := r.press("enter").(pane.Open); !ok || o.To != pane.Compose || o.Arg != (pane.Write{Post: q.ID}) {
		t.Errorf("Enter on a planned one opens %#v", o)
	}
}
