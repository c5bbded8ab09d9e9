package feed_test

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/feed"
	"vocero/accounts/practice"
)

func TestACommentThatWaitsIsHeardAndLetThrough(t *testing.T) {
	d := begin(t, practice.Blog)
	c := d.open(t, accounts.Secret{})
	id := d.say(d.vecina, practice.Say{Text: "¿Abrís?", Visibility: "hold"})
	hidden := func() bool {
		in, err := c.Inbox(t.Context(), "", time.Time{})
		if err != nil || len(in.Mentions) != 1 || in.Mentions[0].RemoteID != id {
			t.Fatalf("%v, %+v", err, in)
		}
		return in.Mentions[0].Hidden
	}
	if !hidden() {
		t.Error("it is not said to wait")
	}
	for _, op := range []accounts.Op{accounts.OpUnhide, accounts.OpUnhide, accounts.OpHide, accounts.OpHide, accounts.OpUnhide} {
		if _, err := c.Act(t.Context(), accounts.Outgoing{Op: op, Target: id}); err != nil {
			t.Errorf("%s: %v", op, err)
		}
		if hidden() != (op == accounts.OpHide) {
			t.Errorf("after %s it is hidden: %v", op, hidden())
		}
	}
	if n := d.Count("POST", "/wp-json/wp/v2/comments/{id}"); n != 3 {
		t.Errorf("%d requests changed something, want 3", n)
	}
	if _, err := c.Act(t.Context(), accounts.Outgoing{Op: accounts.OpHide, Target: "99"}); accounts.AsErr(err).Code != accounts.CodeNotFound {
		t.Errorf("hiding what is not there: %v", err)
	}
	if _, err := c.Act(t.Context(), accounts.Outgoing{Op: accounts.OpDelete, Target: id}); accounts.AsErr(err).Code != accounts.CodeForbidden {
		t.Errorf("deleting what is somebody else's: %v", err)
	}
}

// TestCommentsOfOneSecond has more of them than a page holds: the API's dates have no fractions.
func TestCommentsOfOneSecond(t *testing.T) {
	d := begin(t, practice.Blog)
	c := d.open(t, accounts.Secret{})
	at := time.Now().Add(-time.Minute).Truncate(time.Second)
	first, err := c.Inbox(t.Context(), "", time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	seen, cursor := map[string]bool{}, first.Cursor
	for _, n := range []int{150, 120, 1} {
		for range n {
			d.say(d.vecina, practice.Say{Text: "Hola", At: at})
		}
		for more := true; more; {
			in, err := c.Inbox(t.Context(), cursor, time.Time{})
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range in.Mentions {
				if seen[m.RemoteID] {
					t.Errorf("%s came twice", m.RemoteID)
				}
				seen[m.RemoteID] = true
			}
			cursor, more = in.Cursor, in.More
		}
	}
	if len(seen) != 271 {
		t.Errorf("%d of 271 came", len(seen))
	}
}

// TestABlogBelowAFolder reaches one through a door that puts a folder before every path.
func TestABlogBelowAFolder(t *testing.T) {
	d := begin(t, practice.Blog)
	to, err := url.Parse(d.URL())
	if err != nil {
		t.Fatal(err)
	}
	proxy := httputil.NewSingleHostReverseProxy(to)
	door := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/blog/" {
			_, _ = w.Write([]byte(`<link rel="https://api.w.org/" href="/blog/wp-json/">`))
			return
		}
		if !strings.HasPrefix(r.URL.Path, "/blog/") {
			http.NotFound(w, r)
			return
		}
		http.StripPrefix("/blog", proxy).ServeHTTP(w, r)
	}))
	t.Cleanup(door.Close)
	a, secret, err := feed.LogIn(t.Context(), accounts.Account{}, answers(door.URL+"/blog/", d.own.Username, d.own.Token), feed.Options{})
	if err != nil || a.Server != door.URL+"/blog" {
		t.Fatalf("%v, %+v", err, a)
	}
	c, err := feed.New(a, secret, feed.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d.say(d.vecina, practice.Say{Text: "¿Abrís?"})
	if in, err := c.Inbox(t.Context(), "", time.Time{}); err != nil || !slices.Equal(texts(in), []string{"@panaderialuz ¿Abrís?"}) {
		t.Errorf("%v, %q", err, texts(in))
	}
}

func TestSearchOfABlogGoesOn(t *testing.T) {
	d := begin(t, practice.Blog)
	c := d.open(t, accounts.Secret{})
	for range 25 {
		d.say(d.vecina, practice.Say{Text: "pan"})
	}
	found, err := c.Search(t.Context(), accounts.Search{Words: "pan"})
	if err != nil || len(found.Mentions) != 20 || found.Cursor == "" {
		t.Fatalf("%v, %d, %q", err, len(found.Mentions), found.Cursor)
	}
	rest, err := c.Search(t.Context(), accounts.Search{Words: "pan", Cursor: found.Cursor})
	if err != nil || len(rest.Mentions) != 5 || rest.Cursor != "" {
		t.Errorf("%v, %d, %q", err, len(rest.Mentions), rest.Cursor)
	}
	if _, err := c.Search(t.Context(), accounts.Search{Words: "pan", Cursor: "x"}); accounts.AsErr(err).Class != accounts.OutcomeRefused {
		t.Errorf("a cursor that is none: %v", err)
	}
}
