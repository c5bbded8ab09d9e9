package status_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/status"
)

// watched gives the pane a watch that the test changes.
func (r *rig) watched(w *accounts.Watch, asked *accounts.ID) *rig {
	r.p = status.New(r.s, r.s, status.Machine{Watch: func() accounts.Watch { return *w },
		Hour: func(p accounts.Post) tea.Cmd {
			return func() tea.Msg {
				*asked = p.ID
				return nil
			}
		}}, func() time.Time { return r.now })
	return r
}

// has demands texts on a screen.
func has(t *testing.T, screen string, texts ...string) {
	t.Helper()
	flat := strings.Join(strings.Fields(screen), " ")
	for _, s := range texts {
		if !strings.Contains(flat, s) {
			t.Errorf("the screen does not say %q:\n%s", s, screen)
		}
	}
}

func TestWhoHoldsIsShown(t *testing.T) {
	var asked accounts.ID
	w := accounts.Watch{Owner: accounts.HolderDesk, Next: accounts.HolderNobody}
	r := newRig(t).watched(&w, &asked)
	r.deliver("Pan", accounts.Scheduled, accounts.Resolution{})
	for _, size := range [][2]int{{80, 21}, {120, 37}, {60, 17}} {
		has(t, r.show(nil, "en", size[0], size[1]), "desk", "this desk sends it while it is open")
	}
	w.Next = accounts.HolderRun
	has(t, r.show(nil, "es", 120, 37), "mesa", "al cerrarla, vocero run")
	w.Owner = accounts.HolderNobody
	has(t, r.show(nil, "en", 120, 37), "NOBODY", "nobody sends it: open the desk and the vault")
	has(t, r.show(nil, "es", 80, 21), "NADIE", "nadie la envía")
	w = accounts.Watch{Owner: accounts.HolderDesk}
	if err := r.s.BlockAccount(r.own.ID, &accounts.Fault{Code: accounts.CodeAuth}); err != nil {
		t.Fatal(err)
	}
	has(t, r.show(nil, "en", 120, 37), "NOBODY", "its account has to log in again")
}

func TestAWrongClockIsSaid(t *testing.T) {
	var asked accounts.ID
	w := accounts.Watch{Owner: accounts.HolderDesk, Fault: &accounts.Fault{Code: accounts.CodeClock, By: 3*time.Hour + 12*time.Minute}}
	r := newRig(t).watched(&w, &asked)
	r.deliver("Pan", accounts.Scheduled, accounts.Resolution{})
	has(t, r.show(nil, "en", 80, 21), "✗ clock wrong by 3 h 12 min")
	has(t, r.show(nil, "es", 120, 37), "✗ reloj mal por 3 h 12 min: nada sale a su hora")
}

func TestWhatWouldFailIsSaid(t *testing.T) {
	var asked accounts.ID
	w := accounts.Watch{Owner: accounts.HolderDesk}
	r := newRig(t).watched(&w, &asked)
	d := r.deliver("Pan", accounts.Scheduled, accounts.Resolution{})
	d.Preflight = &accounts.Preflight{At: r.now, Lead: 24 * time.Hour, Faults: []accounts.Fault{{Code: accounts.CodeLost, Detail: accounts.LineText("pan.png")}, {Code: accounts.CodeGuard}}}
	if err := r.s.NotePreflights([]accounts.Delivery{d}); err != nil {
		t.Fatal(err)
	}
	has(t, r.show(nil, "en", 120, 37), "! in", "it would fail: a file of it is not on the disk any more (pan.png); attach it again", "it would fail: a check stands in the way now")
	has(t, r.show(nil, "es", 120, 37), "fallaría: ")
}

// TestMissedHasItsChoices demands the three answers, and that another hour is asked for the right post.
func TestMissedHasItsChoices(t *testing.T) {
	var asked accounts.ID
	w := accounts.Watch{Owner: accounts.HolderDesk}
	r := newRig(t).watched(&w, &asked)
	d := r.deliver("Pan", accounts.Scheduled, accounts.Resolution{})
	if _, err := r.s.Resolve(d.ID, accounts.Resolution{To: accounts.Missed, Fault: &accounts.Fault{Code: accounts.CodeMissed}}); err != nil {
		t.Fatal(err)
	}
	has(t, r.show(nil, "en", 80, 21), "✗ missed", "W publish now · H another hour · D drop it")
	for _, a := range r.p.Actions() {
		if a.Name != "outbox.hour" {
			continue
		}
		if why, _ := a.Why(); why != "" {
			t.Fatalf("blocked: %s", why)
		}
		r.drain(a.Run())
	}
	if asked != d.Post {
		t.Fatalf("asked for the hour of %q, want %q", asked, d.Post)
	}
	if err := r.s.CancelDelivery(d.ID); err != nil {
		t.Fatal(err)
	}
	r.show(nil, "en", 80, 21)
	for _, a := range r.p.Actions() {
		if why, _ := a.Why(); a.Name == "outbox.hour" && why == "" {
			t.Error("what was dropped can be given an hour")
		}
	}
}
