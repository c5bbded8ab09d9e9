package practice_test

import (
	"strings"
	"testing"
	"time"

	"vocero/accounts/practice"
)

func TestXCountsAsTwitterText(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		fits bool
	}{
		"280 letters":      {strings.Repeat("a", 280), true},
		"281 letters":      {strings.Repeat("a", 281), false},
		"280 eñes":         {strings.Repeat("ñ", 280), true},
		"140 emoji":        {strings.Repeat("👩‍👩‍👧", 140), true},
		"141 emoji":        {strings.Repeat("👩‍👩‍👧", 141), false},
		"141 euros":        {strings.Repeat("€", 141), false},
		"a long URL":       {strings.Repeat("a", 256) + " https://luz.example.com/" + strings.Repeat("b", 200), true},
		"a URL too many":   {strings.Repeat("a", 257) + " https://luz.example.com/", false},
		"a bare host":      {strings.Repeat("a", 257) + " tienda.es", false},
		"nothing at all":   {" ", false},
		"no top level, so": {strings.Repeat("a", 270) + " file.go", true},
	} {
		t.Run(name, func(t *testing.T) {
			b := onX(t)
			got := b.put("POST", "/2/tweets", fields{"text": c.text})
			if (got.status == 201) != c.fits {
				t.Error(got.status, got.body)
			}
		})
	}
}

func TestXLongPosts(t *testing.T) {
	b := onX(t)
	long := strings.Repeat("pan ", 100) + "tienda.es"
	b.put("POST", "/2/tweets", fields{"text": long}).want(403).says("You are not permitted to perform this action.")
	b.s.SetChars(b.luz, 4000)
	id := b.tweet(long)
	got := b.get("/2/tweets/"+id, "tweet.fields", "note_tweet").want(200)
	if text := got.str("data.text"); !strings.Contains(text, "… https://t.co/") || len(text) > 290 || !strings.HasPrefix(got.str("data.note_tweet.text"), strings.Repeat("pan ", 100)) {
		t.Error(got.body)
	}
	if got := b.get("/2/tweets/"+b.tweet("corto"), "tweet.fields", "note_tweet").want(200); got.at("data.note_tweet") != nil {
		t.Error(got.body)
	}
	b.s.SetChars(b.luz, 0)
	b.put("POST", "/2/tweets", fields{"text": long + "!"}).want(403)
}

func TestXRepliesAreForThoseWhoAsked(t *testing.T) {
	b := onX(t)
	own := b.tweet("Hoy hay pan")
	reply := func(to, text string) answer {
		return b.put("POST", "/2/tweets", fields{"text": text, "reply": fields{"in_reply_to_tweet_id": to}})
	}
	reply(b.s.Post(b.ana, practice.Say{Text: "hoy llueve"}), "sí").want(403).says("have not been mentioned or otherwise engaged")
	reply(own, "y mañana").want(201)
	reply(b.s.Mention(b.ana, b.luz, practice.Say{Text: "¿abrís?"}), "sí").want(201)
	reply(b.s.Post(b.ana, practice.Say{Text: "¡qué rico!", InReplyTo: own}), "gracias").want(201)
	quote := b.s.Quote(b.ana, own, practice.Say{Text: "mirad esto"})
	reply(quote, "¡gracias!").want(201)
	see := b.get("/2/tweets/"+quote, "tweet.fields", "referenced_tweets,entities", "expansions", "referenced_tweets.id.author_id").want(200)
	if see.str("data.referenced_tweets.0.type") != "quoted" || see.str("includes.tweets.0.id") != own || see.str("includes.users.0.username") != "panaderialuz" ||
		!strings.HasSuffix(see.str("data.entities.urls.0.expanded_url"), "/status/"+own) {
		t.Error(see.body)
	}
	if got := b.get("/2/tweets/"+own, "tweet.fields", "public_metrics").want(200); got.num("data.public_metrics.quote_count") != 1 || got.num("data.public_metrics.reply_count") != 2 {
		t.Error(got.body)
	}
	reply("1", "¿quién?").want(403).says("deleted or not visible")
	gone := b.s.Mention(b.ana, b.luz, practice.Say{Text: "me voy", Visibility: "private"})
	reply(gone, "vale").want(403)
	if b.s.Quote(b.ana, "1", practice.Say{Text: "nada"}) != "" {
		t.Error("a quote of nothing")
	}
}

func TestXSameWords(t *testing.T) {
	b := onX(t)
	first := b.s.Mention(b.ana, b.luz, practice.Say{Text: "¿abrís?"})
	leo := b.s.AddStranger("leo", "Leo")
	second := b.s.Mention(leo, b.luz, practice.Say{Text: "¿abrís?"})
	thanks := func(to string) answer {
		return b.put("POST", "/2/tweets", fields{"text": "Gracias", "reply": fields{"in_reply_to_tweet_id": to}})
	}
	thanks(first).want(201)
	thanks(second).want(201) // The name before it makes it another text.
	thanks(second).want(403).says("duplicate content")
	id := b.tweet("Menú del día")
	b.put("POST", "/2/tweets", fields{"text": " Menú del día "}).want(403).says("duplicate content")
	b.put("DELETE", "/2/tweets/"+id, nil).want(200)
	b.tweet("Menú del día")
	b.clock.move(24 * time.Hour)
	b.tweet("Menú del día")
}

func TestXPollsAndMarks(t *testing.T) {
	b := onX(t)
	poll := fields{"options": []string{"Centeno", "Trigo"}, "duration_minutes": 60}
	id := b.put("POST", "/2/tweets", fields{"text": "¿Cuál?", "poll": poll, "paid_partnership": true, "reply_settings": "following"}).want(201).str("data.id")
	got := b.get("/2/tweets/"+id, "tweet.fields", "paid_partnership,reply_settings", "expansions", "attachments.poll_ids", "poll.fields", "duration_minutes,voting_status").want(200)
	if got.at("data.paid_partnership") != true || got.str("data.reply_settings") != "following" || got.str("includes.polls.0.options.1.label") != "Trigo" ||
		got.num("includes.polls.0.duration_minutes") != 60 || got.str("includes.polls.0.voting_status") != "open" {
		t.Error(got.body)
	}
	b.clock.move(time.Hour)
	if got := b.get("/2/tweets/"+id, "expansions", "attachments.poll_ids", "poll.fields", "voting_status").want(200); got.str("includes.polls.0.voting_status") != "closed" {
		t.Error(got.body)
	}
	if list := b.s.Statuses(b.luz); strings.Join(list[0].PollOptions, " ") != "Centeno Trigo" {
		t.Errorf("%+v", list[0])
	}
	for name, bad := range map[string]fields{
		"one choice":   {"options": []string{"a"}, "duration_minutes": 60},
		"too long":     {"options": []string{"a", strings.Repeat("b", 26)}, "duration_minutes": 60},
		"four minutes": {"options": []string{"a", "b"}, "duration_minutes": 4},
		"eight days":   {"options": []string{"a", "b"}, "duration_minutes": 10081},
		"a surprise":   {"options": []string{"a", "b"}, "duration_minutes": 60, "colour": "red"},
	} {
		if got := b.put("POST", "/2/tweets", fields{"text": name, "poll": bad}); got.status != 400 {
			t.Error(name, got.status, got.body)
		}
	}
	b.put("POST", "/2/tweets", fields{"text": "x", "reply_settings": "nobody"}).want(400)
	b.put("POST", "/2/tweets", fields{"text": "cita", "quote_tweet_id": id}).want(403)
	b.put("POST", "/2/users/"+b.luz.ID+"/likes", fields{"tweet_id": id}).want(403).says("client-forbidden")
}

func TestXAnswersInPart(t *testing.T) {
	b := onX(t)
	id := b.tweet("hola")
	theirs := b.s.Post(b.ana, practice.Say{Text: "buenas"})
	got := b.get("/2/tweets", "ids", id+",123,"+theirs, "tweet.fields", "non_public_metrics,public_metrics").want(200)
	if got.listed("id") != id+"|"+theirs || got.num("data.0.non_public_metrics.impression_count") != got.num("data.0.public_metrics.impression_count") ||
		got.at("data.1.non_public_metrics") != nil {
		t.Error(got.body)
	}
	got.says(`"Could not find tweet with ids: [123]."`).says("not-authorized-for-field")
	if got := b.get("/2/tweets/123").want(200); got.at("data") != nil || got.str("errors.0.resource_id") != "123" {
		t.Error(got.body)
	}
	if got := b.get("/2/users/by", "usernames", "ana,nadie").want(200); got.listed("username") != "ana" || got.str("errors.0.value") != "nadie" {
		t.Error(got.body)
	}
	if got := b.get("/2/users", "ids", "7").want(200); got.at("data") != nil {
		t.Error(got.body)
	}
	b.get("/2/users/by/username/ANA", "user.fields", "description,public_metrics").want(200).says("followers_count")
	b.get("/2/tweets/hola").want(400)
	b.get("/2/tweets", "ids", "").want(400)
	b.clock.move(31 * 24 * time.Hour)
	if got := b.get("/2/tweets/"+id, "tweet.fields", "organic_metrics").want(200); got.at("data.organic_metrics") != nil || got.at("errors") == nil {
		t.Error(got.body)
	}
}

func TestXHidesAndMutes(t *testing.T) {
	b := onX(t)
	own := b.tweet("Hoy hay pan")
	rude := b.s.Post(b.ana, practice.Say{Text: "caro", InReplyTo: own})
	b.put("PUT", "/2/tweets/"+rude+"/hidden", fields{"hidden": true}).want(200).says(`"hidden":true`)
	if !b.s.IsHidden(rude) {
		t.Error("not hidden")
	}
	b.put("PUT", "/2/tweets/"+rude+"/hidden", fields{"hidden": false}).want(200)
	if b.s.IsHidden(rude) {
		t.Error("still hidden")
	}
	b.put("PUT", "/2/tweets/"+own+"/hidden", fields{"hidden": true}).want(403)
	b.put("PUT", "/2/tweets/"+b.s.Post(b.ana, practice.Say{Text: "mío"})+"/hidden", fields{"hidden": true}).want(403)
	b.put("PUT", "/2/tweets/1/hidden", fields{"hidden": true}).want(404)
	b.put("PUT", "/2/tweets/"+rude+"/hidden", fields{}).want(400)
	mute := "/2/users/" + b.luz.ID + "/muting"
	b.put("POST", mute, fields{"target_user_id": b.ana.ID}).want(200).says(`"muting":true`)
	if got := b.get(mute).want(200); got.listed("username") != "ana" {
		t.Error(got.body)
	}
	if got := b.get("/2/users/" + b.luz.ID + "/mentions").want(200); got.num("meta.result_count") != 0 {
		t.Error(got.body)
	}
	b.put("DELETE", mute+"/"+b.ana.ID, nil).want(200)
	if got := b.get("/2/users/" + b.luz.ID + "/mentions").want(200); got.listed("id") != rude {
		t.Error(got.body)
	}
	b.put("POST", "/2/users/"+b.ana.ID+"/muting", fields{"target_user_id": b.luz.ID}).want(403)
	b.put("POST", mute, fields{"target_user_id": "1"}).want(400)
	boost := b.put("POST", "/2/users/"+b.luz.ID+"/retweets", fields{"tweet_id": rude}).want(200).str("data.rest_id")
	b.put("POST", "/2/users/"+b.luz.ID+"/retweets", fields{"tweet_id": rude}).want(403)
	if got := b.get("/2/tweets/"+boost, "tweet.fields", "referenced_tweets").want(200); got.str("data.text") != "RT @ana: @panaderialuz caro" || got.str("data.referenced_tweets.0.type") != "retweeted" {
		t.Error(got.body)
	}
	b.put("DELETE", "/2/users/"+b.luz.ID+"/retweets/"+rude, nil).want(200).says(`"retweeted":false`)
	if list := b.s.Statuses(b.luz); !list[1].Deleted || list[1].ReblogOfID != rude {
		t.Errorf("%+v", list)
	}
}
