package store

import (
	"testing"
	"time"

	A "vocero/accounts"
	"vocero/accounts/guard"
)

// saidBy are the excerpts that the guards are told of, by account.
func (d *testDesk) saidBy() map[A.ID][]string {
	f, err := d.Facts(A.Post{Brand: d.luz.ID}, d.clock.now())
	d.ok(err)
	out := map[A.ID][]string{}
	for _, s := range f.Said {
		out[s.Account] = append(out[s.Account], s.Excerpt)
	}
	return out
}

func (d *testDesk) wantSaid(what string, account A.ID, want int) {
	d.t.Helper()
	if got := d.saidBy()[account]; len(got) != want {
		d.t.Errorf("%s: %q, want %d", what, got, want)
	}
	d.sound()
}

func TestSaidFollowsTheDeliveries(t *testing.T) {
	d := newDesk(t)
	hour := d.clock.now().Add(24 * time.Hour)
	p := d.at(d.post("mañana hay pan de centeno recién hecho", d.pan), hour)
	d.wantSaid("a draft", d.pan.ID, 0)
	p, _ = d.plan(p)
	d.wantSaid("planned", d.pan.ID, 1)
	if _, err := d.Undo(); err != nil {
		t.Fatal(err)
	}
	d.wantSaid("taken back", d.pan.ID, 0)
	stored, err := d.Post(p.ID)
	d.ok(err)
	d.plan(stored)
	d.wantSaid("planned again", d.pan.ID, 1)
	other := d.at(d.post("Mañana hay pan de centeno recién hecho.", d.kine), hour.Add(time.Hour))
	f, err := d.Facts(other, d.clock.now())
	d.ok(err)
	found := false
	for _, v := range guard.Check(other, f) {
		found = found || v.Rule == "sameness" && v.Severity == A.Block
	}
	if !found {
		t.Errorf("another client may say the same: %+v", f.Said)
	}
	d.clock.add(200 * 24 * time.Hour)
	d.wantSaid("half a year later", d.pan.ID, 0)
}

func TestRepliesAndGreetingsAreNotSaid(t *testing.T) {
	d := newDesk(t)
	hour := d.clock.now().Add(24 * time.Hour)
	d.plan(d.at(d.post("¡Buenos días!", d.pan), hour))
	m := d.hear(d.pan, 1, "hola")[0]
	r := d.at(d.post("muchas gracias por escribirnos hoy", d.pan), hour)
	r.Answering = &A.Answering{Mention: m.ID, Account: d.pan.ID, RemoteID: m.StatusID, Widest: A.Public}
	r, err := d.SavePost(r)
	d.ok(err)
	d.plan(r)
	d.wantSaid("a greeting and a reply", d.pan.ID, 0)
}

func TestHandlesAreHeardOf(t *testing.T) {
	d := newDesk(t)
	d.hear(d.pan, 1, "hola, con @marta@lejos.example")
	author := d.hear(d.pan, 2, "gracias")[0].Author.String()
	for text, want := range map[string]guard.Heard{
		author: {Known: true}, d.kine.Handle(): {Known: true}, "@nadie@masto.example": {},
	} {
		p := d.post("con "+text, d.pan)
		f, err := d.Facts(p, d.clock.now())
		d.ok(err)
		if len(f.Heard) != 1 {
			t.Fatalf("%s: %v", text, f.Heard)
		}
		for h, got := range f.Heard {
			if got != want {
				t.Errorf("%s (%s): %+v, want %+v", text, h, got, want)
			}
		}
	}
}
