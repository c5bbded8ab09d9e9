package compose_test

import (
	"slices"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/ui/pane"
)

// asked are the links that wait for a worker.
func (r *rig) asked() (out []string) {
	r.t.Helper()
	for _, q := range must(r.s.Requests())(r.t) {
		if q.What == accounts.RequestLink {
			out = append(out, q.Arg)
		}
	}
	return out
}

// found is what a worker found behind a link.
func (r *rig) found(url string, v accounts.Verdict, reason string) *rig {
	r.t.Helper()
	now := r.clock.Now()
	rep := accounts.LinkReport{URL: url, Verdict: v, Reason: reason, Status: 404, Title: accounts.LineText("No encontrada"), At: now, Until: now.Add(v.Lasts())}
	if err := r.s.PutLinks(r.luz.ID, []accounts.LinkReport{rep}); err != nil {
		r.t.Fatal(err)
	}
	r.hearOfIt()
	return r.rest()
}

// TestADeadLinkStopsAndIsSetAside is the whole way of a link: fetched while she writes, when the fingers rest; broken, it stops; with
// a reason, which the journal keeps, it leaves.
func TestADeadLinkStopsAndIsSetAside(t *testing.T) {
	const dead = "https://panaderialuz.example/encuesta"
	r := newRig(t)
	r.to(pane.Write{Brand: r.luz.ID}).write("Mira " + dead)
	r.Advance(500 * time.Millisecond)
	if got := r.asked(); len(got) != 0 {
		t.Errorf("asked before the fingers rested: %q", got)
	}
	r.Advance(2 * time.Second)
	if got := r.asked(); !slices.Equal(got, []string{dead}) {
		t.Fatalf("asked %q", got)
	}
	r.rest().Says("was not looked at yet")
	r.found(dead, accounts.LinkBroken, accounts.LinkNotFound).Says("does not exist (404)")
	r.keys("ctrl+s", "W").Says("Let it go all the same?", "does not exist (404)").SaysNot("Who speaks?")
	r.write("the page comes tomorrow").keys("enter").Says("Who speaks?")
	r.keys("p")
	ds := r.deliveries()
	if len(ds) != 1 || len(ds[0].Aside) != 1 {
		t.Fatalf("it leaves as %+v", ds)
	}
	es, _, err := r.s.Journal("", "", 50)
	if err != nil || !slices.ContainsFunc(es, func(e accounts.Entry) bool {
		return e.Act == "guard.aside" && e.Detail == "links: the page comes tomorrow"
	}) {
		t.Errorf("the journal does not tell it: %+v, %v", es, err)
	}
}

// TestLinksAreCleanedAndTaggedByKey changes the text on the screen, and nothing else.
func TestLinksAreCleanedAndTaggedByKey(t *testing.T) {
	r := newRig(t)
	b := must(r.s.Brand(r.luz.ID))(t)
	b.UTM = "utm_source={network}"
	must(r.s.PutBrand(b))(t)
	r.to(pane.Write{Brand: r.luz.ID}).write("Pan: https://panaderialuz.example/?fbclid=1").keys("esc", "L").rest()
	r.keys("U").rest()
	if got := r.one().Text; got != "Pan: https://panaderialuz.example/?utm_source=mastodon" {
		t.Errorf("it reads %q", got)
	}
	r.keys("U").Says("Every link of this client has it already.")
}
