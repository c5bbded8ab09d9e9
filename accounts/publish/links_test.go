package publish

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/guard"
)

// webster looks at links: what it finds goes into the facts of the desk.
type webster struct {
	mu   sync.Mutex
	ages []time.Duration
	now  func() time.Time
	find map[string]accounts.LinkReport
	is   map[string]accounts.Verdict
	err  error
}

func (w *webster) RefreshLinks(ctx context.Context, p accounts.Post, age time.Duration) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ages = append(w.ages, age)
	if end, ok := ctx.Deadline(); !ok || time.Until(end) > linksTime {
		panic("a post would wait for its links without an end")
	}
	for _, u := range accounts.LinksOf(p) {
		w.find[u] = accounts.LinkReport{URL: u, Verdict: w.is[u], At: w.now(), Until: w.now().Add(w.is[u].Lasts())}
	}
	return w.err
}

// linkedRig is a rig whose posts link to a page.
func linkedRig(t *testing.T, v accounts.Verdict) (*rig, *webster) {
	t.Helper()
	r := newRig(honours, 1)
	w := &webster{now: r.clock.now, find: map[string]accounts.LinkReport{}, is: map[string]accounts.Verdict{bread: v}}
	r.worker.cfg.Links = w
	r.desk.links = w.find
	return r, w
}

const bread = "https://panaderialuz.example/pan"

func TestALinkThatBrokeMeanwhileHoldsThePost(t *testing.T) {
	r, w := linkedRig(t, accounts.LinkBroken)
	id := r.post(r.ours[0], "Mira "+bread, r.clock.now(), true)
	r.once(t)
	if d := r.is(t, id, accounts.Held); d.Fault == nil || d.Fault.Code != accounts.CodeGuard || d.Fault.Detail.String() != "links" {
		t.Fatalf("held for %+v", d.Fault)
	}
	if r.server.sends > 0 || len(w.ages) != 1 || w.ages[0] != 24*time.Hour {
		t.Errorf("%d sent, looked %v", r.server.sends, w.ages)
	}
}

func TestWhatWasSetAsideLeaves(t *testing.T) {
	r, _ := linkedRig(t, accounts.LinkBroken)
	id := r.post(r.ours[0], "Mira "+bread, r.clock.now(), true)
	r.change(id, func(d *accounts.Delivery) {
		d.Aside = []string{guard.PlaceOf(accounts.Finding{Rule: "links", Start: 5, End: 5 + len(bread)})}
	})
	r.once(t)
	r.is(t, id, accounts.Published)
}

func TestWhatCouldNotBeToldLeaves(t *testing.T) {
	for _, v := range []accounts.Verdict{accounts.LinkGood, accounts.LinkUnknown} {
		r, w := linkedRig(t, v)
		w.err = errors.New("no network")
		id := r.post(r.ours[0], "Mira "+bread, r.clock.now(), true)
		r.once(t)
		r.is(t, id, accounts.Published)
	}
	r, w := linkedRig(t, accounts.LinkBroken)
	id := r.post(r.ours[0], "Sin enlace", r.clock.now(), true)
	r.once(t)
	if r.is(t, id, accounts.Published); len(w.ages) != 0 {
		t.Error("a post without links waited for them")
	}
}
