package store

import (
	"errors"
	"fmt"
	"testing"
	"time"

	A "vocero/accounts"
)

func TestThreadsAreBounded(t *testing.T) {
	d := newDesk(t)
	for i := range keepThreads + 10 {
		d.ok(d.PutThread(A.Thread{Account: d.pan.ID, Root: fmt.Sprint(i), Read: d.clock.now().Add(time.Duration(i) * time.Second), Said: []A.Said{{RemoteID: "1", Text: A.BlockText("hola")}}}))
	}
	if _, err := d.Thread(d.pan.ID, "3"); !errors.Is(err, A.ErrNotFound) {
		t.Errorf("the oldest is still there: %v", err)
	}
	th, err := d.Thread(d.pan.ID, fmt.Sprint(keepThreads))
	if err != nil || len(th.Said) != 1 || th.Said[0].Text.String() != "hola" || th.Account != d.pan.ID {
		t.Errorf("%+v %v", th, err)
	}
	if _, err := d.Thread(d.kine.ID, fmt.Sprint(keepThreads)); !errors.Is(err, A.ErrNotFound) {
		t.Errorf("read through another account: %v", err)
	}
	th.Gone = true
	d.ok(d.PutThread(th))
	if th, _ = d.Thread(d.pan.ID, th.Root); !th.Gone {
		t.Error("the newer reading did not replace it")
	}
	d.sound()
}

func TestRequests(t *testing.T) {
	d := newDesk(t)
	r := A.Request{Account: d.pan.ID, What: A.RequestThread, Arg: "7"}
	a, err := d.Ask(r)
	d.ok(err)
	b, err := d.Ask(r)
	d.ok(err)
	if a != b {
		t.Error("the same request waits twice")
	}
	r.Arg = "8"
	_, err = d.Ask(r)
	d.ok(err)
	rs, err := d.Requests()
	d.ok(err)
	if len(rs) != 2 || rs[0].ID != a || rs[0].Brand != d.luz.ID || !rs[0].At.Equal(d.clock.now()) {
		t.Fatalf("%+v", rs)
	}
	for _, id := range []A.ID{a, a, "none"} {
		d.ok(d.Answered(id))
	}
	if rs, _ = d.Requests(); len(rs) != 1 {
		t.Errorf("%+v", rs)
	}
	if _, err := d.Ask(A.Request{Account: "none"}); !errors.Is(err, A.ErrNotFound) {
		t.Errorf("of nobody: %v", err)
	}
}

func TestState(t *testing.T) {
	d := newDesk(t)
	d.ok(d.PutState("tab", []byte("2")))
	if v, err := d.State("tab"); string(v) != "2" || err != nil {
		t.Errorf("%q %v", v, err)
	}
	d.ok(d.PutState("tab", nil))
	for _, key := range []string{"tab", "", "other"} {
		if v, err := d.State(key); v != nil || err != nil {
			t.Errorf("%q is %q, %v", key, v, err)
		}
	}
}

func TestFindByPartOfAnID(t *testing.T) {
	d := newDesk(t)
	p := d.post("uno", d.pan)
	d.clock.add(400 * 24 * time.Hour)
	q := d.post("dos", d.kine)
	m := d.hear(d.pan, 1, "hola")[0]
	_, ds := d.send(q)
	find := func(got A.ID, err error, want A.ID) {
		t.Helper()
		if err != nil || got != want {
			t.Errorf("found %q (%v), want %q", got, err, want)
		}
	}
	got, err := d.FindPost(string(p.ID[:8]))
	find(got, err, p.ID)
	got, err = d.FindPost(string(q.ID))
	find(got, err, q.ID)
	got, err = d.FindPost(p.ID.Short())
	find(got, err, p.ID)
	got, err = d.FindMention(m.ID.Short())
	find(got, err, m.ID)
	got, err = d.FindDelivery(ds[0].ID.Short())
	find(got, err, ds[0].ID)
	if _, err := d.FindPost("0"); !errors.Is(err, A.ErrAmbiguous) {
		t.Errorf("the beginning of both: %v", err)
	}
	for _, s := range []string{"", "zzzz", "hola!", "ñ", string(p.ID) + "0"} {
		if id, err := d.FindPost(s); !errors.Is(err, A.ErrNotFound) {
			t.Errorf("%q found %q, %v", s, id, err)
		}
	}
}
