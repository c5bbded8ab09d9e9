package practice_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"mime/multipart"
	"net/textproto"
	"slices"
	"strings"
	"testing"
	"time"

	"vocero/accounts/practice"
)

// dot is a picture of three by two points.
func dot() []byte {
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 3, 2))); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// film begins like an MP4.
func film() []byte { return []byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom película") }

func (b *bed) upload(path, name string, data []byte, pairs ...string) answer {
	b.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {fmt.Sprintf("form-data; name=\"file\"; filename=%q", name)}, "Content-Type": {"application/octet-stream"},
	})
	if err != nil {
		b.Fatal(err)
	}
	_, _ = part.Write(data)
	for i := 0; i < len(pairs); i += 2 {
		_ = form.WriteField(pairs[i], pairs[i+1])
	}
	_ = form.Close()
	r := b.request("POST", path, &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	return b.do(r)
}

// picture uploads a picture the way that every model has.
func (b *bed) picture() string {
	b.Helper()
	return b.upload("/api/v1/media", "pan.png", dot()).want(200).str("id")
}

func TestPictureIsReadyAtOnce(t *testing.T) {
	b := of(t, practice.Mastodon)
	got := b.upload("/api/v2/media", "/home/luz/pan.png", dot(), "description", "Un pan", "focus", "0.5,-0.5").want(200)
	if got.str("type") != "image" || got.str("description") != "Un pan" || got.num("meta.original.width") != 3 || got.at("meta.focus.x") != 0.5 {
		t.Error(got.body)
	}
	id := got.str("id")
	b.call("PUT", "/api/v1/media/"+id, "description", "Un pan redondo").want(200)
	b.call("PUT", "/api/v1/media/"+id, "description", strings.Repeat("a", 1501)).want(422)
	post := b.post("con foto", "media_ids[]", id)
	if b.get("/api/v1/statuses/"+post).str("media_attachments.0.description") != "Un pan redondo" {
		t.Error("the description is lost")
	}
	up := b.s.Uploads()[0]
	if up.Filename != "/home/luz/pan.png" || up.StatusID != post || up.Size != len(dot()) || len(up.SHA256) != 64 || up.Account != "panaderialuz" {
		t.Errorf("%+v", up)
	}
	if s := b.s.Statuses(b.luz)[0]; !slices.Equal(s.MediaIDs, []string{id}) {
		t.Errorf("%+v", s)
	}
	if raw := b.get("/media/" + id).want(200); raw.body != string(dot()) {
		t.Error("the bytes have changed")
	}
	b.call("PUT", "/api/v1/media/"+id, "description", "tarde").want(404)
	b.call("DELETE", "/api/v1/media/"+id).want(422)
	b.call("POST", "/api/v1/statuses", "status", "otra vez", "media_ids[]", id).want(422)
	b.call("PUT", "/api/v1/statuses/"+post, "status", "con foto", "media_ids[]", id, "media_attributes[][id]", id, "media_attributes[][description]", "nueva").want(200)
	if b.s.Uploads()[0].Description != "nueva" {
		t.Error("an edit did not change the description")
	}
}

func TestFilmTakesAWhile(t *testing.T) {
	b := of(t, practice.Mastodon)
	got := b.upload("/api/v2/media", "corto.mp4", film()).want(202)
	id := got.str("id")
	if got.at("url") != nil || got.str("type") != "video" {
		t.Error(got.body)
	}
	b.call("POST", "/api/v1/statuses", "status", "x", "media_ids[]", id).want(422).says("not finished processing")
	b.get("/api/v1/media/" + id).want(206)
	b.get("/api/v1/media/" + id).want(200)
	b.call("POST", "/api/v1/statuses", "status", "x", "media_ids[]", id, "media_ids[]", b.picture()).want(422).says("video")
	b.post("x", "media_ids[]", id)
	other := b.upload("/api/v2/media", "corto.mp4", film()).want(202).str("id")
	b.clock.move(6 * time.Second)
	b.get("/api/v1/media/" + other).want(200)
	b.upload("/api/v1/media", "corto.mp4", film()).want(200)
}

func TestUploadRefusals(t *testing.T) {
	b := of(t, practice.Mastodon)
	b.upload("/api/v2/media", "a.txt", []byte("hola")).want(422).says("content type is invalid")
	b.upload("/api/v2/media", "a.png", nil).want(422)
	b.upload("/api/v2/media", "a.png", append(dot(), make([]byte, 16<<20)...)).want(422).says("less than 16 MB")
	b.call("POST", "/api/v1/statuses", "status", "x", "media_ids[]", "999").want(422)
	var ids []string
	for range 5 {
		ids = append(ids, "media_ids[]", b.picture())
	}
	b.call("POST", "/api/v1/statuses", append(ids, "status", "x")...).want(422).says("more than 4 files")
	b.get("/api/v1/media/999").want(404)
	b.call("DELETE", "/api/v1/media/"+ids[1]).want(200)
	b.get("/api/v1/media/" + ids[1]).want(404)
	r := b.request("POST", "/api/v1/statuses", strings.NewReader("status="+strings.Repeat("a", 1<<20)))
	b.do(r).want(413)
}

func TestPicturesOfFixtures(t *testing.T) {
	b := of(t, practice.Mastodon)
	id := b.s.Mention(b.ana, b.luz, practice.Say{Text: "mira", Media: []practice.Attachment{{Description: "Una foto"}}, Sensitive: true})
	got := b.get("/api/v1/statuses/" + id)
	if got.str("media_attachments.0.description") != "Una foto" || got.at("sensitive") != true {
		t.Error(got.body)
	}
	raw := b.get(strings.TrimPrefix(got.str("media_attachments.0.url"), b.s.URL())).want(200)
	if raw.header.Get("Content-Type") != "image/png" {
		t.Error(raw.header)
	}
	b.get("/media/999").want(404)
	b.get(strings.TrimPrefix(got.str("account.avatar"), b.s.URL())).want(200)
}

func TestPollsAreCheckedAndCounted(t *testing.T) {
	b := of(t, practice.Mastodon)
	ask := func(status int, says, seconds string, options ...string) answer {
		pairs := []string{"status", "¿Dulce o salado?", "poll[expires_in]", seconds}
		for _, o := range options {
			pairs = append(pairs, "poll[options][]", o)
		}
		return b.call("POST", "/api/v1/statuses", pairs...).want(status).says(says)
	}
	ask(422, "more than one", "600", "a")
	ask(422, "more than 4 items", "600", "a", "b", "c", "d", "e")
	ask(422, "50 characters", "600", "a", strings.Repeat("b", 51))
	ask(422, "duplicate", "600", "a", "a")
	ask(422, "blank", "600", "a", " ")
	ask(422, "too soon", "60", "a", "b")
	ask(422, "too far", "9999999", "a", "b")
	b.call("POST", "/api/v1/statuses", "status", "x", "media_ids[]", b.picture(), "poll[options][]", "a", "poll[options][]", "b", "poll[expires_in]", "600").want(422)
	id := ask(200, "Dulce", "600", "Dulce", "Salado").str("poll.id")
	bar := b.s.AddAccount("barnorte", "Bar Norte")
	as := []string{":Authorization", "Bearer " + bar.Token}
	vote := "/api/v1/polls/" + id + "/votes"
	b.call("POST", vote, "choices[]", "0").want(422)
	b.call("POST", vote, append(as, "choices[]", "7")...).want(422)
	b.call("POST", vote, append(as, "choices[]", "0", "choices[]", "1")...).want(422)
	if got := b.call("POST", vote, append(as, "choices[]", "1")...).want(200); got.num("options.1.votes_count") != 1 || got.at("voted") != true {
		t.Error(got.body)
	}
	b.call("POST", vote, append(as, "choices[]", "1")...).want(422).says("already voted")
	b.clock.move(11 * time.Minute)
	if got := b.get("/api/v1/polls/" + id); got.at("expired") != true || got.num("voters_count") != 1 {
		t.Error(got.body)
	}
	b.call("POST", vote, append(as, "choices[]", "1")...).want(422).says("ended")
	if kinds := b.get("/api/v1/notifications").list("type"); !slices.Equal(kinds, []string{"poll"}) {
		t.Error(kinds)
	}
}

func TestScheduledPosts(t *testing.T) {
	b := of(t, practice.Mastodon)
	at := func(d time.Duration) string { return b.clock.now().Add(d).Format(time.RFC3339) }
	b.call("POST", "/api/v1/statuses", "status", "x", "scheduled_at", at(4*time.Minute)).want(422).says("must be in the future")
	b.call("POST", "/api/v1/statuses", "status", "x", "scheduled_at", "mañana").want(422)
	got := b.call("POST", "/api/v1/statuses", "status", "luego", "scheduled_at", at(10*time.Minute), "visibility", "unlisted").want(200)
	id := got.str("id")
	if got.str("params.text") != "luego" || got.str("params.visibility") != "unlisted" || got.str("scheduled_at") != "2026-11-20T09:10:00.000Z" {
		t.Error(got.body)
	}
	path := "/api/v1/scheduled_statuses"
	if ids := b.get(path).list("id"); !slices.Equal(ids, []string{id}) {
		t.Error(ids)
	}
	b.call("PUT", path+"/"+id, "scheduled_at", at(time.Minute)).want(422)
	b.call("PUT", path+"/"+id, "scheduled_at", at(time.Hour)).want(200)
	b.get(path + "/" + id).want(200).says("10:00:00")
	other := b.call("POST", "/api/v1/statuses", "status", "nunca", "scheduled_at", at(time.Hour)).want(200).str("id")
	b.call("DELETE", path+"/"+other).want(200)
	b.get(path + "/" + other).want(404)
	b.clock.move(59 * time.Minute)
	if n := len(b.s.Statuses(b.luz)); n != 0 {
		t.Fatalf("%d posts too early", n)
	}
	b.clock.move(time.Minute)
	posts := b.s.Statuses(b.luz)
	if len(posts) != 1 || posts[0].Text != "luego" || !posts[0].Scheduled || posts[0].Visibility != "unlisted" {
		t.Errorf("%+v", posts)
	}
	b.get(path + "/" + id).want(404)
}

func TestSchedulingByModel(t *testing.T) {
	for m, want := range map[practice.Model]struct{ put int }{practice.Friendica: {404}, practice.Pleroma: {200}} {
		b := of(t, m)
		later := b.clock.now().Add(time.Hour).Format(time.RFC3339)
		id := b.call("POST", "/api/v1/statuses", "status", "x", "scheduled_at", later).want(200).str("id")
		b.call("PUT", "/api/v1/scheduled_statuses/"+id, "scheduled_at", later).want(want.put)
		b.call("DELETE", "/api/v1/scheduled_statuses/"+id).want(200)
	}
	for m, created := range map[practice.Model]string{practice.GoToSocial: "2026-11-20T08:00:00.000Z", practice.Mastodon: "2026-11-20T09:00:00.000Z"} {
		b := of(t, m)
		past := b.clock.now().Add(-time.Hour).Format(time.RFC3339)
		if got := b.call("POST", "/api/v1/statuses", "status", "x", "scheduled_at", past).want(200); got.str("created_at") != created {
			t.Errorf("%s: %s", m, got.body)
		}
	}
	b := of(t, practice.Mastodon)
	for i := range 26 {
		later := b.clock.now().Add(time.Hour + time.Duration(i)*time.Minute).Format(time.RFC3339)
		b.call("POST", "/api/v1/statuses", "status", fmt.Sprint(i), "scheduled_at", later).want(map[bool]int{true: 200, false: 422}[i < 25])
	}
}
