package draft

import (
	"slices"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/ui/theme"
)

const pan = "https://panaderialuz.example/pan"

func TestCheckNamesTheLinksToFetch(t *testing.T) {
	post := accounts.Post{Brand: "luz", Text: "Mira " + pan + " y https://luz.example/otra", Targets: []accounts.ID{"a"}}
	f := guard.Facts{Now: noon, Links: map[string]accounts.LinkReport{
		pan:                        {URL: pan, Verdict: accounts.LinkGood, At: noon.Add(-time.Hour), Until: noon.Add(time.Hour)},
		"https://luz.example/otra": {Verdict: accounts.LinkBroken, At: noon.Add(-time.Hour), Until: noon},
	}}
	x := Check(post, f, []accounts.Account{{ID: "a"}}, 7)
	if x.Seq != 7 || !slices.Equal(x.Links, []string{"https://luz.example/otra"}) || len(x.Counts) != 1 {
		t.Errorf("%+v", x)
	}
	if !slices.ContainsFunc(x.Found, func(v accounts.Finding) bool { return v.Rule == "links" && v.Severity == accounts.Block }) {
		t.Errorf("a broken link is not found: %+v", x.Found)
	}
}

// TestSchedulingAsksForTheLinks: she is not kept waiting; what is not known yet is a warning.
func TestSchedulingAsksForTheLinks(t *testing.T) {
	d := newDesk()
	d.facts.Links = map[string]accounts.LinkReport{}
	x := openNew(t, d)
	k := NewKeeper(d, nil, x, noon)
	x.Post.Text = "Mira " + pan
	c := k.Clear(x.Post, 1, Way{Now: true}, d.facts.Brand, noon)
	if c.Err != nil || !slices.Equal(d.links, []string{pan}) {
		t.Fatalf("asked %q, %v", d.links, c.Err)
	}
	if slices.ContainsFunc(c.Stand, func(v accounts.Finding) bool { return v.Rule == "links" }) || !slices.ContainsFunc(c.Found, func(v accounts.Finding) bool { return v.Rule == "links" && v.Severity == accounts.Warn }) {
		t.Errorf("stands %+v, found %+v", c.Stand, c.Found)
	}
}

func TestMarkedOnlyOnce(t *testing.T) {
	var m Marked
	st := &theme.Styles{}
	if !m.Stale(1, 0, st) || m.Stale(1, 0, st) || !m.Stale(2, 0, st) || !m.Stale(2, 1, st) || !m.Stale(2, 1, &theme.Styles{}) {
		t.Error("marks are made too often or not often enough")
	}
}
