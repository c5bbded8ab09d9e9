package mentions_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/ui/pane"
)

func TestMarksTakeTheWholeAct(t *testing.T) {
	d := busy()
	r := open(t, d, 80, 21)
	r.press("space", "j", "space")
	if s := r.screen(80, 21); !strings.Contains(s, "2 marked") || strings.Count(s, "• ") != 3 {
		t.Errorf("the marks are not shown:\n%s", s)
	}
	r.press("x")
	if c := d.changes[0]; !slices.Equal(c.ids, []accounts.ID{"m1", "m3"}) || *c.State != accounts.Done {
		t.Errorf("marked were the first and third, done are %v", c.ids)
	}
	if m, ok := r.last().(pane.Toast); !ok || m.Args[0] != 2 {
		t.Errorf("it is not said how many: %#v", r.last())
	}
	r.show(pane.Scope{})
	if s := r.screen(80, 21); strings.Contains(s, "marked") {
		t.Errorf("marks are left:\n%s", s)
	}
	r.press("g g", "v", "j", "j", "v", "T")
	r.run(r.last().(pane.Ask).Then("#pan, -horario urgente"))
	c := d.changes[1]
	if !slices.Equal(c.ids, []accounts.ID{"m2", "m4", "m5"}) || !slices.Equal(c.AddTags, []string{"pan", "urgente"}) || !slices.Equal(c.DropTags, []string{"horario"}) {
		t.Errorf("the range was tagged as %+v", c)
	}
}

func TestAllOfTheListIsMarked(t *testing.T) {
	d := busy()
	for i := range 300 {
		d.all = append(d.all, said("x"+time.Duration(i).String(), "@a@b.example", "hola", 40*time.Hour))
	}
	r := open(t, d, 80, 21)
	r.press("V")
	if s := r.screen(80, 21); !strings.Contains(s, "all of this list is marked") {
		t.Errorf("it is not said that all are marked:\n%s", s)
	}
	r.press("space")
	if s := r.screen(80, 21); strings.Contains(s, "marked") {
		t.Errorf("Space does not end it:\n%s", s)
	}
	r.press("V", "x")
	if n := len(d.changes[0].ids); n != 305 {
		t.Errorf("%d of 305 are done", n)
	}
	r.show(pane.Scope{})
	if s := r.screen(80, 21); !strings.Contains(s, "Nothing waits for your word") {
		t.Errorf("an empty list does not say what to do:\n%s", s)
	}
}

func TestABoundedActSaysThatThereIsMore(t *testing.T) {
	d := &desk{}
	for i := range 2300 {
		d.all = append(d.all, said("x"+time.Duration(i).String(), "@a@b.example", "hola", time.Duration(i)*time.Second))
	}
	r := open(t, d, 80, 21)
	r.press("V", "x")
	if m, ok := r.last().(pane.Toast); !ok || !strings.Contains(m.Text, "there may be more") || len(d.changes[0].ids) != 2000 {
		t.Errorf("%d changed, said was %#v", len(d.changes[0].ids), r.last())
	}
}

func TestNotesAndTagsAreAskedFor(t *testing.T) {
	d := busy()
	r := open(t, d, 120, 37)
	r.press(";")
	ask := r.last().(pane.Ask)
	r.said = nil
	r.run(ask.Then("  "))
	if len(d.changes) != 0 {
		t.Fatal("an empty note was kept")
	}
	r.run(ask.Then("llamar mañana"))
	r.press("T")
	ask = r.last().(pane.Ask)
	if !slices.Contains(ask.Complete, "horario") || !slices.Contains(ask.Complete, "-horario") {
		t.Errorf("known tags are not offered: %v", ask.Complete)
	}
	if ask.Check(strings.Repeat("a", 61)) == nil || ask.Check("pan -"+strings.Repeat("a", 61)) != nil {
		t.Error("a tag that the store refuses is taken, or a shorter one is not")
	}
	r.run(ask.Then("-"))
	if len(d.changes) != 1 || d.changes[0].Note != "llamar mañana" || d.changes[0].ids[0] != "m1" {
		t.Errorf("kept was %+v", d.changes)
	}
	r.show(pane.Scope{})
	if s := r.screen(120, 37); !strings.Contains(s, "; Mon 23 Nov 09:00 llamar mañana") {
		t.Errorf("the note is not beside the mention:\n%s", s)
	}
}

func TestWhatCannotBeDoneSaysWhy(t *testing.T) {
	d := busy()
	r := open(t, d, 80, 21)
	for _, c := range []struct{ key, why string }{
		{"b", "It is new already."}, {"n", "Nothing is searched: / searches."}, {"esc", "This is the list already."}, {"z", "It has no content warning."},
	} {
		if why := r.press(c.key); why != c.why {
			t.Errorf("%s: %q, want %q", c.key, why, c.why)
		}
	}
	r.press("j")
	if why := r.press("B"); why != "It was not said to everybody: it cannot be boosted." {
		t.Errorf("a direct message is boosted: %q", why)
	}
	r.press("<", "<", "<", "<")
	for _, c := range []struct{ key, why string }{
		{"s m", "Likes, boosts and follows are not put off: x puts them away."}, {"r", "Nothing was said here that could be answered or liked."},
		{"L", "Nothing was said here that could be answered or liked."}, {"B", "Nothing was said here that could be answered or liked."},
	} {
		if why := r.press(c.key); why != c.why {
			t.Errorf("%s on a like: %q, want %q", c.key, why, c.why)
		}
	}
	r = open(t, &desk{}, 80, 21)
	for _, key := range []string{"x", "s h", "T", ";", "space", "v", "V", "r", "B", "L", "a f", "M", "o", "Y", "t", "enter", "b"} {
		if why := r.press(key); why != "There is no mention here." {
			t.Errorf("%s on nothing: %q", key, why)
		}
	}
	r = open(t, &desk{all: []accounts.Mention{{ID: "m", Brand: "bx", Account: "ax", StatusID: "s"}}}, 80, 21)
	for key, why := range map[string]string{"B": "The account addressed is not on this desk any more.", "M": "The account addressed is not on this desk any more.",
		"o": "It has no address.", "Y": "It has no address."} {
		if got := r.press(key); got != why {
			t.Errorf("%s: %q, want %q", key, got, why)
		}
	}
}

func TestDoneIsNotDoneTwiceAndComesBack(t *testing.T) {
	d := busy()
	r := open(t, d, 80, 21)
	r.press("x", "<", "<", "<")
	if why := r.press("x"); why != "It is done already; b makes it new again." {
		t.Errorf("x on a done one: %q", why)
	}
	r.press("b")
	if c := d.changes[1]; *c.State != accounts.New || c.ids[0] != "m1" {
		t.Errorf("b stored %+v", c)
	}
}

func TestWhatIsTaggedIsWhatWasSelectedWhenTheKeyWasPressed(t *testing.T) {
	d := busy()
	r := open(t, d, 80, 21)
	r.press("T")
	ask := r.last().(pane.Ask)
	d.all[0].State = accounts.Done // Somebody else judged it while the line was open.
	r.show(pane.Scope{})
	r.run(ask.Then("pan"))
	if len(d.changes) != 1 || !slices.Equal(d.changes[0].ids, []accounts.ID{"m1"}) {
		t.Errorf("tagged is %+v", d.changes)
	}
}
