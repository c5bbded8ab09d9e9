package practice_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"vocero/accounts/practice"
)

func TestPostIsKeptAndReadBack(t *testing.T) {
	b := of(t, practice.Mastodon)
	id := b.post("Hola #pan, @ana@otro.example: https://tienda.example/una/direccion/bastante/larga\n\nAdiós",
		"visibility", "unlisted", "spoiler_text", "aviso", "language", "es")
	got := b.get("/api/v1/statuses/" + id).want(200)
	for path, want := range map[string]string{"visibility": "unlisted", "spoiler_text": "aviso", "language": "es", "account.username": "panaderialuz"} {
		if got.str(path) != want {
			t.Errorf("%s = %q, want %q", path, got.str(path), want)
		}
	}
	content := got.str("content")
	for _, part := range []string{
		`<p>Hola <a href="` + b.s.URL() + `/tags/pan" class="mention hashtag" rel="tag">#<span>pan</span></a>`,
		`<span class="h-card" translate="no"><a href="` + b.s.URL() + `/@ana@otro.example" class="u-url mention">@<span>ana</span></a></span>`,
		`<span class="invisible">https://</span><span class="ellipsis">tienda.example/una/direccion/b</span><span class="invisible">astante/larga</span>`,
		`</p><p>Adiós</p>`,
	} {
		if !strings.Contains(content, part) {
			t.Errorf("no %s in %s", part, content)
		}
	}
	if b.get("/api/v1/statuses/"+id+"/source").str("spoiler_text") != "aviso" {
		t.Error("the source has lost its warning")
	}
	arrived := b.s.Statuses(b.luz)
	if len(arrived) != 1 || arrived[0].ID != id || arrived[0].SpoilerText != "aviso" || !strings.HasPrefix(arrived[0].Text, "Hola #pan") {
		t.Errorf("arrived: %+v", arrived)
	}
}

func TestEditKeepsHistory(t *testing.T) {
	b := of(t, practice.Mastodon)
	id := b.post("uno")
	b.clock.move(time.Minute)
	b.call("PUT", "/api/v1/statuses/"+id, "status", "dos", "spoiler_text", "ojo").want(200)
	got := b.get("/api/v1/statuses/" + id)
	if got.str("content") != "<p>dos</p>" || got.str("edited_at") != "2026-11-20T09:01:00.000Z" {
		t.Error(got.body)
	}
	if h := b.get("/api/v1/statuses/" + id + "/history").list("content"); !slices.Equal(h, []string{"<p>uno</p>", "<p>dos</p>"}) {
		t.Error(h)
	}
	if s := b.s.Statuses(b.luz)[0]; !s.Edited || s.Text != "dos" {
		t.Errorf("%+v", s)
	}
	bar := b.s.AddAccount("barnorte", "Bar Norte")
	b.call("PUT", "/api/v1/statuses/"+id, "status", "tres", ":Authorization", "Bearer "+bar.Token).want(404)
}

func TestDeleteLeavesATrace(t *testing.T) {
	b := of(t, practice.Mastodon)
	id := b.post("fuera")
	if b.call("DELETE", "/api/v1/statuses/"+id).want(200).str("text") != "fuera" {
		t.Error("the answer lacks the source")
	}
	b.get("/api/v1/statuses/" + id).want(404)
	b.call("DELETE", "/api/v1/statuses/"+id).want(404)
	if s := b.s.Statuses(b.luz); len(s) != 1 || !s[0].Deleted {
		t.Errorf("%+v", s)
	}
}

func TestContextHoldsTheThread(t *testing.T) {
	b := of(t, practice.Mastodon)
	first := b.s.Post(b.luz, practice.Say{Text: "Hoy hay brioche"})
	second := b.s.Mention(b.ana, b.luz, practice.Say{Text: "¿A qué hora?", InReplyTo: first})
	third := b.post("@ana@otro.example A las diez", "in_reply_to_id", second)
	b.s.Post(b.ana, practice.Say{Text: "Gracias", InReplyTo: third})
	got := b.get("/api/v1/statuses/" + second + "/context").want(200)
	if got.str("ancestors.0.id") != first || got.str("descendants.0.id") != third || got.str("descendants.1.content") != "<p>Gracias</p>" {
		t.Error(got.body)
	}
	if b.get("/api/v1/statuses/"+third).str("in_reply_to_account_id") != b.ana.ID {
		t.Error("the answered account is missing")
	}
	b.call("POST", "/api/v1/statuses", "status", "x", "in_reply_to_id", "999").want(404).says("does not appear to exist")
}

func TestVisibilityIsHeld(t *testing.T) {
	b := of(t, practice.Mastodon)
	bar := b.s.AddAccount("barnorte", "Bar Norte")
	as := []string{":Authorization", "Bearer " + bar.Token}
	direct := b.post("solo @ana@otro.example", "visibility", "direct")
	private := b.post("para quien sigue", "visibility", "private")
	b.get("/api/v1/statuses/"+direct, as...).want(404)
	b.get("/api/v1/statuses/"+private, as...).want(404)
	b.s.Follow(bar, b.luz)
	b.get("/api/v1/statuses/"+private, as...).want(200)
	b.get("/api/v1/statuses/"+private, ":Authorization", "").want(404)
	b.call("POST", "/api/v1/statuses", "status", "x", "visibility", "secreta").want(422)
}

func TestLikesBoostsBookmarks(t *testing.T) {
	b := of(t, practice.Mastodon)
	id := b.s.Mention(b.ana, b.luz, practice.Say{Text: "¡Qué rico!"})
	path := "/api/v1/statuses/" + id
	for _, verb := range []string{"favourite", "favourite", "bookmark"} {
		b.call("POST", path+"/"+verb).want(200)
	}
	boost := b.call("POST", path+"/reblog").want(200)
	if boost.str("reblog.id") != id || b.call("POST", path+"/reblog").str("id") != boost.str("id") {
		t.Error(boost.body)
	}
	got := b.get(path)
	if got.num("favourites_count") != 1 || got.num("reblogs_count") != 1 || got.at("bookmarked") != true || got.at("reblogged") != true {
		t.Error(got.body)
	}
	if who := b.get(path + "/favourited_by").list("acct"); !slices.Equal(who, []string{"panaderialuz"}) {
		t.Error(who)
	}
	if who := b.get(path + "/reblogged_by").list("acct"); !slices.Equal(who, []string{"panaderialuz"}) {
		t.Error(who)
	}
	b.call("POST", path+"/unfavourite").want(200)
	b.call("POST", path+"/unreblog").want(200)
	b.call("POST", path+"/unbookmark").want(200)
	got = b.get(path)
	if got.num("favourites_count") != 0 || got.num("reblogs_count") != 0 || got.at("bookmarked") != false {
		t.Error(got.body)
	}
	direct := b.s.Mention(b.ana, b.luz, practice.Say{Text: "en privado", Visibility: "direct"})
	b.call("POST", "/api/v1/statuses/"+direct+"/reblog").want(403)
}

func TestJSONBodyIsReadLikeAForm(t *testing.T) {
	b := of(t, practice.Mastodon)
	r := b.request("POST", "/api/v1/statuses", strings.NewReader(
		`{"status":"¿Dulce o salado?","visibility":"public","poll":{"options":["Dulce","Salado"],"expires_in":600,"multiple":true},"media_ids":[]}`))
	r.Header.Set("Content-Type", "application/json")
	got := b.do(r).want(200)
	if got.str("poll.options.1.title") != "Salado" || got.at("poll.multiple") != true {
		t.Error(got.body)
	}
	if s := b.s.Statuses(b.luz)[0]; !slices.Equal(s.PollOptions, []string{"Dulce", "Salado"}) {
		t.Errorf("%+v", s)
	}
	r = b.request("POST", "/api/v1/statuses", strings.NewReader(`{"status":`))
	r.Header.Set("Content-Type", "application/json")
	b.do(r).want(400)
}
