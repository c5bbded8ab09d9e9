package store

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	A "vocero/accounts"
)

// report is a good one, fetched now.
func (d *testDesk) report(url string) A.LinkReport {
	now := d.clock.now()
	return A.LinkReport{URL: A.NormalLink(url), Verdict: A.LinkGood, Status: 200, Title: A.LineText("Pan"), At: now, Until: now.Add(A.LinkGoodFor)}
}

// asked are the links that wait for a worker.
func (d *testDesk) asked() (out []string) {
	d.t.Helper()
	rs, err := d.Requests()
	d.ok(err)
	for _, r := range rs {
		if r.What == A.RequestLink {
			out = append(out, r.Arg)
		}
	}
	return out
}

const linkPan, linkLuz = "https://luz.example/pan", "https://luz.example/"

func TestLinksAreAskedOnce(t *testing.T) {
	d := newDesk(t)
	n, err := d.AskLinks(d.luz.ID, []string{"https://LUZ.example/pan#hoy", linkPan, "https://luz.example"})
	d.ok(err)
	if got := d.asked(); n != 2 || !slices.Equal(got, []string{linkPan, linkLuz}) {
		t.Fatalf("%d asked: %q", n, got)
	}
	if n, err := d.AskLinks(d.luz.ID, []string{linkPan}); n != 0 || err != nil {
		t.Errorf("asked again: %d, %v", n, err)
	}
	if n, err := d.AskLinks(d.sur.ID, []string{linkPan}); n != 1 || err != nil {
		t.Errorf("another client's same link: %d, %v", n, err)
	}
	rs, err := d.Requests()
	d.ok(err)
	for _, r := range rs {
		d.ok(d.Answered(r.ID))
	}
	d.ok(d.PutLinks(d.luz.ID, []A.LinkReport{d.report(linkPan)}))
	if n, err := d.AskLinks(d.luz.ID, []string{linkPan}); n != 0 || err != nil {
		t.Errorf("a fresh report, and asked: %d, %v", n, err)
	}
	d.clock.add(A.LinkGoodFor)
	if n, err := d.AskLinks(d.luz.ID, []string{linkPan, "https://luz.example/" + strings.Repeat("a", linkBytes)}); n != 1 || err != nil {
		t.Errorf("a stale report, and a link that is too long: %d, %v", n, err)
	}
	if _, err := d.AskLinks("nobody", []string{linkPan}); !errors.Is(err, A.ErrNotFound) {
		t.Errorf("of nobody: %v", err)
	}
}

// TestSchedulingAsksForLinks: whichever screen or command schedules it, the links of a post are fetched soon.
func TestSchedulingAsksForLinks(t *testing.T) {
	d := newDesk(t)
	d.plan(d.at(d.post("Mira "+linkPan, d.pan), d.clock.now().Add(3*24*time.Hour)))
	if got := d.asked(); !slices.Equal(got, []string{linkPan}) {
		t.Errorf("asked %q", got)
	}
	d.luz.Off = []string{A.RuleLinks}
	_, err := d.PutBrand(d.luz)
	d.ok(err)
	if n, err := d.AskLinks(d.luz.ID, []string{linkLuz}); n != 0 || err != nil {
		t.Errorf("switched off, and asked: %d, %v", n, err)
	}
}

func TestReportsAreOfTheirClient(t *testing.T) {
	d := newDesk(t)
	d.ok(d.PutLinks(d.luz.ID, []A.LinkReport{d.report(linkPan)}))
	p := d.post("Mira "+linkPan+" y https://luz.example/otra", d.pan)
	f, err := d.Facts(p, d.clock.now())
	d.ok(err)
	if len(f.Links) != 1 || f.Links[linkPan].Title.String() != "Pan" {
		t.Errorf("the guards are told %+v", f.Links)
	}
	if got, err := d.Links(d.sur.ID, []string{linkPan}); err != nil || len(got) != 0 || got == nil {
		t.Errorf("another client sees %v, %v", got, err)
	}
	stale, err := d.StaleLinks(p, d.clock.now(), 0)
	d.ok(err)
	if !slices.Equal(stale, []string{"https://luz.example/otra"}) {
		t.Errorf("to be asked: %q", stale)
	}
	d.clock.add(time.Hour)
	for age, n := range map[time.Duration]int{2 * time.Hour: 1, time.Hour: 2} {
		if stale, err := d.StaleLinks(p, d.clock.now(), age); err != nil || len(stale) != n {
			t.Errorf("older than %v: %q, %v", age, stale, err)
		}
	}
	var out bytes.Buffer
	d.ok(d.ExportBrand(d.luz.ID, &out))
	if !strings.Contains(out.String(), `"collection":"links"`) {
		t.Error("the export leaves the reports out")
	}
	d.ok(d.EraseBrand(d.luz.ID))
	if err := d.PutLinks(d.luz.ID, []A.LinkReport{d.report(linkPan)}); !errors.Is(err, A.ErrNotFound) {
		t.Errorf("a report for an erased client: %v", err)
	}
}

func TestOldReportsGo(t *testing.T) {
	d := newDesk(t)
	var rs []A.LinkReport
	for i := range keepLinks + 5 {
		r := d.report(fmt.Sprintf("https://luz.example/%d", i))
		r.At = r.At.Add(time.Duration(i) * time.Second)
		rs = append(rs, r)
	}
	d.ok(d.PutLinks(d.luz.ID, rs))
	d.ok(d.PutLinks(d.luz.ID, rs[7:8])) // Again, in the place of itself.
	got, err := d.Links(d.luz.ID, []string{rs[4].URL, rs[5].URL, rs[keepLinks+4].URL})
	d.ok(err)
	if len(got) != 2 {
		t.Errorf("kept %d of the three", len(got))
	}
	ps, err := d.Check()
	d.ok(err)
	if len(ps) != 0 {
		t.Errorf("the store is not sound: %v", ps)
	}
}
