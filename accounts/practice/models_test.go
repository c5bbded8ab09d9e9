package practice_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"vocero/accounts/practice"
)

func TestVersionsAndLimitsOfModels(t *testing.T) {
	for m, want := range map[practice.Model]struct {
		version string
		v2      int
		chars   int
	}{
		practice.Mastodon:   {"4.6.0", 200, 500},
		practice.GoToSocial: {"0.20.1", 200, 5000},
		practice.Pixelfed:   {"compatible; Pixelfed", 200, 500},
		practice.Pleroma:    {"compatible; Pleroma", 404, 0},
		practice.Friendica:  {"compatible; Friendica", 200, 200000},
	} {
		t.Run(string(m), func(t *testing.T) {
			b := of(t, m)
			v1 := b.get("/api/v1/instance").want(200)
			if !strings.Contains(v1.str("version"), want.version) || v1.str("uri") != "masto.example" {
				t.Error(v1.body)
			}
			if v2 := b.get("/api/v2/instance").want(want.v2); want.v2 == 200 {
				if v2.str("domain") != "masto.example" || v2.num("configuration.statuses.max_characters") != want.chars {
					t.Error(v2.body)
				}
			} else if v1.num("max_toot_chars") != 5000 || v1.num("poll_limits.max_options") != 20 || v1.at("configuration") != nil {
				t.Error(v1.body)
			}
			node := b.get("/.well-known/nodeinfo").str("links.0.href")
			if got := b.get(strings.TrimPrefix(node, b.s.URL())).str("software.name"); got != string(m) {
				t.Errorf("nodeinfo says %s", got)
			}
		})
	}
	old := start(t, practice.Options{Version: "3.5.1"})
	old.get("/api/v2/instance").want(404)
	if _, err := practice.Start(practice.Options{Model: "fax"}); err == nil {
		t.Error("a fax has started")
	}
	if _, err := practice.Start(practice.Options{Addr: old.s.Addr()}); err == nil {
		t.Error("two servers on one port")
	}
}

func TestIdempotencyKeyByModel(t *testing.T) {
	for m, want := range map[practice.Model]struct{ status, posts int }{
		practice.Mastodon: {200, 1}, practice.Pleroma: {200, 1}, practice.GoToSocial: {200, 2}, practice.Friendica: {200, 2}, practice.Pixelfed: {400, 1},
	} {
		t.Run(string(m), func(t *testing.T) {
			b := of(t, m)
			send := func() answer {
				return b.call("POST", "/api/v1/statuses", "status", "una vez", "media_ids[]", b.picture(), ":Idempotency-Key", "k-1")
			}
			first, second := send().want(200), send().want(want.status)
			if got := len(b.s.Statuses(b.luz)); got != want.posts {
				t.Errorf("%d posts, want %d", got, want.posts)
			}
			switch {
			case want.status == 400:
				if second.str("error") != "Duplicate idempotency key." {
					t.Error(second.body)
				}
			case (first.str("id") == second.str("id")) != (want.posts == 1):
				t.Errorf("%s and %s", first.str("id"), second.str("id"))
			}
			b.clock.move(61 * time.Minute)
			send().want(200)
			if got := len(b.s.Statuses(b.luz)); got != want.posts+1 {
				t.Errorf("%d posts after an hour, want %d", got, want.posts+1)
			}
			if b.s.Statuses(b.luz)[0].IdempotencyKey != "k-1" {
				t.Error("the key is not in the log of posts")
			}
		})
	}
}

func TestKeyOfADeletedPost(t *testing.T) {
	b := of(t, practice.Mastodon)
	id := b.post("x", ":Idempotency-Key", "k")
	b.call("DELETE", "/api/v1/statuses/"+id).want(200)
	b.call("POST", "/api/v1/statuses", "status", "x", ":Idempotency-Key", "k").want(404)
	bar := b.s.AddAccount("barnorte", "Bar Norte")
	b.call("POST", "/api/v1/statuses", "status", "x", ":Idempotency-Key", "k", ":Authorization", "Bearer "+bar.Token).want(200)
}

func TestIdsOfModels(t *testing.T) {
	for m, length := range map[practice.Model]int{practice.Mastodon: 18, practice.GoToSocial: 26, practice.Pleroma: 18} {
		b := of(t, m)
		last := ""
		for i := range 50 {
			id := b.s.Post(b.luz, practice.Say{Text: fmt.Sprint(i)})
			if len(id) != length || id <= last {
				t.Fatalf("%s: %q after %q", m, id, last)
			}
			last = id
		}
		got := b.get("/api/v1/accounts/"+b.luz.ID+"/statuses", "min_id", last, "limit", "5").want(200)
		if got.body != "[]" {
			t.Error(got.body)
		}
	}
}

func TestLengthIsCountedAsTheModelDoes(t *testing.T) {
	link := " https://tienda.example/" + strings.Repeat("x", 200)
	for _, c := range []struct {
		model  practice.Model
		text   string
		status int
	}{
		{practice.Mastodon, strings.Repeat("ñ", 500), 200},
		{practice.Mastodon, strings.Repeat("ñ", 501), 422},
		{practice.Mastodon, strings.Repeat("👨‍👩‍👧", 500), 200},
		{practice.Mastodon, strings.Repeat("a", 476) + link, 200},
		{practice.Mastodon, strings.Repeat("a", 477) + link, 422},
		{practice.Mastodon, strings.Repeat("a", 495) + " @ana@otro.example", 200},
		{practice.Mastodon, strings.Repeat("a", 496) + " @ana@otro.example", 422},
		{practice.GoToSocial, strings.Repeat("a", 5000-len(link)) + link, 200},
		{practice.GoToSocial, strings.Repeat("a", 5001-len(link)) + link, 422},
		{practice.GoToSocial, strings.Repeat("👨‍👩‍👧", 1001), 422},
	} {
		b := of(t, c.model)
		got := b.call("POST", "/api/v1/statuses", "status", c.text).want(c.status)
		if c.status == 422 && c.model == practice.Mastodon && got.str("error") != "Validation failed: Text character limit of 500 exceeded" {
			t.Error(got.body)
		}
	}
	b := of(t, practice.Mastodon)
	b.call("POST", "/api/v1/statuses", "status", strings.Repeat("a", 498), "spoiler_text", "abc").want(422)
	b.call("POST", "/api/v1/statuses", "status", " \n ").want(422).says("can't be blank")
}

func TestPixelfedWantsPictures(t *testing.T) {
	b := of(t, practice.Pixelfed)
	b.call("POST", "/api/v1/statuses", "status", "solo texto").want(403).says("Empty statuses are not allowed")
	id := b.s.Mention(b.ana, b.luz, practice.Say{Text: "¿Abrís?"})
	b.post("@ana@otro.example sí", "in_reply_to_id", id)
	b.call("POST", "/api/v1/statuses", "status", "x", "visibility", "direct", "media_ids[]", b.picture()).want(422).says("visibility is invalid")
	later := b.clock.now().Add(time.Hour).Format(time.RFC3339)
	b.call("POST", "/api/v1/statuses", "status", "ya", "media_ids[]", b.picture(), "scheduled_at", later).want(200)
	if n := len(b.s.Statuses(b.luz)); n != 2 {
		t.Errorf("%d posts: scheduled_at was not overlooked", n)
	}
	b.get("/api/v1/scheduled_statuses").want(404)
}

func TestGoToSocialWantsAName(t *testing.T) {
	for m, status := range map[practice.Model]int{practice.GoToSocial: 418, practice.Mastodon: 200} {
		b := of(t, m)
		b.get("/api/v1/instance", ":User-Agent", "").want(status)
	}
}

func TestFriendicaHasNoPollsAndOldMedia(t *testing.T) {
	b := of(t, practice.Friendica)
	got := b.call("POST", "/api/v1/statuses", "status", "¿?", "poll[options][]", "a", "poll[options][]", "b", "poll[expires_in]", "600").want(200)
	if got.at("poll") != nil {
		t.Error(got.body)
	}
	b.upload("/api/v2/media", "a.png", dot()).want(404)
	b.upload("/api/v1/media", "a.png", dot()).want(200)
}
