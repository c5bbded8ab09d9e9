package practice_test

import (
	"testing"

	"vocero/accounts/practice"
)

func TestXPostsAndReads(t *testing.T) {
	b := onX(t)
	id := b.tweet("Hola, hay pan en tienda.es & más")
	got := b.get("/2/tweets/"+id, "tweet.fields", "entities,author_id,created_at,conversation_id,public_metrics,non_public_metrics").want(200)
	if got.str("data.entities.urls.0.expanded_url") != "http://tienda.es" || len(got.str("data.entities.urls.0.url")) != 23 ||
		got.str("data.text") != "Hola, hay pan en "+got.str("data.entities.urls.0.url")+" &amp; más" || got.str("data.conversation_id") != id {
		t.Error(got.body)
	}
	if got := b.get("/2/tweets/" + id).want(200); got.at("data.author_id") != nil || got.at("data.created_at") != nil {
		t.Errorf("fields nobody asked for: %s", got.body)
	}
	ask := b.s.Mention(b.ana, b.luz, practice.Say{Text: "¿abrís?"})
	in := b.get("/2/users/"+b.luz.ID+"/mentions", "expansions", "author_id").want(200)
	if in.listed("id") != ask || in.str("includes.users.0.username") != "ana" || in.str("meta.newest_id") != ask {
		t.Error(in.body)
	}
	answer := b.put("POST", "/2/tweets", fields{"text": "Sí", "reply": fields{"in_reply_to_tweet_id": ask}}).want(201).str("data.id")
	own := b.get("/2/users/"+b.luz.ID+"/tweets", "tweet.fields", "referenced_tweets,in_reply_to_user_id").want(200)
	if own.listed("text") != "@ana Sí|"+got.str("data.text") || own.str("data.0.referenced_tweets.0.id") != ask || own.str("data.0.in_reply_to_user_id") != b.ana.ID {
		t.Error(own.body)
	}
	b.put("DELETE", "/2/tweets/"+answer, nil).want(200).says(`"deleted":true`)
	b.put("DELETE", "/2/tweets/"+answer, nil).want(404)
	b.put("DELETE", "/2/tweets/"+ask, nil).want(403)
	if list := b.s.Statuses(b.luz); len(list) != 2 || !list[1].Deleted || list[1].InReplyToID != ask {
		t.Errorf("%+v", list)
	}
	b.get("/1.1/account/verify_credentials.json").want(200).says(`"screen_name":"panaderialuz"`)
	b.get("/1.1/statuses/user_timeline.json").want(403).says(`"code":453`)
}

func TestXRefuses(t *testing.T) {
	b := onX(t)
	b.tweet("una vez")
	if got := b.put("POST", "/2/tweets", fields{"text": "una vez"}).want(403); got.body != `{"detail":"You are not allowed to create a Tweet with duplicate content.","status":403,"title":"Forbidden","type":"about:blank"}` {
		t.Error(got.body)
	}
	cold := b.s.Post(b.ana, practice.Say{Text: "hoy llueve"})
	b.put("POST", "/2/tweets", fields{"text": "ya", "reply": fields{"in_reply_to_tweet_id": cold}}).want(403).says("have not been mentioned")
	b.put("POST", "/2/tweets", fields{"text": "ya", "surprise": 1}).want(400).says("[$.surprise] is not defined in the schema")
}
