package store

import (
	"testing"
	"time"

	A "vocero/accounts"
)

// TestWhatStoodIsKept: typing passes through many texts, and what she went back to later is the one that stood.
func TestWhatStoodIsKept(t *testing.T) {
	d := newDesk(t)
	p := d.post("Hoy", d.pan)
	save := func(text string, after time.Duration) {
		t.Helper()
		d.clock.add(after)
		p.Text = text
		var err error
		p, err = d.SavePost(p)
		d.ok(err)
	}
	save("Hoy hay", time.Second)
	save("Hoy hay pan", time.Second)
	save("Hoy hay empanadas", 2*time.Minute)
	p.State = A.Approved
	save("Hoy hay empanadas.", time.Second)
	p.State = A.Draft
	save("Hoy no hay nada", time.Second)
	rs, err := d.Revisions(p.ID)
	d.ok(err)
	var got []string
	for _, r := range rs {
		got = append(got, r.Text)
	}
	if len(got) != 2 || got[0] != "Hoy hay empanadas." || got[1] != "Hoy hay pan" || rs[0].State != A.Approved {
		t.Errorf("kept are %q", got)
	}
}
