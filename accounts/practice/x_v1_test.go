package practice_test

import (
	"strings"
	"testing"
	"time"

	//lint:ignore SA1019 The old API is what this is for.
	"github.com/dghubble/go-twitter/twitter"

	"vocero/accounts/practice"
)

func TestXOldAPIIsClosed(t *testing.T) {
	b := onX(t)
	for _, root := range []string{"/1.1/", "/api/"} {
		b.get(root + "account/verify_credentials.json").want(200)
		for _, path := range []string{"statuses/home_timeline.json", "statuses/user_timeline.json", "search/tweets.json", "nonsense.json"} {
			if got := b.get(root + path).want(403); got.num("errors.0.code") != 453 {
				t.Error(root+path, got.body)
			}
		}
		b.form(root+"statuses/update.json", "status", "hola").want(403).says("453")
	}
	if n := len(b.s.Statuses(nil)); n != 0 {
		t.Errorf("%d posts all the same", n)
	}
}

func TestXOldAPIServed(t *testing.T) {
	b := onX(t)
	b.s.SetV1(true)
	ask := b.s.Mention(b.ana, b.luz, practice.Say{Text: "¿abrís? Mirad https://ana.example.com/una/ruta"})
	post := b.form("/1.1/statuses/update.json", "status", "Hola, más pan & más").want(200)
	if post.str("text") != "Hola, más pan &amp; más" || post.str("user.screen_name") != "panaderialuz" || !strings.Contains(post.body, `"id":`+post.str("id_str")+",") {
		t.Error(post.body)
	}
	reply := b.form("/1.1/statuses/update.json", "status", "@ana sí", "in_reply_to_status_id", ask).want(200)
	if reply.str("in_reply_to_status_id_str") != ask || reply.str("in_reply_to_screen_name") != "ana" || reply.str("entities.user_mentions.0.screen_name") != "ana" {
		t.Error(reply.body)
	}
	in := b.get("/1.1/statuses/mentions_timeline.json", "tweet_mode", "extended").want(200)
	if strings.Join(in.list("id_str"), " ") != ask || in.str("0.entities.urls.0.expanded_url") != "https://ana.example.com/una/ruta" || !strings.Contains(in.str("0.full_text"), in.str("0.entities.urls.0.url")) {
		t.Error(in.body)
	}
	if at, err := time.Parse(time.RubyDate, in.str("0.created_at")); err != nil || !at.Equal(b.clock.now()) {
		t.Error(at, err)
	}
	own := b.get("/1.1/statuses/user_timeline.json", "exclude_replies", "true").want(200)
	if strings.Join(own.list("id_str"), " ") != post.str("id_str") {
		t.Error(own.body)
	}
	if got := b.get("/1.1/search/tweets.json", "q", "abrís").want(200); got.str("statuses.0.id_str") != ask {
		t.Error(got.body)
	}
	b.form("/1.1/favorites/create.json", "id", ask).want(200)
	b.form("/1.1/favorites/create.json", "id", ask).want(403).says("139")
	if got := b.get("/1.1/favorites/list.json").want(200); got.at("0.favorited") != true {
		t.Error(got.body)
	}
	b.form("/1.1/favorites/destroy.json", "id", ask).want(200)
	boost := b.form("/1.1/statuses/retweet/" + ask + ".json").want(200)
	if boost.str("retweeted_status.id_str") != ask {
		t.Error(boost.body)
	}
	b.form("/1.1/statuses/retweet/" + ask + ".json").want(403).says("327")
	b.form("/1.1/statuses/unretweet/" + ask + ".json").want(200)
	b.get("/1.1/statuses/show.json", "id", ask).want(200)
	b.get("/1.1/statuses/lookup.json", "id", ask+",1").want(200).says(ask)
	b.get("/1.1/users/show.json", "screen_name", "ana").want(200).says("Ana Ruiz")
	b.form("/1.1/statuses/destroy/" + ask + ".json").want(403).says("183")
	b.form("/1.1/statuses/destroy/" + post.str("id_str") + ".json").want(200)
	b.get("/1.1/statuses/show/" + post.str("id_str") + ".json").want(404).says("144")
	if got := b.get("/1.1/statuses/mentions_timeline.json", "since_id", ask).want(200); got.body != "[]" {
		t.Error(got.body)
	}
	if b.s.Bill(b.luz) != 0 {
		t.Error("the old API is billed")
	}
}

func TestXOldRules(t *testing.T) {
	b := onX(t)
	b.s.SetV1(true)
	cold := b.s.Post(b.ana, practice.Say{Text: "hoy llueve"})
	long := strings.Repeat("pan ", 71)
	b.form("/1.1/statuses/update.json", "status", "una vez").want(200)
	for name, c := range map[string]struct {
		pairs []string
		code  string
	}{
		"twice":      {[]string{"status", "una vez"}, "187"},
		"too long":   {[]string{"status", long}, "186"},
		"empty":      {[]string{"status", " "}, "170"},
		"unsummoned": {[]string{"status", "sí", "in_reply_to_status_id", cold}, "433"},
		"no file":    {[]string{"status", "foto", "media_ids", "1"}, "324"},
	} {
		got := b.form("/1.1/statuses/update.json", c.pairs...)
		if got.status < 400 || !strings.Contains(got.body, `"code":`+c.code) {
			t.Error(name, got.status, got.body)
		}
	}
	// Friendica has none of those rules, and no links of its own.
	for range 2 {
		b.form("/api/statuses/update.json", "status", long+" https://luz.example.com").want(200).says("https://luz.example.com")
	}
	b.form("/api/statuses/update.json", "status", "sí", "in_reply_to_status_id", cold).want(200)
	b.form("/1.1/statuses/update.json", "status", strings.Repeat("a", 200)).want(200).says(`"truncated":true`)
}

func TestXSpeaksWithGoTwitter(t *testing.T) {
	b := onX(t)
	b.s.SetV1(true)
	at := b.s.URL()
	b.http.Transport = roundTripTo(at, b.http.Transport)
	c := twitter.NewClient(b.http)
	who, _, err := c.Accounts.VerifyCredentials(nil)
	if err != nil || who.ScreenName != "panaderialuz" || who.IDStr != b.luz.ID {
		t.Fatalf("%+v %v", who, err)
	}
	post, _, err := c.Statuses.Update("Hola & adiós", nil)
	if err != nil || post.ID == 0 || post.IDStr == "" || post.User.IDStr != b.luz.ID {
		t.Fatalf("%+v %v", post, err)
	}
	if at, err := post.CreatedAtTime(); err != nil || !at.Equal(b.clock.now()) {
		t.Error(at, err)
	}
	list, _, err := c.Timelines.UserTimeline(&twitter.UserTimelineParams{TweetMode: "extended"})
	if err != nil || len(list) != 1 || list[0].FullText != "Hola &amp; adiós" {
		t.Errorf("%+v %v", list, err)
	}
	if _, _, err := c.Statuses.Update("Hola & adiós", nil); err == nil || !strings.Contains(err.Error(), "187") {
		t.Error(err)
	}
}
