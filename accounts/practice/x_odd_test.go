package practice_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"vocero/accounts/practice"
)

func TestXOddBodies(t *testing.T) {
	b := onX(t)
	send := func(kind, body string) answer { return b.send(b.ask("POST", "/2/tweets", kind, []byte(body))) }
	send("text/plain", `{"text":"hola"}`).want(415)
	send("application/json", `{"text":"hola"`).want(400)
	send("application/json", "").want(400)
	send("application/json", `{"text":"hola"}{}`).want(400)
	send("application/json", `{"text":5}`).want(400)
	send("application/json; charset=utf-8", `{"text":"hola"}`).want(201)
	send("application/json", `{"text":"","media":{"media_ids":[]}}`).want(400)
	send("application/json", `{"text":"sí","reply":{"in_reply_to_tweet_id":"x"}}`).want(400)
	if got := b.get("/2/nothing/here").want(404); got.body != "" {
		t.Errorf("%q", got.body)
	}
}

func TestXOddUploads(t *testing.T) {
	b := onX(t)
	up := b.put("POST", "/2/media/upload", fields{"media": base64.StdEncoding.EncodeToString(dot()), "media_category": "tweet_image"}).want(200)
	b.put("POST", "/2/media/upload", fields{"media": "%%", "media_category": "tweet_image"}).want(400).says("base64")
	b.put("POST", "/2/media/upload", fields{"media": "", "colour": "red"}).want(400).says("colour")
	b.form("/2/media/upload", "media", "x").want(400)
	b.send(b.ask("POST", "/2/media/upload", "multipart/form-data; boundary=b", []byte("--b\r\nhola"))).want(400)
	b.parts("/2/media/upload", []byte(strings.Repeat("x", 6<<20)), "media_category", "subtitles").want(200)
	big := append(dot(), make([]byte, 6<<20)...)
	b.parts("/2/media/upload", big, "media_category", "tweet_image").want(400).says("File size exceeds")
	b.get("/2/media/upload", "command", "INIT", "media_id", "1").want(400)
	b.get("/2/media/upload", "command", "STATUS", "media_id", "1").want(400)
	if got := b.get("/2/media/upload", "command", "STATUS", "media_id", up.str("data.id")).want(200); got.str("data.processing_info.state") != "succeeded" {
		t.Error(got.body)
	}
	b.put("POST", "/2/media/metadata", fields{"id": "1", "metadata": fields{}}).want(400)
	b.put("POST", "/2/media/upload/initialize", fields{"media_type": "video/mp4", "total_bytes": 5, "media_category": "nonsense"}).want(400)
	gif := b.put("POST", "/2/media/upload/initialize", fields{"media_type": "image/gif", "total_bytes": 5, "media_category": "tweet_gif"}).want(200).str("data.media_key")
	if !strings.HasPrefix(gif, "16_") {
		t.Error(gif)
	}
}

func TestXOddReading(t *testing.T) {
	b := onX(t)
	fixture := b.s.Post(b.ana, practice.Say{Text: "Foto de la panadería", Media: []practice.Attachment{{Description: "un horno"}}})
	quote := b.s.Quote(b.ana, fixture, practice.Say{Text: "otra vez la panadería @panaderialuz"})
	for query, want := range map[string]string{
		"panadería has:media": fixture, "panadería has:images": fixture, "panadería is:quote": quote, "panadería has:mentions": quote, "to:panaderialuz": "",
	} {
		if got := b.get("/2/tweets/search/recent", "query", query).want(200).listed("id"); got != want {
			t.Errorf("%s finds %s, want %s", query, got, want)
		}
	}
	b.get("/2/tweets/search/recent", "query", "pan has:hope").want(400)
	b.get("/2/users/"+b.ana.ID, "user.fields", "profile_image_url").want(200).says("/avatar/")
	b.get("/2/users/1").want(200).says("Could not find user with id: [1].")
	b.get("/2/users/by/username/nadie").want(200).says("Could not find user with username: [nadie].")
	b.get("/2/users/hola").want(400)
	b.get("/2/users", "surprise", "1").want(400)
	b.get("/2/tweets", "ids", "hola").want(400)
	mine := b.tweet("hola @ana y @nadie #pan")
	got := b.get("/2/tweets/"+mine, "expansions", "entities.mentions.username", "tweet.fields", "edit_controls,lang,possibly_sensitive").want(200)
	if got.str("includes.users.0.username") != "ana" || got.str("data.entities.mentions.1.username") != "nadie" || got.str("data.entities.hashtags.0.tag") != "pan" ||
		got.num("data.entities.mentions.0.start") != 5 || got.num("data.entities.mentions.0.end") != 9 || got.at("data.edit_controls.is_edit_eligible") != false {
		t.Error(got.body)
	}
	reply := b.s.Post(b.ana, practice.Say{Text: "hola, Luz", InReplyTo: mine})
	if got := b.get("/2/tweets/"+reply, "expansions", "in_reply_to_user_id").want(200); got.str("includes.users.0.id") != b.luz.ID || got.str("data.text") != "@panaderialuz hola, Luz" {
		t.Error(got.body)
	}
	b.put("DELETE", "/2/tweets/"+mine, nil).want(200)
	if got := b.get("/2/tweets/"+reply, "expansions", "referenced_tweets.id").want(200); got.str("errors.0.resource_id") != mine || got.str("data.id") != reply {
		t.Error(got.body)
	}
	if own := b.get("/2/users/"+b.luz.ID+"/tweets", "exclude", "replies,retweets").want(200); own.num("meta.result_count") != 0 {
		t.Error(own.body)
	}
}
