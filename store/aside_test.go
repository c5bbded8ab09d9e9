package store

import (
	"slices"
	"strings"
	"testing"
	"time"

	A "vocero/accounts"
	"vocero/accounts/guard"
)

// TestSetAsideIsJournaledAndKept: a broken link leaves with a person's reason, and the delivery knows for which place.
func TestSetAsideIsJournaledAndKept(t *testing.T) {
	d := newDesk(t)
	r := d.report(linkPan)
	r.Verdict, r.Reason, r.Until = A.LinkBroken, A.LinkNotFound, r.At.Add(A.LinkBrokenFor)
	d.ok(d.PutLinks(d.luz.ID, []A.LinkReport{r}))
	p := d.at(d.post("Mira "+linkPan+"\n---\nY ya.", d.pan), d.clock.now().Add(3*time.Hour))
	p, err := d.SavePost(p)
	d.ok(err)
	f, err := d.Facts(p, d.clock.now())
	d.ok(err)
	if c, _ := guard.Clear(p, f, d.pan.ID, nil); !c.Zero() {
		t.Fatal("a broken link was cleared without a word")
	}
	ack := A.Acknowledged{Rule: "links", Digest: guard.DigestOf(p, d.pan.ID), Reason: "sale mañana", At: d.clock.now()}
	c, stand := guard.Clear(p, f, d.pan.ID, []A.Acknowledged{ack})
	if c.Zero() {
		t.Fatalf("it stands: %+v", stand)
	}
	p, ds, err := d.Schedule(p.ID, p.Revision, []guard.Clearance{c}, A.ScheduleOptions{})
	d.ok(err)
	for _, x := range ds {
		if len(x.Aside) != 1 || !strings.HasPrefix(x.Aside[0], "links:5-") {
			t.Errorf("the delivery remembers %q", x.Aside)
		}
	}
	told := func() (n int) {
		es, _, err := d.Journal("", "", 100)
		d.ok(err)
		return len(slices.DeleteFunc(es, func(e A.Entry) bool {
			return e.Act != "guard.aside" || e.Detail != "links: sale mañana" || e.Subject != p.ID || e.Account != d.pan.ID
		}))
	}
	if told() != 1 {
		t.Errorf("%d entries of the journal tell it", told())
	}
	w := *p.When
	w, err = A.WhenAt(w.UTC.Add(time.Hour), w.Zone)
	d.ok(err)
	moved := p
	moved.When = &w
	ack.Digest = guard.DigestOf(moved, d.pan.ID)
	if c, _ = guard.Clear(moved, f, d.pan.ID, []A.Acknowledged{ack}); c.Zero() {
		t.Fatal("moved, it is not cleared")
	}
	_, err = d.Move(p.ID, w, []guard.Clearance{c})
	d.ok(err)
	now, err := d.Delivery(ds[0].ID)
	d.ok(err)
	if len(now.Aside) != 1 || told() != 2 {
		t.Errorf("moved: %q, %d entries", now.Aside, told())
	}
}
