package publish

import (
	"errors"
	"testing"
	"time"

	"vocero/accounts"
)

func TestSameShown(t *testing.T) {
	for _, c := range []struct {
		shown, written string
		want           bool
	}{
		{"Hoy hay pan", "Hoy  hay\r\npan ", true},
		{"Hola @vecina", "Hola @vecina@otra.example", true},
		{"Mira luz.example/ensa…", "Mira https://luz.example/ensaimadas", true},
		{"Mira https://luz.example", "Mira http://luz.example/", true},
		{"cafe\u0301", "café", true},
		{"", "", true},
		{"Hoy hay", "Hoy hay pan", false},
		{"Hoy no hay pan", "Hoy hay pan", false},
		{"Hola @otra", "Hola @vecina@otra.example", false},
		{"Mira …", "Mira https://luz.example/x", false},
		{"Mira otra.example", "Mira https://luz.example/x", false},
	} {
		if got := sameShown(c.shown, c.written); got != c.want {
			t.Errorf("%q for %q: %v", c.shown, c.written, got)
		}
	}
}

func TestJudge(t *testing.T) {
	now := time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
	gone := refusal(accounts.OutcomeRefused, accounts.CodeNotFound, 404)
	shown, _ := accounts.SafeLine("Hoy hay pan")
	for _, c := range []struct {
		name string
		op   accounts.Op
		got  accounts.Remote
		err  error
		ok   bool
		code accounts.Code
	}{
		{"source", accounts.OpPost, accounts.Remote{Source: "Hoy hay pan\r\n"}, nil, true, ""},
		{"shown", accounts.OpPost, accounts.Remote{Text: shown}, nil, true, ""},
		{"an older source", accounts.OpEdit, accounts.Remote{Source: "Ayer", Text: shown}, nil, false, accounts.CodeChanged},
		{"another text", accounts.OpPost, accounts.Remote{}, nil, false, accounts.CodeChanged},
		{"gone", accounts.OpPost, accounts.Remote{}, gone, false, accounts.CodeAbsent},
		{"deleted", accounts.OpDelete, accounts.Remote{}, gone, true, ""},
		{"not deleted", accounts.OpDelete, accounts.Remote{Source: "Hoy hay pan"}, nil, false, accounts.CodeChanged},
		{"offline", accounts.OpPost, accounts.Remote{}, errors.New("no route"), false, ""},
	} {
		at, f := judge(accounts.Delivery{Op: c.op, Outgoing: &accounts.Outgoing{Text: "Hoy hay pan"}}, c.got, c.err, now)
		if at.IsZero() == c.ok || (f == nil) != (c.code == "") || f != nil && f.Code != c.code {
			t.Errorf("%s: verified %s, fault %+v", c.name, at, f)
		}
	}
}

func TestReadBacksGetRarerAndEnd(t *testing.T) {
	sent := time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
	d := accounts.Delivery{CreatedAt: sent.Add(-time.Minute), Attempts: []accounts.Attempt{{Ended: sent}}}
	now := sent
	for _, age := range readBackAfter {
		next := nextReadBack(d, now)
		if next.Sub(sent) != age {
			t.Fatalf("after %s: %s, want %s", now.Sub(sent), next.Sub(sent), age)
		}
		now = next
	}
	if next := nextReadBack(d, now); !next.IsZero() {
		t.Fatalf("after a day: %s", next)
	}
	if next := nextReadBack(d, sent.AddDate(-10, 0, 0)); !next.Before(sent) {
		t.Fatalf("on a clock that was set back: %s", next)
	}
}

// TestMissingPostIsNotedNotUndone has somebody delete the post elsewhere before it was read back.
func TestMissingPostIsNotedNotUndone(t *testing.T) {
	r := newRig(honours, 1)
	id := r.post(r.ours[0], "Pan", r.clock.now(), true)
	r.once(t)
	r.server.posts[r.ours[0]] = nil
	for range 60 {
		r.after(t, time.Hour)
	}
	d := r.is(t, id, accounts.Published)
	if d.Fault == nil || d.Fault.Code != accounts.CodeAbsent || !d.Verified.IsZero() || !d.NextLook.IsZero() {
		t.Fatalf("fault %+v, verified %s, next look %s", d.Fault, d.Verified, d.NextLook)
	}
}

func TestReadBackWaitsForTheNetwork(t *testing.T) {
	r := newRig(honours, 1)
	id := r.post(r.ours[0], "Pan", r.clock.now(), true)
	r.once(t)
	r.server.offline = true
	for range 5 {
		r.after(t, 12*time.Hour)
	}
	if d := r.is(t, id, accounts.Published); !d.Verified.IsZero() || d.NextLook.Sub(r.clock.now()) != readBackOld {
		t.Fatalf("verified %s, next look %s", d.Verified, d.NextLook)
	}
	r.server.offline = false
	r.after(t, readBackOld)
	if d := r.is(t, id, accounts.Published); d.Verified.IsZero() {
		t.Fatal("it was given up")
	}
}

func TestReadBackOfABlockedOrLostAccount(t *testing.T) {
	r := newRig(honours, 1)
	id := r.post(r.ours[0], "Pan", r.clock.now(), true)
	r.once(t)
	a := r.desk.accounts[r.ours[0]]
	blocked := a
	blocked.State = accounts.AccountBlocked
	r.desk.accounts[a.ID] = blocked
	r.after(t, time.Minute)
	if d := r.is(t, id, accounts.Published); !d.Verified.IsZero() || d.NextLook.IsZero() {
		t.Fatalf("verified %s, next look %s", d.Verified, d.NextLook)
	}
	delete(r.desk.accounts, a.ID)
	r.after(t, time.Hour)
	if d := r.is(t, id, accounts.Published); !d.NextLook.IsZero() {
		t.Fatalf("an account that is gone is asked at %s", d.NextLook)
	}
}

func TestPublishedByHand(t *testing.T) {
	r := newRig(ignores, 1)
	id := r.post(r.ours[0], "Pan", r.clock.now(), true)
	r.change(id, func(d *accounts.Delivery) {
		d.State, d.Receipt, d.NextLook = accounts.Published, &accounts.Receipt{URL: "https://masto.example/", ByHand: true}, r.clock.now()
	})
	r.once(t)
	if d := r.is(t, id, accounts.Published); !d.NextLook.IsZero() || !d.Verified.IsZero() {
		t.Fatal("what has no id is read back")
	}
}

// TestJudgeOfAnAnswer: a network may put the people that a post answers before its text.
func TestJudgeOfAnAnswer(t *testing.T) {
	now := time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		shown, written, to string
		ok                 bool
	}{
		{"@vecina @otra Sí, de ocho a dos", "Sí, de ocho a dos", "7", true},
		{"@vecina Sí, de ocho a dos", "@vecina@x.com Sí, de ocho a dos", "7", true},
		{"@vecina Sí, de ocho a dos", "Sí, de ocho a dos", "", false},
		{"@vecina No", "Sí, de ocho a dos", "7", false},
	} {
		d := accounts.Delivery{Outgoing: &accounts.Outgoing{Text: c.written, InReplyTo: c.to}}
		if at, _ := judge(d, accounts.Remote{Text: accounts.BlockText(c.shown)}, nil, now); at.IsZero() == c.ok {
			t.Errorf("%q for %q: verified %v", c.shown, c.written, at)
		}
	}
}
