package mentions_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/store"
	"vocero/ui/pane"
)

// real is a pane on a real store with two clients, whose clock the rig turns.
func real(t *testing.T, w, h int) (*rig, *store.Store, map[string]accounts.ID) {
	t.Helper()
	var r *rig
	s, err := store.Open(t.TempDir(), store.Options{NoSync: true, Now: func() time.Time {
		if r == nil {
			return now
		}
		return r.at
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	ids := map[string]accounts.ID{}
	for _, x := range []struct{ letter, name, zone, user string }{{"p", "Panadería Luz", "Europe/Madrid", "panaderialuz"}, {"k", "Kine Sur", "America/Santiago", "kinesur"}} {
		b, err := s.PutBrand(accounts.Brand{Name: x.name, Letter: accounts.Letter(x.letter), Zone: x.zone})
		if err != nil {
			t.Fatal(err)
		}
		a, err := s.PutAccount(accounts.Account{Brand: b.ID, Network: accounts.Mastodon, Server: "https://masto.example", Host: "masto.example", RemoteID: x.user, User: x.user})
		if err != nil {
			t.Fatal(err)
		}
		ids[x.letter], ids["@"+x.letter] = b.ID, a.ID
	}
	r = openOn(t, s, s, w, h)
	return r, s, ids
}

// heard puts mentions into an inbox, one a minute, the first the oldest.
func heard(t *testing.T, s *store.Store, account accounts.ID, kind accounts.MentionKind, texts ...string) {
	t.Helper()
	var ms []accounts.Mention
	for i, text := range texts {
		ms = append(ms, accounts.Mention{RemoteID: fmt.Sprint(account, kind, i), StatusID: fmt.Sprint("s", i), Kind: kind, Author: accounts.LineText("@eva@otro.example"), AuthorID: "u",
			Text: accounts.BlockText(text), Visibility: accounts.Public, At: now.Add(time.Duration(i-60) * time.Minute)})
	}
	if _, err := s.PutInbox(account, ms, "c", false); err != nil {
		t.Fatal(err)
	}
}

// stored is a mention of the store, by its text.
func stored(t *testing.T, s *store.Store, text string) accounts.Mention {
	t.Helper()
	p, err := s.MentionPage(accounts.MentionQuery{Any: true}, "", 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range p.Items {
		if m.Text.String() == text {
			return m
		}
	}
	t.Fatalf("%q is not stored", text)
	return accounts.Mention{}
}

func TestOneKeyAnItem(t *testing.T) {
	for _, reloads := range []bool{true, false} {
		r, s, ids := real(t, 80, 21)
		heard(t, s, ids["@p"], accounts.Talk, "uno", "dos", "tres", "cuatro")
		r.show(pane.Scope{})
		for range 3 {
			if why := r.press("x"); why != "" {
				t.Fatal(why)
			}
			if reloads {
				r.show(pane.Scope{})
			}
		}
		r.show(pane.Scope{})
		for text, want := range map[string]accounts.MentionState{"uno": accounts.Done, "dos": accounts.Done, "tres": accounts.Done, "cuatro": accounts.New} {
			if m := stored(t, s, text); m.State != want {
				t.Errorf("reloads %v: after x x x %q is %v", reloads, text, m.State)
			}
		}
		if r.selected() != stored(t, s, "cuatro").ID {
			t.Error("the cursor is not on what is left")
		}
		if _, err := s.Undo(); err != nil {
			t.Fatal(err)
		}
		r.show(pane.Scope{})
		if m := stored(t, s, "tres"); m.State != accounts.New {
			t.Errorf("u does not bring the last one back: %v", m.State)
		}
		if sc := r.screen(80, 21); !strings.Contains(sc, "[New·2]") || !strings.Contains(sc, "Done·2") {
			t.Errorf("the counts are not those of the store:\n%s", sc)
		}
	}
}

func TestSnoozesAreOnTheClientsWall(t *testing.T) {
	// 09:00 in Madrid and 05:00 in Santiago, a Monday.
	for _, c := range []struct{ key, madrid, santiago string }{
		{"s h", "2026-11-23 10:00", "2026-11-23 06:00"}, {"s t", "2026-11-23 17:00", "2026-11-23 17:00"},
		{"s m", "2026-11-24 09:00", "2026-11-24 09:00"}, {"s l", "2026-11-30 09:00", "2026-11-30 09:00"},
	} {
		r, s, ids := real(t, 80, 21)
		heard(t, s, ids["@p"], accounts.Talk, "pan")
		heard(t, s, ids["@k"], accounts.Talk, "kine")
		r.show(pane.Scope{})
		r.press("V", c.key)
		for text, want := range map[string][2]string{"pan": {c.madrid, "Europe/Madrid"}, "kine": {c.santiago, "America/Santiago"}} {
			w, err := accounts.ParseWhen(want[0], want[1])
			if err != nil {
				t.Fatal(err)
			}
			if m := stored(t, s, text); m.State != accounts.Snoozed || !m.Deadline.Equal(w.UTC) {
				t.Errorf("%s puts %q off to %v, want %s", c.key, text, m.Deadline, want)
			}
		}
		r.press("<", "<")
		r.show(pane.Scope{})
		if sc := r.screen(80, 21); !strings.Contains(sc, "[Snoozed·2]") || !strings.Contains(sc, "@eva@otro") {
			t.Errorf("what was put off is not under its filter:\n%s", sc)
		}
	}
}

func TestAnEveningSnoozeIsFourHours(t *testing.T) {
	r, s, ids := real(t, 80, 21)
	heard(t, s, ids["@p"], accounts.Talk, "pan")
	r.at = time.Date(2026, 11, 29, 17, 30, 0, 0, time.UTC) // Sunday, 18:30 in Madrid
	r.show(pane.Scope{})
	r.press("s t")
	if m := stored(t, s, "pan"); !m.Deadline.Equal(r.at.Add(4 * time.Hour)) {
		t.Errorf("this afternoon is %v", m.Deadline)
	}
	r.press("<", "<")
	r.press("s l")
	if m := stored(t, s, "pan"); !m.Deadline.Equal(time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)) {
		t.Errorf("on a Sunday next Monday is %v", m.Deadline)
	}
}

func TestSearchFindsEveryStateAndIsSeen(t *testing.T) {
	r, s, ids := real(t, 80, 21)
	heard(t, s, ids["@p"], accounts.Talk, "quiero roscón", "¿roscones sin nata?", "buenos días")
	r.show(pane.Scope{})
	r.press("x")
	r.show(pane.Scope{})
	r.press("/")
	r.run(r.last().(pane.Ask).Then("  roscon "))
	sc := r.screen(80, 21)
	for _, want := range []string{"[All]", "/roscon", "2 found", "newest first", "quiero roscón", "¿roscones sin nata?", "done"} {
		if !strings.Contains(sc, want) {
			t.Errorf("%q is missing in\n%s", want, sc)
		}
	}
	first := r.selected()
	r.press("n")
	second := r.selected()
	r.press("N")
	if first == second || r.selected() != first {
		t.Errorf("n and N go %s, %s, %s", first, second, r.selected())
	}
	r.press("<")
	if sc := r.screen(80, 21); !strings.Contains(sc, "[New·2]") || strings.Contains(sc, "quiero") || !strings.Contains(sc, "/roscon") {
		t.Errorf("< does not narrow the search:\n%s", sc)
	}
	r.press("/")
	if v := r.last().(pane.Ask).Value; v != "roscon" {
		t.Errorf("what is searched is not offered again: %q", v)
	}
	r.run(r.last().(pane.Ask).Then("~osco"))
	r.press("<", "<", "<", "<")
	if sc := r.screen(80, 21); !strings.Contains(sc, "[Folded·0]") || !strings.Contains(sc, "Nothing found here") {
		t.Errorf("a filter without matches does not say so:\n%s", sc)
	}
	r.press("<")
	if sc := r.screen(80, 21); !strings.Contains(sc, "¿roscones sin nata?") {
		t.Errorf("a part of a word is not found:\n%s", sc)
	}
	r.press("esc")
	if sc := r.screen(80, 21); !strings.Contains(sc, "[New·2]") || strings.Contains(sc, "/~osco") || !strings.Contains(sc, "buenos días") {
		t.Errorf("Esc does not end the search:\n%s", sc)
	}
}

func TestLikesAndFollowsAreFoldedApart(t *testing.T) {
	r, s, ids := real(t, 80, 21)
	heard(t, s, ids["@p"], accounts.Talk, "hola")
	heard(t, s, ids["@p"], accounts.Like, "Pan de maíz")
	heard(t, s, ids["@k"], accounts.Follow, "")
	r.show(pane.Scope{})
	if sc := r.screen(80, 21); strings.Contains(sc, "maíz") || !strings.Contains(sc, "Folded·2") {
		t.Errorf("a like stands among the talk:\n%s", sc)
	}
	r.press("<", "<", "<", "<")
	if sc := r.screen(80, 21); !strings.Contains(sc, "like  Pan de maíz") || !strings.Contains(sc, "follow") || strings.Contains(sc, "hola") {
		t.Errorf("the folded list is\n%s", sc)
	}
	r.press("V", "x")
	r.show(pane.Scope{})
	if sc := r.screen(80, 21); !strings.Contains(sc, "[Folded·0]") || !strings.Contains(sc, "No new likes") {
		t.Errorf("what was put away is still there:\n%s", sc)
	}
}

func TestTheAccountAddressedSpeaks(t *testing.T) {
	r, s, ids := real(t, 80, 21)
	if b, a := r.p.Speaks(); b != "" || a != "" {
		t.Errorf("nothing is selected and %s %s speaks", b, a)
	}
	second, err := s.PutAccount(accounts.Account{Brand: ids["p"], Network: accounts.Mastodon, Server: "https://otro.example", Host: "otro.example", RemoteID: "2", User: "luz"})
	if err != nil {
		t.Fatal(err)
	}
	heard(t, s, second.ID, accounts.Talk, "a la segunda")
	for _, scope := range []accounts.ID{"", ids["p"]} {
		r.show(pane.Scope{Brand: scope})
		if b, a := r.p.Speaks(); b != ids["p"] || a != second.ID {
			t.Errorf("in scope %q %s %s speaks", scope, b, a)
		}
	}
	r.show(pane.Scope{Brand: ids["k"]})
	if b, a := r.p.Speaks(); b != "" || a != "" {
		t.Errorf("another client's mention is spoken for by %s %s", b, a)
	}
}

func TestAnActGoesIntoTheOutboxOfTheStore(t *testing.T) {
	r, s, ids := real(t, 80, 21)
	heard(t, s, ids["@p"], accounts.Talk, "hola")
	r.show(pane.Scope{})
	r.press("L", "B")
	if ds, _, err := s.Deliveries(accounts.DeliveryQuery{}, "", 10); err != nil || len(ds) != 1 || ds[0].Op != accounts.OpLike || ds[0].Account != ids["@p"] {
		t.Fatalf("before the letter the outbox holds %+v, %v", ds, err)
	}
	r.run(r.last().(pane.Confirm).Then("p"))
	ds, _, err := s.Deliveries(accounts.DeliveryQuery{}, "", 10)
	if err != nil || len(ds) != 2 || ds[0].Op != accounts.OpBoost || ds[0].Target != "s0" || !ds[0].LeavesAt.Equal(now.Add(accounts.DefaultHold)) {
		t.Errorf("the outbox holds %+v, %v", ds, err)
	}
	r.press("t")
	if rs, err := s.Requests(); err != nil || len(rs) != 1 || rs[0].What != accounts.RequestThread || rs[0].Arg != "s0" {
		t.Errorf("requested is %+v, %v", rs, err)
	}
}
