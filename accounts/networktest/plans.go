package networktest

import (
	"testing"
	"time"

	"vocero/accounts"
)

// scheduler is the network as something that publishes by itself; nil where the server has no such thing, which is said before
// anything leaves.
func (d *desk) scheduler() accounts.Scheduler {
	d.t.Helper()
	s, ok := d.net.(accounts.Scheduler)
	if ok != d.Account.Instance.Can.Schedule && !d.traits.NoPlans {
		d.t.Fatalf("the network has a scheduler: %v, and says %v", ok, d.Account.Instance.Can.Schedule)
	}
	if !d.traits.NoPlans {
		return s
	}
	if d.Account.Instance.Can.Schedule {
		d.t.Error("a server without a scheduler is said to have one")
	}
	if ok {
		had := d.Posts()
		_, err := s.Plan(d.ctx(), d.outgoing("No hay plan"), time.Now().Add(time.Hour))
		if e := d.fault(err); e == nil || e.Class != accounts.OutcomeRefused || e.Code != accounts.CodeUnsupported || d.Posts() != had {
			d.t.Errorf("planning where nothing can be planned: %v, %d requests", err, d.Posts()-had)
		}
	}
	return nil
}

// found demands how many plans a payload has at an hour.
func (d *desk) found(s accounts.Scheduler, o accounts.Outgoing, at time.Time, want int) []accounts.Planned {
	d.t.Helper()
	list, err := s.FindPlanned(d.ctx(), o, at)
	d.must("looking through the list", err)
	if len(list) != want {
		d.t.Fatalf("%d plans are found, want %d: %+v", len(list), want, list)
	}
	return list
}

// testPlans hands posts over, finds them, takes one back and lets the other be published.
func testPlans(t *testing.T, f Fixture) {
	d := start(t, f)
	s := d.scheduler()
	if s == nil {
		return
	}
	at := time.Now().Add(2 * time.Hour).UTC().Truncate(time.Second)
	o := d.outgoing("Mañana hay roscón de reyes")
	had := d.Posts()
	p, err := s.Plan(d.ctx(), o, at)
	d.must("planning", err)
	if p.ID == "" || p.Out != nil || p.At.Sub(at).Abs() > time.Second || d.Posts()-had != 1 || len(d.live()) != 0 {
		t.Fatalf("planned as %+v with %d requests, %d posts are out", p, d.Posts()-had, len(d.live()))
	}
	again, err := s.Planned(d.ctx(), p.ID)
	d.must("reading the plan", err)
	if again.ID != p.ID || !again.At.Equal(p.At) || d.found(s, o, at, 1)[0].ID != p.ID {
		t.Errorf("read back as %+v", again)
	}
	other := d.outgoing("Otra cosa")
	d.found(s, other, at, 0)
	d.found(s, o, at.Add(time.Hour), 0)
	twin := o
	twin.Visibility = accounts.Unlisted
	d.found(s, twin, at, 0)
	q, err := s.Plan(d.ctx(), other, at.Add(time.Minute))
	d.must("planning another", err)
	d.must("taking it back", s.Unplan(d.ctx(), q.ID))
	for doing, err := range map[string]error{"taking it back again": s.Unplan(d.ctx(), q.ID), "reading what was taken back": func() error { _, err := s.Planned(d.ctx(), q.ID); return err }()} {
		if e := d.fault(err); e == nil || e.Code != accounts.CodeNotFound {
			t.Errorf("%s: %v", doing, err)
		}
	}
	d.found(s, other, at.Add(time.Minute), 0)
	if _, err := s.Plan(d.ctx(), d.outgoing("Ya mismo"), time.Now().Add(time.Minute)); d.fault(err) == nil || accounts.AsErr(err).Class != accounts.OutcomeRefused {
		t.Errorf("an hour that is too near: %v", err)
	}
	d.comesOut(s, o, p)
}

// comesOut lets the hour of a plan pass: it is among the account's posts once, and in the list no more.
func (d *desk) comesOut(s accounts.Scheduler, o accounts.Outgoing, p accounts.Planned) {
	d.t.Helper()
	mark := ""
	if m, ok := d.net.(accounts.Marker); ok {
		var err error
		mark, err = m.Newest(d.ctx())
		d.must("reading the watermark", err)
	}
	none, err := d.net.Find(d.ctx(), o, mark)
	d.must("looking for it before its hour", err)
	d.Pass(time.Until(p.At) + time.Minute)
	found, err := d.net.Find(d.ctx(), o, mark)
	d.must("looking for it after its hour", err)
	if len(none) != 0 || len(found) != 1 || len(d.live()) != 1 || found[0].RemoteID != d.live()[0].ID || found[0].At.Before(p.At.Add(-time.Minute)) {
		d.t.Fatalf("before its hour %+v, after it %+v, at the server %+v", none, found, d.live())
	}
	if _, err := s.Planned(d.ctx(), p.ID); d.fault(err) == nil || accounts.AsErr(err).Code != accounts.CodeNotFound {
		d.t.Errorf("the plan of what is out: %v", err)
	}
	d.found(s, o, p.At, 0)
}

// testPlansBroken breaks the request that hands over in every way: one request each time, the right class, and a list that shows
// exactly what arrived. Then the requests that ask and take back.
func testPlansBroken(t *testing.T, f Fixture) {
	d := start(t, f)
	s := d.scheduler()
	if s == nil {
		return
	}
	at := time.Now().Add(48 * time.Hour).UTC().Truncate(time.Second)
	for _, c := range outcomes(d.Elsewhere) {
		at = at.Add(24 * time.Hour) // A server takes few posts a day.
		o := d.outgoing("Aviso: " + string(c.fault.Do) + " " + c.fault.Body)
		c.fault.At = OnSend
		had := d.Posts()
		mend := d.Break(c.fault)
		_, err := s.Plan(d.ctx(), o, at)
		mend()
		class := accounts.OutcomeDone
		if e := d.fault(err); e != nil {
			class = e.Class
		}
		if class != c.class || d.Posts()-had != 1 {
			t.Errorf("%s %d: %s with %d requests, want %s (%v)", c.fault.Do, c.fault.Status, class, d.Posts()-had, c.class, err)
		}
		d.found(s, o, at, c.arrives)
	}
	if n := len(d.live()); n > 0 {
		t.Errorf("%d posts are out", n)
	}
	at = at.Add(24 * time.Hour)
	p, err := s.Plan(d.ctx(), d.outgoing("La última"), at)
	d.must("planning", err)
	fault := jsonFault(503, "Something went wrong")
	fault.At = OnPlan
	mend := d.Break(fault)
	for doing, err := range map[string]error{
		"asking":      func() error { _, err := s.Planned(d.ctx(), p.ID); return err }(),
		"looking":     func() error { _, err := s.FindPlanned(d.ctx(), d.outgoing("La última"), at); return err }(),
		"taking back": s.Unplan(d.ctx(), p.ID),
	} {
		if e := d.fault(err); e == nil || e.Class == accounts.OutcomeRefused || e.Code == accounts.CodeNotFound {
			t.Errorf("%s while the server fails: %v", doing, err)
		}
	}
	mend()
	if _, err := s.Planned(d.ctx(), p.ID); err != nil {
		t.Errorf("after the failures it is gone: %v", err)
	}
}
