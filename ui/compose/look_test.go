package compose_test

import (
	"strings"
	"testing"
	"time"

	"vocero/ui/pane"
)

// TestTheGuardsLookAtWhateverComesOntoTheScreen: what was brought along, and what came back, not only what is typed.
func TestTheGuardsLookAtWhateverComesOntoTheScreen(t *testing.T) {
	r := newRig(t)
	r.to(pane.Write{Brand: r.luz.ID, Text: strings.Repeat("pan ", 150)}).rest().Says("600 of at most 500")
	r.Advance(2 * time.Minute)
	r.hearOfIt()
	r.keys("ctrl+u").write("Hoy hay pan.").rest().SaysNot("600 of at most 500")
	r.keys("esc", "R", "2", "r").rest().keys("n").Says("600 of at most 500", "pan pan")
}

func TestLooksBecomeOne(t *testing.T) {
	r := newRig(t)
	r.to(pane.Write{Brand: r.luz.ID})
	for range 30 {
		r.Type("Kine Sur ")
		r.Advance(20 * time.Millisecond)
	}
	r.rest().Says("Kine Sur")
	r.Says("names another client").SaysNot("nothing stands against it")
}
