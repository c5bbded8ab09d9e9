package practice_test

import (
	"strings"
	"testing"
	"time"
)

func TestXMediaAtOnce(t *testing.T) {
	b := onX(t)
	up := b.parts("/2/media/upload", dot(), "media_category", "tweet_image").want(200)
	id := up.str("data.id")
	if up.str("data.media_key") != "3_"+id || up.num("data.size") != len(dot()) || up.num("data.expires_after_secs") != 86400 {
		t.Error(up.body)
	}
	alt := fields{"id": id, "metadata": fields{"alt_text": fields{"text": "Una barra de centeno"}}}
	b.put("POST", "/2/media/metadata", alt).want(200).says("Una barra de centeno")
	alt["metadata"] = fields{"alt_text": fields{"text": strings.Repeat("ñ", 1001)}}
	b.put("POST", "/2/media/metadata", alt).want(400)
	post := b.put("POST", "/2/tweets", fields{"text": "Mira", "media": fields{"media_ids": []string{id}}}).want(201)
	if got := post.str("data.text"); !strings.HasPrefix(got, "Mira https://t.co/") || len(got) != 28 {
		t.Errorf("text %q", got)
	}
	see := b.get("/2/tweets/"+post.str("data.id"), "tweet.fields", "entities", "expansions", "attachments.media_keys", "media.fields", "alt_text,url,width").want(200)
	if see.str("data.attachments.media_keys.0") != "3_"+id || see.str("includes.media.0.alt_text") != "Una barra de centeno" || see.str("includes.media.0.type") != "photo" ||
		see.str("data.entities.urls.0.media_key") != "3_"+id || !strings.HasSuffix(see.str("data.entities.urls.0.expanded_url"), "/photo/1") {
		t.Error(see.body)
	}
	b.put("POST", "/2/tweets", fields{"text": "otra vez", "media": fields{"media_ids": []string{id}}}).want(400).says("Your media IDs are invalid.")
	b.parts("/2/media/upload", dot(), "media_category", "tweet_video").want(400)
	b.parts("/2/media/upload", []byte("hola"), "media_category", "tweet_image").want(400)
	b.parts("/2/media/upload", dot(), "media_category", "tweet_image", "surprise", "1").want(400).says("surprise")
	old := b.parts("/2/media/upload", dot(), "media_category", "tweet_image").want(200).str("data.id")
	b.clock.move(25 * time.Hour)
	b.put("POST", "/2/tweets", fields{"text": "tarde", "media": fields{"media_ids": []string{old}}}).want(400)
	if got := b.s.Uploads(); got[0].Filename != "luz/pan.png" || got[0].Description != "Una barra de centeno" || got[0].StatusID == "" {
		t.Errorf("%+v", got[0])
	}
}

func TestXMediaInChunks(t *testing.T) {
	b := onX(t)
	film := []byte(strings.Repeat("película ", 100))
	begin := func(total int) string {
		return b.put("POST", "/2/media/upload/initialize", fields{"media_type": "video/mp4", "total_bytes": total, "media_category": "tweet_video"}).want(200).str("data.id")
	}
	id := begin(len(film))
	b.parts("/2/media/upload/"+id+"/append", film[500:], "segment_index", "1").want(200)
	b.put("POST", "/2/media/upload/"+id+"/finalize", nil).want(400).says("segment 0 is missing")
	b.parts("/2/media/upload/"+id+"/append", film[:500], "segment_index", "0").want(200)
	b.parts("/2/media/upload/"+id+"/append", film, "segment_index", "1000").want(400)
	done := b.put("POST", "/2/media/upload/"+id+"/finalize", nil).want(200)
	if done.str("data.id") != id || done.str("data.media_key") != "7_"+id || done.str("data.processing_info.state") != "pending" || done.num("data.processing_info.check_after_secs") != 1 {
		t.Error(done.body)
	}
	post := fields{"text": "La película", "media": fields{"media_ids": []string{id}}}
	b.put("POST", "/2/tweets", post).want(400)
	for _, want := range []string{"in_progress", "succeeded", "succeeded"} {
		if got := b.get("/2/media/upload", "command", "STATUS", "media_id", id).want(200).str("data.processing_info.state"); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	b.put("POST", "/2/tweets", post).want(201)
	if got := b.s.Uploads(); len(got) != 1 || got[0].ID != id || got[0].Size != len(film) {
		t.Errorf("%+v", got)
	}
	b.s.FailMedia(true)
	bad := begin(4)
	b.parts("/2/media/upload/"+bad+"/append", []byte("film"), "segment_index", "0").want(200)
	b.put("POST", "/2/media/upload/"+bad+"/finalize", nil).want(200)
	b.get("/2/media/upload", "command", "STATUS", "media_id", bad).want(200)
	if got := b.get("/2/media/upload", "command", "STATUS", "media_id", bad).want(200).str("data.processing_info.state"); got != "failed" {
		t.Error(got)
	}
	short := begin(9)
	b.parts("/2/media/upload/"+short+"/append", []byte("film"), "segment_index", "0").want(200)
	b.put("POST", "/2/media/upload/"+short+"/finalize", nil).want(400).says("do not add up")
	b.put("POST", "/2/media/upload/1/finalize", nil).want(400)
	b.put("POST", "/2/media/upload/initialize", fields{"media_type": "video/mp4", "total_bytes": 600 << 20, "media_category": "tweet_video"}).want(400)
	b.put("POST", "/2/media/upload/initialize", fields{"media_type": "text/html", "total_bytes": 1, "media_category": "tweet_video"}).want(400)
}
