package practice_test

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"vocero/accounts/practice"
)

func week(t *testing.T, o practice.DemoOptions) (*practice.Week, *clock) {
	t.Helper()
	c := newClock()
	o.Now = c.now
	w, err := practice.Demo(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return w, c
}

// bedOf looks at a server through the account of a brand.
func bedOf(t *testing.T, w *practice.Week, key string, c *clock) *bed {
	b := w.Brand(key)
	return &bed{T: t, s: b.Server, clock: c, luz: b.Account}
}

func TestWeekIsFullInBothLanguages(t *testing.T) {
	for lang, word := range map[string]string{"es": "centeno", "en": "walnuts"} {
		t.Run(lang, func(t *testing.T) {
			w, c := week(t, practice.DemoOptions{Lang: lang, Quiet: true})
			mentions, kinds, sights := 0, map[string]int{}, map[string]bool{}
			for _, b := range w.Brands {
				got := bedOf(t, w, b.Key, c).get("/api/v1/notifications", "limit", "80").want(200)
				for i, kind := range got.list("type") {
					kinds[kind]++
					if kind != "mention" {
						continue
					}
					mentions++
					at := strconv.Itoa(i)
					sights[got.str(at+".status.visibility")] = true
					if got.str(at+".status.content") == "" || got.str(at+".status.language") != lang {
						t.Errorf("an empty mention: %v", got.at(at+".status"))
					}
				}
				if at := got.list("created_at"); !slices.IsSortedFunc(at, func(x, y string) int { return strings.Compare(y, x) }) {
					t.Errorf("%s: not in the order of time: %v", b.Key, at)
				}
			}
			if mentions < 40 || kinds["favourite"] < 5 || kinds["reblog"] < 3 || kinds["follow"] < 3 {
				t.Errorf("%d mentions, %v", mentions, kinds)
			}
			for _, v := range []string{"public", "unlisted", "private", "direct"} {
				if !sights[v] {
					t.Errorf("nothing %s", v)
				}
			}
			luz := bedOf(t, w, "luz", c).get("/api/v1/accounts/" + w.Brand("luz").Account.ID + "/statuses")
			luz.says(word)
		})
	}
}

func TestWeekHoldsAThreadAndAnAttack(t *testing.T) {
	w, c := week(t, practice.DemoOptions{Lang: "es", Quiet: true})
	luz := bedOf(t, w, "luz", c)
	found := luz.get("/api/v2/search", "q", "la música es de la frutería", "type", "statuses").str("statuses.0.id")
	thread := luz.get("/api/v1/statuses/" + found + "/context")
	if thread.at("ancestors.1.id") == nil || thread.at("descendants.0.id") == nil {
		t.Error(thread.body)
	}
	evil := bedOf(t, w, "sur", c).get("/api/v1/notifications", "limit", "80")
	evil.says(`\u001b]52;c;`).says("\u202e")
	if w.Brand("sur").Server.Model() != practice.GoToSocial || w.Brand("yo").Letter != "_" || w.Brand("nadie") != nil {
		t.Error("the brands are not as promised")
	}
}

func TestWeekGoesOnWhereItEnded(t *testing.T) {
	w, c := week(t, practice.DemoOptions{Lang: "es", Quiet: true})
	luz := bedOf(t, w, "luz", c)
	id := luz.post("queda escrito")
	shots, err := w.Snapshots()
	if err != nil {
		t.Fatal(err)
	}
	again, c2 := week(t, practice.DemoOptions{Lang: "es", Quiet: true, Snapshots: shots})
	luz2 := bedOf(t, again, "luz", c2)
	if luz2.luz.Token != luz.luz.Token || luz2.luz.ID != luz.luz.ID {
		t.Error("the account has changed")
	}
	luz2.get("/api/v1/statuses/" + id).want(200).says("queda escrito")
	if next := luz2.post("y sigue"); next <= id {
		t.Errorf("%s after %s", next, id)
	}
	if _, err := practice.Demo(practice.DemoOptions{Snapshots: shots[:1]}); err == nil || !strings.Contains(err.Error(), "afresh") {
		t.Error(err)
	}
}

func TestLivelyWeekSpeaksUnasked(t *testing.T) {
	w, c := week(t, practice.DemoOptions{Lang: "es", Seed: 3})
	luz := bedOf(t, w, "yo", c)
	count := func() int {
		n := 0
		for _, key := range []string{"luz", "yo"} {
			n += len(bedOf(t, w, key, c).get("/api/v1/notifications", "limit", "80").list("id"))
		}
		return n
	}
	before := count()
	for range 6 {
		c.move(10 * time.Minute)
		luz.get("/api/v1/instance")
	}
	if after := count(); after != before+6 {
		t.Errorf("%d notifications after an hour, %d before", after, before)
	}
}

func TestBulkIsDeterministicAndSorted(t *testing.T) {
	end := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	for _, lang := range []string{"es", "en"} {
		a := slices.Collect(practice.Bulk(3000, lang, 7, end))
		b := slices.Collect(practice.Bulk(3000, lang, 7, end))
		if !slices.Equal(a, b) || len(a) != 3000 {
			t.Fatal("two runs differ")
		}
		texts, people := map[string]bool{}, map[string]bool{}
		for i, s := range a {
			if i > 0 && (s.ID <= a[i-1].ID || !s.At.After(a[i-1].At)) || s.At.After(end) {
				t.Fatalf("%d: %+v after %+v", i, s, a[i-1])
			}
			if s.Text == "" || strings.Contains(s.Text, "{") || s.Language != lang || !strings.HasPrefix(s.URL, "https://") {
				t.Fatalf("%+v", s)
			}
			texts[s.Text], people[s.Acct] = true, true
		}
		if len(texts) < 2000 || len(people) < 1000 {
			t.Errorf("%s: %d texts of %d people", lang, len(texts), len(people))
		}
		if c := slices.Collect(practice.Bulk(3, lang, 8, end)); c[0] == a[2997] {
			t.Error("the seed does nothing")
		}
	}
	for range practice.Bulk(5, "es", 1, end) {
		break
	}
}

func BenchmarkBulk(b *testing.B) {
	n := 0
	for range practice.Bulk(b.N, "es", 1, time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)) {
		n++
	}
	if n != b.N {
		b.Fatal(n)
	}
}

func TestAWideWeekHasEveryNetwork(t *testing.T) {
	for _, lang := range []string{"es", "en"} {
		w, _ := week(t, practice.DemoOptions{Lang: lang, Quiet: true, Wide: true})
		if len(w.More) != len(w.Servers)-2 || len(w.More) < 4 {
			t.Fatalf("%d accounts on %d servers", len(w.More), len(w.Servers))
		}
		for _, a := range w.More {
			b, err := a.Server.Snapshot()
			if err != nil {
				t.Fatal(err)
			}
			var shot struct {
				State struct {
					Posts map[string]struct{ Text string }
				}
			}
			if err := json.Unmarshal(b, &shot); err != nil {
				t.Fatal(err)
			}
			said := 0
			for id, p := range shot.State.Posts {
				if p.Text != "" {
					said++
				} else if a.Server.Model() != practice.Bluesky { // A boost there is a post without words.
					t.Errorf("%s: nothing is said in %s", a.Server.Model(), id)
				}
			}
			if said < 2 || a.Account == nil || len(a.Answers) == 0 {
				t.Errorf("%s: %d were said, log-in with %d answers", a.Server.Model(), said, len(a.Answers))
			}
		}
		shots, err := w.Snapshots()
		if err != nil {
			t.Fatal(err)
		}
		again, _ := week(t, practice.DemoOptions{Lang: lang, Quiet: true, Snapshots: shots})
		if len(again.More) != len(w.More) || again.Account("luz", practice.X).Account.ID != w.Account("luz", practice.X).Account.ID || again.Account("yo", practice.X) != nil {
			t.Errorf("it goes on with %+v", again.More)
		}
		if old, _ := week(t, practice.DemoOptions{Lang: lang, Quiet: true, Snapshots: append(slices.Clone(shots[:2]), shots[4])}); len(old.More) != 1 || len(old.Servers) != 3 {
			t.Errorf("an older week goes on with %d servers, %d more accounts", len(old.Servers), len(old.More))
		}
		if narrow, _ := week(t, practice.DemoOptions{Lang: lang, Quiet: true, Snapshots: shots[:2]}); len(narrow.More) != 0 || len(narrow.Servers) != 2 {
			t.Errorf("a narrow week goes on with %d servers", len(narrow.Servers))
		}
	}
}
