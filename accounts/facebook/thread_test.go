package facebook_test

import (
	"slices"
	"testing"
	"time"

	"vocero/accounts/facebook"
	"vocero/accounts/practice"
)

// TestThreads reads the conversation around a post, a comment and an answer to one; what belongs to another comment is not in it.
func TestThreads(t *testing.T) {
	d := started(t)
	c := d.open(t, facebook.Options{})
	who := d.AddStranger("v@otro.example", "Vecina")
	at := time.Now().Add(-time.Hour)
	say := func(text, to string) string {
		at = at.Add(time.Minute)
		return d.Mention(who, d.own, practice.Say{Text: text, InReplyTo: to, At: at})
	}
	post := d.Post(d.own, practice.Say{Text: "Hoy hay roscón", At: at})
	one, two := say("uno", post), say("dos", post)
	below, deep := say("uno y medio", one), ""
	deep = say("hondo", below)
	for from, want := range map[string][]string{
		post: {post, one, two, below, deep}, one: {post, one, below, deep}, below: {post, one, below, deep}, deep: {post, one, below, deep}, two: {post, two},
	} {
		th, err := c.Thread(t.Context(), d.GraphID(from))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range th.Said {
			got = append(got, tail(s.RemoteID))
		}
		if !slices.Equal(got, want) || th.Gone || !th.Said[0].Own || th.Said[0].Author.String() != d.acc.Handle() || th.Said[1].Own {
			t.Errorf("around %s: %q, want %q", from, got, want)
		}
	}
	for _, id := range []string{d.own.ID + "_1", d.GraphID(post) + "/" + post + "_1"} {
		if th, err := c.Thread(t.Context(), id); err != nil || !th.Gone {
			t.Errorf("%s: %+v, %v", id, th, err)
		}
	}
}

// TestRoundParents reads a comment whose parents lead in a circle: it ends.
func TestRoundParents(t *testing.T) {
	list := []vector{{"GET /1_2", form("fields", ofPost), `{"id":"1_2","created_time":"2026-11-22T09:00:00+0000"}`, 0}}
	ids := []string{"2_8", "2_9"}
	for i := range 5 {
		list = append(list, vector{"GET /" + ids[i%2], form("fields", ofComment), `{"id":"` + ids[i%2] + `","parent":{"id":"` + ids[(i+1)%2] + `"}}`, 0})
	}
	list = append(list, vector{"GET /2_8/comments", form("limit", "100", "fields", ofComment, "filter", "stream", "order", "chronological"), `{"data":[]}`, 0})
	th, err := played(t, list...).client(facebook.Options{}).Thread(t.Context(), "1_2/2_8")
	if err != nil || len(th.Said) != 2 {
		t.Errorf("%+v, %v", th, err)
	}
}
