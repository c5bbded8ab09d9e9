package store

import (
	"testing"
	"time"

	A "vocero/accounts"
)

func TestFactsAreOfTheBrand(t *testing.T) {
	d := newDesk(t)
	m := d.hear(d.pan, 1, "hola")[0]
	d.ok(d.PutThread(A.Thread{Account: d.pan.ID, Root: m.StatusID, Read: d.clock.now(), Said: []A.Said{{RemoteID: m.StatusID}}}))
	x := d.inState(A.Published)
	other := d.inState(A.Scheduled)
	hour := d.clock.now().Add(3 * time.Hour)
	near, _ := d.plan(d.at(d.post("cerca", d.pan), hour.Add(30*time.Minute)))
	d.plan(d.at(d.post("lejos", d.pan), hour.Add(5*time.Hour)))
	p := d.at(d.post("esta", d.pan), hour)
	p.Answering = &A.Answering{Mention: m.ID, Account: d.pan.ID, RemoteID: m.StatusID}
	f, err := d.Facts(p, d.clock.now())
	d.ok(err)
	if f.Brand.ID != d.luz.ID || len(f.Accounts) != 2 || len(f.Others) != 2 || !f.Now.Equal(d.clock.now()) {
		t.Errorf("of %s, %d accounts, %d others", f.Brand.Name, len(f.Accounts), len(f.Others))
	}
	for _, o := range f.Others {
		for _, a := range o.Accounts {
			if a.Brand != o.Brand.ID || a.Brand == d.luz.ID {
				t.Errorf("%s stands under %s", a.Handle(), o.Brand.Name)
			}
		}
	}
	said := map[A.ID]bool{}
	for _, r := range f.Recent {
		said[r.Post] = true
	}
	if !said[x.Post] || !said[near.ID] || said[other.Post] || said[p.ID] || len(said) != 2 {
		t.Errorf("said around the hour: %+v", f.Recent)
	}
	if f.Mention == nil || f.Mention.ID != m.ID || f.Thread == nil || f.Thread.Root != m.StatusID {
		t.Errorf("answering %+v in %+v", f.Mention, f.Thread)
	}
	p.Answering = &A.Answering{Mention: d.pan.ID, Account: d.pan.ID, RemoteID: "none"}
	if f, err = d.Facts(p, d.clock.now()); err != nil || f.Mention != nil || f.Thread != nil {
		t.Errorf("answering what is not stored: %+v %+v %v", f.Mention, f.Thread, err)
	}
}
