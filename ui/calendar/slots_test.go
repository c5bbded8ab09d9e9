package calendar_test

import (
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/ui/pane"
)

func TestAFreeSlotIsWrittenForItsOwnClient(t *testing.T) {
	r := newRig(t, monday)
	r.show(nil)
	r.press("w", "l") // Tuesday: the only slot is Kine Sur's.
	if b, a := r.p.Speaks(); b != r.kine.ID || a != "" {
		t.Fatalf("the slot is spoken by %s %s", b, a)
	}
	o, ok := r.press("c").(pane.Open)
	if !ok || o.To != pane.Compose {
		t.Fatalf("c asks %#v", o)
	}
	w := o.Arg.(pane.Write)
	if w.Brand != r.kine.ID || w.When == nil || w.When.Civil != "2026-11-24 08:00" || w.When.Zone != "America/Santiago" || !w.When.UTC.Equal(time.Date(2026, 11, 24, 11, 0, 0, 0, time.UTC)) {
		t.Errorf("c writes %+v", w)
	}
	r.planned(r.kine, "Estira", "2026-11-24 08:00")
	r.show(nil)
	for _, a := range r.p.Actions() {
		if a.Name == "calendar.write" {
			t.Error("c is the calendar's on a slot that is taken")
		}
	}
}

// TestSlotsAreNeverShared fills a client's slot with another's post at the same minute: the slot stays free, and the post of one
// never goes into the place of another.
func TestSlotsAreNeverShared(t *testing.T) {
	r := newRig(t, monday)
	r.planned(r.ana, "A la misma hora", "2026-11-25 18:00")
	p := r.planned(r.luz, "Pan", "2026-11-23 09:30")
	k := r.planned(r.kine, "Estira", "2026-11-23 08:00")
	r.show(nil)
	r.press("w")
	if s := r.screen(120, 37); !strings.Contains(s, "p · 18:00 free") && !strings.Contains(s, "p □ 18:00 free") {
		t.Errorf("another brand's post took the slot:\n%s", s)
	}
	r.look(p)
	if r.press("J"); r.at(p) != "2026-11-25 18:00" {
		t.Errorf("J went to %s", r.at(p))
	}
	r.look(k)
	if r.press("J"); r.at(k) != "2026-11-24 08:00" {
		t.Errorf("J of Kine Sur went to %s", r.at(k))
	}
	if w := r.post(k).When; w.Zone != "America/Santiago" {
		t.Errorf("its zone is %s", w.Zone)
	}
}

func TestProblemsAreFoundInTheirOrder(t *testing.T) {
	r := newRig(t, monday)
	r.planned(r.luz, "Pan", "2026-11-23 09:30")
	one := r.planned(r.luz, "Uno", "2026-11-25 18:00")
	r.planned(r.luz, "Dos", "2026-11-25 18:04")
	r.planned(r.luz, "Tres", "2026-11-27 09:30")
	r.planned(r.luz, "No choca", "2026-11-27 09:35")
	r.planned(r.ana, "Otra cuenta", "2026-11-27 09:31")
	r.planned(r.kine, "Estira", "2026-11-24 08:00")
	r.show(nil)
	s := r.screen(80, 21)
	if !strings.Contains(s, "≠ 1 clash") || !strings.Contains(s, "□ 4 gaps") {
		t.Fatalf("the head counts\n%s", s)
	}
	last := func() string {
		ls := strings.Split(r.screen(80, 21), "\n")
		return strings.TrimSpace(ls[len(ls)-2])
	}
	for _, want := range []string{"p Wed 25 Nov 18:04", "p Mon 30 Nov 09:30 Madrid · □", "k Tue 1 Dec 08:00", "p Wed 2 Dec 18:00", "p Fri 4 Dec 09:30", "p Wed 25 Nov 18:04"} {
		r.press("gn")
		if got := last(); !strings.HasPrefix(got, want) {
			t.Fatalf("gn went to %q, want %q", got, want)
		}
	}
	if !strings.Contains(last(), "≠") {
		t.Errorf("the clash is not marked: %s", last())
	}
	r.press("J")
	r.look(one)
	if s := r.screen(80, 21); strings.Contains(s, "≠") || !strings.Contains(s, "□ 3 gaps") {
		t.Errorf("after the move:\n%s", s)
	}
}

func TestGapsAreFoundFromWeeksAway(t *testing.T) {
	r := newRig(t, monday)
	r.show(nil)
	r.press(">", ">", ">")
	if s := r.screen(80, 21); !strings.Contains(s, "February 2027") || !strings.Contains(s, "□ 8 gaps") {
		t.Fatalf("in February\n%s", s)
	}
	r.press("gn")
	if s := r.screen(80, 21); !strings.Contains(s, "November 2026") || !strings.Contains(s, "p Mon 23 Nov 09:30 Madrid · □ free") {
		t.Errorf("gn shows\n%s", s)
	}
	d := r.draft(r.luz, "Borrador en el hueco", "2026-11-23 09:30")
	r.show(nil)
	r.press("t")
	if s := r.screen(80, 21); !strings.Contains(s, "□ 8 gaps") || !strings.Contains(s, "~09:30") {
		t.Errorf("a draft is no word yet:\n%s", s)
	}
	r.press(">", "gn")
	if o, ok := r.press("e").(pane.Open); !ok || o.Arg != (pane.Write{Post: d.ID}) {
		t.Errorf("the gap's draft opens %#v", o)
	}
}

func TestTheSlotEditorChangesOneClient(t *testing.T) {
	r := newRig(t, monday)
	r.scope = r.luz.ID
	r.show(nil)
	r.press("=")
	s := r.screen(60, 17)
	if !strings.Contains(s, "Slots of Panadería Luz") || !strings.Contains(s, "Wednesday   18:00") {
		t.Fatalf("the editor shows\n%s", s)
	}
	a, ok := r.press("c").(pane.Ask)
	if !ok || a.Check("never 9:00") == nil || a.Check("sáb 10:15") != nil {
		t.Fatalf("c asks %#v", a)
	}
	r.run(a.Then("sáb 10:15"))
	r.run(a.Then("mon 09:30")) // It is there already.
	r.show(nil)
	b, err := r.s.Brand(r.luz.ID)
	if err != nil || len(b.Slots) != 4 || b.Slots[3] != slot(time.Saturday, 10, 15) || b.Pattern != 1 {
		t.Fatalf("stored: %+v, %v", b, err)
	}
	r.press("j", "j", "j", "j")
	c, ok := r.press("D").(pane.Choose)
	if !ok || c.Choices[0].Detail != "sat 10:15" {
		t.Fatalf("D asks %#v", c)
	}
	r.run(c.Then(0))
	r.run(c.Then(1))
	r.show(nil)
	if b, _ = r.s.Brand(r.luz.ID); len(b.Slots) != 3 {
		t.Errorf("after removing: %v", b.Slots)
	}
	if k, _ := r.s.Brand(r.kine.ID); len(k.Slots) != 1 {
		t.Errorf("another client's slots: %v", k.Slots)
	}
	r.p.Click(3, 3)
	r.p.Wheel(1)
	r.press("k", "esc")
	if s := r.screen(60, 17); !strings.Contains(s, "November 2026") {
		t.Errorf("Esc shows\n%s", s)
	}
}

func TestTheSlotEditorAsksWhoseAndSaysWhenThereIsNone(t *testing.T) {
	r := newRig(t, monday)
	r.show(nil)
	r.press("w", "h") // A Sunday without anything.
	c, ok := r.press("=").(pane.Choose)
	if !ok || len(c.Choices) != 3 || c.Choices[2].Key != "_" {
		t.Fatalf("= asks %#v", c)
	}
	r.run(c.Then(2))
	r.show(nil)
	if s := r.screen(60, 17); !strings.Contains(s, "No slot yet") {
		t.Errorf("no slots:\n%s", s)
	}
	if why := r.press("D"); why != "There is no slot to remove." {
		t.Errorf("D: %v", why)
	}
	r.press("=")
	if _, err := r.s.PutBrand(accounts.Brand{ID: r.ana.ID, Name: "Ana", Letter: "_", Kind: accounts.Personal, Zone: "Europe/Madrid"}); err != nil {
		t.Fatal(err)
	}
	r.show(nil)
	r.screen(60, 17)
}
