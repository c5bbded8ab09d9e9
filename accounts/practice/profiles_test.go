package practice_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"vocero/accounts/practice"
)

func TestAccountsAndRelationships(t *testing.T) {
	b := of(t, practice.Mastodon)
	me := b.get("/api/v1/accounts/verify_credentials").want(200)
	if me.str("id") != b.luz.ID || me.str("source.privacy") != "public" || me.str("url") != b.luz.URL || b.luz.Handle() != "@panaderialuz@masto.example" {
		t.Error(me.body)
	}
	if b.s.AddAccount("panaderialuz", "otra").ID != b.luz.ID {
		t.Error("a second account of the same name")
	}
	if b.get("/api/v1/accounts/lookup", "acct", "ana@otro.example").want(200).str("id") != b.ana.ID {
		t.Error("lookup")
	}
	b.get("/api/v1/accounts/lookup", "acct", "nadie@otro.example").want(404)
	b.get("/api/v1/accounts/" + b.ana.ID).want(200).says("Ana Ruiz")
	for _, path := range []string{"", "/statuses", "/followers", "/following"} {
		b.get("/api/v1/accounts/0" + path).want(404)
	}
	before := b.get("/api/v1/accounts/" + b.ana.ID).num("followers_count")
	rel := b.call("POST", "/api/v1/accounts/"+b.ana.ID+"/follow").want(200)
	b.call("POST", "/api/v1/accounts/"+b.ana.ID+"/follow").want(200)
	if rel.at("following") != true || b.get("/api/v1/accounts/"+b.ana.ID).num("followers_count") != before+1 {
		t.Error(rel.body)
	}
	if who := b.get("/api/v1/accounts/" + b.ana.ID + "/followers").list("acct"); !slices.Equal(who, []string{"panaderialuz"}) {
		t.Error(who)
	}
	if who := b.get("/api/v1/accounts/" + b.luz.ID + "/following").list("acct"); !slices.Equal(who, []string{"ana@otro.example"}) {
		t.Error(who)
	}
	b.s.Follow(b.ana, b.luz)
	if got := b.get("/api/v1/accounts/relationships", "id[]", b.ana.ID); got.at("0.followed_by") != true || got.at("0.following") != true {
		t.Error(got.body)
	}
	b.call("POST", "/api/v1/accounts/"+b.ana.ID+"/block").want(200)
	if got := b.call("POST", "/api/v1/accounts/"+b.ana.ID+"/unblock").want(200); got.at("following") != false || got.at("blocking") != false {
		t.Error(got.body)
	}
	b.call("POST", "/api/v1/accounts/"+b.ana.ID+"/unfollow").want(200)
	b.call("POST", "/api/v1/accounts/"+b.luz.ID+"/follow").want(403)
	b.call("POST", "/api/v1/accounts/0/mute").want(404)
}

func TestOwnPostsByWatermark(t *testing.T) {
	b := of(t, practice.Mastodon)
	ask := b.s.Mention(b.ana, b.luz, practice.Say{Text: "¿Abrís?"})
	first := b.post("uno")
	reply := b.post("@ana@otro.example sí", "in_reply_to_id", ask)
	b.call("POST", "/api/v1/statuses/"+ask+"/reblog").want(200)
	path := "/api/v1/accounts/" + b.luz.ID + "/statuses"
	if ids := b.get(path, "since_id", first, "exclude_reblogs", "true", "limit", "40").list("id"); !slices.Equal(ids, []string{reply}) {
		t.Error(ids)
	}
	if ids := b.get(path, "exclude_replies", "true", "exclude_reblogs", "1").list("id"); !slices.Equal(ids, []string{first}) {
		t.Error(ids)
	}
	if n := len(b.get(path).list("id")); n != 3 {
		t.Errorf("%d posts", n)
	}
	for _, empty := range []string{"only_media", "pinned"} {
		if n := len(b.get(path, empty, "true").list("id")); n != 0 {
			t.Errorf("%s: %d posts", empty, n)
		}
	}
	for i := range 45 {
		b.s.Post(b.luz, practice.Say{Text: fmt.Sprint(i)})
	}
	if n := len(b.get(path, "limit", "100").list("id")); n != 40 {
		t.Errorf("a page of %d", n)
	}
	if s := b.s.Statuses(b.luz); len(s) != 3 || s[2].ReblogOfID != ask {
		t.Errorf("%+v", s)
	}
}

func TestTimelinesSearchAndLists(t *testing.T) {
	b := of(t, practice.Mastodon)
	tagged := b.s.Post(b.ana, practice.Say{Text: "Me gusta el #Pan del barrio"})
	own := b.post("Nuestro pan favorito #pan")
	if ids := b.get("/api/v1/timelines/tag/pan").list("id"); !slices.Equal(ids, []string{own, tagged}) {
		t.Error(ids)
	}
	if ids := b.get("/api/v1/timelines/home").list("id"); !slices.Equal(ids, []string{own}) {
		t.Error(ids)
	}
	b.call("POST", "/api/v1/accounts/"+b.ana.ID+"/follow").want(200)
	if ids := b.get("/api/v1/timelines/home").list("id"); !slices.Equal(ids, []string{own, tagged}) {
		t.Error(ids)
	}
	if ids := b.get("/api/v1/timelines/public").list("id"); len(ids) != 2 {
		t.Error(ids)
	}
	got := b.get("/api/v2/search", "q", "favorito").want(200)
	if got.str("statuses.0.id") != own || got.at("accounts.0") != nil {
		t.Error(got.body)
	}
	if got := b.get("/api/v2/search", "q", "pa", "type", "hashtags"); got.str("hashtags.0.name") != "pan" || got.at("statuses.0") != nil {
		t.Error(got.body)
	}
	link := b.get("/api/v1/statuses/" + tagged).str("url")
	if got := b.get("/api/v2/search", "q", link, "resolve", "true"); got.str("statuses.0.id") != tagged {
		t.Error(got.body)
	}
	if got := b.get("/api/v2/search", "q", "ruiz", "type", "accounts"); got.str("accounts.0.acct") != "ana@otro.example" {
		t.Error(got.body)
	}
	if who := b.get("/api/v1/accounts/search", "q", "@ana@otro.example").list("acct"); !slices.Equal(who, []string{"ana@otro.example"}) {
		t.Error(who)
	}
	b.get("/api/v2/search", "q", " ").want(422)
	b.call("POST", "/api/v1/statuses/"+tagged+"/bookmark").want(200)
	b.call("POST", "/api/v1/statuses/"+tagged+"/favourite").want(200)
	for _, list := range []string{"bookmarks", "favourites"} {
		if ids := b.get("/api/v1/" + list).list("id"); !slices.Equal(ids, []string{tagged}) {
			t.Error(list, ids)
		}
	}
	if ids := b.get("/api/v1/statuses", "id[]", own, "id[]", "0", "id[]", tagged).list("id"); !slices.Equal(ids, []string{own, tagged}) {
		t.Error(ids)
	}
}

func TestReportsMarkersEmojiAndPages(t *testing.T) {
	b := of(t, practice.Mastodon)
	id := b.s.Mention(b.ana, b.luz, practice.Say{Text: "insulto :pan_practica:"})
	b.call("POST", "/api/v1/reports", "account_id", b.ana.ID, "status_ids[]", id, "comment", "acoso", "category", "spam", "forward", "true").want(200)
	b.call("POST", "/api/v1/reports", "account_id", "0").want(404)
	if r := b.s.Reports(); len(r) != 1 || r[0].Target != "ana@otro.example" || r[0].Comment != "acoso" || !r[0].Forward || !slices.Equal(r[0].StatusIDs, []string{id}) {
		t.Errorf("%+v", r)
	}
	b.call("POST", "/api/v1/markers", "notifications[last_read_id]", "7").want(200)
	if got := b.get("/api/v1/markers", "timeline[]", "notifications", "timeline[]", "home"); got.str("notifications.last_read_id") != "7" || got.at("home") != nil {
		t.Error(got.body)
	}
	if names := b.get("/api/v1/custom_emojis").list("shortcode"); !slices.Contains(names, "pan_practica") {
		t.Error(names)
	}
	got := b.get("/api/v1/statuses/" + id)
	if got.str("emojis.0.shortcode") != "pan_practica" {
		t.Error(got.body)
	}
	b.get(strings.TrimPrefix(got.str("url"), b.s.URL())).want(200).says("insulto")
	b.get(strings.TrimPrefix(b.ana.URL, b.s.URL())).want(200).says("Ana Ruiz").says("insulto")
	hidden := b.s.Mention(b.ana, b.luz, practice.Say{HTML: "<script>alert(1)</script>", Visibility: "direct"})
	b.get("/@ana@otro.example/" + hidden).want(404)
	evil := b.s.Mention(b.ana, b.luz, practice.Say{HTML: "<script>alert(1)</script>"})
	b.get("/@ana@otro.example/" + evil).want(200).says("@panaderialuz")
	for path, status := range map[string]int{"/": 200, "/@nadie": 404, "/tags/pan": 200, "/api/v1/nada": 404, "/api/v1/preferences": 200, "/.well-known/oauth-authorization-server": 200} {
		if got := b.get(path).want(status); strings.Contains(got.body, "<script>") {
			t.Error(path)
		}
	}
}

func TestManyAtOnce(t *testing.T) {
	b := of(t, practice.Mastodon)
	b.s.Answer(true, nil)
	b.s.Fault(practice.Fault{Method: "POST", Path: "/api/v1/statuses", Skip: 10, Count: 10, Do: practice.StoreCut})
	var all sync.WaitGroup
	for worker := range 8 {
		all.Go(func() {
			for i := range 10 {
				r := b.request("POST", "/api/v1/statuses", strings.NewReader(fmt.Sprintf("status=obra+%d+%d", worker, i)))
				r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
				if resp, err := client.Do(r); err == nil {
					_ = resp.Body.Close()
				}
				b.s.Mention(b.ana, b.luz, practice.Say{Text: "a la vez"})
				if resp, err := client.Do(b.request(http.MethodGet, "/api/v1/notifications", nil)); err == nil {
					_ = resp.Body.Close()
				}
				b.s.Requests()
				if _, err := b.s.Snapshot(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	seen := map[string]bool{}
	for _, s := range b.s.Statuses(b.luz) {
		if seen[s.ID] || seen[s.Text] {
			t.Errorf("twice: %+v", s)
		}
		seen[s.ID], seen[s.Text] = true, true
	}
	if len(seen) != 160 || b.s.Count("POST", "/api/v1/statuses") != 80 {
		t.Errorf("%d ids and texts", len(seen))
	}
}
