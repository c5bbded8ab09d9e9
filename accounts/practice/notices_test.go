package practice_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"vocero/accounts/practice"
)

func TestNotificationsOfEveryKind(t *testing.T) {
	b := of(t, practice.Mastodon)
	own := b.s.Post(b.luz, practice.Say{Text: "Buenos días"})
	b.s.Mention(b.ana, b.luz, practice.Say{Text: "¿Abrís mañana?", Language: "es"})
	b.s.Favourite(b.ana, own)
	b.s.Reblog(b.ana, own)
	b.s.Follow(b.ana, b.luz)
	got := b.get("/api/v1/notifications").want(200)
	if kinds := got.list("type"); !slices.Equal(kinds, []string{"follow", "reblog", "favourite", "mention"}) {
		t.Error(kinds)
	}
	if !strings.Contains(got.str("3.status.content"), "¿Abrís mañana?") || got.str("3.account.acct") != "ana@otro.example" {
		t.Error(got.body)
	}
	if kinds := b.get("/api/v1/notifications", "types[]", "mention", "types[]", "follow").list("type"); !slices.Equal(kinds, []string{"follow", "mention"}) {
		t.Error(kinds)
	}
	if kinds := b.get("/api/v1/notifications", "exclude_types[]", "mention").list("type"); !slices.Equal(kinds, []string{"follow", "reblog", "favourite"}) {
		t.Error(kinds)
	}
	id := got.str("0.id")
	b.get("/api/v1/notifications/" + id).want(200)
	b.call("POST", "/api/v1/notifications/"+id+"/dismiss").want(200)
	b.get("/api/v1/notifications/" + id).want(404)
	b.call("POST", "/api/v1/notifications/clear").want(200)
	if n := len(b.get("/api/v1/notifications").list("id")); n != 0 {
		t.Errorf("%d left", n)
	}
}

// walk reads all notifications after id upwards, a page at a time.
func (b *bed) walk(id string, limit int) []string {
	b.Helper()
	var all []string
	for {
		page := b.get("/api/v1/notifications", "min_id", id, "limit", fmt.Sprint(limit)).want(200)
		ids := page.list("id")
		if len(ids) == 0 {
			return all
		}
		slices.Reverse(ids)
		all = append(all, ids...)
		id = ids[len(ids)-1]
		if !strings.Contains(page.header.Get("Link"), "min_id="+id) {
			b.Fatalf("no way on in %s", page.header.Get("Link"))
		}
	}
}

func TestPagesMeetInEveryModel(t *testing.T) {
	for _, m := range practice.Models() {
		t.Run(string(m), func(t *testing.T) {
			b := of(t, m)
			for i := range 25 {
				b.s.Mention(b.ana, b.luz, practice.Say{Text: fmt.Sprint("aviso ", i)})
			}
			all := b.get("/api/v1/notifications").list("id")
			slices.Reverse(all)
			if len(all) != 25 {
				t.Fatalf("%d notifications", len(all))
			}
			if got := b.walk("0", 7); !slices.Equal(got, all) {
				t.Errorf("upwards: %v, want %v", got, all)
			}
			down := b.get("/api/v1/notifications", "limit", "10", "max_id", all[20])
			if got := down.list("id"); got[0] != all[19] || len(got) != 10 || !strings.Contains(down.header.Get("Link"), `rel="next"`) {
				t.Errorf("downwards: %v", got)
			}
			since := b.get("/api/v1/notifications", "limit", "3", "since_id", all[5]).list("id")
			if !slices.Equal(since, []string{all[24], all[23], all[22]}) {
				t.Errorf("since: %v", since)
			}
		})
	}
}

func TestMutedAndBlockedAreSilent(t *testing.T) {
	b := of(t, practice.Mastodon)
	pelma := b.s.AddStranger("pelma@otro.example", "Pelma")
	b.call("POST", "/api/v1/accounts/"+b.ana.ID+"/mute").want(200)
	rel := b.call("POST", "/api/v1/accounts/"+pelma.ID+"/block").want(200)
	if rel.at("blocking") != true {
		t.Error(rel.body)
	}
	b.s.Mention(b.ana, b.luz, practice.Say{Text: "hola"})
	b.s.Mention(pelma, b.luz, practice.Say{Text: "hola"})
	if n := len(b.get("/api/v1/notifications").list("id")); n != 0 {
		t.Errorf("%d notifications", n)
	}
	b.call("POST", "/api/v1/accounts/"+b.ana.ID+"/unmute").want(200)
	b.s.Mention(b.ana, b.luz, practice.Say{Text: "¿y ahora?"})
	if n := len(b.get("/api/v1/notifications").list("id")); n != 1 {
		t.Errorf("%d notifications", n)
	}
}

func TestHostileBytesGoOutAsTheyAre(t *testing.T) {
	b := of(t, practice.Mastodon)
	evil := "<p>mira \x1b]52;c;cm0=\x07 \xe2\x1b[2J &#27;[31m\u202e</p>"
	b.s.Mention(b.ana, b.luz, practice.Say{HTML: evil})
	got := b.get("/api/v1/notifications")
	for _, part := range []string{`\u001b]52;c;cm0=\u0007`, "\xe2\\u001b[2J", "\u202e"} {
		if !strings.Contains(got.body, part) {
			t.Errorf("no %q in %q", part, got.body)
		}
	}
}
