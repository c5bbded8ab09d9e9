package practice_test

import (
	"strings"
	"testing"
	"time"

	"vocero/accounts/practice"
)

func TestXSearch(t *testing.T) {
	b := onX(t)
	say := func(who, text, lang, parent string) string {
		b.clock.move(time.Second)
		return b.s.Post(b.s.AddStranger(who, ""), practice.Say{Text: text, Language: lang, InReplyTo: parent})
	}
	names := map[string]string{
		say("ana", "El pan de centeno de la calle Mayor #pan", "es", ""): "calle",
		say("ana", "Centeno: el mejor pan", "es", ""):                    "mejor",
		say("leo", "The rye bread at tienda.es", "en", ""):               "rye",
	}
	root := say("leo", "¿Quién hace pan?", "es", "")
	names[root] = "root"
	names[say("ana", "@leo La Luz", "es", root)] = "answer"
	names[b.s.Reblog(b.ana, root)] = "repost"
	b.clock.move(time.Second)
	for query, want := range map[string]string{
		"pan":                            "root mejor calle",
		"PAN centeno":                    "mejor calle",
		`"pan de centeno"`:               "calle",
		"pan -mayor":                     "root mejor",
		"from:ana":                       "answer mejor calle",
		"from:leo lang:es":               "root",
		"conversation_id:" + root:        "answer root",
		"rye OR mayor":                   "rye calle",
		"(rye OR pan) -is:reply":         "root rye mejor calle",
		"pan -is:retweet":                "root mejor calle",
		"@leo":                           "answer",
		"#pan":                           "calle",
		"tienda url:tienda has:links":    "rye",
		"to:leo":                         "answer",
		"centen":                         "",
		"in_reply_to_tweet_id:" + root:   "answer",
		`from:leo url:"tienda.es"`:       "rye",
		"from:ana -has:hashtags centeno": "mejor",
	} {
		got := b.get("/2/tweets/search/recent", "query", query).want(200)
		var have []string
		for id := range strings.SplitSeq(got.listed("id"), "|") {
			have = append(have, names[id])
		}
		if strings.Join(have, " ") != want {
			t.Errorf("%s finds %q, want %q", query, strings.Join(have, " "), want)
		}
	}
	for _, bad := range []string{"", "lang:es", "-pan", "(pan", `"pan`, "pan OR", "near:Madrid", "is:nice pan", strings.Repeat("a", 513)} {
		if got := b.get("/2/tweets/search/recent", "query", bad); got.status != 400 {
			t.Errorf("%s: %d", bad, got.status)
		}
	}
	b.get("/2/tweets/search/recent", "query", "pan", "max_results", "5").want(400).says("is not between 10 and 100")
	b.get("/2/tweets/search/recent", "query", "pan", "since_id", "12345").want(400).says("must be a tweet id created after")
	b.clock.move(7 * 24 * time.Hour)
	if got := b.get("/2/tweets/search/recent", "query", "pan").want(200); got.num("meta.result_count") != 0 || got.at("data") != nil {
		t.Error(got.body)
	}
}

func TestXCounts(t *testing.T) {
	b := onX(t)
	for range 3 {
		b.s.Post(b.ana, practice.Say{Text: "pan"})
		b.clock.move(50 * time.Minute)
	}
	got := b.asApp("/2/tweets/counts/recent?query=pan&granularity=day").want(200)
	if got.num("meta.total_tweet_count") != 3 || len(got.at("data").([]any)) != 8 {
		t.Error(got.body)
	}
	got = b.asApp("/2/tweets/counts/recent?query=pan&start_time=2026-11-20T09:00:00Z").want(200)
	if got.num("data.0.tweet_count") != 2 || got.num("data.1.tweet_count") != 1 || got.str("data.0.end") != "2026-11-20T10:00:00.000Z" {
		t.Error(got.body)
	}
	b.asApp("/2/tweets/counts/recent?query=pan&granularity=year").want(400)
}

func TestXPages(t *testing.T) {
	b := onX(t)
	var ids []string
	for range 12 {
		ids = append(ids, b.s.Mention(b.ana, b.luz, practice.Say{Text: "hola"}))
		b.clock.move(time.Minute)
	}
	path := "/2/users/" + b.luz.ID + "/mentions"
	var seen []string
	token := ""
	for page := range 3 {
		pairs := []string{"max_results", "5"}
		if token != "" {
			pairs = append(pairs, "pagination_token", token)
		}
		got := b.get(path, pairs...).want(200)
		seen = append(seen, strings.Split(got.listed("id"), "|")...)
		if page == 1 {
			back := b.get(path, "max_results", "5", "pagination_token", got.str("meta.previous_token")).want(200)
			if back.str("data.0.id") != ids[11] || back.num("meta.result_count") != 5 {
				t.Error(back.body)
			}
		}
		token, _ = got.at("meta.next_token").(string)
		if (token == "") != (page == 2) {
			t.Errorf("page %d has the token %q", page, token)
		}
	}
	if len(seen) != 12 || seen[0] != ids[11] || seen[11] != ids[0] {
		t.Errorf("%v", seen)
	}
	got := b.get(path, "since_id", ids[9]).want(200)
	if got.num("meta.result_count") != 2 || got.str("meta.newest_id") != ids[11] || got.str("meta.oldest_id") != ids[10] {
		t.Error(got.body)
	}
	if got := b.get(path, "since_id", "999").want(200); got.num("meta.result_count") != 10 { // As a number 999 is older than all.
		t.Error(got.body)
	}
	if got := b.get(path, "since_id", ids[11]).want(200); got.num("meta.result_count") != 0 || got.at("data") != nil {
		t.Error(got.body)
	}
	b.get(path, "max_results", "4").want(400)
	b.get(path, "pagination_token", "zz").want(400)
	b.get(path, "since_id", "hola").want(400)
	b.get(path, "surprise", "1").want(400).says("surprise")
	b.get(path, "tweet.fields", "id,nonsense").want(400).says("nonsense")
	b.get("/2/users/77/mentions").want(200).says("Could not find user with id: [77].")
	if got := b.get(path, "start_time", "2026-11-20T09:05:00Z", "end_time", "2026-11-20T09:07:00Z").want(200); got.num("meta.result_count") != 2 {
		t.Error(got.body)
	}
}
