package feed_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/feed"
	"vocero/accounts/practice"
)

// texts are the last lines of what an inbox holds.
func texts(in accounts.Inbox) (out []string) {
	for _, m := range in.Mentions {
		line := m.Text.String()
		out = append(out, line[strings.LastIndexByte(line, '\n')+1:])
	}
	return out
}

func TestWhereAnAccountOfAForumListens(t *testing.T) {
	d := begin(t, practice.Forum)
	ana := d.AddAccount("ana", "Ana")
	if _, err := d.open(t, accounts.Secret{}).Send(t.Context(), accounts.Outgoing{Key: "k", Text: "Abrimos el domingo", Visibility: accounts.Public, CreatedAt: time.Now()}); err != nil {
		t.Fatal(err)
	}
	own := d.Statuses(d.own)[0].ID
	d.Post(d.vecina, practice.Say{Text: "Del tiempo"})
	d.Post(d.vecina, practice.Say{Text: "Con @ana está bien"})
	d.Post(d.vecina, practice.Say{Text: "Con @anabel no"})
	d.Post(d.vecina, practice.Say{Text: "En la siete", SpoilerText: "7"})
	d.Post(d.vecina, practice.Say{Text: "Qué bien", InReplyTo: own})
	for name, c := range map[string]struct {
		who        *practice.Account
		path       string
		want, name []string
	}{
		"staff, everywhere": {d.own, "/", []string{"Del tiempo", "Con @ana está bien", "Con @anabel no", "En la siete", "Qué bien"}, []string{"Qué bien"}},
		"a category":        {d.own, "/c/pan/7", []string{"En la siete"}, nil},
		"where concerned":   {ana, "/", []string{"Con @ana está bien"}, []string{"Con @ana está bien"}},
	} {
		a, secret, err := feed.LogIn(t.Context(), accounts.Account{}, answers(d.URL()+c.path, c.who.Username, c.who.Token), feed.Options{})
		if err != nil {
			t.Fatal(err)
		}
		client, err := feed.New(a, secret, feed.Options{})
		if err != nil {
			t.Fatal(err)
		}
		in, err := client.Inbox(t.Context(), "", time.Time{})
		got := texts(in)
		if c.who == ana {
			got = slices.DeleteFunc(got, func(s string) bool { return s == "Abrimos el domingo" })
		}
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, %q, want %q", name, err, got, c.want)
		}
		var named []string
		for _, m := range in.Mentions {
			if m.Named {
				named = append(named, texts(accounts.Inbox{Mentions: []accounts.Mention{m}})...)
			}
		}
		if !slices.Equal(named, c.name) {
			t.Errorf("%s: named by %q, want %q", name, named, c.name)
		}
		if p, err := client.Who(t.Context()); err != nil || p.URL != a.URL {
			t.Errorf("%s: where it listens became %s, %v", name, p.URL, err)
		}
	}
}

// many is a forum of a given number of posts whose ids have gaps; an old one gives what lies in the fifty ids below, not fifty posts.
func many(t *testing.T, n, gap int, old bool) (*feed.Client, *int) {
	t.Helper()
	asked := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		if r.URL.Path != "/posts.json" {
			http.NotFound(w, r)
			return
		}
		before, err := strconv.Atoi(r.URL.Query().Get("before"))
		if err != nil {
			before = n * gap
		}
		var list []map[string]any
		for i := n; i > 0 && len(list) < 50; i-- {
			if id := i * gap; id <= before && (!old || id > before-50) {
				list = append(list, map[string]any{"id": id, "topic_id": 1, "username": "eva", "user_id": 2, "post_number": i, "created_at": "2026-11-22T08:00:00Z", "cooked": fmt.Sprint("n", i), "raw": ""})
			}
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"latest_posts": list})
	}))
	t.Cleanup(s.Close)
	a := accounts.Account{Network: accounts.Feed, Server: s.URL, Host: "foro.example", RemoteID: "1", User: "luz", URL: s.URL + "/latest"}
	a.Instance.Software = accounts.SoftwareDiscourse
	c, err := feed.New(a, accounts.NewSecret(`{"user":"luz","password":"CANARY_key_0123"}`), feed.Options{Now: func() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) }})
	if err != nil {
		t.Fatal(err)
	}
	return c, &asked
}

func TestABusyForumIsReadInParts(t *testing.T) {
	for name, c := range map[string]struct {
		n, gap int
		old    bool
	}{"close": {1234, 1, false}, "with gaps": {1234, 3, false}, "an old version": {300, 1, true}, "an old version with gaps": {40, 60, true}} {
		client, asked := many(t, c.n, c.gap, c.old)
		at, seen, calls := strconv.Itoa(c.gap), map[string]bool{}, 0 // All but the first are new.
		for more := true; more; calls++ {
			had := *asked
			in, err := client.Inbox(t.Context(), at, time.Time{})
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			for _, m := range in.Mentions {
				seen[m.RemoteID] = true
			}
			if n := *asked - had; n > 10 {
				t.Errorf("%s: one reading took %d requests", name, n)
			}
			if at, more = in.Cursor, in.More; calls > 20 {
				t.Fatalf("%s: it does not end: %s", name, at)
			}
		}
		if len(seen) != c.n-1 || at != strconv.Itoa(c.n*c.gap) {
			t.Errorf("%s: %d of %d came, and the cursor is %s", name, len(seen), c.n-1, at)
		}
	}
}

func TestALookUpThatIsLostInACrowdSaysSo(t *testing.T) {
	client, _ := many(t, 1234, 1, false)
	_, err := client.Find(t.Context(), accounts.Outgoing{Text: "x", Visibility: accounts.Public, CreatedAt: time.Date(2026, 11, 22, 7, 0, 0, 0, time.UTC)}, "")
	if err == nil || accounts.AsErr(err).Class != accounts.OutcomeUnknown {
		t.Errorf("among a thousand later posts: %v", err)
	}
	found, err := client.Find(t.Context(), accounts.Outgoing{Text: "x", Visibility: accounts.Public, CreatedAt: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}, "")
	if err != nil || len(found) != 0 {
		t.Errorf("with none later: %v, %+v", err, found)
	}
}

func TestTheLimitOfAForumIsInItsBody(t *testing.T) {
	d := begin(t, practice.Forum)
	c := d.open(t, accounts.Secret{})
	d.SetLimit(1, time.Minute)
	_, _ = c.Who(t.Context()) // It uses up the share.
	_, err := c.Inbox(t.Context(), "", time.Time{})
	e := accounts.AsErr(err)
	if err == nil || e.Class != accounts.OutcomeLimit || time.Until(e.Until) < 20*time.Second || time.Until(e.Until) > 40*time.Second || !strings.Contains(e.Detail.String(), "too many times") {
		t.Errorf("%v, until %v", err, e.Until)
	}
}
