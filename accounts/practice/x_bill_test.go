package practice_test

import (
	"testing"
	"time"

	"vocero/accounts/practice"
)

func TestXBillsToTheCent(t *testing.T) {
	b := onX(t)
	var last int64
	ask := b.s.Mention(b.ana, b.luz, practice.Say{Text: "¿abrís? https://ana.example.com"})
	b.s.Mention(b.ana, b.luz, practice.Say{Text: "¿y mañana?"})
	mentions, own := "/2/users/"+b.luz.ID+"/mentions", "/2/users/"+b.luz.ID+"/tweets"
	b.get("/2/users/me").want(200)
	b.costs("who", &last, 10_000)
	b.get("/2/users/me").want(200)
	b.costs("who again", &last, 0)
	b.get(mentions, "expansions", "author_id").want(200)
	b.costs("two mentions and their author", &last, 2*1_000+10_000)
	b.get(mentions, "since_id", ask, "expansions", "author_id").want(200)
	b.costs("one of them again", &last, 0)
	first := b.tweet("Hoy hay pan de centeno")
	b.costs("a post", &last, 15_000)
	b.tweet("Todo en tienda.es")
	b.costs("a post with a link", &last, 200_000)
	reply := b.put("POST", "/2/tweets", fields{"text": "Sí: https://luz.example.com", "reply": fields{"in_reply_to_tweet_id": ask}}).want(201).str("data.id")
	b.costs("a reply to somebody who asked", &last, 10_000)
	b.put("POST", "/2/tweets", fields{"text": "y mañana también", "reply": fields{"in_reply_to_tweet_id": first}}).want(201)
	b.costs("the next part of a thread", &last, 15_000)
	b.put("POST", "/2/tweets", fields{"text": "Hoy hay pan de centeno"}).want(403)
	b.costs("a refusal", &last, 0)
	b.get(own, "max_results", "5").want(200)
	b.costs("four own posts", &last, 4*1_000)
	b.get("/2/tweets", "ids", first+","+ask+",1").want(200)
	b.costs("posts read before", &last, 0)
	b.get("/2/tweets/search/recent", "query", "centeno", "max_results", "10").want(200)
	b.costs("a search that finds what was read before", &last, 0)
	b.put("DELETE", "/2/tweets/"+reply, nil).want(200)
	b.costs("a deletion", &last, 5_000)
	b.put("POST", "/2/users/"+b.luz.ID+"/muting", fields{"target_user_id": b.ana.ID}).want(200)
	b.costs("a mute", &last, 10_000)
	b.put("DELETE", "/2/users/"+b.luz.ID+"/muting/"+b.ana.ID, nil).want(200)
	b.costs("an unmute", &last, 5_000)
	b.put("POST", "/2/users/"+b.luz.ID+"/retweets", fields{"tweet_id": ask}).want(200)
	b.costs("a repost", &last, 15_000)
	b.put("DELETE", "/2/users/"+b.luz.ID+"/retweets/"+ask, nil).want(200)
	b.costs("its end", &last, 10_000)
	b.asApp("/2/tweets/counts/recent?query=pan").want(200)
	b.costs("a count", &last, 5_000)
	b.get(mentions, "since_id", "1").want(200)
	b.costs("mentions on the same day", &last, 0)
	b.clock.move(24 * time.Hour)
	b.get(mentions).want(200)
	b.costs("mentions on another day", &last, 2*1_000)
	b.get("/1.1/account/verify_credentials.json").want(200)
	b.costs("the old API", &last, 0)
}

func TestXReadsOfAnotherAppAreDear(t *testing.T) {
	b := onX(t)
	bar := b.s.AddAccount("barnorte", "Bar Norte")
	b.s.Mention(b.ana, bar, practice.Say{Text: "¿abrís?"})
	access, accessSecret := b.pin("barnorte")
	key, secret, _, _ := b.s.Keys(b.luz)
	other := xbed{b.bed, signer(key, secret, access, accessSecret)}
	other.get("/2/users/" + bar.ID + "/mentions").want(200)
	if got := b.s.Bill(bar); got != 5_000 {
		t.Errorf("through the app of another account it costs %d", got)
	}
	b.clock.move(24 * time.Hour)
	ours := xbed{b.bed, signing(b.s, bar)}
	ours.get("/2/users/" + bar.ID + "/mentions").want(200)
	ours.get("/2/users/" + b.luz.ID + "/tweets").want(200)
	if got := b.s.Bill(bar); got != 6_000 {
		t.Errorf("through its own app it costs %d", got-5_000)
	}
}

func TestXCreditAndCap(t *testing.T) {
	b := onX(t)
	b.s.SetCredit(b.luz, 20_000)
	b.tweet("uno")
	if got := b.put("POST", "/2/tweets", fields{"text": "dos"}).want(402); got.str("title") != "CreditsDepleted" || got.str("type") != "https://api.twitter.com/2/problems/credits" {
		t.Error(got.body)
	}
	b.s.SetCredit(b.luz, 15_000)
	b.get("/2/users/me").want(402).says("does not have any credits")
	if n := len(b.s.Statuses(b.luz)); n != 1 {
		t.Errorf("%d posts", n)
	}
	b.s.SetCredit(b.luz, 0)
	b.s.SetCap(b.luz, 2)
	for range 3 {
		b.s.Mention(b.ana, b.luz, practice.Say{Text: "hola"})
	}
	path := "/2/users/" + b.luz.ID + "/mentions"
	b.get(path).want(200)
	if got := b.get(path).want(429); got.str("title") != "UsageCapExceeded" || got.at("type") != "https://api.x.com/2/problems/usage-capped" {
		t.Error(got.body)
	}
	b.tweet("escribir se puede")
	if got := b.asApp("/2/usage/tweets").want(200); got.str("data.project_usage") != "3" || got.str("data.project_cap") != "2" {
		t.Error(got.body)
	}
	b.clock.move(20 * 24 * time.Hour)
	b.get(path).want(200)
	b.clock.move(20 * 24 * time.Hour)
	b.s.SetCap(b.luz, 0)
	b.get(path).want(200)
	if got := b.asApp("/2/usage/tweets").want(200); got.str("data.project_usage") != "6" {
		t.Error(got.body)
	}
}
